/**
 * What is done to a stored mark besides what its card holds: by keys, and to its bounds in the text.  The handles and
 * the help sheet are modules of their own, which come later.
 */
import { hush, say } from "./notices.js";
import { idOf, spanOf } from "./notes.js";

const SIDES = ["ArrowLeft", "ArrowRight"];

export class Tending {
  /** @param {Record<string, object>} reader the parts of the page by name */
  constructor(reader) {
    const { root, notes, toolbar, strings, walking } = reader;
    Object.assign(this, { reader, walking, root, notes, toolbar, strings });
    /** @type {Promise<import("./bounds.js").Bounds> | null} */
    this.loading = null;
    /** @type {import("./bounds.js").Bounds | null} */
    this.bounds = null;
    // The note that had the focus last, and the one whose bounds the next selection becomes; by their ids, since the
    // server's answers replace the items.
    this.lastId = "";
    this.awaitingId = "";
    this.awaited = null;
    root.addEventListener("focusin", ({ target }) => this.#focused(target.closest("li[data-annotation]")));
    root.addEventListener("focusout", (event) => this.#unfocused(event));
    root.addEventListener("click", ({ target }) => this.#press(target.closest("button[data-bounds]")));
    document.getElementById("take-bounds")?.addEventListener("click", () => this.take(toolbar.picked));
    document.getElementById("keys-help")?.addEventListener("click", () => this.#help());
    this.#addKeys(reader.strings);
  }

  /** Whether the next selection becomes the bounds of a note. */
  get isAwaiting() {
    return this.awaitingId !== "";
  }

  /** Make a selection what a note waits for. */
  take(picked) {
    const item = this.notes.find(this.awaitingId);
    const { then } = this.awaited;
    this.#await("");
    this.reader.selecting.clear();
    if (!item) return;
    this.notes.focus(item);
    then(item, picked);
  }

  /**
   * Let the next selection be for a note.
   * @param {HTMLLIElement} item
   * @param {{said: string, button: string, atEnd?: boolean, then: (item: HTMLLIElement, picked: object) => void}} awaited
   *   `button` takes the selection where the hand has no Enter; `atEnd` puts the cursor where the note's text ends
   */
  awaitSelection(item, awaited) {
    this.reader.cards?.close(item);
    this.awaited = awaited;
    this.#await(idOf(item));
    document.getElementById("take-bounds").textContent = awaited.button;
    say(awaited.said, { stays: true });
    const { start, end } = spanOf(item);
    this.walking.goTo(awaited.atEnd ? end - 1 : start);
  }

  /**
   * Return the note in focus, else the innermost one at the cursor, that `fits`; null if there is none.
   * @param {(item: HTMLLIElement) => boolean} [fits]
   * @param {{orDraft?: boolean}} [options] whether it may be one that is not stored yet
   */
  noteAtHand(fits = () => true, { orDraft = false } = {}) {
    const item = this.#inFocus;
    if (item) return fits(item) ? item : null;
    return this.walking.isWalking ? this.#atCursor(fits, orDraft) : null;
  }

  /** Whether this person may change a note. */
  mayEdit(item) {
    const { user, create, reviews } = this.root.dataset;
    return reviews !== undefined || (create !== undefined && item.dataset.author === user);
  }

  #addKeys(strings) {
    const { keys, pens } = this.reader;
    const atNotes = { group: strings.keysOfNotes, shift: false };
    const atBounds = { group: strings.keysOfBounds, when: () => Boolean(this.bounds?.isEditing) };
    const isAtNote = () => this.#inFocus !== null || this.walking.isWalking;
    const isFree = () => isAtNote() && !this.toolbar.isOpen && pens.inHand === null;
    const side = ({ code }) => (code === "ArrowLeft" ? +1 : -1);
    keys.add(
      { ...atNotes, codes: ["KeyN"], run: () => this.#step(+1), label: strings.keyNext },
      { ...atNotes, codes: ["KeyP"], run: () => this.#step(-1), label: strings.keyPrevious },
      {
        ...atNotes, codes: ["Enter"], when: () => this.walking.isWalking && !this.toolbar.isOpen,
        run: () => this.#atNote((item) => this.#open(item)), label: strings.keyOpen,
      },
      { ...atNotes, codes: ["KeyE"], when: isAtNote, run: () => this.#atNote((item) => this.#edit(item)), label: strings.keyEdit },
      { ...atNotes, codes: ["KeyR"], when: isAtNote, run: () => this.#atNote((item) => this.#selectAgain(item)), label: strings.keyAgain },
      { ...atNotes, codes: ["Delete", "Backspace"], when: () => this.#inFocus !== null, run: () => this.#delete(), label: strings.keyDelete },
      { ...atNotes, codes: ["Escape"], when: isFree, run: () => this.#stepOut(), label: strings.keyOut },
      {
        ...atNotes, codes: ["Slash"], characters: ["?", "\u061f"], shift: true,
        run: () => this.#help(), label: strings.keyHelp,
      },
    );
    keys.add(
      { ...atBounds, codes: SIDES, shift: false, run: (event) => this.bounds.move(side(event), false), label: strings.keyBound },
      { ...atBounds, codes: SIDES, shift: true, run: (event) => this.bounds.move(side(event), true), label: strings.keyBoundWord },
      { ...atBounds, codes: ["Tab"], run: () => this.bounds.swap(), label: strings.keyOtherBound },
      { ...atBounds, codes: ["Enter"], run: () => this.bounds.commit(), label: strings.keyStore },
      { ...atBounds, codes: ["Escape"], run: () => this.bounds.cancel(), label: strings.keyCancel },
    );
    const mayTake = () => this.isAwaiting && this.walking.isWalking && this.toolbar.isOpen;
    keys.add(
      { codes: ["Enter"], when: mayTake, run: () => this.take(this.toolbar.picked) },
      { codes: ["Escape"], when: () => this.isAwaiting, run: () => this.#giveUp() },
    );
  }

  get #inFocus() {
    return document.activeElement.closest("li[data-annotation]");
  }

  /** Do something with the note in focus, else with the innermost one at the cursor. */
  #atNote(then) {
    const item = this.#inFocus ?? this.#atCursor();
    if (item) then(item);
  }

  #atCursor(fits = () => true, orDraft = false) {
    const span = this.walking.cursor?.span;
    if (!span) return null;
    // A mark may leave out the proclitic, so that the beginning of the word is outside it.
    const over = [...this.notes.over(span.end - 1), ...this.notes.over(span.start)];
    return over.find((item) => (orDraft || item.matches("[data-annotation]")) && fits(item)) ?? null;
  }

  #step(step) {
    const item = this.#inFocus ?? (this.walking.isWalking ? null : this.notes.find(this.lastId));
    const next = item ? this.notes.neighbour(item, step) : this.#nextToCursor(step);
    if (next) this.notes.focus(next);
    next?.scrollIntoView({ block: "nearest" });
  }

  #nextToCursor(step) {
    const span = this.walking.isWalking ? this.walking.cursor?.span : null;
    if (!span) return this.notes.firstFrom(this.root.firstElementChild, this.root.firstElementChild, +1);
    const row = this.reader.articleText.blockAt(span.start).element.closest(".row");
    const items = [...row.querySelectorAll("li[data-annotation]")];
    const isBeyond = (item) => (step > 0 ? spanOf(item).start > span.start : spanOf(item).start < span.start);
    const first = step > 0 ? items.find(isBeyond) : items.findLast(isBeyond);
    return this.notes.firstFrom(first, row, step);
  }

  #open(item) {
    this.notes.focus(item);
    this.reader.later.use(() => this.reader.cards.open(item));
  }

  #edit(item) {
    if (!this.mayEdit(item)) return;
    this.notes.focus(item);
    this.#withBounds((bounds) => bounds.edit(item));
  }

  #selectAgain(item) {
    if (!this.mayEdit(item)) return;
    this.awaitSelection(item, {
      said: this.strings.selectAgain,
      button: this.strings.takeBounds,
      then: (again, picked) => this.#withBounds((bounds) => bounds.store(again, picked)),
    });
  }

  #giveUp() {
    const item = this.notes.find(this.awaitingId);
    this.#await("");
    this.reader.selecting.clear();
    if (item) this.notes.focus(item);
  }

  #await(id) {
    this.awaitingId = id;
    document.documentElement.classList.toggle("is-reselecting", id !== "");
    if (!id) hush();
  }

