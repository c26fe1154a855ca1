//! What a mend must leave as it is: what readers read, where links lead, what labels say, but for what the checks are about.

use super::Check;
use super::addresses::{reworded, without_tracking};
use super::anatomy::Anatomy;
use crate::markdown::{BlockKind, BlockList, RenderOptions};
use crate::outline::{Label, Outline};

/// What of a piece counts, in the eyes of some checks.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct Essence {
    shown: String,
    /// In the order of the text.
    urls: Vec<String>,
    labels: Vec<Label>,
    kinds: Vec<BlockKind>,
    /// Of the source, with something on them: one that becomes blank parts what stands around it.
    n_lines: usize,
    html: Option<String>,
}

/// Whether a piece and what it was mended to are the same, but for what some checks are about.
pub(super) fn is_kept(checks: &[Check], before: (&str, &Anatomy), after: (&str, &Anatomy)) -> bool {
    // What was code is none any more.
    if checks.iter().any(|check| matches!(check, Check::FenceSwallows | Check::BulletsAsCode)) {
        return true;
    }
    let has = |check: Check| checks.contains(&check);
    let reworded: Vec<(&str, &str)> = reworded(before.1, after.1).filter(|_| has(Check::AddressAsText)).collect();
    let (mut before, mut after) = (essence(checks, before.0, before.1), essence(checks, after.0, after.1));
    for words in reworded.iter().flat_map(|(old, new)| [old, new]) {
        let words = shown_for(checks, words);
        for it in [&mut before, &mut after] {
            it.shown = it.shown.replace(&words, "");
        }
    }
    if has(Check::GhostLink) && is_within(&after.urls, &before.urls) {
        before.urls.clone_from(&after.urls);
    }
    if (has(Check::LinkInCode) || has(Check::RawLink)) && is_within(&before.urls, &after.urls) {
        for url in &after.urls {
            before.shown = before.shown.replace(&format!("]({url})"), "]");
        }
        before.urls.clone_from(&after.urls);
        for shown in [&mut before.shown, &mut after.shown] {
            shown.retain(|c| !matches!(c, '[' | ']' | '*'));
        }
    }
    if has(Check::TitleOnNextLine) {
        let has_title = |label: &Label| label.title.is_some();
        return before.shown == after.shown && before.urls == after.urls && after.labels.iter().all(has_title);
    }
    before == after
}

fn essence(checks: &[Check], source: &str, anatomy: &Anatomy) -> Essence {
    let has = |check: Check| checks.contains(&check);
    let links = anatomy.links.iter().map(|link| (link.bytes.start, link.url.as_str()));
    let bare = anatomy.bare.iter().map(|bare| (bare.bytes.start, bare.url.as_str()));
    let mut urls: Vec<(usize, &str)> = links.chain(bare).collect();
    urls.sort_unstable();
    let mut shown = anatomy.shown.clone();
    if has(Check::TrackingParameters) {
        urls.iter().for_each(|(_, url)| shown = shown.replace(url, &without_tracking(url)));
    }
    let address = |url: &str| address(checks, url);
    let mut urls: Vec<String> = urls.into_iter().map(|(_, url)| address(url)).collect();
    if has(Check::SplitLink) {
        urls.dedup();
    }
    let blocks = BlockList::new(source, RenderOptions::default());
    let joins_blocks = has(Check::FenceBreaksList) || has(Check::TitleOnNextLine);
    let kinds = blocks.blocks().iter().map(|block| block.kind).filter(|_| !joins_blocks);
    Essence {
        shown: shown_for(checks, &shown),
        urls,
        kinds: kinds.collect(),
        n_lines: source.lines().filter(|line| !has(Check::UnclosedFence) && !line.trim().is_empty()).count(),
        labels: labels(&blocks).into_iter().map(|it| label(checks, it)).collect(),
        html: has(Check::MixedIndent).then(|| html(&blocks)),
    }
}

/// What of a label counts: its address as it would be mended, and its title, unless that is what is mended.
fn label(checks: &[Check], label: Label) -> Label {
    let url = label.url.as_deref().map(|url| address(checks, url));
    let title = label.title.filter(|_| !checks.contains(&Check::AddressAsText));
    Label { url, title, ..label }
}

fn address(checks: &[Check], url: &str) -> String {
    let url = if checks.contains(&Check::TrackingParameters) { without_tracking(url) } else { url.into() };
    let is_secured = checks.contains(&Check::InsecureLink);
    url.strip_prefix("http://").filter(|_| is_secured).map_or_else(|| url.to_string(), |rest| format!("https://{rest}"))
}

/// What readers read, without blanks, which no check is about.
fn shown_for(checks: &[Check], shown: &str) -> String {
    let has = |check: Check| checks.contains(&check);
    let drops_asterisks = [Check::LiteralAsterisks, Check::EmptyBold, Check::SplitLink].into_iter().any(has);
    let is_kept = |c: &char| !c.is_whitespace() && (*c != '*' || !drops_asterisks);
    let shown = if has(Check::InsecureLink) { shown.replace("http://", "https://") } else { shown.to_owned() };
    let straightens = has(Check::SmartQuotesInCode);
    shown.chars().filter(is_kept).map(|c| if straightens { straight(c) } else { c }).collect()
}

fn straight(c: char) -> char {
    match c {
        '“' | '”' | '„' => '"',
        '‘' | '’' | '‚' => '\'',
        c => c,
    }
}

/// The labels of a piece by itself, without their places.
fn labels(blocks: &BlockList) -> Vec<Label> {
    let outline = Outline::of(blocks);
    let labels = outline.segments.iter().map(|segment| Label {
        number_at: None,
        host_at: None,
        prefix_len: 0,
        ..Label::clone(&segment.label)
    });
    labels.collect()
}

fn html(blocks: &BlockList) -> String {
    blocks.blocks().iter().map(|block| block.html.as_str()).collect()
}

/// Whether all of one list is in another one, in this order.
fn is_within(few: &[String], many: &[String]) -> bool {
    let mut many = many.iter();
    few.iter().all(|url| many.any(|other| other == url))
}
