// Gives the functions that a program of wasm-bindgen's imports plain names: its own carry a hash each, which does not compress
// and is loaded twice, with the program and with its glue.

/** The section of a WebAssembly module that has its imports. */
const IMPORTS = 2;
const FUNCTION = 0;

/** What wasm-bindgen calls a function that the program imports. */
export const LONG_NAME = /__wb[a-z]+_\w+/g;

/** Returns the program with short names in place of the long ones, and the short name of each. */
export function withShortImports(program) {
  const { at, body, end } = sectionOf(program, IMPORTS);
  const names = new Set(program.toString("latin1", body, end).match(LONG_NAME));
  const short = new Map();
  for (const name of names) {
    const plain = /^__wb[a-z]+_(.*?)(_[0-9a-f]{16})?$/.exec(name)[1];
    const taken = [...short.values()].filter((other) => other.replace(/\$\d+$/, "") === plain).length;
    short.set(name, taken ? `${plain}$${taken}` : plain);
  }
  const [nImports, first] = number(program, body);
  const entries = [];
  for (let entry = first; entry < end; ) {
    const [module, afterModule] = text(program, entry);
    const [name, afterName] = text(program, afterModule);
    if (program[afterName] !== FUNCTION) throw new Error(`short-imports: ${name} is no function`);
    const [, next] = number(program, afterName + 1);
    entries.push(ofText(module), ofText(short.get(name) ?? name), program.subarray(afterName, next));
    entry = next;
  }
  const section = Buffer.concat([ofNumber(nImports), ...entries]);
  const head = Buffer.concat([Buffer.of(IMPORTS), ofNumber(section.length)]);
  return { program: Buffer.concat([program.subarray(0, at), head, section, program.subarray(end)]), short };
}

function sectionOf(program, id) {
  for (let at = 8; at < program.length; ) {
    const [size, body] = number(program, at + 1);
    if (program[at] === id) return { at, body, end: body + size };
    at = body + size;
  }
  throw new Error(`short-imports: the program has no section ${id}`);
}

/** A number in LEB128, and where it ends. */
function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7, at += 1) {
    value |= (bytes[at] & 0x7f) << shift;
    if (bytes[at] < 0x80) return [value, at + 1];
  }
}

function ofNumber(value) {
  const bytes = [];
  for (; value >= 0x80; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Buffer.of(...bytes, value);
}

function text(bytes, at) {
  const [length, begin] = number(bytes, at);
  return [bytes.toString("utf8", begin, begin + length), begin + length];
}

function ofText(value) {
  return Buffer.concat([ofNumber(Buffer.byteLength(value)), Buffer.from(value)]);
}

