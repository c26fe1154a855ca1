//! Markdown: from a text to a list of blocks, each with safe HTML and its visible lines; and the formatting commands.
//!
//! Invariant: nothing here knows what show notes mean, and nothing here touches the browser.
//! Any text is a document: parsing and rendering never fail, and take time in proportion to the text.
//!
//! In reading order: [`options`](mod@options) (the dialect), `events` (the one way to parse), [`blocks`](BlockList) (the model) with `block` and `starts`,
//! `window` (what an edit makes be read again), `reading` (from a piece of text to its blocks) on `tiling`, `settling` (what changes far away) with `reach` and `labels`,
//! `html` with `links`, [`web_host`](mod@web_host), `images`, `headings` and `footnotes` (what a block looks like), `lines`, `runs` and `words` (what it says, in which bytes, and how much),
//! `visible` (where in the source that is), `prose` (what readers read, wherever it stands), [`walk`] (how it is written), [`commands`].

#[cfg(test)]
mod arbitrary;
mod autolinks;
mod block;
mod blocks;
pub mod commands;
mod depth;
mod events;
mod footnotes;
mod headings;
mod html;
mod images;
mod labels;
mod lines;
mod links;
mod options;
#[cfg(test)]
mod oracle;
mod patch;
mod prose;
mod reach;
mod reading;
mod runs;
mod settling;
mod starts;
#[cfg(test)]
mod strict;
mod tiling;
mod visible;
mod walk;
mod web_host;
mod window;
mod words;

pub use autolinks::{Autolink, autolinks};
pub use block::{Block, BlockKind};
pub use blocks::BlockList;
pub use lines::{InlineLine, InlineLink, ListItem};
pub use options::*;
pub use patch::Patch;
pub use prose::{ProseLine, prose};
pub use visible::{VisiblePlace, byte_of_visible};
pub use walk::walk;
pub use web_host::{WebHost, web_host};
