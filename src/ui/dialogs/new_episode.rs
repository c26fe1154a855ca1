//! Asks what a new episode is to be made from, and shows it before it is there.

use leptos::html::Input;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::SubmitEvent;

use crate::rundown::{Answers, Date, EMPTY_FIELD, Questions, SponsorChoice};
use crate::state::{AppState, EpisodeBasis, EpisodeSource, OpenDialog, effect, today, use_app};
use crate::text::Piece;
use crate::ui::parts::dialog::Dialog;
use crate::ui::parts::dom::focus;
use crate::ui::parts::field::{CheckBox, Field, TextField};
use crate::ui::parts::show::Show;

#[component]
pub fn NewEpisodeDialog() -> impl IntoView {
    view! {
        <Dialog class="new-episode" title="New episode" which=|dialog| matches!(dialog, OpenDialog::NewEpisode)>
            <NewEpisodeForm />
        </Dialog>
    }
}

#[component]
fn NewEpisodeForm() -> impl IntoView {
    let question = Question::new(use_app());
    question.read_chosen();
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        question.begin();
    };
    view! {
        <form class="form" on:submit=submit>
            <div class="form-fields">
                <SourceField question />
                <NumberField question />
                <ShowFields question />
                <DateField question />
                <GuestsField question />
                <SponsorField question />
            </div>
            <p class="form-problem" role="alert">{move || question.shown_problem()}</p>
            <EpisodePreview pieces=question.pieces />
            <div class="form-actions">
                <p class="form-note" role="status">{move || question.note()}</p>
                <button type="submit" class="button primary">{"Create the episode"}</button>
            </div>
        </form>
    }
}

/// From which show, or which template.
#[component]
fn SourceField(question: Question) -> impl IntoView {
    let labels = question.labels();
    let option = |(idx, label): (usize, String)| view! { <option value=idx.to_string()>{label}</option> };
    let options = labels.into_iter().enumerate().map(option).collect_view();
    view! {
        <Field class="source" label="From" field_id="episode-source">
            <select id="episode-source" on:change=move |event| question.choose(&event_target_value(&event))>{options}</select>
        </Field>
    }
}

#[component]
fn NumberField(question: Question) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    effect(move || field.get().filter(|_| !question.begins_with_show()).iter().for_each(|field| focus(field)));
    view! {
        <Field class="number" label="Number" field_id="episode-number">
            <input
                node_ref=field
                id="episode-number"
                type="text"
                inputmode="numeric"
                autocomplete="off"
                maxlength="9"
                prop:value=question.episode
                on:input=move |event| question.type_number(event_target_value(&event))
            />
        </Field>
    }
}

/// What the show is called and who speaks, where no earlier episode says it.
#[component]
fn ShowFields(question: Question) -> impl IntoView {
    let field = NodeRef::<Input>::new();
    effect(move || field.get().filter(|_| question.begins_with_show()).iter().for_each(|field| focus(field)));
    view! {
        <Show when=move || question.asks_show()>
            <TextField
                label="Show"
                id="episode-show"
                placeholder="What titles begin with, like Teatime"
                field
                value=question.show
                on_input=move |show| question.type_show(show)
            />
            <TextField
                label="Hosts"
                id="episode-hosts"
                placeholder="Names with commas, as they take turns"
                value=question.hosts
                on_input=move |hosts| question.type_hosts(hosts)
            />
        </Show>
    }
}

/// The day of the episode, if its notes say it.
#[component]
fn DateField(question: Question) -> impl IntoView {
    view! {
        <Show when=move || question.asks().has_date>
            <Field label="Date" field_id="episode-date">
                <input
                    id="episode-date"
                    type="date"
                    prop:value=question.date
                    on:input=move |event| question.date.set(event_target_value(&event))
                />
            </Field>
        </Show>
    }
}

/// Who visits, if that happens in this show.
#[component]
fn GuestsField(question: Question) -> impl IntoView {
    view! {
        <Show when=move || question.asks().has_guests>
            <TextField
                label="Guests"
                id="episode-guests"
                placeholder="Names with commas, if known"
                value=question.guests
                on_input=move |guests| question.guests.set(guests)
            />
        </Show>
    }
}

/// Whether those who paid last time pay again.
#[component]
fn SponsorField(question: Question) -> impl IntoView {
    let label = move || format!("Keep the sponsor: {}", question.asks().sponsors.join(", "));
    view! {
        <Show when=move || !question.asks().sponsors.is_empty()>
            <CheckBox checked=question.keeps_sponsors label=Signal::derive(label) />
        </Show>
    }
}

#[component]
pub fn EpisodePreview(
    /// Reactive.
    #[prop(into)]
    pieces: Signal<Vec<Piece>>,
) -> impl IntoView {
    view! {
        <div class="episode-preview" role="region" aria-label="What the episode will say" tabindex="0">
            {move || pieces.with(|pieces| pieces.iter().map(shown).collect_view())}
        </div>
    }
}

fn shown(piece: &Piece) -> AnyView {
    match piece {
        Piece::Text(text) => view! { <span>{text.clone()}</span> }.into_any(),
        Piece::Stop { text, .. } if text.is_empty() => view! { <mark>{EMPTY_FIELD}</mark> }.into_any(),
        Piece::Stop { text, .. } => view! { <mark>{text.clone()}</mark> }.into_any(),
        Piece::Cursor => ().into_any(),
    }
}

