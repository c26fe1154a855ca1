// What typing can do without: `build.mjs` makes a file of its own of it, which `fetch_later.js` fetches.

import { startCompletion } from "@codemirror/autocomplete";
import { openSearchPanel, search, searchKeymap } from "@codemirror/search";
import { keymap } from "@codemirror/view";
import { findPanel, openAtReplacement } from "./find_panel.js";
import { findings } from "./findings.js";
import { slashTemplates } from "./slash.js";

export { linkWords, markdownOf, markdownOfPage } from "./to_markdown.js";
export { sanitize, sanitizeHtml } from "./sanitize.js";
export { sayFinding, showFindings } from "./findings.js";
export { openSearchPanel, slashTemplates, startCompletion };

export const markedFindings = findings;
const findKeys = [...searchKeymap, { key: "Mod-h", run: openAtReplacement, preventDefault: true }];
export const findAndReplace = [search({ top: true, literal: true, createPanel: findPanel }), keymap.of(findKeys)];

/** Does what a key of find and replace does. `how`: "run", or "shift" with Shift. */
export function pressSearchKey(view, key, how) {
  findKeys.find((binding) => binding.key === key)[how](view);
}
