/** All mentions of a name: a checklist beside the text, each mention painted in its place, all stored at once. */
import { say } from "./notices.js";
import { spanOf } from "./notes.js";
import { canPaint } from "./painter.js";
import { get } from "./server.js";

const CHOSEN = "candidate";
const LEFT = "candidate-left";
const GAP = 24;

export class Occurrences {
  /**
   * @param {{
   *   notes: import("./notes.js").Notes, articleText: import("./ranges.js").ArticleText,
   *   strings: Record<string, string>, store: (url: string, fields: object) => void
   * }} parts
   */
  constructor({ notes, articleText, strings, store }) {
    Object.assign(this, { notes, articleText, strings, store });
    this.form = null;
    this.source = "";
    // Where the focus goes afterwards.
    this.leave = null;
    notes.root.addEventListener("click", (event) => this.#clickText(event), true);
    document.addEventListener("keydown", (event) => {
      if (event.key === "Escape" && this.form && !event.defaultPrevented) this.#leave(event);
    });
  }

  /**
   * Show the other mentions of what an annotation marks.
   * @param {HTMLLIElement} item
   * @param {(() => void) | null} [leave] leads to where the person was; else the focus goes to the note
   */
  async open(item, leave = null) {
    this.close();
    const answer = await get(`${item.querySelector("a.chip").href}occurrences/`);
    const form = answer.content.querySelector("#occurrences");
    if (!answer.ok || !form) {
      const told = answer.isLoginNeeded ? this.strings.login : answer.refusal || this.strings.failed;
      say(told, { login: answer.isLoginNeeded, stays: true });
      return;
    }
    await adoptStyle(form.querySelector("link"));
    this.leave = leave;
    this.#show(form, item);
  }

  close() {
    this.form?.remove();
    this.form = null;
    document.documentElement.classList.remove("has-occurrences");
    this.notes.painter.spot(null);
    if (canPaint) for (const name of [CHOSEN, LEFT]) CSS.highlights.delete(name);
  }

  get #lines() {
    return [...this.form.querySelectorAll("li")];
  }

  get #chosen() {
    return this.#lines.filter((line) => boxOf(line).checked);
  }

  #show(form, item) {
    this.form = form;
    this.source = item.dataset.annotation;
    form.querySelector("[data-leave]").hidden = false;
    form.addEventListener("change", (event) => this.#change(event));
    form.addEventListener("submit", (event) => this.#submit(event));
    form.addEventListener("keydown", (event) => this.#press(event));
    form.addEventListener("mouseover", (event) => this.#point(event.target.closest("li")));
    form.addEventListener("focusin", (event) => this.#point(event.target.closest("li")));
    form.querySelector("[data-leave]").addEventListener("click", (event) => this.#leave(event));
    document.getElementById("article-text").after(form);
    document.documentElement.classList.add("has-occurrences");
    this.#refresh();
    const first = this.#lines[0];
    (first ? boxOf(first) : form.querySelector("h2")).focus({ preventScroll: true });
  }

  #change({ target }) {
    if ("all" in target.dataset) for (const line of this.#lines) boxOf(line).checked = target.checked;
    this.#refresh();
  }

  /** Enter stores (the browser's own way), the arrows go from line to line, A is for all or none, Escape leaves. */
  #press(event) {
    if (event.code === "KeyA" && !event.ctrlKey && !event.metaKey && !event.altKey) {
      this.form.querySelector("[data-all]")?.click();
      return event.preventDefault();
    }
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (!step) return undefined;
    const boxes = this.#lines.map(boxOf);
    const at = boxes.indexOf(document.activeElement) + step;
    boxes.at(at % boxes.length)?.focus({ preventScroll: true });
    return event.preventDefault();
  }

  /** A click on a mention in the text chooses it, or leaves it out. */
  #clickText(event) {
    if (!this.form || !event.target.closest("[data-offset]")) return;
    const offset = this.articleText.offsetAt(event.clientX, event.clientY);
    const line = this.#lines.find((each) => spanOf(each).start <= offset && offset < spanOf(each).end);
    if (offset === null || !line || !getSelection().isCollapsed) return;
    event.stopPropagation();
    boxOf(line).checked = !boxOf(line).checked;
    boxOf(line).focus({ preventScroll: true });
    line.scrollIntoView({ block: "nearest" });
    this.#refresh();
  }

  #submit(event) {
    event.preventDefault();
    const lines = this.#chosen;
    if (!lines.length) return;
    const column = (name) => lines.map((line) => line.querySelector(`input[name="${name}"]`).value);
    const fields = { tag: this.form.dataset.tag };
    for (const name of ["id", "start", "end", "exact"]) fields[name] = column(name);
    const url = this.form.getAttribute("action");
    this.close();
    this.store(url, fields);
    this.#focusSource();
  }

  #leave(event) {
    event.preventDefault();
    this.close();
    this.#focusSource();
  }

  #focusSource() {
    const item = this.notes.find(this.source);
    if (this.leave) this.leave();
    else if (item) this.notes.focus(item);
  }

  /** Make the place of a line stand out, and bring it into sight. */
  #point(line) {
    for (const each of this.#lines) each.classList.toggle("is-pointed", each === line);
    this.notes.painter.spot(line ? spanOf(line) : null);
    if (!line) return;
    const { start, end } = spanOf(line);
    const range = () => this.articleText.rangesOf(start, end)[0];
    if (isInSight(range(), this.form)) return;
    // A row that was far away has no layout yet; its block has.
    range().startContainer.parentElement.scrollIntoView({ block: "start" });
    const { top } = range().getBoundingClientRect();
    scrollBy({ top: top - innerHeight / 4, behavior: "instant" });
  }

  #refresh() {
    const chosen = this.#chosen;
    if (canPaint) {
      this.#paint(CHOSEN, chosen);
      this.#paint(LEFT, this.#lines.filter((line) => !chosen.includes(line)));
    }
    const button = this.form.querySelector("button.primary");
    if (!button) return;
    button.textContent = labelOf(button, chosen.length);
    button.disabled = chosen.length === 0;
    const all = this.form.querySelector("[data-all]");
    all.checked = chosen.length === this.#lines.length;
    all.indeterminate = chosen.length > 0 && !all.checked;
  }

  #paint(name, lines) {
    const ranges = lines.flatMap((line) => this.notes.painter.rangesFor(spanOf(line)));
    const highlight = new Highlight(...ranges);
    highlight.priority = 16;
    CSS.highlights.set(name, highlight);
  }
}

function boxOf(line) {
  return line.querySelector('input[type="checkbox"]');
}

/** The button knows its words for every plural form of the page's language. */
function labelOf(button, number) {
  const form = new Intl.PluralRules(document.documentElement.lang).select(number);
  return (button.dataset[form] ?? button.dataset.other).replace("{number}", String(number));
}

function isInSight(range, form) {
  const { top, bottom } = range.getBoundingClientRect();
  const panel = form.getBoundingClientRect();
  const header = document.getElementById("site-header").offsetHeight;
  // At the bottom of a narrow page the panel covers the text.
  const floor = panel.width > innerWidth * 0.8 ? panel.top : innerHeight;
  return top > header + GAP && bottom < floor - GAP;
}

/** The panel's looks come with it, and the page waits for them. */
function adoptStyle(link) {
  const known = document.head.querySelector(`link[href="${link.getAttribute("href")}"]`);
  link.remove();
  if (known) return Promise.resolve();
  return new Promise((resolve) => {
    link.addEventListener("load", resolve);
    link.addEventListener("error", resolve);
    document.head.append(link);
  });
}
