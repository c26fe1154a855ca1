//! A list of drafts that follows the state, and what can be done with the draft of a row: its name, what is known of it, and the
//! button of its menu.
//!
//! A row stays for as long as its draft is listed, and what it shows follows. It is made by hand, and changed attribute by
//! attribute: there may be thousands.

use std::rc::Rc;

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html::{Div, Ul};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};

use crate::draft::{DraftId, DraftSummary};
use crate::outline::episode_of_title;
use crate::state::{AppState, OpenDialog, effect, key_of};
use crate::ui::parts::counted::{counted, size};
use crate::ui::parts::dom::{append, closest, new_element, new_text, set, set_or_remove};
use crate::ui::parts::icon;
use crate::ui::parts::list::{self, List, N_ROWS_AT_ONCE, RowCommand, ShownKeys, label, menu_items, shown_keys};
use crate::ui::parts::when::{when, when_exactly};

/// A list, of no concern outside of the panel. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub(super) struct DraftList {
    pub app: AppState,
    pub kind: RowKind,
    pub root: NodeRef<Ul>,
    /// What scrolls, with the list in it.
    pub scroller: NodeRef<Div>,
    pub list: List,
}

/// The draft of a row, and the list that it is in.
#[derive(Clone)]
struct Listed {
    drafts: DraftList,
    id: DraftId,
}

const COMMANDS: [RowCommand<Listed>; 7] = [
    RowCommand::by_keys(&["Enter"], "Open it", |it| it.drafts.app.open_draft(&it.id)),
    RowCommand::new(&["F2"], "Rename it", |_| label("Rename"), |it| it.drafts.app.start_renaming(&it.id)),
    RowCommand::in_menu(|_| label("Duplicate"), |it| it.drafts.app.duplicate_draft(&it.id)),
    RowCommand::in_menu(
        |it| label(if it.is_pinned() { "Unpin" } else { "Pin" }),
        |it| it.drafts.app.pin_draft(&it.id, !it.is_pinned()),
    ),
    RowCommand::in_menu(|_| label("History…"), |it| it.drafts.app.screen.show(OpenDialog::History(it.id.clone()))),
    RowCommand::new(&["Delete"], "Delete it", |_| label("Delete"), |it| it.drafts.app.delete_draft(&it.id)),
    RowCommand::by_keys(&["Shift-F10", "ContextMenu"], "More", Listed::open_menu),
];

const COMMANDS_OF_DELETED: [RowCommand<Listed>; 3] = [
    RowCommand::in_menu(|_| label("Restore"), |it| it.drafts.app.undelete_draft(&it.id)),
    RowCommand::in_menu(|_: &Listed| label("Delete for good"), |it| it.drafts.app.delete_for_good(&it.id))
        .with_hint("cannot be undone"),
    RowCommand::by_keys(&["Shift-F10", "ContextMenu"], "", Listed::open_menu),
];

/// The keys on a draft in the list.
pub fn draft_keys() -> Vec<ShownKeys> {
    shown_keys(&COMMANDS)
}

/// A list's rows. What is done in a row comes here: there may be thousands.
#[component]
pub(super) fn Rows(list: DraftList) -> impl IntoView {
    view! {
        <ul
            node_ref=list.root
            class="draft-list"
            on:click=move |event| list.click(&event)
            on:contextmenu=move |event| list.open_menu_at(&event)
            on:keydown=move |event| list.press_key(&event)
            on:focusin=move |event| list.list.focus_in(&event)
            on:focusout=move |event| list.list.focus_out(&event)
        ></ul>
    }
}

impl DraftList {
    pub fn new(app: AppState, kind: RowKind, scroller: NodeRef<Div>) -> Self {
        Self { app, kind, root: NodeRef::new(), scroller, list: List::new("li") }
    }

    /// Keeps the rows in line with the drafts: those that a screen shows at once, the others while the page is idle.
    pub fn follow(&self) {
        let this = *self;
        effect(move || {
            let Some(root) = this.root.get() else { return };
            this.list.mount(&root);
            if this.arrange() {
                this.list.draw_when_idle(Rc::new(move || untrack(|| this.arrange())));
            }
        });
    }

    /// Draws what has changed and some more rows. Returns whether there are more to draw. Tracks what is listed.
    fn arrange(&self) -> bool {
        let mut listed = self.listed();
        let n_listed = listed.len();
        listed.truncate(self.list.n_drawn() + N_ROWS_AT_ONCE);
        let has_more = listed.len() < n_listed;
        let current_idx = listed.iter().position(|facts| facts.is_current);
        let scroller = self.scroller.try_get_untracked().flatten().map(HtmlElement::from);
        self.list.draw_all::<Row>(listed, scroller.as_ref());
        self.list.set_current(current_idx.and_then(|idx| self.list.row(idx)));
        has_more
    }

