//! Short messages at the foot of the page.

use std::time::Duration;

use leptos::prelude::*;

use crate::state::{AppState, Notice, Tone, use_app};
use crate::ui::parts::icon::{self, Icon};
use crate::ui::parts::show::Show;

/// How long a message that asks for nothing stays, and one that offers to undo.
const STAY: Duration = Duration::from_secs(6);
const STAY_WITH_ACTION: Duration = Duration::from_secs(20);

/// More messages than these can be dismissed together.
const N_READ_AT_ONCE: usize = 3;

#[component]
pub fn Notices() -> impl IntoView {
    let app = use_app();
    let has_many = move || app.screen.notices.with(Vec::len) > N_READ_AT_ONCE;
    view! {
        <div class="notices" role="log" aria-label="Messages">
            <Show when=has_many>
                <button type="button" class="button small" on:click=move |_| app.screen.dismiss_all()>
                    {"Dismiss all messages"}
                </button>
            </Show>
            <For each=move || app.screen.notices.get() key=|notice| notice.id let:notice>
                <NoticeCard notice />
            </For>
        </div>
    }
}

#[component]
fn NoticeCard(
    /// One-time.
    notice: Notice,
) -> impl IntoView {
    let app = use_app();
    let id = notice.id;
    if notice.tone == Tone::Done {
        let stay = if notice.offer.is_some() { STAY_WITH_ACTION } else { STAY };
        set_timeout(move || app.screen.dismiss(id), stay);
    }
    let role = if notice.tone == Tone::Problem { "alert" } else { "note" };
    let action = notice.offer.as_ref().map(|offer| offer.label);
    let text = notice.text.clone();
    let act = move |_| {
        app.screen.accept(&notice);
        keep_focus(app);
    };
    let dismiss = move |_| {
        app.screen.dismiss(id);
        keep_focus(app);
    };
    view! {
        <div class="notice" class:problem=role == "alert" role=role>
            <p>{text}</p>
            {action.map(|label| view! { <button type="button" class="button small" on:click=act.clone()>{label}</button> })}
            <button type="button" class="icon-button" aria-label="Dismiss" on:click=dismiss>
                <Icon path=icon::CLOSE />
            </button>
        </div>
    }
}

/// A message that is gone took the focus with it: it goes to the notes, unless something has it.
fn keep_focus(app: AppState) {
    request_animation_frame(move || {
        let document = document();
        if document.active_element().is_none_or(|focused| Some(focused) == document.body().map(Into::into)) {
            app.notes.focus_editor();
        }
    });
}
