//! The head of the notes: the title of the episode and its number.

use super::evidence::Evidence;
use super::label::{self, Label, title};
use super::scan::{Scanner, is_colon, is_dash, is_hash};
use super::vocabulary::{fold, is_episode_key, is_episode_noun};
use crate::markdown::{Block, BlockKind, Metadata, MetadataField};

/// Four digits in this range at the end of a title are a year, not an episode.
const YEARS: std::ops::Range<u32> = 1900..2100;

/// The block of the episode's title: a heading at the very top, else the first of level 1, unless it is the label of a
/// segment or below one. `# Teatime #7: Scones` looks like the label of a host too: at the very top and as the only
/// heading of level 1 it is the title.
///
/// Below front matter that has a title, a heading is the title only if it says the same. And where the heading at the top
/// is one of several of its level, below the first, all are sections, and the notes have no title.
pub(super) fn title_block_idx(blocks: &[Block], evidence: &[Evidence]) -> Option<usize> {
    let metadata = blocks.first().and_then(|block| block.metadata.as_deref());
    let title = metadata.and_then(|metadata| Masthead::of(metadata).title);
    let idx = title_heading_idx(blocks, evidence)?;
    title.is_none_or(|title| says_again(&blocks[idx], &title)).then_some(idx)
}

fn title_heading_idx(blocks: &[Block], evidence: &[Evidence]) -> Option<usize> {
    let idx_top = evidence.iter().position(|it| it.kind.is_some())?;
    let is_heading = matches!(evidence[idx_top].kind, Some(BlockKind::Heading(_)));
    let idx = match is_heading {
        true => idx_top,
        false => evidence.iter().position(|it| it.kind == Some(BlockKind::Heading(1)))?,
    };
    let is_label = match idx == idx_top && is_only_main_heading(evidence, idx) {
        true => is_label_of_part(&blocks[idx]),
        false => is_label_of_part(&blocks[idx]) || is_label_of_host(&blocks[idx]),
    };
    let is_one_of_several = matches!(evidence[idx].kind, Some(BlockKind::Heading(2..)))
        && evidence[idx + 1..].iter().any(|it| it.kind == evidence[idx].kind);
    let is_free = !is_one_of_several && !is_label && !evidence[..idx].iter().any(|it| it.has_label);
    (is_free && !starts_list_of_topics(evidence, idx)).then_some(idx)
}

/// What front matter says of the episode. Keys are read in any case, and in a table of TOML too (`extra.number`).
#[derive(Debug, Default, PartialEq, Eq)]
pub(super) struct Masthead {
    pub title: Option<String>,
    pub episode: Option<u32>,
    /// As it is written.
    pub date: Option<String>,
    pub hosts: Vec<String>,
    pub guests: Vec<String>,
}

impl Masthead {
    pub(super) fn of(metadata: &Metadata) -> Masthead {
        let mut masthead = Masthead::default();
        let add = |names: &mut Vec<String>, items: &[String]| {
            names.extend(items.iter().filter_map(|name| title::plain(name)));
        };
        for MetadataField { key, value, items } in &metadata.fields {
            let key = fold(key.rsplit_once('.').map_or(key, |(_, key)| key));
            match key.as_str() {
                "title" => masthead.title = masthead.title.or_else(|| title::plain(value)),
                "date" => masthead.date = masthead.date.or_else(|| title::plain(value)),
                "host" | "hosts" => add(&mut masthead.hosts, items),
                "guest" | "guests" => add(&mut masthead.guests, items),
                key if is_episode_key(key) => masthead.episode = masthead.episode.or_else(|| value.trim().parse().ok()),
                _ => {}
            }
        }
        masthead
    }
}

/// Whether a heading only says again what front matter calls the episode.
fn says_again(block: &Block, title: &str) -> bool {
    let (heading, title) = (title_of_block(block).map(|text| fold(&text)).unwrap_or_default(), fold(title));
    !heading.is_empty() && (heading.contains(&title) || title.contains(&heading))
}

/// The text of a title block.
pub(crate) fn title_of_block(block: &Block) -> Option<String> {
    let lines: Vec<&str> = block.lines.iter().map(|line| line.text.as_str()).collect();
    title::plain(&lines.join(" "))
}

