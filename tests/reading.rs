//! What the outline says of notes in many styles, all invented; and that it stays calm while a label is typed.

use proptest::prelude::*;
use rundown::markdown::{BlockList, RenderOptions};
use rundown::outline::{Outline, Segment};

fn blocks(notes: &str) -> BlockList {
    BlockList::new(notes, RenderOptions::default())
}

/// A segment as `line kind #number (host) title <url> @seconds`, without what is missing.
fn shown(segment: &Segment) -> String {
    let label = &segment.label;
    let parts = [
        Some(format!("{} {}", segment.line, label.kind.name())),
        label.number.map(|number| format!("#{number}")),
        label.host.as_ref().map(|host| format!("({host})")),
        label.title.clone(),
        label.url.as_ref().map(|url| format!("<{url}>")),
        label.start_seconds.map(|seconds| format!("@{seconds}")),
    ];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}

#[track_caller]
fn check(notes: &str, expected: &[&str]) {
    let found: Vec<String> = Outline::of(&blocks(notes)).segments.iter().map(shown).collect();
    assert_eq!(found, expected, "{notes}");
}

#[test]
fn names_may_be_lower_case_or_stand_among_pictures() {
    check(
        "ada #1: [Kites](u)\n\n- fly\n\nben #2: Planes\n\nextras:\n",
        &["1 topic #1 (ada) Kites <u>", "5 topic #2 (ben) Planes", "7 extras"],
    );
    check(
        "🎙 **Ada #1:** [Kites](u)\n\n🎤 Ben 🎧 #2: 🔥 Planes\n\n😂 Joke: Wind\n\n🎁 Extras\n",
        &["1 topic #1 (Ada) Kites <u>", "3 topic #2 (Ben) 🔥 Planes", "5 joke Wind", "7 extras"],
    );
}

#[test]
fn numbers_may_have_names_behind_them_in_many_ways() {
    check(
        "**#1 - Ann - Kites**\n\n**#2 | Ann | Planes**\n\n**#3 by Ann: Strings**\n\nTopic #4 (Ben): Wind\n",
        &["1 topic #1 (Ann) Kites", "3 topic #2 (Ann) Planes", "5 topic #3 (Ann) Strings", "7 topic #4 (Ben) Wind"],
    );
    check(
        "Ann #99: Kites\n\nBen #98: Planes\n\nAnn #100: Wind\n\nKite Talk #460: Strings\n",
        &["1 topic #99 (Ann) Kites", "3 topic #98 (Ben) Planes", "5 topic #100 (Ann) Wind"],
    );
    check("Ann/Ben #1: Kites\n", &["1 topic #1 (Ann/Ben) Kites"]);
    check(
        "(Ann) #1: Kites\n\nBen - #2: Planes\n\nAnn: #3 Wind\n\nNote - #4\n\nSponsor #5: Acme\n\nBroken: #6\n",
        &["1 topic #1 (Ann) Kites", "3 topic #2 (Ben) Planes", "5 topic #3 (Ann) Wind"],
    );
}

#[test]
fn initials_need_no_mark_where_they_are_the_custom() {
    check("AB 1: Kites\n\n- fly\n\nCD 2: Planes\n", &["1 topic #1 (AB) Kites", "5 topic #2 (CD) Planes"]);
    check("AB 1: Kites\n\nCleo #2: Planes\n", &["1 topic #1 (AB) Kites", "3 topic #2 (Cleo) Planes"]);
    check("CD 8: Kites\n\nCleo #2: Planes\n", &["3 topic #2 (Cleo) Planes"]);
    check("AB 1: Kites\n", &[]);
}

