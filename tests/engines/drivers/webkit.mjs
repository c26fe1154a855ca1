// WebKitGTK, Safari's engine on Linux, by its own driver and in a display of its own.
import { spawn } from "node:child_process";
import { once } from "node:events";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { eventually } from "../eventually.mjs";
import { program } from "./program.mjs";
import { WebDriver, beginSession } from "./webdriver.mjs";

/**
 * WebAssembly is interpreted, and never compiled while it runs. With its compilers on, WebKitGTK 2.50.6 died in two of some
 * thirty runs with a segmentation fault at 0 in JavaScriptCore, as its interpreter came back from a call. That the change
 * from one to the other is the cause is likely, not proved.
 */
const WITHOUT_COMPILER = { JSC_useBBQJIT: "0", JSC_useOMGJIT: "0" };

/** Starts it; what it asks of other sites goes to the proxy. */
export async function start({ proxyPort }) {
  const machinery = new Machinery();
  try {
    const address = await machinery.start();
    const args = ["--automation", `--proxy=http://127.0.0.1:${proxyPort}`, "--ignore-host=127.0.0.1"];
    const browser = { binary: program("WEBKIT"), args };
    const session = await beginSession(address, { browserName: "MiniBrowser", "webkitgtk:browserOptions": browser });
    return new WebKitDriver(session, machinery);
  } catch (error) {
    machinery.stop();
    throw error;
  }
}

/** The interface is that of `PlaywrightDriver`. */
class WebKitDriver extends WebDriver {
  #machinery;

  constructor(session, machinery) {
    super(session);
    this.#machinery = machinery;
  }

  /** The window is larger than the page by what stands around it, which only a look at both tells. */
  async resize(width, height) {
    const [aroundX, aroundY] = await this.evaluate(() => [outerWidth - innerWidth, outerHeight - innerHeight]);
    await this.resizeWindow(width + aroundX, height + aroundY);
  }

  /** Its console is not to be had: the probe alone hears it. */
  takeSaid() {
    return [];
  }

  async screenshot(path) {
    writeFileSync(path, await this.picture());
  }

  async close() {
    await this.quit().catch(() => {});
    this.#machinery.stop();
  }
}

/** The programs that it takes, and a home for what they leave behind. */
class Machinery {
  #home = mkdtempSync(join(tmpdir(), "rundown-webkit-"));
  #running = [];

  /** Starts the display and the driver; resolves to the driver's address. */
  async start() {
    process.once("SIGINT", () => this.#abandon()).once("SIGTERM", () => this.#abandon());
    const display = await this.#startDisplay();
    const port = await freePort();
    const home = { HOME: this.#home, XDG_RUNTIME_DIR: this.#home, DISPLAY: display, GDK_BACKEND: "x11" };
    const driver = this.#run(program("WEBKIT_DRIVER"), [`--port=${port}`, "--host=127.0.0.1"], {
      env: { ...process.env, ...WITHOUT_COMPILER, ...home },
    });
    const address = `http://127.0.0.1:${port}`;
    const answers = () =>
      fetch(`${address}/status`).then(
        ({ ok }) => ok,
        () => false,
      );
    await Promise.race([eventually("WebKit’s driver to answer", answers, true), failureOf(driver)]);
    return address;
  }

  stop() {
    for (const child of this.#running) child.kill();
    rmSync(this.#home, { recursive: true, force: true, maxRetries: 5 });
  }

  #abandon() {
    this.stop();
    process.exit(1);
  }

  /** The display chooses its own number, and tells it once it can be used. */
  async #startDisplay() {
    const args = ["-displayfd", "1", "-screen", "0", "1500x1100x24", "-nolisten", "tcp"];
    const display = this.#run(program("XVFB"), args, { stdio: ["ignore", "pipe", "ignore"] });
    const [number] = await Promise.race([once(display.stdout, "data"), failureOf(display)]);
    return `:${String(number).trim()}`;
  }

  #run(command, args, options) {
    const child = spawn(command, args, { stdio: "ignore", ...options });
    this.#running.push(child);
    return child;
  }
}

/** Rejects once a program has ended, or could not be started. */
async function failureOf(child) {
  const [reason] = await once(child, "exit");
  throw new Error(`${child.spawnfile} has ended: ${reason}`);
}

/** A port that nobody listens on. */
async function freePort() {
  const server = createServer().listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address();
  server.close();
  return port;
}
