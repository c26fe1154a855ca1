//! One segment in the outline.
//!
//! Invariant: the item's text is the title alone. The style sheet shows number, host and words from attributes, what
//! can be done is icons with names, and the menu stands outside of the list.
//!
//! A row stays for as long as there is a segment at its place, and what it shows follows: typing in a label takes
//! the focus from nowhere. It is made by hand, and changed attribute by attribute: there may be thousands.

use std::sync::Arc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::row_tools::{RowTools, ToolMarks};
use crate::outline::{Label, LiveOutline};
use crate::ui::parts::counted::{counted, words};
use crate::ui::parts::dom::{append, new_element, set};

/// The element that tells the keys of a row.
pub(super) const KEYS_ID: &str = "outline-keys";

/// A row on the page.
pub(super) struct Row {
    pub item: HtmlElement,
    title: HtmlElement,
    tools: Option<RowTools>,
    facts: Option<RowFacts>,
    marks: RowMarks,
}

/// What a row knows of its segment.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RowFacts {
    pub label: Arc<Label>,
    pub line: usize,
    pub n_words: usize,
    /// How much the checks have found in it.
    pub n_findings: usize,
    /// How many of its links other drafts have too.
    pub n_covered: usize,
    pub host_colour: Option<usize>,
    pub is_folded: bool,
}

/// What tells a row from the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct RowMarks {
    /// The cursor is in its segment.
    pub is_current: bool,
    pub is_carried: bool,
    /// Tab comes here.
    pub is_tab_stop: bool,
    /// What can be done with it; none for most rows.
    pub tools: Option<ToolMarks>,
}

impl RowFacts {
    /// What the outline tells of a segment; nothing counted, and unfolded.
    ///
    /// # Panics
    /// If there is no such segment.
    pub fn of(outline: &LiveOutline, segment_idx: usize) -> Self {
        let segment = &outline.segments[segment_idx];
        let host = segment.label.host.as_deref();
        Self {
            label: segment.label.clone(),
            line: segment.line,
            n_words: 0,
            n_findings: 0,
            n_covered: 0,
            host_colour: host.map(|host| outline.host_colours().of(host)),
            is_folded: false,
        }
    }
}

impl RowFacts {
    /// What its name is made of.
    fn spoken_of(&self) -> (&Label, bool, usize, usize) {
        (&self.label, self.is_folded, self.n_findings, self.n_covered)
    }
}

impl Row {
    /// A row at a place, which shows nothing yet.
    pub fn new(idx: usize) -> Row {
        let (item, title) = (new_element("li", ""), new_element("button", "row-title"));
        set(&item, "data-idx", &idx.to_string());
        set(&title, "type", "button");
        set(&title, "tabindex", tab_index(false));
        set(&title, "aria-describedby", KEYS_ID);
        append(&item, &title);
        // Both are elements of HTML.
        let (item, title) = (item.unchecked_into(), title.unchecked_into());
        Row { item, title, tools: None, facts: None, marks: RowMarks::default() }
    }

    /// Shows a segment. Writes no more than what has changed.
    pub fn show(&mut self, facts: RowFacts) {
        let before = self.facts.replace(facts);
        let Some(facts) = self.facts.as_ref().filter(|facts| before.as_ref() != Some(facts)) else { return };
        let is_other =
            |differs: fn(&RowFacts, &RowFacts) -> bool| before.as_ref().is_none_or(|before| differs(before, facts));
        if is_other(|a, b| a.line != b.line) {
            set(&self.item, "data-line", &facts.line.to_string());
        }
        if is_other(|a, b| a.n_words != b.n_words) {
            set(&self.item, "data-words", &facts.n_words.to_string());
            let shown = Some(facts.n_words).filter(|n_words| *n_words > 0).map(words);
            set(&self.title, "data-words", &shown.unwrap_or_default());
        }
        if is_other(|a, b| a.host_colour != b.host_colour) {
            self.show_colour(facts.host_colour);
        }
        if is_other(|a, b| a.label != b.label) {
            self.show_label(&facts.label);
        }
        if is_other(|a, b| a.n_findings != b.n_findings) {
            let shown = Some(facts.n_findings).filter(|n_findings| *n_findings > 0);
            set_or_remove(&self.item, "data-findings", shown.map(|n_findings| n_findings.to_string()).as_deref());
        }
        if is_other(|a, b| a.n_covered != b.n_covered) {
            let shown = Some(facts.n_covered).filter(|n_covered| *n_covered > 0);
            set_or_remove(&self.item, "data-covered", shown.map(|n_covered| n_covered.to_string()).as_deref());
            set_or_remove(&self.item, "title", shown.map(|_| "Another draft has a link of this"));
        }
        if is_other(|a, b| a.spoken_of() != b.spoken_of()) {
            set(&self.title, "aria-label", &spoken(facts));
        }
        self.show_class();
    }

