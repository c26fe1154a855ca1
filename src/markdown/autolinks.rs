//! Bare addresses in a text, which GitHub links and pulldown-cmark does not: `https://…`, `http://…` and `www.…`.
//!
//! Follows the autolink extension of GFM (<https://github.github.com/gfm/#autolinks-extension->) with three differences:
//! closing typographic quotes end an address too; mail addresses stay text, because `@name@host` is a handle in notes;
//! and Chinese, Japanese and Korean text goes on right behind an address, without a space.
//!
//! Where that begins, the first sign of such a script tells. Its punctuation always ends an address
//! (`https://a.example（例）`), because addresses that have it are copied percent-encoded. A letter ends it behind a letter
//! or digit of the Latin script (`https://a.exampleを見る`), because nobody begins a name in one script to end it in another;
//! where a name begins, it belongs to the address (`https://a.example/wiki/日本`, `https://例え.jp`).

use std::ops::Range;

use crate::text::is_cjk;

/// One bare address in a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Autolink {
    pub bytes: Range<usize>,
    /// With a scheme, also for `www.…`.
    pub url: String,
}

/// The bare addresses of a text, in order. Takes time linear in the text.
pub fn autolinks(text: &str) -> Vec<Autolink> {
    let mut links = Vec::new();
    let mut byte = 0;
    while let Some(start) = next_start(text, byte) {
        let end = start + address_len(&text[start..]);
        if end > start {
            links.push(autolink(text, start..end));
        }
        // Past the host even if it is not valid: reading it again would take quadratic time.
        byte = end.max(start + host_end(&text[start..]));
    }
    links
}

fn autolink(text: &str, bytes: Range<usize>) -> Autolink {
    let address = &text[bytes.clone()];
    let scheme = if scheme_len(address) > 0 { "" } else { "http://" };
    let url = format!("{scheme}{address}");
    Autolink { bytes, url }
}

/// Where the next address may start, from `byte` on: at a scheme or `www.` that does not continue a word.
fn next_start(text: &str, byte: usize) -> Option<usize> {
    let may_start = |(_, sign): &(usize, &u8)| matches!(sign, b'h' | b'H' | b'w' | b'W');
    let mut starts = text.as_bytes().iter().enumerate().skip(byte).filter(may_start).map(|(start, _)| start);
    // The prefix first, because nearly all of these letters are within words.
    let is_word_start = |start: usize| !text[..start].ends_with(|char: char| char.is_alphanumeric() && !is_cjk(char));
    starts.find(|start| prefix_len(&text[*start..]) > 0 && is_word_start(*start))
}

/// The length of the address at the start of `text`; 0 if its host is not valid.
fn address_len(text: &str) -> usize {
    let n_host = host_end(text);
    if !is_host(&text[..n_host]) {
        return 0;
    }
    let n_bytes = n_host + path_len(&text[n_host..]);
    let n_bytes = without_trailing_signs(&text[..n_bytes]).len();
    if n_bytes < n_host.min(prefix_len(text) + 1) {
        return 0;
    }
    n_bytes
}

fn host_end(text: &str) -> usize {
    let n_scheme = scheme_len(text);
    let is_host_char = |char: char| char.is_alphanumeric() || matches!(char, '-' | '_' | '.');
    let rest = &text[n_scheme..];
    let mut before = '/';
    let is_end = |char: char| {
        let above = std::mem::replace(&mut before, char);
        !is_host_char(char) || is_cjk(char) && above.is_ascii_alphanumeric()
    };
    n_scheme + rest.find(is_end).unwrap_or(rest.len())
}

/// The length of what belongs to an address behind its host.
fn path_len(text: &str) -> usize {
    let path = text.split(|char: char| char.is_whitespace() || char == '<').next().unwrap_or_default();
    let begins_name = |at: usize| path[..at].ends_with(['/', '=', '#', '-', '_', '+']);
    let has_names = path.find(is_cjk).is_some_and(begins_name);
    let is_end = |char: char| is_cjk(char) && !(has_names && (char.is_alphanumeric() || char == '・'));
    path.find(is_end).unwrap_or(path.len())
}

/// Whether an address has a valid host: labels separated by dots, no `_` in the last two, at least one dot after `www`.
fn is_host(address: &str) -> bool {
    let n_scheme = scheme_len(address);
    let host = address[n_scheme..].trim_end_matches(['.', '_', '-']);
    let n_dots = host.matches('.').count();
    let has_underscore = host.rsplit('.').take(2).any(|label| label.contains('_'));
    !host.is_empty() && !host.contains("..") && !has_underscore && (n_scheme > 0 || n_dots > 0)
}

