//! Decides what a paste becomes: a link if an address meets words or a label, Markdown if rich text was copied.
//!
//! Invariants: pure; one paste is one [`TextEdit`]. Only the selection, blanks at the end of a label, and the empty
//! line or item at the cursor are replaced. What is not decided here, the editor pastes unchanged.

mod blocks;
mod guess;
mod label_link;

pub(super) use self::guess::words_of_address;
use super::Notes;
use crate::markdown::commands::{
    address_of, can_link_at, destination, escaped_words, fill_target, is_address, link_to, retarget,
};
use crate::text::{Change, Selection, TextEdit};

/// The contents of the clipboard.
#[derive(Clone, Copy, Debug, Default)]
pub struct ClipboardContent<'a> {
    /// The plain text, lines ended by `\n`.
    pub text: &'a str,
    /// The rich text as Markdown; `None` if it says no more than the plain text.
    pub markdown: Option<&'a str>,
    /// The title of the page, if the text is an address.
    pub title: Option<&'a str>,
}

/// The result of a paste.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PasteResult {
    pub edit: TextEdit,
    /// If rich text was converted: the edit of the resulting text that replaces it by the plain text.
    pub as_plain: Option<TextEdit>,
}

/// What pasting over the selection does. `None` if the text is to be inserted unchanged.
///
/// Takes time linear in the text.
pub fn paste(notes: &Notes, selection: &Selection, brought: &ClipboardContent) -> Option<PasteResult> {
    if let Some(url) = address_of(brought.text.trim()) {
        let edit = paste_address(notes, selection, &url, brought.title)?;
        return Some(PasteResult { edit, as_plain: None });
    }
    let range = selection.main();
    let is_one = selection.ranges().len() == 1;
    let markdown = brought.markdown.filter(|_| is_one && can_link_at(notes.text, range.from()))?;
    Some(blocks::paste_markdown(notes.text, range.from()..range.to(), markdown, brought.text))
}

