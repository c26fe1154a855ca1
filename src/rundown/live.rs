//! The outline kept up to date: an edit costs what it touched, not the notes.
//!
//! Each block's [`Evidence`] is kept, and the sum of it, the [`Context`] in which lines are read. While an edit leaves the
//! context as it was, only the blocks that it replaced are read anew, and the one above them (a link on its own is a topic
//! or none by what stands below it). Only if the context changes (a host is named for the first time) the lines that hang on
//! it are read again, wherever they stand.
//!
//! Invariant: what is kept equals what [`LiveOutline::new`] reads from the same blocks, unless a label is held.

use std::ops::{Deref, Range};

use super::credits::Credits;
use super::customs;
use super::evidence::{Context, Evidence, Reading};
use super::label::Label;
use super::masthead;
use super::outline::{Outline, Segment};
use crate::markdown::{Block, BlockKind, BlockList, InlineLine, Patch};
use crate::text::sort_by_numbers;

/// The outline of notes that are being written. Reads like the outline that it keeps.
#[derive(Clone, Debug, Default)]
pub struct LiveOutline {
    outline: Outline,
    held: Option<Held>,
    /// Of each block.
    evidence: Vec<Evidence>,
    /// The sum of all evidence but that of the title.
    context: Context,
    title_idx: Option<usize>,
    /// Of the text.
    n_lines: usize,
}

/// What must be read anew.
struct Stale {
    /// Blocks, by their indices before the edit.
    before: Range<usize>,
    /// The same, by their indices after it.
    after: Range<usize>,
    /// All lines that hang on the context.
    context: bool,
    /// Sponsors and guests.
    credits: bool,
    /// The same if a segment comes or goes: a lead speaks for the block below it, which may be a label by what is below that.
    credits_by_label: bool,
}

