//! Segments as cards: which blocks make one, what that makes of each block, and what stands at the top: number, host, where the
//! link leads, how much there is to read, and the fold.
//!
//! A segment within another one is a part of that one's card, with a quiet header of its own.
//!
//! A card is shown by marking its blocks, not by nesting them, so that a keystroke touches the element of one block.
//!
//! The label of a card keeps its text: what the header shows of it is hidden from the eye and stays readable for
//! assistive technology, for which the header's copy is hidden.

use std::ops::Range;
use std::sync::Arc;

use web_sys::Element;

use super::surface::Contents;
use crate::markdown::{Block, BlockKind, web_host};
use crate::outline::{Label, Segment, SegmentKind};
use crate::text::without_controls;
use crate::ui::parts::counted::{clock, counted, words, words_and_time};
use crate::ui::parts::dom::{append, new_element, new_text, set, texts_of};

/// A segment that begins a block, and those after it that do not: no card can begin there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    pub segment_idxs: Range<usize>,
    /// Without those of the cards within it, which follow.
    pub block_idxs: Range<usize>,
    /// The card that it is directly within.
    pub parent: Option<usize>,
    /// How many cards are within it: those that follow.
    pub n_within: usize,
    pub host_colour: Option<usize>,
    /// Visible words.
    pub n_words: usize,
}

/// What a card is, apart from what is in it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct CardState {
    pub is_current: bool,
    pub is_folded: bool,
    /// Not what is to be seen now, or folded away in a card around it.
    pub is_away: bool,
}

/// What a block's element says beside its content and its line.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Look {
    part: Part,
    /// The label of a card within another one.
    is_nested: bool,
    host_colour: Option<usize>,
    is_current: bool,
    /// The label of a folded card.
    is_folded: bool,
    /// Not on the screen, though on paper.
    is_away: bool,
}

/// Which part of a card a block is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Part {
    #[default]
    None,
    Start,
    Middle,
    End,
    Whole,
}

/// The cards of the notes, in order. O(blocks + segments).
pub fn cards_of(notes: &Contents) -> Vec<Card> {
    let segments = &notes.outline.segments;
    let blocks = notes.blocks.blocks();
    let mut cards: Vec<Card> = Vec::new();
    // The card last begun at each depth, from the top one to that which is open.
    let mut open: Vec<(usize, usize)> = Vec::new();
    for (idx, segment) in segments.iter().enumerate().take_while(|(_, segment)| segment.block_idx < blocks.len()) {
        if segment.starts_block {
            if let Some(last) = cards.last_mut() {
                last.block_idxs.end = segment.block_idx;
            }
            open.truncate(open.partition_point(|(depth, _)| *depth < segment.depth));
            open.iter().for_each(|(_, around)| cards[*around].n_within += 1);
            let parent = open.last().map(|(_, card_idx)| *card_idx);
            open.push((segment.depth, cards.len()));
            cards.push(Card {
                segment_idxs: idx..idx + 1,
                block_idxs: segment.block_idx..blocks.len(),
                parent,
                n_within: 0,
                host_colour: notes.host_colours.get(idx).copied().flatten(),
                n_words: 0,
            });
        } else if let Some(card) = cards.last_mut() {
            card.segment_idxs.end = idx + 1;
        }
    }
    for card in &mut cards {
        card.n_words = blocks[card.block_idxs.clone()].iter().map(|block| block.n_words).sum();
    }
    cards
}

impl Card {
    /// What its block at `block_idx` looks like, in the outermost card around it, which has the blocks `whole`.
    /// `block_end`: where the last card within this one ends.
    pub fn look(&self, block_idx: usize, state: CardState, whole: &Range<usize>, block_end: usize) -> Look {
        let is_label = block_idx == self.block_idxs.start;
        let is_folded = state.is_folded && is_label;
        // What a folded card shows of itself ends the whole where the card does.
        let next_idx = if is_folded && self.parent.is_some() { block_end } else { block_idx + 1 };
        let part = match (block_idx == whole.start, next_idx == whole.end) {
            (true, true) => Part::Whole,
            (true, false) => Part::Start,
            (false, true) => Part::End,
            (false, false) => Part::Middle,
        };
        Look {
            part,
            is_nested: is_label && self.parent.is_some(),
            host_colour: self.host_colour,
            is_current: state.is_current,
            is_folded,
            is_away: state.is_away || (state.is_folded && !is_label),
        }
    }
}

impl Look {
    /// Of a block above all cards.
    pub fn outside(is_elsewhere: bool) -> Look {
        Look { is_away: is_elsewhere, ..Look::default() }
    }

    pub fn host_colour(self) -> Option<usize> {
        self.host_colour
    }

    /// Not on the screen, though on paper.
    pub fn is_away(self) -> bool {
        self.is_away
    }

    pub fn class(self) -> String {
        let part = match self.part {
            Part::None => "block",
            Part::Start => "block card card-start",
            Part::Middle => "block card",
            Part::End => "block card card-end",
            Part::Whole => "block card card-start card-end",
        };
        let marks = [
            (self.is_nested, "nested"),
            (self.is_current, "current"),
            (self.is_folded, "folded"),
            (self.is_away, "away"),
        ];
        let marks = marks.iter().filter(|(is_marked, _)| *is_marked).map(|(_, name)| *name);
        [part].into_iter().chain(marks).collect::<Vec<_>>().join(" ")
    }
}

/// The header of one card, above the label within the label's block.
pub struct CardHeader {
    label: Arc<Label>,
    /// What the segment is called to those who hear the fold's name.
    name: String,
    words: Element,
    fold: Element,
    hint: Element,
    shown: Option<CardFacts>,
}

