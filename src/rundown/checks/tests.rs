//! Notes and what is found in them; and that fixes keep their promises, whatever the notes.

use proptest::prelude::*;

use super::addresses::TRACKING_PARAMETERS;
use super::hosts::NEAR_MISS_HOST;
use super::numbering::NUMBERING;
use super::segments::TITLE_ON_NEXT_LINE;
use super::*;
use crate::markdown::{BlockList, RenderOptions};
use crate::outline::{Label, Outline};
use crate::rundown::Notes;

/// Reads a text, and hands over the notes and all findings.
pub(super) fn with_findings<R>(text: &str, use_findings: impl FnOnce(&Notes, Vec<Finding>) -> R) -> R {
    let blocks = BlockList::new(text, RenderOptions::default());
    let outline = Outline::of(&blocks);
    let notes = Notes { text, blocks: &blocks, outline: &outline };
    let findings = LiveChecks::new(text, &blocks).findings(&notes, &Known::default());
    use_findings(&notes, findings)
}

/// All findings of a text beside other drafts.
pub(super) fn findings_beside(text: &str, others: &[&str]) -> Vec<Finding> {
    let outline = |text: &&str| Outline::of(&BlockList::new(text, RenderOptions::default()));
    let others: Vec<Outline> = others.iter().map(outline).collect();
    with_findings(text, |notes, _| LiveChecks::new(text, notes.blocks).findings(notes, &Known { others: &others }))
}

/// Checks what is found, each as `id line message`, of one check or of those whose ids begin alike.
#[track_caller]
pub(super) fn check(id: &str, text: &str, expected: &[&str]) {
    with_findings(text, |_, findings| {
        let own = findings.iter().filter(|finding| finding.check.id.starts_with(id));
        let found: Vec<String> = own.map(|finding| format!("{} {}", finding.line, finding.message)).collect();
        assert_eq!(found, expected, "{text}");
    });
}

/// Checks that the first finding of a check is fixed, safely or not, and what comes out.
#[track_caller]
pub(super) fn check_fix(id: &str, text: &str, expected: &str) {
    with_findings(text, |notes, findings| {
        let finding = findings.iter().find(|finding| finding.check.id == id).expect("it is found");
        let fix = fix(notes, finding).expect("it can be fixed");
        assert_eq!(fix.edit.apply(text), expected, "{text}");
    });
}

/// Checks that the first finding of a check cannot be fixed.
#[track_caller]
pub(super) fn check_no_fix(id: &str, text: &str) {
    with_findings(text, |notes, findings| {
        let finding = findings.iter().find(|finding| finding.check.id == id).expect("it is found");
        assert_eq!(fix(notes, finding), None, "{text}");
    });
}

/// What must stay as it is: the labels without their places.
fn labels(outline: &Outline) -> Vec<Label> {
    let bare = |label: &Label| Label { number_at: None, host_at: None, prefix_len: 0, ..label.clone() };
    outline.segments.iter().map(|segment| bare(&segment.label)).collect()
}

/// How often each check has found something.
fn counts(findings: &[Finding]) -> Vec<usize> {
    Check::all().map(|check| findings.iter().filter(|finding| finding.check == check).count()).collect()
}

fn without_host(label: Label) -> Label {
    Label { host: None, ..label }
}

fn without_number(label: Label) -> Label {
    Label { number: None, ..label }
}

fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "**Ann #1:** [**Kites**](https://a.example/kites)\n\n",
        "**Ben #2:** Planes\n\n",
        "**Ben #4:** [Wind](https://b.example)\n\n",
        "Ann #: [Wind](https://b.example)\n\n",
        "**Ann** **#3:** [Ki](https://a.example)[tes](https://a.example)\n\n",
        "Joke: A\n\n",
        "- fly **high **and low\n",
        "- \n",
        "    - deep [a](https://c.example/x?utm_source=k) b\n",
        "```\n",
        "```python\nprint(“a”)\n```\n",
        "    - code\n",
        "****",
        "**",
        "*",
        "`[a](https://d.example)`",
        "\\[a](https://d.example)",
        "text ",
        "\n",
        "\n\n",
        "# Talk 7\n\n",
        "https://e.example/x ",
        "![](https://f.example/x.png) ",
        "“",
        "\t- item\n",
        "Brain #4: A\n\n",
        "Brian #5: A\n\n",
        "Brian #6: A\n\n",
        "Ann #7:\n",
        "[**:**](https://g.example)",
        "[a](http://h.example)",
        "`fly(“a”)` ",
        "    - a list of words\n",
        "\\[sic] ",
        "it\u{e2}\u{20ac}\u{2122}s ",
        "[Title](url)\n",
        "{{host}} ",
        "[https://e.example/a-b](https://e.example/a-b) ",
        "- Note\n",
        " ",
    ])
}

