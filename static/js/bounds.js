/**
 * The bounds of a stored mark: two handles at its ends in the text, dragged or moved by keys, and a new selection
 * in its place.  The paint follows at once; the outbox takes the new bounds to the server.
 */
import { edgeOf, placeNear } from "./edges.js";
import { spanOf } from "./notes.js";
import { Overlay } from "./overlay.js";
import { Stops, compare } from "./stops.js";

// A finger or a hand that comes so near to the edge of a word means it; with Alt every grapheme counts.
const MAGNET = 7;
// So near to the edge of the window a drag scrolls.
const EDGE = 48;

export class Bounds {
  constructor({ root, articleText, notes, outbox, strings }) {
    Object.assign(this, { root, articleText, notes, outbox });
    this.stops = new Stops(articleText);
    this.overlay = new Overlay(root);
    this.handles = [this.#makeHandle("start", strings.boundStart), this.#makeHandle("end", strings.boundEnd)];
    /** The item whose handles are shown. */
    this.item = null;
    /** @type {{from: object, to: object} | null} what the handles stand at, where it differs from the item's */
    this.draft = null;
    this.isEditing = false;
    this.drag = null;
    this.overlay.addEventListener("moved", () => this.#place());
    // The page has shown by then what became of it.
    for (const type of ["stored", "refused", "dropped"]) outbox.addEventListener(type, () => this.#refresh());
  }

  /** Show the handles of an item. */
  show(item) {
    if (this.item?.id !== item.id) this.#drop();
    this.item = item;
    this.#place();
  }

  hide() {
    if (this.drag) return;
    this.#drop();
    this.item = null;
    for (const handle of this.handles) handle.hidden = true;
  }

  /** Give the keys to the end handle of an item. */
  edit(item) {
    this.show(item);
    this.isEditing = true;
    this.handles[1].focus({ preventScroll: true });
    this.#place();
    this.handles[1].scrollIntoView({ block: "nearest" });
  }

  /** Give the keys to the other handle. */
  swap() {
    this.handles[this.#active === 0 ? 1 : 0].focus({ preventScroll: true });
  }

  /**
   * Move the end that has the focus.
   * @param {number} toTheLeft +1 for the left key, -1 for the right one
   * @param {boolean} byWord
   */
  move(toTheLeft, byWord) {
    const ends = this.#ends();
    const active = this.#active;
    const block = this.articleText.blocks[ends[active].block];
    const step = getComputedStyle(block.element).direction === "rtl" ? toTheLeft : -toTheLeft;
    const place = byWord
      ? this.stops.wordEdge(ends[active], step, active === 1)
      : this.stops.grapheme(ends[active], step);
    this.#preview(active, place);
    this.handles[active].scrollIntoView({ block: "nearest" });
  }

  /** Store what the handles stand at. */
  commit() {
    const { item, draft } = this;
    this.draft = null;
    this.#leave();
    if (draft) this.store(item, this.articleText.pick(this.articleText.rangeBetween(draft.from, draft.to)));
  }

  cancel() {
    this.#drop();
    this.#leave();
    this.#place();
  }

  /**
   * Send new bounds of an item on their way.
   * @param {HTMLLIElement} item
   * @param {import("./ranges.js").Picked | null} picked
   */
  store(item, picked) {
    const { start, end } = spanOf(item);
    if (!picked || (picked.start === start && picked.end === end)) {
      this.notes.repaint(item);
    } else {
      const fields = { version: item.dataset.version, start: String(picked.start), end: String(picked.end) };
      this.outbox.change(this.root.dataset.article, urlOf(item), { ...fields, exact: picked.exact });
    }
    this.#refresh();
  }

  get #active() {
    return this.handles.indexOf(document.activeElement) === 0 ? 0 : 1;
  }

  /** Return the two places that the handles stand at. */
  #ends() {
    if (this.draft) return [this.draft.from, this.draft.to];
    const { start, end } = this.#shownSpan;
    return [this.articleText.placeAt(start), this.articleText.placeAt(end)];
  }

  /** Return what the text shows of the item, in code points. */
  get #shownSpan() {
    if (!this.draft) return spanOf(this.item);
    return { start: this.articleText.offsetOf(this.draft.from), end: this.articleText.offsetOf(this.draft.to) };
  }

  #preview(active, place) {
    const ends = this.#ends();
    const other = ends[1 - active];
    const order = compare(place, other);
    // An end that goes past the other one would leave nothing: it stops before.
    if (active === 1 ? order <= 0 : order >= 0) return;
    ends[active] = place;
    const [from, to] = ends;
    this.draft = { from, to };
    this.notes.repaint(this.item, this.#shownSpan);
    this.#place();
  }

  #drop() {
    const hadDraft = this.draft !== null;
    this.draft = null;
    if (hadDraft && this.item.isConnected) this.notes.repaint(this.item);
    this.isEditing = false;
  }

