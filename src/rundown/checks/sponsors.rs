//! Where notes speak of those who pay for them, whose links must stay as they were agreed.
//!
//! What is taken for a sponsor's by mistake costs a hint alone; so a word anywhere in a line or heading is enough here,
//! where the outline, which names sponsors, wants a phrase at the begin.

use std::ops::Range;

use super::lines::{indent, lines};
use crate::markdown::BlockKind;
use crate::outline::fold;
use crate::rundown::Notes;
use crate::text::{front_matter, sort_by_numbers};

/// How words begin that tell of sponsors, advertisements and affiliates, folded.
#[rustfmt::skip] // a line for each language
const STEMS: &[&str] = &[
    "sponsor", "advert", "affiliat", "promo", "partner",
    "gesponser", "werbung", "werbepartner", "anzeige",
    "patrocin", "publicidad", "afiliad",
    "parrain", "partenair", "publicit", "affili",
    "pubblicit", "inserzion",
    "anúncio", "publicidade",
    "gesponsord", "adverteer", "reclame",
    "sponsr", "reklam", "annons",
    "спонсор", "реклам", "партнер", "партнёр",
];

/// The same for scripts without spaces, where a word is found anywhere.
#[rustfmt::skip]
const WORDS_WITHOUT_SPACES: &[&str] = &[
    "スポンサー", "提供", "広告", "協賛",
    "赞助", "贊助", "广告", "廣告",
    "후원", "협찬", "광고",
];

/// Phrases without such a word.
#[rustfmt::skip]
const PHRASES: &[&str] = &[
    "brought to you by", "supported by", "made possible by",
    "unterstützt von", "präsentiert von",
    "soutenu par",
    "offerto da",
    "oferecimento",
    "mogelijk gemaakt door",
];

/// A longer line heads nothing, unless it ends in a colon.
const MAX_HEAD_BYTES: usize = 60;

/// All stretches that belong to sponsors, in order and apart: sections and segments that are headed so, paragraphs and
/// items that say so, and what stands below a line that leads to it. Takes time linear in the text.
pub(super) fn sponsored(notes: &Notes, segment_bytes: &[Range<usize>]) -> Vec<Range<usize>> {
    let mut sponsored = in_blocks(notes);
    let is_sponsors = |segment: &&Range<usize>| {
        let label = notes.text[(*segment).clone()].lines().next().unwrap_or_default();
        label.len() <= MAX_HEAD_BYTES * 4 && names_sponsor(label)
    };
    sponsored.extend(segment_bytes.iter().filter(is_sponsors).cloned());
    sort_by_numbers(&mut sponsored, |bytes| (bytes.start, bytes.end));
    let mut apart: Vec<Range<usize>> = Vec::new();
    for bytes in sponsored {
        match apart.last_mut().filter(|last| bytes.start <= last.end) {
            Some(last) => last.end = last.end.max(bytes.end),
            None => apart.push(bytes),
        }
    }
    apart
}

/// Whether a place lies in one of some stretches, which are in order and apart.
pub(super) fn is_within(stretches: &[Range<usize>], byte: usize) -> bool {
    let next_idx = stretches.partition_point(|bytes| bytes.start <= byte);
    next_idx.checked_sub(1).is_some_and(|idx| byte < stretches[idx].end)
}

fn in_blocks(notes: &Notes) -> Vec<Range<usize>> {
    let mut sponsored = Vec::new();
    // The level of the heading whose section is a sponsor's.
    let mut section: Option<u8> = None;
    let mut is_headed = false;
    let byte_of_notes = front_matter(notes.text).map_or(0, |metadata| metadata.bytes.end);
    for (idx, block) in notes.blocks.blocks().iter().enumerate() {
        let bytes = notes.blocks.byte_of(idx)..notes.blocks.byte_of(idx + 1);
        if bytes.start < byte_of_notes {
            continue;
        }
        let source = &notes.text[bytes.clone()];
        if let BlockKind::Heading(level) = block.kind {
            section = section.filter(|open| level > *open).or_else(|| names_sponsor(source).then_some(level));
        }
        let is_head = matches!(block.kind, BlockKind::Paragraph) && leads_to_sponsor(source);
        match block.kind {
            _ if section.is_some() || is_headed => sponsored.push(bytes),
            BlockKind::Paragraph if names_sponsor(source) => sponsored.push(bytes),
            BlockKind::Paragraph => {}
            _ => sponsored.extend(in_lines(notes.text, bytes)),
        }
        is_headed = is_head;
    }
    sponsored
}

