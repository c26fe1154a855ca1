//! The author's templates: read when the app starts, changed, made of notes, exported and imported.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::AppState;
use super::document::set_if_changed;
use super::importing::text_of;
use super::kept::not_stored;
use super::notices::{NoticeAction, Tone};
use crate::draft::kept::Kept;
use crate::rundown::{
    FoundTemplates, ImportError, MAX_FILE_BYTES, MadeTemplate, Notes, Place, RemovedTemplate, Template, TemplateGroup,
    Templates, marked, read_templates, segment_bytes, template_of, write_templates,
};
use crate::storage::{Changed, new_draft_id};
use crate::text::sort_by_numbers;

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

/// What of the templates is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TemplatesShown {
    List,
    /// One is being written, a new one or one of the list.
    Editing(Template),
}

impl AppState {
    /// Shows the list of templates.
    pub fn show_templates(&self) {
        self.templates_shown.set(Some(TemplatesShown::List));
    }

    /// Makes a template of the selection or of the current segment, and shows it to the author, who may keep it.
    pub(super) fn save_selection_as_template(&self) {
        self.edit_made_template(self.template_of_selection());
    }

    /// Makes a template of a segment, and shows it to the author, who may keep it.
    pub fn save_segment_as_template(&self, segment_idx: usize) {
        self.edit_made_template(self.template_of_segment(segment_idx));
    }

    fn edit_made_template(&self, template: Option<Template>) {
        match template {
            Some(template) => self.templates_shown.set(Some(TemplatesShown::Editing(template))),
            None => self.tell("Select what is to become a template, or put the cursor into a segment."),
        }
    }

    /// Keeps what `/` offers in the editor as the menu has it.
    pub(super) fn offer_templates(&self) {
        let state = *self;
        let mut offered = Vec::new();
        let has_segments = Memo::new(move |_| state.outline.with(|outline| !outline.segments.is_empty()));
        super::effect(move || {
            state.templates.track();
            state.open.track();
            // Read, because what is never read follows nothing.
            let _ = has_segments.get();
            let groups = state.template_menu();
            let has_groups = groups.len() > 1;
            let named = groups.into_iter().map(|group| match has_groups {
                true => group,
                false => TemplateGroup { name: String::new(), ..group },
            });
            let due: Vec<(String, String, String)> = state
                .templates
                .with_untracked(|templates| named.flat_map(|group| options_of(group, templates)).collect());
            if due != offered {
                state.with_editor(|editor| editor.set_templates(due.iter().cloned()));
                offered = due;
            }
        });
    }

    /// Learns what templates there are, at the start and when another tab has changed them.
    pub(super) fn read_templates(&self) {
        let state = *self;
        spawn_local(async move {
            let Some(store) = state.store() else { return };
            state.take_templates(store.kept().await);
        });
    }

    /// Changes the templates, here and where they are kept. The change may be called again.
    pub fn change_templates(&self, change: impl Fn(&mut Templates) + 'static) {
        let state = *self;
        // At once, so that the list that is looked at follows; what is stored may bring in what another tab has changed.
        self.templates.update(&change);
        self.n_template_changes.update_value(|n| *n += 1);
        spawn_local(async move {
            let changed = state.change_kept(change).await;
            state.n_template_changes.update_value(|n| *n -= 1);
            let Some(Changed { value, stored, .. }) = changed else { return };
            state.template_problem.set(stored.err().map(|reason| not_stored::<Templates>(&reason)).unwrap_or_default());
            state.take_templates(value);
        });
    }

    /// Puts back a template that was deleted.
    pub fn put_back_template(&self, removed: RemovedTemplate) {
        self.change_templates(move |templates| templates.put_back(&removed));
    }

    /// Says that a template was deleted, and offers to put it back.
    pub fn tell_of_removed_template(&self, removed: RemovedTemplate) {
        let text = format!("“{}” is deleted.", removed.template.name);
        self.notify(Tone::Done, text, Some(NoticeAction::PutBackTemplate(removed)));
    }

    /// What is stored shows up once it has all that was changed here.
    fn take_templates(&self, templates: Templates) {
        if self.n_template_changes.get_value() == 0 {
            set_if_changed(self.templates, templates);
        }
    }

    /// What menus offer, for the show of the open draft first. Within an episode the whole episode comes last.
    pub fn template_menu(&self) -> Vec<TemplateGroup> {
        let mut groups = self.templates.with_untracked(|templates| templates.menu(Some(&self.open_show())));
        if self.outline.with_untracked(|outline| !outline.segments.is_empty()) {
            for group in &mut groups {
                sort_by_numbers(&mut group.templates, |template| (usize::from(template.id == "episode"), 0));
            }
        }
        groups
    }

    /// An id that no template has.
    pub fn new_template_id(&self) -> String {
        new_draft_id().to_string()
    }

    /// A template made of the selection, or of the segment with the cursor if nothing is selected; none where there is nothing.
    pub(super) fn template_of_selection(&self) -> Option<Template> {
        let bytes = self.with_editor(|editor| editor.selection().main().from()..editor.selection().main().to())?;
        match bytes.is_empty() {
            true => self.template_of_segment(untrack(|| self.current_segment())?),
            false => self.with_notes(|notes| template_of(notes, bytes)).flatten().map(|made| self.made(made)),
        }
    }

    /// A template made of a segment.
    pub(super) fn template_of_segment(&self, segment_idx: usize) -> Option<Template> {
        let made = |notes: &Notes| template_of(notes, segment_bytes(notes, segment_idx));
        self.with_notes(made).flatten().map(|made| self.made(made))
    }

    fn made(&self, made: MadeTemplate) -> Template {
        let show = Some(self.open_show()).filter(|show| !show.is_empty());
        Template { id: self.new_template_id(), name: made.name, body: made.body, show }
    }

    /// What a template's body becomes where the cursor is, as Markdown with signs around the fields that are asked for, and the names
    /// of these.
    pub fn marked_result(&self, body: &str) -> (String, Vec<String>) {
        let byte = self.with_editor(|editor| editor.selection().main().byte_head).unwrap_or_default();
        let fields = self.with_notes(|notes| self.known_fields(notes, byte, Place::AfterSegment));
        marked(body, &fields.unwrap_or_default())
    }

    /// Downloads the author's own templates.
    pub fn export_templates(&self) {
        let own = self.templates.with_untracked(|templates| templates.own().to_vec());
        self.download("rundown-templates.json", "application/json", write_templates(&own).as_bytes());
    }

    /// Reads a file of templates.
    ///
    /// # Errors
    /// Where it is none, as a sentence for the author.
    pub async fn read_template_file(&self, file: &File) -> Result<FoundTemplates, String> {
        let refused = |error: ImportError| format!("Nothing was imported: {error}.");
        if file.size() > MAX_FILE_BYTES as f64 {
            return Err(refused(ImportError::TooLarge));
        }
        read_templates(&text_of(file).await?).map_err(refused)
    }
}

/// Of each its id, its name, and what stands beside it: its group, and what tells it from another one of its name.
fn options_of(group: TemplateGroup, all: &Templates) -> impl Iterator<Item = (String, String, String)> {
    let TemplateGroup { name, templates } = group;
    templates.into_iter().map(move |template| {
        let beside = [Some(name.clone()).filter(|name| !name.is_empty()), all.telling_line(&template)];
        let beside: Vec<String> = beside.into_iter().flatten().collect();
        (template.id, template.name, beside.join(" · "))
    })
}
