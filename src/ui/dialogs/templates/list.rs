//! All templates: the author's own by show, then those that come with the app; each with its name, which opens it, and what can
//! be done with it.

use leptos::html::Div;
use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::files::TemplateFiles;
use super::view::{ListPlace, TemplatesView};
use crate::rundown::{InsertionPoint, Neighbour, RemovedTemplate, Template, TemplateGroup, Templates, built_in};
use crate::state::{OpenDialog, effect};
use crate::ui::parts::dom::{all_in, focus};
use crate::ui::parts::list::{List, RowCommand, label, menu_items};
use crate::ui::parts::menu::{Menu, MenuButton};
use crate::ui::parts::show::Show;

#[component]
pub(super) fn TemplateList(view: TemplatesView) -> impl IntoView {
    let app = view.app;
    let root = NodeRef::<Div>::new();
    // A few rows, drawn anew when one changes.
    let list = List::new(".template-rows li");
    effect(move || root.get().iter().for_each(|root| list.mount(root)));
    effect(move || {
        app.library.templates.track();
        let Some(place) = view.focused.get() else { return };
        // Once the rows are drawn anew.
        request_animation_frame(move || {
            if focus_place(root, &place) {
                view.focused.set(None);
            }
        });
    });
    let groups = move || app.library.templates.with(|templates| templates.own_groups());
    let new = move |_| {
        let template = Template { id: app.library.new_template_id(), ..Template::default() };
        view.edit(template, ListPlace::NewTemplate);
    };
    view! {
        <div class="form" node_ref=root>
            <p class="form-problem" role="alert">{app.library.template_problem}</p>
            <Removed view />
            <Show when=move || app.library.templates.with(|templates| templates.own().is_empty())>
                <p class="form-note">
                    {"You have no templates of your own yet. Write one, take one that comes with the app as a start, or select \
                    some notes and choose “Make a template of the selection”."}
                </p>
            </Show>
            <div class="form-actions">
                <button id="new-template" type="button" class="button primary" on:click=new>{"New template"}</button>
            </div>
            {move || groups().into_iter().map(|group| group_view(view, list, group)).collect_view()}
            {move || {
                // Drawn anew when one is hidden.
                app.library.templates.track();
                group_view(view, list, TemplateGroup { name: "Built in".to_owned(), templates: built_in() })
            }}
            <TemplateFiles view />
        </div>
    }
}

fn group_view(view: TemplatesView, list: List, group: TemplateGroup) -> impl IntoView {
    let rows = group.templates.into_iter().map(|template| view! { <TemplateRow view list template /> });
    view! {
        <h3>{group.name.clone()}</h3>
        <ul class="template-rows" aria-label=group.name>{rows.collect_view()}</ul>
    }
}

/// What was deleted last, and the way back.
#[component]
fn Removed(view: TemplatesView) -> impl IntoView {
    let removed = view.removed;
    let put_back = move |_| {
        if let Some(removed) = removed.get_untracked() {
            view.focused.set(Some(ListPlace::Row(removed.template.id.clone())));
            view.app.library.change_templates(move |templates| templates.put_back(&removed));
        }
        removed.set(None);
    };
    let said = move || removed.with(|removed| removed.as_ref().map(|it| format!("“{}” is deleted.", it.template.name)));
    view! {
        <div role="status" class="template-removed">
            {said}
            <Show when=move || removed.with(Option::is_some)>
                <button type="button" class="button small" on:click=put_back>{"Undo"}</button>
            </Show>
        </div>
    }
}

/// Puts the focus on something in the list, on the button for a new template where it is gone. Returns whether the list is there.
fn focus_place(root: NodeRef<Div>, place: &ListPlace) -> bool {
    // The list may be gone by now.
    let Some(root) = root.try_get_untracked().flatten() else { return false };
    let named = |id: &str| {
        all_in(&root, "[data-template]")
            .into_iter()
            .find(|name| name.get_attribute("data-template").as_deref() == Some(id))
    };
    let row = if let ListPlace::Row(id) = place { named(id) } else { None };
    let button = || all_in(&root, "#new-template").into_iter().next();
    row.or_else(button).iter().for_each(focus);
    true
}