  #delete() {
    const item = this.#inFocus;
    if (!this.mayEdit(item)) return;
    const heir = this.notes.neighbour(item, +1) ?? this.notes.neighbour(item, -1);
    const url = `${item.querySelector("a.chip").href}delete/`;
    this.reader.outbox.change(this.root.dataset.article, url, { version: item.dataset.version });
    // What had the focus is gone: its neighbour gets it, so that the next key means something.
    if (heir) this.notes.focus(heir);
    else this.root.focus({ preventScroll: true });
  }

  #stepOut() {
    const item = this.#inFocus;
    if (item) this.walking.goTo(spanOf(item).start);
    else this.walking.leave();
  }

  #press(button) {
    const item = button?.closest("li[data-annotation]");
    if (item && button.dataset.bounds === "keys") this.#edit(item);
    else if (item) this.#selectAgain(item);
  }

  #focused(item) {
    if (!item) return;
    this.lastId = item.dataset.annotation;
    if (item.dataset.status === "rejected" || !this.mayEdit(item)) this.bounds?.hide();
    else this.#withBounds((bounds) => item.contains(document.activeElement) && bounds.show(item), { isQuiet: true });
  }

  #unfocused({ relatedTarget }) {
    if (!relatedTarget?.closest?.("li[data-annotation], .handle")) this.bounds?.hide();
  }

  #withBounds(then, options) {
    return this.reader.later.use(async () => {
      this.loading ??= import("./bounds.js").then(({ Bounds }) => (this.bounds = new Bounds(this.reader)));
      then(await this.loading);
    }, options);
  }

  #help() {
    return this.reader.later.use(async () => {
      const { showHelp } = await import("./help.js");
      showHelp(this.reader.keys, this.strings);
    });
  }
}
