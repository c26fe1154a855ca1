//! What stands above the notes in the preview: how it scrolls, how much of it is shown, what is folded; the question before images
//! are fetched from other sites; and the episode, who pays for it, who comes to it, and how much of it is whose.

use leptos::prelude::*;

use crate::outline::{HostTotal, LiveOutline, Outline, SegmentKind, Sponsor, host_totals};
use crate::state::{follow_when_idle, use_app};
use crate::ui::parts::counted::{counted, words, words_and_time};
use crate::ui::parts::icon::{self, Icon};
use crate::ui::parts::show::Show;

#[component]
pub fn PreviewToolbar() -> impl IntoView {
    let app = use_app();
    let has_segments = Memo::new(move |_| app.notes.outline.with(|outline| !outline.segments.is_empty()));
    let is_folded = Memo::new(move |_| app.notes.folded.with(|folded| !folded.is_empty()));
    let fold_label = Signal::derive(move || if is_folded.get() { "Unfold all" } else { "Fold all" });
    let fold_or_unfold = move || if is_folded.get_untracked() { app.notes.unfold_all() } else { app.notes.fold_all() };
    view! {
            <ToggleButton
                label="Scroll together"
                path=icon::SCROLL_TOGETHER
                pressed=Signal::derive(move || app.screen.settings.with(|settings| settings.scroll_sync))
                toggle=Callback::new(move |()| app.screen.toggle_scroll_sync())
            />
            <ToggleButton
                label="Only this segment"
                path=icon::ONLY_THIS
                pressed=app.notes.only_current
                disabled=Signal::derive(move || !has_segments.get() && !app.notes.only_current.get())
                toggle=Callback::new(move |()| app.notes.toggle_only_current())
            />
            <button
                type="button"
                class="icon-button"
                aria-label=fold_label
                title=fold_label
                disabled=move || !has_segments.get()
                on:click=move |_| fold_or_unfold()
            >
                {move || if is_folded.get() {
                    view! { <Icon path=icon::UNFOLD_ALL /> }
                } else {
                    view! { <Icon path=icon::FOLD_ALL /> }
                }}
            </button>
    }
}

#[component]
fn ToggleButton(
    /// One-time: accessible name and tooltip.
    label: &'static str,
    /// One-time: the icon.
    path: &'static str,
    /// Reactive.
    #[prop(into)]
    pressed: Signal<bool>,
    /// Reactive.
    #[prop(optional)]
    disabled: Signal<bool>,
    toggle: Callback<()>,
) -> impl IntoView {
    view! {
        <button
            type="button"
            class="icon-button"
            aria-label=label
            title=label
            aria-pressed=move || pressed.get().to_string()
            disabled=disabled
            on:click=move |_| toggle.run(())
        >
            <Icon path />
        </button>
    }
}

#[component]
pub fn ImageNotice() -> impl IntoView {
    let app = use_app();
    let n_blocked = app.notes.n_images_blocked;
    let text = Signal::derive(move || match n_blocked.get() {
        1 => "1 image from another site is not loaded.".to_owned(),
        n => format!("{n} images from other sites are not loaded."),
    });
    let always = move || app.screen.settings.with(|settings| settings.images_always_allowed);
    view! {
        <Show when=move || { n_blocked.get() > 0 }>
            <div class="image-notice" role="note">
                <p>{text}</p>
                <button type="button" class="button small" on:click=move |_| app.notes.allow_images_here()>{"Show in this draft"}</button>
                <button type="button" class="button small" on:click=move |_| app.notes.allow_images_always()>{"Always show"}</button>
            </div>
        </Show>
        <Show when=always>
            <div class="image-notice" role="note">
                <p>{"Images from other sites are shown in every draft."}</p>
                <button type="button" class="button small" on:click=move |_| app.notes.ask_before_images()>{"Ask first"}</button>
            </div>
        </Show>
    }
}

