//! What becomes of a draft that two tabs write at the same time, in a model of how they save: each save is refused where
//! the other tab was faster, and made again after a merge.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::Index;
use rundown::draft::merge::merge_drafts;
use rundown::draft::{Draft, DraftId};
use rundown::text::file::FileFormat;

#[derive(Clone, Debug)]
enum Step {
    /// A line of its own, somewhere.
    NewLine(usize, Index),
    /// More at the end of a line.
    MoreOfLine(usize, Index),
    Save(usize),
    /// The tab hears of what the other has saved.
    Hear(usize),
}

struct Tab {
    /// As it was last in the store, as far as this tab knows.
    base: Draft,
    mine: Draft,
}

impl Tab {
    fn is_behind(&self, stored: &Draft) -> bool {
        self.base.revision < stored.revision
    }

    fn hear(&mut self, stored: &Draft) {
        if self.is_behind(stored) {
            self.mine = merge_drafts(&self.base, &self.mine, stored).0;
            self.base = stored.clone();
        }
    }

    fn save(&mut self, stored: &mut Draft) {
        self.hear(stored);
        self.mine.revision = stored.revision + 1;
        *stored = self.mine.clone();
        self.base = self.mine.clone();
    }
}

fn type_into(text: &str, at: Index, edit: impl Fn(&mut Vec<String>, usize)) -> String {
    let mut lines: Vec<String> = text.split('\n').map(str::to_owned).collect();
    let line_idx = at.index(lines.len());
    edit(&mut lines, line_idx);
    lines.join("\n")
}

fn any_step() -> impl Strategy<Value = Step> {
    prop_oneof![
        3 => (0..2usize, any::<Index>()).prop_map(|(tab, at)| Step::NewLine(tab, at)),
        3 => (0..2usize, any::<Index>()).prop_map(|(tab, at)| Step::MoreOfLine(tab, at)),
        2 => (0..2usize).prop_map(Step::Save),
        2 => (0..2usize).prop_map(Step::Hear),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 4 * ProptestConfig::default().cases,
        failure_persistence: None,
        ..ProptestConfig::default()
    })]

    #[test]
    fn two_tabs_end_with_the_same_text_and_all_that_was_typed(steps in vec(any_step(), 0..60)) {
        let text = "# Teatime 7\n\nScones\nToast\n\nTea\n".to_owned();
        let mut stored = Draft::new(DraftId::from_random([7; 16]), text, FileFormat::default(), 1_000);
        let tab = || Tab { base: stored.clone(), mine: stored.clone() };
        let mut tabs = [tab(), tab()];
        for (n, step) in steps.iter().enumerate() {
            match *step {
                Step::NewLine(tab, at) => {
                    let text = &mut tabs[tab].mine.text;
                    *text = type_into(text, at, |lines, idx| lines.insert(idx, format!("<{n}>")));
                }
                Step::MoreOfLine(tab, at) => {
                    let text = &mut tabs[tab].mine.text;
                    *text = type_into(text, at, |lines, idx| lines[idx] += &format!(" <{n}>"));
                }
                Step::Save(tab) => tabs[tab].save(&mut stored),
                Step::Hear(tab) => tabs[tab].hear(&stored),
            }
        }
        tabs.iter_mut().for_each(|tab| tab.save(&mut stored));
        tabs.iter_mut().for_each(|tab| tab.hear(&stored));
        prop_assert_eq!(&tabs[0].mine.text, &tabs[1].mine.text);
        for (n, step) in steps.iter().enumerate() {
            let is_typed = matches!(step, Step::NewLine(..) | Step::MoreOfLine(..));
            prop_assert!(!is_typed || stored.text.contains(&format!("<{n}>")), "what step {} typed is lost", n);
        }
    }
}
