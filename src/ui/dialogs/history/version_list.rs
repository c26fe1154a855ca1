//! The versions of a draft, the newest first: when each was kept, why, and how long it is.

use leptos::ev::KeyboardEvent;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::view::HistoryView;
use crate::draft::versions::VersionSummary;
use crate::state::{effect, key_of, now_ms};
use crate::ui::parts::counted::size;
use crate::ui::parts::dom::{append, focus, new_element, new_text, set};
use crate::ui::parts::when::{ago, when_exactly};

/// A list to choose from, as ARIA names it: one stop for Tab, the arrows choose. Its items are made by hand: a history may
/// have hundreds.
#[component]
pub(super) fn VersionList(
    /// One-time: holds signals.
    view: HistoryView,
) -> impl IntoView {
    let list = NodeRef::<Div>::new();
    effect(move || {
        let Some(list) = list.get() else { return };
        let now_ms = now_ms();
        view.versions.with(|versions| {
            let items = js_sys::Array::new();
            for (idx, version) in versions.iter().flatten().enumerate() {
                items.push(&item(idx, version, now_ms));
            }
            list.replace_children_with_node(&items);
        });
        // The dialog was opened to look at them.
        focus_item(&list, view.chosen.get_untracked());
    });
    effect(move || {
        let (Some(list), chosen) = (list.get(), view.chosen.get()) else { return };
        view.versions.track();
        mark(&list, chosen);
    });
    view! {
        <div
            node_ref=list
            class="versions"
            role="listbox"
            aria-label="Versions"
            data-testid="versions"
            on:click=move |event| {
                let item = event.target().and_then(|target| target.dyn_into::<Element>().ok());
                item.and_then(|item| idx_of(&item)).into_iter().for_each(|idx| view.choose(idx));
            }
            on:keydown=move |event| press_key(&event, view, list)
        ></div>
    }
}

fn item(idx: usize, version: &VersionSummary, now_ms: u64) -> Element {
    let item = new_element("div", "version");
    set(&item, "role", "option");
    set(&item, "data-idx", &idx.to_string());
    set(&item, "tabindex", "-1");
    append(&item, &new_text("span", "version-ago", &ago(version.time_ms, now_ms)));
    append(&item, &new_text("span", "version-size", &size(version.n_bytes as u64)));
    append(&item, &new_text("span", "version-time", &when_exactly(version.time_ms)));
    append(&item, &new_text("span", "version-cause", &version.cause.label()));
    item
}

fn mark(list: &Element, chosen: usize) {
    for (idx, item) in items(list).into_iter().enumerate() {
        set(&item, "aria-selected", &(idx == chosen).to_string());
        set(&item, "tabindex", if idx == chosen { "0" } else { "-1" });
    }
}

fn press_key(event: &KeyboardEvent, view: HistoryView, list: NodeRef<Div>) {
    let n_versions = view.versions.with_untracked(|versions| versions.as_ref().map_or(0, Vec::len));
    let (chosen, last) = (view.chosen.get_untracked(), n_versions.saturating_sub(1));
    let idx = match key_of(event).as_str() {
        "ArrowDown" => (chosen + 1).min(last),
        "ArrowUp" => chosen.saturating_sub(1),
        "Home" => 0,
        "End" => last,
        _ => return,
    };
    event.prevent_default();
    view.choose(idx);
    if let Some(list) = list.get_untracked() {
        focus_item(&list, idx);
    }
}

fn focus_item(list: &Element, idx: usize) {
    if let Some(item) = items(list).get(idx) {
        focus(item);
    }
}

fn items(list: &Element) -> Vec<HtmlElement> {
    let items = list.children();
    (0..items.length()).filter_map(|idx| items.item(idx)?.dyn_into().ok()).collect()
}

fn idx_of(element: &Element) -> Option<usize> {
    element.closest("[data-idx]").ok().flatten()?.get_attribute("data-idx")?.parse().ok()
}
