// Drafts and files: kept, brought in and given out.
import { DRAFT_NAME, EDITOR, PREVIEW, button } from "../app.mjs";
import { eventually, same } from "../eventually.mjs";
import { NOTES } from "./notes.mjs";

const BOM = "\uFEFF";

/** Files that are odd in one way each. All must come back as they are, to the byte. */
const ODD_FILES = {
  "crlf.md": Buffer.from("# With CRLF\r\n\r\ntwo  \r\n\ttab\t\r\n"),
  "bom.md": Buffer.from(`${BOM}# With a mark\n\nno line break at the end  `),
  "mixed.md": Buffer.from("# Mixed\r\none\ntwo\rthree\r\n \n\n\n"),
  "utf16.md": Buffer.from(`${BOM}# In UTF-16\n\nお茶 👩‍👧\n`, "utf16le"),
};

const TITLES = { "crlf.md": "With CRLF", "bom.md": "With a mark", "mixed.md": "Mixed", "utf16.md": "In UTF-16" };

const draftRow = (title) => ({ css: ".draft-open", text: title, within: { css: ".drafts-scroller" } });

export const filing = [
  {
    name: "what was written is there after a reload, and the cursor where it was",
    async perform(app) {
      await app.start(NOTES);
      await app.press("Control+Home", "End");
      await app.type(", saved");
      await app.saved();
      await app.reload();
      await app.hasOpen("Sky Talk 12, saved");
      await app.focusComesTo(EDITOR);
      await app.type("!");
      await app.writes(NOTES.replace("12", "12, saved!"));
    },
  },
  {
    name: "what is typed just before a reload is there after it",
    async perform(app) {
      await app.start(NOTES);
      await app.type("at the last moment");
      await app.reload();
      await app.writes(`${NOTES}at the last moment`);
    },
  },
  {
    name: "files come back as they were, byte for byte",
    async perform(app) {
      await app.visit();
      for (const [name, content] of Object.entries(ODD_FILES)) {
        await app.import({ name, content });
        await app.hasOpen(TITLES[name]);
        const exported = await app.export("Markdown");
        same(`the bytes of ${name}`, exported.content.toString("hex"), content.toString("hex"));
      }
    },
  },
  {
    name: "an edit leaves all other bytes as they were",
    async perform(app) {
      await app.visit();
      await app.import({ name: "mixed.md", content: ODD_FILES["mixed.md"] });
      await app.hasOpen(TITLES["mixed.md"]);
      await app.press("Control+Home", "End");
      await app.type(" up");
      await app.hasOpen("Mixed up");
      same("the text", await app.text(), "# Mixed up\r\none\ntwo\rthree\r\n \n\n\n");
    },
  },
  {
    name: "several files become a draft each, and a click opens one",
    async perform(app) {
      await app.visit();
      await app.import(
        { name: "one.md", content: "# One\n\nfirst\n" },
        { name: "two.md", content: "# Two\n\nsecond\n" },
      );
      const drafts = async () => (await app.drafts()).filter((title) => ["One", "Two"].includes(title)).toSorted();
      await eventually("the drafts", drafts, ["One", "Two"]);
      for (const [title, text] of [
        ["One", "first"],
        ["Two", "second"],
      ]) {
        await app.click(draftRow(title));
        await app.hasOpen(title);
        await app.reads(EDITOR, text);
        await app.reads({ css: "p", within: PREVIEW }, text);
      }
    },
  },
  {
    name: "the outline and a page of its own are exported under the draft’s name",
    async perform(app) {
      await app.start(NOTES);
      const outline = await app.export("Outline");
      same("the file’s name", outline.name, "sky-talk-12.json");
      const { version, title, segments } = JSON.parse(outline.content);
      same(
        "the outline",
        [version, title, segments.map((segment) => segment.title)],
        [1, "Sky Talk 12", ["Kites", "Planes", "Balloons", "Clouds"]],
      );
      const page = await app.export("HTML");
      same("the page’s name", page.name, "sky-talk-12.html");
      await app.driver.open(app.site.publish(page.name, page.content.toString()));
      await app.reads({ css: "h1" }, "Sky Talk 12");
      await app.shows({ css: "li", text: "fly" }, 15);
    },
  },
  {
    name: "a draft is named, deleted and brought back",
    async perform(app) {
      await app.start("# Thought\n");
      await app.click(DRAFT_NAME);
      await app.press("Control+a");
      await app.type("Second thoughts");
      await app.press("Enter");
      await app.focusComesTo(EDITOR);
      await app.shows(draftRow("Second thoughts"), 30);
      await app.command("Delete the draft");
      await app.misses(draftRow("Second thoughts"));
      await app.click(button("Restore", { css: '[aria-label="Messages"]' }));
      await app.sees(draftRow("Second thoughts"));
    },
  },
  {
    name: "everything is backed up to a file, and restored from it",
    async perform(app) {
      await app.start(NOTES);
      await app.saved();
      await app.command("Back up everything");
      await app.click(button("Back up everything", { role: "dialog", name: "Backup" }));
      const { name, content } = await app.exported();
      same("its name", /^rundown-.*\.json$/.test(name), true);
      await app.visit();
      await app.command("Back up everything");
      await app.sees({ role: "dialog", name: "Backup" });
      await app.driver.upload('[data-testid="backup"]', [app.site.file("backup.json", content)]);
      await app.reads({ css: '[data-testid="restore-preview"]' }, "“Sky Talk 12”");
      await app.click(button("Restore"));
      await app.misses({ role: "dialog" });
      await app.click(draftRow("Sky Talk 12"));
      await app.hasOpen("Sky Talk 12");
      await app.writes(NOTES);
    },
  },
];
