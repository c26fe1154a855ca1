//! The editing surface: CodeMirror 6 behind a handle, and the one door by which HTML enters the page.
//!
//! CodeMirror owns the text of the open draft; Rust keeps a mirror of it and never writes the whole text back.
//! [`EditorHandle`] is the only place that turns byte offsets into CodeMirror's UTF-16 ones and back.
//! What typing can do without comes later, as [`EditorTools`] (`tools`): until then a block with raw HTML is shown as text.
//! `bundle.js` and `bundle_later.js` are built from `bundle/` (see `bundle/build.mjs`) and committed, so that building the app
//! needs no Node.
//!
//! The editor knows no show notes: findings are markers to it, the fields of templates are stops, segments are ranges to
//! fold.
//!
//! What throws in CodeMirror stays there (`bundle/faults.js`, `bundle/bounds.js`): it goes on without what threw, and says so.
//!
//! Invariant: after each change, and after each exception, the mirror and CodeMirror hold the same text.

mod conversion;
mod events;
mod ffi;
mod handle;
mod marker;
mod pieces;
mod sanitize;
mod stops;
mod tools;

pub use conversion::Converted;
pub use events::{Clipboard, EditorEvents, OnChange};
pub use handle::{EditorError, EditorHandle, Surface};
pub use marker::{Marker, MarkerKind};
pub use sanitize::{Rendered, new_blocks, render_block};
pub use stops::{OpenStops, StopPlace};
pub use tools::{EditorTools, EditorToolsError};
