//! What the author says of a show, over what is learned from its episodes.
//!
//! Each member is either said or learned; what is said wins, and is learned again when it is set back.
//!
//! Invariant: a show is known by its name whatever the case, and only once; what cannot be used is not kept.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::outline::fold;

/// What the author has said of one show; what is none is learned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ShowProfile {
    /// As titles of its episodes have it.
    pub name: String,
    /// Those who take turns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hosts: Option<Vec<String>>,
    /// With fields, like `**{{host}} #{{number}}:** [**{{title}}**]({{url}})`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label_shape: Option<String>,
    /// What stands above the topics: Markdown with fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
    /// What stands below the topics: Markdown with fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub foot: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n_topics: Option<u32>,
    /// Where the notes are published, in the author's words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<String>,
}

/// What is said of all shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shows(BTreeMap<String, ShowProfile>);

/// As it is written down.
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct Written {
    shows: Vec<ShowProfile>,
}

/// No text of a profile is longer, in bytes.
const MAX_TEXT_BYTES: usize = 20_000;
/// No list of a profile is longer.
const MAX_ENTRIES: usize = 50;
/// An episode of more topics is none.
const MAX_TOPICS: u32 = 50;

impl ShowProfile {
    /// Of a show of which nothing was said.
    pub fn of(name: &str) -> ShowProfile {
        ShowProfile { name: name.to_owned(), ..ShowProfile::default() }
    }

    /// Whether nothing is said of the show.
    pub fn is_learned(&self) -> bool {
        *self == ShowProfile::of(&self.name)
    }

    /// Without what cannot be used: empty lines, what is too long.
    fn sound(self) -> ShowProfile {
        ShowProfile {
            name: self.name.trim().to_owned(),
            hosts: self.hosts.map(sound_list).filter(|hosts| !hosts.is_empty()),
            label_shape: self.label_shape.and_then(sound_text).filter(|shape| shape.contains("{{title}}")),
            head: self.head.map(short),
            foot: self.foot.map(short),
            n_topics: self.n_topics.map(|n_topics| n_topics.min(MAX_TOPICS)),
            targets: sound_list(self.targets),
        }
    }
}

impl Shows {
    /// What is said of a show, whatever the case of its name.
    pub fn get(&self, name: &str) -> Option<&ShowProfile> {
        self.0.get(&fold(name.trim()))
    }

    /// Changes what is said of a show. If that is nothing any more, the show goes.
    pub fn change(&mut self, name: &str, change: impl FnOnce(&mut ShowProfile)) {
        let mut profile = self.get(name).cloned().unwrap_or_else(|| ShowProfile::of(name.trim()));
        change(&mut profile);
        self.put(ShowProfile { name: name.trim().to_owned(), ..profile });
    }

    /// The shows of which something is said, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = &ShowProfile> {
        self.0.values()
    }

    /// Adds the shows that are not here. Returns how many that were.
    pub fn add(&mut self, other: Shows) -> usize {
        let n_before = self.0.len();
        for (name, profile) in other.0 {
            self.0.entry(name).or_insert(profile);
        }
        self.0.len() - n_before
    }

    pub fn to_json(&self) -> String {
        let written = Written { shows: self.iter().cloned().collect() };
        serde_json::to_string(&written).expect("texts and numbers have a JSON form")
    }

    /// Reads what [`to_json`](Self::to_json) writes; none where it is something else. What of it cannot be used is left out.
    pub fn from_json(json: &str) -> Option<Shows> {
        let written: Written = serde_json::from_str(json).ok()?;
        let mut shows = Shows::default();
        written.shows.into_iter().for_each(|profile| shows.put(profile));
        Some(shows)
    }

    fn put(&mut self, profile: ShowProfile) {
        let profile = profile.sound();
        let key = fold(&profile.name);
        if profile.is_learned() || key.is_empty() {
            self.0.remove(&key);
        } else {
            self.0.insert(key, profile);
        }
    }
}

fn sound_list(list: Vec<String>) -> Vec<String> {
    let mut sound: Vec<String> = Vec::new();
    for text in list.into_iter().filter_map(sound_text) {
        if sound.len() < MAX_ENTRIES && !sound.contains(&text) {
            sound.push(text);
        }
    }
    sound
}

fn sound_text(text: String) -> Option<String> {
    let line = text.trim().replace(['\n', '\r'], " ");
    Some(short(line)).filter(|line| !line.is_empty())
}

fn short(mut text: String) -> String {
    text.truncate(text.floor_char_boundary(MAX_TEXT_BYTES));
    text
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said() -> Shows {
        let mut shows = Shows::default();
        shows.change("Teatime", |show| {
            show.hosts = Some(vec![" Ann ".into(), "Ben".into(), "Ann".into(), "".into()]);
            show.n_topics = Some(4);
            show.targets = vec!["teatime.example".into()];
        });
        shows
    }

    #[test]
    fn a_show_is_known_by_its_name_whatever_the_case() {
        let mut shows = said();
        shows.change("TEATIME", |show| show.targets.push("radio.example".into()));
        let show = shows.get("teatime").expect("it was put");
        assert_eq!((shows.iter().count(), show.n_topics, show.name.as_str()), (1, Some(4), "TEATIME"));
        assert_eq!(show.hosts.as_deref(), Some(&["Ann".to_owned(), "Ben".to_owned()][..]));
    }

    #[test]
    fn what_is_set_back_is_learned_and_a_show_without_anything_said_goes() {
        let mut shows = said();
        shows.change("Teatime", |show| show.hosts = None);
        assert_eq!(shows.get("Teatime").map(|show| show.hosts.is_none()), Some(true));
        shows.change("Teatime", |show| *show = ShowProfile::default());
        assert_eq!(shows, Shows::default());
    }

    #[test]
    fn what_is_written_is_read_again() {
        let mut shows = said();
        shows.change("Radio", |show| {
            show.head = Some("Sponsored by {{sponsor}}\n\n- a\n".into());
            show.label_shape = Some("## {{title}}".into());
            show.foot = Some(String::new());
        });
        assert_eq!(Shows::from_json(&shows.to_json()), Some(shows));
        assert_eq!(Shows::default().to_json(), r#"{"shows":[]}"#);
    }

    #[test]
    fn what_cannot_be_used_is_left_out() {
        assert_eq!(Shows::from_json("[1]"), None);
        assert_eq!(Shows::from_json(r#"{"shows":[{"name":7}]}"#), None);
        let odd =
            r#"{"later":1,"shows":[{"name":" "},{"name":"a"},{"name":"b","nTopics":999999,"labelShape":"x","new":0}]}"#;
        let shows = Shows::from_json(odd).expect("it is JSON of this kind");
        let b = ShowProfile { n_topics: Some(MAX_TOPICS), ..ShowProfile::of("b") };
        assert_eq!(shows.iter().collect::<Vec<_>>(), [&b]);
        let mut shows = Shows::default();
        shows.change("c", |show| show.head = Some("é".repeat(MAX_TEXT_BYTES)));
        assert_eq!(shows.get("c").and_then(|show| Some(show.head.as_ref()?.len())), Some(MAX_TEXT_BYTES));
    }

    #[test]
    fn adding_overwrites_nothing() {
        let mut shows = said();
        let mut other = said();
        other.change("Teatime", |show| show.n_topics = Some(9));
        other.change("Radio", |show| show.n_topics = Some(2));
        assert_eq!(shows.add(other.clone()), 1);
        assert_eq!(shows.get("Teatime").and_then(|show| show.n_topics), Some(4));
        assert_eq!(shows.add(other), 0);
    }
}
