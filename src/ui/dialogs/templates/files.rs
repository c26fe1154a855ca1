//! Templates to a file and from one: first what importing would add, then the button that does it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::view::{ListPlace, TemplatesView};
use crate::rundown::{ImportedTemplates, Template};
use crate::ui::parts::counted::{counted, named};
use crate::ui::parts::file_button::{FileButton, FileCount};
use crate::ui::parts::show::Show;

/// How far importing has come.
#[derive(Clone, Default, PartialEq)]
enum Importing {
    #[default]
    Nothing,
    Refused(String),
    /// What would be added, and what is said of it.
    Found(Vec<Template>, Vec<String>),
}

#[component]
pub(super) fn TemplateFiles(view: TemplatesView) -> impl IntoView {
    let app = view.app;
    let importing = RwSignal::new(Importing::default());
    let has_none = move || app.library.templates.with(|templates| templates.own().is_empty());
    view! {
        <h3>{"To and from a file"}</h3>
        <p class="form-problem" role="alert">
            {move || importing.with(|it| if let Importing::Refused(reason) = it { reason.clone() } else { String::new() })}
        </p>
        <div role="status" data-testid="template-import-preview">
            {move || importing.with(said).into_iter().map(|said| view! { <p class="form-note">{said}</p> }).collect_view()}
        </div>
        <div class="form-actions">
            <button type="button" class="button" disabled=has_none on:click=move |_| app.library.export_templates()>
                {"Export"}
            </button>
            <FileButton
                label="Import…"
                accept=".json,application/json"
                count=FileCount::One
                test_id="template-import"
                on_files=move |files| read(view, importing, files)
            />
            <Show when=move || importing.with(|it| matches!(it, Importing::Found(new, _) if !new.is_empty()))>
                <button type="button" class="button primary" on:click=move |_| add(view, importing)>{"Add them"}</button>
            </Show>
        </div>
    }
}

fn said(importing: &Importing) -> Vec<String> {
    match importing {
        Importing::Found(_, said) => said.clone(),
        _ => Vec::new(),
    }
}

/// Reads the file that was chosen, and shows what is in it.
fn read(view: TemplatesView, importing: RwSignal<Importing>, files: Vec<File>) {
    let Some(file) = files.into_iter().next() else { return };
    spawn_local(async move {
        let read = view.app.library.read_template_file(&file).await;
        // The dialog may be closed by now.
        importing.try_set(match read {
            Ok(found) => planned(view, found),
            Err(reason) => Importing::Refused(reason),
        });
    });
}

/// What is new among what was found, each with the name that it will have.
fn planned(view: TemplatesView, found: ImportedTemplates) -> Importing {
    let ImportedTemplates { templates, left_out } = found;
    let n_all = templates.len();
    let new = view.app.library.templates.with_untracked(|here| here.new_among(templates));
    let said = what_happens(&new, n_all - new.len(), left_out);
    let ids = new.into_iter().map(|template| Template { id: view.app.library.new_template_id(), ..template });
    Importing::Found(ids.collect(), said)
}

/// In numbers and names.
fn what_happens(new: &[Template], n_same: usize, left_out: Vec<String>) -> Vec<String> {
    let names: Vec<String> = new.iter().map(|template| template.name.clone()).collect();
    let mut said = match new {
        [] => vec!["There is nothing to add.".to_owned()],
        new => vec![format!("{} will be added: {}.", counted(new.len(), "template"), named(&names))],
    };
    if n_same > 0 {
        said.push(format!("{} here already.", if n_same == 1 { "1 is".to_owned() } else { format!("{n_same} are") }));
    }
    said.extend(left_out);
    said
}

fn add(view: TemplatesView, importing: RwSignal<Importing>) {
    let Importing::Found(new, _) = importing.get_untracked() else { return };
    importing.set(Importing::Nothing);
    view.focused.set(new.first().map(|template| ListPlace::Row(template.id.clone())));
    view.app.library.change_templates(move |templates| {
        templates.add_all(new.clone());
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_importing_would_do_is_said_first() {
        let named = |n: usize| Template { name: format!("T{n}"), ..Template::default() };
        let said =
            what_happens(&(1..9).map(named).collect::<Vec<_>>(), 2, vec!["“X” is left out: it has no name.".into()]);
        let expected = [
            "8 templates will be added: “T1”, “T2”, “T3”, “T4”, “T5”, “T6” and 2 more.",
            "2 are here already.",
            "“X” is left out: it has no name.",
        ];
        assert_eq!(said, expected);
        assert_eq!(what_happens(&[], 1, Vec::new()), ["There is nothing to add.", "1 is here already."]);
    }
}
