//! What the checks have found: gone to, explained, fixed and ignored.

mod list;

use leptos::prelude::*;

use self::list::FindingList;
pub use self::list::{finding_keys, severity_name};
use crate::rundown::Check;
use crate::state::{AppState, Command, Wanted, effect, use_app};
use crate::ui::parts::counted::counted;
use crate::ui::parts::menu::{Menu, MenuButton, MenuItem};
use crate::ui::parts::show::Show;

#[component]
pub fn ChecksPanel() -> impl IntoView {
    let app = use_app();
    let list = FindingList::new(app);
    list.follow();
    effect(move || {
        if app.screen.take_wanted(Wanted::Findings) {
            request_animation_frame(move || list.list.focus_tab_stop());
        }
    });
    view! {
        <section class="checks" aria-label="Checks" data-testid="checks">
            <Header />
            <div class="checks-scroller">
                <ul
                    node_ref=list.root
                    class="finding-list"
                    on:click=move |event| list.click(&event)
                    on:keydown=move |event| list.press_key(&event)
                    on:focusin=move |event| list.list.focus_in(&event)
                    on:focusout=move |event| list.list.focus_out(&event)
                ></ul>
                <Show when=move || list.n_hidden() != 0>
                    <p class="panel-hint">
                        <button type="button" class="button small" on:click=move |_| list.show_all()>
                            {move || format!("Show {} more", list.n_hidden())}
                        </button>
                    </p>
                </Show>
                <Nothing />
            </div>
            <p class="visually-hidden" role="status">{app.notes.checks.said}</p>
        </section>
    }
}

#[component]
fn Header() -> impl IntoView {
    let app = use_app();
    let n_found = Memo::new(move |_| app.notes.checks.findings.with(Vec::len));
    let count = move || Some(n_found.get()).filter(|n_found| *n_found > 0).map(|n_found| counted(n_found, "finding"));
    view! {
        <div class="outline-header">
            <h2 class="panel-title">{"Checks"}<span class="checks-count">{count}</span></h2>
            <Menu label="More for the checks" button=MenuButton::More items=move |()| items(app) />
        </div>
    }
}

fn items(app: AppState) -> Vec<MenuItem> {
    let item = move |command: Command| MenuItem::new(command.label(), command.shown_key(), move || app.run(command));
    let mut items: Vec<MenuItem> = [Command::FixAll, Command::NextFinding, Command::PreviousFinding].map(item).into();
    if app.notes.has_ignored_places() {
        items.push(MenuItem::new("Notice what is ignored here", "in this draft", move || {
            app.notes.stop_ignoring_places()
        }));
    }
    let notice = move |check: &'static Check| {
        MenuItem::new(format!("Notice “{}” again", check.title), "in this show", move || {
            app.notes.stop_ignoring_in_show(check)
        })
    };
    items.extend(app.notes.ignored_in_show().into_iter().map(notice));
    items
}

/// What is said in place of an empty list.
#[component]
fn Nothing() -> impl IntoView {
    let app = use_app();
    let n_ignored = move || match app.notes.checks.n_ignored.get() {
        0 => String::new(),
        n_ignored => format!("{} ignored.", counted(n_ignored, "finding")),
    };
    view! {
        <Show when=move || app.notes.checks.findings.with(Vec::is_empty)>
            <p class="panel-hint">{move || if app.notes.checks.is_unchecked.get() { "Checking…" } else { "Nothing to fix." }}</p>
        </Show>
        <p class="panel-hint checks-ignored">{n_ignored}</p>
    }
}