/// The length of `http://`, `https://` or `www.` at the start of `text`.
fn prefix_len(text: &str) -> usize {
    match scheme_len(text) {
        0 if starts_with_ignoring_case(text, "www.") => "www.".len(),
        n_bytes => n_bytes,
    }
}

fn scheme_len(text: &str) -> usize {
    let schemes = ["https://", "http://"];
    let scheme = schemes.iter().find(|it| starts_with_ignoring_case(text, it));
    scheme.map_or(0, |scheme| scheme.len())
}

fn starts_with_ignoring_case(text: &str, prefix: &str) -> bool {
    let head = text.as_bytes().get(..prefix.len());
    head.is_some_and(|head| head.eq_ignore_ascii_case(prefix.as_bytes()))
}

/// Removes the punctuation that belongs to the sentence, and closing brackets that the address did not open.
fn without_trailing_signs(address: &str) -> &str {
    let mut n_unopened = [('(', ')'), ('[', ']')].map(|(open, close)| {
        let n_closed = address.matches(close).count();
        (close, n_closed.saturating_sub(address.matches(open).count()))
    });
    let is_trailing = |char: char| {
        let bracket = n_unopened.iter_mut().find(|(close, n)| *close == char && *n > 0);
        if let Some((_, n)) = bracket {
            *n -= 1;
            return true;
        }
        matches!(char, '?' | '!' | '.' | ',' | ':' | ';' | '*' | '_' | '~')
            || matches!(char, '\'' | '"' | '”' | '’' | '»' | '“' | '…' | '‘' | '—' | '–' | '(' | '[')
    };
    address.trim_end_matches(is_trailing)
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Checks which addresses are found in a text with `‹` and `›` around them.
    #[track_caller]
    fn check(marked: &str) {
        let text = marked.replace(['‹', '›'], "");
        let mut found = text.clone();
        for link in autolinks(&text).iter().rev() {
            found.insert(link.bytes.end, '›');
            found.insert(link.bytes.start, '‹');
        }
        assert_eq!(found, marked);
    }

    #[test]
    fn addresses_are_found_in_sentences() {
        check("see ‹https://a.example/x_y?z=1&b#c›, or ‹http://localhost:8089›.");
        check("‹www.a.example›: (‹www.b.example/x›)");
        check("via:‹https://a.example/wiki/X_(y)›!");
        check("“‹https://a.example›” [‹https://b.example›]");
        check("‹HTTPS://A.EXAMPLE/›");
        check("*‹https://a.example/x›*");
    }

    #[test]
    fn what_has_no_host_or_no_beginning_is_text() {
        check("https:// http://. www. xhttps://a.example awww.b.example");
        check("http://a_b.c_d ftp://a.example a@b.example @name@host.example");
        check("www.a..b");
    }

    #[test]
    fn an_address_ends_where_text_without_spaces_goes_on() {
        check("见‹https://a.example/docs›（中文）了解，‹https://b.example›。次");
        check("‹https://a.example›を見る、‹https://a.example/docs›を見る");
        check("‹https://a.example/x?b=1›에서 ‹www.a.example›는 「‹https://a.example›」");
        check("‹https://a.example›(中文) ‹https://a.example/x›——后文，‹https://a.example/%E3%81%82›を");
    }

    #[test]
    fn names_in_any_script_belong_to_an_address() {
        check("‹https://ja.a.example/wiki/日本›、‹https://a.example/?q=お茶&b=2›。");
        check("‹https://ja.a.example/wiki/ジョン・ケージ_(曖昧さ回避)#年譜›（略）");
        check("‹https://例え.jp/x› ‹https://www.例え.テスト› ‹https://例え.jp›を見る");
        check("‹https://de.a.example/wiki/Süßigkeit›");
    }

    #[test]
    fn an_address_without_scheme_gets_one() {
        assert_eq!(autolinks("www.a.example")[0].url, "http://www.a.example");
        assert_eq!(autolinks("https://a.example")[0].url, "https://a.example");
    }

    proptest! {
        #[test]
        fn addresses_lie_in_order_in_the_text(text in "(https?://|www\\.|[a-c./_)(é” <日。]|wiki){0,20}") {
            let mut byte_done = 0;
            for link in autolinks(&text) {
                prop_assert!(byte_done <= link.bytes.start && link.bytes.start < link.bytes.end);
                prop_assert!(link.url.ends_with(&text[link.bytes.clone()]));
                byte_done = link.bytes.end;
            }
        }
    }
}
