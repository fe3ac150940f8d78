/** The mark under review in its passage: painted, and its two ends moved by selection, by letters or by words. */
import { Painter } from "./painter.js";
import { ArticleText } from "./ranges.js";
import { Stops, compare } from "./stops.js";

const MARK = "reviewed";

export class ReviewedBounds {
  /**
   * @param {HTMLElement} root the passage; its data says what is marked
   * @param {HTMLDetailsElement | null} panel the form of a correction, where the reviewer may decide
   */
  constructor(root, panel) {
    this.root = root;
    this.articleText = new ArticleText(root);
    this.painter = new Painter(this.articleText);
    this.stops = new Stops(this.articleText);
    this.stored = { start: Number(root.dataset.start), end: Number(root.dataset.end) };
    this.shown = this.stored;
    this.form = panel?.querySelector("form") ?? null;
    /** 0 moves the beginning, 1 the end. */
    this.active = 1;
    if (this.form) this.#connectForm();
    this.#paint();
  }

  /** Take the paint away. */
  leave() {
    for (const id of [...this.painter.painted.keys()]) this.painter.erase(id);
    this.painter.spot(null);
  }

  /** Return what is selected in the passage, or null. */
  selected() {
    const selection = getSelection();
    if (!selection.rangeCount || selection.isCollapsed || !this.form) return null;
    const range = selection.getRangeAt(0);
    return range.intersectsNode(this.root) ? this.articleText.pick(range) : null;
  }

  /**
   * Let the mark cover `[start, end)`, in code points, until it is stored or left.
   * @param {number} start
   * @param {number} end
   */
  set(start, end) {
    const picked = this.articleText.pickSpan(start, end);
    this.shown = { start: picked.start, end: picked.end };
    this.#fill(picked);
    this.#paint();
  }

  /** Let the mark cover what is stored. */
  restore() {
    getSelection().removeAllRanges();
    this.form?.reset();
    this.shown = this.stored;
    this.#paint();
  }

  swap() {
    this.#choose(1 - this.active);
  }

  /**
   * Move the active end by an arrow key.
   * @param {number} toTheLeft +1 for the left key, -1 for the right one
   * @param {boolean} byWord
   */
  move(toTheLeft, byWord) {
    const { block } = this.#places()[this.active];
    const isRightToLeft = getComputedStyle(this.articleText.blocks[block].element).direction === "rtl";
    this.step(isRightToLeft ? toTheLeft : -toTheLeft, byWord);
  }

  /** Move the active end on (+1) or back (-1) in the text. */
  step(step, byWord) {
    const places = this.#places();
    const place = places[this.active];
    const moved = byWord ? this.stops.wordEdge(place, step, this.active === 1) : this.stops.grapheme(place, step);
    // An end that goes past the other one would leave nothing: it stops before.
    const order = compare(moved, places[1 - this.active]);
    if (this.active === 1 ? order <= 0 : order >= 0) return;
    places[this.active] = moved;
    const [start, end] = places.map((each) => this.articleText.offsetOf(each));
    this.set(start, end);
  }

  scrollIntoView() {
    const [range] = this.painter.rangesFor(this.stored);
    if (!range) return;
    const frame = this.root.parentElement;
    const { top, bottom } = range.getBoundingClientRect();
    const box = frame.getBoundingClientRect();
    // A long passage scrolls by itself beside the form, a narrow page as a whole.
    if (frame.scrollHeight > frame.clientHeight && (top < box.top || bottom > box.bottom)) {
      frame.scrollTop += top - box.top - frame.clientHeight / 3;
    } else if (top < 60 || top > innerHeight * 0.8) {
      scrollTo({ top: Math.max(0, scrollY + top - innerHeight / 3) });
    }
  }

  #places() {
    const { start, end } = this.shown;
    return [this.articleText.placeAt(start), this.articleText.placeAt(end)];
  }

  #connectForm() {
    this.form.classList.add("has-steps");
    this.form.querySelector(".review-steps").hidden = false;
    for (const button of this.form.querySelectorAll("[data-end]")) {
      button.addEventListener("click", () => this.#choose(Number(button.dataset.end)));
    }
    for (const button of this.form.querySelectorAll("[data-step]")) {
      button.addEventListener("click", () => this.step(Number(button.dataset.step), button.dataset.by === "word"));
    }
  }

  #choose(active) {
    this.active = active;
    for (const button of this.form.querySelectorAll("[data-end]")) {
      button.setAttribute("aria-pressed", String(Number(button.dataset.end) === active));
    }
  }

  #fill({ start, end, exact }) {
    this.form.elements.start.value = String(start);
    this.form.elements.end.value = String(end);
    this.form.elements.exact.value = exact;
  }

  #paint() {
    const { colour } = this.root.dataset;
    this.painter.paint(MARK, { ...this.shown, colour });
    // What belongs to a quote is painted as what it is; of a cue only the place is shown.
    for (const [index, { dataset }] of [...document.querySelectorAll("#review-beside > li")].entries()) {
      const place = { start: Number(dataset.start), end: Number(dataset.end) };
      if (dataset.role === "cue") this.painter.spot(null, [], [place]);
      else this.painter.paint(`${MARK}-${index}`, { ...place, colour: dataset.colour });
    }
  }
}
