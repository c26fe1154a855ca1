//! Plans what restoring a backup would add to the existing drafts.
//!
//! Invariant: an added draft never has the id of an existing one. Restoring a backup a second time adds nothing.

use super::super::kept::{self, Kept};
use super::super::versions::VersionSummary;
use super::super::{Draft, DraftId, revision};
use super::Backup;
use crate::text::{SortedMap, sort_by_u64};

/// What restoring would do.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct RestorePlan {
    /// The drafts to be saved, in the order of the file.
    pub added: Vec<Restored>,
    /// How many drafts of the backup exist already with the same content.
    pub n_same: usize,
    /// Earlier versions of drafts that exist with the same content; some of them may exist already.
    pub history: Vec<(VersionSummary, Draft)>,
    /// Kept values with items that do not exist here: name -> stored JSON.
    pub kept: SortedMap<String, String>,
    /// How many items would be added, by name: `templates`, 3.
    pub n_kept: Vec<(&'static str, usize)>,
    /// What could not be read, as sentences for the author with the name and the reason.
    pub left_out: Vec<String>,
}

impl RestorePlan {
    /// Whether there is nothing to restore.
    pub fn is_empty(&self) -> bool {
        self.added.is_empty() && self.history.is_empty() && self.n_kept.is_empty()
    }

    /// Compares one kept value of the backup with the existing one.
    pub fn compare_kept<T: Kept>(&mut self, mut here: T) {
        let Some(json) = self.kept.get(T::NAME) else { return };
        let n_added = match kept::read::<T>(json) {
            Ok(there) => here.add(there),
            Err(reason) => {
                self.left_out.push(format!("Your {} cannot be restored: {reason}.", T::NAME));
                0
            }
        };
        if n_added > 0 {
            self.n_kept.push((T::NAME, n_added));
        } else {
            self.kept.remove(T::NAME);
        }
    }
}

/// A draft to be added.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The draft to be saved.
    pub draft: Draft,
    /// Whether it has kept its id.
    pub as_what: RestoredAs,
    /// Its earlier versions, oldest first.
    pub versions: Vec<(VersionSummary, Draft)>,
}

/// How a draft is added.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RestoredAs {
    /// No existing draft has its id. Its revision is above that of any copy that may come back to local storage,
    /// because the draft may have been deleted here for good.
    New,
    /// A draft with the same id but another content exists. The added one gets a new id, and a name that says so.
    Copy,
}

/// Compares a backup with the existing drafts, including those in the trash. `new_id` returns ids that were never used.
/// A draft that was in the trash is restored to the trash, and stays there for the full time. O(n log n).
pub fn plan(backup: Backup, here: &[Draft], mut new_id: impl FnMut() -> DraftId, now_ms: u64) -> RestorePlan {
    let here = ExistingDrafts::new(here);
    let mut plan = RestorePlan { left_out: backup.left_out, kept: backup.kept, ..RestorePlan::default() };
    let mut versions: SortedMap<DraftId, Vec<(VersionSummary, Draft)>> = SortedMap::new();
    for version in backup.versions {
        versions.get_or_insert_with(version.0.draft.clone(), Vec::new).push(version);
    }
    for mut draft in backup.drafts {
        let versions = versions.remove(&draft.id).unwrap_or_default();
        if let Some(id) = here.find_equal(&draft) {
            plan.n_same += 1;
            plan.history.extend(of_draft(versions, id));
            continue;
        }
        draft.trashed_ms = draft.trashed_ms.map(|_| now_ms);
        let as_what = if here.by_id.contains_key(&draft.id) { RestoredAs::Copy } else { RestoredAs::New };
        draft.revision = revision::above_unread(draft.revision);
        if as_what == RestoredAs::Copy {
            draft = Draft { id: new_id(), name: Some(name_of_copy(&draft.title())), revision: 1, ..draft };
        }
        plan.added.push(Restored { versions: of_draft(versions, &draft.id), draft, as_what });
    }
    plan
}

/// The existing drafts.
struct ExistingDrafts<'a> {
    by_id: SortedMap<&'a DraftId, &'a Draft>,
    /// Drafts outside the trash by title and text, because a copy has another id.
    contents: SortedMap<(String, &'a str), &'a DraftId>,
}

impl<'a> ExistingDrafts<'a> {
    fn new(drafts: &'a [Draft]) -> ExistingDrafts<'a> {
        let content = |draft: &'a Draft| ((draft.title(), draft.text.as_str()), &draft.id);
        ExistingDrafts {
            by_id: drafts.iter().map(|draft| (&draft.id, draft)).collect(),
            contents: drafts.iter().filter(|draft| draft.trashed_ms.is_none()).map(content).collect(),
        }
    }

    /// The existing draft with the same content. A draft in the trash does not count if it was not in the trash in the
    /// backup.
    fn find_equal(&self, draft: &Draft) -> Option<&'a DraftId> {
        let has_same_content =
            |here: &&Draft| here.text == draft.text && (here.trashed_ms.is_none() || draft.trashed_ms.is_some());
        let of_title = |title: String| self.contents.get(&(title, draft.text.as_str())).copied();
        let same_id = self.by_id.get(&draft.id).copied().filter(has_same_content).map(|here| &here.id);
        same_id.or_else(|| of_title(name_of_copy(&draft.title()))).or_else(|| of_title(draft.title()))
    }
}

fn name_of_copy(title: &str) -> String {
    format!("{title} (from a backup)")
}

