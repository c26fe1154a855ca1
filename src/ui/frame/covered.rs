//! Which links of the notes other drafts have too.

use leptos::prelude::*;

use crate::state::{AppState, CoveredLink, CoveredPlace, use_app};
use crate::ui::parts::show::Show;

/// More nobody reads.
const N_SHOWN_AT_MOST: usize = 30;
/// So many drafts are named for each link.
const N_PLACES_AT_MOST: usize = 3;

#[component]
pub fn CoveredLinks() -> impl IntoView {
    let app = use_app();
    let items = move || {
        let item = |link: &CoveredLink| item(app, link);
        app.notes.covered.with(|covered| covered.iter().take(N_SHOWN_AT_MOST).map(item).collect_view())
    };
    view! {
        <Show when=move || app.notes.covered.with(|covered| !covered.is_empty())>
            <section class="covered" aria-label={"Already covered"}>
                <h2 class="panel-title">{"Already covered"}</h2>
                <ul class="covered-list" data-testid="covered">{items}</ul>
            </section>
        </Show>
    }
}

/// A link, and the drafts that have it.
fn item(app: AppState, link: &CoveredLink) -> AnyView {
    let line = link.line;
    let shown = shown_address(&link.url).to_owned();
    let places = link.places.iter().take(N_PLACES_AT_MOST).map(|place| opener(app, place.clone())).collect_view();
    let n_more = link.places.len().saturating_sub(N_PLACES_AT_MOST);
    let more = (n_more > 0).then(|| format!("and {n_more} more"));
    view! {
        <li data-line=line.to_string()>
            <button type="button" class="covered-link" on:click=move |_| app.notes.go_to_line(line)>{shown}</button>
            <span class="covered-places">{"in "}{places}{more}</span>
        </li>
    }
    .into_any()
}

fn opener(app: AppState, place: CoveredPlace) -> AnyView {
    let CoveredPlace { id, title, line } = place;
    let name = format!("Open {title} at line {line}");
    view! {
        <button type="button" class="link-button" aria-label=name on:click=move |_| app.open_draft_at_line(&id, line)>
            {title}
        </button>
    }
    .into_any()
}

/// Without what every address begins with.
fn shown_address(url: &str) -> &str {
    let bare = url.split_once("://").map_or(url, |(_, bare)| bare);
    bare.strip_prefix("www.").unwrap_or(bare).trim_end_matches('/')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn addresses_are_shown_without_their_beginning() {
        assert_eq!(shown_address("https://www.kites.example/fly/"), "kites.example/fly");
        assert_eq!(shown_address("kites"), "kites");
    }
}
