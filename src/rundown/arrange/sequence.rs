//! Changes a sequence of numbers when one is inserted or removed, or when all are counted again.
//!
//! Numbers usually ascend, with gaps that the author made, and may start again in another part of the notes: each *run*
//! is adjusted on its own. A countdown is read from its end. Removing an inserted number restores the sequence, except
//! - above `#0`: removing a `#0` does not change the numbers behind it, because `#0` is outside of the count;
//! - for the `#1` that completes a countdown: removing the last number of a complete countdown lowers the others.

use std::ops::Range;

use crate::outline::SegmentNumber;

/// Fewer descending numbers than this may be chance.
const MIN_COUNTDOWN: usize = 3;

/// The number for a segment inserted at `idx`, and the existing numbers after `n_new` are inserted there.
///
/// The new number is one more than the number above, or that of the first segment if it is inserted at the top.
pub(super) fn with_new(numbers: &[SegmentNumber], idx: usize, n_new: u32) -> (SegmentNumber, Vec<SegmentNumber>) {
    if !is_countdown(numbers) {
        return with_new_rising(numbers, idx, n_new);
    }
    if let Some(last) = numbers.last().filter(|last| idx == numbers.len() && last.whole > 1) {
        return (SegmentNumber::from(last.whole - 1), numbers.to_vec());
    }
    let (new, moved) = with_new_rising(&reversed(numbers), numbers.len() - idx, n_new);
    (new, reversed(&moved))
}

/// The other numbers after the one at `idx` is removed: one fewer than before.
pub(super) fn without(numbers: &[SegmentNumber], idx: usize) -> Vec<SegmentNumber> {
    let gone = numbers[idx];
    let is_last = idx + 1 == numbers.len();
    let mut moved = match is_countdown(numbers) {
        true if is_last && gone.whole > 1 => numbers.to_vec(),
        true => reversed(&without_rising(&reversed(numbers), numbers.len() - 1 - idx)),
        false if gone == SegmentNumber::from(0) => numbers.to_vec(),
        false => without_rising(numbers, idx),
    };
    moved.remove(idx);
    moved
}

/// The numbers counted again from 1, or from 0 if the first one is 0. Numbers with a point are counted within their
/// whole. A countdown without gaps is kept, any other ends at 1, or at 0 if it did.
pub(super) fn counted_anew(numbers: &[SegmentNumber]) -> Vec<SegmentNumber> {
    if !is_countdown(numbers) {
        return counted_up(numbers);
    }
    let (first, last) = (numbers[0].whole, numbers[numbers.len() - 1].whole);
    let n_steps = numbers.len() as u32 - 1;
    let lowest = if first - last == n_steps { last } else { last.min(1) };
    (0..=n_steps).rev().map(|n_below| SegmentNumber::from(lowest + n_below)).collect()
}

fn with_new_rising(numbers: &[SegmentNumber], idx: usize, n_new: u32) -> (SegmentNumber, Vec<SegmentNumber>) {
    let above = idx.checked_sub(1).map(|above_idx| numbers[above_idx]);
    let below = numbers.get(idx).copied();
    let new = number_between(above, below);
    let mut moved = numbers.to_vec();
    let run = run_around(numbers, idx.saturating_sub(1));
    let is_taken = numbers[run.start..idx.max(run.start)].iter().any(|number| collides(*number, new));
    if rises(above, below) && !is_taken {
        for number in &mut moved[idx..run.end.max(idx)] {
            *number = pushed_up(*number, new, n_new);
        }
    }
    (new, moved)
}

/// The first number or 1 at the top; `#0.1` where a `#0.1` follows a `#0`.
fn number_between(above: Option<SegmentNumber>, below: Option<SegmentNumber>) -> SegmentNumber {
    let parts_above = |below: &SegmentNumber| above.is_none_or(|above| above.whole == below.whole);
    match (above, below.filter(|below| below.part.is_some() && parts_above(below))) {
        (_, Some(below)) => below,
        (Some(above), None) => SegmentNumber::from(above.whole.saturating_add(1)),
        (None, None) => SegmentNumber::from(below.map_or(1, |below| below.whole)),
    }
}

fn without_rising(numbers: &[SegmentNumber], idx: usize) -> Vec<SegmentNumber> {
    let gone = numbers[idx];
    let mut moved = numbers.to_vec();
    let run = run_around(numbers, idx);
    let mut others = run.clone().filter(|other_idx| *other_idx != idx);
    let is_borne_by_another = others.any(|other_idx| collides(numbers[other_idx], gone));
    let above = idx.checked_sub(1).map(|above_idx| numbers[above_idx]);
    if rises(above, numbers.get(idx + 1).copied()) && !is_borne_by_another {
        for number in &mut moved[idx + 1..run.end] {
            *number = pulled_down(*number, gone);
        }
    }
    moved
}

