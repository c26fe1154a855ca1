//! What the palette offers: commands, then templates to insert, segments to go to, and drafts to open.

use std::sync::Arc;

use leptos::prelude::*;

use crate::draft::Order;
use crate::rundown::{InsertionPoint, Template};
use crate::state::{AppState, Command};

/// One thing to choose.
#[derive(Clone)]
pub(super) struct Entry {
    pub name: String,
    /// What it is: the group of a command, a draft, a segment.
    pub kind: &'static str,
    /// Its key as this computer's keyboards have it; empty for none.
    pub key: String,
    /// Outlives the palette, which is closed by then.
    pub choose: Arc<dyn Fn() + Send + Sync>,
}

impl Entry {
    fn new(name: impl Into<String>, kind: &'static str, choose: impl Fn() + Send + Sync + 'static) -> Entry {
        Entry { name: name.into(), kind, key: String::new(), choose: Arc::new(choose) }
    }
}

/// The commands that have something to be done to.
pub(super) fn commands(app: AppState) -> Vec<Entry> {
    let entry = move |command: Command| Entry {
        key: command.shown_key(),
        ..Entry::new(command.label(), command.group().label(), move || app.run(command))
    };
    let is_offered = |command: &Command| *command != Command::ShowPalette && app.can_run(*command);
    Command::all().filter(is_offered).map(entry).collect()
}

/// What can be named beside the commands, once something is typed.
pub(super) fn others(app: AppState) -> Vec<Entry> {
    let mut entries = templates(app);
    entries.extend(segments(app));
    entries.extend(drafts(app));
    entries
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

fn drafts(app: AppState) -> Vec<Entry> {
    app.saving.drafts.with_untracked(|library| {
        let rows = library.arranged(Order::Modified, None).into_iter();
        rows.map(|draft| (draft.id.clone(), draft.title.clone()))
            .map(|(id, title)| Entry::new(title, "Open", move || app.open_draft(&id)))
            .collect()
    })
}
