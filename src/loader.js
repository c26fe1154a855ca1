// Starts the app, and before the program is here lets the author write: the page gets its look, and an editor with the draft
// that was open last, as local storage has it. `.ci/externalise-loader` puts the build's names in place of the capitals.
//
// What is written early is taken up by the program as the first change of the draft that it opens
// (`src/state/app/opening.rs`); if the program never comes, the guard keeps it.
import { protectEarly, startFailed } from "./GUARD.js";

/** As `src/storage/settings.rs` has them. */
const settings = read("rundown.settings") ?? {};
lookAsSet();
const PROGRAM = new URL("./APP_bg.wasm", import.meta.url);
// While the editor is made; a host that does not know the type of the file has it compiled when it is here.
const program = WebAssembly.compileStreaming(fetch(PROGRAM)).catch(() => PROGRAM);
// Where it cannot be made, the program says why.
const early = import("./BUNDLE.js").then(({ Editor }) => letWrite(Editor)).catch(console.warn);
addEventListener("keydown", keepFromBrowser);
Promise.all([import("./APP.js"), program, early])
  .then(([{ default: init }, module_or_path]) => init({ module_or_path }))
  .then(() => removeEventListener("keydown", keepFromBrowser))
  .catch(startFailed);

/** Keys that mean something else to the browser than to the app do nothing yet. */
function keepFromBrowser(event) {
  const isOurs = (event.ctrlKey || event.metaKey) && ["s", "k"].includes(event.key?.toLowerCase());
  if (isOurs) event.preventDefault();
}

/** The frame in `index.html` has the look of the first visit. */
function lookAsSet() {
  document.documentElement.dataset.theme = settings.theme ?? "system";
  const frame = document.getElementById("app");
  frame.classList.toggle("drafts-shown", settings.drafts_shown ?? true);
  frame.classList.toggle("outline-shown", settings.outline_shown ?? true);
}

function letWrite(Editor) {
  const { text = "", ...draft } = lastDraft() ?? newDraft();
  const editor = Editor.early(document.getElementById("editor"), draft.id, text, unitsOf(text, draft.byte_head));
  protectEarly(editor, JSON.stringify(draft));
}

/** The draft that was open last; nothing if it is not in local storage, or took the page down when it was opened. */
function lastDraft() {
  const id = settings.open_draft;
  if (!id || localStorage.getItem(`rundown.opening.${id}`) !== null) return null;
  const draft = read(`rundown.draft.${id}`)?.draft;
  return typeof draft?.text === "string" && draft.id === id && draft.trashed_ms === null ? draft : null;
}

/** As `src/draft/mod.rs` makes one. */
function newDraft() {
  const bytes = [...crypto.getRandomValues(new Uint8Array(16))];
  const id = bytes.map((byte) => byte.toString(16).padStart(2, "0")).join("");
  const format = { encoding: "utf-8", bom: false, line_ending: "lf", mixed_line_endings: [] };
  const now = Date.now();
  const times = { revision: 0, created_ms: now, modified_ms: now, trashed_ms: null };
  return { id, ...times, name: null, byte_anchor: 0, byte_head: 0, images_allowed: false, pinned: false, format };
}

/** What is stored, if it can be read. */
function read(key) {
  try {
    return JSON.parse(localStorage.getItem(key));
  } catch {
    return null;
  }
}

/** How many UTF-16 units come before a byte. */
function unitsOf(text, nBytes) {
  return new TextDecoder().decode(new TextEncoder().encode(text).subarray(0, nBytes)).length;
}
