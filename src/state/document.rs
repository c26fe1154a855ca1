//! The open draft: what belongs to it beside its text, which the editor owns.

use std::collections::BTreeSet;
use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::HtmlElement;

use super::open_fields::open_fields_of;
use super::{AppState, key_bindings};
use crate::draft::Draft;
use crate::editor::{EditorEvents, EditorHandle, Surface};
use crate::markdown::{BlockList, ImagePolicy, Patch, RenderOptions};
use crate::rundown::Notes;
use crate::storage::guard;
use crate::text::{Applied, Change, Selection, Side, TextEdit};

/// The open draft.
pub struct Document {
    /// As last saved, without the text; its format follows the edits.
    pub draft: Draft,
    /// Of plain text there are no blocks.
    surface: Surface,
    /// The highest revision that was given out.
    pub(super) revision: u64,
    /// The revision of the copy in local storage.
    pub(super) revision_in_local: u64,
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
    pub(super) fn all(patch: Patch) -> Redraw {
        Redraw { patch, is_arranged_anew: true }
    }

    /// This and then another one, as one.
    fn then(self, next: Redraw) -> Redraw {
        Redraw { patch: self.patch.then(next.patch), is_arranged_anew: self.is_arranged_anew || next.is_arranged_anew }
    }
}

impl Document {
    /// `revision`: the highest that may have been given out.
    fn new(mut draft: Draft, revision: u64, images: ImagePolicy, surface: Surface) -> Self {
        let text = std::mem::take(&mut draft.text);
        let read = if surface == Surface::Plain { "" } else { &text };
        let blocks = BlockList::new(read, RenderOptions { images });
        Self { draft, surface, revision, revision_in_local: 0, blocks, unread: Vec::new(), reading_ms: 0.0 }
    }

