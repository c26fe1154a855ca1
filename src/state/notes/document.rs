//! The open notes: how blocks, outline and preview follow each edit of the text, which the editor owns, by what the edit touched.
//!
//! Invariant: whoever shows the outline is told of all that changed in it, and of no more than a key touched while
//! labels stay what they are and lines where they are.

use std::ops::Range;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::OpenNotes;
use super::templates::open_stops_of;
use crate::draft::{Draft, show_of};
use crate::editor::{EditorError, EditorHandle, Surface};
use crate::markdown::{BlockList, ImagePolicy, Patch, RenderOptions};
use crate::outline::{LiveOutline, OutlineChange, WordCounts};
use crate::rundown::Notes;
use crate::state::screen::About;
use crate::state::set_if_changed;
use crate::text::{Applied, Change, Selection, Side, TextEdit};

/// The notes as they are read.
pub(super) struct Document {
    /// Of plain text there are no blocks.
    surface: Surface,
    /// Of the text as it was last read.
    pub blocks: BlockList,
    /// What has changed since then: reading it takes long, and waits for a pause.
    unread: Vec<Applied>,
    /// What the last reading took, in milliseconds.
    reading_ms: f64,
}

/// Readings that take longer would be felt at each key: they wait for a pause. In milliseconds.
const LONG_READING_MS: f64 = 12.0;
/// A pause in typing after which is read what takes long.
const PAUSE: Duration = Duration::from_millis(200);

/// What of the preview must be drawn anew.
#[derive(Clone, Debug, Default)]
pub struct Redraw {
    pub patch: Patch,
    /// Whether segments may have changed, and not only what is in them.
    pub is_arranged_anew: bool,
}

impl Redraw {
    /// A patch with all segments.
    pub(in crate::state) fn all(patch: Patch) -> Redraw {
        Redraw { patch, is_arranged_anew: true }
    }

    /// This and then another one, as one.
    fn then(self, next: Redraw) -> Redraw {
        Redraw { patch: self.patch.then(next.patch), is_arranged_anew: self.is_arranged_anew || next.is_arranged_anew }
    }
}

impl Document {
    fn new(text: &str, images: ImagePolicy, surface: Surface) -> Self {
        let read = if surface == Surface::Plain { "" } else { text };
        Self { surface, blocks: BlockList::new(read, RenderOptions { images }), unread: Vec::new(), reading_ms: 0.0 }
    }

    /// Takes changes of the text; the blocks follow when they are read. Returns whether that may take long.
    fn take(&mut self, applied: &[Applied]) -> bool {
        if self.surface == Surface::Plain {
            return false;
        }
        self.unread.extend_from_slice(applied);
        self.reading_ms > LONG_READING_MS
    }

    /// Where a block of the text that was read last begins in the text as it is. O(log blocks + changes).
    fn byte_now(&self, block_idx: usize) -> usize {
        let moved = |byte, one: &Applied| TextEdit::new(vec![one.change.clone()], None).map_byte(byte, Side::After);
        self.unread.iter().fold(self.blocks.byte_of(block_idx), moved)
    }

    /// Brings the blocks up to date. Returns the changes that were not read yet, and what they have replaced.
    fn read(&mut self, text: &str) -> Option<(Vec<Applied>, Patch)> {
        let unread = std::mem::take(&mut self.unread);
        if unread.is_empty() {
            return None;
        }
        let begun_ms = js_sys::Date::now();
        let changes: Vec<Change> = unread.iter().map(|one| one.change.clone()).collect();
        let patch = self.blocks.update(text, &changes);
        self.reading_ms = js_sys::Date::now() - begun_ms;
        Some((unread, patch))
    }
}

impl OpenNotes {
    /// Shows a draft in editor and preview, in place of the one before.
    ///
    /// # Errors
    /// Where the editor does not take it: nothing may be shown of it then.
    pub(in crate::state) fn show(&self, draft: &Draft, surface: Surface) -> Result<(), EditorError> {
        // The cursor alone: a selection that comes back unseen would be typed over.
        let selection = Selection::cursor(draft.byte_head);
        let stops = open_stops_of(draft);
        let open = |editor: &EditorHandle| editor.open(draft.id.as_str(), &draft.text, &selection, &stops, surface);
        self.with_editor(open).transpose()?;
        self.surface.set(surface);
        self.read_anew(Some(Document::new(&draft.text, self.images(), surface)));
        Ok(())
    }

