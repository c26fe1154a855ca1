//! The open draft: what belongs to it beside its text, which the editor owns.

use std::collections::BTreeSet;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::HtmlElement;

use super::{AppState, key_bindings};
use crate::draft::Draft;
use crate::editor::{EditorEvents, EditorHandle};
use crate::markdown::{BlockList, ImagePolicy, Patch, RenderOptions};
use crate::rundown::{LiveOutline, Notes, word_counts};
use crate::text::{Applied, Change, Selection};

/// The open draft.
pub struct Document {
    /// As last saved; its format follows the edits, its text does not.
    pub draft: Draft,
    pub blocks: BlockList,
}

impl Document {
    fn new(draft: Draft, images: ImagePolicy) -> Self {
        let blocks = BlockList::new(&draft.text, RenderOptions { images });
        Self { draft, blocks }
    }

    /// Brings format and blocks up to date.
    fn follow(&mut self, text: &str, applied: &[Applied]) -> Patch {
        for one in applied {
            self.draft.format.follow(one);
        }
        let changes: Vec<Change> = applied.iter().map(|one| one.change.clone()).collect();
        self.blocks.update(text, &changes)
    }
}

impl AppState {
    /// Puts a draft into the editor and the preview, in place of the one that is open.
    pub(crate) fn show(&self, draft: Draft) {
        let images = self.image_policy(&draft);
        let n_blocks_before = self.n_blocks();
        self.with_editor(|editor| {
            // The cursor alone: a selection that comes back unseen would be typed over.
            let selection = Selection::cursor(draft.byte_head);
            editor.open(draft.id.as_str(), &draft.text, &selection);
        });
        self.open.set(Some(draft.summary()));
        self.withdraw_undo();
        let document = Document::new(draft, images);
        let inserted = 0..document.blocks.blocks().len();
        self.outline.set(LiveOutline::new(&document.blocks));
        self.document.set_value(Some(document));
        self.draw(Patch::splice(0..n_blocks_before, inserted));
        self.follow_cursor();
        self.follow_folds();
        self.read_other_drafts();
    }

    /// The editor's text has changed: the preview and the outline follow, and saving is due.
    pub(crate) fn text_changed(&self, applied: &[Applied]) {
        let patch = self.document.try_update_value(|document| {
            let document = document.as_mut()?;
            self.with_editor(|editor| editor.with_source(|source| document.follow(source.as_str(), applied)))
        });
        if let Some(patch) = patch.flatten() {
            self.follow_outline(&patch, applied);
            self.draw(patch);
        }
        self.withdraw_undo();
        self.save_soon();
    }

    fn follow_outline(&self, patch: &Patch, applied: &[Applied]) {
        let line = match applied {
            [one] if one.n_breaks_removed + one.n_breaks_inserted == 0 => Some(one.line),
            _ => None,
        };
        let has_changed = self.outline.try_maybe_update(|outline| {
            let has_changed = self.with_blocks(|blocks| outline.update(blocks, patch, line)) == Some(true);
            (has_changed, has_changed)
        });
        if has_changed == Some(true) {
            self.follow_folds();
        }
    }

    /// The cursor has moved, or undo has become possible or impossible.
    pub(crate) fn follow_cursor(&self) {
        self.with_editor(|editor| {
            let byte_head = editor.selection().main().byte_head;
            let line = editor.with_source(|source| source.line_of_byte(byte_head));
            set_if_changed(self.cursor_line, line);
            self.let_go_of_label(line);
            set_if_changed(self.history, (editor.can_undo(), editor.can_redo()));
        });
    }

    /// Lets go of a label that is held, unless it stands on this line: folds and cards follow the outline as it is read.
    pub(super) fn let_go_of_label(&self, line: usize) {
        let released = self.outline.try_maybe_update(|outline| {
            let has_changed = outline.release(line);
            (has_changed, has_changed)
        });
        if released == Some(true) {
            self.follow_folds();
            self.draw(Patch::default());
        }
    }

    /// Renders the preview again, after what it may show has changed: all of it, because what the sanitiser
    /// makes of raw HTML changes too, and the block list does not see that.
    pub(crate) fn render_again(&self) {
        let text = self.text();
        let n_blocks = self.n_blocks();
        self.document.update_value(|document| {
            if let Some(document) = document {
                let images = self.image_policy(&document.draft);
                document.blocks.set_options(&text, RenderOptions { images });
            }
        });
        self.draw(Patch::splice(0..n_blocks, 0..self.n_blocks()));
    }

