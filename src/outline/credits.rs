//! Sponsors and guests, named in lines of their own.
//!
//! A lead alone on its line (`Special guests:`) introduces the lines right below it, up to the first without a name.

use super::SegmentKind;
use super::label::title;
use super::scan::{Scanner, is_colon, is_dash};
use super::vocabulary::{NAME_JOINS, after_guest_lead, after_sponsor_lead, fold, is_ourselves};
use crate::markdown::InlineLine;
use crate::text::{SortedMap, SortedSet};

/// A sponsor of the episode, as the notes name it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sponsor {
    pub name: String,
    pub url: Option<String>,
}

impl Sponsor {
    /// True for `Sponsored by us`: the show names itself.
    pub fn is_the_show(&self) -> bool {
        is_ourselves(&fold(&self.name))
    }
}

/// Sponsors and guests, collected line by line, each once.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Credits {
    pub sponsors: Vec<Sponsor>,
    pub guests: Vec<String>,
    /// The index of each sponsor, by its folded name.
    sponsor_idxs: SortedMap<String, usize>,
    known_guests: SortedSet<String>,
    awaited: Option<Awaited>,
    /// The last block that may contain what is awaited.
    last_block_idx: usize,
}

/// What the lines below a lead may name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Awaited {
    Sponsors,
    Guests,
    /// The address of the last sponsor.
    SponsorUrl,
}

/// More words are a sentence, not a name.
const MAX_NAME_WORDS: usize = 5;
/// Text behind a colon in a sponsor's link is part of the name up to this many words: `Acme: The Kite Show`.
const MAX_SUBTITLE_WORDS: usize = 3;
/// Words of a name that begin in lower case.
const PARTICLES: &[&str] = &["al", "bin", "da", "de", "den", "der", "di", "du", "la", "le", "van", "von", "zu"];

impl Credits {
    /// Reads the next line of the notes, which is in the block with this index.
    ///
    /// `within` is the kind of the segment that contains it: an item in a topic's list is about the topic.
    pub(super) fn read_line(&mut self, line: &InlineLine, block_idx: usize, within: Option<SegmentKind>) {
        let is_of_topic = line.item.is_some() && within.is_some_and(|kind| kind != SegmentKind::Other);
        let is_detail = is_of_topic || line.is_indented;
        let text = if is_detail { "" } else { without_opening(&line.text) };
        let byte_of = |rest: &str| line.text.len() - rest.len();
        if let Some(rest) = after_sponsor_lead(text) {
            self.read_sponsor(line, byte_of(rest));
            self.last_block_idx = block_idx + 1;
        } else if let Some(rest) = after_guest_lead(text) {
            self.read_guests(line, byte_of(rest));
            self.last_block_idx = block_idx + 1;
        } else if block_idx <= self.last_block_idx {
            self.read_awaited(line);
        }
    }

    /// Begins a segment: its lines do not belong to a lead above it.
    pub(super) fn begin_segment(&mut self) {
        self.awaited = None;
    }

    /// Reads the rest of a line behind the lead of a sponsor.
    fn read_sponsor(&mut self, line: &InlineLine, byte_from: usize) {
        let Some(sponsor) = sponsor(line, byte_from) else {
            self.awaited = title::plain(&line.text[byte_from..]).is_none().then_some(Awaited::Sponsors);
            return;
        };
        let lacks_url = sponsor.url.is_none() && !sponsor.is_the_show();
        self.awaited = lacks_url.then_some(Awaited::SponsorUrl);
        self.add_sponsor(sponsor);
    }

    fn add_sponsor(&mut self, sponsor: Sponsor) {
        let n_sponsors = self.sponsors.len();
        let idx = *self.sponsor_idxs.get_or_insert_with(fold(&sponsor.name), || n_sponsors);
        match self.sponsors.get_mut(idx) {
            Some(known) => known.url = known.url.take().or(sponsor.url),
            None => self.sponsors.push(sponsor),
        }
    }

    /// Reads the rest of a line behind the lead of guests.
    fn read_guests(&mut self, line: &InlineLine, byte_from: usize) {
        let names = names(line, byte_from);
        let is_bare = title::plain(&line.text[byte_from..]).is_none();
        self.awaited = is_bare.then_some(Awaited::Guests);
        self.add_guests(names);
    }

    pub(super) fn add_guests(&mut self, names: Vec<String>) {
        for name in names {
            if self.known_guests.insert(name.clone()) {
                self.guests.push(name);
            }
        }
    }