const NOT_A_NUMBER: &str = "The number has only digits, like 12. Without one it may stay empty.";
const IS_FRAME: &str = "Rundown did not find this show's habits, so this is the frame of the last episode: its headings and standing text.";

/// What was asked and answered so far; gone with the form.
#[derive(Clone, Copy)]
struct Question {
    app: AppState,
    sources: StoredValue<Vec<EpisodeSource>>,
    chosen: RwSignal<usize>,
    /// What it will be made from; none while that is read.
    plan: RwSignal<Option<EpisodeBasis>>,
    problem: RwSignal<Option<String>>,
    episode: RwSignal<String>,
    /// As `2026-11-22`.
    date: RwSignal<String>,
    guests: RwSignal<String>,
    /// Empty where an earlier episode says it.
    show: RwSignal<String>,
    /// With commas.
    hosts: RwSignal<String>,
    keeps_sponsors: RwSignal<bool>,
    /// What is the author's, and not proposed.
    typed: StoredValue<Typed>,
    /// Whether the author wants it as soon as it is there.
    is_wanted: RwSignal<bool>,
    /// The notes as they will be.
    pieces: Memo<Vec<Piece>>,
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
    fn new(app: AppState) -> Self {
        let plan = RwSignal::new(None);
        let [episode, guests, show, hosts] = [(); 4].map(|()| RwSignal::new(String::new()));
        let date = RwSignal::new(today().to_text(None));
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
    fn labels(&self) -> Vec<String> {
        self.sources.with_value(|sources| sources.iter().map(EpisodeSource::label).collect())
    }

    /// Makes it from something else; `idx` is a number of the list.
    fn choose(&self, idx: &str) {
        self.typed.update_value(|typed| typed.source = true);
        self.chosen.set(idx.parse().unwrap_or_default());
        self.read_chosen();
    }

    /// Reads what it is made from. What is read for something that was chosen before comes too late.
    fn read_chosen(&self) {
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
    fn asks(&self) -> Questions {
        self.plan.with(|plan| plan.as_ref().map(EpisodeBasis::questions).unwrap_or_default())
    }

    /// Whether the show is asked for: it is a template that the episode is made from.
    fn asks_show(&self) -> bool {
        let chosen = self.chosen.get();
        self.sources.with_value(|sources| matches!(sources.get(chosen), Some(EpisodeSource::Template(_))))
    }

    /// Whether it is made from notes that were not recognised.
    fn is_frame(&self) -> bool {
        let chosen = self.chosen.get();
        self.sources.with_value(|sources| matches!(sources.get(chosen), Some(EpisodeSource::Frame { .. })))
    }

    /// Whether the show is the first thing to type, as where nothing was made yet.
    fn begins_with_show(&self) -> bool {
        let is_first_choice = !self.typed.get_value().source;
        is_first_choice && untrack(|| self.asks_show())
    }

    fn type_show(&self, show: String) {
        self.typed.update_value(|typed| typed.show = true);
        if !self.typed.get_value().hosts {
            self.hosts.set(self.known_hosts(&show).join(", "));
        }
        self.show.set(show);
    }

    fn type_hosts(&self, hosts: String) {
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
            self.app.library.change_show(show.trim(), move |profile| profile.hosts = Some(hosts.clone()));
        }
    }

    fn type_number(&self, number: String) {
        self.typed.update_value(|typed| typed.number = true);
        self.episode.set(number);
    }

    /// Why it cannot be made.
    fn shown_problem(&self) -> Option<String> {
        let is_number = self.episode.with(|episode| is_number(episode));
        self.problem.get().or_else(|| (!is_number).then(|| NOT_A_NUMBER.to_owned()))
    }

    /// What is going on, or what the author may not expect.
    fn note(&self) -> Option<&'static str> {
        match self.is_waiting() {
            true => Some("The last episodes are being read…"),
            false => (self.asks().is_frame || self.is_frame()).then_some(IS_FRAME),
        }
    }

    /// Whether what it is made from is still being read.
    fn is_waiting(&self) -> bool {
        self.plan.with(Option::is_none) && self.problem.with(Option::is_none)
    }

    /// Makes the episode and closes the dialog; as soon as it can be made.
    fn begin(&self) {
        if self.plan.with_untracked(Option::is_none) {
            return self.is_wanted.set(self.problem.with_untracked(Option::is_none));
        }
        if !self.episode.with_untracked(|episode| is_number(episode)) {
            return;
        }
        let pieces = self.pieces.get_untracked();
        self.keep_show();
        self.app.screen.close(|dialog| matches!(dialog, OpenDialog::NewEpisode));
        self.app.begin_episode(&pieces);
    }
}

fn answers(episode: &str, date: &str, guests: &str, keeps_sponsors: bool) -> Answers {
    Answers {
        episode: filled(episode).filter(|episode| is_number(episode)),
        date: date_of(date),
        guests: names(guests),
        sponsors: if keeps_sponsors { SponsorChoice::Keep } else { SponsorChoice::Empty },
        ..Answers::default()
    }
}

/// Whether a number of an episode is one, or not there yet.
fn is_number(text: &str) -> bool {
    text.trim().chars().all(|c| c.is_ascii_digit())
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
        assert_eq!(answers("seven", "", "", false).episode, None);
        let nothing = answers(" ", "", "", false);
        assert_eq!((nothing.episode, nothing.date, nothing.guests.len()), (None, None, 0));
    }
}
