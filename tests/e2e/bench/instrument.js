// Runs in the page, before the app: measures from an event of the author's to the end of the frame that shows what came
// of it. It watches the preview and knows nothing else of the app.
(() => {
  const requestFrame = window.requestAnimationFrame.bind(window);
  // Kept whole: a port that nothing refers to is collected, with its handler.
  const channel = new MessageChannel();
  const afterPaint = [];
  let inFrame = false;
  let awaited = null;

  channel.port1.onmessage = () => {
    inFrame = false;
    for (const call of afterPaint.splice(0)) call();
  };

  // What is posted within a frame arrives when its style, layout and paint are done.
  window.requestAnimationFrame = (callback) =>
    requestFrame((time) => {
      inFrame = true;
      channel.port2.postMessage(null);
      callback(time);
    });

  function atEndOfFrame(call) {
    if (inFrame) afterPaint.push(call);
    else window.requestAnimationFrame(() => afterPaint.push(call));
  }

  const onEvent = (event) => {
    if (awaited?.type === event.type) awaited.from ??= event.timeStamp;
  };
  window.addEventListener("keydown", onEvent, true);
  window.addEventListener("change", onEvent, true);

  /** From now on the next event of `type` counts, and the frame in which the preview holds `text`. */
  window.expectInPreview = (type, text) => {
    window.timeToPreview = new Promise((resolve) => {
      const preview = document.querySelector("[data-testid=preview]");
      let isDue = false;
      const observer = new MutationObserver(() => {
        if (isDue) return;
        isDue = true;
        atEndOfFrame(() => {
          const now = performance.now();
          isDue = false;
          // Looked for after the clock was read: the search is not the app's cost.
          if (!preview.textContent.includes(text)) return;
          observer.disconnect();
          resolve(now - awaited.from);
        });
      });
      awaited = { type, from: null };
      observer.observe(preview, { childList: true, subtree: true, characterData: true });
    });
  };

  /** Resolves to the milliseconds from the start of the navigation to the first frame with what a selector finds. */
  window.timeTo = (selector) =>
    new Promise((resolve) => {
      const look = () => {
        if (document.querySelector(selector)) atEndOfFrame(() => resolve(performance.now()));
        else setTimeout(look, 4);
      };
      look();
    });
})();
