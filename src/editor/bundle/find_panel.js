// Find and replace: what is looked for and how many there are in one row, what it becomes in the next.
//
// Literal unless asked otherwise, and without regard to case and accents: `naive` finds `naïve`. CodeMirror looks for one or the
// other, so letters become classes of letters here, in a pattern of which the author sees nothing.

import { SearchQuery, closeSearchPanel, findNext, findPrevious, getSearchQuery, openSearchPanel, replaceAll, replaceNext, setSearchQuery } from "@codemirror/search";
import { runScopeHandlers } from "@codemirror/view";

/** More are not counted: each key would wait for it. */
const MAX_COUNTED = 1_000;
/** How long the count waits for the next key, in milliseconds. */
const PAUSE = 100;

/** What the author has asked for, of each query that was made of it. */
const asked = new WeakMap();

/** A query of what is asked for: `{ search, replace, matchesCase, isPattern }`. */
function queryOf(ask) {
  const isFolded = !ask.matchesCase && !ask.isPattern;
  const query = new SearchQuery({
    search: isFolded ? patternOf(ask.search) : ask.search,
    // As text, a replacement has no groups.
    replace: isFolded ? ask.replace.replaceAll("$", "$$$$") : ask.replace,
    caseSensitive: ask.matchesCase,
    regexp: ask.isPattern || isFolded,
    literal: true,
  });
  asked.set(query, ask);
  return query;
}

function askOf(query) {
  const { search, replace, caseSensitive: matchesCase } = query;
  // Without a record CodeMirror has made it, of what was selected.
  return asked.get(query) ?? { search, replace, matchesCase, isPattern: false };
}

let accented;

/** Each letter also with accents, whether these are characters of their own or not. */
function patternOf(text) {
  accented ??= accentedLetters();
  const one = (char) => {
    const [base] = char.normalize("NFD");
    if (!/\p{L}/u.test(char)) return char.replace(/[\\^$.*+?()[\]{}|/]/g, "\\$&");
    // Who writes an accent looks for it.
    return base === char ? `[${char}${accented.get(char.toLowerCase()) ?? ""}]\\p{M}*` : char;
  };
  return [...text.normalize("NFC")].map(one).join("");
}

/** The letters of Latin, Greek and Cyrillic that have accents, by those without. */
function accentedLetters() {
  const letters = new Map();
  for (const [first, last] of [[0xc0, 0x24f], [0x386, 0x3ce], [0x400, 0x45f], [0x1e00, 0x1fff]]) {
    for (let code = first; code <= last; code += 1) {
      const char = String.fromCharCode(code);
      const [base] = char.normalize("NFD");
      if (base !== char) letters.set(base.toLowerCase(), (letters.get(base.toLowerCase()) ?? "") + char);
    }
  }
  return letters;
}

export function findPanel(view) {
  return new FindPanel(view);
}

/** Opens it where what is found is to become something else. */
export function openAtReplacement(view) {
  openSearchPanel(view);
  view.dom.querySelector(".cm-search [name=replace]").select();
  return true;
}

class FindPanel {
  top = true;

  constructor(view) {
    this.view = view;
    this.search = field("search", "Find", () => this.commit());
    this.search.setAttribute("main-field", "true");
    this.replace = field("replace", "Replace", () => this.commit());
    this.matchesCase = toggle("case", "Aa", "Match case and accents", () => this.commit());
    this.isPattern = toggle("re", ".*", "Regular expression", () => this.commit());
    this.count = element("span", { className: "find-count", role: "status" });
    const act = (name, text, label, command) => button(name, text, label, () => command(view));
    this.dom = element("div", { className: "cm-search", onkeydown: (event) => this.press(event) });
    this.dom.append(
      row(
        this.search,
        this.count,
        act("prev", "↑", "Previous", findPrevious),
        act("next", "↓", "Next", findNext),
        this.matchesCase,
        this.isPattern,
        act("close", "×", "Close", closeSearchPanel),
      ),
      row(this.replace, act("replace", "Replace", null, replaceNext), act("replaceAll", "Replace all", null, replaceAll)),
    );
    this.take(getSearchQuery(view.state));
  }

  mount() {
    this.search.select();
  }

  destroy() {
    clearTimeout(this.timer);
  }

  update({ transactions, docChanged, selectionSet }) {
    const query = transactions.flatMap(({ effects }) => effects).findLast((effect) => effect.is(setSearchQuery))?.value;
    if (query && query !== this.query) this.take(query);
    if (query || docChanged || selectionSet) this.countSoon();
  }

  /** Shows a query, and makes one of ours of CodeMirror's own. */
  take(query) {
    const ask = askOf(query);
    this.query = query;
    this.search.value = ask.search;
    this.replace.value = ask.replace || this.replace.value;
    for (const [box, isPressed] of [[this.matchesCase, ask.matchesCase], [this.isPattern, ask.isPattern]]) {
      box.ariaPressed = String(isPressed);
    }
    // Not within an update.
    if (!asked.has(query)) queueMicrotask(() => this.commit());
    this.countSoon();
  }

  commit() {
    const isPressed = (box) => box.ariaPressed === "true";
    const [search, replace] = [this.search.value, this.replace.value];
    const query = queryOf({ search, replace, matchesCase: isPressed(this.matchesCase), isPattern: isPressed(this.isPattern) });
    if (asked.has(this.query) && query.eq(this.query)) return;
    this.query = query;
    this.view.dispatch({ effects: setSearchQuery.of(query) });
  }

  press(event) {
    if (runScopeHandlers(this.view, event, "search-panel")) {
      event.preventDefault();
    } else if (event.key === "Enter" && event.target === this.search) {
      event.preventDefault();
      (event.shiftKey ? findPrevious : findNext)(this.view);
    } else if (event.key === "Enter" && event.target === this.replace) {
      event.preventDefault();
      replaceNext(this.view);
    }
  }

  countSoon() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.count.textContent = this.counted()), PAUSE);
  }

  /** `3 of 12`; without the first number where none of them is selected. */
  counted() {
    const { query, view } = this;
    if (!this.search.value) return "";
    if (!query.valid) return "Not a pattern";
    const { from, to } = view.state.selection.main;
    const cursor = query.getCursor(view.state);
    let [nFound, selected] = [0, 0];
    for (let next = cursor.next(); !next.done; next = cursor.next()) {
      nFound += 1;
      if (next.value.from === from && next.value.to === to) selected = nFound;
      if (nFound === MAX_COUNTED) break;
    }
    if (nFound === 0) return "None";
    const all = nFound === MAX_COUNTED ? `${MAX_COUNTED}+` : nFound;
    return selected ? `${selected} of ${all}` : `${all}`;
  }
}

function row(...parts) {
  const made = element("div", { className: "find-row" });
  made.append(...parts);
  return made;
}

function field(name, label, onInput) {
  return element("input", { name, placeholder: label, ariaLabel: label, className: "cm-textfield", autocomplete: "off", spellcheck: false, oninput: onInput });
}

function button(name, text, label, onClick) {
  return element("button", { name, type: "button", textContent: text, className: "cm-button", title: label ?? "", ariaLabel: label, onclick: onClick });
}

function toggle(name, text, label, onClick) {
  const made = button(name, text, label, () => {
    made.ariaPressed = String(made.ariaPressed !== "true");
    onClick();
  });
  made.ariaPressed = "false";
  return made;
}

function element(tag, properties) {
  return Object.assign(document.createElement(tag), properties);
}
