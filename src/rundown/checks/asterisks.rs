//! Bold type that went wrong, so that readers see asterisks.

use std::ops::Range;

use super::anatomy::{Anatomy, TextPart};
use super::check::{Check, Find, Finding, Fixes, MayChange, Severity, Suggestion, quoted};
use super::lines::{line_before, line_behind};
use crate::text::{Change, sort_by_numbers};

pub(super) static LITERAL_ASTERISKS: Check =
    Check::new("literal-asterisks", Severity::Broken, "Asterisks that readers see")
        .why("Bold type that does not begin or end where it should is shown as ** on the page.")
        .find(Find::Block(literal), "**Kites **fly")
        .fixes(Fixes::Block(repaired, &[MayChange::Asterisks]));

pub(super) static EMPTY_BOLD: Check = Check::new("empty-bold", Severity::Broken, "Empty bold type")
    .why("Bold type around nothing is shown as **** on the page.")
    .find(Find::Block(empty), "**Ann #1:** ****Kites")
    .fixes(Fixes::Block(deleted, &[MayChange::Asterisks]));

pub(super) static SPLIT_BOLD: Check = Check::new("split-bold", Severity::Hint, "Bold type in pieces")
    .why("Two stretches of bold type with only a space between them are one.")
    .find(Find::Block(split), "**Ann** **#3:**")
    .fixes(Fixes::Block(joined, &[]));

/// What is left of bold type around nothing.
const EMPTY: &str = "****";

fn empty(anatomy: &Anatomy) -> Vec<Finding> {
    let finding = |bytes: Range<usize>| {
        let message = format!("Readers see {EMPTY} in {}.", around(anatomy.source, &bytes));
        Finding::new(&EMPTY_BOLD, bytes, message)
    };
    seen(anatomy).filter(|run| run.len() == EMPTY.len()).map(finding).collect()
}

/// Finds lines in which readers see asterisks.
fn literal(anatomy: &Anatomy) -> Vec<Finding> {
    let source = anatomy.source;
    let seen: Vec<Range<usize>> = seen(anatomy).filter(|run| run.len() < EMPTY.len()).collect();
    let lines = seen.chunk_by(|above, below| !source[above.end..below.start].contains('\n'));
    // `a ** b`
    let lines = lines.filter(|line| !line.iter().all(|run| is_apart(source, run)));
    let finding = |line: &[Range<usize>]| {
        let bytes = line[0].start..line[line.len() - 1].end;
        let message = format!("Readers see {} in {}.", &source[line[0].clone()], around(source, &bytes));
        Finding::new(&LITERAL_ASTERISKS, bytes, message)
    };
    lines.map(finding).collect()
}

fn split(anatomy: &Anatomy) -> Vec<Finding> {
    let source = anatomy.source;
    let pairs = anatomy.strongs.windows(2).filter(|pair| is_split(source, &pair[0], &pair[1]));
    let finding = |pair: &[Range<usize>]| {
        let bytes = pair[0].start..pair[1].end;
        let message = format!("{} is bold in two pieces.", quoted(&source[bytes.clone()].replace("**", "")));
        Finding::new(&SPLIT_BOLD, bytes, message)
    };
    pairs.map(finding).collect()
}

/// `**Ann** **#3:**`, but not `**Ann #3:** **Kites**`, which is a label and a title.
fn is_split(source: &str, first: &Range<usize>, second: &Range<usize>) -> bool {
    let is_plain = |bytes: &Range<usize>| {
        let text = &source[bytes.clone()];
        text.starts_with("**") && text.ends_with("**") && !text.contains("](")
    };
    let between = source.get(first.end..second.start);
    let is_blank = between.is_some_and(|between| !between.is_empty() && between.trim_matches(is_blank).is_empty());
    let ends_label = source[..first.end].trim_end_matches('*').trim_end().ends_with([':', '：', '–', '-']);
    is_blank && !ends_label && is_plain(first) && is_plain(second)
}

/// Joins bold type in two pieces.
fn joined(anatomy: &Anatomy, bytes: &Range<usize>) -> Vec<Suggestion> {
    let source = anatomy.source;
    let seams = source[bytes.clone()].match_indices("**").map(|(at, _)| bytes.start + at).collect::<Vec<usize>>();
    let seam = seams.windows(2).skip(1).find(|seam| {
        let between = &source[seam[0] + 2..seam[1]];
        !between.is_empty() && between.trim_matches(is_blank).is_empty()
    });
    let changes = seam.into_iter().flatten().map(|byte| Change::delete(*byte..byte + 2));
    vec![Suggestion::safe("Join the pieces", changes.collect())]
}

