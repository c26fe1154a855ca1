//! Where the browser keeps things, as someone else sees it, damages it, fills it or refuses it.

use wasm_bindgen::prelude::*;

/// The journal as someone else sees it, or damages it.
#[wasm_bindgen(inline_js = r#"
    const opened = () => new Promise((resolve, reject) => {
        const opening = indexedDB.open("rundown");
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
    });
    const within = async (mode, run) => {
        const database = await opened();
        const transaction = database.transaction([...database.objectStoreNames], mode);
        const result = run(transaction, database);
        await new Promise((resolve) => (transaction.oncomplete = resolve));
        database.close();
        return result?.result;
    };
    export const empty = () => within("readwrite", (transaction, database) => {
        for (const name of database.objectStoreNames) transaction.objectStore(name).clear();
    });
    export const put = (store, key, value) => within("readwrite", (it) => void it.objectStore(store).put(value, key));
    export const get = (store, key) => within("readonly", (it) => it.objectStore(store).get(key));
    export const keys = (store) => within("readonly", (it) => it.objectStore(store).getAllKeys());
    const { put: realPut } = IDBObjectStore.prototype;
    const { setItem: realSetItem } = Storage.prototype;
    const unless = (reason, real) => (reason ? () => { throw new DOMException("refused", reason) } : real);
    export const refuse = (journal, local) => {
        IDBObjectStore.prototype.put = unless(journal, realPut);
        Storage.prototype.setItem = unless(local, realSetItem);
    };
"#)]
extern "C" {
    #[wasm_bindgen(js_name = empty)]
    pub async fn empty_journal();
    #[wasm_bindgen(js_name = put)]
    pub async fn put_in_journal(store: &str, key: &str, value: &str);
    #[wasm_bindgen(js_name = get)]
    pub async fn get_from_journal(store: &str, key: &str) -> JsValue;
    #[wasm_bindgen(js_name = keys)]
    pub async fn keys_of_journal(store: &str) -> JsValue;
    /// From here on the journal, or local storage, takes nothing, for a reason of this name; none: it does again.
    #[wasm_bindgen(js_name = refuse)]
    pub fn refuse(journal: Option<&str>, local: Option<&str>);
}

/// While it lives, nothing that is asked of the journal is answered but with an error.
pub struct UnreadableJournal;

impl UnreadableJournal {
    pub fn new() -> UnreadableJournal {
        js_sys::eval(
            "window.realReading = {};
             for (const name of ['get', 'getAll', 'getAllKeys']) {
               window.realReading[name] = IDBObjectStore.prototype[name];
               IDBObjectStore.prototype[name] = () => { throw new DOMException('refused', 'UnknownError') };
             }",
        )
        .unwrap();
        UnreadableJournal
    }
}

impl Drop for UnreadableJournal {
    fn drop(&mut self) {
        js_sys::eval("Object.assign(IDBObjectStore.prototype, window.realReading)").unwrap();
    }
}

/// The reason of a place that is full.
pub const FULL: Option<&str> = Some("QuotaExceededError");

pub fn local_storage() -> web_sys::Storage {
    web_sys::window().unwrap().local_storage().unwrap().unwrap()
}

/// Fills local storage but for room for `n_units` UTF-16 units.
pub fn fill_storage(n_units: usize) {
    let storage = local_storage();
    let mut n_piece = 4 << 20;
    let mut filler = String::new();
    while n_piece > 0 {
        let longer = format!("{filler}{}", "x".repeat(n_piece));
        match storage.set_item("filler", &longer) {
            Ok(()) => filler = longer,
            Err(_) => n_piece /= 2,
        }
    }
    filler.truncate(filler.len() - n_units);
    storage.set_item("filler", &filler).unwrap();
}

/// While it lives, `localStorage` throws as it does where site data is blocked.
pub struct BlockedStorage;

impl BlockedStorage {
    pub fn new() -> BlockedStorage {
        js_sys::eval(
            "window.openStorage = Object.getOwnPropertyDescriptor(window, 'localStorage');
             Object.defineProperty(window, 'localStorage', {
               configurable: true,
               get() { throw new DOMException('blocked', 'SecurityError') },
             })",
        )
        .unwrap();
        BlockedStorage
    }
}

impl Drop for BlockedStorage {
    fn drop(&mut self) {
        js_sys::eval("Object.defineProperty(window, 'localStorage', window.openStorage)").unwrap();
    }
}
