//! What languages call months and days of the week, by the browser.

use js_sys::{Array, Date, Function, Intl::DateTimeFormat, Object, Reflect};
use leptos::prelude::window;
use wasm_bindgen::prelude::*;

use crate::rundown::DateNames;

/// In which shows write, beside the author's own: those with most podcasts.
const LANGUAGES: [&str; 16] =
    ["de", "es", "fr", "it", "pt", "nl", "pl", "sv", "da", "nb", "fi", "cs", "ru", "uk", "tr", "id"];
const DAY_MS: f64 = 86_400_000.0;

thread_local! {
    /// Takes some milliseconds.
    static KNOWN: Vec<DateNames> = known();
}

/// Those of the author's languages, then of others, as far as they name months and do not number them.
pub(super) fn known_date_names() -> Vec<DateNames> {
    KNOWN.with(Clone::clone)
}

fn known() -> Vec<DateNames> {
    let own = window().navigator().languages();
    let own = own.iter().filter_map(|language| language.as_string());
    let languages = own.chain(LANGUAGES.map(str::to_owned));
    let names = languages.filter_map(|language| names_in(&language));
    names.filter(|names| !names.months[0].contains(|c: char| c.is_ascii_digit())).collect()
}

/// None for what the browser takes for no language, though it may have named it itself: WebKit says `C`.
fn names_in(language: &str) -> Option<DateNames> {
    let month = |style| {
        let format = format(language, &[("day", "numeric"), ("month", style)])?;
        Some(move |month: i32| named(&format, "month", Date::utc(1970.0, f64::from(month))))
    };
    let weekday = |style| {
        let format = format(language, &[("weekday", style)])?;
        // The first Sunday of 1970 was the fourth day.
        Some(move |day: i32| named(&format, "weekday", f64::from(day + 3) * DAY_MS))
    };
    const MONTHS: [i32; 12] = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11];
    const WEEKDAYS: [i32; 7] = [0, 1, 2, 3, 4, 5, 6];
    Some(DateNames {
        months: MONTHS.map(month("long")?),
        short_months: MONTHS.map(month("short")?),
        weekdays: WEEKDAYS.map(weekday("long")?),
        short_weekdays: WEEKDAYS.map(weekday("short")?),
    })
}

fn format(language: &str, options: &[(&str, &str)]) -> Option<DateTimeFormat> {
    let object = Object::new();
    for (name, value) in options.iter().chain(&[("timeZone", "UTC")]) {
        // Cannot fail: the object is our own.
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    let member = |of: &JsValue, name: &str| Reflect::get(of, &name.into()).ok();
    let constructor: Function = member(&member(&js_sys::global(), "Intl")?, "DateTimeFormat")?.dyn_into().ok()?;
    Reflect::construct(&constructor, &Array::of2(&language.into(), &object)).ok().map(JsCast::unchecked_into)
}

/// One part of a date as the browser writes it; empty if it does not have it.
fn named(format: &DateTimeFormat, part: &str, time_ms: f64) -> String {
    let word = |object: &JsValue, name: &str| Reflect::get(object, &name.into()).ok()?.as_string();
    let parts = format.format_to_parts(&Date::new(&time_ms.into()));
    let found = parts.iter().find(|it| word(it, "type").as_deref() == Some(part));
    found.and_then(|it| word(&it, "value")).unwrap_or_default()
}
