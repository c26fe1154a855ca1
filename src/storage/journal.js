// The journal: what is kept in IndexedDB, where a write whose transaction has completed outlives the browser's death.
//
// It knows nothing of what it keeps: keys and values are the caller's. Rust decides (`journal.rs`), and the guard, which
// must work where Rust does not (`guard.js`).
//
// Invariant: a promise of a write is fulfilled only after its transaction is complete, all of it or nothing.

const DATABASE = "rundown";
/** A store more makes a version more, and a branch in `upgrade`. */
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

/** A browser that has not answered by then never will. In milliseconds. */
const LONGEST_OPENING = 3000;

/** The connection, or the promise of one; null where the next call is to try again. */
let connection = null;
/** What became of what was stored before: "" | "new" | "lost". */
let found = "";
/** Set once Rust is not to be believed any more. */
let isClosedToApp = false;

/** Connects, and says whether the database is "new", was "lost" by the browser, or is there as it was (""): once. */
export async function openJournal() {
  await connected();
  const said = found;
  found = "";
  return said;
}

/** The value under a key, or undefined. */
export function read(store, key) {
  return request(store, (from) => from.get(key));
}

/** The values under several keys, in their order; undefined where there is none. */
export async function readSeveral(store, keys) {
  const from = (await begin([store], "readonly")).objectStore(store);
  return Promise.all(keys.map((key) => settled(from.get(key))));
}

/** All of a store, or what lies in it under keys that begin with a prefix: the keys, then the values. */
export async function readAll(store, prefix) {
  const from = (await begin([store], "readonly")).objectStore(store);
  const range = startingWith(prefix);
  return Promise.all([settled(from.getAllKeys(range)), settled(from.getAll(range))]);
}

/** The keys of a store, without the values. */
export function keysOf(store, prefix) {
  return request(store, (from) => from.getAllKeys(startingWith(prefix)));
}

/**
 * Writes in one transaction: `[store, key, value]` each, an undefined value removes. `strict`: complete only once the
 * disk has it. `expected`: `[store, key, beginning]` of the value that must be there, an undefined one for none; otherwise
 * nothing is written, and the promise gives false.
 */
export async function write(entries, strict, expected) {
  if (isClosedToApp) return new Promise(() => {});
  return writeNow(entries, strict, expected);
}

/** From here on nothing is written but by the guard: the app has crashed, and what it holds may be half done. */
export function closeToApp() {
  isClosedToApp = true;
}

/** As `write`, for the guard. */
export async function writeNow(entries, strict, expected) {
  const stores = new Set(entries.map(([store]) => store));
  if (expected) stores.add(expected[0]);
  const begun = begin([...stores], "readwrite", { durability: strict ? "strict" : "relaxed" });
  // Not awaited without need: a page that goes away gets no other turn.
  const transaction = begun instanceof IDBTransaction ? begun : await begun;
  let [isAsExpected, refusal] = [true, null];
  const done = new Promise((resolve, reject) => {
    transaction.oncomplete = () => resolve(true);
    transaction.onabort = () => (isAsExpected ? reject(refusal ?? transaction.error ?? aborted()) : resolve(false));
  });
  const putAll = () => {
    for (const [store, key, value] of entries) putOne(transaction.objectStore(store), key, value);
    // Without it, a page that goes away takes the transaction along.
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
    // It has ended already, and says so.
  }
}

/** Refusals come with the transaction's. */
function putOne(store, key, value) {
  if (value === undefined) store.delete(key);
  else store.put(value, key);
}

/** The connection; opened once, and again after it was lost. */
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

/** A transaction: at once where there is a connection, else the promise of one. */
function begin(stores, mode, options) {
  if (connection instanceof IDBDatabase) {
    try {
      return connection.transaction(stores, mode, options);
    } catch (error) {
      // The browser has closed it without a word.
      if (error.name !== "InvalidStateError") throw error;
      connection = null;
    }
  }
  return connected().then((database) => database.transaction(stores, mode, options));
}

function open() {
  return new Promise((resolve, reject) => {
    setTimeout(() => reject(new DOMException("the browser's database does not answer", "TimeoutError")), LONGEST_OPENING);
    // Where it is blocked the property is missing or null, or throws by itself.
    if (!globalThis.indexedDB) throw new DOMException("the browser has no database for this page", "NotSupportedError");
    const opening = indexedDB.open(DATABASE, VERSION);
    opening.onupgradeneeded = (event) => upgrade(opening.result, event);
    opening.onsuccess = () => resolve(listening(opening.result));
    opening.onerror = () => reject(opening.error);
  });
}

/** Makes the stores that are missing. */
function upgrade(database, { dataLoss }) {
  found = dataLoss === "total" ? "lost" : "new";
  for (const store of STORES) {
    if (!database.objectStoreNames.contains(store)) database.createObjectStore(store);
  }
}

function listening(database) {
  const letGo = () => {
    if (connection === database) connection = null;
  };
  // The browser has closed it: its data were cleared, or its disk failed.
  database.onclose = letGo;
  // A newer version of the app waits for it in another tab.
  database.onversionchange = () => {
    database.close();
    letGo();
  };
  return database;
}

async function request(store, ask) {
  return settled(ask((await begin([store], "readonly")).objectStore(store)));
}

function settled(asked) {
  return new Promise((resolve, reject) => {
    asked.onsuccess = () => resolve(asked.result);
    asked.onerror = () => reject(asked.error);
  });
}

function startingWith(prefix) {
  return prefix ? IDBKeyRange.bound(prefix, `${prefix}\uFFFF`) : null;
}

function aborted() {
  return new DOMException("the browser gave the write up", "AbortError");
}
