//! A backup: all drafts in one file. Also what restoring it would do.
//!
//! ```json
//! {"format":"rundown-backup","version":1,"created_ms":1760000000000,
//!  "drafts":[{"schema":2,"checksum":"…","draft":{…}}],
//!  "versions":[{"about":{"draft":"…","time_ms":…,"revision":…,"n_bytes":…,"cause":"opened"},
//!               "stored":{"schema":2,…}}],
//!  "kept":{"templates":{"schema":1,…}},"settings":{…}}
//! ```
//!
//! Drafts are written as they are [stored](super::schema), each with its schema and checksum. Members that a later
//! version adds beside these are ignored. `settings` is copied unchanged, and so are values that are not drafts, under
//! the names and in the form in which they are [kept](super::kept).
//!
//! Invariant: any text is a backup or an error. Restoring only adds drafts; it never changes one that exists. A file
//! may come from anyone: nothing in it grants a permission, and no revision in it uses up those that are left.

mod restore;

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use thiserror::Error;

pub use self::restore::{RestorePlan, Restored, RestoredAs, plan};
use super::schema::{self, SchemaError, StoredDraft};
use super::versions::{StoredVersion, VersionSummary};
use super::{Draft, DraftId, revision, title};
use crate::text::{SortedMap, SortedSet};

/// The largest backup that is read, in bytes. A larger one must be made without history.
pub const MAX_BYTES: usize = 100_000_000;
/// The version that this app writes.
const VERSION: u64 = 1;
const FORMAT: &str = "rundown-backup";

/// The contents of a backup.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Backup {
    /// When it was made, in milliseconds since 1970.
    pub created_ms: u64,
    /// The drafts, including those in the trash; each once.
    pub drafts: Vec<Draft>,
    /// Earlier versions of these drafts, each with its text.
    pub versions: Vec<(VersionSummary, Draft)>,
    /// Kept values that are not drafts: name -> stored JSON.
    pub kept: SortedMap<String, String>,
    /// The settings as the JSON of an object.
    pub settings: String,
    /// What could not be read, as sentences for the author with the name and the reason.
    pub left_out: Vec<String>,
}

/// Why a file is not a backup. The texts tell the author what to do; nothing has been changed.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum BackupError {
    /// This app makes no such files. The author can choose another one.
    #[error("it is larger than 100 MB, and backups never are. Choose the file that “Back up everything” downloaded")]
    TooLarge,
    /// It is incomplete or not JSON. The author can try another copy.
    #[error("it is not JSON, or part of it is missing. Try another copy of the file, or an older backup")]
    NotJson,
    /// Another kind of file was chosen.
    #[error(
        "it is not a backup of Rundown. Choose the file that “Back up everything” downloaded; import notes with “Import”"
    )]
    NotABackup,
    /// It was changed by hand or by a fault. The author can try an older one.
    #[error("it says that it is a backup, but its format is wrong. Try another copy of the file, or an older backup")]
    WrongShape,
    /// Two drafts have one id, and only the author knows which one is right.
    #[error("the draft “{title}” is in it twice. Try another copy of the file, or an older backup")]
    Duplicate {
        /// The title of one of them.
        title: String,
    },
    /// A later version of the app made it. The author can reload to get that version.
    #[error(
        "a newer version of Rundown made it (version {version}). Reload the page to get that version, then try again"
    )]
    Newer {
        /// The version of the file.
        version: u64,
    },
}

/// Writes a backup. O(n).
pub fn write(backup: &Backup) -> String {
    let version = |(version, draft): &(VersionSummary, Draft)| VersionJson {
        about: StoredVersion::new(version),
        stored: StoredDraft::new(draft),
    };
    let written = BackupJson {
        format: FORMAT,
        version: VERSION,
        created_ms: backup.created_ms,
        drafts: backup.drafts.iter().map(StoredDraft::new).collect(),
        versions: backup.versions.iter().map(version).collect(),
        kept: backup.kept.iter().filter_map(kept_as_written).collect(),
        settings: RawValue::from_string(backup.settings.clone()).ok(),
    };
    serde_json::to_string(&written).expect("texts and numbers have a JSON form")
}

