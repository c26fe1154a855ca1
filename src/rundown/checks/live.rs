//! The checks kept up to date: an edit costs what it touched, not the notes.
//!
//! What can be seen in one block is kept beside it, with places of its own. What hangs on the whole notes (numbers, hosts,
//! an address that comes twice) is read from the outline and the links of the blocks when the findings are asked for.
//!
//! Invariant: what is kept equals what [`LiveChecks::new`] reads from the same blocks.

use std::ops::Range;

use super::anatomy::Anatomy;
use super::finding::{Finding, Slip};
use super::{
    Check, addresses, asterisks, code, encoding, fences, hosts, images, links, lists, numbering, placeholders, segments,
};
use crate::markdown::{BlockKind, BlockList, Patch};
use crate::outline::Outline;
use crate::rundown::Notes;
use crate::text::sort_by_numbers;

/// What is known beside the notes.
#[derive(Clone, Copy, Debug, Default)]
pub struct Known<'a> {
    /// Other drafts of the show, the newest first.
    pub others: &'a [Outline],
}

/// What the checks know of notes that are being written.
#[derive(Clone, Debug, Default)]
pub struct LiveChecks {
    /// Of each block; none for most.
    reports: Vec<Option<Box<Report>>>,
    n_blocks_read: usize,
}

/// What the checks know of one block.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(super) struct Report {
    pub slips: Vec<Slip>,
    pub links: Vec<LinkPlace>,
}

/// A link to another page, bare addresses included.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct LinkPlace {
    /// Of the block, or of the text.
    pub bytes: Range<usize>,
    /// The line on which it begins: how far below the first one of the block, or 1-based in the text.
    pub line: usize,
    pub url: String,
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

    /// All that was found, top down. Takes time linear in blocks, segments, links and findings, but for sorting.
    pub fn findings(&self, notes: &Notes, known: &Known) -> Vec<Finding> {
        let links = self.links(notes.blocks);
        let mut findings = self.in_blocks(notes);
        // Below a label that is lost, numbers and turns cannot be judged.
        let swallowing = findings.iter().filter(|finding| finding.check == Check::FenceSwallows);
        let byte_lost = swallowing.map(|finding| finding.bytes.start).min().unwrap_or(usize::MAX);
        let in_order = numbering::findings(notes).into_iter().chain(hosts::out_of_turn(notes, known));
        findings.extend(in_order.filter(|finding| finding.bytes.start < byte_lost));
        findings.extend(between_blocks(notes));
        findings.extend(segments::findings(notes, known, &links));
        findings.extend(addresses::repeated(notes, &links));
        findings.extend(hosts::near_misses(notes, known));
        sort_by_numbers(&mut findings, |finding| (finding.bytes.start, finding.check as usize));
        placeholders::gather(&mut findings);
        findings
    }

    /// What was found in single blocks.
    fn in_blocks(&self, notes: &Notes) -> Vec<Finding> {
        let hosts = crate::outline::hosts(notes.outline);
        let counts = |slip: &&Slip| slip.if_host.as_ref().is_none_or(|host| hosts.contains(host));
        let slips = self
            .each_report()
            .flat_map(|(idx, report)| report.slips.iter().filter(counts).map(move |slip| (idx, slip)));
        let findings = slips.map(|(idx, slip)| {
            let (bytes, line) = (moved(&slip.bytes, notes.blocks.byte_of(idx)), notes.blocks.line_of(idx));
            Finding::new(slip.check, bytes, line + slip.line_offset, slip.message.as_str())
        });
        let is_own_campaign = |finding: &Finding| {
            let url = notes.text.get(finding.bytes.clone()).unwrap_or_default();
            finding.check == Check::TrackingParameters && addresses::names_show(url, notes.outline)
        };
        findings.filter(|finding| !is_own_campaign(finding)).collect()
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

/// What stands between two blocks: code at the margin right below a list.
fn between_blocks(notes: &Notes) -> Vec<Finding> {
    let blocks = notes.blocks;
    let kinds = blocks.blocks().windows(2).enumerate();
    let below_lists = kinds.filter(|(_, pair)| (pair[0].kind, pair[1].kind) == (BlockKind::List, BlockKind::Code));
    let found = below_lists.map(|(idx, _)| idx + 1).filter(|idx| {
        let byte = blocks.byte_of(*idx);
        lists::breaks_list(&notes.text[blocks.byte_of(idx - 1)..byte], &notes.text[byte..])
    });
    let finding = |idx: usize| {
        let byte = blocks.byte_of(idx);
        let slip = lists::broken_by_fence(&notes.text[byte..blocks.byte_of(idx + 1)], 0);
        Finding::new(slip.check, moved(&slip.bytes, byte), blocks.line_of(idx), slip.message)
    };
    found.map(finding).collect()
}

fn report(text: &str, blocks: &BlockList, idx: usize) -> Option<Box<Report>> {
    let source = &text[blocks.byte_of(idx)..blocks.byte_of(idx + 1)];
    let report = Report::of(source, &Anatomy::of(source, blocks));
    let is_nothing = report.slips.is_empty() && report.links.is_empty();
    (!is_nothing).then(|| Box::new(report))
}

impl Report {
    /// What the checks see in a piece of notes by itself.
    pub fn of(source: &str, anatomy: &Anatomy) -> Report {
        let mut slips = Vec::new();
        fences::find(source, anatomy, &mut slips);
        lists::find(source, anatomy, &mut slips);
        asterisks::find(source, anatomy, &mut slips);
        links::find(source, anatomy, &mut slips);
        addresses::find(source, anatomy, &mut slips);
        images::find(anatomy, &mut slips);
        code::find(source, anatomy, &mut slips);
        placeholders::find(source, anatomy, &mut slips);
        encoding::find(source, &mut slips);
        let mut links = link_places(source, anatomy);
        sort_by_numbers(&mut slips, |slip| (slip.bytes.start, slip.check as usize));
        let mut lines = LineCounter { source, byte: 0, n_breaks: 0 };
        slips.iter_mut().for_each(|slip| slip.line_offset = lines.line_offset(slip.bytes.start));
        let mut lines = LineCounter { source, byte: 0, n_breaks: 0 };
        links.iter_mut().for_each(|link| link.line = lines.line_offset(link.bytes.start));
        Report { slips, links }
    }

    /// Whether a check can be seen in a piece by itself.
    pub fn may_hold(check: Check) -> bool {
        !matches!(
            check,
            Check::Numbering
                | Check::SegmentWithoutTitle
                | Check::TitleOnNextLine
                | Check::SegmentWithoutLink
                | Check::EmptySegment
                | Check::NearMissHost
                | Check::HostPattern
                | Check::RepeatedLink
        )
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
fn link_places(source: &str, anatomy: &Anatomy) -> Vec<LinkPlace> {
    let bare = anatomy.bare.iter().map(|bare| (bare.bytes.clone(), bare.url.as_str()));
    let links = links::places(source, anatomy).into_iter().chain(bare).chain(links::unmade(source, anatomy));
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

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::markdown::RenderOptions;
    use crate::text::{Change, TextEdit};

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
}
