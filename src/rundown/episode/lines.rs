//! An earlier episode as lines, each with its role in the show.

use crate::markdown::{Block, BlockKind, InlineLine};
use crate::outline::{after_guest_lead, after_sponsor_lead};
use crate::rundown::arrange::Notes;

/// One line that is not blank.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct EpisodeLine {
    /// The source, without blanks at its end.
    pub source: String,
    pub role: Role,
    /// The number of blank lines above it.
    pub n_blank_above: usize,
    /// Whether it contains a link.
    pub has_link: bool,
}

/// A link goes on for at most so many lines; else a bracket is only a bracket.
const MAX_LINK_LINES: usize = 3;

/// The role of a line.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Role {
    /// A line of a paragraph or heading, or a rule.
    Text,
    /// The start or continuation of a list item.
    Item,
    /// Names the sponsors.
    Sponsor,
    /// Names the guests.
    Guests,
    /// Code, which always belongs to one episode alone.
    Code,
}

/// All lines of the notes, below front matter, that are not blank, with their 1-based numbers. Linear in the text.
pub(super) fn lines(notes: &Notes) -> Vec<(usize, EpisodeLine)> {
    let mut lines: Vec<(usize, EpisodeLine)> = Vec::new();
    let segments = &notes.outline.segments;
    let is_label = |line: usize| segments.binary_search_by_key(&line, |segment| segment.line).is_ok();
    let (mut byte, mut line, mut n_blank) = (0, 1, 0);
    for block in notes.blocks.blocks() {
        let text = &notes.text[byte..byte + block.byte_len];
        if block.kind == BlockKind::FrontMatter {
            // Blank lines at its end are those above the notes.
            n_blank = text.lines().rev().take_while(|line| line.trim().is_empty()).count();
            byte += block.byte_len;
            line += block.n_lines;
            continue;
        }
        let mut in_fence = false;
        // How many lines the link may still go on for.
        let mut n_open = 0;
        for (line_offset, source) in text.lines().enumerate() {
            if source.trim().is_empty() {
                n_blank += 1;
                continue;
            }
            let read = read(source, line_offset, block, &mut in_fence);
            if let Some((_, above)) =
                lines.last_mut().filter(|_| n_open > 0 && n_blank == 0 && !is_label(line + line_offset))
            {
                // The link of the line above ends here: one cannot stay without the other.
                *above = with_next(above, &read);
                n_open = if has_open_link(&above.source) { n_open - 1 } else { 0 };
                continue;
            }
            n_open = if has_open_link(&read.source) && read.role != Role::Code { MAX_LINK_LINES } else { 0 };
            lines.push((line + line_offset, EpisodeLine { n_blank_above: n_blank, ..read }));
            n_blank = 0;
        }
        byte += block.byte_len;
        line += block.n_lines;
    }
    lines
}

/// A line and the next one, as one.
fn with_next(above: &EpisodeLine, next: &EpisodeLine) -> EpisodeLine {
    let source = format!("{}\n{}", above.source, next.source);
    EpisodeLine { source, has_link: above.has_link || next.has_link, ..above.clone() }
}

/// Whether a link begins in a line and does not end there.
fn has_open_link(source: &str) -> bool {
    let Some(byte) = source.rfind('[') else { return false };
    match source[byte..].split_once(']') {
        None => !source.ends_with('\\'),
        Some((_, behind)) => behind.starts_with('(') && !behind.contains(')'),
    }
}

fn read(source: &str, line_offset: usize, block: &Block, in_fence: &mut bool) -> EpisodeLine {
    let inline = visible(block, line_offset);
    let is_fence = source.trim_start().starts_with("```") || source.trim_start().starts_with("~~~");
    let is_code = block.kind == BlockKind::Code || *in_fence || is_fence;
    *in_fence ^= is_fence;
    let role = if is_code { Role::Code } else { role(source, block.kind, inline) };
    let has_link = inline.is_some_and(|line| !line.links.is_empty()) || source.contains("](");
    EpisodeLine { source: source.trim_end().to_owned(), role, n_blank_above: 0, has_link }
}

fn role(source: &str, kind: BlockKind, inline: Option<&InlineLine>) -> Role {
    let text = inline.filter(|line| line.item.is_none()).map_or("", |line| line.text.trim_start());
    if after_sponsor_lead(text).is_some() {
        Role::Sponsor
    } else if after_guest_lead(text).is_some_and(|rest| rest.trim_start().starts_with([':', '-', '–', '—'])) {
        Role::Guests
    } else if kind == BlockKind::List && (inline.is_none_or(|line| line.item.is_some()) || is_item(source)) {
        Role::Item
    } else {
        Role::Text
    }
}

/// The line with its visible text, if it has any.
pub(super) fn visible(block: &Block, line_offset: usize) -> Option<&InlineLine> {
    let idx = block.lines.binary_search_by_key(&line_offset, |line| line.line_offset).ok()?;
    Some(&block.lines[idx])
}

/// Whether a line begins with the marker of an item.
pub(super) fn is_item(source: &str) -> bool {
    marker(source).is_some()
}

/// Whether a line is only the marker of an item.
pub(super) fn is_empty_item(source: &str) -> bool {
    marker(source).is_some_and(|marker| source.trim() == marker)
}

/// The bullet or number that begins an item, without the blank behind it.
pub(super) fn marker(source: &str) -> Option<&str> {
    let trimmed = source.trim_start();
    let digits = trimmed.len() - trimmed.trim_start_matches(|c: char| c.is_ascii_digit()).len();
    let rest = &trimmed[digits..];
    let is_marker = match digits {
        0 => rest.starts_with(['-', '*', '+']),
        _ => rest.starts_with(['.', ')']),
    };
    let behind = rest.get(1..).unwrap_or_default();
    (is_marker && (behind.is_empty() || behind.starts_with([' ', '\t']))).then(|| &trimmed[..digits + 1])
}
