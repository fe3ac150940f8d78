/**
 * The filter: which notes are listed and painted, by tag, status and author.  What it leaves out stays in the lists,
 * hidden.  It lasts as long as the session of this tab, over all articles, and says above the text that it is on.
 */
/** What the filter leaves out, and the one author it keeps ("" keeps everybody). */
const NOTHING = { tag: [], status: [], author: "" };

export class Filter {
  /**
   * @param {import("./notes.js").Notes} notes
   * @param {string} told what the page says while the filter is on, with {shown} and {all}
   * @param {string} key where the session keeps it
   */
  constructor(notes, told, key) {
    this.notes = notes;
    this.told = told;
    this.key = key;
    this.form = document.getElementById("filter");
    this.note = document.getElementById("filter-note");
    this.isTelling = false;
    this.left = { ...NOTHING, ...read(key) };
    this.form.addEventListener("change", () => this.#choose());
    for (const button of document.querySelectorAll("[data-show-all]")) {
      button.addEventListener("click", () => this.#showAll());
    }
    this.notes.addEventListener("change", () => this.#tellSoon());
    this.#apply();
    // What was chosen before this came would be lost.
    this.form.inert = false;
  }

  get isOn() {
    const { tag, status, author } = this.left;
    return Boolean(tag.length || status.length || author);
  }

  #boxes(name) {
    return [...this.form.querySelectorAll(`input[name="${name}"]`)];
  }

  #choose() {
    const left = (name) => this.#boxes(name).filter((box) => !box.checked).map((box) => box.value);
    this.left = { tag: left("tag"), status: left("status"), author: this.form.elements.author.value };
    this.#apply();
  }

  #showAll() {
    const hadFocus = this.note.contains(document.activeElement);
    this.left = NOTHING;
    this.#apply();
    if (hadFocus) document.querySelector("#view-menu > summary").focus();
  }

  #apply() {
    const { tag, status, author } = this.left;
    write(this.key, this.isOn ? this.left : null);
    this.notes.filter(
      (item) =>
        !tag.includes(item.dataset.tag) &&
        !status.includes(item.dataset.status) &&
        (!author || item.dataset.author === author),
    );
    this.#tell();
  }

  /** A filter changes every list; it is told once. */
  #tellSoon() {
    if (this.isTelling) return;
    this.isTelling = true;
    queueMicrotask(() => this.#tell());
  }

  #tell() {
    this.isTelling = false;
    const items = this.notes.items().filter((item) => item.dataset.annotation);
    this.#listAuthors(items);
    for (const name of ["tag", "status"]) {
      for (const box of this.#boxes(name)) {
        box.checked = !this.left[name].includes(box.value);
        const number = items.filter((item) => item.dataset[name] === box.value).length;
        box.parentElement.querySelector("b").textContent = String(number);
      }
    }
    this.form.elements.author.value = this.left.author;
    const shown = items.filter((item) => !item.hidden).length;
    this.note.hidden = !this.isOn;
    this.note.querySelector("span").textContent = this.told.replace("{shown}", shown).replace("{all}", items.length);
    document.documentElement.classList.toggle("is-filtered", this.isOn);
  }

  /** The names stand in the notes, for screen readers. */
  #listAuthors(items) {
    const select = this.form.elements.author;
    for (const item of items) {
      const { author } = item.dataset;
      if ([...select.options].some((option) => option.value === author)) continue;
      select.add(new Option(item.querySelector(".vh bdi").textContent, author));
    }
    // Kept from another article, and nobody here.
    if (![...select.options].some((option) => option.value === this.left.author)) {
      select.add(new Option("…", this.left.author));
    }
  }
}

function read(key) {
  try {
    return JSON.parse(sessionStorage.getItem(key)) ?? {};
  } catch {
    return {};
  }
}

function write(key, left) {
  try {
    if (left) sessionStorage.setItem(key, JSON.stringify(left));
    else sessionStorage.removeItem(key);
  } catch {
    // Where storage is blocked the filter lasts as long as the page.
  }
}
