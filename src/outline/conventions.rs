//! Labels by *convention*: lines that are labels only because the notes use them throughout, such as chapters, numbered
//! items, countdowns and bold titles.
//!
//! Each such line has a [`Sign`], which the [`Context`] counts. One alone may be chance; several are a convention of
//! these notes, unless they are details beside numbered labels.
//!
//! Invariant: how a line is read depends only on itself, its block, the kind of the block below, and the context.

use std::cell::OnceCell;
use std::ops::Range;

use super::context::{Context, Sign};
use super::credits;
use super::label::{self, Label, grammar, title};
use super::scan::{Scanner, is_debris};
use super::{SegmentNumber, vocabulary};
use crate::markdown::{Block, BlockKind, InlineLine, ListItem};

/// A bold line with more words is a remark.
const MAX_TITLE_WORDS: usize = 12;

/// A line that may be a label, and its block.
pub(super) struct Candidate<'a> {
    block: &'a Block,
    line: &'a InlineLine,
    alone: OnceCell<Option<Label>>,
}

impl<'a> Candidate<'a> {
    pub fn new(block: &'a Block, line: &'a InlineLine) -> Self {
        Self { block, line, alone: OnceCell::new() }
    }

    /// The label that it is by itself, without regard to the rest of the notes, or to the list that it is an item of.
    pub fn alone(&self) -> Option<&Label> {
        self.alone.get_or_init(|| label::read(self.line, self.kind())).as_ref()
    }

    fn alone_with_number(&self) -> Option<&Label> {
        self.alone().filter(|label| label.number.is_some())
    }

    fn read_in(&self, context: &Context) -> Option<Label> {
        if context.says_nothing() { self.alone().cloned() } else { label::read_in(self.line, self.kind(), context) }
    }

    /// An item that is only a time, with the line that it goes on with. None if it is more, or goes on with nothing.
    fn with_next_line(&self) -> Option<InlineLine> {
        if !label::is_all_time(self.line) {
            return None;
        }
        let below = self.block.lines.iter().find(|line| line.line_offset > self.line.line_offset)?;
        (below.item.is_none() && below.is_indented).then(|| label::joined(self.line, below))
    }

    fn kind(&self) -> BlockKind {
        let is_of_list = self.line.item.is_some() || self.line.is_indented;
        if is_of_list { BlockKind::Paragraph } else { kind_of(self.block) }
    }
}

/// Reads a line in the context of the notes. `None` if it does not start a segment.
///
/// `below` is the kind of the block below.
pub(super) fn read(candidate: &Candidate, below: Option<BlockKind>, context: &Context) -> Option<Label> {
    let Candidate { block, line, .. } = *candidate;
    if let Some(item) = &line.item {
        return read_item(candidate, item, context);
    }
    if line.is_indented {
        return read_indented(candidate, context);
    }
    candidate.read_in(context).or_else(|| match candidate.kind() {
        BlockKind::Heading(level) if level <= context.section_level() => section(line, context),
        BlockKind::Paragraph => read_paragraph(block, below, line, context),
        _ => None,
    })
}

/// The kind of a block for its reader: a dash below a line of text is most likely the beginning of a list.
pub(super) fn kind_of(block: &Block) -> BlockKind {
    if block.ends_in_dash { BlockKind::Paragraph } else { block.kind }
}

/// The signs of a line. Empty if it cannot be a label.
pub(super) fn signs(candidate: &Candidate) -> Vec<Sign> {
    let Candidate { block, line, .. } = *candidate;
    if let Some(item) = &line.item {
        return signs_of_item(candidate, item);
    }
    if line.is_indented {
        return Vec::new();
    }
    let kind = candidate.kind();
    let is_numbered = candidate.alone_with_number().is_some();
    let is_paragraph = kind == BlockKind::Paragraph;
    let is_alone = is_paragraph && block.lines.len() == 1;
    let signs = [
        (Sign::Numbered, is_numbered),
        (Sign::NumberedLine, is_numbered && !matches!(kind, BlockKind::Heading(_))),
        (Sign::NumberedText, is_numbered && leads_nowhere(candidate)),
        (Sign::NumberedSentence, is_numbered && leads_nowhere(candidate) && ends_sentence(&line.text)),
        (Sign::Timed, label::begins_with_time(line)),
        (Sign::Counted, is_paragraph && grammar::counted(line).is_some() && !ends_sentence(&line.text)),
        (Sign::Bold, is_paragraph && is_bold_title(block, line)),
        (Sign::Linked, is_alone && title::is_all_link(line)),
        (Sign::Initials, is_paragraph && grammar::begins_with_initials(line)),
        (Sign::Noun, is_paragraph && grammar::begins_with_noun(line)),
        (Sign::LinksHead, is_alone && is_links_head(line)),
    ];
    signs.into_iter().filter(|(_, is_borne)| *is_borne).map(|(sign, _)| sign).collect()
}

