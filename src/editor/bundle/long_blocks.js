// Long blocks of the preview are laid out in pieces, of which the browser does those on the screen: a paragraph of 100 kB
// takes it half a second, and eight where all of it is Hebrew in brackets or one letter with accents.
//
// A piece is a line of its own, so a paragraph that long has some line ends that no other has; a long list becomes lists, and
// a long table tables with columns of equal width. What is in them stays as it is.

/** Units of HTML of blocks that are short enough as they are. Longer ones are drawn late, if they have 60 kB (`src/ui/preview/drawn.rs`). */
const LONG_HTML = 20_000;
/** Units of text in a piece; an element in it counts as some. */
const PIECE = 2_000;
const ELEMENT = 20;
/** Items of a list, or rows of a table, in a piece. */
const N_ROWS = 100;

/** What lays out its own contents as lines of text. */
const HOLDERS = "p, li, td, th, h1, h2, h3, h4, h5, h6, code, blockquote, div, em, strong, del, a, span";
const BLOCKS = new Set("BLOCKQUOTE DETAILS DIV DL FIGURE HR LI OL P PRE TABLE UL".split(" "));

export function isLong(html) {
  return html.length > LONG_HTML;
}

/** Puts what is long in `root`, which is on no page yet, into pieces. */
export function layOutInPieces(root) {
  for (const list of root.querySelectorAll("ul, ol")) if (list.childElementCount > 2 * N_ROWS) splitList(list);
  for (const table of root.querySelectorAll("table")) if (table.rows.length > 2 * N_ROWS) splitTable(table);
  for (const holder of [root, ...root.querySelectorAll(HOLDERS)]) {
    for (const run of runsOf(holder)) if (weightOf(run) > 2 * PIECE) split(run);
  }
}

function splitList(list) {
  const items = [...list.children];
  const parts = Array.from({ length: Math.ceil(items.length / N_ROWS) }, (_, idx) => {
    const part = list.cloneNode(false);
    part.classList.add("piece");
    if (idx > 0 && list.nodeName === "OL") part.start = list.start + idx * N_ROWS;
    part.append(...items.slice(idx * N_ROWS, (idx + 1) * N_ROWS));
    return part;
  });
  list.replaceWith(...parts);
}

/** A table takes part in layout as a whole: its pieces are boxes with a table in each. */
function splitTable(table) {
  const rows = [...table.rows];
  const head = table.tHead;
  const parts = Array.from({ length: Math.ceil(rows.length / N_ROWS) }, (_, idx) => {
    const [part, piece] = [table.cloneNode(false), document.createElement("div")];
    part.classList.add("long-table");
    piece.className = "piece";
    if (idx === 0 && head) part.append(head);
    const body = rows.slice(idx * N_ROWS, (idx + 1) * N_ROWS).filter((row) => !head?.contains(row));
    part.appendChild(document.createElement("tbody")).append(...body);
    piece.append(part);
    return piece;
  });
  table.replaceWith(...parts);
}

/** The children of an element that stand in one line of text, by such lines. */
function runsOf(holder) {
  const runs = [[]];
  for (const child of holder.childNodes) {
    if (BLOCKS.has(child.nodeName)) runs.push([]);
    else runs.at(-1).push(child);
  }
  return runs;
}

function weightOf(nodes) {
  return nodes.reduce((sum, node) => sum + weightOfNode(node), 0);
}

function weightOfNode(node) {
  return node.textContent.length + (node.nodeType === Node.ELEMENT_NODE ? ELEMENT : 0);
}

/** Each piece ends with the node that makes it heavy enough; a long text is cut, at a blank if there is one. */
function split(run) {
  const rest = run.flatMap((node) => (node.nodeType === Node.TEXT_NODE ? cut(node) : [node]));
  while (rest.length > 0) {
    const piece = document.createElement("span");
    piece.className = "piece";
    rest[0].before(piece);
    let weight = 0;
    while (rest.length > 0 && weight < PIECE) {
      weight += weightOfNode(rest[0]);
      piece.append(rest.shift());
    }
  }
}

function cut(text) {
  const parts = [text];
  while (parts.at(-1).length > PIECE) parts.push(parts.at(-1).splitText(endOfPiece(parts.at(-1).data)));
  return parts;
}

function endOfPiece(data) {
  const blank = Math.max(data.lastIndexOf("\n", PIECE), data.lastIndexOf(" ", PIECE));
  if (blank > 0) return blank + 1;
  const isHalf = /[\uDC00-\uDFFF]/.test(data[PIECE]);
  return isHalf ? PIECE - 1 : PIECE;
}
