//! The history of a draft: its versions, what has changed since each, and the ways back.

mod version_list;
mod view;

use leptos::prelude::*;

use self::version_list::VersionList;
use self::view::HistoryView;
use crate::draft::DraftId;
use crate::state::{ComparedWith, OpenDialog, use_app};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::diff_view::DiffView;
use crate::ui::parts::show::Show;

#[component]
pub fn HistoryDialog() -> impl IntoView {
    let app = use_app();
    let draft_title =
        move |id: &DraftId| app.saving.drafts.with(|library| library.get(id).map(|draft| draft.title.clone()));
    let title = move || {
        let title = app.screen.of_dialog(OpenDialog::history).and_then(|id| draft_title(&id));
        format!("History of {}", title.unwrap_or_default())
    };
    view! {
        <Dialog
            class="history"
            title=Signal::derive(title)
            which=|dialog| matches!(dialog, OpenDialog::History(_))
            attr:data-testid="history"
        >
            // Asked once: it is made anew for each draft, and not when another dialog opens above it.
            {untrack(|| app.screen.of_dialog(OpenDialog::history)).map(|id| view! { <History id /> })}
        </Dialog>
    }
}

#[component]
fn History(
    /// One-time.
    id: DraftId,
) -> impl IntoView {
    let app = use_app();
    let view = HistoryView::new(app, id);
    view.read();
    view! {
        <Show when=move || view.versions.with(Option::is_some) && !view.has_versions()>
            <p class="history-empty">
                {"There are no earlier versions yet. One is kept when the draft is opened or exported, before a command rewrites it, and every five minutes of work."}
            </p>
        </Show>
        <p class="form-problem" role="alert">{move || view.problem.get()}</p>
        <Show when=move || view.has_versions()>
            <div class="history-panes">
                <VersionList view />
                <section class="history-changes" aria-label="Changes">
                    <Comparison view />
                    <DiffView diff=Signal::derive(move || view.version.with(|version| Some(version.as_ref()?.diff.clone()))) />
                </section>
            </div>
            <Actions view />
        </Show>
    }
}

/// What the version is compared with, and how much that differs.
#[component]
fn Comparison(view: HistoryView) -> impl IntoView {
    let choose = move |value: String| {
        view.with.set(if value == "before" { ComparedWith::Before } else { ComparedWith::Now });
        view.open_chosen();
    };
    view! {
        <div class="history-comparison">
            <label for="history-compared">{"Compared with"}</label>
            <select id="history-compared" on:change=move |event| choose(event_target_value(&event))>
                <option value="now">{"the notes as they are"}</option>
                <option value="before">{"the version before it"}</option>
            </select>
            <p role="status">{move || view.said()}</p>
        </div>
    }
}

/// The ways back.
#[component]
fn Actions(view: HistoryView) -> impl IntoView {
    let is_none = move || view.version.with(Option::is_none);
    let is_as_now = move || view.version.with(|version| version.as_ref().is_none_or(|version| version.is_as_now));
    view! {
        <div class="form-actions">
            <button type="button" class="button" disabled=is_none on:click=move |_| view.download()>{"Download"}</button>
            <button type="button" class="button" disabled=is_none on:click=move |_| view.restore_as_copy()>
                {"Restore as a copy"}
            </button>
            <button type="button" class="button primary" disabled=is_as_now on:click=move |_| view.restore()>{"Restore"}</button>
        </div>
    }
}