/// The versions, changed to versions of the draft with this id; oldest first.
fn of_draft(mut versions: Vec<(VersionSummary, Draft)>, id: &DraftId) -> Vec<(VersionSummary, Draft)> {
    sort_by_u64(&mut versions, |(version, _)| version.time_ms);
    for (version, draft) in &mut versions {
        (version.draft, draft.id) = (id.clone(), id.clone());
    }
    versions
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::tests::{draft, version_of};
    use super::*;
    use crate::draft::kept::tests::{Words, stored, words};

    fn backup(drafts: Vec<Draft>) -> Backup {
        Backup { drafts, ..Backup::default() }
    }

    fn planned(backup: Backup, here: &[Draft]) -> RestorePlan {
        let mut n = 100;
        let new_id = || {
            n += 1;
            DraftId::from_random([n; 16])
        };
        plan(backup, here, new_id, 9_000)
    }

    #[test]
    fn what_is_missing_comes_back_as_it_was() {
        let lost = draft(1, "# Teatime 7\n");
        let plan = planned(backup(vec![lost.clone()]), &[draft(2, "# Teatime 8\n")]);
        let draft = Draft { revision: revision::above_unread(lost.revision), ..lost };
        assert_eq!(plan.added, [Restored { draft, as_what: RestoredAs::New, versions: Vec::new() }]);
    }

    #[test]
    fn what_is_no_draft_is_counted_or_left_out_by_name() {
        let stored = stored("tea cake", 3, None);
        let planned_with = |json: &str, here: Words| {
            let kept = SortedMap::from_iter([("words".to_owned(), json.to_owned())]);
            let mut plan = planned(Backup { kept, ..Backup::default() }, &[]);
            plan.compare_kept(here);
            (plan.n_kept.clone(), plan.kept.len(), plan.left_out.clone(), plan.is_empty())
        };
        assert_eq!(planned_with(&stored, words("tea")), (vec![("words", 1)], 1, Vec::new(), false));
        assert_eq!(planned_with(&stored, words("tea cake")), (Vec::new(), 0, Vec::new(), true));
        let (n_kept, _, left_out, is_empty) = planned_with(&stored.replace("tea", "ten"), words(""));
        assert_eq!((n_kept.len(), is_empty), (0, true));
        assert_eq!(
            left_out,
            ["Your words cannot be restored: it was damaged after it was saved: its checksum does not match."]
        );
    }

    #[test]
    fn what_is_here_and_says_the_same_is_left_alone() {
        let renamed = Draft { name: Some("Tea".to_owned()), pinned: true, ..draft(1, "# Teatime 7\n") };
        let plan = planned(backup(vec![draft(1, "# Teatime 7\n")]), &[renamed]);
        assert_eq!(plan, RestorePlan { n_same: 1, ..RestorePlan::default() });
    }

    #[test]
    fn what_says_something_else_is_added_beside_it_with_its_versions() {
        let then = draft(1, "# Teatime 7\n");
        let (old, older) = (version_of(&then, 900, "old"), version_of(&then, 500, "older"));
        let backup = Backup { versions: vec![old, older], ..backup(vec![then]) };
        let plan = planned(backup, &[draft(1, "# Teatime 7\n\nmore\n")]);
        let added = &plan.added[0];
        assert_eq!((added.draft.title().as_str(), added.as_what), ("Teatime 7 (from a backup)", RestoredAs::Copy));
        assert_ne!(added.draft.id, draft(1, "").id);
        let versions = added.versions.iter().map(|(version, draft)| (version.draft == draft.id, draft.text.as_str()));
        assert_eq!(versions.collect::<Vec<_>>(), [(true, "older"), (true, "old")]);
        assert!(added.versions.iter().all(|(version, _)| version.draft == added.draft.id));
    }

    #[test]
    fn the_history_of_what_is_here_comes_back_too() {
        let then = draft(1, "# Teatime 7\n");
        let backup = Backup { versions: vec![version_of(&then, 900, "old")], ..backup(vec![then]) };
        let plan = planned(backup, &[draft(2, "# Teatime 7\n")]);
        assert_eq!((plan.added.len(), plan.n_same), (0, 1));
        assert_eq!(plan.history, [version_of(&draft(2, ""), 900, "old")]);
    }

    #[test]
    fn what_was_deleted_since_comes_back_and_what_was_in_the_trash_stays_there() {
        let trashed = |n| Draft { trashed_ms: Some(2_000), ..draft(n, "# Teatime 7\n") };
        let plan = planned(backup(vec![draft(1, "# Teatime 7\n")]), &[trashed(1)]);
        assert_eq!((plan.added[0].as_what, plan.added[0].draft.trashed_ms), (RestoredAs::Copy, None));
        let plan = planned(backup(vec![trashed(2)]), &[]);
        assert_eq!((plan.added[0].as_what, plan.added[0].draft.trashed_ms), (RestoredAs::New, Some(9_000)));
    }

    proptest! {
        #[test]
        fn restoring_adds_what_is_missing_and_nothing_the_second_time(
            here in prop::collection::btree_map(0..5u8, "[ab]{0,1}", 0..5),
            there in prop::collection::btree_map(0..5u8, "[ab]{0,1}", 0..5),
        ) {
            let drafts = |texts: &std::collections::BTreeMap<u8, String>| -> Vec<Draft> {
                texts.iter().map(|(n, text)| draft(*n, text)).collect()
            };
            let (mut here, there) = (drafts(&here), drafts(&there));
            let plan = planned(backup(there.clone()), &here);
            prop_assert_eq!(plan.added.len() + plan.n_same, there.len());
            for added in plan.added {
                prop_assert!(here.iter().all(|draft| draft.id != added.draft.id));
                here.push(added.draft);
            }
            prop_assert!(there.iter().all(|draft| here.iter().any(|other| other.text == draft.text)));
            prop_assert_eq!(planned(backup(there), &here).added, []);
        }
    }
}
