//! The outline of notes: the segments that authors mark with labels, and who speaks in them.
//!
//! Invariant: total and pure. Any text has an outline; reading it takes time linear in the text.
//!
//! In reading order:
//! - from a line to a label: `scan` (the visible characters of a line), `vocabulary` (the words), [`label`](read);
//! - from labels to an outline: `evidence` (what each block tells about others) and `context` (what all of them tell), `conventions` (lines that are labels only
//!   because the notes use them throughout), `masthead` (title and episode), `credits` (sponsors and guests), `live`
//!   (all of it, kept up to date), [`segments`](Outline) and [`outline_change`](OutlineChange);
//! - from an outline: `word_counts`, `roster` (who speaks), `turns` (who speaks next), `host_colours`.
//!
//! # The grammar of labels
//!
//! A label is read from the visible text of one line, without markup: a line of a paragraph or heading, a line at the
//! left margin right below a list, or the first line of an item. Lines of code, quotations and tables are never labels.
//! Asterisks that are not emphasis and zero-width characters are skipped, and so are pictures and bullets before a
//! name. Any white space counts as a space. Between the parts there may be a colon, a dash or nothing.
//!
//! Some lines are labels by themselves:
//!
//! | Rule | Example | Read as |
//! |---|---|---|
//! | name, number | `**Ann #1:** [Kites](…)`, `Ann #1 Kites`, `Ann - #1: Kites` | topic 1 of Ann |
//! | name in lower case, number, colon | `ann #1: Kites` | topic 1 of ann |
//! | number, name | `#1 (Ann): Kites`, `#1 Ann: Kites`, `#1 by Ann: Kites`, `(Ann) #1: Kites` | topic 1 of Ann |
//! | number alone | `#1 Kites`, `#0.1: Kites` | topic without a host |
//! | noun, number | `### Segment 3: Kites`, `Topic #3 (Ann): Kites` | topic 3, of Ann if it says so |
//! | number in a heading | `## 1. Kites` | topic 1 |
//! | named part | `Extras`, `Joke: Title`, `Joke 2: Title`, `Connect with the hosts` | extras, joke, other |
//! | part of a host | `Extra (ann): …`, `Extra Ann:` | extras of Ann |
//! | time in a heading | `## 12:34 Kites`, `## Kites (12:34)`, `## (1:02:03) Ann #1: Kites` | topic, with its start |
//! | section | `## Kites` | other |
//!
//! Some lines are decided by the rest of the notes, which is counted (`context`):
//!
//! | Rule | Example | Decided by |
//! |---|---|---|
//! | no colon behind the name | `#5 Ann Kites` | another label names Ann |
//! | no `#`; a name set apart | `Ann 5: Kites`, `#5 - Ann - Kites`, `Ann: #5 Kites` | another label names Ann |
//! | number above 99 | `Ann #100: Kites` | another label names Ann |
//! | a line that goes on with an item, indented by up to three blanks | `  Ann #5: Kites` | another label names Ann |
//! | initials without `#` | `AB 1: Kites` | another label; no higher number than there are labels |
//! | time in a line of text | `12:34 Kites`, `00:10–02:30 Kites`, `00:00:10.000 Kites` | another line begins with a time |
//!
//! And some are labels by convention in notes without numbered labels (`conventions`; two numbered labels rule them out):
//!
//! | Rule | Example | From |
//! |---|---|---|
//! | chapters in a list | `- 00:10 Kites`, `- [00:10](…) Kites`, `- Kites (00:10)` | two |
//! | labels in a list | `- Ann #1: Kites` | two |
//! | items of a numbered list | `1. [Kites](…)`, details nested | two that begin with a link, else three; more than headings |
//! | numbered lines | `10: Kites`, `**1. Kites**`, `(1) Kites`, `1️⃣ Kites` | three |
//! | noun and number in text | `Topic 1: Kites` | two |
//! | a line that is just a link, with a list below | `[Kites](…)` | one |
//! | bold lines | `**Kites**` | three; more than twice as many as headings |
//! | a list of links for all | `Links`, above a list | exactly one, whatever has numbers |
//!
//! The words are in a table in eight languages: `vocabulary`. The episode's own title, front matter, `Issue #12`,
//! `Option #2`, `Kite Talk #460` and a line above a lone dash (which will be a list) are not labels.
//!
//! A title ends with its link (`from kite.example` is not part of it), may begin before it, and may continue over
//! several. It does not include the address of its link, nor the time at its end.
//!
//! While a label is typed letter by letter, no segment disappears and no other segment changes. There are exceptions,
//! where the text means something else for some letters: a number above 99 of an unknown host, a heading above the
//! level of the others, the second numbered label (or one more heading) in notes with another convention, and a part
//! that continues as prose (`Joke`, `Jokes apart`).

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
pub use label::{Label, SegmentKind, SegmentNumber, read};
pub use live::LiveOutline;
pub use masthead::episode_of_title;
pub use outline_change::OutlineChange;
pub use roster::{Roster, Speaker, hosts};
pub use segments::{Outline, Segment};
pub use turns::{Proposal, ProposalReason, next_host};
pub use word_counts::{HostTotal, WordCounts, host_totals, reading_time};

// For the features that work on notes.
pub(crate) use masthead::title_of_block;
pub(crate) use roster::credit_names_host;
pub(crate) use scan::{is_colon, is_debris, is_hash};
pub(crate) use turns::first_odd_turn;
pub(crate) use vocabulary::{after_guest_lead, after_sponsor_lead, fold, part};

/// For tests in other modules.
#[cfg(test)]
pub(crate) use segments::tests::outline;
