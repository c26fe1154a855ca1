//! Finds the source of a visible place in a block, so that a click in the preview leads into the notes.
//!
//! Invariant: total. Any place in any text leads to the start or the end of a character within the block,
//! and a later place never leads further up.

use std::ops::Range;

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::markdown::depth::guard;
use crate::markdown::events::unmerged_events;
use crate::markdown::links::{Target, target};

/// A place beside a visible character of a block, by its index among the characters that are not blank.
///
/// White space does not count, because it differs between the page and the source; nor do the numbers of footnotes and
/// the placeholders of images, which the app adds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum VisiblePlace {
    /// At the beginning of a word or a line.
    Before(usize),
    /// Anywhere else, including the end of a word.
    After(usize),
}

/// The byte of the text for a visible place of the block at `block_bytes`.
///
/// Beyond the last character it is the end of that character; in a block without visible characters, the start of the
/// block. In raw HTML it is exact only for plain text. Takes time linear in the text, because a block may depend on
/// definitions elsewhere.
pub fn byte_of_visible(text: &str, block_bytes: Range<usize>, place: VisiblePlace) -> usize {
    let char_idx = match place {
        VisiblePlace::Before(idx) | VisiblePlace::After(idx) => idx,
    };
    let mut n_chars_before = 0;
    let mut byte_end = block_bytes.start;
    for shown in shown_in(text, block_bytes) {
        let n_chars = chars(&shown.text).count();
        if char_idx < n_chars_before + n_chars {
            let bytes = shown.char_bytes(char_idx - n_chars_before, text);
            return match place {
                VisiblePlace::Before(_) => bytes.start,
                VisiblePlace::After(_) => bytes.end,
            };
        }
        if n_chars > 0 {
            n_chars_before += n_chars;
            byte_end = shown.char_bytes(n_chars - 1, text).end;
        }
    }
    byte_end
}

/// A visible text and its bytes in the source.
struct VisibleText {
    text: String,
    bytes: Range<usize>,
}

impl VisibleText {
    /// The bytes of one of its characters.
    fn char_bytes(&self, char_idx: usize, text: &str) -> Range<usize> {
        let written = &text[self.bytes.clone()];
        let is_as_written = chars(written).map(|(_, char)| char).eq(chars(&self.text).map(|(_, char)| char));
        if !is_as_written && chars(&self.text).count() == 1 {
            // An entity.
            return self.bytes.clone();
        }
        let byte_from = self.bytes.start;
        let found = chars(written).take(char_idx + 1).last();
        found.map_or(byte_from..byte_from, |(byte, char)| byte_from + byte..byte_from + byte + char.len_utf8())
    }
}

/// The visible texts of the block at `block_bytes`, in order.
fn shown_in(text: &str, block_bytes: Range<usize>) -> Vec<VisibleText> {
    let guarded = guard(text);
    let events = unmerged_events(&guarded);
    let events = events.skip_while(|(_, bytes)| bytes.start < block_bytes.start);
    let events = events.take_while(|(_, bytes)| bytes.start < block_bytes.end);
    let mut n_images = 0usize;
    let mut shown = Vec::new();
    for (event, bytes) in events {
        match event {
            // A picture that cannot be fetched is shown as its text.
            Event::Start(Tag::Image { dest_url, .. }) => n_images += usize::from(n_images > 0 || has_words(&dest_url)),
            Event::End(TagEnd::Image) => n_images = n_images.saturating_sub(1),
            Event::Text(_) | Event::Code(_) if n_images > 0 => {}
            Event::Text(words) => shown.push(VisibleText { text: words.into_string(), bytes }),
            Event::Code(code) => {
                shown.push(VisibleText { bytes: within_ticks(&guarded, bytes), text: code.into_string() })
            }
            Event::Html(html) | Event::InlineHtml(html) => shown.extend(shown_by_html(&html, bytes.start)),
            _ => {}
        }
    }
    shown
}

/// Whether an image is shown as something other than its text.
fn has_words(url: &str) -> bool {
    !matches!(target(url), Target::Call | Target::Refused)
}

/// The code without the backticks around it.
fn within_ticks(text: &str, bytes: Range<usize>) -> Range<usize> {
    let code = text[bytes.clone()].trim_start_matches('`');
    let byte_from = bytes.end - code.len();
    byte_from..byte_from + code.trim_end_matches('`').len()
}

/// The text between the tags, character by character; an entity is one character.
fn shown_by_html(html: &str, byte_from: usize) -> Vec<VisibleText> {
    let mut shown = Vec::new();
    let mut byte = 0;
    while let Some(char) = html[byte..].chars().next() {
        let rest = &html[byte..];
        let n_bytes = match char {
            '<' => rest.find('>').map_or(rest.len(), |end| end + 1),
            '&' => len_of_entity(rest),
            char => char.len_utf8(),
        };
        if char != '<' && !char.is_whitespace() {
            let bytes = byte_from + byte..byte_from + byte + n_bytes;
            shown.push(VisibleText { text: char.to_string(), bytes });
        }
        byte += n_bytes;
    }
    shown
}

/// The length of `&amp;` at the start of `html`; 1 for a plain ampersand.
fn len_of_entity(html: &str) -> usize {
    let n_name = html[1..].bytes().take_while(|byte| byte.is_ascii_alphanumeric() || *byte == b'#').count();
    if n_name > 0 && html[1 + n_name..].starts_with(';') { n_name + 2 } else { 1 }
}

