// How many bytes a build has: `node .ci/sizes.mjs [folder]` prints each file, and what is loaded before one can write with
// preview and outline; it fails if that, or all files together, have more than they may. Brotli of quality 11, each file for
// itself, as a static host sends them.
import { readFile, readdir } from "node:fs/promises";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, constants } from "node:zlib";

/** Lower them with each gain; raise them only for what is worth it to those who wait for the page. */
const MAX_FIRST_BYTES = 450_000;
const MAX_ALL_BYTES = 920_000;

/** What is fetched after the first frame, or never. */
const COMES_LATER = /_late\.wasm$|late-\d+\.css$|bundle_later\.js$|LICENSES\.txt$/;

/** Each file of a build with its bytes, `{ path, raw, brotli }`, the largest first; the licences, which are never loaded, too. */
export async function sizesOf(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const files = await Promise.all(paths.map(sizeOf));
  return files.sort((a, b) => b.brotli - a.brotli);
}

/** What is loaded before one can write, as one. */
export function firstOf(files) {
  return { ...totalOf(files.filter(({ path }) => !COMES_LATER.test(path))), path: "before one can write" };
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
  const [first, all] = [firstOf(files), totalOf(files)];
  console.log("      raw   brotli");
  for (const { path, raw, brotli } of [...files, first, all]) console.log(`${padded(raw)}${padded(brotli)}  ${path}`);
  for (const [{ path, brotli }, most] of [[first, MAX_FIRST_BYTES], [all, MAX_ALL_BYTES]]) {
    if (brotli <= most) continue;
    console.error(`${folder} has ${brotli} bytes in brotli (${path}), and may have ${most} (see .ci/sizes.mjs)`);
    process.exitCode = 1;
  }
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main(process.argv.slice(2));