fn signs_of_item(candidate: &Candidate, item: &ListItem) -> Vec<Sign> {
    if candidate.with_next_line().is_some() {
        return vec![Sign::TimedItem];
    }
    if item.n_around > 0 {
        return if label::has_time(candidate.line) { vec![Sign::TimedItem] } else { Vec::new() };
    }
    let is_labelled = candidate.alone_with_number().is_some_and(|label| !is_reference(candidate.line, label));
    let is_timed = !is_labelled && label::has_time(candidate.line);
    let is_counted = item.number.is_some() && !is_labelled && !is_timed;
    let signs = [
        (Sign::LabelledItem, is_labelled),
        (Sign::NumberedText, is_labelled && leads_nowhere(candidate)),
        (Sign::NumberedSentence, is_labelled && leads_nowhere(candidate) && ends_sentence(&candidate.line.text)),
        (Sign::TimedItem, is_timed),
        (Sign::CountedItem, is_counted),
        (Sign::LinkedItem, is_counted && begins_with_link(candidate.line)),
    ];
    signs.into_iter().filter(|(_, is_borne)| *is_borne).map(|(sign, _)| sign).collect()
}

/// A section with a heading. Not a host's own remarks (`### Ann`), nor a link beside numbered labels.
///
/// The beginning of a host's name counts as the name, and the beginning of a link as the link. Otherwise the segment
/// would appear and disappear while the heading is typed.
fn section(line: &InlineLine, context: &Context) -> Option<Label> {
    let label = label::read_section(line)?;
    let is_host = label.title.as_deref().is_some_and(|title| context.knows_host_beginning(title));
    let is_link = context.has_numbers() && (title::is_all_link(line) || line.text.trim_start().starts_with('['));
    (!is_host && !is_link).then_some(label)
}

/// A line that continues an item for Markdown. It is a label only with the number of a host of these notes.
fn read_indented(candidate: &Candidate, context: &Context) -> Option<Label> {
    let label = candidate.alone_with_number()?;
    let is_of_host = label.host.as_deref().is_some_and(|host| context.knows_host(host));
    is_of_host.then(|| label.clone())
}

fn read_item(candidate: &Candidate, item: &ListItem, context: &Context) -> Option<Label> {
    let line = candidate.line;
    if let Some(whole) = candidate.with_next_line() {
        let label = context.lists_chapters().then(|| label::read_timed(&whole, context))??;
        return Some(Label { prefix_len: label.prefix_len.min(line.text.len()), ..label });
    }
    if item.n_around > 0 && !label::has_time(line) {
        return None;
    }
    // Nine items in ten have neither a number nor a time.
    if item.number.is_none() && !line.text.contains(char::is_numeric) {
        return None;
    }
    let is_labelled = candidate.alone_with_number().is_some_and(|label| !is_reference(line, label));
    let label = if is_labelled {
        context.lists_labels().then(|| candidate.read_in(context))?
    } else if label::has_time(line) {
        context.lists_chapters().then(|| label::read_timed(line, context))?
    } else if item.number.is_some() {
        context.lists_topics().then(|| label::read_topic(line, context))?
    } else {
        None
    }?;
    let number = item.number.and_then(|number| u32::try_from(number).ok()).map(SegmentNumber::from);
    Some(Label { number: label.number.or(number), ..label })
}

/// `[#51: Kites](…)`: a link to another episode has the number of that. Hosts number their topics.
fn is_reference(line: &InlineLine, label: &Label) -> bool {
    let is_in_link = |at: &Range<usize>| line.links.iter().any(|link| link.text_range.contains(&at.start));
    label.host.is_none() && label.number_at.as_ref().is_some_and(is_in_link)
}

/// Whether all links of a line are of the recording, as times have.
pub(super) fn leads_nowhere(candidate: &Candidate) -> bool {
    candidate.line.links.iter().all(|link| link.url.starts_with('#'))
}

/// `(1) Boil the water.`: lines of prose may be numbered too.
fn ends_sentence(text: &str) -> bool {
    text.trim_end_matches(|c: char| c.is_whitespace() || is_debris(c)).ends_with(['.', '。', '!', '?', '！', '？'])
}

fn begins_with_link(line: &InlineLine) -> bool {
    let byte_from = Scanner::new(&line.text, 0).byte();
    line.links.iter().any(|link| link.text_range.contains(&byte_from))
}

fn read_paragraph(block: &Block, below: Option<BlockKind>, line: &InlineLine, context: &Context) -> Option<Label> {
    let is_above_list = block.lines.len() == 1 && below == Some(BlockKind::List);
    if context.counts_lines()
        && !ends_sentence(&line.text)
        && let Some(counted) = grammar::counted(line)
    {
        return label::read_counted(line, counted, context);
    }
    if is_above_list && context.has_links_head() && is_links_head(line) {
        return label::read_section(line);
    }
    let linked = || label::read_linked(line);
    if is_above_list
        && context.has_linked_topics()
        && let Some(label) = linked()
    {
        return Some(label);
    }
    let is_title = context.has_bold_titles() && is_bold_title(block, line);
    is_title.then(|| linked().or_else(|| label::read_section(line)))?
}

/// A short bold line above text that is not bold. Not a sentence, and not a credit.
fn is_bold_title(block: &Block, line: &InlineLine) -> bool {
    let goes_on = block.lines.get(1).is_some_and(|below| below.is_bold);
    let text = line.text.trim_matches(|c: char| c.is_whitespace() || is_debris(c));
    let n_words = text.split_whitespace().take(MAX_TITLE_WORDS + 1).count();
    let is_sentence = text.ends_with(['.', ',', ';', '。']);
    let is_title = line.is_bold && line.line_offset == 0 && !goes_on;
    is_title && n_words <= MAX_TITLE_WORDS && !is_sentence && !credits::has_lead(line)
}

fn is_links_head(line: &InlineLine) -> bool {
    vocabulary::is_links_head(&vocabulary::fold(line.text.trim_matches(|c: char| c.is_whitespace() || is_debris(c))))
}
