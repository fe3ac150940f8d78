/** From a chip to its place in the text, and from a highlight to its chips. */
import { spanOf } from "./notes.js";

// A glance over the margin should not make the page jump.
const HOVER_REST = 500;

/**
 * Connect the margin and the text in both directions.
 * @param {import("./notes.js").Notes} notes
 * @param {import("./ranges.js").ArticleText} articleText
 * @returns {{pin: (id: string) => void}} lets a note stand out as long as nothing else does
 */
export function connectPointing(notes, articleText) {
  const pointing = new Pointing(notes, articleText);
  const root = notes.root;
  root.addEventListener("mouseover", (event) => pointing.hover(itemOf(event.target)));
  root.addEventListener("mouseleave", () => pointing.hover(null));
  root.addEventListener("focusin", ({ target }) => pointing.focus(itemOf(target), target.closest(".card") !== null));
  root.addEventListener("focusout", () => pointing.focus(null));
  root.addEventListener("click", (event) => pointing.click(event));
  return { pin: (id) => pointing.pin(id) };
}

class Pointing {
  constructor(notes, articleText) {
    this.notes = notes;
    this.articleText = articleText;
    this.hovered = null;
    this.focused = null;
    this.pinnedId = "";
    /** Chips that stand out with the one under the eye. */
    this.kin = [];
    // The press of a click takes the focus away before the click arrives.
    this.lastId = "";
    this.timer = 0;
  }

  hover(item) {
    if (item === this.hovered) return;
    this.hovered = item;
    this.#spot();
    clearTimeout(this.timer);
    if (item) this.timer = setTimeout(() => this.#reveal(item), HOVER_REST);
  }

  /** A press inside a card must find its button where it was: that does not scroll. */
  focus(item, isInCard = false) {
    this.focused = item;
    if (item) this.lastId = item.id;
    this.#spot();
    if (item && !isInCard) this.#reveal(item);
  }

  pin(id) {
    this.pinnedId = id;
    this.#spot();
  }

  /** A click into the text goes to the innermost mark under it; the next click to the one around that. */
  click(event) {
    if (event.target.closest("[data-to-text]")) {
      event.preventDefault();
      this.#reveal(itemOf(event.target), true);
    }
    if (!event.target.closest("[data-offset]") || !getSelection().isCollapsed) return;
    const offset = this.articleText.offsetAt(event.clientX, event.clientY);
    const items = offset === null ? [] : this.notes.over(offset).filter((item) => item.querySelector("a.chip"));
    for (const item of this.notes.root.querySelectorAll(".is-under")) item.classList.remove("is-under");
    if (!items.length) return;
    for (const item of items) item.classList.add("is-under");
    const next = items[(items.findIndex((item) => item.id === this.lastId) + 1) % items.length];
    this.notes.focus(next);
    next.scrollIntoView({ block: "nearest" });
  }

  #spot() {
    const item = this.hovered ?? this.focused ?? this.notes.find(this.pinnedId);
    const { whole, faint, cues } = item ? this.notes.company(item) : { whole: [], faint: [], cues: [] };
    this.notes.painter.spot(whole.map(spanOf), faint.map(spanOf), cues);
    for (const each of this.kin) each.classList.remove("is-kin");
    this.kin = [...whole, ...faint].filter((each) => each !== item);
    for (const each of this.kin) each.classList.add("is-kin");
  }

  /** Scroll to the item's place unless it is in sight. */
  #reveal(item, always = false) {
    const { start, end } = spanOf(item);
    const [range] = this.articleText.rangesOf(start, end);
    if (!range) return;
    const header = document.getElementById("site-header").offsetHeight;
    const { top, bottom } = range.getBoundingClientRect();
    if (always || bottom < header || top > innerHeight) {
      range.startContainer.parentElement.scrollIntoView({ block: always ? "center" : "nearest" });
    }
  }
}

function itemOf(node) {
  return node?.closest?.("li[data-start]") ?? null;
}
