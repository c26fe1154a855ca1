// HTML of other programs as Markdown, in the style of notes: by Turndown, whose rules are changed where notes differ.
//
// Invariant: what is converted is clean (see `inertElements`), and no HTML is left in the Markdown.

import TurndownService from "turndown";
import { strikethrough, tables, taskListItems } from "@joplin/turndown-plugin-gfm";
import { kindOf } from "./addresses.js";
import { isMonospaced, lookOf, sayByElements } from "./meaning.js";
import { inertElements } from "./sanitize.js";

/** What Markdown has a way to write. */
const STRUCTURE = `a[href], ul, ol, table, h1, h2, h3, h4, h5, h6, strong, b, em, i, code, blockquote, img, del, s, strike, hr`;
/** Longer than any notes; converting takes some milliseconds for each ten thousand characters. */
const MAX_CHARS = 1_000_000;
const MAX_ELEMENTS = 20_000;
/** The time that a table takes grows with the square of its columns. */
const MAX_COLUMNS = 200;
const INDENT = "    ";

/** What could not be converted, because there is too much of it. */
const TOO_MUCH = "too much";
/** What HTML brings that the text beside it does not say: nothing. */
const NOTHING = "nothing";

/** An emoji and nothing else, as the description of its picture. */
const EMOJI = /^(?:[\p{Extended_Pictographic}\p{Emoji_Modifier}\p{Regional_Indicator}\u200D\uFE0F]|[\d#*]\uFE0F?\u20E3)+$/u;

/** `["markdown", text, n]` with the number of pictures that could not come along, or `["nothing"]` where HTML has no more to say than plain text, or `["too much"]`. */
export function markdownOf(html) {
  const root = elementsOf(html);
  if (!root) return [TOO_MUCH];
  if (isFromCodeEditor(root)) return [NOTHING];
  sayByElements(root);
  return root.querySelector(STRUCTURE) ? written(root) : [NOTHING];
}

/** The same for a whole page, which may be nothing but paragraphs. */
export function markdownOfPage(html) {
  const root = elementsOf(html);
  if (!root) return [TOO_MUCH];
  sayByElements(root);
  return written(root);
}

/** None where there is too much. */
function elementsOf(html) {
  const shortened = html.replace(/<!--.*?-->|<style[\s>].*?<\/style>|<head[\s>].*?<\/head>/gis, "");
  const root = shortened.length > MAX_CHARS ? null : inertElements(shortened);
  return root && !isTooMuch(root) ? root : null;
}

function written(root) {
  const nLeftOut = [...root.querySelectorAll("img")].filter(isLeftOut).length;
  const markdown = withoutTrailingBlanks(converter.turndown(root));
  return markdown.trim() ? ["markdown", markdown, String(nLeftOut)] : [NOTHING];
}

/** Pictures that are in the text itself, or on the disk of its author. */
function isLeftOut(image) {
  return !EMOJI.test(altOf(image)) && !isOnWeb(wholeAddress(image.getAttribute("src") ?? ""));
}

function altOf(image) {
  return (image.alt ?? "").replace(/\s+/g, " ").trim();
}

function isOnWeb(address) {
  return /^http/i.test(address);
}

function isTooMuch(root) {
  const isTooWide = (row) => row.childElementCount > MAX_COLUMNS;
  return root.getElementsByTagName("*").length > MAX_ELEMENTS || [...root.querySelectorAll("tr")].some(isTooWide);
}

/** The words of the one link that `html` is, if it leads to `url`; else empty. */
export function linkWords(html, url) {
  if (!html || html.length > MAX_CHARS) return "";
  const root = inertElements(html);
  const links = root?.querySelectorAll("a[href]") ?? [];
  if (links.length !== 1) return "";
  const words = wordsOf(links[0]);
  const isAll = wordsOf(root) === words;
  return isAll && isSameAddress(links[0].getAttribute("href"), url) ? words : "";
}

function wordsOf(element) {
  return element.textContent.replace(/\s+/g, " ").trim();
}

function isSameAddress(one, other) {
  const bare = (address) => address.trim().replace(/\/$/, "");
  return bare(one) === bare(other);
}

/** They copy the looks of each word; the text beside is what was meant. */
function isFromCodeEditor(root) {
  const [only, ...others] = [...root.children].filter((child) => child.localName !== "meta");
  if (!only || others.length > 0) return false;
  const isBareCode = only.localName === "pre" && !only.querySelector("code") && only.hasAttribute("data-style");
  return isBareCode || (isMonospaced(only) && lookOf(only, "white-space").startsWith("pre"));
}

const converter = new TurndownService({
  headingStyle: "atx",
  hr: "---",
  bulletListMarker: "-",
  codeBlockStyle: "fenced",
  emDelimiter: "*",
});
converter.use([strikethrough, tables, taskListItems]);
converter.escape = escaped;

converter.addRule("item", {
  filter: "li",
  replacement(content, item) {
    const marker = markerOf(item);
    const lines = content.trim().replace(/\n(?!\n)/g, `\n${INDENT}`);
    const isLoose = /\n\n/.test(lines);
    return marker + lines + (item.nextElementSibling ? "\n".repeat(isLoose ? 2 : 1) : "");
  },
});

converter.addRule("link", {
  filter: (node) => node.localName === "a" && node.hasAttribute("href"),
  replacement: (content, link) => linkTo(wholeAddress(link.getAttribute("href")), content),
});

converter.addRule("image", {
  filter: "img",
  replacement(_content, image) {
    const alt = altOf(image);
    if (EMOJI.test(alt)) return alt;
    const address = wholeAddress(image.getAttribute("src") ?? "");
    return isOnWeb(address) ? `![${escaped(alt)}](${destination(address)})` : escaped(alt);
  },
});

converter.addRule("style", {
  filter: ["strong", "b", "em", "i"],
  replacement: (content, { localName }) => styled(content, localName === "strong" || localName === "b" ? "**" : "*"),
});

function markerOf(item) {
  const list = item.parentElement;
  if (list?.localName !== "ol") return "- ";
  const first = Number(list.getAttribute("start") ?? 1);
  return `${first + [...list.children].indexOf(item)}. `;
}

/** Marks around the words, and not around the blanks and line breaks beside them. */
function styled(content, mark) {
  const [, before, words, behind] = /^(\s*)(.*?)(\s*)$/s.exec(content);
  const isWritable = words && !/\n\s*\n/.test(words) && !words.startsWith(mark);
  return isWritable ? before + mark + words + mark + behind : content;
}

function linkTo(address, content) {
  const words = content.trim();
  if (!words) return "";
  if (!address) return content;
  if (words.replace(/\\(.)/g, "$1") === address) return address;
  // A link is within one line, whatever blocks it was around.
  return `[${words.replace(/^#+ |^- /gm, "").replace(/\s*\n+\s*/g, " ")}](${destination(address)})`;
}

/** As an author would write it; empty if it leads nowhere from here, or is none that notes may have. */
function wholeAddress(address) {
  const trimmed = address.trim();
  const absolute = trimmed.startsWith("//") ? `https:${trimmed}` : trimmed;
  if (!["web", "call"].includes(kindOf(absolute)) || !URL.canParse(absolute)) return "";
  const url = new URL(absolute);
  // Google Docs sends links by way of a page of its own.
  const target = url.host === "www.google.com" && url.pathname === "/url" && url.searchParams.get("q");
  if (target) return kindOf(target) === "web" ? target : "";
  return /[\s\\]|^https?:(?!\/\/)/i.test(absolute) ? url.href : absolute;
}

function destination(address) {
  const isPlain = !/[\s<>()]/.test(address);
  return isPlain ? address : `<${address.replace(/[\s<>]/g, encodeURIComponent)}>`;
}

/** Only what Markdown would read as markup: whole words keep their `_`, sentences their `#` and `-`. */
function escaped(text) {
  return text
    .replace(/\\(?=[!-/:-@[-`{-~])/g, "\\\\")
    .replace(/`/g, "\\`")
    .replace(/\*(?=\S)|(?<=\S)\*/g, "\\*")
    .replace(/(?<![\p{L}\p{N}])_(?=\S)|(?<=\S)_(?![\p{L}\p{N}])/gu, "\\_")
    .replace(/~~/g, "\\~~")
    .replace(/\](?=[([])/g, "\\]")
    .replace(/^\[(?=[ xX]\])/g, "\\[")
    .replace(/<(?=[a-z/!?])/gi, "\\<")
    .replace(/&(?=#?\w+;)/g, "\\&")
    .replace(/^(\s*)(#{1,6}|[-+])(?=\s|$)/g, "$1\\$2")
    .replace(/^(\s*)(>|={3,}|-{3,})/g, "$1\\$2")
    .replace(/^(\s*\d{1,9})([.)])(?=\s|$)/g, "$1\\$2");
}

/** Two blanks at the end of a line stay where they are a line break: before another line of the same paragraph. */
function withoutTrailingBlanks(markdown) {
  return markdown.replace(/ *<br>/g, "<br>").replace(/ +$/gm, (blanks, at, whole) => {
    const next = whole.slice(at + blanks.length + 1, at + blanks.length + 80);
    return /^ *\S/.test(next) && whole[at - 1] !== "\n" ? blanks : "";
  });
}
