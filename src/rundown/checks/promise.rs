//! What a fix must leave as it is: what readers read, where links lead and what labels say, but for what it may change.

use super::addresses::{reworded, without_tracking};
use super::anatomy::Anatomy;
use super::check::MayChange;
use crate::markdown::{BlockKind, BlockList, RenderOptions};
use crate::outline::{Label, Outline};
use crate::text::sort_by_numbers;

/// What of a piece must stay.
#[derive(Debug, PartialEq, Eq)]
struct Essence {
    shown: String,
    /// In the order of the text.
    urls: Vec<String>,
    labels: Vec<Label>,
    kinds: Vec<BlockKind>,
    /// Of the source, with something on them: one that becomes blank parts what stands around it.
    n_lines: usize,
    html: Option<String>,
}

/// Whether a piece is the same after some fixes, but for what these may change.
pub(super) fn is_kept(may_change: &[MayChange], before: &Anatomy, after: &Anatomy) -> bool {
    let may = |what: MayChange| may_change.contains(&what);
    if may(MayChange::Everything) {
        return true;
    }
    let reworded = reworded(before, after).filter(|_| may(MayChange::AddressAsText));
    let reworded: Vec<(&str, &str)> = reworded.collect();
    let (mut before, mut after) = (essence(may_change, before), essence(may_change, after));
    for words in reworded.iter().flat_map(|(old, new)| [old, new]) {
        let words = shown_for(may_change, words);
        for it in [&mut before, &mut after] {
            it.shown = it.shown.replace(&words, "");
        }
    }
    if may(MayChange::FewerLinks) && is_within(&after.urls, &before.urls) {
        before.urls.clone_from(&after.urls);
    }
    if may(MayChange::MoreLinks) && is_within(&before.urls, &after.urls) {
        for url in &after.urls {
            before.shown = before.shown.replace(&format!("]({url})"), "]");
        }
        before.urls.clone_from(&after.urls);
        for shown in [&mut before.shown, &mut after.shown] {
            shown.retain(|c| !matches!(c, '[' | ']' | '*'));
        }
    }
    if may(MayChange::Titles) {
        let has_title = |label: &Label| label.title.is_some();
        return before.shown == after.shown && before.urls == after.urls && after.labels.iter().all(has_title);
    }
    before == after
}

fn essence(may_change: &[MayChange], anatomy: &Anatomy) -> Essence {
    let may = |what: MayChange| may_change.contains(&what);
    let links = anatomy.links.iter().map(|link| (link.bytes.start, link.url.as_str()));
    let bare = anatomy.bare.iter().map(|bare| (bare.bytes.start, bare.url.as_str()));
    let mut urls: Vec<(usize, &str)> = links.chain(bare).collect();
    sort_by_numbers(&mut urls, |(byte, _)| (*byte, 0));
    let mut shown = anatomy.shown.clone();
    if may(MayChange::Tracking) {
        urls.iter().for_each(|(_, url)| shown = shown.replace(url, &without_tracking(url)));
    }
    let address = |url: &str| address(may_change, url);
    let mut urls: Vec<String> = urls.into_iter().map(|(_, url)| address(url)).collect();
    if may(MayChange::SplitLinks) {
        urls.dedup();
    }
    let blocks = BlockList::new(anatomy.source, RenderOptions::default());
    let kinds = blocks.blocks().iter().map(|block| block.kind).filter(|_| !may(MayChange::Blocks));
    let lines = anatomy.source.lines().filter(|line| !may(MayChange::LineCount) && !line.trim().is_empty());
    Essence {
        shown: shown_for(may_change, &shown),
        urls,
        kinds: kinds.collect(),
        n_lines: lines.count(),
        labels: labels(&blocks).into_iter().map(|it| label(may_change, it)).collect(),
        html: may(MayChange::SourceAlone).then(|| html(&blocks)),
    }
}

/// What of a label must stay.
fn label(may_change: &[MayChange], label: Label) -> Label {
    let url = label.url.as_deref().map(|url| address(may_change, url));
    let title = label.title.filter(|_| !may_change.contains(&MayChange::AddressAsText));
    Label { url, title, ..label }
}

fn address(may_change: &[MayChange], url: &str) -> String {
    let url = if may_change.contains(&MayChange::Tracking) { without_tracking(url) } else { url.into() };
    let secured = url.strip_prefix("http://").filter(|_| may_change.contains(&MayChange::Scheme));
    secured.map_or_else(|| url.to_string(), |rest| format!("https://{rest}"))
}

/// What readers read, without blanks, which every fix may change.
fn shown_for(may_change: &[MayChange], shown: &str) -> String {
    let may = |what: MayChange| may_change.contains(&what);
    let is_kept = |c: &char| !c.is_whitespace() && (*c != '*' || !may(MayChange::Asterisks));
    let shown = if may(MayChange::Scheme) { shown.replace("http://", "https://") } else { shown.to_owned() };
    let straightens = may(MayChange::Quotes);
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

/// Whether all of one list is in the other, in this order.
fn is_within(few: &[String], many: &[String]) -> bool {
    let mut many = many.iter();
    few.iter().all(|url| many.any(|other| other == url))
}
