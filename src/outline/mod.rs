//! The outline of notes: the segments that authors mark with labels, and who speaks in them.
//!
//! Invariant: total and pure. Any text has an outline; reading it takes time linear in the text.
//!
//! In reading order:
//! - from a line to a label: `scan` (the visible characters of a line), `vocabulary` (the words), [`label`](read),
//!   whose `Grammar` lists all rules with examples;
//! - from labels to an outline: `evidence` (what each block tells about others) and `context` (what all of them tell),
//!   `conventions` (lines that are labels only because the notes use them throughout), `masthead` (title and episode,
//!   from front matter or a heading),
//!   `credits` (sponsors and guests), `live` (all of it, kept up to date), [`segments`](Outline) and
//!   [`outline_change`](OutlineChange);
//! - from an outline: `word_counts`, `roster` (who speaks), `turns` (who speaks next), `host_colours`.
//!
//! Invariant: while a label is typed letter by letter, no segment disappears and no other segment changes
//! (`tests/reading.rs`). There are exceptions, where the text means something else for some letters: a number above 99
//! of an unknown host, a heading above the level of the others, the second numbered label (or one more heading) in
//! notes with another convention, and a part that continues as prose (`Joke`, `Jokes apart`).

mod context;
mod conventions;
mod credits;
mod evidence;
mod host_colours;
mod label;
mod live;
mod masthead;
mod outline_change;
mod roster;
mod scan;
mod segments;
mod turns;
mod vocabulary;
mod word_counts;

pub use credits::Sponsor;
pub use host_colours::{HostColours, N_HOST_COLOURS};
pub(crate) use label::source_begins_with_time;
pub use label::{Label, SegmentKind, SegmentNumber, read};
pub use live::LiveOutline;
pub use masthead::episode_of_title;
pub use outline_change::OutlineChange;
pub use roster::{Roster, Speaker, hosts};
pub(crate) use segments::Rank;
pub use segments::{Outline, Segment};
pub use turns::{Proposal, ProposalReason, next_host};
pub use word_counts::{HostTotal, WordCounts, host_totals, reading_time};

// For the features that work on notes.
pub(crate) use masthead::title_of_block;
pub(crate) use roster::credit_names_host;
pub(crate) use scan::{is_colon, is_debris, is_hash};
pub(crate) use turns::first_odd_turn;
pub(crate) use vocabulary::{after_guest_lead, after_sponsor_lead, fold, is_episode_key, part};

/// For tests in other modules.
#[cfg(test)]
pub(crate) use segments::tests::outline;
