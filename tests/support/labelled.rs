//! Made-up notes to arrange.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// Notes in the shapes that authors give them, and some that none would.
pub fn notes() -> impl Strategy<Value = String> {
    prop_oneof![6 => labelled(), 1 => listed()]
}

/// Topics as the items of a numbered list, and maybe a section below it.
fn listed() -> impl Strategy<Value = String> {
    let items = vec((select(&["[Kites](u)", "**Planes**", "Strings: short"][..]), select(ITEM_BODIES)), 2..6);
    let end = select(&["\n", "", "\n\n## Extras\n\n- more\n"][..]);
    (items, 0..3usize, select(&["\n", "\n\n"][..]), end).prop_map(|(items, first, gap, end)| {
        let (first, step) = [(1, 1), (8, 1), (1, 0)][first];
        let items = items.iter().enumerate().map(|(idx, (title, body))| {
            let marker = format!("{}. ", first + idx * step);
            format!("{marker}{title}{}", body.replace('\t', &" ".repeat(marker.len())))
        });
        format!("# Kite Talk 7\n\n{}{end}", items.collect::<Vec<_>>().join(gap))
    })
}

/// Tabs stand for the indentation of the item's text.
const ITEM_BODIES: &[&str] =
    &["", "\n\t- fly\n\t- high", "\n\n\tProse.\n\n\tMore.", "\n\t```\n\tcode\n\n\t  more\n\t```"];

/// Segments of any shape, between a head and an end.
fn labelled() -> impl Strategy<Value = String> {
    let head = select(
        &["", "# Kite Talk 7\n\n", "# Kite Talk 7\n", "\n", "Sponsored by us\n\n", "- a list\n", "> quoted\n"][..],
    );
    let end = select(&["\n", "\n", "\n", "", "\n\n", "\n \t", " \n\n\n"][..]);
    let segment = (label(), select(BODIES), select(GAPS));
    (head, vec(segment, 1..6), numbers(), end).prop_map(|(head, segments, numbers, end)| {
        let mut text = head.to_owned();
        let n_segments = segments.len();
        for (idx, (label, body, gap)) in segments.into_iter().enumerate() {
            text.push_str(&with_number(&label, &numbers[idx % numbers.len()]));
            text.push_str(body);
            text.push_str(if idx + 1 < n_segments { gap } else { end });
        }
        text
    })
}

/// A label in some shape, with `{number}` or `{wide}` for its number.
pub fn label() -> impl Strategy<Value = String> {
    (
        select(LABELS),
        select(&["Ann", "Ben", "Kim van Wyk", "太郎"][..]),
        select(&["Kites", "Plänes", "凧の話", "12 strings"][..]),
    )
        .prop_map(|(label, host, title)| label.replace("{host}", host).replace("{title}", title))
}

fn numbers() -> impl Strategy<Value = Vec<String>> {
    let counted = [
        &["1", "2", "3", "4", "5"][..],
        &["0", "1", "2", "3", "4"],
        &["0", "0.1", "0.2", "1", "2"],
        &["1", "2", "4", "8", "9"],
        &["8", "9", "10", "11", "12"],
        &["01", "02", "09", "10", "11"],
        &["9", "8", "7", "6", "5"],
        &["1", "2", "1", "2", "3"],
        &["3", "1", "2", "2", "7"],
        &["97", "98", "99"],
    ];
    select(counted.to_vec()).prop_map(|numbers| numbers.iter().map(|number| (*number).to_owned()).collect())
}

/// `{wide}` is the number in wide digits.
fn with_number(label: &str, number: &str) -> String {
    let wide: String = number
        .chars()
        .map(|c| c.to_digit(10).and_then(|digit| char::from_u32('０' as u32 + digit)).unwrap_or(c))
        .collect();
    label.replace("{number}", number).replace("{wide}", &wide)
}

const LABELS: &[&str] = &[
    "**{host} #{number}:** [**{title}**](https://a.example)",
    "**{host} #{number}:** [**{title}**](https://a.example)",
    "**#{number} ({host}):** [{title}](u)",
    "**#{number} {host}: [{title}](u)**",
    "{host} #{number} {title}",
    "## {host} #{number}: {title}",
    "### Segment {number}: {title}",
    "**{host}** **#{number}:** {title}",
    "**{host} #****{number}****:** {title}",
    "{host} #`{number}`: {title}",
    "{host} ＃{wide}：{title}",
    "#{number}: {title}",
    "{host} #{number}: {title}\n----",
    " **{host} #{number}:** {title}",
    "Extras",
    "**Joke:** {title}",
    "Extra ({host}):",
    "## {title}",
    "## 12:34 {title}",
    "[{title}](u)",
];

const BODIES: &[&str] = &[
    "",
    "",
    "\n\n- fly\n- high",
    "\n- fly\n  - high\n\n    more",
    "\n\nProse of kites.\nAnd more.  ",
    "\nright below",
    "\n\n```\ncode\n\nAnn #19: no label\n```",
    "\n\n    Ann #19: no label",
    "\n\n|a|b|\n|-|-|\n|c|d|",
    "\n\n> quoted",
    "\n\n1. one\n2. two",
    "\n\n- a\n- b\n- [ ] c",
    "\n\u{a0}",
    "\n\n<div>x</div>",
    "\n\n<!-- note -->",
    "\n\n[x]: https://x.example",
    "\n\n凧を揚げる 🪁",
    "\n\n***",
    "\n\n* * *\n\n![kite](k.png)",
    "\n\n### Ann\n\nsays so",
    "\n\n```\nopen",
];

const GAPS: &[&str] = &["\n\n", "\n\n", "\n\n", "\n", "\n\n\n", "\n \n", "\n\t\n\n"];
