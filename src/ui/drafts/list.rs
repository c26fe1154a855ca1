//! A list of drafts that follows the state: its rows, the focus in it, and what a row's parts do.

use leptos::ev::{FocusEvent, KeyboardEvent, MouseEvent};
use leptos::html::{Div, Ul};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};

use super::keeping::Kept;
use super::row::{Row, RowKind};
use super::row_list::{ListMarks, Listed, RowList};
use crate::draft::DraftId;
use crate::state::{AppState, effect, key_of, when_idle};
use crate::ui::parts::counted::counted;
use crate::ui::parts::dom::focus;

/// Rows that are drawn at once, more than a screen shows; and then at a time while the page is idle.
const N_ROWS_AT_ONCE: usize = 64;

/// A list, of no concern outside of the panel. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub(super) struct DraftList {
    pub app: AppState,
    pub kind: RowKind,
    pub list: NodeRef<Ul>,
    /// What scrolls, with the list in it.
    pub scroller: NodeRef<Div>,
    rows: StoredValue<Option<RowList>, LocalStorage>,
    /// Whether more rows will be drawn when the page is idle.
    is_drawing: StoredValue<bool>,
    /// The draft whose row has the focus.
    focused: RwSignal<Option<DraftId>>,
    /// The draft whose menu is open.
    pub menu_of: RwSignal<Option<DraftId>>,
}

impl DraftList {
    pub fn new(app: AppState, kind: RowKind, scroller: NodeRef<Div>) -> Self {
        Self {
            app,
            kind,
            list: NodeRef::new(),
            scroller,
            rows: StoredValue::new_local(None),
            is_drawing: StoredValue::new(false),
            focused: RwSignal::new(None),
            menu_of: RwSignal::new(None),
        }
    }

    /// Keeps the rows in line with the drafts: those that a screen shows at once, the others while the page is idle.
    pub fn follow(&self) {
        let this = *self;
        effect(move || {
            let Some(list) = this.list.get() else { return };
            this.rows.update_value(|rows| {
                if rows.as_ref().is_none_or(|rows| !rows.is_in(&list)) {
                    *rows = Some(RowList::new(list.into(), this.kind));
                }
            });
            if this.arrange() {
                this.arrange_when_idle();
            }
        });
        effect(move || {
            let open = this.app.saving.open.with(|open| open.as_ref().map(|open| open.id.clone()));
            let marks = ListMarks {
                tab_stop: this.focused.get().or_else(|| open.clone()),
                current: open,
                menu_of: this.menu_of.get(),
            };
            this.update_rows(|rows| rows.mark(marks));
        });
    }

    fn arrange_when_idle(&self) {
        if self.is_drawing.get_value() {
            return;
        }
        self.is_drawing.set_value(true);
        let this = *self;
        when_idle(move || {
            // The panel may be gone by then.
            if this.is_drawing.try_set_value(false).is_none() && untrack(|| this.arrange()) {
                this.arrange_when_idle();
            }
        });
    }

    /// Draws what has changed and some more rows. Returns whether there are more to draw. Tracks what is listed.
    fn arrange(&self) -> bool {
        let arranged = self.with_listed(|drafts| {
            let is_moving = self.with_rows(|rows| !rows.is_in_order(drafts));
            let kept = is_moving.filter(|is_moving| *is_moving).map(|_| Kept::of(self));
            (self.update_rows(|rows| rows.arrange(drafts, N_ROWS_AT_ONCE)), kept)
        });
        let (has_more, kept) = arranged;
        kept.iter().for_each(|kept| kept.restore(self));
        has_more.unwrap_or_default()
    }

    /// Calls `f` with the drafts to be listed. Tracks them.
    fn with_listed<R>(&self, f: impl FnOnce(&[Listed]) -> R) -> R {
        match self.kind {
            RowKind::Draft => self.with_drafts(f),
            RowKind::Deleted => self.app.saving.trash.with(|trash| {
                let listed: Vec<Listed> =
                    trash.iter().map(|draft| (draft, self.app.library.days_left(draft).map(left))).collect();
                f(&listed)
            }),
        }
    }

    fn with_drafts<R>(&self, f: impl FnOnce(&[Listed]) -> R) -> R {
        let app = self.app;
        let (order, show) = app.screen.settings.with(|settings| (settings.drafts_order, settings.drafts_show.clone()));
        let open = app.saving.open.with(|open| open.as_ref().map(|open| open.id.clone()));
        app.saving.drafts.with(|library| {
            let mut drafts = library.arranged(order, show.as_deref());
            // What the author is in is listed, whatever its show.
            let open = open.and_then(|id| library.get(&id)).filter(|_| show.is_some());
            if let Some(open) = open.filter(|open| !drafts.iter().any(|draft| draft.id == open.id)) {
                drafts.insert(0, open);
            }
            app.saving.refused.with(|unsaved| {
                let remark = |id| unsaved.contains(id).then(|| "Not saved".to_owned());
                let listed: Vec<Listed> = drafts.into_iter().map(|draft| (draft, remark(&draft.id))).collect();
                f(&listed)
            })
        })
    }

