//! CodeMirror as Rust sees it: in byte offsets, with a mirror of the text that is always there to be read.
//!
//! Each change comes back as a delta, ours as well as the author's, and only then changes the mirror: there is one way.
//!
//! Invariant: after each change the mirror's UTF-16 length equals CodeMirror's, and after each exception in the editor its
//! text does. If it ever does not, the mirror takes CodeMirror's text over at once, and says so in the console.

use std::cell::RefCell;
use std::ops::Range;
use std::rc::{Rc, Weak};

use thiserror::Error;
use wasm_bindgen::prelude::*;
use web_sys::{HtmlElement, console};

use super::events::{Clipboard, EditorEvents};
use super::ffi;
use super::marker::Marker;
use super::pieces::numbered;
use super::stops::{OpenStops, StopPlace};
use super::tools::EditorToolsError;
use crate::text::{Applied, Change, EarlyText, Piece, Selection, SelectionRange, Source, TextEdit};

/// The editor on the page. Clones are the same editor.
#[derive(Clone)]
pub struct EditorHandle(Rc<Mounted>);

/// How a draft is shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Surface {
    /// With all that the editor can do.
    #[default]
    Full,
    /// Its text alone, without colours, marks, folding or fields: for notes that the rest cannot deal with.
    Plain,
}

/// Why there is no editor, or no draft in it.
#[derive(Debug, Error)]
pub enum EditorError {
    /// CodeMirror threw. Reloading helps if it was a passing fault, another browser if this one is too old.
    #[error("the editor could not start ({reason}); reload the page, or open it in a newer browser")]
    Start { reason: String },
    /// A draft cannot be shown in this way: there is [`Surface::Plain`], and there are its earlier versions.
    #[error("{reason}")]
    Open { reason: String },
}

struct Mounted {
    js: ffi::Editor,
    mirror: RefCell<Source>,
    events: EditorEvents,
    callbacks: Callbacks,
}

/// Kept as long as CodeMirror may call them.
struct Callbacks {
    change: Closure<ffi::OnChange>,
    select: Closure<dyn Fn()>,
    command: Closure<dyn Fn(String)>,
    fold: Closure<dyn Fn()>,
    scroll: Closure<ffi::OnScroll>,
    paste: Closure<ffi::OnPaste>,
    fault: Closure<dyn Fn(String)>,
    later: Closure<dyn Fn(bool)>,
}

impl EditorHandle {
    /// Puts an editor into `parent`, with no draft open; or takes the one over that the loader has put there.
    ///
    /// `key_bindings`: CodeMirror's name of a key (`Mod-b`) and the command to report; they win over CodeMirror's own.
    pub fn mount(
        parent: &HtmlElement,
        key_bindings: &[(&str, &str)],
        events: EditorEvents,
    ) -> Result<EditorHandle, EditorError> {
        let owned = |(key, command): &(&str, &str)| ((*key).to_owned(), (*command).to_owned());
        let (keys, commands) = key_bindings.iter().map(owned).unzip();
        let js = ffi::Editor::in_element(parent);
        let js = js.map_err(|thrown| EditorError::Start { reason: message_of(&thrown) })?;
        js.bind_keys(keys, commands);
        let mounted = Rc::new_cyclic(|mounted| Mounted {
            js,
            mirror: RefCell::new(Source::new(String::new())),
            events,
            callbacks: Callbacks::calling(mounted),
        });
        mounted.listen();
        Ok(EditorHandle(mounted))
    }

    /// Whether anything was written before a draft was opened.
    pub fn is_written_early(&self) -> bool {
        self.0.js.is_written_early()
    }

    /// What was written before a draft was opened, once: to be asked for before that.
    pub fn take_early(&self) -> Option<EarlyText> {
        let utf16_cursor = self.0.js.selection_ranges().get(1).copied().unwrap_or_default();
        let [draft_id, shown, written]: [String; 3] = self.0.js.take_early().try_into().ok()?;
        let byte_cursor = Source::new(written.clone()).byte_of_utf16(utf16_cursor as usize);
        Some(EarlyText { draft_id, shown, written, byte_cursor })
    }

