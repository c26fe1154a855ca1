// A client of W3C WebDriver, as small as the acts need it. For WebKit: Playwright knows that only as a build of its own.

/** Keys by their names in events, as WebDriver writes them. */
const KEYS = {
  Backspace: "\uE003",
  Tab: "\uE004",
  Enter: "\uE007",
  Shift: "\uE008",
  Control: "\uE009",
  Alt: "\uE00A",
  Escape: "\uE00C",
  Space: " ",
  End: "\uE010",
  Home: "\uE011",
  ArrowLeft: "\uE012",
  ArrowUp: "\uE013",
  ArrowRight: "\uE014",
  ArrowDown: "\uE015",
  Delete: "\uE017",
  F2: "\uE032",
  F8: "\uE038",
  F10: "\uE03A",
};

/** The one name that all elements go by on the wire. */
const ELEMENT = "element-6066-11e4-a52e-4f735466cecf";

export class WebDriver {
  #session;

  /** `session` is an address that `beginSession` has given. */
  constructor(session) {
    this.#session = session;
  }

  async open(url) {
    await this.#post("url", { url });
  }

  async reload() {
    await this.#post("refresh");
  }

  async evaluate(act, arg) {
    const script = `const [arg, done] = arguments;
      const called = Promise.resolve().then(() => (${act})(arg));
      called.then((value) => done({ value }), (error) => done({ error: String(error) }));`;
    const { value, error } = await this.#post("execute/async", { script, args: [arg ?? null] });
    if (error) throw new Error(`in the page: ${error}`);
    return value ?? null;
  }

  async mouse(...steps) {
    const actions = steps.map(([step, x, y]) =>
      step === "move"
        ? { type: "pointerMove", x, y, duration: 0 }
        : { type: `pointer${step === "down" ? "Down" : "Up"}`, button: 0 },
    );
    await this.#act({ type: "pointer", id: "mouse", parameters: { pointerType: "mouse" }, actions });
  }

  async type(text) {
    await this.#act(keys([...text].flatMap((letter) => stroke(letter === "\n" ? KEYS.Enter : letter))));
  }

  async press(chord) {
    const names = chord.split("+").map((name) => KEYS[name] ?? name);
    const last = names.pop();
    const down = names.map((value) => ({ type: "keyDown", value }));
    const up = names.toReversed().map((value) => ({ type: "keyUp", value }));
    await this.#act(keys([...down, ...stroke(last), ...up]));
  }

  async upload(selector, paths) {
    const { [ELEMENT]: id } = await this.#post("element", { using: "css selector", value: selector });
    await this.#post(`element/${id}/value`, { text: paths.join("\n") });
  }

  async resizeWindow(width, height) {
    await this.#post("window/rect", { width, height });
  }

  /** A picture of the page, as the bytes of a PNG. */
  async picture() {
    return Buffer.from(await request(`${this.#session}/screenshot`), "base64");
  }

  async quit() {
    await request(this.#session, undefined, "DELETE");
  }

  async #act(source) {
    await this.#post("actions", { actions: [source] });
  }

  #post(command, body = {}) {
    return request(`${this.#session}/${command}`, body);
  }
}

/** Has the driver that listens at `address` start a browser. Resolves to the address of the session. */
export async function beginSession(address, capabilities) {
  const { sessionId } = await request(`${address}/session`, { capabilities: { alwaysMatch: capabilities } });
  return `${address}/session/${sessionId}`;
}

const keys = (actions) => ({ type: "key", id: "keyboard", actions });

const stroke = (value) => [
  { type: "keyDown", value },
  { type: "keyUp", value },
];

async function request(url, body, method = body ? "POST" : "GET") {
  const response = await fetch(url, { method, ...(body && { body: JSON.stringify(body) }) });
  const { value } = await response.json();
  if (response.ok) return value;
  throw new Error(`${method} ${new URL(url).pathname.replace(/.session.[^/]*/, "")}: ${value.error}: ${value.message}`);
}
