//! One draft in a list: its name, what is known of it, and the button of its menu.
//!
//! A row stays for as long as its draft is listed, and what it shows follows. It is made by hand, and changed attribute by
//! attribute: there may be thousands.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::draft::{DraftId, DraftSummary};
use crate::outline::episode_of_title;
use crate::ui::parts::counted::size;
use crate::ui::parts::dom::{append, new_element, new_text, set};
use crate::ui::parts::icon;
use crate::ui::parts::when::{when, when_exactly};

/// A row on the page.
pub(super) struct Row {
    pub item: HtmlElement,
    name: HtmlElement,
    title: Element,
    about: Element,
    more: HtmlElement,
    facts: RowFacts,
    marks: RowMarks,
}

/// What a row shows of its draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RowFacts {
    pub draft: DraftSummary,
    /// What stands below its name before all else: `Not saved`, `29 days left`.
    pub remark: Option<String>,
}

/// What tells a row from the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RowMarks {
    /// It is the draft that is open.
    pub is_current: bool,
    /// Tab comes here.
    pub is_tab_stop: bool,
    pub is_menu_open: bool,
}

/// What the rows of a list are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    Draft,
    /// It cannot be opened as it is.
    Deleted,
}

impl Row {
    pub fn new(kind: RowKind, facts: RowFacts) -> Row {
        let item = new_element("li", "draft-row");
        set(&item, "data-id", facts.draft.id.as_str());
        let [name, more] = [new_element("button", "draft-open"), new_element("button", "icon-button more")];
        let [title, about] = [new_element("span", "draft-title"), new_element("span", "draft-about")];
        for button in [&name, &more] {
            set(button, "type", "button");
            set(button, "tabindex", tab_index(false));
            append(&item, button);
        }
        set(&more, "aria-haspopup", "menu");
        set(&more, "aria-expanded", "false");
        append(&name, &title);
        append(&name, &about);
        // All three are elements of HTML.
        let [item, name, more] = [item, name, more].map(|element| element.unchecked_into::<HtmlElement>());
        let row = Row { item, name, title, about, more, facts, marks: RowMarks::default() };
        row.show_title(kind);
        row.show_about();
        row
    }

    pub fn id(&self) -> &DraftId {
        &self.facts.draft.id
    }

    /// What takes the focus.
    pub fn name(&self) -> HtmlElement {
        self.name.clone()
    }

    /// Shows what is known of the draft. Writes no more than what has changed.
    pub fn show(&mut self, kind: RowKind, draft: &DraftSummary, remark: Option<&str>) {
        if self.facts.draft == *draft && self.facts.remark.as_deref() == remark {
            return;
        }
        let facts = RowFacts { draft: draft.clone(), remark: remark.map(str::to_owned) };
        let before = std::mem::replace(&mut self.facts, facts);
        if before.draft.title != draft.title || before.draft.pinned != draft.pinned {
            self.show_title(kind);
        }
        self.show_about();
    }

    /// Shows what tells it from the others.
    pub fn mark(&mut self, marks: RowMarks) {
        let before = std::mem::replace(&mut self.marks, marks);
        if before.is_current != marks.is_current {
            match marks.is_current {
                true => set(&self.item, "aria-current", "true"),
                // Cannot fail: the name is valid.
                false => drop(self.item.remove_attribute("aria-current")),
            }
        }
        if before.is_tab_stop != marks.is_tab_stop {
            set(&self.name, "tabindex", tab_index(marks.is_tab_stop));
            set(&self.more, "tabindex", tab_index(marks.is_tab_stop));
        }
        if before.is_menu_open != marks.is_menu_open {
            set(&self.more, "aria-expanded", &marks.is_menu_open.to_string());
        }
    }

    fn show_title(&self, kind: RowKind) {
        let draft = &self.facts.draft;
        self.title.set_text_content(Some(&draft.title));
        if draft.pinned && kind == RowKind::Draft {
            let pin = new_element("span", "draft-pin");
            append(&pin, &icon::element(icon::PIN));
            append(&pin, &new_text("span", "visually-hidden", "Pinned: "));
            // Cannot fail: the title is a new place for it.
            let _ = self.title.insert_before(&pin, self.title.first_child().as_ref());
        }
        let label = match kind {
            RowKind::Draft => format!("More for {}", draft.title),
            RowKind::Deleted => format!("More for the deleted {}", draft.title),
        };
        set(&self.more, "aria-label", &label);
    }

    fn show_about(&self) {
        let RowFacts { draft, remark } = &self.facts;
        // For how long a deleted one can be brought back is all that there is room for.
        let is_listed = draft.trashed_ms.is_none();
        let episode = episode_of_title(&draft.title).filter(|_| is_listed).map(|episode| format!("Ep. {episode}"));
        let time = is_listed.then(|| when(draft.modified_ms));
        let parts = [remark.clone(), episode, time, Some(size(draft.n_bytes as u64))];
        self.about.set_text_content(Some(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")));
        set(&self.about, "title", &format!("Changed {}", when_exactly(draft.modified_ms)));
    }
}

fn tab_index(is_tab_stop: bool) -> &'static str {
    if is_tab_stop { "0" } else { "-1" }
}
