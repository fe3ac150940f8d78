/**
 * Where the keys may stop in the text: its words, over all blocks, and the ways from one to another.
 * A stop is a word of a block; a place is a code unit in a block.  Only the blocks that the keys come to are read.
 */
import { widenToGraphemes } from "./offsets.js";
import { beginsSentence, lastStartingBefore, wordAt, wordsOf } from "./steps.js";

/**
 * @typedef {{block: number, unit: number}} Place
 * @typedef {{block: number, index: number, start: number, end: number}} Stop start and end in code units
 */

export class Stops {
  /** @param {import("./ranges.js").ArticleText} articleText */
  constructor(articleText) {
    this.blocks = articleText.blocks;
    this.words = new Map();
  }

  /** Return the stop at a place, else the nearest one after it, else before it; null in a text without words. */
  at({ block, unit }) {
    const words = this.#wordsOf(block);
    if (words.length) return this.#stop(block, wordAt(words, unit));
    return this.#edge(block, +1) ?? this.#edge(block, -1);
  }

  /** Return the last stop that begins before a place, or null. */
  before({ block, unit }) {
    const index = lastStartingBefore(this.#wordsOf(block), unit);
    return index >= 0 ? this.#stop(block, index) : this.#edge(block, -1);
  }

  /** Return the neighbour of a stop, or null at the end of the text. */
  next({ block, index }, step) {
    const to = index + step;
    return to >= 0 && to < this.#wordsOf(block).length ? this.#stop(block, to) : this.#edge(block, step);
  }

  /** Return the beginning of the sentence, or of the next or previous one. */
  sentence(stop, step) {
    let to = this.next(stop, step);
    while (to && !this.#beginsSentence(to)) to = this.next(to, step);
    return to;
  }

  /** Return the first (-1) or last (+1) stop of the block. */
  blockEdge({ block }, step) {
    return this.#stop(block, step < 0 ? 0 : this.#wordsOf(block).length - 1);
  }

  /** Return the beginning of this block or another; with `wholly`, on the way forward, the end of one. */
  paragraph(stop, step, wholly = false) {
    const edge = this.blockEdge(stop, step > 0 && wholly ? +1 : -1);
    const isThere = edge.index === stop.index;
    if (step < 0) return isThere ? this.#otherBlock(stop, -1, -1) : edge;
    return wholly && !isThere ? edge : this.#otherBlock(stop, +1, wholly ? +1 : -1);
  }

  /** Return the first (-1) or last (+1) stop of the text. */
  textEdge(step) {
    return this.#edge(step < 0 ? -1 : this.blocks.length, -step);
  }

  /** Return the stop in the line above (-1) or below (+1) that is nearest to `x`, a coordinate of the window. */
  line(stop, step, x) {
    const from = this.box(stop);
    let line = null;
    let [best, nearest] = [null, Infinity];
    for (let to = this.next(stop, step); to; to = this.next(to, step)) {
      const box = this.box(to);
      if (isOneLine(box, from)) continue;
      line ??= box;
      if (!isOneLine(box, line)) break;
      const distance = Math.abs((box.left + box.right) / 2 - x);
      if (distance < nearest) [best, nearest] = [to, distance];
    }
    return best;
  }

  /** Return the box of a stop's first line, in coordinates of the window. */
  box({ block, start, end }) {
    const range = this.blocks[block].unitRange(start, end);
    return range.getClientRects()[0] ?? range.getBoundingClientRect();
  }

  /** Return the place one grapheme further; from a block's end the next block's beginning; the same at the text's. */
  grapheme({ block, unit }, step) {
    const { text } = this.blocks[block];
    const inside = step > 0 ? unit : unit - 1;
    if (inside >= 0 && inside < text.length) {
      return { block, unit: widenToGraphemes(text, inside, inside + 1)[step > 0 ? 1 : 0] };
    }
    const other = block + step;
    if (!this.blocks[other]) return { block, unit };
    return { block: other, unit: step > 0 ? 0 : this.blocks[other].text.length };
  }

  /** Return the next beginning or, with `isEnd`, end of a word from a place; the same at the text's edge. */
  wordEdge(place, step, isEnd) {
    const edge = (stop) => ({ block: stop.block, unit: isEnd ? stop.end : stop.start });
    let stop = this.before(place) ?? this.at(place);
    if (step > 0) while (stop && compare(edge(stop), place) <= 0) stop = this.next(stop, +1);
    else while (stop && compare(edge(stop), place) >= 0) stop = this.next(stop, -1);
    return stop ? edge(stop) : place;
  }

  #wordsOf(block) {
    if (!this.words.has(block)) this.words.set(block, wordsOf(this.blocks[block].text));
    return this.words.get(block);
  }

  #stop(block, index) {
    const [start, end] = this.#wordsOf(block)[index];
    return { block, index, start, end };
  }

  #beginsSentence({ block, index }) {
    return beginsSentence(this.blocks[block].text, this.#wordsOf(block), index);
  }

  /** Return the nearest stop beyond a block in one direction, or null. */
  #edge(block, step) {
    for (let other = block + step; other >= 0 && other < this.blocks.length; other += step) {
      const { length } = this.#wordsOf(other);
      if (length) return this.#stop(other, step > 0 ? 0 : length - 1);
    }
    return null;
  }

  #otherBlock({ block }, step, edge) {
    const stop = this.#edge(block, step);
    return stop && this.blockEdge(stop, edge);
  }
}

/** Order two places. */
export function compare(a, b) {
  return a.block - b.block || a.unit - b.unit;
}

function isOneLine(box, other) {
  return Math.abs(box.top + box.bottom - other.top - other.bottom) < Math.max(box.height, other.height);
}
