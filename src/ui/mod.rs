//! What the author sees: components, one per file, named for what they show.
//!
//! `app` puts them together; `checks`, `drafts`, `history`, `new_episode`, `outline`, `palette`, `preview`, `show_profile` and
//! `templates` are folders of their own. Forms are made of `dialog`, `field` and `file_button`; long lists of elements from
//! `dom`, without a component for each row.
//!
//! Text in a `view!` stands in braces, and an element of attributes alone has one of them in braces: what
//! is wholly static would be set through `innerHTML`, which the page's Trusted Types policy refuses.

mod app;
mod backup_dialog;
mod checks;
mod counted;
mod covered_links;
mod dialog;
mod diff_view;
mod dom;
mod draft_name;
mod drafts;
mod editor_pane;
mod empty_state;
mod episode_header;
mod export_menu;
mod field;
mod file_button;
mod file_status;
mod history;
mod icon;
mod image_notice;
mod keys_dialog;
mod menu;
mod new_episode;
mod notices;
mod outline;
mod palette;
mod panel;
mod preview;
mod rename_host_dialog;
mod save_status;
mod show;
mod show_profile;
mod side_panel;
mod tab_bar;
mod template_menu;
mod templates;
mod toolbar;
mod top_bar;
mod unopened;
mod when;

pub use self::app::App;
