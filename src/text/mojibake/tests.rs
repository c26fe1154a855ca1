//! Sound text in many languages stays as it is; broken text is repaired or stays.

use encoding_index_singlebyte::{macintosh, windows_1252};
use proptest::prelude::*;

use super::*;

/// Reads the UTF-8 of a text as something else.
type Damage = fn(&str) -> String;

fn mac_roman(text: &str) -> String {
    read_as(text, macintosh::forward)
}

fn windows_1252(text: &str) -> String {
    read_as(text, windows_1252::forward)
}

fn latin_1(text: &str) -> String {
    text.bytes().map(char::from).collect()
}

fn read_as(text: &str, of_high_byte: fn(u8) -> u16) -> String {
    let char = |byte: u8| match byte.is_ascii() {
        true => char::from(byte),
        false => char::from_u32(of_high_byte(byte).into()).expect("code pages have no surrogates"),
    };
    text.bytes().map(char).collect()
}

const DAMAGES: [(&str, Damage); 3] = [("Mac Roman", mac_roman), ("Windows-1252", windows_1252), ("Latin-1", latin_1)];

/// Sound text, with the characters that broken text consists of where its language has them.
const SOUND: &[(&str, &str)] = &[
    (
        "French",
        "« Déjà vu ? » — l’été où « Noël » tomba en août… « Ça, c’est l’État », dit-elle ; « À bientôt, cœur ! » CAFÉ »",
    ),
    (
        "French capitals",
        "LA QUALITÉ !  « L’ÉTÉ » À L’HÔTEL… L’ÂGE DE L’ÎLE, TÔT OU TARD : “ÉCOLE”, «été», «à voir», «être», “à”",
    ),
    (
        "German",
        "„Größe“, »Übergröße«, ‚Ähnliches‘, »öffentlich«, »Öl« – Spaß… Fuß” STRASSE „GROSS“ Ä… ich weiß, »ähnlich«",
    ),
    ("Portuguese", "“AMANHÃ”, IRMÃ – MAÇÃ… NÃO! É “É” SÃO PAULO: a avó «olá»… informação, ação, três, pôr, IRMÃ »"),
    ("Spanish", "¿Qué? ¡Ñandú! El 1.º y la 2.ª «mañana» — pingüino, ESPAÑA”, AÑO… corazón"),
    ("Vietnamese", "Tiếng Việt: một, độ, thế giới “người Việt”… Ã là một chữ, â và ê; ĐÃ – ĐÔ"),
    ("Polish", "Zażółć gęślą jaźń. „Się” — ŻÓŁW… łódź i Łódź, «ćma», »źle«"),
    ("Czech", "Příliš žluťoučký kůň, stráž… „VÝŠE“ slyšíš” DÉŠŤ, ÚŽAS, KÉŽ, »řeka«, „až“"),
    ("Turkish", "Şu ığdır çöğü; “İstanbul’da” IŞIK… ÇAĞ – âlem, kâğıt"),
    ("Finnish", "“TÄMÄ”, HYVÄ… TÄÄ” hyvää yötä, ”Ääni”, Å – Åbo™, ANGSTRÖM 2 Å"),
    ("Danish", "Å… en å, «Å», »åben«, RÅ” BLÅ… smørrebrød på ø’en"),
    ("Icelandic", "Þetta er það: „Ísland“ – BRAÐ” við, æði… ÞÚ"),
    ("Romanian", "„Ștefan” și „țară” – înăuntru, Â – Î, ROMÂN” în «ștrand»"),
    ("Catalan", "col·lecció, «l’àvia», paral·lel… això"),
    ("Greek", "Καλημέρα, «Ωραία» – “π” και √π, Ωμέγα· «Ω» ’π"),
    ("Russian", "Привет, «мир» — “что” и почему… №1"),
    ("Ukrainian", "Вітаю, їжаче — «ґанок»… п’ять"),
    ("Hebrew", "שלום “עולם” – ‘כן’…"),
    ("Arabic", "مرحبا «بالعالم» — و“نعم”…"),
    ("Hindi", "नमस्ते “दुनिया” – हाँ…"),
    ("Thai", "สวัสดี “ชาวโลก” – ใช่…"),
    ("Chinese", "你好，“世界”——《书》… ×2"),
    ("Japanese", "こんにちは「世界」…“はい”——・テスト×3"),
    ("Korean", "안녕하세요 “세계” – 네… ‘예’"),
    ("Emoji", "🎙️ Live → café ✅ 👩‍💻 … ½ cup, 20°C, 5 €, £3, §4, ©2020, µ, naïve™ •·† ‡"),
    ("Mathematics", "√π ≈ 1.77, ∑√∂, 2√πr, ∆π, ≤ ≥ ¬P, x√π dx, Ω ± 5 %, Å ± 0.1, 2.5 Å"),
    ("The characters alone", "Ã, â€, √©? no: Ã  and  ¬ and Â. ‚Ä and Â Ê Î, “Ã”, «Â», “â€™” and (Ã©) and \"‚Äô\""),
    ("Code", "Python shows `Ã©` or ``â€™`` for é:\n\n```\nprint('itâ€™s ‚Äô')\n```\n\n~~~\n√©\n~~~\n"),
    ("Nothing", ""),
    ("ASCII", "Ann #1: Nothing to see"),
];

