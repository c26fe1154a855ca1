//! Whose turn is next: proposed, never enforced.

use leptos::prelude::*;

use crate::outline::ProposalReason;
use crate::state::{NextTopic, follow_when_idle, use_app};
use crate::ui::parts::icon::{self, Icon};

/// A button that adds a topic for the host whose turn it seems to be.
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
        ProposalReason::LongestSilent => "Was not heard for longest",
    }
}
