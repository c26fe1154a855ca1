//! What a row shows while it has the focus or the pointer, and always where there is touch: its handle and its menu's
//! button. They come after the title, so that the title stays the first thing in a row.

use web_sys::Element;

use super::row::tab_index;
use crate::ui::parts::dom::{append, new_element, set};
use crate::ui::parts::icon;

/// The tools of one row, on the page.
pub(super) struct RowTools {
    root: Element,
    /// What the row is dragged by, and carried from by keys; none where there is no other row.
    handle: Option<Element>,
    more: Element,
}

/// What the tools of a row show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ToolMarks {
    pub has_handle: bool,
    pub is_carried_by_keys: bool,
    pub is_menu_open: bool,
}

impl RowTools {
    /// Puts them at the end of a row that is called `title`.
    pub fn put(item: &Element, marks: ToolMarks, title: &str, is_tab_stop: bool) -> RowTools {
        let root = new_element("span", "row-tools");
        let more = button("icon-button more", icon::MORE);
        set(&more, "aria-haspopup", "menu");
        append(&root, &more);
        append(item, &root);
        let mut tools = RowTools { root, handle: None, more };
        tools.mark(marks, title, is_tab_stop);
        tools
    }

    pub fn remove(self) {
        self.root.remove();
    }

    pub fn mark(&mut self, marks: ToolMarks, title: &str, is_tab_stop: bool) {
        match (&self.handle, marks.has_handle) {
            (None, true) => self.handle = Some(handle_before(&self.root, &self.more)),
            (Some(handle), false) => {
                handle.remove();
                self.handle = None;
            }
            _ => {}
        }
        self.name(title);
        if let Some(handle) = &self.handle {
            set(handle, "aria-pressed", &marks.is_carried_by_keys.to_string());
        }
        set(&self.more, "aria-expanded", &marks.is_menu_open.to_string());
        for button in self.handle.iter().chain([&self.more]) {
            set(button, "tabindex", tab_index(is_tab_stop));
        }
    }

    /// Names the tools after the row.
    pub fn name(&self, title: &str) {
        set(&self.more, "aria-label", &format!("More for {title}"));
        if let Some(handle) = &self.handle {
            set(handle, "aria-label", &format!("Move {title}"));
        }
    }
}

fn handle_before(root: &Element, more: &Element) -> Element {
    let handle = button("icon-button handle", icon::GRIP);
    // Cannot fail: `more` is a child of the root.
    let _ = root.insert_before(&handle, Some(more));
    handle
}

fn button(class: &str, path: &str) -> Element {
    let button = new_element("button", class);
    set(&button, "type", "button");
    append(&button, &icon::element(path));
    button
}
