//! *Kept* values: what the author has made that is not a draft. How they are written, and how several copies are
//! merged.
//!
//! ```json
//! {"schema":1,"checksum":"0b5a…","revision":7,"value":{…}}
//! ```
//!
//! Such a value is small, and changes seldom, but in several tabs; so each write is based on all that is stored. A copy
//! that was written while the journal refused says what it is `based_on`: if the journal has changed since then, the
//! two are merged.
//!
//! Invariant: any text is a value or an error. Merging copies drops nothing.

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::revision;
use super::schema::{SchemaError, parse};
use crate::text::fnv_1a;

/// A value that is kept under a name, like the author's templates.
pub trait Kept: Clone + Default {
    /// The name; a plural, because it is used in sentences: “Your templates cannot be read”.
    const NAME: &'static str;
    /// The version of the JSON that this app writes.
    const SCHEMA: u64;

    /// The value as JSON.
    fn to_json(&self) -> String;

    /// Reads the JSON of this or an earlier schema. `None` if it is invalid.
    fn from_json(json: &str, schema: u64) -> Option<Self>;

    /// Adds what another value has and this one lacks, and overwrites nothing. Returns the number of items added;
    /// adding the same value again adds none.
    fn add(&mut self, other: Self) -> usize;
}

/// What storage knows of the values under one name. They pass through it as JSON, so that it is compiled once and not
/// for each type.
#[derive(Clone, Copy)]
pub struct KeptKind {
    /// As [`Kept::NAME`].
    pub name: &'static str,
    schema: u64,
    is_value: fn(&str, u64) -> bool,
}

impl KeptKind {
    pub const fn of<T: Kept>() -> KeptKind {
        let is_value = |json: &str, schema| T::from_json(json, schema).is_some();
        KeptKind { name: T::NAME, schema: T::SCHEMA, is_value }
    }

    /// The stored form of a value. `based_on`: what the other copies were, if this one cannot replace them.
    pub fn stored(self, value: String, revision: u64, based_on: Option<String>) -> StoredKept {
        let value = RawValue::from_string(value).expect("a value gives its JSON");
        let checksum = checksum(self.schema, revision, value.get());
        StoredKept { schema: self.schema, checksum, revision, based_on, value }
    }

    /// Reads a copy. O(n).
    ///
    /// # Errors
    /// If it is not an undamaged value of this kind.
    pub fn read(self, json: &str) -> Result<KeptCopy, SchemaError> {
        #[derive(Deserialize)]
        struct Version {
            schema: u64,
        }
        // The version is read first, because the rest of a newer version's value may look different.
        let Version { schema } = parse(json)?;
        if schema > self.schema {
            return Err(SchemaError::Newer { schema });
        }
        let StoredKept { checksum: written, revision, based_on, value, .. } = parse(json)?;
        if checksum(schema, revision, value.get()) != written {
            return Err(SchemaError::Checksum);
        }
        if !(self.is_value)(value.get(), schema) {
            return Err(SchemaError::WrongShape);
        }
        Ok(KeptCopy { value, schema, revision: revision::valid(revision), checksum: written, based_on })
    }
}

/// Reads a value. O(n).
///
/// # Errors
/// If it is not an undamaged value of this kind.
pub fn read<T: Kept>(json: &str) -> Result<T, SchemaError> {
    Ok(KeptKind::of::<T>().read(json)?.value())
}

/// The stored form of a value, to be serialised as JSON.
#[derive(Debug, Serialize, Deserialize)]
pub struct StoredKept {
    schema: u64,
    checksum: String,
    revision: u64,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    based_on: Option<String>,
    value: Box<RawValue>,
}

impl StoredKept {
    /// The stored text.
    pub fn to_json(&self) -> String {
        serde_json::to_string(self).expect("texts and numbers have a JSON form")
    }
}

/// One copy of a value.
#[derive(Clone, Debug)]
pub struct KeptCopy {
    value: Box<RawValue>,
    schema: u64,
    /// Counts the changes.
    pub revision: u64,
    checksum: String,
    based_on: Option<String>,
}

fn checksum(schema: u64, revision: u64, value: &str) -> String {
    format!("{:016x}", fnv_1a(&format!("{schema} {revision} {value}")))
}

