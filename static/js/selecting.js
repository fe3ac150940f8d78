/**
 * Watches what the person selects, by mouse, touch or keys, and says it in code points; and knows what may have been
 * meant instead: the word without its proclitic, the whole quotation, one step less or more.
 */
import { widenToGraphemes } from "./offsets.js";
import { quotationAround, quotationsAround } from "./quotations.js";
import { procliticCuts, proposedCut, sentenceAround, widenToWords, wordAround, wordsOf } from "./words.js";

// A selection by touch or keys grows step by step: it counts when it has rested.
const REST = 200;

export class Selecting extends EventTarget {
  /**
   * Events: `picked` (picked, rect, clicks, by: mouse | keys | rest | choice) and `cleared`.
   * @param {import("./ranges.js").ArticleText} articleText
   */
  constructor(articleText) {
    super();
    this.articleText = articleText;
    this.isDragging = false;
    this.timer = 0;
    this.before = [];
    // What the script selected, and has read already.
    this.own = [];
    // What was told last.
    this.told = [];
    /** @type {import("./ranges.js").Picked | null} */
    this.picked = null;
    this.isDoubleClicked = false;
    // What was taken and not dragged: its ends in the page, and what it stands for.
    this.taken = { ends: [], picked: null };
    // The steps to less and to more, so that the way back is the same.
    this.steps = [];
    addEventListener("mousedown", (event) => this.#begin(event), true);
    addEventListener("mouseup", (event) => this.#finish(event), true);
    document.addEventListener("selectionchange", () => this.#changed());
  }

  /** Take the selection away. */
  clear() {
    this.picked = null;
    getSelection().removeAllRanges();
    this.#ownRead();
  }

  /**
   * Select as the keys say.
   * @param {[Node, number, Node, number]} ends where it begins, and where it ends as the keys go
   */
  select(ends) {
    getSelection().setBaseAndExtent(...ends);
    this.#ownRead();
  }

  /** Whether what is selected is what the script selected last. */
  get isOwn() {
    return isSame(this.own, endsOf(getSelection()));
  }

  #ownRead() {
    this.own = endsOf(getSelection());
    this.#read(0, "keys");
  }

  /**
   * Select what the person has chosen instead, to the code point.
   * @param {import("./ranges.js").Picked | null} picked
   * @param {number} [clicks]
   * @param {"mouse" | "rest" | "keys" | "choice"} [by]
   */
  take(picked, clicks = 1, by = "keys") {
    if (!picked) return;
    const ranges = this.articleText.rangesOf(picked.start, picked.end);
    const [first, last] = [ranges[0], ranges.at(-1)];
    getSelection().setBaseAndExtent(first.startContainer, first.startOffset, last.endContainer, last.endOffset);
    clearTimeout(this.timer);
    this.own = endsOf(getSelection());
    this.taken = { ends: this.own, picked };
    this.#tell(picked, clicks, by);
  }

  /** Return what is selected with what its ends lost. */
  get undropped() {
    return this.picked?.dropped ? this.articleText.pickSpan(this.picked.dropped.start, this.picked.dropped.end) : null;
  }

  /** Return what is selected without the proclitics it plausibly begins with, or null. */
  get bare() {
    const inside = this.#inside();
    if (!inside) return null;
    const { block, start, end } = inside;
    const word = wordStarting(block.text, start);
    this.articleText.lexicon.learn();
    const cut = word && proposedCut(block.text.slice(...word), this.articleText.lexicon);
    return cut !== null && start + cut < end ? this.#pick(block, [start + cut, end]) : null;
  }

  /** Return the whole quotation that the selection or the caret lies in, `isRepaired` if a mark is missing; or null. */
  get quotation() {
    const inside = this.#inside() ?? this.#caret();
    if (!inside) return null;
    const { block, start, end } = inside;
    const around = quotationsAround(block.quotations, start).filter(({ outer }) => outer[1] >= end);
    const found = quotationAround(block.text, start, { mayBeOneWord: true, quotations: around });
    if (!found || (found.span[0] >= start && found.span[1] <= end && start < end)) return null;
    return { ...this.#pick(block, found.span), isRepaired: found.isRepaired };
  }

  /** Take less (-1) or more (+1) of the text: proclitic, letter; word, quotation, sentence, block. */
  step(direction) {
    if (!this.picked) return;
    let at = this.steps.indexOf(this.picked);
    if (at < 0) [this.steps, at] = [[this.picked], 0];
    if (!this.steps[at + direction]) {
      const next = this.#next(direction);
      if (!next) return;
      if (direction > 0) this.steps.push(next);
      else this.steps.unshift(next);
      at = this.steps.indexOf(this.picked);
    }
    this.take(this.steps[at + direction]);
  }

  /** Take the next word too (+1), or give the last one back (-1). */
  stretch(direction) {
    const inside = this.#inside();
    if (!inside) return;
    const { block, start, end } = inside;
    const next = direction > 0 ? wordBehind(block.text, end) : lessAtEnd(block.text, start, end);
    if (next) this.take(this.#pick(block, [start, next]));
  }

  #next(direction) {
    const inside = this.#inside();
    if (!inside) return null;
    const { block, start, end } = inside;
    const spans = direction > 0 ? wider(block, start, end) : narrower(block, start, end, this.articleText.lexicon);
    return spans ? this.#pick(block, spans) : null;
  }

  /** Return where the selection is, in code units of its block; null if it is in several, or nowhere. */
  #inside(picked = this.picked) {
    if (!picked) return null;
    const block = this.articleText.blockAt(picked.start);
    if (picked.end > block.offset + block.length) return null;
    return { block, ...block.unitsWithin(picked.start, picked.end) };
  }

  /** Return where the caret stands that a click has left. */
  #caret() {
    const { anchorNode, anchorOffset, isCollapsed } = getSelection();
    const block = isCollapsed && this.articleText.blocks.find((candidate) => candidate.node === anchorNode);
    return block ? { block, start: anchorOffset, end: anchorOffset } : null;
  }

  #pick(block, [start, end]) {
    return this.articleText.pickSpan(block.pointsAt(start), block.pointsAt(end));
  }

