//! The list of findings: which row is chosen, and what its keys and buttons do.

use leptos::ev::{KeyboardEvent, MouseEvent};
use leptos::html::Ul;
use leptos::prelude::*;
use web_sys::EventTarget;

use super::row::{Act, Offer, Row, RowFacts};
use crate::rundown::Finding;
use crate::state::{AppState, effect};
use crate::ui::parts::dom::closest;
use crate::ui::parts::list::{List, RowCommand, ShownKeys, shown_keys};

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
    RowCommand::new(&["Enter"], "Explain it; then go there in the notes", |_| None, |_| {}),
    RowCommand::new(
        &["Alt-Enter"],
        "Fix it, after a look at what changes",
        |_| None,
        |(app, finding)| app.notes.propose_fix(finding),
    ),
    RowCommand::new(&["Delete"], "Ignore it there", |_| None, |(app, finding)| app.notes.ignore_here(finding)),
    RowCommand::new(&["Tab"], "What else can be done", |_| None, |_| {}),
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