fn deleted(_: &Anatomy, bytes: &Range<usize>) -> Vec<Suggestion> {
    vec![Suggestion::safe("Remove the asterisks", vec![Change::delete(bytes.clone())])]
}

/// Puts the asterisks where they do what was meant, or takes them away.
fn repaired(anatomy: &Anatomy, bytes: &Range<usize>) -> Vec<Suggestion> {
    let is_own = |run: &Range<usize>| bytes.start <= run.start && run.end <= bytes.end && run.len() < EMPTY.len();
    let seen: Vec<Range<usize>> = seen(anatomy).filter(is_own).collect();
    let around_links = seen.iter().flat_map(|run| out_of_link(anatomy, run));
    let moved = seen.chunks(2).flat_map(|pair| match pair {
        [opening, closing] => without_blanks(anatomy.source, opening, closing),
        alone => alone.iter().cloned().map(Change::delete).collect(),
    });
    let deleted = seen.iter().cloned().map(Change::delete);
    vec![
        Suggestion::safe("Put the link into the bold type", around_links.collect()),
        Suggestion::safe("Move the space out of the bold type", moved.collect()),
        Suggestion::safe("Move the asterisks to the words", beside_words(anatomy, &seen)),
        Suggestion::safe("Remove the asterisks", deleted.collect()),
    ]
}

/// `**Kites [fly**](u)` to `**Kites [fly](u)**`.
fn out_of_link(anatomy: &Anatomy, run: &Range<usize>) -> Vec<Change> {
    let link = anatomy.links.iter().find(|link| link.inner.start == run.start || link.inner.end == run.end);
    let Some(link) = link else { return Vec::new() };
    let byte = if link.inner.start == run.start { link.bytes.start } else { link.bytes.end };
    vec![Change::delete(run.clone()), Change::insert(byte, &anatomy.source[run.clone()])]
}

/// `**Kites **fly` to `**Kites** fly`.
fn without_blanks(source: &str, opening: &Range<usize>, closing: &Range<usize>) -> Vec<Change> {
    let inner = &source[opening.end..closing.start];
    let words = inner.trim_matches(is_blank);
    if words.is_empty() {
        return vec![Change::delete(opening.clone()), Change::delete(closing.clone())];
    }
    let byte_from = opening.end + inner.len() - inner.trim_start_matches(is_blank).len();
    let byte_to = byte_from + words.len();
    let moves = [(opening.start, opening.end..byte_from), (closing.end, byte_to..closing.start)];
    let moves = moves.into_iter().filter(|(_, blanks)| !blanks.is_empty());
    moves.flat_map(|(byte, blanks)| [Change::insert(byte, &source[blanks.clone()]), Change::delete(blanks)]).collect()
}

/// `これは**「重要」**です` to `これは「**重要**」です`: between punctuation and a letter, asterisks neither open nor close
/// (<https://spec.commonmark.org/0.31.2/#emphasis-and-strong-emphasis>), which happens where no spaces part words.
fn beside_words(anatomy: &Anatomy, seen: &[Range<usize>]) -> Vec<Change> {
    let [first, .., last] = seen else { return Vec::new() };
    // Those that made bold type of what stands between two pieces of it.
    let strongs = anatomy.strongs.iter().filter(|strong| anatomy.source[(*strong).clone()].starts_with("**"));
    let made = strongs.flat_map(|strong| [strong.start..strong.start + 2, strong.end - 2..strong.end]);
    let made = made.filter(|run| first.end <= run.start && run.end <= last.start);
    let mut all: Vec<Range<usize>> = seen.iter().cloned().chain(made).collect();
    sort_by_numbers(&mut all, |run| (run.start, 0));
    let is_paired = all.len().is_multiple_of(2) && all.iter().all(|run| run.len() == first.len());
    let pairs = all.chunks_exact(2).filter(|_| is_paired);
    pairs.flat_map(|pair| moved_to_words(anatomy, &pair[0], &pair[1])).collect()
}

