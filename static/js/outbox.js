/**
 * What a person did, on its way to the server.  Each action is kept in the browser until the server has answered for
 * it, survives a reload, is sent in its turn under the same id, and only by the person who made it.  Several tabs send
 * from one outbox: one at a time, and the others learn what came of it.
 */
import { Lease, Shelf } from "./shelf.js";

const FIRST_PAUSE = 1000;
const LONGEST_PAUSE = 30000;
// While another tab sends.
const BUSY_PAUSE = 300;

/**
 * @typedef {{
 *   id: string, user: string, article: string, url: string, fields: Record<string, string | string[]>,
 *   isChange?: boolean, undoes?: string, isRedo?: boolean, isTried?: boolean, key?: string
 * }} Entry
 * `id` is the new annotation's; of a change of existing ones, or of many new ones, it is the action's.  `undoes` is the action that this one
 * undoes.  `isTried`: the server may have it already.
 */

export class Outbox extends EventTarget {
  /**
   * Events: `added` (entry), `stored` (entry, answer), `refused` (entry, answer, parked: entries that depended on it),
   * `dropped` (entry), `volatile` (the browser keeps nothing), and `state` (saved | saving | waiting | login, number,
   * reason).  `isElsewhere` says that it happened in another tab.
   * @param {string} user the person whose work this page may send
   * @param {() => Promise<void>} bring fetches what sending needs, and calls `connect`
   */
  constructor(user, bring) {
    super();
    this.user = user;
    this.bring = bring;
    /** @type {typeof import("./server.js") | null} */
    this.server = null;
    // What other tabs said before that.
    this.heard = [];
    this.shelf = new Shelf(user);
    this.lease = new Lease(user);
    this.channel = new BroadcastChannel(`hawashi.outbox.${user}`);
    this.pause = FIRST_PAUSE;
    this.isSending = false;
    this.isBack = false;
    // What waits was tried in vain.
    this.isStuck = false;
    this.timer = 0;
    this.channel.addEventListener("message", ({ data }) => this.#listen(data));
    for (const event of ["online", "focus"]) addEventListener(event, () => this.#resume());
    document.addEventListener("visibilitychange", () => this.#resume());
    addEventListener("beforeunload", (event) => {
      if (this.number) event.preventDefault();
    });
  }

  /**
   * Let entries be sent, and answers be read.
   * @param {typeof import("./server.js")} server
   */
  connect(server) {
    this.server = server;
    for (const message of this.heard.splice(0)) this.#hear(message);
  }

  /** How many entries wait. */
  get number() {
    return this.shelf.keys().length;
  }

  /** Return this person's entries, the oldest first. */
  waiting() {
    return this.shelf.entries();
  }

  /** Return the ids of the annotations that what waits is about. */
  targets() {
    return new Set(this.waiting().flatMap((entry) => [targetOf(entry), ...marksOf(entry).map(({ id }) => id)]));
  }

  /** @param {Entry} entry */
  add(entry) {
    const isKept = this.shelf.add(entry);
    this.#tell("added", { entry });
    if (isKept) this.channel.postMessage({ type: "added", entry });
    else this.#tell("volatile", {});
    this.#announce("saving");
    this.flush();
  }

  /**
   * Change what is stored, in its turn.
   * @param {string} article
   * @param {string} url
   * @param {Record<string, string | string[]>} fields without the action, which is named here
   * @param {Partial<Entry>} [more]
   * @returns {Entry}
   */
  change(article, url, fields, more = {}) {
    const id = newUuid7();
    const entry = { ...more, id, user: this.user, article, url, fields: { ...fields, action: id }, isChange: true };
    this.add(entry);
    return entry;
  }

  /** Return the waiting entry of an action. */
  find(action) {
    return this.waiting().find((entry) => actionOf(entry) === action);
  }

  /** Give an entry up, and what cannot be done without it.  @param {Entry} entry */
  drop(entry) {
    for (const each of [...this.#dependingOn(entry).reverse(), entry]) {
      this.shelf.remove(each.key);
      this.#tell("dropped", { entry: each });
      this.channel.postMessage({ type: "dropped", entry: each });
    }
    this.#announce(this.number ? "saving" : "saved");
    this.flush();
  }

  /** Send what waits, one after the other; after a fault try again later. */
  async flush() {
    if (this.isSending) return;
    clearTimeout(this.timer);
    this.isSending = true;
    this.isBack = false;
    let outcome = { state: "saved" };
    try {
      while (this.number && outcome.state === "saved") {
        this.#announce("saving");
        const isConnected = await this.#isConnected();
        outcome = isConnected ? ((await this.lease.hold(() => this.#sendAll())) ?? { state: "saving" }) : { state: "waiting" };
      }
    } finally {
      this.isSending = false;
    }
    // The network came back while a try from before was failing.
    if (outcome.state === "waiting" && this.isBack) return this.flush();
    this.#announce(outcome.state, outcome.reason);
    if (outcome.state === "saving") this.#lookLater(BUSY_PAUSE);
    else if (outcome.state !== "saved") this.#lookLater(this.pause, { grows: true });
  }

  async #isConnected() {
    if (!this.server) await this.bring().catch(() => {});
    return this.server !== null;
  }

  async #sendAll() {
    let outcome = { state: "saved" };
    for (let entry = this.shelf.first(); entry && outcome.state === "saved"; entry = this.shelf.first()) {
      outcome = await this.#send(entry);
      if (outcome.state === "saved" && this.number) this.#announce("saving");
    }
    return outcome;
  }

  async #send(entry) {
    const isFirstTry = !entry.isTried;
    // Said before it is true: a crash in between must not make it look unsent.
    if (isFirstTry) this.shelf.update({ ...entry, isTried: true });
    // The server takes it in that person's session only: somebody else may have logged in meanwhile.
    const answer = await this.server.post(entry.url, { ...entry.fields, person: entry.user });
    if (answer.isLoginNeeded) return { state: "login", reason: answer.code && answer.refusal };
    if (answer.isRetryable || isForeign(entry, answer)) return { state: "waiting" };
    this.pause = FIRST_PAUSE;
    const parked = answer.ok ? [] : this.#dependingOn(entry);
    if (answer.ok) this.#rebase(entry, answer, isFirstTry);
    for (const { key } of [entry, ...parked]) this.shelf.remove(key);
    this.#tell(answer.ok ? "stored" : "refused", { entry, answer, parked });
    const { status, html } = answer;
    this.channel.postMessage({ type: "answered", entry, status, html, parked });
    return { state: "saved" };
  }

  #dependingOn(entry) {
    return this.waiting().filter((later) => later.key !== entry.key && dependsOn(later, entry));
  }

  /**
   * What was done after this entry was done to what it made: let it say so.  Where somebody else came in between, the
   * version is not the next one; the later entry keeps its own and is refused.
   */
  #rebase(entry, { versions }, isFirstTry) {
    const base = entry.isChange ? entry.fields.version : "0";
    for (const later of this.waiting()) {
      const version = versions.get(targetOf(later));
      if (later.key === entry.key || !version || !(version > Number(later.fields.version))) continue;
      // An undo names no version: the server itself saw that nothing came in between.
      const isNext = base === undefined ? isFirstTry : version === Number(base) + 1;
      if (isNext) this.shelf.update({ ...later, fields: { ...later.fields, version: String(version) } });
    }
  }

  #listen(message) {
    if (this.server) return this.#hear(message);
    this.heard.push(message);
    return this.bring().catch(() => {});
  }

  /** What another tab did. */
  #hear({ type, entry, status, html, parked }) {
    this.shelf.forget(entry.key);
    const answer = type === "answered" ? this.server.read(status, html) : null;
    const isOver = this.number === 0;
    if (type === "added") this.#tell("added", { entry, isElsewhere: true });
    else if (type === "dropped") this.#tell("dropped", { entry, isElsewhere: true });
    else this.#tell(answer.ok ? "stored" : "refused", { entry, answer, parked, isElsewhere: true });
    if (this.isSending) return;
    this.#announce(isOver ? "saved" : "saving");
    // The other tab may close before it is through.
    if (!isOver) this.#lookLater(FIRST_PAUSE);
  }

