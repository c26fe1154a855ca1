//! The preview: what the listeners will see, segment by segment.
//!
//! `pane` is the component; `surface` owns the elements below the preview's root, `cards` and `header` say what they
//! look like, `click` and `place` lead from the page back to the notes.

mod cards;
mod click;
mod dom;
mod edit_here;
mod header;
mod lead;
mod pane;
mod place;
mod surface;
mod toolbar;

pub use self::pane::PreviewPane;
