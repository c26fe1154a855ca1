//! The outline kept up to date: an edit costs what it touched, not the length of the notes.
//!
//! The [`Evidence`] of each block is stored, and the sum of all, the [`Context`] in which lines are read. If an edit
//! does not change the context, only the replaced blocks are read again, and the one above them (a link alone is a
//! topic or not, depending on what is below it). If the context changes (a host is named for the first time), all lines
//! that depend on it are read again.
//!
//! An edit that adds or removes lines or blocks also costs two additions for each segment below it: 2 µs for 2,000 of
//! them, which is less than keeping the sums pending and adding them wherever a segment is read.
//!
//! Invariant: the stored outline equals what [`LiveOutline::new`] reads from the same blocks, unless a label is held.

use std::ops::{Deref, Range};
use std::sync::Arc;

use super::context::Context;
use super::conventions;
use super::credits::Credits;
use super::evidence::{Evidence, Reading};
use super::host_colours::HostColours;
use super::label::Label;
use super::masthead::{self, Masthead};
use super::outline_change::OutlineChange;
use super::segments::{Outline, Rank, Segment, settle_depths};
use crate::markdown::{Block, BlockKind, BlockList, InlineLine, Patch};
use crate::text::sort_by_numbers;

/// The outline of notes that are being edited. Dereferences to the outline to show.
#[derive(Clone, Debug, Default)]
pub struct LiveOutline {
    outline: Outline,
    colours: HostColours,
    held: Option<HeldOutline>,
    /// For each block.
    evidence: Vec<Evidence>,
    /// The sum of all evidence except that of the title.
    context: Context,
    title_idx: Option<usize>,
    /// Of the text.
    n_lines: usize,
    n_blocks_read: usize,
}

/// What must be read again beside the blocks that an edit touched.
struct Stale {
    /// All lines that depend on the context.
    context: bool,
    /// Sponsors and guests.
    credits: bool,
    /// Sponsors and guests, if a segment is added or removed: a lead introduces the block below it, which may be a
    /// label depending on the block below that.
    credits_by_label: bool,
}

/// The outline before a label broke that is being rewritten.
///
/// From `Ann #1:` to `Ben #2:` the line is not a label for some keystrokes. Without this, the segment would disappear
/// and come back, and with it other labels that depend on this one.
#[derive(Clone, Debug)]
struct HeldOutline {
    outline: Outline,
    colours: HostColours,
    line: usize,
}

impl LiveOutline {
    /// Reads all blocks. Takes time linear in their text.
    pub fn new(blocks: &BlockList) -> LiveOutline {
        let mut live = LiveOutline {
            evidence: blocks.blocks().iter().map(Evidence::of).collect(),
            n_lines: n_lines(blocks),
            ..LiveOutline::default()
        };
        live.evidence.iter().for_each(|it| it.add_to(&mut live.context));
        live.title_idx = masthead::title_block_idx(blocks.blocks(), &live.evidence);
        if let Some(idx) = live.title_idx {
            live.evidence[idx].remove_from(&mut live.context);
        }
        live.outline.segments = live.segments_of(blocks, 0..blocks.blocks().len());
        settle_depths(&mut live.outline.segments, live.context.is_flat());
        live.colours.follow(&[], &live.outline.segments);
        live.read_head(blocks);
        live.read_credits(blocks);
        live
    }

