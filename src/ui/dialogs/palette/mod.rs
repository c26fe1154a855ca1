//! The palette: everything that can be done, found by a few letters of its name. It offers commands, then templates to insert,
//! segments to go to, and drafts to open. Before anything is typed: the last drafts, the segments of this one, all commands.

mod ranking;

use std::sync::Arc;
use std::time::Duration;

use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;

use self::ranking::{Match, ranked};
use crate::draft::Order;
use crate::rundown::{InsertionPoint, Template};
use crate::state::{AppState, Command, OpenDialog, effect, key_of, use_app};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::dom::focus;
use crate::ui::parts::show::Show;

/// More nobody reads; another letter is quicker.
const N_SHOWN_AT_MOST: usize = 50;
/// How many of the last drafts and of the segments are shown before anything is typed: below them the commands are in sight.
const N_LAST_DRAFTS: usize = 4;
const N_SEGMENTS: usize = 8;
const LIST_ID: &str = "palette-list";

#[component]
pub fn Palette() -> impl IntoView {
    view! {
        <Dialog class="palette" title="All commands" which=|dialog| matches!(dialog, OpenDialog::Palette)>
            <Search />
        </Dialog>
    }
}

/// What is looked for and found; gone with the dialog.
#[derive(Clone, Copy)]
struct Finder {
    app: AppState,
    /// The commands first.
    entries: StoredValue<Vec<Entry>>,
    query: RwSignal<String>,
    /// Which of those found Enter chooses.
    chosen: RwSignal<usize>,
    found: Memo<Vec<Match>>,
}

impl Finder {
    fn new(app: AppState) -> Self {
        let kinds = [commands(app), templates(app), segments(app), drafts(app)];
        let at_rest = shown_at_rest(kinds.each_ref().map(Vec::len));
        let entries = StoredValue::new(kinds.concat());
        let query = RwSignal::new(String::new());
        let found = Memo::new(move |_| {
            query.with(|query| {
                if query.trim().is_empty() {
                    return at_rest.iter().map(|idx| Match { idx: *idx, marks: Vec::new() }).collect();
                }
                entries.with_value(|entries| ranked(query, entries.iter().map(|entry| entry.name.as_str())))
            })
        });
        Self { app, entries, query, chosen: RwSignal::new(0), found }
    }

    fn look_for(&self, query: String) {
        self.query.set(query);
        self.chosen.set(0);
    }

    /// How many are shown.
    fn n_shown(&self) -> usize {
        let n_found = self.found.with(Vec::len);
        let is_at_rest = self.query.with(|query| query.trim().is_empty());
        if is_at_rest { n_found } else { n_found.min(N_SHOWN_AT_MOST) }
    }

    /// Another one is to be chosen, from the last on to the first again.
    fn step(&self, n_down: isize) {
        let n_shown = untrack(|| self.n_shown()) as isize;
        if n_shown > 0 {
            self.chosen.update(|idx| *idx = (*idx as isize + n_down).rem_euclid(n_shown) as usize);
        }
    }

    fn choose(&self, idx: usize) {
        let entry_idx = self.found.with_untracked(|found| found.get(idx).map(|found| found.idx));
        let entry = entry_idx.and_then(|idx| self.entries.with_value(|entries| entries.get(idx).cloned()));
        let Some(Entry { choose, .. }) = entry else { return };
        self.app.screen.close(|dialog| matches!(dialog, OpenDialog::Palette));
        // First the focus goes back to where the author was; the command may then put it elsewhere.
        set_timeout(move || choose(), Duration::ZERO);
    }

    fn press(&self, event: &KeyboardEvent) {
        match key_of(event).as_str() {
            "ArrowDown" => self.step(1),
            "ArrowUp" => self.step(-1),
            "PageDown" => self.step(8),
            "PageUp" => self.step(-8),
            "Enter" if !event.is_composing() => self.choose(self.chosen.get_untracked()),
            _ => return,
        }
        event.prevent_default();
    }
}

#[component]
fn Search() -> impl IntoView {
    let finder = Finder::new(use_app());
    let field = NodeRef::<Input>::new();
    effect(move || field.get().iter().for_each(|field| focus(field)));
    let active = move || (finder.n_shown() > 0).then(|| option_id(finder.chosen.get()));
    view! {
        <input
            node_ref=field
            type="text"
            role="combobox"
            aria-label="Find a command"
            placeholder="A command, a segment, a draft…"
            autocomplete="off"
            spellcheck="false"
            aria-autocomplete="list"
            aria-expanded="true"
            aria-controls=LIST_ID
            aria-activedescendant=active
            prop:value=finder.query
            on:input=move |event| finder.look_for(event_target_value(&event))
            on:keydown=move |event| finder.press(&event)
        />
        <Results finder />
    }
}