    /// Shows a draft. `text` breaks its lines with `\n` alone.
    ///
    /// A draft that was open before comes back with its undo history, selection and scroll position,
    /// unless its text has become another one meanwhile; one that was not has `stops` open. Calls `on_select`, but not `on_change`.
    ///
    /// # Errors
    /// [`EditorError::Open`] where CodeMirror throws even without all that it can do without. Nothing can be written then:
    /// open this draft in another way, or another one.
    pub fn open(
        &self,
        draft_id: &str,
        text: &str,
        selection: &Selection,
        stops: &OpenStops,
        surface: Surface,
    ) -> Result<(), EditorError> {
        let mirror = Source::new(text.to_owned());
        let ranges = utf16_ranges(&mirror, selection);
        let stops = utf16_stops(&mirror, stops);
        self.0.mirror.replace(mirror);
        let (main_idx, is_plain) = (selection.main_idx() as u32, surface == Surface::Plain);
        let opened = self.0.js.open(draft_id, text, &ranges, main_idx, &stops, is_plain);
        opened.map_err(|thrown| EditorError::Open { reason: message_of(&thrown) })
    }

    /// Drops what is kept of a draft: its undo history, its scroll position.
    pub fn forget(&self, draft_id: &str) {
        self.0.js.forget(draft_id);
    }

    /// Reads the text.
    ///
    /// # Panics
    /// If `read` changes the text or opens a draft; take what you need out of it first.
    pub fn with_source<R>(&self, read: impl FnOnce(&Source) -> R) -> R {
        read(&self.0.mirror.borrow())
    }

    pub fn selection(&self) -> Selection {
        self.0.selection()
    }

    /// Applies an edit of the present text as one undo step, and scrolls to the selection.
    pub fn apply(&self, edit: &TextEdit) {
        if edit.is_empty() && edit.selection.is_none() {
            return;
        }
        let positions = self.with_source(|source| utf16_positions(source, edit));
        let ranges = self.with_source(|source| utf16_ranges_after(source, edit));
        let main_idx = edit.selection.as_ref().map_or(0, Selection::main_idx);
        let inserts = edit.changes().iter().map(|change| change.insert.clone());
        self.0.js.apply(&positions, inserts.collect(), &ranges, main_idx as u32);
    }

    /// Applies an edit that was made in another tab: nothing that undo takes back, and nothing that scrolls.
    pub fn apply_from_elsewhere(&self, edit: &TextEdit) {
        if edit.is_empty() {
            return;
        }
        let positions = self.with_source(|source| utf16_positions(source, edit));
        let inserts = edit.changes().iter().map(|change| change.insert.clone());
        self.0.js.apply_from_elsewhere(&positions, inserts.collect());
    }

    /// CodeMirror as it is, for what has to do without Rust.
    pub fn as_js(&self) -> &JsValue {
        self.0.js.as_ref()
    }

    /// What `/` at the start of a line offers: id, name and what stands beside it, in order. The id comes back as a command, `template:…`.
    pub fn set_templates(&self, templates: impl Iterator<Item = (String, String, String)>) {
        let (mut ids, mut names, mut groups) = (Vec::new(), Vec::new(), Vec::new());
        for (id, name, group) in templates {
            ids.push(id);
            names.push(name);
            groups.push(group);
        }
        self.0.js.set_templates(ids, names, groups);
    }

    /// Replaces `bytes` by a filled-in template, together with changes elsewhere, as one undo step, and selects its first stop.
    /// Tab goes on to the next, then to the stops of a template that was being filled in; those of one name are edited together.
    /// Without a `Cursor`, the last stop is the end.
    pub fn insert_pieces(&self, bytes: Range<usize>, pieces: &[Piece], changes_elsewhere: &[Change]) {
        let (texts, stops) = numbered(pieces);
        let place = self.with_source(|source| [utf16(source, bytes.start), utf16(source, bytes.end)]);
        let ends = changes_elsewhere.iter().flat_map(|change| [change.byte_from, change.byte_to]);
        let positions: Vec<u32> = self.with_source(|source| ends.map(|byte| utf16(source, byte)).collect());
        let inserts = changes_elsewhere.iter().map(|change| change.insert.clone()).collect();
        self.0.js.insert_pieces(&place, texts, &stops, &positions, inserts);
    }

    /// The same, as the beginning of a new draft: undo leads back to it, not behind it.
    pub fn begin_with_pieces(&self, pieces: &[Piece]) {
        let (texts, stops) = numbered(pieces);
        self.0.js.begin_with_pieces(texts, &stops);
    }

