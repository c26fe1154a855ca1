//! A new episode from a template: known values are filled in, and the hosts take turns.
//!
//! `{{host1}}` is the first host everywhere. Only if the template was written for another number of hosts, the hosts of
//! its topics (lines with a number) take turns. What it has for each host, a name alone above a list, is then written
//! once for each host.
//!
//! Invariant: total, pure, linear in the template. Unknown values stay fields to fill in.

use super::plan::Answers;
use super::writing::in_turn;
use crate::rundown::template::{Fields, Template, fields_in, fill, n_numbers, push_text, split_ordinal};
use crate::text::Piece;

/// The number of the first segment, where the template does not say.
const FIRST_NUMBER: &str = "1";
/// Stops of added lists are numbered from here, so that they differ from those of the template.
const FIRST_ADDED_NOTE: usize = 1_000;

/// The notes of a new episode from a template.
pub fn episode_from_template(template: &Template, answers: &Answers) -> Vec<Piece> {
    let body = once_for_each(template.body.trim_matches('\n'), answers.hosts.len());
    let fields = Fields {
        number: Some(FIRST_NUMBER.to_owned()),
        show: answers.show.clone(),
        episode: answers.episode.clone(),
        date: answers.date,
        ..Fields::default()
    };
    let mut pieces = with_hosts(fill(&body, &fields), &template.body, &body, &answers.hosts);
    push_text(&mut pieces, "\n");
    pieces
}

/// Replaces the stops of hosts by names. `body` is what the pieces were made of, `written` the whole template.
fn with_hosts(pieces: Vec<Piece>, written: &str, body: &str, hosts: &[String]) -> Vec<Piece> {
    // A template that was written for as many hosts says itself who speaks when.
    let takes_turns = n_hosts(written) != hosts.len();
    let topics: Vec<usize> = body.lines().map(|line| n_numbers(line) as usize).collect();
    let mut line_idx = 0;
    let mut filled = Vec::new();
    for piece in pieces {
        let topic = topics.get(line_idx).copied().filter(|topic| takes_turns && *topic > 0);
        let host = match (&piece, topic) {
            (Piece::Stop { name, .. }, Some(topic)) => host_idx(name).and_then(|_| in_turn(hosts, topic - 1)),
            (Piece::Stop { name, .. }, None) => host_idx(name).and_then(|idx| hosts.get(idx)),
            _ => None,
        };
        match (piece, host) {
            (_, Some(host)) => push_text(&mut filled, host),
            (Piece::Text(text), None) => {
                line_idx += text.matches('\n').count();
                push_text(&mut filled, &text);
            }
            (piece, None) => filled.push(piece),
        }
    }
    filled
}

/// The body with its per-host parts once for each host; unchanged if no host is known.
fn once_for_each(body: &str, n_hosts: usize) -> String {
    let mut paragraphs = body.split("\n\n").peekable();
    let mut kept: Vec<String> = Vec::new();
    // Behind the part of the last existing host.
    let mut end = None;
    while let Some(paragraph) = paragraphs.next() {
        let host = lone_host(paragraph).filter(|_| n_hosts > 0);
        let list = paragraphs.next_if(|below| host.is_some() && is_list(below));
        if host.is_none_or(|idx| idx < n_hosts) {
            kept.extend([paragraph].into_iter().chain(list).map(str::to_owned));
        }
        if let Some((idx, list)) = host.zip(list).filter(|(idx, _)| *idx < n_hosts) {
            end = Some((kept.len(), idx, paragraph, &list[..1]));
        }
    }
    if let Some((at, last_idx, lead, marker)) = end {
        let added = (last_idx + 1..n_hosts).flat_map(|idx| {
            let field = fields_in(lead).next().unwrap_or_default();
            let named = [&lead[..field.start], &format!("{{{{host{}}}}}", idx + 1), &lead[field.end..]].concat();
            [named, format!("{marker} {{{{note{}}}}}", FIRST_ADDED_NOTE + idx)]
        });
        kept.splice(at..at, added);
    }
    kept.join("\n\n")
}

/// The index of the host that a paragraph names, if it contains nothing else.
fn lone_host(paragraph: &str) -> Option<usize> {
    let bare = paragraph.trim_matches(|c: char| c.is_whitespace() || matches!(c, '*' | ':'));
    let field = fields_in(bare).next().filter(|field| *field == (0..bare.len()))?;
    host_idx(name_of(&bare[field]))
}

