//! Code blocks that take in more than code, and typographic quotes in code.

use std::ops::Range;

use super::anatomy::{Anatomy, CodeBlockPart};
use super::check::{Check, Find, Finding, Fixes, MayChange, Severity, Suggestion, quoted};
use super::lines::{first_line, last_line, lines};
use crate::markdown::{BlockList, RenderOptions};
use crate::outline::read;
use crate::text::Change;

pub(super) static FENCE_SWALLOWS: Check =
    Check::new("fence-swallows", Severity::Broken, "Code block that swallows notes")
        .why("Everything up to the closing ``` is shown as code: labels, lists and links in it are lost to readers.")
        .find(Find::Block(swallowing), "```\nfly()\n\n**Ben #3:** Wind\n```\n")
        .fixes(Fixes::Block(closed_above, &[MayChange::Everything]));

pub(super) static UNCLOSED_FENCE: Check = Check::new("unclosed-fence", Severity::Doubtful, "Code block without an end")
    .why("Whatever is written below it will be shown as code.")
    .find(Find::Block(unclosed), "```\nfly()\n")
    .fixes(Fixes::Block(closed, &[MayChange::LineCount]));

/// A fence as it is written: its sign, again and again.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Fence {
    sign: u8,
    n_signs: usize,
}

fn swallowing(anatomy: &Anatomy) -> Vec<Finding> {
    let source = anatomy.source;
    let finding = |block: &CodeBlockPart| {
        let Swallowed { bytes, if_host } = first_swallowed(source, block)?;
        let message = format!("This code block swallows {}.", quoted(&source[bytes]));
        Some(Finding { if_host, ..Finding::new(&FENCE_SWALLOWS, first_line(source, block.bytes.clone()), message) })
    };
    fenced(anatomy).filter_map(finding).collect()
}

fn unclosed(anatomy: &Anatomy) -> Vec<Finding> {
    let source = anatomy.source;
    let open = fenced(anatomy).filter(|block| !is_closed(source, block) && !swallows(source, block));
    let opening = open.map(|block| first_line(source, block.bytes.clone()));
    opening.map(|bytes| Finding::new(&UNCLOSED_FENCE, bytes, "Nothing closes this code block.")).collect()
}

fn fenced<'a>(anatomy: &'a Anatomy) -> impl Iterator<Item = &'a CodeBlockPart> {
    anatomy.code_blocks.iter().filter(|block| block.info.is_some())
}

/// Closes a fence below its last line.
fn closed(anatomy: &Anatomy, opening: &Range<usize>) -> Vec<Suggestion> {
    let Some(fence) = fence_at(&anatomy.source[opening.clone()]) else { return Vec::new() };
    let byte = anatomy.source.trim_end().len();
    vec![Suggestion::safe("Close the code block", vec![Change::insert(byte, format!("\n{}", fence.to_text()))])]
}

/// Closes a fence above what it swallows, and takes the fence away that closed it.
fn closed_above(anatomy: &Anatomy, opening: &Range<usize>) -> Vec<Suggestion> {
    let source = anatomy.source;
    let block = anatomy.code_blocks.iter().find(|block| block.bytes.start == opening.start);
    let Some((fence, block)) = fence_at(&source[opening.clone()]).zip(block) else { return Vec::new() };
    let Some(swallowed) = first_swallowed(source, block) else { return Vec::new() };
    let byte = end_of_code(source, block.code_bytes.start..swallowed.bytes.start);
    if byte <= opening.end {
        return Vec::new();
    }
    let mut changes = vec![Change::insert(byte, format!("\n{}", fence.to_text()))];
    if is_closed(source, block) {
        let closing = last_line(source, block.bytes.clone());
        changes.push(Change::delete(closing.start.saturating_sub(1)..closing.end));
    }
    vec![Suggestion::to_review("Close the code block above it", changes)]
}

/// Whether some line of a code block is meant to be part of the notes.
pub(super) fn swallows(source: &str, block: &CodeBlockPart) -> bool {
    first_swallowed(source, block).is_some()
}

/// A line of code that is meant to be part of the notes.
struct Swallowed {
    bytes: Range<usize>,
    if_host: Option<String>,
}

fn first_swallowed(source: &str, block: &CodeBlockPart) -> Option<Swallowed> {
    let is_about_markdown = block.info.as_deref().is_some_and(|info| {
        let language = info.split_whitespace().next().unwrap_or_default().to_ascii_lowercase();
        ["markdown", "md", "mdx", "rst", "text", "txt"].contains(&language.as_str())
    });
    if is_about_markdown {
        return None;
    }
    lines(source, block.code_bytes.clone()).find_map(|bytes| {
        let line = &source[bytes.clone()];
        let if_host = if is_linked_item(line) { None } else { Some(host_of_label(line)?) };
        let is_marked = if_host.is_none() || line.contains("**");
        Some(Swallowed { bytes, if_host: if_host.filter(|_| !is_marked) })
    })
}

