//! The segments of the notes, in order; selecting one goes there.

use leptos::prelude::*;

use super::panel::focus_when_shown;
use crate::rundown::{Segment, SegmentKind};
use crate::state::{Pane, use_app};

#[component]
pub fn OutlinePanel() -> impl IntoView {
    let app = use_app();
    let current = Memo::new(move |_| app.outline.with(|outline| outline.segment_at_line(app.cursor_line.get())));
    let rows = move || {
        let segments = app.outline.with(|outline| outline.segments.clone());
        segments.into_iter().enumerate().map(|(idx, segment)| row(segment, idx, current)).collect_view()
    };
    let empty = move || app.outline.with(|outline| outline.segments.is_empty());
    let panel = NodeRef::new();
    focus_when_shown(panel, Pane::Outline);
    view! {
        <nav node_ref=panel class="outline panel" aria-label="Outline" data-testid="outline" tabindex="-1">
            <h2 class="panel-title">{"Outline"}</h2>
            <ol>{rows}</ol>
            <Show when=empty>
                <p class="panel-hint">
                    {"No segments yet. A segment begins with a label such as “"}
                    <b>{"Ada #1:"}</b>
                    {" Title”, or with a heading. Insert one from a template."}
                </p>
            </Show>
        </nav>
    }
}

/// One segment. The item's text is the title alone; the style sheet shows the number and the host.
fn row(segment: Segment, idx: usize, current: Memo<Option<usize>>) -> impl IntoView {
    let app = use_app();
    let label = segment.label;
    let line = segment.line;
    let number = label.number.map(|number| number.to_string());
    let untitled = label.title.is_none();
    let title = label.title.unwrap_or_else(|| untitled_name(label.kind).to_owned());
    let name = [number.as_ref().map(|number| format!("{number}.")), label.host.clone(), Some(title.clone())]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" ");
    view! {
        <li
            data-kind=label.kind.name()
            data-number=number.unwrap_or_default()
            data-host=label.host.unwrap_or_default()
            data-line=line
            class:untitled=untitled
            aria-current=move || (current.get() == Some(idx)).then_some("true")
        >
            <button type="button" aria-label=name on:click=move |_| app.go_to_line(line)>{title}</button>
        </li>
    }
}

fn untitled_name(kind: SegmentKind) -> &'static str {
    match kind {
        SegmentKind::Topic => "Untitled",
        SegmentKind::Extras => "Extras",
        SegmentKind::Joke => "Joke",
        SegmentKind::Other => "Other",
    }
}
