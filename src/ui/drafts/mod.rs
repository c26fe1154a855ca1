//! The drafts: searched, sorted, opened, and brought back when they were deleted.

mod list;
mod order;
mod row;
mod search;
mod storage_meter;
mod trash;

use leptos::html::Div;
use leptos::prelude::*;

pub use self::list::draft_keys;
use self::list::{DraftList, Rows};
use self::order::DraftOrder;
use self::row::RowKind;
use self::search::{FoundDrafts, Search, SearchField};
use self::storage_meter::StorageMeter;
use self::trash::Trash;
use crate::draft::Order;
use crate::state::{Command, OpenDialog, Pane, Wanted, use_app};
use crate::ui::parts::file_button::{FileButton, FileCount};
use crate::ui::parts::icon::{self, Icon};
use crate::ui::parts::list::RowMenu;
use crate::ui::parts::panel::focus_when_shown;
use crate::ui::parts::show::Show;

#[component]
pub fn DraftsPanel() -> impl IntoView {
    let app = use_app();
    let panel = NodeRef::new();
    focus_when_shown(panel, Pane::Drafts);
    let search = Search::new(app);
    search.follow();
    view! {
        <nav node_ref=panel class="drafts panel" aria-label="Drafts" data-testid="drafts" tabindex="-1">
            <div class="panel-actions">
                <button type="button" class="button wide" on:click=move |_| app.run(Command::NewEpisode)>
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
        </nav>
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
