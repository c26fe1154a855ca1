//! What the editor promises, in a real browser.
#![cfg(target_arch = "wasm32")]

mod support {
    pub mod page;
}

use std::cell::RefCell;
use std::rc::Rc;

use js_sys::Promise;
use rundown::editor::{EditorEvents, EditorHandle, EditorTools, OnChange, OpenStops, Surface};
use rundown::text::{Applied, Change, Piece, Selection, TextEdit};
use wasm_bindgen::prelude::*;
use wasm_bindgen_futures::JsFuture;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{CharacterData, Element, HtmlDocument, HtmlElement, KeyboardEvent, KeyboardEventInit};

use self::support::page::{append, document};

wasm_bindgen_test_configure!(run_in_browser);

#[wasm_bindgen(module = "/tests/support/breaking.js")]
extern "C" {
    #[wasm_bindgen(js_name = breakPart)]
    fn break_part(editor: &JsValue, name: &str);
    #[wasm_bindgen(js_name = breakParser)]
    fn break_parser(editor: &JsValue);
}

#[wasm_bindgen_test]
async fn typing_reaches_rust_as_deltas() {
    let desk = Desk::with_text("Michael #1: 🎙 ");
    desk.type_text("é").await;
    assert_eq!(desk.changes(), [[Change::insert("Michael #1: 🎙 ".len(), "é")]]);
    desk.check("Michael #1: 🎙 é");
}

#[wasm_bindgen_test]
fn all_changes_of_one_edit_arrive_together_and_in_order() {
    let desk = Desk::with_text("one\ntwo\nthree");
    desk.editor.apply(&edit([Change::insert(0, "- "), Change::insert(4, "- "), Change::insert(8, "- ")], None));
    desk.check("- one\n- two\n- three");
    let [together] = &desk.log.borrow().applied[..] else { panic!("three calls instead of one") };
    let lines: Vec<usize> = together.iter().map(|applied| applied.line).collect();
    assert_eq!(lines, [1, 2, 3]);
}

#[wasm_bindgen_test]
async fn an_edit_is_one_undo_step_of_its_own() {
    let desk = Desk::with_text("notes");
    desk.type_text("!").await;
    desk.editor.apply(&edit([Change::insert(0, "**"), Change::insert(6, "**")], None));
    desk.type_text("?").await;
    desk.check("**notes!?**");

    for text in ["**notes!**", "notes!", "notes"] {
        desk.editor.undo();
        desk.check(text);
    }
    assert!(!desk.editor.can_undo());
    desk.editor.redo();
    assert!(desk.editor.can_redo());
    desk.check("notes!");
}

#[wasm_bindgen_test]
fn an_edit_selects_what_it_says() {
    let desk = Desk::with_text("🎙 on air");
    let selection = Selection::single("🎙🎙 ".len(), "🎙🎙 on".len());
    desk.editor.apply(&edit([Change::insert(0, "🎙")], Some(selection.clone())));
    assert_eq!(desk.editor.selection(), selection);
}

#[wasm_bindgen_test]
fn an_edit_may_answer_a_change() {
    let desk = Desk::with_text("a");
    let editor = desk.editor.clone();
    desk.on_change(move |applied| {
        if applied[0].change.insert == "b" {
            editor.apply(&edit([Change::insert(0, "answer ")], None));
        }
    });
    desk.editor.apply(&edit([Change::insert(1, "b")], None));
    desk.check("answer ab");
}

#[wasm_bindgen_test]
fn a_bound_key_runs_the_app_s_command_instead_of_codemirror_s() {
    let desk = Desk::with_text("bold");
    let editor = desk.editor.clone();
    desk.on_command(move |_| editor.apply(&edit([Change::insert(0, "**")], None)));
    let event = desk.press("i", |init| init.set_ctrl_key(true));
    assert!(event.default_prevented());
    assert_eq!(desk.log.borrow().commands, ["italic"]);
    desk.check("**bold");
}

#[wasm_bindgen_test]
async fn a_template_is_one_undo_step_of_its_own() {
    let desk = Desk::with_text("");
    desk.type_text("Hello").await;
    let pieces = [text("\n\n**Brian #2:** "), stop("title", "Title"), text("\n")];
    desk.editor.insert_pieces(5..5, &pieces, &[]);
    desk.check("Hello\n\n**Brian #2:** Title\n");
    assert_eq!(desk.selected(), ["Title"]);
    desk.editor.undo();
    desk.check("Hello");
}

