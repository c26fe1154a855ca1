//! A button with a menu below it: by mouse, by touch, and by the keys that the ARIA menu pattern names.

use std::cell::RefCell;

use leptos::ev::{FocusEvent, KeyboardEvent};
use leptos::html::{Button, Div};
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, Node};

use super::dom::{all_in, focus};
use super::icon::{self, Icon};
use super::show::Show;
use crate::state::{effect, key_of};

/// One thing that a menu offers.
#[derive(Clone)]
pub struct MenuItem {
    pub label: String,
    /// A word of explanation beside the label, or the digit that chooses it; empty for none.
    pub hint: String,
    pub action: Callback<()>,
    /// What it is listed under together with its neighbours; empty for nothing.
    pub group: String,
    /// Of a choice among several, which leaves the menu open: whether it is the one.
    pub is_chosen: Option<Signal<bool>>,
}

impl MenuItem {
    pub fn new(label: impl Into<String>, hint: impl Into<String>, action: impl Fn() + Send + Sync + 'static) -> Self {
        let action = Callback::new(move |()| action());
        Self { label: label.into(), hint: hint.into(), action, group: String::new(), is_chosen: None }
    }
}

/// What the menu's button looks like.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum MenuButton {
    /// With an icon before the label.
    Labelled(&'static str),
    /// The same, for what matters most on the page.
    WithIcon(&'static str),
    /// An ellipsis; the label is its accessible name.
    More,
}

#[component]
pub fn Menu(
    /// Reactive: the button's text or accessible name, and the menu's.
    #[prop(into)]
    label: Signal<String>,
    /// One-time: the button's looks.
    button: MenuButton,
    /// Reactive: whether the menu is open; for what opens it from elsewhere.
    #[prop(optional)]
    open: RwSignal<bool>,
    /// Called each time the menu opens.
    #[prop(into)]
    items: Callback<(), Vec<MenuItem>>,
) -> impl IntoView {
    let root = NodeRef::<Div>::new();
    let trigger = NodeRef::<Button>::new();
    // A key may have opened the menu from anywhere: that is where the focus goes back to.
    let opener = StoredValue::new_local(None::<HtmlElement>);
    effect(move || {
        if open.get() {
            opener.set_value(document().active_element().and_then(|element| element.dyn_into().ok()));
            // Once the items are there, and before the next key: what is typed at once is meant for them.
            spawn_local(async move { focus_first_item(root) });
        }
    });
    let close = Callback::new(move |()| {
        open.set(false);
        opener.with_value(|opener| opener.as_ref().or(trigger.get_untracked().as_deref()).into_iter().for_each(focus));
    });
    let on_blur = move |event: FocusEvent| {
        // What is taken off the page loses the focus as well, and by then its signals are gone.
        if open.try_get_untracked() == Some(true) && !contains(root, event.related_target()) {
            open.set(false);
        }
    };
    view! {
        <div class="menu" node_ref=root on:keydown=move |event| on_key(&event, root, open, close) on:focusout=on_blur>
            <button
                type="button"
                node_ref=trigger
                class=button.class()
                aria-haspopup="menu"
                aria-expanded=move || open.get().to_string()
                aria-label=label
                on:click=move |_| open.update(|open| *open = !*open)
            >
                {button.face(label)}
            </button>
            <Show when=move || open.get()>
                <div class="menu-list" role="menu" aria-label=label>
                    {groups(items.run(()), close)}
                </div>
            </Show>
        </div>
    }
}

impl MenuButton {
    fn class(self) -> &'static str {
        match self {
            Self::Labelled(_) | Self::WithIcon(_) => "button",
            Self::More => "icon-button",
        }
    }

    /// On a narrow screen the first icon stands for the text.
    fn face(self, label: Signal<String>) -> impl IntoView {
        let labelled = |path| view! { <Icon path /> <span>{label}</span> <Icon path=icon::CHEVRON /> };
        match self {
            Self::More => view! { <Icon path=icon::MORE /> }.into_any(),
            Self::Labelled(path) => labelled(path).into_any(),
            Self::WithIcon(path) => labelled(path).into_any(),
        }
    }
}

/// The items, those of one group below its name.
fn groups(items: Vec<MenuItem>, close: Callback<()>) -> Vec<AnyView> {
    let mut views = Vec::new();
    for group in items.chunk_by(|one, next| one.group == next.group) {
        let name = group[0].group.clone();
        let items = group.iter().cloned().map(|item| item_view(item, close)).collect_view();
        views.push(match name.is_empty() {
            true => items.into_any(),
            false => view! {
                <div role="group" aria-label=group[0].group.clone()>
                    <p class="menu-heading" aria-hidden="true">{name}</p>
                    {items}
                </div>
            }
            .into_any(),
        });
    }
    views
}

