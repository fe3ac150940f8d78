/** The strip that asks who says a quote: the nearest actors, an unnamed source, or later. */
import { idOf, spanOf } from "./notes.js";
import { placeBy } from "./toolbar.js";

const MOST = 5;
// Blocks before and after the quote's own that are searched for actors.
const ROWS = 4;

export class Strip extends EventTarget {
  /**
   * Events: `chosen` (target: an annotation's id or "unnamed") and `later`.
   * @param {HTMLElement} element
   * @param {Record<string, string>} strings
   */
  constructor(element, strings) {
    super();
    this.element = element;
    this.strings = strings;
    this.choices = element.querySelector(".strip-choices");
    this.said = document.getElementById("strip-said");
    // A press here takes neither the selection nor the focus away.
    element.addEventListener("mousedown", (event) => event.preventDefault());
    element.addEventListener("click", ({ target }) => this.#choose(target.closest("button")));
    // The text moves away under what stands by it.
    addEventListener("scroll", () => this.isOpen && element.classList.add("is-docked"), { passive: true });
  }

  get isOpen() {
    return !this.element.hidden;
  }

  /** Whether something else has the numbers. */
  get isWaiting() {
    return this.element.classList.contains("is-waiting");
  }

  /**
   * Ask for a quote.
   * @param {HTMLLIElement} quote
   * @param {import("./notes.js").Notes} notes
   * @param {DOMRect} [rect] of the end of the quote
   */
  open(quote, notes, rect) {
    const actors = candidates(quote, notes);
    const present = quote.dataset.speaker;
    this.choices.replaceChildren(...actors.map((actor, index) => choice(actor, index + 1, present)));
    this.element.querySelector("[data-speaker=unnamed]").ariaPressed = String(present === "unnamed");
    this.element.classList.remove("is-waiting", "is-docked");
    this.element.hidden = false;
    const isInSight = rect && rect.bottom > 0 && rect.top < innerHeight;
    if (isInSight) placeBy(this.element, rect);
    else this.element.classList.add("is-docked");
    const names = actors.map((actor, index) => `${index + 1}: ${textOf(actor)}`);
    this.said.textContent = [this.strings.askSpeaker, ...names, `0: ${this.strings.unnamed}`].join("\n");
  }

  close() {
    this.element.hidden = true;
    this.ask();
    this.choices.replaceChildren();
    this.said.textContent = "";
  }

  focus() {
    this.element.querySelector("button").focus({ preventScroll: true });
  }

  /** Something else has the keys: an actor that is marked now becomes the speaker. */
  wait() {
    this.element.classList.add("is-waiting");
  }

  /** Ask again. */
  ask() {
    this.element.classList.remove("is-waiting");
  }

  /** Choose by number, as if the button had been pressed. */
  press(number) {
    this.#choose(this.element.querySelector(`button[data-number="${number}"]`));
  }

  #choose(button) {
    if (!button) return;
    const { speaker } = button.dataset;
    if (speaker) this.dispatchEvent(new CustomEvent("chosen", { detail: { target: speaker } }));
    else this.dispatchEvent(new CustomEvent("later"));
  }
}

/**
 * Return the actors that most probably say a quote: those before it in its block, the nearest first, those after it,
 * who spoke last, and those of the blocks around it; the ones inside the quote come last.
 * @param {HTMLLIElement} quote
 * @param {import("./notes.js").Notes} notes
 */
function candidates(quote, notes) {
  const { start, end } = spanOf(quote);
  const row = quote.closest(".row");
  const own = [...itemsOf(row, "actor")];
  const before = own.filter((item) => spanOf(item).end <= start).reverse();
  const after = own.filter((item) => spanOf(item).start >= end);
  const around = [];
  let [above, below] = [row, row];
  for (let distance = 1; distance <= ROWS; distance += 1) {
    above = above?.previousElementSibling;
    below = below?.nextElementSibling;
    around.push(...[...itemsOf(above, "actor")].reverse(), ...itemsOf(below, "actor"));
  }
  const outside = around.filter((item) => spanOf(item).end <= start || spanOf(item).start >= end);
  const inside = [...own, ...around].filter((item) => spanOf(item).start < end && spanOf(item).end > start);
  const present = notes.find(quote.dataset.speaker);
  return distinct([present, ...before, ...after, lastSpeaker(quote, notes), ...outside, ...inside]).slice(0, MOST);
}

function itemsOf(row, tag) {
  return row?.querySelectorAll(`li[data-tag="${tag}"]:not([data-status="rejected"])`) ?? [];
}

/** Who speaks goes on speaking: return the speaker of the quote before. */
function lastSpeaker(quote, notes) {
  const { start } = spanOf(quote);
  const row = quote.closest(".row");
  const spoken = (each) => [...itemsOf(each, "quote")].filter((item) => item.dataset.speaker && spanOf(item).start < start);
  const last = spoken(row).at(-1) ?? spoken(row.previousElementSibling).at(-1);
  return last && notes.find(last.dataset.speaker);
}

/** The same name again says nothing new. */
function distinct(items) {
  const byText = new Map();
  for (const item of items) if (item && !byText.has(textOf(item))) byText.set(textOf(item), item);
  return [...byText.values()];
}

function choice(actor, number, present) {
  const button = document.createElement("button");
  const id = idOf(actor);
  button.type = "button";
  button.dataset.speaker = id;
  button.dataset.number = String(number);
  button.ariaPressed = String(id === present);
  const name = document.createElement("bdi");
  name.textContent = textOf(actor);
  const key = document.createElement("kbd");
  key.textContent = String(number);
  key.ariaHidden = "true";
  button.append(name, key);
  return button;
}

function textOf(item) {
  return item.querySelector(".chip-text").textContent;
}
