//! Renames a host: in labels, in lines that are only the name, and optionally in all visible text.
//!
//! Invariant: addresses, code and link targets are not changed.

use std::ops::Range;

use super::Notes;
use super::source_ranges::{SourceRanges, places_of_chars};
use crate::markdown::{BlockList, ProseLine, prose};
use crate::outline::{Outline, Segment, fold, is_colon, is_debris};
use crate::text::{Change, SortedSet, TextEdit, sort_by_numbers};

/// Where a host is renamed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Scope {
    /// In labels, and in lines that are only the name.
    Labels,
    /// Also wherever the name is a word of visible text.
    Everywhere,
}

/// How often the notes name a host.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct HostMentions {
    pub n_labels: usize,
    /// Lines that are only the name: `Ann:`, `### Ann`, an item `**Ann**:`.
    pub n_remarks: usize,
    /// Other words, spelled exactly as in a label.
    pub n_prose: usize,
}

/// Why a host cannot get a name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
pub enum RenameError {
    #[error("the new name is empty")]
    Empty,
    #[error("the new name has a line break in it")]
    SeveralLines,
    /// A label is being rewritten, and is held meanwhile. The author can finish it.
    #[error("the label on line {line} is not finished: finish it first")]
    Unfinished { line: usize },
    /// The label would name no host any more, or another one. The author can choose a name that looks like a name.
    #[error(
        "the label on line {line} would not be recognised with this name: use up to three words, with capital letters"
    )]
    Unread { line: usize },
}

