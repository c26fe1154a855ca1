//! What heads the preview: the episode, who pays for it, and who comes to it.

use leptos::prelude::*;

use crate::rundown::{Outline, Sponsor};
use crate::state::use_app;

#[component]
pub fn EpisodeHeader() -> impl IntoView {
    let app = use_app();
    let header = Memo::new(move |_| app.outline.with(|outline| Header::of(outline)));
    view! {
        <Show when=move || header.with(|header| *header != Header::default())>
            <header class="episode-header" aria-label="Episode">
                {move || {
                    let header = header.get();
                    view! {
                        {header.title.map(|title| view! { <p class="episode-title">{title}</p> })}
                        <dl class="episode-facts">
                            {fact("Episode", header.episode)}
                            {fact("Segments", header.n_segments)}
                            {fact("Sponsor", header.sponsors)}
                            {fact("Guest", header.guests)}
                        </dl>
                    }
                }}
            </header>
        </Show>
    }
}

/// The words of the header; empty where the notes do not say.
#[derive(Clone, Default, PartialEq)]
struct Header {
    title: Option<String>,
    episode: Option<String>,
    n_segments: Option<String>,
    sponsors: Option<String>,
    guests: Option<String>,
}

impl Header {
    fn of(outline: &Outline) -> Self {
        let n_segments = outline.segments.len();
        Self {
            title: outline.title.clone(),
            episode: outline.episode.map(|episode| episode.to_string()),
            n_segments: (n_segments > 0).then(|| n_segments.to_string()),
            sponsors: joined(outline.sponsors.iter().map(|sponsor: &Sponsor| sponsor.name.as_str())),
            guests: joined(outline.guests.iter().map(String::as_str)),
        }
    }
}

fn joined<'a>(names: impl Iterator<Item = &'a str>) -> Option<String> {
    let names: Vec<&str> = names.collect();
    (!names.is_empty()).then(|| names.join(", "))
}

fn fact(term: &'static str, value: Option<String>) -> impl IntoView {
    value.map(|value| view! { <div><dt>{term}</dt><dd>{value}</dd></div> })
}