#[track_caller]
fn check(broken: &str, sound: &str) {
    let found = repair(broken).map(|it| it.text);
    assert_eq!(found.as_deref(), Some(sound), "{broken}");
    assert!(looks_broken(broken), "{broken}");
}

#[test]
fn sound_text_of_any_language_is_left_alone() {
    for (language, text) in SOUND {
        assert_eq!(repair(text), None, "{language}");
        assert!(!looks_broken(text), "{language}");
    }
}

#[test]
fn what_was_broken_once_comes_back() {
    for (language, text) in SOUND.iter().filter(|(language, text)| !text.is_ascii() && *language != "Code") {
        for (page, damage) in DAMAGES {
            let found = repair(&damage(text)).unwrap_or_else(|| panic!("{language} as {page}"));
            assert_eq!((found.text.as_str(), found.read_as, found.n_times), (*text, page, 1), "{language}");
        }
    }
}

#[test]
fn what_was_broken_twice_comes_back() {
    for (language, text) in SOUND.iter().filter(|(language, text)| !text.is_ascii() && *language != "Code") {
        for (first, damage) in DAMAGES {
            for (second, damage_again) in DAMAGES {
                let found = repair(&damage_again(&damage(text)));
                let found = found.unwrap_or_else(|| panic!("{language} as {first} and {second}"));
                assert_eq!((found.text.as_str(), found.n_times), (*text, 2), "{language} as {first} and {second}");
            }
        }
    }
}

#[test]
fn single_words_come_back() {
    check("it‚Äôs", "it’s");
    check("‚ÄúWith‚Äù ‚Äî ‚Ä¶", "“With” — …");
    check("\u{F8FF}üì£", "📣");
    check("itâ€™s", "it’s");
    check("caf√©", "café");
    check("sch√∂n, ni√±o", "schön, niño");
    check("schÃ¶n, niÃ±o", "schön, niño");
    check("voilÃ\u{A0} !", "voilà !");
    check("25Â°C", "25°C");
    check("siÄ™", "się");
    check("é¸¡", "鸡");
    check("ï»¿# Title", "\u{FEFF}# Title");
    check("Ã¢â‚¬â„¢", "’");
    check("\u{e2}\u{80}\u{99}", "’");
}

#[test]
fn sound_and_broken_stretches_may_be_mixed() {
    check("A résumé here\nand itâ€™s there\n", "A résumé here\nand it’s there\n");
    check("A résumé here\nand it‚Äôs there, caf√©\n", "A résumé here\nand it’s there, café\n");
    check("« Déjà » — ÐŸÑ€Ð¸Ð²ÐµÑ‚, Ð¸ Ð²Ñ‹", "« Déjà » — Привет, и вы");
    check("`Ã©` is what é became, and itâ€™s a pity", "`Ã©` is what é became, and it’s a pity");
    check("« Déjà » caf√©\nand another cafÃ©", "« Déjà » café\nand another café");
}

