// Hostile notes: where they come from, what a victim would do to them, and what may be left of them.
import { existsSync, readFileSync } from "node:fs";

const read = (path) => readFileSync(new URL(path, import.meta.url), "utf8");

/** Our own: `{ name, markdown }`, from a text file with a line `==== name` above each. */
export const ownVectors = read("../fixtures/hostile.txt")
  .split(/^==== /m)
  .slice(1)
  .map((part) => ({ name: part.slice(0, part.indexOf("\n")), markdown: part.slice(part.indexOf("\n") + 1) }));

/** The public ones, where they have been put beside the project; else null. */
export const publicVectors = publicOnes();

function publicOnes() {
  const path = new URL("../../../../shared/security/xss-public.json", import.meta.url);
  return existsSync(path) ? JSON.parse(readFileSync(path, "utf8")) : null;
}

/**
 * In the page, once it has been drawn: does to everything below `root` what a mouse or a keyboard might, and sends it
 * every event that a handler exists for. Links to other sites are clicked, but not followed.
 */
export async function exercise(root) {
  const stay = (event) => {
    const link = event.target.closest?.("a[href], area[href]");
    if (/^(https?|mailto|tel):$/.test(link?.protocol)) event.preventDefault();
  };
  await new Promise(requestAnimationFrame);
  const clicks = ["click", "auxclick"];
  clicks.forEach((type) => document.addEventListener(type, stay, true));
  for (const element of root.querySelectorAll("*")) {
    for (const key in element) {
      // They can be cancelled, as real ones can: WebKit follows a link for any event that is called a click.
      if (key.startsWith("on")) element.dispatchEvent(new Event(key.slice(2), { cancelable: true }));
    }
    element.dispatchEvent(new MouseEvent("mouseover", { bubbles: true }));
    element.focus?.();
    element.click?.();
  }
  await new Promise((resolve) => setTimeout(resolve));
  clicks.forEach((type) => document.removeEventListener(type, stay, true));
}

/** In the page: what below `root` could act, load, restyle, or stand in for a part of the page. */
export function leftovers(root) {
  const acting = "script, style, link, meta, base, iframe, frame, object, embed, template, svg, math";
  const asking = "form, button, select, textarea, area, input:not([type=checkbox][disabled])";
  // The app's own: the sanitiser leaves no notes a class of that name.
  const isOurs = (element) => element.matches(".card-header > button.card-fold:empty, .front-matter td > button");
  const elements = [...root.querySelectorAll(`${acting}, ${asking}`)].filter((element) => !isOurs(element));
  const found = elements.map((element) => element.outerHTML);
  for (const element of root.querySelectorAll("*")) {
    for (const { name, value } of element.attributes) {
      const scheme = ["href", "src"].includes(name) && /^\s*([a-z][a-z0-9+.-]*):/i.exec(value)?.[1].toLowerCase();
      const isRaster = /^data:image\/(png|jpeg|gif|webp|avif|bmp)[;,]/.test(value);
      const isBad =
        name.startsWith("on") ||
        ["style", "srcset", "srcdoc", "action", "formaction", "ping", "background"].includes(name) ||
        (["id", "name"].includes(name) && !value.startsWith("notes-")) ||
        (scheme && !["http", "https", "mailto", "tel"].includes(scheme) && !(name === "src" && isRaster));
      if (isBad) found.push(`${name}="${value}" of <${element.localName}>`);
    }
  }
  return found;
}
