//! The drafts: searched, sorted, opened, and brought back when they were deleted.

mod list;
mod search;
mod storage_meter;

use leptos::html::{Dialog, Div};
use leptos::prelude::*;

pub use self::list::draft_keys;
use self::list::{DraftList, RowKind, Rows};
use self::search::{FoundDrafts, Search, SearchField};
use self::storage_meter::StorageMeter;
use crate::draft::Order;
use crate::state::{Command, OpenDialog, Pane, Wanted, use_app};
use crate::storage::TRASH_DAYS;
use crate::ui::parts::counted::counted;
use crate::ui::parts::file_button::{FileButton, FileCount};
use crate::ui::parts::icon::{self, Icon};
use crate::ui::parts::list::RowMenu;
use crate::ui::parts::page;
use crate::ui::parts::panel::focus_when_shown;
use crate::ui::parts::show::Show;

#[component]
pub fn DraftsPanel() -> impl IntoView {
    let app = use_app();
    focus_when_shown(page::element("drafts"), Pane::Drafts);
    let search = Search::new(app);
    search.follow();
    view! {
            <div class="panel-actions">
                <button type="button" class="button primary wide" on:click=move |_| app.run(Command::NewEpisode)>
                    <Icon path=icon::PLUS />
                    <span>{"New episode"}</span>
                </button>
                <button type="button" class="button" aria-label="New draft" on:click=move |_| app.run(Command::NewDraft)>
                    <Icon path=icon::PLUS />
                    <span>{"New"}</span>
                </button>
                <FileButton
                    label="Import"
                    title="Open Markdown, text or web pages as drafts"
                    accept=".md,.markdown,.txt,.html,.htm,text/markdown,text/plain,text/html"
                    count=FileCount::Several
                    test_id="import"
                    wanted=Wanted::Files
                    on_files=move |files| app.import(files)
                />
            </div>
            <SearchField search />
            <DraftsOrFound search />
            <div class="drafts-foot">
                <Trash />
                <StorageMeter />
                <BackupLine />
            </div>
    }
}

/// The list; while something is looked for, what was found.
#[component]
fn DraftsOrFound(search: Search) -> impl IntoView {
    let scroller = NodeRef::<Div>::new();
    let list = DraftList::new(use_app(), RowKind::Draft, scroller);
    list.follow();
    view! {
        <Show when=move || !search.is_on()>
            <DraftOrder />
        </Show>
        <div node_ref=scroller class="drafts-scroller" on:scroll=move |_| list.list.close_menu()>
            <FoundDrafts search />
            <div hidden=move || search.is_on()>
                <Rows list />
                <EmptyHint />
            </div>
        </div>
        <RowMenu list=list.list />
    }
}

/// ProposalReason there is nothing in the list.
#[component]
fn EmptyHint() -> impl IntoView {
    let app = use_app();
    let show = Memo::new(move |_| app.screen.settings.with(|settings| settings.drafts_show.clone()));
    let has_drafts = Memo::new(move |_| app.saving.drafts.with(|library| !library.rows().is_empty()));
    let has_episodes = Memo::new(move |_| {
        show.with(|show| {
            app.saving.drafts.with(|library| !library.arranged(Order::Modified, show.as_deref()).is_empty())
        })
    });
    view! {
        <Show when=move || !has_drafts.get() && !app.saving.is_starting.get()>
            <p class="panel-hint">{"No drafts yet. Start a new one, or drop Markdown files here."}</p>
        </Show>
        <Show when=move || has_drafts.get() && !has_episodes.get()>
            <p class="panel-hint">{move || format!("No draft is an episode of {}.", show.get().unwrap_or_default())}</p>
            <p class="panel-hint">
                <button type="button" class="button small" on:click=move |_| app.library.list_show(None)>{"Show all drafts"}</button>
            </p>
        </Show>
    }
}

/// How old the last backup is, and the way to the next one.
#[component]
fn BackupLine() -> impl IntoView {
    let app = use_app();
    view! {
        <p class="panel-foot">
            {move || format!("Kept in this browser only. {} ", app.library.age_of_backup())}
            <button type="button" class="link-button" on:click=move |_| app.screen.show(OpenDialog::Backup)>{"Backup…"}</button>
        </p>
    }
}

