//! The words by which notes are read, in English, German, Spanish, French and Japanese, and the most common ones in
//! Portuguese, Italian and Dutch. New words are added here only.
//!
//! All entries are in lower case, with a straight apostrophe and without punctuation at the end (a lead ends in a colon
//! if only the colon distinguishes it from prose).
//! A phrase is listed only if it heads a part of the notes in nearly every text that has it alone on a line. Words like
//! "links" or "intro" do so only in a heading, and any heading of a section is a segment anyway.

use std::sync::LazyLock;

use super::SegmentKind;
use crate::text::sort_by_word;

/// Keys of front matter, beside the words for an episode.
const EPISODE_KEYS: &[&str] =
    &["number", "issue", "episode_number", "episode-number", "episodenumber", "itunes_episode"];

/// Parts with what is left over: extras where a line alone says so, a section where a heading does.
#[rustfmt::skip] // a line for each language
const VAGUE_PARTS: &[&str] = &[
    "miscellaneous", "other stuff",
    "sonstiges", "vermischtes", "außerdem",
    "varios",
    "en bref", "divers", "en vrac",
    "その他",
    "varie", "diversen",
];

/// Named parts: a line with only this phrase, or with a colon behind it, starts a segment.
#[rustfmt::skip] // a line for each language
const PARTS: &[(SegmentKind, &[&str])] = &[
    (SegmentKind::Extras, &[
        "extra", "extras", "extra extra", "extra extra extra", "extra items", "extra links", "extra stuff",
        "more extras", "quick extras", "bonus extras", "bonus items", "bonus links", "odds and ends", "quick hits",
        "lightning round", "miscellaneous", "other stuff",
        "sonstiges", "vermischtes", "außerdem", "zugaben",
        "varios", "y además",
        "en bref", "divers", "en vrac",
        "おまけ", "番外編", "その他",
        "bônus", "varie", "diversen", "extra's",
    ]),
    (SegmentKind::Joke, &[
        "joke", "jokes", "the joke", "the jokes", "joke of the day", "joke of the week", "joke time",
        "dad joke", "dad jokes", "quick joke", "extra joke", "bonus joke", "second joke", "another joke",
        "witz", "witze", "der witz", "witz der woche",
        "chiste", "chistes", "el chiste", "chiste de la semana",
        "blague", "blagues", "la blague", "blague de la semaine",
        "ジョーク", "今日のジョーク", "小話",
        "piada", "piadas", "piada da semana", "barzelletta", "barzellette", "barzelletta della settimana",
        "mop", "mop van de week", "grap", "grap van de week",
    ]),
    (SegmentKind::Other, &[
        "connect with the hosts", "connect with the host", "connect with us", "follow the hosts",
        "about the show", "about the hosts", "show intro", "housekeeping", "announcements",
        "our news", "our personal news", "personal news", "other news", "in other news", "in the news", "more news",
        "news from us", "news from the hosts", "news items", "quick news", "news and notes",
        "follow up", "follow ups", "followup", "followups", "follow-up", "follow-ups", "follow up and other news",
        "what are we up to", "what we are up to", "what we're up to", "shout-outs", "shoutouts",
        "listener feedback", "listener questions", "listener mail", "mailbag", "feedback",
        "our picks", "picks of the week", "closing song", "closing thoughts", "final thoughts",
        "in eigener sache", "kontakt", "kontakt zu uns", "rückmeldungen", "hörerfragen", "unsere neuigkeiten",
        "neuigkeiten", "kurznachrichten", "ankündigungen", "nachklapp", "unsere tipps",
        "noticias", "nuestras noticias", "otras noticias", "contacto", "sobre el programa", "seguimiento",
        "preguntas de los oyentes", "anuncios", "recomendaciones",
        "nos actualités", "nos nouvelles", "autres nouvelles", "contact", "à propos de l'émission", "suivi",
        "questions des auditeurs", "annonces", "nos coups de cœur",
        "お便り", "お知らせ", "近況", "ニュース", "番組について", "フォローアップ",
        "notícias", "outras notícias", "anúncios", "recomendações", "perguntas dos ouvintes",
        "notizie", "altre notizie", "annunci", "consigli", "domande degli ascoltatori",
        "nieuws", "ander nieuws", "mededelingen", "luisteraarsvragen", "onze tips",
    ]),
];

/// Heads of a list of links for the whole show, alone on a line that is not a heading.
#[rustfmt::skip]
const LINKS_HEADS: &[&str] = &[
    "links", "all links", "show links", "episode links", "references", "resources",
    "alle links", "quellen", "enlaces", "referencias", "liens", "références", "リンク", "参考リンク",
    "ligações", "collegamenti", "riferimenti",
];

