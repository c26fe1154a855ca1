// What the page shows while an author types, told to the outside at once: a killed browser can no longer be asked.

/** A beat takes this long where nothing else wants the processor. */
export const BEAT_MS = 100;

/**
 * Notes from then on:
 * - `shown`, as `{ state, nKeys }`: each frame in which `app` shows another save state or has taken another key. "saved"
 *   with n keys is a promise about these n.
 * - `beats`: the page's own clock, at each beat the number of keys taken. A beat is a timer and then a write to a database, as
 *   a save is: where the machine has much else to do, both take longer, and by the same.
 */
export async function watch(app) {
  const watched = { shown: [], beats: [] };
  await app.page.exposeBinding("tellWhatIsShown", (_source, state, nKeys) => watched.shown.push({ state, nKeys }));
  await app.page.exposeBinding("tellBeat", (_source, nKeys) => watched.beats.push(nKeys));
  await app.page.evaluate(tell, BEAT_MS);
  return watched;
}

/** In the page. */
async function tell(beatMs) {
  const state = () => document.querySelector('[data-testid="save-state"]').dataset.state;
  let nKeys = 0;
  let isDue = false;
  const tellShown = () => {
    isDue = false;
    window.tellWhatIsShown(state(), nKeys);
  };
  const tellInFrame = () => {
    if (!isDue) requestAnimationFrame(tellShown);
    isDue = true;
  };
  const countKey = () => {
    nKeys += 1;
    tellInFrame();
  };
  window.addEventListener("input", countKey);
  // This one the editor takes at the key itself.
  window.addEventListener("keydown", ({ key, defaultPrevented }) => key === "Enter" && defaultPrevented && countKey());
  const changes = { subtree: true, childList: true, attributes: true, attributeFilter: ["data-state"] };
  new MutationObserver(tellInFrame).observe(document.querySelector('[data-testid="save-state"]').parentNode, changes);
  tellShown();
  const database = await new Promise((resolve) => {
    const opening = indexedDB.open("rundown-test-clock");
    opening.onupgradeneeded = () => opening.result.createObjectStore("beats");
    opening.onsuccess = () => resolve(opening.result);
  });
  const beat = async () => {
    await new Promise((resolve) => {
      const writing = database.transaction("beats", "readwrite", { durability: "relaxed" });
      writing.objectStore("beats").put(nKeys, "nKeys");
      writing.oncomplete = resolve;
    });
    window.tellBeat(nKeys);
    setTimeout(beat, beatMs);
  };
  setTimeout(beat, beatMs);
}
