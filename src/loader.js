// Starts the app. `.ci/externalise-loader` puts the build's hashed name in place of the capitals.
const failed = (error) => {
  console.error(error);
  document.getElementById("start-failed")?.removeAttribute("hidden");
  document.getElementById("starting")?.remove();
};

import("./APP.js")
  .then(({ default: init }) => init({ module_or_path: new URL("./APP_bg.wasm", import.meta.url) }))
  .catch(failed);
