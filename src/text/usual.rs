//! Whether sound text may have certain characters side by side.
//!
//! Broken encoding mostly turns a letter into a letter and a sign that no language puts behind it (`Ã©`, `√©`, `â€™`).
//! But sound text also has quotes, dashes, no-break spaces and signs behind letters: `« déjà »`, `CAFÉ”`, `É…`.
//! Those prove nothing.

/// What role a character has in writing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Class {
    /// Blank, dash, ellipsis, ASCII punctuation: may be anywhere.
    Anywhere,
    AsciiLetter,
    /// Any other letter.
    Letter,
    Digit,
    OpenQuote,
    CloseQuote,
    /// Follows words and numbers: `™`, `°`, `²`.
    Suffix,
    Money,
    /// `¿` and `¡`
    Inverted,
    Fraction,
    Math,
    /// Never next to a word.
    Odd,
}

use Class::*;

/// Whether `chars` are usual between `before` and `after`. O(chars).
pub fn is_usual(before: &str, chars: &[char], after: &str) -> bool {
    let around = before.chars().next_back().into_iter().chain(chars.iter().copied()).chain(after.chars().next());
    let around: Vec<char> = around.collect();
    let has_control = chars.iter().any(|char| is_control(*char));
    let pairs_are_usual = around.windows(2).all(|pair| is_usual_pair(pair[0], pair[1]));
    let quotes_are_outside = !around.windows(3).any(|three| is_quote_inside(three[0], three[1], three[2]));
    !has_control
        && pairs_are_usual
        && quotes_are_outside
        && !is_stray_capital(before, chars)
        && !is_formula_in_word(before, chars, after)
}

/// How many pairs of neighbours are unusual in sound text. O(n).
pub fn n_unusual_pairs(text: &str) -> usize {
    let pairs = text.chars().zip(text.chars().skip(1));
    pairs.filter(|(first, second)| is_control(*first) || !is_usual_pair(*first, *second)).count()
}

fn is_control(char: char) -> bool {
    matches!(char, '\u{80}'..='\u{9F}')
}

fn is_usual_pair(first: char, second: char) -> bool {
    match (class(first), class(second)) {
        (Anywhere, _) | (_, Anywhere) => true,
        (AsciiLetter | Letter, AsciiLetter | Letter) => follows_in_word(first, second),
        (AsciiLetter | Letter, CloseQuote) | (CloseQuote, Suffix) => true,
        (AsciiLetter | Letter, OpenQuote) => !matches!(second, '„' | '‚'),
        (OpenQuote, OpenQuote) | (CloseQuote, CloseQuote) => true,
        (OpenQuote, CloseQuote) | (CloseQuote, OpenQuote) => false,
        (Suffix, AsciiLetter | Letter | Money) => false,
        (Letter, Fraction) | (Letter, Math) | (Math, Letter) => false,
        (Math, Suffix | Money) => false,
        (AsciiLetter | Letter, Money | Inverted) | (Money, AsciiLetter | Letter) => false,
        (Odd, Digit) | (Digit, Odd) => true,
        (Odd, _) | (_, Odd) => false,
        _ => true,
    }
}

/// Whether the second letter may follow the first one in a word.
fn follows_in_word(first: char, second: char) -> bool {
    let rises = first.is_lowercase() && second.is_uppercase() && !second.is_ascii();
    let is_foreign_ligature = !first.is_ascii() && matches!(second, 'Œ' | 'œ' | 'Ÿ' | 'ÿ');
    !rises && !is_foreign_ligature
}

/// The apostrophe is the only quote inside a word.
fn is_quote_inside(first: char, quote: char, last: char) -> bool {
    let is_quote = matches!(class(quote), OpenQuote | CloseQuote) && quote != '’';
    is_quote && first.is_alphabetic() && last.is_alphabetic()
}

/// `Â` and `Ã` may end a word in capitals (`MAÇÔ). Anywhere else a sign behind them means that the text is broken.
fn is_stray_capital(before: &str, chars: &[char]) -> bool {
    let ['Â' | 'Ã', mark] = chars else { return false };
    let Some(first) = before.chars().next_back() else { return true };
    let is_quoted = class(first) == OpenQuote && matches!(class(*mark), OpenQuote | CloseQuote);
    !first.is_uppercase() && !is_quoted
}

/// `√π` may be intended, `sch√∂n` cannot be.
fn is_formula_in_word(before: &str, chars: &[char], after: &str) -> bool {
    let n_before = before.chars().rev().take_while(char::is_ascii_lowercase).count();
    let n_after = after.chars().take_while(char::is_ascii_lowercase).count();
    chars.iter().all(|char| class(*char) == Math) && n_before.min(n_after) >= 1 && n_before.max(n_after) >= 2
}

fn class(char: char) -> Class {
    match char {
        '\0'..='\x7F' if char.is_ascii_digit() => Digit,
        '\0'..='\x7F' if char.is_ascii_alphabetic() => AsciiLetter,
        '\0'..='\x7F' | '\u{A0}' | '\u{AD}' | '–' | '—' | '…' | '·' => Anywhere,
        '“' | '‘' | '„' | '‚' => OpenQuote,
        '”' | '’' => CloseQuote,
        // Which of them opens a quote depends on the language.
        '«' | '‹' => OpenQuote,
        '»' | '›' => CloseQuote,
        '™' | '®' | '©' | '°' | '²' | '³' | '¹' | 'ª' | 'º' => Suffix,
        '€' | '£' | '¥' | '¢' => Money,
        '¿' | '¡' => Inverted,
        '¼' | '½' | '¾' => Fraction,
        '√' | '∆' | '≈' | '≠' | '≤' | '≥' | '∞' | '∂' | '∑' | '∏' | '∫' | 'π' | 'Ω' | 'µ' | '±' | '×' | '÷' => {
            Math
        }
        'ƒ' | 'ˆ' | 'ˇ' | 'ﬁ' | 'ﬂ' => Odd,
        _ if char.is_alphabetic() => Letter,
        _ => Odd,
    }
}
