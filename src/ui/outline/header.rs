//! What stands around the rows: the panel's title, what can be done with all segments at once, and whose turn is next.

use leptos::prelude::*;

use crate::outline::{ProposalReason, hosts};
use crate::state::{AppState, NextTopic, OpenDialog, follow_when_idle, use_app};
use crate::ui::parts::icon::{self, Icon};
use crate::ui::parts::menu::{Menu, MenuButton, MenuItem};
use crate::ui::parts::show::Show;

/// What can be done with all segments.
#[component]
pub fn OutlineMenu() -> impl IntoView {
    let app = use_app();
    let has_segments = Memo::new(move |_| app.notes.outline.with(|outline| !outline.segments.is_empty()));
    view! {
        <Show when=move || has_segments.get()>
            <Menu label="More for the outline" button=MenuButton::More items=move |()| items(app) />
        </Show>
    }
}

fn items(app: AppState) -> Vec<MenuItem> {
    let mut items = vec![
        MenuItem::new("Renumber", "1, 2, 3 …", move || app.notes.renumber()),
        MenuItem::new("Fold all", "", move || app.notes.fold_all()),
        MenuItem::new("Unfold all", "", move || app.notes.unfold_all()),
    ];
    let first_host = app.notes.outline.with_untracked(|outline| hosts(outline).into_iter().next());
    if let Some(host) = first_host {
        items
            .push(MenuItem::new("Rename a host…", "", move || app.screen.show(OpenDialog::RenameHost(host.clone()))));
    }
    items
}

/// A button that adds a topic for the host whose turn it seems to be: proposed, never enforced.
#[component]
pub(super) fn NextTopicButton() -> impl IntoView {
    let app = use_app();
    let topic = follow_when_idle(move || app.notes.track_turns(), move || app.notes.next_topic());
    view! {
        <button
            type="button"
            class="next-topic"
            title=move || topic.with(|topic| topic.why.map(reason))
            on:click=move |_| app.notes.insert_next_topic()
        >
            <Icon path=icon::PLUS />
            <span>{move || topic.with(shown)}</span>
        </button>
    }
}

/// As a label has it: `Next: Ben #4`.
fn shown(topic: &NextTopic) -> String {
    let number = topic.number.as_ref().map(|number| format!("#{number}"));
    let parts: Vec<String> = topic.host.iter().cloned().chain(number).collect();
    if parts.is_empty() { "Next chapter".to_owned() } else { format!("Next: {}", parts.join(" ")) }
}

fn reason(why: ProposalReason) -> &'static str {
    match why {
        ProposalReason::Alone => "The only host so far",
        ProposalReason::Alternating => "The hosts take turns",
        ProposalReason::Mirrored => "The turns go there and back",
        ProposalReason::InTurn => "Each host in turn",
        ProposalReason::InBlocks => "Each host several times in a row",
        ProposalReason::LikeLastTime => "As in an earlier episode",
        ProposalReason::GuestPlace => "Where guests have their place",
        ProposalReason::BeginsInTurn => "The other host began the last episode",
        ProposalReason::BeginsMostly => "Begins most episodes",
        ProposalReason::LongestSilent => "Has not had a topic for the longest time",
    }
}
