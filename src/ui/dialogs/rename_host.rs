//! Asks for the new name of a host, and says what will change.

use leptos::html::Input;
use leptos::prelude::*;
use web_sys::SubmitEvent;

use crate::outline::hosts;
use crate::rundown::{HostMentions, Scope};
use crate::state::{AppState, OpenDialog, effect, use_app};
use crate::ui::parts::counted::counted;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field::{CheckBox, Field, TextField, select_all, sentence};
use crate::ui::parts::show::Show;

#[component]
pub fn RenameHostDialog() -> impl IntoView {
    view! {
        <Dialog class="rename-host" title="Rename a host" which=|dialog| matches!(dialog, OpenDialog::RenameHost(_))>
            <RenameHostForm />
        </Dialog>
    }
}

/// What is being asked; gone with the form.
#[derive(Clone, Copy)]
struct Rename {
    app: AppState,
    host: RwSignal<String>,
    new_name: RwSignal<String>,
    everywhere: RwSignal<bool>,
    problem: RwSignal<Option<String>>,
}

impl Rename {
    fn new(app: AppState) -> Self {
        let host = untrack(|| app.screen.of_dialog(OpenDialog::host_to_rename)).unwrap_or_default();
        Self {
            app,
            new_name: RwSignal::new(host.clone()),
            host: RwSignal::new(host),
            everywhere: RwSignal::new(false),
            problem: RwSignal::new(None),
        }
    }

    fn choose(&self, host: String) {
        self.new_name.set(host.clone());
        self.host.set(host);
        self.problem.set(None);
    }

    fn submit(&self, event: &SubmitEvent) {
        event.prevent_default();
        let (host, new_name) = (self.host.get_untracked(), self.new_name.get_untracked());
        let scope = if self.everywhere.get_untracked() { Scope::Everywhere } else { Scope::Labels };
        match self.app.notes.rename_host(&host, &new_name, scope) {
            Ok(()) => self.app.screen.close(|dialog| matches!(dialog, OpenDialog::RenameHost(_))),
            Err(problem) => self.problem.set(Some(sentence(&problem))),
        }
    }
}

#[component]
fn RenameHostForm() -> impl IntoView {
    let rename = Rename::new(use_app());
    let mentions = Memo::new(move |_| rename.host.with(|host| rename.app.notes.host_mentions(host)));
    let everywhere = move || format!("Also where the text mentions the name ({})", mentions.get().n_prose);
    view! {
        <form class="form" on:submit=move |event| rename.submit(&event)>
            <HostField rename />
            <NameField rename />
            <p class="form-note">{move || what_changes(mentions.get())}</p>
            <Show when=move || mentions.get().n_prose != 0>
                <CheckBox checked=rename.everywhere label=Signal::derive(everywhere) />
            </Show>
            <div class="form-actions">
                <button type="submit" class="button primary">{"Rename"}</button>
            </div>
        </form>
    }
}

/// Which host: a choice where there are several.
#[component]
fn HostField(rename: Rename) -> impl IntoView {
    let known = rename.app.notes.outline.with_untracked(|outline| hosts(outline));
    let option = move |host: String| {
        let is_chosen = rename.host.get_untracked() == host;
        view! { <option value=host.clone() selected=is_chosen>{host.clone()}</option> }
    };
    let options = (known.len() > 1).then(|| known.into_iter().map(option).collect_view());
    view! {
        <Field label="Host" field_id="host-to-rename">
            {match options {
                Some(options) => view! {
                    <select id="host-to-rename" on:change=move |event| rename.choose(event_target_value(&event))>
                        {options}
                    </select>
                }
                .into_any(),
                None => view! { <output id="host-to-rename">{rename.host}</output> }.into_any(),
            }}
        </Field>
    }
}

#[component]
fn NameField(rename: Rename) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    effect(move || {
        if field.get().is_some() {
            // Once its text is there: before, there is nothing to select.
            request_animation_frame(move || select_all(field));
        }
    });
    view! {
        <TextField
            label="New name"
            id="new-name"
            proposals=rename.app.notes.known_hosts()
            problem=Signal::derive(move || rename.problem.get().unwrap_or_default())
            field
            value=rename.new_name
            on_input=move |new_name| {
                rename.new_name.set(new_name);
                rename.problem.set(None);
            }
        />
    }
}

/// `5 labels and 2 remarks will change.`
fn what_changes(HostMentions { n_labels, n_remarks, .. }: HostMentions) -> String {
    let labels = counted(n_labels, "label");
    match n_remarks {
        0 => format!("{labels} will change."),
        _ => format!("{labels} and {} will change.", counted(n_remarks, "remark")),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_changes_is_said_in_words() {
        let mentions = |n_labels, n_remarks| HostMentions { n_labels, n_remarks, n_prose: 3 };
        assert_eq!(what_changes(mentions(5, 2)), "5 labels and 2 remarks will change.");
        assert_eq!(what_changes(mentions(1, 0)), "1 label will change.");
        assert_eq!(what_changes(mentions(0, 1)), "0 labels and 1 remark will change.");
    }
}
