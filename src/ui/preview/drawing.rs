//! When the preview is drawn: what is near the screen at once, the rest in slices between which the page goes on, and
//! what takes long at a pause.

use std::time::Duration;

use js_sys::{Function, Object, Promise, Reflect};
use leptos::prelude::{set_timeout, window, *};
use wasm_bindgen::prelude::*;
use web_sys::HtmlElement;

use super::place::Approach;
use super::surface::{Contents, PreviewSurface};
use crate::markdown::{BlockList, RenderOptions};
use crate::outline::LiveOutline;
use crate::state::{AppState, AtPause, effect};

/// A pause in typing after which blocks are drawn that take long.
const PAUSE: Duration = Duration::from_millis(250);

/// The drawn preview and what it takes to draw it. Cheap to copy; all copies are the same.
#[derive(Clone, Copy)]
pub struct Drawing {
    app: AppState,
    surface: StoredValue<PreviewSurface, LocalStorage>,
    /// Of each segment.
    host_colours: Memo<Vec<Option<usize>>>,
    /// Whether a slice is to come.
    goes_on: StoredValue<bool>,
    late: AtPause,
    /// Whether some of it waits for a pause.
    pub is_late: RwSignal<bool>,
}

impl Drawing {
    pub fn new(app: AppState, root: HtmlElement, scroller: HtmlElement) -> Drawing {
        Drawing {
            app,
            surface: StoredValue::new_local(PreviewSurface::new(root, scroller.into())),
            host_colours: Memo::new(move |_| app.notes.outline.with(colours_of_segments)),
            goes_on: StoredValue::new(false),
            late: AtPause::default(),
            is_late: RwSignal::new(false),
        }
    }

    /// The one owner of what is below the preview's root. `drawn` is called each time that something was drawn.
    pub fn follow_notes(self, drawn: impl Fn() + 'static) {
        effect(move || {
            let Some(due) = self.app.notes.take_redraw() else { return };
            self.with_notes(|surface, notes| surface.draw(&due, notes));
            drawn();
            self.go_on_soon();
        });
    }

    /// Raw HTML is shown as text until the editor can sanitise it.
    pub fn follow_editor_tools(self) {
        effect(move || {
            if self.app.notes.has_editor_tools.get() {
                self.change(|surface| surface.is_raw_html_due = true);
                self.go_on_soon();
            }
        });
    }

    /// Lets what is around the screen take part, after it was scrolled.
    pub fn follow_scroll(self) {
        self.change(PreviewSurface::follow_scroll);
        if self.read(|surface| surface.is_complete) == Some(false) {
            self.with_notes(PreviewSurface::draw_near);
        }
    }

    /// Draws all that is left to draw, however long it takes.
    pub fn draw_rest(self) {
        if self.app.notes.has_redraw() {
            return;
        }
        while self.read(|surface| surface.is_complete) == Some(false) {
            self.with_notes(PreviewSurface::go_on);
        }
        self.with_notes(PreviewSurface::draw_late);
    }

    /// As `PreviewSurface::reveal_line`, also where nothing is drawn yet.
    pub fn reveal_line(self, line: usize, approach: Approach) {
        self.change(|surface| surface.bring_line_near(line));
        if !self.app.notes.has_redraw() && self.read(|surface| surface.is_complete) == Some(false) {
            self.with_notes(PreviewSurface::draw_near);
        }
        self.change(|surface| surface.reveal_line(line, approach));
    }

    /// Calls `read` with the surface.
    pub fn read<R>(self, read: impl FnOnce(&PreviewSurface) -> R) -> Option<R> {
        self.surface.try_with_value(read)
    }

    /// Calls `change` with the surface.
    pub fn change<R>(self, change: impl FnOnce(&mut PreviewSurface) -> R) -> Option<R> {
        self.surface.try_update_value(change)
    }

