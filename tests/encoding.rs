//! Broken encoding over real show notes, which lie beside the project where it is developed.

mod support {
    pub mod corpus;
}

use std::fs;
use std::path::Path;

use rundown::text::mojibake::{looks_broken, repair};

use self::support::corpus::episodes;

#[test]
fn no_episode_is_taken_for_broken() {
    for (name, text) in episodes() {
        assert_eq!(repair(&text), None, "{name}");
        assert!(!looks_broken(&text), "{name}");
    }
}

#[test]
fn the_episode_that_was_damaged_comes_back_byte_for_byte() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    let Ok(broken) = fs::read_to_string(folder.join("mojibake-203.md")) else {
        println!("skipped: there is no damaged episode at {}", folder.display());
        return;
    };
    let sound = fs::read_to_string(folder.join("show_notes/203.md")).expect("the sound episode can be read");
    let found = repair(&broken).expect("the damage is seen");
    assert_eq!((found.text.as_str(), found.read_as, found.n_times), (sound.as_str(), "Mac Roman", 1));
}

/// Given back or left alone, never changed otherwise.
#[test]
fn every_episode_comes_back_from_latin_1() {
    for (name, text) in episodes().into_iter().filter(|(_, text)| !text.is_ascii()) {
        let broken = latin_1(&text);
        let found = repair(&broken).map(|it| it.text);
        assert!(found.is_none() || found.as_deref() == Some(&text), "{name}");
    }
}

fn latin_1(text: &str) -> String {
    text.bytes().map(char::from).collect()
}