    /// Updates the outline after an edit that replaced some blocks; `blocks` are those after it. Returns what may have
    /// changed.
    ///
    /// `line`: the line of the edit, if it touched only one. A label that breaks there is held.
    ///
    /// Takes time linear in the replaced blocks, and two additions for each segment below them if those have moved.
    pub fn update(&mut self, blocks: &BlockList, patch: &Patch, line: Option<usize>) -> OutlineChange {
        self.n_blocks_read = 0;
        let stale = self.update_evidence(blocks, patch);
        // Whether the block above is a label may depend on what is below it.
        let read = self.read_blocks(blocks, patch.inserted.start.saturating_sub(1)..patch.inserted.end);
        let replaced = self.segments_in(patch.removed.start.saturating_sub(1)..patch.removed.end);
        let line = line.filter(|line| patch.removed.len() == patch.inserted.len() && has_text(blocks, patch, *line));
        let released = self.hold(line.filter(|line| !begins_at(&read, *line)), &replaced);

        let moved = self.move_below(&replaced, blocks, patch);
        let mut change = self.replace(replaced, read).then(moved);
        for idx in &patch.rerendered {
            let read = self.read_blocks(blocks, *idx..idx + 1);
            let replaced = self.segments_in(*idx..idx + 1);
            change = change.then(self.replace(replaced, read));
        }
        if stale.context {
            change = change.then(self.read_open_blocks(blocks));
        }
        change.head |= self.read_head(blocks);
        if stale.credits || (stale.credits_by_label && !change.is_nothing()) || change.kinds {
            change.head |= self.read_credits(blocks);
        }
        match (released, &self.held) {
            (_, Some(_)) => OutlineChange::NOTHING,
            (Some(held), None) => self.change_since(&held),
            (None, None) => change,
        }
    }

    /// Releases a held label when the cursor is on another line. Returns what that changes.
    pub fn release(&mut self, cursor_line: usize) -> OutlineChange {
        let left = self.held.take_if(|held| held.line != cursor_line);
        left.map_or(OutlineChange::NOTHING, |held| self.change_since(&held))
    }

    /// The colours of the hosts in the outline that is shown.
    pub fn host_colours(&self) -> &HostColours {
        self.held.as_ref().map_or(&self.colours, |held| &held.colours)
    }

    /// How many blocks the last update read again for labels.
    pub fn n_blocks_read(&self) -> usize {
        self.n_blocks_read
    }

    /// The outline without anything held.
    pub(super) fn into_outline(self) -> Outline {
        self.outline
    }

    fn change_since(&self, held: &HeldOutline) -> OutlineChange {
        let mut change = OutlineChange::between(&held.outline, &self.outline);
        change.colours = held.colours != self.colours;
        change
    }

    /// Updates evidence, context and title. Returns what must be read again.
    fn update_evidence(&mut self, blocks: &BlockList, patch: &Patch) -> Stale {
        let old_title = self.title_idx.map(|idx| self.evidence[idx].clone());
        let (removed, inserted) = self.replace_evidence(blocks, patch);
        let title_stays = self.follow_title(blocks, patch, &removed, &inserted);
        let new_title = self.title_idx.map(|idx| self.evidence[idx].clone());

        let touched = || removed.iter().chain(&inserted).chain(&old_title).chain(&new_title);
        let before = self.context.bearing(touched().flat_map(Evidence::hosts));
        old_title.iter().chain(&inserted).for_each(|it| it.add_to(&mut self.context));
        new_title.iter().chain(&removed).for_each(|it| it.remove_from(&mut self.context));
        let context = !title_stays || self.context.bearing(touched().flat_map(Evidence::hosts)) != before;
        let leads_above = |n_above: usize| {
            let idx = patch.inserted.start.checked_sub(n_above);
            idx.is_some_and(|idx| self.evidence[idx].has_lead)
        };
        let is_led = |idx: &usize| idx.checked_sub(1).is_some_and(|idx| self.evidence[idx].has_lead);
        let credits = leads_above(1) || patch.rerendered.iter().any(is_led) || touched().any(|it| it.has_lead);
        Stale { context, credits: context || credits, credits_by_label: leads_above(2) }
    }

