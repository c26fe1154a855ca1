//! The ways out: files to download, and the clipboard.

use leptos::prelude::*;

use super::icon;
use super::menu::{Menu, MenuButton, MenuItem};
use crate::state::{ExportFormat, use_app};

#[component]
pub fn ExportMenu() -> impl IntoView {
    let app = use_app();
    let items = move |()| {
        vec![
            MenuItem::new("Markdown", ".md, exactly as written", move || app.export(ExportFormat::Markdown)),
            MenuItem::new("HTML", "a page of its own", move || app.export(ExportFormat::Html)),
            MenuItem::new("Outline", "segments as JSON", move || app.export(ExportFormat::Outline)),
            MenuItem::new("Back up everything…", "all drafts in one file", move || app.backup_shown.set(true)),
            MenuItem::new("Copy Markdown", "", move || app.copy_markdown()),
            MenuItem::new("Copy as rich text", "for mail and web forms", move || app.copy_rich_text()),
        ]
    };
    view! {
        <Menu label="Export" button=MenuButton::Labelled(icon::DOWNLOAD) open=RwSignal::new(false) items=Callback::new(items) />
    }
}
