//! Learns the profile of a show from its last episodes, and applies what the author has set instead.

use super::label_shape::commonest;
use super::plan::{Answers, EpisodePlan, Slot, SponsorChoice, fit_topics};
use super::writing::EpisodeWriter;
use crate::outline::{Outline, Roster, Speaker};
use crate::rundown::profile::ShowProfile;
use crate::rundown::template::escaped;
use crate::text::Piece;

/// What is learned about a show. Each member may be set in its [`ShowProfile`].
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LearnedProfile {
    /// The usual hosts, most frequent first.
    pub hosts: Vec<String>,
    /// The shape for new labels.
    pub label_shape: String,
    /// The other shapes of labels, most frequent first.
    pub other_shapes: Vec<String>,
    /// The text above the topics, as Markdown with fields.
    pub head: String,
    /// The text below the topics, as Markdown with fields.
    pub foot: String,
    pub n_topics: usize,
}

/// How many other shapes are offered.
const MAX_SHAPES: usize = 5;

impl EpisodePlan {
    /// What is learned about the show.
    pub fn learned(&self) -> LearnedProfile {
        let (above, below) = self.around_topics();
        LearnedProfile {
            hosts: hosts(&self.outlines),
            label_shape: self.topic.shape.clone(),
            other_shapes: self.other_shapes(),
            head: self.as_template(|writer| {
                writer.kept(&self.head);
                above.iter().for_each(|slot| writer.slot(slot));
            }),
            foot: self.as_template(|writer| below.iter().for_each(|slot| writer.slot(slot))),
            n_topics: self.n_topics(),
        }
    }

    /// Replaces what is learned by what the author has set.
    pub fn with_profile(mut self, profile: &ShowProfile) -> EpisodePlan {
        if let Some(shape) = &profile.label_shape {
            self.topic.shape = shape.clone();
        }
        if let Some(n_topics) = profile.n_topics {
            fit_topics(&mut self.slots, n_topics as usize, is_topic, || Slot::Topic);
        }
        if let Some(head) = &profile.head {
            let n_above = self.around_topics().0.len();
            self.slots.splice(..n_above, [Slot::Text(head.clone())]);
            self.head = Vec::new();
        }
        if let Some(foot) = &profile.foot {
            let n_below = self.around_topics().1.len();
            self.slots.truncate(self.slots.len() - n_below);
            self.slots.push(Slot::Text(foot.clone()));
        }
        self.chosen_hosts = profile.hosts.clone().unwrap_or_default();
        self
    }

    /// The slots above all topics, and those below. Without topics, all are above.
    fn around_topics(&self) -> (&[Slot], &[Slot]) {
        let first = self.slots.iter().position(is_topic).unwrap_or(self.slots.len());
        let behind = self.slots.iter().rposition(is_topic).map_or(self.slots.len(), |idx| idx + 1);
        (&self.slots[..first], &self.slots[behind..])
    }

    fn other_shapes(&self) -> Vec<String> {
        let mut shapes = self.shapes.clone();
        let mut others = Vec::new();
        shapes.retain(|shape| *shape != self.topic.shape);
        while let Some(shape) = commonest(&shapes).cloned() {
            shapes.retain(|other| *other != shape);
            others.push(shape);
        }
        others.truncate(MAX_SHAPES);
        others
    }

    /// What is written, as the body of a template.
    fn as_template(&self, write: impl FnOnce(&mut EpisodeWriter)) -> String {
        let answers = Answers { sponsors: SponsorChoice::Empty, ..Answers::default() };
        let mut writer = EpisodeWriter::new(self, &answers);
        write(&mut writer);
        let shown = writer.into_pieces().into_iter().map(|piece| match piece {
            Piece::Text(text) => escaped(&text),
            Piece::Stop { text, .. } if text.is_empty() => text,
            Piece::Stop { name, .. } => format!("{{{{{}}}}}", name.trim_end_matches(|c: char| c.is_ascii_digit())),
            Piece::Cursor => String::new(),
        });
        shown.collect()
    }
}

fn is_topic(slot: &Slot) -> bool {
    matches!(slot, Slot::Topic)
}

fn hosts(outlines: &[Outline]) -> Vec<String> {
    let Some((newest, older)) = outlines.split_first() else { return Vec::new() };
    Roster::of(newest, older).regulars.into_iter().map(|Speaker { name, .. }| name).collect()
}
