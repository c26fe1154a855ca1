// Finding: in the notes, in all drafts, among the commands, and what the checks find.
import { DRAFTS, EDITOR, OUTLINE, button } from "../app.mjs";
import { eventually } from "../eventually.mjs";
import { FAULTY_NOTES, NOTES } from "./notes.mjs";

const CHECKS = { css: '[data-testid="checks"]' };

export const finding = [
  {
    name: "words are found in the notes and replaced, and one undo takes it back",
    async perform(app) {
      await app.start(NOTES);
      await app.press("Control+f");
      await app.focusComesTo({ css: ".cm-search [name=search]" });
      await app.type("Ann");
      const marked = () => app.evaluate(() => document.querySelectorAll(".cm-searchMatch").length);
      await eventually("the places that are marked", marked, 2);
      await app.shows({ css: ".cm-search" }, 60);
      await app.click({ css: ".cm-search [name=replace]" });
      await app.type("Zoë");
      await app.click({ css: ".cm-search [name=replaceAll]" });
      await app.press("Escape");
      await app.misses({ css: ".cm-search" });
      await app.writes(NOTES.replaceAll("Ann", "Zoë"));
      await app.click(button("Undo"));
      await app.writes(NOTES);
    },
  },
  {
    name: "words are found in all drafts, and Enter leads there",
    async perform(app) {
      await app.start("# Other\n\nThe harbour lies still.\n", NOTES);
      await app.press("Control+Shift+F");
      await app.focusComesTo({ css: '[aria-label="Search all drafts"]' });
      await app.type("harbour lies");
      const found = { css: ".found-draft", text: "The harbour lies still.", within: DRAFTS };
      await app.shows(found, 60);
      await app.reads({ css: ".found mark" }, "harbour");
      await app.press("Enter");
      await app.hasOpen("Other");
      await app.focusComesTo(EDITOR);
      await app.press("Home");
      await app.type("→ ");
      await app.writes("# Other\n\n→ The harbour lies still.\n");
    },
  },
  {
    name: "the palette runs a command, goes to a segment and opens a draft",
    async perform(app) {
      await app.start("# Other\n", NOTES);
      await app.command("Duplicate the segment");
      await app.outlines("Kites", "Planes", "Balloons", "Clouds", "Clouds");
      await app.command("Planes");
      await app.sees({ css: "li[aria-current]", text: "Planes", within: OUTLINE });
      await app.focusComesTo(EDITOR);
      await app.type("→");
      await app.reads(EDITOR, "→**Ben #2:** Planes");
      await app.command("Other");
      await app.hasOpen("Other");
    },
  },
  {
    name: "the palette’s first command can be clicked",
    async perform(app) {
      await app.start("# Words\n\nplain");
      await app.press("Control+k");
      await app.click({ role: "option", text: "Bold" });
      await app.writes("# Words\n\n**plain**");
    },
  },
  {
    name: "a finding is explained, looked at, fixed, and one undo takes it back",
    async perform(app) {
      const notes = NOTES.replace("- roar", "- cold ****and stiff");
      await app.start(notes);
      const finding = { css: '[data-check="empty-bold"]', within: CHECKS };
      await app.click({ css: ".finding", within: finding });
      await app.shows({ css: ".finding-detail", within: finding }, 40);
      await app.press("Alt+Enter");
      await app.reads({ css: '[data-testid="diff"] .added' }, "cold and stiff");
      await app.press("Enter");
      await app.misses({ role: "dialog" });
      await app.misses(finding);
      await app.writes(notes.replace("****", ""));
      await app.focus(EDITOR);
      await app.press("Control+z");
      await app.writes(notes);
    },
  },
  {
    name: "everything that is safe to fix is fixed by one step",
    async perform(app) {
      await app.start(FAULTY_NOTES);
      await app.sees({ css: '[data-check="empty-bold"]', within: CHECKS });
      await app.command("Fix all that is safe");
      await app.sees({ role: "dialog" });
      await app.press("Enter");
      await app.misses({ role: "dialog" });
      await app.writes(FAULTY_NOTES.replaceAll("****", ""));
    },
  },
];
