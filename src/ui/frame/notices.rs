//! Short messages at the foot of the page.

use std::time::Duration;

use leptos::prelude::{document, request_animation_frame, set_timeout, *};
use web_sys::{Element, Event};

use crate::state::{AppState, Notice, Tone, effect};
use crate::ui::parts::dom::{append, listen, new_element, new_text, set, set_or_remove};
use crate::ui::parts::{icon, page};

/// How long a message that asks for nothing stays, and one that offers to undo.
const STAY: Duration = Duration::from_secs(6);
const STAY_WITH_ACTION: Duration = Duration::from_secs(20);

/// More messages than these can be dismissed together.
const N_READ_AT_ONCE: usize = 3;

/// Shows each message for as long as there is one.
pub fn show_notices(app: AppState) {
    let (root, dismiss_all) = (page::element("notices"), page::element("dismiss-all"));
    listen(&dismiss_all, "click", move |_: &Event| app.screen.dismiss_all());
    let mut shown: Vec<(u32, Element)> = Vec::new();
    effect(move || {
        app.screen.notices.with(|notices| {
            shown.retain(|(id, card)| {
                let stays = notices.iter().any(|notice| notice.id == *id);
                if !stays {
                    card.remove();
                }
                stays
            });
            for notice in &notices[shown.len()..] {
                let card = card(app, notice);
                append(&root, &card);
                shown.push((notice.id, card));
            }
            set_or_remove(&dismiss_all, "hidden", (notices.len() <= N_READ_AT_ONCE).then_some(""));
        });
    });
}

fn card(app: AppState, notice: &Notice) -> Element {
    let id = notice.id;
    if notice.tone == Tone::Done {
        let stay = if notice.offer.is_some() { STAY_WITH_ACTION } else { STAY };
        set_timeout(move || app.screen.dismiss(id), stay);
    }
    let is_problem = notice.tone == Tone::Problem;
    let card = new_element("div", if is_problem { "notice problem" } else { "notice" });
    set(&card, "role", if is_problem { "alert" } else { "note" });
    append(&card, &new_text("p", "", &notice.text));
    if let Some(offer) = &notice.offer {
        let notice = notice.clone();
        let accept = button("button small", move || app.screen.accept(&notice), app);
        accept.set_text_content(Some(offer.label));
        append(&card, &accept);
    }
    let dismiss = button("icon-button", move || app.screen.dismiss(id), app);
    set(&dismiss, "aria-label", "Dismiss");
    append(&dismiss, &icon::element(icon::CLOSE));
    append(&card, &dismiss);
    card
}

fn button(class: &str, act: impl Fn() + 'static, app: AppState) -> Element {
    let button = new_element("button", class);
    set(&button, "type", "button");
    listen(&button, "click", move |_: &Event| {
        act();
        keep_focus(app);
    });
    button
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
