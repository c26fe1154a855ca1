// How many bytes a build has: `node .ci/sizes.mjs [folder]` prints each file, and fails if all of them together have
// more than what was reached so far and a little. Brotli of quality 11, each file for itself, as a static host sends them.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { brotliCompressSync, constants } from "node:zlib";

/** Lower it with each gain; raise it only for what is worth it to those who wait for the page. */
const MAX_BROTLI_BYTES = 545_000;

const folder = process.argv[2] ?? "dist";
const entries = await readdir(folder, { recursive: true, withFileTypes: true });
const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
const files = await Promise.all(paths.map(sizeOf));

files.sort((a, b) => b.brotli - a.brotli);
const total = {
  path: "total",
  raw: files.reduce((sum, { raw }) => sum + raw, 0),
  brotli: files.reduce((sum, { brotli }) => sum + brotli, 0),
};
console.log("      raw   brotli");
for (const { path, raw, brotli } of [...files, total]) console.log(`${padded(raw)}${padded(brotli)}  ${path}`);
if (total.brotli > MAX_BROTLI_BYTES) {
  console.error(`${folder} has ${total.brotli} bytes in brotli, and may have ${MAX_BROTLI_BYTES} (see .ci/sizes.mjs)`);
  process.exit(1);
}

async function sizeOf(path) {
  const content = await readFile(path);
  const params = {
    [constants.BROTLI_PARAM_QUALITY]: 11,
    [constants.BROTLI_PARAM_SIZE_HINT]: content.length,
  };
  return { path, raw: content.length, brotli: brotliCompressSync(content, { params }).length };
}

function padded(n) {
  return n.toLocaleString("en").padStart(9);
}