    /// Reads a line without a lead, which may belong to the lead above it.
    fn read_awaited(&mut self, line: &InlineLine) {
        match self.awaited {
            None => {}
            Some(Awaited::Guests) => match names(line, 0) {
                names if names.is_empty() => self.awaited = None,
                names => self.add_guests(names),
            },
            Some(Awaited::Sponsors) => {
                match sponsor(line, 0).filter(|it| it.url.is_some() || is_sponsor_without_link(line, it)) {
                    None => self.awaited = None,
                    Some(sponsor) => self.add_sponsor(sponsor),
                }
            }
            Some(Awaited::SponsorUrl) => {
                self.awaited = None;
                if let Some(known) = self.sponsors.last_mut() {
                    known.url = line.links.first().map(|link| link.url.clone());
                }
            }
        }
    }
}

/// Whether a line is a lead to sponsors or guests. Without a lead, no line names any.
pub(super) fn has_lead(line: &InlineLine) -> bool {
    let text = without_opening(&line.text);
    after_sponsor_lead(text).or_else(|| after_guest_lead(text)).is_some()
}

/// A line without the blanks and marks that may precede a lead.
fn without_opening(line: &str) -> &str {
    line.trim_start_matches(|c: char| c.is_whitespace() || c == '*' || c == '(')
}

/// `Acme: https://…`, `[Acme](…)`, `Acme! Get a free kite at …`.
fn sponsor(line: &InlineLine, byte_from: usize) -> Option<Sponsor> {
    let mut scanner = Scanner::new(&line.text, byte_from);
    scanner.skip_separators();
    let rest = without_article(&line.text[scanner.byte()..]);
    let byte_from = line.text.len() - rest.len();
    let mut links = line.links.iter().filter(|link| link.text_range.end > byte_from);
    let at_start = links.clone().next().filter(|link| link.text_range.start <= byte_from);
    let name = match at_start {
        Some(link) => line.text.get(byte_from..link.text_range.end)?,
        None => &rest[..byte_of_name_end(rest, links.clone().next().map(|link| link.text_range.start - byte_from))],
    };
    let name = title::plain(without_slogan(name))?;
    let url = links.next().map(|link| link.url.clone()).or_else(|| bare_url(rest));
    Some(Sponsor { url: url.filter(|_| !is_ourselves(&fold(&name))), name })
}

/// Whether a line below a lead names a sponsor without a link: an item that is a name, or the show itself.
fn is_sponsor_without_link(line: &InlineLine, sponsor: &Sponsor) -> bool {
    (line.item.is_some() && is_name(&sponsor.name)) || sponsor.is_the_show()
}

fn without_article(text: &str) -> &str {
    ["the ", "The ", "our friends at "].iter().find_map(|article| text.strip_prefix(article)).unwrap_or(text)
}

/// `Acme` for a link `Acme: they help you fly kites`, `acme.example` for an address.
fn without_slogan(name: &str) -> &str {
    let name = name.trim_start_matches("https://").trim_start_matches("http://");
    match name.split_once(": ") {
        Some((short, slogan)) if slogan.split(' ').count() > MAX_SUBTITLE_WORDS || slogan.contains('/') => short,
        _ => name,
    }
}

/// The end of a sponsor's name: at the first mark that ends a phrase, or where the link begins.
fn byte_of_name_end(text: &str, byte_link: Option<usize>) -> usize {
    let next_is_space =
        |byte: usize, c: char| text[byte + c.len_utf8()..].chars().next().is_none_or(char::is_whitespace);
    let is_end = |byte: usize, c: char| match c {
        ':' | '：' | '.' => next_is_space(byte, c),
        '!' | '(' | ',' | ';' | '。' => true,
        c if is_dash(c) => text[..byte].ends_with(' '),
        _ => false,
    };
    let byte_mark = text.char_indices().find(|(byte, c)| is_end(*byte, *c)).map(|(byte, _)| byte);
    byte_mark.into_iter().chain(byte_link).min().unwrap_or(text.len())
}

fn bare_url(text: &str) -> Option<String> {
    let words = text.split(|c: char| c.is_whitespace() || matches!(c, '*' | '<' | '>' | '(' | ')'));
    words.into_iter().find(|word| word.starts_with("https://") || word.starts_with("http://")).map(str::to_owned)
}