/// Nouns for a segment beside its number, where a host's name could be: `### Segment 3: Title`.
#[rustfmt::skip]
const SEGMENT_NOUNS: &[&str] = &[
    "segment", "topic", "item", "news item", "headline", "story", "article", "part", "chapter", "section", "block",
    "subject", "song", "track", "pick",
    "thema", "teil", "kapitel", "abschnitt", "beitrag",
    "tema", "parte", "capítulo", "sección", "noticia",
    "sujet", "partie", "chapitre", "rubrique",
    "トピック", "話題", "パート",
    "tópico", "assunto", "argomento", "capitolo", "notizia", "onderwerp", "deel", "hoofdstuk",
];

/// Nouns that are numbered with `#` too, but are neither hosts nor segments: `Issue #12`, `Option #2`.
#[rustfmt::skip]
const NUMBERED_NOUNS: &[&str] = &[
    "answer", "appendix", "attempt", "bug", "case", "comment", "commit", "day", "edition", "example", "exercise",
    "fact", "feature", "figure", "footnote", "goal", "hint", "idea", "issue", "law", "lesson",
    "level", "line", "link", "listener", "method", "milestone", "mistake", "myth", "no", "note", "number", "option",
    "page", "patch", "phase", "place", "player", "point", "pr", "principle", "problem", "pull request", "question",
    "rank", "reason", "release", "room", "round", "rule", "season", "see", "slide", "solution", "speaker", "sponsor",
    "sprint", "step", "table", "task", "team", "test", "theory", "thing", "ticket", "tip", "trick", "variant",
    "version", "vol", "volume", "way", "week", "wish",
    "aufgabe", "beispiel", "fall", "frage", "grund", "nr", "nummer", "regel", "schritt", "tipp", "woche",
    "ejemplo", "número", "paso", "pregunta", "razón",
    "exemple", "numéro", "raison", "règle", "étape",
    "質問", "例", "番号",
    "exemplo", "pergunta", "passo", "domanda", "esempio", "passaggio", "stap", "vraag", "voorbeeld",
];

/// Nouns for an episode beside its number: `Episode 203`.
#[rustfmt::skip]
const EPISODE_NOUNS: &[&str] = &[
    "episode", "ep", "show",
    "folge", "ausgabe", "sendung",
    "episodio", "programa",
    "épisode", "émission",
    "エピソード",
    "episódio", "puntata", "aflevering",
];

/// Leads before the name of a sponsor.
#[rustfmt::skip]
const SPONSOR_LEADS: &[&str] = &[
    "sponsored by", "sponsored:", "sponsor:", "sponsors:", "our sponsor:", "our sponsors:", "brought to you by",
    "gesponsert von", "unterstützt von", "präsentiert von", "sponsor dieser folge:", "werbung:",
    "patrocinado por", "patrocinada por", "con el patrocinio de", "patrocinador:", "patrocinadores:",
    "sponsorisé par", "parrainé par", "soutenu par",
    "スポンサー", "提供",
    "oferecimento:", "sponsorizzato da", "offerto da", "gesponsord door", "mede mogelijk gemaakt door",
];

/// Heads of a list of sponsors, alone on a line.
#[rustfmt::skip]
const SPONSOR_HEADS: &[&str] = &[
    "sponsor", "sponsors", "our sponsor", "our sponsors", "today's sponsor", "today's sponsors",
    "this week's sponsor", "this week's sponsors",
    "sponsoren", "unsere sponsoren", "werbung",
    "patrocinador", "patrocinadores", "nuestros patrocinadores",
    "partenaire", "partenaires", "nos partenaires",
    "patrocínio", "onze sponsors",
];

/// A longer line is not compared with the heads.
const MAX_HEAD_BYTES: usize = 40;

/// Phrases before such a lead.
#[rustfmt::skip]
const SPONSOR_OPENINGS: &[&str] = &[
    "this episode is", "this episode was", "this show is", "this week's episode is", "sponsor:",
    "diese folge wird",
    "este episodio está",
    "cet épisode est",
    "este episódio é", "questo episodio è", "questa puntata è", "deze aflevering is", "deze aflevering wordt",
];

