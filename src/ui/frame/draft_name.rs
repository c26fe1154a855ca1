//! The open draft's name, which the author can change where it stands.

use leptos::ev::KeyboardEvent;
use leptos::html::Input;
use leptos::prelude::*;
use web_sys::HtmlInputElement;

use crate::state::{AppState, Wanted, effect, key_of, use_app};
use crate::ui::parts::field::select_all;

/// A field that looks like a title. Enter or leaving it renames the draft; Escape does not.
#[component]
pub fn DraftName() -> impl IntoView {
    let app = use_app();
    let name = NameField::new(app);
    name.follow_title();
    effect(move || {
        if app.screen.take_wanted(Wanted::DraftName) {
            // Once the field shows the name of the draft that was opened for it, and the editor has had the focus.
            request_animation_frame(move || select_all(name.field));
        }
    });
    view! {
        <input
            node_ref=name.field
            class="draft-name"
            aria-label="Draft name"
            title="Rename the draft"
            spellcheck="false"
            autocomplete="off"
            maxlength="200"
            disabled=move || app.saving.open.with(Option::is_none)
            on:keydown=move |event| name.on_key(&event)
            on:blur=move |_| name.commit()
        />
    }
}

/// The field, and what the author finds in it.
#[derive(Clone, Copy)]
struct NameField {
    app: AppState,
    field: NodeRef<Input>,
    title: Memo<String>,
    /// What was put into the field: the title may have changed since.
    found: StoredValue<String>,
}

impl NameField {
    fn new(app: AppState) -> NameField {
        let title = Memo::new(move |_| app.notes.title());
        NameField { app, field: NodeRef::new(), title, found: StoredValue::new(String::new()) }
    }

    /// Shows the title, and each new one, but not over what the author is writing for the same draft.
    fn follow_title(self) {
        let draft = Memo::new(move |_| self.app.saving.open.with(|open| open.as_ref().map(|open| open.id.clone())));
        let mut shown = None;
        effect(move || {
            let (title, draft) = (self.title.get(), draft.get());
            if let Some(input) = self.field.get().filter(|input| shown.as_ref() != Some(&draft) || !has_focus(input)) {
                self.show(&input, title);
            }
            shown = Some(draft);
        });
    }

    fn show(self, input: &HtmlInputElement, title: String) {
        input.set_value(&title);
        self.found.set_value(title);
    }

    fn on_key(self, event: &KeyboardEvent) {
        match key_of(event).as_str() {
            "Enter" => {
                // The editor has the focus when the key takes effect: it must not break a line there.
                event.prevent_default();
                self.commit();
            }
            "Escape" => self.take_back(),
            _ => return,
        }
        self.app.notes.focus_editor();
    }

    /// Renames the draft, if something else was written; then shows what it is called.
    fn commit(self) {
        let Some(input) = self.field.get_untracked() else { return };
        if self.found.with_value(|found| input.value().trim() != found) {
            self.app.rename(&input.value());
        }
        self.take_back();
    }

    /// Shows what the draft is called in place of what was written.
    fn take_back(self) {
        if let Some(input) = self.field.get_untracked() {
            self.show(&input, self.title.get_untracked());
        }
    }
}

/// Whether the author may be changing it.
fn has_focus(input: &HtmlInputElement) -> bool {
    document().active_element().is_some_and(|element| element.is_same_node(Some(input)))
}
