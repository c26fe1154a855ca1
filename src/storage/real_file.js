// Saves drafts to files on the author's disk as well, if the browser supports that (File System Access).
//
// The journal keeps the handle of a file. The permission to write may end with the page, and is asked for again at a click.
//
// Invariant: what another program has written since the last save is never overwritten.

import { read, write } from "./journal.js";

const STORE = "files";

/** Draft -> its handle, and the file's modification time after our last write; null before that. */
const files = new Map();

export function canSaveToFiles() {
  return typeof globalThis.showSaveFilePicker === "function";
}

/** Asks the author for a file. Returns its name; undefined if the author cancels. */
export async function chooseFile(draft, suggestedName) {
  const types = [{ description: "Markdown", accept: { "text/markdown": [".md", ".markdown", ".txt"] } }];
  let handle;
  try {
    handle = await globalThis.showSaveFilePicker({ suggestedName, types });
  } catch (error) {
    if (error.name === "AbortError") return undefined;
    throw error;
  }
  // The author has just agreed to overwrite it.
  await remember(draft, { handle, writtenMs: null });
  return handle.name;
}

/** The name of the file that a draft is saved to, and whether it may be written: undefined, or two values. */
export async function fileOf(draft) {
  const file = files.get(draft) ?? (await read(STORE, draft));
  if (!file?.handle) return undefined;
  files.set(draft, file);
  const permission = await file.handle.queryPermission({ mode: "readwrite" });
  return [file.handle.name, permission === "granted"];
}

/** Asks the author for the permission to write; only after a click. */
export async function askToWrite(draft) {
  return (await files.get(draft).handle.requestPermission({ mode: "readwrite" })) === "granted";
}

/** Writes a file as a whole. */
export async function writeFile(draft, bytes) {
  const { handle, writtenMs } = files.get(draft);
  if (writtenMs !== null && (await handle.getFile()).lastModified !== writtenMs) {
    throw new DOMException("it was changed by another program", "InvalidModificationError");
  }
  const stream = await handle.createWritable();
  await stream.write(bytes);
  await stream.close();
  await remember(draft, { handle, writtenMs: (await handle.getFile()).lastModified });
}

export async function forgetFile(draft) {
  files.delete(draft);
  await write([[STORE, draft, undefined]], false);
}

/** If the journal refuses, the file is remembered only while the page is open. */
async function remember(draft, file) {
  files.set(draft, file);
  await write([[STORE, draft, file]], false).catch(() => {});
}