/// The outline as it was before a label broke that is being rewritten.
///
/// From `Ann #1:` to `Ben #2:` the label is none for some keystrokes. Those who write would see the segment go and come
/// back, and the lines of other labels with it that only this one explains.
#[derive(Clone, Debug)]
struct Held {
    outline: Outline,
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
        live.evidence.iter().for_each(|it| live.context.add(it));
        live.title_idx = masthead::title_block_idx(blocks.blocks(), &live.evidence);
        if let Some(idx) = live.title_idx {
            live.context.remove(&live.evidence[idx]);
        }
        live.outline.segments = live.segments_of(blocks, 0..blocks.blocks().len());
        live.measure();
        live.read_head(blocks);
        live.read_credits(blocks);
        live
    }

    /// Follows an edit that replaced some blocks; `blocks` are those after it. Returns whether the outline may have changed.
    ///
    /// `line`: that of the edit, if it touched one line alone; a label that breaks there is held.
    ///
    /// Takes time linear in the blocks that were replaced, and in the segments below them if those have moved.
    pub fn update(&mut self, blocks: &BlockList, patch: &Patch, line: Option<usize>) -> bool {
        let was_held = self.held.is_some();
        let stale = self.take_evidence(blocks, patch);
        let read = self.segments_of(blocks, stale.after.clone());
        let replaced = self.segments_in(&stale.before);
        let line = line.filter(|line| patch.removed.len() == patch.inserted.len() && has_text(blocks, patch, *line));
        self.hold(line.filter(|line| !begins_at(&read, *line)), &replaced);

        let is_replaced = self.replace(replaced, read, blocks, patch);
        let is_settled_anew = stale.context && self.settle_anew(blocks);
        let is_headed = self.read_head(blocks);
        let is_credited = (stale.credits || (stale.credits_by_label && is_replaced)) && self.read_credits(blocks);
        (is_replaced || is_settled_anew || is_headed || is_credited || was_held) && self.held.is_none()
    }

    /// Lets go of a label that is held, once the cursor is on another line. Returns whether the outline changed by that.
    pub fn release(&mut self, cursor_line: usize) -> bool {
        let is_left = self.held.as_ref().is_some_and(|held| held.line != cursor_line);
        is_left && self.held.take().is_some()
    }

    /// The outline alone, of which nothing is held.
    pub(super) fn into_outline(self) -> Outline {
        self.outline
    }

    /// Brings evidence, context and title up to date. Returns what must be read anew.
    fn take_evidence(&mut self, blocks: &BlockList, patch: &Patch) -> Stale {
        let old_title = self.title_idx.map(|idx| self.evidence[idx].clone());
        let inserted: Vec<Evidence> = blocks.blocks()[patch.inserted.clone()].iter().map(Evidence::of).collect();
        let removed: Vec<Evidence> = self.evidence.splice(patch.removed.clone(), inserted.clone()).collect();
        let title_stays = self.follow_title(blocks, patch, removed.iter().chain(&inserted));
        let new_title = self.title_idx.map(|idx| self.evidence[idx].clone());

        let touched = || removed.iter().chain(&inserted).chain(&old_title).chain(&new_title);
        let before = self.context.bearing(touched());
        old_title.iter().chain(&inserted).for_each(|it| self.context.add(it));
        new_title.iter().chain(&removed).for_each(|it| self.context.remove(it));
        let context = !title_stays || self.context.bearing(touched()) != before;
        let leads_above = |n_above: usize| {
            let idx = patch.inserted.start.checked_sub(n_above);
            idx.is_some_and(|idx| self.evidence[idx].has_lead)
        };
        Stale {
            // The block above may be a label by what stands below it.
            before: patch.removed.start.saturating_sub(1)..patch.removed.end,
            after: patch.inserted.start.saturating_sub(1)..patch.inserted.end,
            context,
            credits: context || leads_above(1) || touched().any(|it| it.has_lead),
            credits_by_label: leads_above(2),
        }
    }

    /// Finds the title again, if an edit may have moved it. Returns whether it is the one it was, or is read anew anyway.
    fn follow_title<'a>(
        &mut self,
        blocks: &BlockList,
        patch: &Patch,
        mut touched: impl Iterator<Item = &'a Evidence>,
    ) -> bool {
        let is_heading = |it: &Evidence| matches!(it.kind, Some(BlockKind::Heading(_)));
        let is_near_top = self.title_idx.is_none_or(|idx| patch.removed.start <= idx);
        if !is_near_top && !touched.any(|it| is_heading(it) || it.has_label) {
            return true;
        }
        let title_idx = masthead::title_block_idx(blocks.blocks(), &self.evidence);
        let kept_idx = self.title_idx.filter(|idx| !patch.removed.contains(idx)).map(|idx| moved(idx, patch));
        self.title_idx = title_idx;
        let is_read = |idx: Option<usize>| idx.is_none_or(|idx| patch.inserted.contains(&idx));
        title_idx == kept_idx || (is_read(title_idx) && is_read(kept_idx))
    }

    /// The segments whose labels stand in some blocks; their lengths are not known yet.
    fn segments_of(&self, blocks: &BlockList, block_idxs: Range<usize>) -> Vec<Segment> {
        let read =
            block_idxs.filter(|idx| self.evidence[*idx].reading != Reading::Never && Some(*idx) != self.title_idx);
        let lines = read.flat_map(|idx| blocks.blocks()[idx].lines.iter().map(move |line| (idx, line)));
        let segments = lines.filter_map(|(block_idx, line)| {
            Some(Segment {
                label: self.label(blocks.blocks(), block_idx, line)?,
                line: blocks.line_of(block_idx) + line.line_offset,
                n_lines: 0,
                block_idx,
                starts_block: line.line_offset == 0,
            })
        });
        segments.collect()
    }

    fn label(&self, blocks: &[Block], block_idx: usize, line: &InlineLine) -> Option<Label> {
        let below = blocks.get(block_idx + 1).map(|block| block.kind);
        customs::read(&blocks[block_idx], below, line, &self.context)
    }

    /// The indices of the segments whose labels stand in some blocks.
    fn segments_in(&self, block_idxs: &Range<usize>) -> Range<usize> {
        let n_before = |block_idx| self.outline.segments.partition_point(|segment| segment.block_idx < block_idx);
        n_before(block_idxs.start)..n_before(block_idxs.end)
    }

    /// Puts other segments in the place of some, and moves those below. Returns whether that changed anything.
    fn replace(&mut self, replaced: Range<usize>, read: Vec<Segment>, blocks: &BlockList, patch: &Patch) -> bool {
        let read_idxs = replaced.start..replaced.start + read.len();
        let below = &mut self.outline.segments[replaced.end..];
        let n_lines_before = std::mem::replace(&mut self.n_lines, n_lines(blocks));
        let is_moved =
            !below.is_empty() && (n_lines_before != self.n_lines || patch.removed.len() != patch.inserted.len());
        for segment in below.iter_mut().filter(|_| is_moved) {
            segment.line = segment.line + self.n_lines - n_lines_before;
            segment.block_idx = moved(segment.block_idx, patch);
        }
        let before: Vec<Segment> = self.outline.segments.splice(replaced, read).collect();
        let is_measured = self.measure();
        is_moved || is_measured || self.outline.segments[read_idxs] != before
    }

    /// Reads all lines again that hang on the context. Returns whether that changed any segment.
    fn settle_anew(&mut self, blocks: &BlockList) -> bool {
        let is_open = |idx: &usize| self.evidence[*idx].reading == Reading::Open;
        let open = (0..self.evidence.len()).filter(is_open);
        let read: Vec<Segment> = open.flat_map(|idx| self.segments_of(blocks, idx..idx + 1)).collect();
        let (before, mut segments): (Vec<Segment>, Vec<Segment>) =
            std::mem::take(&mut self.outline.segments).into_iter().partition(|segment| is_open(&segment.block_idx));
        let is_same = |(a, b): (&Segment, &Segment)| (a.line, &a.label) == (b.line, &b.label);
        let has_changed = before.len() != read.len() || !before.iter().zip(&read).all(is_same);
        segments.extend(read);
        sort_by_numbers(&mut segments, |segment| (segment.line, 0));
        self.outline.segments = segments;
        self.measure();
        has_changed
    }

    /// Lets each segment reach to the next one, and the last one to the end. Returns whether one that was measured before
    /// has another length now.
    fn measure(&mut self) -> bool {
        let mut line_end = self.n_lines + 1;
        let mut has_changed = false;
        for segment in self.outline.segments.iter_mut().rev() {
            let n_lines = line_end - segment.line;
            has_changed |= segment.n_lines != 0 && segment.n_lines != n_lines;
            segment.n_lines = n_lines;
            line_end = segment.line;
        }
        has_changed
    }

    /// Holds the outline, if a segment begins on `line`, or is held there already; else lets go.
    fn hold(&mut self, line: Option<usize>, replaced: &Range<usize>) {
        let held = self.held.take().filter(|held| line == Some(held.line));
        let breaks = line.filter(|line| begins_at(&self.outline.segments[replaced.clone()], *line));
        self.held = held.or_else(|| breaks.map(|line| Held { outline: self.outline.clone(), line }));
    }

    /// Reads title and episode. Returns whether they changed.
    fn read_head(&mut self, blocks: &BlockList) -> bool {
        let title = self.title_idx.and_then(|idx| masthead::title(&blocks.blocks()[idx]));
        let episode = title.as_deref().and_then(masthead::episode_of_title);
        let episode = episode.or_else(|| masthead::episode_in_prose(&self.opening(blocks)?.text));
        let has_changed = (&title, episode) != (&self.outline.title, self.outline.episode);
        (self.outline.title, self.outline.episode) = (title, episode);
        has_changed
    }

    /// The first line below the title: where the title has no number, it may name the episode.
    fn opening<'a>(&self, blocks: &'a BlockList) -> Option<&'a InlineLine> {
        let mut blocks = blocks.blocks().iter().enumerate().filter(|(idx, _)| Some(*idx) != self.title_idx);
        blocks.find_map(|(_, block)| block.lines.first())
    }

    /// Reads sponsors and guests. Returns whether they changed.
    fn read_credits(&mut self, blocks: &BlockList) -> bool {
        let mut credits = Credits::default();
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

    /// The lines of blocks with a lead to sponsors or guests, and of those right below them: no others name any.
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

/// The index of a block below an edit, after it.
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

/// Whether something can be read on a line of the blocks that an edit inserted.
fn has_text(blocks: &BlockList, patch: &Patch, line: usize) -> bool {
    let mut inserted = patch.inserted.clone();
    inserted.any(|idx| blocks.blocks()[idx].lines.iter().any(|it| blocks.line_of(idx) + it.line_offset == line))
}

fn n_lines(blocks: &BlockList) -> usize {
    blocks.line_of(blocks.blocks().len()) - 1
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::RenderOptions;
    use crate::text::{Change, TextEdit};
    use proptest::prelude::*;

    /// Notes that are being written.
    struct Writing {
        text: String,
        blocks: BlockList,
        live: LiveOutline,
    }

    impl Writing {
        fn new(text: &str) -> Writing {
            let blocks = BlockList::new(text, RenderOptions::default());
            Writing { text: text.to_owned(), live: LiveOutline::new(&blocks), blocks }
        }

        /// Makes a change; whether the outline says that it changed.
        fn change(&mut self, change: Change) -> bool {
            let line = 1 + self.text[..change.byte_from].matches('\n').count();
            let is_within_line =
                !self.text[change.byte_from..change.byte_to].contains('\n') && !change.insert.contains('\n');
            let edit = TextEdit::new(vec![change], None);
            self.text = edit.apply(&self.text);
            let patch = self.blocks.update(&self.text, edit.changes());
            self.live.update(&self.blocks, &patch, Some(line).filter(|_| is_within_line))
        }

        /// Replaces the first `old` by `new`.
        fn replace(&mut self, old: &str, new: &str) -> bool {
            let byte = self.text.find(old).expect("the text has it");
            self.change(Change::replace(byte..byte + old.len(), new))
        }

        /// Each segment as `line host #number title`, those that the outline shows.
        fn shown(&self) -> Vec<String> {
            let show = |segment: &Segment| {
                let label = &segment.label;
                let number = label.number.map(|number| format!("#{number}"));
                let parts = [label.host.clone(), number, label.title.clone()];
                format!("{} {}", segment.line, parts.into_iter().flatten().collect::<Vec<_>>().join(" "))
            };
            self.live.segments.iter().map(show).collect()
        }
    }

    const NOTES: &str = "# Talk 1\n\nAnn #1: Kites\n\n- fly\n\nann 2: Planes\n\nBen #3: Wind\n";

    #[test]
    fn an_edit_within_a_segment_leaves_the_outline_as_it_is() {
        let mut writing = Writing::new(NOTES);
        assert!(!writing.replace("fly", "fly high"));
        assert!(writing.replace("fly", "fly\n- and"));
        assert_eq!(writing.shown(), ["3 Ann #1 Kites", "8 ann #2 Planes", "10 Ben #3 Wind"]);
        assert!(writing.replace("Kites", "Kites and strings"));
    }

    #[test]
    fn a_label_that_breaks_while_it_is_written_is_held() {
        let mut writing = Writing::new(NOTES);
        let before = writing.shown();
        assert!(!writing.replace("Ann #1", "Ann 1"), "nor the label below it, which only this one explains");
        assert_eq!(writing.shown(), before);
        assert!(!writing.replace("Ann 1", "Cleo 1"));
        assert_eq!(writing.shown(), before);
        assert!(writing.replace("Cleo 1", "Cleo #1"));
        assert_eq!(writing.shown(), ["3 Cleo #1 Kites", "9 Ben #3 Wind"]);
    }

    #[test]
    fn a_held_label_is_let_go_where_the_cursor_leaves_it() {
        let mut writing = Writing::new(NOTES);
        writing.replace("Ben #3", "Ben 3");
        assert!(!writing.live.release(9));
        assert_eq!(writing.shown().len(), 3);
        assert!(writing.live.release(5));
        assert_eq!(writing.shown(), ["3 Ann #1 Kites", "7 ann #2 Planes"]);
        assert!(!writing.live.release(5));
    }

    #[test]
    fn a_label_that_is_deleted_or_made_another_block_is_gone() {
        let mut writing = Writing::new(NOTES);
        assert!(writing.replace("Ben #3: Wind", ""));
        assert_eq!(writing.shown(), ["3 Ann #1 Kites", "7 ann #2 Planes"]);
        let mut writing = Writing::new(NOTES);
        assert!(writing.replace("Ben #3: Wind", "```\nBen #3: Wind"));
        assert_eq!(writing.shown(), ["3 Ann #1 Kites", "7 ann #2 Planes"]);
        let mut writing = Writing::new(NOTES);
        writing.replace("Ben #3", "Ben 3");
        assert!(writing.replace("fly", "fly\n- high"), "an edit elsewhere lets go");
        assert_eq!(writing.shown(), ["3 Ann #1 Kites", "8 ann #2 Planes"]);
    }

    fn piece() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "Ann #1: Kites",
            "ann #2: Planes",
            "Ben",
            " 3: ",
            "#4",
            "# Talk 12\n",
            "# #1: A\n",
            "## Section\n",
            "### Ann\n",
            "[Kites](u)\n\n- a\n",
            "[Kites](u)\n\n",
            "12:34 Wind\n",
            "10: A\n\n9: B\n\n",
            "- 00:10 A\n",
            "1. [A](u)\n2. B\n",
            "- Ann #1: A\n",
            "  Ann #2: A\n",
            "**Bold**\n\n",
            "AB 1: A\n\n",
            "Topic 1: A\n\n",
            "Links\n\n",
            "Sponsored by Acme: https://a.example\n\n",
            "Special guests:\n\n",
            "Cleo Lee\n",
            "Extras\n",
            "Joke: A\n",
            "```\n",
            "- item\n",
            "1. item\n",
            "> q\n",
            "\n",
            "\n\n",
            "text ",
            "-\n",
            ":",
        ])
    }

    fn edits() -> impl Strategy<Value = (String, Vec<(prop::sample::Index, usize, String)>)> {
        let text = prop::collection::vec(piece(), 0..16).prop_map(|pieces| pieces.concat());
        let edit = (any::<prop::sample::Index>(), 0..12usize, prop::collection::vec(piece(), 0..3));
        let edit = edit.prop_map(|(at, n_deleted, pieces)| (at, n_deleted, pieces.concat()));
        (text, prop::collection::vec(edit, 1..8))
    }

    proptest! {
        #[test]
        fn an_outline_that_was_kept_equals_one_read_afresh((text, edits) in edits()) {
            let mut writing = Writing::new(&text);
            for (at, n_deleted, insert) in edits {
                let before = (*writing.live).clone();
                let byte_from = at.index(writing.text.len() + 1);
                let byte_to = (byte_from + n_deleted).min(writing.text.len());
                let has_changed = writing.change(Change::replace(byte_from..byte_to, insert));
                prop_assert!(has_changed || before == *writing.live, "{}", &writing.text);
                let shown = (*writing.live).clone();
                prop_assert_eq!(writing.live.release(0), shown != *writing.live);
                prop_assert_eq!(&*writing.live, &Outline::of(&writing.blocks), "{}", &writing.text);
            }
        }
    }
}