#[test]
fn countdowns_and_numbered_paragraphs_are_topics() {
    check(
        "10: Kites\n\ntext\n\n9: Planes\n\n8: 2018 was windy\n\n7: Joke\n",
        &["1 topic #10 Kites", "5 topic #9 Planes", "7 topic #8 2018 was windy", "9 joke #7"],
    );
    check(
        "**1. [Kites](u)**\n\nText.\n\n**2. Planes**\n\n**(3) Wind**\n",
        &["1 topic #1 Kites <u>", "5 topic #2 Planes", "7 topic #3 Wind"],
    );
    check("1️⃣ Kites\n\n2️⃣ Planes\n\n3️⃣ Wind\n", &["1 topic #1 Kites", "3 topic #2 Planes", "5 topic #3 Wind"]);
    check("1．凧\n\n2．風\n\n3．飛行機\n", &["1 topic #1 凧", "3 topic #2 風", "5 topic #3 飛行機"]);
    check("10: Kites\n\n12:30 we met\n\n2: Planes\n", &[]);
    check(
        "Ann #1: Kites\n\nBen #2: Planes\n\n1: a\n\n2: b\n\n3: c\n",
        &["1 topic #1 (Ann) Kites", "3 topic #2 (Ben) Planes"],
    );
}

#[test]
fn numbered_lists_of_topics_are_read() {
    check(
        "# Kite Weekly\n\n1. [Kites](u)\n   - they fly\n2. [Planes](v) from plane.example\n3. Joke\n",
        &["3 topic #1 Kites <u>", "5 topic #2 Planes <v>", "6 joke #3"],
    );
    check(
        "1. [Kites](u)\n\nText at the margin.\n\n2. [Planes](v)\n\nMore.\n",
        &["1 topic #1 Kites <u>", "5 topic #2 Planes <v>"],
    );
    check("1. Kites\n2. Planes\n", &[]);
    check(
        "Ann #1: How\n\n1. Go\n2. Wait\n3. Run\n4. Fly\n\nBen #2: Why\n",
        &["1 topic #1 (Ann) How", "8 topic #2 (Ben) Why"],
    );
    check(
        "# A\n\n## How\n\n1. Go\n2. Wait\n3. Run\n\n## Why\n\n## Where\n",
        &["3 other How", "9 other Why", "11 other Where"],
    );
}

#[test]
fn lists_of_labels_are_read_where_there_are_no_others() {
    check(
        "- Ann #1: [Kites](u)\n  - fly\n- Ben #2: Planes\n- other\n",
        &["1 topic #1 (Ann) Kites <u>", "3 topic #2 (Ben) Planes"],
    );
    check(
        "Ann #1: Shows\n\n- Kites #24: x\n- Kites #25: y\n\nBen #2: Z\n",
        &["1 topic #1 (Ann) Shows", "6 topic #2 (Ben) Z"],
    );
}

#[test]
fn a_label_that_a_list_swallowed_is_read() {
    check(
        "Ann #1: A\n\n- b\n  Ann #2: B\n- c\n\n   **Ann #3:** C\n",
        &["1 topic #1 (Ann) A", "4 topic #2 (Ann) B", "7 topic #3 (Ann) C"],
    );
    check("Ann #1: A\n\n- b\n  Kites #2: B\n  Joke\n\n  12:30 c\n\n      Ann #3: C\n", &["1 topic #1 (Ann) A"]);
}

#[test]
fn lists_of_chapters_are_read() {
    check(
        "## Chapters\n\n- 00:00 Intro\n- **02:10** – Kites\n- [12:30](v) Planes\n- 1:02:03 - [Wind](w)\n",
        &["3 topic Intro @0", "4 topic Kites @130", "5 topic Planes <v> @750", "6 topic Wind <w> @3723"],
    );
    check("- Intro (00:00)\n- [Kites](u) [12:30]\n", &["1 topic Intro @0", "2 topic Kites <u> @750"]);
    check("- 12:30 we met\n- then we left\n", &[]);
    check("Ann #1: A\n\n- 00:00 x\n- 00:10 y\n\nBen #2: B\n", &["1 topic #1 (Ann) A", "6 topic #2 (Ben) B"]);
}

