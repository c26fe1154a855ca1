//! From a finding to an edit that fixes it and leaves everything else as it is.
//!
//! A family suggests fixes for a finding, the best first. Each is tried on the block by itself: the finding must be gone,
//! no other one may come, and the rest must be [as it was](super::promise). So a family may suggest boldly: what would do
//! harm in a case that it did not think of is never offered.

use super::anatomy::Anatomy;
use super::check::{Check, Finding, Fix, Fixes, Known, MayChange, Suggest, Suggestion};
use super::live::{LiveChecks, Report};
use super::promise::is_kept;
use crate::markdown::BlockList;
use crate::outline::Outline;
use crate::rundown::Notes;
use crate::text::{Change, SortedMap, TextEdit};

/// How well a fix keeps its promises.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kept {
    /// Its finding stays, or what the notes say changes.
    TooLittle,
    /// Other findings come up.
    Most,
    All,
}

/// Some blocks of notes by themselves: mostly one.
struct Excerpt<'a> {
    anatomy: Anatomy<'a>,
    report: Report,
    byte_from: usize,
    blocks: &'a BlockList,
}

/// A block with the one that is joined to it, the one below that, and the blank lines between.
const N_BELOW: usize = 4;

/// Findings of one block that are fixed one after the other at most; those of a block with more wait for the next time.
const MAX_SINGLE: usize = 32;

/// Findings of one block that are fixed at once at most, because each looks at the whole block.
const MAX_AT_ONCE: usize = 200;

/// How a finding of these notes is fixed; `None` where no way would leave everything else as it is.
///
/// Takes time linear in the notes: a fix is safe if it brings up no other finding, wherever that stands.
pub fn fix(notes: &Notes, finding: &Finding) -> Option<Fix> {
    let fix = fix_in_piece(notes, finding)?;
    let is_safe = fix.is_safe && n_left(notes, &fix.edit).is_some();
    Some(Fix { is_safe, ..fix })
}

/// How a finding is fixed, as far as the piece around it tells.
fn fix_in_piece(notes: &Notes, finding: &Finding) -> Option<Fix> {
    let suggest = match finding.check.fixes {
        Fixes::ByAuthor => return None,
        Fixes::Notes(fix) | Fixes::AllFirst(fix) | Fixes::AllLast(fix) => return fix(notes, finding),
        Fixes::Block(suggest, _) | Fixes::Neighbours(suggest, _) => suggest,
    };
    let excerpt = Excerpt::around(notes, finding)?;
    let suggestions = excerpt.suggestions(suggest, finding).into_iter();
    let tried = suggestions.map(|suggestion| (excerpt.kept(&[finding.check], &suggestion.changes), suggestion));
    // Of several that keep as much, the first one.
    let (kept, suggestion) = tried.rev().max_by_key(|(kept, _)| *kept).filter(|(kept, _)| *kept != Kept::TooLittle)?;
    let changes = suggestion.changes.iter().map(|change| below(change, excerpt.byte_from)).collect();
    let is_safe = suggestion.is_safe && kept == Kept::All;
    Some(Fix { label: suggestion.label.to_owned(), edit: TextEdit::new(changes, None), is_safe })
}

/// All of some findings that can be fixed safely, as one edit, and how many those are. `findings` are those of the notes,
/// top down. Where two fixes would touch the same words, one waits for the next time.
///
/// Takes time linear in the notes.
pub fn fix_all(notes: &Notes, findings: &[Finding]) -> (TextEdit, usize) {
    let firsts = findings.iter().filter(|finding| matches!(finding.check.fixes, Fixes::AllFirst(_)));
    if let Some(first) = firsts.clone().next()
        && let Some(fix) = fix_in_piece(notes, first).filter(|fix| fix.is_safe)
    {
        return (fix.edit, firsts.filter(|finding| finding.check == first.check).count());
    }
    let (edit, n_fixed) = fix_pieces(notes, findings);
    match is_promised(notes, &edit, n_fixed) {
        true => (edit, n_fixed),
        false => fix_singly(notes, findings),
    }
}

/// Fixes findings piece by piece, each piece judged by itself.
fn fix_pieces(notes: &Notes, findings: &[Finding]) -> (TextEdit, usize) {
    let (local, others): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| matches!(finding.check.fixes, Fixes::ByAuthor | Fixes::Block(..)));
    let mut changes = Changes::default();
    let mut n_fixed = 0;
    let mut rest = local.as_slice();
    while let Some(first) = rest.first() {
        let Some(excerpt) = Excerpt::around(notes, first) else { break };
        let n_own = rest.iter().take_while(|it| it.bytes.start < excerpt.byte_to()).count();
        let (own, below) = rest.split_at(n_own.max(1));
        rest = below;
        n_fixed += fix_piece(&excerpt, own, &mut changes);
    }
    n_fixed += fix_others(notes, &others, &mut changes);
    (TextEdit::new(changes.all, None), n_fixed)
}

