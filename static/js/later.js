/**
 * What the page needs only in somebody's hands: fetched quietly when they first touch it, or when it has rested for a
 * while, so that no tool is missing once the connection is gone.
 *
 * A browser remembers a module that it failed to import for as long as the page lives (Chromium 150), and one that it
 * failed to preload as well.  So the files are fetched first, which may be tried again, and only then imported.
 */
import { say } from "./notices.js";

const TOUCHES = ["pointerdown", "pointermove", "keydown", "wheel"];
// After a failure the hand that wanders about is no reason to try again.
const REASONS = ["pointerdown", "keydown", "online"];
// Well after what makes up the first load, well before somebody who only reads is out of the network.
const REST = 5000;
// As in server.js: a line that is dead without saying so.
const PATIENCE = 30000;

export class Later {
  /**
   * @param {string[]} urls of every file
   * @param {() => Promise<void>} connect makes the parts of the page out of them
   * @param {string} missing what is said where a tool cannot be had
   */
  constructor(urls, connect, missing) {
    this.urls = urls;
    this.connect = connect;
    this.missing = missing;
    /** Whether the parts are there. */
    this.isHere = false;
    /** @type {Promise<void> | null} */
    this.coming = null;
    this.listening = new AbortController();
    this.#bringAt(TOUCHES);
    const rest = () => setTimeout(() => this.#bringQuietly(), REST);
    if (document.readyState === "complete") rest();
    else addEventListener("load", rest, { once: true });
  }

  /** Fetch and connect everything; where that fails, the next call tries again. */
  bring() {
    this.coming ??= this.#bring();
    return this.coming;
  }

  /**
   * Do something with the parts: at once if they are there, else when they have come.
   * @param {() => void | Promise<void>} work
   * @param {{isQuiet?: boolean}} [options] quiet: nobody asked for it, so that nobody misses it
   */
  async use(work, { isQuiet = false } = {}) {
    if (this.isHere) return work();
    try {
      await this.bring();
    } catch {
      if (!isQuiet) say(this.missing);
      return undefined;
    }
    return work();
  }

  async #bring() {
    this.listening.abort();
    try {
      await Promise.all(this.urls.map(fetchWhole));
    } catch (error) {
      this.coming = null;
      this.#bringAt(REASONS);
      throw error;
    }
    // Out of the cache into the page, where nothing can take them away.
    document.head.append(...this.urls.map(preload));
    await this.connect();
    this.isHere = true;
  }

  #bringQuietly() {
    // What is not the network's fault is ours.
    this.bring().catch((error) => this.coming && reportError(error));
  }

  #bringAt(events) {
    this.listening.abort();
    this.listening = new AbortController();
    const options = { capture: true, passive: true, signal: this.listening.signal };
    for (const event of events) addEventListener(event, () => this.#bringQuietly(), options);
  }
}

async function fetchWhole(url) {
  const response = await fetch(url, { signal: AbortSignal.timeout(PATIENCE) });
  if (!response.ok) throw new Error(`${url}: ${response.status}`);
  await response.arrayBuffer();
}

function preload(url) {
  const link = document.createElement("link");
  link.rel = "modulepreload";
  link.href = url;
  return link;
}