#[test]
fn times_in_paragraphs_and_headings_are_read() {
    check("(00:00) - Intro\n(02:10) - Kites\n", &["1 topic Intro @0", "2 topic Kites @130"]);
    check(
        "00:00:00.000 Intro\n00:01:12.500 Kites <https://k.example>\n",
        &["1 topic Intro @0", "2 topic Kites <https://k.example> @72"],
    );
    check("00:00 - 02:30 Intro\n02:30–10:00 Kites\n", &["1 topic Intro @0", "2 topic Kites @150"]);
    check(
        "# Talk\n\n## Intro (00:00)\n\n## [Kites](u) – 1:02:03\n\n## Joke [1:10:00]\n\n## ⏱ 1:20:00 | Bye\n",
        &["3 topic Intro @0", "5 topic Kites <u> @3723", "7 joke @4200", "9 topic Bye @4800"],
    );
    check("Ann #1: Kites (12:30)\n", &["1 topic #1 (Ann) Kites @750"]);
}

#[test]
fn sections_may_be_numbered_or_named_by_a_noun() {
    check(
        "# Letter 40\n\n## 1. Kites\n\n### Why\n\n## 2) Planes\n\n## 3 reasons to fly\n",
        &["3 topic #1 Kites", "5 other Why", "7 topic #2 Planes", "9 other 3 reasons to fly"],
    );
    check(
        "# Show\n\n### Intro\n\n### Segment 1: Kites\n\n### Segment 2 (Ann): Planes\n\n### Outro\n",
        &["3 other Intro", "5 topic #1 Kites", "7 topic #2 (Ann) Planes", "9 other Outro"],
    );
    check("**Topic 1:** Kites\n\ntext\n\n**Topic 2:** Planes\n", &["1 topic #1 Kites", "5 topic #2 Planes"]);
    check("Topic 1: Kites\n", &[]);
}

#[test]
fn bold_lines_are_titles_where_nothing_else_is() {
    check(
        "**Kites**\n\nSome [text](u).\n\n**[Planes](v)**\ntext right below\n\n**What is next?**\n\n**Sponsored by Acme**\n",
        &["1 other Kites", "5 topic Planes <v>", "8 other What is next?"],
    );
    check("**Kites**\n\n**Planes**\n", &[]);
    check("# A\n\n## B\n\n**Kites**\n\n**Planes**\n\n## C\n\n**Wind**\n", &["3 other B", "9 other C"]);
    check("Ann #1: A\n\n**x**\n\nBen #2: B\n\n**y**\n\n**z**\n", &["1 topic #1 (Ann) A", "5 topic #2 (Ben) B"]);
}

#[test]
fn a_single_list_of_links_is_a_part() {
    check("Ann #1: A\n\n- b\n\nLinks\n\n- [c](u)\n", &["1 topic #1 (Ann) A", "5 other Links"]);
    check(
        "Ann #1: A\n\nLinks\n\n- [c](u)\n\nBen #2: B\n\nLinks\n\n- d\n",
        &["1 topic #1 (Ann) A", "7 topic #2 (Ben) B"],
    );
}

#[test]
fn other_languages_are_read() {
    check(
        "**Thema 1:** Drachen\n\n**Thema 2:** Wind\n\n**Witz:** Luft\n",
        &["1 topic #1 Drachen", "3 topic #2 Wind", "5 joke Luft"],
    );
    check(
        "## Tema 1: Cometas\n\n## Tema 2: Viento\n\n**Chiste:** Aire\n",
        &["1 topic #1 Cometas", "3 topic #2 Viento", "5 joke Aire"],
    );
    check("### (00:00) Intro\n\n### Blague de la semaine\n", &["1 topic Intro @0", "3 joke"]);
    check("# 凧ラジオ 第12回\n\n## 話題1：凧\n\n## お便り\n", &["3 topic #1 凧", "5 other お便り"]);
    check("# A\n\n## Assunto 1: Pipas\n\n**Piada:** Ar\n", &["3 topic #1 Pipas", "5 joke Ar"]);
    check("# A\n\n## Argomento 1: Aquiloni\n\n**Barzelletta:** Aria\n", &["3 topic #1 Aquiloni", "5 joke Aria"]);
    check("# A\n\n## Onderwerp 1: Vliegers\n\n**Mop van de week:** Wind\n", &["3 topic #1 Vliegers", "5 joke Wind"]);
}

