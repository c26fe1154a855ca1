//! The templates, to insert one at the current segment.

use leptos::prelude::*;

use crate::rundown::{InsertionPoint, Template};
use crate::state::{AppState, effect, use_app};
use crate::ui::parts::icon;
use crate::ui::parts::menu::{Menu, MenuButton, MenuItem};

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
            button=MenuButton::Primary(icon::PLUS)
            open=app.screen.template_menu_open
            items=Callback::new(move |()| items(app, place))
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
