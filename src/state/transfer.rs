//! Notes in and out: files opened, files downloaded, the clipboard.

use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

use super::{AppState, now_ms};
use crate::draft::Draft;
use crate::draft::versions::VersionCause;
use crate::editor::sanitize_html;
use crate::export::{Images, file_name, html_page, outline_json};
use crate::markdown::{BlockList, ImagePolicy, RenderOptions};
use crate::rundown::Outline;
use crate::storage;
use crate::text::file::decode;

/// The largest file that is opened, in bytes: beyond it no browser storage keeps a draft.
const MAX_FILE_BYTES: f64 = 10_000_000.0;
/// How far down the title of a file is looked for.
const MAX_TOP_BYTES: usize = 16_000;

/// What the open draft can be downloaded as.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExportFormat {
    Markdown,
    Html,
    Outline,
}

impl AppState {
    /// Opens each file as a new draft; of several, the first is shown. Each that cannot be is named, with
    /// the reason, and creates nothing.
    pub fn import(&self, files: Vec<File>) {
        let state = *self;
        spawn_local(async move {
            let mut first = None;
            let mut n_imported = 0;
            for file in files {
                match read_draft(&file).await {
                    Ok(draft) => {
                        state.flush();
                        let draft = state.keep(draft);
                        n_imported += 1;
                        first.get_or_insert(draft);
                    }
                    Err(reason) => state.warn(format!("“{}” was not imported: {reason}", file.name())),
                }
            }
            if let Some(draft) = first {
                state.switch_to(draft);
                state.tell_of_broken_encoding();
            }
            if n_imported > 1 {
                state.tell(format!("{n_imported} files imported, each as a draft."));
            }
        });
    }

    /// Downloads the open draft, under a name made from its title.
    pub fn export(&self, format: ExportFormat) {
        self.catch_up();
        let Some(draft) = self.open_draft_with_text() else { return };
        self.keep_version(VersionCause::Exported);
        let title = draft.title();
        match format {
            ExportFormat::Markdown => {
                let bytes = draft.format.encode(&draft.text);
                self.download(&file_name(&title, "md"), "text/markdown", &bytes);
            }
            ExportFormat::Html => {
                let page = html_page(&title, &self.safe_html(), self.page_images());
                self.download(&file_name(&title, "html"), "text/html", page.as_bytes());
                self.tell_of_missing_images();
            }
            ExportFormat::Outline => {
                // Read afresh: what is shown may hold a label that is being rewritten.
                let json = self.with_blocks(|blocks| outline_json(&Outline::of(blocks))).unwrap_or_default();
                self.download(&file_name(&title, "json"), "application/json", json.as_bytes());
            }
        }
    }

    /// An exported page must contact nobody either unless the author allowed it; that is said, not hidden.
    fn tell_of_missing_images(&self) {
        if self.n_images_blocked.get_untracked() > 0 {
            self.tell("Images from other sites are only named in the page. To have them in it, show them here first.");
        }
    }

    /// Copies the notes as they stand.
    pub fn copy_markdown(&self) {
        let text = self.text();
        let copied = window().navigator().clipboard().write_text(&text);
        self.tell_when_copied(copied, "The Markdown is on the clipboard.");
    }

    /// Copies the notes as formatted text, with the Markdown for programs that take plain text only.
    pub fn copy_rich_text(&self) {
        self.catch_up();
        let item = clipboard_item(&self.safe_html(), &self.text());
        match item {
            Ok(item) => {
                let copied = window().navigator().clipboard().write(&js_sys::Array::of1(&item));
                self.tell_when_copied(copied, "The formatted notes are on the clipboard.");
            }
            Err(_) => self.warn("This browser cannot copy formatted text. Export the notes as HTML instead."),
        }
    }

    fn tell_when_copied(&self, copied: js_sys::Promise, done: &'static str) {
        let state = *self;
        spawn_local(async move {
            match JsFuture::from(copied).await {
                Ok(_) => state.tell(done),
                Err(_) => state
                    .warn("The browser did not allow copying. Allow the clipboard for this page, or export instead."),
            }
        });
    }

    /// The notes as HTML that nothing runs in.
    fn safe_html(&self) -> String {
        let images = self.images();
        self.document.with_value(|document| {
            let Some(document) = document else { return String::new() };
            let blocks = document.blocks.blocks().iter();
            blocks
                .map(|block| match block.has_raw_html {
                    true => sanitize_html(&block.html, images),
                    false => block.html.clone(),
                })
                .collect()
        })
    }

    fn page_images(&self) -> Images {
        match self.images() {
            ImagePolicy::Allowed => Images::Allowed,
            ImagePolicy::Placeholder => Images::Blocked,
        }
    }

    /// Returns whether the browser takes the file.
    pub(crate) fn download(&self, file_name: &str, mime_type: &str, bytes: &[u8]) -> bool {
        let is_taken = start_download(file_name, mime_type, bytes).is_ok();
        if !is_taken {
            self.warn(format!("The browser did not let “{file_name}” be downloaded. Copy the Markdown instead."));
        }
        is_taken
    }
}

/// Reads a file into a draft that is named after it, should its text have no title.
async fn read_draft(file: &File) -> Result<Draft, String> {
    if file.size() > MAX_FILE_BYTES {
        return Err("it is larger than 10 MB. Split it into several files.".to_owned());
    }
    let buffer = JsFuture::from(file.array_buffer())
        .await
        .map_err(|_| "the browser could not read it. Is it still there?".to_owned())?;
    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
    let decoded = decode(&bytes).map_err(|error| error.to_string())?;
    let mut draft = Draft::new(storage::new_draft_id(), decoded.text, decoded.format, now_ms());
    if lacks_title(&draft.text) {
        draft.name = Some(stem(&file.name()).to_owned());
    }
    Ok(draft)
}

/// Whether the notes have no title of their own near the top; their first line then says less than the file's name.
fn lacks_title(text: &str) -> bool {
    let top = &text[..text.floor_char_boundary(MAX_TOP_BYTES)];
    let blocks = BlockList::new(top, RenderOptions { images: ImagePolicy::Placeholder });
    Outline::of(&blocks).title.is_none()
}

/// A file's name without its extension.
fn stem(file_name: &str) -> &str {
    match file_name.rsplit_once('.') {
        Some((stem, _)) if !stem.is_empty() => stem,
        _ => file_name,
    }
}

fn start_download(file_name: &str, mime_type: &str, bytes: &[u8]) -> Result<(), JsValue> {
    let parts = js_sys::Array::of1(&js_sys::Uint8Array::from(bytes));
    let options = BlobPropertyBag::new();
    options.set_type(mime_type);
    let blob = Blob::new_with_u8_array_sequence_and_options(&parts, &options)?;
    let url = Url::create_object_url_with_blob(&blob)?;
    let anchor: HtmlAnchorElement = document().create_element("a")?.unchecked_into();
    anchor.set_href(&url);
    anchor.set_download(file_name);
    anchor.click();
    // The browser has taken the blob by then; a minute is generous.
    set_timeout(move || drop(Url::revoke_object_url(&url)), std::time::Duration::from_secs(60));
    Ok(())
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
