//! Maps and sets that are sorted lists.
//!
//! The standard library's `BTreeMap` costs 4 to 8 kB of program for each pair of types. Here finding is a binary search in a
//! list, as quick as in a tree, but putting in and taking out move the entries behind. So these are for some thousands of
//! entries, and not for all addresses in all texts.

use std::borrow::Borrow;
use std::fmt;
use std::marker::PhantomData;
use std::{slice, vec};

use serde::de::{MapAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};

/// Entries in the order of their keys, each key once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SortedMap<K, V> {
    entries: Vec<(K, V)>,
}

/// Items in order, each once.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
#[serde(transparent)]
pub struct SortedSet<T> {
    items: Vec<T>,
}

impl<K, V> SortedMap<K, V> {
    pub const fn new() -> Self {
        SortedMap { entries: Vec::new() }
    }

    pub fn len(&self) -> usize {
        self.entries.len()
    }

    pub fn is_empty(&self) -> bool {
        self.entries.is_empty()
    }

    pub fn iter(&self) -> impl Iterator<Item = (&K, &V)> + Clone {
        self.entries.iter().map(|(key, value)| (key, value))
    }

    pub fn keys(&self) -> impl Iterator<Item = &K> {
        self.entries.iter().map(|(key, _)| key)
    }

    pub fn values(&self) -> impl Iterator<Item = &V> {
        self.entries.iter().map(|(_, value)| value)
    }

    pub fn iter_mut(&mut self) -> impl Iterator<Item = (&K, &mut V)> {
        self.entries.iter_mut().map(|(key, value)| (&*key, value))
    }

    pub fn into_values(self) -> impl Iterator<Item = V> {
        self.entries.into_iter().map(|(_, value)| value)
    }

    /// Leaves only the entries that are to be kept. O(n).
    pub fn retain(&mut self, mut is_kept: impl FnMut(&K, &mut V) -> bool) {
        self.entries.retain_mut(|(key, value)| is_kept(key, value));
    }
}

impl<K: Ord, V> SortedMap<K, V> {
    /// O(log n).
    pub fn get<Q: Ord + ?Sized>(&self, key: &Q) -> Option<&V>
    where
        K: Borrow<Q>,
    {
        let idx = self.place_of(key).ok()?;
        Some(&self.entries[idx].1)
    }

    /// O(log n).
    pub fn get_mut<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<&mut V>
    where
        K: Borrow<Q>,
    {
        let idx = self.place_of(key).ok()?;
        Some(&mut self.entries[idx].1)
    }

    /// The first entry whose key is this or comes after it. O(log n).
    pub fn first_from<Q: Ord + ?Sized>(&self, key: &Q) -> Option<(&K, &V)>
    where
        K: Borrow<Q>,
    {
        let idx = self.place_of(key).unwrap_or_else(|idx| idx);
        self.entries.get(idx).map(|(key, value)| (key, value))
    }

    /// O(log n).
    pub fn contains_key<Q: Ord + ?Sized>(&self, key: &Q) -> bool
    where
        K: Borrow<Q>,
    {
        self.place_of(key).is_ok()
    }

    /// Puts a value in the place of the one that the key had, which is returned. O(log n), and moving the entries behind.
    pub fn insert(&mut self, key: K, value: V) -> Option<V> {
        match self.place_of(&key) {
            Ok(idx) => Some(std::mem::replace(&mut self.entries[idx].1, value)),
            Err(idx) => {
                self.entries.insert(idx, (key, value));
                None
            }
        }
    }

    /// The value of the key, made if there is none. O(log n), and moving the entries behind.
    pub fn get_or_insert_with(&mut self, key: K, value: impl FnOnce() -> V) -> &mut V {
        let idx = self.place_of(&key).unwrap_or_else(|idx| {
            self.entries.insert(idx, (key, value()));
            idx
        });
        &mut self.entries[idx].1
    }

    /// O(log n), and moving the entries behind.
    pub fn remove<Q: Ord + ?Sized>(&mut self, key: &Q) -> Option<V>
    where
        K: Borrow<Q>,
    {
        let idx = self.place_of(key).ok()?;
        Some(self.entries.remove(idx).1)
    }

    fn place_of<Q: Ord + ?Sized>(&self, key: &Q) -> Result<usize, usize>
    where
        K: Borrow<Q>,
    {
        self.entries.binary_search_by(|(known, _)| known.borrow().cmp(key))
    }
}

impl<T: Ord> SortedSet<T> {
    pub const fn new() -> Self {
        SortedSet { items: Vec::new() }
    }

    pub fn len(&self) -> usize {
        self.items.len()
    }

    pub fn is_empty(&self) -> bool {
        self.items.is_empty()
    }

    pub fn iter(&self) -> slice::Iter<'_, T> {
        self.items.iter()
    }

    /// O(log n).
    pub fn contains<Q: Ord + ?Sized>(&self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        self.place_of(item).is_ok()
    }

    /// Returns whether the item was not there. O(log n), and moving the items behind.
    pub fn insert(&mut self, item: T) -> bool {
        let place = self.place_of(&item);
        if let Err(idx) = place {
            self.items.insert(idx, item);
        }
        place.is_err()
    }

    /// Returns whether the item was there. O(log n), and moving the items behind.
    pub fn remove<Q: Ord + ?Sized>(&mut self, item: &Q) -> bool
    where
        T: Borrow<Q>,
    {
        let place = self.place_of(item);
        if let Ok(idx) = place {
            self.items.remove(idx);
        }
        place.is_ok()
    }

    /// Leaves only the items that are to be kept. O(n).
    pub fn retain(&mut self, is_kept: impl FnMut(&T) -> bool) {
        self.items.retain(is_kept);
    }

    fn place_of<Q: Ord + ?Sized>(&self, item: &Q) -> Result<usize, usize>
    where
        T: Borrow<Q>,
    {
        self.items.binary_search_by(|known| known.borrow().cmp(item))
    }
}

