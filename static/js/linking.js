/**
 * A quote is one object: who says it; its further parts and its cue are in tying.js.  After a quote is tagged its speaker
 * is asked for, without blocking anything; the card of a quote leads to the same.
 */
import { idOf, spanOf } from "./notes.js";
import { Strip } from "./strip.js";

const NUMBERS = [1, 2, 3, 4, 5];
// A speaker is named close to the quote: a selection farther away (code points) is the next piece of work.
const NEAR = 1500;
const EDGES = new Set(["Home", "End", "PageUp", "PageDown", "ArrowUp", "ArrowDown"]);
const SIDES = new Set(["ArrowLeft", "ArrowRight"]);

export class Linking {
  /** @param {Record<string, object>} reader the parts of the page by name, and `mark` */
  constructor(reader) {
    const { root, notes, outbox, toolbar, strings, tending, walking } = reader;
    Object.assign(this, { reader, tending, walking, root, notes, outbox, toolbar, strings });
    // The quote whose speaker is asked for.
    this.quoteId = "";
    // The last one that was.
    this.lastId = "";
    this.element = document.getElementById("speaker-strip");
    // Whoever only reads links nothing.
    if (!this.element) return;
    this.strip = new Strip(this.element, strings);
    this.strip.addEventListener("chosen", ({ detail }) => this.#link(detail.target));
    this.strip.addEventListener("later", () => this.close());
    root.addEventListener("click", (event) => this.#pick(event), true);
    root.addEventListener("click", ({ target }) => this.#press(target.closest("button[data-link=speaker]")));
    reader.selecting.addEventListener("picked", ({ detail }) => this.#selected(detail.picked));
    reader.selecting.addEventListener("cleared", () => this.strip.ask());
    reader.pens.addEventListener("change", () => this.close());
    reader.cards.addEventListener("opened", () => this.close());
    outbox.addEventListener("refused", () => this.isOpen && !this.#quote && this.close());
    document.addEventListener("keydown", ({ code }) => this.#goOn(code), true);
    this.#addKeys(strings);
  }

  /** Whether a speaker is asked for. */
  get isOpen() {
    return this.quoteId !== "";
  }

  /**
   * Link what is already an actor instead of marking it again; return whether that was meant.
   * @param {import("./ranges.js").Picked} picked
   * @param {string} slug the tag that was chosen
   */
  adopt({ start, end }, slug) {
    if (!this.isOpen || slug !== "actor" || !this.#mayAnswer(start, end)) return false;
    const same = (item) => isActor(item) && spanOf(item).start === start && spanOf(item).end === end;
    const actor = this.notes.over(start).find(same);
    if (actor) this.#link(idOf(actor));
    return Boolean(actor);
  }

  /**
   * What a new mark means here: an actor is the speaker that was asked for, a quote asks for its own.
   * @param {Record<string, string>} fields of the mark
   */
  marked({ id, tag, continues, start, end }) {
    if (tag === "actor" && this.isOpen) {
      if (this.#mayAnswer(Number(start), Number(end))) this.#link(id);
    } else if (tag === "quote" && !continues) this.ask(id);
    else this.close();
  }

  /**
   * Ask who says a quote.
   * @param {string} id
   * @param {{isFocused?: boolean}} [options] whether the focus goes to the answers
   */
  ask(id, { isFocused = false } = {}) {
    if (!this.element) return;
    this.quoteId = this.lastId = id;
    const item = this.#quote;
    if (!item) return;
    const { start, end } = spanOf(item);
    const lines = this.reader.articleText.rangesOf(start, end).at(-1)?.getClientRects() ?? [];
    this.strip.open(item, this.notes, [...lines].at(-1));
    if (isFocused) this.strip.focus();
    if (this.toolbar.isOpen) this.strip.wait();
    document.documentElement.classList.add("is-linking");
    this.reader.pointing.pin(id);
  }

  close() {
    if (!this.isOpen) return;
    const item = this.#quote;
    this.quoteId = "";
    const isInStrip = this.element.contains(document.activeElement);
    this.strip.close();
    document.documentElement.classList.remove("is-linking");
    this.reader.pointing.pin("");
    if (item && isInStrip) this.notes.focus(item);
  }

  get #quote() {
    return this.notes.find(this.quoteId);
  }

  /**
   * Whether a name that is marked now can be meant as the speaker: beside the quote, in its paragraph.  In the quote
   * it is spoken of, and farther away it is the next piece of work; a click on it still links it.
   */
  #mayAnswer(start, end) {
    const quote = this.#quote && spanOf(this.#quote);
    if (!quote || (quote.start < end && start < quote.end)) return false;
    const { articleText } = this.reader;
    return [quote.start, quote.end - 1].some((offset) => articleText.blockAt(offset) === articleText.blockAt(start));
  }

  /** Whether the numbers are the strip's: the text has them while something is selected or the cursor has moved on. */
  get #isAsking() {
    return this.isOpen && !this.strip.isWaiting && !this.toolbar.isOpen;
  }

  #addKeys(strings) {
    const group = strings.keysOfQuotes;
    const when = () => this.#isAsking;
    const answer = ({ code }) => this.strip.press(code.at(-1));
    const codesOf = (numbers) => ["Digit", "Numpad"].flatMap((row) => numbers.map((number) => `${row}${number}`));
    const isFree = () => this.isOpen && !this.toolbar.isOpen;
    this.reader.keys.add(
      { codes: ["KeyL"], shift: false, when: () => this.#atHand !== null, run: () => this.#take(this.#atHand), label: strings.keyLink, group },
      { codes: codesOf(NUMBERS), when, run: answer, label: strings.keySpeaker, group },
      { codes: codesOf([0]), when, run: answer, label: strings.unnamed, group },
      { codes: ["Escape"], when: isFree, run: () => this.close(), label: strings.keyLater, group },
    );
  }

  /** The note that the key is for: an actor that answers, or a quote that asks. */
  get #atHand() {
    const actor = this.isOpen ? this.tending.noteAtHand((item) => isActor(item)) : null;
    return actor ?? this.tending.noteAtHand((item) => item.dataset.tag === "quote" && this.tending.mayEdit(item));
  }

  #take(item) {
    if (isActor(item)) this.#link(idOf(item));
    else this.ask(this.#headOf(item));
  }

  /** A click on an actor, in the text or in the margin, answers. */
  #pick(event) {
    if (!this.isOpen || event.ctrlKey || event.metaKey || event.shiftKey) return;
    const item = event.target.closest(".chip")?.closest("li") ?? this.#under(event);
    if (!item || !isActor(item)) return;
    event.preventDefault();
    event.stopPropagation();
    this.#link(idOf(item));
  }

  #under({ target, clientX, clientY }) {
    if (!target.closest("[data-offset]") || !getSelection().isCollapsed) return null;
    const offset = this.reader.articleText.offsetAt(clientX, clientY);
    return offset === null ? null : this.notes.over(offset).find(isActor);
  }

  /** A selection waits for its tag: an actor becomes the speaker, unless it is far away. */
  #selected({ start }) {
    if (!this.isOpen) return;
    const quote = this.#quote && spanOf(this.#quote);
    if (quote && start > quote.start - NEAR && start < quote.end + NEAR) this.strip.wait();
    else this.close();
  }

  /** The cursor of the text moves on: the numbers are tags again. */
  #goOn(code) {
    if (!this.isOpen) return;
    const { isInText, isWalking } = this.walking;
    if ((isInText && SIDES.has(code)) || (isWalking && EDGES.has(code))) this.strip.wait();
  }

  /** The button of a quote's card. */
  #press(button) {
    const item = button?.closest("li[data-annotation]");
    if (!item) return;
    this.close();
    this.reader.cards.close(item, { focus: true });
    this.ask(this.#headOf(item), { isFocused: true });
  }

  /** Let an actor, or an unnamed source, be who says the quote. */
  #link(target) {
    const item = this.#quote;
    this.close();
    if (item) this.send(item, { role: "speaker", target });
  }

  /**
   * Tie something to a quote.
   * @param {HTMLLIElement} item
   * @param {Record<string, string>} fields of the link
   */
  send(item, fields) {
    const { article } = this.root.dataset;
    this.outbox.change(article, `/annotations/${idOf(item)}/link/`, { version: item.dataset.version ?? "0", ...fields });
  }

  #headOf(item) {
    return item.dataset.continues ?? idOf(item);
  }
}

function isActor(item) {
  return item.dataset.tag === "actor" && item.dataset.status !== "rejected";
}
