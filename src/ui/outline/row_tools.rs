//! What a row shows while it has the focus or the pointer, and always where there is touch: its handle and its menu's
//! button. They come after the title, so that the title stays the first thing in a row.

use leptos::prelude::*;

use super::carrying::{CarriedBy, on_handle_key};
use super::selectors::RowSelectors;
use super::view::{OutlineView, use_outline};
use crate::ui::icon::{self, Icon};
use crate::ui::show::Show;

#[component]
pub(super) fn RowTools(
    /// One-time: the place of the segment.
    idx: usize,
    /// Reactive: what the segment is called.
    title: Signal<String>,
    /// Reactive: whether the row is the one in use.
    selectors: RowSelectors,
) -> impl IntoView {
    let always = has_touch();
    let is_tab_stop = selectors.tab_stop.clone();
    // Signals are cheap to copy, selectors are not.
    let tab_index = Signal::derive(move || if is_tab_stop.selected(&Some(idx)) { "0" } else { "-1" });
    view! {
        <Show when=move || always || selectors.is_active(idx)>
            <span class="row-tools">
                <Handle idx title tab_index />
                <MoreButton idx title tab_index />
            </span>
        </Show>
    }
}

/// What a row is dragged by, and carried from by keys.
#[component]
fn Handle(
    /// One-time: the place of the segment.
    idx: usize,
    /// Reactive: what the segment is called.
    title: Signal<String>,
    /// Reactive: whether Tab comes here.
    tab_index: Signal<&'static str>,
) -> impl IntoView {
    let view = use_outline();
    let has_others = Memo::new(move |_| view.app.outline.with(|outline| outline.segments.len() > 1));
    view! {
        <Show when=move || has_others.get()>
            <button
                type="button"
                class="icon-button handle"
                tabindex=tab_index
                aria-label=move || format!("Move {}", title.get())
                aria-pressed=move || is_carried_by_keys(view, idx).to_string()
                on:keydown=move |event| on_handle_key(&event, view, idx)
                on:blur=move |_| view.leave_handle()
            >
                <Icon path=icon::GRIP />
            </button>
        </Show>
    }
}

#[component]
fn MoreButton(
    /// One-time: the place of the segment.
    idx: usize,
    /// Reactive: what the segment is called.
    title: Signal<String>,
    /// Reactive: whether Tab comes here.
    tab_index: Signal<&'static str>,
) -> impl IntoView {
    let view = use_outline();
    let is_open = move || view.menu_of.get() == Some(idx);
    view! {
        <button
            type="button"
            class="icon-button more"
            tabindex=tab_index
            aria-label=move || format!("More for {}", title.get())
            aria-haspopup="menu"
            aria-expanded=move || is_open().to_string()
            on:click=move |_| view.menu_of.update(|menu_of| *menu_of = if *menu_of == Some(idx) { None } else { Some(idx) })
        >
            <Icon path=icon::MORE />
        </button>
    }
}

impl OutlineView {
    /// Who leaves the handle does not carry on.
    fn leave_handle(&self) {
        let carry = self.carry.try_get_untracked().flatten();
        if carry.is_some_and(|carry| carry.by == CarriedBy::Keys) {
            self.cancel_carrying();
        }
    }
}

fn is_carried_by_keys(view: OutlineView, idx: usize) -> bool {
    view.carry.get().is_some_and(|carry| carry.idx == idx && carry.by == CarriedBy::Keys)
}

/// Whether a finger may come: it points at nothing before it presses.
fn has_touch() -> bool {
    let query = window().match_media("(any-pointer: coarse), (hover: none)").ok().flatten();
    query.is_some_and(|query| query.matches())
}