fn notes_text() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..14).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn a_safe_fix_takes_its_finding_away_and_leaves_the_rest(text in notes_text()) {
        with_findings(&text, |notes, findings| {
            let before = counts(&findings);
            for finding in &findings {
                let Some(fix) = fix(notes, finding).filter(|fix| fix.is_safe) else { continue };
                let fixed = fix.edit.apply(&text);
                with_findings(&fixed, |after, left| {
                    let left = counts(&left);
                    let idx = finding.check.idx();
                    prop_assert!(left[idx] < before[idx], "{:?} stays\n{}\n---\n{}", finding, text, fixed);
                    prop_assert!(left.iter().zip(&before).all(|(left, before)| left <= before), "{:?}: {:?} {:?}\n{}\n---\n{}", finding, before, left, text, fixed);
                    check_outline(finding, notes.outline, after.outline)
                })?;
            }
            Ok::<(), TestCaseError>(())
        })?;
    }

    #[test]
    fn all_that_is_safe_is_fixed_at_once(text in notes_text()) {
        with_findings(&text, |notes, findings| {
            let (edit, n_fixed) = fix_all(notes, &findings);
            prop_assert_eq!(edit.is_empty(), n_fixed == 0);
            let fixed = edit.apply(&text);
            with_findings(&fixed, |_, left| {
                prop_assert!(left.len() + n_fixed <= findings.len(), "{}\n---\n{}", text, fixed);
                Ok(())
            })
        })?;
    }

    #[test]
    fn any_text_can_be_checked_and_fixed(text in any::<String>()) {
        with_findings(&text, |notes, findings| {
            findings.iter().for_each(|finding| {
                finding.place(&text);
                fix(notes, finding);
            });
            fix_all(notes, &findings);
        });
    }
}

/// The fence would break the list; the segment above would be the only one without a link. Both are for the author to see.
#[test]
fn a_fix_that_brings_another_finding_is_not_safe() {
    for (id, text) in [
        ("title-on-next-line", "- Note\nAnn #7:\n\n[Title](url)\n```\n"),
        (
            "link-in-code",
            "[a](http://h.example)Ann #7:\n**Ann #1:** [**Kites**](https://a.example)\n\n`[a](https://d.example)`Ann #: [Wind](https://b.example)\n",
        ),
    ] {
        with_findings(text, |notes, findings| {
            let finding = findings.iter().find(|finding| finding.check.id == id).expect("it is found");
            assert!(fix(notes, finding).is_none_or(|fix| !fix.is_safe), "{text}");
        });
    }
}

/// Looking at all that stands above for each slip would take minutes here.
#[test]
fn notes_that_are_all_slips_are_checked_and_fixed() {
    for slip in [
        "a **** b ",
        "a** b ",
        "[a](http://Kites fly) ",
        "`[a](https://a.example)` ",
        "\\[sic] ",
        "https://a.example ",
        "[:](https://a.example) x ",
        "![](https://a.s3.amazonaws.com/b) ",
        "[a](https://a.example?utm_source=b) x\n",
        "- a\n\t- b\n    - c\n",
        "- a\n```\n“b”\n```\n",
        "Ann #1:\n\nBen #2:\n\n",
        "{{host}} ",
        "[https://a.example/a-b](https://a.example/a-b) ",
    ] {
        let text = slip.repeat(1_000);
        with_findings(&text, |notes, findings| {
            assert!(!findings.is_empty(), "{slip}");
            fix_all(notes, &findings);
        });
    }
    with_findings(&format!("`{}`\n", "“a” ".repeat(20_000)), |_, findings| assert_eq!(findings.len(), 1));
}

/// The labels say the same, but for what was fixed.
fn check_outline(finding: &Finding, before: &Outline, after: &Outline) -> Result<(), TestCaseError> {
    let (before, after) = (labels(before), labels(after));
    let may_change_labels = [&BROKEN_ENCODING, &TRACKING_PARAMETERS, &TITLE_ON_NEXT_LINE];
    let (before, after): (Vec<Label>, Vec<Label>) = match finding.check {
        check if check == &NUMBERING => {
            (before.into_iter().map(without_number).collect(), after.into_iter().map(without_number).collect())
        }
        check if check == &NEAR_MISS_HOST => {
            (before.into_iter().map(without_host).collect(), after.into_iter().map(without_host).collect())
        }
        check if may_change_labels.contains(&check) => return Ok(()),
        _ => (before, after),
    };
    prop_assert_eq!(before, after, "{:?}", finding);
    Ok(())
}

/// Checks where the author is to write what the first finding of a check lacks: at `|`.
#[track_caller]
fn check_byte_to_write(id: &str, text: &str) {
    with_findings(&text.replace('|', ""), |notes, findings| {
        let finding = findings.iter().find(|finding| finding.check.id == id).expect("it is found");
        let (before, behind) = notes.text.split_at(finding.byte_to_write());
        assert_eq!(format!("{before}|{behind}"), text);
    });
}

#[test]
fn the_cursor_goes_where_something_is_missing() {
    check_byte_to_write("segment-without-title", "**Ann #3:** |\n\n- fly\n\n**Ben #4:** Wind\n");
    check_byte_to_write("empty-segment", "Extras|\n\nJoke\n");
    let full = "Ann #1: Kites\n\n- fly\n\nBen #2: Wind\n\n- blow\n\n";
    check_byte_to_write("empty-segment", &format!("{full}Ann #3: Kites\n\n- |\n\nJoke\n"));
    check_byte_to_write("empty-segment", "Extras|");
    check_byte_to_write("image-without-alt", "![|](https://a.example/k.png) b");
    check_byte_to_write("raw-link", "a |\\[a](https://a.example)");
}