/// A place where a host is named.
struct Mention {
    kind: MentionKind,
    at: SourceRanges,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum MentionKind {
    Label,
    Remark,
    Prose,
}

/// How far around a word is searched for the rest of an address.
const MAX_TOKEN_BYTES: usize = 64;

/// How often the notes name a host, in any case of letters. Takes time linear in the text.
pub fn host_mentions(notes: &Notes, host: &str) -> HostMentions {
    let mentions = mentions(notes, host);
    let count = |kind: MentionKind| mentions.iter().filter(|mention| mention.kind == kind).count();
    HostMentions {
        n_labels: count(MentionKind::Label),
        n_remarks: count(MentionKind::Remark),
        n_prose: count(MentionKind::Prose),
    }
}

/// Renames a host. Where the old name is in lower or upper case, so is the new one.
///
/// # Errors
/// If it is not a name, or if labels could not be read with it.
pub fn rename_host(notes: &Notes, host: &str, new_name: &str, scope: Scope) -> Result<TextEdit, RenameError> {
    let new_name = new_name.trim();
    if new_name.is_empty() {
        return Err(RenameError::Empty);
    }
    if new_name.contains(['\n', '\r']) {
        return Err(RenameError::SeveralLines);
    }
    let wanted = |mention: &Mention| scope == Scope::Everywhere || mention.kind != MentionKind::Prose;
    let changes = mentions(notes, host).into_iter().filter(wanted).flat_map(|mention| {
        let new = in_the_case_of(&mention.at.text(notes.text), new_name);
        mention.at.replacements(&new).into_iter().map(|(bytes, new)| Change::replace(bytes, new))
    });
    let edit = TextEdit::new(changes.collect(), None);
    check_labels(notes, &edit, host, new_name)?;
    Ok(edit)
}

/// Checks that all segments are still there, and those of the host have the new name.
fn check_labels(notes: &Notes, edit: &TextEdit, host: &str, new_name: &str) -> Result<(), RenameError> {
    let outline = Outline::of(&BlockList::new(&edit.apply(notes.text), notes.blocks.options()));
    let mut found = outline.segments.iter();
    let (folded, new_folded) = (fold(host), Some(fold(new_name)));
    let is_right = |segment: &Segment, found: &Segment| {
        let parts = |segment: &Segment| (segment.line, segment.label.kind, segment.label.number);
        let host = |segment: &Segment| segment.label.host.as_deref().map(fold);
        let is_host_right = match host(segment) {
            Some(own) if own != folded => host(found) == Some(own),
            Some(_) => host(found) == new_folded,
            // A text that was too long for a host's name may have become one.
            None => host(found).is_none() || host(found) == new_folded,
        };
        is_host_right && parts(segment) == parts(found)
    };
    let mut segments = notes.outline.segments.iter();
    let wrong = segments.find(|segment| !found.next().is_some_and(|found| is_right(segment, found)));
    match wrong.map(|segment| segment.line) {
        None => Ok(()),
        Some(line) if !notes.begins_segment(line) => Err(RenameError::Unfinished { line }),
        Some(line) => Err(RenameError::Unread { line }),
    }
}

/// All mentions in the order of the text. They do not overlap.
fn mentions(notes: &Notes, host: &str) -> Vec<Mention> {
    let folded = fold(host);
    if folded.trim().is_empty() {
        return Vec::new();
    }
    let mut found: Vec<Mention> =
        notes.outline.segments.iter().filter_map(|segment| in_label(notes, segment, &folded)).collect();
    let mut forms = SortedSet::from_iter([host.to_owned()]);
    forms.extend(found.iter().map(|mention| mention.at.text(notes.text)));
    retain_capitals(&mut forms);
    for line in prose(notes.text) {
        found.extend(in_line(notes.text, &line, &folded, &forms));
    }
    // Labels are prose too: of mentions at one position, that of the label sorts first and stays.
    sort_by_numbers(&mut found, |mention| (mention.at.byte_from(), 0));
    found.dedup_by(|mention, above| mention.at.byte_from() < above.at.byte_to());
    found
}

/// `will` is a verb even if a host is called `Will`: forms without capitals count only if there are no others.
fn retain_capitals(forms: &mut SortedSet<String>) {
    let has_capital = |form: &str| form.chars().any(|c| c.is_alphabetic() && !c.is_lowercase());
    if forms.iter().any(|form| has_capital(form)) {
        forms.retain(|form| has_capital(form));
    }
}

fn in_label(notes: &Notes, segment: &Segment, folded: &str) -> Option<Mention> {
    segment.label.host.as_deref().filter(|own| fold(own) == folded)?;
    let line = notes.label_line(segment)?;
    let places = places_of_chars(line, segment.label.host_at.clone()?, |c| !is_debris(c))?;
    let byte_of_block = notes.blocks.byte_of(segment.block_idx);
    let places = places.into_iter().map(|place| byte_of_block + place.start..byte_of_block + place.end);
    Some(Mention { kind: MentionKind::Label, at: SourceRanges::new(notes.text, places) })
}

fn in_line(text: &str, line: &ProseLine, folded: &str, forms: &SortedSet<String>) -> Vec<Mention> {
    let mention = |kind: MentionKind, text_range: Range<usize>| {
        let at = SourceRanges::new(text, line.source_of(text_range)?.into_iter());
        Some(Mention { kind, at })
    };
    if let Some(name) = name_alone(line).filter(|name| fold(&line.text[name.clone()]) == folded) {
        return mention(MentionKind::Remark, name).into_iter().collect();
    }
    let words = forms.iter().flat_map(|form| line.text.match_indices(form.as_str()));
    let words = words.map(|(byte, form)| byte..byte + form.len()).filter(|word| is_word(&line.text, word));
    words.filter_map(|word| mention(MentionKind::Prose, word)).collect()
}

/// The text of a line before its colon, if nothing follows. A heading or an item needs no colon.
fn name_alone(line: &ProseLine) -> Option<Range<usize>> {
    let trimmed = line.text.trim_matches(is_around_name);
    let name = trimmed.trim_end_matches(|c| is_colon(c) || is_around_name(c));
    let byte_from = line.text.len() - line.text.trim_start_matches(is_around_name).len();
    let has_colon = name.len() < trimmed.len();
    (has_colon || line.is_heading || line.is_item).then_some(byte_from..byte_from + name.len())
}

fn is_around_name(c: char) -> bool {
    c.is_whitespace() || is_debris(c)
}

/// Whether a range is a word by itself: `Ann` in `(Ann's)`, not in `Anne`, `Ann-Lee`, `@Ann` or `Ann.example`.
fn is_word(text: &str, word: &Range<usize>) -> bool {
    let (first, last) = (text[word.clone()].chars().next(), text[word.clone()].chars().next_back());
    let (above, below) = (text[..word.start].chars().next_back(), text[word.end..].chars().next());
    let goes_on = |own: Option<char>, other: Option<char>| {
        own.zip(other).is_some_and(|(own, other)| other.is_alphanumeric() && script(own) == script(other))
    };
    !goes_on(first, above) && !goes_on(last, below) && !is_in_token(text, word)
}

/// A change of script ends a word in texts without blanks: `太郎は`.
fn script(c: char) -> u8 {
    match c {
        '\u{3040}'..='\u{309f}' => 1,
        '\u{30a0}'..='\u{30ff}' => 2,
        '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3ffff}' => 3,
        _ => 0,
    }
}

/// Whether the text between blanks is more than words: an address, a handle, a hyphenated name.
fn is_in_token(text: &str, word: &Range<usize>) -> bool {
    let before = &text[text.floor_char_boundary(word.start.saturating_sub(MAX_TOKEN_BYTES))..word.start];
    let before = &before[before.rfind(char::is_whitespace).map_or(0, |byte| byte + 1)..];
    let before = before.trim_start();
    let after = &text[word.end..text.ceil_char_boundary((word.end + MAX_TOKEN_BYTES).min(text.len()))];
    let after = after.split(char::is_whitespace).next().unwrap_or_default();
    let joins = |c: char| matches!(c, '@' | '-' | '_' | '.' | '=');
    let is_joined_before = before.ends_with(joins) && !before.ends_with("..");
    let is_joined_after = after.starts_with(joins) && after[1..].starts_with(|c: char| c.is_alphanumeric() || c == '_');
    is_joined_before || is_joined_after || before.contains(['@']) || before.contains("://") || is_path(before, after)
}

/// `a.example/Ann/b`: a web host before a slash.
fn is_path(before: &str, after: &str) -> bool {
    before.ends_with('/') && before.contains('.') || after.starts_with('/') && after.contains('.')
}

/// `ben` for `ann`, `BEN` for `ANN`, else unchanged.
fn in_the_case_of(old: &str, new: &str) -> String {
    let n_letters = old.chars().filter(|c| c.is_alphabetic()).count();
    let is_cased = old.chars().any(|c| c.is_lowercase() || c.is_uppercase());
    if is_cased && old == old.to_lowercase() {
        new.to_lowercase()
    } else if is_cased && n_letters > 1 && old == old.to_uppercase() {
        new.to_uppercase()
    } else {
        new.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rundown::arrange::tests::with_notes;

    /// Renames Ann to Cleo.
    #[track_caller]
    fn check(scope: Scope, before: &str, expected: &str) {
        let found =
            with_notes(before, |notes| rename_host(notes, "Ann", "Cleo", scope).map(|edit| edit.apply(notes.text)));
        assert_eq!(found.as_deref(), Ok(expected), "{before}");
    }

    #[test]
    fn a_host_is_renamed_in_labels_of_any_shape() {
        check(
            Scope::Labels,
            "**Ann #1:** [**Ann**](u)\n\n#2 (Ann): B\n\n**A****nn** #3: C\n\nBen #4: D\n\nExtra (ann):\n\n- ANN\n",
            "**Cleo #1:** [**Ann**](u)\n\n#2 (Cleo): B\n\n**Cleo****** #3: C\n\nBen #4: D\n\nExtra (cleo):\n\n- CLEO\n",
        );
    }

    #[test]
    fn lines_that_are_just_the_name_are_renamed_too() {
        check(
            Scope::Labels,
            "Ann #1: A\n\nAnn:\n\n- **Ann:**\n- Ann: yes\n- Ann\n\n### Ann\n\nAnn\n",
            "Cleo #1: A\n\nCleo:\n\n- **Cleo:**\n- Ann: yes\n- Cleo\n\n### Cleo\n\nAnn\n",
        );
    }

    #[test]
    fn everywhere_is_where_readers_read_the_name() {
        check(
            Scope::Everywhere,
            "Ann #1: A\n\nAnn's kite (Ann), *A*nn. Anne ann Ann-Lee @Ann Ann.example\n\n> Ann\n\n|Ann|\n|-|\n",
            "Cleo #1: A\n\nCleo's kite (Cleo), *Cleo*. Anne ann Ann-Lee @Ann Ann.example\n\n> Cleo\n\n|Cleo|\n|-|\n",
        );
        check(
            Scope::Everywhere,
            "Ann #1: A\n\n`Ann` [Ann](https://Ann.example/Ann) https://a.example/Ann a.example/Ann Ann/Ben\n\n    Ann\n",
            "Cleo #1: A\n\n`Ann` [Cleo](https://Ann.example/Ann) https://a.example/Ann a.example/Ann Cleo/Ben\n\n    Ann\n",
        );
    }

    #[test]
    fn names_of_other_scripts_end_where_the_script_does() {
        let rename = |text: &str| {
            with_notes(text, |notes| rename_host(notes, "太郎", "花子", Scope::Everywhere).map(|edit| edit.apply(text)))
        };
        assert_eq!(rename("太郎 #1：凧\n\n太郎は金太郎\n").as_deref(), Ok("花子 #1：凧\n\n花子は金太郎\n"));
    }

    #[test]
    fn mentions_are_counted_apart() {
        let found = with_notes("Ann #1: Ann flies\n\nAnn:\n\nBen and Ann\n", |notes| host_mentions(notes, "ann"));
        assert_eq!(found, HostMentions { n_labels: 1, n_remarks: 1, n_prose: 2 });
        assert_eq!(with_notes("Ann #1: A\n", |notes| host_mentions(notes, "")), HostMentions::default());
    }

    #[test]
    fn what_is_no_name_is_refused() {
        let rename =
            |name: &str| with_notes("Joke\n\nAnn #1: A\n", |notes| rename_host(notes, "Ann", name, Scope::Labels));
        assert_eq!(rename(" "), Err(RenameError::Empty));
        assert_eq!(rename("Cleo\nDan"), Err(RenameError::SeveralLines));
        assert_eq!(rename("the one who flies kites"), Err(RenameError::Unread { line: 3 }));
        assert_eq!(rename("Extras"), Err(RenameError::Unread { line: 3 }));
    }
}