#[wasm_bindgen_test]
fn a_template_and_the_changes_behind_it_are_one_undo_step() {
    let desk = Desk::with_text("#1 🎙\n#2 b\n");
    let behind = [Change::replace(9..10, "3")];
    desk.editor.insert_pieces(8..8, &[text("#2 "), stop("title", "Title"), text("\n")], &behind);
    desk.check("#1 🎙\n#2 Title\n#3 b\n");
    assert_eq!(desk.selected(), ["Title"]);
    desk.editor.undo();
    desk.check("#1 🎙\n#2 b\n");
}

#[wasm_bindgen_test]
fn folds_keep_their_places_and_open_for_the_cursor() {
    let desk = Desk::with_text("🎙 one\nbody\ntwo\nbody\n");
    let (first, second) = (8..13, 17..22);
    desk.editor.set_folds(&[first.clone(), second.clone(), 3..3]);
    assert_eq!(desk.editor.folds(), [first.clone(), second.clone()]);
    desk.editor.set_folds(&[second.clone(), first.clone()]);
    assert_eq!(desk.log.borrow().n_folds, 1, "nothing new is folded");

    desk.editor.apply(&edit([Change::insert(0, "x ")], None));
    assert_eq!(desk.editor.folds(), [10..15, 19..24]);
    desk.editor.apply(&edit([], Some(Selection::cursor(12))));
    assert_eq!(desk.editor.folds(), [19..24]);
    assert_eq!(desk.log.borrow().n_folds, 2);
    desk.editor.set_folds(&[]);
    assert!(desk.editor.folds().is_empty());
}

#[wasm_bindgen_test]
async fn only_what_the_author_scrolls_is_reported() {
    let desk = Desk::with_text(&"line\n".repeat(500));
    let scroller = desk.scroller();
    some_frames().await;
    desk.editor.scroll_to_line(200.5);
    some_frames().await;
    assert!(desk.log.borrow().scrolled_to.is_empty(), "the app has scrolled, not the author");

    let top = scroller.scroll_top();
    scroller.dispatch_event(&web_sys::Event::new("wheel").unwrap()).unwrap();
    scroller.set_scroll_top(top + 1);
    some_frames().await;
    let line = *desk.log.borrow().scrolled_to.last().expect("the author has scrolled");
    assert!((200.4..200.8).contains(&line), "{line}");
}

#[wasm_bindgen_test]
async fn tab_goes_from_stop_to_stop_and_ends_at_the_cursor() {
    let desk = Desk::with_text("");
    let pieces = [text("["), stop("title", "Title"), text("]("), Piece::Cursor, stop("url", "url"), text(")")];
    desk.editor.insert_pieces(0..0, &pieces, &[]);
    desk.type_text("T").await;
    desk.press("Tab", |_| {});
    assert_eq!(desk.selected(), ["url"]);
    desk.press("Tab", |init| init.set_shift_key(true));
    assert_eq!(desk.selected(), ["T"]);
    desk.press("Tab", |_| {});
    desk.press("Tab", |_| {});
    assert_eq!(desk.editor.selection(), Selection::cursor(4));
    desk.check("[T](url)");
}

#[wasm_bindgen_test]
async fn stops_of_one_name_are_edited_together() {
    let desk = Desk::with_text("");
    let pieces = [stop("name", "Name"), text(" and again "), stop("name", "Name")];
    desk.editor.insert_pieces(0..0, &pieces, &[]);
    desk.type_text("Calvin").await;
    desk.check("Calvin and again Calvin");
}

/// An edit at the only cursor, as an author makes it.
fn edit_at(desk: &Desk, byte: usize, change: Change) {
    desk.editor.apply(&edit([], Some(Selection::cursor(byte))));
    desk.editor.apply(&edit([change], None));
}