/// Fixes the first findings that can be, each judged by the whole notes together with those before it.
fn fix_singly(notes: &Notes, findings: &[Finding]) -> (TextEdit, usize) {
    let (mut made, mut n_fixed) = (Changes::default(), 0);
    for finding in findings.iter().take(MAX_SINGLE) {
        let Some(fix) = fix_in_piece(notes, finding).filter(|fix| fix.is_safe) else { continue };
        let mut with_fix = made.clone();
        let edit = |changes: &Changes| TextEdit::new(changes.all.clone(), None);
        if with_fix.add(fix.edit.changes()) && is_promised(notes, &edit(&with_fix), n_fixed + 1) {
            (made, n_fixed) = (with_fix, n_fixed + 1);
        }
    }
    (TextEdit::new(made.all, None), n_fixed)
}

/// Whether an edit takes away as many findings as it is said to, and brings no other.
fn is_promised(notes: &Notes, edit: &TextEdit, n_fixed: usize) -> bool {
    n_fixed == 0 || n_left(notes, edit).is_some_and(|n_left| n_left + n_fixed <= found(notes).len())
}

/// How many findings an edit leaves; none if it brings one of any check. Takes time linear in the notes.
fn n_left(notes: &Notes, edit: &TextEdit) -> Option<usize> {
    let text = edit.apply(notes.text);
    let blocks = BlockList::new(&text, notes.blocks.options());
    let outline = Outline::of(&blocks);
    let left = found(&Notes { text: &text, blocks: &blocks, outline: &outline });
    let before = found(notes);
    let count = |findings: &[Finding], check| findings.iter().filter(|finding| finding.check == check).count();
    Check::all().all(|check| count(&left, check) <= count(&before, check)).then_some(left.len())
}

fn found(notes: &Notes) -> Vec<Finding> {
    LiveChecks::new(notes.text, notes.blocks).findings(notes, &Known::default())
}

/// Fixes what needs more than one block, one finding after the other. Says how many are fixed.
fn fix_others(notes: &Notes, findings: &[&Finding], changes: &mut Changes) -> usize {
    let (last, others): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| matches!(finding.check.fixes, Fixes::AllLast(_)));
    let safe_fix = |finding: &Finding| fix_in_piece(notes, finding).filter(|fix| fix.is_safe);
    let mut n_fixed = 0;
    for finding in others {
        let is_wide = matches!(finding.check.fixes, Fixes::Neighbours(..));
        let excerpt = Excerpt::around(notes, finding).filter(|_| is_wide);
        if excerpt.is_some_and(|excerpt| changes.touch(excerpt.byte_from, excerpt.byte_to())) {
            continue;
        }
        n_fixed += usize::from(safe_fix(finding).is_some_and(|fix| changes.add(fix.edit.changes())));
    }
    for same in last.chunk_by(|a, b| a.check == b.check) {
        let is_fixed = safe_fix(same[0]).is_some_and(|fix| changes.add(fix.edit.changes()));
        n_fixed += if is_fixed { same.len() } else { 0 };
    }
    n_fixed
}

/// Fixes what is safe in one block. Says how many findings that are.
fn fix_piece(excerpt: &Excerpt, findings: &[&Finding], changes: &mut Changes) -> usize {
    let safe = |finding: &&Finding| {
        let Fixes::Block(suggest, _) = finding.check.fixes else { return (finding.check, Vec::new()) };
        let suggestions = excerpt.suggestions(suggest, finding).into_iter();
        (finding.check, suggestions.filter(|suggestion| suggestion.is_safe).collect())
    };
    let suggested: Vec<(&Check, Vec<Suggestion>)> = findings.iter().take(MAX_AT_ONCE).map(safe).collect();
    let (mut checks, mut own) = (Vec::new(), Changes::default());
    for (check, suggestions) in &suggested {
        if suggestions.first().is_some_and(|best| own.add(&best.changes)) {
            checks.push(*check);
        }
    }
    if excerpt.kept(&checks, &own.all) != Kept::All {
        (checks, own) = (Vec::new(), Changes::default());
        for (check, suggestions) in suggested.iter().take(MAX_SINGLE) {
            add_one(excerpt, check, suggestions, &mut checks, &mut own);
        }
    }
    changes.add(&own.all.iter().map(|change| below(change, excerpt.byte_from)).collect::<Vec<Change>>());
    checks.len()
}

