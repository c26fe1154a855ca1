//! The checks of the open draft: brought up to date at pauses, because what is half written is wrong at every key; and what they
//! are to leave alone, by the author's word, which is kept beside the drafts.
//!
//! Invariant: whoever acts on a finding acts on the notes as they are, not as they were when it was found.

use std::time::Duration;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::OpenNotes;
use super::segments::Direction;
use crate::draft::diff::diff;
use crate::draft::versions::VersionCause;
use crate::draft::{DraftId, Ignored, show_of};
use crate::editor::{Marker, MarkerKind};
use crate::markdown::Patch;
use crate::rundown::{
    Check, Finding, Fix, Known, LiveChecks, Notes, Severity, finding_above, finding_below, fix, fix_all,
};
use crate::state::keys::shown_key;
use crate::state::screen::{About, Offer, OpenDialog, Pane, ProposedFix, Tone, Wanted};
use crate::state::{AtPause, effect, set_if_changed, when_idle};
use crate::text::TextEdit;

/// The key that shows the fix for what the cursor is on, in CodeMirror's notation.
pub(in crate::state) const FIX_HERE_KEY: &str = "Alt-Enter";
/// A pause in typing after which the notes are checked.
const PAUSE: Duration = Duration::from_millis(500);

/// What the checks have found in the open notes, and what is done about it.
#[derive(Clone, Copy, Default)]
pub struct Checks {
    /// What is not ignored, top down.
    pub findings: RwSignal<Vec<Finding>>,
    /// The notes were just opened, and nothing of them is checked yet.
    pub is_unchecked: RwSignal<bool>,
    /// How many of them each segment has.
    pub n_by_segment: RwSignal<Vec<usize>>,
    /// How many findings are ignored.
    pub n_ignored: RwSignal<usize>,
    /// What is said of the finding that the cursor was put on.
    pub said: RwSignal<String>,
    /// The finding that the cursor was put on last.
    revealed: StoredValue<Option<Finding>, LocalStorage>,
    checking: StoredValue<Checking, LocalStorage>,
    /// Goes up each time that something is to be checked.
    pub(super) n_due: RwSignal<usize>,
}

/// What is known of the open draft, and what of it must be read again.
#[derive(Default)]
struct Checking {
    live: LiveChecks,
    due: Due,
}

/// What has changed since the notes were checked.
#[derive(Default)]
enum Due {
    #[default]
    Nothing,
    Blocks(Patch),
    Everything,
}

impl Due {
    fn then(self, patch: &Patch) -> Due {
        match self {
            Due::Nothing => Due::Blocks(patch.clone()),
            Due::Blocks(earlier) => Due::Blocks(earlier.then(patch.clone())),
            Due::Everything => Due::Everything,
        }
    }
}