    /// What is to be listed. Tracks it.
    fn listed(&self) -> Vec<RowFacts> {
        match self.kind {
            RowKind::Draft => self.drafts(),
            RowKind::Deleted => self.app.saving.trash.with(|trash| {
                let facts = |draft| RowFacts::new(self.kind, draft, self.app.library.days_left(draft).map(left));
                trash.iter().map(facts).collect()
            }),
        }
    }

    fn drafts(&self) -> Vec<RowFacts> {
        let app = self.app;
        let (order, show) = app.screen.settings.with(|settings| (settings.drafts_order, settings.drafts_show.clone()));
        let open = app.saving.open.with(|open| open.as_ref().map(|open| open.id.clone()));
        app.saving.drafts.with(|library| {
            let mut drafts = library.arranged(order, show.as_deref());
            // What the author is in is listed, whatever its show.
            let shown = open.as_ref().and_then(|id| library.get(id)).filter(|_| show.is_some());
            if let Some(open) = shown.filter(|open| !drafts.iter().any(|draft| draft.id == open.id)) {
                drafts.insert(0, open);
            }
            app.saving.refused.with(|unsaved| {
                let remark = |id| unsaved.contains(id).then(|| "Not saved".to_owned());
                let facts = |draft| RowFacts::new(self.kind, draft, remark(&draft.id));
                let is_open = |facts: &RowFacts| Some(&facts.draft.id) == open.as_ref();
                drafts.into_iter().map(facts).map(|facts| RowFacts { is_current: is_open(&facts), ..facts }).collect()
            })
        })
    }

    /// The row that an event happened in, and its draft.
    fn listed_at(&self, target: Option<EventTarget>) -> Option<(HtmlElement, Listed)> {
        let row = self.list.row_of(target)?;
        let id = row.get_attribute("data-id")?.parse().ok()?;
        Some((row, Listed { drafts: *self, id }))
    }

    fn commands(&self) -> &'static [RowCommand<Listed>] {
        match self.kind {
            RowKind::Draft => &COMMANDS,
            RowKind::Deleted => &COMMANDS_OF_DELETED,
        }
    }

    pub fn click(&self, event: &MouseEvent) {
        let Some((row, listed)) = self.listed_at(event.target()) else { return };
        let is_on = |selector| closest(event.target(), selector).is_some();
        if is_on(".draft-open") && self.kind == RowKind::Draft {
            self.app.open_draft(&listed.id);
        } else if is_on("button") && !self.list.close_menu_of(&row) {
            listed.open_menu();
        }
    }

    pub fn open_menu_at(&self, event: &MouseEvent) {
        if let Some((_, listed)) = self.listed_at(event.target()) {
            event.prevent_default();
            listed.open_menu();
        }
    }

    pub fn press_key(&self, event: &KeyboardEvent) {
        let Some((_, listed)) = self.listed_at(event.target()) else { return };
        if key_of(event) == "ArrowDown" && closest(event.target(), ".more").is_some() {
            event.prevent_default();
            return listed.open_menu();
        }
        self.list.press(event, self.commands(), &listed);
    }
}

impl Listed {
    fn open_menu(&self) {
        let (drafts, id) = (self.drafts, &self.id);
        let row =
            drafts.list.rows().into_iter().find(|row| row.get_attribute("data-id").as_deref() == Some(id.as_str()));
        if let Some(row) = row {
            drafts.list.open_menu(&row, menu_label(&row), menu_items(drafts.commands(), self));
        }
    }

    fn is_pinned(&self) -> bool {
        self.drafts.app.saving.drafts.with_untracked(|library| library.get(&self.id).is_some_and(|draft| draft.pinned))
    }
}

/// `29 days left`.
fn left(n_days: u64) -> String {
    format!("{} left", counted(n_days as usize, "day"))
}

/// What the button of the menu is called.
fn menu_label(row: &HtmlElement) -> String {
    let button = row.query_selector(".more").ok().flatten();
    button.and_then(|button| button.get_attribute("aria-label")).unwrap_or_default()
}

/// A row on the page.
struct Row {
    item: HtmlElement,
    title: Element,
    about: Element,
    more: Element,
}

/// What a row shows of its draft.
#[derive(Clone, Debug, PartialEq, Eq)]
struct RowFacts {
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
