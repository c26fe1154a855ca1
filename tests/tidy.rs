//! The walls of the house: rules about the source that the compiler does not know.
//!
//! Each is one test, and fails with the places and the remedy. They read lines and words, not syntax trees: a rule
//! that this cannot check is left to the reader.

use std::collections::BTreeSet;
use std::fs;
use std::process::Command;

/// The modules from the bottom up, each with those it may name. That each comes after all it names keeps out cycles.
const ARROWS: [(&str, &[&str]); 10] = [
    ("text", &[]),
    ("markdown", &["text"]),
    ("draft", &["text", "markdown"]),
    ("outline", &["text", "markdown"]),
    ("rundown", &["text", "markdown", "outline"]),
    ("export", &["text", "markdown", "outline"]),
    ("storage", &["text", "draft"]),
    ("editor", &["text", "markdown"]),
    ("state", &["text", "markdown", "draft", "outline", "rundown", "export", "storage", "editor"]),
    ("ui", &["text", "markdown", "draft", "outline", "rundown", "export", "storage", "editor", "state"]),
];

/// The same of the folders in `src/ui`: panels and dialogs name none of each other.
const UI_ARROWS: [(&str, &[&str]); 7] = [
    ("parts", &[]),
    ("checks", &["parts"]),
    ("drafts", &["parts"]),
    ("outline", &["parts"]),
    ("preview", &["parts"]),
    ("dialogs", &["parts"]),
    ("frame", &["parts", "checks", "drafts", "outline", "preview", "dialogs"]),
];

/// The same of the rooms of the state, in `src/state`; `app` is what names all of them.
const STATE_ARROWS: [(&str, &[&str]); 5] = [
    ("screen", &[]),
    ("saving", &["screen"]),
    ("library", &["screen", "saving"]),
    ("notes", &["screen", "saving", "library"]),
    ("app", &["screen", "saving", "library", "notes"]),
];

/// The modules that run without a browser.
const PURE: [&str; 6] = ["text", "markdown", "draft", "outline", "rundown", "export"];

/// What is made from other sources of ours.
const BUNDLES: [&str; 2] = ["src/editor/bundle.js", "src/editor/bundle_later.js"];

/// What a newcomer sees first.
const TOP_LEVEL: [&str; 19] = [
    ".cargo",
    ".ci",
    ".gitattributes",
    ".gitignore",
    ".rustfmt.toml",
    "ARCHITECTURE.md",
    "CHANGELOG.md",
    "Cargo.lock",
    "Cargo.toml",
    "LICENSE",
    "Makefile",
    "README.md",
    "Trunk.toml",
    "benches",
    "clippy.toml",
    "index.html",
    "src",
    "style",
    "tests",
];

#[test]
fn pure_modules_name_no_browser_crate() {
    let browser = |word: &str| {
        matches!(word, "leptos" | "web_sys" | "js_sys" | "wasm_bindgen" | "wasm_bindgen_futures")
            || word.starts_with("gloo")
    };
    let pure = rust_files("src/").into_iter().filter(|file| PURE.contains(&file.module()));
    let found = pure.flat_map(|file| file.places(&file.code, |line| words(line).any(browser)));
    none_of(found, "a pure module is tested without a browser: let the caller bring what the browser knows");
}

#[test]
fn arrows_point_one_way() {
    let remedy = "let the caller pass it in, or move it down; a new module needs its row in ARROWS";
    none_of(against_arrows("src/", "crate::", &ARROWS), remedy);
    none_of(against_arrows("src/ui/", "crate::ui::", &UI_ARROWS), remedy);
    none_of(against_arrows("src/state/", "crate::state::", &STATE_ARROWS), remedy);
}

#[test]
fn rooms_of_the_state_call_none_behind_them() {
    let remedy = "move it to a room that may, or let the one behind lend a closure, as notes lend saving its desk";
    let files = rust_files("src/state/");
    none_of(calls_against_arrows(&files), remedy);
    // It would notice: by a room's name, by a method, by all of the state.
    for call in ["self.saving.notes.catch_up()", "let this = *self; this.open_draft(id)", "use_app().notes.text()"] {
        let text = format!("//! A room.\nimpl Library {{\n    fn list(&self) {{\n        {call};\n    }}\n}}\n");
        let against = File { path: "src/state/library/against.rs".to_owned(), code: text.clone(), text };
        let with_it: Vec<File> = rust_files("src/state/").into_iter().chain([against]).collect();
        assert_eq!(calls_against_arrows(&with_it).len(), 1, "{call}");
    }
}

