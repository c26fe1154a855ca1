//! Times as they are said: `14:05`, `12 Mar`, in the browser's language where there is one to choose.
//!
//! A format of the browser's takes longer to make than a hundred dates to write, so each is made once.

use js_sys::{Array, Date, Function, Intl::DateTimeFormat, Object, Reflect};
use wasm_bindgen::JsValue;

/// The formats of times, each a function of the browser's.
struct Formats {
    time: Function,
    day: Function,
    day_of_year: Function,
    full: Function,
}

thread_local! {
    static FORMATS: Formats = Formats {
        time: format(&[("hour", "2-digit"), ("minute", "2-digit")]),
        day: format(&[("day", "numeric"), ("month", "short")]),
        day_of_year: format(&[("day", "numeric"), ("month", "short"), ("year", "numeric")]),
        full: format(&[("dateStyle", "medium"), ("timeStyle", "medium")]),
    };
}

fn format(options: &[(&str, &str)]) -> Function {
    let object = Object::new();
    for (name, value) in options {
        // Cannot fail: the object is our own.
        let _ = Reflect::set(&object, &(*name).into(), &(*value).into());
    }
    DateTimeFormat::new(&Array::new(), &object).format()
}

/// `14:05` for today, `12 Mar` for this year, `12 Mar 2024` for before. Times are in milliseconds since 1970.
pub(super) fn when(time_ms: u64) -> String {
    let (date, now) = (date(time_ms), Date::new_0());
    let is_today = date.to_date_string() == now.to_date_string();
    let is_this_year = date.get_full_year() == now.get_full_year();
    FORMATS.with(|formats| {
        written(
            &date,
            match (is_today, is_this_year) {
                (true, _) => &formats.time,
                (_, true) => &formats.day,
                _ => &formats.day_of_year,
            },
        )
    })
}

/// `12 Mar 2024, 14:05:33`.
pub(super) fn when_exactly(time_ms: u64) -> String {
    FORMATS.with(|formats| written(&date(time_ms), &formats.full))
}

fn date(time_ms: u64) -> Date {
    Date::new(&(time_ms as f64).into())
}

/// Empty for what is no date to the browser: more than 275,000 years from now.
fn written(date: &Date, format: &Function) -> String {
    format.call1(&JsValue::NULL, date).ok().and_then(|text| text.as_string()).unwrap_or_default()
}
