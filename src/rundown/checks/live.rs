//! The checks kept up to date: an edit costs what it touched, not the notes.
//!
//! What can be seen in one block is kept beside it, with places of its own. What hangs on the whole notes (numbers, hosts,
//! an address that comes twice) is read from the outline and the links of the blocks when the findings are asked for.
//!
//! From one finding to the next one goes in the order of the places that the cursor goes to.
//!
//! Invariants: what is kept equals what [`LiveChecks::new`] reads from the same blocks. Stepping on and on in one direction comes to
//! every finding, also to several of one place.

use std::ops::Range;

use super::anatomy::Anatomy;
use super::check::{Check, Find, Finding, Known, LinkPlace, Overview};
use super::fences::FENCE_SWALLOWS;
use super::{addresses, links, placeholders};
use crate::markdown::{BlockList, Patch};
use crate::outline::hosts;
use crate::rundown::{Notes, all_segment_bytes};
use crate::text::{front_matter, sort_by_numbers};

/// What the checks know of notes that are being written.
#[derive(Clone, Debug, Default)]
pub struct LiveChecks {
    /// Of each block; none for most.
    reports: Vec<Option<Box<Report>>>,
    n_blocks_read: usize,
}

/// What the checks know of one block, in bytes of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Report {
    pub findings: Vec<Finding>,
    pub links: Vec<LinkPlace>,
}

impl LiveChecks {
    /// Reads all blocks of a text. Takes time linear in it.
    pub fn new(text: &str, blocks: &BlockList) -> LiveChecks {
        let n_blocks = blocks.blocks().len();
        LiveChecks { reports: (0..n_blocks).map(|idx| report(text, blocks, idx)).collect(), n_blocks_read: n_blocks }
    }

    /// Follows an edit that replaced some blocks; `text` and `blocks` are those after it. Takes time linear in those blocks.
    pub fn update(&mut self, text: &str, blocks: &BlockList, patch: &Patch) {
        let inserted: Vec<_> = patch.inserted.clone().map(|idx| report(text, blocks, idx)).collect();
        self.reports.splice(patch.removed.clone(), inserted);
        for idx in &patch.rerendered {
            self.reports[*idx] = report(text, blocks, *idx);
        }
        self.n_blocks_read = patch.inserted.len() + patch.rerendered.len();
    }

    /// How many blocks the last update read.
    pub fn n_blocks_read(&self) -> usize {
        self.n_blocks_read
    }

    /// All that was found, top down. Takes time linear in blocks, segments, links and findings, but for sorting, and in the
    /// text if some link tracks. Front matter is not judged: it is for programs.
    pub fn findings(&self, notes: &Notes, known: &Known) -> Vec<Finding> {
        let byte_of_notes = front_matter(notes.text).map_or(0, |metadata| metadata.bytes.end);
        let segment_bytes = all_segment_bytes(notes);
        let mut findings = addresses::without_sponsors(self.in_blocks(notes), notes, &segment_bytes);
        let mut links = self.links(notes.blocks);
        links.retain(|link| link.bytes.start >= byte_of_notes);
        let overview = Overview { notes, others: known.others, links, segment_bytes };
        let lost = findings.iter().filter(|finding| finding.check == &FENCE_SWALLOWS);
        let byte_lost = lost.map(|finding| finding.bytes.start).min().unwrap_or(usize::MAX);
        for check in Check::all() {
            match check.find {
                Find::Block(_) => {}
                Find::BlockAndBetween(_, find) | Find::Notes(find) => findings.extend(find(&overview)),
                Find::Order(find) => {
                    findings.extend(find(&overview).into_iter().filter(|finding| finding.bytes.start < byte_lost));
                }
            }
        }
        findings.retain(|finding| finding.bytes.start >= byte_of_notes);
        sort_by_numbers(&mut findings, |finding| (finding.bytes.start, finding.check.idx()));
        placeholders::gather(&mut findings);
        findings
    }

    /// What was found in single blocks.
    fn in_blocks(&self, notes: &Notes) -> Vec<Finding> {
        let hosts = hosts(notes.outline);
        let counts = |finding: &&Finding| finding.if_host.as_ref().is_none_or(|host| hosts.contains(host));
        let findings = self.each_report().flat_map(|(idx, report)| {
            let (byte, line) = (notes.blocks.byte_of(idx), notes.blocks.line_of(idx));
            report.findings.iter().filter(counts).map(move |finding| finding.moved(byte, line))
        });
        findings.collect()
    }

    /// The links of all blocks, in the order of the text, with their places there.
    fn links(&self, blocks: &BlockList) -> Vec<LinkPlace> {
        let links = self.each_report().flat_map(|(idx, report)| {
            let (byte, line) = (blocks.byte_of(idx), blocks.line_of(idx));
            report.links.iter().map(move |link| LinkPlace {
                bytes: moved(&link.bytes, byte),
                line: line + link.line,
                url: link.url.clone(),
            })
        });
        links.collect()
    }

