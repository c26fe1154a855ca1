//! What stands around the panels: the bars, the panes, the messages, and the app that puts all together.

pub mod app;
pub mod draft_name;
pub mod editor_pane;
pub mod empty_state;
mod menus;
mod notices;
pub mod side_panel;
pub mod top_bar;