#[component]
fn Results(finder: Finder) -> impl IntoView {
    let rows = move || {
        let n_shown = finder.n_shown();
        finder.found.with(|found| {
            let shown = found.iter().take(n_shown).cloned().enumerate();
            shown.map(|(idx, found)| row(finder, idx, &found)).collect_view()
        })
    };
    view! {
        <ul id=LIST_ID role="listbox" aria-label="Commands">{rows}</ul>
        <p class="palette-empty" role="status">
            <Show when=move || finder.n_shown() == 0>{"Nothing is called that."}</Show>
        </p>
    }
}

fn row(finder: Finder, idx: usize, found: &Match) -> impl IntoView + use<> {
    let Some(entry) = finder.entries.with_value(|entries| entries.get(found.idx).cloned()) else {
        return ().into_any();
    };
    let option = NodeRef::<leptos::html::Li>::new();
    let is_chosen = move || finder.chosen.get() == idx;
    effect(move || {
        if let (true, Some(option)) = (is_chosen(), option.get()) {
            let options = web_sys::ScrollIntoViewOptions::new();
            options.set_block(web_sys::ScrollLogicalPosition::Nearest);
            option.scroll_into_view_with_scroll_into_view_options(&options);
        }
    });
    view! {
        <li
            node_ref=option
            id=option_id(idx)
            role="option"
            aria-selected=move || is_chosen().to_string()
            on:click=move |_| finder.choose(idx)
            // So that the field keeps the focus.
            on:mousedown=move |event| event.prevent_default()
        >
            <span class="palette-name">{marked(&entry.name, found)}</span>
            <span class="palette-kind">{entry.kind}</span>
            <kbd>{entry.key}</kbd>
        </li>
    }
    .into_any()
}

/// A name with the letters set off that were typed.
fn marked(name: &str, found: &Match) -> Vec<AnyView> {
    let mut parts = Vec::new();
    let mut byte = 0;
    for mark in &found.marks {
        parts.push(name[byte..mark.start].to_owned().into_any());
        parts.push(view! { <b>{name[mark.clone()].to_owned()}</b> }.into_any());
        byte = mark.end;
    }
    parts.push(name[byte..].to_owned().into_any());
    parts
}

fn option_id(idx: usize) -> String {
    format!("palette-option-{idx}")
}

/// One thing to choose.
#[derive(Clone)]
struct Entry {
    name: String,
    /// What it is: the group of a command, a draft, a segment.
    kind: &'static str,
    /// Its key as this computer's keyboards have it; empty for none.
    key: String,
    /// Outlives the palette, which is closed by then.
    choose: Arc<dyn Fn() + Send + Sync>,
}

impl Entry {
    fn new(name: impl Into<String>, kind: &'static str, choose: impl Fn() + Send + Sync + 'static) -> Entry {
        Entry { name: name.into(), kind, key: String::new(), choose: Arc::new(choose) }
    }
}

/// The commands that have something to be done to.
fn commands(app: AppState) -> Vec<Entry> {
    let entry = move |command: Command| Entry {
        key: command.shown_key(),
        ..Entry::new(command.label(), command.group().label(), move || app.run(command))
    };
    let is_offered = |command: &Command| *command != Command::ShowPalette && app.can_run(*command);
    Command::all().filter(is_offered).map(entry).collect()
}

/// What is shown before anything is typed, as indices of all entries: from how many there are of each kind.
fn shown_at_rest([n_commands, n_templates, n_segments, n_drafts]: [usize; 4]) -> Vec<usize> {
    let first_segment = n_commands + n_templates;
    let first_draft = first_segment + n_segments;
    let drafts = first_draft..first_draft + n_drafts.min(N_LAST_DRAFTS);
    drafts.chain(first_segment..first_segment + n_segments.min(N_SEGMENTS)).chain(0..n_commands).collect()
}

fn templates(app: AppState) -> Vec<Entry> {
    let entry = |template: Template| {
        Entry::new(template.name.clone(), "Insert", move || {
            app.notes.insert_template(&template, InsertionPoint::AfterSegment)
        })
    };
    let is_open = app.saving.open.with_untracked(Option::is_some);
    let groups = app.notes.template_menu().into_iter().filter(|_| is_open);
    groups.flat_map(|group| group.templates).map(entry).collect()
}

fn segments(app: AppState) -> Vec<Entry> {
    app.notes.outline.with_untracked(|outline| {
        let segments = outline.segments.iter();
        let entry = |(line, name): (usize, String)| Entry::new(name, "Go to", move || app.notes.go_to_line(line));
        segments.map(|segment| (segment.line, segment.label.title_or_kind().to_owned())).map(entry).collect()
    })
}

/// The other drafts, those changed last first.
fn drafts(app: AppState) -> Vec<Entry> {
    let open = app.saving.open_id();
    app.saving.drafts.with_untracked(|library| {
        let rows = library.arranged(Order::Modified, None).into_iter().filter(|draft| Some(&draft.id) != open.as_ref());
        rows.map(|draft| (draft.id.clone(), draft.title.clone()))
            .map(|(id, title)| Entry::new(title, "Open", move || app.open_draft(&id)))
            .collect()
    })
}
