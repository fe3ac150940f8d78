/**
 * Shows what has no shape of its own: bidi controls, joiners, other characters without width, no-break spaces, tatweel.
 * What has a width gets a highlight; the rest a label over the line.  The text itself stays untouched.
 */
import { canPaint } from "./painter.js";

const HIGHLIGHT = "invisible";

/** By code point; the abbreviations are those of the Unicode code charts. */
const WITHOUT_WIDTH = new Map([
  [0x00ad, "SHY"],
  [0x034f, "CGJ"],
  [0x061c, "ALM"],
  [0x200b, "ZWSP"],
  [0x200c, "ZWNJ"],
  [0x200d, "ZWJ"],
  [0x200e, "LRM"],
  [0x200f, "RLM"],
  [0x202a, "LRE"],
  [0x202b, "RLE"],
  [0x202c, "PDF"],
  [0x202d, "LRO"],
  [0x202e, "RLO"],
  [0x2060, "WJ"],
  [0x2066, "LRI"],
  [0x2067, "RLI"],
  [0x2068, "FSI"],
  [0x2069, "PDI"],
  [0xfeff, "BOM"],
]);
// NO-BREAK SPACE, NARROW NO-BREAK SPACE, FIGURE SPACE, tatweel.
const WITH_WIDTH = /[\u00a0\u202f\u2007\u0640]/g;
const ANY_WITHOUT = new RegExp(`[${String.fromCodePoint(...WITHOUT_WIDTH.keys())}]`, "g");

export class Invisibles {
  /** @param {import("./ranges.js").ArticleText} articleText */
  constructor(articleText) {
    this.articleText = articleText;
    this.isOn = false;
    this.blockOf = new Map(articleText.blocks.map((block) => [block.element, block]));
    // Labels stand where the letters are: they are set when a block comes near the screen, and again when it changes.
    this.resized = new ResizeObserver((entries) => entries.forEach(({ target }) => this.#label(target)));
    this.seen = new IntersectionObserver((entries) => this.#watch(entries), { rootMargin: "200px" });
  }

  /** Show them, or hide them; return whether they show. */
  toggle() {
    this.isOn = !this.isOn;
    document.documentElement.classList.toggle("shows-invisibles", this.isOn);
    if (this.isOn) this.#show();
    else this.#hide();
    return this.isOn;
  }

  #show() {
    const ranges = [];
    for (const block of this.articleText.blocks) {
      for (const { index } of block.text.matchAll(WITH_WIDTH)) ranges.push(block.unitRange(index, index + 1));
      if (block.text.search(ANY_WITHOUT) >= 0) this.seen.observe(block.element);
    }
    if (!canPaint) return;
    const highlight = new Highlight(...ranges);
    highlight.priority = 15;
    CSS.highlights.set(HIGHLIGHT, highlight);
  }

  #hide() {
    this.seen.disconnect();
    this.resized.disconnect();
    if (canPaint) CSS.highlights.delete(HIGHLIGHT);
    for (const layer of this.articleText.root.querySelectorAll(".invisibles")) layer.remove();
  }

  #watch(entries) {
    for (const { target, isIntersecting } of entries) {
      if (isIntersecting) this.resized.observe(target);
      else this.resized.unobserve(target);
    }
  }

  #label(element) {
    const row = element.parentElement;
    const block = this.blockOf.get(element);
    row.querySelector(".invisibles")?.remove();
    const layer = document.createElement("div");
    layer.className = "invisibles";
    layer.ariaHidden = "true";
    const origin = row.getBoundingClientRect();
    for (const { index } of block.text.matchAll(ANY_WITHOUT)) layer.append(labelAt(block, index, origin));
    row.append(layer);
  }
}

/** Coordinates of a rectangle are physical, in both writing directions; so is this `left`. */
function labelAt(block, index, origin) {
  const label = document.createElement("i");
  label.textContent = WITHOUT_WIDTH.get(block.text.charCodeAt(index));
  const rects = block.unitRange(index, index + 1).getClientRects();
  const rect = rects[0] ?? block.unitRange(index, index).getBoundingClientRect();
  label.style.setProperty("--label-left", `${rect.left - origin.left}px`);
  label.style.setProperty("--label-top", `${rect.top - origin.top}px`);
  return label;
}
