// A browser whose storage fails, where and when a test wants it to: at the boundary, with the browser's own errors.
//
// The tab's name carries the faults, so that they hold through reloads, and can be lifted, without any storage.

/** Makes the storage of `page` one that `breakStorage` can break; before the page is opened. */
export async function prepareStorage(page) {
  for (const script of [knowFaults, breakLocalStorage, breakOpening, breakWriting]) await page.addInitScript(script);
}

/**
 * From now on the storage of `page` fails so: `local` is one of "full", "blocked", "absent"; `journal` is one of
 * "absent", "refused <error>", "silent" (never answers), "put <error>", "commit <error>", "loss", with the name of a
 * DOMException.
 */
export function breakStorage(page, faults) {
  return page.evaluate((faults) => (window.name = JSON.stringify(faults)), faults);
}

/** Storage works again; what is in it has stayed. */
export function mendStorage(page) {
  return breakStorage(page, {});
}

/** In the page: the connections to the journal are gone, as when the browser has let go of them. */
export function closeJournal() {
  window.storageFaults.connections.splice(0).forEach((connection) => connection.close());
}

/** An init script, as the following: what is to fail, and how. */
function knowFaults() {
  window.storageFaults = {
    /** The connections to databases that are open. */
    connections: [],
    of(place) {
      const faults = window.name.startsWith("{") ? JSON.parse(window.name) : {};
      return (faults[place] ?? "").split(" ");
    },
    error: (name) => new DOMException(`made to fail: ${name}`, name),
    /** From then on `target`, a request or a transaction, tells of an error of this name. */
    sayInstead: (target, name) =>
      // More than once, where a transaction has several requests.
      Object.defineProperty(target, "error", { configurable: true, get: () => window.storageFaults.error(name) }),
  };
}

function breakLocalStorage() {
  const faults = window.storageFaults;
  const { localStorage } = window;
  const { setItem } = Storage.prototype;
  Storage.prototype.setItem = function (...args) {
    if (faults.of("local")[0] === "full") throw faults.error("QuotaExceededError");
    return setItem.apply(this, args);
  };
  Object.defineProperty(window, "localStorage", {
    get() {
      const [fault] = faults.of("local");
      if (fault === "blocked") throw faults.error("SecurityError");
      return fault === "absent" ? null : localStorage;
    },
  });
}

function breakOpening() {
  const faults = window.storageFaults;
  const { indexedDB } = window;
  const { open } = IDBFactory.prototype;
  const { get } = Object.getOwnPropertyDescriptor(IDBVersionChangeEvent.prototype, "dataLoss");
  Object.defineProperty(window, "indexedDB", {
    get: () => (faults.of("journal")[0] === "absent" ? undefined : indexedDB),
  });
  Object.defineProperty(IDBVersionChangeEvent.prototype, "dataLoss", {
    get() {
      return faults.of("journal")[0] === "loss" ? "total" : get.call(this);
    },
  });
  IDBFactory.prototype.open = function (...args) {
    const [how, name] = faults.of("journal");
    if (how === "refused" && name === "SecurityError") throw faults.error(name);
    // What fails is a database beside the journal, which stays as it is.
    if (how === "refused") return refused(open.call(this, `refused ${Math.random()}`), name);
    if (how === "silent") return silent(open.call(this, `silent ${Math.random()}`));
    const request = open.apply(this, args);
    request.addEventListener("success", () => faults.connections.push(request.result));
    return request;
  };

  function refused(request, name) {
    faults.sayInstead(request, name);
    request.addEventListener("upgradeneeded", (event) => {
      event.stopImmediatePropagation();
      request.transaction.abort();
    });
    return request;
  }

  function silent(request) {
    for (const type of ["upgradeneeded", "success"]) {
      request.addEventListener(type, (event) => event.stopImmediatePropagation());
    }
    return request;
  }
}

function breakWriting() {
  const faults = window.storageFaults;
  const { put, add } = IDBObjectStore.prototype;
  const { commit } = IDBTransaction.prototype;
  IDBObjectStore.prototype.put = function (value, key) {
    const [how, name] = faults.of("journal");
    if (how !== "put") return put.call(this, value, key);
    if (name === "DataCloneError") throw faults.error(name);
    // The second of two under the same key is refused, and takes the transaction along.
    put.call(this, value, key);
    const request = add.call(this, value, key);
    for (const target of [this.transaction, request]) faults.sayInstead(target, name);
    return request;
  };
  IDBTransaction.prototype.commit = function () {
    const [how, name] = faults.of("journal");
    if (how !== "commit" || this.mode !== "readwrite") return void commit.call(this);
    // Each request works; that the disk is full is found when all is to be written.
    faults.sayInstead(this, name);
    this.objectStore(this.objectStoreNames[0]).count().onsuccess = () => this.abort();
  };
}
