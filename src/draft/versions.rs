//! The history of a draft: why each version was kept, and which are deleted as they grow old.
//!
//! Invariant: the newest fifty versions are never deleted. Thinning often gives the same result as thinning once: a
//! deleted version would not have been kept by a later thinning.

use serde::{Deserialize, Serialize};

use super::schema::SchemaError;
use super::{DraftId, revision};

/// How many of the newest versions are always kept.
pub const N_KEPT: usize = 50;

/// Why a version was kept.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum VersionCause {
    /// The draft was opened.
    Opened,
    /// The draft was exported.
    Exported,
    /// A command was about to change the notes; its name in words, such as `renumbering`.
    Before(String),
    /// The author had been writing for some minutes.
    Interval,
    /// The changes of another tab were about to be merged.
    Merged,
    /// The start found it beside a later copy.
    Recovered,
    /// An earlier version was about to be restored.
    Restored,
}

/// A version's row in the list.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct VersionSummary {
    /// The draft of the version.
    pub draft: DraftId,
    /// When it was kept, in milliseconds since 1970.
    pub time_ms: u64,
    /// The revision of the draft.
    pub revision: u64,
    /// The length of its text.
    pub n_bytes: usize,
    /// Why it was kept.
    pub cause: VersionCause,
}

impl VersionCause {
    /// A short label for the author.
    pub fn label(&self) -> String {
        match self {
            Self::Opened => "When it was opened".to_owned(),
            Self::Exported => "When it was exported".to_owned(),
            Self::Before(command) => format!("Before {command}"),
            Self::Interval => "While you were writing".to_owned(),
            Self::Merged => "Before another tab’s changes were merged".to_owned(),
            Self::Recovered => "Another copy, found when Rundown started".to_owned(),
            Self::Restored => "Before an earlier version was restored".to_owned(),
        }
    }

    fn name(&self) -> &'static str {
        match self {
            Self::Opened => "opened",
            Self::Exported => "exported",
            Self::Before(_) => "before",
            Self::Interval => "interval",
            Self::Merged => "merged",
            Self::Recovered => "recovered",
            Self::Restored => "restored",
        }
    }

    /// An unknown cause, which a later version of the app may have written, does not hide the version.
    fn from_name(name: &str, command: String) -> VersionCause {
        match name {
            "opened" => Self::Opened,
            "exported" => Self::Exported,
            "before" => Self::Before(command),
            "merged" => Self::Merged,
            "recovered" => Self::Recovered,
            "restored" => Self::Restored,
            _ => Self::Interval,
        }
    }
}

/// The stored form of a version's row, also used in backups.
#[derive(Debug, Serialize, Deserialize)]
pub(super) struct StoredVersion {
    draft: String,
    time_ms: u64,
    revision: u64,
    n_bytes: usize,
    cause: String,
    /// For [`VersionCause::Before`].
    #[serde(default, skip_serializing_if = "String::is_empty")]
    command: String,
}

impl StoredVersion {
    pub(super) fn new(version: &VersionSummary) -> StoredVersion {
        StoredVersion {
            draft: version.draft.to_string(),
            time_ms: version.time_ms,
            revision: version.revision,
            n_bytes: version.n_bytes,
            cause: version.cause.name().to_owned(),
            command: match &version.cause {
                VersionCause::Before(command) => command.clone(),
                _ => String::new(),
            },
        }
    }

    pub(super) fn into_version(self) -> Result<VersionSummary, SchemaError> {
        Ok(VersionSummary {
            draft: self.draft.parse().map_err(|_| SchemaError::WrongShape)?,
            time_ms: self.time_ms,
            revision: revision::valid(self.revision),
            n_bytes: self.n_bytes,
            cause: VersionCause::from_name(&self.cause, self.command),
        })
    }
}

/// Writes the row of a version.
pub fn to_json(version: &VersionSummary) -> String {
    serde_json::to_string(&StoredVersion::new(version)).expect("texts and numbers have a JSON form")
}

/// Reads the row of a version.
///
/// # Errors
/// If it is not a row. The text of the version has the draft and the revision too.
pub fn from_json(json: &str) -> Result<VersionSummary, SchemaError> {
    super::schema::parse::<StoredVersion>(json)?.into_version()
}

/// The versions to delete, as ascending indices. All of the last hour stay; of older ones the last of each five minutes
/// for a day, of each hour for a week, of each day for a year, and of each thirty days beyond; and always the newest
/// [`N_KEPT`]. `times_ms` is ascending. O(n).
pub fn thinned(times_ms: &[u64], now_ms: u64) -> Vec<usize> {
    let mut last_slot = None;
    let mut to_drop = Vec::new();
    for (n_newer, (idx, time_ms)) in times_ms.iter().enumerate().rev().enumerate() {
        let slot = slot(*time_ms, now_ms);
        let is_last_of_slot = slot.is_none() || slot != last_slot;
        last_slot = slot;
        if !is_last_of_slot && n_newer >= N_KEPT {
            to_drop.push(idx);
        }
    }
    to_drop.reverse();
    to_drop
}

const MINUTE_MS: u64 = 60_000;
const HOUR_MS: u64 = 60 * MINUTE_MS;
const DAY_MS: u64 = 24 * HOUR_MS;

/// The slots, by the age that they begin with. Each length is a multiple of the next: so the last version of a long
/// slot was also the last of its shorter slot.
const SLOTS: [(u64, u64); 4] =
    [(365 * DAY_MS, 30 * DAY_MS), (7 * DAY_MS, DAY_MS), (DAY_MS, HOUR_MS), (HOUR_MS, 5 * MINUTE_MS)];