/// Folders whose files name each other in one direction.
const ONE_WAY: [&str; 1] = ["src/rundown/checks/"];

#[test]
fn files_of_a_folder_name_each_other_one_way() {
    for folder in ONE_WAY {
        let siblings = |file: &File| {
            let code = file.code_before_tests();
            let named = code.match_indices("super::").flat_map(|(at, root)| heads(&code[at + root.len()..]));
            named.map(|name| format!("{folder}{name}.rs")).collect::<Vec<String>>()
        };
        let files = rust_files(folder).into_iter().filter(|file| !file.path.ends_with("mod.rs"));
        let mut left: Vec<(String, Vec<String>)> = files.map(|file| (file.path.clone(), siblings(&file))).collect();
        // What names nothing that is left is in no circle, and neither is what names only that.
        for _ in 0..left.len() {
            let paths: Vec<String> = left.iter().map(|(path, _)| path.clone()).collect();
            left.retain(|(_, names)| names.iter().any(|name| paths.contains(name)));
        }
        none_of(left.into_iter().map(|(path, _)| path), "a circle is one file in several: move down what both need");
    }
}

#[test]
fn siblings_name_each_other_by_file() {
    let in_ui = rust_files("src/ui/").into_iter().filter(|file| !file.path.ends_with("/mod.rs"));
    let found = in_ui.flat_map(|file| {
        let folder = file.path.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
        let is_file = |name: &&str| *name == "super" || is_module(&format!("{folder}/{name}"));
        let by_folder =
            |line: &str| line.strip_prefix("use super::").is_some_and(|path| !heads(path).iter().all(is_file));
        file.places(file.code_before_tests(), by_folder)
    });
    none_of(found, "mod.rs puts its folder together: give what its files share a file of its own");
}

#[test]
fn only_the_editor_handle_converts_positions() {
    let converts = |line: &str| words(line).any(|word| matches!(word, "utf16_of_byte" | "byte_of_utf16"));
    let may_not = |file: &File| file.module() != "text" && file.path != "src/editor/handle.rs";
    let found = rust_files("src/").into_iter().filter(may_not).flat_map(|file| file.places(&file.code, converts));
    none_of(found, "speak in bytes, and let EditorHandle convert: two converters drift apart");
}

#[test]
fn files_are_short() {
    let lengths = sources("src/").into_iter().map(|file| (file.text.lines().count(), file.path));
    let found = lengths.filter(|(n_lines, _)| *n_lines > 500).map(|(n_lines, path)| format!("{path}: {n_lines} lines"));
    none_of(found, "which second concept is in it? Give that its own file");
}

#[test]
fn functions_are_short() {
    let mut lengths: Vec<(usize, String)> = rust_files("src/").iter().flat_map(File::functions).collect();
    lengths.sort();
    let found = lengths.iter().filter(|(n_lines, _)| *n_lines > 80);
    none_of(found.map(|(n, place)| format!("{place}: {n} lines")), "name its steps, and make each a function");

    let quantile = |percent: usize| lengths.get(lengths.len() * percent / 100).map_or(0, |(n_lines, _)| *n_lines);
    let (median, most) = (quantile(50), quantile(90));
    assert!(
        median < 10 && most < 40,
        "the median function has {median} lines, 90 % have up to {most}: make the new ones shorter"
    );
}

#[test]
fn random_tests_are_the_same_in_every_run_and_longer_at_will() {
    let settings = fs::read_to_string(".cargo/config.toml").expect("cargo's settings are a file");
    assert!(settings.contains("PROPTEST_RNG_SEED ="), "a test that is red by luck is red for every newcomer");
    let is_fixed = |line: &str| {
        let says = line.contains("with_cases(") || line.contains(" cases: ");
        says && !line.contains("* ProptestConfig::default().cases")
    };
    let files = ["src/", "tests/"].into_iter().flat_map(rust_files);
    let found = files.flat_map(|file| file.places(&file.code, is_fixed));
    none_of(found, "let it be a multiple of ProptestConfig::default().cases, which PROPTEST_CASES says");
}