#[component]
fn TemplateRow(
    view: TemplatesView,
    list: List,
    /// One-time.
    template: Template,
) -> impl IntoView {
    let row = Row { view, list, template: StoredValue::new(template.clone()) };
    let Template { id, name, .. } = template;
    let line = view
        .app
        .library
        .templates
        .with_untracked(|templates| row.template.with_value(|it| templates.distinguishing_line(it)));
    let line_id = line.is_some().then(|| format!("template-line-{id}"));
    let is_hidden = row.is_hidden();
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
                items=move |()| menu_items(row.commands(), &row)
            />
        </li>
    }
}

/// A row, and what its template is.
#[derive(Clone, Copy)]
struct Row {
    view: TemplatesView,
    list: List,
    template: StoredValue<Template>,
}

const AFTER: RowCommand<Row> = RowCommand::in_menu(
    |row| row.insert_label("Insert after the segment"),
    |row| row.insert(InsertionPoint::AfterSegment),
);
const BEFORE: RowCommand<Row> = RowCommand::in_menu(
    |row| row.insert_label("Insert before the segment"),
    |row| row.insert(InsertionPoint::BeforeSegment),
);
const AT_CURSOR: RowCommand<Row> =
    RowCommand::in_menu(|row| row.insert_label("Insert at the cursor"), |row| row.insert(InsertionPoint::AtCursor));

/// What can be done with the author's own templates.
const COMMANDS: [RowCommand<Row>; 8] = [
    AFTER,
    BEFORE,
    AT_CURSOR,
    RowCommand::in_menu(|_| label("Edit"), |row| row.open()),
    RowCommand::in_menu(|_| label("Duplicate"), |row| row.duplicate()),
    RowCommand::new(&["Alt-ArrowUp"], "", |_| label("Move up"), |row| row.move_past(Neighbour::Above)),
    RowCommand::new(&["Alt-ArrowDown"], "", |_| label("Move down"), |row| row.move_past(Neighbour::Below)),
    RowCommand::new(&["Delete"], "", |_| label("Delete"), |row| row.delete()),
];

/// And with those that come with the app.
const COMMANDS_OF_BUILT_IN: [RowCommand<Row>; 6] = [
    AFTER,
    BEFORE,
    AT_CURSOR,
    RowCommand::in_menu(|_| label("Edit a copy"), |row| row.open()),
    RowCommand::in_menu(|row| label("Show in menus").filter(|_| row.is_hidden()), |row| row.change(Templates::unhide)),
    RowCommand::in_menu(|row| label("Hide from menus").filter(|_| !row.is_hidden()), |row| row.change(Templates::hide)),
];

impl Row {
    fn id(self) -> String {
        self.template.with_value(|template| template.id.clone())
    }

    fn is_hidden(self) -> bool {
        let is_hidden =
            |template: &Template| self.view.app.library.templates.with_untracked(|all| all.is_hidden(&template.id));
        self.template.with_value(is_hidden)
    }

    /// Opens it; of a built-in one a copy, which is kept if the author saves it.
    fn open(self) {
        let template = self.template.get_value();
        let id = if template.is_built_in() { self.view.app.library.new_template_id() } else { template.id };
        self.view.edit(Template { id, ..template }, ListPlace::Row(self.id()));
    }

    fn commands(self) -> &'static [RowCommand<Row>] {
        if self.template.with_value(Template::is_built_in) { &COMMANDS_OF_BUILT_IN } else { &COMMANDS }
    }

    fn on_key(self, event: &KeyboardEvent) {
        self.list.press(event, self.commands(), &self);
        if event.default_prevented() {
            event.stop_propagation();
        }
    }

    fn insert_label(self, label: &str) -> Option<String> {
        self.view.app.saving.open.with_untracked(Option::is_some).then(|| label.to_owned())
    }

    fn insert(self, place: InsertionPoint) {
        let app = self.view.app;
        app.screen.close(|dialog| matches!(dialog, OpenDialog::Templates(_)));
        app.notes.insert_template(&self.template.get_value(), place);
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

    /// Hides it from menus, or shows it there.
    fn change(self, change: fn(&mut Templates, &str)) {
        let id = self.id();
        self.focus_later(&id);
        self.view.app.library.change_templates(move |templates| change(templates, &id));
    }
}
