//! Writes the next episode: pieces of text, with stops to fill in.

use std::sync::Arc;

use super::boilerplate::{BoilerplateLine, List, counted_up};
use super::dates::{WrittenDate, dates};
use super::label_shape::closed;
use super::lines::{EpisodeLine, Role, is_empty_item};
use super::plan::{Answers, EpisodePlan, PartPlan, Slot, SponsorChoice};
use crate::outline::{
    Label, Outline, Rank, Segment, SegmentKind, SegmentNumber, after_guest_lead, after_sponsor_lead, fold, next_host,
};
use crate::rundown::DateNames;
use crate::rundown::template::{Date, Fields, fill, push_text};
use crate::text::Piece;

/// The name for a guest who is not known yet, if guests have topics.
const UNKNOWN_GUEST: &str = "Guest";
const GUEST_FIELD: &str = "{{guest}}";
/// The beginning of a field for a sponsor.
const SPONSOR_FIELD: &str = "{{sponsor";
/// The name of stops for notes about a segment.
pub(super) const NOTE: &str = "note";
/// More blank lines are not kept.
const MAX_BLANKS: usize = 2;

impl EpisodePlan {
    /// The notes of the next episode. Stops are named for what belongs there. The stops of one segment share a number,
    /// counted from the top. Stops in empty bullets are empty.
    pub fn pieces(&self, answers: &Answers) -> Vec<Piece> {
        let mut writer = EpisodeWriter::new(self, answers);
        if let Some(front_matter) = &self.front_matter {
            writer.front_matter(front_matter);
        }
        if let Some(title) = &self.title {
            writer.title(title);
        }
        writer.kept(&self.head);
        writer.list(self.list.as_ref());
        writer.guests_of_earlier_episode();
        self.slots.iter().for_each(|slot| writer.slot(slot));
        let mut pieces = writer.into_pieces();
        push_text(&mut pieces, "\n");
        pieces
    }

    /// The host of each topic; `None` if no host is known.
    fn hosts(&self, answers: &Answers) -> Vec<Option<String>> {
        let others: Vec<&Outline> = self.outlines.iter().collect();
        let guests = match answers.guests.is_empty() && self.has_guests {
            true => vec![UNKNOWN_GUEST.to_owned()],
            false => answers.guests.clone(),
        };
        let mut own = Outline { guests, ..Outline::default() };
        let mut hosts = Vec::new();
        for idx in 0..self.n_topics() {
            let host = next_host(&own, &others, idx).map(|proposal| proposal.host);
            own.segments.push(topic_of(host.clone(), idx));
            hosts.push(host);
        }
        self.with_chosen_hosts(hosts)
    }

    /// The hosts as proposed, if they are those that the author has set; else the author's hosts in turn.
    fn with_chosen_hosts(&self, hosts: Vec<Option<String>>) -> Vec<Option<String>> {
        let said = &self.chosen_hosts;
        let is_regular = |host: &&String| self.outlines.iter().any(|it| crate::outline::hosts(it).contains(host));
        let speaks = |name: &&String| hosts.iter().flatten().any(|host| fold(host) == fold(name));
        let is_said = |host: &&String| said.iter().any(|name| fold(name) == fold(host));
        let are_those = hosts.iter().flatten().filter(is_regular).all(|host| is_said(&host));
        if said.is_empty() || (are_those && said.iter().take(hosts.len()).all(|name| speaks(&name))) {
            return hosts;
        }
        (0..hosts.len()).map(|turn_idx| in_turn(said, turn_idx).cloned()).collect()
    }
}

/// The host of a turn, if the hosts that the author has set take turns.
pub(super) fn in_turn(said: &[String], turn_idx: usize) -> Option<&String> {
    said.get(turn_idx.checked_rem(said.len())?)
}

/// A topic with only a host.
fn topic_of(host: Option<String>, idx: usize) -> Segment {
    let label = Label {
        kind: SegmentKind::Topic,
        number: None,
        number_at: None,
        host,
        host_at: None,
        title: None,
        url: None,
        start_seconds: None,
        prefix_len: 0,
    };
    Segment {
        label: Arc::new(label),
        line: idx + 1,
        block_idx: idx,
        starts_block: true,
        depth: 0,
        rank: Rank::default(),
    }
}

/// Writes an episode from top to bottom.
pub(super) struct EpisodeWriter<'a> {
    plan: &'a EpisodePlan,
    answers: &'a Answers,
    pieces: Vec<Piece>,
    /// The number of groups of stops so far.
    n_stops: usize,
    hosts: Vec<Option<String>>,
    n_topics: usize,
    n_sponsors: usize,
}

