//! What heads the notes in the preview: the episode, who pays for it, who comes to it, and how much of it is whose.
//!
//! It comes with the notes that it stands above, so that these need not move: those of a draft that is opened have it at once.
//! What is written may change it when the browser is idle.

use leptos::prelude::*;
use web_sys::{Element, HtmlElement};

use crate::outline::{LiveOutline, Outline, SegmentKind, Sponsor, host_totals};
use crate::state::{AppState, effect, when_idle};
use crate::ui::parts::counted::{counted, words, words_and_time};
use crate::ui::parts::dom::{append, new_element, new_text, set};
use crate::ui::parts::page;

/// Keeps it that of the notes, in the element that the page has for it.
pub fn bind_episode(app: AppState) {
    let place = page::element("episode-header");
    let draft = app.saving.memo_of_open_id();
    let mut shown_draft = None;
    let is_due = StoredValue::new(false);
    effect(move || {
        app.notes.outline.track();
        app.notes.word_counts.track();
        app.notes.n_words.track();
        place.set_hidden(app.notes.only_current.get());
        let draft = draft.get();
        if draft != shown_draft {
            shown_draft = draft;
            show(app, &place);
        } else if !is_due.get_value() {
            is_due.set_value(true);
            let place = place.clone();
            when_idle(move || {
                is_due.set_value(false);
                show(app, &place);
            });
        }
    });
}

fn show(app: AppState, place: &HtmlElement) {
    let n_words = app.notes.n_words.get_untracked();
    let of = |outline: &LiveOutline| app.notes.word_counts.with_untracked(|counts| header(outline, counts, n_words));
    let header = app.notes.outline.with_untracked(of);
    let before = place.first_element_child();
    if before.is_some_and(|before| before.is_equal_node(header.as_deref())) {
        return;
    }
    place.set_text_content(None);
    header.iter().for_each(|header| append(place, header));
}

/// Nothing, where the notes say nothing of an episode.
fn header(outline: &LiveOutline, word_counts: &[usize], n_words: usize) -> Option<Element> {
    let n_facts = outline.segments.len() + outline.sponsors.len() + outline.guests.len();
    if n_facts == 0 && outline.title.is_none() && outline.episode.is_none() {
        return None;
    }
    let root = new_element("header", "episode-header");
    set(&root, "aria-label", "Episode");
    if let Some(title) = &outline.title {
        append(&root, &new_text("p", "episode-title", title));
    }
    append(&root, &facts(outline, n_words));
    let hosts = hosts(outline, word_counts);
    if hosts.has_child_nodes() {
        append(&root, &hosts);
    }
    Some(root)
}

fn facts(outline: &Outline, n_words: usize) -> Element {
    let facts = new_element("dl", "episode-facts");
    let add = |what: &str, fact: &str| {
        if !fact.is_empty() {
            let pair = new_element("div", "");
            append(&pair, &new_text("dt", "", what));
            append(&pair, &new_text("dd", "", fact));
            append(&facts, &pair);
        }
    };
    add("Episode", &outline.episode.map(|episode| episode.to_string()).unwrap_or_default());
    add("Date", outline.date.as_deref().unwrap_or_default());
    add("Segments", &segments(outline));
    if n_words > 0 {
        add("Length", &words_and_time(n_words));
    }
    add("Sponsor", &listed(&mut outline.sponsors.iter().map(shown_name)));
    add("Host", &listed(&mut outline.hosts.iter().map(String::as_str)));
    add("Guest", &listed(&mut outline.guests.iter().map(String::as_str)));
    facts
}

/// Each host with segments and words: `Ann 3 · 412 words`.
fn hosts(outline: &LiveOutline, word_counts: &[usize]) -> Element {
    let list = new_element("ul", "episode-hosts");
    set(&list, "aria-label", "Segments and words of each host");
    let colours = outline.host_colours();
    for total in host_totals(outline, word_counts) {
        let item = new_text("li", "", &format!(" {} · {}", total.n_segments, words(total.n_words)));
        set(&item, "data-host-colour", &colours.of(&total.host).to_string());
        // Cannot fail: the element is ours.
        let _ = item.prepend_with_node_1(&new_text("span", "host-chip", &total.host));
        append(&list, &item);
    }
    list
}

/// `6 topics, 2 other parts`: topics apart from what every episode has.
fn segments(outline: &Outline) -> String {
    let n_topics = outline.segments.iter().filter(|segment| segment.label.kind == SegmentKind::Topic).count();
    let n_parts = outline.segments.len() - n_topics;
    let part = if n_topics == 0 { "part" } else { "other part" };
    let amount = |n_things, thing| if n_things > 0 { counted(n_things, thing) } else { String::new() };
    let amounts = [amount(n_topics, "topic"), amount(n_parts, part)];
    listed(&mut amounts.iter().map(String::as_str).filter(|amount| !amount.is_empty()))
}

/// `us` is clear where the notes say it, and nowhere else.
fn shown_name(sponsor: &Sponsor) -> &str {
    if sponsor.is_the_show() { "the show itself" } else { &sponsor.name }
}

fn listed(names: &mut dyn Iterator<Item = &str>) -> String {
    let mut list = String::new();
    for name in names {
        if !list.is_empty() {
            list.push_str(", ");
        }
        list.push_str(name);
    }
    list
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{BlockList, RenderOptions};

    #[track_caller]
    fn check(notes: &str, expected: &str) {
        let outline = Outline::of(&BlockList::new(notes, RenderOptions::default()));
        assert_eq!(segments(&outline), expected, "{notes}");
    }

    #[test]
    fn topics_are_counted_apart_from_named_parts() {
        check("Ann #1: Kites\n\nBen #2: Planes\n\nExtras\n", "2 topics, 1 other part");
        check("Ann #1: Kites\n", "1 topic");
        check("Extras\n\nJoke\n", "2 parts");
        check("Just text.\n", "");
    }
}
