// Trunk's post-build hook: makes two files of the program, the first part and the late part (`src/state/late.rs`), because
// hooks come after Trunk's own wasm-bindgen, and the program must be split before it. wasm-split-cli finds the function that
// `src/main.rs` marks, and takes out of the program what it alone calls.
//
// All names carry one hash of all contents, the folder of the scripts' too: no cache and no page that is open ever puts a
// part of one build to those of another.
import { execFile } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdir, mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { promisify } from "node:util";
import { namedByOrder } from "./alike-together.mjs";
import { LONG_NAME, withShortImports } from "./short-imports.mjs";
import { glueWithoutStreams, programWithoutStreams } from "./without-streams.mjs";

const { TRUNK_STAGING_DIR: staging, TRUNK_SOURCE_DIR: source, TRUNK_PROFILE: profile } = process.env;
const target = process.env.CARGO_TARGET_DIR ?? join(source, "target");
const built = join(target, "wasm32-unknown-unknown", profile, "rundown.wasm");

/** What Rust's target has, and every browser since 2023. The late part does not say it of itself. */
const FEATURES = ["bulk-memory", "multivalue", "mutable-globals", "nontrapping-float-to-int", "reference-types", "sign-ext"]
  .map((feature) => `--enable-${feature}`);

/** A second round finds more. Functions that have one caller are put into it only if they are small: that compresses better. */
const SMALLER = ["-Oz", "-Oz", "--one-caller-inline-max-function-size=40"];
/** Leaves all as small as it is. */
const REORDERED = ["--optimize-level=2", "--shrink-level=2", "--reorder-functions-by-name"];

/** Fetched by the first part when the page stands, and not with it. */
const COMES_LATER = /<link[^>]*\/bundle_later\.js[^>]*>/;

const run = promisify(execFile);

const work = await mkdtemp(join(tmpdir(), "rundown-"));
try {
  await split();
  await putIntoPage();
} finally {
  await rm(work, { recursive: true });
}

/** Makes `rundown.js`, `rundown_bg.wasm`, `split_late.wasm` and `snippets` of what cargo has built. */
async function split() {
  await run("wasm-split-cli", ["--out-name", "rundown", built, work]);
  const options = ["--target", "web", "--no-typescript", "--keep-lld-exports", "--out-name", "rundown", "--out-dir", work];
  await run("wasm-bindgen", [...options, join(work, "rundown.wasm")]);
  const first = join(work, "rundown_bg.wasm");
  await writeFile(first, programWithoutStreams(await readFile(first)));
  if (profile === "release") await Promise.all(["rundown_bg.wasm", "split_late.wasm"].map(optimise));
}

async function optimise(name) {
  const path = join(work, name);
  const wasmOpt = (passes) => run("wasm-opt", [...FEATURES, ...passes, path, "-o", path]);
  await wasmOpt(SMALLER);
  await writeFile(path, namedByOrder(await readFile(path)));
  await wasmOpt(REORDERED);
}

/** Puts the files in place of those that Trunk has made, under names with a hash. */
async function putIntoPage() {
  const [glue, first, late] = await Promise.all(["rundown.js", "rundown_bg.wasm", "split_late.wasm"].map(read));
  const { program, short } = withShortImports(first);
  const [canary = ""] = /__canary_\w+: ~0x\w+/.exec(await read("__wasm_split.js")) ?? [];
  const lateScript = withoutComments(await readFile(join(source, "src/late.js"), "utf8"));
  const fetching = lateScript.replace("CANARY", canary);
  const [crate] = await readdir(join(work, "snippets"));
  const scripts = await scriptsIn(join(work, "snippets", crate));
  const hash = createHash("sha256");
  for (const content of [glue, first, late, fetching, ...scripts.values()]) hash.update(content);
  const app = `rundown-${hash.digest("hex").slice(0, 16)}`;

  // The program goes on to ask for its scripts by their old names: only where they come from has changed.
  const renamed = (line) => line.replace("./__wasm_split.js", `./${app}_late.js`).replace(`/${crate}/`, `/${app}/`);
  const ownGlue = withoutComments(glueWithoutStreams(glue.toString()))
    .replace(LONG_NAME, (name) => short.get(name) ?? name)
    .replace(/^ +/gm, "");
  const page = await readFile(join(staging, "index.html"), "utf8");
  const trunks = /import init.* from '\.\/(.*)\.js'/.exec(page)?.[1] ?? fail("Trunk's inline loader has changed its shape");
  if (!COMES_LATER.test(page)) fail("wasm-bindgen has not copied src/editor/bundle_later.js");
  const preload = `<link rel="modulepreload" crossorigin href="./${app}_late.js"></head>`;
  const ownPage = page.replace(COMES_LATER, "").replaceAll(trunks, app).replaceAll(`/${crate}/`, `/${app}/`);

  for (const path of [`${trunks}.js`, `${trunks}_bg.wasm`, "snippets"]) await rm(join(staging, path), { recursive: true });
  for (const [path, content] of scripts) await write(join("snippets", app, path), content);
  await write(`${app}.js`, ownGlue.replace(/^import .*$/gm, renamed));
  await write(`${app}_late.js`, fetching.replaceAll("APP", app));
  await write(`${app}_bg.wasm`, program);
  await write(`${app}_late.wasm`, late);
  await write("index.html", ownPage.replace("</head>", preload));
}

function read(name) {
  return readFile(join(work, name));
}

async function write(name, content) {
  const path = join(staging, name);
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, content);
}

/** The scripts in a folder, path -> text, in the order of their paths. */
async function scriptsIn(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  const texts = await Promise.all(paths.sort().map((path) => readFile(path, "utf8")));
  return new Map(paths.map((path, n) => [relative(folder, path), withoutComments(texts[n])]));
}

/** Comments that stand on lines of their own are for those who read the source; bundles have none. */
function withoutComments(script) {
  if (script.startsWith("/* ")) return script;
  return script.replace(/^ *(\/\/.*|\/\*\*[^]*?\*\/)\n/gm, "");
}

function fail(message) {
  throw new Error(`split-program: ${message}`);
}
