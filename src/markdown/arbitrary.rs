//! Texts for property tests: what authors write, what they write half, and what they would never write.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::{Index, select};

/// A text full of Markdown, mostly broken.
pub(super) fn markdown() -> impl Strategy<Value = String> {
    vec(piece(), 0..40).prop_map(|pieces| pieces.concat())
}

/// A piece of text or markup.
pub(super) fn piece() -> impl Strategy<Value = String> {
    let pieces = [STARTS, INLINES, HOSTILE].concat();
    prop_oneof![
        3 => Just("\n".to_owned()),
        1 => Just("\n\n".to_owned()),
        4 => select(&["word", " ", "é", "漢字", "🎙️", "e\u{301}", "Michael #1: "][..]).prop_map(str::to_owned),
        8 => select(pieces).prop_map(str::to_owned),
    ]
}

/// Notes as authors write them, with everything that affects other blocks.
pub(super) fn notes() -> impl Strategy<Value = String> {
    let part = (select(PARTS), prop_oneof![4 => Just("\n\n"), 2 => Just("\n"), 1 => Just("\n\n\n")]);
    let start = prop_oneof![6 => Just(""), 1 => Just("\n"), 1 => Just("  \n\n"), 3 => select(FRONT_MATTER)];
    let end = prop_oneof![3 => Just("\n"), 1 => Just("")];
    (start, vec(part, 0..14), end).prop_map(|(start, parts, end)| {
        let parts: String = parts.into_iter().map(|(part, gap)| [part, gap].concat()).collect();
        [start, parts.trim_end_matches('\n'), end].concat()
    })
}

/// Front matter, whole or being written, and what only looks like it.
const FRONT_MATTER: &[&str] = &[
    "---\ntitle: Tea\n---\n",
    "---\ntitle: Tea\nguests:\n- Ann\n---\n\n\n",
    "+++\na = 1\n+++\n",
    "Title: Tea\nDate: 2014\n\n",
    "---\ntitle: Tea\n--",
    "---\ntitle: Tea\n\n",
    "---\n\nTea.\n\n---\n",
];

/// One edit of an author: removes characters at a place and inserts a text, at once or letter by letter.
#[derive(Clone, Debug)]
pub(super) struct AuthorEdit {
    pub(super) place: Index,
    pub(super) n_removed: usize,
    pub(super) inserts: Vec<String>,
}

/// One edit.
pub(super) fn author_edit() -> impl Strategy<Value = AuthorEdit> {
    let text = prop_oneof![
        3 => select(PARTS).prop_map(str::to_owned),
        3 => piece(),
        2 => select(LINE_STARTS).prop_map(str::to_owned),
        2 => Just("\n".to_owned()),
        1 => Just(String::new()),
    ];
    let n_removed = prop_oneof![3 => Just(0usize), 3 => 1..4usize, 1 => 4..60usize];
    (any::<Index>(), n_removed, text, any::<bool>()).prop_map(|(place, n_removed, text, by_letter)| {
        let inserts = if by_letter { text.chars().map(String::from).collect() } else { vec![text] };
        AuthorEdit { place, n_removed, inserts }
    })
}

/// Text that changes the meaning of a line, at its start or its end.
const LINE_STARTS: &[&str] = &[
    "---",
    "+++",
    "title: ",
    "- ",
    "1. ",
    "2. ",
    "10) ",
    "> ",
    "# ",
    "## ",
    "    ",
    "  ",
    "\t",
    "```",
    "~~~",
    "<!-- ",
    "-->",
    "<div>",
    "</div>",
    "|",
    "|-|",
    "---",
    "===",
    "[a]: ",
    "[^1]: ",
    "[x] ",
    "\\",
    "\r",
    "* * *",
    "**Ann #1:** ",
    "<script>",
    "<?",
    "]]>",
    ":",
    "\n[a]: /v 't\n",
    "[",
    "]",
    "![",
    "[^",
];