#[test]
fn revisions_are_added_in_one_place() {
    let adds = |line: &str| line.contains("revision + 1") || line.contains("revision +=");
    let may_not = |file: &File| file.path != "src/draft/revision.rs";
    let found = rust_files("src/").into_iter().filter(may_not).flat_map(|file| file.places(&file.code, adds));
    none_of(found, "draft::revision knows the highest one, and what may come back");
}

#[test]
fn nothing_is_left_unfinished() {
    // Put together, lest this file be found.
    let marks = [
        concat!("TO", "DO"),
        concat!("FIX", "ME"),
        concat!("todo", "!"),
        concat!("unimplemented", "!"),
        concat!("dbg", "!"),
    ];
    let is_marked = |line: &str| marks.iter().any(|mark| line.contains(mark));
    let found = sources("").into_iter().flat_map(|file| file.places(&file.text, is_marked));
    none_of(found, "finish it, or leave it out and say so where users look");
}

#[test]
fn no_test_is_skipped() {
    let found = rust_files("").into_iter().flat_map(|file| file.places(&file.code, |line| line.contains("#[ignore")));
    none_of(found, "make it work, or remove it");
}

#[test]
fn unwrap_is_for_tests() {
    let unwraps = |line: &str| words(line).any(|word| matches!(word, "unwrap" | "unwrap_throw" | "unwrap_unchecked"));
    let found = rust_files("src/").into_iter().flat_map(|file| file.places(file.code_before_tests(), unwraps));
    none_of(found, "return an error; where it cannot fail, say why: expect(\"why it holds\")");
}

#[test]
fn html_enters_the_page_in_the_editor_alone() {
    let sinks = ["innerHTML", "outerHTML", "inner_html", "outer_html", "insertAdjacentHTML", "insert_adjacent_html"];
    let has_sink = |line: &str| words(line).any(|word| sinks.contains(&word.trim_start_matches("set_")));
    let elsewhere = sources("src/").into_iter().filter(|file| file.module() != "editor");
    let found = elsewhere.flat_map(|file| file.places(&file.code, has_sink));
    none_of(found, "notes are hostile: use the editor's sanitiser, the one door");
}

#[test]
fn events_are_asked_for_words_in_one_place() {
    let getters = ["key", "code", "pointer_type", "input_type", "data", "animation_name", "property_name"];
    let asks = |line: &str| getters.iter().any(|getter| line.contains(&format!("event.{getter}()")));
    let elsewhere = rust_files("src/").into_iter().filter(|file| file.path != "src/state/event_words.rs");
    let found = elsewhere.flat_map(|file| file.places(&file.code, asks));
    none_of(found, "anybody sends a keydown without a key, and web_sys throws through the handler: use state::key_of");
}

#[test]
fn the_top_level_is_short() {
    let mut entries: Vec<String> =
        tracked().iter().filter_map(|path| path.split('/').next().map(str::to_owned)).collect();
    entries.dedup();
    let found = entries.into_iter().filter(|entry| !TOP_LEVEL.contains(&entry.as_str()));
    none_of(found, "it belongs under one of the folders");
}

#[test]
fn no_line_ends_in_blanks() {
    let ends_in_blank = |line: &str| line.ends_with([' ', '\t', '\r']);
    let found = sources("").into_iter().flat_map(|file| file.places(&file.text, ends_in_blank));
    none_of(found, "remove them; in a text where they matter write them as an escape");
}

#[test]
fn every_file_says_what_it_is_for() {
    let found = rust_files("").into_iter().filter(|file| !file.text.starts_with("//! "));
    none_of(found.map(|file| file.path), "begin it with //! and its purpose");
}

#[test]
fn public_types_and_functions_of_pure_modules_are_documented() {
    let pure = rust_files("src/").into_iter().filter(|file| PURE.contains(&file.module()));
    let found = pure.flat_map(|file| file.undocumented_items());
    none_of(found, "say what it means, in which unit, and when it fails");
}

#[test]
fn no_file_names_a_place_on_one_machine() {
    let found = files("").into_iter().flat_map(|file| file.places(&file.text, names_a_home));
    none_of(found, "other machines do not have it: use a path from the project's top, or a variable");
}

/// A file of the project.
struct File {
    path: String,
    text: String,
    /// The text with comments and the contents of literals blanked out, line for line; of a Rust file.
    code: String,
}

impl File {
    /// `text` of `src/text/edit.rs`; empty for what lies directly in `src`, or elsewhere.
    fn module(&self) -> &str {
        self.module_in("src/")
    }

