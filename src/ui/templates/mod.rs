//! The author's templates: the list of them, and one that is being written.
//!
//! Invariant: what was written is not dropped without a question.

mod files;
mod form;
mod list;
mod result;
mod row;

use leptos::prelude::*;

use self::form::TemplateForm;
use self::list::TemplateList;
use super::dialog::Dialog;
use crate::rundown::{RemovedTemplate, Template};
use crate::state::{AppState, TemplatesShown, use_app};

/// What the dialog is about; gone with it.
#[derive(Clone, Copy)]
struct TemplatesView {
    app: AppState,
    /// Whether the author is asked what becomes of what was written.
    is_asked: RwSignal<bool>,
    /// The template whose row gets the focus once the list is shown.
    focused: RwSignal<String>,
    /// What was deleted last, and can be put back.
    removed: RwSignal<Option<RemovedTemplate>>,
}

impl TemplatesView {
    fn edit(self, template: Template) {
        self.app.templates_shown.set(Some(TemplatesShown::Editing(template)));
    }

    /// Back to the list, with the focus on a template.
    fn go_back(self, id: &str) {
        self.app.template_unsaved.set(false);
        self.is_asked.set(false);
        self.focused.set(id.to_owned());
        self.app.show_templates();
    }

    /// The way back stays open for a while when the dialog is closed.
    fn offer_to_put_back(self) {
        if let Some(removed) = self.removed.get_untracked() {
            self.removed.set(None);
            self.app.tell_of_removed_template(removed);
        }
    }

    /// Closes the dialog; first asks, if something that was written would go.
    fn close(self) {
        if !self.app.template_unsaved.get_untracked() {
            self.offer_to_put_back();
            return self.app.templates_shown.set(None);
        }
        self.is_asked.set(true);
        // Escape has closed the window already: it opens again, with the question.
        self.app.templates_shown.update(|_| ());
    }
}

#[component]
pub fn TemplatesDialog() -> impl IntoView {
    let app = use_app();
    let view = TemplatesView {
        app,
        is_asked: RwSignal::new(false),
        focused: RwSignal::new(String::new()),
        removed: RwSignal::new(None),
    };
    let title = move || match app.templates_shown.get() {
        Some(TemplatesShown::Editing(template)) if app.templates.with(|all| all.has(&template.id)) => "Edit template",
        Some(TemplatesShown::Editing(_)) => "New template",
        _ => "Templates",
    };
    // Not drawn anew when the window is only opened again: what was written is in there.
    let what = Memo::new(move |_| app.templates_shown.get());
    let shown = move || match what.get() {
        Some(TemplatesShown::Editing(template)) => view! { <TemplateForm view template /> }.into_any(),
        Some(TemplatesShown::List) => view! { <TemplateList view /> }.into_any(),
        None => ().into_any(),
    };
    view! {
        <Dialog
            class="templates"
            title=Signal::derive(move || title().to_owned())
            open=Signal::derive(move || app.templates_shown.with(Option::is_some))
            on_close=move |()| view.close()
        >
            {shown}
        </Dialog>
    }
}
