//! The templates of segments, to insert at the end of the current one.

use leptos::prelude::*;

use super::icon;
use super::menu::{Menu, MenuButton, MenuItem};
use crate::rundown::built_in;
use crate::state::use_app;

#[component]
pub fn TemplateMenu() -> impl IntoView {
    let app = use_app();
    let items = move |()| {
        let templates = built_in().into_iter();
        templates
            .map(|template| MenuItem::new(template.name.clone(), "", move || app.insert_template(&template)))
            .collect()
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
