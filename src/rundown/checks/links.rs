//! Links that went wrong: invisible, in pieces, trapped in code, or not made at all.

use std::ops::Range;

use pulldown_cmark::LinkType;

use super::Check;
use super::anatomy::{Anatomy, LinkPart, TextPart};
use super::finding::{Slip, quoted};
use super::lines::{line_before, line_behind};
use super::mending::Mend;
use crate::text::Change;

/// Finds what is wrong with how links are written.
pub(super) fn find(source: &str, anatomy: &Anatomy, slips: &mut Vec<Slip>) {
    let groups = groups(source, anatomy);
    for group in &groups {
        if group.len() > 1 {
            let bytes = group[0].bytes.start..group[group.len() - 1].bytes.end;
            let message = format!("{} is {} links to one address.", quoted(&shown(source, group)), group.len());
            slips.push(Slip::new(Check::SplitLink, bytes, message));
        } else if is_ghost(group[0]) {
            let message = format!("This link has nothing to click: it leads to {}.", quoted(&group[0].url));
            slips.push(Slip::new(Check::GhostLink, group[0].bytes.clone(), message));
        }
    }
    for code in &anatomy.codes {
        if let Some((text, _)) = link_in_code(&code.code) {
            let message = format!("The link {} is shown as code.", quoted(text));
            slips.push(Slip::new(Check::LinkInCode, code.bytes.clone(), message));
        }
    }
    find_raw(source, anatomy, slips);
}

/// Links that readers cannot follow: their places and addresses.
pub(super) fn unmade<'a>(source: &'a str, anatomy: &'a Anatomy) -> impl Iterator<Item = (Range<usize>, &'a str)> {
    let codes = anatomy.codes.iter().filter_map(|code| Some((code.bytes.clone(), link_in_code(&code.code)?.1)));
    let raw = anatomy.texts.iter().filter(|text| text.is_as_written).filter_map(|text| {
        let bytes = raw(source, text)?;
        let (_, url) = source[bytes.clone()].split_once("](")?;
        Some((bytes, url.trim_end_matches(')')))
    });
    // A bare address is a link already.
    let is_bare = |bytes: &Range<usize>| {
        let next_idx = anatomy.bare.partition_point(|bare| bare.bytes.start < bytes.start);
        anatomy.bare.get(next_idx).is_some_and(|bare| bytes.contains(&bare.bytes.start))
    };
    codes.chain(raw.filter(move |(bytes, _)| !is_bare(bytes)))
}

/// Where a link stands that was not made.
fn raw(source: &str, text: &TextPart) -> Option<Range<usize>> {
    let at = text.text.find("](http").or_else(|| text.text.find("](www."))?;
    let byte = text.bytes.start + at;
    let byte_end = byte + 2 + url_len(&source[byte + 2..]);
    let n_bracket = usize::from(source[byte_end..].starts_with(')'));
    Some(raw_start(source, byte)..text.bytes.end.min(byte_end + n_bracket))
}

fn find_raw(source: &str, anatomy: &Anatomy, slips: &mut Vec<Slip>) {
    let texts = anatomy.texts.iter().filter(|text| text.is_as_written);
    for text in texts {
        if let Some(bytes) = raw(source, text) {
            let message = format!("Readers see {}.", quoted(&source[bytes.clone()]));
            slips.push(Slip::new(Check::RawLink, bytes, message));
        } else if text.is_escaped && text.text.starts_with('[') && is_needless(&source[text.bytes.start..]) {
            let bytes = text.bytes.start - 1..text.bytes.start + 1;
            let message = "The backslash before this bracket does nothing.";
            slips.push(Slip::new(Check::NeedlessEscape, bytes, message));
        }
    }
}

/// Where a link that is none begins: at its bracket, with the backslash that may stand before it.
fn raw_start(source: &str, byte: usize) -> usize {
    let bracket = byte - line_before(source, byte).rfind('[').map_or(0, |at| line_before(source, byte).len() - at);
    if source[..bracket].ends_with('\\') { bracket - 1 } else { bracket }
}

fn url_len(source: &str) -> usize {
    let line = line_behind(source, 0);
    line.find(|c: char| c.is_whitespace() || c == ')').unwrap_or(line.len())
}

/// Whether a bracket could not be the begin of anything.
fn is_needless(behind: &str) -> bool {
    let line = line_behind(behind, 0);
    let inner = line[1..].split(']').next().unwrap_or_default();
    let is_sign = inner.starts_with('^') || matches!(inner.trim(), "" | "x" | "X");
    !is_sign && !line.contains("](") && !line.contains("][") && !line.contains("]:")
}

