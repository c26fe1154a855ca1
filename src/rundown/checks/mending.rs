//! From a finding to an edit that mends it, and keeps what it promises.
//!
//! A family proposes [`Mend`]s for one of its slips, the best first. Each is tried on the block by itself: what readers can
//! read, where links lead and the labels must stay as they are, but for what the check is about, and the slip must be gone.
//! So a family may propose boldly, and what would do harm in a case that it did not think of is never offered.

use super::anatomy::Anatomy;
use super::live::{Report, report_of};
use super::{Check, Finding, asterisks, fences, numbering};
use crate::markdown::{BlockList, RenderOptions};
use crate::rundown::{Label, Notes, Outline};
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

/// A proposal, in bytes of the block.
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

/// A block of notes by itself.
struct Piece<'a> {
    source: &'a str,
    anatomy: Anatomy,
    byte_from: usize,
    blocks: &'a BlockList,
}

/// Findings of one block that are mended one after the other at most; those of a block with more wait for the next time.
const MAX_SINGLE: usize = 32;

/// How a finding of these notes is mended; `None` where there is no way that would keep everything else as it is.
///
/// Takes time linear in the block, for what hangs on the whole notes linear in these.
pub fn fix(notes: &Notes, finding: &Finding) -> Option<Fix> {
    if finding.check == Check::Numbering {
        return numbering::fix(notes, finding);
    }
    let piece = Piece::at(notes, finding.bytes.start)?;
    let mut mends = piece.mends(finding).into_iter();
    let mend = mends.find(|mend| piece.keeps_promises(&[finding.check], &mend.changes))?;
    let changes = mend.changes.iter().map(|change| below(change, piece.byte_from)).collect();
    Some(Fix { label: mend.label.to_owned(), edit: TextEdit::new(changes, None), is_safe: mend.is_safe })
}

/// All of some findings that can be mended safely, as one edit, and how many those are. `findings` are those of the notes,
/// top down. Where two fixes would touch the same words, one waits for the next time.
///
/// Takes time linear in the notes.
pub fn fix_all(notes: &Notes, findings: &[Finding]) -> (TextEdit, usize) {
    let mut changes = Vec::new();
    let mut n_fixed = 0;
    let mut rest = findings;
    while let Some(first) = rest.first() {
        let Some(piece) = Piece::at(notes, first.bytes.start) else { break };
        let n_own = rest.iter().take_while(|it| it.bytes.start < piece.byte_to()).count();
        let (own, below) = rest.split_at(n_own.max(1));
        rest = below;
        n_fixed += mend_piece(&piece, own, &mut changes);
    }
    let numbers = findings.iter().find(|it| it.check == Check::Numbering).and_then(|it| numbering::fix(notes, it));
    let renumbered = numbers.filter(|fix| fix.is_safe && add(&mut changes, fix.edit.changes()));
    if renumbered.is_some() {
        n_fixed += findings.iter().filter(|it| it.check == Check::Numbering).count();
    }
    (TextEdit::new(changes, None), n_fixed)
}

/// Mends what is safe in one block. Says how many findings that are.
fn mend_piece(piece: &Piece, findings: &[Finding], changes: &mut Vec<Change>) -> usize {
    let mends = |finding: &Finding| {
        let mends = piece.mends(finding).into_iter().filter(|mend| mend.is_safe);
        mends.collect::<Vec<Mend>>()
    };
    let proposals: Vec<(Check, Vec<Mend>)> = findings.iter().map(|it| (it.check, mends(it))).collect();
    let (mut checks, mut own) = (Vec::new(), Vec::new());
    for (check, mends) in &proposals {
        if mends.first().is_some_and(|mend| add(&mut own, &mend.changes)) {
            checks.push(*check);
        }
    }
    if !piece.keeps_promises(&checks, &own) {
        (checks, own) = (Vec::new(), Vec::new());
        for (check, mends) in proposals.iter().take(MAX_SINGLE) {
            add_one(piece, *check, mends, &mut checks, &mut own);
        }
    }
    changes.extend(own.iter().map(|change| below(change, piece.byte_from)));
    checks.len()
}

