//! The next episode: text in, text out.

use proptest::prelude::*;

use super::{Answers, EpisodePlan, Questions, SponsorChoice};
use crate::rundown::{Date, ShowProfile};
use crate::text::Piece;

const TEATIME: &str = "\
# Teatime #7: Scones

Sponsored by Kettles: [**kettles.example**](https://kettles.example)

**Connect with us**

- Ann: [@ann](https://a.example/ann)
- Ben: [@ben](https://a.example/ben)

All about this one: [teatime.example/7](https://teatime.example/7).

**Ann #1:** [**Clotted cream**](https://cream.example)

- Thick
  - very

**Ben #2:** [**Jam**](https://jam.example) from jam.example

- Red

**Extras**

Ann:

- Went to Devon

Ben:

- Did not

**Joke:** [**A scone walks in**](https://joke.example)
";

/// The next episode: stops as `<name>`.
pub(super) fn next(texts: &[&str], answers: &Answers) -> String {
    let plan = EpisodePlan::of(texts, &[]).expect("there is an episode");
    shown(&plan.pieces(answers))
}

fn shown(pieces: &[Piece]) -> String {
    let show = |piece: &Piece| match piece {
        Piece::Text(text) => text.clone(),
        Piece::Stop { name, .. } => format!("<{name}>"),
        Piece::Cursor => "|".to_owned(),
    };
    pieces.iter().map(show).collect()
}

pub(super) fn questions(texts: &[&str]) -> Questions {
    EpisodePlan::of(texts, &[]).expect("there is an episode").questions()
}

/// Checks the next episode with the proposed number and the given choice about sponsors.
#[track_caller]
fn check(texts: &[&str], sponsors: SponsorChoice, expected: &str) {
    let answers = Answers { episode: questions(texts).episode, sponsors, ..Answers::default() };
    assert_eq!(next(texts, &answers), expected);
}

#[test]
fn what_looks_standing_stays_and_the_rest_is_emptied() {
    check(
        &[TEATIME],
        SponsorChoice::Keep,
        "\
# Teatime #8: <title1>

Sponsored by Kettles: [**kettles.example**](https://kettles.example)

**Connect with us**

- Ann: [@ann](https://a.example/ann)
- Ben: [@ben](https://a.example/ben)

All about this one: [teatime.example/8](https://teatime.example/8).

**Ann #1:** [**<title2>**](<url2>)

- <note3>

**Ben #2:** [**<title4>**](<url4>)

- <note5>

**Extras**

Ann:

- <note6>

Ben:

- <note7>

**Joke:** [**<title8>**](<url8>)
",
    );
}

#[test]
fn a_title_keeps_the_line_below_it() {
    check(
        &["Teatime 8: Cake\n===============\n\n## Links\n\n- a\n"],
        SponsorChoice::Keep,
        "Teatime 9: <title1>\n================\n\n## Links\n\n- <note2>\n",
    );
    check(
        &["[Teatime #8](https://a.example/8)\n=====\n\n## Links\n\n- a\n"],
        SponsorChoice::Keep,
        "[Teatime #9](<url1>)\n=====\n\n## Links\n\n- <note2>\n",
    );
}

#[test]
fn notes_that_are_only_links_make_an_empty_list() {
    let links = |n: u32| format!("* [Tea](https://a.example/{n})\n* [Cake](https://b.example/{n})\n");
    check(&[&links(8), &links(7)], SponsorChoice::Keep, "* <note1>\n");
    check(&[&links(8)], SponsorChoice::Keep, "* <note1>\n");
    assert!(questions(&[&links(8)]).is_frame && !questions(&[TEATIME]).is_frame);
}

#[test]
fn sections_that_come_back_stay_at_their_level_and_others_are_no_topics_beside_them() {
    let notes = |own: &str, link: &str| {
        format!("# Tea 3\n\n## World of tea\n\n### Languages\n\n- {link}\n\n### {own}\n\n- {own}\n\n## Odds\n\n- x\n")
    };
    check(
        &[&notes("Scones", "[a](u)"), &notes("Jam", "[b](v)")],
        SponsorChoice::Keep,
        "# Tea 4\n\n## World of tea\n\n### Languages\n\n- <note2>\n\n## Odds\n\n- x\n",
    );
}

#[test]
fn a_link_over_two_lines_stays_whole_or_goes() {
    let notes = |n: u32| {
        format!("# Tea {n}\n\nWrite to us, and [send us\nyour teas](https://a.example/{n}00/x).\n\nAnn #1: A\n")
    };
    let (newest, older) = (notes(3), notes(2));
    check(&[&newest, &older], SponsorChoice::Keep, "# Tea 4\n\nAnn #1: <title2>\n");
}

#[test]
fn of_an_only_episode_links_to_pages_of_others_are_left_behind() {
    let notes = "# Tea 3\n\nHear [the recording](https://a.example/zrZAHO89XGk).\n\nWrite to [us](https://a.example/tea).\n\nAnn #1: A\n";
    check(&[notes], SponsorChoice::Keep, "# Tea 4\n\nWrite to [us](https://a.example/tea).\n\nAnn #1: <title2>\n");
}

#[test]
fn the_sponsor_is_kept_or_emptied() {
    let head = |notes: String| notes.lines().nth(2).unwrap_or_default().to_owned();
    let empty = Answers { sponsors: SponsorChoice::Empty, ..Answers::default() };
    assert_eq!(head(next(&[TEATIME], &empty)), "Sponsored by <sponsor2>: [**<url2>**](<url2>)");
    let linked = "# T 1\n\nSponsored by [**Kettles**](https://k.example).\n\nAnn #1: Kites\n";
    assert_eq!(head(next(&[linked], &empty)), "Sponsored by [**<sponsor2>**](<url2>)");
    assert_eq!(questions(&[TEATIME]).sponsors, ["Kettles"]);
    assert_eq!(questions(&[TEATIME]).sponsor_choice, SponsorChoice::Empty);
    assert_eq!(questions(&[TEATIME, TEATIME]).sponsor_choice, SponsorChoice::Keep);
}

/// An episode with a head, one topic and a foot.
fn episode(number: u32, head: &str, foot: &str) -> String {
    format!("# Tea {number}\n\n{head}\n\nAnn #1: Kites {number}\n\n- flown {number}\n\n{foot}\n")
}

/// Checks head and foot of the episode after some others, newest first.
#[track_caller]
fn check_standing(episodes: &[(&str, &str)], expected: (&str, &str)) {
    let texts: Vec<String> = (0..).zip(episodes).map(|(n_ago, (head, foot))| episode(20 - n_ago, head, foot)).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let answers = Answers { episode: questions(&texts).episode, ..Answers::default() };
    let next = next(&texts, &answers);
    let (head, foot) = next.split_once("Ann #1").expect("a topic");
    let foot = foot.split_once("- <").map_or("", |(_, list)| list.split_once('\n').map_or("", |(_, foot)| foot));
    let head = head.split_once('\n').map_or("", |(_, head)| head);
    assert_eq!((head.trim(), foot.trim()), expected, "{next}");
}

#[test]
fn lines_that_two_in_a_row_share_stand() {
    check_standing(&[("We are live.\n\nHello.", ""), ("We are live.\n\nGood day.", "")], ("We are live.", ""));
    check_standing(&[("New.", ""), ("New.", ""), ("Old.", ""), ("Old.", ""), ("Older.", "")], ("New.", ""));
}

#[test]
fn of_a_list_that_stands_in_part_nothing_else_is_left() {
    let with = |own: &str| format!("Support us:\n\n- {own} first\n- [a book](u)\n- {own} last");
    let (new, old) = (with("new"), with("old"));
    check_standing(&[(&new, ""), (&old, "")], ("Support us:\n\n- [a book](u)", ""));
    let newest = "Support us:\n\n- a shop of our own";
    check_standing(
        &[(newest, ""), (&old, ""), (&old, "")],
        ("Support us:\n\n- old first\n- [a book](u)\n- old last", ""),
    );
    check_standing(&[("Today:\n\n- kites", ""), ("Today:\n\n- planes", "")], ("Today:\n\n- <note2>", ""));
}

#[test]
fn a_line_that_most_have_comes_back() {
    let usual = "Follow us.\n\nWe are live on Mondays.\n\nWrite to us.";
    check_standing(&[("Follow us.\n\nWrite to us.", ""), (usual, ""), (usual, "")], (usual, ""));
}

#[test]
fn the_newest_wording_counts() {
    let old = "Join us live on Monday at ten in the evening.";
    let new = "Join us live on Tuesday at ten in the evening.";
    check_standing(&[(new, ""), (old, ""), (old, "")], (new, ""));
}

#[test]
fn numbers_of_episodes_are_counted_up_and_others_are_not() {
    check_standing(
        &[("At tea.example/20, 20 cups.", ""), ("At tea.example/19, 19 cups.", "")],
        ("At tea.example/21, 21 cups.", ""),
    );
    check_standing(&[("With 20 cups.", ""), ("With 20 cups.", "")], ("With 20 cups.", ""));
}

#[test]
fn dates_of_standing_text_are_the_new_episodes() {
    let on = |day: u32| format!("# Tea {day}\n\nRecorded on November {day}, 2026 at home.\n\nAnn #1: A\n");
    let (newest, older) = (on(22), on(15));
    let texts = [newest.as_str(), older.as_str()];
    assert!(questions(&texts).has_date && !questions(&[TEATIME]).has_date);
    let date = Some(Date { year: 2027, month: 3, day: 5 });
    let dated = next(&texts, &Answers { date, ..Answers::default() });
    assert!(dated.contains("\n\nRecorded on March 5, 2027 at home.\n\n"), "{dated}");
}

#[test]
fn parts_stay_if_most_have_them() {
    let (extras, older) = ("Extras\n\n- more", "Extras\n\n- other");
    check_standing(&[("", extras), ("", older), ("", "")], ("", "Extras\n\n- <note4>"));
    check_standing(&[("", "Joke: Wind"), ("", ""), ("", "")], ("", ""));
    check_standing(&[("", ""), ("", extras), ("", older)], ("", "Extras\n\n- <note4>"));
}

#[test]
fn there_are_as_many_topics_as_usual_and_the_shape_is_the_commonest() {
    let with = |labels: &[&str]| format!("# Tea 3\n\n{}\n", labels.join("\n\n"));
    let usual = with(&["**Ann #1:** [A](u)", "**Ben #2:** [B](u)"]);
    let odd = with(&["**Ann #1:** A", "**Ben #2:** [B](u)", "**Ann** **#****3:** [C](u)", "**Ben #4:** [D](u)"]);
    check(
        &[&odd, &usual, &usual],
        SponsorChoice::Keep,
        "# Tea 4\n\n**Ann #1:** [<title2>](<url2>)\n\n**Ben #2:** [<title3>](<url3>)\n",
    );
}

#[test]
fn numbers_are_counted_from_the_shows_first_in_its_own_way() {
    check(
        &["# Tea 08\n\nAnn #00: A\n\nBen #01: B\n"],
        SponsorChoice::Keep,
        "# Tea 09\n\nAnn #00: <title2>\n\nBen #01: <title3>\n",
    );
}

#[test]
fn hosts_take_their_turns() {
    let begun_by = |a: &str, b: &str| format!("{a} #1: A\n\n{b} #2: B\n\n{a} #3: C\n");
    let texts = [begun_by("Ann", "Ben"), begun_by("Ben", "Ann"), begun_by("Ann", "Ben"), begun_by("Ben", "Ann")];
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    check(&texts, SponsorChoice::Keep, "Ben #1: <title1>\n\nAnn #2: <title2>\n\nBen #3: <title3>\n");
}

#[test]
fn guests_are_asked_for_and_get_their_places() {
    let with = |guest: &str| {
        format!("# Tea 3\n\nSpecial guest: [**{guest} Lee**](u)\n\nAnn #1: A\n\nBen #2: B\n\n{guest} #3: C\n")
    };
    let texts = [with("Bob"), with("Cleo"), with("Dora"), with("Emil")];
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    assert!(questions(&texts).has_guests);
    let answers = Answers { guests: vec!["Fay Poe".into(), "Gil Roe".into()], ..Answers::default() };
    let named = next(&texts, &answers);
    assert!(named.contains("Special guest: [**Fay Poe**](<url2>), [**Gil Roe**](<url3>)\n"), "{named}");
    assert!(named.contains("Fay #3: <title"), "{named}");
    let open = next(&texts, &Answers::default());
    assert!(open.contains("Special guest: [**<guest2>**](<url2>)\n"), "{open}");
    assert!(open.contains("<guest5> #3: <title5>"), "{open}");
}

#[test]
fn guests_of_a_show_that_seldom_has_any_are_named_too() {
    let alone = "# Tea 4\n\n**Tea is good**\n\nAnn #1: A\n";
    let with_guest = "# Tea 3\n\nSpecial guest: **Bob Lee**\n\n**Tea is good**\n\nAnn #1: A\n";
    let texts = [alone, with_guest, alone];
    assert!(questions(&texts).has_guests && !questions(&[alone, alone]).has_guests);
    let answers = Answers { guests: vec!["Fay Poe".into()], ..Answers::default() };
    assert!(next(&texts, &answers).contains("Special guest: **Fay Poe**\n"), "{}", next(&texts, &answers));
    assert!(!next(&texts, &Answers::default()).contains("guest"));
}

#[test]
fn topics_are_counted_from_the_lowest_number_on() {
    let notes = "# Tea 3\n\nAnn #2: A\n\nBen #1: B\n\nAnn #3: C\n";
    check(&[notes], SponsorChoice::Keep, "# Tea 4\n\nAnn #1: <title2>\n\nBen #2: <title3>\n\nAnn #3: <title4>\n");
}

#[test]
fn a_day_that_is_not_known_is_asked_for() {
    let notes = "# Tea 3\n\nPublished 2026-11-13\n\nAnn #1: A\n";
    let open = "# Tea 4\n\nPublished <date:YYYY-MM-DD2>\n\nAnn #1: <title3>\n";
    check(&[notes, notes], SponsorChoice::Keep, open);
}

/// An author who adds a line to the learned text keeps the rest of it: the date, and the sponsor that is to stay.
#[test]
fn what_is_said_above_the_topics_has_the_day_and_the_sponsor() {
    let notes = "# Tea 3\n\nPublished 2026-11-13\n\nSponsored by Wicks: [**wicks.example**](https://wicks.example)\n\nAnn #1: A\n";
    let texts = [notes, notes];
    let learned = EpisodePlan::of(&texts, &[]).expect("there is an episode").learned();
    let published = "Published {{date:YYYY-MM-DD}}\n\nSponsored by {{sponsor}}: [**{{url}}**]({{url}})";
    assert_eq!(learned.head, published);
    let profile = ShowProfile { head: Some(format!("Hello.\n\n{published}")), ..ShowProfile::of("Tea") };
    let plan = EpisodePlan::of(&texts, &[]).expect("there is an episode").with_profile(&profile);
    assert!(plan.questions().has_date);
    let day = Date { year: 2026, month: 11, day: 20 };
    let answers = Answers { date: Some(day), sponsors: SponsorChoice::Keep, ..Answers::default() };
    let written = shown(&plan.pieces(&answers));
    let kept =
        "Hello.\n\nPublished 2026-11-20\n\nSponsored by Wicks: [**wicks.example**](https://wicks.example)\n\nAnn #1:";
    assert!(written.contains(kept), "{written}");
}

#[test]
fn rules_between_topics_stay() {
    let notes = "Ann #1: A\n\n- a\n\n---\n\nBen #2: B\n\n- b\n\n---\n\nExtras\n";
    let expected = "Ann #1: <title1>\n\n- <note2>\n\n---\n\nBen #2: <title3>\n\n- <note4>\n\n---\n\nExtras\n";
    check(&[notes], SponsorChoice::Keep, expected);
}

#[test]
fn sections_with_headings_are_topics_where_nothing_is_numbered() {
    let notes = |name: &str| format!("# Tea 3\n\n## {name}\n\n- a\n\n## About the show\n\nTea is [good](u).\n");
    check(
        &[&notes("Scones"), &notes("Jam")],
        SponsorChoice::Keep,
        "# Tea 4\n\n## <title2>\n\n- <note3>\n\n## About the show\n\nTea is [good](u).\n",
    );
}

#[test]
fn code_and_fields_of_others_are_left_behind() {
    let notes = "# Tea 3\n\nHello {{host}}\n\nAnn #1: {{title}}\n\n```\nBen #2: x\n```\n";
    check(&[notes, notes], SponsorChoice::Keep, "# Tea 4\n\nHello {{host}}\n\nAnn #1: <title2>\n");
}

#[test]
fn any_text_makes_an_episode() {
    for text in ["", "\n\n", "Only text.", "- a\n- b", "```\n", "# ", "Joke", "#1 a\n#1 b"] {
        next(&[text], &Answers::default());
        next(&[text, text, text], &Answers::default());
    }
    assert!(EpisodePlan::of(&[], &[]).is_none());
}

#[test]
fn what_a_show_is_like_is_learned() {
    let learned = EpisodePlan::of(&[TEATIME], &[]).expect("there is an episode").learned();
    assert_eq!(learned.hosts, ["Ann", "Ben"]);
    assert_eq!(learned.label_shape, "**{{host}} #{{number}}:** [**{{title}}**]({{url}})");
    assert_eq!(learned.n_topics, 2);
    let head = "Sponsored by {{sponsor}}: [**{{url}}**]({{url}})\n\n**Connect with us**\n\n- Ann: ";
    assert!(learned.head.starts_with(head), "{}", learned.head);
    assert_eq!(learned.foot, "**Extras**\n\nAnn:\n\n- \n\nBen:\n\n- \n\n**Joke:** [**{{title}}**]({{url}})");
}

/// The next episode with a profile.
fn next_of_show(profile: &ShowProfile) -> String {
    let plan = EpisodePlan::of(&[TEATIME], &[]).expect("there is an episode").with_profile(profile);
    shown(&plan.pieces(&Answers { episode: Some("8".into()), ..Answers::default() }))
}

#[test]
fn what_the_author_says_of_a_show_takes_the_place_of_what_is_learned() {
    let profile = ShowProfile {
        label_shape: Some("## #{{number}} {{title}} ({{host}})".into()),
        head: Some("Tea is good. Episode {{episode}}.\n\n- \n".into()),
        foot: Some(String::new()),
        n_topics: Some(3),
        hosts: Some(vec!["Cleo".into(), "Dora".into()]),
        ..ShowProfile::of("Teatime")
    };
    let expected = "\
# Teatime #8: <title1>

Tea is good. Episode 8.

- <note3>

## #1 <title4> (Cleo)

- <note5>

## #2 <title6> (Dora)

- <note7>

## #3 <title8> (Cleo)

- <note9>
";
    assert_eq!(next_of_show(&profile), expected);
}

#[test]
fn what_is_learned_says_the_same_when_it_is_said() {
    let plan = EpisodePlan::of(&[TEATIME], &[]).expect("there is an episode");
    let learned = plan.learned();
    let profile = ShowProfile {
        label_shape: Some(learned.label_shape),
        foot: Some(learned.foot),
        n_topics: Some(2),
        hosts: Some(learned.hosts),
        ..ShowProfile::of("Teatime")
    };
    let answers = Answers { episode: Some("8".into()), ..Answers::default() };
    let empty = shown(&plan.pieces(&answers));
    let without_count = |notes: String| notes.replace(|c: char| c.is_ascii_digit(), "");
    assert_eq!(without_count(next_of_show(&profile)), without_count(empty));
}

fn line() -> impl Strategy<Value = String> {
    let pieces = prop::sample::select(vec![
        "**Ann #1:** [**Kites**](https://k.example)",
        "Ben #2: ",
        "Extras",
        "Joke: [Wind](u)",
        "# Tea 7",
        "Sponsored by [Kettles](u)",
        "Special guest: Cleo",
        "Connect with us",
        "- ",
        "1. ",
        "\t",
        "```",
        "2026-11-22 ",
        "{{host}}",
        "[é](v)",
        "**",
        "",
    ]);
    prop::collection::vec(pieces, 0..3).prop_map(|pieces| pieces.concat())
}

proptest! {
    #[test]
    fn any_episodes_have_a_next_one_without_what_was_said_of_a_topic(
        texts in prop::collection::vec(prop::collection::vec(line(), 0..12), 1..4),
        episode in prop::option::of("[0-9]{1,3}"),
    ) {
        let texts: Vec<String> = texts.iter().map(|lines| lines.join("\n")).collect();
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let plan = EpisodePlan::of(&texts, &[]).expect("there is an episode");
        let answers = Answers { episode, ..Answers::default() };
        let pieces = plan.pieces(&answers);
        prop_assert!(matches!(pieces.last(), Some(Piece::Text(text)) if text.ends_with('\n')));
        let n_titles = pieces.iter().filter(|it| matches!(it, Piece::Stop { name, .. } if name.starts_with("title"))).count();
        prop_assert!(n_titles >= plan.questions().n_topics, "{}", shown(&pieces));
        let learned = plan.learned();
        let profile = ShowProfile { head: Some(learned.head), foot: Some(learned.foot), ..ShowProfile::of("Tea") };
        plan.with_profile(&profile).pieces(&answers);
    }
}
