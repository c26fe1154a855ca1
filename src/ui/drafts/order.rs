//! What the list of drafts is sorted by, and whose episodes it has.

use leptos::prelude::*;

use crate::draft::Order;
use crate::state::use_app;
use crate::ui::parts::show::Show;

/// As offered, with the value of the option.
const ORDERS: [(Order, &str, &str); 4] = [
    (Order::Modified, "modified", "Last changed"),
    (Order::Created, "created", "Newest"),
    (Order::Title, "title", "Title"),
    (Order::Size, "size", "Largest"),
];

#[component]
pub(super) fn DraftOrder() -> impl IntoView {
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
