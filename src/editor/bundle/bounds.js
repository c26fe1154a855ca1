// Bounds on CodeMirror's Markdown parser, which cannot be interrupted within a block, and takes time quadratic or worse in
// it: 48 s for a line of 50,000 bullets, and a stack overflow for as many asterisks. What is beyond the bounds is shown
// without colours; what the notes mean is not its business, but that of `src/markdown`.
//
// Also tried: a worker, which cannot share a syntax tree and answers a frame late; colours from the blocks of
// `src/markdown`, which would have to come with list continuation, deletion of markup and the `/` of templates, all of
// which ask CodeMirror's tree.
//
// Invariant: a step of the parser takes a few milliseconds, whatever the text, and never throws.

import { Parser, Tree } from "@lezer/common";

/** Blocks inside one another, where a list counts two: its own and the item's. */
const MAX_DEPTH = 60;

/** Units of text after which a paragraph is parsed as another one. */
const MAX_PARAGRAPH = 5_000;
/** The same for one that may be a definition, which is read from its start at each of its lines. */
const MAX_DEFINITION = 1_000;

/** Units of a heading, paragraph or cell in which links and emphasis are looked for. */
const MAX_INLINE = 20_000;
/** Units times signs that may begin or end something: each may be compared with all before it, or look through the rest. */
const MAX_WORK = 2_000_000;
const SIGNS = /[*_~`[\]<&:@]|www/g;

function isTooLong({ content }) {
  return content.length > (content.startsWith("[") ? MAX_DEFINITION : MAX_PARAGRAPH);
}

function isTooMuch(text) {
  return text.length > MAX_INLINE || text.length * (text.match(SIGNS)?.length ?? 0) > MAX_WORK;
}

/** To be configured last: it comes before all other rules. */
export const bounds = {
  parseBlock: [
    {
      name: "Bounds",
      before: "LinkReference",
      parse(context, line) {
        if (context.depth < MAX_DEPTH) return false;
        const { lineStart } = context;
        context.addElement(context.elt("Paragraph", lineStart + line.pos, lineStart + line.text.length));
        context.nextLine();
        return true;
      },
      endLeaf: (_context, _line, leaf) => isTooLong(leaf),
    },
  ],
  parseInline: [
    {
      name: "Bounds",
      before: "Escape",
      parse: (context, _next, pos) => (pos === context.offset && isTooMuch(context.text) ? context.end : -1),
    },
  ],
};

/** A parser that does not throw: a text at which `parser` does is one flat node, and `tell` is given the error. */
export class TolerantParser extends Parser {
  constructor(parser, tell) {
    super();
    this.parser = parser;
    this.tell = tell;
  }

  createParse(input, fragments, ranges) {
    return new TolerantParse(this, () => this.parser.createParse(input, fragments, ranges), ranges);
  }

  /** All of `ranges` without any structure. */
  flat(ranges) {
    const top = this.parser.nodeSet.types.find((type) => type.isTop);
    return new Tree(top, [], [], ranges.at(-1).to - ranges[0].from);
  }
}

class TolerantParse {
  constructor(parser, begin, ranges) {
    this.parser = parser;
    this.ranges = ranges;
    this.hasFailed = false;
    this.attempt(() => {
      this.inner = begin();
    });
  }

  get parsedPos() {
    return this.hasFailed ? this.ranges.at(-1).to : this.inner.parsedPos;
  }

  get stoppedAt() {
    return this.hasFailed ? null : this.inner.stoppedAt;
  }

  advance() {
    return this.attempt(() => this.inner.advance());
  }

  stopAt(pos) {
    this.attempt(() => this.inner.stopAt(pos));
  }

  /** What `act` returns; from the first time that something throws, the flat tree. */
  attempt(act) {
    if (this.hasFailed) return this.parser.flat(this.ranges);
    try {
      return act();
    } catch (error) {
      this.hasFailed = true;
      this.parser.tell(error);
      return this.parser.flat(this.ranges);
    }
  }
}
