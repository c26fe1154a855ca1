//! The versions of a draft, the newest first: when each was kept, why, and how long it is.

use leptos::ev::FocusEvent;
use leptos::html::Div;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, HtmlElement};

use super::view::HistoryView;
use crate::draft::versions::VersionSummary;
use crate::state::{effect, now_ms};
use crate::ui::parts::counted::size;
use crate::ui::parts::dom::{append, new_element, new_text, set};
use crate::ui::parts::list::{List, Row};
use crate::ui::parts::when::{ago, when_exactly};

/// A list to choose from, as ARIA names it: one stop for Tab, and what has the focus is chosen.
#[component]
pub(super) fn VersionList(view: HistoryView) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    let list = List::new(".version");
    let now_ms = now_ms();
    effect(move || {
        let (Some(root), chosen) = (root.get(), view.chosen.get()) else { return };
        list.mount(&root);
        view.versions.with(|versions| {
            let facts = |(idx, version)| VersionFacts::new(version, now_ms, idx == chosen);
            list.draw_all::<VersionRow>(versions.iter().flatten().enumerate().map(facts), None);
        });
        list.set_current(list.row(chosen));
    });
    effect(move || {
        // The dialog was opened to look at them.
        view.versions.track();
        list.focus_tab_stop();
    });
    let choose = move |target: Option<EventTarget>| list.idx_of(target).into_iter().for_each(|idx| view.choose(idx));
    let focus_in = move |event: FocusEvent| {
        list.focus_in(&event);
        choose(event.target());
    };
    view! {
        <div
            node_ref=root
            class="versions"
            role="listbox"
            aria-label="Versions"
            data-testid="versions"
            on:click=move |event| choose(event.target())
            on:focusin=focus_in
            on:focusout=move |event| list.focus_out(&event)
            on:keydown=move |event| list.press(&event, &[], &())
        ></div>
    }
}

struct VersionRow {
    item: HtmlElement,
}

#[derive(Clone, PartialEq)]
struct VersionFacts {
    /// What stands in it: a class and a text each.
    texts: [(&'static str, String); 4],
    is_chosen: bool,
}

impl VersionFacts {
    fn new(version: &VersionSummary, now_ms: u64, is_chosen: bool) -> Self {
        let texts = [
            ("version-ago", ago(version.time_ms, now_ms)),
            ("version-size", size(version.n_bytes as u64)),
            ("version-time", when_exactly(version.time_ms)),
            ("version-cause", version.cause.label()),
        ];
        Self { texts, is_chosen }
    }
}

impl Row for VersionRow {
    type Facts = VersionFacts;

    fn new(idx: usize, facts: &VersionFacts) -> Self {
        let item = new_element("div", "version");
        set(&item, "role", "option");
        set(&item, "data-idx", &idx.to_string());
        set(&item, "tabindex", "-1");
        // A version is never another one.
        facts.texts.iter().for_each(|(class, text)| append(&item, &new_text("span", class, text)));
        // An element of HTML.
        Self { item: item.unchecked_into() }
    }

    fn item(&self) -> &HtmlElement {
        &self.item
    }

    fn show(&mut self, facts: &VersionFacts, _: Option<&VersionFacts>) {
        set(&self.item, "aria-selected", &facts.is_chosen.to_string());
    }
}
