// Reads and writes a section of a WebAssembly module, for what no tool changes.

/** Where the section with this number is: from `at` with its head, from `body` without it, to `end`. */
export function sectionOf(program, id) {
  for (let at = 8; at < program.length; ) {
    const [size, body] = number(program, at + 1);
    if (program[at] === id) return { at, body, end: body + size };
    at = body + size;
  }
  throw new Error(`wasm-sections: the program has no section ${id}`);
}

/** The program with other entries in the section with this number. */
export function withEntries(program, id, entries) {
  const { at, end } = sectionOf(program, id);
  const section = Buffer.concat([ofNumber(entries.length), ...entries.flat()]);
  const head = Buffer.concat([Buffer.of(id), ofNumber(section.length)]);
  return Buffer.concat([program.subarray(0, at), head, section, program.subarray(end)]);
}

/** A number in LEB128, and where it ends. */
export function number(bytes, at) {
  let value = 0;
  for (let shift = 0; ; shift += 7, at += 1) {
    value |= (bytes[at] & 0x7f) << shift;
    if (bytes[at] < 0x80) return [value, at + 1];
  }
}

/** A text, and where it ends. */
export function text(bytes, at) {
  const [length, begin] = number(bytes, at);
  return [bytes.toString("utf8", begin, begin + length), begin + length];
}

export function ofNumber(value) {
  const bytes = [];
  for (; value >= 0x80; value >>>= 7) bytes.push((value & 0x7f) | 0x80);
  return Buffer.of(...bytes, value);
}

export function ofText(value) {
  return Buffer.concat([ofNumber(Buffer.byteLength(value)), Buffer.from(value)]);
}
