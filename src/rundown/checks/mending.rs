//! From a finding to an edit that mends it, and keeps what it promises.
//!
//! A family proposes [`Mend`]s for one of its slips, the best first. Each is tried on the block by itself: the slip must be
//! gone, no other one be there, and the rest be [as it was](super::promise). So a family may propose boldly, and what would do
//! harm in a case that it did not think of is never offered.

use std::collections::BTreeMap;

use super::anatomy::Anatomy;
use super::live::{Known, LiveChecks, Report};
use super::promise::is_kept;
use super::{Check, Finding, addresses, asterisks, code, encoding, fences, hosts, links, lists, numbering, segments};
use crate::markdown::BlockList;
use crate::outline::Outline;
use crate::rundown::Notes;
use crate::text::{Change, TextEdit};

/// A way to mend a finding.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Fix {
    /// What it does: `Close the code block`.
    pub label: String,
    pub edit: TextEdit,
    /// It may be made together with others, without looking at each.
    pub is_safe: bool,
}

/// A proposal, in bytes of the piece.
#[derive(Clone, Debug)]
pub(super) struct Mend {
    pub label: &'static str,
    pub changes: Vec<Change>,
    pub is_safe: bool,
}

impl Mend {
    pub fn safe(label: &'static str, changes: Vec<Change>) -> Mend {
        Mend { label, changes, is_safe: true }
    }

    /// One that the author must look at.
    pub fn daring(label: &'static str, changes: Vec<Change>) -> Mend {
        Mend { label, changes, is_safe: false }
    }
}

/// How far the notes are looked at to mend a finding.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Reach {
    /// The block that it stands in.
    Block,
    /// The block above it, and those below it that come closer, too.
    Neighbours,
    /// All of them.
    Notes,
}

/// What of its promises a mend keeps.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Kept {
    /// Its finding stays, or what the notes say changes.
    TooLittle,
    /// Other findings come up.
    Most,
    All,
}

/// Some blocks of notes by themselves: mostly one.
struct Piece<'a> {
    source: &'a str,
    anatomy: Anatomy,
    report: Report,
    byte_from: usize,
    blocks: &'a BlockList,
}

/// A block with the one that is joined to it, the one below that, and the blank lines between.
const N_BELOW: usize = 4;

/// Findings of one block that are mended one after the other at most; those of a block with more wait for the next time.
const MAX_SINGLE: usize = 32;

/// Findings of one block that are mended at once at most, because each looks at the whole block.
const MAX_AT_ONCE: usize = 200;

/// How a finding of these notes is mended; `None` where there is no way that would keep everything else as it is.
///
/// Takes time linear in the notes: a fix is safe if it brings up no other finding, wherever that stands.
pub fn fix(notes: &Notes, finding: &Finding) -> Option<Fix> {
    let fix = fix_in_piece(notes, finding)?;
    let is_safe = fix.is_safe && n_left(notes, &fix.edit).is_some();
    Some(Fix { is_safe, ..fix })
}

/// The same, judged by the piece around it.
fn fix_in_piece(notes: &Notes, finding: &Finding) -> Option<Fix> {
    match finding.check {
        Check::Numbering => return numbering::fix(notes, finding),
        Check::NearMissHost => return hosts::fix(notes, finding),
        Check::BrokenEncoding => return encoding::fix(notes),
        Check::EmptySegment => return segments::fix_of_empty(notes, finding),
        _ => {}
    }
    let piece = Piece::around(notes, finding)?;
    let tried = piece.mends(finding).into_iter().map(|mend| (piece.kept(&[finding.check], &mend.changes), mend));
    // Of several that keep as much, the first one.
    let (kept, mend) = tried.rev().max_by_key(|(kept, _)| *kept).filter(|(kept, _)| *kept != Kept::TooLittle)?;
    let changes = mend.changes.iter().map(|change| below(change, piece.byte_from)).collect();
    let is_safe = mend.is_safe && kept == Kept::All;
    Some(Fix { label: mend.label.to_owned(), edit: TextEdit::new(changes, None), is_safe })
}

/// All of some findings that can be mended safely, as one edit, and how many those are. `findings` are those of the notes,
/// top down. Where two fixes would touch the same words, one waits for the next time.
///
/// Takes time linear in the notes.
pub fn fix_all(notes: &Notes, findings: &[Finding]) -> (TextEdit, usize) {
    // Nothing else can be judged before the letters are right.
    let n_broken = findings.iter().filter(|finding| finding.check == Check::BrokenEncoding).count();
    if n_broken > 0
        && let Some(fix) = encoding::fix(notes).filter(|fix| fix.is_safe)
    {
        return (fix.edit, n_broken);
    }
    let (edit, n_fixed) = fix_pieces(notes, findings);
    match is_promised(notes, &edit, n_fixed) {
        true => (edit, n_fixed),
        false => fix_singly(notes, findings),
    }
}

