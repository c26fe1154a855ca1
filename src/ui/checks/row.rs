//! One finding in the list: a sentence, and below it, when it is chosen, why it matters and what can be done.
//!
//! Made by hand and changed in place, so that the focus stays where it is while the notes are checked again.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::rundown::{Finding, Severity};
use crate::state::AppState;
use crate::ui::parts::dom::{append, new_element, new_text, set};
use crate::ui::parts::list;

/// What a button of an open row does.
pub(super) struct Act {
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
pub(super) struct Offer {
    /// The app knows how to fix it.
    pub has_fix: bool,
}

/// A row on the page.
pub(super) struct Row {
    item: HtmlElement,
    sentence: Element,
    detail: Option<Element>,
}

/// What a row shows.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RowFacts {
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
