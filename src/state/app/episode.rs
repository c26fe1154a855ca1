//! A new episode: from the last ones of a show, or from a template.

use std::sync::Arc;

use leptos::prelude::*;

use super::date_names::known_date_names;
use crate::draft::{DraftId, DraftSummary, show_of};
use crate::outline::episode_of_title;
use crate::rundown::{Answers, EpisodePlan, LearnedProfile, Questions, Template, episode_from_template};
use crate::state::AppState;
use crate::state::notes::NO_LINE;
use crate::state::screen::Pane;
use crate::text::{Piece, SortedMap, sort_by_u64};

/// What a new episode can be made from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EpisodeSource {
    /// The last episodes of a show, the newest first; the name is missing where titles have none.
    Episodes {
        show: Option<String>,
        ids: Vec<DraftId>,
    },
    Template(Template),
    /// The frame of a draft that was not recognised as an episode of a show.
    Frame {
        id: DraftId,
        title: String,
    },
}

/// What it will be made from, read.
#[derive(Clone, Debug)]
pub enum EpisodeBasis {
    Episodes(Arc<EpisodePlan>),
    Template(TemplateBasis),
}

/// A template, and what is known of the show that it is likeliest for.
#[derive(Clone, Debug)]
pub struct TemplateBasis {
    pub template: Template,
    /// Empty if no show is known.
    pub show: String,
    /// As the author says, else as the last episodes have them.
    pub hosts: Vec<String>,
    /// The number of the next episode.
    pub episode: String,
}

/// Older episodes are not read.
const MAX_EPISODES: usize = 5;
/// The number of an episode where there is none before it.
const FIRST_NUMBER: &str = "1";

impl EpisodeSource {
    /// What to call it where it is chosen.
    pub fn label(&self) -> String {
        match self {
            Self::Episodes { show: Some(show), .. } => format!("The last episode of {show}"),
            Self::Episodes { show: None, .. } => "The last episode without the name of a show".to_owned(),
            Self::Template(template) => format!("The template “{}”", template.name),
            Self::Frame { title, .. } => format!("The frame of “{title}”"),
        }
    }
}

impl EpisodeBasis {
    /// The notes of the episode.
    pub fn pieces(&self, answers: &Answers) -> Vec<Piece> {
        match self {
            Self::Episodes(plan) => plan.pieces(answers),
            Self::Template(plan) => episode_from_template(&plan.template, answers),
        }
    }

    /// What to ask before it is written.
    pub fn questions(&self) -> Questions {
        match self {
            Self::Episodes(plan) => plan.questions(),
            Self::Template(plan) => Questions { episode: Some(plan.episode.clone()), ..Questions::default() },
        }
    }
}

impl AppState {
    /// What a new episode can be made from, the likeliest first: the show of the open draft, else of the newest; then other
    /// shows, then templates of whole episodes. The frame of an open draft that is of no show comes first where the notes
    /// have a number, in front matter, else last. O(drafts log drafts).
    pub fn episode_sources(&self) -> Vec<EpisodeSource> {
        // What was typed last may be the title.
        self.saving.flush();
        let open = self.saving.open_id();
        let shows = self.saving.drafts.with_untracked(|library| {
            let open = open.as_ref().and_then(|id| library.get(id));
            episodes_of_shows(library.rows(), open.or(library.newest()))
        });
        let is_known = |id: &DraftId| {
            shows.iter().any(|source| matches!(source, EpisodeSource::Episodes { ids, .. } if ids.contains(id)))
        };
        let frame = open.filter(|id| !is_known(id) && self.notes.n_bytes() > 0);
        let frame = frame.map(|id| EpisodeSource::Frame { id, title: untrack(|| self.notes.title()) });
        let is_numbered = self.notes.outline.with_untracked(|outline| outline.episode.is_some());
        let (first, last) = if is_numbered { (frame, None) } else { (None, frame) };
        let templates = self.notes.template_menu().into_iter().flat_map(|group| group.templates).filter(is_episode);
        first.into_iter().chain(shows).chain(templates.map(EpisodeSource::Template)).chain(last).collect()
    }

    /// Reads what an episode is made from. Drafts that cannot be read are passed over, unless none can.
    ///
    /// # Errors
    /// A sentence for the author.
    pub async fn episode_basis(&self, source: EpisodeSource) -> Result<EpisodeBasis, String> {
        let (show, ids) = match source {
            EpisodeSource::Template(template) => {
                return Ok(EpisodeBasis::Template(self.template_basis(template).await));
            }
            EpisodeSource::Episodes { show, ids } => (show, ids),
            EpisodeSource::Frame { id, .. } => (None, vec![id]),
        };
        let plan = self.plan_of_episodes(&ids).await?;
        let profile = self.library.show_profile(&show.unwrap_or_default());
        Ok(EpisodeBasis::Episodes(Arc::new(plan.with_profile(&profile))))
    }

