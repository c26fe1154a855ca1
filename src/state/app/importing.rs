//! Notes in: files opened, each as a draft. Markdown and text as they are, web pages as Markdown.

use leptos::task::spawn_local;
use wasm_bindgen_futures::JsFuture;
use web_sys::File;

use crate::draft::Draft;
use crate::editor::{Converted, EditorTools};
use crate::markdown::{BlockList, ImagePolicy, RenderOptions};
use crate::outline::Outline;
use crate::state::AppState;
use crate::state::now_ms;
use crate::state::screen::{Offer, Tone};
use crate::storage;
use crate::text::file::{DecodeError, Decoded, OlderText, decode, read_older};

/// The largest file that is opened, in bytes: beyond it no browser storage keeps a draft.
const MAX_FILE_BYTES: f64 = 10_000_000.0;
/// A reader of .docx would have been 80 kB in brotli, for what pasting from the word processor does already.
const COPY_AND_PASTE: &str = "it is a document of a word processor. Open it there, copy all of it, and paste it into \
    the notes: links, lists and tables are kept.";
/// How far down the title of a file is looked for.
const MAX_TOP_BYTES: usize = 16_000;

impl AppState {
    /// Opens each file as a new draft; of several, the first is shown. Each that cannot be is named, with
    /// the reason, and creates nothing.
    pub fn import(&self, files: Vec<File>) {
        self.with_late_part(move |app, late| {
            if let Some(late) = late {
                (late.import)(app, files);
            }
        });
    }

    /// What the late part does for [`import`](Self::import).
    pub(in crate::state) fn import_late(&self, files: Vec<File>) {
        let app = *self;
        spawn_local(async move {
            let mut first = None;
            let mut n_imported = 0;
            for file in files {
                match read_draft(&file).await {
                    Ok(draft) => {
                        app.saving.flush();
                        let draft = app.saving.keep(draft);
                        n_imported += 1;
                        first.get_or_insert(draft);
                    }
                    Err(reason) => app.refuse_file(&file.name(), reason),
                }
            }
            if let Some(draft) = first {
                app.switch_to(draft);
            }
            if n_imported > 1 {
                app.screen.tell(format!("{n_imported} files imported, each as a draft."));
            }
        });
    }

    /// Says why a file is not opened; one in an older encoding can be, which changes its bytes.
    fn refuse_file(&self, file_name: &str, refusal: Refusal) {
        let Some(OlderText { text, read_as }) = refusal.older else {
            return self.screen.warn(format!("“{file_name}” was not imported: {}", refusal.reason));
        };
        let (app, name) = (*self, file_name.to_owned());
        let offer = Offer::lasting("Open and convert", move || app.open_older(&name, &text));
        let reason = format!("“{file_name}” is not UTF-8. It seems to be {read_as}, and would become UTF-8.");
        self.screen.notify(Tone::Problem, reason, Some(offer));
    }

    /// Opens the text of a file in an older encoding as a draft, in UTF-8 from there on.
    pub(in crate::state) fn open_older(&self, file_name: &str, text: &str) {
        match decode(text.as_bytes()) {
            Ok(decoded) => {
                self.saving.flush();
                let draft = self.saving.keep(new_draft(file_name, decoded));
                self.switch_to(draft);
            }
            Err(error) => self.screen.warn(format!("“{file_name}” was not imported: {error}")),
        }
    }
}

/// Reads a file into a draft that is named after it, should its text have no title.
async fn read_draft(file: &File) -> Result<Draft, Refusal> {
    if file.size() > MAX_FILE_BYTES {
        return Err(Refusal::because("it is larger than 10 MB. Split it into several files."));
    }
    let buffer = JsFuture::from(file.array_buffer())
        .await
        .map_err(|_| Refusal::because("the browser could not read it. Is it still there?"))?;
    let bytes = js_sys::Uint8Array::new(&buffer).to_vec();
    let name = file.name();
    let decoded = match kind_of(&name, &bytes) {
        FileKind::WordProcessor => return Err(Refusal::because(COPY_AND_PASTE)),
        FileKind::Page => decode(page_markdown(&bytes).await?.as_bytes()),
        FileKind::Text => decode(&bytes),
    };
    Ok(new_draft(&name, decoded.map_err(|error| Refusal::of(&error, &bytes))?))
}

fn new_draft(file_name: &str, decoded: Decoded) -> Draft {
    let mut draft = Draft::new(storage::new_draft_id(), decoded.text, decoded.format, now_ms());
    if lacks_title(&draft.text) {
        draft.name = Some(stem(file_name).to_owned());
    }
    draft
}

/// How a file is read, by its name or how it begins.
#[derive(Clone, Copy, PartialEq, Eq)]
enum FileKind {
    Text,
    /// HTML
    Page,
    /// Of Word and its like, which can be pasted.
    WordProcessor,
}

fn kind_of(file_name: &str, bytes: &[u8]) -> FileKind {
    let extension = file_name.rsplit_once('.').map(|(_, extension)| extension.to_ascii_lowercase());
    match extension.as_deref() {
        Some("html" | "htm" | "xhtml") => FileKind::Page,
        Some("docx" | "doc" | "odt" | "pages" | "rtf") => FileKind::WordProcessor,
        _ if bytes.starts_with(b"{\\rtf") => FileKind::WordProcessor,
        _ => FileKind::Text,
    }
}

/// What a web page says, in Markdown. One in an older encoding is read as that: it is converted anyway.
async fn page_markdown(bytes: &[u8]) -> Result<String, Refusal> {
    let html = match decode(bytes) {
        Ok(decoded) => decoded.text,
        Err(error) => read_older(bytes).map(|older| older.text).ok_or_else(|| Refusal::of(&error, bytes))?,
    };
    let reader = EditorTools::fetch().await.map_err(|error| Refusal::because(&format!("{error}.")))?;
    match reader.markdown_of_page(&html) {
        Converted::Markdown { markdown, .. } => Ok(markdown + "\n"),
        Converted::Nothing => Err(Refusal::because("it holds no text.")),
        Converted::TooMuch => Err(Refusal::because("it is too large to be converted. Copy the part that you need.")),
    }
}

/// Why a file is not opened, and what it would be if it were read as an older encoding.
struct Refusal {
    reason: String,
    older: Option<OlderText>,
}

impl Refusal {
    fn because(reason: &str) -> Refusal {
        Refusal { reason: reason.to_owned(), older: None }
    }

    fn of(error: &DecodeError, bytes: &[u8]) -> Refusal {
        let is_older = matches!(error, DecodeError::UnknownEncoding { .. });
        Refusal { reason: error.to_string(), older: is_older.then(|| read_older(bytes)).flatten() }
    }
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
