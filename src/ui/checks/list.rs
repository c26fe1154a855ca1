//! The list of findings: which row is chosen, and what its keys and buttons do. A row is a sentence, and below it, when it is chosen,
//! why it matters and what can be done.
//!
//! Rows are made by hand and changed in place, so that the focus stays where it is while the notes are checked again.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html::Ul;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, HtmlElement};

use crate::rundown::{Finding, Severity};
use crate::state::{AppState, effect};
use crate::ui::parts::dom::{append, closest, new_element, new_text, set};
use crate::ui::parts::list::{self, List, RowCommand, ShownKeys, shown_keys};

/// So many are shown; more when they are asked for.
const N_SHOWN: usize = 100;

/// The state of the list. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub(super) struct FindingList {
    app: AppState,
    pub root: NodeRef<Ul>,
    pub list: List,
    /// The finding whose row is open.
    chosen: RwSignal<Option<Finding>>,
    is_whole: RwSignal<bool>,
}

const COMMANDS: [RowCommand<(AppState, Finding)>; 4] = [
    RowCommand::by_keys(&["Enter"], "Explain it; then go there in the notes", |_| {}),
    RowCommand::by_keys(&["Alt-Enter"], "Fix it, after a look at what changes", |(app, finding)| {
        app.notes.propose_fix(finding)
    }),
    RowCommand::by_keys(&["Delete"], "Ignore it there", |(app, finding)| app.notes.ignore_here(finding)),
    RowCommand::by_keys(&["Tab"], "What else can be done", |_| {}),
];

/// The keys on a finding.
pub fn finding_keys() -> Vec<ShownKeys> {
    shown_keys(&COMMANDS)
}

impl FindingList {
    pub fn new(app: AppState) -> Self {
        Self {
            app,
            root: NodeRef::new(),
            list: List::new("li"),
            chosen: RwSignal::new(None),
            is_whole: RwSignal::new(false),
        }
    }

    /// Keeps the rows as the findings are, one for each, in order: the chosen one open, the others closed.
    pub fn follow(&self) {
        let this = *self;
        effect(move || {
            let Some(root) = this.root.get() else { return };
            this.list.mount(&root);
            let facts = this.facts();
            let chosen_idx = facts.iter().position(|facts| facts.offer.is_some());
            // The row that had the focus may be gone, or closed: it goes to the finding that came in its place, else to the
            // notes.
            if !this.list.draw_all::<Row>(facts, None) {
                this.app.notes.focus_editor();
            }
            this.list.set_current(chosen_idx.and_then(|idx| this.list.row(idx)));
        });
    }

    /// What is shown of the findings. Tracks it.
    fn facts(&self) -> Vec<RowFacts> {
        let n_shown = self.n_shown();
        self.app.notes.checks.findings.with(|findings| {
            let shown = &findings[..n_shown];
            let chosen_idx = self.chosen.with(|chosen| idx_of(chosen.as_ref()?, shown));
            let facts = |(idx, finding): (usize, &Finding)| {
                let offer = (chosen_idx == Some(idx)).then(|| Offer { has_fix: self.app.notes.has_fix(finding) });
                RowFacts { finding: finding.clone(), offer }
            };
            shown.iter().enumerate().map(facts).collect()
        })
    }

    fn n_shown(&self) -> usize {
        let n_found = self.app.notes.checks.findings.with(Vec::len);
        if self.is_whole.get() { n_found } else { n_found.min(N_SHOWN) }
    }

    /// How many findings have no row.
    pub fn n_hidden(&self) -> usize {
        self.app.notes.checks.findings.with(Vec::len) - self.n_shown()
    }

    pub fn show_all(&self) {
        self.is_whole.set(true);
    }

    pub fn click(&self, event: &MouseEvent) {
        let Some(button) = closest(event.target(), "[data-act]") else { return };
        let Some(finding) = self.finding_at(event.target()) else { return };
        if let Some(act) = Act::of(&button) {
            (act.run)(self.app, &finding);
        } else if button.get_attribute("aria-expanded").as_deref() == Some("true") {
            self.app.notes.go_to_finding(&finding);
        } else {
            self.app.notes.show_finding(&finding);
            self.chosen.set(Some(finding));
        }
    }

    pub fn press_key(&self, event: &KeyboardEvent) {
        if let Some(finding) = self.finding_at(event.target()) {
            self.list.press(event, &COMMANDS, &(self.app, finding));
        }
    }

    /// The finding of the row that an event happened in.
    fn finding_at(&self, target: Option<EventTarget>) -> Option<Finding> {
        self.list.facts_at::<Row>(self.list.idx_of(target)?).map(|facts| facts.finding)
    }
}

