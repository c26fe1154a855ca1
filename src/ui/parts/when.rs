//! Times as they are said: `14:05`, `12 Mar`, `5 min ago`, in the browser's language where there is one to choose.
//!
//! A format of the browser's takes longer to make than a hundred dates to write, so each is made once.

use js_sys::{Array, Date, Function, Intl::DateTimeFormat, Object, Reflect};
use wasm_bindgen::JsValue;

const MINUTE_MS: u64 = 60_000;
const HOUR_MS: u64 = 60 * MINUTE_MS;
const DAY_MS: u64 = 24 * HOUR_MS;

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
pub fn when(time_ms: u64) -> String {
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
pub fn when_exactly(time_ms: u64) -> String {
    FORMATS.with(|formats| written(&date(time_ms), &formats.full))
}

/// `just now`, `5 min ago`, `3 h ago`, `2 days ago`. A time to come is now: clocks are set.
pub fn ago(time_ms: u64, now_ms: u64) -> String {
    let elapsed_ms = now_ms.saturating_sub(time_ms);
    match elapsed_ms {
        0..MINUTE_MS => "just now".to_owned(),
        MINUTE_MS..HOUR_MS => format!("{} min ago", elapsed_ms / MINUTE_MS),
        HOUR_MS..DAY_MS => format!("{} h ago", elapsed_ms / HOUR_MS),
        _ => match elapsed_ms / DAY_MS {
            1 => "1 day ago".to_owned(),
            n_days => format!("{n_days} days ago"),
        },
    }
}

fn date(time_ms: u64) -> Date {
    Date::new(&(time_ms as f64).into())
}

/// Empty for what is no date to the browser: more than 275,000 years from now.
fn written(date: &Date, format: &Function) -> String {
    format.call1(&JsValue::NULL, date).ok().and_then(|text| text.as_string()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_has_passed_is_said_in_the_largest_unit() {
        let now_ms = 40 * DAY_MS;
        let said = |elapsed_ms: u64| ago(now_ms - elapsed_ms, now_ms);
        assert_eq!(said(59_999), "just now");
        assert_eq!(said(MINUTE_MS), "1 min ago");
        assert_eq!(said(HOUR_MS - 1), "59 min ago");
        assert_eq!(said(23 * HOUR_MS), "23 h ago");
        assert_eq!(said(DAY_MS), "1 day ago");
        assert_eq!(said(30 * DAY_MS), "30 days ago");
        assert_eq!(ago(now_ms + 1, now_ms), "just now");
    }
}