/// Reads a backup. Parts that cannot be read are left out and named. O(n).
///
/// # Errors
/// If the file as a whole is not a backup. Nothing of it may be restored then.
pub fn read(json: &str) -> Result<Backup, BackupError> {
    if json.len() > MAX_BYTES {
        return Err(BackupError::TooLarge);
    }
    let found = open(json)?;
    let mut backup = Backup { created_ms: found.created_ms, ..Backup::default() };
    for (n, raw) in (1..).zip(&found.drafts) {
        match schema::from_json(raw.get()) {
            Ok(draft) => backup.drafts.push(without_permissions(draft)),
            Err(reason) => backup.left_out.push(format!("{} cannot be restored: {reason}.", name_of(raw.get(), n))),
        }
    }
    let ids = each_once(&backup.drafts)?;
    let n_versions = found.versions.len();
    backup.versions = found.versions.iter().filter_map(|raw| read_version(raw.get(), &ids)).collect();
    match n_versions - backup.versions.len() {
        0 => {}
        n => backup
            .left_out
            .push(format!("Earlier versions that cannot be restored: {n}. They or their drafts cannot be read.")),
    }
    backup.kept = found.kept.map(|raw| read_kept(raw.get())).unwrap_or_default();
    backup.settings =
        found.settings.map(|raw| raw.get().to_owned()).filter(|json| json.starts_with('{')).unwrap_or_default();
    Ok(backup)
}

#[derive(Serialize)]
struct BackupJson<'a> {
    format: &'a str,
    version: u64,
    created_ms: u64,
    drafts: Vec<StoredDraft>,
    versions: Vec<VersionJson>,
    kept: SortedMap<&'a str, Box<RawValue>>,
    settings: Option<Box<RawValue>>,
}

#[derive(Serialize)]
struct VersionJson {
    about: StoredVersion,
    stored: StoredDraft,
}

/// A backup before its items are read: each is read on its own.
#[derive(Deserialize)]
struct RawBackup<'a> {
    created_ms: u64,
    #[serde(borrow)]
    drafts: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    versions: Vec<&'a RawValue>,
    #[serde(borrow, default)]
    kept: Option<&'a RawValue>,
    #[serde(borrow, default)]
    settings: Option<&'a RawValue>,
}

/// Reads the version first, because the rest of a newer version's file may look different.
fn open(json: &str) -> Result<RawBackup<'_>, BackupError> {
    #[derive(Deserialize)]
    struct BackupHead {
        format: Option<String>,
        version: Option<u64>,
    }
    let error = |error: SchemaError, wrong_shape| {
        if error == SchemaError::NotJson { BackupError::NotJson } else { wrong_shape }
    };
    let head: BackupHead = schema::parse(json).map_err(|reason| error(reason, BackupError::NotABackup))?;
    match head {
        BackupHead { format: Some(format), version: Some(version) } if format == FORMAT => match version {
            VERSION => schema::parse(json).map_err(|reason| error(reason, BackupError::WrongShape)),
            0 => Err(BackupError::WrongShape),
            _ => Err(BackupError::Newer { version }),
        },
        BackupHead { format: Some(format), .. } if format == FORMAT => Err(BackupError::WrongShape),
        _ => Err(BackupError::NotABackup),
    }
}

fn kept_as_written<'a>((name, json): (&'a String, &'a String)) -> Option<(&'a str, Box<RawValue>)> {
    Some((name.as_str(), RawValue::from_string(json.clone()).ok()?))
}

/// Each value by its name. Its content is checked by the code that keeps it.
fn read_kept(json: &str) -> SortedMap<String, String> {
    let kept: SortedMap<String, &RawValue> = serde_json::from_str(json).unwrap_or_default();
    kept.into_iter().map(|(name, raw)| (name, raw.get().to_owned())).collect()
}

fn each_once(drafts: &[Draft]) -> Result<SortedSet<&DraftId>, BackupError> {
    let mut ids = SortedSet::new();
    match drafts.iter().find(|draft| !ids.insert(&draft.id)) {
        Some(draft) => Err(BackupError::Duplicate { title: draft.title() }),
        None => Ok(ids),
    }
}