pub fn item_view(item: MenuItem, close: Callback<()>) -> impl IntoView {
    let MenuItem { label, hint, action, is_chosen, .. } = item;
    let choose = move |_| {
        if is_chosen.is_none() {
            // First back to where the author was; the action may then put the focus elsewhere.
            close.run(());
        }
        action.run(());
    };
    let digit = is_digit(&hint).then(|| hint.clone());
    let hint = (!hint.is_empty()).then(|| view! { <span class="menu-hint" aria-hidden="true">{hint.clone()}</span> });
    view! {
        <button
            type="button"
            role=if is_chosen.is_some() { "menuitemradio" } else { "menuitem" }
            tabindex="-1"
            aria-checked=is_chosen.map(|is_chosen| move || is_chosen.get().to_string())
            aria-keyshortcuts=digit
            on:click=choose
        >
            <span>{label}</span>
            {hint}
        </button>
    }
}

fn is_digit(text: &str) -> bool {
    matches!(text.as_bytes(), [digit] if digit.is_ascii_digit())
}

/// Where the focus goes in an open menu.
#[derive(Clone, Copy)]
enum Step {
    First,
    Last,
    Next,
    Previous,
}

fn on_key(event: &KeyboardEvent, root: NodeRef<Div>, open: RwSignal<bool>, close: Callback<()>) {
    if open.get_untracked() {
        on_key_in_list(event, root, close);
    } else if key_of(event) == "ArrowDown" {
        stop(event, || open.set(true));
    }
}

/// The keys in an open menu.
pub fn on_key_in_list(event: &KeyboardEvent, root: NodeRef<Div>, close: Callback<()>) {
    let step = match key_of(event).as_str() {
        "ArrowDown" => Step::Next,
        "ArrowUp" => Step::Previous,
        "Home" => Step::First,
        "End" => Step::Last,
        "Escape" => return stop(event, || close.run(())),
        digit if is_digit(digit) && choose_by_digit(root, digit) => return stop(event, || {}),
        " " if !is_typing() => return,
        letter if letter.chars().count() == 1 && !has_modifier(event) => {
            return stop(event, || focus_typed(root, letter));
        }
        _ => return,
    };
    stop(event, || focus_item(root, step));
}

fn stop(event: &KeyboardEvent, then: impl FnOnce()) {
    event.prevent_default();
    event.stop_propagation();
    then();
}

/// The menu has been opened.
pub fn focus_first_item(root: NodeRef<Div>) {
    TYPED.take();
    focus_item(root, Step::First);
}

fn focus_item(root: NodeRef<Div>, step: Step) {
    let items = items_of(root);
    let n_items = items.len();
    if n_items == 0 {
        return;
    }
    let current = items.iter().position(is_focused);
    let idx = match (step, current) {
        (Step::First, _) | (Step::Next, None) => 0,
        (Step::Last, _) | (Step::Previous, None) => n_items - 1,
        (Step::Next, Some(idx)) => (idx + 1) % n_items,
        (Step::Previous, Some(idx)) => (idx + n_items - 1) % n_items,
    };
    items.get(idx).into_iter().for_each(focus);
}

/// Chooses the item that shows a digit; whether there is one.
fn choose_by_digit(root: NodeRef<Div>, digit: &str) -> bool {
    let shows = |item: &&HtmlElement| item.get_attribute("aria-keyshortcuts").as_deref() == Some(digit);
    let items = items_of(root);
    let found = items.iter().find(shows);
    found.inspect(|item| item.click()).is_some()
}

fn has_modifier(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.meta_key() || event.alt_key()
}

/// What was typed in the open menu.
#[derive(Default)]
struct Typed {
    /// Letters that followed each other without a pause.
    word: String,
    /// When the last of them came, in milliseconds since 1970.
    time_ms: f64,
    /// The item from which on the word is looked for.
    idx_from: usize,
}

thread_local! {
    static TYPED: RefCell<Typed> = RefCell::default();
}

/// Letters that follow each other faster are one word.
const PAUSE_MS: f64 = 800.0;

/// Whether a blank would be one within a name.
fn is_typing() -> bool {
    TYPED.with_borrow(|typed| !typed.word.is_empty() && js_sys::Date::now() - typed.time_ms < PAUSE_MS)
}

