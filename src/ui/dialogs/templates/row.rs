//! One template of the list: its name, which opens it, and what can be done with it.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::{ListPlace, TemplatesView};
use crate::rundown::{InsertionPoint, Neighbour, RemovedTemplate, Template, built_in};
use crate::state::{OpenDialog, key_of};
use crate::ui::parts::menu::{Menu, MenuButton, MenuItem};

#[component]
pub(super) fn TemplateRow(
    /// One-time: holds signals.
    view: TemplatesView,
    /// One-time.
    template: Template,
) -> impl IntoView {
    let row = Row { view, template: StoredValue::new(template.clone()) };
    let Template { id, name, .. } = template;
    let line = view
        .app
        .library
        .templates
        .with_untracked(|templates| row.template.with_value(|it| templates.distinguishing_line(it)));
    let line_id = line.is_some().then(|| format!("template-line-{id}"));
    let is_hidden = view.app.library.templates.with_untracked(|templates| templates.is_hidden(&id));
    view! {
        <li class:hidden-template=is_hidden>
            <button
                type="button"
                class="template-name"
                data-template=id
                aria-describedby=line_id.clone()
                on:click=move |_| row.open()
                on:keydown=move |event| row.on_key(&event)
            >
                {name.clone()}
            </button>
            {line.map(|line| view! { <span id=line_id class="template-line">{line}</span> })}
            <span class="template-hint">{is_hidden.then_some("hidden")}</span>
            <Menu
                label=format!("More for {name}")
                button=MenuButton::More
                open=RwSignal::new(false)
                items=Callback::new(move |()| row.items())
            />
        </li>
    }
}

/// A row, and what its template is.
#[derive(Clone, Copy)]
struct Row {
    view: TemplatesView,
    template: StoredValue<Template>,
}

impl Row {
    fn id(self) -> String {
        self.template.with_value(|template| template.id.clone())
    }

    /// Opens it; of a built-in one a copy, which is kept if the author saves it.
    fn open(self) {
        let template = self.template.get_value();
        let id = if template.is_built_in() { self.view.app.library.new_template_id() } else { template.id };
        self.view.edit(Template { id, ..template }, ListPlace::Row(self.id()));
    }

    fn on_key(self, event: &KeyboardEvent) {
        let is_own = self.template.with_value(|template| !template.is_built_in());
        match (key_of(event).as_str(), event.alt_key()) {
            ("ArrowUp", true) if is_own => self.move_past(Neighbour::Above),
            ("ArrowDown", true) if is_own => self.move_past(Neighbour::Below),
            ("Delete", false) if is_own => self.delete(),
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
    }

    fn items(self) -> Vec<MenuItem> {
        let app = self.view.app;
        let template = self.template.get_value();
        let mut items = Vec::new();
        if app.saving.open.with_untracked(Option::is_some) {
            items.push(self.insert_item("Insert after the segment", InsertionPoint::AfterSegment));
            items.push(self.insert_item("Insert before the segment", InsertionPoint::BeforeSegment));
            items.push(self.insert_item("Insert at the cursor", InsertionPoint::AtCursor));
        }
        if !template.is_built_in() {
            items.push(MenuItem::new("Edit", "", move || self.open()));
            items.push(MenuItem::new("Duplicate", "", move || self.duplicate()));
            items.push(MenuItem::new("Move up", "Alt+↑", move || self.move_past(Neighbour::Above)));
            items.push(MenuItem::new("Move down", "Alt+↓", move || self.move_past(Neighbour::Below)));
            items.push(MenuItem::new("Delete", "Delete", move || self.delete()));
            return items;
        }
        items.push(MenuItem::new("Edit a copy", "", move || self.open()));
        let is_hidden = app.library.templates.with_untracked(|templates| templates.is_hidden(&template.id));
        items.push(match is_hidden {
            true => MenuItem::new("Show in menus", "", move || self.unhide()),
            false => MenuItem::new("Hide from menus", "", move || self.hide()),
        });
        items
    }

    fn insert_item(self, label: &str, place: InsertionPoint) -> MenuItem {
        MenuItem::new(label, "", move || {
            let app = self.view.app;
            app.screen.close(|dialog| matches!(dialog, OpenDialog::Templates(_)));
            app.notes.insert_template(&self.template.get_value(), place);
        })
    }

    fn move_past(self, neighbour: Neighbour) {
        let id = self.id();
        self.focus_later(&id);
        self.view.app.library.change_templates(move |templates| {
            templates.move_past(&id, neighbour);
        });
    }

    fn duplicate(self) {
        let (id, new_id) = (self.id(), self.view.app.library.new_template_id());
        self.focus_later(&new_id);
        self.view.app.library.change_templates(move |templates| templates.duplicate(&id, &new_id));
    }

    fn delete(self) {
        let (id, app) = (self.id(), self.view.app);
        let (removed, next) = app.library.templates.with_untracked(|templates| {
            let idx = templates.own().iter().position(|own| own.id == id);
            let removed = idx.map(|idx| RemovedTemplate { idx, template: templates.own()[idx].clone() });
            (removed, templates.neighbour(&id))
        });
        self.view.removed.set(removed);
        // The last one gone, the first that comes with the app.
        self.focus_later(&next.map_or_else(|| built_in()[0].id.clone(), |next| next.id));
        app.library.change_templates(move |templates| {
            templates.remove(&id);
        });
    }

    /// Once the rows are drawn anew.
    fn focus_later(self, id: &str) {
        self.view.focused.set(Some(ListPlace::Row(id.to_owned())));
    }

    fn hide(self) {
        let id = self.id();
        self.focus_later(&id);
        self.view.app.library.change_templates(move |templates| templates.hide(&id));
    }

    fn unhide(self) {
        let id = self.id();
        self.focus_later(&id);
        self.view.app.library.change_templates(move |templates| templates.unhide(&id));
    }
}
