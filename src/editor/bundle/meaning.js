// What other programs say by looks, said by elements: bold spans of Google Docs, list paragraphs of Word, the flat
// lists of Dropbox Paper. Works on elements that are already clean (see `inertElements`), and only there.

const BLOCKS = "p, div, h1, h2, h3, h4, h5, h6, ul, ol, li, table, tr, blockquote, pre";
const HEADINGS = "h1, h2, h3, h4, h5, h6";

/** Rewrites what is below `root`, so that its elements say what is meant. */
export function sayByElements(root) {
  for (const code of root.querySelectorAll("pre")) keepLines(code);
  for (const element of root.querySelectorAll("[data-style]")) readLooks(element);
  buildLists(root);
  for (const list of root.querySelectorAll("ul > ul, ul > ol, ol > ul, ol > ol")) putIntoItem(list);
  for (const item of root.querySelectorAll("li")) tidyItem(item);
  for (const cell of root.querySelectorAll("td, th")) flattenCell(cell);
  for (const table of root.querySelectorAll("table")) headFirstRow(table);
  for (const strong of root.querySelectorAll("strong, b")) {
    if (strong.closest(`${HEADINGS}, th`)) unwrap(strong);
  }
  for (const image of root.querySelectorAll("img")) dropPixel(image);
  root.normalize();
  for (const br of root.querySelectorAll("br")) dropBetweenBlocks(br);
  tidyBlanks(root);
}

/** The value of a property in what was the element's style, in small letters; empty if it has none. */
export function lookOf(element, property) {
  const style = element.getAttribute?.("data-style") ?? "";
  const pairs = style.split(";").map((pair) => pair.split(/:(.*)/s));
  return pairs.findLast(([name]) => name.trim().toLowerCase() === property)?.[1].trim().toLowerCase() ?? "";
}

export function isMonospaced(element) {
  return /mono|courier|consolas|menlo/.test(lookOf(element, "font-family"));
}