  #begin(event) {
    if (event.button !== 0 || event.target.closest?.("#tag-toolbar")) return;
    this.isDragging = true;
    this.before = endsOf(getSelection());
    // What rested before must not be read in the middle of this drag.
    clearTimeout(this.timer);
  }

  #finish(event) {
    if (!this.isDragging) return;
    this.isDragging = false;
    // A click into a selection takes it away only after this event; what a drag made stands already.
    if (isSame(this.before, endsOf(getSelection()))) setTimeout(() => this.#read(event.detail, "mouse"), 0);
    else this.#read(event.detail, "mouse");
  }

  #changed() {
    // The event comes late: what it tells of may have been read, as the double click that it was.
    if (this.isDragging || this.isOwn || isSame(this.told, endsOf(getSelection()))) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#read(1, "rest"), REST);
  }

  #read(clicks, by) {
    clearTimeout(this.timer);
    const selection = getSelection();
    const isTaken = isSame(this.taken.ends, endsOf(selection)) && isOpen(selection);
    if (isTaken) return this.#tell(this.taken.picked, clicks, by);
    const picked = isOpen(selection) ? this.articleText.pick(wholeRange(selection)) : null;
    const word = clicks === 2 && picked ? this.#wordOf(picked) : null;
    if (word) this.take(word, clicks, by);
    else if (picked) this.#tell(picked, clicks, by);
    else this.#clear();
  }

  #tell(picked, clicks, by) {
    this.picked = picked;
    this.told = endsOf(getSelection());
    this.isDoubleClicked = clicks === 2;
    const rect = handRect(getSelection()) ?? this.articleText.rangesOf(picked.start, picked.end)[0].getBoundingClientRect();
    this.dispatchEvent(new CustomEvent("picked", { detail: { picked, rect, clicks, by } }));
  }

  #clear() {
    this.picked = null;
    this.told = [];
    this.dispatchEvent(new CustomEvent("cleared"));
  }

  /** Return the word that a double click means where the browser means another one (كوفيد-19), or null. */
  #wordOf(picked) {
    const inside = /\s/.test(picked.exact) ? null : this.#inside(picked);
    const word = inside && wordAround(inside.block.text, inside.start);
    if (!word || (word[0] === inside.start && word[1] === inside.end)) return null;
    return this.#pick(inside.block, word);
  }
}

