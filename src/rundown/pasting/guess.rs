//! What a page may be called, by its address alone.

/// Places whose paths are the names of projects: the first two parts.
const CODE_HOSTS: [&str; 4] = ["github.com", "gitlab.com", "codeberg.org", "bitbucket.org"];
/// Places whose paths say nothing that a reader would call a title.
const UNTITLED_HOSTS: [&str; 3] = ["pypi.org", "youtube.com", "youtu.be"];
/// Longer words of digits and letters are keys, not words.
const MIN_KEY_LEN: usize = 8;

/// A title to begin with: words of the path, else the name of the host.
pub(super) fn title_of_address(url: &str) -> String {
    words_of_address(url).unwrap_or_else(|| host_and_path(url).0)
}

/// What the path of an address says in words; none if it says nothing that a reader would call a title.
pub(in crate::rundown) fn words_of_address(url: &str) -> Option<String> {
    let (host, path) = host_and_path(url);
    let parts: Vec<&str> = path.split('/').filter(|part| !part.is_empty()).collect();
    if CODE_HOSTS.contains(&host.as_str()) && parts.len() >= 2 {
        return Some(format!("{}/{}", parts[0], parts[1]));
    }
    let is_titled = !UNTITLED_HOSTS.contains(&host.as_str());
    parts.last().filter(|_| is_titled).and_then(|part| words_of(part))
}

fn host_and_path(url: &str) -> (String, &str) {
    let address = url.split_once("://").map_or(url, |(_, rest)| rest);
    let address = &address[..address.find(['?', '#']).unwrap_or(address.len())];
    let (host, path) = address.split_once('/').unwrap_or((address, ""));
    (host.strip_prefix("www.").unwrap_or(host).to_lowercase(), path)
}

/// The words of a part such as `introducing-app-platform.html`; none if it is no title.
fn words_of(part: &str) -> Option<String> {
    let part = part.rsplit_once('.').filter(|(_, kind)| kind.len() <= 5).map_or(part, |(stem, _)| stem);
    let mut words: Vec<&str> = part.split(['-', '_', '+']).filter(|word| !word.is_empty()).collect();
    while words.last().is_some_and(|word| is_key(word)) {
        words.pop();
    }
    let n_leading = words.iter().take_while(|word| word.chars().all(|char| char.is_ascii_digit())).count();
    let words = words.get(n_leading..)?;
    let has_letters = |word: &&&str| word.chars().any(char::is_alphabetic);
    let is_title = words.iter().filter(has_letters).count() >= 2 && !part.contains('%');
    is_title.then(|| capitalised(&words.join(" ")))
}

/// `3f2a9c8b1d2e`
fn is_key(word: &str) -> bool {
    let has_digit = word.bytes().any(|byte| byte.is_ascii_digit());
    has_digit && word.len() >= MIN_KEY_LEN && word.bytes().all(|byte| byte.is_ascii_alphanumeric())
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
            ("https://pypi.org/project/some-package-name/", "pypi.org"),
            ("https://Docs.A.example/", "docs.a.example"),
            ("https://a.example/about", "a.example"),
            ("https://a.example/caf%C3%A9-in-town", "a.example"),
            ("https://a.example", "a.example"),
        ] {
            assert_eq!(title_of_address(url), title, "{url}");
        }
    }
}
