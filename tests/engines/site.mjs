// The build as each engine gets it: served from a subfolder, in a copy whose pages load `probe.js` before all else.
import { cpSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

import { serve } from "../../.ci/serve.mjs";

const BASE = "/some/folder/";
/** With an icon, because browsers ask for one that is not there, and complain. */
const PROBE = '<script src="probe.js"></script><link rel="icon" href="data:,">';

/** The folder of the build. */
const BUILD = process.env.RUNDOWN_DIST ?? fileURLToPath(new URL("../../dist", import.meta.url));

export class Site {
  #folder = mkdtempSync(join(tmpdir(), "rundown-engines-"));
  #servers = [];

  static async open() {
    if (!existsSync(join(BUILD, "index.html"))) throw new Error(`there is no build in ${BUILD}: run \`make engines\``);
    const site = new Site();
    process.once("exit", () => rmSync(site.#folder, { recursive: true, force: true }));
    const copy = site.#path("site");
    cpSync(BUILD, copy, { recursive: true });
    cpSync(new URL("probe.js", import.meta.url), join(copy, "probe.js"));
    site.#addPage("index.html", readFileSync(join(copy, "index.html"), "utf8"), "<title>");
    site.#addPage("empty.html", "<!doctype html><title>Nothing</title>", "<title>");
    await site.move();
    return site;
  }

  /** Takes an address at which nothing is stored yet: what was left at the one before need not be deleted, which can fail. */
  async move() {
    this.#servers.push(await serve(this.#path("site"), 0, BASE));
  }

  get url() {
    return `http://127.0.0.1:${this.#servers.at(-1).address().port}${BASE}`;
  }

  /** A page of the app's site without the app. */
  get emptyUrl() {
    return `${this.url}empty.html`;
  }

  /** Puts an exported page on the site, and returns its address. The probe comes before the page's policy. */
  publish(name, html) {
    this.#addPage(name, html, "<meta charset");
    return this.url + name;
  }

  /** Writes a file for the author to choose, and returns its path. */
  file(name, content) {
    const path = this.#path(name);
    writeFileSync(path, content);
    return path;
  }

  close() {
    for (const server of this.#servers) {
      server.closeAllConnections();
      server.close();
    }
  }

  #path(name) {
    return join(this.#folder, name);
  }

  #addPage(name, html, before) {
    if (!html.includes(before)) throw new Error(`${name} has no ${before} to put the probe before`);
    writeFileSync(join(this.#path("site"), name), html.replace(before, PROBE + before));
  }
}