/// Adds the first suggestion that keeps its promises together with those that were added before.
fn add_one<'c>(
    excerpt: &Excerpt,
    check: &'c Check,
    suggestions: &[Suggestion],
    checks: &mut Vec<&'c Check>,
    changes: &mut Changes,
) {
    checks.push(check);
    for suggestion in suggestions {
        let mut with_it = changes.clone();
        if with_it.add(&suggestion.changes) && excerpt.kept(checks, &with_it.all) == Kept::All {
            *changes = with_it;
            return;
        }
    }
    checks.pop();
}

/// Changes of several fixes, which do not touch one another.
#[derive(Clone, Debug, Default)]
struct Changes {
    all: Vec<Change>,
    /// Where each ends, and begins.
    taken: SortedMap<usize, usize>,
}

impl Changes {
    /// Adds the changes of a fix, if they touch none of those that are there. O(log n) for each.
    fn add(&mut self, more: &[Change]) -> bool {
        let is_free = !more.iter().any(|change| self.touch(change.byte_from, change.byte_to));
        if is_free {
            for change in more {
                let start = self.taken.get_or_insert_with(change.byte_to, || change.byte_from);
                *start = change.byte_from.min(*start);
            }
            self.all.extend_from_slice(more);
        }
        is_free
    }

    /// Whether something is changed in a stretch, or right beside it.
    fn touch(&self, byte_from: usize, byte_to: usize) -> bool {
        self.taken.first_from(&byte_from).is_some_and(|(_, start)| *start <= byte_to)
    }
}

impl<'a> Excerpt<'a> {
    /// The block of a finding, with its neighbours if they matter.
    fn around(notes: &Notes<'a>, finding: &Finding) -> Option<Excerpt<'a>> {
        let idx = notes.blocks.idx_at_byte(finding.bytes.start)?;
        let n_blocks = notes.blocks.blocks().len();
        let idxs = match finding.check.fixes {
            Fixes::Neighbours(..) => idx.saturating_sub(1)..(idx + N_BELOW).min(n_blocks),
            _ => idx..idx + 1,
        };
        let byte_from = notes.blocks.byte_of(idxs.start);
        let anatomy = Anatomy::of(&notes.text[byte_from..notes.blocks.byte_of(idxs.end)], notes.blocks);
        let report = Report::of(&anatomy);
        Some(Excerpt { anatomy, report, byte_from, blocks: notes.blocks })
    }

    fn suggestions(&self, suggest: Suggest, finding: &Finding) -> Vec<Suggestion> {
        suggest(&self.anatomy, &(finding.bytes.start - self.byte_from..finding.bytes.end - self.byte_from))
    }

    fn byte_to(&self) -> usize {
        self.byte_from + self.anatomy.source.len()
    }

    /// What becomes of the findings, and of all else, if some changes fix one finding of each of these checks.
    fn kept(&self, checks: &[&Check], changes: &[Change]) -> Kept {
        let fixed = TextEdit::new(changes.to_vec(), None).apply(self.anatomy.source);
        let after = Anatomy::of(&fixed, self.blocks);
        let report = Report::of(&after);
        let n_found = |report: &Report, check: &Check| report.findings.iter().filter(|it| it.check == check).count();
        let n_fixed = |check: &Check| checks.iter().filter(|it| **it == check).count();
        let is_gone = |check: &Check| n_found(&report, check) + n_fixed(check) <= n_found(&self.report, check);
        let are_gone = checks.iter().filter(|check| check.looks_at_blocks()).all(|check| is_gone(check));
        if !are_gone || !is_kept(&may_change(checks), &self.anatomy, &after) {
            Kept::TooLittle
        } else if !Check::all().filter(|check| check.looks_at_blocks()).all(is_gone) {
            Kept::Most
        } else {
            Kept::All
        }
    }
}

/// What the fixes of some checks may change.
fn may_change(checks: &[&Check]) -> Vec<MayChange> {
    let of_check = |check: &&Check| match check.fixes {
        Fixes::Block(_, may_change) | Fixes::Neighbours(_, may_change) => may_change,
        _ => &[],
    };
    checks.iter().flat_map(of_check).copied().collect()
}

fn below(change: &Change, byte_from: usize) -> Change {
    Change::replace(change.byte_from + byte_from..change.byte_to + byte_from, change.insert.clone())
}