    fn each_report(&self) -> impl Iterator<Item = (usize, &Report)> {
        self.reports.iter().enumerate().filter_map(|(idx, report)| Some((idx, report.as_deref()?)))
    }
}

fn report(text: &str, blocks: &BlockList, idx: usize) -> Option<Box<Report>> {
    let source = &text[blocks.byte_of(idx)..blocks.byte_of(idx + 1)];
    let report = Report::of(&Anatomy::of(source, blocks));
    let is_nothing = report.findings.is_empty() && report.links.is_empty();
    (!is_nothing).then(|| Box::new(report))
}

impl Report {
    /// What the checks see in a piece of notes by itself.
    pub fn of(anatomy: &Anatomy) -> Report {
        let in_block = Check::all().flat_map(|check| match check.find {
            Find::Block(find) | Find::BlockAndBetween(find, _) => find(anatomy),
            Find::Notes(_) | Find::Order(_) => Vec::new(),
        });
        let mut findings: Vec<Finding> = in_block.collect();
        let mut links = link_places(anatomy);
        // Those of one place stay in the order of the table.
        sort_by_numbers(&mut findings, |finding| (finding.bytes.start, 0));
        let mut lines = LineCounter { source: anatomy.source, byte: 0, n_breaks: 0 };
        findings.iter_mut().for_each(|finding| finding.line = lines.line_offset(finding.bytes.start));
        let mut lines = LineCounter { source: anatomy.source, byte: 0, n_breaks: 0 };
        links.iter_mut().for_each(|link| link.line = lines.line_offset(link.bytes.start));
        Report { findings, links }
    }
}

/// Counts lines from one place to the next: each byte once, however many places there are.
struct LineCounter<'a> {
    source: &'a str,
    byte: usize,
    n_breaks: usize,
}

impl LineCounter<'_> {
    /// How many lines below the first one a byte stands. Bytes only grow.
    fn line_offset(&mut self, byte: usize) -> usize {
        self.n_breaks += self.source[self.byte..byte].matches('\n').count();
        self.byte = byte;
        self.n_breaks
    }
}

/// All links that can be seen, also those that are still to be made.
fn link_places(anatomy: &Anatomy) -> Vec<LinkPlace> {
    let bare = anatomy.bare.iter().map(|bare| (bare.bytes.clone(), bare.url.as_str()));
    let links = links::places(anatomy).into_iter().chain(bare).chain(links::unmade(anatomy));
    let all = links.filter(|(_, url)| leads_elsewhere(url));
    let mut places: Vec<LinkPlace> =
        all.map(|(bytes, url)| LinkPlace { bytes, line: 0, url: url.to_owned() }).collect();
    sort_by_numbers(&mut places, |place| (place.bytes.start, place.bytes.end));
    places
}

/// Whether an address is one, and of another page.
fn leads_elsewhere(url: &str) -> bool {
    !url.starts_with('#') && url.contains(['.', ':'])
}

fn moved(bytes: &Range<usize>, n_bytes: usize) -> Range<usize> {
    bytes.start + n_bytes..bytes.end + n_bytes
}

/// The finding that comes next below the cursor; from the last one on the first again.
///
/// `bytes` are the places that the cursor goes to, `idx_here` the finding that it was put on, if it still stands there.
/// Takes time linear in the findings.
pub fn finding_below(bytes: &[usize], byte_cursor: usize, idx_here: Option<usize>) -> Option<usize> {
    let here = (byte_cursor, idx_here.unwrap_or(usize::MAX));
    let places = || bytes.iter().copied().zip(0..);
    let next = places().filter(|place| *place > here).min().or_else(|| places().min());
    next.map(|(_, idx)| idx)
}

