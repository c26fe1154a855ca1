//! One segment in the outline.
//!
//! Invariant: the item's text is the title alone. The style sheet shows number, host and words from attributes, what
//! can be done is icons with names, and the menu stands outside of the list. (`tests/e2e/outline.spec.mjs`)
//!
//! A row stays for as long as there is a segment at its place, and what it shows follows: typing in a label takes
//! the focus from nowhere. It is made by hand, and changed attribute by attribute: there may be thousands.

use std::sync::Arc;

use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use crate::outline::Label;
use crate::ui::parts::counted::{clock, counted, words};
use crate::ui::parts::dom::{append, new_element, set, set_or_remove};
use crate::ui::parts::{icon, list};

/// The element that tells the keys of a row.
pub(super) const KEYS_ID: &str = "outline-keys";

/// A row on the page.
pub(super) struct Row {
    item: HtmlElement,
    title: Element,
    tools: Option<RowTools>,
}

/// What a row shows of its segment.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct RowFacts {
    pub label: Arc<Label>,
    pub line: usize,
    /// How many segments it is within.
    pub depth: usize,
    /// A segment that it is within is folded.
    pub is_away: bool,
    pub n_words: usize,
    /// How much the checks have found in it.
    pub n_findings: usize,
    /// How many of its links other drafts have too.
    pub n_covered: usize,
    pub host_colour: Option<usize>,
    pub is_folded: bool,
    /// The cursor is in its segment.
    pub is_current: bool,
    pub is_carried: bool,
    /// What can be done with it; none for most rows.
    pub tools: Option<ToolFacts>,
}

impl RowFacts {
    /// What stands beside its title: when it begins, else how much there is to read.
    fn aside(&self) -> String {
        let n_words = Some(self.n_words).filter(|n_words| *n_words > 0);
        self.label.start_seconds.map(clock).or_else(|| n_words.map(words)).unwrap_or_default()
    }

    /// What its name is made of.
    fn spoken_of(&self) -> (&Label, bool, usize, usize) {
        (&self.label, self.is_folded, self.n_findings, self.n_covered)
    }
}

impl list::Row for Row {
    type Facts = RowFacts;

    fn new(idx: usize, _: &RowFacts) -> Row {
        let (item, title) = (new_element("li", ""), new_element("button", "row-title"));
        set(&item, "data-idx", &idx.to_string());
        let attributes = [("type", "button"), ("tabindex", "-1"), ("aria-describedby", KEYS_ID), ("dir", "auto")];
        attributes.iter().for_each(|(name, value)| set(&title, name, value));
        append(&item, &title);
        // An element of HTML.
        Row { item: item.unchecked_into(), title, tools: None }
    }

    fn item(&self) -> &HtmlElement {
        &self.item
    }

    fn show(&mut self, facts: &RowFacts, before: Option<&RowFacts>) {
        let is_other = |differs: fn(&RowFacts, &RowFacts) -> bool| before.is_none_or(|before| differs(before, facts));
        if is_other(|a, b| a.line != b.line) {
            set(&self.item, "data-line", &facts.line.to_string());
        }
        if is_other(|a, b| a.depth != b.depth) {
            set(&self.item, "data-depth", &facts.depth.to_string());
        }
        if is_other(|a, b| a.is_away != b.is_away) {
            self.item.set_hidden(facts.is_away);
        }
        if is_other(|a, b| a.n_words != b.n_words) {
            set(&self.item, "data-words", &facts.n_words.to_string());
        }
        if is_other(|a, b| a.aside() != b.aside()) {
            set(&self.title, "data-aside", &facts.aside());
        }
        if is_other(|a, b| a.host_colour != b.host_colour) {
            self.show_colour(facts.host_colour);
        }
        if is_other(|a, b| a.label != b.label) {
            self.show_label(&facts.label);
        }
        if is_other(|a, b| (a.n_findings, a.n_covered) != (b.n_findings, b.n_covered)) {
            self.show_remarks(facts);
        }
        if is_other(|a, b| a.spoken_of() != b.spoken_of()) {
            set(&self.title, "aria-label", &spoken(facts));
        }
        if is_other(|a, b| a.is_current != b.is_current) {
            set_or_remove(&self.item, "aria-current", facts.is_current.then_some("true"));
        }
        self.show_class(facts);
        if is_other(|a, b| a.tools != b.tools) {
            self.show_tools(facts);
        }
    }
}

impl Row {
    fn show_colour(&self, colour: Option<usize>) {
        set_or_remove(&self.item, "data-host-colour", colour.map(|colour| colour.to_string()).as_deref());
    }

