//! The list of drafts, and what can be done with each.

use leptos::prelude::*;

use super::icon::{self, Icon};
use super::import_button::ImportButton;
use super::menu::{Menu, MenuButton, MenuItem};
use super::panel::focus_when_shown;
use super::show::Show;
use crate::draft::{DraftId, DraftSummary, Library};
use crate::rundown::episode_of_title;
use crate::state::{AppState, Command, Pane, use_app};
use crate::storage::TRASH_DAYS;

#[component]
pub fn DraftsPanel() -> impl IntoView {
    let app = use_app();
    let panel = NodeRef::new();
    focus_when_shown(panel, Pane::Drafts);
    // A save changes one row of the list, and seldom the order.
    let ids = Memo::new(move |_| app.library.with(ids));
    let open_id = Memo::new(move |_| app.open.with(|open| open.as_ref().map(|open| open.id.clone())));
    view! {
        <nav node_ref=panel class="drafts panel" aria-label="Drafts" data-testid="drafts" tabindex="-1">
            <div class="panel-actions">
                <button type="button" class="button" aria-label="New draft" on:click=move |_| app.run(Command::NewDraft)>
                    <Icon path=icon::PLUS />
                    <span>{"New"}</span>
                </button>
                <ImportButton />
            </div>
            <ul class="draft-list">
                <For each=move || ids.get() key=DraftId::clone let:id>
                    <DraftRow id open_id />
                </For>
            </ul>
            <Trash />
            <p class="panel-foot">{"Kept in this browser only. Export what you want to keep elsewhere."}</p>
        </nav>
    }
}

fn ids(library: &Library) -> Vec<DraftId> {
    library.rows().iter().map(|draft| draft.id.clone()).collect()
}

#[component]
fn DraftRow(
    /// One-time.
    id: DraftId,
    /// Reactive: the draft that is open.
    open_id: Memo<Option<DraftId>>,
) -> impl IntoView {
    let app = use_app();
    let id = StoredValue::new(id);
    let draft = Memo::new(move |_| app.library.with(|library| id.with_value(|id| library.get(id).cloned())));
    let title = Signal::derive(move || draft.get().map(|draft| draft.title).unwrap_or_default());
    let is_open = move || open_id.with(|open_id| id.with_value(|id| open_id.as_ref() == Some(id)));
    let label = Signal::derive(move || format!("More for {}", title.get()));
    view! {
        <li class="draft-row" aria-current=move || is_open().then_some("true")>
            <button type="button" class="draft-open" on:click=move |_| app.open_draft(&id.get_value())>
                <span class="draft-title">{title}</span>
                <span class="draft-about">
                    {move || if is_unsaved(app, id) { "Not saved · " } else { "" }} {move || draft.get().map(about)}
                </span>
            </button>
            <Menu
                label
                button=MenuButton::More
                open=RwSignal::new(false)
                items=Callback::new(move |()| row_items(app, id.get_value()))
            />
        </li>
    }
}

fn is_unsaved(app: AppState, id: StoredValue<DraftId>) -> bool {
    app.unsaved.with(|unsaved| id.with_value(|id| unsaved.contains(id)))
}

fn about(draft: DraftSummary) -> String {
    let episode = episode_of_title(&draft.title).map(|episode| format!("Ep. {episode} · "));
    format!("{}{} · {}", episode.unwrap_or_default(), when(draft.modified_ms), size(draft.n_bytes))
}

fn row_items(app: AppState, id: DraftId) -> Vec<MenuItem> {
    let [renamed, duplicated, deleted] = [id.clone(), id.clone(), id];
    vec![
        MenuItem::new("Rename", "", move || app.start_renaming(&renamed)),
        MenuItem::new("Duplicate", "", move || app.duplicate_draft(&duplicated)),
        MenuItem::new("Delete", "", move || app.delete_draft(&deleted)),
    ]
}

/// What was deleted and can be brought back.
#[component]
fn Trash() -> impl IntoView {
    let app = use_app();
    view! {
        <Show when=move || app.trash.with(|trash| !trash.is_empty())>
            <details class="trash">
                <summary>{move || format!("Deleted ({})", app.trash.with(Vec::len))}</summary>
                <ul>{move || app.trash.get().into_iter().map(|draft| view! { <TrashRow draft /> }).collect_view()}</ul>
                <p class="panel-foot">{format!("Removed for good {TRASH_DAYS} days after deletion.")}</p>
            </details>
        </Show>
    }
}

#[component]
fn TrashRow(
    /// One-time.
    draft: DraftSummary,
) -> impl IntoView {
    let app = use_app();
    let label = format!("More for the deleted {}", draft.title);
    let items = move |()| {
        let [restored, removed] = [draft.id.clone(), draft.id.clone()];
        vec![
            MenuItem::new("Restore", "", move || app.undelete_draft(&restored)),
            MenuItem::new("Delete for good", "cannot be undone", move || app.delete_for_good(&removed)),
        ]
    };
    view! {
        <li class="draft-row">
            <span class="draft-open draft-title">{draft.title.clone()}</span>
            <Menu label button=MenuButton::More open=RwSignal::new(false) items=Callback::new(items) />
        </li>
    }
}

/// `14:05` for today, `12 Mar` for this year, `12 Mar 2024` for before, as the browser's language has it.
fn when(modified_ms: u64) -> String {
    let date = js_sys::Date::new(&(modified_ms as f64).into());
    let now = js_sys::Date::new_0();
    let same_day = date.to_date_string() == now.to_date_string();
    let options = js_sys::Object::new();
    let set = |key: &str, value: &str| {
        // Cannot fail: the object is our own.
        let _ = js_sys::Reflect::set(&options, &key.into(), &value.into());
    };
    if same_day {
        set("hour", "2-digit");
        set("minute", "2-digit");
    } else {
        set("day", "numeric");
        set("month", "short");
        if date.get_full_year() != now.get_full_year() {
            set("year", "numeric");
        }
    }
    date.to_locale_string("default", &options).into()
}

/// A size in bytes, for people: `640 B`, `5.6 kB`, `1.2 MB`.
fn size(n_bytes: usize) -> String {
    match n_bytes {
        0..1_000 => format!("{n_bytes} B"),
        1_000..1_000_000 => format!("{} kB", in_units(n_bytes, 1_000)),
        _ => format!("{} MB", in_units(n_bytes, 1_000_000)),
    }
}

/// `5.6` for 5,600 in thousands. In whole numbers, because the code that writes others is large.
fn in_units(n: usize, n_in_unit: usize) -> String {
    let n_tenths = (n + n_in_unit / 20) / (n_in_unit / 10);
    format!("{}.{}", n_tenths / 10, n_tenths % 10)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_are_rounded_to_a_tenth() {
        let shown = [999, 1_000, 5_649, 5_650, 1_249_999].map(size);
        assert_eq!(shown, ["999 B", "1.0 kB", "5.6 kB", "5.7 kB", "1.2 MB"]);
    }
}
