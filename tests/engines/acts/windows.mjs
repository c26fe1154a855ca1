// Dialogs, menus and panels: each opens, shows its content, not only its frame, and goes away.
import { DRAFTS, EDITOR, OUTLINE, PREVIEW, button, dialog, menuItem } from "../app.mjs";
import { eventually, same } from "../eventually.mjs";
import { FAULTY_NOTES, FIRST_EPISODE, NOTES, SECOND_EPISODE } from "./notes.mjs";

/** Whatever holds more than this must show at least so much of it. */
const LEAST_PX = 100;

const CHECKS = { css: '[data-testid="checks"]' };

/**
 * All dialogs: the title, the notes that are open, how it is opened, a text that it has, the parts that must be seen, and
 * what Escape leads back to, if that is not the page.
 */
const DIALOGS = [
  {
    title: "Keyboard shortcuts",
    open: (app) => app.press("Control+/"),
    text: "Insert template",
    parts: [".keys-groups", ".keys-groups dl"],
  },
  {
    title: "All commands",
    open: (app) => app.press("Control+k"),
    text: "Insert template",
    parts: ["[role=listbox]", "[role=option]", "input"],
  },
  {
    title: "New episode",
    notes: [FIRST_EPISODE, SECOND_EPISODE],
    open: (app) => app.press("Control+Shift+Enter"),
    text: "# Lantern Radio 59",
    parts: [".form-fields", ".episode-preview", "[type=submit]"],
  },
  {
    title: "Profile of the show",
    notes: [FIRST_EPISODE, SECOND_EPISODE],
    open: (app) => app.command("Profile of the show"),
    text: "Label of a topic",
    parts: [".form", "#profile-hosts", "#profile-head"],
  },
  {
    title: "Rename a host",
    open: (app) => app.command("Rename a host"),
    text: "2 labels will change.",
    parts: [".form", "#new-name", "[type=submit]"],
  },
  {
    title: "Templates",
    open: (app) => app.command("Manage templates"),
    text: "Topic without link",
    parts: [".template-rows", "#new-template"],
  },
  {
    title: "New template",
    open: async (app) => {
      await app.command("Manage templates");
      await app.click(button("New template"));
      await app.focusComesTo({ role: "textbox", name: "Name" });
      await app.type("Quote");
      await app.press("Tab", "Tab");
      await app.type("# {{host}} says\n\n> {{quote}}");
    },
    text: "says",
    parts: ["#template-body", ".template-result h1", ".template-result blockquote", "[type=submit]"],
    close: async (app) => {
      await app.press("Escape");
      await app.click(button("Discard it"));
      await app.sees(dialog("Templates"));
      await app.press("Escape");
    },
  },
  {
    title: "History of Faulty Talk 1",
    notes: [FAULTY_NOTES],
    open: async (app) => {
      await app.command("Export Markdown");
      await app.exported();
      await app.press("Control+a", "Delete");
      await app.type("# Faulty Talk 1");
      await app.saved();
      await app.click(button("History of the draft"));
    },
    text: "cold ****and stiff",
    parts: [".versions", ".version", ".history-comparison", ".diff", ".form-actions"],
  },
  {
    title: "Backup",
    open: (app) => app.command("Back up everything"),
    text: "Restore from a backup",
    parts: [".form", ".form-check", ".button.primary"],
  },
  {
    title: "Fix all 30",
    notes: [FAULTY_NOTES],
    open: async (app) => {
      await app.sees({ css: '[data-check="empty-bold"]', within: CHECKS });
      await app.command("Fix all that is safe");
    },
    text: "cold and stiff",
    parts: [".diff", ".button.primary"],
  },
  {
    title: "Delete 1 draft for good?",
    open: async (app) => {
      await app.command("Delete the draft");
      await app.click({ css: "summary", text: "Deleted (1)" });
      await app.click(button("Empty the trash…"));
    },
    text: "This cannot be undone.",
    parts: ["p", ".button.primary"],
  },
];

/** All menus: the button, and the items that must be seen. */
const MENUS = [
  ["Insert template", ["Topic", "Joke", "Before the segment", "Manage templates…"]],
  ["Export", ["Markdown", "HTML", "Outline", "Back up everything…"]],
  ["More for the outline", ["Fold all", "Renumber"]],
  ["More for the checks", ["Fix all that is safe…", "Next finding"]],
  ["More for Sky Talk 12", ["Rename", "History…", "Delete"], { css: ".draft-row", text: "Sky Talk 12" }],
  ["More for Planes", ["Go to", "Duplicate", "Rename Ben…", "Delete"], { css: "li", text: "Planes", within: OUTLINE }],
];

