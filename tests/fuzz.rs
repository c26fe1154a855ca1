//! What the fuzzer checks, over its seeds and some bytes of chance: so that the target is known to work before `make fuzz`.

#[path = "fuzz/edits.rs"]
mod edits;

use std::fs;
use std::path::Path;

/// The bytes of each seed.
fn seeds() -> Vec<Vec<u8>> {
    let folders =
        ["tests/fuzz/seeds", "tests/markdown"].map(|folder| Path::new(env!("CARGO_MANIFEST_DIR")).join(folder));
    let entries = folders.iter().flat_map(|folder| fs::read_dir(folder).expect("the folder of the seeds"));
    entries.map(|entry| fs::read(entry.expect("a seed").path()).expect("a seed is a file")).collect()
}

/// Numbers that look like chance and are the same in every run (xorshift, <https://www.jstatsoft.org/v08/i14/>).
struct Chance(u64);

impl Chance {
    fn next(&mut self) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 >> 16) as usize
    }
}

#[test]
fn the_seeds_hold() {
    let seeds = seeds();
    assert!(seeds.len() > 5);
    seeds.iter().for_each(|seed| edits::check(seed));
}

#[test]
fn edits_of_chance_hold() {
    let seeds = seeds();
    let mut chance = Chance(203);
    for round in 0..40 {
        let seed = &seeds[round % seeds.len()];
        let mut bytes = seed[..seed.len().min(2000)].to_vec();
        for _ in 0..6 {
            bytes.extend([
                0,
                1 + chance.next() as u8 % 255,
                chance.next() as u8 % 255 + 1,
                1 + chance.next() as u8 % 40,
            ]);
            let from = chance.next() % seed.len();
            let piece = &seed[from..(from + chance.next() % 30).min(seed.len())];
            bytes.extend(piece.iter().filter(|byte| **byte != 0));
        }
        edits::check(&bytes);
    }
}

#[test]
fn bytes_of_chance_hold() {
    const SIGNS: &[u8] = b"\0\0\0\n\n\n -*#>[]()^:|`~<!ab1.\\\t\r\"'/\xc3\xa9\xf0";
    let mut chance = Chance(204);
    for _ in 0..300 {
        let bytes: Vec<u8> = (0..chance.next() % 200).map(|_| SIGNS[chance.next() % SIGNS.len()]).collect();
        edits::check(&bytes);
    }
}
