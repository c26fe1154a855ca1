//! Each member of a profile as the text that its field shows.

use crate::rundown::{LearnedProfile, ShowProfile};

/// One member: how its text is read from what is said and what is learned, and written.
pub(super) struct Member {
    /// None while the author has not said it.
    pub said: fn(&ShowProfile) -> Option<String>,
    pub learned: fn(&LearnedProfile) -> String,
    /// Nothing leaves it to what is learned. A text that cannot be its value changes nothing.
    pub set: fn(&mut ShowProfile, Option<&str>),
}

pub(super) static HOSTS: Member = Member {
    said: |profile| Some(profile.hosts.as_ref()?.join(", ")),
    learned: |learned| learned.hosts.join(", "),
    set: |profile, text| profile.hosts = text.map(|text| listed(text, ',')),
};

pub(super) static LABEL_SHAPE: Member = Member {
    said: |profile| profile.label_shape.clone(),
    learned: |learned| learned.label_shape.clone(),
    set: |profile, text| profile.label_shape = text.map(str::to_owned),
};

pub(super) static N_TOPICS: Member = Member {
    said: |profile| Some(profile.n_topics?.to_string()),
    learned: |learned| learned.n_topics.to_string(),
    set: |profile, text| {
        if let Ok(n_topics) = text.map(str::parse).transpose() {
            profile.n_topics = n_topics;
        }
    },
};

pub(super) static HEAD: Member = Member {
    said: |profile| profile.head.clone(),
    learned: |learned| learned.head.clone(),
    set: |profile, text| profile.head = text.map(str::to_owned),
};

pub(super) static FOOT: Member = Member {
    said: |profile| profile.foot.clone(),
    learned: |learned| learned.foot.clone(),
    set: |profile, text| profile.foot = text.map(str::to_owned),
};

impl Member {
    /// Whether a text says what is learned without it.
    pub fn is_learned_anyway(&self, text: &str, learned: &LearnedProfile) -> bool {
        let mut profile = ShowProfile::default();
        (self.set)(&mut profile, Some(text));
        (self.said)(&profile) == Some((self.learned)(learned))
    }
}

/// The entries of a list that was written down, without empty ones.
pub(super) fn listed(text: &str, separator: char) -> Vec<String> {
    let entries = text.split(separator).map(str::trim).filter(|entry| !entry.is_empty());
    entries.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn lists_are_read_without_what_is_empty() {
        assert_eq!(listed(" Ann , ,Ben", ','), ["Ann", "Ben"]);
        assert!(listed("", '\n').is_empty());
    }

    #[track_caller]
    fn is_said_and_taken_back(member: &Member, text: &str) {
        let mut profile = ShowProfile::default();
        (member.set)(&mut profile, Some(text));
        assert_eq!((member.said)(&profile).as_deref(), Some(text));
        (member.set)(&mut profile, None);
        assert_eq!(profile, ShowProfile::default());
    }

    #[test]
    fn each_member_is_shown_as_it_was_said() {
        is_said_and_taken_back(&HOSTS, "Ann, Ben");
        is_said_and_taken_back(&LABEL_SHAPE, "{{host}}: {{title}}");
        is_said_and_taken_back(&N_TOPICS, "6");
        is_said_and_taken_back(&HEAD, "# Teatime {{episode}}");
        is_said_and_taken_back(&FOOT, "Write to us.");
    }

    #[test]
    fn a_number_that_is_none_changes_nothing() {
        let mut profile = ShowProfile { n_topics: Some(6), ..ShowProfile::default() };
        (N_TOPICS.set)(&mut profile, Some("six"));
        assert_eq!(profile.n_topics, Some(6));
    }

    #[test]
    fn what_is_learned_anyway_is_told_by_its_meaning() {
        let learned =
            LearnedProfile { hosts: vec!["Ann".into(), "Ben".into()], n_topics: 6, ..LearnedProfile::default() };
        assert!(HOSTS.is_learned_anyway("Ann,Ben ,", &learned));
        assert!(!HOSTS.is_learned_anyway("Ben, Ann", &learned));
        assert!(N_TOPICS.is_learned_anyway("06", &learned));
    }
}
