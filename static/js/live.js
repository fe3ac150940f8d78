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

export class Live extends EventTarget {
  /**
   * Events: `news` (answer).
   * @param {string} url of the changes
   * @param {string} cursor the last event that the page knows
   */
  constructor(url, cursor) {
    super();
    this.url = url;
    this.cursor = cursor;
    this.pause = EVERY;
    this.timer = 0;
    this.isAsking = false;
    this.touchedAt = Date.now();
    for (const event of ["pointerdown", "keydown", "wheel"]) {
      addEventListener(event, () => this.#touched(), { passive: true, capture: true });
    }
    document.addEventListener("visibilitychange", () => (isSeen() ? this.ask() : clearTimeout(this.timer)));
    this.#plan();
  }

  /** Ask now what is new. */
  async ask() {
    if (this.isAsking) return;
    clearTimeout(this.timer);
    this.isAsking = true;
    const answer = await get(`${this.url}?since=${this.cursor}`);
    this.isAsking = false;
    this.pause = answer.ok ? EVERY : Math.min(this.pause * 2, LONGEST_PAUSE);
    if (answer.cursor) {
      this.cursor = answer.cursor;
      this.dispatchEvent(new CustomEvent("news", { detail: { answer } }));
    }
    if (answer.hasMore) this.ask();
    else this.#plan();
  }

  #touched() {
    const wasIdle = this.#isIdle();
    this.touchedAt = Date.now();
    if (wasIdle && isSeen()) this.ask();
  }

  #isIdle() {
    return Date.now() - this.touchedAt > IDLE_AFTER;
  }

  #plan() {
    clearTimeout(this.timer);
    if (!isSeen()) return;
    this.timer = setTimeout(() => this.ask(), Math.max(this.pause, this.#isIdle() ? IDLE_EVERY : 0));
  }
}

function isSeen() {
  return document.visibilityState === "visible";
}