/// Moves two runs of asterisks until they can open and close.
fn moved_to_words(anatomy: &Anatomy, opening: &Range<usize>, closing: &Range<usize>) -> Vec<Change> {
    let Some(words) = words_between(anatomy, opening, closing) else { return Vec::new() };
    let asterisks = &anatomy.source[opening.clone()];
    let ends = [(opening, words.start, opening.end), (closing, words.end, closing.start)];
    let moved = ends.into_iter().filter(|(_, byte, byte_before)| byte != byte_before);
    moved.flat_map(|(run, byte, _)| [Change::delete(run.clone()), Change::insert(byte, asterisks)]).collect()
}

/// What bold type can be put around. Brackets and quotes stay together: `「**重要**」`, `**重要**（例）`.
fn words_between(anatomy: &Anatomy, opening: &Range<usize>, closing: &Range<usize>) -> Option<Range<usize>> {
    let source = anatomy.source;
    let before = |byte| source[opening.end..byte].chars().next_back().or(source[..opening.start].chars().next_back());
    let after = |byte| source[byte..closing.start].chars().next().or(source[closing.end..].chars().next());
    let mut words = opening.end..closing.start;
    loop {
        let inner = &source[words.clone()];
        let (first, last) = (inner.chars().next()?, inner.chars().next_back()?);
        let can_open = is_flanking(first, before(words.start));
        if can_open && is_flanking(last, after(words.end)) {
            return Some(words);
        }
        let group = start_of_group(inner);
        words = match (anatomy.links.iter().find(|link| link.bytes == words), group) {
            (Some(link), _) => link.inner.clone(),
            (_, Some(0)) => words.start + first.len_utf8()..words.end - last.len_utf8(),
            _ if is_markup(if can_open { last } else { first }) => return None,
            _ if !can_open => words.start + first.len_utf8()..words.end,
            (_, Some(at)) if inner[..at].contains(char::is_alphanumeric) => words.start..words.start + at,
            _ => words.start..words.end - last.len_utf8(),
        };
    }
}

/// Whether asterisks can open or close between two characters, the inner one being part of what is bold.
fn is_flanking(inner: char, outer: Option<char>) -> bool {
    inner.is_alphanumeric() || !inner.is_whitespace() && outer.is_none_or(|outer| !outer.is_alphanumeric())
}

/// Where the bracket or quote opens that closes at the end of some words.
fn start_of_group(words: &str) -> Option<usize> {
    const PAIRS: &[(char, char)] = &[
        ('(', ')'),
        ('（', '）'),
        ('「', '」'),
        ('『', '』'),
        ('【', '】'),
        ('〈', '〉'),
        ('《', '》'),
        ('“', '”'),
        ('‘', '’'),
        ('«', '»'),
        ('"', '"'),
    ];
    let mut chars = words.char_indices().rev();
    let (_, last) = chars.next()?;
    let (open, close) = PAIRS.iter().find(|(_, close)| *close == last)?;
    let mut n_open = 1;
    let opens = chars.find(|(_, char)| {
        n_open += usize::from(char == close && close != open);
        n_open -= usize::from(char == open);
        n_open == 0
    });
    opens.map(|(at, _)| at)
}

/// Whether asterisks behind a sign would mean something else than before it.
fn is_markup(sign: char) -> bool {
    matches!(sign, '`' | '*' | '_' | '~' | '\\' | '<' | '>' | '&' | '[' | ']' | '|')
}

fn is_blank(c: char) -> bool {
    matches!(c, ' ' | '\u{a0}')
}

/// The runs of asterisks that readers see and that were meant for bold type.
fn seen(anatomy: &Anatomy) -> impl Iterator<Item = Range<usize>> {
    let texts = anatomy.texts.iter().filter(|text| text.is_as_written);
    texts.flat_map(runs).filter(|bytes| is_meant_for_bold(anatomy.source, bytes))
}

/// The runs of asterisks in a text that bold type may have left: two to four.
fn runs(text: &TextPart) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut byte = 0;
    std::iter::from_fn(move || {
        loop {
            let byte_from = byte + text.text[byte..].find("**")?;
            let n_asterisks = text.text[byte_from..].bytes().take_while(|byte| *byte == b'*').count();
            byte = byte_from + n_asterisks;
            let is_written = !text.is_escaped || byte_from > 0;
            if n_asterisks <= EMPTY.len() && is_written {
                return Some(text.bytes.start + byte_from..text.bytes.start + byte);
            }
        }
    })
}

