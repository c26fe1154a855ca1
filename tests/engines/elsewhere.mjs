// All the world but the site under test: a proxy that notes down who is asked for, and answers nobody.
//
// It works alike in every engine, and hears what no script could: requests of styles, of media, of preloading.
import { createServer } from "node:http";

import { eventually } from "./eventually.mjs";

/** The hosts of fixtures: browsers ask for others of their own accord, which is not the app's doing. */
const IS_OF_A_FIXTURE = /\.example$/;

export class Elsewhere {
  #asked = [];
  #heard = new Set();
  #server = createServer((request, response) => {
    this.#note(new URL(request.url, "http://nowhere").hostname);
    response.writeHead(502).end();
  });

  static async open() {
    const elsewhere = new Elsewhere();
    elsewhere.#server.on("connect", ({ url }, socket) => {
      elsewhere.#note(url.replace(/:\d+$/, ""));
      socket.on("error", () => {});
      socket.end("HTTP/1.1 502 Nobody is there\r\n\r\n");
    });
    await new Promise((resolve) => elsewhere.#server.listen(0, "127.0.0.1", resolve));
    return elsewhere;
  }

  get port() {
    return this.#server.address().port;
  }

  /** The hosts of fixtures that have been asked for since the last call. */
  takeAsked() {
    return this.#asked.splice(0);
  }

  /** Waits until what was asked before has come here, too: until a last question has, which `ask` puts to a host. */
  async catchUp(ask) {
    const host = `last-${this.#heard.size}.invalid`;
    await ask(`https://${host}/`);
    await eventually(`${host} to be asked`, () => this.#heard.has(host), true);
  }

  close() {
    this.#server.closeAllConnections();
    this.#server.close();
  }

  #note(host) {
    this.#heard.add(host);
    if (IS_OF_A_FIXTURE.test(host)) this.#asked.push(host);
  }
}