/// `**Sponsors:**` above a list.
fn leads_to_sponsor(paragraph: &str) -> bool {
    let line = paragraph.trim().trim_end_matches(['*', '_', ' ']);
    let is_line = !line.contains('\n') && (line.len() <= MAX_HEAD_BYTES || line.ends_with([':', '：']));
    is_line && names_sponsor(line)
}

/// Lines that name a sponsor, each with those below it that are indented more.
fn in_lines(text: &str, bytes: Range<usize>) -> Vec<Range<usize>> {
    let mut sponsored: Vec<Range<usize>> = Vec::new();
    let mut depth = None;
    for line in lines(text, bytes) {
        let source = &text[line.clone()];
        let n_indent = indent(source).len();
        let is_below = depth.is_some_and(|depth| n_indent > depth || source.trim().is_empty());
        if !is_below {
            depth = names_sponsor(source).then_some(n_indent);
        }
        if depth.is_some() {
            sponsored.push(line);
        }
    }
    sponsored
}

/// Whether a line says that somebody pays, in words that readers see.
fn names_sponsor(line: &str) -> bool {
    let seen = line.split_whitespace().map(|word| word.split("](").next().unwrap_or_default());
    let seen: Vec<&str> = seen.filter(|word| !word.contains("://")).collect();
    let seen = fold(&seen.join(" "));
    let begins = |word: &str| STEMS.iter().any(|stem| word.starts_with(stem));
    seen.split(|char: char| !char.is_alphanumeric()).any(begins)
        || WORDS_WITHOUT_SPACES.iter().chain(PHRASES).any(|word| seen.contains(word))
}

#[cfg(test)]
mod tests {
    use super::super::tests::{check, with_findings};
    use super::super::{addresses::TRACKING_PARAMETERS, fix_all};
    use super::*;

    const LINK: &str = "[Clouds](https://clouds.example/?utm_source=tea)";

    #[test]
    fn every_word_is_folded() {
        for word in STEMS.iter().chain(WORDS_WITHOUT_SPACES).chain(PHRASES) {
            assert_eq!(fold(word), *word);
        }
    }

    /// Checks that a sponsor's link keeps its parameters; `{}` is the link.
    #[track_caller]
    fn check_kept(notes: &str) {
        check("tracking-parameters", &notes.replace("{}", LINK), &[]);
    }

    #[track_caller]
    fn check_found(notes: &str, line: usize) {
        let found = format!("{line} “https://clouds.example/?utm_source=tea” says where readers came from.");
        check("tracking-parameters", &notes.replace("{}", LINK), &[&found]);
    }

    #[test]
    fn a_sponsors_line_keeps_its_parameters() {
        for line in [
            "Sponsored by {}\n",
            "Thanks to our sponsor: {}\n",
            "- {} (sponsor)\n",
            "- **Sponsor**\n    - {}\n\n    - {}\n",
            "This episode is brought to you by {}\n",
            "Diese Folge wird gesponsert von\n{}\n",
            "Patrocinado por {}\n",
            "提供：{}\n",
        ] {
            check_kept(line);
        }
        check_found("- Sponsor\n- {}\n", 2);
    }

    #[test]
    fn a_sponsors_section_keeps_its_parameters() {
        for head in
            ["## Sponsors", "## Clouds - Sponsor", "## Unsere Werbepartner", "## スポンサー", "## Nos partenaires"]
        {
            check_kept(&format!("# Tea 7\n\n{head}\n\nClouds.\n\n### More\n\n- {{}}\n"));
            check_found(&format!("# Tea 7\n\n{head}\n\nClouds.\n\n## Links\n\n- {{}}\n"), 9);
        }
        check_kept("**Sponsors:**\n\n- {}\n- {}\n\nBye.\n");
        check_found("**Sponsors:**\n\n- a\n\n{}\n", 5);
        check_kept("Ann #1: Kites\n\n- fly\n\nBen #2: Sponsor: Clouds\n\n- soft\n\n{}\n\nAnn #3: Wind\n");
    }

    #[test]
    fn words_of_addresses_name_no_sponsor() {
        check_found("[Kites](https://sponsor.example/partner) {}\n", 1);
        check_found("Spontaneous {}\n", 1);
    }

    #[test]
    fn parameters_go_only_when_the_author_says_so() {
        with_findings(&format!("{LINK}\n"), |notes, findings| {
            assert!(findings.iter().any(|finding| finding.check == &TRACKING_PARAMETERS));
            assert_eq!(fix_all(notes, &findings).1, 0);
        });
    }
}
