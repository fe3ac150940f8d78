/**
 * DOM ↔ offsets: the one module that knows how the text stands in the page.
 *
 * The text is in blocks, `[data-offset]`, each with one text node; `data-offset` is the code point
 * offset of its first character.  What lies between two blocks (line feeds) is in no block.
 */
import { UnitIndex, trim, widenToGraphemes } from "./offsets.js";
import { paintedBounds } from "./ligatures.js";

/**
 * @typedef {{start: number, end: number, exact: string, word: string}} Picked
 * start and end in code points, half-open; exact is the text between them; word is the whole word around it, or "".
 */

export class ArticleText {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.blocks = [...root.querySelectorAll("[data-offset]")].map((element) => new Block(element));
  }

  /**
   * Return one Range per block that `[start, end)` touches; `forPaint` spares the lam-alef ligatures.
   * @param {number} start code points
   * @param {number} end code points
   * @param {boolean} [forPaint]
   * @returns {Range[]}
   */
  rangesOf(start, end, forPaint = false) {
    return this.blocksOf(start, end)
      .map((block) => block.rangeOf(start, end, forPaint))
      .filter(Boolean);
  }

  /**
   * Return the blocks that `[start, end)` touches, in order.
   * @param {number} start code points
   * @param {number} end code points
   * @returns {Block[]}
   */
  blocksOf(start, end) {
    const first = this.#blockIndexAt(start);
    let after = first;
    while (after < this.blocks.length && this.blocks[after].offset < end) after += 1;
    return this.blocks.slice(first, after);
  }

  /**
   * Return what a DOM range covers of the text, trimmed and widened to whole graphemes, or null.
   * @param {Range} domRange
   * @returns {Picked | null}
   */
  pick(domRange) {
    const parts = [];
    for (const block of this.blocks) {
      if (!domRange.intersectsNode(block.node)) continue;
      const [start, end] = block.clip(domRange);
      if (start < end) parts.push({ block, start, end });
    }
    return this.#trimmed(parts);
  }

  /**
   * Return the code point offset of the character under a point of the window, or null.
   * @param {number} x
   * @param {number} y
   * @returns {number | null}
   */
  offsetAt(x, y) {
    const caret = caretAt(x, y);
    const block = caret && this.blocks.find((candidate) => candidate.node === caret.node);
    if (!block) return null;
    // A caret stands between two characters: the one that was hit is the one whose box holds the point.
    for (const unit of [caret.offset, caret.offset - 1]) {
      const cluster = unit >= 0 && unit < block.text.length && widenToGraphemes(block.text, unit, unit + 1);
      if (cluster && holdsPoint(block.unitRange(...cluster), x, y)) return block.pointsAt(cluster[0]);
    }
    return null;
  }

  /** Return the block that `offset` (code points) lies in or follows. */
  blockAt(offset) {
    return this.blocks[this.#blockIndexAt(offset)];
  }

  #blockIndexAt(offset) {
    let [low, high] = [0, this.blocks.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (this.blocks[middle].offset <= offset) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  #trimmed(parts) {
    let [first, last] = [0, parts.length - 1];
    while (first <= last && !trim(parts[first].block.text, parts[first].start, parts[first].end)) first += 1;
    while (last >= first && !trim(parts[last].block.text, parts[last].start, parts[last].end)) last -= 1;
    if (first > last) return null;
    const head = parts[first];
    const tail = parts[last];
    const [start] = widen(head.block, trim(head.block.text, head.start, head.end));
    const [, end] = widen(tail.block, trim(tail.block.text, tail.start, tail.end));
    return {
      start: head.block.pointsAt(start),
      end: tail.block.pointsAt(end),
      exact: this.#textBetween(parts.slice(first, last + 1), start, end),
      word: head === tail ? wordAround(head.block.text, start, end) : "",
    };
  }

  /** Between two blocks stands what separates them in the article: `data-gap` says it where it is not the usual. */
  #textBetween(parts, start, end) {
    return parts
      .map(({ block }, index) => {
        const from = index === 0 ? start : 0;
        const to = index === parts.length - 1 ? end : block.text.length;
        return block.text.slice(from, to) + (index === parts.length - 1 ? "" : block.gapAfter);
      })
      .join("");
  }
}

/** One block of the text; offsets in code points of the article, units in UTF-16 code units of the block. */
export class Block {
  constructor(element) {
    this.element = element;
    this.node = element.firstChild;
    this.text = this.node.data;
    this.offset = Number(element.dataset.offset);
    // The white space between this block and the next, which no element shows.
    this.gapAfter = element.dataset.gap ?? "\n\n";
  }

  get index() {
    this.unitIndex ??= new UnitIndex(this.text);
    return this.unitIndex;
  }

  get length() {
    return this.index.length - this.index.pairs.length;
  }

  pointsAt(units) {
    return this.offset + this.index.toCodePoints(units);
  }

  rangeOf(start, end, forPaint) {
    const from = Math.max(0, start - this.offset);
    const to = Math.min(this.length, end - this.offset);
    if (from >= to) return null;
    const units = [this.index.toCodeUnits(from), this.index.toCodeUnits(to)];
    return this.unitRange(...(forPaint ? paintedBounds(this.text, ...units) : units));
  }

  unitRange(start, end) {
    const range = document.createRange();
    range.setStart(this.node, start);
    range.setEnd(this.node, end);
    return range;
  }

  /** Return the part of `domRange` inside this block, in code units. */
  clip(domRange) {
    const inside = (node) => node === this.node;
    const start = inside(domRange.startContainer)
      ? domRange.startOffset
      : domRange.comparePoint(this.node, 0) < 0
        ? this.text.length
        : 0;
    const end = inside(domRange.endContainer)
      ? domRange.endOffset
      : domRange.comparePoint(this.node, this.text.length) > 0
        ? 0
        : this.text.length;
    return [start, end];
  }
}

function widen(block, [start, end]) {
  return widenToGraphemes(block.text, start, end);
}

// A letter, its marks, tatweel (a letter to Unicode) and digits; punctuation glued to a word is no part of it.
const OF_WORD = /[\p{L}\p{M}\p{N}]/u;

/** Return the word around `[start, end)` where it is longer than the range; "" otherwise. */
function wordAround(text, start, end) {
  let [first, last] = [start, end];
  while (first > 0 && OF_WORD.test(text[first - 1])) first -= 1;
  while (last < text.length && OF_WORD.test(text[last])) last += 1;
  return first === start && last === end ? "" : text.slice(first, last);
}

function caretAt(x, y) {
  if (document.caretPositionFromPoint) {
    const caret = document.caretPositionFromPoint(x, y);
    return caret && { node: caret.offsetNode, offset: caret.offset };
  }
  const range = document.caretRangeFromPoint?.(x, y);
  return range && { node: range.startContainer, offset: range.startOffset };
}

function holdsPoint(range, x, y) {
  return [...range.getClientRects()].some(
    (rect) => x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom,
  );
}
