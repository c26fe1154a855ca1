//! What the checks find in real show notes.

#[path = "support/corpus.rs"]
mod corpus;

use std::collections::{BTreeMap, BTreeSet};

use rundown::markdown::{BlockList, RenderOptions};
use rundown::rundown::{Check, Finding, Fix, Known, LiveChecks, Notes, Outline, fix, fix_all};

/// What was found in one episode.
struct Checked {
    /// `085`
    name: String,
    text: String,
    findings: Vec<(Finding, Option<Fix>)>,
}

/// Reads a text, and hands over the notes and all findings.
fn with_findings<R>(text: &str, others: &[Outline], use_findings: impl FnOnce(&Notes, Vec<Finding>) -> R) -> R {
    let blocks = BlockList::new(text, RenderOptions::default());
    let outline = Outline::of(&blocks);
    let notes = Notes { text, blocks: &blocks, outline: &outline };
    let findings = LiveChecks::new(text, &blocks).findings(&notes, &Known { others });
    use_findings(&notes, findings)
}

/// All episodes, each checked with the twelve before it at hand, as the app does.
fn checked() -> Vec<Checked> {
    let mut others: Vec<Outline> = Vec::new();
    let mut checked = Vec::new();
    for (path, text) in corpus::episodes() {
        let findings = with_findings(&text, &others, |notes, findings| {
            findings.into_iter().map(|finding| (finding.clone(), fix(notes, &finding))).collect()
        });
        others.insert(0, Outline::of(&BlockList::new(&text, RenderOptions::default())));
        others.truncate(12);
        let name = path.rsplit('/').next().unwrap_or_default().trim_end_matches(".md").to_owned();
        checked.push(Checked { name, text, findings });
    }
    checked
}

/// How often a check has found something.
#[derive(Default)]
struct Count {
    n: usize,
    n_fixes: usize,
    n_safe: usize,
    episodes: BTreeSet<String>,
}

fn counts(checked: &[Checked]) -> BTreeMap<Check, Count> {
    let mut counts: BTreeMap<Check, Count> = BTreeMap::new();
    for episode in checked {
        for (finding, fix) in &episode.findings {
            let count = counts.entry(finding.check).or_default();
            count.n += 1;
            count.n_fixes += usize::from(fix.is_some());
            count.n_safe += usize::from(fix.as_ref().is_some_and(|fix| fix.is_safe));
            count.episodes.insert(episode.name.clone());
        }
    }
    counts
}

/// Prints how often each check finds something, and with `CHECKS=<id>` or `CHECKS=all` each finding with its fix.
#[test]
fn findings_are_counted() {
    let checked = checked();
    let wanted = std::env::var("CHECKS").unwrap_or_default();
    for episode in &checked {
        for (finding, fix) in &episode.findings {
            if wanted == "all" || finding.check.id() == wanted {
                println!("{} {}:{} {}", finding.check.id(), episode.name, finding.line, finding.message);
                print_fix(&episode.text, fix.as_ref());
            }
        }
    }
    for (check, Count { n, n_fixes, n_safe, episodes }) in counts(&checked) {
        let n_episodes = episodes.len();
        println!("{:24} {n:5} in {n_episodes:3} episodes, {n_fixes:5} with a fix, {n_safe:5} safe", check.id());
    }
}

fn print_fix(text: &str, fix: Option<&Fix>) {
    for change in fix.iter().flat_map(|fix| fix.edit.changes()) {
        let byte_from = text[..change.byte_from].rfind('\n').map_or(0, |at| at + 1);
        let byte_to = text[change.byte_to..].find('\n').map_or(text.len(), |at| change.byte_to + at);
        let (before, after) = (&text[byte_from..change.byte_from], &text[change.byte_to..byte_to]);
        let old = &text[change.byte_from..change.byte_to];
        println!("    {before}[-{old}-]{{+{}+}}{after}", change.insert);
    }
}

#[test]
fn what_is_safe_is_mended_in_real_notes() {
    for episode in checked() {
        with_findings(&episode.text, &[], |notes, findings| {
            let (edit, n_fixed) = fix_all(notes, &findings);
            with_findings(&edit.apply(&episode.text), &[], |after, left| {
                assert!(left.len() + n_fixed <= findings.len(), "{}: {left:#?}", episode.name);
                let titles = |outline: &Outline| -> Vec<Option<String>> {
                    outline.segments.iter().map(|segment| segment.label.title.clone()).collect()
                };
                assert_eq!(titles(after.outline), titles(notes.outline), "{}", episode.name);
            });
        });
    }
}