/// The sound copies of one value.
#[derive(Clone, Debug)]
pub struct KeptCopies {
    /// In the journal: this one decides.
    pub journal: Option<KeptCopy>,
    /// In local storage: the second copy, or the first one if the journal refuses.
    pub local: Option<KeptCopy>,
    /// In this tab, if both refuse.
    pub memory: Option<KeptCopy>,
}

impl KeptCopies {
    /// The value of all copies together, and the highest revision.
    pub fn merged<T: Kept>(&self) -> (T, u64) {
        let (parts, revision) = self.parts();
        let mut values = parts.into_iter().map(KeptCopy::value::<T>);
        let mut merged = values.next().unwrap_or_default();
        values.for_each(|value| _ = merged.add(value));
        (merged, revision)
    }

    /// The copies that are to be added up, and the highest revision. A copy that is based on the one before replaces it.
    fn parts(&self) -> (Vec<&KeptCopy>, u64) {
        let mut parts: Vec<&KeptCopy> = self.journal.iter().collect();
        let mut revision = self.journal.as_ref().map_or(0, |journal| journal.revision);
        for (other, basis) in [(&self.local, self.journal_basis()), (&self.memory, self.basis_of_memory())] {
            let Some(other) = other else { continue };
            let goes_on = match &other.based_on {
                None => other.revision > revision,
                Some(based_on) => *based_on == basis,
            };
            if goes_on || parts.is_empty() {
                parts = vec![other];
            } else if other.is_not_in_journal() {
                parts.push(other);
            }
            revision = revision.max(other.revision);
        }
        (parts, revision)
    }

    /// Whether both places have the same copy, and this tab has no other.
    pub fn are_in_sync(&self) -> bool {
        let checksum = |copy: &Option<KeptCopy>| copy.as_ref().map(|copy| copy.checksum.clone());
        self.memory.is_none() && checksum(&self.journal) == checksum(&self.local)
    }

    /// The `based_on` for a copy in local storage when the journal refuses it. If the journal cannot be read either,
    /// that of the last copy.
    pub fn basis_of_local(&self) -> String {
        match (&self.journal, &self.local) {
            (None, Some(local)) => local.based_on.clone().unwrap_or_else(|| local.checksum.clone()),
            _ => self.journal_basis(),
        }
    }

    /// The `based_on` for a copy in memory when neither place accepts it.
    pub fn basis_of_memory(&self) -> String {
        let local = self.local.as_ref().map(|local| local.checksum.as_str());
        format!("{}/{}", self.journal_basis(), local.unwrap_or_default())
    }

    fn journal_basis(&self) -> String {
        self.journal.as_ref().map(|journal| journal.checksum.clone()).unwrap_or_default()
    }
}

impl KeptCopy {
    /// Its content. `T` is of the kind that has read it.
    pub fn value<T: Kept>(&self) -> T {
        T::from_json(self.value.get(), self.schema).expect("it was read as a value of this kind")
    }

    /// Whether it was written while the journal refused.
    pub fn is_not_in_journal(&self) -> bool {
        self.based_on.is_some()
    }
}

#[cfg(test)]
pub(super) mod tests {
    use proptest::prelude::*;

    use super::*;

    /// Words, each once.
    #[derive(Clone, Debug, Default, PartialEq, Eq)]
    pub struct Words(Vec<String>);

    impl Kept for Words {
        const NAME: &'static str = "words";
        const SCHEMA: u64 = 2;

        fn to_json(&self) -> String {
            serde_json::to_string(&self.0).unwrap()
        }

        fn from_json(json: &str, _schema: u64) -> Option<Words> {
            serde_json::from_str(json).ok().map(Words)
        }

        fn add(&mut self, other: Words) -> usize {
            let new: Vec<String> = other.0.into_iter().filter(|word| !self.0.contains(word)).collect();
            let n_new = new.len();
            self.0.extend(new);
            n_new
        }
    }

    pub fn words(words: &str) -> Words {
        Words(words.split_whitespace().map(str::to_owned).collect())
    }

    pub fn stored(said: &str, revision: u64, based_on: Option<&str>) -> String {
        KeptKind::of::<Words>().stored(words(said).to_json(), revision, based_on.map(str::to_owned)).to_json()
    }

    fn copy(said: &str, revision: u64, based_on: Option<&str>) -> KeptCopy {
        KeptKind::of::<Words>().read(&stored(said, revision, based_on)).unwrap()
    }

