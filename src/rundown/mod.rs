//! The features that work on notes, once their outline is read.
//!
//! In reading order:
//! - finding and fixing mistakes: [`checks`](LiveChecks);
//! - the profile of a show and its next episode: [`episode`](EpisodePlan), `profile`;
//! - changing notes: [`arrange`](move_segment), `template` and `insertion`;
//! - pasting addresses and rich text: `pasting`.

mod arrange;
mod checks;
mod episode;
mod insertion;
mod pasting;
mod profile;
mod template;

pub use arrange::number_at_place;
pub use arrange::{
    ArrangeError, HostMentions, Notes, RenameError, Scope, all_segment_bytes, delete_segment, duplicate_segment,
    fold_bytes, host_mentions, move_segment, rename_host, renumber, segment_bytes,
};
pub use checks::{
    BROKEN_ENCODING, Check, Finding, Fix, Known, LiveChecks, Severity, finding_above, finding_below, fix, fix_all,
};
pub use episode::{Answers, EpisodePlan, LearnedProfile, Questions, SponsorChoice, episode_from_template};
pub use insertion::{Insertion, InsertionPoint, insertion, number_for_insertion, place_for_insertion};
pub use pasting::{ClipboardContent, PasteResult, paste};
pub use profile::{ShowProfile, Shows};
pub use template::{
    Date, DateNames, EMPTY_FIELD, Fields, ImportError, ImportedTemplates, MAX_FILE_BYTES, Neighbour, ProposedTemplate,
    RemovedTemplate, Template, TemplateError, TemplateGroup, Templates, built_in, marked, marked_parts, read_templates,
    template_of, write_templates,
};