#[test]
fn what_cannot_be_reversed_stays() {
    // The no-break space of `à` has become a blank, the last byte of `”` has been lost.
    check("Ã la carte, itâ€™s", "Ã la carte, it’s");
    check("â€œyesâ€ itâ€™s", "“yesâ€ it’s");
    assert_eq!(repair("Ã la carte"), None);
    assert_eq!(repair("yesâ€ "), None);
}

fn found(broken: &str) -> Repair {
    repair(broken).expect("it is broken")
}

#[test]
fn the_repair_says_what_it_did() {
    let first = found("itâ€™s ‚Äô, theyâ€™re â€œinâ€\u{9D}");
    assert_eq!((first.n_places, first.read_as, first.n_times), (4, "Windows-1252", 2));
    assert_eq!(found("it\u{e2}\u{80}\u{99}s").read_as, "Latin-1");
    assert_eq!(found("it‚Äôs").read_as, "Mac Roman");
}

/// Words of many scripts, one or several scripts in a text.
fn text_of_many_scripts() -> impl Strategy<Value = String> {
    let word = prop_oneof![
        4 => "[a-zA-Z]{1,8}",
        3 => "[a-zàâçéèêëîïôùûüÿœæ]{1,8}",
        2 => "[A-ZÀÂÇÉÈÊËÎÏÔÙÛÜŒÃÕÑÄÖÅØ]{1,8}",
        1 => "[a-ząćęłńóśźżčďěňřšťůžğışőű]{1,8}",
        1 => "[ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệ]{1,4}",
        1 => "[α-ωΑ-Ρ]{1,8}",
        1 => "[а-яА-Яіїєґ]{1,8}",
        1 => "[א-ת]{1,6}",
        1 => "[ء-ي]{1,6}",
        1 => "[क-ह]{1,6}",
        1 => "[ก-ฮ]{1,6}",
        1 => "[一-龥]{1,6}",
        1 => "[ぁ-んァ-ヶ]{1,6}",
        1 => "[가-힣]{1,6}",
        1 => "[🎙📣🤖✅→€™°½¿¡§µπ√]{1,2}",
        1 => "[ɐ-ʯ]{1,3}",
    ];
    let between = prop_oneof![
        6 => Just(" ".to_owned()),
        1 => "[“”‘’«»„‚–—…·\u{A0},.:;!?\n()'\"-]{1,2}",
    ];
    prop::collection::vec((word, between), 0..12)
        .prop_map(|pairs| pairs.into_iter().map(|(word, between)| word + &between).collect())
}

proptest! {
    #![proptest_config(ProptestConfig {
        cases: 2 * ProptestConfig::default().cases,
        ..ProptestConfig::default()
    })]

    #[test]
    fn a_broken_text_comes_back_or_stays(text in text_of_many_scripts(), damage_idx in 0..3usize) {
        prop_assume!(repair(&text).is_none());
        if let Some(found) = repair(&DAMAGES[damage_idx].1(&text)) {
            prop_assert_eq!(found.text, text);
        }
    }

    #[test]
    fn a_text_broken_twice_comes_back_or_stays(
        text in text_of_many_scripts(), first_idx in 0..3usize, second_idx in 0..3usize,
    ) {
        let once = DAMAGES[first_idx].1(&text);
        prop_assume!(repair(&text).is_none() && repair(&once).is_some());
        if let Some(found) = repair(&DAMAGES[second_idx].1(&once)) {
            prop_assert_eq!(found.text, text);
        }
    }

    #[test]
    fn what_is_repaired_is_sound(text in text_of_many_scripts(), damaged in text_of_many_scripts(), damage_idx in 0..3usize) {
        let mixed = format!("{text}\n{}", DAMAGES[damage_idx].1(&damaged));
        if let Some(found) = repair(&mixed) {
            prop_assert!(found.n_places > 0 && found.text.len() < mixed.len());
            prop_assert_eq!(repair(&found.text), None);
        }
    }

    #[test]
    fn any_text_can_be_asked_about(text: String) {
        let _ = (repair(&text), looks_broken(&text));
    }
}
