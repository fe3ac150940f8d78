/**
 * Marks on their way to the server.  Each is kept in the browser until the server has it, survives a reload,
 * is sent again under the same id, and only by the person who made it.
 */
import { newUuid7 } from "./identifiers.js";
import { post } from "./server.js";

const KEY = "hawashi.outbox";
const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30000;

/**
 * @typedef {{
 *   id: string, user: string, article: string, url: string, fields: Record<string, string>, isChange?: boolean
 * }} Entry
 * `id` is the new annotation's; of a change of existing ones it is the action's.
 */

export class Outbox extends EventTarget {
  /**
   * Events: `stored` (entry, answer), `refused` (entry, answer), `state` (saved | saving | waiting | login), and
   * `elsewhere` when another page of the browser has added or sent marks.
   * @param {string} user the person whose marks this page may send
   */
  constructor(user) {
    super();
    this.user = user;
    this.pause = FIRST_PAUSE;
    this.isSending = false;
    this.timer = 0;
    addEventListener("online", () => this.flush());
    // Only other pages' changes arrive here.
    addEventListener("storage", (event) => {
      if (event.key === KEY) this.dispatchEvent(new CustomEvent("elsewhere"));
    });
    addEventListener("beforeunload", (event) => {
      if (this.waiting().length) event.preventDefault();
    });
  }

  /** Return this person's entries, the oldest first. */
  waiting() {
    return readEntries().filter((entry) => entry.user === this.user);
  }

  /** @param {Entry} entry */
  add(entry) {
    writeEntries([...readEntries(), entry]);
    this.flush();
  }

  /**
   * Change what is stored, in its turn.
   * @param {string} article
   * @param {string} url
   * @param {Record<string, string>} fields without the action, which is named here
   */
  change(article, url, fields) {
    const id = newUuid7();
    this.add({ id, user: this.user, article, url, fields: { ...fields, action: id }, isChange: true });
  }

  /** Send what waits, one after the other; after a fault try again later. */
  async flush() {
    if (this.isSending) return;
    clearTimeout(this.timer);
    this.isSending = true;
    let state = "saved";
    for (let entries = this.waiting(); entries.length && state === "saved"; entries = this.waiting()) {
      this.#announce("saving");
      state = await this.#send(entries[0]);
    }
    this.isSending = false;
    this.#announce(state);
    if (state === "waiting") this.#tryLater();
  }

  async #send(entry) {
    const answer = await post(entry.url, { ...entry.fields, person: entry.user });
    if (answer.ok && isFulfilled(entry, answer)) {
      this.pause = FIRST_PAUSE;
      this.#remove(entry);
      this.#tell("stored", { entry, answer });
      return "saved";
    }
    if (answer.isLoginNeeded) return "login";
    if (answer.isRetryable || isForeign(answer)) return "waiting";
    this.#remove(entry);
    this.#tell("refused", { entry, answer });
    return "saved";
  }

  #tryLater() {
    this.timer = setTimeout(() => this.flush(), this.pause);
    this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
  }

  #remove(entry) {
    writeEntries(readEntries().filter((kept) => kept.id !== entry.id));
  }

  #announce(state) {
    this.#tell("state", { state });
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/** A success shows what it is about: the new mark, or whatever changed. */
function isFulfilled(entry, { items, removed }) {
  if (entry.isChange) return items.length + removed.length > 0;
  return items.some((item) => item.dataset.annotation === entry.id);
}

/**
 * A success without the item comes from something in between, a captive portal; a 403 without a reason is
 * the CSRF check, which a later request with a fresh cookie passes.
 */
function isForeign(answer) {
  return answer.ok || (answer.status === 403 && !answer.refusal);
}

// Where storage is blocked or full, the page's own memory serves until it is closed.
let memory = [];

/** @returns {Entry[]} */
function readEntries() {
  try {
    return JSON.parse(localStorage.getItem(KEY) ?? "[]");
  } catch {
    return memory;
  }
}

function writeEntries(entries) {
  memory = entries;
  try {
    localStorage.setItem(KEY, JSON.stringify(entries));
  } catch {
    // Said in readEntries: memory serves.
  }
}
