//! What stands around the panels: the bars, the messages, what is said where nothing is open; and the start of the app (`app`),
//! which fills the frame that `index.html` has.

pub mod app;
pub mod covered;
pub mod draft_name;
pub mod empty_state;
mod held;
mod menus;
mod notices;
pub mod toolbar;
pub mod top_bar;