/// Parts of notes, including those that join, end or refer to each other.
const PARTS: &[&str] = &[
    "**Ann #1:** [**Two kites**](https://a.example/kites)",
    "* One word\n* and another: https://a.example/x\n* a third",
    "- one\n  - two\n\n    three\n- four",
    "1. first\n2. second\n\n   more",
    "3) three\n4) four",
    "- ",
    "-\n  x",
    "A paragraph of words, with [a link][a], [b] and [B][].\nIts second line.",
    "Plain text 🎙️ with é, e\u{301} and 漢字.",
    "lazy",
    "    code, or more of the item",
    "\tindented",
    "# Show 203",
    "## Extras",
    "## Extras",
    "## Extras-1",
    "## See [a] and [^1]",
    "Extras\n---",
    "Title\nof two lines\n===",
    "---",
    "***",
    "> quoted\ngoes on",
    "> - in a list\n>\n> [b]: /in-quote\n> ## Extras",
    "> [a]: /quoted",
    "- [b]: /in-list 'title'\n- [b]",
    "- item\n\n[a]: /below-list\n[b]: /second",
    "```rust\nlet [a] = [^1];\n\n# no heading\n```",
    "~~~\nopen",
    "```",
    "|a|b|\n|-|:-|\n|c|[a]|",
    "|a|b|",
    "|-|-|",
    "a | b\n--|--\n[^1] | \\|",
    "<div>\n*x*\n</div>",
    "<!-- a comment\n\nover lines -->\nafter",
    "<details><summary>x</summary>\n\nin\n\n</details>",
    "inline <b>html</b> and <!-- x -->",
    "[a]: https://a.example/1",
    "[a]: https://a.example/2 'Title'",
    "[A]:\n  /three\n  \"over lines\"",
    "[b]: /b\n[c]: /c\n[a]: <>",
    "[b]: /b\ntext right below",
    "[b]: /b\n    indented right below",
    "[b]: /b\n2. numbered right below",
    "[ß]: /fold",
    "See [SS], [c][], [none], ![an image][a] and ![][b].",
    "Text[^1], more[^2], again[^1].",
    "Other[^two words] and ![alt[^2]](i.png) and [^un\nclear].",
    "[^1]: A note.",
    "[^2]: A note with [^1] and\n\n    a second part",
    "[^2]: Twice",
    "[^two words]: Words",
    "[^un clear]: Clear",
    "[^1]: [^2]: both",
    "- [^1]: in a list",
    "text[^1]",
    "https://a.example/x_y (www.b.example)",
    "one\\\ntwo  \nthree\\",
    "`code` and ``more",
];

const STARTS: &[&str] = &[
    "\n- ",
    "\n* [x] ",
    "\n1. ",
    "\n    ",
    "\n\t- ",
    "\n> ",
    "\n## ",
    "\n```\n",
    "\n~~~rust\n",
    "\n---\n",
    "\n===\n",
    "\n[a]: /u\n",
    "\n[^1]: ",
    "\n|a|b|\n|:-|-|\n|c|d|\n",
    "\n***\n",
    "# ",
    "> ",
    "- ",
    "\n  ",
    "  \n",
    "\\\n",
];

const INLINES: &[&str] = &[
    "**",
    "*",
    "_",
    "__",
    "~~",
    "`",
    "``",
    "[",
    "]",
    "](",
    ")",
    "![",
    "[a]",
    "[a](u)",
    "[^1]",
    "[^2]",
    "<",
    ">",
    "&amp;",
    "&#35;",
    "\\",
    "|",
    "https://a.example/x_y",
    "www.a.example",
    "<https://a.example>",
    "**b**",
    "*i*",
    "`c`",
    "![i](https://a.example/i.png)",
];

const HOSTILE: &[&str] = &[
    "javascript:alert(1)",
    "[x](javascript:x)",
    "[x](java&#10;script:x)",
    "[x](<data:text/html,x>)",
    "![x](data:image/svg+xml,x)",
    "[x](&#x6A;avascript&colon;x)",
    "\" onclick=x ",
    "' onload='x",
    "{ onclick=x }",
    "\0",
    "&lt;b&gt;",
    "![\"](//a.example \"\\\"t\")",
];
