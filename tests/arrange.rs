//! The promises of rearranging, over notes as authors write them: made up in many shapes, and, where the corpus lies beside
//! the project, real ones.

use std::fs;
use std::path::Path;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};
use rundown::markdown::{BlockList, RenderOptions};
use rundown::rundown::{
    ArrangeError, Notes, Outline, Scope, delete_segment, duplicate_segment, move_segment, rename_host, renumber,
    segment_bytes,
};
use rundown::text::{Selection, TextEdit};

proptest! {
    #![proptest_config(config())]

    #[test]
    fn moving_there_and_back_changes_nothing(text in notes(), from in any::<Index>(), to in any::<Index>(), at in any::<Index>()) {
        let Some((from, to)) = two_places(&text, from, to) else { return Ok(()) };
        let byte = text.floor_char_boundary(at.index(text.len() + 1));
        let Ok(there) = moved(&text, from, to, byte) else { return Ok(()) };
        let arranged = there.apply(&text);
        prop_assert!(arranged.starts_with(&text[..byte_of_first_segment(&text)]) || has_new_blank_line(&text, &arranged));
        if has_new_blank_line(&text, &arranged) {
            return Ok(());
        }
        prop_assert_eq!(lines_but_digits(&arranged), lines_but_digits(&text));
        let byte_there = cursor(&there);
        let back = moved(&arranged, to, from, byte_there).expect("there is a way back");
        prop_assert_eq!(back.apply(&arranged), &text[..], "{}", arranged);
        if is_in_segment(&text, byte) && !is_in_number(&text, byte) {
            prop_assert_eq!(cursor(&back), byte);
        }
    }

    #[test]
    fn deleting_a_copy_changes_everything_back(text in notes(), at in any::<Index>()) {
        let n_segments = n_segments(&text);
        prop_assume!(n_segments > 0);
        let idx = at.index(n_segments);
        let Ok(copied) = with_notes(&text, |notes| duplicate_segment(notes, idx)) else { return Ok(()) };
        let doubled = copied.apply(&text);
        if n_breaks(&doubled) - n_breaks(&text) > n_breaks_of_copy(&text, idx) {
            return Ok(());
        }
        let back = with_notes(&doubled, |notes| delete_segment(notes, idx + 1)).apply(&doubled);
        prop_assert_eq!(back, text, "{}", doubled);
    }

    #[test]
    fn numbering_anew_changes_digits_alone_and_only_once(text in notes()) {
        let numbered = with_notes(&text, renumber).apply(&text);
        prop_assert_eq!(without_digits(&numbered), without_digits(&text));
        prop_assert!(with_notes(&numbered, renumber).is_empty(), "{}", numbered);
    }

    #[test]
    fn renaming_there_and_back_changes_nothing(text in notes(), scope in select(&[Scope::Labels, Scope::Everywhere][..])) {
        let rename = |text: &str, old: &str, new: &str| {
            with_notes(text, |notes| rename_host(notes, old, new, scope)).map(|edit| edit.apply(text))
        };
        for host in ["Ann", "太郎"] {
            let renamed = rename(&text, host, "Zoë").expect("it is a name");
            prop_assert_eq!(renamed.split('\n').count(), text.split('\n').count());
            prop_assert_eq!(rename(&renamed, "Zoë", host), Ok(text.clone()), "{}", renamed);
        }
    }

    #[test]
    fn any_text_can_be_rearranged(text in any::<String>(), labels in vec(label(), 0..3), idx in 0..4usize, to in 0..4usize) {
        let text = format!("{}\n{}", text.replace('\r', "\n"), labels.join("\n"));
        let cursor = Selection::cursor(text.len());
        with_notes(&text, |notes| {
            let _ = move_segment(notes, idx, to, &cursor).map(|edit| edit.apply(&text));
            let _ = duplicate_segment(notes, idx).map(|edit| edit.apply(&text));
            delete_segment(notes, idx).apply(&text);
            renumber(notes).apply(&text);
            let _ = rename_host(notes, "Ann", "Zoë", Scope::Everywhere).map(|edit| edit.apply(&text));
        });
    }
}

#[test]
fn segments_of_every_episode_move_down_and_up_again() {
    let (mut n_moved, mut n_refused) = (0, 0);
    for (name, text) in episodes() {
        let moves = with_notes(&text, |notes| {
            let idxs = 1..notes.outline.segments.len();
            idxs.map(|idx| (idx, move_segment(notes, idx - 1, idx, &Selection::cursor(0)))).collect::<Vec<_>>()
        });
        for (idx, there) in moves {
            match &there {
                Ok(there) => check_back(&name, &text, &there.apply(&text), idx),
                Err(error) => println!("{name}: {idx}: {error}"),
            }
            n_moved += usize::from(there.is_ok());
            n_refused += usize::from(there.is_err());
        }
    }
    println!("{n_moved} moved, {n_refused} refused");
}

