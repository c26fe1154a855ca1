// An esbuild plugin: tooltips, panels and gutters apart from the rest of CodeMirror's view. They are for what comes later, but
// stand in one file with what typing needs, and esbuild puts a file, and all that it imports, into one part.

import { readFile } from "node:fs/promises";

/** What begins with it is for later; nothing above it asks for anything below. */
const CUT = 'const Outside = "-10000px";';
/** For its own tests alone. */
const END = "const __test = ";

const DECLARED = /^(?:class|const|function|let|var) ([\w$]+)/gm;
const IMPORTED = /^import .*;$/gm;

/** `change` is given the file's text, and what it returns is cut. `isLater`: whether a file that imports it comes later. */
export function viewInTwo(change, isLater) {
  const setup = ({ onResolve, onLoad, onEnd, resolve }) => {
    onResolve({ filter: /^@codemirror\/view$/ }, async ({ path, importer, kind, resolveDir, pluginData }) => {
      if (pluginData === "its file") return undefined;
      const file = await resolve(path, { importer, kind, resolveDir, pluginData: "its file" });
      return pieceOf(file.path, isLater(importer, pluginData) ? "all" : "first");
    });
    onResolve({ filter: /^view: / }, ({ path, pluginData }) => pieceOf(pluginData, path.slice("view: ".length)));
    onLoad({ filter: /@codemirror\/view\/dist\/index\.js$/ }, async ({ path, suffix }) => {
      const halves = halvesOf(change(await readFile(path, "utf8")));
      return { contents: PIECES[suffix.slice(1)](halves), pluginData: path };
    });
    onEnd(({ metafile }) => {
      const inputs = Object.values(metafile?.outputs ?? {}).flatMap(({ inputs }) => Object.entries(inputs));
      const isIn = (piece) => inputs.some(([path, { bytesInOutput }]) => path.endsWith(`?${piece}`) && bytesInOutput > 0);
      if (!isIn("upper")) throw new Error("CodeMirror's view is not read any more: see view_in_two.mjs");
      if (isIn("none")) throw new Error("what typing needs uses tooltips, panels or gutters: see view_in_two.mjs");
    });
  };
  return { name: "view in two", setup };
}

function pieceOf(path, piece) {
  return { path, suffix: `?${piece}`, sideEffects: false };
}

const PIECES = {
  all: () => 'export * from "view: upper"; export * from "view: lower";',
  first: () => 'export * from "view: upper"; export * from "view: none";',
  upper: ({ upper, names }) => `${upper}\nexport { ${names} };`,
  lower: ({ imports, names, lower, namesBelow }) =>
    `${imports}\nimport { ${names} } from "view: upper";\n${lower}\nexport { ${namesBelow} };`,
  /** For files that name what they never use. */
  none: ({ namesBelow }) => ["const none = () => {};", ...namesBelow.map(unused)].join("\n"),
};

function unused(name) {
  return `export const ${name} = /*@__PURE__*/ none();`;
}

/** `names`: all that is declared in the upper half, exported or not; `namesBelow`: what the lower one exports. */
function halvesOf(contents) {
  const [upper, lower, ...others] = contents.split(CUT);
  const exported = /^export \{ (.*) \};$/m.exec(contents)?.[1].split(", ");
  if (others.length || !lower?.includes(END) || !exported) throw new Error("CodeMirror's view has changed: see view_in_two.mjs");
  const names = [...upper.matchAll(DECLARED)].map(([, name]) => name);
  const namesBelow = exported.filter((name) => !names.includes(name) && name !== "__test");
  return { upper, lower: CUT + lower.split(END)[0], names, namesBelow, imports: contents.match(IMPORTED).join("\n") };
}
