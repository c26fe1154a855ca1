//! Rundown: a notes editor that runs entirely in the browser, for people who write show notes.
//!
//! A tour, in reading order. Arrows point one way, from the last of these to the first; the first six
//! know no browser and are tested natively.
//!
//! - [`text`]: edits and positions; the one converter between bytes, UTF-16 units and lines; files.
//! - [`markdown`]: the blocks of a text, each as safe HTML; the formatting commands.
//! - [`outline`]: what a line of notes is: labels, segments, who speaks and who comes next.
//! - [`rundown`]: what is done with notes: checks, templates, episodes; segments moved, numbered, renamed.
//! - [`export`]: the outline as JSON, a standalone page, names for files.
//! - [`draft`]: a draft, the list of them, and the form in which they are stored; merging, history, search, backup.
//! - [`storage`]: the journal in IndexedDB and its second copy in local storage; the other tabs; the guard, which saves
//!   the text after a crash.
//! - [`editor`]: CodeMirror, behind a handle that speaks bytes; the sanitiser.
//! - [`state`]: what the app is doing: four rooms of signals and commands (`screen`, `saving`, `library`, `notes`), and
//!   `app`, which has what takes more than one.
//! - [`ui`]: what the author sees: the parts of everything, a folder for each panel, the dialogs, the frame around them.
//!
//! `ARCHITECTURE.md` has the map, and says where each kind of change is made.

pub mod draft;
pub mod editor;
pub mod export;
pub mod markdown;
pub mod outline;
pub mod rundown;
pub mod state;
pub mod storage;
pub mod text;
pub mod ui;