/// Focuses the item that is called what was typed, else one that begins with it, or the next one for the same letter again;
/// else one that has a word which does.
fn focus_typed(root: NodeRef<Div>, letter: &str) {
    let items = items_of(root);
    let current = items.iter().position(is_focused);
    let labels: Vec<String> = items.iter().map(label_of).collect();
    let goes_on = is_typing();
    let idx = TYPED.with_borrow_mut(|typed| {
        if !goes_on {
            // In a menu that was just opened nothing is passed over: nobody has chosen its first item yet.
            let is_first = typed.word.is_empty();
            typed.idx_from = if is_first { 0 } else { current.map_or(0, |idx| idx + 1) };
            typed.word.clear();
        }
        typed.time_ms = js_sys::Date::now();
        typed.word.push_str(&letter.to_lowercase());
        let is_repeated = goes_on && typed.word.chars().all(|typed| letter.to_lowercase().contains(typed));
        match current.filter(|_| is_repeated) {
            Some(idx) => idx_of_typed(&labels, idx + 1, &letter.to_lowercase()),
            None => idx_of_typed(&labels, typed.idx_from, &typed.word),
        }
    });
    idx.and_then(|idx| items.get(idx)).into_iter().for_each(focus);
}

/// Which label is meant by what was typed, in lower case, from one of them on and then from the top.
fn idx_of_typed(labels: &[String], idx_from: usize, typed: &str) -> Option<usize> {
    let n_before = idx_from.min(labels.len());
    let find = |is_meant: &dyn Fn(&str) -> bool| {
        (n_before..labels.len()).chain(0..n_before).find(|idx| is_meant(&labels[*idx].to_lowercase()))
    };
    find(&|label| label == typed)
        .or_else(|| find(&|label| label.starts_with(typed)))
        .or_else(|| find(&|label| label.split_whitespace().any(|word| word.starts_with(typed))))
}

/// Without the hint beside it.
fn label_of(item: &HtmlElement) -> String {
    item.first_element_child().and_then(|label| label.text_content()).unwrap_or_default()
}

fn items_of(root: NodeRef<Div>) -> Vec<HtmlElement> {
    // The menu may be gone by now.
    root.try_get_untracked().flatten().map(|root| all_in(&root, "[role^=menuitem]")).unwrap_or_default()
}

fn is_focused(item: &HtmlElement) -> bool {
    document().active_element().as_ref() == Some(item)
}

fn contains(root: NodeRef<Div>, target: Option<web_sys::EventTarget>) -> bool {
    let node = target.and_then(|target| target.dyn_into::<Node>().ok());
    root.get_untracked().is_some_and(|root| node.is_some_and(|node| root.contains(Some(&node))))
}

/// Puts a menu of its own below a row, or above it where the window ends, at its right edge.
pub fn place_at(menu: &HtmlElement, row: &HtmlElement) {
    let row = row.get_bounding_client_rect();
    let size = menu.get_bounding_client_rect();
    let height_px = window().inner_height().ok().and_then(|height| height.as_f64()).unwrap_or_default();
    let top_px = top_of_menu_px(row.top(), row.bottom(), size.height(), height_px);
    let left_px = (row.right() - size.width()).max(MARGIN_PX);
    // Leptos has a method of this name for what it draws itself.
    let style = HtmlElement::style(menu);
    for (property, px) in [("top", top_px), ("left", left_px)] {
        // Cannot fail: both are properties.
        let _ = style.set_property(property, &format!("{}px", px.round() as i32));
    }
}

/// What stays free between a menu and the window's edge.
const MARGIN_PX: f64 = 8.0;

/// Below the row if there is room, else above it, else as low as the window allows.
fn top_of_menu_px(row_top_px: f64, row_bottom_px: f64, menu_px: f64, window_px: f64) -> f64 {
    let lowest_px = window_px - MARGIN_PX - menu_px;
    let above_px = row_top_px - menu_px;
    if row_bottom_px <= lowest_px {
        row_bottom_px
    } else if above_px >= MARGIN_PX {
        above_px
    } else {
        lowest_px.max(MARGIN_PX)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_typed_finds_an_item() {
        let labels = ["Topic", "Topic without link", "Sponsor", "Whole episode"].map(str::to_owned);
        let check = |idx_from, typed, expected| assert_eq!(idx_of_typed(&labels, idx_from, typed), expected, "{typed}");
        check(0, "s", Some(2));
        check(0, "t", Some(0));
        check(1, "t", Some(1));
        check(2, "t", Some(0));
        check(1, "topic", Some(0));
        check(0, "topic w", Some(1));
        check(2, "sp", Some(2));
        check(4, "e", Some(3));
        check(0, "x", None);
    }

    #[test]
    fn a_menu_is_seen_as_a_whole() {
        assert_eq!(top_of_menu_px(100.0, 140.0, 300.0, 900.0), 140.0, "below");
        assert_eq!(top_of_menu_px(700.0, 740.0, 300.0, 900.0), 400.0, "above");
        assert_eq!(top_of_menu_px(200.0, 240.0, 300.0, 500.0), 192.0, "neither");
        assert_eq!(top_of_menu_px(200.0, 240.0, 600.0, 500.0), 8.0, "too high for the window");
    }
}