    /// The folder below `folder`; empty for what lies directly in it, or elsewhere.
    fn module_in(&self, folder: &str) -> &str {
        let below = self.path.strip_prefix(folder).and_then(|path| path.split_once('/'));
        below.map_or("", |(module, _)| module)
    }

    fn is_source(&self) -> bool {
        let extension = self.path.rsplit('.').next().unwrap_or_default();
        matches!(extension, "rs" | "js" | "mjs" | "css" | "html" | "toml")
            || self.path.starts_with(".ci/")
            || self.path == "Makefile"
    }

    /// A line as findings quote it; `n` is 1-based.
    fn place(&self, n: usize) -> String {
        let line = self.text.lines().nth(n - 1).unwrap_or_default();
        format!("{}:{n}: {}", self.path, line.trim())
    }

    /// The lines of `text`, which is this file's or begins as that does, for which `found` holds.
    fn places(&self, text: &str, found: impl Fn(&str) -> bool) -> Vec<String> {
        numbered(text).filter(|(_, line)| found(line)).map(|(n, _)| self.place(n)).collect()
    }

    /// Tests stand at the bottom of each file.
    fn code_before_tests(&self) -> &str {
        self.code.split("#[cfg(test)]").next().unwrap_or_default()
    }

    /// The modules in `folder`, whose path is `root`, that are named, and where: by `crate::name`, `crate::{name, …}` or
    /// enough `super::`.
    fn modules_named(&self, folder: &str, root: &str) -> Vec<(String, String)> {
        let path = self.path.trim_start_matches(folder).trim_end_matches(".rs").trim_end_matches("/mod");
        let depth = path.split('/').count();
        let (code, tests) = self.code.split_at(self.code_before_tests().len());
        let code = code.replace(&"super::".repeat(depth), root);
        let code = code + &tests.replace(&"super::".repeat(depth + 1), root);
        let is_module = |name: &str| {
            name.starts_with(|char: char| char.is_ascii_lowercase()) && fs::metadata(format!("{folder}{name}")).is_ok()
        };
        let mut found = Vec::new();
        for (at, _) in code.match_indices(root) {
            let place = self.place(code[..at].matches('\n').count() + 1);
            let names = heads(&code[at + root.len()..]).into_iter().filter(|name| is_module(name));
            found.extend(names.map(|name| (name.to_owned(), place.clone())));
        }
        found
    }

    /// The names of the methods of its types.
    fn methods(&self) -> Vec<&str> {
        let lines = self.code_before_tests().lines().filter(|line| line.contains("fn ") && line.contains("self"));
        lines.filter_map(|line| words(line.split("fn ").nth(1)?).next()).collect()
    }

    /// The length in lines and the place of each function.
    fn functions(&self) -> Vec<(usize, String)> {
        let starts = numbered(&self.code).filter(|(_, line)| line.split_whitespace().any(|token| token == "fn"));
        let lines: Vec<&str> = self.code.lines().collect();
        starts.filter_map(|(n, _)| Some((body_end(&lines[n - 1..])? + 1, self.place(n)))).collect()
    }

    /// The public types, constants and free functions without a doc comment. A method may say all by its signature.
    fn undocumented_items(&self) -> Vec<String> {
        let mut found = Vec::new();
        let mut line_above = "";
        for (n, line) in numbered(self.text.split("#[cfg(test)]").next().unwrap_or_default()) {
            if declares_public_item(line) && !line_above.starts_with("///") {
                found.push(self.place(n));
            }
            if !line.starts_with("#[") {
                line_above = line;
            }
        }
        found
    }
}

/// Fails with the places and the remedy, if there are any.
#[track_caller]
fn none_of(found: impl IntoIterator<Item = String>, remedy: &str) {
    let found: Vec<String> = found.into_iter().collect();
    assert!(found.is_empty(), "\n  {}\n{remedy}", found.join("\n  "));
}