    /// Takes the notes out of the preview.
    pub(in crate::state) fn close(&self) {
        self.read_anew(None);
    }

    /// Whatever is known of notes is that of this document from here on.
    fn read_anew(&self, document: Option<Document>) {
        let n_blocks_before = self.n_blocks();
        self.document.set_value(document);
        let is_over = |about: &About| matches!(about, About::LastEdit | About::OpenNotes | About::BrokenLetters);
        self.screen.withdraw(is_over);
        self.read_outline();
        self.check_anew();
        self.draw(Redraw::all(Patch::splice(0..n_blocks_before, 0..self.n_blocks())));
        self.follow_cursor();
        self.follow_folds();
    }

    /// The editor's text has changed: the preview and the outline follow, and saving is due.
    ///
    /// Where following took long the last time, they follow at a pause.
    pub(in crate::state) fn text_changed(&self, applied: &[Applied]) {
        let takes_long =
            self.document.try_update_value(|document| document.as_mut().is_some_and(|it| it.take(applied)));
        match takes_long {
            Some(true) => self.catch_up_at_pause(),
            _ => self.catch_up(),
        }
        self.screen.withdraw(|about| *about == About::LastEdit);
        self.saving.text_changed(applied, self.n_bytes());
        self.saving.ask_to_persist();
    }

    /// Lets preview and outline follow what was typed, if they have not: whoever acts on blocks or segments needs them
    /// as the author has written them.
    pub(in crate::state) fn catch_up(&self) {
        let read = self.document.try_update_value(|document| {
            let document = document.as_mut()?;
            self.with_editor(|editor| editor.with_source(|source| document.read(source.as_str())))?
        });
        if let Some((applied, patch)) = read.flatten() {
            let is_arranged_anew = self.follow_outline(&patch, &applied);
            self.check_soon(&patch);
            self.draw(Redraw { patch, is_arranged_anew });
        }
        set_if_changed(self.is_unread, false);
    }

    /// The block of the notes as they are now that is shown at a place, after preview and outline have caught up; none if
    /// there is no such block.
    pub(in crate::state) fn block_now(&self, block_idx: usize) -> Option<usize> {
        if self.is_unread.get_untracked() {
            let byte = self.document.with_value(|document| document.as_ref().map(|it| it.byte_now(block_idx)))?;
            self.catch_up();
            return self.with_blocks(|blocks| blocks.idx_at_byte(byte))?;
        }
        (block_idx < self.n_blocks()).then_some(block_idx)
    }

    fn catch_up_at_pause(&self) {
        let this = *self;
        set_if_changed(self.is_unread, true);
        self.reading.call(PAUSE, move || this.catch_up());
    }

    /// The cursor has moved, or undo has become possible or impossible.
    pub(in crate::state) fn follow_cursor(&self) {
        self.with_editor(|editor| {
            let byte_head = editor.selection().main().byte_head;
            let line = editor.with_source(|source| source.line_of_byte(byte_head));
            set_if_changed(self.cursor_line, line);
            self.let_go_of_label(line);
            set_if_changed(self.can_undo, editor.can_undo());
            set_if_changed(self.can_redo, editor.can_redo());
        });
    }

    /// Renders the preview again, after what it may show has changed: all of it, because what the sanitiser
    /// makes of raw HTML changes too, and the block list does not see that.
    pub(in crate::state) fn render_again(&self) {
        self.catch_up();
        let text = self.text();
        let n_blocks = self.n_blocks();
        self.document.update_value(|document| {
            if let Some(document) = document {
                let images = self.images();
                let read = if document.surface == Surface::Plain { "" } else { &text };
                document.blocks.set_options(read, RenderOptions { images });
            }
        });
        self.draw(Redraw::all(Patch::splice(0..n_blocks, 0..self.n_blocks())));
    }

    pub(in crate::state) fn draw(&self, redraw: Redraw) {
        self.redraw.update(|due| {
            *due = Some(match due.take() {
                Some(earlier) => earlier.then(redraw),
                None => redraw,
            });
        });
    }

