//! The author's templates: the list of them, and one that is being written.
//!
//! Invariant: what was written is not dropped without a question.

mod files;
mod form;
mod list;
mod view;

use leptos::prelude::*;

use self::form::TemplateForm;
use self::list::TemplateList;
use self::view::TemplatesView;
use crate::state::{OpenDialog, TemplatesShown, use_app};
use crate::ui::parts::dialog::Dialog;

#[component]
pub fn TemplatesDialog() -> impl IntoView {
    let app = use_app();
    let view = TemplatesView::new(app);
    let title = move || match app.screen.of_dialog(OpenDialog::templates) {
        Some(TemplatesShown::Editing(template)) if app.library.templates.with(|all| all.has(&template.id)) => {
            "Edit template"
        }
        Some(TemplatesShown::Editing(_)) => "New template",
        _ => "Templates",
    };
    // Not drawn anew when the window is only opened again: what was written is in there.
    let what = Memo::new(move |_| app.screen.of_dialog(OpenDialog::templates));
    let shown = move || match what.get() {
        Some(TemplatesShown::Editing(template)) => view! { <TemplateForm view template /> }.into_any(),
        Some(TemplatesShown::List) => view! { <TemplateList view /> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <Dialog
            class="templates"
            title=Signal::derive(move || title().to_owned())
            which=|dialog| matches!(dialog, OpenDialog::Templates(_))
            on_close=move |()| view.close()
            on_escape=move |()| view.escape()
        >
            {shown}
        </Dialog>
    }
}