#[track_caller]
fn check_back(name: &str, text: &str, arranged: &str, idx: usize) {
    if has_new_blank_line(text, arranged) {
        println!("{name}: {idx}: a blank line was needed");
        return;
    }
    assert_eq!(lines_but_digits(arranged), lines_but_digits(text), "{name}: {idx}");
    let back = moved(arranged, idx, idx - 1, 0).expect("there is a way back");
    assert!(back.apply(arranged) == text, "{name}: {idx}");
}

#[test]
fn a_copy_in_every_episode_is_deleted_again() {
    for (name, text) in episodes() {
        // Another one in each episode, and the same in every run.
        let idx = text.len() % n_segments(&text).max(1);
        let Ok(copied) = with_notes(&text, |notes| duplicate_segment(notes, idx)) else { continue };
        let doubled = copied.apply(&text);
        let back = with_notes(&doubled, |notes| delete_segment(notes, idx + 1)).apply(&doubled);
        assert!(back == text || copied.is_empty(), "{name}: {idx}");
    }
}

fn config() -> ProptestConfig {
    ProptestConfig { failure_persistence: None, ..ProptestConfig::default() }
}

fn with_notes<R>(text: &str, use_notes: impl FnOnce(&Notes) -> R) -> R {
    let blocks = BlockList::new(text, RenderOptions::default());
    let outline = Outline::of(&blocks);
    use_notes(&Notes { text, blocks: &blocks, outline: &outline })
}

fn moved(text: &str, from: usize, to: usize, byte_cursor: usize) -> Result<TextEdit, ArrangeError> {
    with_notes(text, |notes| move_segment(notes, from, to, &Selection::cursor(byte_cursor)))
}

fn cursor(edit: &TextEdit) -> usize {
    edit.selection.as_ref().expect("a move says where the cursor goes").main().byte_head
}

fn n_segments(text: &str) -> usize {
    with_notes(text, |notes| notes.outline.segments.len())
}

/// Two different places, if there are two.
fn two_places(text: &str, from: Index, to: Index) -> Option<(usize, usize)> {
    let n_segments = n_segments(text);
    let from = from.index(n_segments.max(1));
    let to = to.index(n_segments.saturating_sub(1).max(1));
    (n_segments > 1).then_some((from, if to < from { to } else { to + 1 }))
}

fn byte_of_first_segment(text: &str) -> usize {
    with_notes(text, |notes| segment_bytes(notes, 0).start)
}

fn is_in_segment(text: &str, byte: usize) -> bool {
    with_notes(text, |notes| (0..notes.outline.segments.len()).any(|idx| segment_bytes(notes, idx).contains(&byte)))
}

/// A number or an indentation that becomes shorter for a while does not remember where in it the cursor was.
fn is_in_number(text: &str, byte: usize) -> bool {
    let is_of_number = |c: char| is_digit(c) || c == '.';
    let is_indentation = text[..byte].rsplit('\n').next().is_some_and(|line| line.trim().is_empty());
    is_indentation || text[..byte].ends_with(is_of_number) && text[byte..].starts_with(is_of_number)
}

fn n_breaks(text: &str) -> usize {
    text.matches('\n').count()
}

/// The line breaks of a copy and of the gap above it, if no blank line is added.
fn n_breaks_of_copy(text: &str, idx: usize) -> usize {
    with_notes(text, |notes| {
        let bytes = |idx: usize| segment_bytes(notes, idx);
        let is_last = idx + 1 == notes.outline.segments.len();
        let gap = match idx {
            _ if !is_last => &text[bytes(idx).end..bytes(idx + 1).start],
            0 => "\n\n",
            _ => &text[bytes(idx - 1).end..bytes(idx).start],
        };
        n_breaks(&text[bytes(idx)]) + n_breaks(gap)
    })
}

fn has_new_blank_line(before: &str, after: &str) -> bool {
    n_breaks(after) > n_breaks(before)
}

/// Without digits, nor the indentation that follows the marker of an item.
fn without_digits(text: &str) -> String {
    let lines = text.split('\n').map(|line| line.trim_start_matches(' '));
    lines.collect::<Vec<_>>().join("\n").chars().filter(|c| !is_digit(*c)).collect()
}

fn is_digit(c: char) -> bool {
    c.is_ascii_digit() || ('０'..='９').contains(&c)
}

fn lines_but_digits(text: &str) -> Vec<String> {
    // A part comes and goes with its point: `#1` and `#0.1` change places.
    let mut lines: Vec<String> = text.split('\n').map(|line| without_digits(line).replace('.', "")).collect();
    lines.sort();
    lines
}

fn notes() -> impl Strategy<Value = String> {
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

/// Notes in the shapes that authors give them, and some that none would.
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

fn label() -> impl Strategy<Value = String> {
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

/// The name and text of each episode; none where the corpus is not at hand.
fn episodes() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/show_notes");
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("skipped: there is no corpus at {}", folder.display());
        return Vec::new();
    };
    let paths = entries.map(|entry| entry.expect("the corpus can be listed").path());
    let episodes = paths.map(|path| {
        let text = fs::read_to_string(&path).expect("an episode can be read");
        (path.display().to_string(), text.replace("\r\n", "\n").replace('\r', "\n"))
    });
    episodes.collect()
}
