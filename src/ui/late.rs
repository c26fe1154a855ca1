//! The views of the late part, and where they go: what is named here and nowhere else comes late, with all that it alone
//! calls. What the state does by the late part is listed in `src/state/late.rs`.

use leptos::mount::mount_to;
use leptos::prelude::*;

use super::checks::{ChecksPanel, finding_keys};
use super::dialogs::backup::BackupDialog;
use super::dialogs::fix::FixDialog;
use super::dialogs::history::HistoryDialog;
use super::dialogs::keys::KeysDialog;
use super::dialogs::new_episode::NewEpisodeDialog;
use super::dialogs::palette::Palette;
use super::dialogs::rename_host::RenameHostDialog;
use super::dialogs::show_profile::ShowProfileDialog;
use super::dialogs::templates::TemplatesDialog;
use super::drafts::{DraftsPanel, draft_keys};
use super::frame::covered::CoveredLinks;
use super::frame::draft_name::follow_draft_name;
use super::frame::empty_state::EmptyState;
use super::frame::toolbar::Toolbar;
use super::frame::top_bar::{SaveMore, TabBar, TopActions, TopStart};
use super::outline::{DropLine, OutlineFoot, OutlineHint, OutlineMenu, segment_keys};
use super::parts::list::ShownKeys;
use super::parts::page;
use super::preview::{EditHere, PreviewFoot, PreviewNotes, PreviewToolbar, follow_acts};
use crate::state::late::LatePart;
use crate::state::use_app;

/// The late part. Named by the one function that fetches it (`src/main.rs`).
pub static LATE_PART: LatePart = LatePart::new(mount);

/// Puts the views of the late part into their places on the page, those first that the author looks for first.
fn mount() {
    follow_draft_name(use_app());
    put("top-start", || view! { <TopStart /> }.into_any());
    put("save-more", || view! { <SaveMore /> }.into_any());
    put("top-actions", || view! { <TopActions /> }.into_any());
    put("toolbar", || view! { <Toolbar /> }.into_any());
    put("preview-toolbar", || view! { <PreviewToolbar /> }.into_any());
    put("tab-bar", || view! { <TabBar /> }.into_any());
    put("drafts", || view! { <DraftsPanel /> }.into_any());
    put("preview-notes", || view! { <PreviewNotes /> }.into_any());
    follow_acts();
    put("edit-here", || view! { <EditHere /> }.into_any());
    put("preview-foot", || view! { <PreviewFoot /> }.into_any());
    put("outline-header", || view! { <OutlineMenu /> }.into_any());
    put("outline-drop", || view! { <DropLine /> }.into_any());
    put("outline-hint", || view! { <OutlineHint /> }.into_any());
    put("outline-foot", || view! { <OutlineFoot /> }.into_any());
    put("below-outline", || {
        view! {
            <ChecksPanel />
            <CoveredLinks />
        }
        .into_any()
    });
    put("empty-state", || view! { <EmptyState /> }.into_any());
    put("dialogs", || {
        view! {
            <Palette />
            <KeysDialog lists=keys_of_lists />
            <NewEpisodeDialog />
            <ShowProfileDialog />
            <RenameHostDialog />
            <TemplatesDialog />
            <FixDialog />
            <HistoryDialog />
            <BackupDialog />
        }
        .into_any()
    });
}

/// Puts views into an element of the page, for as long as that lives.
fn put(id: &str, views: fn() -> AnyView) {
    mount_to(page::element(id), views).forget();
}

fn keys_of_lists() -> Vec<(&'static str, Vec<ShownKeys>)> {
    vec![
        ("In the outline, on a segment", segment_keys()),
        ("In the checks, on a finding", finding_keys()),
        ("In the list of drafts", draft_keys()),
    ]
}