    /// What of the preview must be drawn anew, once: a reader of it is run again when there is more.
    pub fn take_redraw(&self) -> Option<Redraw> {
        let redraw = self.redraw.get();
        self.redraw.update_untracked(|due| *due = None);
        redraw
    }

    /// Whether something must be drawn anew that is not taken yet.
    pub fn has_redraw(&self) -> bool {
        self.redraw.try_with_untracked(Option::is_some).unwrap_or_default()
    }

    /// Calls `f` with the blocks of the open draft as they were last read, if one is open.
    pub fn with_blocks<R>(&self, f: impl FnOnce(&BlockList) -> R) -> Option<R> {
        self.document.with_value(|document| document.as_ref().map(|document| f(&document.blocks)))
    }

    /// Calls `f` with the notes that are open, if there are any.
    pub(in crate::state) fn with_notes<R>(&self, f: impl FnOnce(&Notes) -> R) -> Option<R> {
        self.catch_up();
        let outline = self.outline.read_untracked();
        let found = self.with_blocks(|blocks| {
            self.with_editor(|editor| {
                editor.with_source(|source| f(&Notes { text: source.as_str(), blocks, outline: &outline }))
            })
        });
        found.flatten()
    }

    /// Whether the open draft may fetch images from other sites.
    pub fn images(&self) -> ImagePolicy {
        let is_always = self.screen.settings.with_untracked(|settings| settings.images_always_allowed);
        let is_allowed = is_always || self.saving.is_open_allowed_images();
        if is_allowed { ImagePolicy::Allowed } else { ImagePolicy::Placeholder }
    }

    /// Puts the focus into the editor, unless the author has opened a menu meanwhile, which would be closed by that: a draft
    /// may come late.
    pub fn focus_editor(&self) {
        self.once_shown(|editor| {
            if !is_focus_in_menu() {
                editor.focus();
            }
        });
    }

    /// Calls `f` with the editor as soon as the views have followed the state: what is hidden takes no focus.
    pub(in crate::state) fn once_shown(&self, f: impl FnOnce(&EditorHandle) + 'static) {
        let this = *self;
        spawn_local(async move {
            this.with_editor(f);
        });
    }

    /// What the open draft is called: the author's name for it, else what the notes say.
    /// Tracks both.
    pub fn title(&self) -> String {
        self.saving.open.with(|open| open.as_ref().map(|open| open.title.clone()).unwrap_or_default())
    }

    /// The show that the open draft is an episode of.
    pub fn show_of_open_draft(&self) -> Option<String> {
        let id = self.saving.open_id()?;
        self.saving.drafts.with_untracked(|drafts| show_of(&drafts.get(&id)?.title).map(str::to_owned))
    }

    fn n_blocks(&self) -> usize {
        self.document.with_value(|document| document.as_ref().map_or(0, |d| d.blocks.blocks().len()))
    }

    /// The text of the open draft; empty where none is open. O(n): it is a copy.
    pub(in crate::state) fn text(&self) -> String {
        self.with_editor(|editor| editor.with_source(|source| source.as_str().to_owned())).unwrap_or_default()
    }

    /// The text, where the selection was begun, and where the cursor is, both in bytes. O(n); nothing while no editor is on the
    /// page.
    pub(in crate::state) fn text_and_cursor(&self) -> Option<(String, usize, usize)> {
        self.with_editor(|editor| {
            let main = editor.selection().main();
            (editor.with_source(|source| source.as_str().to_owned()), main.byte_anchor, main.byte_head)
        })
    }

    /// The length of the text of the open draft; 0 where none is open.
    pub(in crate::state) fn n_bytes(&self) -> usize {
        self.with_editor(|editor| editor.with_source(|source| source.as_str().len())).unwrap_or_default()
    }

    /// Reads the outline of the open draft; an empty one where none is open.
    pub(in crate::state) fn read_outline(&self) {
        let read = self.with_blocks(|blocks| {
            let outline = LiveOutline::new(blocks);
            let word_counts = WordCounts::new(blocks, &outline);
            (outline, word_counts)
        });
        let (outline, word_counts) = read.unwrap_or_default();
        self.outline.set(outline);
        self.word_counts.set(word_counts);
        self.count_all_words();
        self.draw_rows(0..usize::MAX);
    }