#[test]
fn what_is_no_label_disturbs_nothing() {
    check("---\ntitle: Kites\ndate: 2024-01-01\n---\n\n# Kites\n\n## Strings\n", &["8 other Strings"]);
    check("# Talk\n\nAbout it\n-\n", &[]);
    check("# Talk\n\nAnn #1: Kites\n-\n", &["3 topic #1 (Ann) Kites"]);
    check("    Ann #1: code\n\n~~~\nBen #2: code\n~~~\n\n- a\n\n      Ann #3: code\n", &[]);
    check(
        "Ann\u{a0}#1\u{a0}:\u{a0}Kites\n\nBen\t#2:\tPlanes\n\n\u{feff}Cleo\u{200d} #\u{ad}3: Wind\n",
        &["1 topic #1 (Ann) Kites", "3 topic #2 (Ben) Planes", "5 topic #3 (Cleo) Wind"],
    );
}

/// Notes while `typed` is being typed letter by letter at `|`: the outline of each step.
fn typing(notes: &str, typed: &str) -> Vec<(String, Outline)> {
    let (before, after) = notes.split_once('|').expect("the notes show where");
    let ends = typed.char_indices().map(|(byte, c)| byte + c.len_utf8());
    let texts = std::iter::once(0).chain(ends).map(|byte| format!("{before}{}{after}", &typed[..byte]));
    texts.map(|text| (text.clone(), Outline::of(&blocks(&text)))).collect()
}

/// Without what moves when lines are added above or below.
fn others(outline: &Outline, label_line: usize) -> Vec<String> {
    outline.segments.iter().filter(|segment| segment.line != label_line).map(shown).collect()
}

const PLACES: &[&str] = &[
    "Text.\n\n|\n",
    "# Talk 7\n\n|\n",
    "# Talk 7\n\nAnn #1: Kites\n\n- fly\n\n|\n",
    "# Talk 7\n\nAnn #1: Kites\n\n- fly\n\n|\n\n- high\n\nBen #2: Planes\n\nExtras\n\nann 3: Wind\n",
    "# Talk 7\n\n## Intro\n\n|\n\ntext\n\n## Bye\n",
    "[Kites](u)\n\n- fly\n\n[Planes](v)\n\n- fly\n\n|\n\n[Wind](w)\n\n- blow\n",
    "10: Kites\n\n|\n\n9: Planes\n\n8: Wind\n\n7: Air\n",
    "# Talk\n\n|\n\n- 00:00 Intro\n- 01:00 Kites\n- 02:00 Planes\n- 03:00 Bye\n",
    "Text.\n\n|\n\n**Kites**\n\ntext\n\n**Planes**\n\ntext\n\n**Wind**\n\ntext\n",
];

const LABELS: &[&str] = &[
    "**Cleo #3:** [**Strings**](https://s.example) from s.example",
    "Cleo #3: Strings",
    "Cleo #3 Strings",
    "cleo #3: Strings",
    "#3 (Cleo): Strings",
    "#3 Cleo: Strings",
    "#3: Strings",
    "🎙 Cleo #3: Strings",
    "Kim van Wyk #3: Strings",
    "Joke: Why?",
    "Extra Ann: strings",
    "Joke 2: Why?",
    "Ann #3 → Strings",
    "Dad joke: Why?",
    "Extras",
    "Connect with the hosts",
    "Follow up and other news",
    "**What are we up to?**",
    "## Cleo #3: Strings",
    "## Strings and more",
    "## 12:34 Strings",
    "## Strings (12:34)",
    "## 3. Strings",
    "## Segment 3: Strings",
    "## Annie and her kites",
];

