// Builds ../bundle.js, ../bundle_later.js and LICENSES.txt from the sources beside this file: what typing needs, from
// `adapter.js`, and what comes after it, from `later.js`, which imports all that both need from the first.
//
//   npm ci && node build.mjs            writes them
//   npm ci && node build.mjs --check    fails if what is committed is not what the sources give, byte for byte

import { readFile, readdir, writeFile } from "node:fs/promises";
import { basename, dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { brotliCompressSync } from "node:zlib";

import { viewInTwo } from "./view_in_two.mjs";

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

const CHANGES = [withoutParsing, withoutStyleElement];

/** What only `later.js` imports, and the packages that it alone needs. */
const LATER = /\/(?:later|findings|slash)\.js$|@codemirror\/(?:autocomplete|lint|search)\/dist\/index\.js$/;

/**
 * Of a long line CodeMirror draws what is on the screen and a margin, and puts a gap for the rest. Its first gap has no
 * height where lines wrap, so that it takes the line for short and draws all of it; and a margin of 10,000 units makes a
 * line of marks cost 0.4 s for each key.
 */
const withoutLongLines = (contents) =>
  replaced(contents, "@codemirror/view", {
    "gap.draw(this, false)": "gap.draw(this, guessWrapping)",
    "10000 /* LG.MarginWrap */": "4000",
  });

const view = viewInTwo(withoutLongLines, (importer, copy) => LATER.test(importer) && copy !== "brackets");

/** The closing of brackets is in the package of lists, which comes later: what typing needs has a copy of its own of it. */
const withoutLists = {
  name: "brackets without lists",
  setup({ onResolve, onLoad, resolve }) {
    onResolve({ filter: /^@codemirror\/autocomplete$/ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
      if (pluginData === "its file" || LATER.test(importer)) return undefined;
      const file = await resolve(path, { importer, kind, resolveDir, pluginData: "its file" });
      return { path: file.path, suffix: "?brackets", sideEffects: false };
    });
    onLoad({ filter: /@codemirror\/autocomplete\/dist\/index\.js$/ }, async ({ path, suffix }) =>
      suffix ? { contents: await readFile(path, "utf8"), pluginData: "brackets" } : undefined,
    );
  },
};

const built = await build();
if (process.argv.includes("--check")) await check(built);
else await write(built);

/** Path -> content of each committed file. */
async function build() {
  const { build: bundle } = await import("esbuild").catch(() =>
    fail(`the packages are not installed: run \`npm ci\` in ${HERE}`),
  );
  const settings = { bundle: true, format: "esm", target: "es2022", charset: "utf8", legalComments: "none", write: false };
  const { metafile, outputFiles } = await bundle({
    ...settings,
    absWorkingDir: HERE,
    entryPoints: { bundle: "adapter.js", bundle_later: "later.js" },
    outdir: "built",
    splitting: true,
    chunkNames: "shared",
    minifyIdentifiers: true,
    metafile: true,
    plugins: [...CHANGES, view, withoutLists],
  });
  const isRead = ({ name }) => Object.keys(metafile.inputs).some((path) => path.endsWith(name));
  for (const plugin of CHANGES) if (!isRead(plugin)) fail(`${plugin.name} is not read any more: see what build.mjs replaces in it`);
  const parts = new Map(outputFiles.map(({ path, text }) => [basename(path), text]));
  const first = await bundle({
    ...settings,
    stdin: { contents: `export * from "bundle.js"; export { ${namesOfShared(parts)} } from "shared.js";` },
    plugins: [from(parts)],
  });
  const later = replaced(parts.get("bundle_later.js"), "bundle_later.js", { 'from "./shared.js"': 'from "./bundle.js"' });
  return new Map([
    [join(HERE, "..", "bundle.js"), await minified(first.outputFiles[0].text)],
    [join(HERE, "..", "bundle_later.js"), await minified(later)],
    [join(HERE, "LICENSES.txt"), await licensesOf(Object.values(metafile.outputs).map(({ inputs }) => inputs))],
  ]);
}

/** What the second part imports from that which both need. */
function namesOfShared(parts) {
  const [, names] = /import \{([^}]*)\} from "\.\/shared\.js";/.exec(parts.get("bundle_later.js"));
  return names.split(",").map((name) => name.split(" as ")[0]);
}

/** Reads what is built from `parts`, by name, instead of from files. */
function from(parts) {
  const setup = ({ onResolve, onLoad }) => {
    onResolve({ filter: /./ }, ({ path }) => ({ path: basename(path), namespace: "built" }));
    onLoad({ filter: /./, namespace: "built" }, ({ path }) => ({ contents: parts.get(path) }));
  };
  return { name: "what is built", setup };
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
      return { contents: replaced(await readFile(path, "utf8"), file, replacements) };
    });
  return { name: file, setup };
}

/** Refuses a text that does not have each piece once. */
function replaced(text, name, replacements) {
  return Object.entries(replacements).reduce((changed, [piece, replacement]) => {
    if (changed.split(piece).length !== 2) fail(`${name} has changed: see what build.mjs replaces in it`);
    return changed.replace(piece, () => replacement);
  }, text);
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

/** The licence texts of the packages that put at least a byte into a file. */
async function licensesOf(inputsOfFiles) {
  const folders = new Set();
  for (const [path, { bytesInOutput }] of inputsOfFiles.flatMap(Object.entries)) {
    const folder = /^node_modules\/(?:@[^/]+\/)?[^/]+/.exec(path)?.[0];
    if (folder && bytesInOutput > 0) folders.add(folder);
  }
  const notices = await Promise.all([...folders].sort().map(licenseOf));
  return "The files bundle.js and bundle_later.js contain code of these packages.\n" + notices.join("");
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
