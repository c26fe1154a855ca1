//! The author's settings.
//!
//! Settings are not work: those that cannot be read get their defaults, without an error. Each is read on its own, and
//! those that this version does not know are left unchanged when the settings are saved.

use serde::{Deserialize, Serialize};
use serde_json::value::{RawValue, to_raw_value};

use super::{StorageError, area};
use crate::draft::{DraftId, Order};
use crate::text::SortedMap;

/// Name -> value, each value as raw JSON.
type SettingsJson = SortedMap<String, Box<RawValue>>;

/// What is remembered beside the drafts.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Settings {
    /// The draft to continue with.
    pub open_draft: Option<DraftId>,
    /// The colours.
    pub theme: Theme,
    /// Whether the list of drafts is shown beside the notes, if there is room.
    pub drafts_shown: bool,
    /// What the list of drafts is sorted by.
    pub drafts_order: Order,
    /// The show whose episodes are listed; `None` for all drafts.
    pub drafts_show: Option<String>,
    /// Whether the outline is shown beside the preview, if there is room.
    pub outline_shown: bool,
    /// Whether editor and preview scroll together.
    pub scroll_sync: bool,
    /// Whether the remote images of all drafts may be fetched.
    pub images_always_allowed: bool,
}

/// The colours of the app.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Theme {
    /// The system's colours.
    #[default]
    System,
    /// Dark on light.
    Light,
    /// Light on dark.
    Dark,
}

impl Settings {
    /// Under what key local storage has them.
    pub const KEY: &str = "rundown.settings";

    /// The settings of this browser, with the default for each that is missing or damaged.
    pub fn load() -> Settings {
        Settings::read(&area::get_json(Self::KEY).unwrap_or_default())
    }

    /// Stores the settings.
    ///
    /// # Errors
    /// If the browser refuses. The stored settings are not changed.
    pub fn save(&self) -> Result<(), StorageError> {
        let mut written: SettingsJson = area::get_json(Self::KEY).unwrap_or_default();
        self.write(&mut written);
        area::set_json(Self::KEY, &written)
    }
}

impl Settings {
    /// The settings as JSON, for a backup.
    pub fn to_json(&self) -> String {
        let mut written = SettingsJson::new();
        self.write(&mut written);
        serde_json::to_string(&written).unwrap_or_default()
    }
}

impl Default for Settings {
    fn default() -> Settings {
        Settings {
            open_draft: None,
            theme: Theme::System,
            drafts_shown: true,
            drafts_order: Order::Modified,
            drafts_show: None,
            outline_shown: true,
            scroll_sync: true,
            images_always_allowed: false,
        }
    }
}

impl Settings {
    fn read(written: &SettingsJson) -> Settings {
        let default = Settings::default();
        let flag = |name: &str| read::<bool>(written, name);
        Settings {
            open_draft: read::<String>(written, "open_draft").and_then(|id| id.parse().ok()),
            theme: read::<String>(written, "theme").and_then(|name| Theme::named(&name)).unwrap_or(default.theme),
            drafts_shown: flag("drafts_shown").unwrap_or(default.drafts_shown),
            drafts_order: read::<String>(written, "drafts_order")
                .and_then(|name| order_named(&name))
                .unwrap_or(default.drafts_order),
            drafts_show: read(written, "drafts_show").unwrap_or(default.drafts_show),
            outline_shown: flag("outline_shown").unwrap_or(default.outline_shown),
            scroll_sync: flag("scroll_sync").unwrap_or(default.scroll_sync),
            images_always_allowed: flag("images_always_allowed").unwrap_or(default.images_always_allowed),
        }
    }

    fn write(&self, written: &mut SettingsJson) {
        write(written, "open_draft", &self.open_draft.as_ref().map(DraftId::as_str));
        write(written, "theme", &self.theme.name());
        write(written, "drafts_shown", &self.drafts_shown);
        write(written, "drafts_order", &order_name(self.drafts_order));
        write(written, "drafts_show", &self.drafts_show);
        write(written, "outline_shown", &self.outline_shown);
        write(written, "scroll_sync", &self.scroll_sync);
        write(written, "images_always_allowed", &self.images_always_allowed);
    }
}

impl Theme {
    fn name(self) -> &'static str {
        match self {
            Theme::System => "system",
            Theme::Light => "light",
            Theme::Dark => "dark",
        }
    }

    fn named(name: &str) -> Option<Theme> {
        [Theme::System, Theme::Light, Theme::Dark].into_iter().find(|theme| theme.name() == name)
    }
}

const ORDERS: [Order; 4] = [Order::Modified, Order::Created, Order::Title, Order::Size];

fn order_name(order: Order) -> &'static str {
    match order {
        Order::Modified => "modified",
        Order::Created => "created",
        Order::Title => "title",
        Order::Size => "size",
    }
}

fn order_named(name: &str) -> Option<Order> {
    ORDERS.into_iter().find(|order| order_name(*order) == name)
}

fn read<'a, T: Deserialize<'a>>(written: &'a SettingsJson, name: &str) -> Option<T> {
    serde_json::from_str(written.get(name)?.get()).ok()
}

fn write(written: &mut SettingsJson, name: &str, value: &impl Serialize) {
    let value = to_raw_value(value).expect("names and flags have a JSON form");
    written.insert(name.to_owned(), value);
}
