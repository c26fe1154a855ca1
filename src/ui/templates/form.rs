//! A template that is being written, beside what it becomes.

use leptos::html::{Button, Input};
use leptos::prelude::*;
use web_sys::SubmitEvent;

use super::TemplatesView;
use super::result::TemplateResult;
use crate::rundown::Template;
use crate::state::effect;
use crate::ui::field::{Field, TextField};
use crate::ui::show::Show;

/// What was written so far.
#[derive(Clone, Copy)]
struct Writing {
    view: TemplatesView,
    id: StoredValue<String>,
    name: RwSignal<String>,
    show: RwSignal<String>,
    body: RwSignal<String>,
    problem: RwSignal<String>,
}

impl Writing {
    fn new(view: TemplatesView, template: &Template) -> Writing {
        view.is_asked.set(false);
        let is_kept = view.app.templates.with_untracked(|all| all.has(&template.id));
        // What was made of notes or of another template is not kept until it is saved.
        view.app.template_unsaved.set(!is_kept && !template.body.is_empty());
        Writing {
            view,
            id: StoredValue::new(template.id.clone()),
            name: RwSignal::new(template.name.clone()),
            show: RwSignal::new(template.show.clone().unwrap_or_default()),
            body: RwSignal::new(template.body.clone()),
            problem: RwSignal::new(String::new()),
        }
    }

    fn write(self, field: RwSignal<String>, text: String) {
        field.set(text);
        self.problem.set(String::new());
        self.view.is_asked.set(false);
        self.view.app.template_unsaved.set(true);
    }

    fn save(self) {
        let written = Template {
            id: self.id.get_value(),
            name: self.name.get_untracked(),
            body: self.body.get_untracked(),
            show: Some(self.show.get_untracked()),
        };
        match written.checked() {
            Ok(template) => {
                let id = template.id.clone();
                self.view.app.change_templates(move |templates| templates.put(template.clone()));
                self.view.go_back(&id);
            }
            Err(problem) => {
                self.view.is_asked.set(false);
                self.problem.set(format!("The template cannot be saved: {problem}."));
            }
        }
    }

    /// Back to the list; first asks, if something that was written would go.
    fn cancel(self) {
        if self.view.app.template_unsaved.get_untracked() {
            self.view.is_asked.set(true);
        } else {
            self.discard();
        }
    }

    fn discard(self) {
        self.view.go_back(&self.id.get_value());
    }
}

#[component]
pub(super) fn TemplateForm(
    /// One-time: holds signals.
    view: TemplatesView,
    /// One-time.
    template: Template,
) -> impl IntoView {
    let writing = Writing::new(view, &template);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        writing.save();
    };
    view! {
        <form class="form template-form" on:submit=submit>
            <Names writing />
            <BodyField writing />
            <TemplateResult view body=writing.body />
            <p id="template-problem" class="form-problem" role="alert">{writing.problem}</p>
            <Show when=view.is_asked>
                <Question writing />
            </Show>
            <div class="form-actions">
                <button type="button" class="button" on:click=move |_| writing.cancel()>{"Cancel"}</button>
                <button type="submit" class="button primary">{"Save"}</button>
            </div>
        </form>
    }
}

#[component]
fn Names(
    /// One-time: holds signals.
    writing: Writing,
) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    effect(move || {
        if let Some(field) = field.get() {
            // Once the window is open, which puts the focus on its first button.
            request_animation_frame(move || drop(field.focus()));
        }
    });
    let app = writing.view.app;
    let mut shows = app.templates.with_untracked(|templates| templates.shows());
    let others: Vec<String> = app.known_shows().into_iter().filter(|show| !shows.contains(show)).collect();
    shows.extend(others);
    view! {
        <div class="template-names">
            <TextField
                label="Name"
                id="template-name"
                problem_id="template-problem"
                field
                value=writing.name
                on_input=move |name| writing.write(writing.name, name)
            />
            <TextField
                label="Show"
                id="template-show"
                placeholder="All shows"
                proposals=shows
                value=writing.show
                on_input=move |show| writing.write(writing.show, show)
            />
        </div>
    }
}

#[component]
fn BodyField(
    /// One-time: holds signals.
    writing: Writing,
) -> impl IntoView {
    view! {
        <Field label="What is inserted" field_id="template-body">
            <textarea
                id="template-body"
                rows="12"
                spellcheck="false"
                aria-describedby="template-fields"
                prop:value=writing.body
                on:input=move |event| writing.write(writing.body, event_target_value(&event))
            ></textarea>
            <p id="template-fields" class="form-note">
                {"{{number}}, {{host}}, {{show}}, {{episode}} and {{date}} are filled in; any other word in double braces is a place to type, \
                like {{title}} and {{url}}. {{host|Ann}} has a default, {{date:D MMMM YYYY}} a form, {{title2}} belongs to a second \
                segment, {{cursor}} is where the cursor ends up, and \\{{host}} stays as it is."}
            </p>
        </Field>
    }
}

/// What is to become of what was written.
#[component]
fn Question(
    /// One-time: holds signals.
    writing: Writing,
) -> impl IntoView {
    let save = NodeRef::<Button>::new();
    effect(move || {
        if let Some(save) = save.get() {
            request_animation_frame(move || drop(save.focus()));
        }
    });
    view! {
        <div class="template-question" role="alert">
            <p>{"What you have written is not saved."}</p>
            <button type="button" class="button small" on:click=move |_| writing.discard()>{"Discard it"}</button>
            <button type="button" class="button small" on:click=move |_| writing.view.is_asked.set(false)>
                {"Go on writing"}
            </button>
            <button node_ref=save type="submit" class="button small primary">{"Save it"}</button>
        </div>
    }
}