/// Reads a version, if it belongs to one of these drafts.
fn read_version(json: &str, ids: &SortedSet<&DraftId>) -> Option<(VersionSummary, Draft)> {
    #[derive(Deserialize)]
    struct RawVersion<'a> {
        about: StoredVersion,
        #[serde(borrow)]
        stored: &'a RawValue,
    }
    let found: RawVersion<'_> = schema::parse(json).ok()?;
    let (version, draft) = (found.about.into_version().ok()?, schema::from_json(found.stored.get()).ok()?);
    let version = VersionSummary { revision: revision::from_file(version.revision), ..version };
    (version.draft == draft.id && ids.contains(&draft.id)).then_some((version, without_permissions(draft)))
}

/// A draft from a file, without permissions: what its author has allowed was allowed in another browser, or by someone
/// else. It may fetch nothing until that is allowed here.
fn without_permissions(draft: Draft) -> Draft {
    Draft { images_allowed: false, revision: revision::from_file(draft.revision), ..draft }
}

/// The title of a draft that cannot be read, if that part can be, else its number in the file.
fn name_of(json: &str, n: usize) -> String {
    #[derive(Deserialize)]
    struct NamedDraft {
        draft: NamedText,
    }
    #[derive(Deserialize)]
    struct NamedText {
        name: Option<String>,
        text: String,
    }
    let title = schema::parse::<NamedDraft>(json)
        .ok()
        .and_then(|found| title::of(found.draft.name.as_deref(), &found.draft.text));
    title.map_or_else(|| format!("Draft {n} of the file"), |title| format!("“{title}”"))
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::super::schema::tests::any_draft;
    use super::super::versions::VersionCause;
    use super::*;
    use crate::text::file::FileFormat;

    pub(super) fn draft(n: u8, text: &str) -> Draft {
        Draft::new(DraftId::from_random([n; 16]), text.to_owned(), FileFormat::default(), 1_000)
    }

    pub(super) fn version_of(draft: &Draft, time_ms: u64, text: &str) -> (VersionSummary, Draft) {
        let earlier = Draft { text: text.to_owned(), byte_anchor: 0, byte_head: 0, ..draft.clone() };
        let (n_bytes, cause) = (text.len(), VersionCause::Before("renumbering".to_owned()));
        (VersionSummary { draft: draft.id.clone(), time_ms, revision: draft.revision, n_bytes, cause }, earlier)
    }

    fn full_backup() -> Backup {
        let drafts = vec![draft(1, "# Teatime 7\n\nScones"), draft(2, "# Teatime 8\n")];
        Backup {
            created_ms: 1_760_000_000_000,
            versions: vec![version_of(&drafts[0], 500, "# Teatime"), version_of(&drafts[0], 900, "# Teatime 7")],
            drafts,
            kept: SortedMap::from_iter([("templates".to_owned(), r#"{"schema":1,"of":["later"]}"#.to_owned())]),
            settings: r#"{"theme":"dark","of":["later"]}"#.to_owned(),
            left_out: Vec::new(),
        }
    }

    #[test]
    fn backups_of_every_released_version_are_read() {
        let first = Backup { kept: SortedMap::new(), ..full_backup() };
        let fixtures = [
            (include_str!("fixtures/backup-1.json"), first),
            (include_str!("fixtures/backup-1-kept.json"), full_backup()),
        ];
        for (fixture, backup) in fixtures {
            assert_eq!(read(fixture.trim_end()), Ok(backup));
        }
    }

    #[track_caller]
    fn check(json: &str, error: BackupError) {
        assert_eq!(read(json), Err(error));
    }

    #[test]
    fn what_is_no_backup_says_what_to_do() {
        let sound = write(&full_backup());
        check("", BackupError::NotJson);
        check(&sound[..sound.len() - 1], BackupError::NotJson);
        check("# Notes", BackupError::NotJson);
        check("[]", BackupError::NotABackup);
        check("{}", BackupError::NotABackup);
        check(r#"{"__proto__":{"format":"rundown-backup"}}"#, BackupError::NotABackup);
        check(r#"{"format":7,"version":1}"#, BackupError::NotABackup);
        check(r#"{"format":"rundown-backup"}"#, BackupError::WrongShape);
        check(r#"{"format":"rundown-backup","version":0}"#, BackupError::WrongShape);
        check(r#"{"format":"rundown-backup","version":2,"all":"new"}"#, BackupError::Newer { version: 2 });
        check(&sound.replace(r#""drafts":["#, r#""drafts":7,"x":["#), BackupError::WrongShape);
        check(&sound.replace("\"created_ms\":1760000000000", "\"created_ms\":-1"), BackupError::WrongShape);
        check(&"[".repeat(1_000_000), BackupError::NotABackup);
        check(&" ".repeat(MAX_BYTES + 1), BackupError::TooLarge);
        let twice = Backup { drafts: vec![draft(1, "# Teatime 7\n"); 2], ..Backup::default() };
        check(&write(&twice), BackupError::Duplicate { title: "Teatime 7".to_owned() });
    }

    #[test]
    fn a_file_grants_nothing_and_leaves_room_for_what_is_written_later() {
        let greedy =
            Draft { images_allowed: true, revision: revision::MAX, ..draft(1, "![](https://tea.example/cup.png)") };
        let versions = vec![version_of(&greedy, 500, "![](https://tea.example/pot.png)")];
        let backup = read(&write(&Backup { drafts: vec![greedy], versions, ..Backup::default() })).unwrap();
        for draft in backup.drafts.iter().chain(backup.versions.iter().map(|(_, draft)| draft)) {
            assert!(!draft.images_allowed);
            assert_eq!(draft.revision, revision::from_file(revision::MAX));
        }
        assert_eq!(backup.versions[0].0.revision, revision::from_file(revision::MAX));
    }

    #[test]
    fn a_damaged_draft_is_left_out_by_name_and_the_others_are_read() {
        let sound = write(&full_backup());
        let backup = read(&sound.replace("Scones", "Stones")).unwrap();
        assert_eq!(backup.drafts, [draft(2, "# Teatime 8\n")]);
        let expected = [
            "“Teatime 7” cannot be restored: it was damaged after it was saved: its checksum does not match.",
            "Earlier versions that cannot be restored: 2. They or their drafts cannot be read.",
        ];
        assert_eq!(backup.left_out, expected);
    }

    #[test]
    fn anything_may_stand_in_place_of_a_draft() {
        let deep = format!("{}{}", "[".repeat(50_000), "]".repeat(50_000));
        let json = format!(
            r#"{{"format":"rundown-backup","version":1,"created_ms":0,"drafts":[7,{{"__proto__":{{}}}},{deep}],"settings":[],"kept":[{deep}],"x":{deep}}}"#
        );
        let backup = read(&json).unwrap();
        assert_eq!((backup.drafts.len(), backup.left_out.len(), backup.settings.as_str()), (0, 3, ""));
        assert_eq!(backup.left_out[1], "Draft 2 of the file cannot be restored: it is not in Rundown's format.");
    }

    proptest! {
        #[test]
        fn any_backup_comes_back(drafts in prop::collection::vec(any_draft(), 0..4), created_ms: u64) {
            let drafts: Vec<Draft> = drafts.into_iter().map(without_permissions).collect();
            let versions = drafts.iter().map(|draft| version_of(draft, 7, "earlier")).collect();
            let backup = Backup { created_ms, drafts, versions, settings: "{}".to_owned(), ..Backup::default() };
            prop_assert_eq!(read(&write(&backup)), Ok(backup));
        }

        #[test]
        fn damage_never_gives_another_draft(at: prop::sample::Index, n_removed in 0..4usize, insert in "[0-9a-z\"{}\\[\\], é]{0,3}") {
            let mut json = write(&full_backup());
            let from = json.floor_char_boundary(at.index(json.len()));
            let to = json.floor_char_boundary(from + n_removed);
            json.replace_range(from..to, &insert);
            if let Ok(backup) = read(&json) {
                prop_assert!(backup.drafts.iter().all(|draft| full_backup().drafts.contains(draft)));
            }
        }
    }
}