/// Adds the first proposal that keeps the promises together with those that were added before.
fn add_one(piece: &Piece, check: Check, mends: &[Mend], checks: &mut Vec<Check>, changes: &mut Vec<Change>) {
    checks.push(check);
    for mend in mends {
        let n_before = changes.len();
        if add(changes, &mend.changes) {
            if piece.keeps_promises(checks, changes) {
                return;
            }
            changes.truncate(n_before);
        }
    }
    checks.pop();
}

/// Adds some changes, if they touch none of those that are there.
fn add(changes: &mut Vec<Change>, more: &[Change]) -> bool {
    let touch = |a: &Change, b: &Change| a.byte_from <= b.byte_to && b.byte_from <= a.byte_to;
    let is_free = more.iter().all(|change| !changes.iter().any(|other| touch(change, other)));
    if is_free {
        changes.extend_from_slice(more);
    }
    is_free
}

impl<'a> Piece<'a> {
    /// The block at a byte of the notes.
    fn at(notes: &Notes<'a>, byte: usize) -> Option<Piece<'a>> {
        let idx = notes.blocks.idx_at_byte(byte)?;
        let byte_from = notes.blocks.byte_of(idx);
        let source = &notes.text[byte_from..notes.blocks.byte_of(idx + 1)];
        let anatomy = Anatomy::of(source, notes.blocks);
        Some(Piece { source, anatomy, byte_from, blocks: notes.blocks })
    }

    /// What the family of a finding proposes, the best first.
    fn mends(&self, finding: &Finding) -> Vec<Mend> {
        let bytes = finding.bytes.start - self.byte_from..finding.bytes.end - self.byte_from;
        match finding.check {
            Check::FenceSwallows => fences::mends_of_swallowing(self.source, &self.anatomy, &bytes),
            Check::UnclosedFence => fences::mends_of_unclosed(self.source, &bytes),
            Check::LiteralAsterisks => asterisks::mends(self.source, &self.anatomy, &bytes),
            Check::Numbering | Check::SegmentWithoutLink => Vec::new(),
        }
    }

    fn byte_to(&self) -> usize {
        self.byte_from + self.source.len()
    }

    /// Whether some changes take one finding of each of these checks away, bring none, and leave all else as it is.
    fn keeps_promises(&self, checks: &[Check], changes: &[Change]) -> bool {
        let mended = TextEdit::new(changes.to_vec(), None).apply(self.source);
        let (before, after) = (report_of(self.source, self.blocks), report_of(&mended, self.blocks));
        let n_slips = |report: &Report, check| report.slips.iter().filter(|slip| slip.check == check).count();
        let is_mended = Check::all().all(|check| {
            let n_mended = checks.iter().filter(|it| **it == check).count();
            n_slips(&after, check) + n_mended <= n_slips(&before, check)
        });
        is_mended && self.is_alike(checks, &mended)
    }

    /// Whether readers read the same, and the labels say the same.
    fn is_alike(&self, checks: &[Check], mended: &str) -> bool {
        let frees_code = checks.contains(&Check::FenceSwallows);
        let after = Anatomy::of(mended, self.blocks);
        frees_code || (shown(&self.anatomy, checks) == shown(&after, checks) && labels(self.source) == labels(mended))
    }
}

/// What readers can read, without what the checks are about, and where links lead.
fn shown<'a>(anatomy: &'a Anatomy, checks: &[Check]) -> (String, Vec<&'a str>) {
    let drops_asterisks = checks.contains(&Check::LiteralAsterisks);
    let is_kept = |c: &char| !c.is_whitespace() && !(drops_asterisks && *c == '*');
    let text = anatomy.shown.chars().filter(is_kept).collect();
    (text, anatomy.links.iter().map(|link| link.url.as_str()).collect())
}

/// The labels of a piece by itself, without their places.
fn labels(source: &str) -> Vec<Label> {
    let outline = Outline::of(&BlockList::new(source, RenderOptions::default()));
    let labels = outline.segments.iter().map(|segment| Label {
        number_at: None,
        host_at: None,
        prefix_len: 0,
        ..Label::clone(&segment.label)
    });
    labels.collect()
}

fn below(change: &Change, byte_from: usize) -> Change {
    Change::replace(change.byte_from + byte_from..change.byte_to + byte_from, change.insert.clone())
}