/// The length and the number of the slot that a time belongs to. `None` for times younger than all slots.
///
/// A slot counts only when all of it has reached the age. Otherwise a slot could be split for a while by the age limit,
/// and would keep a version in its older part, which may be deleted already.
fn slot(time_ms: u64, now_ms: u64) -> Option<(u64, u64)> {
    let is_past = |(from_age_ms, length_ms): &(u64, u64)| {
        let end_ms = (time_ms / length_ms + 1).saturating_mul(*length_ms);
        end_ms.saturating_add(*from_age_ms) <= now_ms
    };
    let (_, length_ms) = SLOTS.into_iter().find(is_past)?;
    Some((length_ms, time_ms / length_ms))
}

#[cfg(test)]
mod tests {
    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;

    const NOW_MS: u64 = 1_760_000_000_000;

    fn version(cause: VersionCause) -> VersionSummary {
        VersionSummary { draft: DraftId::from_random([7; 16]), time_ms: NOW_MS, revision: 42, n_bytes: 5_600, cause }
    }

    #[test]
    fn a_version_comes_back_as_it_was_written() {
        use VersionCause::{Before, Exported, Interval, Merged, Opened, Recovered, Restored};
        let causes = [Opened, Exported, Before("renumbering".to_owned()), Interval, Merged, Recovered, Restored];
        for version in causes.map(version) {
            assert_eq!(from_json(&to_json(&version)), Ok(version));
        }
    }

    #[test]
    fn what_is_no_version_is_an_error_and_an_unknown_cause_is_none() {
        let json = to_json(&version(VersionCause::Opened));
        assert_eq!(from_json("{"), Err(SchemaError::NotJson));
        assert_eq!(from_json("{}"), Err(SchemaError::WrongShape));
        assert_eq!(from_json(&json.replace("0707", "tea!")), Err(SchemaError::WrongShape));
        assert_eq!(from_json(&json.replace("opened", "published")), Ok(version(VersionCause::Interval)));
    }

    /// How many versions of each age stay, beyond the newest that always stay. One was made each minute.
    #[track_caller]
    fn check_kept(from_age_ms: u64, to_age_ms: u64, n_expected: usize) {
        let newest = vec![NOW_MS; N_KEPT];
        let ages = (from_age_ms..to_age_ms).step_by(MINUTE_MS as usize).map(|age_ms| NOW_MS - age_ms);
        let times: Vec<u64> = ages.collect::<Vec<_>>().into_iter().rev().chain(newest).collect();
        let n_kept = times.len() - thinned(&times, NOW_MS).len() - N_KEPT;
        assert!(n_kept.abs_diff(n_expected) <= 1, "{n_kept} are kept");
    }

    #[test]
    fn versions_are_thinned_by_age() {
        check_kept(0, HOUR_MS, 60);
        check_kept(2 * HOUR_MS, DAY_MS, 22 * 12);
        check_kept(2 * DAY_MS, 7 * DAY_MS, 5 * 24);
        check_kept(9 * DAY_MS, 12 * DAY_MS, 3);
        check_kept(400 * DAY_MS, 460 * DAY_MS, 2);
    }

    /// Times before now, close together and far apart.
    fn any_times() -> impl Strategy<Value = Vec<u64>> {
        let gap = prop_oneof![4 => 0..10 * MINUTE_MS, 2 => 0..10 * HOUR_MS, 1 => 0..20 * DAY_MS];
        vec(gap, 0..400).prop_map(|gaps| {
            let mut times: Vec<u64> = gaps
                .iter()
                .scan(NOW_MS, |time_ms, gap| {
                    *time_ms -= gap;
                    Some(*time_ms)
                })
                .collect();
            times.reverse();
            times
        })
    }

    fn left(times: &[u64], now_ms: u64) -> Vec<u64> {
        let to_drop = thinned(times, now_ms);
        let is_kept = |(idx, _): &(usize, &u64)| to_drop.binary_search(idx).is_err();
        times.iter().enumerate().filter(is_kept).map(|(_, time_ms)| *time_ms).collect()
    }

    proptest! {
        #[test]
        fn the_newest_stay_and_the_others_are_few(times in any_times()) {
            let left = left(&times, NOW_MS);
            let n_newest = times.len().min(N_KEPT);
            prop_assert!(left.ends_with(&times[times.len() - n_newest..]));
            let n_of_last_hour = times.iter().filter(|time_ms| NOW_MS - **time_ms < HOUR_MS + 5 * MINUTE_MS).count();
            let n_years = (NOW_MS - times.first().unwrap_or(&NOW_MS)) / (365 * DAY_MS) + 1;
            // A slot is thinned when all of it is old enough.
            let n_slots = 24 * 12 + 7 * 24 + 388 + 13 * n_years as usize + SLOTS.len();
            prop_assert!(left.len() <= N_KEPT + n_of_last_hour + n_slots);
        }

        #[test]
        fn what_is_thinned_is_not_thinned_again(times in any_times()) {
            let once = left(&times, NOW_MS);
            prop_assert_eq!(left(&once, NOW_MS), once);
        }

        #[test]
        fn thinning_earlier_and_more_often_leaves_the_same(times in any_times(), later in any_times(), n_days in 0..900u64) {
            let then_ms = NOW_MS + n_days * DAY_MS;
            let later = later.into_iter().map(|time_ms| time_ms + n_days * DAY_MS).filter(|time_ms| *time_ms > NOW_MS);
            let later: Vec<u64> = later.collect();
            let at_once = left(&[times.clone(), later.clone()].concat(), then_ms);
            prop_assert_eq!(left(&[left(&times, NOW_MS), later].concat(), then_ms), at_once);
        }

        #[test]
        fn any_clock_is_fine(mut times: Vec<u64>, now_ms: u64) {
            times.sort_unstable();
            prop_assert!(thinned(&times, now_ms).len() <= times.len().saturating_sub(N_KEPT));
        }
    }
}
