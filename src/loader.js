// Starts the app. `.ci/externalise-loader` puts the build's names in place of the capitals.
import { startFailed } from "./GUARD.js";

import("./APP.js")
  .then(({ default: init }) => init({ module_or_path: new URL("./APP_bg.wasm", import.meta.url) }))
  .catch(startFailed);
