//! One draft in a list: its name, what is known of it, and the button of its menu.
//!
//! A row stays for as long as its draft is listed, and what it shows follows. It is made by hand, and changed attribute by
//! attribute: there may be thousands.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::draft::DraftSummary;
use crate::outline::episode_of_title;
use crate::ui::parts::counted::size;
use crate::ui::parts::dom::{append, new_element, new_text, set, set_or_remove};
use crate::ui::parts::icon;
use crate::ui::parts::list;
use crate::ui::parts::when::{when, when_exactly};

/// A row on the page.
pub(super) struct Row {
    item: HtmlElement,
    title: Element,
    about: Element,
    more: Element,
}

/// What a row shows of its draft.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct RowFacts {
    pub kind: RowKind,
    pub draft: DraftSummary,
    /// What stands below its name before all else: `Not saved`, `29 days left`.
    pub remark: Option<String>,
    /// It is the draft that is open.
    pub is_current: bool,
}

/// What the rows of a list are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum RowKind {
    Draft,
    /// It cannot be opened as it is.
    Deleted,
}

impl RowFacts {
    /// Of a draft that is not open.
    pub fn new(kind: RowKind, draft: &DraftSummary, remark: Option<String>) -> Self {
        Self { kind, draft: draft.clone(), remark, is_current: false }
    }
}

impl list::Row for Row {
    type Facts = RowFacts;

    fn new(_: usize, facts: &RowFacts) -> Row {
        let item = new_element("li", "draft-row");
        set(&item, "data-id", facts.draft.id.as_str());
        let [name, more] = [new_element("button", "draft-open"), new_element("button", "icon-button more")];
        let [title, about] = [new_element("span", "draft-title"), new_element("span", "draft-about")];
        for button in [&name, &more] {
            set(button, "type", "button");
            set(button, "tabindex", "-1");
            append(&item, button);
        }
        set(&more, "aria-haspopup", "menu");
        set(&more, "aria-expanded", "false");
        append(&name, &title);
        append(&name, &about);
        // An element of HTML.
        Row { item: item.unchecked_into(), title, about, more }
    }

    fn item(&self) -> &HtmlElement {
        &self.item
    }

    fn key(facts: &RowFacts) -> &str {
        facts.draft.id.as_str()
    }

    fn show(&mut self, facts: &RowFacts, before: Option<&RowFacts>) {
        let title_of = |facts: &RowFacts| (facts.draft.title.clone(), facts.draft.pinned);
        if before.map(title_of) != Some(title_of(facts)) {
            self.show_title(facts);
        }
        if before.is_none_or(|before| (&before.draft, &before.remark) != (&facts.draft, &facts.remark)) {
            self.show_about(facts);
        }
        if before.is_some_and(|before| before.is_current) != facts.is_current {
            set_or_remove(&self.item, "aria-current", facts.is_current.then_some("true"));
        }
    }
}

impl Row {
    fn show_title(&self, RowFacts { kind, draft, .. }: &RowFacts) {
        self.title.set_text_content(Some(&draft.title));
        if draft.pinned && *kind == RowKind::Draft {
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

    fn show_about(&self, RowFacts { draft, remark, .. }: &RowFacts) {
        // For how long a deleted one can be brought back is all that there is room for.
        let is_listed = draft.trashed_ms.is_none();
        let episode = episode_of_title(&draft.title).filter(|_| is_listed).map(|episode| format!("Ep. {episode}"));
        let time = is_listed.then(|| when(draft.modified_ms));
        let parts = [remark.clone(), episode, time, Some(size(draft.n_bytes as u64))];
        self.about.set_text_content(Some(&parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")));
        set(&self.about, "title", &format!("Changed {}", when_exactly(draft.modified_ms)));
    }
}
