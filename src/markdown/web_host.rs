//! The host to which a browser goes for an address, by the WHATWG's standard for URLs: a backslash is a slash, tabs and
//! line breaks are ignored, text before an `@` is not the host.
//!
//! Invariant: a host that is returned is the one that browsers go to. If that needs tables of Unicode (full-width
//! letters, other scripts) or is rare (`0x7f.1`), none is returned, and the caller shows the whole address or nothing.
//! `tests/hosts/` has the results of an implementation of the standard for some hundred addresses.

use std::net::Ipv4Addr;

/// A host on the web.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebHost {
    /// In lower case.
    pub name: String,
    /// If it is not the default port.
    pub port: Option<u16>,
}

impl WebHost {
    /// The name for people: without `www.`.
    pub fn shown(&self) -> String {
        let bare = self.name.strip_prefix("www.").filter(|bare| bare.contains('.'));
        let name = bare.unwrap_or(&self.name);
        self.port.map_or_else(|| name.to_owned(), |port| format!("{name}:{port}"))
    }
}

/// The host of an address with http or https. `None` if it has none, or if the host is not certain. Linear in the
/// address.
pub fn web_host(url: &str) -> Option<WebHost> {
    let address = without_ignored(url);
    let (scheme, rest) = after_scheme(&address)?;
    let authority = rest.split(['/', '\\', '?', '#']).next()?;
    let place = authority.rsplit('@').next()?;
    let (name, port) = place.split_once(':').unwrap_or((place, ""));
    let port = match port {
        "" => None,
        digits => Some(digits.parse().ok().filter(|_| digits.bytes().all(|digit| digit.is_ascii_digit()))?),
    };
    let name = domain(name)?;
    match (scheme, port) {
        (Scheme::OfPage, Some(80 | 443)) => None,
        (Scheme::Http, Some(80)) | (Scheme::Https, Some(443)) => Some(WebHost { name, port: None }),
        (_, port) => Some(WebHost { name, port }),
    }
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Scheme {
    Http,
    Https,
    /// `//a.example`: the scheme of the page that contains the address.
    OfPage,
}

/// Removes blanks and control characters around an address, and tabs and line breaks anywhere in it.
fn without_ignored(url: &str) -> String {
    url.trim_matches(|char| char <= ' ').chars().filter(|char| !matches!(char, '\t' | '\n' | '\r')).collect()
}

/// The text behind the slashes. With fewer than two, the address may be relative to the page.
fn after_scheme(address: &str) -> Option<(Scheme, &str)> {
    const SLASHES: [char; 2] = ['/', '\\'];
    let (scheme, rest) = match address.split_once(':') {
        _ if address.starts_with(SLASHES) => (Scheme::OfPage, address),
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("https") => (Scheme::Https, rest),
        Some((scheme, rest)) if scheme.eq_ignore_ascii_case("http") => (Scheme::Http, rest),
        _ => return None,
    };
    let behind = rest.trim_start_matches(SLASHES);
    (rest.len() - behind.len() >= 2).then_some((scheme, behind))
}

fn domain(name: &str) -> Option<String> {
    let decoded = percent_decoded(name)?;
    let domain = decoded.chars().map(plain_letter).collect::<Option<String>>()?;
    let labels: Vec<&str> = domain.strip_suffix('.').unwrap_or(&domain).split('.').collect();
    let is_mixed = |label: &&str| label.starts_with("xn--") && !label.is_ascii();
    if labels.iter().any(|label| label.is_empty() || is_mixed(label)) {
        return None;
    }
    let is_number = is_number(labels.last()?);
    (!is_number || domain.parse::<Ipv4Addr>().is_ok()).then_some(domain)
}

/// A character that is itself in every browser: an ASCII letter or digit, or a Latin letter with an accent.
fn plain_letter(char: char) -> Option<char> {
    match char {
        'a'..='z' | '0'..='9' | '-' | '_' | '.' | 'à'..='ï' | 'ñ'..='ö' | 'ø'..='ý' | 'ÿ' => Some(char),
        'A'..='Z' => Some(char.to_ascii_lowercase()),
        _ => None,
    }
}

/// Whether the last label makes the host a numeric address, of which browsers read many forms.
fn is_number(label: &str) -> bool {
    let is_hex = |digits: &str| digits.bytes().all(|digit| digit.is_ascii_hexdigit());
    label.bytes().all(|digit| digit.is_ascii_digit()) || label.strip_prefix("0x").is_some_and(is_hex)
}

/// Decodes `%C3%BC` and the like. `None` if the result is not text.
pub(crate) fn percent_decoded(name: &str) -> Option<String> {
    let mut pieces = name.split('%');
    let mut bytes = pieces.next()?.as_bytes().to_vec();
    for piece in pieces {
        let digits = piece.get(..2).filter(|digits| digits.bytes().all(|digit| digit.is_ascii_hexdigit()))?;
        bytes.push(u8::from_str_radix(digits, 16).ok()?);
        bytes.extend_from_slice(&piece.as_bytes()[2..]);
    }
    String::from_utf8(bytes).ok()
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[track_caller]
    fn check(url: &str, shown: &str) {
        assert_eq!(web_host(url).map_or_else(String::new, |host| host.shown()), shown, "{url:?}");
    }

    #[test]
    fn a_host_is_what_people_know_it_by() {
        check("https://www.a.example/x?y#z", "a.example");
        check("HTTP://A.Example", "a.example");
        check("//cdn.example", "cdn.example");
        check("https://www.example", "www.example");
        check("http://127.0.0.1:8080/x", "127.0.0.1:8080");
        check("https://köln.example/Straße", "köln.example");
        check("https://a.example:443", "a.example");
    }

    #[test]
    fn disguises_are_seen_through() {
        check(r"https://evil.example\@good.example/", "evil.example");
        check(r"https:\\evil.example\good.example", "evil.example");
        check("https://good.example@evil.example:80/x", "evil.example:80");
        check("https://good.example%2f@evil.example", "evil.example");
        check("https://good.example:443@a@evil.example", "evil.example");
        check("ht\ntps://ev\til.example\r/", "evil.example");
        check("https:////evil.example#@good.example", "evil.example");
        check("https://evil.example?@good.example", "evil.example");
        check("https://%65vil%2eexample", "evil.example");
    }

    #[test]
    fn where_it_is_not_sure_no_host_is_told() {
        let nowhere = ["https://", "https://:80", "https://a b.example", "https://a.example:x", "https://a%00.example"];
        let by_the_page =
            ["https:good.example", "https:/good.example", "/good.example", "good.example", "ftp://a.example"];
        let by_tables =
            ["https://good。example", "https://ｇood.example", "https://gооd.example", "https://g\u{ad}ood.example"];
        let by_number =
            ["https://0x7f.1", "https://2130706433", "https://1.2.3", "https://127.0.0.1.", "https://[::1]"];
        for url in [&nowhere[..], &by_the_page, &by_tables, &by_number].concat() {
            check(url, "");
        }
    }

    /// Compares with another implementation of the standard: the host, also in Unicode; `None` if it refuses the
    /// address.
    #[test]
    fn the_host_is_the_one_that_browsers_go_to() {
        let hosts: Vec<(String, Option<[String; 2]>)> =
            serde_json::from_str(include_str!("../../tests/hosts/hosts.json")).unwrap();
        let told = |url: &str| {
            web_host(url).map(|host| host.port.map_or(host.name.clone(), |port| format!("{}:{port}", host.name)))
        };
        let wrong = hosts.iter().filter(|(url, hosts)| match (told(url), hosts) {
            (None, _) => false,
            (Some(told), Some(hosts)) => !hosts.contains(&told),
            // Whether Punycode is valid, only its decoder knows. It never leads elsewhere.
            (Some(told), None) => !told.contains("xn--"),
        });
        assert_eq!(wrong.collect::<Vec<_>>(), Vec::<&(String, Option<[String; 2]>)>::new());
        let n_told = hosts.iter().filter(|(url, _)| told(url).is_some()).count();
        assert!(n_told * 3 > hosts.len(), "{n_told} of {}", hosts.len());
    }

    proptest! {
        #[test]
        fn any_address_is_fine(url in r"(https?:)?[/\\]{0,3}\PC{0,20}") {
            let _ = web_host(&url);
        }
    }
}