impl<'a> EpisodeWriter<'a> {
    pub fn new(plan: &'a EpisodePlan, answers: &'a Answers) -> EpisodeWriter<'a> {
        let hosts = plan.hosts(answers);
        EpisodeWriter { plan, answers, pieces: Vec::new(), n_stops: 0, hosts, n_topics: 0, n_sponsors: 0 }
    }

    pub fn into_pieces(self) -> Vec<Piece> {
        self.pieces
    }

    pub fn slot(&mut self, slot: &Slot) {
        match slot {
            Slot::Topic => self.topic(),
            Slot::Part(part) => self.part(part),
            Slot::Text(text) => self.profile_text(text),
        }
    }

    fn title(&mut self, shape: &str) {
        self.begin_line(self.plan.n_blank_above);
        let n_written = |pieces: &[Piece]| pieces.iter().map(|piece| piece_text(piece).chars().count()).sum::<usize>();
        let n_above = n_written(&self.pieces);
        self.shape(shape, &self.fields());
        let Some(underline) = &self.plan.underline else { return };
        let n_chars = n_written(&self.pieces) - n_above;
        self.begin_line(0);
        let line = &underline.line;
        self.text(&if underline.is_as_long { line[..1].repeat(n_chars) } else { line.clone() });
    }

    /// The answers that front matter asks for.
    pub fn day(&self) -> Option<Date> {
        self.answers.date
    }

    pub fn date_names(&self) -> &'a DateNames {
        &self.plan.date_names
    }

    pub fn guest_names(&self) -> &'a [String] {
        &self.answers.guests
    }

    pub fn answered_number(&self) -> Option<&'a str> {
        self.answers.episode.as_deref()
    }

    pub fn newest_number(&self) -> Option<u32> {
        self.plan.episode
    }

    /// A stop without a text.
    pub fn empty_stop(&mut self, name: &str) {
        self.n_stops += 1;
        self.stop(name, String::new());
    }

    /// The known fields of the episode as a whole.
    pub fn fields(&self) -> Fields {
        let (episode, date) = (self.answers.episode.clone(), self.answers.date);
        Fields { episode, date, date_names: self.plan.date_names.clone(), ..Fields::default() }
    }

    fn begin_line(&mut self, n_blank_above: usize) {
        if !self.pieces.is_empty() {
            push_text(&mut self.pieces, &"\n".repeat(n_blank_above.min(MAX_BLANKS) + 1));
        }
    }

    pub fn text(&mut self, text: &str) {
        push_text(&mut self.pieces, text);
    }

    fn stop(&mut self, name: &str, text: String) {
        self.pieces.push(Piece::Stop { name: format!("{name}{}", self.n_stops), text });
    }

    /// Writes a shape with known fields filled in. Its stops form a group of their own.
    pub fn shape(&mut self, shape: &str, fields: &Fields) {
        self.n_stops += 1;
        for piece in fill(shape, fields) {
            match piece {
                Piece::Text(text) => self.text(&text),
                Piece::Stop { name, text } => self.stop(&name, text),
                Piece::Cursor => {}
            }
        }
    }

    fn topic(&mut self) {
        let topic = &self.plan.topic;
        let idx = self.n_topics;
        self.n_topics += 1;
        let number = topic.first_number.saturating_add(idx as u32);
        let number = SegmentNumber::from(number).to_text(topic.number_width);
        let host = self.hosts.get(idx).cloned().flatten();
        let is_someone = host.as_deref() == Some(UNKNOWN_GUEST);
        let shape = if is_someone { topic.shape.replace("{{host}}", GUEST_FIELD) } else { topic.shape.clone() };
        // The first one stands apart from the text above it.
        self.begin_line(if idx == 0 { topic.n_blank_above.max(1) } else { topic.n_blank_above });
        self.shape(&shape, &Fields { number: Some(number), host, ..Fields::default() });
        self.list(topic.list.as_ref());
        let is_last = self.n_topics == self.hosts.len();
        if let Some(end) = topic.end.as_ref().filter(|_| !is_last || topic.last_has_end) {
            self.begin_line(end.n_blank_above);
            self.text(&end.source);
        }
    }

    /// Writes text with fields. A line that is only a bullet gets a stop.
    fn profile_text(&mut self, text: &str) {
        let mut n_blank_above = 1;
        for line in text.trim_matches('\n').lines() {
            if line.trim().is_empty() {
                n_blank_above += 1;
            } else if is_empty_item(line) {
                self.list(Some(&List { marker: line.trim().to_owned(), n_blank_above }));
                n_blank_above = 0;
            } else {
                self.begin_line(n_blank_above);
                self.profile_line(line);
                n_blank_above = 0;
            }
        }
    }

    /// Writes one line of such text. Sponsors that are to stay replace its fields for sponsors.
    fn profile_line(&mut self, line: &str) {
        let stays = self.answers.sponsors == SponsorChoice::Keep && line.contains(SPONSOR_FIELD);
        match self.plan.sponsor_lines.get(self.n_sponsors).filter(|_| stays) {
            Some(sponsor) => {
                self.n_sponsors += 1;
                self.text(&sponsor.source);
            }
            None => self.shape(line, &self.fields()),
        }
    }

    fn part(&mut self, part: &PartPlan) {
        self.begin_line(part.label.n_blank_above);
        match &part.shape {
            Some(shape) => self.shape(shape, &Fields::default()),
            None => self.text(&part.label.source),
        }
        self.list(part.list.as_ref());
        self.kept(&part.body);
    }

    /// Writes an empty bullet. It needs a blank line above: right below a paragraph, a lone dash makes that a heading.
    fn list(&mut self, list: Option<&List>) {
        if let Some(list) = list {
            if !self.pieces.is_empty() {
                self.begin_line(list.n_blank_above.max(1));
            }
            self.text(&format!("{} ", list.marker));
            self.n_stops += 1;
            self.stop(NOTE, String::new());
        }
    }

    pub fn kept(&mut self, kept: &[BoilerplateLine]) {
        for kept in kept {
            match kept.line.role {
                Role::Sponsor if self.answers.sponsors == SponsorChoice::Empty => self.sponsor(&kept.line),
                Role::Guests => self.guests(&kept.line),
                _ => self.standing(kept),
            }
            self.list(kept.list_below.as_ref());
        }
    }

    /// Writes a boilerplate line: with the new date, or a stop for one, and with the episode's number counted up.
    fn standing(&mut self, kept: &BoilerplateLine) {
        self.begin_line(kept.line.n_blank_above);
        let source = &kept.line.source;
        let numbers = self.plan.episode.zip(self.answers.episode.as_ref()).filter(|_| kept.is_counted);
        let counted = |text: &str| numbers.map_or_else(|| text.to_owned(), |(old, new)| counted_up(text, old, new));
        let mut byte = 0;
        for date in dates(source, &self.plan.date_names) {
            self.text(&counted(&source[byte..date.bytes.start]));
            self.date(&date);
            byte = date.bytes.end;
        }
        self.text(&counted(&source[byte..]));
    }

    fn date(&mut self, written: &WrittenDate) {
        match self.answers.date {
            Some(day) => self.text(&day.to_text_in(&self.plan.date_names, Some(written.pattern))),
            None => {
                self.n_stops += 1;
                self.stop(&format!("date:{}", written.pattern), "Date".to_owned());
            }
        }
    }

    /// Writes the line with fields for a name and an address.
    fn sponsor(&mut self, line: &EpisodeLine) {
        let Some(opening) = opening(&line.source, after_sponsor_lead) else { return };
        let mut shape = closed(opening, "{{sponsor}}");
        if line.has_link && !shape.contains("{{url}}") {
            shape.push_str(": [**{{url}}**]({{url}})");
        }
        self.begin_line(line.n_blank_above);
        self.shape(&shape, &Fields::default());
    }

    /// Names guests as an earlier episode did, above everything else, if only some of the last episodes had guests.
    fn guests_of_earlier_episode(&mut self) {
        if let Some(line) = self.plan.guest_line.as_ref().filter(|_| !self.answers.guests.is_empty()) {
            self.guests(line);
        }
    }

    /// Writes the line with the names of the guests, or with a field for one, if most episodes have guests.
    fn guests(&mut self, line: &EpisodeLine) {
        let Some(opening) = opening(&line.source, after_guest_lead) else { return };
        let names = match self.answers.guests.as_slice() {
            [] if self.plan.has_guests => vec![GUEST_FIELD.to_owned()],
            guests => guests.to_vec(),
        };
        if names.is_empty() {
            return;
        }
        self.begin_line(line.n_blank_above);
        let (lead, marks) = opening.split_at(opening.trim_end_matches(['*', '[', '_']).len());
        self.text(lead);
        for (idx, name) in names.iter().enumerate() {
            self.text(if idx > 0 { ", " } else { "" });
            self.shape(&closed(marks, name), &Fields::default());
        }
    }
}

fn piece_text(piece: &Piece) -> &str {
    match piece {
        Piece::Text(text) | Piece::Stop { text, .. } => text,
        Piece::Cursor => "",
    }
}

/// The text of a line before the name that its lead introduces, including markup.
fn opening(source: &str, after_lead: fn(&str) -> Option<&str>) -> Option<&str> {
    let from = source.find(|c: char| c.is_alphanumeric())?;
    // The lead may be bold, or end in bold.
    let rest = after_lead(&source[from..])?;
    let byte_lead_to = source.len() - rest.len();
    let name = rest.find(char::is_alphanumeric)?;
    Some(&source[..byte_lead_to + name])
}
