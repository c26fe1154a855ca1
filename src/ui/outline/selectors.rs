//! What tells each row that it is the current one, the one with the focus, the one that is carried.
//!
//! Notes may have thousands of segments: these tell the rows that it concerns, and no others.

use leptos::prelude::*;
use leptos::reactive::computed::Selector;

use super::view::OutlineView;
use crate::rundown::{HostColours, host_colours};

/// A row asks each of them with `Some` of its place.
#[derive(Clone)]
pub(super) struct RowSelectors {
    /// The segment that the cursor is in.
    pub current: Selector<Option<usize>>,
    /// The row that Tab comes to.
    pub tab_stop: Selector<Option<usize>>,
    pub carried: Selector<Option<usize>>,
    active: Selector<[Option<usize>; 3]>,
    /// The colour of each host.
    pub colours: Memo<HostColours>,
}

impl RowSelectors {
    pub fn new(view: OutlineView) -> Self {
        let app = view.app;
        let current = Memo::new(move |_| app.current_segment());
        let tab_stop = Memo::new(move |_| Some(view.tab_stop()));
        let active = move || [view.focused.get(), view.pointed_at.get(), view.menu_of.get()];
        Self {
            current: Selector::new(move || current.get()),
            tab_stop: Selector::new(move || tab_stop.get()),
            carried: Selector::new(move || view.carry.get().map(|carry| carry.idx)),
            active: Selector::new_with_fn(active, |row, active| active.contains(&row[0])),
            colours: Memo::new(move |_| app.outline.with(|outline| host_colours(outline))),
        }
    }

    /// Whether a row has the focus, the pointer or its menu open: such a row shows what can be done with it.
    pub fn is_active(&self, idx: usize) -> bool {
        self.active.selected(&[Some(idx), None, None])
    }
}
