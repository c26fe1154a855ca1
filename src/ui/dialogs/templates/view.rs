//! What the parts of the dialog know of each other: what is shown, and where the focus is to go.

use leptos::prelude::*;

use crate::rundown::{RemovedTemplate, Template};
use crate::state::{AppState, OpenDialog, TemplatesShown};
use crate::ui::parts::dom::focus_if_there;

/// What the dialog is about; gone with it.
#[derive(Clone, Copy)]
pub(super) struct TemplatesView {
    pub app: AppState,
    /// Whether the author is asked what becomes of what was written.
    pub is_asked: RwSignal<bool>,
    /// What gets the focus once the list is shown.
    pub focused: RwSignal<Option<ListPlace>>,
    /// Where in the list the form was opened from.
    pub came_from: StoredValue<ListPlace>,
    /// The id of the form's field that was written in last.
    pub field_id: StoredValue<String>,
    /// What was deleted last, and can be put back.
    pub removed: RwSignal<Option<RemovedTemplate>>,
}

/// What of the list can have the focus.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) enum ListPlace {
    #[default]
    NewTemplate,
    /// The row of a template, by its id.
    Row(String),
}

impl TemplatesView {
    pub fn new(app: AppState) -> Self {
        Self {
            app,
            is_asked: RwSignal::new(false),
            focused: RwSignal::new(None),
            came_from: StoredValue::new(ListPlace::default()),
            field_id: StoredValue::new(String::new()),
            removed: RwSignal::new(None),
        }
    }

    pub fn edit(self, template: Template, came_from: ListPlace) {
        self.came_from.set_value(came_from);
        self.app.screen.show(OpenDialog::Templates(TemplatesShown::Editing(template)));
    }

    /// Back to the list, with the focus where it came from.
    pub fn go_back(self) {
        self.go_to(self.came_from.get_value());
    }

    /// To the list, with the focus on something in it.
    pub fn go_to(self, place: ListPlace) {
        self.app.library.template_unsaved.set(false);
        self.is_asked.set(false);
        self.focused.set(Some(place));
        self.app.library.show_templates();
    }

    /// Takes the question for no answer, and puts the focus back to where the author was writing.
    pub fn go_on_writing(self) {
        self.is_asked.set(false);
        // Escape has closed the window, if it was that.
        self.app.screen.open_again();
        focus_field(self.field_id.get_value());
    }

    /// One step back: from the question to the form, from the form to the list, and from there to the page.
    pub fn escape(self) {
        let shown = untrack(|| self.app.screen.of_dialog(OpenDialog::templates));
        let is_editing = matches!(shown, Some(TemplatesShown::Editing(_)));
        match (is_editing, self.is_asked.get_untracked(), self.app.library.template_unsaved.get_untracked()) {
            (true, true, _) => self.go_on_writing(),
            (true, false, false) => self.go_back(),
            _ => self.close(),
        }
    }

    /// The way back stays open for a while when the dialog is closed.
    pub fn offer_to_put_back(self) {
        if let Some(removed) = self.removed.get_untracked() {
            self.removed.set(None);
            self.app.library.tell_of_removed_template(removed);
        }
    }

    /// Closes the dialog; first asks, if something that was written would go.
    pub fn close(self) {
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

/// Puts the focus on a field of the form, once the window is open.
pub(super) fn focus_field(id: String) {
    request_animation_frame(move || focus_if_there(document().get_element_by_id(&id)));
}
