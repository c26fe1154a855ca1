//! Plans a new episode from the last ones of its show. *Boilerplate*, which is in each of them, is copied; the content
//! of single episodes is left out.
//!
//! Notes are read as lines: those above the first segment, and those of each segment below its label. Boilerplate is:
//! - with several episodes: lines that the newest one shares with the one before it, or with most of the others; and
//!   lines that most of the others share, unless the newest one has them in other words (`boilerplate`). The number of an
//!   episode counts as equal in all of them, and is counted up; so does a date. Code is never boilerplate, nor are
//!   lines of topics;
//! - with a single episode, lines that look like it: above the topics, lines with a link that may be the show's own,
//!   lines that lead a list of links, and headings; in parts that belong to the show (`Connect with the hosts`, `About
//!   the show`), all lines; in others, the names of hosts that lead a list.
//!
//! The author is asked for sponsors and guests. There are as many topics as in most of the episodes; their labels all
//! have the most frequent shape of the newest episode's (`label_shape`), the hosts take turns, and where topics have
//! lists there is an empty bullet. Parts that most episodes have (`Extras`, `Joke`) stay in order.
//!
//! The front matter of the newest episode is filled in by its own shape (`front_matter`). Where nothing comes back at all,
//! the frame of the last episode is offered: its headings with empty lists, or one empty list.
//!
//! Without an earlier episode, a template is used (`from_template`).
//!
//! Invariant: total and pure. The result has no title and no address of an earlier segment. Linear in the texts, except
//! for comparing the lines that one episode has in other words than another.

mod boilerplate;
mod dates;
mod earlier;
mod from_template;
mod front_matter;
#[cfg(test)]
mod front_matter_tests;
mod front_matter_writing;
mod label_shape;
mod learning;
mod lines;
mod plan;
#[cfg(test)]
mod tests;
mod title_shape;
mod writing;

pub use self::from_template::episode_from_template;
pub use self::learning::LearnedProfile;
pub use self::plan::{Answers, EpisodePlan, Questions, SponsorChoice};
