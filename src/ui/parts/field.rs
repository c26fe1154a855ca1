//! Fields of forms, each below its label.

use leptos::html::Input;
use leptos::prelude::*;

use super::dom::focus;

/// A label, and whatever it labels.
#[component]
pub fn Field(
    /// One-time: what the style sheet knows it by.
    #[prop(optional)]
    class: &'static str,
    /// One-time: what it is called.
    label: &'static str,
    /// One-time: the id of the field among the children.
    field_id: &'static str,
    /// Reactive: what is wrong with it, said below it; empty where nothing is. The field is described by `problem_id`.
    #[prop(optional, into)]
    problem: Signal<String>,
    children: Children,
) -> impl IntoView {
    view! {
        <div class=class class:form-field={true}>
            <label for=field_id>{label}</label>
            {children()}
            <p id=problem_id(field_id) class="form-problem" role="alert">{problem}</p>
        </div>
    }
}

/// A box to check, before what that means.
#[component]
pub fn CheckBox(
    /// Reactive.
    checked: RwSignal<bool>,
    /// Reactive: what it means.
    #[prop(into)]
    label: Signal<String>,
) -> impl IntoView {
    view! {
        <label class="form-check">
            <input type="checkbox" prop:checked=checked on:change=move |event| checked.set(event_target_checked(&event)) />
            <span>{label}</span>
        </label>
    }
}

/// Puts the focus into a field, with all of its text selected.
pub fn select_all(field: NodeRef<Input>) {
    if let Some(field) = field.get_untracked() {
        focus(&field);
        field.select();
    }
}

/// The id of what says what is wrong with a field.
pub fn problem_id(field_id: &str) -> String {
    format!("{field_id}-problem")
}

/// An error's text as a sentence of its own.
pub fn sentence(error: &str) -> String {
    let mut chars = error.chars();
    chars.next().map(|first| format!("{}{}.", first.to_uppercase(), chars.as_str())).unwrap_or_default()
}

/// A line of text, which the browser completes from nothing but what is proposed.
#[component]
pub fn TextField(
    /// One-time: what it is called.
    label: &'static str,
    /// One-time: the id of the field.
    id: &'static str,
    /// One-time: says what may stand in it while it is empty.
    #[prop(optional)]
    placeholder: Option<&'static str>,
    /// One-time: what can be chosen in place of writing it.
    #[prop(optional)]
    proposals: Option<Vec<String>>,
    /// Reactive: why it cannot stay as it is; empty where it can.
    #[prop(optional, into)]
    problem: Signal<String>,
    /// One-time: stands for the field, for whoever moves the focus there.
    #[prop(optional)]
    field: NodeRef<Input>,
    /// Reactive.
    value: RwSignal<String>,
    /// Called with what it says now, at each letter.
    #[prop(into)]
    on_input: Callback<String>,
) -> impl IntoView {
    let proposals_id = proposals.is_some().then(|| format!("{id}-proposals"));
    let option = |proposal: String| view! { <option value=proposal></option> };
    let options = proposals.map(|proposals| proposals.into_iter().map(option).collect_view());
    view! {
        <Field label field_id=id problem>
            <input
                node_ref=field
                id=id
                type="text"
                list=proposals_id.clone()
                placeholder=placeholder
                autocomplete="off"
                aria-invalid=move || problem.with(|problem| !problem.is_empty()).to_string()
                aria-describedby=problem_id(id)
                prop:value=value
                on:input=move |event| on_input.run(event_target_value(&event))
            />
            {options.map(|options| view! { <datalist id=proposals_id>{options}</datalist> })}
        </Field>
    }
}
