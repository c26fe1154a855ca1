// Writing: keys and what follows them.
import { EDITOR, OUTLINE, PREVIEW, button, menuItem } from "../app.mjs";
import { eventually, same } from "../eventually.mjs";
import { BLOCKS, LONG_NOTES, NOTES } from "./notes.mjs";

export const writing = [
  {
    name: "the first visit shows notes that teach, ready to be written in",
    async perform(app) {
      await app.visit();
      await app.focusComesTo(EDITOR);
      await app.shows(EDITOR, 300);
      await app.shows(PREVIEW, 300);
      await app.shows(OUTLINE, 300);
      await app.sees({ role: "heading", within: PREVIEW });
      await eventually(
        "the outline",
        async () => (await app.listed()).length,
        (n) => n >= 2,
      );
    },
  },
  {
    name: "what is typed is in the text, the preview and the outline",
    async perform(app) {
      await app.start("# New\n");
      await app.press("Control+a", "Delete");
      await app.type('# Harbour Lights 12\n\n**Ada #1:** First light (5 > 3 & "so")\n\n- bright\nclear\n\nBob #2: Fog');
      await app.reads({ css: ".block[data-line='1'] h1", within: PREVIEW }, "Harbour Lights 12");
      await app.outlines('First light (5 > 3 & "so")', "Fog");
      await app.reads({ css: "li:nth-child(2)", within: PREVIEW }, "clear");
      await app.writes(
        '# Harbour Lights 12\n\n**Ada #1:** First light (5 > 3 & "so")\n\n- bright\n- clear\n\nBob #2: Fog',
      );
    },
  },
  {
    name: "other scripts go in all at once, and backwards out letter by letter",
    async perform(app) {
      await app.start("# Words\n");
      await app.insert("Übergröße, お茶, שלום, 👩‍👧");
      await app.reads({ css: "p", within: PREVIEW }, "Übergröße, お茶, שלום, 👩‍👧");
      await app.press("Backspace", "Backspace", "Backspace");
      await app.writes("# Words\nÜbergröße, お茶, שלום");
    },
  },
  {
    name: "formatting, undo and redo, by keys and by buttons",
    async perform(app) {
      await app.start("# Words\n\nplain");
      await app.press("Control+Shift+ArrowLeft", "Control+b");
      await app.reads({ css: "strong", within: PREVIEW }, "plain");
      await app.writes("# Words\n\n**plain**");
      await app.focus(EDITOR);
      await app.press("Control+z");
      await app.writes("# Words\n\nplain");
      await app.click(button("Redo"));
      await app.writes("# Words\n\n**plain**");
      await app.click(button("Undo"));
      await app.click(button("Bullet list"));
      await app.writes("# Words\n\n- plain");
    },
  },
  {
    name: "what is copied by keys is pasted by keys",
    async perform(app) {
      await app.start("# Words\n\nkites\nand “planes”\n");
      await app.press("Control+a", "Control+c", "Control+End", "Control+v");
      await app.writes("# Words\n\nkites\nand “planes”\n# Words\n\nkites\nand “planes”\n");
    },
  },
  {
    name: "the preview shows every kind of block",
    async perform(app) {
      await app.start(BLOCKS);
      const parts = {
        strong: "bold",
        em: "italic",
        "p code": "code",
        "td:last-child": "Kites",
        blockquote: "Higher",
        "pre code": "Ann #7",
      };
      for (const [css, text] of Object.entries(parts)) {
        await app.reads({ css, within: PREVIEW }, text);
        await app.shows({ css, text, within: PREVIEW }, 10);
      }
      await app.reads({ css: ".block[data-line='19']", within: PREVIEW }, "Said in passing.");
      const ticks = () => [...document.querySelectorAll('[data-testid="preview"] input')].map(({ checked }) => checked);
      same("the boxes", await app.evaluate(ticks), [true, false]);
      same("the outline", await app.listed(), []);
    },
  },
  {
    name: "the preview follows to the end of long notes, and a click there leads into them",
    async perform(app) {
      await app.start(LONG_NOTES.repeat(6));
      await app.type("The very end");
      await app.reads({ css: ".block:last-child", within: PREVIEW }, "The very end");
      await app.press("Control+Home");
      await app.click({ css: ".row-title", text: "Topic 7", within: OUTLINE });
      await app.focusComesTo(EDITOR);
      await app.type("Here: ");
      await app.shows({ css: ".block", text: "Here: Ann #7", within: PREVIEW }, 10);
      const text = await app.text();
      same("the line", text.split("\n")[26], "Here: **Ann #7:** Topic 7");
      same("the end", text.endsWith("The very end"), true);
    },
  },
  {
    name: "a template is filled in, field by field, and taken back by one undo",
    async perform(app) {
      await app.start(NOTES);
      await app.press("Control+Enter");
      await app.sees(menuItem("Topic"));
      await app.press("Enter");
      await app.focusComesTo(EDITOR);
      await app.type("Wind");
      await app.press("Tab");
      await app.type("https://wind.example/");
      await app.press("Tab");
      await app.type("strong");
      await app.outlines("Kites", "Planes", "Balloons", "Clouds", "Wind");
      await app.writes(`${NOTES}\n**Ben #4:** [**Wind**](https://wind.example/)\n\n- strong\n`);
      await app.choose("Insert template", "Sponsor");
      await app.reads(EDITOR, "Sponsored by");
      await app.click(button("Undo"));
      await app.writes(`${NOTES}\n**Ben #4:** [**Wind**](https://wind.example/)\n\n- strong\n`);
    },
  },
  {
    name: "a slash offers templates, and the chosen one comes in",
    async perform(app) {
      await app.start(NOTES);
      await app.type("/");
      await app.sees({ css: ".cm-templates li", text: "Topic without link" });
      await app.type("tolk");
      await app.misses({ css: ".cm-templates li", text: "Sponsor" });
      await app.shows({ css: ".cm-templates" }, 20);
      await app.press("Enter");
      await app.type("Wind");
      await app.writes(`${NOTES}\n**Ben #4:** **Wind**\n\n- \n`);
    },
  },
];
