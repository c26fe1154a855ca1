//! What `bundle.js` and `bundle_later.js` export, as signatures; what each does is said in `bundle/adapter.js`,
//! `bundle/html.js`, `bundle/sanitize.js` and `bundle/to_markdown.js`.
//!
//! Invariant: every offset here is in UTF-16 units. Ranges come flat: `[from, to, from, to, …]`, `[anchor, head, …]`.

use wasm_bindgen::prelude::*;
use web_sys::{Element, File, HtmlElement};

/// The places of the changes, what was inserted at each, and the length of the text after them.
pub(super) type OnChange = dyn Fn(Vec<u32>, Vec<String>, u32);

/// The ends of the text on the line at the top edge, and how much of that line is above the edge, from 0 to 1.
pub(super) type OnScroll = dyn Fn(u32, u32, f64);

/// The plain text, the HTML, the title of an address, the files; returns whether they were dealt with.
pub(super) type OnPaste = dyn Fn(String, String, String, Vec<File>) -> bool;

#[wasm_bindgen(module = "/src/editor/bundle.js")]
extern "C" {
    pub(super) type Editor;

    #[wasm_bindgen(static_method_of = Editor, js_name = "in", catch)]
    pub(super) fn in_element(parent: &HtmlElement) -> Result<Editor, JsValue>;

    #[wasm_bindgen(method, js_name = isWrittenEarly)]
    pub(super) fn is_written_early(this: &Editor) -> bool;

    #[wasm_bindgen(method, js_name = takeEarly)]
    pub(super) fn take_early(this: &Editor) -> Vec<String>;

    #[wasm_bindgen(method, js_name = bindKeys)]
    pub(super) fn bind_keys(this: &Editor, keys: Vec<String>, commands: Vec<String>);

    #[wasm_bindgen(method)]
    pub(super) fn listen(
        this: &Editor,
        on_change: &Closure<OnChange>,
        on_select: &Closure<dyn Fn()>,
        on_command: &Closure<dyn Fn(String)>,
        on_fold: &Closure<dyn Fn()>,
        on_scroll: &Closure<OnScroll>,
        on_paste: &Closure<OnPaste>,
        on_fault: &Closure<dyn Fn(String)>,
        on_later: &Closure<dyn Fn(bool)>,
    );

    #[wasm_bindgen(method, catch)]
    pub(super) fn open(
        this: &Editor,
        draft_id: &str,
        text: &str,
        ranges: &[u32],
        main_idx: u32,
        stops: &[u32],
        is_plain: bool,
    ) -> Result<(), JsValue>;

    #[wasm_bindgen(method)]
    pub(super) fn forget(this: &Editor, draft_id: &str);

    #[wasm_bindgen(method)]
    pub(super) fn text(this: &Editor) -> String;

    #[wasm_bindgen(method, js_name = selectionRanges)]
    pub(super) fn selection_ranges(this: &Editor) -> Vec<u32>;

    #[wasm_bindgen(method, js_name = mainIdx)]
    pub(super) fn main_idx(this: &Editor) -> u32;

    #[wasm_bindgen(method)]
    pub(super) fn apply(this: &Editor, positions: &[u32], inserts: Vec<String>, ranges: &[u32], main_idx: u32);

    #[wasm_bindgen(method, js_name = applyFromElsewhere)]
    pub(super) fn apply_from_elsewhere(this: &Editor, positions: &[u32], inserts: Vec<String>);

    #[wasm_bindgen(method, js_name = setTemplates)]
    pub(super) fn set_templates(this: &Editor, ids: Vec<String>, names: Vec<String>, groups: Vec<String>);

    #[wasm_bindgen(method, js_name = sayFinding)]
    pub(super) fn say_finding(this: &Editor, position: u32, messages: Vec<String>);

    #[wasm_bindgen(method, js_name = beginWithPieces)]
    pub(super) fn begin_with_pieces(this: &Editor, texts: Vec<String>, stops: &[i32]);

    #[wasm_bindgen(method, js_name = insertPieces)]
    pub(super) fn insert_pieces(
        this: &Editor,
        place: &[u32],
        texts: Vec<String>,
        stops: &[i32],
        positions: &[u32],
        inserts: Vec<String>,
    );

    #[wasm_bindgen(method, js_name = openStops)]
    pub(super) fn open_stops(this: &Editor) -> Vec<u32>;

    #[wasm_bindgen(method)]
    pub(super) fn undo(this: &Editor);

    #[wasm_bindgen(method)]
    pub(super) fn redo(this: &Editor);

    #[wasm_bindgen(method, js_name = canUndo)]
    pub(super) fn can_undo(this: &Editor) -> bool;

    #[wasm_bindgen(method, js_name = canRedo)]
    pub(super) fn can_redo(this: &Editor) -> bool;

    #[wasm_bindgen(method)]
    pub(super) fn focus(this: &Editor);

    #[wasm_bindgen(method)]
    pub(super) fn show(this: &Editor, position: u32);

    #[wasm_bindgen(method)]
    pub(super) fn reveal(this: &Editor, position: u32);

    #[wasm_bindgen(method)]
    pub(super) fn folds(this: &Editor) -> Vec<u32>;

    #[wasm_bindgen(method, js_name = setFolds)]
    pub(super) fn set_folds(this: &Editor, ranges: &[u32]);

    #[wasm_bindgen(method, js_name = showFindings)]
    pub(super) fn show_findings(this: &Editor, positions: &[u32], kinds: &[u32], messages: Vec<String>);

    #[wasm_bindgen(method, js_name = scrollTo)]
    pub(super) fn scroll_to(this: &Editor, position: u32, fraction: f64);

    #[wasm_bindgen(method)]
    pub(super) fn find(this: &Editor);

    #[wasm_bindgen(method)]
    pub(super) fn destroy(this: &Editor);

    #[wasm_bindgen(js_name = laterNow)]
    pub(super) fn later_now() -> Option<EditorTools>;

    #[wasm_bindgen(js_name = fetchLater, catch)]
    pub(super) async fn fetch_later() -> Result<JsValue, JsValue>;

    #[wasm_bindgen(js_name = renderBlock)]
    pub(super) fn render_block(element: &Element, html: &str, has_raw_html: bool, images_allowed: bool) -> bool;

    #[wasm_bindgen(js_name = newBlocks)]
    pub(super) fn new_blocks(root: &Element, next: Option<&Element>, html: &str) -> Vec<Element>;
}

// Methods of what `bundle/fetch_later.js` has fetched: the module is named here so that it is among the files of the build,
// and none of it is imported.
#[wasm_bindgen(module = "/src/editor/bundle_later.js")]
extern "C" {
    #[derive(Clone)]
    pub(super) type EditorTools;

    #[wasm_bindgen(method, js_name = markdownOf)]
    pub(super) fn markdown_of(this: &EditorTools, html: &str) -> Vec<String>;

    #[wasm_bindgen(method, js_name = markdownOfPage)]
    pub(super) fn markdown_of_page(this: &EditorTools, html: &str) -> Vec<String>;

    #[wasm_bindgen(method, js_name = linkWords)]
    pub(super) fn link_words(this: &EditorTools, html: &str, url: &str) -> String;

    #[wasm_bindgen(method, js_name = sanitizeHtml)]
    pub(super) fn sanitize_html(this: &EditorTools, html: &str, images_allowed: bool) -> String;
}
