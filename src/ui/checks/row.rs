//! One finding in the list: a sentence, and below it, when it is chosen, why it matters and what can be done.
//!
//! Made by hand and changed in place, so that the focus stays where it is while the notes are checked again.

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::rundown::{Finding, Severity};
use crate::ui::parts::dom::{append, new_element, new_text, set};

/// What a button in a row does, as its `data-act` says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Act {
    Choose,
    Fix,
    IgnoreHere,
    IgnoreInShow,
}

impl Act {
    const ALL: [(Self, &'static str); 4] =
        [(Self::Choose, "choose"), (Self::Fix, "fix"), (Self::IgnoreHere, "here"), (Self::IgnoreInShow, "show")];

    pub fn of(element: &Element) -> Option<Self> {
        let name = element.get_attribute("data-act")?;
        Self::ALL.into_iter().find(|(_, act)| *act == name).map(|(act, _)| act)
    }

    fn name(self) -> &'static str {
        Self::ALL.into_iter().find(|(act, _)| *act == self).map_or("", |(_, name)| name)
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
    pub item: HtmlElement,
    sentence: HtmlElement,
    detail: Option<Element>,
    /// As it is shown; none while the row is closed.
    offer: Option<Offer>,
    pub finding: Finding,
}

impl Row {
    pub fn new(idx: usize, finding: Finding) -> Row {
        let (item, sentence) = (new_element("li", ""), new_element("button", "finding"));
        set(&item, "data-idx", &idx.to_string());
        set(&sentence, "type", "button");
        set(&sentence, "data-act", Act::Choose.name());
        set(&sentence, "aria-expanded", "false");
        append(&item, &sentence);
        // Both are elements of HTML.
        let row = Row {
            item: item.unchecked_into(),
            sentence: sentence.unchecked_into(),
            detail: None,
            offer: None,
            finding,
        };
        row.show_finding();
        row
    }

    /// Shows another finding.
    pub fn show(&mut self, finding: &Finding) {
        if self.finding != *finding {
            if self.finding.check != finding.check {
                // What it explains is another thing.
                self.choose(None);
            }
            self.finding = finding.clone();
            self.show_finding();
        }
    }

    fn show_finding(&self) {
        let Finding { check, line, message, .. } = &self.finding;
        set(&self.item, "data-check", check.id);
        set(&self.item, "data-line", &line.to_string());
        set(&self.item, "data-weight", severity_name(check.severity));
        self.sentence.set_text_content(Some(message));
        set(&self.sentence, "aria-label", &format!("{message} Line {line}."));
    }

    /// What takes the focus.
    pub fn sentence(&self) -> HtmlElement {
        self.sentence.clone()
    }

    /// Whether Tab comes here.
    pub fn set_tab_stop(&self, tab_index: &str) {
        set(&self.sentence, "tabindex", tab_index);
    }

    /// Opens the row, or with no offer closes it.
    pub fn choose(&mut self, offer: Option<Offer>) {
        if self.offer == offer {
            return;
        }
        self.offer = offer;
        set(&self.sentence, "aria-expanded", if offer.is_some() { "true" } else { "false" });
        if let Some(detail) = self.detail.take() {
            detail.remove();
        }
        if let Some(offer) = offer {
            let detail = self.detail_of(offer);
            append(&self.item, &detail);
            self.detail = Some(detail);
        }
    }

    fn detail_of(&self, offer: Offer) -> Element {
        let detail = new_element("div", "finding-detail");
        append(&detail, &new_text("p", "", self.finding.check.why));
        if offer.has_fix {
            append(&detail, &button(Act::Fix, "Fix…"));
        }
        append(&detail, &button(Act::IgnoreHere, "Ignore here"));
        append(&detail, &button(Act::IgnoreInShow, "Ignore in this show"));
        detail
    }
}

fn button(act: Act, text: &str) -> Element {
    let button = new_text("button", "button small", text);
    set(&button, "type", "button");
    set(&button, "data-act", act.name());
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