#[wasm_bindgen_test]
async fn a_cursor_in_one_stop_of_a_name_edits_all_of_them_as_one_step() {
    let desk = Desk::with_text("");
    let pieces = [stop("name", "Né"), text(", "), stop("name", "Né"), text(": "), stop("name", "Né"), text("\n")];
    desk.editor.insert_pieces(0..0, &pieces, &[]);
    desk.editor.apply(&edit([], Some(Selection::cursor(8))));
    desk.type_text("e").await;
    desk.check("Née, Née: Née\n");
    edit_at(&desk, 6, Change::delete(6..7));
    desk.check("ée, ée: ée\n");
    edit_at(&desk, 0, Change::replace(0..3, ""));
    desk.check(", : \n");
    desk.type_text("Zoë").await;
    desk.check("Zoë, Zoë: Zoë\n");
    for text in [", : \n", "ée, ée: ée\n", "Née, Née: Née\n", "Né, Né: Né\n"] {
        desk.editor.undo();
        desk.check(text);
    }
}

#[wasm_bindgen_test]
fn only_places_that_say_the_same_follow_and_none_after_escape() {
    let pieces = [text("> "), stop("name", "Ann"), text(" and "), stop("name", "Ann"), text("\n")];
    let desk = Desk::with_text("");
    desk.editor.insert_pieces(0..0, &pieces, &[]);
    desk.editor.apply_from_elsewhere(&edit([Change::replace(2..3, "H")], None));
    desk.check("> Hnn and Ann\n");
    edit_at(&desk, 3, Change::insert(3, "a"));
    desk.check("> Hann and Ann\n");

    let desk = Desk::with_text("");
    desk.editor.insert_pieces(0..0, &pieces, &[]);
    edit_at(&desk, 3, Change::insert(3, "!"));
    desk.press("Escape", |_| {});
    edit_at(&desk, 3, Change::insert(3, "?"));
    desk.check("> A?!nn and A!nn\n");
}

#[wasm_bindgen_test]
async fn undo_takes_stops_away_with_their_text_and_redo_brings_them_back() {
    let desk = Desk::with_text("Notes\n");
    let pieces = [stop("title", "Title"), text(" by "), stop("host", "Host"), text(" on "), stop("title", "Title")];
    desk.editor.insert_pieces(6..6, &pieces, &[]);
    let opened = desk.editor.open_stops();
    desk.editor.undo();
    assert_eq!(desk.editor.open_stops(), OpenStops::default());
    desk.editor.redo();
    assert_eq!(desk.editor.open_stops(), opened);

    desk.press("Tab", |_| {});
    desk.type_text("Ann").await;
    desk.press("Tab", |_| {});
    desk.type_text("!").await;
    assert_eq!(desk.editor.open_stops(), OpenStops::default(), "what is typed at the end is the notes'");
    desk.editor.undo();
    desk.editor.undo();
    desk.check("Notes\nTitle by Host on Title");
    assert_eq!(desk.selected(), ["Host"]);
    desk.press("Tab", |init| init.set_shift_key(true));
    assert_eq!(desk.selected(), ["Title", "Title"]);
}

#[wasm_bindgen_test]
async fn stops_are_open_again_where_they_were() {
    let desk = Desk::with_text("🎙\n");
    let pieces = [stop("title", "Title"), text(" by "), stop("host", "Host"), text(" on "), stop("title", "Title")];
    desk.editor.insert_pieces(5..5, &pieces, &[]);
    desk.press("Tab", |_| {});
    let opened = desk.editor.open_stops();
    let notes = desk.editor.with_source(|source| source.as_str().to_owned());
    desk.editor.open("other", &notes, &Selection::cursor(0), &opened, Surface::Full).unwrap();
    assert_eq!(desk.editor.selection(), Selection::cursor(14), "the stop that was being filled in");
    desk.press("Tab", |init| init.set_shift_key(true));
    desk.type_text("Ô").await;
    desk.check("🎙\nÔ by Host on Ô");
}

#[wasm_bindgen_test]
fn a_template_s_own_text_is_never_read_as_anything_else() {
    let literal = "\n${1:a} #{b} \\{c\\} {{{{ $\n\tindented\n";
    let desk = Desk::with_text("    - item");
    let pieces = [text(literal), stop("{$stop}", "{$stop}"), text("}}")];
    desk.editor.insert_pieces(10..10, &pieces, &[]);
    desk.check(&format!("    - item{literal}{{$stop}}}}}}"));
    assert_eq!(desk.selected(), ["{$stop}"]);
}

