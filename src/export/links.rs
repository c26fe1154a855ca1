//! Links within the notes, for what leaves the app: there, `#kites` must lead somewhere, or be text.
//!
//! Invariants: `html` is safe already and stays so, because this only takes tags and attributes away. What readers read
//! stays, but for the arrows that lead back from footnotes. Total, and linear in the HTML.

use std::ops::Range;

use crate::markdown::percent_decoded;
use crate::text::SortedSet;

/// HTML of a page: links to a place in it stay, those that lead nowhere become their words.
pub fn with_own_links(html: &str) -> String {
    let tags: Vec<Tag> = tags(html).collect();
    let places: SortedSet<String> = tags.iter().flat_map(|tag| tag.names().map(unescaped)).collect();
    let is_decoded = |place: &str| percent_decoded(place).is_some_and(|place| places.contains(&place));
    let leads_somewhere = |place: &str| places.contains(place) || is_decoded(place);
    rewritten(html, &tags, |tag| match tag.attribute("href").map(unescaped) {
        Some(url) if url.strip_prefix('#').is_some_and(|place| !leads_somewhere(place)) => Becomes::Place,
        _ => Becomes::Itself,
    })
}

/// HTML for the clipboard: only links to elsewhere stay. A footnote's mark stays as superscript; nothing leads back to it.
///
/// Whoever pastes it has no page of ours: a browser would read `#kites` and `notes/7.md` as places of the editor itself.
pub fn with_outer_links(html: &str) -> String {
    let tags: Vec<Tag> = tags(html).collect();
    rewritten(html, &tags, |tag| match tag.attribute("href").map(unescaped) {
        _ if tag.attribute("class") == Some("footnote-back") => Becomes::Nothing,
        Some(url) if is_absolute(&url) => Becomes::Itself,
        _ => Becomes::Words,
    })
}

/// What becomes of a link.
enum Becomes {
    Itself,
    /// Its words, and a place that others may lead to.
    Place,
    Words,
    Nothing,
}

/// A tag, with the bytes that it stands at.
struct Tag<'a> {
    bytes: Range<usize>,
    /// From `<` to `>`.
    source: &'a str,
}

/// Decides of each start tag of a link what becomes of it. Links are not nested.
fn rewritten(html: &str, tags: &[Tag], becomes: impl Fn(&Tag) -> Becomes) -> String {
    let mut written = String::with_capacity(html.len());
    let mut byte_done = 0;
    // Whether the link that is open stays one, and from where on it is left out.
    let (mut is_kept, mut byte_left_out) = (true, None);
    for tag in tags {
        if tag.starts("a") {
            written.push_str(&html[byte_done..tag.bytes.start]);
            byte_done = tag.bytes.end;
            is_kept = match becomes(tag) {
                Becomes::Itself => {
                    written.push_str(tag.source);
                    true
                }
                Becomes::Place => tag.write_place(&mut written),
                Becomes::Words => false,
                Becomes::Nothing => {
                    written.truncate(written.trim_end_matches(' ').len());
                    byte_left_out = Some(written.len());
                    false
                }
            };
        } else if tag.source == "</a>" {
            written.push_str(&html[byte_done..tag.bytes.start]);
            byte_done = tag.bytes.end;
            if let Some(byte) = byte_left_out.take() {
                written.truncate(byte);
            }
            if is_kept {
                written.push_str(tag.source);
            }
            is_kept = true;
        }
    }
    written.push_str(&html[byte_done..]);
    written
}

/// All tags, in order. A value in quotes may contain `>`.
fn tags(html: &str) -> impl Iterator<Item = Tag<'_>> {
    let mut byte = 0;
    std::iter::from_fn(move || {
        let start = byte + html[byte..].find('<')?;
        let mut is_quoted = false;
        let is_end = |sign| {
            is_quoted ^= sign == b'"';
            sign == b'>' && !is_quoted
        };
        byte = start + html[start..].bytes().position(is_end)? + 1;
        Some(Tag { bytes: start..byte, source: &html[start..byte] })
    })
}

impl<'a> Tag<'a> {
    fn starts(&self, name: &str) -> bool {
        let behind = self.source[1..].strip_prefix(name);
        behind.is_some_and(|behind| behind.starts_with([' ', '>', '\n', '\t']))
    }

    /// An attribute's value, as it is written: all values are in double quotes.
    fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes().find(|(own, _)| *own == name).map(|(_, value)| value)
    }

    fn attributes(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        let mut rest = self.source;
        std::iter::from_fn(move || {
            let (before, behind) = rest.split_once("=\"")?;
            let (value, behind) = behind.split_once('"')?;
            rest = behind;
            Some((before.rsplit([' ', '\n', '\t']).next()?, value))
        })
    }

    /// What links can lead to.
    fn names(&self) -> impl Iterator<Item = &'a str> {
        let is_link = self.starts("a");
        self.attributes().filter(move |(name, _)| *name == "id" || (is_link && *name == "name")).map(|(_, value)| value)
    }

    /// Writes what of a link others lead to, if it has a name. Returns whether that is an element to close.
    fn write_place(&self, html: &mut String) -> bool {
        let Some(name) = self.names().next() else { return false };
        html.push_str("<a id=\"");
        html.push_str(name);
        html.push_str("\">");
        true
    }
}

