//! The search field above the list, and what it finds: a row for each draft, with the line that holds what was looked for.

use leptos::ev::KeyboardEvent;
use leptos::html::{Input, Ul};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::draft::DraftId;
use crate::draft::search::Hit;
use crate::state::{AppState, Found, N_FOUND_AT_MOST, Wanted, effect, key_of, use_app};
use crate::ui::parts::counted::counted;
use crate::ui::parts::dom::{append, append_marked, new_element, new_text, set};
use crate::ui::parts::field::select_all;
use crate::ui::parts::list::{List, Row};

/// What is looked for; holds signals.
#[derive(Clone, Copy)]
pub(super) struct Search {
    app: AppState,
    field: NodeRef<Input>,
    root: NodeRef<Ul>,
    list: List,
    /// What stands in the field.
    query: RwSignal<String>,
    /// What was found, in words.
    said: RwSignal<String>,
}

impl Search {
    pub fn new(app: AppState) -> Self {
        let (query, said) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        Self { app, field: NodeRef::new(), root: NodeRef::new(), list: List::new("li"), query, said }
    }

    /// Whether something is looked for. Tracks it.
    pub fn is_on(&self) -> bool {
        self.query.with(|query| !query.trim().is_empty())
    }

    /// Shows what is found, and follows the texts; takes the focus when that is asked for.
    pub fn follow(&self) {
        let this = *self;
        effect(move || {
            if this.is_on() {
                this.app.saving.drafts.track();
                this.app.library.read_texts();
            }
        });
        effect(move || {
            this.app.library.texts_changed.track();
            let found = match this.is_on() {
                true => this.query.with(|query| this.app.library.find_in_drafts(query)),
                false => Found::default(),
            };
            this.said.set(if this.is_on() { said(&found) } else { String::new() });
            if let Some(root) = this.root.get() {
                this.list.mount(&root);
                this.show(found.hits);
            }
        });
        effect(move || {
            if this.app.screen.take_wanted(Wanted::Search) {
                // Once the panel is shown, and the focus in it.
                request_animation_frame(move || select_all(this.field));
            }
        });
    }

    /// Lists what was found. Where the author is in the list already, they stay at their place in it: more texts may have been
    /// read meanwhile.
    fn show(&self, hits: Vec<Hit>) {
        let title_of = |id: &DraftId| {
            self.app.saving.drafts.with_untracked(|library| library.get(id).map(|draft| draft.title.clone()))
        };
        let facts = |hit: Hit| FoundFacts { title: title_of(&hit.id).unwrap_or_default(), hit };
        self.list.draw_all::<FoundRow>(hits.into_iter().map(facts), None);
    }

    fn clear(&self) {
        self.query.set(String::new());
        select_all(self.field);
    }

    /// The keys in the field: into what was found, or out of the search.
    fn press_key_in_field(&self, event: &KeyboardEvent) {
        match key_of(event).as_str() {
            "ArrowDown" if self.is_on_now() => self.list.focus_tab_stop(),
            "Enter" if self.is_on_now() => self.root.get_untracked().iter().for_each(|root| self.open(root)),
            "Escape" if self.is_on_now() => self.clear(),
            _ => return,
        }
        event.prevent_default();
    }

    fn press_key_in_list(&self, event: &KeyboardEvent) {
        let is_first = || self.list.row_of(event.target()).as_ref() == self.list.rows().first();
        match key_of(event).as_str() {
            "ArrowUp" if is_first() => select_all(self.field),
            "Escape" => self.clear(),
            _ => return self.list.press(event, &[], &()),
        }
        event.prevent_default();
    }

    fn is_on_now(&self) -> bool {
        untrack(|| self.is_on())
    }

    /// Opens the first draft that is found in an element.
    fn open(&self, element: &Element) {
        let Some(button) = element.query_selector("button").ok().flatten() else { return };
        let attribute = |name| button.get_attribute(name).unwrap_or_default();
        if let (Ok(id), Ok(line)) = (attribute("data-id").parse::<DraftId>(), attribute("data-line").parse()) {
            self.app.open_draft_at_line(&id, line);
        }
    }
}

