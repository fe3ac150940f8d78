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
