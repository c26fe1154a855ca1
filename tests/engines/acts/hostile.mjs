// Hostile notes: in every engine nothing of them runs, and nothing is fetched from elsewhere.
//
// Nothing here looks for a pass: what runs, what the policy has to stop and what is asked for fails every act. The first
// and the last one show that it would be noticed.
import { DRAFTS, PREVIEW, button } from "../app.mjs";
import { exercise, leftovers, ownVectors } from "../../e2e/support/hostile.mjs";
import { eventually, same } from "../eventually.mjs";

/** In the page: does to what is shown all that would make it run. Returns what should not be in it. */
const provoke = new Function(
  "css",
  `const root = document.querySelector(css); return (${exercise})(root).then(() => (${leftovers})(root));`,
);

const WITH_PICTURE = "# With a picture\n\n![the hosts](https://images.example/hosts.gif)\n";

/** Nobody was asked for anything, and by now that would be known. */
async function asksNobody(app, elsewhere) {
  await app.driver.open(app.site.emptyUrl);
  await elsewhere.catchUp((url) => app.evaluate((url) => void (new Image().src = url), url));
  same("whom it asked for something", elsewhere.takeAsked(), []);
}

const all = ownVectors.map(({ markdown }) => markdown).join("\n\n");

export const hostile = [
  {
    name: "control: what must never happen is noticed",
    async perform(app) {
      await app.visit();
      await app.evaluate(() => {
        __pwned(1);
        console.error("said");
        Promise.reject("refused");
        setTimeout(() => missing());
        document.body.setAttribute("style", "color: red");
      });
      const kinds = async () => {
        const noted = await app.evaluate(() => probe.noted());
        return ["ran: __pwned(1)", "console: said", "rejection: refused", "error: ", "policy: style-src-attr"].filter(
          (kind) => noted.some((problem) => problem.startsWith(kind)),
        );
      };
      await eventually("what was noticed", async () => (await kinds()).length, 5);
      await app.evaluate(() => void probe.takeNoted());
      app.driver.takeSaid();
    },
  },
  {
    name: "hostile notes are shown one by one, and do not run",
    async perform(app, elsewhere) {
      await app.visit();
      const files = ownVectors.map(({ markdown }, idx) => ({ name: `vector-${idx}.md`, content: markdown }));
      const nBefore = (await app.drafts()).length;
      await app.import(...files);
      await eventually("how many drafts came", async () => (await app.drafts()).length - nBefore, files.length);
      for (let row = 0; row < files.length; row += 1) {
        const draft = { css: `.draft-list li:nth-child(${row + 1})`, within: DRAFTS };
        await app.evaluate((draft) => probe.find(draft).querySelector("button").click(), draft);
        await app.sees({ ...draft, css: `${draft.css}[aria-current]` });
        await eventually(
          "the preview",
          () => app.evaluate(() => document.querySelector('[data-testid="preview"]').children.length),
          (n) => n > 0,
        );
        same(`what is left of draft ${row + 1}`, await app.evaluate(provoke, '[data-testid="preview"]'), []);
      }
      await asksNobody(app, elsewhere);
    },
  },
  {
    name: "hostile notes are exported as a page, and do not run there",
    async perform(app, elsewhere) {
      await app.start(`# All of them\n\n${all}`);
      const { content } = await app.export("HTML");
      await app.driver.open(app.site.publish("exported.html", content.toString()));
      await app.sees({ role: "heading" });
      same("what is left of them", await app.evaluate(provoke, "body"), []);
      await asksNobody(app, elsewhere);
    },
  },
  {
    name: "hostile notes leave the app whole",
    async perform(app) {
      await app.start(`# All of them\n\n${all}`);
      await app.click(button("New draft"));
      await app.hasOpen("Untitled");
      await app.type("# Still here");
      await app.reads({ css: "h1", within: PREVIEW }, "Still here");
      await app.saved();
    },
  },
  {
    name: "images from elsewhere wait for permission, and are fetched with it",
    async perform(app, elsewhere) {
      await app.start(WITH_PICTURE);
      await app.reads({ css: "[role=img]", within: PREVIEW }, "images.example");
      await app.shows({ css: ".image-notice" }, 30);
      same("whom it asked before", elsewhere.takeAsked(), []);
      await app.click(button("Show in this draft"));
      await eventually(
        "whom it asked then",
        () => elsewhere.takeAsked(),
        (asked) => asked.includes("images.example"),
      );
      // That nobody answers is the picture's error, and not the app's.
      await eventually("the picture’s error", () => app.evaluate(() => probe.noted().length), 1);
      await app.evaluate(() => void probe.takeNoted());
      app.driver.takeSaid();
      elsewhere.takeAsked();
    },
  },
];
