// Keeps the text when the app has crashed: a panic or a trap in WebAssembly takes everything with it that is written in
// Rust, but neither CodeMirror nor the journal.
//
// From then on the editor's changes come here, and nothing else on the page does anything any more: what the app holds may
// be half done. What is kept is a draft of its own (`rescued`), of a later revision than any that the app has written; the
// next start takes it up like any other copy (`start.rs`).
//
// Invariant: needs no WebAssembly, and says "saved" only once the journal has it.

import { closeToApp, connected, readAll, writeNow } from "./journal.js";

const PAUSE = 300;
const LONGEST_WAIT = 600;
const LAST_RETRY = 8000;
const PREFIX = "rundown.";

/** CodeMirror, as `editor/bundle/adapter.js` wraps it; null until it is on the page. */
let editor = null;
/** The open draft as it was last saved, but for its text; null where none is open. */
let shell = null;
let hasCrashed = false;
let timer = null;
let unsavedSince = null;
let retry = PAUSE;

// While WebAssembly is still on its way.
connected().catch(() => {});

addEventListener("error", ({ error }) => isFatal(error) && appCrashed(error));
addEventListener("unhandledrejection", ({ reason }) => isFatal(reason) && appCrashed(reason));
addEventListener("visibilitychange", () => hasCrashed && document.hidden && keepAtOnce(), true);
addEventListener("pagehide", () => hasCrashed && keepAtOnce(), true);
for (const type of ["click", "keydown", "input", "change", "submit", "drop", "paste", "beforeunload", "pagehide"]) {
  addEventListener(type, keepFromApp, true);
}

// Before the app is there, and after it has crashed, too.
for (const type of ["dragover", "drop"]) addEventListener(type, keepPage, true);

/** From here on this is the editor whose text is kept. */
export function protect(newEditor) {
  editor = newEditor;
}

/** What the open draft is but for its text: JSON, with the highest revision that the app has given out; null for none. */
export function remember(newShell) {
  shell = newShell;
}

/** The app has panicked: nothing that it holds is to be believed. */
export function appCrashed(reason) {
  if (hasCrashed) return;
  hasCrashed = true;
  closeToApp();
  console.error(reason);
  // Before a draft is open there is nothing to write in.
  const isStarted = editor !== null && shell !== null;
  editor?.takeOver(keepSoon);
  if (isStarted) keepNow();
  tellOfCrash(isStarted);
}

/** The app could not be loaded at all. */
export function startFailed(reason) {
  console.error(reason);
  document.getElementById("starting")?.remove();
  appCrashed(reason);
}

/** Whether the app still does what it is called for. */
export function isAlive() {
  return !hasCrashed;
}

/** Panics and traps, also those of stack and memory. */
function isFatal(error) {
  return error instanceof WebAssembly.RuntimeError;
}

/** After the crash, an event reaches the editor and what stands here, and nobody else. */
function keepFromApp(event) {
  if (!hasCrashed) return;
  const isOurs = event.target instanceof Element && event.target.closest(".cm-editor, .crashed");
  if (!isOurs) event.stopImmediatePropagation();
}

/** A link, a picture or a file that is dropped where nothing takes it would lead the browser away from the page. */
function keepPage(event) {
  const { target, dataTransfer } = event;
  const element = target instanceof Text ? target.parentElement : target;
  const isWithin = (selector) => element instanceof Element && element.closest(selector) !== null;
  const hasFiles = dataTransfer?.types.includes("Files");
  const isTaken = hasFiles ? !hasCrashed && isWithin(".app") : isWithin(".cm-content, :read-write");
  if (isTaken) return;
  event.preventDefault();
  if (dataTransfer) dataTransfer.dropEffect = "none";
}

function keepSoon() {
  if (shell === null) return;
  unsavedSince ??= Date.now();
  show("saving", "Saving…");
  keepAfter(Date.now() - unsavedSince >= LONGEST_WAIT ? 0 : PAUSE);
}

function keepAfter(wait) {
  clearTimeout(timer);
  timer = setTimeout(keepNow, wait);
}

