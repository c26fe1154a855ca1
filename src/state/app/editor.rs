//! The editor, put on the page: what it reports goes to the room that it is about.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{File, HtmlElement};

use super::commands::key_bindings;
use crate::editor::{Clipboard, EditorEvents, EditorHandle, EditorTools, EditorToolsError};
use crate::state::saving::Desk;
use crate::state::screen::{About, Offer, Tone};
use crate::state::{AppState, when_idle};
use crate::storage::guard;

const NO_IMAGE_FILES: &str = "Rundown keeps no image files. Upload the image to where the notes go, then paste its \
    address as ![what it shows](address).";

const PART_MISSING: &str = "A part of Rundown could not be fetched. Until it is, HTML is shown as text, what you paste \
    loses its formatting, and find, templates by / and the marks beside the lines are missing. If it goes on, reload \
    the page.";

impl AppState {
    /// Puts the editor on the page, with the draft in it that was open last.
    pub fn mount_editor(&self, parent: &HtmlElement) {
        let app = *self;
        let events = EditorEvents {
            on_change: Box::new(move |applied| app.notes.text_changed(applied)),
            on_select: Box::new(move |_| app.notes.follow_cursor()),
            on_command: Box::new(move |id| {
                app.notes.catch_up();
                app.run_reported(id);
            }),
            on_fold: Box::new(move || app.notes.follow_folds()),
            on_scroll: Box::new(move |line| app.notes.editor_scrolled(line)),
            on_paste: Box::new(move |clipboard| app.paste(clipboard)),
            on_fault: Box::new(move |switched_off| app.editor_failed(switched_off)),
            on_later: Box::new(move |fetched| app.hear_of_editor_tools(fetched)),
        };
        match EditorHandle::mount(parent, &key_bindings(), events) {
            Ok(editor) => {
                guard::protect(editor.as_js());
                self.notes.set_editor(editor);
                self.saving.use_desk(Desk {
                    read: Box::new(move || app.notes.text_and_cursor()),
                    apply_from_elsewhere: Box::new(move |edit| {
                        app.notes.with_editor(|editor| editor.apply_from_elsewhere(edit));
                    }),
                });
                self.notes.has_editor_tools.set(EditorTools::now().is_some());
                request_animation_frame(move || when_idle(fetch_editor_tools));
                self.open_where_the_author_stopped();
            }
            Err(error) => self.screen.warn(error.to_string()),
        }
    }

    /// Returns false if the editor is to insert the plain text. What is more than that waits for the late part, if that is still
    /// on its way, and for the tools that read HTML: pasting twice would leave it twice.
    fn paste(&self, clipboard: Clipboard) -> bool {
        if let Some(late) = self.late.here() {
            return (late.paste)(self, &clipboard);
        }
        if clipboard.html.is_empty() && clipboard.files.is_empty() {
            return false;
        }
        let app = *self;
        spawn_local(async move {
            if !clipboard.html.is_empty() {
                // Without them the text is pasted.
                let _ = EditorTools::fetch().await;
            }
            app.with_late_part(move |app, late| {
                if !late.is_some_and(|late| (late.paste)(app, &clipboard)) {
                    app.notes.insert_plain(&clipboard.text);
                }
            });
        });
        true
    }

    /// What the late part does for [`paste`](Self::paste).
    pub(in crate::state) fn paste_late(&self, clipboard: &Clipboard) -> bool {
        let is_of_files = clipboard.text.trim().is_empty() && !clipboard.files.is_empty();
        match is_of_files {
            true => self.paste_files(&clipboard.files),
            false => return self.notes.paste(clipboard),
        }
        true
    }

    /// Documents become drafts, as when they are dropped; an image has no place to be.
    fn paste_files(&self, files: &[File]) {
        let (images, others): (Vec<File>, Vec<File>) =
            files.iter().cloned().partition(|file| file.type_().starts_with("image/"));
        if !images.is_empty() {
            self.screen.warn(NO_IMAGE_FILES);
        }
        if !others.is_empty() {
            self.import(others);
        }
    }

    /// What waited for it is done now; or it is said what must go on waiting.
    fn hear_of_editor_tools(&self, fetched: Result<(), EditorToolsError>) {
        if fetched.is_ok() {
            self.screen.withdraw(|about| *about == About::EditorTools);
            self.notes.has_editor_tools.set(true);
            self.notes.check_again();
        } else if !self.screen.offers(&About::EditorTools) {
            let offer = Offer::new("Try again", About::EditorTools, fetch_editor_tools);
            self.screen.notify(Tone::Problem, PART_MISSING.to_owned(), Some(offer));
        }
    }

    /// Something in the editor threw, and what is named goes missing. Said once, however often it happens.
    fn editor_failed(&self, switched_off: &str) {
        let text = match switched_off {
            "" => "Something in the editor went wrong. Your notes are as you wrote them.".to_owned(),
            parts => format!(
                "Something in the editor went wrong, and it goes on without {parts}. Your notes are as you wrote them; reload the page to have it back."
            ),
        };
        self.notes.check_again();
        if !self.screen.notices.with_untracked(|notices| notices.iter().any(|notice| notice.text == text)) {
            self.screen.warn(text);
        }
    }
}

fn fetch_editor_tools() {
    spawn_local(async {
        // What comes of it, the editor tells.
        let _ = EditorTools::fetch().await;
    });
}