/// The number of the episode in a title: `#459: Kites`, `465: Kites`, `Kite Talk 203 - Strings`, `KT468`, `Episode 5`.
pub fn episode_of_title(title: &str) -> Option<u32> {
    let name = name_of_show(title);
    number_after_mark(title)
        .or_else(|| episode_in_prose(title))
        .or_else(|| number_before_colon(title))
        .or_else(|| trailing_number(name))
}

/// The number of the episode in a sentence: `…, episode 24, recorded on …`.
pub(super) fn episode_in_prose(text: &str) -> Option<u32> {
    let is_end = |c: char| c.is_whitespace() || matches!(c, ':' | ',' | '.' | '(' | '#');
    let words = || text.split(is_end).filter(|word| !word.is_empty());
    let mut pairs = words().zip(words().skip(1)).filter(|(word, _)| is_episode_noun(&fold(word)));
    pairs.find_map(|(_, number)| number.parse().ok())
}

/// `12` for `#12` and for `第12回`.
fn number_after_mark(title: &str) -> Option<u32> {
    let (byte, mark) = title.char_indices().find(|(_, c)| is_hash(*c) || *c == '第')?;
    let mut scanner = Scanner::new(title, byte + mark.len_utf8());
    if mark == '第' { scanner.take_number() } else { number_apart(&mut scanner) }
}

fn number_before_colon(title: &str) -> Option<u32> {
    let mut scanner = Scanner::new(title, 0);
    let number = number_apart(&mut scanner)?;
    scanner.skip_spaces();
    scanner.peek().is_some_and(|c| is_colon(c) || is_dash(c) || c == '.').then_some(number)
}

/// A number without a letter behind it.
fn number_apart(scanner: &mut Scanner) -> Option<u32> {
    scanner.skip_spaces();
    let number = scanner.take_number()?;
    (!scanner.peek().is_some_and(char::is_alphabetic)).then_some(number)
}

/// `Kite Talk 203` for `Kite Talk 203 - Strings`.
fn name_of_show(title: &str) -> &str {
    let colon = title.find(is_colon);
    let dash =
        title.char_indices().find(|(byte, c)| is_dash(*c) && title[..*byte].ends_with(' ')).map(|(byte, _)| byte);
    let byte_to = colon.into_iter().chain(dash).min().unwrap_or(title.len());
    title[..byte_to].trim_end()
}

/// The number at the end of a name, unless it is a year or the end of a date.
fn trailing_number(name: &str) -> Option<u32> {
    let before = name.trim_end_matches(|c: char| c.is_ascii_digit());
    let is_date = before.strip_suffix(['-', '.', '/']).is_some_and(|text| text.ends_with(|c: char| c.is_ascii_digit()));
    let number = Scanner::new(&name[before.len()..], 0).take_number()?;
    (!before.is_empty() && !is_date && !YEARS.contains(&number)).then_some(number)
}

fn is_only_main_heading(evidence: &[Evidence], idx: usize) -> bool {
    let main_idxs = evidence.iter().enumerate().filter(|(_, it)| it.kind == Some(BlockKind::Heading(1)));
    main_idxs.map(|(idx, _)| idx).eq([idx])
}

/// `# Extras`, `# 12:34 Title`: a heading that looks like a title, but is a part of the episode.
fn is_label_of_part(block: &Block) -> bool {
    labels(block).any(|label| label.start_seconds.is_some() || label.number.is_none())
}

/// `# Ann #1: Title`: a heading that looks like a title, but is the label of a host.
fn is_label_of_host(block: &Block) -> bool {
    labels(block).any(|label| label.host.is_some())
}

fn labels(block: &Block) -> impl Iterator<Item = Label> {
    block.lines.iter().filter_map(|line| label::read(line, block.kind))
}

/// `# #1: Title` followed by `# #2: Title`: not the title of an episode, but the first of its topics.
fn starts_list_of_topics(evidence: &[Evidence], idx: usize) -> bool {
    let kind = evidence[idx].kind;
    evidence[idx].has_label && evidence[idx + 1..].iter().any(|it| it.kind == kind && it.has_label)
}

#[cfg(test)]
mod tests {
    use crate::outline::segments::tests::outline;

    #[track_caller]
    fn check(notes: &str, title: Option<&str>, episode: Option<u32>) {
        let outline = outline(notes);
        assert_eq!((outline.title.as_deref(), outline.episode), (title, episode), "{notes}");
    }

