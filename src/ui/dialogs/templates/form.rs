//! A template that is being written, beside what it becomes: its fields are filled in as they would be in the open notes, and
//! marked where they are asked for.

use leptos::ev::FocusEvent;
use leptos::html::{Button, Div, Input};
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, SubmitEvent, Text};

use super::view::{ListPlace, TemplatesView, focus_field};
use crate::editor::render_block;
use crate::markdown::{BlockList, ImagePolicy, RenderOptions};
use crate::rundown::{Template, TemplateError, marked_parts};
use crate::state::effect;
use crate::ui::parts::dom::{focus, new_element, new_text, set, texts_of};
use crate::ui::parts::field::{Field, TextField, problem_id, sentence};
use crate::ui::parts::show::Show;

const NAME: &str = "template-name";
const SHOW: &str = "template-show";
const BODY: &str = "template-body";

/// What was written so far.
#[derive(Clone, Copy)]
struct Writing {
    view: TemplatesView,
    /// Whether it was made of notes.
    is_made: bool,
    /// What it was when the form was opened.
    start: StoredValue<Template>,
    name: RwSignal<String>,
    show: RwSignal<String>,
    body: RwSignal<String>,
    problem: RwSignal<Option<TemplateError>>,
}

impl Writing {
    fn new(view: TemplatesView, template: &Template) -> Writing {
        view.is_asked.set(false);
        view.field_id.set_value(NAME.to_owned());
        // What was made of notes stands nowhere else until it is saved.
        let is_made = view.came_from.get_value() == ListPlace::NewTemplate && !template.body.is_empty();
        view.app.library.template_unsaved.set(is_made);
        Writing {
            view,
            is_made,
            start: StoredValue::new(template.clone()),
            name: RwSignal::new(template.name.clone()),
            show: RwSignal::new(template.show.clone().unwrap_or_default()),
            body: RwSignal::new(template.body.clone()),
            problem: RwSignal::new(None),
        }
    }

    fn write(self, field: RwSignal<String>, text: String) {
        field.set(text);
        self.problem.set(None);
        self.view.is_asked.set(false);
        self.view.app.library.template_unsaved.set(self.is_made || self.written() != self.start.get_value());
    }

    fn written(self) -> Template {
        Template {
            id: self.start.with_value(|start| start.id.clone()),
            name: self.name.get_untracked(),
            body: self.body.get_untracked(),
            show: Some(self.show.get_untracked()).filter(|show| !show.is_empty()),
        }
    }

    fn save(self) {
        match self.view.app.library.templates.with_untracked(|templates| templates.checked(self.written())) {
            Ok(template) => {
                let id = template.id.clone();
                self.view.app.library.change_templates(move |templates| templates.put(template.clone()));
                self.view.go_to(ListPlace::Row(id));
            }
            Err(problem) => {
                self.view.is_asked.set(false);
                focus_field(field_of(&problem).to_owned());
                self.problem.set(Some(problem));
            }
        }
    }

    /// Back to the list; first asks, if something that was written would go.
    fn cancel(self) {
        if self.view.app.library.template_unsaved.get_untracked() {
            self.view.is_asked.set(true);
        } else {
            self.view.go_back();
        }
    }

    /// What is wrong with a field, as it is said below it.
    fn problem_with(self, field_id: &'static str) -> Signal<String> {
        let said =
            move |problem: &TemplateError| (field_of(problem) == field_id).then(|| sentence(&problem.to_string()));
        Signal::derive(move || self.problem.with(|problem| problem.as_ref().and_then(said)).unwrap_or_default())
    }
}

/// The field that is to be changed.
fn field_of(problem: &TemplateError) -> &'static str {
    match problem {
        TemplateError::NoName | TemplateError::LongName | TemplateError::TakenName { .. } => NAME,
        TemplateError::LongShow => SHOW,
        TemplateError::Empty | TemplateError::TooLong => BODY,
    }
}