    /// The stops that are not done yet.
    pub fn open_stops(&self) -> OpenStops {
        let stops = self.0.js.open_stops();
        self.with_source(|source| stops_of(source, &stops))
    }

    pub fn undo(&self) {
        self.0.js.undo();
    }

    pub fn redo(&self) {
        self.0.js.redo();
    }

    pub fn can_undo(&self) -> bool {
        self.0.js.can_undo()
    }

    pub fn can_redo(&self) -> bool {
        self.0.js.can_redo()
    }

    pub fn focus(&self) {
        self.0.js.focus();
    }

    /// Puts the cursor at `byte`, scrolled to the top third. The focus stays where it is.
    pub fn show(&self, byte: usize) {
        let position = self.with_source(|source| utf16(source, byte));
        self.0.js.show(position);
    }

    /// Puts the cursor at `byte`, scrolled to the top third, and the focus with it.
    pub fn reveal(&self, byte: usize) {
        let position = self.with_source(|source| utf16(source, byte));
        self.0.js.reveal(position);
    }

    /// The same, with some sentences below the cursor until it goes on or something is typed.
    pub fn reveal_finding(&self, byte: usize, messages: Vec<String>) {
        let position = self.with_source(|source| utf16(source, byte));
        self.0.js.say_finding(position, messages);
    }

    /// What is folded away, in the order of the text.
    pub fn folds(&self) -> Vec<Range<usize>> {
        let ends = self.0.js.folds();
        let byte = |source: &Source, utf16: u32| source.byte_of_utf16(utf16 as usize);
        self.with_source(|source| {
            ends.chunks_exact(2).map(|ends| byte(source, ends[0])..byte(source, ends[1])).collect()
        })
    }

    /// Folds exactly these stretches away. Empty ones are not folded.
    pub fn set_folds(&self, folds: &[Range<usize>]) {
        let ends = folds.iter().filter(|bytes| !bytes.is_empty()).flat_map(|bytes| [bytes.start, bytes.end]);
        let ends: Vec<u32> = self.with_source(|source| ends.map(|byte| utf16(source, byte)).collect());
        self.0.js.set_folds(&ends);
    }

    /// Shows these markers, and no others. Takes time linear in them.
    pub fn show_markers(&self, markers: &[Marker]) {
        let ends = markers.iter().flat_map(|marker| [marker.bytes.start, marker.bytes.end]);
        let ends: Vec<u32> = self.with_source(|source| ends.map(|byte| utf16(source, byte)).collect());
        let kinds: Vec<u32> = markers.iter().map(|marker| marker.kind as u32).collect();
        let messages = markers.iter().map(|marker| marker.message.clone()).collect();
        self.0.js.show_findings(&ends, &kinds, messages);
    }

    /// Scrolls to a 1-based line; its fraction is how much of it goes above the top edge.
    pub fn scroll_to_line(&self, line: f64) {
        let position = self.with_source(|source| utf16(source, source.byte_of_line(line as usize)));
        self.0.js.scroll_to(position, line.fract());
    }

    /// Opens find and replace.
    pub fn find(&self) {
        self.0.js.find();
    }

    /// Takes the editor off the page. Nothing is reported any more.
    pub fn destroy(&self) {
        self.0.js.destroy();
    }
}

impl Mounted {
    fn listen(&self) {
        let Callbacks { change, select, command, fold, scroll, paste, fault, later } = &self.callbacks;
        self.js.listen(change, select, command, fold, scroll, paste, fault, later);
    }

    fn selection(&self) -> Selection {
        let ends = self.js.selection_ranges();
        let mirror = self.mirror.borrow();
        let byte = |utf16: u32| mirror.byte_of_utf16(utf16 as usize);
        let ranges = ends.chunks_exact(2).map(|ends| SelectionRange::new(byte(ends[0]), byte(ends[1])));
        Selection::new(ranges.collect(), self.js.main_idx() as usize)
    }

    /// The line at the top edge, where several folded ones may stand as one.
    fn line_at_top(&self, utf16_from: u32, utf16_to: u32, fraction: f64) -> f64 {
        let mirror = self.mirror.borrow();
        let line = |utf16: u32| mirror.line_of_byte(mirror.byte_of_utf16(utf16 as usize)) as f64;
        line(utf16_from) + fraction * (line(utf16_to) - line(utf16_from) + 1.0)
    }

