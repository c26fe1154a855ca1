//! Where a template goes: at the end of the current segment, with one blank line on either side.
//!
//! Invariant: an insertion replaces blank lines and line breaks, never anything that can be seen.

use super::Outline;
use super::template::{Fields, Piece, Template, fill, push_text};

/// Where a template goes and what it becomes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Insertion {
    pub byte_from: usize,
    pub byte_to: usize,
    pub pieces: Vec<Piece>,
}

/// Inserts a template below the segment that the cursor is in, or below the head of the notes if it is there.
///
/// `outline` is that of `text`, which has `\n` alone for line breaks. Takes time linear in the text.
pub fn insertion(template: &Template, fields: &Fields, text: &str, outline: &Outline, byte_cursor: usize) -> Insertion {
    let byte_to = byte_of_line(text, line_below(text, outline, byte_cursor));
    let byte_from = without_blank_lines(&text[..byte_to]).len();
    let mut pieces = Vec::new();
    push_text(&mut pieces, if byte_from == 0 { "" } else { "\n\n" });
    for piece in fill(template.body.trim_matches('\n'), fields) {
        match piece {
            Piece::Text(text) => push_text(&mut pieces, &text),
            piece => pieces.push(piece),
        }
    }
    push_text(&mut pieces, if byte_to == text.len() { "\n" } else { "\n\n" });
    Insertion { byte_from, byte_to, pieces }
}

/// The 1-based line below the segment with the cursor: that of the next label, or one beyond the end.
fn line_below(text: &str, outline: &Outline, byte_cursor: usize) -> usize {
    let bytes_above = &text.as_bytes()[..byte_cursor.min(text.len())];
    let line = 1 + bytes_above.iter().filter(|byte| **byte == b'\n').count();
    let next_idx = outline.segment_at_line(line).map_or(0, |idx| idx + 1);
    outline.segments.get(next_idx).map_or(usize::MAX, |segment| segment.line)
}

/// Where a 1-based line begins; the end of the text, if it has fewer lines.
fn byte_of_line(text: &str, line: usize) -> usize {
    match line.checked_sub(2) {
        None => 0,
        Some(n_breaks_before) => text.match_indices('\n').nth(n_breaks_before).map_or(text.len(), |(byte, _)| byte + 1),
    }
}

/// A text up to the end of its last line with something in it, without the break.
fn without_blank_lines(text: &str) -> &str {
    let mut kept = text;
    loop {
        let (above, last_line) = kept.rsplit_once('\n').unwrap_or(("", kept));
        if !is_blank(last_line) {
            return kept;
        }
        if above.len() == kept.len() {
            return "";
        }
        kept = above;
    }
}

/// Blank as Markdown has it: a no-break space is something.
fn is_blank(line: &str) -> bool {
    line.chars().all(|c| matches!(c, ' ' | '\t'))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rundown::outline::tests::outline;
    use proptest::prelude::*;

    const TEMPLATE: &str = "**Ann #9:** New\n\n- {{cursor}}\n";

    fn template(body: &str) -> Template {
        Template { id: "test".into(), name: "Test".into(), body: body.into() }
    }

    /// The text after the insertion, with `|` where the cursor ends up.
    fn applied(text: &str, insertion: &Insertion) -> String {
        let inserted: String = insertion
            .pieces
            .iter()
            .map(|piece| match piece {
                Piece::Text(text) => text.as_str(),
                Piece::Stop { name } => name,
                Piece::Cursor => "|",
            })
            .collect();
        format!("{}{inserted}{}", &text[..insertion.byte_from], &text[insertion.byte_to..])
    }

    /// Inserts with the cursor at `|`.
    #[track_caller]
    fn check(before: &str, expected: &str) {
        let byte_cursor = before.find('|').expect("the text shows the cursor");
        let text = before.replacen('|', "", 1);
        let insertion = insertion(&template(TEMPLATE), &Fields::default(), &text, &outline(&text), byte_cursor);
        assert_eq!(applied(&text, &insertion), expected, "{before:?}");
    }

    #[test]
    fn a_template_goes_below_the_segment_with_the_cursor() {
        let new = "**Ann #9:** New\n\n- |";
        check(
            "**Ann #1:** Kites\n\n- so|me\n\n**Ben #2:** Planes\n",
            &format!("**Ann #1:** Kites\n\n- some\n\n{new}\n\n**Ben #2:** Planes\n"),
        );
        check(
            "# Talk 1\n|\nSponsored by us\n\n**Ben #2:** Planes\n",
            &format!("# Talk 1\n\nSponsored by us\n\n{new}\n\n**Ben #2:** Planes\n"),
        );
        check("**Ben #2:** Planes|", &format!("**Ben #2:** Planes\n\n{new}\n"));
        check("**Ben #2:** Planes\n|", &format!("**Ben #2:** Planes\n\n{new}\n"));
    }

    #[test]
    fn blank_lines_come_out_right() {
        let new = "**Ann #9:** New\n\n- |";
        check("|", &format!("{new}\n"));
        check(" \n|\n", &format!("{new}\n"));
        check("A|\n\n \t\n\n", &format!("A\n\n{new}\n"));
        check("- a|\n**Ben #2:** Planes\n", &format!("- a\n\n{new}\n\n**Ben #2:** Planes\n"));
        check("A|\n\n\n\nExtras\n", &format!("A\n\n{new}\n\nExtras\n"));
        check("A  |\n\u{a0}\n\nExtras\n", &format!("A  \n\u{a0}\n\n{new}\n\nExtras\n"));
    }

    fn line() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "",
            "",
            " ",
            "\t",
            "\u{a0}",
            "**Ann #1:** [Kites](https://a.example)",
            "**Ben #2:** Plänes",
            "Extras",
            "Joke:",
            "- a bullet",
            "  - another",
            "Text 🪁.",
            "# Title",
            "> quoted",
            "    code",
            "| a | b |",
        ])
    }

    proptest! {
        #[test]
        fn nothing_but_blank_lines_is_replaced(lines in prop::collection::vec(line(), 0..20), cursor in 0usize..400) {
            let text = lines.join("\n");
            let insertion = insertion(&template(TEMPLATE), &Fields::default(), &text, &outline(&text), cursor);
            let replaced = &text[insertion.byte_from..insertion.byte_to];
            prop_assert!(replaced.chars().all(|c| matches!(c, '\n' | ' ' | '\t')), "{replaced:?}");
            prop_assert!(text[..insertion.byte_from].lines().last().is_none_or(|line| !is_blank(line)));
            prop_assert!(insertion.byte_from == 0 || replaced.is_empty() || replaced.starts_with('\n'));
            let result = applied(&text, &insertion);
            let n_before = outline(&text).segments.len();
            prop_assert_eq!(outline(&result).segments.len(), n_before + 1, "{}", result);
        }
    }
}
