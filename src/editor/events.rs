//! What the editor tells the app.

use web_sys::File;

use super::tools::EditorToolsError;
use crate::text::{Applied, Selection};

/// What the app is told. Each may call the editor's commands in turn.
pub struct EditorEvents {
    /// The text has changed: each entry in the text that the ones before it have left.
    pub on_change: Box<OnChange>,
    /// The selection may have moved or undo become possible or impossible; also after each change, and after `open`.
    pub on_select: Box<dyn Fn(&Selection)>,
    /// A key of the app's was pressed: the command bound to it.
    pub on_command: Box<dyn Fn(&str)>,
    /// Something was folded or unfolded, by the cursor or an edit too.
    pub on_fold: Box<dyn Fn()>,
    /// The author has scrolled: the 1-based line at the top edge, its fraction being how much of it is above.
    /// Not called when the app or typing scrolls.
    pub on_scroll: Box<dyn Fn(f64)>,
    /// Something is pasted. Returns whether that is done; if not, the editor inserts the plain text.
    pub on_paste: Box<dyn Fn(Clipboard) -> bool>,
    /// Something in the editor threw. The text is as it was written, and the mirror too; what is named is switched off.
    pub on_fault: Box<dyn Fn(&str)>,
    /// The editor's tools have come, or could not be fetched.
    pub on_later: Box<dyn Fn(Result<(), EditorToolsError>)>,
}

/// What is pasted, as the clipboard has it; empty where it has none of a kind.
#[derive(Clone, Debug)]
pub struct Clipboard {
    /// Lines end with `\n`.
    pub text: String,
    /// As another program has written it: hostile.
    pub html: String,
    /// Of the address that the text is.
    pub title: String,
    pub files: Vec<File>,
}

/// Given what changed, in order.
pub type OnChange = dyn Fn(&[Applied]);
