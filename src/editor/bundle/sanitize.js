// What is left of raw HTML.
//
// It is parsed into a template, where nothing loads and nothing runs; DOMPurify cleans it there, then `narrow`, which only
// takes away, or replaces by what is built here; and only then `html.js` lets it into the page.
// What our own writer (src/markdown/html.rs) has put around raw HTML comes out as it went in.

import DOMPurify from "dompurify";
import { hostOf, kindOf } from "./addresses.js";
import { inert } from "./html.js";

/** Ids and names in notes start with this, so that none of them shadows a property of the page. */
const NAME_PREFIX = "notes-";

/** Our own writer's, and the language of a code block. */
const CLASSES = /^(?:language-.+|footnote(?:-ref|-number|-back)?|(?:remote|local)-image|refused-link)$/;

const TAG = /<[a-z](?:"[^"]*"|'[^']*'|[^'"<>])*>/gi;
/** Elements within elements: no notes have so many, and the browser's parser takes seconds for some thousands. */
const MAX_DEPTH = 200;

/** They hold nothing, or the parser ends them by itself. */
const NEVER_DEEP = new Set(words(`
  area base br col dd dt embed hr img input li link meta option p source tbody td tfoot th thead tr track wbr`));

const ATTRIBUTE = /(?<=[\s"'/])([^\s"'<>/=]+)\s*=\s*(?:"[^"]*"|'[^']*'|[^\s"'>]+)/g;

DOMPurify.setConfig({
  ALLOWED_TAGS: words(`
    a abbr address b bdi bdo blockquote br caption center cite code col colgroup dd del details dfn div dl dt em
    figcaption figure h1 h2 h3 h4 h5 h6 hr i img input ins kbd li mark ol p pre q rp rt ruby s samp small span strike
    strong sub summary sup table tbody td tfoot th thead time tr tt u ul var wbr`),
  ALLOWED_ATTR: words(`
    align alt aria-label checked class colspan data-alt data-src datetime dir disabled height href id lang name open
    reversed role rowspan scope span src start title type value width`),
  // Not addresses, so a colon in them is no scheme.
  ADD_URI_SAFE_ATTR: words("aria-label data-alt datetime"),
  ALLOW_ARIA_ATTR: false,
  ALLOW_DATA_ATTR: false,
  ALLOWED_NAMESPACES: ["http://www.w3.org/1999/xhtml"],
  // `narrow` gives every id and name a prefix instead of dropping some of them.
  SANITIZE_DOM: false,
  // It is given elements, and parses nothing.
  IN_PLACE: true,
  TRUSTED_TYPES_POLICY: null,
});

DOMPurify.addHook("beforeSanitizeAttributes", (node) => {
  if (node.localName === "a") refuseBadLink(node);
});

/** What another program says of looks: only what is converted keeps it, and it never comes into the page. */
const LOOKS = /^(?:data-style|aria-checked)$/;
let keepsLooks = false;

DOMPurify.addHook("uponSanitizeAttribute", (_node, attribute) => {
  if (keepsLooks && LOOKS.test(attribute.attrName)) attribute.forceKeepAttr = true;
});

/** HTML for the page: an element that is to be emptied into it. */
export function sanitize(html, imagesAllowed) {
  if (isTooDeep(html)) return asText(inert(), html);
  const root = parsed(html);
  DOMPurify.sanitize(root);
  for (const element of root.querySelectorAll("*")) narrow(element, imagesAllowed);
  return root;
}

/**
 * The same for exported pages, as text. Twice, because what counts for a file is what its reader parses: the first pass
 * can leave a tree that no parser would build, such as a paragraph in a paragraph.
 */
export function sanitizeHtml(html, imagesAllowed) {
  const once = sanitize(html, imagesAllowed).innerHTML;
  return sanitize(once, imagesAllowed).innerHTML;
}

/**
 * HTML of another program as elements that never come into the page, for reading alone: what each one's `style` said is
 * in `data-style`. None if it is nested too deeply.
 */
export function inertElements(html) {
  if (isTooDeep(html)) return null;
  const root = parsed(html, "data-style=");
  keepsLooks = true;
  DOMPurify.sanitize(root);
  keepsLooks = false;
  return root;
}

/** `stylePrefix`: what a `style` is called from then on; empty if it goes. */
function parsed(html, stylePrefix = "") {
  const root = inert(withoutInlineCode(html, stylePrefix));
  forgetCaptions(root);
  return root;
}

/** The one thing that is fetched even from a template, as soon as nothing runs any more: in Chromium, films' captions. */
function forgetCaptions(root) {
  for (const track of root.querySelectorAll("track")) track.removeAttribute("src");
  for (const { content } of root.querySelectorAll("template")) forgetCaptions(content);
}

/** Whether more elements are open at once than any notes need. */
function isTooDeep(html) {
  let depth = 0;
  for (const [, end, name] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)/gi)) {
    if (NEVER_DEEP.has(name.toLowerCase())) continue;
    depth = Math.max(depth + (end ? -1 : 1), 0);
    if (depth > MAX_DEPTH) return true;
  }
  return false;
}

/** Shows HTML as it is written, and says why. */
function asText(root, html) {
  const note = document.createElement("p");
  note.textContent = "This HTML is nested too deeply to be shown. It reads:";
  const source = document.createElement("pre");
  source.textContent = html;
  root.append(note, source);
  return root;
}

/**
 * Leaves out handlers and styles where they are plain to see. Not for safety, which does not rest on it: the parser
 * would report each of them to the console as an offence against the page's policy, and DOMPurify comes too late.
 */
function withoutInlineCode(html, stylePrefix) {
  const kept = (all, name) => {
    if (/^style$/i.test(name)) return stylePrefix && stylePrefix + all.slice(all.indexOf("=") + 1).trim();
    return /^on/i.test(name) ? "" : all;
  };
  return html.replace(TAG, (tag) => tag.replace(ATTRIBUTE, kept));
}

/** DOMPurify would drop the address silently; this way the words say what the link was. */
function refuseBadLink(link) {
  const href = link.getAttribute("href") ?? "";
  if (!["refused", "picture"].includes(kindOf(href))) return;
  link.removeAttribute("href");
  link.className = "refused-link";
  link.title = `Refused address: ${href}`;
}

function narrow(element, imagesAllowed) {
  keepKnownClasses(element);
  prefixNames(element);
  narrowPlaceholder(element);
  if (element.localName === "a") narrowLink(element);
  if (element.localName === "img") narrowImage(element, imagesAllowed);
  if (element.localName === "input") narrowInput(element);
}

function keepKnownClasses(element) {
  const known = [...element.classList].filter((name) => CLASSES.test(name));
  if (known.length) element.className = known.join(" ");
  else element.removeAttribute("class");
}

function prefixNames(element) {
  for (const attribute of ["id", "name"]) {
    const name = element.getAttribute(attribute);
    if (name) element.setAttribute(attribute, prefixed(name));
  }
}

/** Only the placeholder of an image has a role, and only that of a remote one an address to load it from. */
function narrowPlaceholder(element) {
  if (!element.matches(".remote-image, .local-image")) element.removeAttribute("role");
  if (!element.matches(".remote-image") || kindOf(element.dataset.src ?? "") !== "web") {
    element.removeAttribute("data-src");
  }
}

function narrowLink(link) {
  const href = link.getAttribute("href");
  if (href === null) return;
  if (kindOf(href) === "fragment") return link.setAttribute("href", "#" + prefixed(href.slice(1)));
  link.setAttribute("target", "_blank");
  link.setAttribute("rel", "noopener noreferrer");
}

function narrowImage(image, imagesAllowed) {
  const src = image.getAttribute("src") ?? "";
  const kind = kindOf(src);
  if (src === "" || kind === "call" || kind === "refused") return image.replaceWith(image.alt);
  if (kind === "relative" || kind === "fragment") return image.replaceWith(localImage(src, image.alt));
  if (kind === "web" && !imagesAllowed) return image.replaceWith(remoteImage(src, image.alt));
  image.setAttribute("referrerpolicy", "no-referrer");
  image.setAttribute("loading", "lazy");
}

// The placeholders are those of src/markdown/images.rs.

function remoteImage(src, alt) {
  const origin = hostOf(src) || src;
  const label = alt ? `${alt} (image from ${origin}, not loaded)` : `Image from ${origin}, not loaded`;
  const placeholder = imagePlaceholder("remote-image", label, alt, origin);
  placeholder.dataset.src = src;
  if (alt) placeholder.dataset.alt = alt;
  return placeholder;
}

/** A draft has no folder that a file could lie in. */
function localImage(src, alt) {
  const label = alt ? `${alt} (image file ${src})` : `Image file ${src}`;
  return imagePlaceholder("local-image", label, alt, src);
}

function imagePlaceholder(className, label, alt, origin) {
  const placeholder = document.createElement("span");
  placeholder.className = className;
  placeholder.setAttribute("role", "img");
  placeholder.setAttribute("aria-label", label);
  placeholder.append(spanOf(alt), " ", spanOf(origin));
  return placeholder;
}

function spanOf(text) {
  const span = document.createElement("span");
  span.textContent = text;
  return span;
}

/** Only the box of a task is left, which shows and does nothing. */
function narrowInput(input) {
  if (input.type !== "checkbox") return input.remove();
  input.setAttribute("disabled", "");
}

function prefixed(name) {
  return name.startsWith(NAME_PREFIX) ? name : NAME_PREFIX + name;
}

function words(text) {
  return text.trim().split(/\s+/);
}
