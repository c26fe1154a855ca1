//! Changes the address of an existing link.

use std::ops::Range;

use crate::markdown::commands::destination;
use crate::markdown::commands::inlines::{Element, ElementKind, Inlines, contains};
use crate::text::{Change, Selection, SelectionRange, TextEdit};

/// Gives the link whose text is selected, in whole or in part, another address, and puts the cursor behind it. The text
/// stays. Works for images too. `None` if the selection is not in the text of a link. O(n).
pub fn retarget(text: &str, selected: SelectionRange, url: &str) -> Option<TextEdit> {
    let bytes = selected.from()..selected.to();
    let inlines = Inlines::of(text);
    let mut links = inlines.elements.iter().rev().filter(|it| is_link(text, it));
    let link = links.find(|it| !bytes.is_empty() && contains(&it.inside, &bytes))?;
    set_target(text, link, url)
}

/// Fills the empty address of a link like `[words]()`, if the cursor is in it or right behind it. O(n).
pub fn fill_target(text: &str, byte: usize, url: &str) -> Option<TextEdit> {
    let inlines = Inlines::of(text);
    let mut links = inlines.elements.iter().filter(|it| is_link(text, it));
    let is_here =
        |it: &&Element| text[..it.bytes.end].ends_with("]()") && (it.bytes.end - 1..=it.bytes.end).contains(&byte);
    set_target(text, links.find(is_here)?, url)
}

fn is_link(text: &str, element: &Element) -> bool {
    element.kind == ElementKind::Link || text[element.bytes.start..].starts_with("![")
}

fn set_target(text: &str, link: &Element, url: &str) -> Option<TextEdit> {
    let behind = text.get(link.inside.end..link.bytes.end)?.strip_prefix(']')?;
    let byte_behind = link.inside.end + 1;
    let (at, target) = match target_in(behind) {
        Some(at) => (byte_behind + at.start..byte_behind + at.end, destination(url)),
        None => (byte_behind..link.bytes.end, format!("({})", destination(url))),
    };
    let byte_after = link.bytes.end - at.len() + target.len();
    Some(TextEdit::new(vec![Change::replace(at, target)], Some(Selection::cursor(byte_after))))
}

/// The range of the address in the round brackets behind the text, without a title. `None` for `[words][name]`.
fn target_in(behind: &str) -> Option<Range<usize>> {
    let inside = behind.strip_prefix('(')?.strip_suffix(')')?;
    let target = inside.trim_start();
    let start = 1 + inside.len() - target.len();
    let len = match target.starts_with('<') {
        true => target.find('>')? + 1,
        false => target.find(char::is_whitespace).unwrap_or(target.len()),
    };
    Some(start..start + len)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::commands::tests::run;

    fn unchanged(selection: &Selection) -> TextEdit {
        TextEdit::new(Vec::new(), Some(selection.clone()))
    }

    #[track_caller]
    fn check(before: &str, after: &str) {
        let retarget = |text: &str, selection: &Selection| {
            retarget(text, selection.main(), "https://a.example/x").unwrap_or_else(|| unchanged(selection))
        };
        assert_eq!(run(retarget, before), after);
    }

    #[track_caller]
    fn check_fill(before: &str, after: &str) {
        let fill = |text: &str, selection: &Selection| {
            let filled = fill_target(text, selection.main().byte_head, "https://a.example/x");
            filled.unwrap_or_else(|| unchanged(selection))
        };
        assert_eq!(run(fill, before), after);
    }

    #[test]
    fn the_words_of_a_link_stay() {
        check("- [|old|](https://o.example) b", "- [old](https://a.example/x)| b");
        check("[an |old| word](u)", "[an old word](https://a.example/x)|");
        check("[|**old**|](u)", "[**old**](https://a.example/x)|");
        check("[**|old|**](u)", "[**old**](https://a.example/x)|");
        check("[|https://o.example|](https://o.example)", "[https://o.example](https://a.example/x)|");
        check("[|a\\]|](u)", "[a\\]](https://a.example/x)|");
        check("![|kite|](y.png)", "![kite](https://a.example/x)|");
    }

    #[test]
    fn a_title_stays_and_a_name_goes() {
        check("[|old|]( <u v> \"t\" )", "[old]( https://a.example/x \"t\" )|");
        check("[|old|](u (t))", "[old](https://a.example/x (t))|");
        check("[|old|](u_(v))", "[old](https://a.example/x)|");
        check("[|old|][ref]\n\n[ref]: u", "[old](https://a.example/x)|\n\n[ref]: u");
        check("[|old|]\n\n[old]: u", "[old](https://a.example/x)|\n\n[old]: u");
    }

    #[test]
    fn elsewhere_no_link_changes() {
        for text in [
            "[ol|d](u)",
            "|[old](u)|",
            "[old](|u|)",
            "|b| [old](u)",
            "[o|ld](u) b|",
            "<https://|o|.example>",
            "`[|old|](u)`",
            "```\n[|old|](u)\n```",
        ] {
            check(text, text);
        }
    }

    #[test]
    fn an_empty_target_is_filled() {
        check_fill("[**Kites**]()| b", "[**Kites**](https://a.example/x)| b");
        check_fill("[**Kites**](|)", "[**Kites**](https://a.example/x)|");
        check_fill("[](|)", "[](https://a.example/x)|");
        for text in ["[Kites|]()", "[Kites](u)|", "[Kites]() |", "`[Kites](|)`", "[Kites](|u)"] {
            check_fill(text, text);
        }
    }
}
