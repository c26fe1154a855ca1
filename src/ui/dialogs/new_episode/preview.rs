//! What a new episode will say, with its fields marked.

use leptos::prelude::*;

use crate::rundown::EMPTY_FIELD;
use crate::text::Piece;

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
