/**
 * What others do to the article meanwhile: asked every few seconds while somebody looks at the page, and shown without
 * touching the selection, the focus, an open card or what is typed in it.
 */
import { get } from "./server.js";

const EVERY = 10000;
// Nobody has touched the page for a while.
const IDLE_AFTER = 5 * 60000;
const IDLE_EVERY = 60000;
const LONGEST_PAUSE = 5 * 60000;

export class Live {
  /** @param {Record<string, object>} reader the parts of the page by name */
  constructor({ root, notes, cards, outbox }) {
    Object.assign(this, { notes, cards, outbox });
    this.url = root.dataset.changes;
    // The last event that the page knows.
    this.cursor = root.dataset.cursor;
    this.pause = EVERY;
    this.timer = 0;
    this.isAsking = false;
    this.touchedAt = Date.now();
    for (const event of ["pointerdown", "keydown", "wheel"]) {
      addEventListener(event, () => this.#touched(), { passive: true, capture: true });
    }
    document.addEventListener("visibilitychange", () => (isSeen() ? this.ask() : clearTimeout(this.timer)));
    // Counted from when the page was made, however late this comes.
    this.#plan(performance.now());
  }

  /** Ask now what is new. */
  async ask() {
    if (this.isAsking || !this.url) return;
    clearTimeout(this.timer);
    this.isAsking = true;
    const answer = await get(`${this.url}?since=${this.cursor}`);
    this.isAsking = false;
    this.pause = answer.ok ? EVERY : Math.min(this.pause * 2, LONGEST_PAUSE);
    if (answer.cursor) {
      this.cursor = answer.cursor;
      this.#show(answer);
    }
    if (answer.hasMore) this.ask();
    else this.#plan();
  }

  /** Show what others changed; what waits here is answered with the present state when it is sent. */
  #show(answer) {
    const waiting = this.outbox?.targets() ?? new Set();
    const isNewer = (id, known) => !(Number(known?.dataset.version) >= answer.versions.get(id));
    for (const item of answer.items) {
      const id = item.dataset.annotation;
      const known = this.notes.find(id);
      if (!waiting.has(id) && (isNewer(id, known) || looksOtherwise(item, known))) this.cards.show(item, { isOwn: false });
    }
    for (const id of answer.removed) {
      const known = this.notes.find(id);
      if (known && !waiting.has(id) && isNewer(id, known)) this.cards.remove(id);
    }
  }

  #touched() {
    const wasIdle = this.#isIdle();
    this.touchedAt = Date.now();
    if (wasIdle && isSeen()) this.ask();
  }

  #isIdle() {
    return Date.now() - this.touchedAt > IDLE_AFTER;
  }

  #plan(passed = 0) {
    clearTimeout(this.timer);
    // The gold set is finished: nothing of it changes, and what others mark is not in it.
    if (!isSeen() || !this.url) return;
    this.timer = setTimeout(() => this.ask(), Math.max(this.pause, this.#isIdle() ? IDLE_EVERY : 0) - passed);
  }
}

/** A quote whose speaker was deleted shows another text without having changed itself. */
function looksOtherwise(item, known) {
  const text = (note) => note.querySelector(".chip").textContent;
  return known?.dataset.version === item.dataset.version && text(known) !== text(item);
}

function isSeen() {
  return document.visibilityState === "visible";
}
