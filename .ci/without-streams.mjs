// Takes out of a program what wasm-streams exports to scripts. Leptos brings that crate for server functions, which this app
// has none of, and what is exported is kept, with all that it calls.
import { number, sectionOf, text, withEntries } from "./wasm-sections.mjs";

/** The section of a WebAssembly module that has its exports. */
const EXPORTS = 7;

/** The crate's three classes as wasm-bindgen calls them, in the program and in the glue. */
const OF_STREAMS = /intounderlying(bytesource|sink|source)_/;
const IN_GLUE = [
  /^export class IntoUnderlying\w+ \{\n[^]*?^\}\n/gm,
  /^if \(Symbol\.dispose\) IntoUnderlying.*\n/gm,
  /^const IntoUnderlying\w+Finalization = [^]*?;\n/gm,
];

/** Returns the program without these exports. What only they have called is left to wasm-opt. */
export function programWithoutStreams(program) {
  const { body, end } = sectionOf(program, EXPORTS);
  const [nExports, first] = number(program, body);
  const kept = [];
  for (let entry = first; entry < end; ) {
    const [name, afterName] = text(program, entry);
    const [, next] = number(program, afterName + 1);
    if (!OF_STREAMS.test(name)) kept.push(program.subarray(entry, next));
    entry = next;
  }
  if (kept.length === nExports) throw new Error("without-streams: the program exports no streams of this name");
  return withEntries(program, EXPORTS, kept);
}

/** Returns the glue without these classes. */
export function glueWithoutStreams(glue) {
  return IN_GLUE.reduce((rest, part) => rest.replace(part, ""), glue);
}