function opensDialog({ title, notes = [NOTES], open, text, parts, close = (app) => app.press("Escape") }) {
  return {
    name: `the dialog “${title}” opens, shows its content and closes`,
    async perform(app) {
      await app.start(...notes);
      await eventually(
        "the outline",
        async () => (await app.listed()).length,
        (n) => n > 0,
      );
      await open(app);
      await app.sees(dialog(title));
      await app.reads(dialog(title), text);
      await showsAll(app, dialog(title), parts);
      await close(app);
      await app.misses({ role: "dialog" });
      await app.shows(EDITOR, LEAST_PX);
    },
  };
}

/** Of what is named, and of each of its parts, enough can be seen, and nothing in it is pressed together. */
async function showsAll(app, what, parts) {
  for (const part of [what, ...parts.map((css) => ({ css, within: what }))]) await app.shows(part, LEAST_PX);
  await crampsNothing(app, what);
}

function crampsNothing(app, what) {
  const look = () =>
    app.evaluate(({ what, leastPx }) => probe.cramped(what, leastPx), { what, leastPx: LEAST_PX - 20 });
  return eventually("what is pressed together", look, []);
}

function opensMenu([name, items, row]) {
  return {
    name: `the menu “${name}” opens, shows its items and closes`,
    async perform(app) {
      await app.start(NOTES);
      await app.outlines("Kites", "Planes", "Balloons", "Clouds");
      if (row) await app.hover(row);
      await app.click(button(name));
      await app.shows({ css: ".menu-list" }, LEAST_PX / 2);
      for (const item of items) await app.shows(menuItem(item), 20);
      await app.press("Escape");
      await app.misses({ css: ".menu-list" });
    },
  };
}

const scrollsSideways = () => document.documentElement.scrollWidth > innerWidth;

const panels = [
  {
    name: "every panel shows its content, however much the others have",
    async perform(app) {
      await app.start(FIRST_EPISODE, FAULTY_NOTES + SECOND_EPISODE);
      await app.press("Control+Home");
      await app.shows({ css: ".outline-scroller" }, LEAST_PX);
      await app.shows({ css: ".drafts-scroller" }, LEAST_PX);
      await app.shows({ css: ".covered" }, 60);
      await app.shows({ css: ".checks-scroller" }, LEAST_PX);
      await app.shows({ css: '[data-check="empty-bold"]', within: CHECKS }, 25);
      await app.shows({ css: ".episode-header", within: { css: ".preview-scroller" } }, 40);
      await crampsNothing(app, { css: ".workspace" });
    },
  },
  {
    name: "the foot of the drafts opens: the deleted ones, and the storage",
    async perform(app) {
      await app.start(NOTES);
      await app.command("Delete the draft");
      await app.click({ css: "summary", text: "Deleted (1)" });
      await app.shows({ css: ".trash .draft-row", text: "Sky Talk 12" }, 40);
      await app.click({ css: "summary", text: "Deleted (1)" });
      await app.click({ css: "summary", text: "Storage" });
      await app.reads({ css: ".storage-meter" }, "Largest drafts");
      await app.shows({ css: ".storage-meter .foot-scroller" }, LEAST_PX);
      await crampsNothing(app, DRAFTS);
    },
  },
  {
    name: "the theme changes to light and to dark",
    async perform(app) {
      await app.start(NOTES);
      const paper = () => app.evaluate(() => getComputedStyle(document.documentElement).backgroundColor);
      await app.click(button("Theme: as the system"));
      await eventually("the light paper", paper, "rgb(250, 249, 246)");
      await app.click(button("Theme: light"));
      await eventually("the dark paper", paper, "rgb(25, 24, 22)");
      await app.sees(button("Theme: dark"));
    },
  },
  {
    name: "in a narrow window panels slide over the notes, and Escape puts them away",
    size: [900, 800],
    async perform(app) {
      await app.visit();
      for (const [label, panel] of [
        ["Show drafts", DRAFTS],
        ["Show outline", OUTLINE],
      ]) {
        await app.misses(panel);
        await app.click(button(label));
        await app.shows(panel, 300);
        await app.focusComesTo(panel);
        await app.press("Escape");
        await app.misses(panel);
      }
      same("whether it scrolls sideways", await app.evaluate(scrollsSideways), false);
    },
  },
  {
    name: "in a window as narrow as a phone there is one pane at a time",
    size: [480, 800],
    async perform(app) {
      await app.visit();
      const panes = [
        ["Outline", OUTLINE],
        ["Preview", PREVIEW],
        ["Drafts", DRAFTS],
        ["Write", EDITOR],
      ];
      for (const [label, pane] of panes) {
        await app.click(button(label, { css: ".tab-bar" }));
        await app.shows(pane, 400);
        for (const [, other] of panes) if (other !== pane) await app.misses(other);
        same(`whether ${label} scrolls sideways`, await app.evaluate(scrollsSideways), false);
      }
      await app.press("Control+k");
      await app.shows({ role: "listbox", name: "Commands" }, LEAST_PX);
      await app.press("Escape");
      await app.misses({ role: "dialog" });
    },
  },
];

export const windows = [...DIALOGS.map(opensDialog), ...MENUS.map(opensMenu), ...panels];
