// Builds ../bundle.js and LICENSES.txt from the sources beside this file.
//
//   npm ci && node build.mjs            writes both
//   npm ci && node build.mjs --check    fails if what is committed is not what the sources give, byte for byte

import { readFile, readdir, writeFile } from "node:fs/promises";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

const HERE = dirname(fileURLToPath(import.meta.url));
const NOTICE = "/* Rundown's editor: CodeMirror, DOMPurify and Turndown. Sources, build and licences: src/editor/bundle */";

/**
 * Turndown tries, as it is loaded, whether the browser parses strings: an offence against the page's Trusted Types policy,
 * and of no use, because it is given elements.
 */
const withoutParsing = changed("turndown.browser.es.js", {
  "canParseHTMLNatively() ? root.DOMParser : createHTMLParser()": "null",
});

/**
 * CodeMirror's rules become a style sheet without an element, as it makes one in a shadow root: the page's policy stops
 * every style element, and a nonce that lets one in is public.
 */
const withoutStyleElement = changed("style-mod.js", {
  "if (!root.head && root.adoptedStyleSheets && win.CSSStyleSheet) {": "if (root.adoptedStyleSheets) {",
});

/**
 * Of a long line CodeMirror draws what is on the screen and a margin, and puts a gap for the rest. Its first gap has no
 * height where lines wrap, so that it takes the line for short and draws all of it; and a margin of 10,000 units makes a
 * line of marks cost 0.4 s for each key.
 */
const withoutLongLines = changed("@codemirror/view/dist/index.js", {
  "gap.draw(this, false)": "gap.draw(this, guessWrapping)",
  "10000 /* LG.MarginWrap */": "4000",
});

const PLUGINS = [withoutParsing, withoutStyleElement, withoutLongLines];

const built = await build();
if (process.argv.includes("--check")) await check(built);
else await write(built);

/** Path -> content of each committed file. */
async function build() {
  const { build: bundle } = await import("esbuild").catch(() =>
    fail(`the packages are not installed: run \`npm ci\` in ${HERE}`),
  );
  const result = await bundle({
    absWorkingDir: HERE,
    entryPoints: ["adapter.js"],
    bundle: true,
    format: "esm",
    target: "es2022",
    charset: "utf8",
    legalComments: "none",
    metafile: true,
    plugins: PLUGINS,
    write: false,
  });
  const { inputs, outputs } = result.metafile;
  const isRead = ({ name }) => Object.keys(inputs).some((path) => path.endsWith(name));
  for (const plugin of PLUGINS) if (!isRead(plugin)) fail(`${plugin.name} is not read any more: see what build.mjs replaces in it`);
  const licenses = await licensesOf(Object.values(outputs)[0].inputs);
  return new Map([
    [join(HERE, "..", "bundle.js"), await minified(result.outputFiles[0].text)],
    [join(HERE, "LICENSES.txt"), licenses],
  ]);
}

/** By terser, because what it makes of this bundle is 3 % smaller than what esbuild does. */
async function minified(code) {
  const { minify } = await import("terser");
  const ecma = 2022;
  const result = await minify(code, {
    module: true,
    compress: { ecma, passes: 3 },
    format: { ecma, comments: false, preamble: NOTICE },
  });
  return result.code;
}

/** Replaces pieces of a package's file as it is bundled; a version that does not have each of them once is refused. */
function changed(file, replacements) {
  const filter = new RegExp(`/${file.replaceAll(".", "\\.")}$`);
  const setup = ({ onLoad }) =>
    onLoad({ filter }, async ({ path }) => {
      let contents = await readFile(path, "utf8");
      for (const [piece, replacement] of Object.entries(replacements)) {
        if (contents.split(piece).length !== 2) fail(`${file} has changed: see what build.mjs replaces in it`);
        contents = contents.replace(piece, () => replacement);
      }
      return { contents };
    });
  return { name: file, setup };
}

async function check(built) {
  for (const [path, content] of built) {
    const committed = await readFile(path, "utf8").catch(() => "");
    if (committed !== content) fail(`${path} is not current: run \`npm ci && node build.mjs\` in ${HERE} and commit the result`);
  }
  console.log("the editor bundle is current");
}

async function write(built) {
  for (const [path, content] of built) {
    await writeFile(path, content);
    const bytes = Buffer.from(content);
    console.log(`${path}: ${bytes.length} bytes, ${brotliCompressSync(bytes).length} brotli`);
  }
}

/** The licence texts of the packages that put at least a byte into the bundle. */
async function licensesOf(inputs) {
  const folders = new Set();
  for (const [path, { bytesInOutput }] of Object.entries(inputs)) {
    const folder = /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
    if (folder && bytesInOutput > 0) folders.add(folder);
  }
  const notices = await Promise.all([...folders].sort().map(licenseOf));
  return "The file bundle.js contains code of these packages.\n" + notices.join("");
}

async function licenseOf(folder) {
  const { name, version, license } = JSON.parse(await readFile(join(HERE, folder, "package.json"), "utf8"));
  const file = (await readdir(join(HERE, folder))).find((entry) => /^licen[cs]e/i.test(entry));
  if (!file) fail(`${name} has no licence file`);
  const text = await readFile(join(HERE, folder, file), "utf8");
  return `\n${"=".repeat(80)}\n${name} ${version} (${license})\n\n${text.replace(/\r\n/g, "\n").trim()}\n`;
}

function fail(message) {
  console.error(`editor bundle: ${message}`);
  process.exit(1);
}