function endsOf(selection) {
  return [selection.anchorNode, selection.anchorOffset, selection.focusNode, selection.focusOffset];
}

function isSame(ends, others) {
  return ends.length === others.length && ends.every((end, index) => end === others[index]);
}

function isOpen(selection) {
  return selection.rangeCount > 0 && !selection.isCollapsed;
}

/** Firefox gives one range per selectable part where unselectable ones lie between. */
function wholeRange(selection) {
  const range = selection.getRangeAt(0).cloneRange();
  const last = selection.getRangeAt(selection.rangeCount - 1);
  range.setEnd(last.endContainer, last.endOffset);
  return range;
}

/** Return the rectangle of the selection that is nearest to where the hand let go: its last line, or its first. */
function handRect(selection) {
  const rects = selection.getRangeAt(selection.rangeCount - 1).getClientRects();
  if (!rects.length) return null;
  const isBackward = selection.anchorNode.compareDocumentPosition(selection.focusNode) & Node.DOCUMENT_POSITION_PRECEDING;
  return isBackward ? rects[0] : rects[rects.length - 1];
}

/** Return the next larger span around `[start, end)`: the words, a quotation, the sentence, the block; or null. */
function wider({ text, quotations }, start, end) {
  const spans = [
    widenToWords(text, start, end),
    ...quotations.map(({ span }) => span),
    sentenceAround(text, start),
    [0, text.length],
  ];
  return spans
    .filter(([from, to]) => from <= start && end <= to && to - from > end - start)
    .reduce((least, span) => (least && least[1] - least[0] <= span[1] - span[0] ? least : span), null);
}

/** Return the next smaller span: without a proclitic or a letter; of several words the quotation, or one less. */
function narrower({ text, quotations }, start, end, lexicon) {
  const word = wordStarting(text, start);
  const isOneWord = wordsOf(text.slice(start, end)).length <= 1;
  if (word) {
    const name = text.slice(...word);
    const cut = proposedCut(name, lexicon) ?? (isOneWord ? procliticCuts(name)[0] : null);
    if (cut && start + cut < end) return [start + cut, end];
  }
  if (isOneWord) {
    const first = widenToGraphemes(text, start, start + 1)[1];
    return first < end ? [first, end] : null;
  }
  const within = quotations.filter(({ span }) => start <= span[0] && span[1] <= end && span[1] - span[0] < end - start);
  const outermost = within.filter(({ span }) => !within.some(({ outer }) => outer[0] < span[0] && span[1] < outer[1]));
  return outermost.length === 1 ? outermost[0].span : [start, lessAtEnd(text, start, end)];
}

/** Return the word that begins at `start`, or null. */
function wordStarting(text, start) {
  const word = wordAround(text, start);
  return word?.[0] === start ? word : null;
}

/** Return the end of the word at or behind `end` that is not whole yet, or null. */
function wordBehind(text, end) {
  const own = wordAround(text, end);
  if (own && own[1] > end) return own[1];
  const next = wordsOf(text.slice(end))[0];
  return next ? end + next[1] : null;
}

/** Return the end without the last word, or of a single word without its last letter; null if nothing is left. */
function lessAtEnd(text, start, end) {
  const words = wordsOf(text.slice(start, end));
  if (words.length > 1) return start + words.at(-2)[1];
  const last = widenToGraphemes(text, end - 1, end)[0];
  return last > start ? last : null;
}