    fn with_notes<R>(self, draw: impl FnOnce(&mut PreviewSurface, &Contents) -> R) -> Option<R> {
        let outline = self.app.notes.outline.try_read_untracked()?;
        let host_colours = self.host_colours.try_read_untracked()?;
        let images = self.app.notes.images();
        let cursor_line = self.app.notes.cursor_line.get_untracked();
        let contents = |blocks: &BlockList, draw: &mut dyn FnMut(&Contents)| {
            draw(&Contents { blocks, outline: &outline, host_colours: &host_colours, images, cursor_line });
        };
        let mut draw = Some(draw);
        let mut drawn = None;
        let mut once = |notes: &Contents| {
            drawn = draw.take().and_then(|draw| self.change(|surface| draw(surface, notes)));
        };
        if self.app.notes.with_blocks(|blocks| contents(blocks, &mut once)).is_none() {
            contents(&BlockList::new("", RenderOptions::default()), &mut once);
        }
        drawn
    }

    /// Goes on in a task of its own; and in another one after it, as long as there is something left to do.
    fn go_on_soon(self) {
        if self.goes_on.try_update_value(|goes_on| std::mem::replace(goes_on, true)) != Some(false) {
            return;
        }
        let is_complete = self.read(|surface| surface.is_complete) == Some(true);
        in_own_task(if is_complete { Urgency::Idle } else { Urgency::Soon }, move || self.go_on());
    }

    fn go_on(self) {
        self.goes_on.try_set_value(false);
        if self.app.notes.has_redraw() {
            // Drawn first, and then this goes on.
            return;
        }
        match self.with_notes(PreviewSurface::go_on) {
            Some(true) => self.go_on_soon(),
            Some(false) => self.finish(),
            None => {}
        }
    }

    /// All is drawn but what takes long.
    fn finish(self) {
        let Some((n_images_blocked, is_late)) = self.read(|surface| (surface.n_images_blocked(), surface.is_late))
        else {
            return;
        };
        self.app.notes.tell_images_blocked(n_images_blocked);
        // What was near may have gone.
        self.follow_scroll();
        if is_late {
            self.draw_late_at_pause();
        }
        if self.is_late.try_get_untracked().is_some_and(|before| before != is_late) {
            self.is_late.set(is_late);
        }
    }

    fn draw_late_at_pause(self) {
        self.late.call(PAUSE, move || {
            self.with_notes(PreviewSurface::draw_late);
            self.finish();
        });
    }
}

/// Of each segment, the colour of its host.
fn colours_of_segments(outline: &LiveOutline) -> Vec<Option<usize>> {
    let colours = outline.host_colours();
    let hosts = outline.segments.iter().map(|segment| segment.label.host.as_deref());
    hosts.map(|host| host.map(|host| colours.of(host))).collect()
}

/// What a task comes before and after.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Urgency {
    /// After input, beside painting.
    Soon,
    /// After all else.
    Idle,
}

/// Calls `f` in a task of its own, soon.
pub fn in_own_task(urgency: Urgency, f: impl FnOnce() + 'static) {
    match post_task() {
        Some((scheduler, post_task)) => {
            let options = Object::new();
            let priority = if urgency == Urgency::Soon { "user-visible" } else { "background" };
            // Cannot fail: the object is ours.
            let _ = Reflect::set(&options, &"priority".into(), &priority.into());
            // The promise is that of `f`'s result, which nobody waits for; it is not refused, as no signal can abort it.
            let _: Result<Promise, _> =
                post_task.call2(&scheduler, &Closure::once_into_js(f), &options).map(JsCast::unchecked_into);
        }
        // Safari.
        None => set_timeout(f, Duration::ZERO),
    }
}

fn post_task() -> Option<(JsValue, Function)> {
    let scheduler = Reflect::get(&window(), &"scheduler".into()).ok().filter(JsValue::is_object)?;
    let post_task = Reflect::get(&scheduler, &"postTask".into()).ok()?.dyn_into().ok()?;
    Some((scheduler, post_task))
}