/// The names in `Bob Lee: @boblee`, `Ann Lee, Ben Ray and Cleo`, `Ann Lee, maker of kites`; empty if it reads like
/// prose.
fn names(line: &InlineLine, byte_from: usize) -> Vec<String> {
    let mut scanner = Scanner::new(&line.text, byte_from);
    scanner.skip_separators();
    let rest = &line.text[scanner.byte()..];
    let byte_link = line.links.iter().filter_map(|link| link.text_range.start.checked_sub(scanner.byte()));
    let byte_link = byte_link.into_iter().find(|byte| *byte > 0 && is_apart(&rest[..*byte]));
    let byte_to = byte_of_names_end(rest).min(byte_link.unwrap_or(rest.len()));
    let parts = split_names(&rest[..byte_to]).into_iter().filter_map(title::plain);
    let mut names: Vec<String> = parts.take_while(|name| is_name(name)).collect();
    let has_name = names.iter().any(|name| !name.starts_with('@'));
    names.retain(|name| !has_name || !name.starts_with('@'));
    names
}

/// Whether a link behind this text is a remark on it, and not the next name of a list or the rest of a name.
fn is_apart(before: &str) -> bool {
    let is_listing = NAME_JOINS.iter().any(|join| before.trim_end_matches('*').ends_with(join));
    before.ends_with(char::is_whitespace) && !is_listing
}

/// Names end at a colon, a bracket, a handle, or a dash with a blank before it.
fn byte_of_names_end(text: &str) -> usize {
    let is_end = |byte: usize, c: char| {
        is_colon(c) || matches!(c, '(' | '|' | '（') || ((is_dash(c) || c == '@') && text[..byte].ends_with(' '))
    };
    text.char_indices().skip(1).find(|(byte, c)| is_end(*byte, *c)).map_or(text.len(), |(byte, _)| byte)
}

fn split_names(text: &str) -> Vec<&str> {
    NAME_JOINS.iter().fold(vec![text], |names, join| names.into_iter().flat_map(|name| name.split(join)).collect())
}

/// Whether words begin like those of a name. False for a thing that belongs to someone (`Ann's page`), and for a
/// placeholder (`GUEST_NAME`).
fn is_name(name: &str) -> bool {
    let is_capital = |word: &str| word.starts_with(|c: char| c == '@' || (c.is_alphabetic() && !c.is_lowercase()));
    let is_owner = |word: &str| word.ends_with("'s") || word.ends_with("’s");
    let is_open = name.contains('_') && !name.starts_with('@');
    let n_words = name.split(' ').count();
    let is_part = |word: &str| (is_capital(word) && !is_owner(word)) || PARTICLES.contains(&word);
    n_words <= MAX_NAME_WORDS && !is_open && name.split(' ').all(is_part)
}

#[cfg(test)]
mod tests {
    use crate::outline::segments::tests::outline;

    #[track_caller]
    fn check_sponsors(notes: &str, expected: &[(&str, &str)]) {
        let outline = outline(notes);
        let found: Vec<(&str, &str)> =
            outline.sponsors.iter().map(|s| (s.name.as_str(), s.url.as_deref().unwrap_or_default())).collect();
        assert_eq!(found, expected, "{notes}");
    }

    #[test]
    fn a_show_that_pays_for_itself_is_told_from_its_sponsors() {
        let is_the_show = |notes: &str| outline(notes).sponsors[0].is_the_show();
        assert!(is_the_show("Sponsored by **us**!\n"));
        assert!(!is_the_show("Sponsored by Acme: https://a.example\n"));
    }

    #[track_caller]
    fn check_guests(notes: &str, expected: &[&str]) {
        assert_eq!(outline(notes).guests, expected, "{notes}");
    }

    #[test]
    fn a_sponsor_is_named_with_its_address() {
        check_sponsors(
            "Sponsored by Acme: [acme.example](https://acme.example)\n",
            &[("Acme", "https://acme.example")],
        );
        check_sponsors("**Sponsored by Acme** -- **https://acme.example**\n", &[("Acme", "https://acme.example")]);
        check_sponsors(
            "Sponsored by the [Acme Show](https://acme.example).\n",
            &[("Acme Show", "https://acme.example")],
        );
        check_sponsors(
            "Sponsored by Acme. They make kites, see [here](https://a.example)\n",
            &[("Acme", "https://a.example")],
        );
        check_sponsors(
            "Sponsored by **Acme**, makers of kites: [a](https://a.example)\n",
            &[("Acme", "https://a.example")],
        );
        check_sponsors(
            "Sponsored by [Acme: they make all kinds of kites](https://a.example)\n",
            &[("Acme", "https://a.example")],
        );
        check_sponsors(
            "Sponsored by [Acme: The Kite Show](https://a.example)\n",
            &[("Acme: The Kite Show", "https://a.example")],
        );
        check_sponsors(
            "Sponsored by [https://a.example/b](https://a.example/b)\n",
            &[("a.example/b", "https://a.example/b")],
        );
        check_sponsors("Gesponsert von Acme.example!\n", &[("Acme.example", "")]);
    }

