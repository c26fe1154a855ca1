//! How much room the drafts take, which are the largest, and whether the browser has promised to keep them.

use leptos::ev::Event;
use leptos::html::Details;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::draft::{DraftSummary, Order};
use crate::state::{effect, use_app};
use crate::storage::Usage;
use crate::text::sort_by_numbers;
use crate::ui::parts::counted::size;
use crate::ui::parts::show::Show;

/// How many of the largest drafts are named.
const N_LARGEST: usize = 5;

#[component]
pub(super) fn StorageMeter() -> impl IntoView {
    let app = use_app();
    let details = NodeRef::<Details>::new();
    let is_open = RwSignal::new(false);
    let usage = RwSignal::new(None::<Usage>);
    effect(move || {
        // What was deleted for good has made room.
        app.saving.trash.track();
        if is_open.get() {
            spawn_local(async move {
                let measured = app.library.usage().await;
                // The panel may be gone by then.
                let _ = usage.try_set(measured);
            });
        }
    });
    let toggle = move |_: Event| is_open.set(details.get_untracked().is_some_and(|details| details.open()));
    view! {
        <details node_ref=details class="storage-meter" data-testid="storage" on:toggle=toggle>
            <summary>{"Storage"}</summary>
            <Show when=move || is_open.get()>
                <div class="foot-scroller">
                    <dl>{move || usage.get().map(|usage| view! { <Measured usage /> })}</dl>
                    <Largest />
                </div>
            </Show>
        </details>
    }
}

/// What the browser says, a line each.
#[component]
fn Measured(
    /// One-time.
    usage: Usage,
) -> impl IntoView {
    let Usage { n_bytes_used, n_bytes_quota, n_units_local, persisted } = usage;
    let row = |name: &'static str, said: String| view! { <div><dt>{name}</dt><dd>{said}</dd></div> };
    view! {
        {row("All of it", room(n_bytes_used, n_bytes_quota))}
        {bar("Room that is used", n_bytes_used.zip(n_bytes_quota))}
        {row("Second copies", format!("{} of {} characters", millions(n_units_local), millions(Usage::N_UNITS_LOCAL_QUOTA)))}
        {bar("Room for second copies that is used", Some((n_units_local as u64, Usage::N_UNITS_LOCAL_QUOTA as u64)))}
        {row("The browser", promise(persisted).to_owned())}
    }
}

/// A bar that is as full as the storage is.
fn bar(label: &'static str, used_and_quota: Option<(u64, u64)>) -> impl IntoView + use<> {
    used_and_quota.map(|(used, quota)| {
        view! { <meter aria-label=label min="0" max=quota.to_string() high=(quota / 10 * 9).to_string() value=used.to_string()>{""}</meter> }
    })
}

#[component]
fn Largest() -> impl IntoView {
    let app = use_app();
    let largest = Memo::new(move |_| {
        app.saving.drafts.with(|library| {
            let mut drafts: Vec<DraftSummary> = library.arranged(Order::Size, None).into_iter().cloned().collect();
            sort_by_numbers(&mut drafts, |draft| (usize::MAX - draft.n_bytes, 0));
            drafts.truncate(N_LARGEST);
            drafts
        })
    });
    let row = move |draft: DraftSummary| {
        let DraftSummary { id, title, n_bytes, .. } = draft;
        view! {
            <li>
                <button type="button" class="storage-draft" on:click=move |_| app.open_draft(&id)>
                    <span class="draft-title">{title}</span>
                    <span>{size(n_bytes as u64)}</span>
                </button>
            </li>
        }
    };
    view! {
        <h3>{"Largest drafts"}</h3>
        <ul>{move || largest.get().into_iter().map(row).collect_view()}</ul>
    }
}

/// `4.4 MB of 10.2 GB`.
fn room(n_bytes_used: Option<u64>, n_bytes_quota: Option<u64>) -> String {
    match (n_bytes_used, n_bytes_quota) {
        (Some(used), Some(quota)) => format!("{} of {}", size(used), size(quota)),
        (Some(used), None) => size(used),
        _ => "The browser does not say".to_owned(),
    }
}

/// `0.1 million`.
fn millions(n: usize) -> String {
    let n_tenths = (n + 50_000) / 100_000;
    format!("{}.{} million", n_tenths / 10, n_tenths % 10)
}

fn promise(persisted: Option<bool>) -> &'static str {
    match persisted {
        Some(true) => "has promised to keep it",
        Some(false) => "may remove it when it runs out of room",
        None => "does not say whether it keeps it",
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn millions_are_rounded_to_a_tenth() {
        assert_eq!(
            [49_999, 50_000, Usage::N_UNITS_LOCAL_QUOTA].map(millions),
            ["0.0 million", "0.1 million", "5.2 million"]
        );
    }

    #[test]
    fn room_is_said_as_far_as_it_is_known() {
        assert_eq!(room(Some(4_400_000), Some(10_200_000_000)), "4.4 MB of 10.2 GB");
        assert_eq!(room(Some(4_400_000), None), "4.4 MB");
        assert_eq!(room(None, None), "The browser does not say");
    }
}
