//! The segments that authors mark by labels, and who speaks in them.
//!
//! Invariant: total and pure. Any text has an outline; reading it changes nothing and takes time linear in it.
//!
//! In reading order:
//! - from a line to a label: `scan` (what of a line is seen), `vocabulary` (the words), [`label`](read);
//! - from labels to an outline: `evidence` (what each block says of the others), `customs` (lines that are labels only
//!   because the notes do so throughout), `masthead` (title and episode), `credits` (sponsors and guests), `live` (all of
//!   it, kept through edits), [`segments`](Outline) and [`outline_change`](OutlineChange);
//! - what is known of an outline: `word_counts`, `roster` (who speaks), `turns` (who speaks next), `host_colours`.
//!
//! # The grammar of labels
//!
//! A label is read from the visible text of one line, after the markup is gone: a paragraph's or heading's line,
//! one at the left margin right below a list, or the first of an item. Lines of code, quotations and tables are never labels.
//! Asterisks that closed no emphasis and characters of no width are passed over, pictures and bullets in front of a name
//! too; any white space is a space, and a colon, a dash or nothing may stand between the parts.
//!
//! Some lines are labels by themselves:
//!
//! | Rule | Example | Read as |
//! |---|---|---|
//! | name, number | `**Ann #1:** [Kites](…)`, `Ann #1 Kites`, `Ann - #1: Kites` | topic 1 of Ann |
//! | the same in lower case, with a colon | `ann #1: Kites` | topic 1 of ann |
//! | number, name | `#1 (Ann): Kites`, `#1 Ann: Kites`, `#1 by Ann: Kites`, `(Ann) #1: Kites` | topic 1 of Ann |
//! | number alone | `#1 Kites`, `#0.1: Kites` | topic without a host |
//! | noun, number | `### Segment 3: Kites`, `Topic #3 (Ann): Kites` | topic 3, of Ann if it says so |
//! | number in a heading | `## 1. Kites` | topic 1 |
//! | named part | `Extras`, `Joke: Title`, `Joke 2: Title`, `Connect with the hosts` | extras, joke, other |
//! | part of a host | `Extra (ann): …`, `Extra Ann:` | extras of Ann |
//! | time in a heading | `## 12:34 Kites`, `## Kites (12:34)`, `## (1:02:03) Ann #1: Kites` | topic, with its start |
//! | section | `## Kites` | other |
//!
//! Some lines are settled by the rest of the notes, which are counted (`evidence`):
//!
//! | Rule | Example | Settled by |
//! |---|---|---|
//! | no colon behind the name | `#5 Ann Kites` | another label names Ann |
//! | no `#`; a name set apart | `Ann 5: Kites`, `#5 - Ann - Kites`, `Ann: #5 Kites` | another label names Ann |
//! | number above 99 | `Ann #100: Kites` | another label names Ann |
//! | a line that goes on with an item, indented by up to three blanks | `  Ann #5: Kites` | another label names Ann |
//! | initials without `#` | `AB 1: Kites` | another label; no higher number than there are labels |
//! | time in a line of text | `12:34 Kites`, `00:10–02:30 Kites`, `00:00:10.000 Kites` | another line begins with a time |
//!
//! And some are the custom of notes that do not number their labels (`customs`; two numbered labels settle it):
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
//! The words are a table: `vocabulary`, in eight languages. The episode's own title, front matter, `Issue #12`, `Option #2`,
//! `Kite Talk #460` and a line above a lone dash (it is about to be a list) are no labels.
//!
//! A title ends with its link (`from kite.example` is no part of it), begins before it, goes on over several, and does not
//! hold the address that it leads to, nor the time at its end.
//!
//! While a label is typed letter by letter, no segment goes and no other one changes, with these exceptions, where what is
//! typed is another thing for some letters: a number above 99 of an unknown host, a heading above the others in level,
//! the second numbered label (or one heading more) in notes of another custom, and a part that goes on as prose
//! (`Joke`, `Jokes apart`).

mod credits;
mod customs;
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
pub use turns::{Proposal, Why, next_host};
pub use word_counts::{HostTotal, WordCounts, host_totals, reading_time};

// How lines are read, for what is done with notes.
pub(crate) use masthead::title_of_block;
pub(crate) use roster::means;
pub(crate) use scan::{is_colon, is_debris, is_hash};
pub(crate) use turns::first_odd_turn;
pub(crate) use vocabulary::{after_guest_lead, after_sponsor_lead, fold, part};

/// For tests in other rooms.
#[cfg(test)]
pub(crate) use segments::tests::outline;
