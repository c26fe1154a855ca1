// A static file server for a build: `node .ci/serve.mjs [folder] [port]`. With `--check` it only tells
// whether the port is free. Also used by the end-to-end tests, which serve the build from a subfolder.
import { createReadStream } from "node:fs";
import { stat } from "node:fs/promises";
import { createServer } from "node:http";
import { extname, join, normalize, sep } from "node:path";
import { pathToFileURL } from "node:url";

const TYPES = {
  ".css": "text/css; charset=utf-8",
  ".html": "text/html; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".json": "application/json",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".wasm": "application/wasm",
};

/** Serves `folder` below `base` ("/" or "/some/folder/"), each file with more headers; resolves once it listens. */
export function serve(folder, port, base = "/", headers = {}) {
  const server = createServer(async (request, response) => {
    const file = fileFor(folder, base, pathOf(request.url));
    const found = file && (await stat(file).catch(() => null));
    if (!found?.isFile()) return void response.writeHead(404).end("not found");
    const type = TYPES[extname(file)] ?? "application/octet-stream";
    response.writeHead(200, { "content-type": type, "content-length": found.size, "cache-control": "no-cache", ...headers });
    createReadStream(file).pipe(response);
  });
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen(port, "127.0.0.1", () => resolve(server));
  });
}

/** The decoded path of an address; empty for one that cannot be decoded. */
function pathOf(address) {
  try {
    return decodeURIComponent(new URL(address, "http://localhost").pathname);
  } catch {
    return "";
  }
}

function fileFor(folder, base, path) {
  if (!path.startsWith(base)) return null;
  const relative = path.slice(base.length) || "index.html";
  const file = normalize(join(folder, relative));
  return file.startsWith(normalize(folder) + sep) ? file : null;
}

function explain(error, port) {
  if (error.code !== "EADDRINUSE") throw error;
  console.error(`Port ${port} is taken by another program.`);
  console.error(`Choose another one:  PORT=${Number(port) + 1} make serve`);
  process.exit(1);
}

async function main([first, second = "8080"]) {
  const port = Number(second);
  const server = await serve(first === "--check" ? "." : first, port).catch((error) => explain(error, port));
  if (first === "--check") return server.close();
  console.log(`\n  Rundown is ready:  http://127.0.0.1:${port}/\n  Stop it with Ctrl+C.\n`);
}

if (import.meta.url === pathToFileURL(process.argv[1]).href) await main(process.argv.slice(2));
