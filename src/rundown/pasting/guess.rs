//! Guesses the title of a page from its address alone.

use crate::markdown::{percent_decoded, web_host};

/// Hosts whose paths begin with the name of a project, in two parts.
const CODE_HOSTS: [&str; 4] = ["github.com", "gitlab.com", "codeberg.org", "bitbucket.org"];
/// Hosts whose paths are keys or redirects.
const UNTITLED_HOSTS: [&str; 8] =
    ["youtube.com", "youtu.be", "t.co", "bit.ly", "goo.gl", "tinyurl.com", "amzn.to", "lnkd.in"];
/// Names for the last part of a path that say nothing.
const NAMELESS_PARTS: [&str; 8] = ["index", "default", "home", "main", "master", "latest", "stable", "watch"];
/// Words of digits and letters that are at least this long are keys.
const MIN_KEY_LEN: usize = 8;
/// A single word that is shorter is the key of a language or a page, in bytes.
const MIN_WORD_LEN: usize = 3;

/// A first title: words of the path, else its last name, else the host.
pub(super) fn title_of_address(url: &str) -> String {
    let name = || title_of_path(url, only_name);
    words_of_address(url).or_else(name).unwrap_or_else(|| host_and_path(url).0)
}

/// The title in the path of an address, if it has several words. `None` if it has nothing that a reader would call a
/// title.
pub(in crate::rundown) fn words_of_address(url: &str) -> Option<String> {
    title_of_path(url, several_words)
}

/// The title from the words of the last part, or the name of a project on a host for projects.
fn title_of_path(url: &str, title_of: fn(&[&str]) -> Option<String>) -> Option<String> {
    let (host, path) = host_and_path(url);
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    match (host.as_str(), parts.as_slice()) {
        (host, [owner, rest @ ..]) if CODE_HOSTS.contains(&host) => Some(format!("{owner}/{}", rest.first()?)),
        ("pypi.org", parts) => parts.strip_prefix(&["project"])?.first().map(|name| (*name).to_owned()),
        (host, [.., last]) if !UNTITLED_HOSTS.contains(&host) => title_of(&words_of(&line_of(last)?)),
        _ => None,
    }
}

fn host_and_path(url: &str) -> (String, &str) {
    let address = url.split_once("://").map_or(url, |(_, rest)| rest);
    let address = &address[..address.find(['?', '#']).unwrap_or(address.len())];
    let (authority, path) = address.split_once('/').unwrap_or((address, ""));
    let as_written = || authority.strip_prefix("www.").unwrap_or(authority).to_lowercase();
    (web_host(url).map_or_else(as_written, |host| host.shown()), path)
}

/// A part without percent signs. `None` if it is not one line of text.
fn line_of(part: &str) -> Option<String> {
    percent_decoded(part).filter(|text| !text.contains(char::is_control))
}

/// The words of a part such as `introducing-app-platform.html`, without numbers before them and keys behind.
fn words_of(part: &str) -> Vec<&str> {
    let part = part.rsplit_once('.').filter(|(_, kind)| kind.len() <= 5).map_or(part, |(stem, _)| stem);
    let is_blank = |char: char| char.is_whitespace() || "-_+".contains(char);
    let mut words: Vec<&str> = part.split(is_blank).filter(|word| !word.is_empty()).collect();
    while words.last().is_some_and(|word| is_key(word)) {
        words.pop();
    }
    let is_number = |word: &&str| word.chars().all(|char| char.is_ascii_digit());
    words.into_iter().skip_while(is_number).collect()
}

fn several_words(words: &[&str]) -> Option<String> {
    (with_letters(words).count() >= 2).then(|| capitalised(&words.join(" ")))
}

/// A single word, unchanged, with the numbers behind it.
fn only_name(words: &[&str]) -> Option<String> {
    with_letters(words).next().filter(|word| is_name(word)).map(|_| words.join(" "))
}

