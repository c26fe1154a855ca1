// The one way by which HTML enters the page, and the one Trusted Types policy ("rundown").
//
// What our own writer (src/markdown/html.rs) wrote comes into the page as it is. Raw HTML only as what `sanitize.js` has
// made of it, which comes later (see `fetch_later.js`): until then it is shown as the text that it is.
//
// Invariant: `signed` stays inside this module, and what it signs is our own writer's, or goes into a template.

import { laterNow } from "./fetch_later.js";
import { isLong, layOutInPieces } from "./long_blocks.js";

const policy = globalThis.trustedTypes?.createPolicy("rundown", { createHTML: (html) => html }) ?? null;

/**
 * Fills `element` with a block's HTML. `hasRawHtml`: part of it is the author's own, and none of it is believed.
 * Returns false if the block waits for the sanitiser, and is shown as text.
 */
export function renderBlock(element, html, hasRawHtml, imagesAllowed) {
  if (hasRawHtml && !laterNow()) {
    element.textContent = html;
    return false;
  }
  if (!hasRawHtml && !isLong(html)) {
    element.innerHTML = signed(html);
    return true;
  }
  const root = hasRawHtml ? laterNow().sanitize(html, imagesAllowed) : parsed(html);
  if (isLong(html)) layOutInPieces(root);
  element.replaceChildren();
  while (root.firstChild) element.append(root.firstChild);
  return true;
}

/** Puts what our own writer wrote into `root`, in front of `next` or at the end, and returns its elements. */
export function newBlocks(root, next, html) {
  const content = parsed(html);
  const elements = [...content.children];
  root.insertBefore(content, next ?? null);
  return elements;
}

function parsed(html) {
  const template = document.createElement("template");
  template.innerHTML = signed(html);
  return template.content;
}

/** Any HTML in an element in a template, where nothing loads and nothing runs. Without `html`, an empty one. */
export function inert(html = "") {
  const root = document.createElement("div");
  document.createElement("template").content.append(root);
  root.innerHTML = signed(html);
  return root;
}

function signed(html) {
  return policy ? policy.createHTML(html) : html;
}