    /// Replaces the evidence of removed blocks by that of inserted ones. Returns both.
    fn replace_evidence(&mut self, blocks: &BlockList, patch: &Patch) -> (Vec<Evidence>, Vec<Evidence>) {
        let rerendered = patch.rerendered.iter().copied();
        let read = |idx: usize| Evidence::of(&blocks.blocks()[idx]);
        let inserted: Vec<Evidence> = patch.inserted.clone().chain(rerendered.clone()).map(read).collect();
        let n_inserted = patch.inserted.len();
        let mut removed: Vec<Evidence> =
            self.evidence.splice(patch.removed.clone(), inserted[..n_inserted].iter().cloned()).collect();
        for (idx, evidence) in rerendered.zip(&inserted[n_inserted..]) {
            removed.push(std::mem::replace(&mut self.evidence[idx], evidence.clone()));
        }
        (removed, inserted)
    }

    /// Finds the title again, if an edit may have moved it. Returns false if another block, outside of the edit, became
    /// or stopped being the title.
    fn follow_title(&mut self, blocks: &BlockList, patch: &Patch, removed: &[Evidence], inserted: &[Evidence]) -> bool {
        if !self.may_move_title(patch, removed, inserted) {
            return true;
        }
        let title_idx = masthead::title_block_idx(blocks.blocks(), &self.evidence);
        let kept_idx = self.title_idx.filter(|idx| !patch.removed.contains(idx)).map(|idx| moved(idx, patch));
        self.title_idx = title_idx;
        let is_read = |idx: Option<usize>| idx.is_none_or(|idx| patch.inserted.contains(&idx));
        title_idx == kept_idx || (is_read(title_idx) && is_read(kept_idx))
    }

    /// Whether the title may have changed or moved. It depends on the first visible block, on which blocks are headings
    /// or labels, and on the text of level-1 headings.
    fn may_move_title(&self, patch: &Patch, removed: &[Evidence], inserted: &[Evidence]) -> bool {
        let top_idx = self.title_idx.or_else(|| self.evidence.iter().position(|it| it.kind.is_some()));
        let is_near_top = |idx: usize| top_idx.is_none_or(|top_idx| idx <= top_idx);
        let is_sign = |it: &&Evidence| it.has_label || matches!(it.kind, Some(BlockKind::Heading(_)));
        let signs =
            |read: &[Evidence]| read.iter().filter(is_sign).map(|it| (it.kind, it.has_label)).collect::<Vec<_>>();
        let is_main = |it: &Evidence| it.kind == Some(BlockKind::Heading(1));
        is_near_top(patch.removed.start)
            || patch.rerendered.iter().any(|idx| is_near_top(*idx))
            || removed.iter().chain(inserted).any(is_main)
            || signs(removed) != signs(inserted)
    }

    /// Reads the segments whose labels are in some blocks, and counts the blocks.
    fn read_blocks(&mut self, blocks: &BlockList, block_idxs: Range<usize>) -> Vec<Segment> {
        self.n_blocks_read += block_idxs.len();
        self.segments_of(blocks, block_idxs)
    }

    /// Reads the segments whose labels are in some blocks.
    fn segments_of(&self, blocks: &BlockList, block_idxs: Range<usize>) -> Vec<Segment> {
        let read =
            block_idxs.filter(|idx| self.evidence[*idx].reading != Reading::Never && Some(*idx) != self.title_idx);
        let lines = read.flat_map(|idx| blocks.blocks()[idx].lines.iter().map(move |line| (idx, line)));
        let segments = lines.filter_map(|(block_idx, line)| {
            Some(Segment {
                label: Arc::new(self.label(blocks.blocks(), block_idx, line)?),
                line: blocks.line_of(block_idx) + line.line_offset,
                block_idx,
                starts_block: line.line_offset == 0,
                depth: 0,
                rank: Rank::of(line, conventions::kind_of(&blocks.blocks()[block_idx])),
            })
        });
        segments.collect()
    }

    fn label(&self, blocks: &[Block], block_idx: usize, line: &InlineLine) -> Option<Label> {
        let below = blocks.get(block_idx + 1).map(|block| block.kind);
        conventions::read(&conventions::Candidate::new(&blocks[block_idx], line), below, &self.context)
    }