    fn show_remarks(&self, facts: &RowFacts) {
        let shown = |n: usize| Some(n).filter(|n| *n > 0).map(|n| n.to_string());
        let (findings, covered) = (shown(facts.n_findings), shown(facts.n_covered));
        set_or_remove(&self.item, "data-findings", findings.as_deref());
        set_or_remove(&self.item, "data-covered", covered.as_deref());
        set_or_remove(&self.item, "title", covered.map(|_| "Another draft has a link of this"));
    }

    fn show_label(&self, label: &Label) {
        set(&self.item, "data-kind", label.kind.name());
        set(&self.item, "data-number", &label.number.map(|number| number.to_string()).unwrap_or_default());
        set(&self.item, "data-host", label.host.as_deref().unwrap_or_default());
        set(&self.item, "data-start", &label.start_seconds.map(|seconds| seconds.to_string()).unwrap_or_default());
        set_or_remove(&self.item, "data-part", name_of_part(label).filter(|_| label.host.is_none()));
        if self.title.text_content().as_deref() != Some(label.title_or_kind()) {
            self.title.set_text_content(Some(label.title_or_kind()));
        }
        if let Some(tools) = &self.tools {
            tools.name(label.title_or_kind());
        }
    }

    fn show_class(&self, facts: &RowFacts) {
        let marks =
            [(facts.label.title.is_none(), "untitled"), (facts.is_folded, "folded"), (facts.is_carried, "carried")];
        let class: Vec<&str> = marks.into_iter().filter(|(is_marked, _)| *is_marked).map(|(_, name)| name).collect();
        let class = class.join(" ");
        if self.item.class_name() != class {
            self.item.set_class_name(&class);
        }
    }

    /// Tools come and go with the row that is in use; the title stays the first thing in a row.
    fn show_tools(&mut self, facts: &RowFacts) {
        match facts.tools {
            Some(tools) => {
                let tab_index = self.title.get_attribute("tabindex").unwrap_or_default();
                let shown = self.tools.get_or_insert_with(|| RowTools::put(&self.item, &tab_index));
                shown.show(tools, &tab_index);
                shown.name(facts.label.title_or_kind());
            }
            None => self.tools.take().iter().for_each(|tools| tools.root.remove()),
        }
    }
}

/// The name of a part whose title does not say what it is.
fn name_of_part(label: &Label) -> Option<&'static str> {
    label.title.as_ref().and(label.kind.name_of_part())
}

/// All of it as one phrase, for those who hear the list: `1. Ann Kites, folded, 2 findings, already covered`.
fn spoken(facts: &RowFacts) -> String {
    let label = &facts.label;
    let number = label.number.map(|number| format!("{number}."));
    let time = label.start_seconds.map(clock);
    let parts =
        [number.as_deref(), label.host.as_deref(), name_of_part(label), Some(label.title_or_kind()), time.as_deref()];
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

/// What a row shows while it has the focus or the pointer, and always where there is touch: its handle and its menu's
/// button. They come after the title, so that the title stays the first thing in a row.
struct RowTools {
    root: Element,
    /// What the row is dragged by, and carried from by keys; none where there is no other row.
    handle: Option<Element>,
    more: Element,
}

/// What the tools of a row show.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(super) struct ToolFacts {
    pub has_handle: bool,
    pub is_carried_by_keys: bool,
}

impl RowTools {
    /// Puts them at the end of a row.
    fn put(item: &Element, tab_index: &str) -> RowTools {
        let root = new_element("span", "row-tools");
        let more = button("icon-button more", icon::MORE, tab_index);
        set(&more, "aria-haspopup", "menu");
        set(&more, "aria-expanded", "false");
        append(&root, &more);
        append(item, &root);
        RowTools { root, handle: None, more }
    }

    fn show(&mut self, facts: ToolFacts, tab_index: &str) {
        if !facts.has_handle {
            self.handle.take().iter().for_each(|handle| handle.remove());
        } else if self.handle.is_none() {
            let handle = button("icon-button handle", icon::GRIP, tab_index);
            // Cannot fail: `more` is a child of the root.
            let _ = self.root.insert_before(&handle, Some(&self.more));
            self.handle = Some(handle);
        }
        if let Some(handle) = &self.handle {
            set(handle, "aria-pressed", &facts.is_carried_by_keys.to_string());
        }
    }

    /// Names the tools after the row.
    fn name(&self, title: &str) {
        set(&self.more, "aria-label", &more_label(title));
        if let Some(handle) = &self.handle {
            set(handle, "aria-label", &format!("Move {title}"));
        }
    }
}

/// What the menu of a row is called.
pub(super) fn more_label(title: &str) -> String {
    format!("More for {title}")
}

fn button(class: &str, path: &str, tab_index: &str) -> Element {
    let button = new_element("button", class);
    set(&button, "type", "button");
    set(&button, "tabindex", tab_index);
    append(&button, &icon::element(path));
    button
}
