// Events that no hand has made: extensions and what fills in forms send them, without what such an event has. And what
// is dropped where nothing takes it.
import { expect, inTurn, test } from "./support/test.mjs";

const NOTES = "# Tea 7\n\nAda #1: [**Kites**](https://kites.example/)\n\n- high\n\nBen #2: Strings\n";

/** All but those that do something by themselves, such as a click. */
const TYPES = [
  ..."keydown keyup keypress input beforeinput compositionstart compositionend paste copy cut".split(" "),
  ..."dragenter dragover dragleave dragstart dragend drop mousedown mouseup mousemove mouseover wheel".split(" "),
  ..."pointerdown pointermove pointerup pointercancel pointerover pointerleave lostpointercapture".split(" "),
  ..."touchstart touchmove touchend contextmenu focusin focusout scroll storage message visibilitychange".split(" "),
];

/** CodeMirror takes for granted that a touch has a place, and stops there, without harm. */
const TYPES_IN_NOTES = TYPES.filter((type) => type !== "touchstart");

/** Sends each event twice: the first must not leave anything behind that the second stumbles on. */
async function sendAll(target, name, types = TYPES) {
  await target.first().evaluate((element, types) => {
    for (const type of [...types, ...types]) element.dispatchEvent(new Event(type, { bubbles: true, cancelable: true }));
  }, types);
  await expect(target.page().getByTestId("crashed"), name).toHaveCount(0);
}

test("events without a key, a pointer or data do no harm", async ({ app, page }) => {
  await app.start(NOTES);
  await app.saved();
  const places = {
    "the draft's name": app.draftName,
    "the search": page.getByLabel("Search all drafts"),
    "the list": app.drafts.getByRole("listitem").getByRole("button"),
    "the outline": app.segments.getByRole("button"),
    "the outline's panel": app.outline,
    "the preview": app.preview,
    "a card": app.preview.getByRole("heading"),
    "a menu's button": app.button("Export"),
    "the page": page.locator("body"),
  };
  await inTurn(Object.entries(places), (place) => sendAll(place));
  await sendAll(app.editor, "the notes", TYPES_IN_NOTES);
  await page.evaluate((types) => types.forEach((type) => dispatchEvent(new Event(type))), [...TYPES, ...TYPES]);
  await page.keyboard.press("Escape");
  await app.type("Still here. ");
  expect(await app.text()).toContain("Still here. ");
  await app.saved();
});

test("they do no harm in dialogs and menus either", async ({ app, page }) => {
  await app.start(NOTES);
  await app.saved();
  const dialog = page.locator("dialog[open]");
  await app.press("Control+k");
  await sendAll(dialog.getByRole("combobox"), "the palette");
  await dialog.getByRole("combobox").fill("history");
  await page.keyboard.press("Enter");
  await expect(dialog.getByRole("heading")).toHaveText("History of Tea 7");
  for (const part of await dialog.locator("div, button, select").all()) await sendAll(part, "the history");
  await page.keyboard.press("Escape");
  await app.choose("Insert template", "Manage templates…");
  for (const part of await dialog.locator("li button, li").all()) await sendAll(part, "the templates");
  await page.keyboard.press("Escape");
  await app.button("Export").click();
  await sendAll(app.menuItems, "a menu");
});

/** In the page: drops a link on `element`. Whether the browser is kept from following it. */
function dropLink(element) {
  const dataTransfer = new DataTransfer();
  dataTransfer.setData("text/uri-list", "https://elsewhere.example/");
  dataTransfer.setData("text/plain", "https://elsewhere.example/");
  const send = (type) => !element.dispatchEvent(new DragEvent(type, { bubbles: true, cancelable: true, dataTransfer }));
  return [send("dragover"), send("drop")];
}

test("a link that is dropped beside the notes leads nowhere", async ({ app, page }) => {
  await app.start(NOTES);
  const places = {
    "the preview": app.preview,
    "the outline": app.outline,
    "the list": app.drafts,
    "a button": app.button("Export"),
    "the page": page.locator("body"),
  };
  await inTurn(Object.entries(places), async (place) => expect(await place.evaluate(dropLink)).toEqual([true, true]));
  expect(await app.draftName.evaluate(dropLink), "a field takes text").toEqual([false, false]);
  expect(await app.text()).toBe(NOTES);
});