/// As offered, with the value of the option.
const ORDERS: [(Order, &str, &str); 4] = [
    (Order::Modified, "modified", "Last changed"),
    (Order::Created, "created", "Newest"),
    (Order::Title, "title", "Title"),
    (Order::Size, "size", "Largest"),
];

#[component]
fn DraftOrder() -> impl IntoView {
    let app = use_app();
    let shows = Memo::new(move |_| app.saving.drafts.with(|library| library.shows()));
    let chosen = Memo::new(move |_| app.screen.settings.with(|settings| settings.drafts_show.clone()));
    let order = Memo::new(move |_| app.screen.settings.with(|settings| settings.drafts_order));
    let sort = move |value: String| {
        let known = ORDERS.into_iter().find(|(_, name, _)| *name == value);
        known.iter().for_each(|(order, ..)| app.library.sort_drafts(*order));
    };
    let option = move |(of, value, label): (Order, &'static str, &'static str)| {
        view! { <option value=value selected=move || order.get() == of>{label}</option> }
    };
    view! {
        <div class="draft-order">
            <select aria-label="Sort the drafts" on:change=move |event| sort(event_target_value(&event))>
                {ORDERS.map(option).collect_view()}
            </select>
            // One show is no choice.
            <Show when=move || shows.with(|shows| shows.len() > 1) || chosen.with(Option::is_some)>
                <select
                    aria-label="Show"
                    on:change=move |event| app.library.list_show(Some(event_target_value(&event)).filter(|show| !show.is_empty()))
                >
                    <option value="" selected=move || chosen.get().is_none()>{"All shows"}</option>
                    {move || options(&shows.get(), chosen.get())}
                </select>
            </Show>
        </div>
    }
}

/// An option for each show; for the one that is chosen too, should it have no episode any more.
fn options(shows: &[(String, usize)], chosen: Option<String>) -> impl IntoView + use<> {
    let mut shows = shows.to_vec();
    if let Some(chosen) = chosen.clone().filter(|chosen| !shows.iter().any(|(show, _)| show == chosen)) {
        shows.push((chosen, 0));
    }
    let option = move |(show, n_drafts): (String, usize)| {
        let is_chosen = chosen.as_ref() == Some(&show);
        view! { <option value=show.clone() selected=is_chosen>{format!("{show} ({n_drafts})")}</option> }
    };
    shows.into_iter().map(option).collect_view()
}

#[component]
fn Trash() -> impl IntoView {
    let app = use_app();
    let scroller = NodeRef::<Div>::new();
    let list = DraftList::new(app, RowKind::Deleted, scroller);
    list.follow();
    let question = NodeRef::<Dialog>::new();
    let ask = move |_| {
        if let Some(question) = question.get_untracked() {
            // Fails only for a dialog that is open already.
            let _ = question.show_modal();
        }
    };
    view! {
        <Show when=move || app.saving.trash.with(|trash| !trash.is_empty())>
            <details class="trash">
                <summary>{move || format!("Deleted ({})", app.saving.trash.with(Vec::len))}</summary>
                <div node_ref=scroller class="foot-scroller" on:scroll=move |_| list.list.close_menu()>
                    <Rows list />
                </div>
                <div class="trash-foot">
                    <p>{format!("Removed for good {TRASH_DAYS} days after deletion.")}</p>
                    <button type="button" class="button small" on:click=ask>{"Empty the trash…"}</button>
                </div>
            </details>
        </Show>
        <EmptyTrashDialog question />
        <RowMenu list=list.list />
    }
}

/// Asks before what cannot be undone.
#[component]
fn EmptyTrashDialog(
    /// One-time.
    question: NodeRef<Dialog>,
) -> impl IntoView {
    let app = use_app();
    let n_drafts = move || app.saving.trash.with(Vec::len);
    let close = move || question.get_untracked().iter().for_each(|question| question.close());
    let empty = move |_| {
        close();
        app.empty_trash();
    };
    view! {
        <dialog node_ref=question class="dialog question" aria-labelledby="empty-trash-title">
            <h2 id="empty-trash-title">{move || format!("Delete {} for good?", counted(n_drafts(), "draft"))}</h2>
            <p>{"Their texts and their history go with them. This cannot be undone."}</p>
            <div class="form-actions">
                <button type="button" class="button" on:click=move |_| close()>{"Cancel"}</button>
                <button type="button" class="button primary" on:click=empty>{"Delete for good"}</button>
            </div>
        </dialog>
    }
}
