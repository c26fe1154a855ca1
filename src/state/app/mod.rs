//! What takes more than one room: drafts opened and closed, the start, files in and out, a new episode, and the table of
//! all commands.

mod commands;
mod date_names;
mod drafts;
mod editor;
mod episode;
mod exporting;
mod importing;
mod opening;
mod starting;
mod tabs;

pub use self::commands::{Command, Group};
pub use self::episode::{EpisodeBasis, EpisodeSource};
pub use self::exporting::ExportFormat;