#[test]
fn typing_a_label_never_takes_a_segment_away_nor_changes_another() {
    let is_known = |place: &str, label: &str| !label.starts_with("Extra Ann") || place.contains("Ann #1");
    let cases = PLACES.iter().flat_map(|place| LABELS.iter().map(move |label| (place, label)));
    for (place, label) in cases.filter(|(place, label)| is_known(place, label)) {
        let label_line = 1 + place.split('|').next().unwrap_or_default().matches('\n').count();
        let steps = typing(place, label);
        for pair in steps.windows(2) {
            let [(_, before), (text, after)] = pair else { unreachable!() };
            assert!(before.segments.len() <= after.segments.len(), "{text}");
            let (known, kept) = (others(before, label_line), others(after, label_line));
            assert!(known.iter().all(|segment| kept.contains(segment)), "{text}\n{known:?}\n{kept:?}");
        }
        let last = &steps.last().expect("at least the notes before").1;
        assert!(last.segments.iter().any(|segment| segment.line == label_line), "{place} {label}");
    }
}

/// A text while `old` in it is deleted letter by letter from its end, and `new` typed in its place.
fn retyping(text: &str, old: &str, new: &str) -> Vec<String> {
    let (before, after) = text.split_once(old).expect("the text has it");
    let ends = |typed: &str| typed.char_indices().map(|(byte, _)| byte).chain([typed.len()]).collect::<Vec<_>>();
    let deleted = ends(old).into_iter().rev().map(|byte| format!("{before}{}{after}", &old[..byte]));
    let typed = ends(new).into_iter().skip(1).map(|byte| format!("{before}{}{after}", &new[..byte]));
    deleted.chain(typed).collect()
}

#[test]
fn retyping_a_number_or_a_host_keeps_the_segment() {
    for label in [
        "Ann #1: Kites",
        "**Ann #1:** [**Kites**](u)",
        "**#1 (Ann):** Kites",
        "**#1 Ann: [Kites](u)**",
        "## Ann #1: Kites",
        "🎙 Ann #1: Kites",
    ] {
        for (old, new) in [("1", "12"), ("Ann", "Cleo"), ("Ann", "ben")] {
            for text in retyping(&format!("# Talk\n\n{label}\n\nBen #2: Wind\n"), old, new) {
                let outline = Outline::of(&blocks(&text));
                let n_kept = outline.segments.iter().filter(|segment| segment.line == 5 || segment.line == 3).count();
                assert_eq!(n_kept, 2, "{text}");
            }
        }
    }
}

fn piece() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec![
        "Ann",
        "ann ",
        "Kim van Wyk",
        "AB",
        "太郎",
        "#",
        "#1",
        " 2",
        "12:34",
        "(00:10)",
        ":",
        " – ",
        " ",
        "\t",
        "\u{a0}",
        "**",
        "*",
        "[Kites](u)",
        "[",
        "](u)",
        "(",
        ")",
        "- ",
        "1. ",
        "2) ",
        "# ",
        "## ",
        "```",
        "Extras",
        "Joke",
        "Segment 3",
        "10: ",
        "Links",
        "> ",
        "🎙",
        "\u{200d}",
        "\u{fe0f}",
        "\\",
        "&amp;",
        "`",
        "\n",
        "\n\n",
        "\n-\n",
        "    ",
        "|",
        "．",
        "凧",
    ])
}

fn notes() -> impl Strategy<Value = String> {
    prop::collection::vec(piece(), 0..40).prop_map(|pieces| pieces.concat())
}

/// What of a text can be told apart from debris and white space.
fn letters(text: &str) -> String {
    text.chars().filter(|c| c.is_alphanumeric()).collect()
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 8 * ProptestConfig::default().cases,
        ..ProptestConfig::default()
    })]

    #[test]
    fn number_and_host_stand_where_the_label_says(notes in notes()) {
        let list = blocks(&notes);
        for segment in &Outline::of(&list).segments {
            let label = &segment.label;
            let offset = segment.line - list.line_of(segment.block_idx);
            let lines = &list.blocks()[segment.block_idx].lines;
            let line = lines.iter().find(|line| line.line_offset == offset).expect("a label is a line");
            if let Some(number) = label.number.filter(|_| line.item.is_none()) {
                let at = label.number_at.clone().expect("a number that was read stands somewhere");
                let digits: String = line.text[at].chars().filter(|c| c.is_ascii_digit() || *c == '.').collect();
                prop_assert_eq!(digits, number.to_string(), "{}", notes);
            }
            let host = label.host_at.clone().map(|at| letters(&line.text[at]));
            prop_assert_eq!(host, label.host.as_deref().map(letters), "{}", notes);
            prop_assert!(line.text.is_char_boundary(label.prefix_len), "{}", notes);
        }
    }

    #[test]
    fn line_breaks_of_other_systems_change_nothing(notes in notes()) {
        let read = |text: &str| Outline::of(&blocks(text)).segments.iter().map(shown).collect::<Vec<_>>();
        prop_assert_eq!(read(&notes.replace('\n', "\r\n")), read(&notes));
    }
}

