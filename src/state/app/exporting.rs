//! Notes out: files downloaded, the clipboard.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag};

use crate::draft::versions::VersionCause;
use crate::editor::{EditorTools, Surface};
use crate::export::{file_name, html_page, in_own_direction, outline_json, with_outer_links, with_own_links};
use crate::markdown::{Block, BlockKind};
use crate::outline::Outline;
use crate::state::AppState;

/// What the open draft can be downloaded as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    Markdown,
    Html,
    Outline,
}

impl AppState {
    /// Downloads the open draft, under a name made from its title.
    pub fn export(&self, format: ExportFormat) {
        match format {
            ExportFormat::Markdown => self.download_notes(),
            ExportFormat::Html => self.export_read(|app, title| {
                app.with_safe_html(move |app, html| {
                    let page = html_page(&title, &with_own_links(&html), app.notes.images());
                    app.screen.download(&file_name(&title, "html"), "text/html", page.as_bytes());
                    app.tell_of_missing_images();
                });
            }),
            ExportFormat::Outline => self.export_read(|app, title| {
                // Read afresh: what is shown may hold a label that is being rewritten.
                let json = app.notes.with_blocks(|blocks| outline_json(&Outline::of(blocks))).unwrap_or_default();
                app.screen.download(&file_name(&title, "json"), "application/json", json.as_bytes());
            }),
        }
    }

    /// Calls `export` with the title of the open draft, once its notes are read; not where they are open as plain text.
    fn export_read(&self, export: impl FnOnce(&AppState, String)) {
        self.notes.catch_up();
        let Some(draft) = self.saving.open_draft_with_text() else { return };
        if !self.is_plain() {
            self.library.keep_version(VersionCause::Exported);
            export(self, draft.title());
        }
    }

    /// Downloads the notes as they stand, also where nothing else works any more.
    pub fn download_notes(&self) {
        let Some(draft) = self.saving.open_draft_with_text() else { return };
        self.library.keep_version(VersionCause::Exported);
        let bytes = draft.format.encode(&draft.text);
        self.screen.download(&file_name(&draft.title(), "md"), "text/markdown", &bytes);
    }

    /// An exported page must contact nobody either unless the author allowed it; that is said, not hidden.
    fn tell_of_missing_images(&self) {
        if self.notes.n_images_blocked.get_untracked() > 0 {
            self.screen
                .tell("Images from other sites are only named in the page. To have them in it, show them here first.");
        }
    }

    /// Copies the notes as they stand.
    pub fn copy_markdown(&self) {
        let text = self.notes.text();
        let copied = window().navigator().clipboard().write_text(&text);
        self.tell_when_copied(copied, "The Markdown is on the clipboard.");
    }

    /// Copies the notes as formatted text, with the Markdown for programs that take plain text only.
    pub fn copy_rich_text(&self) {
        self.notes.catch_up();
        if self.is_plain() {
            return;
        }
        self.with_safe_html(|app, html| match clipboard_item(&with_outer_links(&html), &app.notes.text()) {
            Ok(item) => {
                let copied = window().navigator().clipboard().write(&js_sys::Array::of1(&item));
                app.tell_when_copied(copied, "The formatted notes are on the clipboard.");
            }
            Err(_) => app.screen.warn("This browser cannot copy formatted text. Export the notes as HTML instead."),
        });
    }

    /// Of plain text nothing is known but the text, which is said. Returns whether it is that.
    fn is_plain(&self) -> bool {
        let is_plain = self.notes.surface.get_untracked() == Surface::Plain;
        if is_plain {
            self.screen.tell("These notes are open as plain text. Show them in full first, or export Markdown.");
        }
        is_plain
    }

    fn tell_when_copied(&self, copied: js_sys::Promise, done: &'static str) {
        let app = *self;
        spawn_local(async move {
            match JsFuture::from(copied).await {
                Ok(_) => app.screen.tell(done),
                Err(_) => app
                    .screen
                    .warn("The browser did not allow copying. Allow the clipboard for this page, or export instead."),
            }
        });
    }

    /// Calls `then` with the open notes as HTML that nothing runs in: at once, unless raw HTML in them waits for the editor's
    /// tools. Where those cannot be fetched, which the editor tells, or other notes are open by then, it is not called.
    fn with_safe_html(&self, then: impl FnOnce(&AppState, String) + 'static) {
        if let Some(html) = self.safe_html(EditorTools::now()) {
            return then(self, html);
        }
        let (app, id) = (*self, self.saving.open_id());
        spawn_local(async move {
            let sanitiser = EditorTools::fetch().await.ok();
            if let Some(html) = app.safe_html(sanitiser).filter(|_| app.saving.open_id() == id) {
                then(&app, html);
            }
        });
    }

    /// None where raw HTML waits for a sanitiser.
    fn safe_html(&self, sanitiser: Option<EditorTools>) -> Option<String> {
        let images = self.notes.images();
        let safe = |block: &Block| match block.has_raw_html {
            true => sanitiser.as_ref().map(|sanitiser| sanitiser.sanitize_html(&block.html, images)),
            false => Some(block.html.clone()),
        };
        // Metadata is for the author's tools, not for readers.
        let is_read = |block: &&Block| block.kind != BlockKind::FrontMatter;
        let safe = |block: &Block| safe(block).map(in_own_direction);
        let safe = self.notes.with_blocks(|blocks| blocks.blocks().iter().filter(is_read).map(safe).collect());
        safe.unwrap_or_else(|| Some(String::new()))
    }
}

fn clipboard_item(html: &str, plain: &str) -> Result<web_sys::ClipboardItem, JsValue> {
    let record = js_sys::Object::new();
    for (mime_type, content) in [("text/html", html), ("text/plain", plain)] {
        let options = BlobPropertyBag::new();
        options.set_type(mime_type);
        let blob = Blob::new_with_str_sequence_and_options(&js_sys::Array::of1(&content.into()), &options)?;
        js_sys::Reflect::set(&record, &mime_type.into(), &blob)?;
    }
    web_sys::ClipboardItem::new_with_record_from_str_to_blob_promise(&record)
}