fn paste_address(notes: &Notes, selection: &Selection, url: &str, title: Option<&str>) -> Option<TextEdit> {
    let range = selection.main();
    let is_cursor = selection.ranges().len() == 1 && range.is_empty();
    if !is_cursor {
        let is_one = selection.ranges().len() == 1;
        let in_link = is_one.then(|| retarget(notes.text, range, url)).flatten();
        return in_link.or_else(|| link_to(notes.text, selection, url));
    }
    let byte = range.byte_head;
    let filled = fill_target(notes.text, byte, url);
    if filled.is_some() || !can_link_at(notes.text, byte) {
        return filled;
    }
    let title = title.map(str::trim).filter(|title| !title.is_empty() && !is_address(title));
    label_link::fill(notes, byte, url, title).or_else(|| {
        let link = format!("[{}]({})", escaped_words(title?), destination(url));
        let behind = Selection::cursor(byte + link.len());
        Some(TextEdit::new(vec![Change::insert(byte, link)], Some(behind)))
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rundown::arrange::tests::{shown, with_marked_notes};

    const URL: &str = "https://a.example/2020/10/introducing-app-platform";

    #[track_caller]
    fn check(before: &str, brought: ClipboardContent, after: &str) {
        let found = with_marked_notes(before, |notes, selection| {
            paste(notes, selection, &brought).map(|pasted| shown(notes.text, &pasted.edit))
        });
        assert_eq!(found.as_deref(), Some(after), "{before:?}");
    }

    #[track_caller]
    fn check_plain(before: &str, brought: ClipboardContent) {
        let found = with_marked_notes(before, |notes, selection| paste(notes, selection, &brought));
        assert_eq!(found, None, "{before:?}");
    }

    fn address(url: &str) -> ClipboardContent<'_> {
        ClipboardContent { text: url, ..ClipboardContent::default() }
    }

    #[test]
    fn an_address_over_words_makes_a_link() {
        check("see |the docs| here", address("https://a.example"), "see [the docs](https://a.example)| here");
        check("see |the docs| here", address(" https://a.example\n"), "see [the docs](https://a.example)| here");
        check_plain("`a |b| c`", address("https://a.example"));
        check_plain("see |https://b.example| here", address("https://a.example"));
    }

    #[test]
    fn an_address_over_the_words_of_a_link_replaces_its_target() {
        check("- [|old|](https://o.example)\n", address("https://a.example"), "- [old](https://a.example)|\n");
        check(
            "**Ann #3:** [**Ki|te|s**](u)\n",
            address("https://a.example"),
            "**Ann #3:** [**Kites**](https://a.example)|\n",
        );
        check_plain("- [old](|https://o.example|)\n", address("https://a.example"));
    }

    #[test]
    fn an_address_fills_an_empty_target() {
        let filled = "**Ann #3:** [**Kites**](https://a.example)|\n\n- fly\n";
        check("**Ann #3:** [**Kites**]()|\n\n- fly\n", address("https://a.example"), filled);
        check("**Ann #3:** [**Kites**](|)\n\n- fly\n", address("https://a.example"), filled);
    }

    #[test]
    fn an_address_may_lack_what_goes_before_it() {
        check("see |the docs|", address("www.a.example/x"), "see [the docs](https://www.a.example/x)|");
        check("**Ann #3:** Kites|\n", address("www.a.example/x"), "**Ann #3:** [Kites](https://www.a.example/x)|\n");
        check_plain("see |", address("www.a.example/x"));
    }

    #[test]
    fn an_address_on_a_label_fills_its_link() {
        let filled = "**Ann #3:** [Kites](https://a.example)|\n\n- fly\n";
        check("**Ann #3:** Kites|\n\n- fly\n", address("https://a.example"), filled);
        check("**Ann #3:** Ki|tes\n\n- fly\n", address("https://a.example"), filled);
        check("**Ann #3:** Kites| \n\n- fly\n", address("https://a.example"), &filled.replace("|\n", "| \n"));
        check("## Ann #3: Kites|\n", address("https://a.example"), "## Ann #3: [Kites](https://a.example)|\n");
        check("**Ann #3: Kites|**\n", address("https://a.example"), "**Ann #3: [Kites](https://a.example)|**\n");
        check(
            "**Ann #3:** **Kites**|\n",
            address("https://a.example"),
            "**Ann #3:** [**Kites**](https://a.example)|\n",
        );
        check(
            "#3 Ann: Kites & *strings*|\n",
            address("https://a.example"),
            "#3 Ann: [Kites & *strings*](https://a.example)|\n",
        );
    }

    #[test]
    fn the_link_has_the_shape_of_the_others() {
        let above = "**Ann #1:** [**Wind**](https://b.example)\n\n";
        check(
            &format!("{above}**Ben #2:** Kites|\n"),
            address("https://a.example"),
            &format!("{above}**Ben #2:** [**Kites**](https://a.example)|\n"),
        );
        check(
            &format!("{above}**Ben #2:** |\n"),
            address(URL),
            &format!("{above}**Ben #2:** [**|Introducing app platform|**]({URL})\n"),
        );
    }

    #[test]
    fn an_empty_title_is_guessed_and_selected() {
        check("**Ann #3:** |\n", address(URL), &format!("**Ann #3:** [|Introducing app platform|]({URL})\n"));
        check("**Ann #3:**|\n", address(URL), &format!("**Ann #3:** [|Introducing app platform|]({URL})\n"));
        check("**Joke:** |", address("https://a.example/x"), "**Joke:** [|a.example|](https://a.example/x)");
    }

    #[test]
    fn the_title_of_the_page_goes_before_a_guess() {
        let titled = ClipboardContent { title: Some(" App *platform* "), ..address("https://a.example/x") };
        check("**Ann #3:** |\n", titled, "**Ann #3:** [App \\*platform\\*](https://a.example/x)|\n");
        check("**Ann #3:** Kites|\n", titled, "**Ann #3:** [Kites](https://a.example/x)|\n");
        check("see |here", titled, "see [App \\*platform\\*](https://a.example/x)|here");
        check_plain("`a|b`", titled);
        check_plain("see |", ClipboardContent { title: Some("https://a.example/x"), ..titled });
    }

    #[test]
    fn elsewhere_an_address_stays_one() {
        check_plain("Some text|\n", address(URL));
        check_plain("**Ann #3:** [Kites](u)|\n", address(URL));
        check_plain("**Ann #3:** Kites\n\n- |\n", address(URL));
        check_plain("**Extras**|\n", address(URL));
        check_plain("```\n**Ann #3:** Kites|\n```\n", address(URL));
        check_plain("|", address("two https://a.example"));
    }

    #[test]
    fn rich_text_comes_in_as_markdown() {
        let rich = ClipboardContent { text: "a b", markdown: Some("a **b**"), title: None };
        check("see |it| here", rich, "see a **b**| here");
        check_plain("```\n|\n```", rich);
        check_plain("`a|b`", rich);
        check_plain("a|", ClipboardContent { text: "a b", ..ClipboardContent::default() });
    }
}