    /// Brings the mirror up to date, and says what that took.
    fn follow(&self, positions: &[u32], inserts: &[String], len_utf16: u32) -> Vec<Applied> {
        let mut mirror = self.mirror.borrow_mut();
        let deltas = positions.chunks_exact(2).zip(inserts);
        let mut applied: Vec<Applied> =
            deltas.map(|(ends, insert)| mirror.replace_utf16(ends[0] as usize, ends[1] as usize, insert)).collect();
        if mirror.len_utf16() != len_utf16 as usize {
            applied.push(resynchronise(&mut mirror, &self.js.text()));
        }
        applied
    }

    /// Compares the mirror with CodeMirror's text, which takes time linear in it, and takes over what differs.
    fn compare(&self) {
        let text = self.js.text();
        let is_alike = *self.mirror.borrow().as_str() == text;
        if !is_alike {
            let applied = resynchronise(&mut self.mirror.borrow_mut(), &text);
            (self.events.on_change)(&[applied]);
        }
    }
}

impl Callbacks {
    fn calling(mounted: &Weak<Mounted>) -> Callbacks {
        let [changed, selected, commanded, folded, scrolled, pasted, failed, fetched] =
            std::array::from_fn(|_| mounted.clone());
        Callbacks {
            change: Closure::new(move |positions: Vec<u32>, inserts: Vec<String>, len_utf16| {
                with(&changed, |mounted| {
                    let applied = mounted.follow(&positions, &inserts, len_utf16);
                    (mounted.events.on_change)(&applied);
                });
            }),
            select: Closure::new(move || {
                with(&selected, |mounted| (mounted.events.on_select)(&mounted.selection()));
            }),
            command: Closure::new(move |command: String| {
                with(&commanded, |mounted| (mounted.events.on_command)(&command));
            }),
            fold: Closure::new(move || with(&folded, |mounted| (mounted.events.on_fold)())),
            scroll: Closure::new(move |utf16_from, utf16_to, fraction| {
                with(&scrolled, |mounted| {
                    (mounted.events.on_scroll)(mounted.line_at_top(utf16_from, utf16_to, fraction));
                });
            }),
            paste: Closure::new(move |text, html, title, files| {
                let clipboard = Clipboard { text, html, title, files };
                pasted.upgrade().is_some_and(|mounted| (mounted.events.on_paste)(clipboard))
            }),
            fault: Closure::new(move |switched_off: String| {
                with(&failed, |mounted| {
                    mounted.compare();
                    (mounted.events.on_fault)(&switched_off);
                });
            }),
            later: Closure::new(move |has_come: bool| {
                with(&fetched, |mounted| (mounted.events.on_later)(has_come.then_some(()).ok_or(EditorToolsError)));
            }),
        }
    }
}

/// Calls `f` unless the editor is gone.
fn with(mounted: &Weak<Mounted>, f: impl FnOnce(&Mounted)) {
    if let Some(mounted) = mounted.upgrade() {
        f(&mounted);
    }
}

/// What was thrown says of itself.
fn message_of(thrown: &JsValue) -> String {
    let error = thrown.dyn_ref::<js_sys::Error>();
    error.map_or_else(|| format!("{thrown:?}"), |error| String::from(error.to_string()))
}

/// Makes the mirror equal to `text`, by the smallest replacement.
///
/// Known to happen when half of a surrogate pair is deleted, which no Rust string can hold.
fn resynchronise(mirror: &mut Source, text: &str) -> Applied {
    console::error_1(&"the mirror of the notes had drifted from the editor and was taken anew".into());
    let (bytes, insert) = difference(mirror.as_str(), text);
    let (utf16_from, utf16_to) = (mirror.utf16_of_byte(bytes.start), mirror.utf16_of_byte(bytes.end));
    mirror.replace_utf16(utf16_from, utf16_to, insert)
}

/// What to replace in `old`, and by what, so that it becomes `new`.
fn difference<'a>(old: &str, new: &'a str) -> (Range<usize>, &'a str) {
    let n_before = n_bytes_alike(old.chars(), new.chars());
    let n_after = n_bytes_alike(old[n_before..].chars().rev(), new[n_before..].chars().rev());
    (n_before..old.len() - n_after, &new[n_before..new.len() - n_after])
}

