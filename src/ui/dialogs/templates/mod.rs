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
use crate::rundown::{RemovedTemplate, Template};
use crate::state::{AppState, OpenDialog, TemplatesShown, use_app};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::dom::focus_if_there;

/// What the dialog is about; gone with it.
#[derive(Clone, Copy)]
struct TemplatesView {
    app: AppState,
    /// Whether the author is asked what becomes of what was written.
    is_asked: RwSignal<bool>,
    /// What gets the focus once the list is shown.
    focused: RwSignal<Option<ListPlace>>,
    /// Where in the list the form was opened from.
    came_from: StoredValue<ListPlace>,
    /// The id of the form's field that was written in last.
    field_id: StoredValue<String>,
    /// What was deleted last, and can be put back.
    removed: RwSignal<Option<RemovedTemplate>>,
}

/// What of the list can have the focus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
enum ListPlace {
    #[default]
    NewTemplate,
    /// The row of a template, by its id.
    Row(String),
}

impl TemplatesView {
    fn edit(self, template: Template, came_from: ListPlace) {
        self.came_from.set_value(came_from);
        self.app.screen.show(OpenDialog::Templates(TemplatesShown::Editing(template)));
    }

    /// Back to the list, with the focus where it came from.
    fn go_back(self) {
        self.go_to(self.came_from.get_value());
    }

    /// To the list, with the focus on something in it.
    fn go_to(self, place: ListPlace) {
        self.app.library.template_unsaved.set(false);
        self.is_asked.set(false);
        self.focused.set(Some(place));
        self.app.library.show_templates();
    }

    /// Takes the question for no answer, and puts the focus back to where the author was writing.
    fn go_on_writing(self) {
        self.is_asked.set(false);
        // Escape has closed the window, if it was that.
        self.app.screen.open_again();
        focus_field(self.field_id.get_value());
    }

    /// One step back: from the question to the form, from the form to the list, and from there to the page.
    fn escape(self) {
        let shown = untrack(|| self.app.screen.of_dialog(OpenDialog::templates));
        let is_editing = matches!(shown, Some(TemplatesShown::Editing(_)));
        match (is_editing, self.is_asked.get_untracked(), self.app.library.template_unsaved.get_untracked()) {
            (true, true, _) => self.go_on_writing(),
            (true, false, false) => self.go_back(),
            _ => self.close(),
        }
    }

    /// The way back stays open for a while when the dialog is closed.
    fn offer_to_put_back(self) {
        if let Some(removed) = self.removed.get_untracked() {
            self.removed.set(None);
            self.app.library.tell_of_removed_template(removed);
        }
    }

    /// Closes the dialog; first asks, if something that was written would go.
    fn close(self) {
        if !self.app.library.template_unsaved.get_untracked() {
            self.offer_to_put_back();
            self.came_from.set_value(ListPlace::default());
            return self.app.screen.close(|dialog| matches!(dialog, OpenDialog::Templates(_)));
        }
        self.is_asked.set(true);
        // Escape has closed the window already: it opens again, with the question.
        self.app.screen.open_again();
    }
}

#[component]
pub fn TemplatesDialog() -> impl IntoView {
    let app = use_app();
    let view = TemplatesView {
        app,
        is_asked: RwSignal::new(false),
        focused: RwSignal::new(None),
        came_from: StoredValue::new(ListPlace::default()),
        field_id: StoredValue::new(String::new()),
        removed: RwSignal::new(None),
    };
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

/// Puts the focus on a field of the form, once the window is open.
fn focus_field(id: String) {
    request_animation_frame(move || focus_if_there(document().get_element_by_id(&id)));
}
