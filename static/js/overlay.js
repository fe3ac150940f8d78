/**
 * A layer over the text for what must not touch it: the ring around a word, the handles of a mark.
 * Coordinates of a rectangle are physical, in both writing directions.
 */

export class Overlay extends EventTarget {
  /**
   * Events: `moved` when the text below may stand elsewhere.
   * @param {HTMLElement} root
   */
  constructor(root) {
    super();
    this.element = document.createElement("div");
    this.element.className = "overlay";
    root.after(this.element);
    new ResizeObserver(() => this.dispatchEvent(new CustomEvent("moved"))).observe(root);
  }

  /**
   * Lay an element over a rectangle of the window; it scrolls with the page from then on.
   * @param {HTMLElement} element
   * @param {{left: number, top: number, width: number, height: number}} box
   */
  place(element, { left, top, width, height }) {
    const origin = this.element.getBoundingClientRect();
    element.style.setProperty("--left", `${left - origin.left}px`);
    element.style.setProperty("--top", `${top - origin.top}px`);
    element.style.setProperty("--width", `${width}px`);
    element.style.setProperty("--height", `${height}px`);
    element.hidden = false;
    if (element.parentElement !== this.element) this.element.append(element);
  }
}
