//! The author's templates: read when the app starts, changed, made of notes, exported and imported.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::Library;
use crate::draft::kept::Kept;
use crate::rundown::{
    ImportError, ImportedTemplates, MAX_FILE_BYTES, RemovedTemplate, Templates, read_templates, write_templates,
};
use crate::state::files::text_of;
use crate::state::saving::not_stored;
use crate::state::screen::{Offer, OpenDialog, TemplatesShown, Tone};
use crate::state::set_if_changed;
use crate::storage::{Changed, new_draft_id};

impl Kept for Templates {
    const NAME: &'static str = "templates";
    const SCHEMA: u64 = 1;

    fn to_json(&self) -> String {
        Templates::to_json(self)
    }

    fn from_json(json: &str, _schema: u64) -> Option<Templates> {
        Templates::from_json(json)
    }

    fn add(&mut self, other: Templates) -> usize {
        self.add_all(other.own().to_vec())
    }
}

impl Library {
    /// Shows the list of templates.
    pub fn show_templates(&self) {
        self.screen.show(OpenDialog::Templates(TemplatesShown::List));
    }

    /// Changes the templates, here and where they are kept. The change may be called again.
    pub fn change_templates(&self, change: impl Fn(&mut Templates) + 'static) {
        self.change_boxed(Box::new(change));
    }

    /// Compiled once, not for each change.
    fn change_boxed(&self, change: Box<dyn Fn(&mut Templates)>) {
        let library = *self;
        // At once, so that the list that is looked at follows; what is stored may bring in what another tab has changed.
        self.templates.update(&change);
        self.n_template_changes.update_value(|n| *n += 1);
        spawn_local(async move {
            let changed = library.saving.change_kept(&*change).await;
            library.n_template_changes.update_value(|n| *n -= 1);
            let Some(Changed { value, stored, .. }) = changed else { return };
            library
                .template_problem
                .set(stored.err().map(|reason| not_stored::<Templates>(&reason)).unwrap_or_default());
            library.show_stored_templates(value);
        });
    }

    /// Says that a template was deleted, and offers to put it back.
    pub fn tell_of_removed_template(&self, removed: RemovedTemplate) {
        let text = format!("“{}” is deleted.", removed.template.name);
        let library = *self;
        let put_back = move || {
            let removed = removed.clone();
            library.change_templates(move |templates| templates.put_back(&removed));
        };
        self.screen.notify(Tone::Done, text, Some(Offer::lasting("Undo", put_back)));
    }

    /// What is stored shows up once it has all that was changed here.
    pub(super) fn show_stored_templates(&self, templates: Templates) {
        if self.n_template_changes.get_value() == 0 {
            set_if_changed(self.templates, templates);
        }
    }

    /// An id that no template has.
    pub fn new_template_id(&self) -> String {
        new_draft_id().to_string()
    }

    /// Downloads the author's own templates.
    pub fn export_templates(&self) {
        let own = self.templates.with_untracked(|templates| templates.own().to_vec());
        self.screen.download("rundown-templates.json", "application/json", write_templates(&own).as_bytes());
    }

    /// Reads a file of templates.
    ///
    /// # Errors
    /// Where it is none, as a sentence for the author.
    pub async fn read_template_file(&self, file: &File) -> Result<ImportedTemplates, String> {
        let refused = |error: ImportError| format!("Nothing was imported: {error}.");
        if file.size() > MAX_FILE_BYTES as f64 {
            return Err(refused(ImportError::TooLarge));
        }
        read_templates(&text_of(file).await?).map_err(refused)
    }
}