    /// A template with what is known of its show, else of the likeliest one. Of drafts that cannot be read nothing is known.
    async fn template_basis(&self, template: Template) -> TemplateBasis {
        let known = || self.known_shows().into_iter().next();
        let show = template.show.clone().or_else(known).unwrap_or_default();
        let earlier = self.plan_of_show(&show).await.ok();
        let learned = || earlier.as_ref().map(|plan| plan.learned().hosts);
        let hosts = self.library.show_profile(&show).hosts.or_else(learned).unwrap_or_default();
        let episode = earlier.as_ref().and_then(|plan| plan.questions().episode);
        TemplateBasis { template, show, hosts, episode: episode.unwrap_or_else(|| FIRST_NUMBER.to_owned()) }
    }

    /// What is learned of a show from its last episodes, whatever its author says.
    ///
    /// # Errors
    /// A sentence for the author.
    pub async fn learned_of_show(&self, show: &str) -> Result<LearnedProfile, String> {
        Ok(self.plan_of_show(show).await?.learned())
    }

    async fn plan_of_show(&self, show: &str) -> Result<EpisodePlan, String> {
        let rows = self.saving.drafts.with_untracked(|library| library.rows().to_vec());
        let of_show = rows.iter().filter(|row| is_same_show(show_of(&row.title), show)).collect();
        let ids: Vec<DraftId> = last_of(of_show).into_iter().map(|row| row.id.clone()).collect();
        self.plan_of_episodes(&ids).await
    }

    async fn plan_of_episodes(&self, ids: &[DraftId]) -> Result<EpisodePlan, String> {
        self.saving.flush();
        let mut texts = Vec::new();
        let mut problem = None;
        for id in ids {
            match self.saving.load(id).await {
                Ok(draft) => texts.push(draft.text),
                Err(reason) => problem = problem.or(Some(reason)),
            }
        }
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        EpisodePlan::of(&texts, &known_date_names())
            .ok_or_else(|| problem.unwrap_or_else(|| "There is no earlier episode.".to_owned()))
    }

    /// The shows that drafts belong to or of which something is said; that of the open draft first.
    pub fn known_shows(&self) -> Vec<String> {
        let drafts = self.saving.drafts.with_untracked(|library| library.shows());
        let open = self.notes.show_of_open_draft().unwrap_or_default();
        let rank = |show: &str| format!("{}{}", u8::from(!is_same_show(Some(show), &open)), show.to_lowercase());
        let mut shows: SortedMap<String, String> = SortedMap::new();
        drafts.into_iter().for_each(|(show, _)| _ = shows.insert(rank(&show), show));
        self.library.shows.with_untracked(|said| {
            said.iter().for_each(|said| _ = shows.get_or_insert_with(rank(&said.name), || said.name.clone()));
        });
        shows.into_values().collect()
    }

    /// Opens a new draft with these notes, and puts the cursor into its first field.
    pub fn begin_episode(&self, pieces: &[Piece]) {
        self.create(String::new());
        self.notes.let_go_of_label(NO_LINE);
        self.notes.with_editor(|editor| editor.begin_with_pieces(pieces));
        self.screen.pane.set(Pane::Write);
        self.notes.focus_editor();
    }
}

fn is_same_show(show: Option<&str>, name: &str) -> bool {
    show.is_some_and(|show| show.to_lowercase() == name.to_lowercase())
}

/// Whether a template makes a whole episode: its first line has a field for the number.
fn is_episode(template: &Template) -> bool {
    template.body.lines().next().is_some_and(|title| title.contains("{{episode"))
}

/// The last episodes of each show, that of `likeliest` first, the others by the alphabet. `rows`: latest change first.
fn episodes_of_shows(rows: &[DraftSummary], likeliest: Option<&DraftSummary>) -> Vec<EpisodeSource> {
    let key = |row: &DraftSummary| show_of(&row.title).map(str::to_lowercase);
    let first = likeliest.filter(|row| is_of_show(row)).map(key);
    let mut shows: SortedMap<String, Vec<&DraftSummary>> = SortedMap::new();
    for row in rows.iter().filter(|row| is_of_show(row)) {
        let key = key(row);
        let (is_other, is_nameless) = (Some(&key) != first.as_ref(), key.is_none());
        let rank = format!("{}{}{}", u8::from(is_other), u8::from(is_nameless), key.unwrap_or_default());
        shows.get_or_insert_with(rank, Vec::new).push(row);
    }
    shows.into_values().map(last_episodes).collect()
}