    /// What takes the focus.
    pub fn title(&self) -> HtmlElement {
        self.title.clone()
    }

    /// Shows what tells it from the others.
    pub fn mark(&mut self, marks: RowMarks) {
        let before = std::mem::replace(&mut self.marks, marks);
        if before == marks {
            return;
        }
        if before.is_current != marks.is_current {
            set_or_remove(&self.item, "aria-current", marks.is_current.then_some("true"));
        }
        if before.is_tab_stop != marks.is_tab_stop {
            set(&self.title, "tabindex", tab_index(marks.is_tab_stop));
        }
        self.show_class();
        self.show_tools();
    }

    fn show_colour(&self, colour: Option<usize>) {
        set_or_remove(&self.item, "data-host-colour", colour.map(|colour| colour.to_string()).as_deref());
    }

    fn show_label(&self, label: &Label) {
        set(&self.item, "data-kind", label.kind.name());
        set(&self.item, "data-number", &label.number.map(|number| number.to_string()).unwrap_or_default());
        set(&self.item, "data-host", label.host.as_deref().unwrap_or_default());
        if self.title.text_content().as_deref() != Some(label.title_or_kind()) {
            self.title.set_text_content(Some(label.title_or_kind()));
        }
        if let Some(tools) = &self.tools {
            tools.name(label.title_or_kind());
        }
    }

    fn show_class(&self) {
        let Some(facts) = &self.facts else { return };
        let marks = [
            (facts.label.title.is_none(), "untitled"),
            (facts.is_folded, "folded"),
            (self.marks.is_carried, "carried"),
        ];
        let class: Vec<&str> = marks.into_iter().filter(|(is_marked, _)| *is_marked).map(|(_, name)| name).collect();
        let class = class.join(" ");
        if self.item.class_name() != class {
            self.item.set_class_name(&class);
        }
    }

    /// Tools come and go with the row that is in use; the title stays the first thing in a row.
    fn show_tools(&mut self) {
        let title = self.facts.as_ref().map_or("", |facts| facts.label.title_or_kind());
        match (&mut self.tools, self.marks.tools) {
            (Some(tools), Some(marks)) => tools.mark(marks, title, self.marks.is_tab_stop),
            (None, Some(marks)) => self.tools = Some(RowTools::put(&self.item, marks, title, self.marks.is_tab_stop)),
            (tools, None) => {
                if let Some(tools) = tools.take() {
                    tools.remove();
                }
            }
        }
    }
}

/// As the attribute has it.
pub(super) fn tab_index(is_tab_stop: bool) -> &'static str {
    if is_tab_stop { "0" } else { "-1" }
}

/// All of it as one phrase, for those who hear the list: `1. Ann Kites, folded, 2 findings, already covered`.
fn spoken(facts: &RowFacts) -> String {
    let label = &facts.label;
    let number = label.number.map(|number| format!("{number}."));
    let parts = [number.as_deref(), label.host.as_deref(), Some(label.title_or_kind())];
    let mut spoken = parts.into_iter().flatten().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    if facts.is_folded {
        spoken.push_str(", folded");
    }
    if facts.n_findings > 0 {
        spoken.push_str(&format!(", {}", counted(facts.n_findings, "finding")));
    }
    if facts.n_covered > 0 {
        spoken.push_str(", already covered");
    }
    spoken
}

fn set_or_remove(element: &Element, attribute: &str, value: Option<&str>) {
    match value {
        Some(value) => set(element, attribute, value),
        // Cannot fail: the name is valid.
        None => drop(element.remove_attribute(attribute)),
    }
}
