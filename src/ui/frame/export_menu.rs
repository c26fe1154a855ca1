//! The ways out: files to download, and the clipboard.

use leptos::prelude::*;

use crate::state::{ExportFormat, OpenDialog, use_app};
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
        <Menu label="Export" button=MenuButton::Labelled(icon::DOWNLOAD) open=RwSignal::new(false) items=Callback::new(items) />
    }
}
