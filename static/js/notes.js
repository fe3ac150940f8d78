/**
 * The margin notes: the lists beside the blocks, which are the only state of the page.
 */

/** Unsaved marks are painted like the others, but are no annotations yet. */
const ITEMS = "li[data-annotation], li[data-draft]";

export class Notes extends EventTarget {
  /**
   * Events: `change` after the lists changed.
   * @param {HTMLElement} root
   * @param {import("./painter.js").Painter} painter
   */
  constructor(root, painter) {
    super();
    this.root = root;
    this.painter = painter;
    this.shows = () => true;
    for (const item of this.items()) this.#paint(item);
  }

  /** @returns {HTMLLIElement[]} */
  items() {
    return [...this.root.querySelectorAll(ITEMS)];
  }

  /**
   * Show and paint only what `shows` says; a mark that is not saved yet always shows.
   * @param {(item: HTMLLIElement) => boolean} shows
   */
  filter(shows) {
    this.shows = shows;
    for (const item of this.items()) this.#paint(item);
    for (const list of this.root.querySelectorAll("ol.notes")) this.#changed(list);
  }

  /** @param {string} id */
  find(id) {
    return document.getElementById(`n-${id}`);
  }

  /**
   * Put an item where it belongs, in place of an older copy or of its draft.
   * @param {HTMLLIElement} item
   */
  put(item) {
    const id = item.dataset.annotation ?? item.dataset.draft;
    const older = this.find(id);
    const hadFocus = older?.contains(document.activeElement);
    older?.remove();
    const list = document.getElementById(item.dataset.list) ?? this.root.querySelector("ol.notes");
    const next = [...list.querySelectorAll(ITEMS)].find((other) => isBefore(item, other));
    if (next) next.before(item);
    else list.append(item);
    this.#paint(item);
    if (hadFocus) item.querySelector("a")?.focus({ preventScroll: true });
    this.#changed(list);
  }

  /**
   * Give an item the focus, out of the fold if it is folded away.
   * @param {HTMLLIElement} item
   */
  focus(item) {
    if (item.classList.contains("is-folded")) item.parentElement.classList.add("is-unfolded");
    item.querySelector("a.chip")?.focus({ preventScroll: true });
  }

  /** @param {string} id */
  remove(id) {
    const item = this.find(id);
    const list = item?.parentElement;
    item?.remove();
    this.painter.erase(id);
    this.painter.spot(null);
    if (list) this.#changed(list);
  }

  /**
   * Make the draft of a mark that is not stored yet.
   * @param {{id: string, start: number, end: number, exact: string, list: string}} mark
   * @param {{slug: string, colour: string, sign: string, order: string}} tag
   */
  makeDraft(mark, tag) {
    const item = document.getElementById("draft-note").content.firstElementChild.cloneNode(true);
    item.id = `n-${mark.id}`;
    Object.assign(item.dataset, {
      draft: mark.id,
      tag: tag.slug,
      colour: tag.colour,
      order: tag.order,
      start: mark.start,
      end: mark.end,
      list: mark.list,
    });
    item.querySelector(".sign").textContent = tag.sign;
    item.querySelector(".chip-text").textContent = mark.exact;
    return item;
  }

  /**
   * Return the items over the character at `offset`, the innermost first; not those that are filtered out.
   * @param {number} offset code points
   */
  over(offset) {
    return this.items()
      .filter((item) => !item.hidden && spanOf(item).start <= offset && offset < spanOf(item).end)
      .sort((a, b) => length(a) - length(b));
  }

  #paint(item) {
    const id = item.dataset.annotation ?? item.dataset.draft;
    item.hidden = !item.dataset.draft && !this.shows(item);
    // A rejected mark stays in the margin, struck; the text does not carry what was found wrong.
    if (item.hidden || item.dataset.status === "rejected") this.painter.erase(id);
    else this.painter.paint(id, { ...spanOf(item), colour: item.dataset.colour });
  }

  #changed(list) {
    this.dispatchEvent(new CustomEvent("change", { detail: { list } }));
  }
}

/**
 * Return the span of an item, in code points, half-open.
 * @param {HTMLLIElement} item
 */
export function spanOf(item) {
  return { start: Number(item.dataset.start), end: Number(item.dataset.end) };
}

function length(item) {
  return spanOf(item).end - spanOf(item).start;
}

/** The order of the server's lists: start, the longer first, the tag's order, id. */
function isBefore(item, other) {
  const keys = [item, other].map((each) => [
    spanOf(each).start,
    -spanOf(each).end,
    Number(each.dataset.order),
    each.dataset.annotation ?? each.dataset.draft,
  ]);
  const at = keys[0].findIndex((key, index) => key !== keys[1][index]);
  return at >= 0 && keys[0][at] < keys[1][at];
}
