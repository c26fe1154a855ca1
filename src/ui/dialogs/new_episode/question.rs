//! What is asked before a new episode is made, and what it comes to.

use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::rundown::{Answers, Date, Questions, SponsorChoice};
use crate::state::{AppState, EpisodeBasis, EpisodeSource, OpenDialog};
use crate::text::Piece;

/// What was asked and answered so far; gone with the form.
#[derive(Clone, Copy)]
pub(super) struct Question {
    app: AppState,
    sources: StoredValue<Vec<EpisodeSource>>,
    chosen: RwSignal<usize>,
    /// What it will be made from; none while that is read.
    plan: RwSignal<Option<EpisodeBasis>>,
    pub problem: RwSignal<Option<String>>,
    pub episode: RwSignal<String>,
    /// As `2026-11-22`.
    pub date: RwSignal<String>,
    pub guests: RwSignal<String>,
    /// Empty where an earlier episode says it.
    pub show: RwSignal<String>,
    /// With commas.
    pub hosts: RwSignal<String>,
    pub keeps_sponsors: RwSignal<bool>,
    /// What is the author's, and not proposed.
    typed: StoredValue<Typed>,
    /// Whether the author wants it as soon as it is there.
    is_wanted: RwSignal<bool>,
    /// The notes as they will be.
    pub pieces: Memo<Vec<Piece>>,
}

/// Fields that the author has typed in.
#[derive(Clone, Copy, Debug, Default)]
struct Typed {
    number: bool,
    show: bool,
    hosts: bool,
    /// Whether what it is made from was chosen.
    source: bool,
}