/// Whether two numbers conflict: `#3` and `#3.1` do, `#0.1` and `#0.2` do not.
fn collides(number: SegmentNumber, new: SegmentNumber) -> bool {
    number.whole == new.whole && (new.part.is_none() || number.part == new.part)
}

fn rises(above: Option<SegmentNumber>, below: Option<SegmentNumber>) -> bool {
    above.zip(below).is_none_or(|(above, below)| {
        below.whole > above.whole || (below.whole == above.whole && below.part > above.part)
    })
}

/// Raises a number for `n_new` numbers inserted from `new` on.
fn pushed_up(number: SegmentNumber, new: SegmentNumber, n_new: u32) -> SegmentNumber {
    match new.part {
        None if number.whole >= new.whole => SegmentNumber { whole: number.whole.saturating_add(n_new), ..number },
        Some(new_part) if number.whole == new.whole && number.part >= Some(new_part) => {
            SegmentNumber { part: number.part.map(|part| part.saturating_add(n_new)), ..number }
        }
        _ => number,
    }
}

/// Lowers a number after `gone` was removed.
fn pulled_down(number: SegmentNumber, gone: SegmentNumber) -> SegmentNumber {
    match gone.part {
        None if number.whole > gone.whole => SegmentNumber { whole: number.whole - 1, ..number },
        Some(gone_part) if number.whole == gone.whole && number.part > Some(gone_part) => {
            SegmentNumber { part: number.part.map(|part| part - 1), ..number }
        }
        _ => number,
    }
}

/// The run that contains a number. A new run begins where the numbers fall as low as the first number of the run.
fn run_around(numbers: &[SegmentNumber], idx: usize) -> Range<usize> {
    let mut start = 0;
    for (later_idx, pair) in numbers.windows(2).enumerate() {
        let next_idx = later_idx + 1;
        if pair[1] < pair[0] && pair[1] <= numbers[start] {
            if next_idx > idx {
                return start..next_idx;
            }
            start = next_idx;
        }
    }
    start..numbers.len()
}

fn is_countdown(numbers: &[SegmentNumber]) -> bool {
    let falls = |pair: &[SegmentNumber]| pair[1].whole < pair[0].whole;
    let are_whole = numbers.iter().all(|number| number.part.is_none());
    numbers.len() >= MIN_COUNTDOWN && are_whole && numbers.windows(2).all(falls)
}

fn counted_up(numbers: &[SegmentNumber]) -> Vec<SegmentNumber> {
    let Some(first) = numbers.first() else { return Vec::new() };
    let mut last: Option<SegmentNumber> = None;
    let counted = numbers.iter().map(|number| {
        let next = match (number.part, last) {
            (None, None) => SegmentNumber::from(first.whole.min(1)),
            (None, Some(last)) => SegmentNumber::from(last.whole.saturating_add(1)),
            (Some(_), last) => {
                let last = last.unwrap_or(SegmentNumber::from(first.whole));
                SegmentNumber { whole: last.whole, part: Some(last.part.map_or(1, |part| part.saturating_add(1))) }
            }
        };
        last = Some(next);
        next
    });
    counted.collect()
}

