//! Folds texts for searching: without case and accents.

/// One character without case and accent. A character without such a form stays as it is.
pub fn folded(char: char) -> char {
    if char.is_ascii() {
        return char.to_ascii_lowercase();
    }
    let lower = char.to_lowercase().next().unwrap_or(char);
    without_accent(lower)
}

/// A text without case and accents, character for character.
pub(super) fn fold(text: &str) -> String {
    text.chars().map(folded).collect()
}

/// For the letters of Western and Central European languages, which many keyboards lack.
fn without_accent(lower: char) -> char {
    // In the order of Unicode from U+00E0 and from U+0100; a dot for letters that are not an accented form.
    const LATIN_1: &[u8; 32] = b"aaaaaa.ceeeeiiii.nooooo.ouuuuy.y";
    const LATIN_A: &[u8; 128] = b"aaaaaaccccccccddddeeeeeeeeeegggggggghhhhiiiiiiiiii..jjkk.lllllll\
        lllnnnnnnn..oooooo..rrrrrrssssssssttttttuuuuuuuuuuuuwwyyyzzzzzzs";
    let letter = match u32::from(lower) {
        code @ 0xE0..=0xFF => LATIN_1[code as usize - 0xE0],
        code @ 0x100..=0x17F => LATIN_A[code as usize - 0x100],
        _ => b'.',
    };
    if letter == b'.' { lower } else { char::from(letter) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn case_and_accents_make_no_difference() {
        let pairs = [
            ("TEA", "tea"),
            ("Café Ångström", "cafe angstrom"),
            ("ÀÁÂÃÄÅ ÇÈÉÊË ÌÍÎÏ Ñ ÒÓÔÕÖØ ÙÚÛÜ Ýÿ", "aaaaaa ceeee iiii n oooooo uuuu yy"),
            ("Łódź Čeština Szűcs Gdańsk Đà Żółw İstanbul", "lodz cestina szucs gdansk da zolw istanbul"),
            ("Æsop ßharp þing ðat Œuvre ÷", "æsop ßharp þing ðat œuvre ÷"),
            ("ЖУК 漢字 🎙", "жук 漢字 🎙"),
        ];
        for (text, folded) in pairs {
            assert_eq!(fold(text), folded);
        }
    }

    #[test]
    fn a_character_stays_one_character() {
        let chars = || ('\0'..=char::MAX).take(70_000);
        assert_eq!(fold(&chars().collect::<String>()).chars().count(), chars().count());
    }
}