fn is_linked_item(line: &str) -> bool {
    let item = line.trim_start();
    item.starts_with(['-', '*', '+']) && item[1..].starts_with(' ') && item.contains('[') && item.contains("](http")
}

/// The host of a numbered label; `None` if a line is none.
fn host_of_label(line: &str) -> Option<String> {
    if !line.contains('#') || line.starts_with(['#', '\t']) && !line.starts_with("##") || line.starts_with("    ") {
        return None;
    }
    let blocks = BlockList::new(line, RenderOptions::default());
    let block = blocks.blocks().first()?;
    let label = read(block.lines.first()?, block.kind)?;
    label.number.and(label.host)
}

/// Where the code ends above a line that is none: items and short heads of lists right above it are none either.
fn end_of_code(source: &str, above: Range<usize>) -> usize {
    let mut byte_end = above.end;
    let lines: Vec<Range<usize>> = lines(source, above).collect();
    for bytes in lines.into_iter().rev() {
        let line = &source[bytes.clone()];
        if !(line.trim().is_empty() || is_item(line) || is_head(line)) {
            return bytes.end;
        }
        byte_end = bytes.start;
    }
    byte_end.saturating_sub(1)
}

fn is_item(line: &str) -> bool {
    let item = line.trim_start();
    item.starts_with("- ") || item.starts_with("* ") || item.trim_end() == "-"
}

/// `Extras:`, as no code has it at the margin.
fn is_head(line: &str) -> bool {
    let line = line.trim_end();
    line.starts_with(char::is_uppercase) && line.ends_with(':') && !line.contains(char::is_whitespace)
}

/// Whether a fence ends the block that one began.
fn is_closed(source: &str, block: &CodeBlockPart) -> bool {
    let opening = first_line(source, block.bytes.clone());
    let closing = last_line(source, block.bytes.clone());
    let inner = source[closing.clone()].trim_matches(|c: char| c.is_whitespace() || c == '>');
    let closes = |opening: Fence, closing: Fence| {
        closing.sign == opening.sign && closing.n_signs >= opening.n_signs && closing.n_signs == inner.len()
    };
    closing.start > opening.start && fence_at(&source[opening]).zip(fence_at(inner)).is_some_and(|(a, b)| closes(a, b))
}

impl Fence {
    fn to_text(self) -> String {
        char::from(self.sign).to_string().repeat(self.n_signs)
    }
}

/// The fence that a line begins with.
fn fence_at(line: &str) -> Option<Fence> {
    let line = line.trim_start();
    let sign = *line.as_bytes().first().filter(|sign| matches!(sign, b'`' | b'~'))?;
    let n_signs = line.bytes().take_while(|byte| *byte == sign).count();
    (n_signs >= 3).then_some(Fence { sign, n_signs })
}

pub(super) static SMART_QUOTES_IN_CODE: Check =
    Check::new("smart-quotes-in-code", Severity::Doubtful, "Typographic quotes in code")
        .why("Code with curly quotes does not run when it is copied.")
        .find(Find::Block(smart_quotes), "`print(“fly”)`")
        .fixes(Fixes::Block(straight_quotes, &[MayChange::Quotes]));

/// Finds code with quotes that no compiler knows, once for each piece of code.
fn smart_quotes(anatomy: &Anatomy) -> Vec<Finding> {
    let source = anatomy.source;
    // What a fence swallows is not meant to be code.
    let blocks = anatomy.code_blocks.iter().filter(|block| !swallows(source, block));
    let pieces = blocks.map(|block| &block.code_bytes).chain(anatomy.codes.iter().map(|code| &code.bytes));
    let finding = |bytes: &Range<usize>| {
        let quotes = quotes(source, bytes);
        let ((first, _), (last, sign)) = quotes.first().zip(quotes.last())?;
        let message = format!("The code has {sign} where it needs {}.", straight(*sign));
        Some(Finding::new(&SMART_QUOTES_IN_CODE, *first..*last + sign.len_utf8(), message))
    };
    pieces.filter_map(finding).collect()
}

fn straight_quotes(anatomy: &Anatomy, bytes: &Range<usize>) -> Vec<Suggestion> {
    let quotes = quotes(anatomy.source, bytes).into_iter();
    let changes = quotes.map(|(byte, sign)| Change::replace(byte..byte + sign.len_utf8(), straight(sign)));
    vec![Suggestion::safe("Make the quotes straight", changes.collect())]
}

