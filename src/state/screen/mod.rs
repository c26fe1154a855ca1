//! What the page shows beside the notes: which dialog, which pane, messages, and how the author wants it to look.
//!
//! The lowest room: it knows neither drafts nor notes, and calls nobody.

mod dialog;
mod files;
mod notices;
mod settings;

use std::ops::Deref;

use leptos::prelude::*;

pub use self::dialog::{OpenDialog, ProposedFix, TemplatesShown, Unopened, Wanted};
pub(super) use self::files::text_of;
pub use self::notices::{About, Notice, Offer, Tone};
pub use self::settings::Pane;
use crate::storage::Settings;

/// What the page shows beside the notes. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub struct Screen(&'static ScreenSignals);

/// What it is made of. It lives as long as the page, so that a handle is a pointer: a closure that captures one stays small.
#[derive(Default)]
pub struct ScreenSignals {
    /// The dialogs that are open, the uppermost last: the palette may lie over another one.
    dialogs: RwSignal<Vec<OpenDialog>>,
    /// What is to get the focus, until it has it; see [`Screen::take_wanted`].
    wanted: RwSignal<Option<Wanted>>,
    /// Whether the menu of templates is open.
    pub template_menu_open: RwSignal<bool>,
    /// What a narrow screen shows, where there is room for one pane.
    pub pane: RwSignal<Pane>,
    /// The draft that was to be opened and could not be.
    pub unopened: RwSignal<Option<Unopened>>,
    pub notices: RwSignal<Vec<Notice>>,
    pub settings: RwSignal<Settings>,
    /// How many notices there have been.
    n_notices: StoredValue<u32>,
    /// Whether the settings have changed since they were stored.
    settings_due: StoredValue<bool>,
}

impl Deref for Screen {
    type Target = ScreenSignals;

    fn deref(&self) -> &ScreenSignals {
        self.0
    }
}

impl Screen {
    pub(super) fn new(settings: Settings) -> Screen {
        Screen(Box::leak(Box::new(ScreenSignals { settings: RwSignal::new(settings), ..ScreenSignals::default() })))
    }
}
