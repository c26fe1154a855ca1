//! The menus of the top bar: the ways out (files to download, and the clipboard), and the templates to insert.

use leptos::prelude::*;

use crate::rundown::{InsertionPoint, Template};
use crate::state::{AppState, ExportFormat, OpenDialog, effect, use_app};
use crate::ui::parts::icon;
use crate::ui::parts::menu::{Menu, MenuButton, MenuItem};

#[component]
pub fn ExportMenu() -> impl IntoView {
    let app = use_app();
    let items =
        move |()| {
            let mut items = vec![
                MenuItem::new("Markdown", ".md, exactly as written", move || app.export(ExportFormat::Markdown)),
                MenuItem::new("HTML", "a page of its own", move || app.export(ExportFormat::Html)),
                MenuItem::new("Outline", "segments as JSON", move || app.export(ExportFormat::Outline)),
                MenuItem::new("Copy Markdown", "", move || app.copy_markdown()),
                MenuItem::new("Copy as rich text", "for mail and web forms", move || app.copy_rich_text()),
            ];
            items.extend(app.saving.can_save_to_files().then(|| {
                MenuItem::new("Save to a file…", "and keep saving there", move || app.saving.save_to_file())
            }));
            items.extend(app.saving.file.get_untracked().map(|file| {
                MenuItem::new(format!("Stop saving to {}", file.name), "the file stays", move || {
                    app.saving.stop_saving_to_file()
                })
            }));
            items.push(MenuItem::new("Back up everything…", "all drafts in one file", move || {
                app.screen.show(OpenDialog::Backup)
            }));
            items
        };
    view! {
        <Menu label="Export" button=MenuButton::Labelled(icon::DOWNLOAD) items />
    }
}

/// So many are chosen by a digit.
const N_DIGITS: usize = 9;
const PLACES: [(InsertionPoint, &str); 3] = [
    (InsertionPoint::AfterSegment, "After the segment"),
    (InsertionPoint::BeforeSegment, "Before the segment"),
    (InsertionPoint::AtCursor, "At the cursor"),
];

#[component]
pub fn TemplateMenu() -> impl IntoView {
    let app = use_app();
    let place = RwSignal::new(InsertionPoint::AfterSegment);
    effect(move || {
        if app.screen.template_menu_open.get() {
            place.set(InsertionPoint::AfterSegment);
        }
    });
    view! {
        <Menu
            label="Insert template"
            button=MenuButton::WithIcon(icon::PLUS)
            open=app.screen.template_menu_open
            items=move |()| items(app, place)
        />
    }
}

/// The templates by show, where they go, and the way to the list of them.
fn items(app: AppState, place: RwSignal<InsertionPoint>) -> Vec<MenuItem> {
    let groups = app.notes.template_menu();
    let has_groups = groups.len() > 1;
    let templates = groups.into_iter().flat_map(|group| {
        let name = if has_groups { group.name } else { String::new() };
        group.templates.into_iter().map(move |template| (name.clone(), template))
    });
    let numbered = (1..).zip(templates);
    let mut items: Vec<MenuItem> =
        numbered.map(|(n, (group, template))| MenuItem { group, ..template_item(app, place, n, template) }).collect();
    if app.notes.outline.with_untracked(|outline| !outline.segments.is_empty()) {
        items.extend(PLACES.map(|(one, label)| place_item(place, one, label)));
    }
    items.push(MenuItem::new("Manage templates…", "", move || app.library.show_templates()));
    items
}

fn template_item(app: AppState, place: RwSignal<InsertionPoint>, n: usize, template: Template) -> MenuItem {
    let hint = if n <= N_DIGITS { n.to_string() } else { String::new() };
    MenuItem::new(template.name.clone(), hint, move || app.notes.insert_template(&template, place.get_untracked()))
}

fn place_item(place: RwSignal<InsertionPoint>, one: InsertionPoint, label: &str) -> MenuItem {
    MenuItem {
        group: "Where".to_owned(),
        is_chosen: Some(Signal::derive(move || place.get() == one)),
        ..MenuItem::new(label, "", move || place.set(one))
    }
}