/// Where a module in `folder`, whose path is `root`, names one that its row in `arrows` does not have. The rows stand in
/// order, from the bottom up.
fn against_arrows(folder: &str, root: &str, arrows: &[(&str, &[&str])]) -> Vec<String> {
    for (idx, (module, names)) in arrows.iter().enumerate() {
        let is_below = |name: &&str| arrows[..idx].iter().any(|(below, _)| below == name);
        assert!(names.iter().all(is_below), "the row of {module} names what is not above it: that may be a cycle");
    }
    let may_name = |module: &str, name: &str| {
        module == name || arrows.iter().any(|(from, to)| *from == module && to.contains(&name))
    };
    let modules = rust_files(folder).into_iter().filter(|file| !file.module_in(folder).is_empty());
    let found = modules.flat_map(|file| {
        let names = file.modules_named(folder, root).into_iter();
        let names = names.filter(|(name, _)| !may_name(file.module_in(folder), name));
        names.map(|(name, place)| format!("{place} names {name}")).collect::<Vec<_>>()
    });
    found.collect()
}

/// Where a room of the state calls a method of one behind it, or reaches for one: no import need show that.
fn calls_against_arrows(files: &[File]) -> Vec<String> {
    let rooms: Vec<&str> = STATE_ARROWS.iter().map(|(room, _)| *room).collect();
    let methods_of = |room: &str| -> BTreeSet<&str> {
        files.iter().filter(|file| file.module_in("src/state/") == room).flat_map(File::methods).collect()
    };
    let methods: Vec<BTreeSet<&str>> = rooms.iter().map(|room| methods_of(room)).collect();
    let mut found = Vec::new();
    for file in files {
        let Some(idx) = rooms.iter().position(|room| *room == file.module_in("src/state/")) else { continue };
        let is_behind = |method: &str| {
            methods[idx + 1..].iter().any(|names| names.contains(method))
                && !methods[..=idx].iter().any(|names| names.contains(method))
        };
        let is_against = |line: &str| {
            let words: Vec<&str> = words(line).collect();
            let reaches = words.iter().any(|word| matches!(*word, "AppState" | "use_app")) && idx + 1 < rooms.len();
            let calls = words.windows(2).any(|pair| {
                let is_handle = matches!(pair[0], "self" | "this") || rooms.contains(&pair[0]);
                let dotted = format!("{}.{}", pair[0], pair[1]);
                let is_room_behind = line.contains(&dotted) && rooms[idx + 1..].contains(&pair[1]);
                let is_method_behind = line.contains(&format!("{dotted}(")) && is_behind(pair[1]);
                is_handle && (is_room_behind || is_method_behind)
            });
            reaches || calls
        };
        found.extend(file.places(file.code_before_tests(), is_against));
    }
    found
}

/// The paths of the project: what is committed, and what is new and not ignored.
fn tracked() -> Vec<String> {
    let git = Command::new("git").args(["ls-files", "-z", "--cached", "--others", "--exclude-standard"]).output();
    let git = git.expect("git lists the files of the project");
    let paths = String::from_utf8(git.stdout).expect("our own paths are UTF-8");
    let mut paths: Vec<String> = paths.split_terminator('\0').map(str::to_owned).collect();
    assert!(!paths.is_empty(), "git lists no file: run the tests in a checkout");
    paths.sort();
    paths
}

/// The text files whose path begins so. Cargo runs tests in the project's top level.
fn files(prefix: &str) -> Vec<File> {
    let paths = tracked().into_iter().filter(|path| path.starts_with(prefix));
    let read = |path: String| {
        let text = String::from_utf8(fs::read(&path).ok()?).ok()?;
        let code = if path.ends_with(".rs") { without_comments_and_literals(&text) } else { text.clone() };
        Some(File { path, text, code })
    };
    paths.filter_map(read).collect()
}

fn rust_files(prefix: &str) -> Vec<File> {
    files(prefix).into_iter().filter(|file| file.path.ends_with(".rs")).collect()
}

/// What people wrote: code, styles, scripts and configuration.
fn sources(prefix: &str) -> Vec<File> {
    let mut sources = files(prefix);
    sources.retain(|file| file.is_source() && !BUNDLES.contains(&file.path.as_str()));
    sources
}

fn numbered(text: &str) -> impl Iterator<Item = (usize, &str)> {
    (1..).zip(text.lines())
}

fn words(line: &str) -> impl Iterator<Item = &str> {
    line.split(|char: char| !char.is_alphanumeric() && char != '_').filter(|word| !word.is_empty())
}

fn declares_public_item(line: &str) -> bool {
    let mut words = words(line);
    let kinds = ["fn", "struct", "enum", "trait", "const", "static", "type"];
    line.starts_with("pub ") && words.nth(1).is_some_and(|word| kinds.contains(&word))
}

