//! Notes and what is found in them; and that mending keeps its promises, whatever the notes.

use proptest::prelude::*;

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
        let own = findings.iter().filter(|finding| finding.check.id().starts_with(id));
        let found: Vec<String> = own.map(|finding| format!("{} {}", finding.line, finding.message)).collect();
        assert_eq!(found, expected, "{text}");
    });
}

/// Checks that the first finding of a check is mended, safely or not, and what comes out.
#[track_caller]
pub(super) fn check_fix(id: &str, text: &str, expected: &str) {
    with_findings(text, |notes, findings| {
        let finding = findings.iter().find(|finding| finding.check.id() == id).expect("it is found");
        let fix = fix(notes, finding).expect("it can be mended");
        assert_eq!(fix.edit.apply(text), expected, "{text}");
    });
}

/// Checks that the first finding of a check cannot be mended.
#[track_caller]
pub(super) fn check_no_fix(id: &str, text: &str) {
    with_findings(text, |notes, findings| {
        let finding = findings.iter().find(|finding| finding.check.id() == id).expect("it is found");
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
                let mended = fix.edit.apply(&text);
                with_findings(&mended, |after, left| {
                    let left = counts(&left);
                    let idx = finding.check as usize;
                    prop_assert!(left[idx] < before[idx], "{:?} stays\n{}\n---\n{}", finding, text, mended);
                    prop_assert!(left.iter().zip(&before).all(|(left, before)| left <= before), "{:?}: {:?} {:?}\n{}\n---\n{}", finding, before, left, text, mended);
                    check_outline(finding, notes.outline, after.outline)
                })?;
            }
            Ok::<(), TestCaseError>(())
        })?;
    }

    #[test]
    fn all_that_is_safe_is_mended_at_once(text in notes_text()) {
        with_findings(&text, |notes, findings| {
            let (edit, n_fixed) = fix_all(notes, &findings);
            prop_assert_eq!(edit.is_empty(), n_fixed == 0);
            let mended = edit.apply(&text);
            with_findings(&mended, |_, left| {
                prop_assert!(left.len() + n_fixed <= findings.len(), "{}\n---\n{}", text, mended);
                Ok(())
            })
        })?;
    }

    #[test]
    fn any_text_can_be_checked_and_mended(text in any::<String>()) {
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
            let finding = findings.iter().find(|finding| finding.check.id() == id).expect("it is found");
            assert!(fix(notes, finding).is_none_or(|fix| !fix.is_safe), "{text}");
        });
    }
}

/// Looking at all that stands above for each slip would take minutes here.
#[test]
fn notes_that_are_all_slips_are_checked_and_mended() {
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
        "Ann #1:\n\n",
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

/// The labels say the same, but for what was mended.
fn check_outline(finding: &Finding, before: &Outline, after: &Outline) -> Result<(), TestCaseError> {
    let (before, after) = (labels(before), labels(after));
    let (before, after): (Vec<Label>, Vec<Label>) = match finding.check {
        Check::Numbering => {
            (before.into_iter().map(without_number).collect(), after.into_iter().map(without_number).collect())
        }
        Check::NearMissHost => {
            (before.into_iter().map(without_host).collect(), after.into_iter().map(without_host).collect())
        }
        Check::BrokenEncoding | Check::TrackingParameters | Check::TitleOnNextLine => return Ok(()),
        _ => (before, after),
    };
    prop_assert_eq!(before, after, "{:?}", finding);
    Ok(())
}