/// Piece by piece, each judged by itself.
fn fix_pieces(notes: &Notes, findings: &[Finding]) -> (TextEdit, usize) {
    let (local, others): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| reach(finding.check) == Reach::Block);
    let mut changes = Changes::default();
    let mut n_fixed = 0;
    let mut rest = local.as_slice();
    while let Some(first) = rest.first() {
        let Some(piece) = Piece::around(notes, first) else { break };
        let n_own = rest.iter().take_while(|it| it.bytes.start < piece.byte_to()).count();
        let (own, below) = rest.split_at(n_own.max(1));
        rest = below;
        n_fixed += mend_piece(&piece, own, &mut changes);
    }
    n_fixed += mend_others(notes, &others, &mut changes);
    (TextEdit::new(changes.all, None), n_fixed)
}

/// The first findings that can be mended, each judged by the whole notes together with those before it.
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

/// Mends what hangs on more than one block, one after the other. Says how many findings that are.
fn mend_others(notes: &Notes, findings: &[&Finding], changes: &mut Changes) -> usize {
    let (numbers, others): (Vec<&Finding>, Vec<&Finding>) =
        findings.iter().partition(|finding| finding.check == Check::Numbering);
    let mut n_fixed = 0;
    for finding in others {
        let is_wide = reach(finding.check) == Reach::Neighbours;
        let piece = Piece::around(notes, finding).filter(|_| is_wide);
        if piece.is_some_and(|piece| changes.touch(piece.byte_from, piece.byte_to())) {
            continue;
        }
        let fix = fix_in_piece(notes, finding).filter(|fix| fix.is_safe);
        n_fixed += usize::from(fix.is_some_and(|fix| changes.add(fix.edit.changes())));
    }
    // One edit mends all numbers.
    let fix = numbers.first().and_then(|finding| fix_in_piece(notes, finding)).filter(|fix| fix.is_safe);
    let is_renumbered = fix.is_some_and(|fix| changes.add(fix.edit.changes()));
    n_fixed + if is_renumbered { numbers.len() } else { 0 }
}

/// Mends what is safe in one block. Says how many findings that are.
fn mend_piece(piece: &Piece, findings: &[&Finding], changes: &mut Changes) -> usize {
    let safe = |finding: &&Finding| {
        let mends: Vec<Mend> = piece.mends(finding).into_iter().filter(|mend| mend.is_safe).collect();
        (finding.check, mends)
    };
    let proposals: Vec<(Check, Vec<Mend>)> = findings.iter().take(MAX_AT_ONCE).map(safe).collect();
    let (mut checks, mut own) = (Vec::new(), Changes::default());
    for (check, mends) in &proposals {
        if mends.first().is_some_and(|mend| own.add(&mend.changes)) {
            checks.push(*check);
        }
    }
    if piece.kept(&checks, &own.all) != Kept::All {
        (checks, own) = (Vec::new(), Changes::default());
        for (check, mends) in proposals.iter().take(MAX_SINGLE) {
            add_one(piece, *check, mends, &mut checks, &mut own);
        }
    }
    changes.add(&own.all.iter().map(|change| below(change, piece.byte_from)).collect::<Vec<Change>>());
    checks.len()
}

