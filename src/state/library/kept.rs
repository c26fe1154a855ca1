//! What the author keeps beside the drafts (findings to ignore, what is said of shows, templates): read when the app starts,
//! changed in both places, followed in other tabs, backed up and restored; templates also exported and imported.

use std::pin::Pin;

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::Library;
use crate::draft::Ignored;
use crate::draft::backup::RestorePlan;
use crate::draft::kept::{self, Kept, KeptKind};
use crate::rundown::{
    ImportError, ImportedTemplates, MAX_FILE_BYTES, RemovedTemplate, ShowProfile, Shows, Templates, read_templates,
    write_templates,
};
use crate::state::saving::{Saving, not_stored};
use crate::state::screen::{Offer, OpenDialog, TemplatesShown, Tone, text_of};
use crate::state::set_if_changed;
use crate::storage::{Changed, Store, new_draft_id};
use crate::text::SortedMap;

type Later<T> = Pin<Box<dyn Future<Output = T>>>;

/// One kind of what is kept. Its values pass as JSON, so that only this is compiled for each kind.
struct Kind {
    name: &'static str,
    /// As it is stored; nothing where there is nothing.
    stored: fn(Store) -> Later<Option<String>>,
    /// Shows what is stored now.
    show: fn(Library, Option<String>),
    /// What restoring a backup would add to what is stored now.
    compare: fn(&mut RestorePlan, Option<String>),
    /// Adds what a backup has and is not here.
    add: fn(Saving, String) -> Later<()>,
}

/// Everything that is kept. A new kind needs its row here, and nothing else.
const KINDS: [Kind; 3] = [
    kind::<Ignored>(|library, json| library.ignored.set(value(json))),
    kind::<Shows>(|library, json| library.shows.set(value(json))),
    kind::<Templates>(|library, json| library.show_stored_templates(value(json))),
];

const fn kind<T: Kept + 'static>(show: fn(Library, Option<String>)) -> Kind {
    Kind {
        name: T::NAME,
        stored: |store| Box::pin(stored::<T>(store)),
        show,
        compare: |plan, json| plan.compare_kept::<T>(value(json)),
        add: |saving, json| Box::pin(add::<T>(saving, json)),
    }
}

impl Library {
    /// Reads all that is kept.
    pub(in crate::state) fn read_kept(&self) {
        KINDS.iter().for_each(|kind| self.read_kind(kind));
    }

    /// Another tab has changed what is kept under a name.
    pub(in crate::state) fn follow_kept(&self, name: &str) {
        KINDS.iter().filter(|kind| kind.name == name).for_each(|kind| self.read_kind(kind));
    }

    fn read_kind(&self, kind: &'static Kind) {
        let library = *self;
        spawn_local(async move {
            if let Some(store) = library.saving.store() {
                let json = (kind.stored)(store).await;
                (kind.show)(library, json);
            }
        });
    }

    /// All that is kept, as it is stored, for a backup: by name.
    pub(super) async fn all_kept(&self, store: &Store) -> SortedMap<String, String> {
        let mut all = SortedMap::new();
        for kind in &KINDS {
            all.extend((kind.stored)(store.clone()).await.map(|json| (kind.name.to_owned(), json)));
        }
        all
    }

    /// What restoring a backup would add to what is kept.
    pub(super) async fn compare_kept(&self, plan: &mut RestorePlan) {
        let Some(store) = self.saving.store() else { return };
        for kind in &KINDS {
            let json = (kind.stored)(store.clone()).await;
            (kind.compare)(plan, json);
        }
    }

    /// Adds what a backup has and is not here.
    pub(super) async fn restore_kept(&self, kept: &SortedMap<String, String>) {
        for kind in &KINDS {
            if let Some(json) = kept.get(kind.name) {
                (kind.add)(self.saving, json.clone()).await;
            }
        }
        self.read_kept();
    }

    /// What is said of a show; nothing but its name, if all is learned.
    pub fn show_profile(&self, name: &str) -> ShowProfile {
        self.shows.with_untracked(|shows| shows.get(name).cloned()).unwrap_or_else(|| ShowProfile::of(name))
    }

    /// Changes what is said of a show.
    pub fn change_show(&self, name: &str, change: impl Fn(&mut ShowProfile) + 'static) {
        let (library, name) = (*self, name.to_owned());
        // At once, so that what is shown follows the hand.
        self.shows.update(|shows| shows.change(&name, &change));
        spawn_local(async move {
            let change = |shows: &mut Shows| shows.change(&name, &change);
            if let Some(changed) = library.saving.change_kept(&change).await {
                library.shows.set(changed.value);
            }
        });
    }

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
                .set(stored.err().map(|reason| not_stored(Templates::NAME, &reason)).unwrap_or_default());
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

async fn stored<T: Kept>(store: Store) -> Option<String> {
    let value: T = store.kept().await;
    let json = value.to_json();
    let is_any = json != T::default().to_json();
    is_any.then(|| KeptKind::of::<T>().stored(json, 0, None).to_json())
}

/// What [`stored`] gave.
fn value<T: Kept>(json: Option<String>) -> T {
    json.and_then(|json| kept::read(&json).ok()).unwrap_or_default()
}

async fn add<T: Kept>(saving: Saving, json: String) {
    if let Ok(there) = kept::read::<T>(&json) {
        let add = |here: &mut T| {
            here.add(there.clone());
        };
        saving.change_kept(&add).await;
    }
}

impl Kept for Shows {
    const NAME: &'static str = "shows";
    const SCHEMA: u64 = 1;

    fn to_json(&self) -> String {
        Shows::to_json(self)
    }

    fn from_json(json: &str, _schema: u64) -> Option<Shows> {
        Shows::from_json(json)
    }

    fn add(&mut self, other: Shows) -> usize {
        Shows::add(self, other)
    }
}

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