/// `2**3`, `**kwargs` and `a f*** b` are what they are.
fn is_meant_for_bold(source: &str, bytes: &Range<usize>) -> bool {
    let before = source[..bytes.start].chars().next_back();
    let after = source[bytes.end..].chars().next();
    let is_power = before.is_some_and(char::is_alphanumeric) && after.is_some_and(|c| c.is_ascii_digit());
    let is_arguments = ["kwargs", "kwds", "kw"].iter().any(|name| source[bytes.end..].starts_with(name));
    let is_masked = bytes.len() == 3 && before.is_some_and(char::is_alphabetic);
    !(is_power || is_arguments || is_masked)
}

/// Whether blanks stand on both sides.
fn is_apart(source: &str, bytes: &Range<usize>) -> bool {
    source[..bytes.start].ends_with(is_blank) && source[bytes.end..].starts_with(is_blank)
}

/// The words around a place, to find it by.
fn around(source: &str, bytes: &Range<usize>) -> String {
    let (before, behind) = (line_before(source, bytes.start), line_behind(source, bytes.end));
    let before = before.rmatch_indices(' ').nth(2).map_or(before, |(at, _)| &before[at..]);
    let behind = behind.match_indices(' ').nth(2).map_or(behind, |(at, _)| &behind[..at]);
    quoted(&source[bytes.start - before.len()..bytes.end + behind.len()])
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_fix};

    #[test]
    fn bold_type_with_a_blank_at_its_end_is_repaired() {
        check("literal", "**Kites **fly\n", &["1 Readers see ** in “**Kites **fly”."]);
        check_fix("literal-asterisks", "**Kites **fly\n", "**Kites** fly\n");
        check_fix("literal-asterisks", "see ** kites** fly\n", "see  **kites** fly\n");
    }

    #[test]
    fn bold_type_beside_punctuation_without_spaces_is_repaired() {
        for (notes, fixed) in [
            ("これは**「重要」**です。", "これは「**重要**」です。"),
            ("**重要。**次は", "**重要**。次は"),
            ("**“중요”**는", "“**중요**”는"),
            ("**한국어(Korean)**은", "**한국어**(Korean)은"),
            ("**「重要」な点！**は", "**「重要」な点**！は"),
            ("は**「重要」な点**は", "は「**重要」な点**は"),
            ("**「A」**は**「B」**です", "「**A**」は「**B**」です"),
            ("は**[リンク](https://a.example)**は", "は[**リンク**](https://a.example)は"),
            ("- see **\"Kites\"**high", "- see \"**Kites**\"high"),
        ] {
            check_fix("literal-asterisks", notes, fixed);
        }
    }

    #[test]
    fn where_asterisks_cannot_be_moved_they_go() {
        check_fix("literal-asterisks", "は**`fly()`**は\n", "は`fly()`は\n");
        check_fix("literal-asterisks", "は**（**は\n", "は（は\n");
    }

    #[test]
    fn asterisks_without_a_partner_go() {
        check_fix("literal-asterisks", "a **Ann #1: Kites\n", "a Ann #1: Kites\n");
    }

    #[test]
    fn asterisks_go_around_the_link_that_they_cut() {
        check_fix("literal-asterisks", "**Kites [fly**](https://a.example)\n", "**Kites [fly](https://a.example)**\n");
        check_fix(
            "literal-asterisks",
            "- [**Kites](https://a.example)** fly\n",
            "- **[Kites](https://a.example)** fly\n",
        );
    }

    #[test]
    fn bold_type_around_nothing_goes() {
        check("empty-bold", "**Ann #1:** **** Kites\n", &["1 Readers see **** in “**Ann #1:** **** Kites”."]);
        check_fix("empty-bold", "**Ann #1:** ****Kites\n", "**Ann #1:** Kites\n");
        check("empty-bold", "Kites\n\n****\n\n`****`\n", &[]);
    }

    #[test]
    fn bold_type_in_pieces_is_joined() {
        check("split-bold", "**Ann** **#3:** Kites\n", &["1 “Ann #3:” is bold in two pieces."]);
        check_fix("split-bold", "**Ann** **#3:** Kites\n", "**Ann #3:** Kites\n");
        check("split-bold", "**Ann #3:** **Kites**\n\n**[a](https://a.example)** **b**\n\n**c**, **d**\n", &[]);
    }

    #[test]
    fn asterisks_that_are_meant_stay() {
        check("literal", "2**3 or a ** b and f(**kwargs) and \\*\\* and `**a` and **b**\n\n    **c\n\n***\n", &[]);
    }
}
