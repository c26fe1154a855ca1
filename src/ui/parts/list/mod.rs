//! A list of rows: one stop for Tab, the arrows, the keys and the menu of a row.
//!
//! [`List`] knows where the focus is and what is open, and draws each [`Row`] from what it shows; a table of
//! [`RowCommand`]s is what can be done with a row: its keys, its menu, and what the list of keys tells of it are made from
//! that. What a row looks like is its panel's matter.
//!
//! Rows are elements made by hand: there may be thousands, and a component for each costs memos and effects. A row is known
//! by its element, which stays with what it shows for as long as that is listed.
//!
//! Not for a handful of rows that nobody walks through: those are a `For`, or drawn anew.

mod command;
mod menu;
mod on_page;
mod rows;

pub use self::command::{RowCommand, ShownKeys, label, menu_items, shown_keys};
pub use self::menu::RowMenu;
pub use self::on_page::{List, N_ROWS_AT_ONCE};
pub use self::rows::Row;