/// Leads before the names of guests.
#[rustfmt::skip]
const GUEST_LEADS: &[&str] = &[
    "special guest", "special guests", "guest", "guests", "our guest", "our guests", "guest host", "guest co-host",
    "today's guest", "today's guests", "this week's guest", "this week's guests", "with guest", "with guests",
    "with special guest", "with special guests", "featuring:",
    "gast", "gäste", "zu gast", "unser gast", "unsere gäste",
    "invitado", "invitada", "invitados", "invitadas", "nuestro invitado", "nuestra invitada",
    "invité", "invitée", "invités", "invitées", "notre invité", "notre invitée", "nos invités", "avec nos invités",
    "ゲスト",
    "convidado", "convidada", "convidados", "convidadas", "ospite", "ospiti", "gasten",
];

/// Words that begin a remark about the source or author of a link, which is not part of the title.
#[rustfmt::skip]
const ATTRIBUTIONS: &[&str] = &[
    "at", "by", "from", "in", "on", "via",
    "bei", "über", "von",
    "en", "por",
    "chez", "dans", "de", "par", "sur",
    "da", "di", "em", "su", "op", "van",
];

/// Words between a number and the name of the speaker: `#1 by Ann: Title`.
const BY: &[&str] = &["by", "with", "von", "mit", "por", "con", "com", "par", "avec", "da", "door", "met"];

/// Words for the show as its own sponsor.
const OURSELVES: &[&str] =
    &["us", "ourselves", "you", "our listeners", "uns", "euch", "nosotros", "nous", "vous", "nós", "noi", "ons"];

/// Separators between the names of guests.
pub(super) const NAME_JOINS: &[&str] = &[" and ", " & ", " und ", " y ", " et ", " e ", " en ", ", ", "、"];

/// All of [`PARTS`], sorted.
static PARTS_IN_ORDER: LazyLock<Vec<(&str, SegmentKind)>> = LazyLock::new(|| {
    let entries = PARTS.iter().flat_map(|(kind, phrases)| phrases.iter().map(move |entry| (*entry, *kind)));
    let mut entries: Vec<_> = entries.collect();
    sort_by_word(&mut entries, |(entry, _)| entry);
    entries
});

/// The maximum length of a part's name.
const MAX_PART_BYTES: usize = 40;

/// The kind of part that a line with only this phrase starts.
///
/// If one phrase begins another (`follow up`, `follow up and other news`), any beginning of the longer one counts too,
/// so that the segment does not disappear while it is typed.
pub(crate) fn part(phrase: &str) -> Option<SegmentKind> {
    if phrase.len() > MAX_PART_BYTES {
        return None;
    }
    // This is called for nearly every line.
    let (entry, kind) = *PARTS_IN_ORDER.get(PARTS_IN_ORDER.partition_point(|(entry, _)| *entry < phrase))?;
    let is_part = entry == phrase || entry.starts_with(phrase) && begins_with_part(phrase);
    is_part.then_some(kind)
}

fn begins_with_part(phrase: &str) -> bool {
    PARTS_IN_ORDER.iter().any(|(entry, _)| phrase.starts_with(entry))
}

/// Whether a phrase heads a list of links.
pub(super) fn is_links_head(phrase: &str) -> bool {
    LINKS_HEADS.contains(&phrase)
}

pub(super) fn is_segment_noun(phrase: &str) -> bool {
    SEGMENT_NOUNS.contains(&phrase)
}

/// Whether a noun before a number numbers something other than a segment.
pub(super) fn is_numbered_noun(phrase: &str) -> bool {
    NUMBERED_NOUNS.contains(&phrase) || is_episode_noun(phrase)
}

/// Whether a part is so called that its heading says all: `## Miscellaneous` is a section like the others.
pub(super) fn is_vague_part(phrase: &str) -> bool {
    VAGUE_PARTS.contains(&phrase)
}

/// Keys of front matter that number the episode.
pub(crate) fn is_episode_key(key: &str) -> bool {
    EPISODE_KEYS.contains(&key) || is_episode_noun(key)
}

pub(super) fn is_episode_noun(phrase: &str) -> bool {
    EPISODE_NOUNS.contains(&phrase)
}

/// The text behind the lead to a sponsor, if the line starts with one.
pub(crate) fn after_sponsor_lead(line: &str) -> Option<&str> {
    if is_sponsor_head(line) {
        return Some("");
    }
    let opened = after_lead(line, SPONSOR_OPENINGS).map(|rest| after_lead(rest.trim_start(), SPONSOR_LEADS));
    opened.flatten().or_else(|| after_lead(line, SPONSOR_LEADS))
}

fn is_sponsor_head(line: &str) -> bool {
    let is_head = || SPONSOR_HEADS.contains(&fold(line).trim_end_matches(|c: char| !c.is_alphabetic()));
    line.len() <= MAX_HEAD_BYTES && is_head()
}

