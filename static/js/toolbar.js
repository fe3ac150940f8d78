/** Where a tag is chosen: in the toolbar by the selection, or before it, as a pen. */

const GAP = 10;
// As in the code charts.
const NAMES = { "\u00a0": "NBSP", "\u200b": "ZWSP", "\u200e": "LRM", "\u200f": "RLM", "\u061c": "ALM", "\n": "¶" };
const NARROW = matchMedia("(max-width: 760px), (pointer: coarse)");

export const QUOTE = "quote";

/** What is picked, and the tags it may get. */
export class Toolbar extends EventTarget {
  /**
   * Events: `tag` (picked, slug) when a tag is chosen, `choice` (name) when another selection is.
   * @param {HTMLElement} element
   */
  constructor(element) {
    super();
    this.element = element;
    this.picked = null;
    // A press on the toolbar must not take the selection away.
    element.addEventListener("mousedown", (event) => event.preventDefault());
    element.addEventListener("click", (event) => {
      const button = event.target.closest("button[data-tag]");
      if (button) this.#choose(button);
      const choice = event.target.closest("button[data-choice]");
      if (choice) this.dispatchEvent(new CustomEvent("choice", { detail: { name: choice.dataset.choice } }));
    });
  }

  get isOpen() {
    return !this.element.hidden;
  }

  get buttons() {
    return [...this.element.querySelectorAll("button[data-tag]")];
  }

  /**
   * Show the toolbar for a selection.
   * @param {import("./ranges.js").Picked} picked
   * @param {DOMRect} rect of the end of the selection that the hand is at
   * @param {{bare?: import("./ranges.js").Picked | null, quotation?: import("./ranges.js").Picked | null}} [others]
   *   what may have been meant instead
   */
  open(picked, rect, { bare = null, quotation = null } = {}) {
    this.picked = picked;
    document.getElementById("picked-text").textContent = `«${picked.exact}»`;
    document.getElementById("picked-from").hidden = !picked.word;
    document.getElementById("picked-word").textContent = picked.word;
    document.getElementById("picked-repaired").hidden = !picked.isRepaired;
    this.#offer("bare", bare?.exact);
    this.#offer("quotation", quotation?.exact);
    this.#offer("undropped", picked.dropped && nameDropped(picked.dropped));
    // On a narrow screen the tags get a line of their own then.
    this.element.classList.toggle("has-more", Boolean(bare || quotation || picked.dropped || picked.isRepaired));
    this.element.hidden = false;
    placeBy(this.element, rect);
  }

  close() {
    this.picked = null;
    this.element.hidden = true;
  }

  /** Choose as if the button had been pressed. */
  press(button) {
    this.#choose(button);
  }

  #choose(button) {
    if (!this.picked) return;
    const picked = this.picked;
    this.close();
    this.dispatchEvent(new CustomEvent("tag", { detail: { picked, slug: button.dataset.tag } }));
  }

  #offer(name, text) {
    const button = this.element.querySelector(`button[data-choice="${name}"]`);
    if (!button) return;
    button.hidden = !text;
    const place = button.querySelector("bdi");
    if (place) place.textContent = text ?? "";
    else button.title = text ?? "";
  }
}

/** The pen: a tag chosen first, and every selection gets it at once. */
export class Pens extends EventTarget {
  /**
   * Events: `change`.
   * @param {HTMLElement | null} element
   */
  constructor(element) {
    super();
    this.buttons = element ? [...element.querySelectorAll("[data-pen]")] : [];
    for (const button of this.buttons) {
      button.addEventListener("click", () => this.take(this.inHand === button.dataset.pen ? null : button.dataset.pen));
    }
  }

  /** The tag of the pen in hand, or null. */
  get inHand() {
    return this.buttons.find((button) => button.ariaPressed === "true")?.dataset.pen ?? null;
  }

  /** Take the pen of a tag, or put it away. */
  take(slug) {
    for (const button of this.buttons) button.ariaPressed = String(button.dataset.pen === slug);
    document.documentElement.classList.toggle("pen-on", slug !== null);
    this.dispatchEvent(new CustomEvent("change"));
  }
}

/**
 * Place a bar by a rectangle of the text, where there is room for it: on a phone it stands at the bottom.
 * Coordinates of a rectangle are physical, in both writing directions; so is this one `left`.
 * @param {HTMLElement} element
 * @param {DOMRect} rect
 */
export function placeBy(element, rect) {
  if (NARROW.matches) return;
  const { offsetWidth: width, offsetHeight: height } = element;
  const left = Math.min(Math.max(GAP, rect.left + rect.width / 2 - width / 2), innerWidth - width - GAP);
  const below = rect.bottom + GAP;
  const free = below + height + GAP < innerHeight ? below : rect.top - height - GAP;
  // A selection may end beyond the screen, as Ctrl+A does: the bar stays where it can be seen.
  const top = Math.max(GAP, Math.min(free, innerHeight - height - GAP));
  element.style.setProperty("--toolbar-left", `${left}px`);
  element.style.setProperty("--toolbar-top", `${top}px`);
}

/** Return what was cut off at the ends, with names for what cannot be seen. */
function nameDropped({ before, after }) {
  const [first, last] = [before, after].map((text) => [...text].map(nameInvisible).join(""));
  return first && last ? `${first}…${last}` : first || last;
}

function nameInvisible(character) {
  if (character in NAMES) return NAMES[character];
  const code = character.codePointAt(0).toString(16).toUpperCase().padStart(4, "0");
  return /[\p{Cf}\p{Z}]/u.test(character) && character !== " " ? `U+${code}` : character;
}