  #resume() {
    if (document.visibilityState !== "visible") return;
    this.isBack = true;
    if (this.number) this.flush();
  }

  /** The pause grows with each try that nobody asked for; a person who goes on working does not lengthen it. */
  #lookLater(pause, { grows = false } = {}) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => {
      if (grows) this.pause = Math.min(this.pause * 2, LONGEST_PAUSE);
      this.flush();
    }, pause);
  }

  #announce(state, reason = "") {
    if (state !== "saving") this.isStuck = state !== "saved";
    this.#tell("state", { state, reason, number: this.number });
  }

  #tell(type, detail) {
    this.dispatchEvent(new CustomEvent(type, { detail }));
  }
}

/**
 * Return a UUID version 7 (RFC 9562, section 5.7), as annotations/identifiers.py does.
 * crypto.getRandomValues works without a secure context; crypto.randomUUID does not.
 * @returns {string}
 */
export function newUuid7() {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  let milliseconds = Date.now();
  for (let index = 5; index >= 0; index -= 1) {
    bytes[index] = milliseconds % 256;
    milliseconds = Math.floor(milliseconds / 256);
  }
  bytes[6] = (bytes[6] & 0x0f) | 0x70;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = [...bytes].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return [8, 12, 16, 20].reduceRight((text, at) => `${text.slice(0, at)}-${text.slice(at)}`, hex);
}

/** Return the id of the action that an entry is. @param {Entry} entry */
export function actionOf(entry) {
  return entry.isChange ? entry.id : entry.fields.action;
}

/** Return the id of the one annotation that an entry makes or changes, if it is one. @param {Entry} entry */
export function targetOf(entry) {
  return entry.isChange ? entry.url.match(/\/annotations\/([0-9a-f-]{36})\//)?.[1] : entry.id;
}

/**
 * Return the new marks that an entry makes, each with its own fields.
 * @param {Entry} entry
 * @returns {{id: string, fields: Record<string, string>}[]}
 */
export function marksOf({ id, fields, isChange }) {
  if (!isChange) return [{ id, fields }];
  if (!Array.isArray(fields.id)) return [];
  const { tag, start, end, exact } = fields;
  return fields.id.map((each, at) => ({ id: each, fields: { tag, start: start[at], end: end[at], exact: exact[at] } }));
}

/** What names a refused annotation or action cannot be done without it. */
function dependsOn(later, refused) {
  const text = JSON.stringify([later.url, later.fields, later.undoes]);
  return [refused.fields.action, ...marksOf(refused).map(({ id }) => id), refused.id].some((id) => id && text.includes(id));
}

/** A success shows what it is about: the new mark, or whatever changed. */
function isFulfilled(entry, { items, versions }) {
  return entry.isChange ? versions.size > 0 : items.some((item) => item.dataset.annotation === entry.id);
}

/**
 * A success without the item, or a refusal in words that are not ours, comes from something in between: a captive
 * portal, a proxy.  A 403 without a rule is the CSRF check, which passes with the token that its answer brought.
 */
function isForeign(entry, answer) {
  if (answer.ok) return !isFulfilled(entry, answer);
  return answer.status === 403 ? !answer.code : !answer.refusal;
}