#[component]
pub(super) fn SearchField(search: Search) -> impl IntoView {
    let app = use_app();
    view! {
        <div class="draft-search" role="search">
            <input
                node_ref=search.field
                type="search"
                aria-label="Search all drafts"
                aria-keyshortcuts="Control+Shift+F"
                aria-controls="found-drafts"
                placeholder="Search all drafts"
                autocomplete="off"
                spellcheck="false"
                prop:value=search.query
                on:focus=move |_| app.library.read_texts()
                on:input=move |event| search.query.set(event_target_value(&event))
                on:keydown=move |event| search.press_key_in_field(&event)
            />
        </div>
    }
}

#[component]
pub(super) fn FoundDrafts(search: Search) -> impl IntoView {
    view! {
        <p class="found-status" role="status">{search.said}</p>
        <ul
            node_ref=search.root
            id="found-drafts"
            class="found"
            aria-label="Found drafts"
            data-testid="found"
            hidden=move || !search.is_on()
            on:click=move |event| search.list.row_of(event.target()).iter().for_each(|row| search.open(row))
            on:keydown=move |event| search.press_key_in_list(&event)
            on:focusin=move |event| search.list.focus_in(&event)
            on:focusout=move |event| search.list.focus_out(&event)
        ></ul>
    }
}

/// A draft that was found: its title, the line, and how much more there is in it.
struct FoundRow {
    item: HtmlElement,
    button: Element,
}

#[derive(Clone, PartialEq)]
struct FoundFacts {
    title: String,
    hit: Hit,
}

impl Row for FoundRow {
    type Facts = FoundFacts;

    fn new(_: usize, _: &FoundFacts) -> Self {
        let (item, button) = (new_element("li", ""), new_element("button", "found-draft"));
        set(&button, "type", "button");
        set(&button, "tabindex", "-1");
        append(&item, &button);
        // An element of HTML.
        Self { item: item.unchecked_into(), button }
    }

    fn item(&self) -> &HtmlElement {
        &self.item
    }

    fn show(&mut self, FoundFacts { title, hit }: &FoundFacts, _: Option<&FoundFacts>) {
        set(&self.button, "data-id", hit.id.as_str());
        set(&self.button, "data-line", &hit.line.max(1).to_string());
        self.button.set_text_content(None);
        if hit.line == 0 {
            append(&self.button, &marked("draft-title", hit));
        } else {
            append(&self.button, &new_text("span", "draft-title", title));
            append(&self.button, &marked("found-line", hit));
        }
        append(&self.button, &new_text("span", "draft-about", &counted_matches(hit.n_matches)));
    }
}

/// The line, with what was found in it marked.
fn marked(class: &str, hit: &Hit) -> Element {
    let line = new_element("span", class);
    append_marked(&line, &hit.excerpt, &hit.marks);
    line
}

/// `12 drafts`, `Nothing found`.
fn said(found: &Found) -> String {
    match (found.hits.len(), found.is_reading) {
        (0, true) => "Reading the drafts…".to_owned(),
        (0, false) => "Nothing found in any draft.".to_owned(),
        (N_FOUND_AT_MOST, _) => format!("The {N_FOUND_AT_MOST} drafts that fit best"),
        (n_drafts, is_reading) => {
            let n_matches = found.hits.iter().map(|hit| hit.n_matches).sum();
            let so_far = if is_reading { " so far" } else { "" };
            format!("{} in {}{so_far}", counted_matches(n_matches), counted(n_drafts, "draft"))
        }
    }
}

fn counted_matches(n_matches: usize) -> String {
    match n_matches {
        1 => "1 match".to_owned(),
        _ => counted(n_matches, "matche"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_found_is_said_in_words() {
        let hit = |n_matches| {
            let id = DraftId::from_random([1; 16]);
            Hit { id, line: 1, excerpt: String::new(), marks: Vec::new(), n_matches }
        };
        let found = |hits: Vec<Hit>, is_reading| said(&Found { hits, is_reading });
        assert_eq!(found(vec![hit(1)], false), "1 match in 1 draft");
        assert_eq!(found(vec![hit(1_000), hit(2)], false), "1,002 matches in 2 drafts");
        assert_eq!(found(vec![hit(1)], true), "1 match in 1 draft so far");
        assert_eq!(found(Vec::new(), false), "Nothing found in any draft.");
        assert_eq!(found(Vec::new(), true), "Reading the drafts…");
        assert_eq!(found(vec![hit(1); N_FOUND_AT_MOST], false), "The 100 drafts that fit best");
    }
}
