/**
 * The word cursor: a ring around one word, moved by keys, and the selection that grows from it.
 * It is ours, since each browser moves its own caret through two directions in another way.
 */
import { edgeOf, isRightToLeft } from "./edges.js";
import { Overlay } from "./overlay.js";
import { Stops, compare } from "./stops.js";

/** @typedef {import("./stops.js").Place} Place */

// What is read out of a long selection: its beginning and its end.
const SAID = 36;

export class Cursor {
  /** @param {{root: HTMLElement, articleText: object, selecting: object}} reader */
  constructor({ root, articleText, selecting }) {
    this.articleText = articleText;
    this.selecting = selecting;
    this.stops = new Stops(articleText);
    this.overlay = new Overlay(root);
    this.overlay.addEventListener("moved", () => this.#paint());
    // Others select as well: the mouse, and the keys that mean more or less of what is selected.
    for (const type of ["picked", "cleared"]) selecting.addEventListener(type, () => this.isShown && this.#sync());
    this.ring = document.createElement("div");
    this.ring.className = "cursor";
    this.said = document.getElementById("cursor-said");
    this.isShown = false;
    // Between two places is what the cursor holds: a word or, when it is open, a selection, of which one end moves.
    /** @type {Place | null} */
    this.from = null;
    /** @type {Place | null} */
    this.to = null;
    this.isOpen = false;
    this.end = +1;
    /** @type {number | null} */
    this.column = null;
    // What of the page the cursor selected itself.
    this.ends = [];
  }

  /** Show the ring where it was, else at the first word on the screen. */
  show() {
    this.isShown = true;
    this.#sync();
    if (!this.from) this.#hold(this.#firstOnScreen());
    this.#tell();
  }

  hide() {
    this.isShown = false;
    this.ring.hidden = true;
  }

  /** Return the code point offsets of what the cursor holds, or null. */
  get span() {
    return this.from && { start: this.articleText.offsetOf(this.from), end: this.articleText.offsetOf(this.to) };
  }

  /** Go to the word at a code point offset. */
  goTo(offset) {
    this.column = null;
    this.#hold(this.stops.at(this.articleText.placeAt(offset)));
    this.isShown = true;
    this.#tell();
  }

  /**
   * Move to another word.
   * @param {"word" | "sentence" | "line" | "block" | "paragraph" | "text"} by
   * @param {number} step +1 on in the text, -1 back
   */
  move(by, step) {
    this.#wake();
    const stop = this.#stop();
    if (stop) this.#hold(this.#target(stop, by, step, false) ?? stop);
    this.#tell();
  }

  /** Move the end of the selection to another word; the first time the word at the cursor belongs to it. */
  extend(by, step) {
    this.#wake();
    if (!this.isOpen) this.end = step;
    const stop = this.#stop();
    const target = stop && this.#target(stop, by, step, true);
    if (target) this.#extendTo(target);
    this.#open();
  }

  /** Move the end of the selection by one grapheme. */
  extendByGrapheme(step) {
    this.#wake();
    if (!this.isOpen) this.end = +1;
    const place = this.stops.grapheme(this.#moving, step);
    const [from, to] = this.end > 0 ? [this.from, place] : [place, this.to];
    if (compare(from, to) < 0) [this.from, this.to] = [from, to];
    this.#open();
  }

  /** Select the word at the cursor. */
  take() {
    this.#wake();
    this.#open();
  }

  /** Let the other end of the selection move from now on. */
  swap() {
    this.#wake();
    this.end = -this.end;
    this.#open();
  }

  /** Return +1 if the left of the line is where the text goes on, else -1. */
  get leftward() {
    this.#sync();
    return isRightToLeft(this.articleText.blocks[this.#moving?.block ?? 0]) ? +1 : -1;
  }

  /** The end of the selection that moves. */
  get #moving() {
    return this.end > 0 ? this.to : this.from;
  }

  #wake() {
    this.isShown = true;
    this.#sync();
    if (!this.from) this.#hold(this.#firstOnScreen());
  }

  /** Follow a selection that the mouse made, or one that went away. */
  #sync() {
    const selection = getSelection();
    if (selection.rangeCount && isSame(this.ends, selection)) return;
    if (selection.rangeCount) this.column = null;
    const focus = this.articleText.placeOf(selection.focusNode, selection.focusOffset);
    const anchor = this.articleText.placeOf(selection.anchorNode, selection.anchorOffset);
    if (!focus) {
      if (this.isOpen) this.#letGo();
    } else if (!anchor || selection.isCollapsed) {
      this.#hold(this.stops.at(focus));
    } else {
      this.end = compare(anchor, focus) < 0 ? +1 : -1;
      [this.from, this.to] = this.end > 0 ? [anchor, focus] : [focus, anchor];
      this.isOpen = true;
    }
    this.#paint();
  }

  /** Return the word at the end that moves. */
  #stop() {
    if (!this.from) return null;
    if (this.end < 0 || !this.isOpen) return this.stops.at(this.from);
    return this.stops.before(this.to) ?? this.stops.at(this.to);
  }

  #target(stop, by, step, isExtending) {
    if (by === "line") return this.stops.line(stop, step, this.#columnOf(stop));
    this.column = null;
    if (by === "word") return this.#nextWord(stop, step, isExtending);
    if (by === "sentence") return this.stops.sentence(stop, step);
    if (by === "block") return this.stops.blockEdge(stop, step);
    if (by === "paragraph") return this.stops.paragraph(stop, step, isExtending);
    return this.stops.textEdge(step);
  }

  /** A selection that ends inside a word grows to its edge first. */
  #nextWord(stop, step, isExtending) {
    const isCut = this.end > 0 ? this.to.block === stop.block && this.to.unit < stop.end : this.from.unit > stop.start;
    if (isExtending && this.isOpen && isCut && step === this.end) return stop;
    return this.stops.next(stop, step);
  }

