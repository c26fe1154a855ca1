//! Stable sorting by numbers, such as positions, and by words.
//!
//! Only the keys are sorted, then the items are put in that order: the standard library's sort costs 4 kB of program
//! for each type that it sorts, and so it is compiled once for each type of key.

/// Sorts by two numbers; items with equal numbers keep their order. O(n log n), O(n) if sorted already.
pub fn sort_by_numbers<T>(items: &mut Vec<T>, numbers: impl Fn(&T) -> (usize, usize)) {
    if items.is_sorted_by_key(&numbers) {
        return;
    }
    let with_place = |(idx, item)| (numbers(item), idx);
    let mut order: Vec<((usize, usize), usize)> = items.iter().enumerate().map(with_place).collect();
    order.sort_unstable();
    put_in_order(items, order.into_iter().map(|(_, idx)| idx));
}

/// Sorts by a word; items with equal words keep their order. O(n log n), O(n) if sorted already.
pub fn sort_by_word<T>(items: &mut Vec<T>, word: impl Fn(&T) -> &str) {
    if items.is_sorted_by(|a, b| word(a) <= word(b)) {
        return;
    }
    let mut order: Vec<(&str, usize)> = items.iter().enumerate().map(|(idx, item)| (word(item), idx)).collect();
    order.sort_unstable();
    let order: Vec<usize> = order.into_iter().map(|(_, idx)| idx).collect();
    put_in_order(items, order.into_iter());
}

/// Sorts by a number that may be larger than an index, as [`sort_by_numbers`] does.
pub fn sort_by_u64<T>(items: &mut Vec<T>, number: impl Fn(&T) -> u64) {
    sort_by_numbers(items, |item| ((number(item) >> 32) as usize, number(item) as u32 as usize));
}

fn put_in_order<T>(items: &mut Vec<T>, order: impl Iterator<Item = usize>) {
    let mut unsorted: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(order.filter_map(|idx| unsorted[idx].take()));
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn items_are_sorted_as_by_the_standard_library(mut items: Vec<(u8, u8, u32)>) {
            let numbers = |item: &(u8, u8, u32)| (item.0 as usize % 4, item.1 as usize % 4);
            let mut expected = items.clone();
            expected.sort_by_key(numbers);
            sort_by_numbers(&mut items, numbers);
            prop_assert_eq!(items, expected);
        }

        #[test]
        fn items_are_sorted_by_large_numbers_as_by_the_standard_library(mut items: Vec<(u64, u8)>) {
            let mut expected = items.clone();
            expected.sort_by_key(|(number, _)| *number);
            sort_by_u64(&mut items, |(number, _)| *number);
            prop_assert_eq!(items, expected);
        }

        #[test]
        fn items_are_sorted_by_word_as_by_the_standard_library(mut items in vec(("[ab]{0,2}", any::<u8>()), 0..20)) {
            let mut expected = items.clone();
            expected.sort_by_key(|(word, _)| word.clone());
            sort_by_word(&mut items, |(word, _)| word);
            prop_assert_eq!(items, expected);
        }
    }
}
