//! Sorts titles as people expect: `Teatime 9` before `Teatime 10`, `Éclair` beside `eclair`.

use super::folding::folded;

/// A text that sorts like the title should: numbers by value, letters without case and accents. O(n).
pub(super) fn sort_key(title: &str) -> String {
    let mut key = String::with_capacity(title.len() + 8);
    let mut rest = title.trim_start_matches(|char: char| !char.is_alphanumeric());
    while let Some(char) = rest.chars().next() {
        if char.is_ascii_digit() {
            let n_digits = rest.bytes().take_while(u8::is_ascii_digit).count();
            let (digits, behind) = rest.split_at(n_digits);
            push_number(&mut key, digits.trim_start_matches('0'));
            rest = behind;
        } else {
            key.push(folded(char));
            rest = &rest[char.len_utf8()..];
        }
    }
    key
}

/// The number of digits comes first, because the longer of two numbers is larger. It sorts where digits sort.
fn push_number(key: &mut String, digits: &str) {
    let n_digits = digits.len().min(99);
    key.push(char::from(b'0' + (n_digits / 10) as u8));
    key.push(char::from(b'0' + (n_digits % 10) as u8));
    key.push_str(digits);
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn titles_are_ordered_as_people_count() {
        let in_order = [
            "7 ways to brew",
            "010",
            "11",
            "“Biscuits”",
            "eclair",
            "Éclair 2",
            "Teatime",
            "Teatime 9",
            "Teatime 010: scones",
            "teatime 10: toast",
            "Teatime 100",
            "Teatime 100000000000000000000000",
            "Ягода",
        ];
        let mut sorted = in_order;
        sorted.reverse();
        sorted.sort_by_key(|title| sort_key(title));
        assert_eq!(sorted, in_order);
    }

    proptest! {
        #[test]
        fn numbers_are_ordered_by_what_they_count(a: u32, b: u32, n_zeros in 0..3usize) {
            let title = |n: u32, zeros: usize| sort_key(&format!("Teatime {}{n}: x", "0".repeat(zeros)));
            prop_assert_eq!(title(a, n_zeros).cmp(&title(b, 0)), a.cmp(&b));
        }
    }
}