/// The typographic quotes of some code that are not part of a text in straight ones, nor apostrophes, nor in comments.
fn quotes(source: &str, bytes: &Range<usize>) -> Vec<(usize, char)> {
    lines(source, bytes.clone()).flat_map(|line| quotes_in_line(&source[line.clone()], line.start)).collect()
}

fn quotes_in_line(line: &str, byte_line: usize) -> Vec<(usize, char)> {
    let mut quotes = Vec::new();
    let (mut before, mut open) = (None, None);
    for (at, sign) in line.char_indices() {
        match sign {
            '#' if open.is_none() => break,
            '/' if open.is_none() && before == Some('/') => break,
            '"' | '\'' if open == Some(sign) => open = None,
            '"' | '\'' if open.is_none() => open = Some(sign),
            _ if open.is_none() && is_quote(sign) => {
                let behind = line[at + sign.len_utf8()..].chars().next();
                let is_letter = |c: Option<char>| c.is_some_and(char::is_alphabetic);
                if !(sign == '’' && is_letter(before) && is_letter(behind)) {
                    quotes.push((byte_line + at, sign));
                }
            }
            _ => {}
        }
        before = Some(sign);
    }
    quotes
}

fn is_quote(c: char) -> bool {
    matches!(c, '“' | '”' | '„' | '‘' | '’' | '‚')
}

fn straight(sign: char) -> &'static str {
    if matches!(sign, '“' | '”' | '„') { "\"" } else { "'" }
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, check_fix, check_no_fix};

    #[test]
    fn a_label_in_code_is_found_and_comes_back() {
        let swallowing = "```python\n    fly()\n\n**Ben #3:** [Wind](https://b.example)\n```\n\n- more\n";
        check("fence", swallowing, &["1 This code block swallows “**Ben #3:** [Wind](https://b.example)”."]);
        check_fix(
            "fence-swallows",
            swallowing,
            "```python\n    fly()\n```\n\n**Ben #3:** [Wind](https://b.example)\n\n- more\n",
        );
    }

    #[test]
    fn items_with_links_in_code_are_found() {
        let swallowing = "```\n    $ fly\n- high\n    - low\n\nExtras:\n\n- [Wind](https://b.example)\n";
        check("fence", swallowing, &["1 This code block swallows “- [Wind](https://b.example)”."]);
        check_fix(
            "fence-swallows",
            swallowing,
            "```\n    $ fly\n```\n- high\n    - low\n\nExtras:\n\n- [Wind](https://b.example)\n",
        );
        check_no_fix("fence-swallows", "```\n- [Wind](https://b.example)\n```\n");
    }

    #[test]
    fn code_that_looks_like_notes_is_code() {
        check("fence", "```markdown\n- [Wind](https://b.example)\n```\n", &[]);
        check("fence", "```\n# Ann #3: a comment\nTest #1: passed\n- item\n```\n", &[]);
        check(
            "fence",
            "Ann #2: [A](https://a.example)\n\n```\nAnn #1: passed\n```\n",
            &["3 This code block swallows “Ann #1: passed”."],
        );
    }

    #[test]
    fn a_fence_that_nothing_closes_is_found() {
        check("unclosed-fence", "```\nfly()\n\n", &["1 Nothing closes this code block."]);
        check_fix("unclosed-fence", "```\nfly()\n\n", "```\nfly()\n```\n\n");
        check_fix("unclosed-fence", "~~~~\nfly()\n~~~", "~~~~\nfly()\n~~~\n~~~~");
        check("unclosed-fence", "```\nfly()\n````\n\n- a\n  ```\n  b\n  ```\n\n> ```\n> c\n> ```\n", &[]);
        check("unclosed-fence", "```    def create() -> Response: ...```\n", &[]);
        check("unclosed-fence", "- a\n\t\t  - ```\n\t\t    $ fly\n\t\t    ```\n\t- b\n", &[]);
    }

    #[test]
    fn quotes_in_code_are_made_straight() {
        check("smart-quotes", "```\nfly(“high”)\n```\n", &["2 The code has ” where it needs \"."]);
        check_fix("smart-quotes-in-code", "```\nfly(“high”, ‘low’)\n```\n", "```\nfly(\"high\", 'low')\n```\n");
        check_fix("smart-quotes-in-code", "a `fly(“high”)` “b”\n", "a `fly(\"high\")` “b”\n");
    }

    #[test]
    fn quotes_in_words_stay() {
        check("smart-quotes", "```\nfly('“high”') # it’s “low”\nit’s()\n```\n\n“a” it’s\n", &[]);
    }
}
