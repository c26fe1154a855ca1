// How the source is built: `node .ci/structure.mjs [folder]` prints lines without tests, the rooms of the state with their
// fields, methods and calls of one another, and the largest circle of files that name each other, in `state`, `rundown`
// and `ui`. It reads lines, not syntax trees, as tests/tidy.rs does, and judges nothing.
import { readFile, readdir } from "node:fs/promises";
import { dirname, join, relative } from "node:path";

const ROOMS = ["screen", "saving", "library", "notes", "app"];

/** Each Rust file below `folder`: its path from there, and its code without tests, comments and contents of strings. */
async function rustFiles(folder) {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const isRust = (entry) => entry.isFile() && entry.name.endsWith(".rs") && !/tests?\.rs$/.test(entry.name);
  const paths = entries.filter(isRust).map((entry) => join(entry.parentPath, entry.name));
  return Promise.all(
    paths.map(async (path) => {
      const text = (await readFile(path, "utf8")).split("#[cfg(test)]\nmod tests")[0];
      const code = text.replace(/\/\/[^\n]*/g, "").replace(/"(?:[^"\\\n]|\\.)*"/g, '""');
      return { path: relative(folder, path), nLines: text.trimEnd().split("\n").length, code };
    }),
  );
}

/** The methods of a room's types, by `fn name(&self`. */
function methodsOf(files) {
  return new Set(files.flatMap(({ code }) => [...code.matchAll(/fn (\w+)(?:<[^(]*>)?\(\s*&?(?:mut )?self\b/g)].map(([, name]) => name)));
}

function fieldsOf(code) {
  const structs = [...code.matchAll(/pub struct \w+(?:Signals|AppState)? \{([^}]*)\}/g)].map(([, body]) => body);
  return structs.flatMap((body) => [...body.matchAll(/^ {4}(?:pub(?:\([^)]*\))? )?\w+:/gm)]).length;
}

/** Prints, for each room, what it has and how often it calls each other one by a method that only that one has. */
function printRooms(files) {
  const of = Object.fromEntries(ROOMS.map((room) => [room, files.filter(({ path }) => path.startsWith(`${room}/`))]));
  const methods = Object.fromEntries(ROOMS.map((room) => [room, methodsOf(of[room])]));
  const rows = ROOMS.map((room) => {
    const code = of[room].map((file) => file.code).join("\n");
    const calls = ROOMS.filter((other) => other !== room).map((other) => {
      const isTheirs = (name) => methods[other].has(name) && ROOMS.every((it) => it === other || !methods[it].has(name));
      const called = [...code.matchAll(new RegExp(`\\b(?:self|this|app|${ROOMS.join("|")})\\s*\\.\\s*(\\w+)\\(`, "g"))];
      return `${other} ${called.filter(([, name]) => isTheirs(name)).length}`;
    });
    const signals = of[room].find(({ path }) => path === `${room}/mod.rs`)?.code ?? "";
    return `  ${room.padEnd(8)} ${String(of[room].length).padStart(3)} files, ${String(fieldsOf(signals)).padStart(3)} fields, ${String(methods[room].size).padStart(4)} methods; calls of ${calls.join(", ")}`;
  });
  console.log(["rooms of the state:", ...rows].join("\n"));
}

/** `a::B` and each path of `{a::B, c}`, in parts. */
function pathsOf(rest) {
  return rest.replace(/[{}\s]/g, "").split(",").filter(Boolean).map((path) => path.split("::"));
}

/** Which files of the state a file calls: by a method of a handle that only that one has. */
function calledBy({ path, code }, files) {
  const homes = new Map();
  for (const file of files) for (const name of methodsOf([file])) homes.set(name, homes.has(name) ? null : file.path);
  const called = code.matchAll(new RegExp(`\\b(?:self|this|app|state|${ROOMS.join("|")})\\s*\\.\\s*(\\w+)\\(`, "g"));
  return new Set([...called].map(([, name]) => homes.get(name)).filter((to) => to && to !== path));
}

/** Which files of `files` a file names: by `super::`, and by `crate::<module>::`. */
function namedBy({ path, code }, files, module) {
  const paths = new Set(files.map((file) => file.path));
  const fileOf = (parts) => {
    for (let n = parts.length; n > 0; n -= 1) {
      const stem = parts.slice(0, n).join("/");
      for (const candidate of [`${stem}.rs`, `${stem}/mod.rs`]) if (paths.has(candidate)) return candidate;
    }
    return null;
  };
  const own = path.endsWith("mod.rs") ? dirname(path) : path.replace(/\.rs$/, "");
  const up = (nUp) => own.split("/").filter((part) => part !== ".").slice(0, -nUp || undefined);
  const named = [];
  for (const [, supers, rest] of code.matchAll(/\b((?:super::)+)([\w:]+|\{[^}]*\})/g)) {
    for (const parts of pathsOf(rest)) named.push([...up(supers.length / 7), ...parts]);
  }
  for (const [, rest] of code.matchAll(new RegExp(`\\bcrate::${module}::([\\w:]+|\\{[^}]*\\})`, "g"))) named.push(...pathsOf(rest));
  return new Set(named.map(fileOf).filter((to) => to && to !== path));
}

/** The largest set of files each of which reaches all the others, by what `leadsTo` says of one. */
function largestCircle(files, leadsTo) {
  const named = new Map(files.map((file) => [file.path, leadsTo(file)]));
  const reach = (from) => {
    const seen = new Set();
    const due = [from];
    while (due.length > 0) for (const to of named.get(due.pop()) ?? []) if (!seen.has(to)) due.push(to) && seen.add(to);
    return seen;
  };
  const reached = new Map(files.map(({ path }) => [path, reach(path)]));
  const circles = files.map(({ path }) => files.filter((other) => reached.get(path).has(other.path) && reached.get(other.path).has(path)));
  return (circles.sort((a, b) => b.length - a.length)[0] ?? []).map((file) => file.path);
}

function printCircle(what, circle) {
  const names = circle.length > 1 ? `: ${circle.slice(0, 6).join(", ")}${circle.length > 6 ? ", …" : ""}` : "";
  console.log(`${what} has ${circle.length}${names}`);
}

async function main([folder = "src"]) {
  const all = await rustFiles(folder);
  const nLines = all.reduce((sum, file) => sum + file.nLines, 0);
  console.log(`${nLines.toLocaleString("en")} lines of Rust without tests, in ${all.length} files`);
  for (const module of ["state", "rundown", "outline", "ui"]) {
    const files = await rustFiles(join(folder, module)).catch(() => []);
    if (files.length === 0) continue;
    printCircle(`${module}: ${files.length} files, the largest circle by names`, largestCircle(files, (file) => namedBy(file, files, module)));
  }
  const state = await rustFiles(join(folder, "state"));
  printCircle("state: the largest circle by calls of methods", largestCircle(state, (file) => calledBy(file, state)));
  const rooms = ROOMS.map((room) => ({ path: room, code: state.filter(({ path }) => path.startsWith(`${room}/`)).map(({ code }) => code).join("\n") }));
  printCircle("state: the largest circle of rooms by calls of methods", largestCircle(rooms, (room) => calledBy(room, rooms)));
  printRooms(state);
}

await main(process.argv.slice(2));