/// The finding that comes next above the cursor; from the first one on the last again. Else as [`finding_below`].
pub fn finding_above(bytes: &[usize], byte_cursor: usize, idx_here: Option<usize>) -> Option<usize> {
    let here = (byte_cursor, idx_here.unwrap_or(0));
    let places = || bytes.iter().copied().zip(0..);
    let next = places().filter(|place| *place < here).max().or_else(|| places().max());
    next.map(|(_, idx)| idx)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::markdown::RenderOptions;
    use crate::outline::Outline;
    use crate::text::{Change, TextEdit};
    use proptest::prelude::*;

    fn blocks(text: &str) -> BlockList {
        BlockList::new(text, RenderOptions::default())
    }

    fn piece() -> impl Strategy<Value = &'static str> {
        prop::sample::select(vec![
            "Ann #1: [Kites](https://a.example)\n\n",
            "**Ben **#2: [Planes][p]\n\n",
            "[p]: https://b.example\n\n",
            "- fly\n",
            "- [a](https://c.example)\n",
            "```\n",
            "    code\n",
            "**",
            "****",
            "\n",
            "\n\n",
            "text ",
            "`",
            "https://d.example",
            "[",
        ])
    }

    fn text() -> impl Strategy<Value = String> {
        prop::collection::vec(piece(), 0..12).prop_map(|pieces| pieces.concat())
    }

    proptest! {
        #[test]
        fn what_is_kept_equals_what_is_read_afresh(
            (mut text, edits) in (text(), prop::collection::vec((any::<prop::sample::Index>(), 0..9usize, text()), 1..6))
        ) {
            let mut list = blocks(&text);
            let mut live = LiveChecks::new(&text, &list);
            for (at, n_deleted, insert) in edits {
                let byte_from = at.index(text.len() + 1);
                let byte_to = (byte_from + n_deleted).min(text.len());
                let edit = TextEdit::new(vec![Change::replace(byte_from..byte_to, insert)], None);
                text = edit.apply(&text);
                let patch = list.update(&text, edit.changes());
                live.update(&text, &list, &patch);
                prop_assert!(live.n_blocks_read() <= patch.inserted.len() + patch.rerendered.len());
                prop_assert_eq!(&live.reports, &LiveChecks::new(&text, &blocks(&text)).reports, "{}", text);
            }
        }
    }

    #[test]
    fn a_keystroke_reads_its_block_alone() {
        let before = format!("{}fly **high **now\n\n{}", "text\n\n".repeat(200), "more **text\n\n".repeat(200));
        let mut list = blocks(&before);
        let mut live = LiveChecks::new(&before, &list);
        let edit = TextEdit::new(vec![Change::insert(before.find("now").unwrap_or_default(), "k")], None);
        let after = edit.apply(&before);
        let patch = list.update(&after, edit.changes());
        live.update(&after, &list, &patch);
        assert_eq!(live.n_blocks_read(), 1);
    }

    #[test]
    fn an_edit_that_looks_the_same_is_read_too() {
        let (before, after) = ("*a* **b\n", "_a_ **b\n");
        let mut list = blocks(before);
        let mut live = LiveChecks::new(before, &list);
        let patch = list.update(after, &[Change::replace(0..3, "_a_")]);
        live.update(after, &list, &patch);
        assert_eq!(live.reports, LiveChecks::new(after, &list).reports);
    }

    #[test]
    fn a_definition_far_away_makes_a_link() {
        let mut list = blocks("Ann #1: [Kites][k]\n\nBen #2: [Wind](https://b.example)\n\n[x]: https://a.example\n");
        let mut live = LiveChecks::new(
            "Ann #1: [Kites][k]\n\nBen #2: [Wind](https://b.example)\n\n[x]: https://a.example\n",
            &list,
        );
        let text = "Ann #1: [Kites][k]\n\nBen #2: [Wind](https://b.example)\n\n[k]: https://a.example\n";
        let patch = list.update(text, &[Change::replace(56..57, "k")]);
        live.update(text, &list, &patch);
        assert_eq!(live.links(&list).len(), 2);
    }

    #[test]
    fn front_matter_has_no_findings() {
        let metadata = ["---", "url: https://a.example/7.mp3", "**about**: **Kites **fly [](http://a.example)", "---"];
        let found = |text: &str| {
            let list = blocks(text);
            let outline = Outline::of(&list);
            let notes = Notes { text, blocks: &list, outline: &outline };
            LiveChecks::new(text, &list).findings(&notes, &Known::default())
        };
        assert_eq!(found(&format!("{}\n\nTea.\n", metadata.join("\n"))), []);
        let below = found(&format!("{}\n\nhttps://a.example/7.mp3\n", metadata.join("\n")));
        assert_eq!(below.iter().map(|finding| finding.line).collect::<Vec<_>>(), [6]);
    }

    type Step = fn(&[usize], usize, Option<usize>) -> Option<usize>;

    /// The findings that come one after the other, from a cursor that was put on none.
    fn steps(step: Step, bytes: &[usize], byte_cursor: usize) -> Vec<usize> {
        let first = step(bytes, byte_cursor, None);
        let rest = std::iter::successors(first, |idx| step(bytes, bytes[*idx], Some(*idx)));
        rest.take(bytes.len() + 1).collect()
    }

    #[test]
    fn each_finding_of_one_place_is_come_to() {
        let bytes = [3, 7, 7, 7, 12];
        assert_eq!(steps(finding_below, &bytes, 0), [0, 1, 2, 3, 4, 0]);
        assert_eq!(steps(finding_below, &bytes, 5), [1, 2, 3, 4, 0, 1]);
        assert_eq!(steps(finding_above, &bytes, 9), [3, 2, 1, 0, 4, 3]);
        assert_eq!(steps(finding_below, &[7, 7], 9), [0, 1, 0]);
    }

    #[test]
    fn findings_come_in_the_order_of_their_places() {
        let bytes = [9, 2, 9, 5];
        assert_eq!(steps(finding_below, &bytes, 0), [1, 3, 0, 2, 1]);
        assert_eq!(steps(finding_above, &bytes, 0), [2, 0, 3, 1, 2]);
    }

    #[test]
    fn a_place_that_the_author_went_to_is_left() {
        assert_eq!(finding_below(&[3, 7, 7], 7, None), Some(0));
        assert_eq!(finding_above(&[3, 7, 7], 7, None), Some(0));
        assert_eq!(finding_below(&[], 7, None), None);
        assert_eq!(finding_above(&[], 7, None), None);
    }
}
