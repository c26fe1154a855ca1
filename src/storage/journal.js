// The journal in IndexedDB, where a write survives a crash of the browser after its transaction has completed.
//
// The callers choose keys and values: Rust (`journal.rs`), and the guard, which must work after Rust has crashed
// (`guard.js`).
//
// Invariant: the promise of a write is fulfilled only after its transaction is complete. All of it is written, or nothing.

const DATABASE = "rundown";
/** A new store needs a higher version, and a branch in `upgrade`. */
const VERSION = 1;
const STORES = [
  "drafts",
  "summaries",
  "versions",
  "version_texts",
  "tombstones",
  "rescued",
  "set_aside",
  "facts",
  "files",
];

/** How long to wait for the browser to open the database, in milliseconds. */
const LONGEST_OPENING = 3000;

/** The connection, or the promise of one; null if the next call must connect again. */
let connection = null;
/** The state of the database when it was opened: "" | "new" | "lost". */
let found = "";
/** Set after the app has crashed. */
let isClosedToApp = false;

/** Connects. Returns, once, whether the database is "new", was "lost" by the browser, or is unchanged (""). */
export async function openJournal() {
  await connected();
  const state = found;
  found = "";
  return state;
}

/** The value under a key, or undefined. */
export function read(store, key) {
  return request(store, (from) => from.get(key));
}

/** The values under several keys, in their order; undefined for missing ones. */
export async function readSeveral(store, keys) {
  const from = (await begin([store], "readonly")).objectStore(store);
  return Promise.all(keys.map((key) => requested(from.get(key))));
}

/** All entries of a store, or those whose keys begin with a prefix: the keys, then the values. */
export async function readAll(store, prefix) {
  const from = (await begin([store], "readonly")).objectStore(store);
  const range = startingWith(prefix);
  return Promise.all([requested(from.getAllKeys(range)), requested(from.getAll(range))]);
}

/** The keys of a store, without the values. */
export function keysOf(store, prefix) {
  return request(store, (from) => from.getAllKeys(startingWith(prefix)));
}

/**
 * Writes entries `[store, key, value]` in one transaction; an undefined value removes. `strict`: complete only when it is
 * on the disk. `expected`: `[store, key, beginning]` of the value that must be there; undefined if there must be none. If
 * it is not as expected, nothing is written, and the promise gives false.
 */
export async function write(entries, strict, expected) {
  if (isClosedToApp) return new Promise(() => {});
  return writeNow(entries, strict, expected);
}

/** From here on only the guard writes: the app has crashed, and its state may be inconsistent. */
export function closeToApp() {
  isClosedToApp = true;
}

/** `write` for the guard. */
export async function writeNow(entries, strict, expected) {
  const stores = new Set(entries.map(([store]) => store));
  if (expected) stores.add(expected[0]);
  const begun = begin([...stores], "readwrite", { durability: strict ? "strict" : "relaxed" });
  // No await unless necessary: a page that is closing does not get back to it.
  const transaction = begun instanceof IDBTransaction ? begun : await begun;
  let [isAsExpected, refusal] = [true, null];
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(true);
    transaction.onabort = () => (isAsExpected ? reject(refusal ?? transaction.error ?? aborted()) : resolve(false));
  });
  const putAll = () => {
    for (const [store, key, value] of entries) putOne(transaction.objectStore(store), key, value);
    // Without it, closing the page would abort the transaction.
    transaction.commit();
  };
  const putIfAsExpected = ({ target }) => {
    isAsExpected = isExpected(target.result, expected[2]);
    if (isAsExpected) putAll();
    else transaction.abort();
  };
  const orAbort = (run) => (argument) => {
    try {
      run(argument);
    } catch (error) {
      refusal ??= error;
      abort(transaction);
    }
  };
  if (expected) orAbort(() => (transaction.objectStore(expected[0]).get(expected[1]).onsuccess = orAbort(putIfAsExpected)))();
  else orAbort(putAll)();
  return done;
}

function isExpected(value, beginning) {
  return beginning === undefined ? value === undefined : value?.startsWith?.(beginning) === true;
}

function abort(transaction) {
  try {
    transaction.abort();
  } catch {
    // The transaction has already ended.
  }
}

/** Errors abort the transaction, and are reported there. */
function putOne(store, key, value) {
  if (value === undefined) store.delete(key);
  else store.put(value, key);
}

/** The connection. It is opened once, and again after it was lost. */
export function connected() {
  connection ??= open().then(
    (database) => (connection = database),
    (error) => {
      connection = null;
      throw error;
    },
  );
  return Promise.resolve(connection);
}

/** A transaction if there is a connection, else the promise of one. */
function begin(stores, mode, options) {
  if (connection instanceof IDBDatabase) {
    try {
      return connection.transaction(stores, mode, options);
    } catch (error) {
      // The browser has closed the connection without an event.
      if (error.name !== "InvalidStateError") throw error;
      connection = null;
    }
  }
  return connected().then((database) => database.transaction(stores, mode, options));
}

function open() {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new DOMException("the browser's database does not answer", "TimeoutError")), LONGEST_OPENING);
    // If it is blocked, the property is missing or null, or throws.
    if (!globalThis.indexedDB) throw new DOMException("the browser has no database for this page", "NotSupportedError");
    const opening = indexedDB.open(DATABASE, VERSION);
    opening.onupgradeneeded = (event) => upgrade(opening.result, event);
    opening.onsuccess = () => resolve(listening(opening.result));
    opening.onerror = () => reject(opening.error);
  });
}

/** Creates the missing stores. */
function upgrade(database, { dataLoss }) {
  found = dataLoss === "total" ? "lost" : "new";
  for (const store of STORES) {
    if (!database.objectStoreNames.contains(store)) database.createObjectStore(store);
  }
}

function listening(database) {
  const forget = () => {
    if (connection === database) connection = null;
  };
  // The browser has closed the connection: its data were cleared, or its disk failed.
  database.onclose = forget;
  // A newer version of the app is waiting for the database in another tab.
  database.onversionchange = () => {
    database.close();
    forget();
  };
  return database;
}

async function request(store, ask) {
  return requested(ask((await begin([store], "readonly")).objectStore(store)));
}

function requested(asked) {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

function startingWith(prefix) {
  return prefix ? IDBKeyRange.bound(prefix, `${prefix}\uFFFF`) : null;
}

function aborted() {
  return new DOMException("the browser cancelled the write", "AbortError");
}