    /// Copies in the journal and in local storage.
    fn copies(journal: Option<KeptCopy>, local: Option<KeptCopy>) -> KeptCopies {
        KeptCopies { journal, local, memory: None }
    }

    #[test]
    fn what_is_no_value_is_told_apart() {
        let sound = stored("tea", 7, None);
        let check = |json: &str, error| assert_eq!(read::<Words>(json), Err(error), "{json}");
        check("", SchemaError::NotJson);
        check(&sound[..sound.len() - 1], SchemaError::NotJson);
        check("7", SchemaError::WrongShape);
        check(r#"{"__proto__":{"schema":1}}"#, SchemaError::WrongShape);
        check(&sound.replace("tea", "ten"), SchemaError::Checksum);
        check(&sound.replace(":7", ":8"), SchemaError::Checksum);
        check(&sound.replace(":2", ":1"), SchemaError::Checksum);
        check(r#"{"schema":3,"all":"new"}"#, SchemaError::Newer { schema: 3 });
        let other = RawValue::from_string("{}".to_owned()).unwrap();
        let other = StoredKept { schema: 1, checksum: checksum(1, 1, "{}"), revision: 1, based_on: None, value: other };
        check(&other.to_json(), SchemaError::WrongShape);
    }

    #[test]
    fn the_higher_revision_counts() {
        assert_eq!(copies(None, None).merged(), (Words::default(), 0));
        assert_eq!(copies(Some(copy("new", 8, None)), Some(copy("old", 7, None))).merged(), (words("new"), 8));
        assert_eq!(copies(Some(copy("old", 7, None)), Some(copy("new", 8, None))).merged(), (words("new"), 8));
        assert_eq!(copies(None, Some(copy("alone", 3, Some("x")))).merged(), (words("alone"), 3));
    }

    #[test]
    fn a_revision_that_nobody_can_have_reached_counts_for_nothing() {
        assert_eq!(copies(Some(copy("old", u64::MAX, None)), Some(copy("new", 8, None))).merged(), (words("new"), 8));
    }

    #[test]
    fn a_copy_that_went_on_without_the_journal_takes_its_place() {
        let journal = copy("tea cake", 7, None);
        let before = copies(Some(journal.clone()), Some(journal.clone()));
        assert!(before.are_in_sync());
        let local = copy("tea", 8, Some(&before.basis_of_local()));
        let after = copies(Some(journal.clone()), Some(local));
        assert_eq!(after.merged(), (words("tea"), 8), "what was deleted does not come back");
        assert!(!after.are_in_sync());
        let next = copy("tea jam", 9, Some(&copies(None, after.local.clone()).basis_of_local()));
        assert_eq!(copies(Some(journal), Some(next)).merged(), (words("tea jam"), 9));
    }

    #[test]
    fn copies_that_have_gone_apart_are_brought_together() {
        let local = copy("tea jam", 9, Some(&copies(Some(copy("tea", 7, None)), None).basis_of_local()));
        let apart = copies(Some(copy("tea cake", 8, None)), Some(local));
        assert_eq!(apart.merged(), (words("tea cake jam"), 9));
    }

    #[test]
    fn what_neither_place_takes_is_not_forgotten() {
        let journal = Some(copy("tea", 7, None));
        let before = copies(journal.clone(), journal.clone());
        let memory = Some(copy("jam", 8, Some(&before.basis_of_memory())));
        assert_eq!(KeptCopies { memory: memory.clone(), ..before }.merged(), (words("jam"), 8));
        let elsewhere = Some(copy("tea cake", 8, None));
        let apart = KeptCopies { journal: elsewhere.clone(), local: elsewhere, memory };
        assert_eq!(apart.merged(), (words("tea cake jam"), 8));
    }

    proptest! {
        #[test]
        fn damage_never_gives_another_value(at: prop::sample::Index, n_removed in 0..4usize, insert in "[0-9a-z\"{}, é]{0,3}") {
            let mut json = stored("tea cake", 42, None);
            let from = json.floor_char_boundary(at.index(json.len()));
            let to = json.floor_char_boundary(from + n_removed);
            json.replace_range(from..to, &insert);
            if let Ok(read) = KeptKind::of::<Words>().read(&json) {
                prop_assert_eq!((read.value(), read.revision), (words("tea cake"), 42));
            }
        }
    }
}
