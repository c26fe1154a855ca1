//! What is done with notes, once their outline is read.
//!
//! In reading order:
//! - what is wrong with notes, and mends it: [`checks`](LiveChecks);
//! - what a show is like and its next episode: [`episode`](Mould), `profile`;
//! - what changes notes: [`arrange`](move_segment), `template` and `insertion`;
//! - what a pasted address becomes: `pasting`.

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
pub use checks::{Check, Finding, Fix, Known, LiveChecks, Weight, finding_above, finding_below, fix, fix_all};
pub use episode::{Answers, Learned, Mould, Questions, SponsorWish, episode_from_template};
pub use insertion::{Insertion, Place, insertion, number_for_insertion, place_for_insertion};
pub use pasting::{Brought, Pasted, paste};
pub use profile::{ShowProfile, Shows};
pub use template::{
    Date, EMPTY_FIELD, Fields, FoundTemplates, ImportError, MAX_FILE_BYTES, MadeTemplate, Neighbour, OpenFields,
    OpenPlace, Piece, RemovedTemplate, Template, TemplateError, TemplateGroup, Templates, built_in, marked,
    marked_parts, read_templates, template_of, write_templates,
};