impl<K, V> Default for SortedMap<K, V> {
    fn default() -> Self {
        Self::new()
    }
}

impl<T> Default for SortedSet<T> {
    fn default() -> Self {
        SortedSet { items: Vec::new() }
    }
}

/// Of equal keys the last counts.
impl<K: Ord, V> Extend<(K, V)> for SortedMap<K, V> {
    fn extend<I: IntoIterator<Item = (K, V)>>(&mut self, entries: I) {
        for (key, value) in entries {
            self.insert(key, value);
        }
    }
}

impl<T: Ord> Extend<T> for SortedSet<T> {
    fn extend<I: IntoIterator<Item = T>>(&mut self, items: I) {
        for item in items {
            self.insert(item);
        }
    }
}

impl<K: Ord, V> FromIterator<(K, V)> for SortedMap<K, V> {
    fn from_iter<I: IntoIterator<Item = (K, V)>>(entries: I) -> Self {
        let mut map = Self::new();
        map.extend(entries);
        map
    }
}

impl<T: Ord> FromIterator<T> for SortedSet<T> {
    fn from_iter<I: IntoIterator<Item = T>>(items: I) -> Self {
        let mut set = Self::new();
        set.extend(items);
        set
    }
}

impl<K, V> IntoIterator for SortedMap<K, V> {
    type Item = (K, V);
    type IntoIter = vec::IntoIter<(K, V)>;

    fn into_iter(self) -> Self::IntoIter {
        self.entries.into_iter()
    }
}

impl<T> IntoIterator for SortedSet<T> {
    type Item = T;
    type IntoIter = vec::IntoIter<T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.into_iter()
    }
}

impl<'a, T> IntoIterator for &'a SortedSet<T> {
    type Item = &'a T;
    type IntoIter = slice::Iter<'a, T>;

    fn into_iter(self) -> Self::IntoIter {
        self.items.iter()
    }
}

impl<K: Serialize, V: Serialize> Serialize for SortedMap<K, V> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_map(self.iter())
    }
}

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Deserialize<'de> for SortedMap<K, V> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(MapVisitor(PhantomData))
    }
}

impl<'de, T: Deserialize<'de> + Ord> Deserialize<'de> for SortedSet<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        Vec::deserialize(deserializer).map(Self::from_iter)
    }
}

struct MapVisitor<K, V>(PhantomData<(K, V)>);

impl<'de, K: Deserialize<'de> + Ord, V: Deserialize<'de>> Visitor<'de> for MapVisitor<K, V> {
    type Value = SortedMap<K, V>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a map")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut read: A) -> Result<Self::Value, A::Error> {
        let mut map = SortedMap::new();
        while let Some((key, value)) = read.next_entry()? {
            map.insert(key, value);
        }
        Ok(map)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::{BTreeMap, BTreeSet};

    use proptest::prelude::*;

    use super::*;

    proptest! {
        #[test]
        fn a_map_is_like_that_of_the_standard_library(steps: Vec<(u8, u8, u8)>) {
            let (mut map, mut oracle) = (SortedMap::new(), BTreeMap::new());
            for (step, key, value) in steps {
                let key = key % 8;
                match step % 4 {
                    0 => prop_assert_eq!(map.remove(&key), oracle.remove(&key)),
                    1 => prop_assert_eq!(map.get_or_insert_with(key, || value), oracle.entry(key).or_insert(value)),
                    _ => prop_assert_eq!(map.insert(key, value), oracle.insert(key, value)),
                }
                prop_assert_eq!(map.get(&key), oracle.get(&key));
                prop_assert_eq!(map.first_from(&key), oracle.range(key..).next());
                prop_assert!(map.iter().eq(&oracle));
            }
            map.retain(|key, _| key % 2 == 0);
            oracle.retain(|key, _| key % 2 == 0);
            prop_assert_eq!(serde_json::to_string(&map).unwrap(), serde_json::to_string(&oracle).unwrap());
            prop_assert!(map.into_iter().eq(oracle));
        }

        #[test]
        fn a_set_is_like_that_of_the_standard_library(steps: Vec<(bool, u8)>) {
            let (mut set, mut oracle) = (SortedSet::new(), BTreeSet::new());
            for (is_put_in, item) in steps {
                let item = item % 8;
                match is_put_in {
                    true => prop_assert_eq!(set.insert(item), oracle.insert(item)),
                    false => prop_assert_eq!(set.remove(&item), oracle.remove(&item)),
                }
                prop_assert_eq!(set.contains(&item), oracle.contains(&item));
                prop_assert_eq!(set.len(), oracle.len());
            }
            prop_assert!(set.into_iter().eq(oracle));
        }
    }

    #[test]
    fn json_is_read_in_any_order() {
        let map: SortedMap<String, u8> = serde_json::from_str(r#"{"b":1,"a":2,"b":3}"#).unwrap();
        assert_eq!(map, SortedMap::from_iter([("a".to_owned(), 2), ("b".to_owned(), 3)]));
        let set: SortedSet<u8> = serde_json::from_str("[3,1,3]").unwrap();
        assert_eq!(set.into_iter().collect::<Vec<_>>(), [1, 3]);
    }
}
