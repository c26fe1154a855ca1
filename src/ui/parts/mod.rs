//! What any panel and any dialog is made of. Nothing here knows who uses it.

pub mod counted;
pub mod dialog;
pub mod diff_view;
pub mod dom;
pub mod field;
pub mod file_button;
pub mod icon;
pub mod list;
pub mod menu;
pub mod page;
pub mod panel;
pub mod show;
pub mod when;