async function keepNow() {
  unsavedSince = null;
  const { id, json } = nextRevision();
  try {
    await writeNow([["rescued", `${id}/guard`, json]], false);
    retry = PAUSE;
    if (unsavedSince === null) show("saved", "Saved");
  } catch (error) {
    show("failed", `Not saved: ${error.message}. Download your notes before you leave.`);
    retry = Math.min(2 * retry, LAST_RETRY);
    keepAfter(retry);
  }
}

/** Before the page goes: at once, in both places, of which either may be too late. */
function keepAtOnce() {
  if (editor === null || shell === null) return;
  const { id, json } = nextRevision();
  writeNow([["rescued", `${id}/guard`, json]], true).catch(() => {});
  try {
    localStorage.setItem(`${PREFIX}rescued.${id}/guard`, json);
  } catch {
    // There is the journal.
  }
}

/** The open draft with its text as it is, written as `src/draft/schema.rs` writes it. */
function nextRevision() {
  const draft = JSON.parse(shell);
  draft.revision = Math.min(draft.revision + 1, MAX_REVISION);
  shell = JSON.stringify(draft);
  draft.modified_ms = Date.now();
  draft.text = editor.text().toWellFormed?.() ?? editor.text();
  const json = JSON.stringify(draft);
  return { id: draft.id, json: `{"schema":${SCHEMA},"checksum":"${fnv1a(json)}","draft":${json}}` };
}

/** As in `src/draft/schema.rs`. */
const SCHEMA = 2;

/** As in `src/draft/revision.rs`. */
const MAX_REVISION = 2 ** 52;

/** FNV-1a of 64 bits, in 16 hexadecimal digits: as `src/text/fnv.rs`, in halves, because numbers here are exact up to 2^53. */
function fnv1a(text) {
  let [high, low] = [0xcbf29ce4, 0x84222325];
  for (const byte of new TextEncoder().encode(text)) {
    low = (low ^ byte) >>> 0;
    const product = low * 0x1b3;
    // The prime is 2^40 + 0x1b3.
    high = (Math.imul(high, 0x1b3) + Math.floor(product / 2 ** 32) + (low << 8)) >>> 0;
    low = product >>> 0;
  }
  return [high, low].map((half) => half.toString(16).padStart(8, "0")).join("");
}

/** The save state, which the app does not show any more. */
function show(state, words) {
  const element = document.querySelector("[data-testid=save-state]");
  if (!element) return;
  element.dataset.state = state;
  element.title = words;
  element.textContent = words;
}

function tellOfCrash(isStarted) {
  const sentence = isStarted
    ? "Rundown has stopped working, but your notes are kept: go on writing, or reload the page to go on with everything."
    : "Rundown could not start. Your drafts are as they were. Reload the page; if that does not help, update your browser.";
  const box = elementOf("div", "crashed");
  box.setAttribute("role", "alert");
  box.dataset.testid = "crashed";
  box.append(elementOf("p", "", sentence), ...actions(isStarted));
  document.body.append(box);
}

function actions(isStarted) {
  const download = isStarted ? button("Download", downloadOpenDraft) : button("Download my drafts", downloadAll);
  return [download, button("Reload", () => location.reload())];
}

function elementOf(name, className, text = "") {
  const element = document.createElement(name);
  element.className = className;
  element.textContent = text;
  return element;
}

function button(label, act) {
  const element = elementOf("button", "button", label);
  element.type = "button";
  element.addEventListener("click", act);
  return element;
}

function downloadOpenDraft() {
  download("notes.md", editor.text());
}

/** Every draft as it is stored, as a backup that Rundown can restore (`src/draft/backup.rs`). */
async function downloadAll() {
  const [, journalled] = await readAll("drafts").catch(() => [[], []]);
  const drafts = [...journalled, ...draftsInLocalStorage()].filter(isJson);
  download("rundown-drafts.json", `{"format":"rundown-backup","version":1,"created_ms":${Date.now()},"drafts":[${drafts}]}`);
}

function draftsInLocalStorage() {
  try {
    const keys = Object.keys(localStorage).filter((key) => /^rundown\.(draft|rescued)\./.test(key));
    return keys.map((key) => localStorage.getItem(key));
  } catch {
    return [];
  }
}

function isJson(text) {
  try {
    return Boolean(JSON.parse(text));
  } catch {
    return false;
  }
}

function download(name, text) {
  const link = elementOf("a", "");
  link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
  link.download = name;
  link.click();
}