/// What a header says of its card beside the label.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CardFacts {
    pub n_words: usize,
    /// In the blocks below the label's.
    pub n_words_below: usize,
    pub n_blocks_below: usize,
    pub is_folded: bool,
}

impl CardHeader {
    /// Puts the header of a segment into the element of its label's block, which shows the block and nothing else. Where it
    /// has the times of several, they are read there, line by line.
    pub fn put(element: &Element, segment: &Segment, block: &Block) -> CardHeader {
        let label = segment.label.clone();
        let is_one_of_several = label.start_seconds.is_some() && block.lines.len() > 1;
        let text = block.lines.first().map_or("", |line| line.text.as_str());
        // A label without a title keeps its text: nothing else would say what it is.
        let stands_for_prefix = label.title.is_some() && !is_one_of_several;
        let prefix = text.get(..label.prefix_len).filter(|_| stands_for_prefix).unwrap_or_default();
        hide_prefix(element, prefix.encode_utf16().count());
        make_heading(element, block);
        let words = new_element("span", "card-words");
        let fold = fold_button();
        let hint = new_element("div", "card-folded");
        let root = new_element("div", if is_one_of_several { "card-header of-several" } else { "card-header" });
        // Or it would tell the direction of the block.
        set(&root, "dir", "auto");
        let parts = if is_one_of_several { Vec::new() } else { parts(&label, prefix) };
        parts.iter().chain([&words, &fold]).for_each(|part| append(&root, part));
        // Cannot fail: the element is ours.
        let _ = element.prepend_with_node_1(&root);
        append(element, &hint);
        let name = label.title.clone().unwrap_or_else(|| without_controls(text.trim()).into_owned());
        CardHeader { label, name, words, fold, hint, shown: None }
    }

    pub fn is_of(&self, segment: &Segment) -> bool {
        self.label == segment.label
    }

    /// Says what has changed of the card.
    pub fn show(&mut self, facts: CardFacts) {
        if self.shown == Some(facts) {
            return;
        }
        self.shown = Some(facts);
        let nothing_to_read = facts.n_words == 0;
        self.words.set_text_content((!nothing_to_read).then(|| words_and_time(facts.n_words)).as_deref());
        let verb = if facts.is_folded { "Unfold" } else { "Fold" };
        let name = format!("{verb} {}", self.name);
        set(&self.fold, "aria-label", &name);
        set(&self.fold, "title", &name);
        set(&self.fold, "aria-expanded", if facts.is_folded { "false" } else { "true" });
        let class = if facts.n_blocks_below == 0 { "card-fold nothing-to-fold" } else { "card-fold" };
        self.fold.set_class_name(class);
        self.hint.set_text_content(facts.is_folded.then(|| hint(facts)).as_deref());
    }
}

/// What is folded away.
fn hint(facts: CardFacts) -> String {
    match (facts.n_words_below, facts.n_blocks_below) {
        (0, n_blocks) => format!("{} folded away", counted(n_blocks, "block")),
        (n_words, _) => format!("{} folded away", words(n_words)),
    }
}

/// Number, host, and where the link leads; `prefix` is what of the label's text they stand for.
fn parts(label: &Label, prefix: &str) -> Vec<Element> {
    let name = match label.kind {
        SegmentKind::Extras => Some("Extras"),
        SegmentKind::Joke => Some("Joke"),
        SegmentKind::Topic | SegmentKind::Other => None,
    };
    // Where nothing of the label is hidden, it says itself what the part is called.
    let name = name.filter(|_| !prefix.is_empty() && label.host.is_none());
    let number = label.number.map(|number| number.to_string());
    // A time at the end of the title is shown there.
    let time = label.start_seconds.filter(|_| has_time(prefix)).map(clock);
    let link = label.url.as_deref().and_then(web_host).map(|host| host.shown());
    let parts = [
        ("card-time", time.as_deref()),
        ("card-number", number.as_deref()),
        ("card-host", label.host.as_deref()),
        ("card-name", name),
        ("card-link", link.as_deref()),
    ];
    let elements = parts.iter().filter_map(|(class, text)| text.map(|text| new_text("span", class, text)));
    elements.inspect(|part| set(part, "aria-hidden", "true")).collect()
}

/// Whether a text has a time: a digit, then a colon or a letter, then a digit.
fn has_time(text: &str) -> bool {
    let chars: Vec<char> = text.chars().collect();
    let is_time = |at: &[char]| at[0].is_numeric() && matches!(at[1], ':' | '：' | 'h' | 'm') && at[2].is_numeric();
    chars.windows(3).any(is_time)
}

fn fold_button() -> Element {
    let button = new_element("button", "card-fold");
    set(&button, "type", "button");
    button
}

/// A label that is a paragraph of its own heads its segment, for those who go from heading to heading as well.
fn make_heading(element: &Element, block: &Block) {
    let label = element.first_element_child().filter(|_| block.kind == BlockKind::Paragraph && block.lines.len() == 1);
    if let Some(label) = label {
        set(&label, "role", "heading");
        set(&label, "aria-level", "2");
    }
}

/// Hides the first UTF-16 units of an element's text from the eye.
fn hide_prefix(element: &Element, utf16_len: usize) {
    let mut utf16_left = utf16_len;
    for text in texts_of(element) {
        if utf16_left == 0 {
            return;
        }
        let utf16_taken = utf16_left.min(text.length() as usize);
        if utf16_taken < text.length() as usize && text.split_text(utf16_taken as u32).is_err() {
            return;
        }
        let hidden = new_element("span", "visually-hidden");
        // Cannot fail: the text is within the element.
        let _ = text.replace_with_with_node_1(&hidden);
        let _ = hidden.append_child(&text);
        utf16_left -= utf16_taken;
    }
}
