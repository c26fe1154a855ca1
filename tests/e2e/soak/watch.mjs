// What the page shows while an author types, told to the outside at once: a killed browser can no longer be asked.

/**
 * Notes from then on, as `{ state, nKeys }`, each frame in which `app` shows another save state or has taken another
 * key: "saved" with n keys is a promise about these n.
 */
export async function watchSaveState(app) {
  const shown = [];
  await app.page.exposeBinding("tellWhatIsShown", (_source, state, nKeys) => shown.push({ state, nKeys }));
  await app.page.evaluate(tellWhatIsShown);
  return shown;
}

/** In the page. */
function tellWhatIsShown() {
  const state = () => document.querySelector('[data-testid="save-state"]').dataset.state;
  let nKeys = 0;
  let isDue = false;
  const tell = () => {
    isDue = false;
    window.tellWhatIsShown(state(), nKeys);
  };
  const tellInFrame = () => {
    if (!isDue) requestAnimationFrame(tell);
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
  tell();
}