    /// The indices of the segments whose labels are in some blocks.
    fn segments_in(&self, block_idxs: Range<usize>) -> Range<usize> {
        let n_before = |block_idx| self.outline.segments.partition_point(|segment| segment.block_idx < block_idx);
        n_before(block_idxs.start)..n_before(block_idxs.end)
    }

    /// Moves the segments below an edit.
    fn move_below(&mut self, replaced: &Range<usize>, blocks: &BlockList, patch: &Patch) -> OutlineChange {
        let n_lines_before = std::mem::replace(&mut self.n_lines, n_lines(blocks));
        let stays = n_lines_before == self.n_lines && patch.removed.len() == patch.inserted.len();
        let below = &mut self.outline.segments[replaced.end..];
        if stays || below.is_empty() {
            return OutlineChange::NOTHING;
        }
        for segment in below {
            segment.line = segment.line + self.n_lines - n_lines_before;
            segment.block_idx = moved(segment.block_idx, patch);
        }
        OutlineChange::moved_below(replaced.start)
    }

    /// Replaces some segments by others.
    fn replace(&mut self, replaced: Range<usize>, read: Vec<Segment>) -> OutlineChange {
        if replaced.is_empty() && read.is_empty() {
            return OutlineChange::NOTHING;
        }
        let n_below = self.outline.segments.len() - replaced.end;
        let before: Vec<Segment> = self.outline.segments.splice(replaced.clone(), read).collect();
        let end = self.outline.segments.len() - n_below;
        let moved = settle_depths(&mut self.outline.segments, self.context.is_flat());
        let after = &self.outline.segments[replaced.start..end];
        let mut change = OutlineChange::of(&before, after, replaced.start, n_below);
        if moved.start < replaced.start || moved.end > end {
            let n_below = self.outline.segments.len() - moved.end;
            change = change.then(OutlineChange::within(moved, n_below));
        }
        change.colours = self.colours.follow(&before, after);
        change
    }

    /// Reads all lines again that depend on the context.
    fn read_open_blocks(&mut self, blocks: &BlockList) -> OutlineChange {
        let open = |idx: &usize| self.evidence[*idx].reading == Reading::Open;
        let open_idxs: Vec<usize> = (0..self.evidence.len()).filter(open).collect();
        let unchanged = self.outline.segments.iter().filter(|segment| !open(&segment.block_idx)).cloned();
        let mut segments: Vec<Segment> = unchanged.collect();
        segments.extend(open_idxs.iter().flat_map(|idx| self.segments_of(blocks, *idx..idx + 1)));
        sort_by_numbers(&mut segments, |segment| (segment.line, 0));
        self.n_blocks_read += open_idxs.len();
        self.replace(0..self.outline.segments.len(), segments)
    }

    /// Holds the outline if a segment begins on `line`, or is held there already. Otherwise releases what was held, and
    /// returns it.
    fn hold(&mut self, line: Option<usize>, replaced: &Range<usize>) -> Option<HeldOutline> {
        let held = self.held.take();
        if held.as_ref().is_some_and(|held| line == Some(held.line)) {
            self.held = held;
            return None;
        }
        let breaks = line.filter(|line| begins_at(&self.outline.segments[replaced.clone()], *line));
        // Labels are shared, so this copies only positions.
        self.held =
            breaks.map(|line| HeldOutline { outline: self.outline.clone(), colours: self.colours.clone(), line });
        held
    }

