/** Where the outbox keeps its entries, and which tab may send them. */

const PREFIX = "hawashi.outbox.";
const LEASE = "hawashi.lease.";
// Renewed while its tab works; a killed one stops the others no longer than this.
const LEASE_TIME = 10000;
// Storage of another tab's process is seen a moment later.
const SETTLE = 60;

/** Entries in the browser's storage, each under a key of its own: tabs write at the same time. */
export class Shelf {
  /** @param {string} user */
  constructor(user) {
    this.prefix = `${PREFIX}${user}.`;
    // Where storage is full or blocked, the page's memory serves until it is closed.
    this.memory = new Map();
  }

  /** Return the keys, which are in the order of the entries. */
  keys() {
    const stored = [];
    try {
      for (let index = 0; index < localStorage.length; index += 1) {
        const key = localStorage.key(index);
        if (key.startsWith(this.prefix)) stored.push(key);
      }
    } catch {
      // Blocked: memory has them.
    }
    return [...new Set([...stored, ...this.memory.keys()])].sort();
  }

  /** @returns {import("./outbox.js").Entry[]} the oldest first */
  entries() {
    return this.keys().map((key) => this.#read(key)).filter(Boolean);
  }

  /** Return the oldest entry. */
  first() {
    for (const key of this.keys()) {
      const entry = this.#read(key);
      if (entry) return entry;
    }
    return undefined;
  }

  /** Put an entry behind all others and name its key; return whether it survives the page. */
  add(entry) {
    const last = Number(this.keys().at(-1)?.slice(this.prefix.length).split("-")[0] ?? 0);
    // Grows even where the clock is set back or two entries fall into one millisecond.
    const order = Math.max(Date.now() * 1000, last + 1);
    entry.key = `${this.prefix}${String(order).padStart(16, "0")}-${entry.id}`;
    return this.#write(entry);
  }

  /** Write an entry anew, unless it is gone. */
  update(entry) {
    if (this.#read(entry.key)) this.#write(entry);
  }

  remove(key) {
    this.memory.delete(key);
    try {
      localStorage.removeItem(key);
    } catch {
      // Blocked: it never was there.
    }
  }

  /** Let go of a copy in memory: another tab took care of the entry. */
  forget(key) {
    this.memory.delete(key);
  }

  #read(key) {
    if (this.memory.has(key)) return this.memory.get(key);
    try {
      return JSON.parse(localStorage.getItem(key));
    } catch {
      return null;
    }
  }

  #write(entry) {
    try {
      localStorage.setItem(entry.key, JSON.stringify(entry));
      this.memory.delete(entry.key);
      return true;
    } catch {
      this.memory.set(entry.key, entry);
      return false;
    }
  }
}

/**
 * The right to send, which one tab has at a time.  Web Locks give it where they exist, which is not in insecure
 * contexts; elsewhere a line in the storage, which ends by itself if its tab does.
 */
export class Lease {
  /** @param {string} user */
  constructor(user) {
    this.name = `${LEASE}${user}`;
    this.owner = String(crypto.getRandomValues(new Uint32Array(1))[0]);
    addEventListener("pagehide", () => this.#end());
  }

  /**
   * Do `work` while no other tab does; return what it returns, or `undefined` if another tab is at it.
   * @template T
   * @param {() => Promise<T>} work
   * @returns {Promise<T | undefined>}
   */
  async hold(work) {
    if (navigator.locks) return navigator.locks.request(this.name, work);
    if (!(await this.#take())) return undefined;
    const renewal = setInterval(() => this.#write(), LEASE_TIME / 4);
    try {
      return await work();
    } finally {
      clearInterval(renewal);
      this.#end();
    }
  }

  async #take() {
    const held = this.#read();
    if (held && held.until > Date.now()) return held.owner === this.owner;
    this.#write();
    // Whoever wrote last has it.
    await new Promise((resolve) => setTimeout(resolve, SETTLE));
    return this.#read()?.owner === this.owner;
  }

  #read() {
    try {
      return JSON.parse(localStorage.getItem(this.name));
    } catch {
      return { owner: this.owner, until: Infinity };
    }
  }

  #write() {
    try {
      localStorage.setItem(this.name, JSON.stringify({ owner: this.owner, until: Date.now() + LEASE_TIME }));
    } catch {
      // Nothing is kept, so nothing is shared with other tabs either.
    }
  }

  #end() {
    try {
      if (this.#read()?.owner === this.owner) localStorage.removeItem(this.name);
    } catch {
      // As above.
    }
  }
}