fn reversed(numbers: &[SegmentNumber]) -> Vec<SegmentNumber> {
    numbers.iter().rev().copied().collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn number(text: &str) -> SegmentNumber {
        let (whole, part) = text.split_once('.').map_or((text, None), |(whole, part)| (whole, Some(part)));
        SegmentNumber { whole: whole.parse().unwrap(), part: part.map(|part| part.parse().unwrap()) }
    }

    fn numbers(text: &str) -> Vec<SegmentNumber> {
        text.split_whitespace().map(number).collect()
    }

    fn shown(numbers: &[SegmentNumber]) -> String {
        numbers.iter().map(SegmentNumber::to_string).collect::<Vec<_>>().join(" ")
    }

    /// Inserts a number at `|`, and checks all numbers, with the new one in brackets.
    #[track_caller]
    fn check_new(before: &str, expected: &str) {
        let idx = numbers(before.split_once('|').unwrap().0).len();
        let (new, moved) = with_new(&numbers(&before.replace('|', " ")), idx, 1);
        let below = shown(&moved[idx..]);
        assert_eq!(format!("{} [{new}] {below}", shown(&moved[..idx])).trim(), expected, "{before}");
    }

    #[test]
    fn a_new_number_is_one_more_than_the_one_above_and_pushes_the_others_up() {
        check_new("|", "[1]");
        check_new("|1 2", "[1] 2 3");
        check_new("1|2 3", "1 [2] 3 4");
        check_new("1 2|", "1 2 [3]");
        check_new("1|3 7", "1 [2] 4 8");
        check_new("0|1", "0 [1] 2");
        check_new("|0 1", "[0] 1 2");
        check_new("|5 6", "[5] 6 7");
    }

    #[test]
    fn parts_of_a_number_are_counted_by_themselves() {
        check_new("0|0.1 0.2 1", "0 [0.1] 0.2 0.3 1");
        check_new("0 0.1|1 2", "0 0.1 [1] 2 3");
        check_new("1|2 2.1 3", "1 [2] 3 3.1 4");
    }

    #[test]
    fn only_the_run_around_a_new_number_follows() {
        check_new("1|2 3 1 2 3", "1 [2] 3 4 1 2 3");
        check_new("1 2 3 1|2", "1 2 3 1 [2] 3");
        check_new("1 2 3|1 2", "1 2 3 [4] 1 2");
        check_new("1 2 4|3 6", "1 2 4 [5] 3 6");
        check_new("1 2 4 3|6", "1 2 4 3 [4] 6");
    }

    #[test]
    fn a_countdown_is_read_from_its_end() {
        check_new("3|2 1", "4 [3] 2 1");
        check_new("|3 2 1", "[4] 3 2 1");
        check_new("3 2 1|", "4 3 2 [1]");
        check_new("10 9 8|", "10 9 8 [7]");
    }

    /// Removes the number in brackets, and checks the others.
    #[track_caller]
    fn check_gone(before: &str, expected: &str) {
        let idx = numbers(before.split_once('[').unwrap().0).len();
        let found = without(&numbers(&before.replace(['[', ']'], "")), idx);
        assert_eq!(shown(&found), expected, "{before}");
    }

    #[test]
    fn the_numbers_behind_one_that_goes_come_down() {
        check_gone("1 [2] 3 4", "1 2 3");
        check_gone("1 [2] 4 8", "1 3 7");
        check_gone("1 2 [3]", "1 2");
        check_gone("[0] 1 2", "1 2");
        check_gone("0 [0.1] 0.2 1", "0 0.1 1");
        check_gone("0 [1] 1.1 2", "0 1.1 2");
        check_gone("1 [2] 2 3", "1 2 3");
        check_gone("1 [2] 3 1 2 3", "1 2 1 2 3");
        check_gone("4 [3] 2 1", "3 2 1");
        check_gone("10 9 [8]", "10 9");
    }

    /// Checks the numbers counted again.
    #[track_caller]
    fn check_anew(before: &str, expected: &str) {
        assert_eq!(shown(&counted_anew(&numbers(before))), expected, "{before}");
    }

    #[test]
    fn numbers_are_counted_anew() {
        check_anew("", "");
        check_anew("1 3 7", "1 2 3");
        check_anew("4 5", "1 2");
        check_anew("0 2 2", "0 1 2");
        check_anew("0 0.1 0.3 5 5.2", "0 0.1 0.2 1 1.1");
        check_anew("0.2 0.3 1", "0.1 0.2 1");
        check_anew("2 1", "1 2");
        check_anew("9 7 3 1", "4 3 2 1");
        check_anew("9 7 0", "2 1 0");
        check_anew("10 9 8", "10 9 8");
    }

    fn any_numbers() -> impl Strategy<Value = Vec<SegmentNumber>> {
        let any = prop::collection::vec((0..6u32, prop::option::weighted(0.2, 1..3u32)), 0..8)
            .prop_map(|numbers| numbers.into_iter().map(|(whole, part)| SegmentNumber { whole, part }).collect());
        let rising = any.clone().prop_map(|mut numbers: Vec<SegmentNumber>| {
            numbers.sort();
            numbers.dedup();
            numbers
        });
        let falling = rising.clone().prop_map(|numbers| reversed(&numbers));
        prop_oneof![any, rising, falling]
    }

    proptest! {
        #[test]
        fn taking_out_what_was_put_in_changes_nothing(numbers in any_numbers(), idx in any::<prop::sample::Index>()) {
            let idx = idx.index(numbers.len() + 1);
            let (new, mut moved) = with_new(&numbers, idx, 1);
            moved.insert(idx, new);
            let completes_countdown = idx + 1 == moved.len() && is_countdown(&moved);
            if new != SegmentNumber::from(0) && !completes_countdown {
                prop_assert_eq!(without(&moved, idx), numbers);
            }
        }

        #[test]
        fn counting_twice_changes_nothing_more(numbers in any_numbers()) {
            let counted = counted_anew(&numbers);
            prop_assert_eq!(counted.len(), numbers.len());
            prop_assert_eq!(counted_anew(&counted), counted);
        }
    }
}
