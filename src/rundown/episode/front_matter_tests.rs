//! The front matter of the next episode: text in, text out.

use super::Answers;
use super::tests::{next, questions};
use crate::rundown::Date;

/// Checks the front matter of the next episode: of YAML what stands between the fences.
#[track_caller]
fn check_metadata(earlier: &[&str], guests: &[&str], expected: &str) {
    let texts: Vec<String> =
        (0..).zip(earlier).map(|(n_ago, it)| format!("---\n{it}\n---\n\n## Links\n\n- [a](u{n_ago})\n")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let made = next(&texts, &dated(&texts, guests));
    assert_eq!(made, format!("---\n{expected}\n---\n\n## Links\n\n- <note{}>\n", n_notes(&made)), "{made}");
}

/// The number of the last stop, which hangs on how many are above it.
fn n_notes(made: &str) -> &str {
    made.rsplit_once("<note").and_then(|(_, rest)| rest.split_once('>')).map_or("", |(number, _)| number)
}

fn dated(texts: &[&str], guests: &[&str]) -> Answers {
    let guests = guests.iter().map(|guest| (*guest).to_owned()).collect();
    let date = Some(Date { year: 2027, month: 3, day: 5 });
    Answers { episode: questions(texts).episode, date, guests, ..Answers::default() }
}

#[test]
fn front_matter_is_filled_in_by_its_own_shape() {
    check_metadata(
        &["number: 8\ntitle: Cake\n\n# by hand\nlayout: post\nexplicit: no\nslug: \"008\""],
        &[],
        "number: 9\ntitle: <value1>\n\n# by hand\nlayout: post\nexplicit: no\nslug: \"009\"",
    );
    check_metadata(
        &["title: 'Kite Talk 7 - Cake' # draft\nepisode: '007'"],
        &[],
        "title: 'Kite Talk 8 - <title1>' # draft\nepisode: '008'",
    );
}

#[test]
fn days_of_front_matter_are_the_new_ones() {
    check_metadata(
        &["number: 8\ndate: 2026-11-22 09:30\nairs: \"2026-11-22T09:30:00Z\"\npublished: November 22, 2026"],
        &[],
        "number: 9\ndate: 2027-03-05 09:30\nairs: \"2027-03-05T09:30:00Z\"\npublished: March 5, 2027",
    );
    check_metadata(
        &["number: 8\ndate: 1615813200954\npublished: 1615813200\nlength: 1615813200"],
        &[],
        "number: 9\ndate: 1804251600000\npublished: 1804251600\nlength: <value1>",
    );
}

#[test]
fn guests_of_front_matter_are_written_as_before() {
    check_metadata(&["number: 8\nguest: 'Ann Lee'"], &["Bob O'Neill"], "number: 9\nguest: 'Bob O''Neill'");
    check_metadata(&["number: 8\nguest: 'Ann Lee'"], &[], "number: 9\nguest: '<guest1>'");
    check_metadata(
        &["number: 8\nguests: [Ann, Ben] # all"],
        &["@cid", "Dora"],
        "number: 9\nguests: [\"@cid\", Dora] # all",
    );
    check_metadata(&["number: 8\nguests: [Ann, Ben]"], &[], "number: 9\nguests: []");
    check_metadata(&["number: 8\nguests:\n  - Ann\n  - Ben\nx: y"], &["Cid"], "number: 9\nguests:\n  - Cid\nx: y");
    check_metadata(&["number: 8\nguests:\n  - Ann\nx: y"], &[], "number: 9\nguests: []\nx: y");
    check_metadata(&["number: 8\nguest:\ntitle:"], &["Ann"], "number: 9\nguest: Ann\ntitle: <value1>");
    let people = "number: 8\nguests:\n  - name: Ann\n    url: \"https://a.example\"\n  - name: Ben";
    let two = "number: 9\nguests:\n  - name: Cid\n    url: \"<value1>\"\n  - name: Dora\n    url: \"<value2>\"";
    check_metadata(&[people], &["Cid", "Dora"], two);
    let one = "number: 8\nguest:\n  name: Ann\n  of: Tea\nx: y";
    check_metadata(&[one], &["Cid"], "number: 9\nguest:\n  name: Cid\n  of: <value1>\nx: y");
    check_metadata(&[one], &[], "number: 9\nguest:\nx: y");
}

#[test]
fn of_front_matter_stays_what_stands_in_several_or_looks_standing() {
    let own =
        "tweet: Cake is good #tea\nurl: https://a.example/x.mp3\nsize: 45333831\nlength: 12:34\ntags:\n- cake\n- tea";
    let emptied = "tweet: <value1>\nurl: <value2>\nsize: <value3>\nlength: <value4>\ntags:";
    check_metadata(&[&format!("number: 8\n{own}"), "number: 7\ntweet: no"], &[], &format!("number: 9\n{emptied}"));
    check_metadata(
        &[
            "number: 8\nauthor: Ann and Ben of the Tea House\npath: /tea/8.mp3\nmood: good",
            "number: 7\nauthor: Ann and Ben of the Tea House\npath: /tea/7.mp3\nmood: bad",
        ],
        &[],
        "number: 9\nauthor: Ann and Ben of the Tea House\npath: /tea/9.mp3\nmood: <value1>",
    );
}

#[test]
fn toml_and_bare_metadata_stay_what_they_are() {
    let toml = "+++\ntitle = \"Cake\"\ndate = 2026-11-22\nsize = 45333831\nat = \"https://a.example\"\ndraft = false\n\n[extra]\nnumber = 8\ntags = [\"2026\"]\n+++\n\nHello.\n";
    let made = "+++\ntitle = \"<value1>\"\ndate = 2027-03-05\nsize = 0\nat = \"<value2>\"\ndraft = false\n\n[extra]\nnumber = 9\ntags = []\n+++\n";
    let written = next(&[toml], &dated(&[toml], &[]));
    assert!(written.starts_with(made), "{written}");
    let open = next(&[toml], &Answers::default());
    assert!(open.contains("date = \"<value") && open.contains("number = 0\n"), "{open}");
    let bare = [
        "Title: Tea News 8\nDate: 2026-11-22 12:25\nCategory: Tea\n\nHello.\n",
        "Title: Tea News 7\nDate: 2026-11-15 12:25\nCategory: Tea\n\nHello.\n",
    ];
    let written = next(&bare, &dated(&bare, &[]));
    assert_eq!(written, "Title: Tea News 9\nDate: 2027-03-05 12:25\nCategory: Tea\n\nHello.\n");
}
