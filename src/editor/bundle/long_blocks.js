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
/** The browser takes seconds to lay out some thousand columns. */
const N_COLUMNS = 200;

const BLOCKS = new Set(words("BLOCKQUOTE DETAILS DIV DL FIGURE HR LI OL P PRE TABLE TBODY TD TH THEAD TR UL"));
/** They hold other elements and no text of their own; but the row of a wide table, whose cells are laid out like words. */
const HOLD_ELEMENTS = new Set(words("DL OL PRE TABLE TBODY THEAD TR UL"));

export function isLong(html) {
  return html.length > LONG_HTML;
}

/** Puts what is long in `root`, which is on no page yet, into pieces. Takes time in proportion to its size times its depth. */
export function layOutInPieces(root) {
  for (const list of root.querySelectorAll("ul, ol")) if (list.childElementCount > 2 * N_ROWS) splitList(list);
  for (const table of root.querySelectorAll("table")) {
    if (table.rows[0]?.cells.length > N_COLUMNS) table.classList.add("wide-table");
    else if (table.rows.length > 2 * N_ROWS) splitTable(table);
  }
  splitText(root);
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

/** Splits the text in an element that is long, and in all that is long in it. */
function splitText(holder) {
  const isRow = holder.nodeName === "TR" && holder.closest(".wide-table");
  let run = [];
  const endRun = () => {
    if (run.reduce((sum, { weight }) => sum + weight, 0) > 2 * PIECE) split(run);
    run = [];
  };
  for (const node of [...holder.childNodes]) {
    const weight = weightOf(node);
    const isHeavy = weight > 2 * PIECE && node.nodeType === Node.ELEMENT_NODE;
    if (isHeavy) splitText(node);
    if (isHeavy || (BLOCKS.has(node.nodeName) && !isRow)) endRun();
    else if (!HOLD_ELEMENTS.has(holder.nodeName) || isRow) run.push({ node, weight });
  }
  endRun();
}

function weightOf(node) {
  return node.textContent.length + (node.nodeType === Node.ELEMENT_NODE ? ELEMENT : 0);
}

/** `run`: what stands in one line of text. Each piece ends with the node that makes it heavy enough; a long text is cut. */
function split(run) {
  const parts = run.flatMap(({ node, weight }) => (node.nodeType === Node.TEXT_NODE ? cut(node) : [{ node, weight }]));
  let [nodes, heavy] = [[], 0];
  const endPiece = () => {
    const piece = document.createElement("span");
    piece.className = "piece";
    nodes[0].before(piece);
    piece.append(...nodes);
    [nodes, heavy] = [[], 0];
  };
  for (const { node, weight } of parts) {
    nodes.push(node);
    heavy += weight;
    if (heavy >= PIECE) endPiece();
  }
  if (nodes.length > 0) endPiece();
}

/** The parts of a text, cut at blanks if there are any. */
function cut(text) {
  const parts = [text];
  while (parts.at(-1).length > PIECE) parts.push(parts.at(-1).splitText(endOfPiece(parts.at(-1).data)));
  return parts.map((node) => ({ node, weight: node.length }));
}

function endOfPiece(data) {
  const blank = Math.max(data.lastIndexOf("\n", PIECE), data.lastIndexOf(" ", PIECE));
  if (blank > 0) return blank + 1;
  const isHalf = /[\uDC00-\uDFFF]/.test(data[PIECE]);
  return isHalf ? PIECE - 1 : PIECE;
}

function words(text) {
  return text.split(" ");
}