/** A block of code with its lines, whatever they were made of. */
function keepLines(code) {
  for (const br of code.querySelectorAll("br")) br.replaceWith("\n");
  for (const line of code.querySelectorAll("div, p")) if (line.nextSibling) line.append("\n");
  const language = /\b(?:language|lang|brush|highlight-source|highlight-text)[-:]\s*([\w+#-]+)/.exec(
    [code, code.firstElementChild, code.parentElement].map((it) => it?.className ?? "").join(" "),
  );
  const inside = document.createElement("code");
  if (language) inside.className = `language-${language[1]}`;
  inside.textContent = code.textContent;
  code.replaceChildren(inside);
}

/** Google Docs wraps all it copies into `<b style="font-weight: normal">`, and says bold by spans. */
function readLooks(element) {
  if (element.closest("pre")) return;
  const weight = lookOf(element, "font-weight");
  const isBold = /^(?:bold|bolder|[6-9]00)$/.test(weight);
  if (element.matches("b, strong") && weight && !isBold) return unwrap(element);
  if (element.matches("i, em") && lookOf(element, "font-style") === "normal") return unwrap(element);
  if (!element.matches("span, font") || !element.textContent.trim()) return;
  if (isMonospaced(element) && !element.closest("code")) wrapInside(element, "code");
  if (isBold) wrapInside(element, "strong");
  if (lookOf(element, "font-style") === "italic") wrapInside(element, "em");
  if (/line-through/.test(element.getAttribute("data-style"))) wrapInside(element, "del");
}

function wrapInside(element, name) {
  const wrapper = document.createElement(name);
  wrapper.append(...element.childNodes);
  element.append(wrapper);
}

function unwrap(element) {
  element.replaceWith(...element.childNodes);
}

/** Items that only say how deep they stand, one below the other, become lists in lists. */
function buildLists(root) {
  let lists = [];
  let last = null;
  for (const { block, item, depth, isOrdered } of flatItems(root)) {
    const follows = last && besideOf(last, "nextSibling") === block;
    if (!follows) lists = [];
    lists.length = Math.min(lists.length, depth);
    if (lists.length === depth && lists[depth - 1].localName !== (isOrdered ? "ol" : "ul")) lists.length = depth - 1;
    while (lists.length < depth) openList(lists, isOrdered, follows ? last : block);
    lists.at(-1).append(item);
    last = lists[0];
    if (block !== last) block.remove();
  }
}

function openList(lists, isOrdered, beside) {
  const list = document.createElement(isOrdered ? "ol" : "ul");
  const above = lists.at(-1);
  if (above) (above.lastElementChild ?? above.appendChild(document.createElement("li"))).append(list);
  else beside[beside.isConnected || beside.parentNode ? "after" : "append"](list);
  lists.push(list);
}

function flatItems(root) {
  return [...root.querySelectorAll("p, h1, h2, h3, h4, h5, h6, ul, ol")].flatMap((block) => {
    if (block.matches("ul, ol")) return paperItems(block);
    const item = wordItem(block);
    return item ? [item] : [];
  });
}

/** `<p style="mso-list: l0 level2 lfo1"><span style="mso-list: Ignore">·</span>Text</p>` */
function wordItem(block) {
  const level = /level(\d)/.exec(lookOf(block, "mso-list"))?.[1];
  if (!level) return null;
  const marker = [...block.querySelectorAll("[data-style]")].find((it) => lookOf(it, "mso-list") === "ignore");
  const isOrdered = /^\s*\(?[\da-z]{1,4}[.)]/i.test(marker?.textContent ?? "");
  marker?.remove();
  const item = document.createElement("li");
  item.append(...block.childNodes);
  return { block, item, depth: Number(level), isOrdered };
}

/** `<ul class="listtype-bullet listindent2"><li>Text</li></ul>` */
function paperItems(list) {
  const depth = /\blistindent(\d)\b/.exec(list.className)?.[1];
  if (!depth) return [];
  return [...list.children].map((item) => ({
    block: list,
    item,
    depth: Number(depth),
    isOrdered: list.localName === "ol" || /listtype-number/.test(list.className),
  }));
}

/** Google Docs and Word put a list below the item that it belongs to. */
function putIntoItem(list) {
  const item = list.previousElementSibling;
  if (item?.localName === "li") item.append(list);
}

/** One paragraph in an item is no paragraph, and a task is a box in front. */
function tidyItem(item) {
  const paragraphs = [...item.children].filter((child) => child.matches("p, div"));
  if (paragraphs.length === 1) unwrap(paragraphs[0]);
  const box = item.querySelector("input") ?? boxOf(item);
  // What converts the box writes the blank behind it.
  const { nextSibling } = box ?? {};
  if (nextSibling?.nodeType === Node.TEXT_NODE) nextSibling.data = nextSibling.data.trimStart();
}

/** Google Docs says by a role what a task is, and shows an image. */
function boxOf(item) {
  if (item.getAttribute("role") !== "checkbox") return null;
  item.querySelector("img")?.remove();
  const box = document.createElement("input");
  box.type = "checkbox";
  box.toggleAttribute("checked", item.getAttribute("aria-checked") === "true");
  item.prepend(box);
  return box;
}

/** A cell of a table in Markdown is one line. */
function flattenCell(cell) {
  for (const rule of cell.querySelectorAll("hr")) rule.remove();
  for (const block of [...cell.querySelectorAll(BLOCKS)].reverse()) {
    if (block.localName === "table") return;
    if (block.nextSibling?.textContent.trim()) block.append(document.createElement("br"));
    unwrap(block);
  }
}

/** Markdown has no table without a head, and what begins a table mostly is one. Sheets say their columns before it. */
function headFirstRow(table) {
  for (const columns of table.querySelectorAll("col, colgroup")) columns.remove();
  const row = table.querySelector("tr");
  if (!row || table.querySelector("th, table")) return;
  for (const cell of row.querySelectorAll("td")) {
    const head = document.createElement("th");
    head.append(...cell.childNodes);
    cell.replaceWith(head);
  }
}

/** Beside a block a line ends anyway. */
function dropBetweenBlocks(br) {
  const isEdge = (node) => !node || (node.nodeType === Node.ELEMENT_NODE && node.matches(BLOCKS));
  const besides = [besideOf(br, "previousSibling"), besideOf(br, "nextSibling")];
  if (br.parentElement.closest("td, th") ? besides.some((node) => !node) : besides.some(isEdge)) br.remove();
}

/** The next node that says something. */
function besideOf(node, direction) {
  let beside = node[direction];
  while (beside?.nodeType === Node.TEXT_NODE && !beside.data.trim()) beside = beside[direction];
  return beside;
}

function dropPixel(image) {
  if (image.getAttribute("width") === "1" || image.getAttribute("height") === "1") image.remove();
}

/** No-break spaces hold looks together, but for those that French and figures want. */
function tidyBlanks(root) {
  const walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT);
  while (walker.nextNode()) {
    const { data } = walker.currentNode;
    if (data.includes("\u00A0")) walker.currentNode.data = data.replace(/(?<![«\d])\u00A0(?![»:;!?%])/g, " ");
  }
}