fn is_list(paragraph: &str) -> bool {
    ["- ", "* ", "+ "].iter().any(|marker| paragraph.starts_with(marker))
}

/// How many hosts a body has fields for.
fn n_hosts(body: &str) -> usize {
    fields_in(body).filter_map(|field| host_idx(name_of(&body[field]))).max().map_or(0, |idx| idx + 1)
}

/// `host2` for `{{host2|Ann}}`.
fn name_of(field: &str) -> &str {
    let inner = field.trim_matches(['{', '}']);
    inner.split('|').next().unwrap_or_default().trim()
}

/// `1` for `host2`.
fn host_idx(name: &str) -> Option<usize> {
    match split_ordinal(&name.to_lowercase()) {
        ("host", ordinal) => Some(ordinal.max(1) as usize - 1),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::rundown::built_in;

    /// The body as an episode with these hosts: stops as `<name>`.
    fn made(body: &str, hosts: &[&str]) -> String {
        let template = Template { body: body.to_owned(), ..Template::default() };
        let hosts = hosts.iter().map(|host| (*host).to_owned()).collect();
        let answers = Answers { show: Some("Teatime".into()), episode: Some("1".into()), hosts, ..Answers::default() };
        let show = |piece: Piece| match piece {
            Piece::Text(text) => text,
            Piece::Stop { name, .. } => format!("<{name}>"),
            Piece::Cursor => "|".to_owned(),
        };
        episode_from_template(&template, &answers).into_iter().map(show).collect()
    }

    /// Checks the built-in template with some hosts: the names before a number, and those above a list.
    #[track_caller]
    fn check_built_in(hosts: &[&str], speaking: &[&str], listed: &[&str]) {
        let notes = made(&built_in()[0].body, hosts);
        assert!(notes.starts_with("# Teatime #1: <title>\n"), "{notes}");
        let before = |mark: &'static str| {
            notes
                .lines()
                .skip(1)
                .filter_map(move |line| line.split_once(mark).map(|(name, _)| name))
                .collect::<Vec<_>>()
        };
        assert_eq!(before(" #"), speaking, "{notes}");
        let lists = notes.lines().skip(1).filter_map(|line| line.strip_suffix(':')).collect::<Vec<_>>();
        assert_eq!(lists, listed, "{notes}");
    }

    #[test]
    fn hosts_take_turns_over_the_topics_and_each_has_a_list() {
        check_built_in(&["Ann", "Ben"], &["**Ann", "**Ben", "**Ann", "**Ben"], &["Ann", "Ben"]);
        check_built_in(&["Ann"], &["**Ann", "**Ann", "**Ann", "**Ann"], &["Ann"]);
        check_built_in(&["Ann", "Ben", "Cid"], &["**Ann", "**Ben", "**Cid", "**Ann"], &["Ann", "Ben", "Cid"]);
        check_built_in(&[], &["**<host1>", "**<host2>", "**<host1>", "**<host2>"], &["<host1>", "<host2>"]);
    }

    #[test]
    fn a_list_that_is_added_has_a_stop_of_its_own() {
        let body = "# {{episode}}\n\n**{{host}}:**\n\n- {{note}}\n\nBye\n";
        let expected = "# 1\n\n**Ann:**\n\n- <note>\n\n**Ben:**\n\n- <note1001>\n\nBye\n";
        assert_eq!(made(body, &["Ann", "Ben"]), expected);
    }

    #[test]
    fn names_are_text_whatever_they_look_like() {
        assert_eq!(made("{{host1}} {{title}} {{cursor}}", &["{{title}}"]), "{{title}} <title> |\n");
        assert_eq!(made("", &["Ann"]), "\n");
    }

    #[test]
    fn a_template_for_as_many_hosts_says_who_speaks_when() {
        let body =
            "{{host1}} #{{number1}}: {{a}}\n\n{{Host1}} #{{number2}}: {{b}}\n\n{{host2|Eve}} #{{number3}}: {{c}}";
        assert_eq!(made(body, &["Ann", "Ben"]), "Ann #1: <a>\n\nAnn #2: <b>\n\nBen #3: <c>\n");
        assert_eq!(made(body, &["Ann", "Ben", "Cid"]), "Ann #1: <a>\n\nBen #2: <b>\n\nCid #3: <c>\n");
    }
}
