//! The real show notes that lie beside the project where it is developed.

use std::fs;
use std::path::Path;

/// The name and text of each episode, from the first to the last; none where the notes are not at hand.
pub fn episodes() -> Vec<(String, String)> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../shared/corpus/show_notes");
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
