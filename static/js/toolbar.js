/** The toolbar by the selection: what is picked, and the tags it may get. */

const GAP = 10;
const NARROW = matchMedia("(max-width: 760px), (pointer: coarse)");

export class Toolbar extends EventTarget {
  /**
   * Events: `tag` (button's dataset) when a tag is chosen.
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
   */
  open(picked, rect) {
    this.picked = picked;
    document.getElementById("picked-text").textContent = `«${picked.exact}»`;
    document.getElementById("picked-from").hidden = !picked.word;
    document.getElementById("picked-word").textContent = picked.word;
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
  const top = below + height + GAP < innerHeight ? below : Math.max(GAP, rect.top - height - GAP);
  element.style.setProperty("--toolbar-left", `${left}px`);
  element.style.setProperty("--toolbar-top", `${top}px`);
}
