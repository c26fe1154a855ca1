//! Everything in one file, and back.
//!
//! Only a file outlives site data that were cleared, so its age is shown, and the author is reminded when it grows old.
//!
//! Invariant: restoring adds. A file that is no backup changes nothing, and what is said to be restored is stored.

use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::File;

use super::Library;
use crate::draft::backup::{self, Backup, BackupError, RestorePlan, Restored, plan};
use crate::draft::{Draft, DraftId};
use crate::state::screen::{Offer, OpenDialog, Tone, text_of};
use crate::state::{DAY_MS, now_ms};
use crate::storage::{self, Durability, Store, TabMessage};
use crate::text::SortedSet;

/// What a backup holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BackupScope {
    /// The drafts, also those in the trash, and the settings.
    Drafts,
    /// The same with the history of each draft.
    WithHistory,
}

/// When a backup is old, in days; and how many pass between two reminders.
const N_DAYS_OLD: u64 = 14;
const N_DAYS_BETWEEN_REMINDERS: u64 = 3;
/// Under what names the journal remembers when the last backup was, and the last reminder.
const LAST_BACKUP: &str = "backup";
const LAST_REMINDER: &str = "backup_reminder";
/// How many drafts are read at once.
const N_READ_AT_ONCE: usize = 100;

impl Library {
    /// Downloads everything as one file.
    pub fn back_up(&self, scope: BackupScope) {
        self.saving.flush();
        let library = *self;
        spawn_local(async move {
            let Some(store) = library.saving.store() else { return };
            let backup = library.gather(&store, scope).await;
            let json = backup::write(&backup);
            if json.len() > backup::MAX_BYTES {
                return library.screen.warn(match scope {
                    BackupScope::WithHistory => "The history is too long for one backup. Back up without history.",
                    BackupScope::Drafts => "The drafts are too long for one backup. Export the longest ones instead.",
                });
            }
            let file_name = format!("rundown-backup-{}.json", today());
            if library.screen.download(&file_name, "application/json", json.as_bytes()) {
                library.backed_up(&store, backup.drafts.len()).await;
            }
        });
    }

    async fn backed_up(&self, store: &Store, n_drafts: usize) {
        let now_ms = now_ms();
        let n_all = self.all_ids().len();
        // Where that is refused, the author is reminded once too often.
        let _ = store.set_fact(LAST_BACKUP, &now_ms).await;
        self.last_backup_ms.set(Some(now_ms));
        let drafts = if n_drafts == 1 { "1 draft".to_owned() } else { format!("{n_drafts} drafts") };
        match n_all.saturating_sub(n_drafts) {
            0 => self.screen.tell(format!("{drafts} backed up. Keep the file outside of this browser.")),
            n => self.screen.warn(format!("{drafts} backed up; {n} could not be read, and are not in the file.")),
        }
    }

    async fn gather(&self, store: &Store, scope: BackupScope) -> Backup {
        let mut backup = Backup {
            created_ms: now_ms(),
            drafts: self.all_drafts().await,
            kept: self.all_kept(store).await,
            settings: self.screen.settings.with_untracked(storage::Settings::to_json),
            ..Backup::default()
        };
        if scope == BackupScope::WithHistory {
            for draft in &backup.drafts {
                for version in store.versions(&draft.id).await.unwrap_or_default() {
                    if let Ok(text) = store.load_version(&version).await {
                        backup.versions.push((version, text));
                    }
                }
            }
        }
        backup
    }

    /// All drafts that can be read, those in the trash too.
    async fn all_drafts(&self) -> Vec<Draft> {
        let mut drafts = Vec::new();
        for ids in self.all_ids().chunks(N_READ_AT_ONCE) {
            drafts.extend(self.saving.read_drafts(ids).await);
        }
        drafts
    }

    fn all_ids(&self) -> Vec<DraftId> {
        let ids = |rows: &[crate::draft::DraftSummary]| rows.iter().map(|row| row.id.clone()).collect::<Vec<_>>();
        let mut all = self.saving.drafts.with_untracked(|library| ids(library.rows()));
        all.extend(self.saving.trash.with_untracked(|trash| ids(trash)));
        all
    }

    /// Reads a backup, and says what restoring it would add.
    ///
    /// # Errors
    /// Where it is none, as a sentence for the author; nothing is changed by either.
    pub async fn read_backup(&self, file: &File) -> Result<RestorePlan, String> {
        if file.size() > backup::MAX_BYTES as f64 {
            return Err(refused(&BackupError::TooLarge));
        }
        self.saving.flush();
        let backup = backup::read(&text_of(file).await?).map_err(|error| refused(&error))?;
        let mut plan = plan(backup, &self.all_drafts().await, storage::new_draft_id, now_ms());
        self.leave_known_history(&mut plan).await;
        self.compare_kept(&mut plan).await;
        Ok(plan)
    }

    /// Takes versions off the plan that are here already.
    async fn leave_known_history(&self, plan: &mut RestorePlan) {
        let Some(store) = self.saving.store() else { return };
        let mut known = SortedSet::new();
        let ids: SortedSet<&DraftId> = plan.history.iter().map(|(version, _)| &version.draft).collect();
        for id in ids {
            let here = store.versions(id).await.unwrap_or_default();
            known.extend(here.into_iter().map(|version| (version.draft, version.time_ms)));
        }
        plan.history.retain(|(version, _)| !known.contains(&(version.draft.clone(), version.time_ms)));
    }

