// Saves the text after the app has crashed. A panic or a trap in WebAssembly stops everything that is written in Rust, but
// neither CodeMirror nor the journal.
//
// From then on the editor's changes come here, and the rest of the page is disabled, because the state of the app may be
// inconsistent. The text is saved as a separate copy of the draft (`rescued`), with a higher revision than any that the app
// has written. The next start treats it like any other copy (`start.rs`).
//
// Invariant: needs no WebAssembly, and shows "Saved" only after the journal has acknowledged the write.

import { closeToApp, connected, readAll, writeNow } from "./journal.js";

const PAUSE = 300;
const LONGEST_WAIT = 600;
const LAST_RETRY = 8000;
const PREFIX = "rundown.";

/** CodeMirror, wrapped by `editor/bundle/adapter.js`; null until it is on the page. */
let editor = null;
/** The open draft as it was last saved, without its text; null if none is open. */
let shell = null;
let hasCrashed = false;
/** Whether the editor is the one that stands before the app is here. */
let isEarly = false;
let timer = null;
let unsavedSince = null;
let retry = PAUSE;

// Connects while WebAssembly is still loading.
connected().catch(() => {});

addEventListener("error", ({ error }) => isFatal(error) && appCrashed(error));
addEventListener("unhandledrejection", ({ reason }) => isFatal(reason) && appCrashed(reason));
addEventListener("visibilitychange", () => hasCrashed && document.hidden && keepAtOnce(), true);
addEventListener("pagehide", ({ persisted }) => (hasCrashed || isLost(persisted)) && keepAtOnce(), true);
for (const type of ["click", "keydown", "input", "change", "submit", "drop", "paste", "beforeunload", "pagehide"]) {
  addEventListener(type, keepFromApp, true);
}

// Also before the app has started, and after it has crashed.
for (const type of ["dragover", "drop"]) addEventListener(type, keepPage, true);

/** Sets the editor whose text is saved after a crash. */
export function protect(newEditor) {
  editor = newEditor;
  isEarly = false;
}

/** Sets the editor in which one can write before the app is here, and the draft in it as it was stored, without its text. */
export function protectEarly(newEditor, storedShell) {
  editor = newEditor;
  shell = storedShell;
  isEarly = true;
}

/** Sets the open draft without its text: JSON, with the highest revision that the app has used; null for none. */
export function remember(newShell) {
  shell = newShell;
}

/** The app has panicked, so its state is not used any more. */
export function appCrashed(reason) {
  if (hasCrashed) return;
  hasCrashed = true;
  closeToApp();
  console.error(reason);
  // Without an open draft there is nothing to save.
  const isStarted = editor !== null && shell !== null;
  const isKept = isEarly && !editor.isWrittenEarly();
  editor?.takeOver(keepSoon);
  if (isStarted && !isKept) keepNow();
  tellOfCrash(isStarted);
}

/** The app could not be loaded at all. */
export function startFailed(reason) {
  appCrashed(reason);
}

/** Whether nobody else keeps what was written early. A page that may come back goes on with it: `persisted`. */
function isLost(persisted) {
  return isEarly && !persisted && editor.isWrittenEarly();
}

/** Whether the app has not crashed. */
export function isAlive() {
  return !hasCrashed;
}

/** Panics and traps, including stack overflow and lack of memory. */
function isFatal(error) {
  return error instanceof WebAssembly.RuntimeError;
}

/** After a crash, events reach only the editor and the message about the crash. */
function keepFromApp(event) {
  if (!hasCrashed) return;
  const isOurs = event.target instanceof Element && event.target.closest(".cm-editor, .crashed");
  if (!isOurs) event.stopImmediatePropagation();
}

/** Prevents the browser from leaving the page when a link, a picture or a file is dropped where nothing accepts it. */
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

/** For a page that is closing: writes to both places, because either write may be too late. */
function keepAtOnce() {
  if (editor === null || shell === null) return;
  const { id, json } = nextRevision();
  writeNow([["rescued", `${id}/guard`, json]], true).catch(() => {});
  try {
    localStorage.setItem(`${PREFIX}rescued.${id}/guard`, json);
  } catch {
    // The journal may have it.
  }
}

/** The open draft with its current text, in the format of `src/draft/schema.rs`. */
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

/** FNV-1a of 64 bits in 16 hexadecimal digits, like `src/text/fnv.rs`. In halves, because numbers are exact only up to 2^53. */
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

/** Shows the save state, because the app no longer does. */
function show(state, words) {
  const element = document.querySelector("[data-testid=save-state]");
  if (!element) return;
  element.dataset.state = state;
  element.title = words;
  element.textContent = words;
}

function tellOfCrash(isStarted) {
  const sentence = !isStarted
    ? "Rundown could not start. Your drafts are unchanged. Reload the page; if that does not help, update your browser."
    : isEarly
      ? "Rundown could not start, but you can write, and it is kept. Reload the page to use everything; if that does not help, update your browser."
      : "Rundown has stopped working, but your notes are safe. You can keep writing, or reload the page to use everything again.";
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

/** Downloads all stored drafts as a backup that Rundown can restore (`src/draft/backup.rs`). */
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
