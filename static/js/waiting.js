/**
 * What waits to be stored, as a list beside the save state: a person may have it tried again at once, and may give up
 * what the server never takes, so that what stands behind it gets its turn.
 */
import { marksOf, targetOf } from "./outbox.js";

export class Waiting {
  /** @param {Record<string, object>} reader the parts of the page by name */
  constructor({ outbox, notes, strings }) {
    Object.assign(this, { outbox, notes, strings });
    this.menu = document.getElementById("waiting-menu");
    this.list = this.menu.querySelector("ol");
    outbox.addEventListener("state", () => this.#show());
    this.menu.addEventListener("toggle", () => this.#show());
    this.menu.querySelector("[data-try]").addEventListener("click", () => outbox.flush());
    this.list.addEventListener("click", ({ target }) => target.matches("[data-discard]") && this.#discard(target));
    this.#show();
  }

  #show() {
    const entries = this.outbox.isStuck ? this.outbox.waiting() : [];
    this.menu.hidden = entries.length === 0;
    if (!entries.length) this.menu.open = false;
    // Drawn anew only where it differs: somebody may be on one of its buttons.
    const shown = entries.map(({ key }) => key).join(" ");
    if (!this.menu.open || this.list.dataset.shown === shown) return;
    this.list.dataset.shown = shown;
    this.list.replaceChildren(...entries.map((entry) => this.#line(entry)));
  }

  #line(entry) {
    const line = document.createElement("li");
    const text = document.createElement("bdi");
    text.textContent = this.#textOf(entry);
    const button = document.createElement("button");
    Object.assign(button, { type: "button", className: "ghost", textContent: this.strings.discard });
    Object.assign(button.dataset, { discard: entry.key });
    line.append(text, button);
    return line;
  }

  /** Return the text that an action is about, for whoever has to recognise it. */
  #textOf(entry) {
    const [mark] = marksOf(entry);
    const text =
      mark?.fields.exact ?? entry.fields.note ?? entry.fields.exact ??
      this.notes.find(targetOf(entry))?.querySelector("bdi")?.textContent;
    return text || this.strings.change;
  }

  /** The first press asks, the second does it. */
  #discard(button) {
    if (!button.dataset.asked) {
      button.dataset.asked = "yes";
      button.textContent = this.strings.discardSure;
      return;
    }
    const entry = this.outbox.waiting().find(({ key }) => key === button.dataset.discard);
    if (entry) this.outbox.drop(entry);
    this.#show();
  }
}