    /// Adds what a backup has and this browser has not; says how that went.
    pub async fn restore_backup(&self, plan: RestorePlan) {
        let Some(store) = self.saving.store() else { return };
        let n_all = plan.added.len();
        let mut ids = Vec::new();
        let mut problem = None;
        for restored in plan.added {
            // The last one brings those before it to the disk as well.
            let durability = if ids.len() + 1 == n_all { Durability::Strict } else { Durability::Relaxed };
            match self.restore_one(&store, restored, durability).await {
                Ok(id) => ids.push(id),
                Err(reason) => {
                    problem = Some(reason);
                    break;
                }
            }
        }
        // It says itself what was refused.
        self.restore_kept(&plan.kept).await;
        if problem.is_none() {
            problem = store.put_versions(&plan.history).await.err().map(|error| error.to_string());
        }
        let n_restored = ids.len();
        self.saving.tell_tabs(&TabMessage::Stored(ids));
        match problem {
            Some(reason) => self.screen.warn(format!(
                "{n_restored} of {n_all} drafts are restored, the rest is not: {reason}. Restore the backup again then."
            )),
            None if n_all == 1 => self.screen.tell("1 draft restored."),
            None if n_all > 0 => self.screen.tell(format!("{n_restored} drafts restored.")),
            None if plan.n_kept.is_empty() => self.screen.tell("The history is restored."),
            None => self.screen.tell("What was missing is restored."),
        }
    }

    /// An error is a sentence for the author.
    async fn restore_one(&self, store: &Store, restored: Restored, durability: Durability) -> Result<String, String> {
        let draft = restored.draft;
        store.save(&draft, None, durability).await.map_err(|error| match error {
            storage::SaveError::Refused(error) => error.to_string(),
            storage::SaveError::Conflict(_) => "another tab is restoring it too".to_owned(),
        })?;
        self.saving.place(draft.summary());
        self.saving.stored(&draft, true);
        // A draft without its history is better than none.
        let _ = store.put_versions(&restored.versions).await;
        Ok(draft.id.to_string())
    }

    /// Learns when the last backup was, and reminds the author if that is long ago.
    pub(in crate::state) async fn look_at_backup(&self, store: &Store) {
        let last_ms: Option<u64> = store.fact(LAST_BACKUP).await;
        self.last_backup_ms.set(last_ms);
        let reminded_ms: Option<u64> = store.fact(LAST_REMINDER).await;
        let now_ms = now_ms();
        let first_and_last_work = self.saving.drafts.with_untracked(|library| {
            let first_ms = library.rows().iter().map(|row| row.created_ms).min()?;
            Some((first_ms, library.newest()?.modified_ms))
        });
        let is_reminded = reminded_ms.is_some_and(|ms| days_between(ms, now_ms) < N_DAYS_BETWEEN_REMINDERS);
        if is_reminded || !first_and_last_work.is_some_and(|work| is_due(last_ms, work, now_ms)) {
            return;
        }
        let text = format!("{} Your drafts are in this browser alone.", age_of_backup(last_ms, now_ms));
        let screen = self.screen;
        let offer = Offer::lasting("Back up…", move || screen.show(OpenDialog::Backup));
        screen.notify(Tone::Done, text, Some(offer));
        // Where that is refused, the author is reminded again at the next start.
        let _ = store.set_fact(LAST_REMINDER, &now_ms).await;
    }

    /// How old the last backup is, as a sentence.
    pub fn age_of_backup(&self) -> String {
        age_of_backup(self.last_backup_ms.get(), now_ms())
    }
}

fn refused(error: &BackupError) -> String {
    format!("The file was not restored: {error}.")
}

fn days_between(from_ms: u64, to_ms: u64) -> u64 {
    to_ms.saturating_sub(from_ms) / DAY_MS
}

/// Whether there is work that the last backup has not, and that backup, or the oldest draft if there is none, is old.
fn is_due(last_ms: Option<u64>, (first_work_ms, last_work_ms): (u64, u64), now_ms: u64) -> bool {
    let since_ms = last_ms.unwrap_or(first_work_ms);
    last_work_ms > since_ms && days_between(since_ms, now_ms) >= N_DAYS_OLD
}

fn age_of_backup(last_ms: Option<u64>, now_ms: u64) -> String {
    match last_ms.map(|last_ms| days_between(last_ms, now_ms)) {
        None => "There is no backup yet.".to_owned(),
        Some(0) => "The last backup is from today.".to_owned(),
        Some(1) => "The last backup is 1 day old.".to_owned(),
        Some(n_days) => format!("The last backup is {n_days} days old."),
    }
}

/// `2026-11-22`, by the world's clock.
fn today() -> String {
    let now = String::from(js_sys::Date::new_0().to_iso_string());
    now.split('T').next().unwrap_or_default().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_backup_is_due_when_there_is_work_and_the_last_one_is_old() {
        let day = |n: u64| n * DAY_MS;
        assert!(!is_due(None, (day(0), day(13)), day(13)), "two weeks have not passed");
        assert!(is_due(None, (day(0), day(13)), day(14)));
        assert!(!is_due(Some(day(5)), (day(0), day(4)), day(30)), "nothing has been done since");
        assert!(!is_due(Some(day(5)), (day(0), day(6)), day(18)));
        assert!(is_due(Some(day(5)), (day(0), day(6)), day(19)));
    }

    #[test]
    fn the_age_is_said_in_days() {
        let said =
            [None, Some(20), Some(19), Some(3)].map(|n_days| age_of_backup(n_days.map(|n| n * DAY_MS), 20 * DAY_MS));
        let expected = [
            "There is no backup yet.",
            "The last backup is from today.",
            "The last backup is 1 day old.",
            "The last backup is 17 days old.",
        ];
        assert_eq!(said, expected);
    }
}
