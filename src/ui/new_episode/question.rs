//! What is asked before a new episode is made, and what it comes to.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::rundown::{Answers, Date, Piece, Questions, SponsorWish};
use crate::state::{AppState, EpisodeMould, EpisodeSource};

/// What was asked and answered so far; gone with the form.
#[derive(Clone, Copy)]
pub(super) struct Question {
    app: AppState,
    sources: StoredValue<Vec<EpisodeSource>>,
    chosen: RwSignal<usize>,
    /// What it will be made from; none while that is read.
    mould: RwSignal<Option<EpisodeMould>>,
    pub problem: RwSignal<Option<String>>,
    pub episode: RwSignal<String>,
    /// As `2026-11-22`.
    pub date: RwSignal<String>,
    pub guests: RwSignal<String>,
    pub keeps_sponsors: RwSignal<bool>,
    /// Whether the number is the author's, and not the one proposed.
    is_typed: StoredValue<bool>,
    /// Whether the author wants it as soon as it is there.
    is_wanted: RwSignal<bool>,
    /// The notes as they will be.
    pub pieces: Memo<Vec<Piece>>,
}

impl Question {
    pub fn new(app: AppState) -> Self {
        let mould = RwSignal::new(None);
        let (episode, guests) = (RwSignal::new(String::new()), RwSignal::new(String::new()));
        let date = RwSignal::new(app.today().to_text(None));
        let keeps_sponsors = RwSignal::new(false);
        let pieces = Memo::new(move |_| {
            let answers = answers(&episode.get(), &date.get(), &guests.get(), keeps_sponsors.get());
            mould.with(|mould| mould.as_ref().map(|mould: &EpisodeMould| mould.pieces(&answers)).unwrap_or_default())
        });
        Self {
            app,
            sources: StoredValue::new(app.episode_sources()),
            chosen: RwSignal::new(0),
            mould,
            problem: RwSignal::new(None),
            episode,
            date,
            guests,
            keeps_sponsors,
            is_typed: StoredValue::new(false),
            is_wanted: RwSignal::new(false),
            pieces,
        }
    }

    /// What it can be made from, by name.
    pub fn labels(&self) -> Vec<String> {
        self.sources.with_value(|sources| sources.iter().map(EpisodeSource::label).collect())
    }

    /// Makes it from something else; `idx` is a number of the list.
    pub fn choose(&self, idx: &str) {
        self.chosen.set(idx.parse().unwrap_or_default());
        self.read_chosen();
    }

    /// Reads what it is made from. What is read for something that was chosen before comes too late.
    pub fn read_chosen(&self) {
        let question = *self;
        let chosen = self.chosen.get_untracked();
        let Some(source) = self.sources.with_value(|sources| sources.get(chosen).cloned()) else { return };
        self.mould.set(None);
        self.problem.set(None);
        spawn_local(async move {
            let mould = question.app.episode_mould(source).await;
            // The dialog may be closed by now.
            if question.chosen.try_get_untracked() == Some(chosen) {
                question.take(mould);
            }
        });
    }

    fn take(&self, mould: Result<EpisodeMould, String>) {
        match mould {
            Err(reason) => {
                self.is_wanted.set(false);
                self.problem.set(Some(reason));
            }
            Ok(mould) => {
                let asks = questions(&mould);
                self.keeps_sponsors.set(asks.sponsor_wish == SponsorWish::Keep);
                if !self.is_typed.get_value() {
                    self.episode.set(asks.episode.unwrap_or_default());
                }
                self.mould.set(Some(mould));
                if self.is_wanted.get_untracked() {
                    self.begin();
                }
            }
        }
    }

    /// What the show needs to know.
    pub fn asks(&self) -> Questions {
        self.mould.with(|mould| mould.as_ref().map(questions).unwrap_or_default())
    }

    pub fn type_number(&self, number: String) {
        self.is_typed.set_value(true);
        self.episode.set(number);
    }

    /// Whether what it is made from is still being read.
    pub fn is_waiting(&self) -> bool {
        self.mould.with(Option::is_none) && self.problem.with(Option::is_none)
    }

    /// Makes the episode and closes the dialog; as soon as it can be made.
    pub fn begin(&self) {
        if self.mould.with_untracked(Option::is_none) {
            return self.is_wanted.set(self.problem.with_untracked(Option::is_none));
        }
        let pieces = self.pieces.get_untracked();
        self.app.new_episode_shown.set(false);
        self.app.begin_episode(&pieces);
    }
}

fn questions(mould: &EpisodeMould) -> Questions {
    match mould {
        EpisodeMould::Episodes(mould) => mould.questions(),
        EpisodeMould::Template(_) => Questions::default(),
    }
}

fn answers(episode: &str, date: &str, guests: &str, keeps_sponsors: bool) -> Answers {
    let filled = |text: &str| Some(text.trim().to_owned()).filter(|text| !text.is_empty());
    Answers {
        episode: filled(episode),
        date: date_of(date),
        guests: guests.split(',').filter_map(filled).collect(),
        sponsors: if keeps_sponsors { SponsorWish::Keep } else { SponsorWish::Empty },
    }
}

/// Of what a browser's field for dates says: `2026-11-22`.
fn date_of(text: &str) -> Option<Date> {
    let mut numbers = text.split('-').map(|number| number.parse::<u32>().ok());
    let (year, month, day) = (numbers.next()??, numbers.next()??, numbers.next()??);
    Some(Date { year, month, day })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_becomes_answers() {
        let typed = answers(" 8 ", "2026-11-22", "Ann Lee, , Bob", true);
        assert_eq!(typed.episode.as_deref(), Some("8"));
        assert_eq!(typed.date, Some(Date { year: 2026, month: 11, day: 22 }));
        assert_eq!(typed.guests, ["Ann Lee", "Bob"]);
        assert_eq!(typed.sponsors, SponsorWish::Keep);
        let nothing = answers(" ", "", "", false);
        assert_eq!((nothing.episode, nothing.date, nothing.guests.len()), (None, None, 0));
    }
}
