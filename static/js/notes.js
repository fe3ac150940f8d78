/**
 * The margin notes: the lists beside the blocks, which are the only state of the page.
 */

/** Unsaved marks are painted like the others, but are no annotations yet. */
const ITEMS = "li[data-annotation], li[data-draft]";
/** What ties a quote to others, in its item's data. */
const TIES = ["kind", "speaker", "continues", "cue", "cueStart", "cueEnd", "text"];

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
    // Items as the server knows them, while the page shows what will become of them.
    this.before = new Map();
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
    const id = idOf(item);
    const older = this.find(id);
    const hadFocus = older?.contains(document.activeElement);
    this.before.delete(id);
    older?.remove();
    this.#place(item);
    if (hadFocus) item.querySelector("a")?.focus({ preventScroll: true });
  }

  /**
   * Let an item that is open say what the server says now; its card stays with the focus and what is typed in it.
   * @param {HTMLLIElement} item in the page
   * @param {HTMLLIElement} news
   */
  renew(item, news) {
    for (const name of TIES) delete item.dataset[name];
    Object.assign(item.dataset, news.dataset);
    item.querySelector("a.chip").innerHTML = news.querySelector("a.chip").innerHTML;
    item.classList.remove("is-unsaved");
    this.before.delete(item.dataset.annotation);
    this.#paint(item);
    this.#changed(item.parentElement);
  }

  /**
   * Show what will become of an annotation when a change that waits has been stored.
   * @param {string} id
   * @param {{
   *   isDeleted?: boolean, status?: string, start?: string, end?: string, exact?: string, list?: string,
   *   tag?: {slug: string, colour: string, sign: string, order: string}, ties?: Ties
   * }} change
   */
  foresee(id, { isDeleted, tag, exact, ties, ...bounds }) {
    const item = this.find(id);
    if (!item) return;
    const before = this.before.get(id) ?? item.cloneNode(true);
    before.dataset.list ??= item.parentElement.id;
    before.classList.remove("is-folded", "is-under", "is-open");
    before.querySelector(".card")?.remove();
    if (isDeleted) this.remove(id);
    else {
      const { slug, sign, ...looks } = tag ?? {};
      Object.assign(item.dataset, bounds, looks, slug && { tag: slug });
      if (sign) item.querySelector(".sign").textContent = sign;
      if (exact) item.querySelector(".chip-text").textContent = exact;
      if (ties) tie(item, ties);
      if (!item.classList.contains("is-unsaved")) {
        item.querySelector(".chip").append(this.#draft().querySelector(".vh"));
        item.classList.add("is-unsaved");
      }
      if (bounds.list) this.put(item);
      else this.#paint(item);
    }
    this.before.set(id, before);
  }

  /** Show an annotation as the server knows it again: the change that waited was refused or taken back. */
  restore(id) {
    const before = this.before.get(id);
    if (before) this.put(before);
  }

  /**
   * Give an item the focus, out of the fold if it is folded away.
   * @param {HTMLLIElement} item
   */
  focus(item) {
    if (item.classList.contains("is-folded")) item.parentElement.classList.add("is-unfolded");
    item.querySelector("a.chip")?.focus({ preventScroll: true });
  }

  /**
   * Paint an item where it stands or, as long as that is not stored, somewhere else.
   * @param {HTMLLIElement} item
   * @param {{start: number, end: number}} [span]
   */
  repaint(item, span = spanOf(item)) {
    this.#paint(item, span);
  }

  /**
   * Return the annotation before (-1) or after (+1) an item in text order, in its list or another one; null at the end.
   * @param {HTMLLIElement} item
   * @param {number} step
   */
  neighbour(item, step) {
    const sibling = step > 0 ? "nextElementSibling" : "previousElementSibling";
    return this.firstFrom(item[sibling], item.closest(".row"), step);
  }

  /** Return the first annotation from `place` on in the list of `row`, else in the rows after (+1) or before it (-1). */
  firstFrom(place, row, step) {
    const [sibling, first] =
      step > 0 ? ["nextElementSibling", "firstElementChild"] : ["previousElementSibling", "lastElementChild"];
    for (;;) {
      for (; place; place = place[sibling]) if (place.matches("li[data-annotation]:not([hidden])")) return place;
      row = row?.[sibling];
      if (!row) return null;
      place = row.querySelector("ol.notes")?.[first];
    }
  }

  /** @param {string} id */
  remove(id) {
    const item = this.find(id);
    const list = item?.parentElement;
    const hadFocus = item?.contains(document.activeElement);
    const neighbour = item?.nextElementSibling ?? item?.previousElementSibling;
    this.before.delete(id);
    item?.remove();
    if (hadFocus) neighbour?.querySelector("a.chip")?.focus({ preventScroll: true });
    this.painter.erase(id);
    this.painter.spot(null);
    if (list) this.#changed(list);
  }

  /**
   * Make the draft of a mark that is not stored yet.
   * @param {{id: string, start: number, end: number, exact: string, list: string}} mark
   * @param {{slug: string, colour: string, sign: string, order: string}} tag
   * @param {Ties | null} [ties]
   */
  makeDraft(mark, tag, ties = null) {
    const item = this.#draft();
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
    if (ties) tie(item, ties);
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

  /**
   * Return what stands out with an item: the `whole` quote that it belongs to, with its parts and speaker, and its cue;
   * `faint` what an actor says.
   * @param {HTMLLIElement} item
   * @returns {{whole: HTMLLIElement[], faint: HTMLLIElement[], cues: {start: number, end: number}[]}}
   */
  company(item) {
    if (item.dataset.tag !== "quote") return { whole: [item], faint: this.#saidBy(item), cues: [] };
    const head = this.find(item.dataset.continues) ?? item;
    const { speaker, cueStart, cueEnd } = head.dataset;
    const cues = cueStart ? [{ start: Number(cueStart), end: Number(cueEnd) }] : [];
    const whole = [head, ...this.#partsOf(head), this.find(speaker)].filter(Boolean);
    return { whole, faint: [], cues };
  }

  #saidBy(item) {
    if (item.dataset.tag !== "actor") return [];
    const heads = this.root.querySelectorAll(`li[data-speaker="${idOf(item)}"]`);
    return [...heads].flatMap((head) => [head, ...this.#partsOf(head)]);
  }

  #partsOf(head) {
    return this.root.querySelectorAll(`li[data-continues="${idOf(head)}"]`);
  }

  #draft() {
    return document.getElementById("draft-note").content.firstElementChild.cloneNode(true);
  }

  #place(item) {
    const list = document.getElementById(item.dataset.list) ?? this.root.querySelector("ol.notes");
    const next = [...list.querySelectorAll(ITEMS)].find((other) => isBefore(item, other));
    if (next) next.before(item);
    else list.append(item);
    this.#paint(item);
    this.#changed(list);
  }

  #paint(item, span = spanOf(item)) {
    const id = idOf(item);
    item.hidden = !item.dataset.draft && !this.shows(item);
    // A rejected mark stays in the margin, struck; the text does not carry what was found wrong.
    if (item.hidden || item.dataset.status === "rejected") this.painter.erase(id);
    else this.painter.paint(id, { ...span, colour: item.dataset.colour });
  }

  #changed(list) {
    this.dispatchEvent(new CustomEvent("change", { detail: { list } }));
  }
}

