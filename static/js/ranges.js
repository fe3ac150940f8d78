/**
 * DOM ↔ offsets: the one module that knows how the text stands in the page.
 *
 * The text is in blocks, `[data-offset]`, each with one text node; `data-offset` is the code point
 * offset of its first character.  What lies between two blocks (line feeds) is in no block.
 */
import { UnitIndex, trim, widenToGraphemes } from "./offsets.js";
import { quotationsOf, trimStray } from "./quotations.js";
import { Lexicon, widenToWords } from "./words.js";

/**
 * @typedef {{
 *   start: number, end: number, exact: string, word: string,
 *   dropped?: {before: string, after: string, start: number, end: number},
 * }} Picked
 * start and end in code points, half-open; exact is the text between them; word is the whole word around it, or "";
 * dropped is what was left out at its two ends (ordinary white space apart), and the range with it.
 */

export class ArticleText {
  /** @param {HTMLElement} root */
  constructor(root) {
    this.root = root;
    this.blocks = [...root.querySelectorAll("[data-offset]")].map((element) => new Block(element));
    this.lexicon = new Lexicon(this.blocks.map((block) => block.text));
  }

  /**
   * Return one Range per block that `[start, end)` touches.
   * @param {number} start code points
   * @param {number} end code points
   * @returns {Range[]}
   */
  rangesOf(start, end) {
    return this.blocksOf(start, end)
      .map((block) => block.rangeOf(start, end))
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
   * Return what a DOM range covers of the text, without what was taken along at its ends, in whole graphemes, or null.
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

  /**
   * Return the place of a DOM position, or null outside the text.
   * @param {Node} node
   * @param {number} unit
   */
  placeOf(node, unit) {
    const element = node?.parentElement?.closest("[data-offset]");
    if (!element || !this.root.contains(element)) return null;
    const block = this.#blockIndexAt(Number(element.dataset.offset));
    return this.blocks[block].node === node ? { block, unit } : null;
  }

  /** Return the place of a code point offset. */
  placeAt(offset) {
    const block = this.#blockIndexAt(offset);
    const { index, length, offset: first } = this.blocks[block];
    return { block, unit: index.toCodeUnits(Math.min(offset - first, length)) };
  }

  /** Return the code point offset of a place. */
  offsetOf({ block, unit }) {
    return this.blocks[block].pointsAt(unit);
  }

  /** Return the DOM range between two places. */
  rangeBetween(from, to) {
    const range = document.createRange();
    range.setStart(this.blocks[from.block].node, from.unit);
    range.setEnd(this.blocks[to.block].node, to.unit);
    return range;
  }

  /** Return the block that `offset` (code points) lies in or follows. */
  blockAt(offset) {
    return this.blocks[this.#blockIndexAt(offset)];
  }

  #blockIndexAt(offset) {
    return this.lastIndex((block) => block.offset <= offset);
  }

  /** Return the index of the last block for which `holds`, true first and false later, is true; else 0. */
  lastIndex(holds) {
    let [low, high] = [0, this.blocks.length - 1];
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (holds(this.blocks[middle])) low = middle;
      else high = middle - 1;
    }
    return low;
  }

  /**
   * Return exactly the range `[start, end)`, in code points, in whole graphemes.
   * @param {number} start
   * @param {number} end
   * @returns {Picked}
   */
  pickSpan(start, end) {
    const parts = this.blocksOf(start, end).map((block) => ({ block, ...block.unitsWithin(start, end) }));
    return this.#picked(parts, parts[0].start, parts.at(-1).end);
  }

  #trimmed(parts) {
    let [first, last] = [0, parts.length - 1];
    while (first <= last && !trimmedPart(parts[first])) first += 1;
    while (last >= first && !trimmedPart(parts[last])) last -= 1;
    if (first > last) return null;
    const kept = parts.slice(first, last + 1);
    const [head, tail] = [kept[0], kept.at(-1)];
    const picked = this.#picked(kept, trimmedPart(head)[0], trimmedPart(tail)[1]);
    const [from, to] = [spaceless(head)[0], spaceless(tail)[1]];
    const all = { start: head.block.pointsAt(from), end: tail.block.pointsAt(to) };
    const before = head.block.text.slice(from, head.block.unitsAt(picked.start));
    const after = tail.block.text.slice(tail.block.unitsAt(picked.end), to);
    return before || after ? { ...picked, dropped: { ...all, before, after } } : picked;
  }

  #picked(parts, first, last) {
    const [head, tail] = [parts[0].block, parts.at(-1).block];
    const [start] = widenToGraphemes(head.text, first, first + 1);
    const [, end] = widenToGraphemes(tail.text, last - 1, last);
    return {
      start: head.pointsAt(start),
      end: tail.pointsAt(end),
      exact: this.#textBetween(parts, start, end),
      word: head === tail ? wholeWords(head.text, start, end) : "",
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

  /** What stands in quote marks, found once: as dear as the paragraph is long. */
  get quotations() {
    this.foundQuotations ??= quotationsOf(this.text);
    return this.foundQuotations;
  }

  pointsAt(units) {
    return this.offset + this.index.toCodePoints(units);
  }

  unitsAt(points) {
    return this.index.toCodeUnits(points - this.offset);
  }

  /** Return the part of `[start, end)`, code points of the article, inside this block, in code units. */
  unitsWithin(start, end) {
    const from = Math.max(this.offset, start);
    const to = Math.min(this.offset + this.length, end);
    return { start: this.unitsAt(from), end: this.unitsAt(to) };
  }

  /** Return the part of `[start, end)`, code points of the article, that is in this block, in code units; or null. */
  unitsOf(start, end) {
    const from = Math.max(0, start - this.offset);
    const to = Math.min(this.length, end - this.offset);
    return from < to ? [this.index.toCodeUnits(from), this.index.toCodeUnits(to)] : null;
  }

  rangeOf(start, end) {
    const units = this.unitsOf(start, end);
    return units && this.unitRange(...units);
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

function trimmedPart({ block, start, end }) {
  return trimStray(block.text, start, end, () => block.quotations);
}

/** Return a part without the ordinary white space at its ends. */
function spaceless({ block, start, end }) {
  const inside = block.text.slice(start, end);
  return [start + /^[ \t\r]*/.exec(inside)[0].length, end - /[ \t\r]*$/.exec(inside)[0].length];
}

/** Return the words around `[start, end)` where they are longer than the range; "" otherwise. */
function wholeWords(text, start, end) {
  const [first, last] = widenToWords(text, start, end);
  return first === start && last === end ? "" : text.slice(first, last);
}

/** Return the caret of the page at a point of the window, or null. */
export function caretAt(x, y) {
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
