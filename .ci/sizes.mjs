// How many bytes a build has: `node .ci/sizes.mjs [folder]` prints each file, and fails if all of them together have
// more than what was reached so far and a little. Brotli of quality 11, each file for itself, as a static host sends them.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

/** Lower it with each gain; raise it only for what is worth it to those who wait for the page. */
const MAX_BROTLI_BYTES = 920_000;

/** Each file of a build with its bytes, `{ path, raw, brotli }`, the largest first; the licences, which are never loaded, too. */
export async function sizesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = await Promise.all(paths.map(sizeOf));
  return files.sort((a, b) => b.brotli - a.brotli);
}

/** All files as one. */
export function totalOf(files) {
  const sum = (unit) => files.reduce((total, file) => total + file[unit], 0);
  return { path: "total", raw: sum("raw"), brotli: sum("brotli") };
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

async function main([folder = "dist"]) {
  const files = await sizesOf(folder);
  const total = totalOf(files);
  console.log("      raw   brotli");
  for (const { path, raw, brotli } of [...files, total]) console.log(`${padded(raw)}${padded(brotli)}  ${path}`);
  if (total.brotli <= MAX_BROTLI_BYTES) return;
  console.error(`${folder} has ${total.brotli} bytes in brotli, and may have ${MAX_BROTLI_BYTES} (see .ci/sizes.mjs)`);
  process.exit(1);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main(process.argv.slice(2));
