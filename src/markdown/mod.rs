//! Markdown: turns a text into a list of blocks, each with safe HTML and its visible lines. Also the formatting
//! commands.
//!
//! Invariant: nothing here knows the meaning of show notes or the browser.
//! Any text is a document: parsing and rendering never fail, and take time in proportion to the text.
//!
//! In reading order: [`options`](mod@options) (the dialect), `events` (parsing), [`blocks`](BlockList) (the model) with
//! `block`, `front_matter` and `starts`, `window` (what is parsed again after an edit), `reading` (from a piece of text to
//! its blocks) with `tiling`, `far_blocks` (what an edit changes far away) with `reach` and `labels`, `html` with `links`,
//! [`web_host`](mod@web_host), `images`, `headings` and `footnotes` (how a block looks), `lines`, `runs` and `words`
//! (its visible text, where that is in the source, and how much it is), `visible` (from a click to the source), `prose`
//! (all visible text), [`walk`] (the events of a source), [`commands`].

#[cfg(test)]
mod arbitrary;
mod autolinks;
mod block;
mod blocks;
pub mod commands;
mod depth;
mod events;
mod far_blocks;
mod footnotes;
mod front_matter;
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
pub use block::{Block, BlockKind, Metadata, MetadataField};
pub use blocks::BlockList;
pub use lines::{InlineLine, InlineLink, ListItem};
pub use options::*;
pub use patch::Patch;
pub use prose::{ProseLine, prose};
pub use visible::{VisiblePlace, byte_of_visible};
pub use walk::walk;
pub(crate) use web_host::percent_decoded;
pub use web_host::{WebHost, web_host};
