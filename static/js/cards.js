/** The card of an annotation: opened at its chip, its forms sent without leaving the page. */
import { get, post } from "./server.js";
import { newUuid7 } from "./identifiers.js";
import { say } from "./notices.js";

export class Cards extends EventTarget {
  /**
   * Events: `busy` when the number of changes on their way (`underWay`) has changed.
   * @param {import("./notes.js").Notes} notes
   * @param {Record<string, string>} strings
   */
  constructor(notes, strings) {
    super();
    this.notes = notes;
    this.strings = strings;
    this.underWay = 0;
    notes.root.addEventListener("click", (event) => this.#click(event));
    notes.root.addEventListener("submit", (event) => this.#submit(event));
    notes.root.addEventListener("keydown", (event) => {
      const item = event.target.closest("li.is-open");
      if (event.key !== "Escape" || !item) return;
      event.stopPropagation();
      this.close(item, { focus: true });
    });
  }

  /** @param {HTMLLIElement} item */
  async open(item) {
    const answer = await get(item.querySelector("a.chip").href);
    if (!answer.ok || !answer.items.length) {
      this.#refuse(answer);
      if (answer.status === 410) this.notes.remove(item.dataset.annotation);
      return;
    }
    this.notes.put(answer.items[0]);
    answer.items[0].querySelector("a.chip").focus({ preventScroll: true });
    answer.items[0].scrollIntoView({ block: "nearest" });
  }

  /** @param {HTMLLIElement} item */
  close(item, { focus = false } = {}) {
    item.classList.remove("is-open");
    item.querySelector(".card")?.remove();
    if (focus) item.querySelector("a.chip").focus({ preventScroll: true });
  }

  /** Undo an action of this person, whichever page it was made on. */
  async undo(url) {
    this.#apply(await this.#send(url, { action: newUuid7() }));
  }

  #click(event) {
    const chip = event.target.closest("a.chip");
    if (!chip || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const item = chip.closest("li");
    if (item.classList.contains("is-open")) this.close(item);
    else this.open(item);
  }

  async #submit(event) {
    const form = event.target.closest("form[data-change]");
    if (!form) return;
    event.preventDefault();
    if (form.ariaBusy === "true") return;
    form.ariaBusy = "true";
    // The same name until it is answered: a change that arrived, but whose answer was lost, is not made twice.
    form.dataset.action ||= newUuid7();
    const fields = Object.fromEntries(new FormData(form, event.submitter));
    const answer = await this.#send(form.action, { ...fields, action: form.dataset.action });
    form.ariaBusy = "false";
    if (!answer.isRetryable) delete form.dataset.action;
    this.#apply(answer);
  }

  async #send(url, fields) {
    this.#count(+1);
    const answer = await post(url, { ...fields, person: this.notes.root.dataset.user ?? "" });
    this.#count(-1);
    return answer;
  }

  #apply(answer) {
    for (const item of answer.items) this.notes.put(item);
    for (const id of answer.removed) this.notes.remove(id);
    if (!answer.ok) this.#refuse(answer);
    else if (answer.message) say(answer.message, { undo: answer.undo ? () => this.undo(answer.undo) : undefined });
  }

  #refuse(answer) {
    const text = answer.isLoginNeeded ? this.strings.login : answer.refusal || this.strings.failed;
    say(text, { login: answer.isLoginNeeded, stays: true });
  }

  #count(step) {
    this.underWay += step;
    this.dispatchEvent(new CustomEvent("busy"));
  }
}
