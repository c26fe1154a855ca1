// Segments: the outline, and how they are moved.
import { EDITOR, OUTLINE, PREVIEW, button } from "../app.mjs";
import { eventually, same } from "../eventually.mjs";
import { NOTES } from "./notes.mjs";

const row = (title) => ({ css: "li", text: title, within: OUTLINE });
const title = (name) => ({ css: ".row-title", text: name, within: OUTLINE });

const MOVED = `# Sky Talk 12

**Ben #1:** Planes

- roar

**Ann #2:** Kites

- fly

**Ann #3:** Balloons

Joke: Clouds
`;

const CARRIED = `# Sky Talk 12

**Ben #1:** Planes

- roar

**Ann #2:** Balloons

**Ann #3:** Kites

- fly

Joke: Clouds
`;

export const segments = [
  {
    name: "the outline tells kinds, numbers, hosts and lines, and leads there",
    async perform(app) {
      await app.start(NOTES);
      await app.outlines("Kites", "Planes", "Balloons", "Clouds");
      same("the outline", await app.listed(), [
        { kind: "topic", number: "1", host: "Ann", line: 3, title: "Kites" },
        { kind: "topic", number: "2", host: "Ben", line: 7, title: "Planes" },
        { kind: "topic", number: "3", host: "Ann", line: 11, title: "Balloons" },
        { kind: "joke", number: "", host: "", line: 13, title: "Clouds" },
      ]);
      await app.click(title("Balloons"));
      await app.focusComesTo(EDITOR);
      await app.type("→");
      await app.writes(NOTES.replace("**Ann #3", "→**Ann #3"));
    },
  },
  {
    name: "a segment is a card, which folds",
    async perform(app) {
      await app.start(NOTES);
      const list = { css: "li", text: "fly", within: PREVIEW };
      await app.shows({ css: ".card-start", text: "Kites", within: PREVIEW }, 40);
      await app.shows(list, 15);
      await app.click({ css: ".card-fold", within: { css: ".card-start", text: "Kites", within: PREVIEW } });
      await app.misses(list);
      await app.sees({ css: "li.folded", text: "Kites", within: OUTLINE });
      await app.click({ css: ".card-fold", within: { css: ".card-start", text: "Kites", within: PREVIEW } });
      await app.shows(list, 15);
    },
  },
  {
    name: "a segment is moved by keys, in the notes and in the outline, and each time one undo takes it back",
    async perform(app) {
      await app.start(NOTES);
      await app.click(title("Kites"));
      await app.focusComesTo(EDITOR);
      await app.press("Alt+ArrowDown");
      await app.outlines("Planes", "Kites", "Balloons", "Clouds");
      await app.writes(MOVED);
      await app.click(button("Undo"));
      await app.writes(NOTES);
      await app.focus(title("Kites"));
      await app.press("Alt+ArrowDown");
      await app.outlines("Planes", "Kites", "Balloons", "Clouds");
      await app.focusComesTo(row("Kites"));
      await app.press("Alt+ArrowDown");
      await app.writes(CARRIED);
      await app.focus(EDITOR);
      await app.press("Control+z", "Control+z");
      await app.writes(NOTES);
    },
  },
  {
    name: "a segment is moved by dragging, and one undo takes it back",
    async perform(app) {
      await app.start(NOTES);
      const from = await app.placeOf(row("Kites"));
      const to = await app.placeOf(row("Balloons"));
      const { driver } = app;
      await driver.mouse(
        ["move", from.x, from.y],
        ["down"],
        ["move", from.x, from.y + 8],
        ["move", to.x, to.y],
        ["move", to.x, to.y + 12],
      );
      await app.sees({ css: ".drop-line" });
      await app.reads({ css: ".ghost" }, "Kites");
      await driver.mouse(["up"]);
      await app.outlines("Planes", "Balloons", "Kites", "Clouds");
      await app.misses({ css: ".ghost" });
      await app.writes(CARRIED);
      await app.focus(EDITOR);
      await app.press("Control+z");
      await app.writes(NOTES);
    },
  },
  {
    name: "a segment is duplicated and deleted by the menu of its row",
    async perform(app) {
      await app.start(NOTES);
      await app.hover(row("Planes"));
      await app.choose("More for Planes", "Duplicate");
      await app.outlines("Kites", "Planes", "Planes", "Balloons", "Clouds");
      await app.hover(row("Balloons"));
      await app.choose("More for Balloons", "Delete");
      await app.outlines("Kites", "Planes", "Planes", "Clouds");
      await eventually("the numbers", async () => (await app.listed()).map(({ number }) => number), [
        "1",
        "2",
        "3",
        "",
      ]);
    },
  },
  {
    name: "a host is renamed throughout",
    async perform(app) {
      await app.start(NOTES);
      await app.hover(row("Kites"));
      await app.choose("More for Kites", "Rename Ann…");
      await app.focusComesTo({ role: "textbox", name: "New name" });
      await app.type("Zoë");
      await app.press("Enter");
      await app.misses({ role: "dialog" });
      await app.writes(NOTES.replaceAll("Ann", "Zoë"));
    },
  },
];
