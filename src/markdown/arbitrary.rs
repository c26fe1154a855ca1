//! Texts for property tests: what authors write, what they half write, and what they would never write.

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

/// A text strewn with Markdown, mostly broken.
pub(super) fn markdown() -> impl Strategy<Value = String> {
    vec(piece(), 0..40).prop_map(|pieces| pieces.concat())
}

/// A bit of text or markup.
pub(super) fn piece() -> impl Strategy<Value = String> {
    let pieces = [STARTS, INLINES, HOSTILE].concat();
    prop_oneof![
        3 => Just("\n".to_owned()),
        1 => Just("\n\n".to_owned()),
        4 => select(&["word", " ", "é", "漢字", "🎙️", "e\u{301}", "Michael #1: "][..]).prop_map(str::to_owned),
        8 => select(pieces).prop_map(str::to_owned),
    ]
}

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