  /** Return the coordinate that steps from line to line keep to, as long as nothing else moves the cursor. */
  #columnOf(stop) {
    const { left, right } = this.stops.box(stop);
    this.column ??= (left + right) / 2;
    return this.column;
  }

  #extendTo(target) {
    // The word at the end that stays is in the selection, whichever way the other end goes.
    const fixed = this.end > 0 ? this.stops.at(this.from) : (this.stops.before(this.to) ?? this.stops.at(this.to));
    const [first, last] = placesOf(fixed);
    const [start, end] = placesOf(target);
    if (compare(start, first) >= 0) {
      this.from = this.end > 0 ? this.from : first;
      this.to = end;
      this.end = +1;
    } else {
      this.to = this.end < 0 ? this.to : last;
      this.from = start;
      this.end = -1;
    }
  }

  /** What was selected has got its tag, or was given up: hold its last word, and let the lines start from there. */
  #letGo() {
    this.column = null;
    this.#hold(this.#stop());
  }

  /** Hold one word, without a selection. */
  #hold(stop) {
    this.isOpen = false;
    if (getSelection().rangeCount) this.selecting.clear();
    if (!stop) return;
    [this.from, this.to] = placesOf(stop);
    this.end = +1;
  }

  #open() {
    if (!this.from) return;
    this.isOpen = true;
    this.#paint();
    this.ring.scrollIntoView({ block: "nearest" });
    const places = this.end > 0 ? [this.from, this.to] : [this.to, this.from];
    this.ends = places.flatMap(({ block, unit }) => [this.articleText.blocks[block].node, unit]);
    this.selecting.select(this.ends);
    this.#say();
  }

  #tell() {
    this.#paint();
    if (!this.from) return;
    this.ring.scrollIntoView({ block: "nearest" });
    // Rows above that had not been laid out may have grown.
    this.#paint();
    this.#say();
  }

  #paint() {
    if (!this.isShown || !this.from) return;
    const block = this.articleText.blocks[this.#moving.block];
    this.ring.classList.toggle("is-open", this.isOpen);
    if (this.isOpen) this.overlay.place(this.ring, edgeOf(block, this.#moving.unit, this.end > 0));
    else this.overlay.place(this.ring, this.stops.box(this.stops.at(this.from)));
  }

  #say() {
    const [first, last] = [this.from, this.to].map(({ block }) => this.articleText.blocks[block].text);
    const isShort = first === last && this.to.unit - this.from.unit <= 2 * SAID;
    this.said.textContent = isShort
      ? first.slice(this.from.unit, this.to.unit)
      : `${first.slice(this.from.unit).slice(0, SAID)} … ${last.slice(0, this.to.unit).slice(-SAID)}`;
  }

  #firstOnScreen() {
    const header = document.getElementById("site-header").offsetHeight;
    const above = (block) => block.element.getBoundingClientRect().bottom <= header;
    const { blocks } = this.articleText;
    if (!blocks.length) return null;
    const last = this.articleText.lastIndex(above);
    return this.stops.at({ block: above(blocks[last]) ? Math.min(last + 1, blocks.length - 1) : last, unit: 0 });
  }
}

function placesOf({ block, start, end }) {
  return [
    { block, unit: start },
    { block, unit: end },
  ];
}

function isSame([anchorNode, anchorOffset, focusNode, focusOffset], selection) {
  return (
    anchorNode === selection.anchorNode &&
    anchorOffset === selection.anchorOffset &&
    focusNode === selection.focusNode &&
    focusOffset === selection.focusOffset
  );
}