/// The characters that count, with their positions.
fn chars(text: &str) -> impl Iterator<Item = (usize, char)> + '_ {
    text.char_indices().filter(|(_, char)| !char.is_whitespace())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::arbitrary::markdown;
    use crate::markdown::{BlockList, RenderOptions};
    use proptest::prelude::*;

    /// Checks a place in `shown`, marked by `›`: the place before the next character is marked by `›` in `source` too,
    /// the place after the last character by `‹`, if it is another one.
    #[track_caller]
    fn check(source: &str, shown: &str) {
        let (before, _) = shown.split_once('›').expect("a mark in what is shown");
        let n_before = chars(before).count();
        let text = source.replace(['›', '‹'], "");
        let byte_of = |place| byte_of_visible(&text, 0..text.len(), place);
        let byte_before = byte_of(VisiblePlace::Before(n_before));
        let byte_after = n_before.checked_sub(1).map_or(byte_before, |last| byte_of(VisiblePlace::After(last)));
        let mut marked = text.clone();
        marked.insert(byte_before, '›');
        if byte_after != byte_before {
            marked.insert(byte_after, '‹');
        }
        assert_eq!(marked, source);
    }

    #[test]
    fn plain_words_are_found_to_the_letter() {
        check("›one two", "›one two");
        check("on›e two", "on›e two");
        check("one‹ ›two", "one ›two");
        check("日›本 語", "日›本 語");
        check("one‹\n›two", "one\n›two");
        check("one›", "one›");
    }

    #[test]
    fn markup_is_stepped_over() {
        check("a‹ **›bold** word", "a ›bold word");
        check("a **bo›ld** word", "a bo›ld word");
        check("a **bold‹** ›word", "a bold ›word");
        check("**Ann #1:‹** [**›Kites**](https://a.example)", "Ann #1: ›Kites");
        check("a‹ ``›co`de`` b", "a ›co`de b");
        check("a `co›de` b", "a co›de b");
        check("## Two w›ords ##", "Two w›ords");
        check("~~a~~ <https://a.exa›mple>", "a https://a.exa›mple");
    }

    #[test]
    fn escapes_and_entities_are_one_character() {
        check("a‹ \\›*b", "a ›*b");
        check("a \\*›b", "a *›b");
        check("a‹ ›&amp; b", "a ›& b");
        check("a &amp;‹ ›b", "a & ›b");
        check("&copy;x›y", "©x›y");
    }

    #[test]
    fn lists_and_tables_are_read_item_by_item() {
        check("- one‹\n- ›two\n  - three\n", "one ›two three");
        check("- one\n- two‹\n  - [x] ›three\n", "one two ›three");
        check("| a | b |\n|---|---|\n| c‹ | ›d |\n", "a b c ›d");
        check("> one‹\n> ›two", "one ›two");
    }

    #[test]
    fn code_blocks_are_read_line_by_line() {
        check("```rust\nlet a = 1;‹\n›let b = 2;\n```\n", "let a = 1; ›let b = 2;");
        check("    one‹\n    ›two\n", "one ›two");
        check("> ```\n> one‹\n> ›two\n> ```\n", "one ›two");
    }

    #[test]
    fn what_the_app_brings_does_not_count() {
        check("a‹[^1] ›b\n\n[^1]: c\n", "a ›b");
        check("a‹ ![alt](i.png) ›b", "a ›b");
        check("![al›t](javascript:x) b", "al›t b");
    }

    #[test]
    fn references_to_definitions_elsewhere_are_links() {
        check("see [the text‹][t] ›now\n\n[t]: /u\n", "see the text ›now");
        check("see [the text]‹ ›now\n", "see [the text] ›now");
    }

    #[test]
    fn raw_html_is_stepped_over() {
        check("<div>one‹\n›two &amp; three</div>\n", "one ›two & three");
        check("<p>a &amp;‹ ›b</p>", "a & ›b");
        check("a <b>bo›ld</b>", "a bo›ld");
    }

    #[test]
    fn blocks_that_show_nothing_have_one_place() {
        for text in ["---\n", "![](i.png)", "\n", ""] {
            assert_eq!(byte_of_visible(text, 0..text.len(), VisiblePlace::Before(7)), 0, "{text:?}");
        }
    }

    proptest! {
        #[test]
        fn later_places_never_lead_further_up(text in markdown()) {
            let list = BlockList::new(&text, RenderOptions::default());
            for idx in 0..list.blocks().len() {
                let bytes = list.byte_of(idx)..list.byte_of(idx + 1);
                let places = (0..30).flat_map(|n| [VisiblePlace::Before(n), VisiblePlace::After(n)]);
                let mut byte_last = bytes.start;
                for place in places {
                    let byte = byte_of_visible(&text, bytes.clone(), place);
                    prop_assert!(byte_last <= byte && byte <= bytes.end, "{:?} of {:?}", place, &text[bytes]);
                    prop_assert!(text.is_char_boundary(byte));
                    byte_last = byte;
                }
            }
        }

        #[test]
        fn plain_words_are_found_exactly(words in prop::collection::vec("[a-zé漢]{1,6}", 1..9), n in 0..60usize) {
            let text = words.join(" ");
            let found = byte_of_visible(&text, 0..text.len(), VisiblePlace::Before(n));
            let expected = chars(&text).nth(n).map_or(text.len(), |(byte, _)| byte);
            prop_assert_eq!(found, expected);
        }
    }
}
