//! What stands beside the preview: the outline, and below it what the checks have found and what was covered before.

use leptos::prelude::*;

use super::covered_links::CoveredLinks;
use crate::ui::checks::ChecksPanel;
use crate::ui::outline::OutlinePanel;

#[component]
pub fn SidePanel() -> impl IntoView {
    view! {
        <div class={"side panel"}>
            <OutlinePanel />
            <ChecksPanel />
            <CoveredLinks />
        </div>
    }
}