/// The places of the links that can be seen, each with its address: the pieces of a split one are one place. Not in order.
pub(super) fn places<'a>(source: &str, anatomy: &'a Anatomy) -> Vec<(Range<usize>, &'a str)> {
    let inline = groups(source, anatomy).into_iter().filter(|group| !group.iter().all(|link| is_ghost(link)));
    let inline = inline.map(|group| {
        let (first, last) = (group[0], group[group.len() - 1]);
        (first.bytes.start..last.bytes.end, first.url.as_str())
    });
    let others = anatomy.links.iter().filter(|link| link.link_type != LinkType::Inline && !is_ghost(link));
    inline.chain(others.map(|link| (link.bytes.clone(), link.url.as_str()))).collect()
}

/// Links side by side that lead to one address: most are alone.
fn groups<'a>(source: &str, anatomy: &'a Anatomy) -> Vec<Vec<&'a LinkPart>> {
    let mut groups: Vec<Vec<&LinkPart>> = Vec::new();
    for link in anatomy.links.iter().filter(|link| link.link_type == LinkType::Inline) {
        let is_next = |last: &LinkPart| {
            let between = &source[last.bytes.end..link.bytes.start];
            let is_between = |c: char| matches!(c, ' ' | '\u{a0}' | '*');
            last.url == link.url && !last.has_image && !link.has_image && between.trim_matches(is_between).is_empty()
        };
        match groups.last_mut().filter(|group| group.last().is_some_and(|last| is_next(last))) {
            Some(group) => group.push(link),
            None => groups.push(vec![link]),
        }
    }
    groups
}

/// What readers see of links side by side.
fn shown(source: &str, group: &[&LinkPart]) -> String {
    let mut shown = group[0].text.clone();
    for pair in group.windows(2) {
        shown.push_str(&source[pair[0].bytes.end..pair[1].bytes.start]);
        shown.push_str(&pair[1].text);
    }
    shown.replace("**", "")
}

/// Whether nothing of a link can be seen, or hardly anything: signs, but no letter and no picture.
pub(super) fn is_ghost(link: &LinkPart) -> bool {
    let is_hidden = |c: char| {
        let is_mark = matches!(c, '“' | '”' | '‘' | '’' | '–' | '—' | '…' | '\u{200b}'..='\u{200d}' | '\u{feff}');
        c.is_whitespace() || c.is_ascii_punctuation() || is_mark
    };
    !link.has_image && link.text.chars().all(is_hidden)
}

/// Text and address of a link that is all of some code.
fn link_in_code(code: &str) -> Option<(&str, &str)> {
    let (text, url) = code.trim().strip_prefix('[')?.strip_suffix(')')?.split_once("](")?;
    let is_url = url.starts_with("http://") || url.starts_with("https://");
    (is_url && !url.contains([' ', '(', ')']) && !text.contains(['[', ']'])).then_some((text, url))
}

/// Makes links of those that were trapped or escaped, takes ghosts away, joins pieces.
pub(super) fn mends(check: Check, source: &str, anatomy: &Anatomy, bytes: &Range<usize>) -> Vec<Mend> {
    match check {
        Check::SplitLink => joined(source, anatomy, bytes),
        Check::GhostLink => {
            let link = anatomy.links.iter().find(|link| link.bytes == *bytes);
            let unwrapped = link.map(|link| {
                let ends = [link.bytes.start..link.inner.start, link.inner.end..link.bytes.end];
                Mend::safe("Remove the link", ends.map(Change::delete).into())
            });
            let all = Mend::safe("Remove the link", vec![Change::delete(bytes.clone())]);
            let is_blank = link.is_some_and(|link| link.text.trim().is_empty());
            unwrapped.into_iter().chain(is_blank.then_some(all)).collect()
        }
        Check::LinkInCode => freed(source, anatomy, bytes),
        Check::RawLink | Check::NeedlessEscape if source[bytes.clone()].starts_with('\\') => {
            vec![mend(
                source,
                anatomy,
                bytes,
                "Remove the backslash",
                vec![Change::delete(bytes.start..bytes.start + 1)],
            )]
        }
        _ => Vec::new(),
    }
}

/// `[Ki](u)[tes](u)` to `[Kites](u)`.
fn joined(source: &str, anatomy: &Anatomy, bytes: &Range<usize>) -> Vec<Mend> {
    let Some(group) = groups(source, anatomy).into_iter().find(|group| group[0].bytes.start == bytes.start) else {
        return Vec::new();
    };
    let join = |bold: &str| {
        let seams = group.windows(2).map(|pair| {
            let is_bold =
                source[..pair[0].inner.end].ends_with(bold) && source[pair[1].inner.start..].starts_with(bold);
            let n_bold = if is_bold { bold.len() } else { 0 };
            let blanks = source[pair[0].bytes.end..pair[1].bytes.start].replace('*', "");
            Change::replace(pair[0].inner.end - n_bold..pair[1].inner.start + n_bold, blanks)
        });
        Mend::safe("Join the pieces", seams.collect())
    };
    vec![join("**"), join("")]
}

