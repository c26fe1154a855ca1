//! All templates: the author's own by show, then those that come with the app.

use leptos::html::Div;
use leptos::prelude::*;

use super::files::TemplateFiles;
use super::row::TemplateRow;
use super::view::{ListPlace, TemplatesView};
use crate::rundown::{Template, TemplateGroup, built_in};
use crate::state::effect;
use crate::ui::parts::dom::{all_in, focus};
use crate::ui::parts::list::List;
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