/// Whether there is a file or a folder of this path in the source.
fn is_module(path: &str) -> bool {
    fs::metadata(path).is_ok() || fs::metadata(format!("{path}.rs")).is_ok()
}

/// The first name of a path, or of each path in braces: of `{text::Edit, draft::{Draft, DraftList}}` it is `text` and `draft`.
fn heads(path: &str) -> Vec<&str> {
    let Some(group) = path.strip_prefix('{') else { return words(path).take(1).collect() };
    let mut depth = 1;
    let mut heads = Vec::new();
    for piece in group.split_inclusive(['{', '}', ',']) {
        if depth == 1 {
            heads.extend(words(piece).next());
        }
        depth += i32::from(piece.ends_with('{')) - i32::from(piece.ends_with('}'));
        if depth == 0 {
            break;
        }
    }
    heads
}

/// How many lines below the first the braces close that open a function's body; nothing if it has none.
fn body_end(lines: &[&str]) -> Option<usize> {
    let mut depth = 0;
    for (idx, line) in lines.iter().enumerate() {
        for char in line.chars() {
            match char {
                '{' | '(' | '[' => depth += 1,
                ')' | ']' => depth -= 1,
                '}' if depth == 1 => return Some(idx),
                '}' => depth -= 1,
                ';' if depth == 0 => return None,
                _ => {}
            }
        }
    }
    None
}

/// Whether a path into someone's home begins in the line, rather than goes on, as in an address.
fn names_a_home(line: &str) -> bool {
    let homes = [concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/wo", "rk/")];
    let goes_on = |before: &str| before.ends_with(|char: char| char.is_alphanumeric() || "}~._-".contains(char));
    homes.iter().any(|home| line.match_indices(home).any(|(at, _)| !goes_on(&line[..at])))
}

/// Blanks out what is no code, so that words and braces in it count for nothing. Lines keep their numbers.
fn without_comments_and_literals(text: &str) -> String {
    let mut code = String::with_capacity(text.len());
    let mut rest = text;
    while !rest.is_empty() {
        let n_skipped = length_of_no_code(rest);
        let (skipped, kept) = rest.split_at(n_skipped);
        code.extend(skipped.chars().map(|char| if char == '\n' { '\n' } else { ' ' }));
        // A word is taken whole, lest the `r` of `for"` be taken for the start of a raw string.
        let word = kept.find(|char: char| !char.is_alphanumeric() && char != '_').unwrap_or(kept.len());
        let n_kept = match kept.chars().next() {
            _ if n_skipped > 0 => 0,
            Some(char) => word.max(char.len_utf8()),
            None => 0,
        };
        code.push_str(&kept[..n_kept]);
        rest = &kept[n_kept..];
    }
    code
}

/// How many bytes at the start are a comment or a literal: nothing, if it starts with code.
fn length_of_no_code(text: &str) -> usize {
    let behind = |content: &str, closing: &str| content.find(closing).map_or(content.len(), |end| end + closing.len());
    let (letters, content) = text.split_at(text.len() - text.trim_start_matches(['b', 'r']).len());
    match (letters, content) {
        ("", _) if text.starts_with("//") => text.find('\n').unwrap_or(text.len()),
        ("", _) if text.starts_with("/*") => behind(text, "*/"),
        ("", _) if text.starts_with('\'') => char_literal(text),
        ("" | "b", _) if content.starts_with('"') => letters.len() + 1 + closing_quote(&content[1..], '"'),
        ("r" | "br", _) => match content.trim_start_matches('#').strip_prefix('"') {
            Some(raw) => {
                let n_hashes = content.len() - raw.len() - 1;
                text.len() - raw.len() + behind(raw, &format!("\"{}", "#".repeat(n_hashes)))
            }
            None => 0,
        },
        _ => 0,
    }
}

/// A lifetime has no closing quote behind its first character, and is code.
fn char_literal(text: &str) -> usize {
    let content = &text[1..];
    let is_char = content.starts_with('\\') || content.chars().nth(1) == Some('\'');
    if is_char { 1 + closing_quote(content, '\'') } else { 0 }
}

/// Where the literal ends whose content this is, behind its quote.
fn closing_quote(content: &str, quote: char) -> usize {
    let mut escaped = false;
    let end = content.find(|char: char| {
        let closes = char == quote && !escaped;
        escaped = char == '\\' && !escaped;
        closes
    });
    end.map_or(content.len(), |end| end + 1)
}