    /// Some blocks have been replaced: outline and words follow. Returns whether the outline may have changed.
    pub(in crate::state) fn follow_outline(&self, patch: &Patch, applied: &[Applied]) -> bool {
        let line = match applied {
            [one] if one.n_breaks_removed + one.n_breaks_inserted == 0 => Some(one.line),
            _ => None,
        };
        let change = self.change_outline(patch, |outline, blocks| outline.update(blocks, patch, line));
        self.count_all_words();
        !change.is_nothing()
    }

    /// Lets go of a label that is held, unless it stands on this line: folds and cards follow the outline as it is read.
    pub(in crate::state) fn let_go_of_label(&self, line: usize) {
        let change = self.change_outline(&Patch::default(), |outline, _| outline.release(line));
        if !change.is_nothing() {
            self.draw(Redraw::all(Patch::default()));
        }
    }

    fn change_outline(
        &self,
        patch: &Patch,
        change: impl FnOnce(&mut LiveOutline, &BlockList) -> OutlineChange,
    ) -> OutlineChange {
        let n_before = self.outline.with_untracked(|outline| outline.segments.len());
        let change = self.outline.try_maybe_update(|outline| {
            let change = self.with_blocks(|blocks| change(outline, blocks)).unwrap_or_default();
            (!change.is_nothing(), change)
        });
        let change = change.unwrap_or_default();
        let n_after = self.outline.with_untracked(|outline| outline.segments.len());
        self.draw_rows(change.segment_idxs(n_before, n_after));
        self.follow_word_counts(patch, &change);
        if change.has_segments() {
            self.follow_folds();
        }
        change
    }

    fn follow_word_counts(&self, patch: &Patch, change: &OutlineChange) {
        let counted = self.word_counts.try_maybe_update(|word_counts| {
            let outline = self.outline.read_untracked();
            let counted = self.with_blocks(|blocks| word_counts.update(blocks, &outline, patch, change));
            let counted = counted.unwrap_or_default();
            (!counted.is_empty(), counted)
        });
        self.draw_rows(counted.unwrap_or_default());
    }

    fn count_all_words(&self) {
        let n_words = self.with_blocks(BlockList::n_words);
        set_if_changed(self.n_words, n_words.unwrap_or_default());
    }

    /// Counts by segment what stands on these lines; the rows of the outline follow from the first to the last that differs.
    pub(in crate::state) fn count_by_segment(&self, counts: RwSignal<Vec<usize>>, lines: impl Iterator<Item = usize>) {
        let before = counts.get_untracked();
        let after = self.outline.with_untracked(|outline| {
            let mut after = vec![0; outline.segments.len()];
            lines.filter_map(|line| outline.segment_at_line(line)).for_each(|idx| after[idx] += 1);
            after
        });
        let differs = |idx: &usize| before.get(*idx).copied().unwrap_or_default() != after[*idx];
        let changed = (0..after.len()).find(differs).zip((0..after.len()).rfind(differs));
        counts.update_untracked(|counts| *counts = after);
        if let Some((first, last)) = changed {
            self.draw_rows(first..last + 1);
        }
    }

    /// Rows of the outline show something else now.
    pub(crate) fn draw_rows(&self, idxs: Range<usize>) {
        if !idxs.is_empty() {
            self.rows_due.update(|due| {
                *due = Some(due.take().map_or(idxs.clone(), |due| due.start.min(idxs.start)..due.end.max(idxs.end)));
            });
        }
    }

    /// Which rows of the outline may show something else now, once: a reader of it is run again when there are more. Those
    /// beyond the last one come or go.
    pub fn take_rows_due(&self) -> Option<Range<usize>> {
        let due = self.rows_due.get();
        self.rows_due.update_untracked(|due| *due = None);
        due
    }
}

fn is_focus_in_menu() -> bool {
    let focused = document().active_element();
    focused.is_some_and(|element| element.closest("[role=menu]").is_ok_and(|menu| menu.is_some()))
}
