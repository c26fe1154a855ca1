//! The preview: what the listeners will see, segment by segment.
//!
//! `pane` is the component, `drawing` when it is drawn; `surface` owns the elements below the preview's root, `drawn` is
//! one of them, `filling` is what is not drawn at once, `sight` what takes part in layout; `cards` say what they look
//! like, `episode` is what stands above them, `click` and `place` lead from the page back to
//! the notes, `metadata` writes there.

mod cards;
mod click;
mod drawing;
mod drawn;
mod episode;
mod filling;
mod head;
mod metadata;
mod pane;
mod place;
mod sight;
mod surface;

pub use self::click::EditHere;
pub use self::episode::bind_episode;
pub use self::head::PreviewToolbar;
pub use self::pane::{PreviewFoot, PreviewNotes, bind_preview, follow_acts};
