//! The history of a draft: its versions, what has changed since each, and the ways back.

use leptos::ev::FocusEvent;
use leptos::html::Div;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{EventTarget, HtmlElement};

use crate::draft::DraftId;
use crate::draft::versions::VersionSummary;
use crate::state::{AppState, ComparedWith, OpenDialog, OpenVersion, effect, now_ms, use_app};
use crate::ui::parts::counted::{counted, size};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::diff_view::DiffView;
use crate::ui::parts::dom::{append, new_element, new_text, set};
use crate::ui::parts::list::{List, Row};
use crate::ui::parts::show::Show;
use crate::ui::parts::when::{ago, when_exactly};

#[component]
pub fn HistoryDialog() -> impl IntoView {
    let app = use_app();
    let draft_title =
        move |id: &DraftId| app.saving.drafts.with(|library| library.get(id).map(|draft| draft.title.clone()));
    let title = move || {
        let title = app.screen.of_dialog(OpenDialog::history).and_then(|id| draft_title(&id));
        format!("History of {}", title.unwrap_or_default())
    };
    view! {
        <Dialog
            class="history"
            title=Signal::derive(title)
            which=|dialog| matches!(dialog, OpenDialog::History(_))
            attr:data-testid="history"
        >
            // Asked once: it is made anew for each draft, and not when another dialog opens above it.
            {untrack(|| app.screen.of_dialog(OpenDialog::history)).map(|id| view! { <History id /> })}
        </Dialog>
    }
}

#[component]
fn History(
    /// One-time.
    id: DraftId,
) -> impl IntoView {
    let app = use_app();
    let view = HistoryView::new(app, id);
    view.read();
    view! {
        <Show when=move || view.versions.with(Option::is_some) && !view.has_versions()>
            <p class="history-empty">
                {"There are no earlier versions yet. One is kept when the draft is opened or exported, before a command rewrites it, and every five minutes of work."}
            </p>
        </Show>
        <p class="form-problem" role="alert">{move || view.problem.get()}</p>
        <Show when=move || view.has_versions()>
            <div class="history-panes">
                <VersionList view />
                <section class="history-changes" aria-label="Changes">
                    <Comparison view />
                    <DiffView diff=Signal::derive(move || view.version.with(|version| Some(version.as_ref()?.diff.clone()))) />
                </section>
            </div>
            <Actions view />
        </Show>
    }
}

/// What the version is compared with, and how much that differs.
#[component]
fn Comparison(view: HistoryView) -> impl IntoView {
    let choose = move |value: String| {
        view.with.set(if value == "before" { ComparedWith::Before } else { ComparedWith::Now });
        view.open_chosen();
    };
    view! {
        <div class="history-comparison">
            <label for="history-compared">{"Compared with"}</label>
            <select id="history-compared" on:change=move |event| choose(event_target_value(&event))>
                <option value="now">{"the notes as they are"}</option>
                <option value="before">{"the version before it"}</option>
            </select>
            <p role="status">{move || view.said()}</p>
        </div>
    }
}

/// The ways back.
#[component]
fn Actions(view: HistoryView) -> impl IntoView {
    let is_none = move || view.version.with(Option::is_none);
    let is_as_now = move || view.version.with(|version| version.as_ref().is_none_or(|version| version.is_as_now));
    view! {
        <div class="form-actions">
            <button type="button" class="button" disabled=is_none on:click=move |_| view.download()>{"Download"}</button>
            <button type="button" class="button" disabled=is_none on:click=move |_| view.restore_as_copy()>
                {"Restore as a copy"}
            </button>
            <button type="button" class="button primary" disabled=is_as_now on:click=move |_| view.restore()>{"Restore"}</button>
        </div>
    }
}