/// Which of the findings is the chosen one, which edits above it have moved, perhaps.
fn idx_of(chosen: &Finding, findings: &[Finding]) -> Option<usize> {
    let is_same = |finding: &Finding| (finding.check, &finding.message) == (chosen.check, &chosen.message);
    let same = findings.iter().enumerate().filter(|(_, finding)| is_same(finding));
    same.min_by_key(|(_, finding)| finding.line.abs_diff(chosen.line)).map(|(idx, _)| idx)
}

/// What a button of an open row does.
struct Act {
    /// As its `data-act` says.
    name: &'static str,
    label: &'static str,
    pub run: fn(AppState, &Finding),
}

/// Offered where the app knows how to fix it.
const FIX: Act = Act { name: "fix", label: "Fix…", run: |app, finding| app.notes.propose_fix(finding) };

/// Offered of every finding.
const IGNORE: [Act; 2] = [
    Act { name: "here", label: "Ignore here", run: |app, finding| app.notes.ignore_here(finding) },
    Act { name: "show", label: "Ignore in this show", run: |app, finding| app.notes.ignore_in_show(finding) },
];

impl Act {
    /// What a button does; none for the sentence of a row, which opens it.
    pub fn of(button: &Element) -> Option<Self> {
        let name = button.get_attribute("data-act")?;
        [FIX].into_iter().chain(IGNORE).find(|act| act.name == name)
    }
}

/// What a chosen row offers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Offer {
    /// The app knows how to fix it.
    pub has_fix: bool,
}

/// A row on the page.
struct Row {
    item: HtmlElement,
    sentence: Element,
    detail: Option<Element>,
}

/// What a row shows.
#[derive(Clone, Debug, PartialEq)]
struct RowFacts {
    pub finding: Finding,
    /// None while the row is closed.
    pub offer: Option<Offer>,
}

impl list::Row for Row {
    type Facts = RowFacts;

    fn new(idx: usize, _: &RowFacts) -> Row {
        let (item, sentence) = (new_element("li", ""), new_element("button", "finding"));
        let attributes = [("type", "button"), ("tabindex", "-1"), ("data-act", "choose"), ("aria-expanded", "false")];
        attributes.iter().for_each(|(name, value)| set(&sentence, name, value));
        set(&item, "data-idx", &idx.to_string());
        append(&item, &sentence);
        // An element of HTML.
        Row { item: item.unchecked_into(), sentence, detail: None }
    }

    fn item(&self) -> &HtmlElement {
        &self.item
    }

    fn show(&mut self, facts: &RowFacts, before: Option<&RowFacts>) {
        if before.map(|before| &before.finding) != Some(&facts.finding) {
            self.show_finding(&facts.finding);
        }
        let detail_of = |facts: &RowFacts| Some((facts.finding.check, facts.offer?));
        if before.and_then(detail_of) != detail_of(facts) {
            self.show_detail(&facts.finding, facts.offer);
        }
    }
}

impl Row {
    fn show_finding(&self, Finding { check, line, message, .. }: &Finding) {
        set(&self.item, "data-check", check.id);
        set(&self.item, "data-line", &line.to_string());
        set(&self.item, "data-weight", severity_name(check.severity));
        self.sentence.set_text_content(Some(message));
        set(&self.sentence, "aria-label", &format!("{message} Line {line}."));
    }

    /// Opens the row, or with no offer closes it.
    fn show_detail(&mut self, finding: &Finding, offer: Option<Offer>) {
        set(&self.sentence, "aria-expanded", if offer.is_some() { "true" } else { "false" });
        if let Some(detail) = self.detail.take() {
            detail.remove();
        }
        if let Some(offer) = offer {
            let detail = detail_of(finding, offer);
            append(&self.item, &detail);
            self.detail = Some(detail);
        }
    }
}

fn detail_of(finding: &Finding, offer: Offer) -> Element {
    let detail = new_element("div", "finding-detail");
    append(&detail, &new_text("p", "", finding.check.why));
    let acts = Some(FIX).filter(|_| offer.has_fix).into_iter().chain(IGNORE);
    acts.for_each(|act| append(&detail, &button(&act)));
    detail
}

fn button(act: &Act) -> Element {
    let button = new_text("button", "button small", act.label);
    set(&button, "type", "button");
    set(&button, "data-act", act.name);
    button
}

/// What the style sheet goes by.
pub fn severity_name(severity: Severity) -> &'static str {
    match severity {
        Severity::Broken => "broken",
        Severity::Doubtful => "doubtful",
        Severity::Hint => "hint",
    }
}
