//! Templates and the open notes: what `/` and the menus offer, and templates made of what is written.

use leptos::prelude::*;

use super::OpenNotes;
use crate::rundown::{
    InsertionPoint, Notes, ProposedTemplate, Template, TemplateGroup, Templates, marked, segment_bytes, template_of,
};
use crate::state::effect;
use crate::state::screen::{OpenDialog, TemplatesShown};
use crate::text::sort_by_numbers;

impl OpenNotes {
    /// Makes a template of the selection or of the current segment, and shows it to the author, who may keep it.
    pub(in crate::state) fn save_selection_as_template(&self) {
        self.edit_made_template(self.template_of_selection());
    }

    /// Makes a template of a segment, and shows it to the author, who may keep it.
    pub fn save_segment_as_template(&self, segment_idx: usize) {
        self.edit_made_template(self.template_of_segment(segment_idx));
    }

    fn edit_made_template(&self, template: Option<Template>) {
        match template {
            Some(template) => self.screen.show(OpenDialog::Templates(TemplatesShown::Editing(template))),
            None => self.screen.tell("Select what is to become a template, or put the cursor into a segment."),
        }
    }

    /// Keeps what `/` offers in the editor as the menu has it.
    pub(in crate::state) fn offer_templates(&self) {
        let this = *self;
        let mut offered = Vec::new();
        let has_segments = Memo::new(move |_| this.outline.with(|outline| !outline.segments.is_empty()));
        effect(move || {
            this.library.templates.track();
            this.saving.open.track();
            // Read, because what is never read follows nothing.
            let _ = has_segments.get();
            let groups = this.template_menu();
            let has_groups = groups.len() > 1;
            let named = groups.into_iter().map(|group| match has_groups {
                true => group,
                false => TemplateGroup { name: String::new(), ..group },
            });
            let due: Vec<(String, String, String)> = this
                .library
                .templates
                .with_untracked(|templates| named.flat_map(|group| options_of(group, templates)).collect());
            if due != offered {
                this.with_editor(|editor| editor.set_templates(due.iter().cloned()));
                offered = due;
            }
        });
    }

    /// What menus offer, for the show of the open draft first. Within an episode the whole episode comes last.
    pub fn template_menu(&self) -> Vec<TemplateGroup> {
        let mut groups = self.library.templates.with_untracked(|templates| templates.menu(Some(&self.open_show())));
        if self.outline.with_untracked(|outline| !outline.segments.is_empty()) {
            for group in &mut groups {
                sort_by_numbers(&mut group.templates, |template| (usize::from(template.id == "episode"), 0));
            }
        }
        groups
    }

    /// A template made of the selection, or of the segment with the cursor if nothing is selected; none where there is nothing.
    pub(in crate::state) fn template_of_selection(&self) -> Option<Template> {
        let bytes = self.with_editor(|editor| editor.selection().main().from()..editor.selection().main().to())?;
        match bytes.is_empty() {
            true => self.template_of_segment(untrack(|| self.current_segment())?),
            false => self.with_notes(|notes| template_of(notes, bytes)).flatten().map(|made| self.made(made)),
        }
    }

    /// A template made of a segment.
    pub(in crate::state) fn template_of_segment(&self, segment_idx: usize) -> Option<Template> {
        let made = |notes: &Notes| template_of(notes, segment_bytes(notes, segment_idx));
        self.with_notes(made).flatten().map(|made| self.made(made))
    }

    fn made(&self, made: ProposedTemplate) -> Template {
        let show = Some(self.open_show()).filter(|show| !show.is_empty());
        Template { id: self.library.new_template_id(), name: made.name, body: made.body, show }
    }

    /// What a template's body becomes where the cursor is, as Markdown with signs around the fields that are asked for, and the names
    /// of these.
    pub fn marked_result(&self, body: &str) -> (String, Vec<String>) {
        let byte = self.with_editor(|editor| editor.selection().main().byte_head).unwrap_or_default();
        let fields = self.with_notes(|notes| self.known_fields(notes, byte, InsertionPoint::AfterSegment));
        marked(body, &fields.unwrap_or_default())
    }
}

/// Of each its id, its name, and what stands beside it: its group, and what tells it from another one of its name.
fn options_of(group: TemplateGroup, all: &Templates) -> impl Iterator<Item = (String, String, String)> {
    let TemplateGroup { name, templates } = group;
    templates.into_iter().map(move |template| {
        let beside = [Some(name.clone()).filter(|name| !name.is_empty()), all.distinguishing_line(&template)];
        let beside: Vec<String> = beside.into_iter().flatten().collect();
        (template.id, template.name, beside.join(" · "))
    })
}