  /** Give the focus back to the note. */
  #leave() {
    const hadFocus = this.handles.includes(document.activeElement);
    this.isEditing = false;
    if (hadFocus) this.notes.focus(this.notes.find(this.item.dataset.annotation) ?? this.item);
  }

  #place() {
    if (!this.item) return;
    this.#ends().forEach(({ block, unit }, index) => {
      const handle = this.handles[index];
      const blockOfText = this.articleText.blocks[block];
      // A mark may begin or end between two blocks, where there is nothing to see.
      const isEnd = index === 1 ? unit > 0 : unit === blockOfText.text.length;
      this.overlay.place(handle, edgeOf(blockOfText, unit, isEnd));
      handle.ariaValueNow = String(this.articleText.offsetOf({ block, unit }));
      if (this.isEditing) handle.ariaValueText = this.#textBetween();
    });
    if (this.isEditing || this.drag) this.notes.painter.spot(this.#shownSpan);
    this.overlay.element.classList.toggle("is-editing", this.isEditing);
  }

  #textBetween() {
    const [from, to] = this.#ends();
    const range = this.articleText.rangeBetween(from, to);
    return this.articleText.pick(range)?.exact ?? "";
  }

  /** The item may have come anew from the server. */
  #refresh() {
    const item = this.item && this.notes.find(this.item.dataset.annotation);
    if (!item) this.hide();
    else if (item !== this.item) this.show(item);
    else this.#place();
  }

  #makeHandle(name, label) {
    const handle = document.createElement("div");
    handle.className = `handle handle-${name}`;
    handle.role = "slider";
    handle.ariaLabel = label;
    handle.tabIndex = -1;
    handle.addEventListener("pointerdown", (event) => this.#grab(event));
    handle.addEventListener("pointermove", (event) => this.#pull(event));
    handle.addEventListener("pointerup", () => this.#release());
    handle.addEventListener("pointercancel", () => this.#release({ isCancelled: true }));
    handle.addEventListener("focusout", (event) => this.#left(event));
    return handle;
  }

  #grab(event) {
    if (event.button !== 0) return;
    // No selection begins here, and the note keeps the focus.
    event.preventDefault();
    event.target.setPointerCapture(event.pointerId);
    const active = this.handles.indexOf(event.target);
    const { block, unit } = this.#ends()[active];
    const edge = edgeOf(this.articleText.blocks[block], unit, active === 1);
    // The hand holds the handle by its knob, below the line that it means.
    this.drag = { active, dx: edge.left - event.clientX, dy: edge.top + edge.height / 2 - event.clientY };
    this.overlay.element.classList.add("is-dragging");
  }

  #pull(event) {
    if (!this.drag) return;
    if (event.clientY > innerHeight - EDGE) scrollBy(0, EDGE / 4);
    else if (event.clientY < document.getElementById("site-header").offsetHeight + EDGE) scrollBy(0, -EDGE / 4);
    const { active, dx, dy } = this.drag;
    const [x, y] = [event.clientX + dx, event.clientY + dy];
    const place = placeNear(this.articleText, x, y);
    if (place) this.#preview(active, event.altKey ? place : this.#drawn(place, active, x, y));
  }

  /** Return the edge of a word where one is near, else the place itself. */
  #drawn(place, active, x, y) {
    const isEnd = active === 1;
    const candidates = [this.stops.wordEdge(place, -1, isEnd), place, this.stops.wordEdge(place, +1, isEnd)];
    let [best, nearest] = [place, MAGNET];
    for (const candidate of candidates) {
      const stop = isEnd ? this.stops.before(candidate) : this.stops.at(candidate);
      const isEdge = stop && stop.block === candidate.block && candidate.unit === (isEnd ? stop.end : stop.start);
      if (!isEdge) continue;
      const { left, top, height } = edgeOf(this.articleText.blocks[candidate.block], candidate.unit, isEnd);
      const distance = Math.abs(left - x);
      if (distance < nearest && Math.abs(top + height / 2 - y) < height) [best, nearest] = [candidate, distance];
    }
    return best;
  }

  #release({ isCancelled = false } = {}) {
    if (!this.drag) return;
    this.drag = null;
    this.overlay.element.classList.remove("is-dragging");
    if (isCancelled) this.cancel();
    else this.commit();
  }

  #left(event) {
    const isOurs = this.handles.includes(event.relatedTarget) || this.item?.contains(event.relatedTarget);
    // The window may only have lost the keyboard for a while.
    if (!isOurs && document.hasFocus() && !this.drag) this.hide();
  }
}

function urlOf(item) {
  return item.querySelector("a.chip").href;
}