    #[test]
    fn the_title_is_the_heading_at_the_top() {
        check("# Kite Talk 203\nSponsored by us\n", Some("Kite Talk 203"), Some(203));
        check("Kite Talk\n=========\n", Some("Kite Talk"), None);
        check("## Kite Talk\n", Some("Kite Talk"), None);
        check("Sponsored by us\n\n# #7: Strings\n", Some("#7: Strings"), Some(7));
        check("", None, None);
        check("Just text\n", None, None);
    }

    #[test]
    fn front_matter_names_the_episode() {
        check("---\nnumber: 7\ntitle: 'Tea: more'\n---\n\nHello.\n", Some("Tea: more"), Some(7));
        check("---\ntitle: Kite Talk 8 - Tea\n---\n\n# News\n\n# Links\n", Some("Kite Talk 8 - Tea"), Some(8));
        check("+++\ntitle = \"Tea\"\n[extra]\nepisode = 9\n+++\n# Tea\n\n## News\n", Some("Tea"), Some(9));
        check("---\nlayout: post\n---\n# Kite Talk 3\n", Some("Kite Talk 3"), Some(3));
        check("Title: Tea 12\nDate: 2014-06-30\n\n# News\n", Some("Tea 12"), Some(12));
    }

    #[test]
    fn front_matter_names_date_hosts_and_guests() {
        let outline = outline("---\ndate: 2026-03-01\nhosts: [Ann, Ben]\nguest: Cleo\n---\n\n# Tea\n");
        assert_eq!(outline.date.as_deref(), Some("2026-03-01"));
        assert_eq!((outline.hosts.join(", "), outline.guests.join(", ")), ("Ann, Ben".into(), "Cleo".into()));
        let nothing = self::outline("---\ndate:\nhosts: []\n---\n\n# Tea\n");
        assert_eq!((nothing.date.as_deref(), nothing.hosts.len()), (None, 0));
    }

    #[test]
    fn one_of_several_sections_is_not_the_title() {
        check("## News\n\nx\n\n## Contact\n\ny\n", None, None);
        check("## Kite Talk\n\n### News\n\n### Contact\n", Some("Kite Talk"), None);
    }

    #[test]
    fn a_label_is_not_the_title() {
        check("# Ann #1: Kites\n\n# Ben #2: Planes\n", None, None);
        check("# #1: Kites\n\n# #2: Planes\n", None, None);
        check("Ann #1: Kites\n\n# More\n", None, None);
        check("# Extras\n", None, None);
        check("## Ann #1: Kites\n\n## Ben #2: Planes\n", None, None);
        check("Hello\n\n# Ann #1: Kites\n", None, None);
    }

    #[test]
    fn the_only_main_heading_at_the_top_is_the_title_though_it_reads_like_a_label() {
        check("# Teatime #7: Scones\n\n**Ann #1:** Kites\n", Some("Teatime #7: Scones"), Some(7));
        check("# Teatime #7: Scones\n\n## Ann #1: Kites\n", Some("Teatime #7: Scones"), Some(7));
        check("# Teatime #7: Scones\n\n# Notes\n", None, None);
    }

    #[test]
    fn the_episode_is_the_number_in_the_title() {
        check("# #459: Inverted kites", Some("#459: Inverted kites"), Some(459));
        check("# 465: Kites cooked", Some("465: Kites cooked"), Some(465));
        check("# Kite Talk 211 - Will it fly?", Some("Kite Talk 211 - Will it fly?"), Some(211));
        check("# KT468", Some("KT468"), Some(468));
        check("# Kite Talk Episode 5: 12 strings", Some("Kite Talk Episode 5: 12 strings"), Some(5));
        check("# Folge 12 – Drachen", Some("Folge 12 – Drachen"), Some(12));
        check("# 凧ラジオ 第12回", Some("凧ラジオ 第12回"), Some(12));
        check("# 2 kites", Some("2 kites"), None);
        check("# The Kite Show - Episode 42", Some("The Kite Show - Episode 42"), Some(42));
        check("# Kites 2024-05-01", Some("Kites 2024-05-01"), None);
        check("# Kites in 2024", Some("Kites in 2024"), None);
        check("This is Kite Talk, episode 4: recorded at sea\n", None, Some(4));
    }
}
