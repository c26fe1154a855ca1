//! What notes mean: the segments that authors mark by labels, who speaks, what comes next.
//!
//! Invariant: total and pure. Any text has an outline; reading it changes nothing and takes time linear in it.
//!
//! # The grammar of labels
//!
//! A label is read from the visible text of one line, after the markup is gone: a paragraph's or heading's line,
//! or one at the left margin right below a list. Lines of code, quotations and tables are never labels.
//! Asterisks that closed no emphasis and characters of no width are passed over, any white space is a space,
//! and a colon, a dash or nothing may stand between the parts.
//!
//! | Rule | Example | Read as |
//! |---|---|---|
//! | name, number | `**Ann #1:** [Kites](…)`, `Ann #1 Kites` | topic 1 of Ann |
//! | number, name | `#1 (Ann): Kites`, `#1 Ann: Kites` | topic 1 of Ann |
//! | number alone | `#1 Kites`, `#0.1: Kites` | topic without a host |
//! | noun, number | `### Segment 3: Kites`, `Topic #3: Kites` | topic without a host |
//! | named part | `Extras`, `Joke: Title`, `Connect with the hosts` | extras, joke, other |
//! | part of a host | `Extra (ann): …`, `Extra Ann:` | extras of Ann |
//! | time in a heading | `## 12:34 Kites`, `## (1:02:03) Ann #1: Kites` | topic, with its start |
//! | section | `## Kites` | other |
//!
//! Some lines are settled by the rest of the notes:
//!
//! | Rule | Example | Settled by |
//! |---|---|---|
//! | no colon behind the name | `#5 Ann Kites` | another label names Ann |
//! | no `#`, or a name in lower case | `Ann 5: Kites`, `ann #5: Kites` | another label names Ann |
//! | time in a line of text | `12:34 Kites` | another line begins with a time |
//! | a line that is just a link, with a list below | `[Kites](…)` | no label has a number |
//!
//! The words are a table: `vocabulary`, in five languages. The episode's own title, `Issue #12`, `Option #2` and
//! `Kite Talk #460` are no labels.

mod arrange;
mod credits;
mod evidence;
mod grammar;
mod insertion;
mod label;
mod live;
mod masthead;
mod name;
mod numbering;
mod outline;
mod roster;
mod scan;
mod template;
mod timestamp;
mod title;
mod vocabulary;

pub use arrange::{
    ArrangeError, Notes, all_segment_bytes, delete_segment, duplicate_segment, fold_bytes, move_segment, renumber,
    segment_bytes,
};
pub use credits::Sponsor;
pub use insertion::{Insertion, insertion, number_for_insertion};
pub use label::{Label, SegmentKind, read};
pub use live::LiveOutline;
pub use masthead::episode_of_title;
pub use numbering::{SegmentNumber, next_number};
pub use outline::{Outline, Segment};
pub use roster::{hosts, next_host};
pub use template::{Fields, Piece, Template, built_in, placeholder};
