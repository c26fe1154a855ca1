//! Sorting by numbers, such as places in the text.

/// Sorts by two numbers; items that have the same ones keep their order. O(n log n), O(n) for what is sorted already.
///
/// The numbers are sorted instead of the items, because the standard library's sort is 4 kB of program for each type
/// of item: so there is one.
pub fn sort_by_numbers<T>(items: &mut Vec<T>, numbers: impl Fn(&T) -> (usize, usize)) {
    if items.is_sorted_by_key(&numbers) {
        return;
    }
    let with_place = |(idx, item)| (numbers(item), idx);
    let mut order: Vec<((usize, usize), usize)> = items.iter().enumerate().map(with_place).collect();
    order.sort_unstable();
    let mut unsorted: Vec<Option<T>> = std::mem::take(items).into_iter().map(Some).collect();
    items.extend(order.into_iter().filter_map(|(_, idx)| unsorted[idx].take()));
}

#[cfg(test)]
mod tests {
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
    }
}
