// Gives the functions that a program of wasm-bindgen's imports plain names: its own carry a hash each, which does not compress
// and is loaded twice, with the program and with its glue.
import { number, ofText, sectionOf, text, withEntries } from "./wasm-sections.mjs";

/** The section of a WebAssembly module that has its imports. */
const IMPORTS = 2;
const FUNCTION = 0;

/** What wasm-bindgen calls a function that the program imports. */
export const LONG_NAME = /__wb[a-z]+_\w+/g;

/** Returns the program with short names in place of the long ones, and the short name of each. */
export function withShortImports(program) {
  const { body, end } = sectionOf(program, IMPORTS);
  const names = new Set(program.toString("latin1", body, end).match(LONG_NAME));
  const short = new Map();
  for (const name of names) {
    const plain = /^__wb[a-z]+_(.*?)(_[0-9a-f]{16})?$/.exec(name)[1];
    const taken = [...short.values()].filter((other) => other.replace(/\$\d+$/, "") === plain).length;
    short.set(name, taken ? `${plain}$${taken}` : plain);
  }
  const [, first] = number(program, body);
  const entries = [];
  for (let entry = first; entry < end; ) {
    const [module, afterModule] = text(program, entry);
    const [name, afterName] = text(program, afterModule);
    if (program[afterName] !== FUNCTION) throw new Error(`short-imports: ${name} is no function`);
    const [, next] = number(program, afterName + 1);
    entries.push([ofText(module), ofText(short.get(name) ?? name), program.subarray(afterName, next)]);
    entry = next;
  }
  return { program: withEntries(program, IMPORTS, entries), short };
}
