//! What stands around the panels: the bars, the panes, the messages, and the app that puts all together.

pub mod app;
mod covered_links;
mod draft_name;
mod editor_pane;
mod empty_state;
mod export_menu;
mod file_status;
mod notices;
mod save_status;
mod side_panel;
mod tab_bar;
mod template_menu;
mod toolbar;
mod top_bar;
mod unopened;
