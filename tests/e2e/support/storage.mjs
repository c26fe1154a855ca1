// Browsers whose local storage fails. Each function is an init script: it runs in the page before the app does.

/** As on a full disk, while `window.storageIsFull` is set. */
export function storageThatFillsUp() {
  const { setItem } = Storage.prototype;
  const { put } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.put = function (...args) {
    if (window.storageIsFull) throw new DOMException("exceeded the quota", "QuotaExceededError");
    return put.apply(this, args);
  };
  Storage.prototype.setItem = function (key, value) {
    if (window.storageIsFull) throw new DOMException("exceeded the quota", "QuotaExceededError");
    return setItem.call(this, key, value);
  };
}

/** As with cookies and site data forbidden. */
export function storageThatIsBlocked() {
  Object.defineProperty(window, "localStorage", {
    get() {
      throw new DOMException("access is denied for this document", "SecurityError");
    },
  });
}

/** As on a busy disk: a draft comes after `window.readingTakesMs`, once that is set. */
export function storageThatIsSlow() {
  const { get } = IDBObjectStore.prototype;
  IDBObjectStore.prototype.get = function (...args) {
    const real = get.apply(this, args);
    if (!window.readingTakesMs || this.name !== "drafts") return real;
    const late = {};
    real.onsuccess = () => setTimeout(() => late.onsuccess?.(Object.assign(late, { result: real.result })), window.readingTakesMs);
    return late;
  };
}

/** What the journal lists has been read once `window.hasRead`, but comes only once `window.readOn` is called. */
export function storageThatWaits() {
  const { getAll } = IDBObjectStore.prototype;
  const goneOn = new Promise((resolve) => (window.readOn = resolve));
  IDBObjectStore.prototype.getAll = function (...args) {
    const real = getAll.apply(this, args);
    const late = {};
    real.onsuccess = async () => {
      window.hasRead = true;
      await goneOn;
      late.onsuccess?.(Object.assign(late, { result: real.result }));
    };
    return late;
  };
}

/**
 * A tab that hears nothing of what others do, and has no pause in which it would save. Once it goes it has no turn any more:
 * Chromium lets a tab that is closed run for some milliseconds, in which it may or may not bring its text together with another's.
 */
export function tabThatIsDeaf() {
  const { setTimeout } = window;
  window.setTimeout = (f, ms, ...rest) => setTimeout(f, ms === 300 ? 60_000 : ms, ...rest);
  window.BroadcastChannel = undefined;
  addEventListener("storage", (event) => event.stopImmediatePropagation(), true);
  const { transaction } = IDBDatabase.prototype;
  const silence = () => {
    IDBDatabase.prototype.transaction = function (stores, ...rest) {
      // What is left for the next start is written without an answer.
      return stores.includes("rescued") ? transaction.call(this, stores, ...rest) : unanswered();
    };
  };
  addEventListener("pagehide", silence, true);
  document.addEventListener("visibilitychange", () => document.hidden && silence(), true);

  function unanswered() {
    const store = { get: () => ({}), put: () => ({}), delete: () => ({}) };
    const own = { oncomplete: null, onabort: null, objectStore: () => store, commit: () => {}, abort: () => {} };
    return Object.create(IDBTransaction.prototype, Object.getOwnPropertyDescriptors(own));
  }
}

/** In the page: fills local storage to the last unit; removing the key `ballast` makes room again. */
export function fillStorage() {
  let ballast = "";
  for (let nUnits = 4 * 1024 * 1024; nUnits >= 1; nUnits /= 2) {
    for (let fits = true; fits; ) {
      try {
        localStorage.setItem("ballast", ballast + "x".repeat(nUnits));
        ballast += "x".repeat(nUnits);
      } catch {
        fits = false;
      }
    }
  }
}
