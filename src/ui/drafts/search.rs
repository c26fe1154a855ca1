//! The search field above the list, and what it finds: a row for each draft, with the line that holds what was looked for.

use leptos::ev::KeyboardEvent;
use leptos::html::{Input, Ul};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};

use crate::draft::DraftId;
use crate::draft::search::Hit;
use crate::state::{AppState, Found, N_FOUND_AT_MOST, Wanted, effect, key_of, use_app};
use crate::ui::parts::counted::counted;
use crate::ui::parts::dom::{append, focus, new_element, new_text, set};

/// What is looked for; holds signals.
#[derive(Clone, Copy)]
pub(super) struct Search {
    app: AppState,
    field: NodeRef<Input>,
    list: NodeRef<Ul>,
    /// What stands in the field.
    query: RwSignal<String>,
    /// What was found, in words.
    said: RwSignal<String>,
}

impl Search {
    pub fn new(app: AppState) -> Self {
        let (query, said) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        Self { app, field: NodeRef::new(), list: NodeRef::new(), query, said }
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
            if let Some(list) = this.list.get() {
                this.show(&list, &found.hits);
            }
        });
        effect(move || {
            if this.app.screen.take_wanted(Wanted::Search) {
                // Once the panel is shown, and the focus in it.
                request_animation_frame(move || this.select_field());
            }
        });
    }

    /// Lists what was found. Where the author is in the list already, they stay at their place in it: more texts may have been
    /// read meanwhile.
    fn show(&self, list: &Element, hits: &[Hit]) {
        let focused = document().active_element();
        let focused_idx = self.buttons().iter().position(|button| focused.as_ref() == Some(button.as_ref()));
        let items = js_sys::Array::new();
        for (idx, hit) in hits.iter().enumerate() {
            let title =
                self.app.saving.drafts.with_untracked(|library| library.get(&hit.id).map(|draft| draft.title.clone()));
            items.push(&item(hit, &title.unwrap_or_default(), idx == 0));
        }
        list.replace_children_with_node(&items);
        if let Some(idx) = focused_idx {
            let buttons = self.buttons();
            buttons.get(idx).or(buttons.last()).into_iter().for_each(focus);
        }
    }

    fn select_field(&self) {
        if let Some(field) = self.field.get_untracked() {
            focus(&field);
            field.select();
        }
    }

    fn clear(&self) {
        self.query.set(String::new());
        self.select_field();
    }

    /// The keys in the field: into what was found, or out of the search.
    fn press_key_in_field(&self, event: &KeyboardEvent) {
        let first = || self.buttons().into_iter().next();
        match key_of(event).as_str() {
            "ArrowDown" if self.is_on_now() => first().iter().for_each(focus),
            "Enter" if self.is_on_now() => first().iter().for_each(|button| self.open(button)),
            "Escape" if self.is_on_now() => self.clear(),
            _ => return,
        }
        event.prevent_default();
    }

    fn press_key_in_list(&self, event: &KeyboardEvent) {
        let Some(button) = button_of(event.target()) else { return };
        let buttons = self.buttons();
        let idx = buttons.iter().position(|other| *other == button).unwrap_or_default();
        match key_of(event).as_str() {
            "ArrowDown" => buttons.get(idx + 1).into_iter().for_each(focus),
            "ArrowUp" if idx == 0 => self.select_field(),
            "ArrowUp" => buttons.get(idx - 1).into_iter().for_each(focus),
            "Home" => buttons.first().into_iter().for_each(focus),
            "End" => buttons.last().into_iter().for_each(focus),
            "Escape" => self.clear(),
            _ => return,
        }
        event.prevent_default();
    }

    fn is_on_now(&self) -> bool {
        untrack(|| self.is_on())
    }

    fn buttons(&self) -> Vec<HtmlElement> {
        let found = self.list.get_untracked().and_then(|list| list.query_selector_all("button").ok());
        let Some(found) = found else { return Vec::new() };
        (0..found.length()).filter_map(|idx| found.item(idx)?.dyn_into().ok()).collect()
    }

    fn open(&self, button: &Element) {
        let attribute = |name| button.get_attribute(name).unwrap_or_default();
        if let (Ok(id), Ok(line)) = (attribute("data-id").parse::<DraftId>(), attribute("data-line").parse()) {
            self.app.open_draft_at_line(&id, line);
        }
    }
}

#[component]
pub(super) fn SearchField(
    /// One-time: holds signals.
    search: Search,
) -> impl IntoView {
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
pub(super) fn FoundDrafts(
    /// One-time: holds signals.
    search: Search,
) -> impl IntoView {
    view! {
        <p class="found-status" role="status">{search.said}</p>
        <ul
            node_ref=search.list
            id="found-drafts"
            class="found"
            aria-label="Found drafts"
            data-testid="found"
            hidden=move || !search.is_on()
            on:click=move |event| button_of(event.target()).iter().for_each(|button| search.open(button))
            on:keydown=move |event| search.press_key_in_list(&event)
        ></ul>
    }
}

/// A draft that was found: its title, the line, and how much more there is in it.
fn item(hit: &Hit, title: &str, is_tab_stop: bool) -> Element {
    let (item, button) = (new_element("li", ""), new_element("button", "found-draft"));
    let attributes = [
        ("type", "button"),
        ("tabindex", if is_tab_stop { "0" } else { "-1" }),
        ("data-id", hit.id.as_str()),
        ("data-line", &hit.line.max(1).to_string()),
    ];
    attributes.iter().for_each(|(name, value)| set(&button, name, value));
    match hit.line {
        0 => append(&button, &marked("draft-title", hit)),
        _ => {
            append(&button, &new_text("span", "draft-title", title));
            append(&button, &marked("found-line", hit));
        }
    }
    append(&button, &new_text("span", "draft-about", &counted_matches(hit.n_matches)));
    append(&item, &button);
    item
}

/// The line, with what was found in it marked.
fn marked(class: &str, hit: &Hit) -> Element {
    let line = new_element("span", class);
    let mut byte_end = 0;
    for mark in &hit.marks {
        append_text(&line, "span", &hit.excerpt[byte_end..mark.start]);
        append_text(&line, "mark", &hit.excerpt[mark.clone()]);
        byte_end = mark.end;
    }
    append_text(&line, "span", &hit.excerpt[byte_end..]);
    line
}

fn append_text(parent: &Element, tag: &str, text: &str) {
    if !text.is_empty() {
        append(parent, &new_text(tag, "", text));
    }
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

fn button_of(target: Option<EventTarget>) -> Option<HtmlElement> {
    target?.dyn_into::<Element>().ok()?.closest("button").ok().flatten()?.dyn_into().ok()
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