/// A list to choose from, as ARIA names it: one stop for Tab, and what has the focus is chosen.
#[component]
fn VersionList(view: HistoryView) -> impl IntoView {
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

/// The state of the dialog, gone with it. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
struct HistoryView {
    app: AppState,
    id: StoredValue<DraftId>,
    /// The newest first; nothing while they are read.
    versions: RwSignal<Option<Vec<VersionSummary>>>,
    /// The place of the one that is looked at.
    chosen: RwSignal<usize>,
    with: RwSignal<ComparedWith>,
    /// The one that is looked at; nothing while it is read.
    version: RwSignal<Option<OpenVersion>>,
    /// What could not be read, and why.
    problem: RwSignal<Option<String>>,
}

impl HistoryView {
    fn new(app: AppState, id: DraftId) -> Self {
        Self {
            app,
            id: StoredValue::new(id),
            versions: RwSignal::new(None),
            chosen: RwSignal::new(0),
            with: RwSignal::new(ComparedWith::default()),
            version: RwSignal::new(None),
            problem: RwSignal::new(None),
        }
    }

    /// Reads which versions there are, and the newest of them.
    fn read(&self) {
        let (view, id) = (*self, self.id.get_value());
        spawn_local(async move {
            let versions = view.app.library.versions_of(&id).await;
            // The dialog may be closed by then.
            if view.versions.is_disposed() {
                return;
            }
            match versions {
                Ok(versions) => {
                    view.versions.set(Some(versions));
                    view.open_chosen();
                }
                Err(reason) => view.problem.set(Some(format!("The history cannot be read: {reason}."))),
            }
        });
    }

    fn has_versions(&self) -> bool {
        self.versions.with(|versions| versions.as_ref().is_some_and(|versions| !versions.is_empty()))
    }

    /// Looks at another version.
    fn choose(&self, idx: usize) {
        if self.chosen.get_untracked() != idx {
            self.chosen.set(idx);
            self.open_chosen();
        }
    }

    /// Reads the version that is looked at.
    fn open_chosen(&self) {
        let (idx, with) = (self.chosen.get_untracked(), self.with.get_untracked());
        let found = self.versions.with_untracked(|versions| {
            let versions = versions.as_ref()?;
            Some((versions.get(idx)?.clone(), versions.get(idx + 1).cloned()))
        });
        let (Some((version, older)), view) = (found, *self) else { return };
        spawn_local(async move {
            let opened = view.app.library.open_version(&version, older.as_ref(), with).await;
            let is_wanted = view.chosen.try_get_untracked() == Some(idx) && view.with.try_get_untracked() == Some(with);
            if !is_wanted {
                return;
            }
            view.problem.set(opened.as_ref().err().map(|reason| format!("This version cannot be read: {reason}.")));
            view.version.set(opened.ok());
        });
    }

    /// How much differs, in words. Tracks it.
    fn said(&self) -> String {
        self.version.with(|version| {
            let Some(OpenVersion { diff, .. }) = version else { return String::new() };
            let lines = format!("{} added, {} removed", counted(diff.n_added, "line"), diff.n_removed);
            match (self.with.get(), diff.rows.is_empty()) {
                (ComparedWith::Now, true) => "The notes say the same now.".to_owned(),
                (ComparedWith::Before, true) => "Nothing had changed.".to_owned(),
                (ComparedWith::Now, false) => format!("Since then: {lines}"),
                (ComparedWith::Before, false) => format!("Until then: {lines}"),
            }
        })
    }

    fn restore(&self) {
        if let Some(version) = self.take() {
            self.app.restore_version(version.draft);
        }
    }

    fn restore_as_copy(&self) {
        let time_ms = self.time_ms();
        if let Some(version) = self.take() {
            let name = format!("{} as of {}", version.draft.title(), when_exactly(time_ms));
            self.app.restore_as_copy(&version.draft, name);
        }
    }

    fn download(&self) {
        self.version
            .with_untracked(|version| version.iter().for_each(|it| self.app.library.download_version(&it.draft)));
    }

    /// The version that is looked at; the dialog closes.
    fn take(&self) -> Option<OpenVersion> {
        let version = self.version.get_untracked();
        self.app.screen.close(|dialog| matches!(dialog, OpenDialog::History(_)));
        version
    }

    fn time_ms(&self) -> u64 {
        let idx = self.chosen.get_untracked();
        let time_ms = |versions: &Vec<VersionSummary>| versions.get(idx).map(|version| version.time_ms);
        self.versions.with_untracked(|versions| versions.as_ref().and_then(time_ms)).unwrap_or_default()
    }
}