/// What the checks were told to leave alone, by one command.
#[derive(Clone)]
enum Ignoring {
    /// What a check has found at a place of a draft.
    Here { draft: DraftId, check: &'static Check, place: u64 },
    /// Whatever a check finds in a show.
    InShow { show: String, check: &'static Check },
}

impl OpenNotes {
    /// Some blocks have been replaced: the checks follow at a pause.
    pub(in crate::state) fn check_soon(&self, patch: &Patch) {
        self.checks.checking.update_value(|checking| checking.due = std::mem::take(&mut checking.due).then(patch));
        self.checks.n_due.update(|n| *n += 1);
    }

    /// Another draft is shown, or none.
    pub(in crate::state) fn check_anew(&self) {
        self.checks.checking.update_value(|checking| checking.due = Due::Everything);
        self.checks.findings.set(Vec::new());
        self.checks.is_unchecked.set(true);
        self.checks.said.set(String::new());
        self.checks.n_due.update(|n| *n += 1);
    }

    /// Something has changed that the checks hang on beside the notes.
    pub(in crate::state) fn check_again(&self) {
        self.check_soon(&Patch::default());
    }

    /// Checks the notes at each pause from now on.
    pub(in crate::state) fn follow_checks(&self) {
        let this = *self;
        let due = AtPause::default();
        effect(move || {
            this.checks.n_due.track();
            due.call(PAUSE, move || when_idle(move || this.check()));
        });
    }

    /// Checks the notes as they are, if anything has changed. Takes time linear in what has, and in what is found.
    pub(in crate::state) fn check(&self) {
        self.catch_up();
        let due =
            self.checks.checking.try_update_value(|checking| std::mem::take(&mut checking.due)).unwrap_or_default();
        if matches!(due, Due::Nothing) {
            return;
        }
        let found = self.with_notes(|notes| {
            self.checks.checking.update_value(|checking| match due {
                Due::Everything => checking.live = LiveChecks::new(notes.text, notes.blocks),
                Due::Blocks(patch) => checking.live.update(notes.text, notes.blocks, &patch),
                Due::Nothing => {}
            });
            let others = self.other_outlines.read_untracked();
            let known = Known { others: &others };
            let findings = self.checks.checking.try_with_value(|checking| checking.live.findings(notes, &known));
            self.noticed(notes, findings.unwrap_or_default())
        });
        set_if_changed(self.checks.findings, found.unwrap_or_default());
        set_if_changed(self.checks.is_unchecked, false);
        let findings = self.checks.findings.read_untracked();
        self.count_by_segment(self.checks.n_by_segment, findings.iter().map(|finding| finding.line));
        let markers: Vec<Marker> = findings.iter().map(marker).collect();
        self.with_editor(|editor| editor.show_markers(&markers));
    }

    /// What was found in notes and is not ignored.
    fn noticed(&self, notes: &Notes, findings: Vec<Finding>) -> Vec<Finding> {
        let ignored = self.library.ignored.read_untracked();
        let (show, id) = (self.open_show(), self.saving.open_id());
        let n_found = findings.len();
        let is_noticed = |finding: &Finding| {
            let check = finding.check.id;
            let is_here = |id: &DraftId| ignored.is_ignored_at(id, check, || finding.place(notes.text));
            !ignored.is_ignored_in_show(&show, check) && !id.as_ref().is_some_and(is_here)
        };
        let noticed: Vec<Finding> = findings.into_iter().filter(is_noticed).collect();
        set_if_changed(self.checks.n_ignored, n_found - noticed.len());
        noticed
    }

    /// The finding as it stands in the notes as they are now; none if it is fixed.
    fn finding_now(&self, finding: &Finding) -> Option<Finding> {
        self.check();
        self.checks.findings.with_untracked(|findings| {
            let same = findings.iter().filter(|it| (it.check, &it.message) == (finding.check, &finding.message));
            same.min_by_key(|it| it.line.abs_diff(finding.line)).cloned()
        })
    }

    /// Shows the place of a finding, where the notes stand beside the list; the focus stays.
    pub fn show_finding(&self, finding: &Finding) {
        if let Some(finding) = self.finding_now(finding).filter(|_| self.screen.has_room_for_panels()) {
            let byte = finding.byte_to_write();
            self.with_editor(|editor| editor.show(byte));
        }
    }

    /// Whether the app knows how to fix a finding.
    pub fn has_fix(&self, finding: &Finding) -> bool {
        let finding = self.finding_now(finding);
        finding.is_some_and(|finding| self.with_notes(|notes| fix(notes, &finding)).flatten().is_some())
    }

    /// Puts the cursor where a finding is, or where what it lacks is to be written.
    pub fn go_to_finding(&self, finding: &Finding) {
        if let Some(finding) = self.finding_now(finding) {
            self.reveal_finding(&finding);
        }
    }

    /// Puts the cursor there, with the sentence below it, and the key that shows a fix.
    fn reveal_finding(&self, finding: &Finding) {
        let byte = finding.byte_to_write();
        let hint = format!("{} shows how to fix it.", shown_key(FIX_HERE_KEY));
        let messages = [finding.message.clone()].into_iter().chain(self.has_fix(finding).then_some(hint)).collect();
        self.screen.pane.set(Pane::Write);
        self.checks.revealed.set_value(Some(finding.clone()));
        self.once_shown(move |editor| editor.reveal_finding(byte, messages));
    }

    /// Whether the cursor was put on a finding and still stands there.
    fn is_revealed(&self, finding: &Finding) -> bool {
        let is_same = |it: &Finding| (it.check, &it.message) == (finding.check, &finding.message);
        let was_revealed = self.checks.revealed.with_value(|revealed| revealed.as_ref().is_some_and(is_same));
        was_revealed && finding.byte_to_write() == self.byte_cursor()
    }

    /// Where the cursor is in the notes.
    pub(super) fn byte_cursor(&self) -> usize {
        self.with_editor(|editor| editor.selection().main().byte_head).unwrap_or_default()
    }

    /// Goes to the finding below the cursor or above it, from the last on to the first again, and says what it is.
    pub(in crate::state) fn step_to_finding(&self, direction: Direction) {
        self.check();
        let found = self.checks.findings.with_untracked(|findings| {
            let bytes: Vec<usize> = findings.iter().map(Finding::byte_to_write).collect();
            let byte_cursor = self.byte_cursor();
            // Of two that are the same in all, the one from which it goes on.
            let is_here = |it: &Finding| self.is_revealed(it);
            let idx = match direction {
                Direction::Down => finding_below(&bytes, byte_cursor, findings.iter().rposition(is_here)),
                Direction::Up => finding_above(&bytes, byte_cursor, findings.iter().position(is_here)),
            };
            idx.map(|idx| findings[idx].clone())
        });
        match found {
            Some(finding) => {
                self.reveal_finding(&finding);
                self.checks.said.set(finding.message);
            }
            None => self.screen.tell("The checks have found nothing."),
        }
    }

    /// Asks whether what the cursor stands on is to be fixed.
    pub(in crate::state) fn propose_fix_here(&self) {
        self.with_finding_here(|finding| self.propose_fix(finding));
    }

    /// Takes no more notice of what the cursor stands on.
    pub(in crate::state) fn ignore_finding_here(&self) {
        self.with_finding_here(|finding| self.ignore_here(finding));
    }

    fn with_finding_here(&self, act: impl FnOnce(&Finding)) {
        self.check();
        let line = self.cursor_line.get_untracked();
        let byte_cursor = self.byte_cursor();
        let here = self.checks.findings.with_untracked(|findings| {
            let on_line = findings.iter().filter(|it| it.line == line);
            let nearest = on_line.min_by_key(|it| it.bytes.start.abs_diff(byte_cursor));
            findings.iter().find(|it| self.is_revealed(it)).or(nearest).cloned()
        });
        match here {
            Some(finding) => act(&finding),
            None => self.screen.tell("The checks have found nothing on this line."),
        }
    }

    /// Asks whether a finding is to be fixed in the way that the app knows.
    pub fn propose_fix(&self, finding: &Finding) {
        let Some(finding) = self.finding_now(finding) else { return };
        match self.with_notes(|notes| fix(notes, &finding)).flatten() {
            Some(Fix { label, edit, .. }) => self.propose(label, edit),
            None => {
                self.go_to_byte(finding.byte_to_write());
                self.screen.tell(format!("{} Only you can fix it.", finding.message));
            }
        }
    }

    /// Asks whether everything is to be fixed that can be without a look at each.
    pub fn propose_safe_fixes(&self) {
        self.check();
        let proposed =
            self.checks.findings.with_untracked(|findings| self.with_notes(|notes| fix_all(notes, findings)));
        match proposed {
            Some((edit, n_fixed)) if n_fixed > 0 => {
                let label = if n_fixed == 1 { "Fix one".to_owned() } else { format!("Fix all {n_fixed}") };
                self.propose(label, edit);
            }
            _ => self.screen.tell("Nothing can be fixed automatically here."),
        }
    }

    fn propose(&self, label: String, edit: TextEdit) {
        let text = self.text();
        let diff = diff(&text, &edit.apply(&text));
        self.screen.show(OpenDialog::Fix(ProposedFix { label, diff, edit, text }));
    }

    /// Makes the rewriting that was asked about, as one undo step.
    pub fn apply_proposed_fix(&self) {
        let Some(proposed) = untrack(|| self.screen.of_dialog(OpenDialog::fix)) else { return };
        self.screen.close(|dialog| matches!(dialog, OpenDialog::Fix(_)));
        if self.text() != proposed.text {
            return self.screen.warn("The notes have changed in another tab meanwhile. Ask for the fix again.");
        }
        self.library.keep_version(VersionCause::Before("fixing what the checks found".to_owned()));
        self.with_editor(|editor| editor.apply(&proposed.edit));
        self.check();
        self.focus_editor();
    }

    /// Shows the findings beside the notes, and puts the focus there.
    pub(in crate::state) fn show_checks(&self) {
        self.screen.show_side_panel();
        self.screen.want(Wanted::Findings);
    }

    /// The checks follow what is ignored.
    pub(in crate::state) fn follow_ignored(&self) {
        let this = *self;
        effect(move || {
            this.library.ignored.track();
            this.check_again();
            this.check();
        });
    }

    /// Takes no more notice of a finding at its place.
    pub fn ignore_here(&self, finding: &Finding) {
        let Some(draft) = self.saving.open_id() else { return };
        let text = format!("“{}” is ignored at this place.", finding.check.title);
        self.ignore(Ignoring::Here { draft, check: finding.check, place: finding.place(&self.text()) }, text);
    }

    /// Takes no more notice of what a check finds in this show.
    pub fn ignore_in_show(&self, finding: &Finding) {
        let (check, show) = (finding.check, self.open_show());
        let text = match show.as_str() {
            "" => format!("“{}” is ignored in drafts without a show.", check.title),
            show => format!("“{}” is ignored in {show}.", check.title),
        };
        self.ignore(Ignoring::InShow { show, check }, text);
    }

    fn ignore(&self, ignoring: Ignoring, text: String) {
        let ignored = ignoring.clone();
        self.change_ignored(move |all| ignored.add_to(all));
        let this = *self;
        let about = About::Ignored(ignoring.name());
        self.screen.notify(Tone::Done, text, Some(Offer::new("Undo", about, move || this.notice_again(&ignoring))));
    }

    /// Takes notice again of what was ignored.
    fn notice_again(&self, ignoring: &Ignoring) {
        let noticed = ignoring.clone();
        self.change_ignored(move |all| noticed.take_from(all));
        let name = ignoring.name();
        self.screen.withdraw(|about| *about == About::Ignored(name.clone()));
    }

    /// Takes notice again of what a check finds in this show.
    pub fn stop_ignoring_in_show(&self, check: &'static Check) {
        self.notice_again(&Ignoring::InShow { show: self.open_show(), check });
    }

    /// Takes notice again of every place of the open draft.
    pub fn stop_ignoring_places(&self) {
        let Some(id) = self.saving.open_id() else { return };
        let of_draft = places_of(&id);
        self.screen.withdraw(|about| matches!(about, About::Ignored(name) if name.starts_with(&of_draft)));
        self.change_ignored(move |ignored| ignored.stop_ignoring_places(&id));
    }

    /// The checks that are ignored in the show of the open draft.
    pub fn ignored_in_show(&self) -> Vec<&'static Check> {
        let show = self.open_show();
        self.library.ignored.with_untracked(|ignored| ignored.in_show(&show).filter_map(Check::of_id).collect())
    }

    /// Whether places of the open draft are ignored.
    pub fn has_ignored_places(&self) -> bool {
        let id = self.saving.open_id();
        id.is_some_and(|id| self.library.ignored.with_untracked(|ignored| ignored.has_places(&id)))
    }

    /// The show of the open draft; empty where its title names none.
    pub(in crate::state) fn open_show(&self) -> String {
        let title = untrack(|| self.title());
        show_of(&title).unwrap_or_default().to_owned()
    }

    fn change_ignored(&self, change: impl Fn(&mut Ignored) + 'static) {
        let this = *self;
        let change: Box<dyn Fn(&mut Ignored)> = Box::new(change);
        spawn_local(async move {
            if let Some(changed) = this.saving.change_kept(&*change).await {
                this.library.ignored.set(changed.value);
            }
        });
    }
}

/// How the editor marks a finding.
fn marker(finding: &Finding) -> Marker {
    let kind = match finding.check.severity {
        Severity::Broken => MarkerKind::Error,
        Severity::Doubtful => MarkerKind::Warning,
        Severity::Hint => MarkerKind::Info,
    };
    Marker { bytes: finding.bytes.clone(), kind, message: finding.message.clone() }
}

impl Ignoring {
    /// Tells it from every other one.
    fn name(&self) -> String {
        match self {
            Self::Here { draft, check, place } => format!("{}{}/{place}", places_of(draft), check.id),
            Self::InShow { show, check } => format!("show {show}/{}", check.id),
        }
    }

    fn add_to(&self, ignored: &mut Ignored) {
        match self {
            Self::Here { draft, check, place } => ignored.ignore_place(draft, check.id, *place),
            Self::InShow { show, check } => ignored.ignore_in_show(show, check.id),
        }
    }

    fn take_from(&self, ignored: &mut Ignored) {
        match self {
            Self::Here { draft, check, place } => ignored.stop_ignoring_place(draft, check.id, *place),
            Self::InShow { show, check } => ignored.stop_ignoring_in_show(show, check.id),
        }
    }
}

/// What the names of all places of a draft begin with.
fn places_of(draft: &DraftId) -> String {
    format!("place {draft}/")
}