    /// Takes changes of the text; the blocks follow when they are read. Returns whether that may take long.
    fn take(&mut self, applied: &[Applied]) -> bool {
        applied.iter().for_each(|one| self.draft.format.follow(one));
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

impl AppState {
    /// Puts a draft into the editor and the preview, in place of the one that is open. Returns whether it could be shown.
    pub(super) fn show(&self, draft: Draft, surface: Surface) -> bool {
        let begun_ms = self.begin_to_open(&draft);
        let images = self.image_policy(&draft);
        let n_blocks_before = self.n_blocks();
        // The cursor alone: a selection that comes back unseen would be typed over.
        let selection = Selection::cursor(draft.byte_head);
        let fields = open_fields_of(&draft);
        let open = |editor: &EditorHandle| editor.open(draft.id.as_str(), &draft.text, &selection, &fields, surface);
        if let Some(Err(error)) = self.with_editor(open) {
            self.refuse_to_open(&draft, error.to_string());
            return false;
        }
        let id = draft.id.clone();
        self.open.set(Some(draft.summary()));
        self.surface.set(surface);
        self.withdraw_what_is_about_notes();
        let revision = self.highest_given_out(draft.revision);
        let document = Document::new(draft, revision, images, surface);
        let inserted = 0..document.blocks.blocks().len();
        self.document.set_value(Some(document));
        self.read_outline();
        self.check_anew();
        self.draw(Redraw::all(Patch::splice(0..n_blocks_before, inserted)));
        self.follow_cursor();
        self.follow_folds();
        self.read_other_drafts();
        self.has_opened(id, surface, begun_ms);
        true
    }

    /// The editor's text has changed: the preview and the outline follow, and saving is due.
    ///
    /// Where following took long the last time, they follow at a pause.
    pub(crate) fn text_changed(&self, applied: &[Applied]) {
        let takes_long =
            self.document.try_update_value(|document| document.as_mut().is_some_and(|it| it.take(applied)));
        match takes_long {
            Some(true) => self.catch_up_at_pause(),
            _ => self.catch_up(),
        }
        self.withdraw_undo();
        self.save_soon();
        self.ask_to_persist();
    }

    /// Lets preview and outline follow what was typed, if they have not: whoever acts on blocks or segments needs them
    /// as the author has written them.
    pub(crate) fn catch_up(&self) {
        let read = self.document.try_update_value(|document| {
            let document = document.as_mut()?;
            self.with_editor(|editor| editor.with_source(|source| document.read(source.as_str())))?
        });
        if let Some((applied, patch)) = read.flatten() {
            let is_arranged_anew = self.follow_outline(&patch, &applied);
            self.check_soon(&patch);
            self.withdraw_repair_if_done();
            self.draw(Redraw { patch, is_arranged_anew });
        }
        set_if_changed(self.is_unread, false);
    }

    /// The block of the notes as they are now that is shown at a place, after preview and outline have caught up; none if
    /// there is no such block.
    pub(super) fn block_now(&self, block_idx: usize) -> Option<usize> {
        if self.is_unread.get_untracked() {
            let byte = self.document.with_value(|document| document.as_ref().map(|it| it.byte_now(block_idx)))?;
            self.catch_up();
            return self.with_blocks(|blocks| blocks.idx_at_byte(byte))?;
        }
        (block_idx < self.n_blocks()).then_some(block_idx)
    }

    fn catch_up_at_pause(&self) {
        let state = *self;
        set_if_changed(self.is_unread, true);
        self.reading.call(PAUSE, move || state.catch_up());
    }

    /// The cursor has moved, or undo has become possible or impossible.
    pub(crate) fn follow_cursor(&self) {
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
    pub(crate) fn render_again(&self) {
        self.catch_up();
        let text = self.text();
        let n_blocks = self.n_blocks();
        self.document.update_value(|document| {
            if let Some(document) = document {
                let images = self.image_policy(&document.draft);
                let read = if document.surface == Surface::Plain { "" } else { &text };
                document.blocks.set_options(read, RenderOptions { images });
            }
        });
        self.draw(Redraw::all(Patch::splice(0..n_blocks, 0..self.n_blocks())));
    }

    pub(super) fn draw(&self, redraw: Redraw) {
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
    pub(crate) fn with_notes<R>(&self, f: impl FnOnce(&Notes) -> R) -> Option<R> {
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
        let policy = self.document.with_value(|document| document.as_ref().map(|d| self.image_policy(&d.draft)));
        policy.unwrap_or(ImagePolicy::Placeholder)
    }

    /// Puts the editor on the page, with the draft in it that was open last.
    pub fn mount_editor(&self, parent: &HtmlElement) {
        let state = *self;
        let events = EditorEvents {
            on_change: Box::new(move |applied| state.text_changed(applied)),
            on_select: Box::new(move |_| state.follow_cursor()),
            on_command: Box::new(move |id| {
                state.catch_up();
                state.run_by_label(id);
            }),
            on_fold: Box::new(move || state.follow_folds()),
            on_scroll: Box::new(move |line| state.editor_scrolled(line)),
            on_paste: Box::new(move |clipboard| state.paste(clipboard)),
            on_fault: Box::new(move |switched_off| state.editor_failed(switched_off)),
        };
        match EditorHandle::mount(parent, &key_bindings(), events) {
            Ok(editor) => {
                guard::protect(editor.as_js());
                self.editor.set_value(Some(editor));
                self.offer_templates();
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
        self.withdraw_what_is_about_notes();
        self.document.set_value(None);
        self.open.set(None);
        self.tell_guard();
        self.show_save_state();
        self.hold_open_draft();
        self.look_for_file();
        self.read_outline();
        self.check_anew();
        self.folded.set(BTreeSet::new());
        self.draw(Redraw::all(Patch::splice(0..n_blocks, 0..0)));
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

    /// The length of the text of the open draft; 0 where none is open.
    pub(crate) fn n_bytes(&self) -> usize {
        self.with_editor(|editor| editor.with_source(|source| source.as_str().len())).unwrap_or_default()
    }

    /// Calls `f` with the editor, if it is on the page.
    pub(crate) fn with_editor<R>(&self, f: impl FnOnce(&EditorHandle) -> R) -> Option<R> {
        // Cloned (it is one Rc) so that what `f` sets off may come back here.
        self.editor.with_value(Clone::clone).map(|editor| f(&editor))
    }
}

fn is_focus_in_menu() -> bool {
    let focused = document().active_element();
    focused.is_some_and(|element| element.closest("[role=menu]").is_ok_and(|menu| menu.is_some()))
}

/// Sets a signal only to another value, so that nothing that reads it runs for nothing.
pub(crate) fn set_if_changed<T: PartialEq + Send + Sync + 'static>(signal: RwSignal<T>, value: T) {
    if signal.with_untracked(|current| *current != value) {
        signal.set(value);
    }
}
