// Texts of shapes that make parsers slow: `../../shapes.json`, which the tests of the engine read too.
//
// A piece is a string, or one of: `many`, repeated to fill `part` of the text (all of it, where it does not say);
// `numbered`, the same, with a number in place of `{n}`; `steps`, before each `line` once more than before the one above.
import { readFileSync } from "node:fs";

/** `{ name, brief, pieces }` each; those that are `brief` stand for all where time is short. */
export const SHAPES = JSON.parse(readFileSync(new URL("../../shapes.json", import.meta.url), "utf8"));

/** About `nBytes` of a shape. */
export function textOf({ pieces }, nBytes) {
  return pieces.map((piece) => textOfPiece(piece, nBytes)).join("");
}

function textOfPiece(piece, nBytes) {
  if (typeof piece === "string") return piece;
  const nWanted = nBytes * (piece.part ?? 1);
  if (piece.many) return piece.many.repeat(Math.floor(nWanted / Buffer.byteLength(piece.many)));
  const lines = [];
  for (let n = 0, nWritten = 0; nWritten < nWanted; n += 1) {
    const line = piece.numbered?.replaceAll("{n}", n + 1) ?? `${piece.steps.repeat(n)}${piece.line}\n`;
    lines.push(line);
    nWritten += Buffer.byteLength(line);
  }
  return lines.join("");
}