#[test]
fn hostile_lines_are_read_in_linear_time() {
    const N_TIMES: usize = 20_000;
    for piece in [
        "#1 ", "Ann #", "12:34 ", "(", "[a](u) ", "**", "1. ", "a-", "00:00 - ", "🎙", "Joke ", " – ", "\u{200d}",
        "AB 1: ",
    ] {
        let line = piece.repeat(N_TIMES);
        for notes in
            [line.clone(), format!("## {line}"), format!("Ann #1: {line}"), format!("- {line}"), piece.repeat(9) + "\n"]
        {
            Outline::of(&blocks(&notes));
        }
        Outline::of(&blocks(&format!("{}\n\n", piece.repeat(9)).repeat(N_TIMES / 20)));
    }
}

#[test]
fn notes_of_other_shows_are_read() {
    check("3:15 AM is when it happened.\n\n9:30 PM they left.\n", &[]);
    check("00：00 イントロ\n\n01：20 お茶\n", &["1 topic イントロ @0", "3 topic お茶 @80"]);
    check("## News\n\nx\n\n## Contact\n\ny\n", &["1 other News", "5 other Contact"]);
    check("Habit #1: Walk.\n\nHabit #2: Read.\n", &["1 topic #1 Walk", "3 topic #2 Read"]);
    check(
        "Trait #1: Use tea\n\nTrait #2: Use cake\n\nTrait #3: Rest\n",
        &["1 topic #1 Use tea", "3 topic #2 Use cake", "5 topic #3 Rest"],
    );
    check(
        "## Agenda\n\n- x\n\n## Next Summit [#39](https://a.example/39)\n\n- ok\n",
        &["1 other Agenda", "5 other Next Summit #39 <https://a.example/39>"],
    );
    check("## Tea\n\n(1) Water, hot.\n\n(2) Leaves.\n\n(3) A cup.\n\n## Cake\n", &["1 other Tea", "9 other Cake"]);
    check("1、お茶\n\n２、ケーキ\n\n3、凧\n", &["1 topic #1 お茶", "3 topic #2 ケーキ", "5 topic #3 凧"]);
    let chapters = "- [Kites](https://a.example/1) - *00:04:12*.\n- [Tea](https://a.example/2) - *00:09:00*.\n";
    check(chapters, &["1 topic Kites <https://a.example/1> @252", "2 topic Tea <https://a.example/2> @540"]);
    check("- [@00:35] - Kites\n- [@02:30] - Tea\n", &["1 topic Kites @35", "2 topic Tea @150"]);
    check(
        "- [@33:35](https://a.example?t=2015) Tea\n- [@40:00](https://a.example?t=2400)\n  Cake\n",
        &["1 topic Tea <https://a.example?t=2015> @2015", "2 topic Cake <https://a.example?t=2400> @2400"],
    );
    check("**@ann #1:** [**Tea**](https://a.example)\n", &["1 topic #1 (@ann) Tea <https://a.example>"]);
    check("Episodes we mentioned:\n\n* [#51: Tea](https://a.example/51)\n* [#40: Cake](https://a.example/40)\n", &[]);
    check("1h02m Tea\n1h10m30s Cake\n", &["1 topic Tea @3720", "2 topic Cake @4230"]);
}