    #[test]
    fn a_sponsor_is_named_once() {
        let notes = "Sponsored by ACME\n\nText.\n\nSponsored by Acme: [a](https://a.example)\n";
        check_sponsors(notes, &[("ACME", "https://a.example")]);
    }

    #[test]
    fn the_link_of_a_segment_is_not_that_of_the_sponsor_above() {
        check_sponsors(
            "Sponsored by Acme\n\n[Acme](https://a.example) makes kites\n",
            &[("Acme", "https://a.example")],
        );
        check_sponsors("Sponsored by Acme\n\nAnn #1: [Kites](https://k.example)\n", &[("Acme", "")]);
    }

    #[test]
    fn our_own_support_is_a_sponsor_without_address() {
        check_sponsors("Sponsored by us! Support our work through:\n", &[("us", "")]);
        check_sponsors("Sponsored by us! Visit [our shop](https://a.example)\n", &[("us", "")]);
    }

    #[test]
    fn what_only_speaks_of_sponsors_names_none() {
        check_sponsors("Sponsorship slots are available right now.\n", &[]);
        check_sponsors("Sponsored posts are dull\n", &[]);
    }

    #[test]
    fn guests_are_named_without_their_handles() {
        check_guests("Special guest Bob Lee: [@bob](https://s.example/bob)\n", &["Bob Lee"]);
        check_guests("**Special guest:** [Bob Lee](u), [@bob](v)\n", &["Bob Lee"]);
        check_guests("Special guest: Bob Lee - [bob](u)\n", &["Bob Lee"]);
        check_guests("Special guest: Bob Lee [bob.example](u), kite flyer at Acme\n", &["Bob Lee"]);
        check_guests("Guests: [Ann Lee](u) and [Ben Ray](v)\n", &["Ann Lee", "Ben Ray"]);
        check_guests("Guests: Ann Lee, Ben Ray & Cleo\n", &["Ann Lee", "Ben Ray", "Cleo"]);
        check_guests("Special guest: [@bob@s.example](u)\n", &["@bob@s.example"]);
        check_guests("Special guest: Bob Lee, creator & maintainer of [kites](u)\n", &["Bob Lee"]);
        check_guests("Gäste: Ann und Ben\n", &["Ann", "Ben"]);
        check_guests("ゲスト：太郎、花子\n", &["太郎", "花子"]);
    }

    #[test]
    fn guests_may_stand_below_their_lead() {
        check_guests(
            "Special guests:\n\nAnn Lee: [@ann](u)\nBen Ray: [@ben](v)\n\nThe topic is kites\n",
            &["Ann Lee", "Ben Ray"],
        );
    }

    #[test]
    fn guests_and_sponsors_may_be_items_of_a_list() {
        check_guests("- Host: Cleo\n- Guest: [Ann Lee](u), maker of kites\n- Sponsor: Acme\n", &["Ann Lee"]);
        check_sponsors("- Guest: Ann Lee\n- Sponsor: [Acme](https://a.example)\n", &[("Acme", "https://a.example")]);
        check_guests("Special guests:\n\n- [Ann Lee](u)\n- Ann’s [kites](v)\n", &["Ann Lee"]);
        check_guests("# Talk\n\n## Guests\n\n* Ann Lee (@ann)\n* Ben Ray\n", &["Ann Lee", "Ben Ray"]);
        check_sponsors(
            "# Talk\n\n## Sponsors\n\n- Acme\n- [Bolt](https://b.example)\n",
            &[("Acme", ""), ("Bolt", "https://b.example")],
        );
        check_sponsors("**Sponsor**\n\nUs!\n\nText\n", &[("Us", "")]);
        check_guests("Ann #1: Kites\n\n- Guest: Bob Lee\n", &[]);
    }

    #[test]
    fn prose_about_guests_names_none() {
        check_guests("Special guest: GUEST_NAME\n", &[]);
        check_guests("Guests are welcome to the show\n", &[]);
        check_guests("Guest Ann told us how she flies kites in winter\n", &[]);
    }
}
