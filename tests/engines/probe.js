// In every page, before the app: notes down what must never happen, keeps the files that are exported, and finds what
// the acts name. One script for all engines, because one of them tells nothing of its console.
//
// Invariant: changes nothing that the app can see, but that exported files stay here.
(() => {
  const NOTED = "probe";

  // What must never happen. It is kept in the tab, so that it outlives a reload.

  const noted = () => JSON.parse(sessionStorage.getItem(NOTED) ?? "[]");
  const note = (problem) => sessionStorage.setItem(NOTED, JSON.stringify([...noted(), problem]));

  const { error } = console;
  console.error = (...args) => {
    note(`console: ${args.join(" ")}`);
    error.apply(console, args);
  };
  // Captured, because those of scripts, styles and images that fail to load do not bubble. Acts send false ones, too.
  const noteError = ({ isTrusted, message, target }) => isTrusted && note(`error: ${message ?? target.outerHTML}`);
  addEventListener("error", noteError, true);
  addEventListener("unhandledrejection", ({ reason }) => note(`rejection: ${reason}`));
  document.addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI }) => {
    note(`policy: ${violatedDirective} stopped ${blockedURI}`);
  });
  for (const name of ["__pwned", "alert", "confirm", "prompt", "print"]) {
    window[name] = (...args) => note(`ran: ${name}(${args})`);
  }

  // Files that are exported: WebDriver tells nothing of downloads.

  const blobs = new Map();
  const files = [];
  const { createObjectURL } = URL;
  URL.createObjectURL = (blob) => {
    const url = createObjectURL.call(URL, blob);
    blobs.set(url, blob);
    return url;
  };
  const { click } = HTMLAnchorElement.prototype;
  HTMLAnchorElement.prototype.click = function () {
    if (!this.hasAttribute("download")) return click.call(this);
    files.push({ name: this.download, blob: blobs.get(this.href) });
  };

  /** The oldest file that was exported and not yet taken, its content in base64; null if there is none. */
  async function takeFile() {
    const file = files.shift();
    if (!file) return null;
    const bytes = new Uint8Array(await file.blob.arrayBuffer());
    return { name: file.name, base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join("")) };
  }

  // What the acts name: `{ role, name }`, or `{ css }`, with `text` in it; `within` another.

  const ROLES = {
    button: "button, [role=button]",
    checkbox: "input[type=checkbox]",
    dialog: "dialog[open]",
    heading: "h1, h2, h3",
    listbox: "[role=listbox]",
    menu: "[role=menu]",
    menuitem: "[role^=menuitem]",
    option: "[role=option]",
    region: "section[aria-label], [role=region]",
    textbox: "input:not([type]), input[type=text], input[type=search], textarea, [role=combobox], [role=textbox]",
  };

  const collapsed = (text) => text.replace(/\s+/g, " ").trim();
  const isShown = (element) =>
    element.checkVisibility({ visibilityProperty: true }) && element.getClientRects().length > 0;

  function find({ css, role, name, text, within }) {
    const root = within ? find(within) : document;
    if (!root) return null;
    const isMeant = (element) =>
      isShown(element) &&
      (name === undefined || nameOf(element) === name) &&
      (text === undefined || collapsed(element.textContent).includes(text));
    return [...root.querySelectorAll(css ?? ROLES[role])].find(isMeant) ?? null;
  }

  /** The accessible name, as far as this page's elements need it. */
  function nameOf(element) {
    const labelling = document.getElementById(element.getAttribute("aria-labelledby"));
    const named = element.getAttribute("aria-label") ?? labelling?.textContent ?? element.labels?.[0]?.textContent;
    return collapsed(named ?? spoken(element));
  }

  function spoken(node) {
    if (node.nodeType === Node.TEXT_NODE) return node.data;
    if (node.getAttribute("aria-hidden") === "true") return "";
    return [...node.childNodes]
      .filter((child) => child.nodeType !== Node.COMMENT_NODE)
      .map(spoken)
      .join("");
  }

  /** Where to click on what is named, once it is in sight and nothing lies over it; else null. */
  function placeOf(what) {
    const element = find(what);
    if (!element) return null;
    element.scrollIntoView({ block: "nearest", inline: "nearest" });
    const { left, top, width, height } = element.getBoundingClientRect();
    const [x, y] = [Math.round(left + width / 2), Math.round(top + height / 2)];
    const hit = document.elementFromPoint(x, y);
    return element.contains(hit) ? { x, y } : null;
  }

  // Whether what is there can be seen.

  /** How many pixels of an element's height can be seen, and how many it would take to see all of it. */
  function heights(what) {
    const element = find(what);
    return element && { shown: Math.round(shownHeight(element)), whole: wholeHeight(element) };
  }

  /** What is part of a line has no scroll height. */
  const wholeHeight = (element) => element.scrollHeight || element.getBoundingClientRect().height;

  function shownHeight(element) {
    let { top, bottom } = element.getBoundingClientRect();
    for (let at = element; at.parentElement && !standsAlone(at); at = at.parentElement) {
      if (getComputedStyle(at.parentElement).overflowY === "visible") continue;
      const clip = at.parentElement.getBoundingClientRect();
      [top, bottom] = [Math.max(top, clip.top), Math.min(bottom, clip.bottom)];
    }
    return Math.max(0, Math.min(bottom, innerHeight) - Math.max(top, 0));
  }

  /** Whether nothing around an element cuts it off. */
  const standsAlone = (element) => element.localName === "dialog" || getComputedStyle(element).position === "fixed";

  /** What below an element holds more than it shows, and shows too little of it to be read. */
  function cramped(what, leastPx) {
    const isCramped = (element) =>
      isShown(element) &&
      getComputedStyle(element).overflowY !== "visible" &&
      !element.matches(".visually-hidden, input, select") &&
      element.scrollHeight > element.clientHeight + 4 &&
      element.clientHeight < leastPx;
    const root = find(what);
    const found = [root, ...root.querySelectorAll("*")].filter(isCramped);
    return found.map((element) => `${described(element)} shows ${element.clientHeight} of ${element.scrollHeight} px`);
  }

  const described = ({ localName, className }) =>
    [localName, ...String(className).split(" ").filter(Boolean)].join(".");

  window.probe = { noted, note, takeFile, find, placeOf, heights, cramped, collapsed };
  window.probe.takeNoted = () => {
    const all = noted();
    sessionStorage.removeItem(NOTED);
    return all;
  };
})();