#[wasm_bindgen_test]
fn each_draft_keeps_its_undo_history_and_selection() {
    let desk = Desk::with_text("first");
    desk.editor.apply(&edit([Change::insert(5, " draft")], Some(Selection::cursor(2))));
    desk.editor.open("other", "second", &Selection::cursor(0), &OpenStops::default(), Surface::Full).unwrap();
    assert!(!desk.editor.can_undo());
    desk.check("second");

    desk.editor.open("draft", "first draft", &Selection::cursor(0), &OpenStops::default(), Surface::Full).unwrap();
    assert_eq!(desk.editor.selection(), Selection::cursor(2));
    desk.editor.undo();
    desk.check("first");
}

#[wasm_bindgen_test]
fn a_draft_that_was_forgotten_or_changed_elsewhere_starts_anew() {
    for (text, is_forgotten) in [("first draft", true), ("restored", false)] {
        let desk = Desk::with_text("first");
        desk.editor.apply(&edit([Change::insert(5, " draft")], None));
        desk.editor.open("other", "", &Selection::cursor(0), &OpenStops::default(), Surface::Full).unwrap();
        if is_forgotten {
            desk.editor.forget("draft");
        }
        desk.editor.open("draft", text, &Selection::cursor(3), &OpenStops::default(), Surface::Full).unwrap();
        assert!(!desk.editor.can_undo());
        assert_eq!(desk.editor.selection(), Selection::cursor(3));
        desk.check(text);
    }
}

#[wasm_bindgen_test]
async fn a_part_that_throws_is_left_out_and_nothing_else_is_lost() {
    let desk = Desk::with_text("Notes.");
    EditorTools::fetch().await.expect("a part that can be fetched");
    break_part(desk.editor.as_js(), "the marks of findings");
    desk.editor.open("other", "Other notes.", &Selection::cursor(12), &OpenStops::default(), Surface::Full).unwrap();
    desk.type_text(" One").await;
    desk.type_text(" boom").await;
    desk.check("Other notes. One boom");
    assert_eq!(desk.log.borrow().faults, ["the marks of findings"]);

    desk.type_text("!").await;
    desk.check("Other notes. One boom!");
    assert_eq!(desk.log.borrow().faults.len(), 1, "what is left out throws no more");
    desk.editor.undo();
    desk.check("Other notes.");
    desk.editor.redo();
    desk.check("Other notes. One boom!");
}

#[wasm_bindgen_test]
fn a_draft_at_which_a_part_throws_opens_without_it() {
    let desk = Desk::with_text("Notes.");
    break_part(desk.editor.as_js(), "folding");
    desk.editor.open("other", "boom", &Selection::cursor(4), &OpenStops::default(), Surface::Full).unwrap();
    desk.check("boom");
    assert_eq!(desk.log.borrow().faults, ["folding"]);
    desk.editor.set_folds(&[0..2]);
    assert!(desk.editor.folds().is_empty());
}

#[wasm_bindgen_test]
fn plain_text_is_shown_without_any_part_that_can_be_left_out() {
    let desk = Desk::with_text("Notes.");
    for part in ["folding", "the marks of findings", "the colours of Markdown", "the fields of templates"] {
        break_part(desk.editor.as_js(), part);
    }
    desk.editor.open("other", "boom", &Selection::cursor(4), &OpenStops::default(), Surface::Plain).unwrap();
    desk.check("boom");
    desk.editor.apply(&edit([Change::insert(4, "!")], None));
    desk.check("boom!");
    desk.editor.undo();
    desk.check("boom");
    assert!(desk.log.borrow().faults.is_empty());
}

#[wasm_bindgen_test]
async fn a_parser_that_throws_takes_away_colours_alone() {
    let desk = Desk::with_text("Notes.");
    break_parser(desk.editor.as_js());
    desk.editor.open("other", "- **One**", &Selection::cursor(9), &OpenStops::default(), Surface::Full).unwrap();
    desk.type_text("!").await;
    desk.check("- **One**!");
    assert!(!desk.log.borrow().faults.is_empty());
}

#[wasm_bindgen_test]
fn the_mirror_equals_codemirror_after_random_edits() {
    let inserts = ["", "a", "\n", "🎙", "é\n\n", "👩‍💻 漢字", "\n\n- "];
    let desk = Desk::with_text("Notes 🎙\n\n- one\n- two\n");
    let mut random = Random(0x2545_f491_4f6c_dd1d);
    for _ in 0..300 {
        let text = desk.editor.with_source(|source| source.as_str().to_owned());
        let mut ends = [0; 4].map(|_| text.floor_char_boundary(random.below(text.len() + 1)));
        ends.sort();
        let changes = [(ends[0], ends[1]), (ends[2], ends[3])].map(|(from, to)| {
            let to = text.floor_char_boundary(to.min(from + 9));
            Change::replace(from..to, inserts[random.below(inserts.len())])
        });
        let edit = edit(changes, None);
        desk.editor.apply(&edit);
        desk.check(&edit.apply(&text));
    }
    for _ in 0..100 {
        desk.editor.undo();
        desk.check(&desk.shown());
    }
}

