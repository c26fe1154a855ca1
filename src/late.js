// Fetches the late part of the program (`src/state/late.rs`); called by the macro in `src/main.rs`, under the name that this
// gives. `.ci/split-program.mjs` puts the build's names in place of the capitals.
import { initSync } from "./APP.js";

/** Calls `callback`, a function of the program's table, with `data` and whether the late part is here. */
export async function __wasm_split_load_late(callback, data) {
  // The program runs: this gives what it exports.
  const program = initSync();
  const isHere = await Promise.all([fetchInto(program), fetchStyle()]).then(
    () => true,
    (reason) => {
      console.warn("The late part could not be fetched:", reason);
      return false;
    },
  );
  program.__indirect_function_table.get(callback)(data, isHere);
}

/** What the late part shows has its look before it is shown. */
function fetchStyle() {
  const sheet = document.createElement("link");
  sheet.rel = "stylesheet";
  sheet.href = new URL("./STYLE.css", import.meta.url).href;
  return new Promise((resolve, reject) => {
    sheet.onload = resolve;
    sheet.onerror = () => {
      sheet.remove();
      reject(new Error(`no style sheet at ${sheet.href}`));
    };
    document.head.append(sheet);
  });
}

async function fetchInto(program) {
  const response = await fetch(new URL("./APP_late.wasm", import.meta.url));
  if (!response.ok) throw new Error(`${response.status} for ${response.url}`);
  // In a build for development the parts prove by a number that they belong together.
  const imports = { __wasm_split: { ...program, CANARY } };
  // Not every host knows the type of the file, which compiling it as it comes asks for.
  if (response.headers.get("Content-Type")?.startsWith("application/wasm")) {
    await WebAssembly.instantiateStreaming(response, imports);
  } else {
    await WebAssembly.instantiate(await response.arrayBuffer(), imports);
  }
}
