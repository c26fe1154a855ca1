//! Everything to a file, and back from one: first what restoring would do, then the button that does it.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use crate::draft::backup::{RestorePlan, RestoredAs};
use crate::state::{AppState, BackupScope, OpenDialog, use_app};
use crate::ui::parts::counted::{counted, named};
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::field::CheckBox;
use crate::ui::parts::file_button::{FileButton, FileCount};
use crate::ui::parts::show::Show;

#[component]
pub fn BackupDialog() -> impl IntoView {
    view! {
        <Dialog class="backup" title="Backup" which=|dialog| matches!(dialog, OpenDialog::Backup)>
            <div class="form">
                <BackUpPart />
                <RestorePart />
            </div>
        </Dialog>
    }
}

#[component]
fn BackUpPart() -> impl IntoView {
    let app = use_app();
    let with_history = RwSignal::new(false);
    let back_up = move |_| {
        app.library.back_up(if with_history.get_untracked() { BackupScope::WithHistory } else { BackupScope::Drafts });
    };
    view! {
        <p class="form-note">
            {move || format!("All drafts, also deleted ones, your templates and your settings in one file. {}", app.library.age_of_backup())}
        </p>
        <CheckBox checked=with_history label="With the history of each draft: a larger file" />
        <div class="form-actions">
            <button type="button" class="button primary" on:click=back_up>{"Back up everything"}</button>
        </div>
    }
}

/// How far restoring has come.
#[derive(Clone, Default, PartialEq)]
enum Restoring {
    #[default]
    NothingChosen,
    Reading,
    Refused(String),
    Planned(RestorePlan),
    Working,
}

#[component]
fn RestorePart() -> impl IntoView {
    let app = use_app();
    let restoring = RwSignal::new(Restoring::default());
    let says = move |is_it: fn(&Restoring) -> bool| restoring.with(is_it);
    view! {
        <h3>{"Restore from a backup"}</h3>
        <p class="form-note">{"Restoring only adds drafts; existing ones stay as they are."}</p>
        <p class="form-problem" role="alert">
            {move || restoring.with(|it| if let Restoring::Refused(reason) = it { reason.clone() } else { String::new() })}
        </p>
        <div role="status" data-testid="restore-preview">
            {move || restoring.with(sentences).into_iter().map(|sentence| view! { <p class="form-note">{sentence}</p> }).collect_view()}
        </div>
        <div class="form-actions">
            <FileButton
                label="Choose a backup…"
                accept=".json,application/json"
                count=FileCount::One
                test_id="backup"
                disabled=Signal::derive(move || says(is_busy))
                on_files=move |files| read(app, restoring, files)
            />
            <Show when=move || says(has_something_to_add)>
                <button type="button" class="button primary" on:click=move |_| restore(app, restoring)>{"Restore"}</button>
            </Show>
        </div>
    }
}

/// Reads the file that was chosen, and shows what is in it.
fn read(app: AppState, restoring: RwSignal<Restoring>, files: Vec<File>) {
    let Some(file) = files.into_iter().next() else { return };
    restoring.set(Restoring::Reading);
    spawn_local(async move {
        let read = app.library.read_backup(&file).await;
        // The dialog may be closed by now.
        restoring.try_set(match read {
            Ok(plan) => Restoring::Planned(plan),
            Err(reason) => Restoring::Refused(reason),
        });
    });
}

fn restore(app: AppState, restoring: RwSignal<Restoring>) {
    let Restoring::Planned(plan) = restoring.get_untracked() else { return };
    restoring.set(Restoring::Working);
    spawn_local(async move {
        app.library.restore_backup(plan).await;
        restoring.try_set(Restoring::NothingChosen);
        app.screen.close(|dialog| matches!(dialog, OpenDialog::Backup));
    });
}

fn is_busy(restoring: &Restoring) -> bool {
    matches!(restoring, Restoring::Reading | Restoring::Working)
}

fn has_something_to_add(restoring: &Restoring) -> bool {
    matches!(restoring, Restoring::Planned(plan) if !plan.is_empty())
}

/// What is said of it.
fn sentences(restoring: &Restoring) -> Vec<String> {
    match restoring {
        Restoring::NothingChosen | Restoring::Refused(_) => Vec::new(),
        Restoring::Reading => vec!["The file is being read…".to_owned()],
        Restoring::Working => vec!["The drafts are being added…".to_owned()],
        Restoring::Planned(plan) => what_happens(plan),
    }
}

/// What a restore would do, in numbers and names.
fn what_happens(plan: &RestorePlan) -> Vec<String> {
    let names =
        |as_what| plan.added.iter().filter(|it| it.as_what == as_what).map(|it| it.draft.title()).collect::<Vec<_>>();
    let (new, copies) = (names(RestoredAs::New), names(RestoredAs::Copy));
    let mut sentences = Vec::new();
    if plan.is_empty() {
        sentences.push("There is nothing to restore.".to_owned());
    }
    if !new.is_empty() {
        sentences.push(format!("{} will be added: {}.", counted(new.len(), "draft"), named(&new)));
    }
    if !copies.is_empty() {
        let drafts = counted(copies.len(), "draft");
        let names = named(&copies);
        sentences.push(format!("{drafts} will be added beside what is here and says something else: {names}."));
    }
    if plan.n_same > 0 {
        sentences.push(format!("{} here already.", are(plan.n_same)));
    }
    if !plan.history.is_empty() {
        sentences.push(format!("{} of these will be added.", counted(plan.history.len(), "earlier version")));
    }
    if !plan.n_kept.is_empty() {
        let kept: Vec<String> = plan.n_kept.iter().map(|(name, n)| counted(*n, name.trim_end_matches('s'))).collect();
        sentences.push(format!("{} will be added.", kept.join(", ")));
    }
    sentences.extend(plan.left_out.iter().cloned());
    sentences
}

fn are(n_drafts: usize) -> String {
    format!("{} {}", counted(n_drafts, "draft"), if n_drafts == 1 { "is" } else { "are" })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::backup::Restored;
    use crate::draft::{Draft, DraftId};
    use crate::text::file::FileFormat;

    fn added(n: u8, as_what: RestoredAs) -> Restored {
        let draft = Draft::new(DraftId::from_random([n; 16]), format!("# Teatime {n}"), FileFormat::default(), 0);
        Restored { draft, as_what, versions: Vec::new() }
    }

    #[test]
    fn what_restoring_does_is_said_in_numbers_and_names() {
        let mut plan =
            RestorePlan { n_same: 1, left_out: vec!["Draft 3 is left out.".to_owned()], ..RestorePlan::default() };
        let nothing = ["There is nothing to restore.", "1 draft is here already.", "Draft 3 is left out."];
        assert_eq!(what_happens(&plan), nothing);
        plan.added = (1..=8).map(|n| added(n, RestoredAs::New)).chain([added(9, RestoredAs::Copy)]).collect();
        let said = what_happens(&plan);
        let names = "“Teatime 1”, “Teatime 2”, “Teatime 3”, “Teatime 4”, “Teatime 5”, “Teatime 6” and 2 more";
        assert_eq!(said[0], format!("8 drafts will be added: {names}."));
        assert_eq!(said[1], "1 draft will be added beside what is here and says something else: “Teatime 9”.");
    }
}