#[component]
pub(super) fn TemplateForm(
    view: TemplatesView,
    /// One-time.
    template: Template,
) -> impl IntoView {
    let writing = Writing::new(view, &template);
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        writing.save();
    };
    let entered = move |event: FocusEvent| {
        let id = event.target().and_then(|target| target.dyn_into::<Element>().ok()).map(|element| element.id());
        if let Some(id) = id.filter(|id| [NAME, SHOW, BODY].contains(&id.as_str())) {
            view.field_id.set_value(id);
        }
    };
    view! {
        <form class="form template-form" on:submit=submit on:focusin=entered>
            <Names writing />
            <BodyField writing />
            <TemplateResult view body=writing.body />
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
fn Names(writing: Writing) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    effect(move || {
        if let Some(field) = field.get() {
            // Once the window is open, which puts the focus on its first button.
            request_animation_frame(move || focus(&field));
        }
    });
    let app = writing.view.app;
    let mut shows = app.library.templates.with_untracked(|templates| templates.shows());
    let others: Vec<String> = app.known_shows().into_iter().filter(|show| !shows.contains(show)).collect();
    shows.extend(others);
    view! {
        <div class="template-names">
            <TextField
                label="Name"
                id=NAME
                problem=writing.problem_with(NAME)
                field
                value=writing.name
                on_input=move |name| writing.write(writing.name, name)
            />
            <TextField
                label="Show"
                id=SHOW
                problem=writing.problem_with(SHOW)
                placeholder="All shows"
                proposals=shows
                value=writing.show
                on_input=move |show| writing.write(writing.show, show)
            />
        </div>
    }
}

#[component]
fn BodyField(writing: Writing) -> impl IntoView {
    let problem = writing.problem_with(BODY);
    view! {
        <Field label="What is inserted" field_id=BODY problem>
            <textarea
                id=BODY
                rows="12"
                spellcheck="false"
                aria-invalid=move || problem.with(|problem| !problem.is_empty()).to_string()
                aria-describedby=format!("{} template-fields", problem_id(BODY))
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
fn Question(writing: Writing) -> impl IntoView {
    let save = NodeRef::<Button>::new();
    effect(move || {
        if let Some(save) = save.get() {
            request_animation_frame(move || focus(&save));
        }
    });
    view! {
        <div class="template-question" role="alert">
            <p>{"What you have written is not saved."}</p>
            <button type="button" class="button small" on:click=move |_| writing.view.go_back()>{"Discard it"}</button>
            <button type="button" class="button small" on:click=move |_| writing.view.go_on_writing()>
                {"Go on writing"}
            </button>
            <button node_ref=save type="submit" class="button small primary">{"Save it"}</button>
        </div>
    }
}

#[component]
fn TemplateResult(
    view: TemplatesView,
    /// Reactive: what was written.
    body: RwSignal<String>,
) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    effect(move || {
        if let Some(root) = root.get() {
            view.app.notes.has_editor_tools.track();
            let (text, names) = view.app.notes.marked_result(&body.get());
            draw(&root, &text, &names);
        }
    });
    view! {
        <section class="template-result" aria-label="The result">
            <p class="form-note" aria-hidden="true">{"The result"}</p>
            // A link there leads away from what is being written.
            <div class="preview" node_ref=root on:click=move |event| event.prevent_default()></div>
        </section>
    }
}

/// The one owner of what is below the element.
fn draw(root: &Element, text: &str, names: &[String]) {
    root.set_text_content(None);
    let images = ImagePolicy::Placeholder;
    let blocks = BlockList::new(text, RenderOptions { images });
    for block in blocks.blocks().iter().filter(|block| !block.html.is_empty()) {
        let element = new_element("div", "block");
        // Drawn anew once it can be sanitised.
        let _ = render_block(&element, block, images);
        texts_of(&element).iter().for_each(|text| mark(text, names));
        if root.append_child(&element).is_err() {
            return;
        }
    }
}

/// Puts the fields of a text into elements of their own, which say what each is called.
fn mark(text: &Text, names: &[String]) {
    let parts = marked_parts(&text.data());
    if parts.len() == 1 && parts[0].0.is_none() {
        return text.set_data(&parts[0].1);
    }
    let Some(parent) = text.parent_node() else { return };
    for (idx, part) in parts {
        let node = match idx.and_then(|idx| names.get(idx)) {
            Some(name) => {
                let field = new_text("mark", "template-field", &part);
                set(&field, "title", name);
                field.into()
            }
            None => document().create_text_node(&part).into(),
        };
        // Cannot fail: the text is a child of its parent.
        let _ = parent.insert_before(&node, Some(text));
    }
    let _ = parent.remove_child(text);
}