    pub fn with_rows<R>(&self, f: impl FnOnce(&RowList) -> R) -> Option<R> {
        self.rows.try_with_value(|rows| rows.as_ref().map(f)).flatten()
    }

    fn update_rows<R>(&self, f: impl FnOnce(&mut RowList) -> R) -> Option<R> {
        self.rows.try_update_value(|rows| rows.as_mut().map(f)).flatten()
    }

    /// The row of a draft, if it is drawn.
    pub fn item(&self, id: &DraftId) -> Option<HtmlElement> {
        self.with_rows(|rows| Some(rows.rows().get(rows.idx_of(id)?)?.item.clone())).flatten()
    }

    /// Puts the focus on the row at a place, or on the last one where there are fewer.
    pub fn focus_row(&self, idx: usize) {
        let name = self.with_rows(|rows| rows.rows().get(idx).or_else(|| rows.rows().last()).map(Row::name));
        if let Some(name) = name.flatten() {
            focus(&name);
        }
    }

    /// Puts the focus on the row of a draft.
    pub fn focus_draft(&self, id: &DraftId) {
        if let Some(idx) = self.with_rows(|rows| rows.idx_of(id)).flatten() {
            self.focus_row(idx);
        }
    }

    /// The draft in whose row an event happened.
    pub fn draft_of(&self, target: Option<EventTarget>) -> Option<DraftId> {
        let element = target?.dyn_into::<Element>().ok()?;
        element.closest("[data-id]").ok().flatten()?.get_attribute("data-id")?.parse().ok()
    }

    pub fn focus_in(&self, event: &FocusEvent) {
        self.focused.set(self.draft_of(event.target()));
    }

    pub fn focus_out(&self, event: &FocusEvent) {
        if self.draft_of(event.related_target()).is_none() {
            // Nothing to do where the whole panel is gone.
            let _ = self.focused.try_set(None);
        }
    }

    pub fn click(&self, event: &MouseEvent) {
        let Some(id) = self.draft_of(event.target()) else { return };
        match (part_of_row(event.target()), self.kind) {
            (Some(Part::Name), RowKind::Draft) => self.app.open_draft(&id),
            (Some(_), _) => self.menu_of.update(|open| *open = Some(id).filter(|id| open.as_ref() != Some(id))),
            (None, _) => {}
        }
    }

    pub fn open_menu_at(&self, event: &MouseEvent) {
        if let Some(id) = self.draft_of(event.target()) {
            event.prevent_default();
            self.menu_of.set(Some(id));
        }
    }

    pub fn press_key(&self, event: &KeyboardEvent) {
        let (Some(id), Some(part)) = (self.draft_of(event.target()), part_of_row(event.target())) else { return };
        if event.ctrl_key() || event.meta_key() || event.alt_key() {
            return;
        }
        let is_done = match (key_of(event).as_str(), event.shift_key(), part) {
            ("ArrowDown", false, Part::More) | ("ContextMenu", ..) | ("F10", true, _) => {
                self.menu_of.set(Some(id));
                true
            }
            ("F2", false, _) if self.kind == RowKind::Draft => {
                self.app.start_renaming(&id);
                true
            }
            ("Delete", false, _) if self.kind == RowKind::Draft => {
                self.app.delete_draft(&id);
                true
            }
            (key, false, _) => self.step(key, &id),
            _ => false,
        };
        if is_done {
            event.prevent_default();
        }
    }

    /// Goes to another row, if the key is one of those that do.
    fn step(&self, key: &str, from: &DraftId) -> bool {
        let Some(idx) = self.with_rows(|rows| rows.idx_of(from)).flatten() else { return false };
        match key {
            "ArrowDown" => self.focus_row(idx + 1),
            "ArrowUp" => self.focus_row(idx.saturating_sub(1)),
            "Home" => self.focus_row(0),
            "End" => self.focus_row(usize::MAX),
            _ => return false,
        }
        true
    }
}

/// `29 days left`.
fn left(n_days: u64) -> String {
    format!("{} left", counted(n_days as usize, "day"))
}

/// What of a row can be acted on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    Name,
    More,
}

fn part_of_row(target: Option<EventTarget>) -> Option<Part> {
    let button = target?.dyn_into::<Element>().ok()?.closest("button").ok().flatten()?;
    Some(if button.class_list().contains("more") { Part::More } else { Part::Name })
}