impl Question {
    pub fn new(app: AppState) -> Self {
        let plan = RwSignal::new(None);
        let [episode, guests, show, hosts] = [(); 4].map(|()| RwSignal::new(String::new()));
        let date = RwSignal::new(app.today().to_text(None));
        let keeps_sponsors = RwSignal::new(false);
        let pieces = Memo::new(move |_| {
            let typed = answers(&episode.get(), &date.get(), &guests.get(), keeps_sponsors.get());
            let answers = Answers { show: filled(&show.get()), hosts: names(&hosts.get()), ..typed };
            plan.with(|plan| plan.as_ref().map(|plan: &EpisodeBasis| plan.pieces(&answers)).unwrap_or_default())
        });
        Self {
            app,
            sources: StoredValue::new(app.episode_sources()),
            chosen: RwSignal::new(0),
            plan,
            problem: RwSignal::new(None),
            episode,
            date,
            guests,
            show,
            hosts,
            keeps_sponsors,
            typed: StoredValue::new(Typed::default()),
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
        self.typed.update_value(|typed| typed.source = true);
        self.chosen.set(idx.parse().unwrap_or_default());
        self.read_chosen();
    }

    /// Reads what it is made from. What is read for something that was chosen before comes too late.
    pub fn read_chosen(&self) {
        let question = *self;
        let chosen = self.chosen.get_untracked();
        let Some(source) = self.sources.with_value(|sources| sources.get(chosen).cloned()) else { return };
        self.plan.set(None);
        self.problem.set(None);
        spawn_local(async move {
            let plan = question.app.episode_basis(source).await;
            // The dialog may be closed by now.
            if question.chosen.try_get_untracked() == Some(chosen) {
                question.take(plan);
            }
        });
    }

    fn take(&self, plan: Result<EpisodeBasis, String>) {
        match plan {
            Err(reason) => {
                self.is_wanted.set(false);
                self.problem.set(Some(reason));
            }
            Ok(plan) => {
                let asks = plan.questions();
                self.propose_show(&plan);
                self.keeps_sponsors.set(asks.sponsor_choice == SponsorChoice::Keep);
                if !self.typed.get_value().number {
                    self.episode.set(asks.episode.unwrap_or_default());
                }
                self.plan.set(Some(plan));
                if self.is_wanted.get_untracked() {
                    self.begin();
                }
            }
        }
    }

    /// What the show needs to know.
    pub fn asks(&self) -> Questions {
        self.plan.with(|plan| plan.as_ref().map(EpisodeBasis::questions).unwrap_or_default())
    }

    /// Whether the show is asked for: it is a template that the episode is made from.
    pub fn asks_show(&self) -> bool {
        let chosen = self.chosen.get();
        self.sources.with_value(|sources| matches!(sources.get(chosen), Some(EpisodeSource::Template(_))))
    }

    /// Whether the show is the first thing to type, as where nothing was made yet.
    pub fn begins_with_show(&self) -> bool {
        let is_first_choice = !self.typed.get_value().source;
        is_first_choice && untrack(|| self.asks_show())
    }

    pub fn type_show(&self, show: String) {
        self.typed.update_value(|typed| typed.show = true);
        if !self.typed.get_value().hosts {
            self.hosts.set(self.known_hosts(&show).join(", "));
        }
        self.show.set(show);
    }

    pub fn type_hosts(&self, hosts: String) {
        self.typed.update_value(|typed| typed.hosts = true);
        self.hosts.set(hosts);
    }

    /// Fills in what is known of the show, where the author has typed nothing.
    fn propose_show(&self, plan: &EpisodeBasis) {
        let EpisodeBasis::Template(plan) = plan else { return };
        let typed = self.typed.get_value();
        if !typed.show {
            self.show.set(plan.show.clone());
        }
        if !typed.show && !typed.hosts {
            self.hosts.set(plan.hosts.join(", "));
        }
    }

    /// Who is known to speak in a show before the author says it here.
    fn known_hosts(&self, show: &str) -> Vec<String> {
        let proposed = self.plan.with_untracked(|plan| match plan {
            Some(EpisodeBasis::Template(plan)) if plan.show == show.trim() => Some(plan.hosts.clone()),
            _ => None,
        });
        proposed.or_else(|| self.app.library.show_profile(show).hosts).unwrap_or_default()
    }

    /// Keeps what was said of the show, unless it is known.
    fn keep_show(&self) {
        let show = self.show.get_untracked();
        let hosts = names(&self.hosts.get_untracked());
        let is_new = !hosts.is_empty() && hosts != self.known_hosts(&show);
        if untrack(|| self.asks_show()) && filled(&show).is_some() && is_new {
            self.app.say_hosts(show.trim(), hosts);
        }
    }

    pub fn type_number(&self, number: String) {
        self.typed.update_value(|typed| typed.number = true);
        self.episode.set(number);
    }

    /// Whether what it is made from is still being read.
    pub fn is_waiting(&self) -> bool {
        self.plan.with(Option::is_none) && self.problem.with(Option::is_none)
    }

    /// Makes the episode and closes the dialog; as soon as it can be made.
    pub fn begin(&self) {
        if self.plan.with_untracked(Option::is_none) {
            return self.is_wanted.set(self.problem.with_untracked(Option::is_none));
        }
        let pieces = self.pieces.get_untracked();
        self.keep_show();
        self.app.screen.close(|dialog| matches!(dialog, OpenDialog::NewEpisode));
        self.app.begin_episode(&pieces);
    }
}

fn answers(episode: &str, date: &str, guests: &str, keeps_sponsors: bool) -> Answers {
    Answers {
        episode: filled(episode),
        date: date_of(date),
        guests: names(guests),
        sponsors: if keeps_sponsors { SponsorChoice::Keep } else { SponsorChoice::Empty },
        ..Answers::default()
    }
}

fn filled(text: &str) -> Option<String> {
    Some(text.trim().to_owned()).filter(|text| !text.is_empty())
}

/// Of people, with commas in between.
fn names(text: &str) -> Vec<String> {
    text.split(',').filter_map(filled).collect()
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
        assert_eq!(typed.sponsors, SponsorChoice::Keep);
        let nothing = answers(" ", "", "", false);
        assert_eq!((nothing.episode, nothing.date, nothing.guests.len()), (None, None, 0));
    }
}
