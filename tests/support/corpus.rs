//! The real show notes that lie beside the project where it is developed.

use std::fs;
use std::path::PathBuf;

/// Where the notes are, if not beside the project.
const CORPUS: &str = "RUNDOWN_CORPUS";

fn folder(name: &str) -> PathBuf {
    let beside = || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus");
    std::env::var_os(CORPUS).map_or_else(beside, PathBuf::from).join(name)
}

/// The name and text of each episode, from the first to the last; none where the notes are not at hand.
#[allow(dead_code, reason = "not all tests read them")]
pub fn episodes() -> Vec<(String, String)> {
    let folder = folder("show_notes");
    let Ok(entries) = fs::read_dir(&folder) else {
        println!("skipped: there is no corpus at {}", folder.display());
        return Vec::new();
    };
    let mut paths: Vec<_> = entries.map(|entry| entry.expect("the corpus can be listed").path()).collect();
    paths.sort();
    let episodes = paths.iter().map(|path| {
        let text = fs::read_to_string(path).expect("an episode can be read");
        (path.display().to_string(), text.replace("\r\n", "\n").replace('\r', "\n"))
    });
    episodes.collect()
}

/// The name and text of each file of other shows; none where they are not at hand.
#[allow(dead_code, reason = "not all tests read them")]
pub fn others() -> Vec<(String, String)> {
    let folder = folder("others/notes");
    let Ok(shows) = fs::read_dir(&folder) else {
        println!("skipped: there is no corpus at {}", folder.display());
        return Vec::new();
    };
    let files = shows.flat_map(|show| fs::read_dir(show.expect("the corpus can be listed").path()).expect("a folder"));
    let mut paths: Vec<_> = files.map(|file| file.expect("a show can be listed").path()).collect();
    paths.sort();
    let notes = paths.iter().map(|path| {
        let text = fs::read_to_string(path).expect("notes can be read");
        let name = path.strip_prefix(&folder).expect("it lies in the folder").display().to_string();
        (name, text.replace("\r\n", "\n").replace('\r', "\n"))
    });
    notes.collect()
}
