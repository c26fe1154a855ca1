//! A list of drafts that follows the state, and what can be done with the draft of a row.

use std::rc::Rc;

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html::{Div, Ul};
use leptos::prelude::*;
use web_sys::{EventTarget, HtmlElement};

use super::row::{Row, RowFacts, RowKind};
use crate::draft::DraftId;
use crate::state::{AppState, OpenDialog, effect, key_of};
use crate::ui::parts::counted::counted;
use crate::ui::parts::dom::closest;
use crate::ui::parts::list::{List, N_ROWS_AT_ONCE, RowCommand, Rows, ShownKeys, label, menu_items, shown_keys};

/// A list, of no concern outside of the panel. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub(super) struct DraftList {
    pub app: AppState,
    pub kind: RowKind,
    pub root: NodeRef<Ul>,
    /// What scrolls, with the list in it.
    pub scroller: NodeRef<Div>,
    pub list: List,
    rows: StoredValue<Rows<Row>, LocalStorage>,
}

/// The draft of a row, and the list that it is in.
#[derive(Clone)]
struct Listed {
    drafts: DraftList,
    id: DraftId,
}

const COMMANDS: [RowCommand<Listed>; 7] = [
    RowCommand::new(&["Enter"], "Open it", |_| None, |it| it.drafts.app.open_draft(&it.id)),
    RowCommand::new(&["F2"], "Rename it", |_| label("Rename"), |it| it.drafts.app.start_renaming(&it.id)),
    RowCommand::new(&[], "", |_| label("Duplicate"), |it| it.drafts.app.duplicate_draft(&it.id)),
    RowCommand::new(
        &[],
        "",
        |it| label(if it.is_pinned() { "Unpin" } else { "Pin" }),
        |it| it.drafts.app.pin_draft(&it.id, !it.is_pinned()),
    ),
    RowCommand::new(&[], "", |_| label("History…"), |it| it.drafts.app.screen.show(OpenDialog::History(it.id.clone()))),
    RowCommand::new(&["Delete"], "Delete it", |_| label("Delete"), |it| it.drafts.app.delete_draft(&it.id)),
    RowCommand::new(&["Shift-F10", "ContextMenu"], "More", |_| None, Listed::open_menu),
];

const COMMANDS_OF_DELETED: [RowCommand<Listed>; 3] = [
    RowCommand::new(&[], "", |_| label("Restore"), |it| it.drafts.app.undelete_draft(&it.id)),
    RowCommand::new(&[], "", |_: &Listed| label("Delete for good"), |it| it.drafts.app.delete_for_good(&it.id))
        .with_hint("cannot be undone"),
    RowCommand::new(&["Shift-F10", "ContextMenu"], "", |_| None, Listed::open_menu),
];

/// The keys on a draft in the list.
pub fn draft_keys() -> Vec<ShownKeys> {
    shown_keys(&COMMANDS)
}

impl DraftList {
    pub fn new(app: AppState, kind: RowKind, scroller: NodeRef<Div>) -> Self {
        let rows = StoredValue::new_local(Rows::default());
        Self { app, kind, root: NodeRef::new(), scroller, list: List::new("li"), rows }
    }

    /// Keeps the rows in line with the drafts: those that a screen shows at once, the others while the page is idle.
    pub fn follow(&self) {
        let this = *self;
        effect(move || {
            let Some(root) = this.root.get() else { return };
            this.list.mount(&root);
            this.rows.update_value(|rows| rows.mount(&root));
            if this.arrange() {
                this.list.draw_when_idle(Rc::new(move || untrack(|| this.arrange())));
            }
        });
    }

    /// Draws what has changed and some more rows. Returns whether there are more to draw. Tracks what is listed.
    fn arrange(&self) -> bool {
        let mut listed = self.listed();
        let scroller = || self.scroller.try_get_untracked().flatten().map(HtmlElement::from);
        let arrange = |rows: &mut Rows<Row>| {
            let n_listed = listed.len();
            listed.truncate(rows.len() + N_ROWS_AT_ONCE);
            let is_moving = !rows.is_in_order(&mut listed.iter().map(RowFacts::id), RowFacts::id);
            let kept = is_moving.then(|| self.list.keep(scroller().as_ref()));
            if is_moving {
                rows.put_in_order(&listed, RowFacts::id);
            }
            let current_idx = listed.iter().position(|facts| facts.is_current);
            let has_more = listed.len() < n_listed;
            rows.draw_all(listed);
            self.list.set_current(current_idx.and_then(|idx| rows.item(idx)));
            kept.map(|kept| self.list.restore(&kept, scroller().as_ref()));
            has_more
        };
        self.rows.try_update_value(arrange).unwrap_or_default()
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
        match (part_of_row(event.target()), self.kind) {
            (Some(Part::Name), RowKind::Draft) => self.app.open_draft(&listed.id),
            (Some(_), _) if self.list.close_menu_of(&row) => {}
            (Some(_), _) => listed.open_menu(),
            (None, _) => {}
        }
    }

    pub fn open_menu_at(&self, event: &MouseEvent) {
        if let Some((_, listed)) = self.listed_at(event.target()) {
            event.prevent_default();
            listed.open_menu();
        }
    }

    pub fn press_key(&self, event: &KeyboardEvent) {
        let (Some((_, listed)), Some(part)) = (self.listed_at(event.target()), part_of_row(event.target())) else {
            return;
        };
        if part == Part::More && key_of(event) == "ArrowDown" {
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

/// What of a row can be acted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Name,
    More,
}

fn part_of_row(target: Option<EventTarget>) -> Option<Part> {
    let button = closest(target, "button")?;
    Some(if button.class_list().contains("more") { Part::More } else { Part::Name })
}