#[component]
pub fn EpisodeHeader() -> impl IntoView {
    let app = use_app();
    let facts = follow_when_idle(
        move || {
            app.notes.outline.track();
            app.notes.word_counts.track();
        },
        move || {
            app.notes.outline.with(|outline| app.notes.word_counts.with(|word_counts| Facts::of(outline, word_counts)))
        },
    );
    let header = Memo::new(move |_| facts.with(|facts| facts.header.clone()));
    let is_empty = Memo::new(move |_| header.with(|header| *header == Header::default()));
    let length = move || Some(app.notes.n_words.get()).filter(|n| *n > 0).map(words_and_time);
    view! {
        <Show when=move || !is_empty.get() && !app.notes.only_current.get()>
            <header class="episode-header" aria-label="Episode">
                {move || {
                    let header = header.get();
                    view! {
                        {header.title.map(|title| view! { <p class="episode-title">{title}</p> })}
                        <dl class="episode-facts">
                            {fact("Episode", header.episode)}
                            {fact("Segments", header.segments)}
                            {move || fact("Length", length())}
                            {fact("Sponsor", header.sponsors)}
                            {fact("Guest", header.guests)}
                        </dl>
                    }
                }}
                {move || facts.with(|facts| host_list(&facts.hosts))}
            </header>
        </Show>
    }
}

/// What is read from all of the outline.
#[derive(PartialEq)]
struct Facts {
    header: Header,
    /// Each with its colour.
    hosts: Vec<(HostTotal, usize)>,
}

impl Facts {
    fn of(outline: &LiveOutline, word_counts: &[usize]) -> Self {
        let colours = outline.host_colours();
        let with_colour = |total: HostTotal| {
            let colour = colours.of(&total.host);
            (total, colour)
        };
        let hosts = host_totals(outline, word_counts).into_iter().map(with_colour);
        Self { header: Header::of(outline), hosts: hosts.collect() }
    }
}

/// The words of the header; empty where the notes do not say.
#[derive(Clone, Default, PartialEq)]
struct Header {
    title: Option<String>,
    episode: Option<String>,
    segments: Option<String>,
    sponsors: Option<String>,
    guests: Option<String>,
}

impl Header {
    fn of(outline: &Outline) -> Self {
        Self {
            title: outline.title.clone(),
            episode: outline.episode.map(|episode| episode.to_string()),
            segments: segments(outline),
            sponsors: joined(outline.sponsors.iter().map(shown_name)),
            guests: joined(outline.guests.iter().map(String::as_str)),
        }
    }
}

/// `6 topics, 2 other parts`: topics apart from what every episode has.
fn segments(outline: &Outline) -> Option<String> {
    let n_topics = outline.segments.iter().filter(|segment| segment.label.kind == SegmentKind::Topic).count();
    let n_parts = outline.segments.len() - n_topics;
    let part = if n_topics == 0 { "part" } else { "other part" };
    let amounts = [(n_topics, "topic"), (n_parts, part)].into_iter().filter(|(n_things, _)| *n_things > 0);
    let amounts: Vec<String> = amounts.map(|(n_things, thing)| counted(n_things, thing)).collect();
    joined(amounts.iter().map(String::as_str))
}

/// `us` is clear where the notes say it, and nowhere else.
fn shown_name(sponsor: &Sponsor) -> &str {
    if sponsor.is_the_show() { "the show itself" } else { &sponsor.name }
}

fn joined<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let names: Vec<&str> = names.collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn fact(term: &'static str, value: Option<String>) -> impl IntoView {
    value.map(|value| view! { <div><dt>{term}</dt><dd>{value}</dd></div> })
}

/// Each host with segments and words: `Ann 3 · 412 words`.
fn host_list(hosts: &[(HostTotal, usize)]) -> impl IntoView + use<> {
    let item = |(total, colour): &(HostTotal, usize)| {
        let amount = format!(" {} · {}", total.n_segments, words(total.n_words));
        view! { <li data-host-colour=*colour><span class="host-chip">{total.host.clone()}</span>{amount}</li> }
    };
    let items = (!hosts.is_empty()).then(|| hosts.iter().map(item).collect_view());
    items.map(|items| view! { <ul class="episode-hosts" aria-label="Segments and words of each host">{items}</ul> })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::{BlockList, RenderOptions};

    #[track_caller]
    fn check(notes: &str, expected: Option<&str>) {
        let outline = Outline::of(&BlockList::new(notes, RenderOptions::default()));
        assert_eq!(segments(&outline).as_deref(), expected, "{notes}");
    }

    #[test]
    fn topics_are_counted_apart_from_named_parts() {
        check("Ann #1: Kites\n\nBen #2: Planes\n\nExtras\n", Some("2 topics, 1 other part"));
        check("Ann #1: Kites\n", Some("1 topic"));
        check("Extras\n\nJoke\n", Some("2 parts"));
        check("Just text.\n", None);
    }
}
