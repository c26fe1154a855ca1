// What may stand where something of ours should: values that are cut, wrong, hostile or too new, and how they get there.
// The functions marked "in the page" are sent there, to any page of the app's site: each stands alone.

/** A draft as the app writes it down in schema 1, whose JSON members may be replaced by `odd` ones. */
export function storedDraft(id, text, odd = {}) {
  const format = { encoding: "utf-8", bom: false, line_ending: "lf", mixed_line_endings: [] };
  const times = { revision: 1, created_ms: 1_760_000_000_000, modified_ms: 1_760_000_000_000 };
  const place = { name: null, byte_anchor: 0, byte_head: 0, images_allowed: false };
  return sealed(JSON.stringify({ id, ...times, ...place, format, text, ...odd }));
}

/** The JSON of a draft in its envelope, with a checksum that fits. */
export function sealed(draftJson, schema = 1) {
  return `{"schema":${schema},"checksum":"${fnv1a(draftJson)}","draft":${draftJson}}`;
}

function fnv1a(text) {
  let hash = 0xcbf29ce484222325n;
  for (const byte of Buffer.from(text)) hash = BigInt.asUintN(64, (hash ^ BigInt(byte)) * 0x100000001b3n);
  return hash.toString(16).padStart(16, "0");
}

/** Where something is wrong with the draft `id`, whose text is `text`: `[what, value]`. None of them is a draft. */
export function badDrafts(id, text) {
  const sound = storedDraft(id, text);
  const half = Math.floor(sound.length / 2);
  return [
    ["nothing", ""],
    ["a blank", " "],
    ["null", "null"],
    ["a number", "7"],
    ["a flag", "true"],
    ["a text", '"text"'],
    ["a list", "[]"],
    ["an empty object", "{}"],
    ["its first half", sound.slice(0, half)],
    ["all but its end", sound.slice(0, -1)],
    ["all but its beginning", sound.slice(1)],
    ["its second half", sound.slice(half)],
    ["one letter changed", sound.replace("words", "swords")],
    ["its checksum gone", sound.replace(/"checksum":"[0-9a-f]+",/, "")],
    ["the schema 0", sound.replace('"schema":1', '"schema":0')],
    ["a negative schema", sound.replace('"schema":1', '"schema":-1')],
    ["a schema in words", sound.replace('"schema":1', '"schema":"1"')],
    ["a schema beyond all numbers", sound.replace('"schema":1', '"schema":1e400')],
    ["another draft's id", storedDraft("0123456789abcdef0123456789abcdef", text)],
    ["the id __proto__", storedDraft("__proto__", text)],
    ["a number as text", storedDraft(id, 7)],
    ["a revision beyond all numbers", sealed(`{"id":"${id}","revision":${"9".repeat(400)},"text":"words"}`)],
    ["members named as prototypes", '{"__proto__":{"schema":1},"constructor":{"prototype":{"polluted":true}},"schema":1}'],
    ["megabytes of brackets", "[".repeat(2_000_000)],
    ["what no text can hold", "\u0000\ud800\udfff\ufffe"],
    ["a later schema", sealed('{"everything":"is new"}', 99)],
  ];
}

/** Values of other kinds than texts, which only the journal takes. */
export const ODD_KINDS = [undefined, null, true, 0, NaN, 2 ** 60, 10n ** 30n, new Date(0), [], {}, [[[]]], new Uint8Array(9)];

/** In the page: everything that is stored, `{ local, journal }`. */
export async function takeStored() {
  const requested = (request) => new Promise((resolve) => (request.onsuccess = () => resolve(request.result)));
  const journal = {};
  const databases = await indexedDB.databases();
  if (databases.some(({ name }) => name === "rundown")) {
    const database = await requested(indexedDB.open("rundown"));
    for (const name of database.objectStoreNames) {
      const store = database.transaction(name).objectStore(name);
      const [keys, values] = [await requested(store.getAllKeys()), await requested(store.getAll())];
      journal[name] = keys.map((key, idx) => [key, values[idx]]);
    }
    database.close();
  }
  return { local: Object.entries(localStorage), journal };
}

/** In the page: puts back what was stored, and nothing else. */
export async function putStored({ local, journal }) {
  const requested = (request) =>
    new Promise((resolve, reject) => {
      request.onsuccess = () => resolve(request.result);
      request.onerror = () => reject(request.error);
    });
  localStorage.clear();
  for (const [key, value] of local) localStorage.setItem(key, value);
  if (Object.keys(journal).length === 0) return void (await requested(indexedDB.deleteDatabase("rundown")));
  const database = await requested(indexedDB.open("rundown"));
  const transaction = database.transaction(Object.keys(journal), "readwrite");
  for (const [name, entries] of Object.entries(journal)) {
    const store = transaction.objectStore(name);
    store.clear();
    for (const [key, value] of entries) store.put(value, key);
  }
  await new Promise((resolve, reject) => {
    transaction.oncomplete = resolve;
    transaction.onabort = () => reject(transaction.error);
  });
  database.close();
}

/** An init script: as if the browser was killed at the write whose number is in the tab's name. */
export function dieAtWrite() {
  const { nWritesLeft } = JSON.parse(window.name || "{}");
  if (nWritesLeft === undefined) return;
  let nLeft = nWritesLeft;
  const countDown = (write) =>
    function (...args) {
      nLeft -= 1;
      if (nLeft >= 0) return write.apply(this, args);
      if (this instanceof IDBObjectStore) this.transaction.abort();
      throw new DOMException("killed", "InvalidStateError");
    };
  const writes = [[Storage, "setItem"], [Storage, "removeItem"], [IDBObjectStore, "put"], [IDBObjectStore, "add"], [IDBObjectStore, "delete"]];
  for (const [{ prototype }, method] of writes) prototype[method] = countDown(prototype[method]);
}
