//! What the author sees. What stands before the late part is here is made by hand, in the elements that `index.html` has;
//! everything else is components, named for what they show.
//!
//! - `parts`: what anything is made of: forms of `dialog`, `field` and `file_button`; menus; lists of rows (`list`).
//! - `checks`, `drafts`, `outline`, `preview`: the panels.
//! - `dialogs`: the windows in the page.
//! - `frame`: what stands around them, and what starts the app.
//! - `late`: the list of what comes late.
//!
//! Arrows: parts <- panels, dialogs <- frame <- late; panels and dialogs name none of each other. (`tests/tidy.rs`)
//!
//! Text in a `view!` stands in braces, and an element of attributes alone has one of them in braces: what
//! is wholly static would be set through `innerHTML`, which the page's Trusted Types policy refuses.
//!
//! Each prop of a component says whether it is one-time or reactive. A handle (`Copy`, and nothing but signals and nodes) is
//! one-time, and does not say so.
//!
//! What is taken off the page still gets its last events: a handler on something that can go asks for its signals with
//! `try_`.

mod checks;
mod dialogs;
mod drafts;
mod frame;
mod late;
mod outline;
mod parts;
mod preview;

pub use self::frame::app::start;
pub use self::late::LATE_PART;