/// Whether a title names a show, or at least the number of an episode.
fn is_of_show(row: &DraftSummary) -> bool {
    show_of(&row.title).is_some() || episode_of_title(&row.title).is_some()
}

fn last_episodes(rows: Vec<&DraftSummary>) -> EpisodeSource {
    let rows = last_of(rows);
    let show = rows.first().and_then(|row| show_of(&row.title)).map(str::to_owned);
    EpisodeSource::Episodes { show, ids: rows.into_iter().map(|row| row.id.clone()).collect() }
}

/// The highest numbers come first; of those without, and of equal ones, what was changed last, as `rows` has them.
fn last_of(mut rows: Vec<&DraftSummary>) -> Vec<&DraftSummary> {
    let number = |row: &DraftSummary| episode_of_title(&row.title).map_or(0, |number| u64::from(number) + 1);
    sort_by_u64(&mut rows, |row| u64::MAX - number(row));
    rows.truncate(MAX_EPISODES);
    rows
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draft::Draft;
    use crate::rundown::built_in;
    use crate::text::file::FileFormat;

    fn rows(titles: &[&str]) -> Vec<DraftSummary> {
        let row = |(n, title): (u8, &&str)| DraftSummary {
            id: DraftId::from_random([n; 16]),
            title: (*title).to_owned(),
            revision: 1,
            created_ms: 0,
            modified_ms: 1_000 - u64::from(n),
            n_bytes: 0,
            pinned: false,
            trashed_ms: None,
        };
        (0..).zip(titles).map(row).collect()
    }

    /// Checks what is offered while the draft with an index is open: each show with the indexes of its episodes.
    #[track_caller]
    fn check(titles: &[&str], open_idx: usize, expected: &[(&str, &[usize])]) {
        let rows = rows(titles);
        let idx_of = |id: DraftId| rows.iter().position(|row| row.id == id).unwrap_or(usize::MAX);
        let found: Vec<(String, Vec<usize>)> = episodes_of_shows(&rows, rows.get(open_idx))
            .into_iter()
            .filter_map(|source| match source {
                EpisodeSource::Episodes { show, ids } => {
                    Some((show.unwrap_or_default(), ids.into_iter().map(idx_of).collect()))
                }
                EpisodeSource::Template(_) | EpisodeSource::Frame { .. } => None,
            })
            .collect();
        let found: Vec<(&str, &[usize])> = found.iter().map(|(show, idxs)| (show.as_str(), idxs.as_slice())).collect();
        assert_eq!(found, expected);
    }

    #[test]
    fn the_last_episodes_of_the_open_drafts_show_come_first() {
        let titles = ["Radio 3", "Teatime 9", "Scones", "teatime 10", "Teatime 8"];
        check(&titles, 4, &[("teatime", &[3, 1, 4]), ("Radio", &[0])]);
        check(&titles, 0, &[("Radio", &[0]), ("teatime", &[3, 1, 4])]);
        check(&titles, 2, &[("Radio", &[0]), ("teatime", &[3, 1, 4])]);
        check(&["Scones"], 0, &[]);
        check(&[], 0, &[]);
    }

    #[test]
    fn episodes_without_the_name_of_a_show_belong_together() {
        check(&["Teatime 9", "#3: Jam", "#12: Scones"], 1, &[("", &[2, 1]), ("Teatime", &[0])]);
    }

    #[test]
    fn no_more_than_the_last_few_are_read() {
        check(&["T 1", "T 2", "T 3", "T 4", "T 5", "T 6"], 0, &[("T", &[5, 4, 3, 2, 1])]);
    }

    /// The notes that the built-in template makes, and what a draft with them is called.
    fn from_template(show: Option<&str>, episode: Option<&str>) -> (String, String) {
        let templates: Vec<Template> = built_in().into_iter().filter(is_episode).collect();
        assert_eq!(templates.len(), 1);
        let (show, episode) = (show.map(str::to_owned), episode.map(str::to_owned));
        let pieces = episode_from_template(&templates[0], &Answers { show, episode, ..Answers::default() });
        let text = pieces.into_iter().map(|piece| match piece {
            Piece::Text(text) | Piece::Stop { text, .. } => text,
            Piece::Cursor => String::new(),
        });
        let text: String = text.collect();
        let draft = Draft::new(DraftId::from_random([1; 16]), text.clone(), FileFormat::default(), 0);
        (text, draft.title())
    }

    #[test]
    fn a_draft_of_a_template_is_called_by_what_is_known_of_the_episode() {
        let (text, name) = from_template(Some("Teatime"), Some("7"));
        assert!(text.starts_with("# Teatime #7: Title\n"), "{text}");
        assert_eq!(name, "Teatime #7");
        assert_eq!(from_template(None, Some("7")).1, "#7");
    }
}