#[wasm_bindgen_test]
async fn a_mirror_that_drifted_is_mended_at_once() {
    let desk = Desk::with_text("on 🎙 air");
    let line = desk.find(".cm-line").first_child();
    let line: CharacterData = line.expect("the line has text").unchecked_into();
    line.delete_data(4, 1).expect("half of the microphone");
    settle().await;
    let text = desk.editor.with_source(|source| source.as_str().to_owned());
    assert_eq!(text, "on \u{fffd} air");
    desk.type_text("!").await;
    desk.check("on \u{fffd} air!");
}

#[wasm_bindgen_test]
fn carriage_returns_never_get_in() {
    let desk = Desk::with_text("");
    desk.editor.apply(&edit([Change::insert(0, "a\r\nb\rc\n")], None));
    desk.check("a\nb\nc\n");
}

#[wasm_bindgen_test]
fn revealing_a_place_puts_cursor_and_focus_there() {
    let desk = Desk::with_text(&"line\n".repeat(500));
    desk.editor.reveal(2000);
    assert_eq!(desk.editor.selection(), Selection::cursor(2000));
    let focused = document().active_element();
    assert_eq!(focused, Some(desk.find(".cm-content")));
}

#[wasm_bindgen_test]
fn the_field_has_a_name_and_a_way_out_for_the_keyboard() {
    let desk = Desk::with_text("notes");
    let content = desk.find(".cm-content");
    for (attribute, value) in
        [("role", "textbox"), ("aria-label", "Notes"), ("aria-multiline", "true"), ("spellcheck", "true")]
    {
        assert_eq!(content.get_attribute(attribute).as_deref(), Some(value));
    }
    assert!(desk.press("Tab", |_| {}).default_prevented());
    desk.press("Escape", |init| init.set_key_code(27));
    let tab = desk.press("Tab", |init| init.set_key_code(9));
    assert!(!tab.default_prevented());
}

/// An editor on the page, with the draft "draft" open, and what it has reported.
struct Desk {
    editor: EditorHandle,
    parent: HtmlElement,
    log: Rc<RefCell<Log>>,
}

type OnCommand = dyn Fn(&str);

#[derive(Default)]
struct Log {
    applied: Vec<Vec<Applied>>,
    commands: Vec<String>,
    on_change: Option<Rc<OnChange>>,
    on_command: Option<Rc<OnCommand>>,
    n_folds: usize,
    scrolled_to: Vec<f64>,
    faults: Vec<String>,
}

impl Desk {
    /// The cursor is at the end.
    fn with_text(text: &str) -> Desk {
        let parent: HtmlElement = append("div").unchecked_into();
        let log = Rc::new(RefCell::new(Log::default()));
        let editor = EditorHandle::mount(&parent, &[("Mod-i", "italic")], events(&log));
        let editor = editor.expect("an editor");
        editor.open("draft", text, &Selection::cursor(text.len()), &OpenStops::default(), Surface::Full).unwrap();
        editor.focus();
        Desk { editor, parent, log }
    }

    fn on_change(&self, answer: impl Fn(&[Applied]) + 'static) {
        self.log.borrow_mut().on_change = Some(Rc::new(answer));
    }

    fn on_command(&self, answer: impl Fn(&str) + 'static) {
        self.log.borrow_mut().on_command = Some(Rc::new(answer));
    }

    fn changes(&self) -> Vec<Vec<Change>> {
        let calls = &self.log.borrow().applied;
        let change = |applied: &Applied| applied.change.clone();
        calls.iter().map(|call| call.iter().map(change).collect()).collect()
    }

    /// Types as a keyboard or an input method does: the page changes first, and CodeMirror reads it.
    async fn type_text(&self, text: &str) {
        let page: HtmlDocument = document().unchecked_into();
        let typed = page.exec_command_with_show_ui_and_value("insertText", false, text);
        assert_eq!(typed, Ok(true), "typing {text}");
        settle().await;
    }