/// The text behind the lead to a guest, if the line starts with one.
pub(crate) fn after_guest_lead(line: &str) -> Option<&str> {
    after_lead(line, GUEST_LEADS)
}

/// Whether the sponsor is the show itself. Its links then lead to the show's own things.
pub(super) fn is_ourselves(name: &str) -> bool {
    OURSELVES.contains(&name)
}

/// Whether a word begins a remark about the source or author of a link.
pub(super) fn is_attribution(word: &str) -> bool {
    ATTRIBUTIONS.contains(&word)
}

/// Whether a word may be between a number and the name of the speaker.
pub(super) fn is_by(word: &str) -> bool {
    BY.contains(&word)
}

/// A phrase as it is written in the tables.
pub(crate) fn fold(phrase: &str) -> String {
    let folded = phrase.to_lowercase();
    if folded.contains('’') { folded.replace('’', "'") } else { folded }
}

/// The text behind the longest matching lead, compared without regard to case. Words are never cut.
fn after_lead<'a>(line: &'a str, leads: &[&str]) -> Option<&'a str> {
    // Nearly all lines begin with none of them.
    let first = line.chars().next()?.to_lowercase().next();
    leads
        .iter()
        .filter(|lead| lead.chars().next() == first)
        .filter_map(|lead| after_folded(line, lead))
        .filter(|rest| !rest.starts_with(char::is_alphanumeric) || !ends_in_letter(line, rest))
        .min_by_key(|rest| rest.len())
}

/// The text behind `prefix`, which is folded, at the start of `text`, which is not.
fn after_folded<'a>(text: &'a str, prefix: &str) -> Option<&'a str> {
    let mut wanted = prefix.chars();
    let mut next = wanted.next();
    for (byte, c) in text.char_indices() {
        for folded in c.to_lowercase() {
            match next {
                None => return Some(&text[byte..]),
                Some(expected) if expected == folded => next = wanted.next(),
                Some(_) => return None,
            }
        }
    }
    next.is_none().then_some("")
}

/// Whether the text before `rest` ends in a letter of a script that separates words by spaces.
fn ends_in_letter(line: &str, rest: &str) -> bool {
    line[..line.len() - rest.len()].ends_with(|c: char| c.is_lowercase() || c.is_uppercase())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_entry_is_folded() {
        let nouns = [SEGMENT_NOUNS, NUMBERED_NOUNS, EPISODE_NOUNS, LINKS_HEADS, SPONSOR_HEADS, ATTRIBUTIONS, BY];
        let tables = nouns.into_iter().chain([SPONSOR_LEADS, GUEST_LEADS]);
        let phrases = PARTS.iter().flat_map(|(_, phrases)| phrases.iter());
        for phrase in phrases.chain(tables.flatten()) {
            assert_eq!(fold(phrase).trim(), *phrase);
        }
    }

    #[test]
    fn no_part_is_longer_than_what_is_looked_at() {
        let phrases = PARTS.iter().flat_map(|(_, phrases)| phrases.iter());
        assert!(phrases.map(|phrase| phrase.len()).max() <= Some(MAX_PART_BYTES));
    }

    #[test]
    fn no_phrase_heads_two_kinds_of_part() {
        let mut phrases: Vec<&str> = PARTS.iter().flat_map(|(_, phrases)| phrases.iter().copied()).collect();
        let n_phrases = phrases.len();
        phrases.sort_unstable();
        phrases.dedup();
        assert_eq!(phrases.len(), n_phrases);
    }

    #[test]
    fn a_part_that_is_typed_on_to_a_longer_one_stays_a_part() {
        for n_chars in "follow up".len().."follow up and other news".len() {
            assert_eq!(part("follow up and other news"[..n_chars].trim_end()), Some(SegmentKind::Other));
        }
        assert_eq!((part("follow"), part("follow up later"), part("jok")), (None, None, None));
    }

    #[test]
    fn a_lead_is_found_in_any_case_and_never_within_a_word() {
        assert_eq!(after_sponsor_lead("SPONSORED BY Acme"), Some(" Acme"));
        assert_eq!(after_sponsor_lead("Sponsorship slots are free"), None);
        assert_eq!(after_sponsor_lead("Sponsor: Brought to you by Acme"), Some(" Acme"));
        assert_eq!(after_sponsor_lead("This episode was great"), None);
        assert_eq!(after_guest_lead("Special guests: A"), Some(": A"));
        assert_eq!(after_guest_lead("Gästebuch: A"), None);
        assert_eq!(after_guest_lead("ゲスト太郎"), Some("太郎"));
    }
}
