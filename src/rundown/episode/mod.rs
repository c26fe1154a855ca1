//! A new episode from the last ones of its show: what stands in each of them stays, what was said in one goes.
//!
//! Notes are read as lines: those above the first segment, and those of each segment below its label. Which lines stand:
//! - with several episodes to go by, those that the newest one shares with the one before it, or with most of the others;
//!   and those that most of the others share, unless the newest one has them in other words (`standing`). A number that is
//!   the episode's own is the same number everywhere, and is counted up; so is a date. Code never stands, nor does what is said of topics;
//! - with a single one, what looks as if it stood: above the topics, lines with a link or below one that leads a list, and
//!   headings; in parts that belong to the show (`Connect with the hosts`, `About the show`), all; in others, the names of
//!   hosts that lead a list.
//!
//! Lines that name sponsors and guests are asked about. Topics are as many as in most of the episodes; their labels all take
//! the commonest shape of the newest one's (`label_shape`), the hosts take their turns, and where topics have lists, an empty
//! bullet waits. Parts that most episodes have (`Extras`, `Joke`) stay in order.
//!
//! Where there is no earlier episode, a template says what stands (`from_template`).
//!
//! Invariant: total and pure; what comes out holds no title and no address of an earlier segment. Linear in the texts, but for
//! comparing the lines that one episode has in other words than another.

mod dates;
mod earlier;
mod from_template;
mod label_shape;
mod learning;
mod lines;
mod mould;
mod standing;
#[cfg(test)]
mod tests;
mod title_shape;
mod writing;

pub use self::from_template::episode_from_template;
pub use self::learning::Learned;
pub use self::mould::{Answers, Mould, Questions, SponsorWish};