fn with_letters<'a>(words: &[&'a str]) -> impl Iterator<Item = &'a str> {
    words.iter().copied().filter(|word| word.contains(char::is_alphabetic))
}

/// `3f2a9c8b1d2e`
fn is_key(word: &str) -> bool {
    let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
    has_digit && word.len() >= MIN_KEY_LEN && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
}

/// Whether a single word may be a name: `Python`, `python3`; not `3f2a9c8`, `xQdVbK`, `index`.
fn is_name(word: &str) -> bool {
    let letters = word.trim_end_matches(|char: char| char.is_ascii_digit());
    let is_long_enough = letters.len() >= MIN_WORD_LEN && word.len() - letters.len() <= 2;
    let is_hash = word.len() > 6 && word.bytes().all(|byte| byte.is_ascii_hexdigit());
    let is_nameless = NAMELESS_PARTS.contains(&word.to_lowercase().as_str());
    is_long_enough && letters.chars().all(char::is_alphabetic) && !is_hash && !is_nameless && !is_mixed(letters)
}

/// Whether more capitals follow lower-case letters than in names: `GitHub` has one.
fn is_mixed(letters: &str) -> bool {
    let pairs = letters.as_bytes().windows(2);
    pairs.filter(|pair| pair[0].is_ascii_lowercase() && pair[1].is_ascii_uppercase()).count() * 4 > letters.len()
}

fn capitalised(words: &str) -> String {
    let mut chars = words.chars();
    let first = chars.next().into_iter().flat_map(char::to_uppercase);
    first.chain(chars).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_is_read_from_the_address() {
        for (url, title) in [
            ("https://a.example/2020/10/introducing-app-platform", "Introducing app platform"),
            ("https://a.example/introducing_app_platform.html?x=1#y", "Introducing app platform"),
            ("https://a.example/blog/2020-10-05-what-is-new/", "What is new"),
            ("https://medium.example/@ann/kites-in-the-wind-3f2a9c8b1d2e", "Kites in the wind"),
            ("https://github.com/owner/repo", "owner/repo"),
            ("https://github.com/owner/repo/issues/7", "owner/repo"),
            ("https://github.com/owner", "github.com"),
            ("https://www.youtube.com/watch?v=abc-def", "youtube.com"),
            ("https://pypi.org/project/some-package-name/", "some-package-name"),
            ("https://pypi.org/project/rich/13.0.0/", "rich"),
            ("https://pypi.org/search/", "pypi.org"),
            ("https://en.wikipedia.example/wiki/Python", "Python"),
            ("https://docs.example/3/library/pathlib.html", "pathlib"),
            ("https://docs.example/python3", "python3"),
            ("https://a.example/Gr%C3%BC%C3%9Fe_(Film)", "Grüße (Film)"),
            ("https://a.example/%E6%97%A5%E6%9C%AC-go", "日本 go"),
            ("https://a.example/%E6%97%A5%E6%9C%AC", "日本"),
            ("https://a.example/a%20kite", "A kite"),
            ("https://a.example/caf%E9-in-town", "a.example"),
            ("https://a.example/kite%0Afly", "a.example"),
            ("https://a.example/kite-%C", "a.example"),
            ("https://a.example/kite-%+1f", "a.example"),
            ("https://docs.example/en/latest/", "docs.example"),
            ("https://docs.example/index.html", "docs.example"),
            ("https://a.example/en", "a.example"),
            ("https://a.example/posts/3f2a9c8", "a.example"),
            ("https://a.example/p/xQdVbK", "a.example"),
            ("https://a.example/p/B07XJ8C8F5", "a.example"),
            ("https://a.example/2024/10", "a.example"),
            ("https://bit.ly/kites", "bit.ly"),
            ("https://Docs.A.example/", "docs.a.example"),
            ("https://a.example/about", "about"),
            ("https://a.example/caf%C3%A9-in-town", "Café in town"),
            ("https://a.example", "a.example"),
        ] {
            assert_eq!(title_of_address(url), title, "{url}");
        }
    }
}