/** Return the id of an item's annotation, saved or not. @param {HTMLLIElement} item */
export function idOf(item) {
  return item.dataset.annotation ?? item.dataset.draft;
}

/**
 * Return the span of an item, in code points, half-open.
 * @param {HTMLLIElement} item
 */
export function spanOf(item) {
  return { start: Number(item.dataset.start), end: Number(item.dataset.end) };
}

/**
 * Tie an item to others as a change that waits will do it.
 * @typedef {{data: Record<string, string | null>, text?: string, role?: string}} Ties
 *   `text` is shown instead of its own, "" for its own; `role` says what that is
 * @param {HTMLLIElement} item
 * @param {Ties} ties
 */
function tie(item, { data, text, role }) {
  const shown = item.querySelector(".chip-text");
  if (text !== undefined) {
    item.dataset.text ??= shown.textContent;
    shown.textContent = text || item.dataset.text;
  }
  if (role !== undefined) {
    item.querySelector(".chip-role")?.remove();
    if (role) shown.insertAdjacentHTML("afterend", ' <small class="chip-role"></small>');
    if (role) item.querySelector(".chip-role").textContent = role;
  }
  for (const [name, value] of Object.entries(data)) {
    if (value === null) delete item.dataset[name];
    else item.dataset[name] = value;
  }
}

function length(item) {
  return spanOf(item).end - spanOf(item).start;
}

/** The order of the server's lists: start, the longer first, the tag's order, id. */
function isBefore(item, other) {
  const keyOf = (each) => [spanOf(each).start, -spanOf(each).end, Number(each.dataset.order), idOf(each)];
  const keys = [item, other].map(keyOf);
  const at = keys[0].findIndex((key, index) => key !== keys[1][index]);
  return at >= 0 && keys[0][at] < keys[1][at];
}
