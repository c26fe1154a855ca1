//! The templates of segments, to insert at the end of the current one.

use leptos::prelude::*;

use super::icon;
use super::menu::{Menu, MenuButton, MenuItem};
use crate::rundown::{Template, built_in};
use crate::state::use_app;

#[component]
pub fn TemplateMenu() -> impl IntoView {
    let app = use_app();
    let items = move |()| {
        let mut templates = built_in();
        if app.outline.with_untracked(|outline| !outline.segments.is_empty()) {
            // Within an episode the next thing is a segment, not another episode.
            templates.rotate_left(1);
        }
        let item =
            |template: Template| MenuItem::new(template.name.clone(), "", move || app.insert_template(&template));
        templates.into_iter().map(item).collect()
    };
    view! {
        <Menu
            label="Insert template"
            button=MenuButton::Primary(icon::PLUS)
            open=app.template_menu_open
            items=Callback::new(items)
        />
    }
}