    fn press(&self, key: &str, with: impl Fn(&KeyboardEventInit)) -> KeyboardEvent {
        let init = KeyboardEventInit::new();
        init.set_key(key);
        init.set_bubbles(true);
        init.set_cancelable(true);
        with(&init);
        let event = KeyboardEvent::new_with_keyboard_event_init_dict("keydown", &init);
        let event = event.expect("a keyboard event");
        self.find(".cm-content").dispatch_event(&event).expect("an event that is not being sent");
        event
    }

    fn find(&self, selector: &str) -> Element {
        let found = self.parent.query_selector(selector).expect("a selector");
        found.expect("an element of the editor")
    }

    /// What CodeMirror shows, read from the page.
    fn shown(&self) -> String {
        let lines = self.parent.query_selector_all(".cm-line").expect("a selector");
        let lines = (0..lines.length()).filter_map(|line_idx| lines.item(line_idx)?.text_content());
        lines.collect::<Vec<_>>().join("\n")
    }

    /// What scrolls, made lower than the text.
    fn scroller(&self) -> Element {
        self.parent.set_attribute("style", "height: 200px").expect("a valid name");
        self.find(".cm-scroller")
    }

    fn selected(&self) -> Vec<String> {
        let selection = self.editor.selection();
        let ranges = selection.ranges().iter().map(|range| range.from()..range.to());
        self.editor.with_source(|source| ranges.map(|range| source.as_str()[range].to_owned()).collect())
    }

    #[track_caller]
    fn check(&self, text: &str) {
        self.editor.with_source(|source| assert_eq!(source.as_str(), text, "the mirror"));
        assert_eq!(self.shown(), text, "what is shown");
    }
}

impl Drop for Desk {
    fn drop(&mut self) {
        self.editor.destroy();
        self.parent.remove();
    }
}

/// Everything goes into the log, and from there to whoever the test has appointed.
fn events(log: &Rc<RefCell<Log>>) -> EditorEvents {
    let [changes, commands, folds, scrolls, faults] = std::array::from_fn(|_| log.clone());
    EditorEvents {
        on_change: Box::new(move |applied| {
            changes.borrow_mut().applied.push(applied.to_vec());
            let answer = changes.borrow().on_change.clone();
            answer.into_iter().for_each(|answer| answer(applied));
        }),
        on_select: Box::new(|_| {}),
        on_command: Box::new(move |command| {
            commands.borrow_mut().commands.push(command.to_owned());
            let answer = commands.borrow().on_command.clone();
            answer.into_iter().for_each(|answer| answer(command));
        }),
        on_fold: Box::new(move || folds.borrow_mut().n_folds += 1),
        on_scroll: Box::new(move |line| scrolls.borrow_mut().scrolled_to.push(line)),
        on_paste: Box::new(|_| false),
        on_later: Box::new(|_| {}),
        on_fault: Box::new(move |switched_off| faults.borrow_mut().faults.push(switched_off.to_owned())),
    }
}

/// xorshift64*
struct Random(u64);

impl Random {
    fn below(&mut self, n: usize) -> usize {
        self.0 ^= self.0 >> 12;
        self.0 ^= self.0 << 25;
        self.0 ^= self.0 >> 27;
        (self.0.wrapping_mul(0x2545_f491_4f6c_dd1d) >> 33) as usize % n
    }
}

/// Lets the browser tell CodeMirror what has changed on the page.
async fn settle() {
    let done = JsFuture::from(Promise::resolve(&JsValue::UNDEFINED)).await;
    done.expect("a promise that is kept");
}

/// Lets CodeMirror measure, and the browser say that it has scrolled.
async fn some_frames() {
    for _ in 0..4 {
        let frame = Promise::new(&mut |resolve, _| {
            let window = web_sys::window().expect("a window");
            window.request_animation_frame(&resolve).expect("a frame");
        });
        JsFuture::from(frame).await.expect("a promise that is kept");
    }
}

fn edit(changes: impl IntoIterator<Item = Change>, selection: Option<Selection>) -> TextEdit {
    TextEdit::new(changes.into_iter().collect(), selection)
}

fn text(text: &str) -> Piece {
    Piece::Text(text.to_owned())
}

fn stop(name: &str, text: &str) -> Piece {
    Piece::Stop { name: name.to_owned(), text: text.to_owned() }
}