    /// Reads title, episode, date and the hosts that are named. Returns whether they changed.
    fn read_head(&mut self, blocks: &BlockList) -> bool {
        let Masthead { title, episode, date, hosts, .. } = masthead_of(blocks);
        let heading = || self.title_idx.and_then(|idx| masthead::title_of_block(&blocks.blocks()[idx]));
        let title = title.or_else(heading);
        let episode = episode.or_else(|| title.as_deref().and_then(masthead::episode_of_title));
        let episode = episode.or_else(|| masthead::episode_in_prose(&self.opening(blocks)?.text));
        let outline = &mut self.outline;
        let has_changed =
            (&title, episode, &date, &hosts) != (&outline.title, outline.episode, &outline.date, &outline.hosts);
        (outline.title, outline.episode, outline.date, outline.hosts) = (title, episode, date, hosts);
        has_changed
    }

    /// The first line below the title. It may name the episode, if the title has no number.
    fn opening<'a>(&self, blocks: &'a BlockList) -> Option<&'a InlineLine> {
        let mut blocks = blocks.blocks().iter().enumerate().filter(|(idx, _)| Some(*idx) != self.title_idx);
        blocks.find_map(|(_, block)| block.lines.first())
    }

    /// Reads sponsors and guests. Returns whether they changed.
    fn read_credits(&mut self, blocks: &BlockList) -> bool {
        let mut credits = Credits::default();
        credits.add_guests(masthead_of(blocks).guests);
        for (block_idx, line) in self.lines_near_leads(blocks) {
            let label_line = blocks.line_of(block_idx) + line.line_offset;
            if begins_at(&self.outline.segments, label_line) {
                credits.begin_segment();
            }
            let within = self.outline.segment_at_line(label_line).map(|idx| self.outline.segments[idx].label.kind);
            credits.read_line(line, block_idx, within);
        }
        let Credits { sponsors, guests, .. } = credits;
        let has_changed = (&sponsors, &guests) != (&self.outline.sponsors, &self.outline.guests);
        (self.outline.sponsors, self.outline.guests) = (sponsors, guests);
        has_changed
    }

    /// The lines of blocks with a lead to sponsors or guests, and of the blocks right below those. No other lines name
    /// any.
    fn lines_near_leads<'a>(&self, blocks: &'a BlockList) -> impl Iterator<Item = (usize, &'a InlineLine)> {
        let leads = |idx: usize| self.evidence[idx].has_lead && Some(idx) != self.title_idx;
        let is_near = |idx: &usize| leads(*idx) || idx.checked_sub(1).is_some_and(leads);
        let near: Vec<usize> = (0..self.evidence.len()).filter(is_near).collect();
        let near = near.into_iter().filter(|idx| Some(*idx) != self.title_idx);
        near.flat_map(|idx| blocks.blocks()[idx].lines.iter().map(move |line| (idx, line)))
    }
}

impl Deref for LiveOutline {
    type Target = Outline;

    /// The outline to show: the one that is held, if there is one.
    fn deref(&self) -> &Outline {
        self.held.as_ref().map_or(&self.outline, |held| &held.outline)
    }
}

/// The new index of a block below an edit.
fn moved(block_idx: usize, patch: &Patch) -> usize {
    match block_idx < patch.removed.end {
        true => block_idx,
        false => block_idx - patch.removed.len() + patch.inserted.len(),
    }
}

/// Whether a segment begins on a line. O(log n).
fn begins_at(segments: &[Segment], line: usize) -> bool {
    segments.binary_search_by_key(&line, |segment| segment.line).is_ok()
}

/// Whether a line of the inserted blocks has text.
fn has_text(blocks: &BlockList, patch: &Patch, line: usize) -> bool {
    let mut inserted = patch.inserted.clone();
    inserted.any(|idx| blocks.blocks()[idx].lines.iter().any(|it| blocks.line_of(idx) + it.line_offset == line))
}

/// What front matter says, if there is any.
fn masthead_of(blocks: &BlockList) -> Masthead {
    let metadata = blocks.blocks().first().and_then(|block| block.metadata.as_deref());
    metadata.map(Masthead::of).unwrap_or_default()
}

fn n_lines(blocks: &BlockList) -> usize {
    blocks.line_of(blocks.blocks().len()) - 1
}

#[cfg(test)]
mod tests;
