// In which order the functions of a program compress best: each after those that are most like it. Compilers put them in the
// order of their names, where what is alike may be a megabyte apart, and brotli says how far back a text is that it repeats.
import { number, ofNumber, ofText, sectionOf } from "./wasm-sections.mjs";

/** The sections of a WebAssembly module that are read or written here. */
const CUSTOM = 0;
const CODE = 10;

/** The part of the section of names that has those of functions. */
const NAMES_OF_FUNCTIONS = 1;

/** Functions are compared by the runs of so many bytes that they have in common. */
const N_BYTES = 4;
/** Runs that more functions have than this say nothing. */
const MAX_FUNCTIONS = 1_500;
/** How much the function before the last counts, and the one before that as much less again. */
const FADING = 0.5;
/** Added to a function's number of runs, so that very short ones do not come first for a single one. */
const N_RUNS_ADDED = 20;

/** Returns the program with a number as the name of each function, which sorts as it should stand. */
export function namedByOrder(program) {
  const { body, end } = sectionOf(program, CODE);
  const order = orderOf(functionsIn(program.subarray(body, end)));
  const nImported = importedFunctions(program);
  const names = [];
  order.forEach((idx, place) => (names[idx] = [ofNumber(nImported + idx), ofText(String(place).padStart(6, "0"))]));
  const named = Buffer.concat([ofNumber(names.length), ...names.flat()]);
  const content = [ofText("name"), Buffer.of(NAMES_OF_FUNCTIONS), ofNumber(named.length), named];
  const section = Buffer.concat(content);
  return Buffer.concat([program, Buffer.of(CUSTOM), ofNumber(section.length), section]);
}

/** The indices of functions, each after those that it has most in common with. */
function orderOf(functions) {
  const runs = functions.map(runsOf);
  const having = new Map();
  runs.forEach((own, idx) => own.forEach((run) => having.get(run)?.push(idx) ?? having.set(run, [idx])));

  const left = new Set(functions.keys());
  const inCommon = new Float64Array(functions.length);
  const order = [];
  for (let next = 0; left.size; next = bestOf(left, (idx) => inCommon[idx] / (runs[idx].size + N_RUNS_ADDED))) {
    left.delete(next);
    order.push(next);
    inCommon.forEach((n, idx) => (inCommon[idx] = n * FADING));
    for (const run of runs[next]) {
      const others = having.get(run);
      if (others.length <= MAX_FUNCTIONS) others.forEach((idx) => (inCommon[idx] += 1));
    }
  }
  return order;
}

function runsOf(bytes) {
  const runs = new Set();
  for (let at = 0; at + N_BYTES <= bytes.length; at += 1) runs.add(bytes.readInt32LE(at));
  return runs;
}

function bestOf(idxs, scoreOf) {
  let [best, highest] = [null, -1];
  for (const idx of idxs) {
    const score = scoreOf(idx);
    if (score > highest) [best, highest] = [idx, score];
  }
  return best;
}

/** Of the section of code, each function. */
function functionsIn(section) {
  const functions = [];
  for (let [, at] = number(section, 0); at < section.length; ) {
    const [size, begin] = number(section, at);
    at = begin + size;
    functions.push(section.subarray(begin, at));
  }
  return functions;
}

/** How many functions a program imports: their indices come before those of its own. */
function importedFunctions(program) {
  return WebAssembly.Module.imports(new WebAssembly.Module(program)).filter(({ kind }) => kind === "function").length;
}
