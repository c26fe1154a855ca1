//! The dialogs: each asks something or shows something, and gives the focus back when it closes.

pub mod backup;
pub mod fix;
pub mod history;
pub mod keys;
pub mod new_episode;
pub mod palette;
pub mod rename_host;
pub mod show_profile;
pub mod templates;
