//! One segment in the outline.
//!
//! Invariant: the item's text is the title alone. The style sheet shows number, host and words from attributes, what
//! can be done is icons with names, and the menu stands outside of the list.
//!
//! A row stays for as long as there is a segment at its place, and what it shows follows: typing in a label takes
//! the focus from nowhere.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::row_command::on_row_key;
use super::row_label::RowLabel;
use super::row_tools::RowTools;
use super::selectors::RowSelectors;
use super::view::use_outline;
use crate::ui::counted::words;

/// The element that tells the keys of a row.
pub(super) const KEYS_ID: &str = "outline-keys";

#[component]
pub(super) fn Row(
    /// One-time: the place of the segment.
    idx: usize,
) -> impl IntoView {
    let selectors: RowSelectors = expect_context();
    let is_current = selectors.current.clone();
    let is_carried = selectors.carried.clone();
    let facts = RowFacts::of(idx);
    let RowFacts { label, line, n_words, is_folded } = facts;
    let colours = selectors.colours;
    let colour = move || {
        label.with(|label| {
            let host = Some(label.host()).filter(|host| !host.is_empty());
            host.map(|host| colours.with(|colours| colours.of(host)))
        })
    };
    view! {
        <li
            data-idx=idx
            data-kind=move || label.with(RowLabel::kind)
            data-number=move || label.with(RowLabel::number)
            data-host=move || label.with(|label| label.host().to_owned())
            data-host-colour=colour
            data-line=line
            data-words=n_words
            class:untitled=move || label.with(RowLabel::is_untitled)
            class:folded=is_folded
            class:carried=move || is_carried.selected(&Some(idx))
            aria-current=move || is_current.selected(&Some(idx)).then_some("true")
        >
            <RowTitle idx facts selectors=selectors.clone() />
            <RowTools idx title=Signal::derive(move || label.with(|label| label.title().to_owned())) selectors />
        </li>
    }
}

/// What a row knows of its segment; each part changes by itself.
#[derive(Clone, Copy)]
struct RowFacts {
    label: Memo<RowLabel>,
    line: Memo<Option<usize>>,
    n_words: Memo<Option<usize>>,
    is_folded: Memo<bool>,
}

impl RowFacts {
    fn of(idx: usize) -> Self {
        let app = use_outline().app;
        Self {
            label: Memo::new_owning(move |before| app.outline.with(|outline| RowLabel::follow(before, outline, idx))),
            line: Memo::new(move |_| app.outline.with(|outline| outline.segments.get(idx).map(|s| s.line))),
            n_words: Memo::new(move |_| app.word_counts.with(|counts| counts.get(idx).copied())),
            is_folded: Memo::new(move |_| app.folded.with(|folded| folded.contains(&idx))),
        }
    }

    /// All of it as one phrase, for those who hear the list.
    fn spoken(&self) -> String {
        let mut spoken = self.label.with(RowLabel::spoken);
        if self.is_folded.get() {
            spoken.push_str(", folded");
        }
        spoken
    }
}

#[component]
fn RowTitle(
    /// One-time: the place of the segment.
    idx: usize,
    /// Reactive: what is shown.
    facts: RowFacts,
    /// Reactive: whether Tab comes here.
    selectors: RowSelectors,
) -> impl IntoView {
    let view = use_outline();
    let is_tab_stop = move || selectors.tab_stop.selected(&Some(idx));
    let shown_words = move || facts.n_words.get().filter(|n_words| *n_words > 0).map(words).unwrap_or_default();
    view! {
        <button
            type="button"
            class="row-title"
            tabindex=move || if is_tab_stop() { "0" } else { "-1" }
            data-words=shown_words
            aria-label=move || facts.spoken()
            aria-describedby=KEYS_ID
            on:click=move |_| view.go_to(idx)
            on:keydown=move |event| on_row_key(&event, view, idx)
            on:keyup=keep_space_from_clicking
        >
            {move || facts.label.with(|label| label.title().to_owned())}
        </button>
    }
}

/// Space folds: some browsers click when it is let go.
fn keep_space_from_clicking(event: KeyboardEvent) {
    if event.key() == " " {
        event.prevent_default();
    }
}
