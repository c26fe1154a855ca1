//! What stands around the panels: the bars, the panes, the messages, and the app that puts all together.

pub mod app;
mod draft_name;
mod editor_pane;
mod empty_state;
mod menus;
mod notices;
mod side_panel;
mod top_bar;