/// Whether an address leads to the same place wherever it is pasted. `https:a.example` does not: on a page that came by
/// https, it is a file beside that page.
fn is_absolute(url: &str) -> bool {
    let scheme = url.split_once(':').filter(|(scheme, _)| scheme.bytes().all(|byte| byte.is_ascii_alphanumeric()));
    match scheme {
        Some((scheme, rest)) if scheme.get(..4).is_some_and(|it| it.eq_ignore_ascii_case("http")) => {
            rest.starts_with("//")
        }
        Some(_) => true,
        None => url.starts_with("//"),
    }
}

/// An attribute's value without the entities that a writer of HTML puts into one.
fn unescaped(value: &str) -> String {
    let entities =
        [("&quot;", "\""), ("&#39;", "'"), ("&lt;", "<"), ("&gt;", ">"), ("&nbsp;", "\u{a0}"), ("&amp;", "&")];
    entities.iter().fold(value.to_owned(), |value, (entity, sign)| value.replace(entity, sign))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::markdown::{BlockList, RenderOptions};

    fn html_of(notes: &str) -> String {
        let blocks = BlockList::new(notes, RenderOptions::default());
        blocks.blocks().iter().map(|block| block.html.as_str()).collect()
    }

    /// Checks what becomes of notes on a page and on the clipboard.
    #[track_caller]
    fn check(notes: &str, page: &str, clipboard: &str) {
        let html = html_of(notes);
        assert_eq!(with_own_links(&html).trim_end(), page);
        assert_eq!(with_outer_links(&html).trim_end(), clipboard);
    }

    #[test]
    fn links_that_lead_nowhere_are_text() {
        check("[0:50](#t=50) *Tea*", "<p>0:50 <em>Tea</em></p>", "<p>0:50 <em>Tea</em></p>");
        check("[a **b**](#)", "<p>a <strong>b</strong></p>", "<p>a <strong>b</strong></p>");
    }

    #[test]
    fn links_to_a_place_in_the_page_work_there() {
        for link in ["#süß", "#s%C3%BC%C3%9F"] {
            let html = html_of(&format!("[a]({link})\n\n## Süß"));
            assert_eq!(with_own_links(&html), html);
            assert!(with_outer_links(&html).starts_with("<p>a</p>"));
        }
    }

    #[test]
    fn footnotes_work_in_a_page_and_are_marks_on_the_clipboard() {
        let notes = "Tea[^1].\n\n[^1]: Hot.";
        assert_eq!(with_own_links(&html_of(notes)), html_of(notes));
        let copied = with_outer_links(&html_of(notes));
        assert!(copied.contains(r#"<p>Tea<sup class="footnote-ref">1</sup>.</p>"#), "{copied}");
        assert!(copied.contains("Hot.</p></div>") && !copied.contains('↩') && !copied.contains("<a"), "{copied}");
    }

    #[test]
    fn links_to_elsewhere_stay() {
        for url in ["https://a.example/#x", "HTTP://a.example", "//a.example", "mailto:a@a.example", "tel:+49"] {
            let html = html_of(&format!("[a]({url}) b"));
            assert!(html.contains("<a "), "{url}");
            assert_eq!(with_own_links(&html), html);
            assert_eq!(with_outer_links(&html), html);
        }
    }

    #[test]
    fn files_beside_the_notes_are_text_on_the_clipboard() {
        for url in ["notes/7.md", "/x", "?a=b:c", "", "https:a.example", "/\\a.example"] {
            let html = html_of(&format!("[a]({url})"));
            assert_eq!(with_own_links(&html), html);
            assert_eq!(with_outer_links(&html).trim_end(), "<p>a</p>", "{url}");
        }
    }

    #[test]
    fn raw_html_is_read_as_browsers_write_it() {
        let html = r##"<p><a name="notes-x" title="a > b"></a><a href="#notes-x">x</a> <a id="notes-y" href="#notes-z">y</a></p>"##;
        let page = r##"<p><a name="notes-x" title="a > b"></a><a href="#notes-x">x</a> <a id="notes-y">y</a></p>"##;
        assert_eq!(with_own_links(html), page);
        let copied = "<p>x y</p>";
        assert_eq!(with_outer_links(html), copied);
    }

    proptest! {
        #[test]
        fn nothing_on_the_clipboard_leads_into_the_app(notes in "([a-c #\\[\\]()^:<>\n]|\\[a\\]\\(#|\\[\\^1\\]|https://a\\.example|# b){0,30}") {
            let copied = with_outer_links(&html_of(&notes));
            for tag in tags(&copied).filter(|tag| tag.starts("a")) {
                prop_assert!(tag.attribute("href").is_none_or(|url| is_absolute(&unescaped(url))), "{}", copied);
            }
        }
    }
}