fn n_bytes_alike(old: impl Iterator<Item = char>, new: impl Iterator<Item = char>) -> usize {
    let alike = old.zip(new).take_while(|(old, new)| old == new);
    alike.map(|(char, _)| char.len_utf8()).sum()
}

fn utf16(source: &Source, byte: usize) -> u32 {
    source.utf16_of_byte(byte) as u32
}

fn utf16_positions(source: &Source, edit: &TextEdit) -> Vec<u32> {
    let ends = edit.changes().iter().flat_map(|change| [change.byte_from, change.byte_to]);
    ends.map(|byte| utf16(source, byte)).collect()
}

/// The selection that an edit asks for, in the text after it; empty if it asks for none. O(edit).
fn utf16_ranges_after(source: &Source, edit: &TextEdit) -> Vec<u32> {
    let ranges = edit.selection.iter().flat_map(Selection::ranges);
    let ends = ranges.flat_map(|range| [range.byte_anchor, range.byte_head]);
    ends.map(|byte| utf16_after(source, edit, byte) as u32).collect()
}

/// The UTF-16 position of a byte of the text that an edit leaves; `source` is the one before it.
fn utf16_after(source: &Source, edit: &TextEdit, byte: usize) -> usize {
    // A byte and a UTF-16 position behind the last change: before the edit, and after it.
    let (mut before, mut after) = ((0, 0), (0, 0));
    for change in edit.changes() {
        let byte_insert = after.0 + change.byte_from - before.0;
        if byte < byte_insert {
            break;
        }
        let utf16_insert = after.1 + source.utf16_of_byte(change.byte_from) - before.1;
        let inserted = &change.insert[..change.insert.floor_char_boundary(byte - byte_insert)];
        let utf16_end = utf16_insert + inserted.encode_utf16().count();
        if byte <= byte_insert + change.insert.len() {
            return utf16_end;
        }
        before = (change.byte_to, source.utf16_of_byte(change.byte_to));
        after = (byte_insert + change.insert.len(), utf16_end);
    }
    after.1 + source.utf16_of_byte(before.0 + byte - after.0) - before.1
}

fn utf16_ranges(source: &Source, selection: &Selection) -> Vec<u32> {
    let ends = selection.ranges().iter().flat_map(|range| [range.byte_anchor, range.byte_head]);
    ends.map(|byte| utf16(source, byte)).collect()
}

/// As `bundle/stops.js` has them.
fn utf16_stops(source: &Source, stops: &OpenStops) -> Vec<u32> {
    let flat = |place: &StopPlace| {
        let [from, to] = [place.bytes.start, place.bytes.end].map(|byte| utf16(source, byte));
        [place.stop_idx as u32, u32::from(place.is_end), from, to]
    };
    match stops.places.is_empty() {
        true => Vec::new(),
        false => [stops.stop_idx as u32].into_iter().chain(stops.places.iter().flat_map(flat)).collect(),
    }
}

fn stops_of(source: &Source, stops: &[u32]) -> OpenStops {
    let byte = |utf16: u32| source.byte_of_utf16(utf16 as usize);
    let place = |flat: &[u32]| StopPlace {
        stop_idx: flat[0] as usize,
        is_end: flat[1] == 1,
        bytes: byte(flat[2])..byte(flat[3]),
    };
    let Some((idx, flat)) = stops.split_first() else { return OpenStops::default() };
    OpenStops { stop_idx: *idx as usize, places: flat.chunks_exact(4).map(place).collect() }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn positions_after_an_edit_are_those_of_the_edited_text(
            text in "[a🎙é\n]{0,12}",
            ends in prop::collection::vec(0..40usize, 4),
            inserts in prop::array::uniform2("[b凧🎙\n]{0,4}"),
        ) {
            let mut ends: Vec<usize> = ends.iter().map(|end| text.floor_char_boundary(end % (text.len() + 1))).collect();
            ends.sort();
            let [first, second] = inserts;
            let changes = vec![Change::replace(ends[0]..ends[1], first), Change::replace(ends[2]..ends[3], second)];
            let edit = TextEdit::new(changes, None);
            let (source, edited) = (Source::new(text.clone()), Source::new(edit.apply(&text)));
            for byte in (0..=edited.len_bytes()).filter(|byte| edited.as_str().is_char_boundary(*byte)) {
                prop_assert_eq!(utf16_after(&source, &edit, byte), edited.utf16_of_byte(byte));
            }
        }
    }
}