/// `` `[kite()](u)` `` to `` [`kite()`](u) ``; bold type to a link alone.
fn freed(source: &str, anatomy: &Anatomy, bytes: &Range<usize>) -> Vec<Mend> {
    let code = &source[bytes.clone()];
    let n_ticks = code.len() - code.trim_start_matches('`').len();
    let ends = [bytes.start..bytes.start + n_ticks, bytes.end - n_ticks..bytes.end].map(Change::delete);
    let inner = code.find('[').zip(code.find("](")).filter(|_| !code.contains('*'));
    let ticks = inner.into_iter().flat_map(|(from, to)| {
        [bytes.start + from + 1, bytes.start + to].map(|byte| Change::insert(byte, "`".repeat(n_ticks)))
    });
    vec![mend(source, anatomy, bytes, "Make it a link", ends.into_iter().chain(ticks).collect())]
}

/// A mend that makes a link: a line that is nothing but one, beside pictures, may be a label, so it is the author's to decide.
fn mend(source: &str, anatomy: &Anatomy, bytes: &Range<usize>, label: &'static str, changes: Vec<Change>) -> Mend {
    let has_images = !anatomy.images.is_empty();
    let has_words = |part: &str| part.contains(char::is_alphanumeric);
    let is_alone = !has_words(line_before(source, bytes.start)) && !has_words(line_behind(source, bytes.end));
    if is_alone || has_images { Mend::daring(label, changes) } else { Mend::safe(label, changes) }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_fix, check_no_fix};

    #[test]
    fn links_that_cannot_be_seen_go() {
        check(
            "ghost-link",
            "a [:](https://a.example) b\n",
            &["1 This link has nothing to click: it leads to “https://a.example”."],
        );
        check_fix("ghost-link", "a [:](https://a.example) b\n", "a : b\n");
        check_fix("ghost-link", "a[ ](https://a.example)b\n", "a b\n");
        check("ghost-link", "[🪁](https://a.example) [![](https://b.example/k.png)](https://b.example)\n", &[]);
    }

    #[test]
    fn a_link_in_pieces_is_joined() {
        let split = "[Ki](https://a.example)[tes](https://a.example) [fly](https://a.example)\n";
        check("split-link", split, &["1 “Kites fly” is 3 links to one address."]);
        check_fix("split-link", split, "[Kites fly](https://a.example)\n");
        check_fix(
            "split-link",
            "[**Ki**](https://a.example)[**tes**](https://a.example)\n",
            "[**Kites**](https://a.example)\n",
        );
        check(
            "split-link",
            "[a](https://a.example), [b](https://a.example)\n\n[a](https://a.example)[b](https://b.example)\n",
            &[],
        );
    }

    #[test]
    fn a_link_in_backticks_is_made_a_link() {
        let trapped = "fly `[kite()](https://a.example)` high\n";
        check("link-in-code", trapped, &["1 The link “kite()” is shown as code."]);
        check_fix("link-in-code", trapped, "fly [`kite()`](https://a.example) high\n");
        check_fix("link-in-code", "a `[**b**](https://a.example)`\n", "a [**b**](https://a.example)\n");
        check("link-in-code", "`[kite](up)` and ``a [b](https://a.example)``\n\n    `[a](https://a.example)`\n", &[]);
    }

    #[test]
    fn a_link_that_did_not_become_one_is_found() {
        check(
            "raw-link",
            "Ann #3: \\[Kites](https://a.example) fly\n",
            &["1 Readers see “\\[Kites](https://a.example)”."],
        );
        check_fix("raw-link", "Ann #3: \\[Kites](https://a.example) fly\n", "Ann #3: [Kites](https://a.example) fly\n");
        check_no_fix("raw-link", "[Kites](http://Kites fly)\n");
        check("raw-link", "`[Kites](http://Kites fly)` [a](https://a.example)\n", &[]);
    }

    #[test]
    fn a_backslash_that_does_nothing_goes() {
        check_fix("needless-escape", "he said \\[sic] so\n", "he said [sic] so\n");
        check("needless", "\\[x] \\[^1] \\[a](b) \\[a][b] `\\[c]`\n\n\\[d]: e\n", &[]);
        check_no_fix("needless-escape", "\\[sic] so\n\n[sic]: https://a.example\n");
    }
}