    fn draw(&self, patch: Patch) {
        self.count_words();
        self.redraw.update(|due| {
            *due = Some(match due.take() {
                Some(earlier) => earlier.then(patch),
                None => patch,
            });
        });
    }

    fn count_words(&self) {
        let counts = self.with_blocks(|blocks| {
            (self.outline.with_untracked(|outline| word_counts(blocks, outline)), blocks.n_words())
        });
        let (counts, n_words) = counts.unwrap_or_default();
        set_if_changed(self.word_counts, counts);
        set_if_changed(self.n_words, n_words);
    }

    /// What of the preview must be drawn anew, once: a reader of it is run again when there is more.
    pub fn take_redraw(&self) -> Option<Patch> {
        let patch = self.redraw.get();
        self.redraw.update_untracked(|due| *due = None);
        patch
    }

    /// Calls `f` with the blocks of the open draft, if one is open.
    pub fn with_blocks<R>(&self, f: impl FnOnce(&BlockList) -> R) -> Option<R> {
        self.document.with_value(|document| document.as_ref().map(|document| f(&document.blocks)))
    }

    /// Calls `f` with the notes that are open, if there are any.
    pub(crate) fn with_notes<R>(&self, f: impl FnOnce(&Notes) -> R) -> Option<R> {
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
        let policy = self.document.with_value(|document| document.as_ref().map(|d| self.image_policy(&d.draft)));
        policy.unwrap_or(ImagePolicy::Placeholder)
    }

    /// Puts the editor on the page, with the draft in it that was open last.
    pub fn mount_editor(&self, parent: &HtmlElement) {
        let state = *self;
        let events = EditorEvents {
            on_change: Box::new(move |applied| state.text_changed(applied)),
            on_select: Box::new(move |_| state.follow_cursor()),
            on_command: Box::new(move |id| state.run_by_id(id)),
            on_fold: Box::new(move || state.follow_folds()),
            on_scroll: Box::new(move |line| state.editor_scrolled(line)),
        };
        match EditorHandle::mount(parent, &key_bindings(), events) {
            Ok(editor) => {
                self.editor.set_value(Some(editor));
                self.open_where_the_author_stopped();
            }
            Err(error) => self.warn(error.to_string()),
        }
    }

    pub fn unmount_editor(&self) {
        self.flush();
        self.with_editor(|editor| editor.destroy());
        self.editor.set_value(None);
    }

    /// Puts the focus into the editor.
    pub fn focus_editor(&self) {
        self.once_shown(EditorHandle::focus);
    }

    /// Calls `f` with the editor as soon as the views have followed the state: what is hidden takes no focus.
    pub(crate) fn once_shown(&self, f: impl FnOnce(&EditorHandle) + 'static) {
        let state = *self;
        spawn_local(async move {
            state.with_editor(f);
        });
    }

    /// Takes the open draft out of the editor and the preview.
    pub(crate) fn close(&self) {
        let n_blocks = self.n_blocks();
        self.forget_what_is_due();
        self.withdraw_undo();
        self.document.set_value(None);
        self.open.set(None);
        self.outline.set(LiveOutline::default());
        self.folded.set(BTreeSet::new());
        self.draw(Patch::splice(0..n_blocks, 0..0));
    }

    /// What the open draft is called: the author's name for it, else what the notes say.
    /// Tracks both.
    pub fn title(&self) -> String {
        self.open.with(|open| open.as_ref().map(|open| open.title.clone()).unwrap_or_default())
    }

    fn image_policy(&self, draft: &Draft) -> ImagePolicy {
        let allowed = draft.images_allowed || self.settings.with_untracked(|s| s.images_always_allowed);
        if allowed { ImagePolicy::Allowed } else { ImagePolicy::Placeholder }
    }

    fn n_blocks(&self) -> usize {
        self.document.with_value(|document| document.as_ref().map_or(0, |d| d.blocks.blocks().len()))
    }

    /// The text of the open draft; empty where none is open. O(n): it is a copy.
    pub(crate) fn text(&self) -> String {
        self.with_editor(|editor| editor.with_source(|source| source.as_str().to_owned())).unwrap_or_default()
    }

    /// Calls `f` with the editor, if it is on the page.
    pub(crate) fn with_editor<R>(&self, f: impl FnOnce(&EditorHandle) -> R) -> Option<R> {
        // Cloned (it is one Rc) so that what `f` sets off may come back here.
        self.editor.with_value(Clone::clone).map(|editor| f(&editor))
    }
}

/// Sets a signal only to another value, so that nothing that reads it runs for nothing.
pub(crate) fn set_if_changed<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|current| *current != value) {
        signal.set(value);
    }
}