/// Adds the first proposal that keeps the promises together with those that were added before.
fn add_one(piece: &Piece, check: Check, mends: &[Mend], checks: &mut Vec<Check>, changes: &mut Changes) {
    checks.push(check);
    for mend in mends {
        let mut with_mend = changes.clone();
        if with_mend.add(&mend.changes) && piece.kept(checks, &with_mend.all) == Kept::All {
            *changes = with_mend;
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
    taken: BTreeMap<usize, usize>,
}

impl Changes {
    /// Adds the changes of a fix, if they touch none of those that are there. O(log n) for each.
    fn add(&mut self, more: &[Change]) -> bool {
        let is_free = !more.iter().any(|change| self.touch(change.byte_from, change.byte_to));
        if is_free {
            for change in more {
                let start = self.taken.entry(change.byte_to).or_insert(change.byte_from);
                *start = change.byte_from.min(*start);
            }
            self.all.extend_from_slice(more);
        }
        is_free
    }

    /// Whether something is changed in a stretch, or right beside it.
    fn touch(&self, byte_from: usize, byte_to: usize) -> bool {
        self.taken.range(byte_from..).next().is_some_and(|(_, start)| *start <= byte_to)
    }
}

fn reach(check: Check) -> Reach {
    match check {
        Check::Numbering | Check::NearMissHost | Check::BrokenEncoding => Reach::Notes,
        Check::FenceBreaksList | Check::BulletsAsCode | Check::TitleOnNextLine => Reach::Neighbours,
        _ => Reach::Block,
    }
}

impl<'a> Piece<'a> {
    /// The block of a finding, with its neighbours if they matter.
    fn around(notes: &Notes<'a>, finding: &Finding) -> Option<Piece<'a>> {
        let idx = notes.blocks.idx_at_byte(finding.bytes.start)?;
        let n_blocks = notes.blocks.blocks().len();
        let idxs = match reach(finding.check) {
            Reach::Neighbours => idx.saturating_sub(1)..(idx + N_BELOW).min(n_blocks),
            Reach::Block | Reach::Notes => idx..idx + 1,
        };
        let byte_from = notes.blocks.byte_of(idxs.start);
        let source = &notes.text[byte_from..notes.blocks.byte_of(idxs.end)];
        let anatomy = Anatomy::of(source, notes.blocks);
        let report = Report::of(source, &anatomy);
        Some(Piece { source, anatomy, report, byte_from, blocks: notes.blocks })
    }

    /// What the family of a finding proposes, the best first.
    fn mends(&self, finding: &Finding) -> Vec<Mend> {
        let bytes = finding.bytes.start - self.byte_from..finding.bytes.end - self.byte_from;
        let (source, anatomy) = (self.source, &self.anatomy);
        match finding.check {
            Check::FenceSwallows => fences::mends_of_swallowing(source, anatomy, &bytes),
            Check::UnclosedFence => fences::mends_of_unclosed(source, &bytes),
            Check::FenceBreaksList => lists::mends_of_fence(source, anatomy, &bytes),
            Check::BulletsAsCode => lists::mends_of_bullets(source, anatomy, &bytes),
            Check::MixedIndent => lists::mends_of_mixed(source, anatomy, &bytes),
            Check::LiteralAsterisks => asterisks::mends(source, anatomy, &bytes),
            Check::EmptyBold => vec![Mend::safe("Remove the asterisks", vec![Change::delete(bytes)])],
            Check::SplitBold => vec![Mend::safe("Join the pieces", asterisks::joined(source, &bytes))],
            Check::SmartQuotesInCode => code::mends(source, &bytes),
            Check::AddressAsText => addresses::mends_of_text(source, anatomy, &bytes),
            Check::TitleOnNextLine => segments::mends_of_title(source, &bytes),
            check if self.is_of_addresses(check) => addresses::mends(check, source, &bytes),
            check => links::mends(check, source, anatomy, &bytes),
        }
    }

    fn is_of_addresses(&self, check: Check) -> bool {
        matches!(check, Check::BareAddress | Check::InsecureLink | Check::TrackingParameters)
    }

    fn byte_to(&self) -> usize {
        self.byte_from + self.source.len()
    }

    /// What becomes of the findings, and of all else, if one finding of each of these checks is mended by some changes.
    fn kept(&self, checks: &[Check], changes: &[Change]) -> Kept {
        let mended = TextEdit::new(changes.to_vec(), None).apply(self.source);
        let after = Anatomy::of(&mended, self.blocks);
        let report = Report::of(&mended, &after);
        let n_slips = |report: &Report, check| report.slips.iter().filter(|slip| slip.check == check).count();
        let n_mended = |check: &Check| checks.iter().filter(|it| *it == check).count();
        let is_gone = |check: &Check| n_slips(&report, *check) + n_mended(check) <= n_slips(&self.report, *check);
        let mut seen = Check::all().filter(|check| Report::may_hold(*check));
        let are_gone = checks.iter().filter(|check| Report::may_hold(**check)).all(is_gone);
        if !are_gone || !is_kept(checks, (self.source, &self.anatomy), (&mended, &after)) {
            Kept::TooLittle
        } else if !seen.all(|check| is_gone(&check)) {
            Kept::Most
        } else {
            Kept::All
        }
    }
}

fn below(change: &Change, byte_from: usize) -> Change {
    Change::replace(change.byte_from + byte_from..change.byte_to + byte_from, change.insert.clone())
}
