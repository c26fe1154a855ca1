//! The profile of a show: what the author has set, in place of what is learned from its episodes.
//!
//! Each member is either set or learned. A member that is set wins; one that is cleared is learned again.
//!
//! Invariant: a show is identified by its name in any case, and is listed once. Values that cannot be used are not
//! stored.

use serde::{Deserialize, Serialize};

use crate::outline::fold;
use crate::text::SortedMap;

/// What the author has set for one show. Members that are `None` are learned.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default, rename_all = "camelCase")]
pub struct ShowProfile {
    /// As in the titles of its episodes.
    pub name: String,
    /// The hosts who take turns.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub hosts: Option<Vec<String>>,
    /// Markdown with fields, like `**{{host}} #{{number}}:** [**{{title}}**]({{url}})`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub label_shape: Option<String>,
    /// The text above the topics: Markdown with fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub head: Option<String>,
    /// The text below the topics: Markdown with fields.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub foot: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub n_topics: Option<u32>,
    /// Where the notes are published, in the author's words.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub targets: Vec<String>,
}

/// The profiles of all shows.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Shows(SortedMap<String, ShowProfile>);

/// The stored form of [`Shows`].
#[derive(Default, Serialize, Deserialize)]
#[serde(default)]
struct ShowsJson {
    shows: Vec<ShowProfile>,
}

/// The maximum length of a text in a profile, in bytes.
const MAX_TEXT_BYTES: usize = 20_000;
/// The maximum length of a list in a profile.
const MAX_ENTRIES: usize = 50;
/// The maximum number of topics.
const MAX_TOPICS: u32 = 50;

impl ShowProfile {
    /// The empty profile of a show.
    pub fn of(name: &str) -> ShowProfile {
        ShowProfile { name: name.to_owned(), ..ShowProfile::default() }
    }

    /// Whether the author has set nothing.
    pub fn is_empty(&self) -> bool {
        *self == ShowProfile::of(&self.name)
    }

    /// The profile without values that cannot be used: empty lines, texts that are too long.
    fn usable(self) -> ShowProfile {
        ShowProfile {
            name: self.name.trim().to_owned(),
            hosts: self.hosts.map(usable_list).filter(|hosts| !hosts.is_empty()),
            label_shape: self.label_shape.and_then(usable_text).filter(|shape| shape.contains("{{title}}")),
            head: self.head.map(short),
            foot: self.foot.map(short),
            n_topics: self.n_topics.map(|n_topics| n_topics.min(MAX_TOPICS)),
            targets: usable_list(self.targets),
        }
    }
}

impl Shows {
    /// The profile of a show by its name, in any case.
    pub fn get(&self, name: &str) -> Option<&ShowProfile> {
        self.0.get(&fold(name.trim()))
    }

    /// Changes the profile of a show. If it is empty then, it is removed.
    pub fn change(&mut self, name: &str, change: impl FnOnce(&mut ShowProfile)) {
        let mut profile = self.get(name).cloned().unwrap_or_else(|| ShowProfile::of(name.trim()));
        change(&mut profile);
        self.put(ShowProfile { name: name.trim().to_owned(), ..profile });
    }

    /// The shows with a profile, in the order of their names.
    pub fn iter(&self) -> impl Iterator<Item = &ShowProfile> {
        self.0.values()
    }

    /// Adds the profiles of shows that have none. Returns how many were added.
    pub fn add(&mut self, other: Shows) -> usize {
        let n_before = self.0.len();
        for (name, profile) in other.0 {
            self.0.get_or_insert_with(name, || profile);
        }
        self.0.len() - n_before
    }

    pub fn to_json(&self) -> String {
        let written = ShowsJson { shows: self.iter().cloned().collect() };
        serde_json::to_string(&written).expect("texts and numbers have a JSON form")
    }

    /// Reads what [`to_json`](Self::to_json) writes. `None` for anything else. Values that cannot be used are left out.
    pub fn from_json(json: &str) -> Option<Shows> {
        let written: ShowsJson = serde_json::from_str(json).ok()?;
        let mut shows = Shows::default();
        written.shows.into_iter().for_each(|profile| shows.put(profile));
        Some(shows)
    }

    fn put(&mut self, profile: ShowProfile) {
        let profile = profile.usable();
        let key = fold(&profile.name);
        if profile.is_empty() || key.is_empty() {
            self.0.remove(&key);
        } else {
            self.0.insert(key, profile);
        }
    }
}

fn usable_list(list: Vec<String>) -> Vec<String> {
    let mut usable: Vec<String> = Vec::new();
    for text in list.into_iter().filter_map(usable_text) {
        if usable.len() < MAX_ENTRIES && !usable.contains(&text) {
            usable.push(text);
        }
    }
    usable
}

fn usable_text(text: String) -> Option<String> {
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
