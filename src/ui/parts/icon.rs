//! Line icons, drawn on a grid of 16 by 16.

use leptos::prelude::*;
use web_sys::Element;

use super::dom::{append, set};

pub const SIDEBAR: &str = "M2.5 3.5h11v9h-11zM6.5 3.5v9";
pub const OUTLINE: &str = "M2.5 3.5h11v9h-11zM9.5 3.5v9";
pub const UNDO: &str = "M5.5 3 2.5 6l3 3M2.5 6h7a4 4 0 0 1 0 8H6";
pub const REDO: &str = "m10.5 3 3 3-3 3M13.5 6h-7a4 4 0 0 0 0 8H10";
pub const CODE: &str = "m5 4.5-3.5 3.5L5 11.5M11 4.5l3.5 3.5-3.5 3.5";
pub const LINK: &str =
    "M6.5 9.5 9.5 6.5M7 4.5l1.5-1.5a3.180 3.180 0 0 1 4.5 4.5L11.5 9M9 11.5 7.5 13A3.180 3.180 0 0 1 3 8.5L4.5 7";
pub const BULLETS: &str = "M2.5 4h.01M2.5 8h.01M2.5 12h.01M6 4h8M6 8h8M6 12h8";
pub const NUMBERS: &str = "M2 2.5h1v3M2 5.5h2M2 9.5h2L2 12.5h2M7 4h7M7 11h7";
pub const QUOTE: &str = "M2.5 3v10M6 4.5h8M6 8h8M6 11.5h5";
pub const FIND: &str = "M7 11.5a4.5 4.5 0 1 0 0-9 4.5 4.5 0 0 0 0 9ZM10.5 10.5 14 14";
pub const PLUS: &str = "M8 3v10M3 8h10";
pub const DOWNLOAD: &str = "M8 2.5v8M4.5 7 8 10.5 11.5 7M3 13.5h10";
pub const MORE: &str = "M3.5 8h.01M8 8h.01M12.5 8h.01";
pub const PIN: &str = "M6 2.5h4l-.5 4.5 2 2.5h-7l2-2.5zM8 9.5v4";
pub const GRIP: &str = "M6 4h.01M10 4h.01M6 8h.01M10 8h.01M6 12h.01M10 12h.01";
pub const CHEVRON: &str = "m4.5 6.5 3.5 3.5 3.5-3.5";
pub const CLOSE: &str = "m4 4 8 8M12 4l-8 8";
pub const THEME: &str = "M8 2.5a5.5 5.5 0 1 0 0 11zM8 2.5a5.5 5.5 0 0 1 0 11";
pub const HISTORY: &str = "M2.5 8a5.5 5.5 0 1 0 1.700-4M2.500 2.500v2.500H5M8 5v3.500l2 1.500";
pub const KEYS: &str = "M1.5 4.5h13v7h-13zM4 7h.01M6.700 7h.01M9.300 7h.01M12 7h.01M5 9.5h6";
pub const SCROLL_TOGETHER: &str = "M5 2.5v11M2.5 5 5 2.5 7.500 5M11 2.5v11M8.500 11l2.5 2.5 2.5-2.5";
pub const ONLY_THIS: &str = "M2.5 5V2.5H5M11 2.5h2.5V5M13.5 11v2.5H11M5 13.5H2.5V11M5 8h6";
pub const FOLD_ALL: &str = "m5 2 3 3 3-3M5 14l3-3 3 3M2.5 8h11";
pub const UNFOLD_ALL: &str = "m5 5 3-3 3 3M5 11l3 3 3-3M2.5 8h11";

/// One of the icons; decoration only, its button carries the name.
#[component]
pub fn Icon(
    /// One-time: the outline to draw.
    path: &'static str,
) -> impl IntoView {
    view! {
        <svg class="icon" viewBox="0 0 16 16" width="16" height="16" aria-hidden="true">
            <path d=path fill="none" stroke="currentColor" stroke-width="1.4" stroke-linecap="round" stroke-linejoin="round" />
        </svg>
    }
}

/// The same, made by hand.
pub fn element(path: &str) -> Element {
    let [icon, line] = ["svg", "path"].map(|name| {
        document().create_element_ns(Some("http://www.w3.org/2000/svg"), name).expect("both are names of elements")
    });
    let attributes =
        [("class", "icon"), ("viewBox", "0 0 16 16"), ("width", "16"), ("height", "16"), ("aria-hidden", "true")];
    let line_attributes = [
        ("d", path),
        ("fill", "none"),
        ("stroke", "currentColor"),
        ("stroke-width", "1.4"),
        ("stroke-linecap", "round"),
        ("stroke-linejoin", "round"),
    ];
    attributes.iter().for_each(|(name, value)| set(&icon, name, value));
    line_attributes.iter().for_each(|(name, value)| set(&line, name, value));
    append(&icon, &line);
    icon
}
