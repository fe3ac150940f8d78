/** The card of an annotation: opened at its chip, its forms sent by the outbox without leaving the page. */
import { say } from "./notices.js";
import { get } from "./server.js";

export class Cards extends EventTarget {
  /**
   * Events: `opened` (id).
   * @param {import("./notes.js").Notes} notes
   * @param {import("./outbox.js").Outbox | null} outbox null for whoever is not logged in, whose cards hold no forms
   * @param {Record<string, string>} strings
   */
  constructor(notes, outbox, strings) {
    super();
    this.notes = notes;
    this.outbox = outbox;
    this.strings = strings;
    notes.root.addEventListener("submit", (event) => this.#submit(event));
    notes.root.addEventListener("keydown", (event) => {
      const item = event.target.closest("li.is-open");
      if (event.key !== "Escape" || !item) return;
      event.stopPropagation();
      this.close(item, { focus: true });
    });
    addEventListener("beforeunload", (event) => {
      if ([...notes.root.querySelectorAll("li.is-open")].some(isTyped)) event.preventDefault();
    });
  }

  /**
   * Fetch the card of an item and show it.
   * @param {HTMLLIElement} item
   * @param {{isQuiet?: boolean}} [options] quiet: it was open already, and the focus stays where it is
   */
  async open(item, { isQuiet = false } = {}) {
    const answer = await get(item.querySelector("a.chip").href);
    const [opened] = answer.items;
    if (!answer.ok || !opened) {
      if (!isQuiet) this.#refuse(answer);
      if (answer.status === 410) this.notes.remove(item.dataset.annotation);
      return null;
    }
    this.notes.put(opened);
    if (!isQuiet) {
      opened.querySelector("a.chip").focus({ preventScroll: true });
      opened.scrollIntoView({ block: "nearest" });
    }
    this.dispatchEvent(new CustomEvent("opened", { detail: { id: opened.dataset.annotation } }));
    return this.notes.find(opened.dataset.annotation);
  }

  /** Open a card or close it.  @param {HTMLLIElement} item */
  toggle(item) {
    if (item.classList.contains("is-open")) this.close(item);
    else this.open(item);
  }

  /** @param {HTMLLIElement} item */
  close(item, { focus = false } = {}) {
    item.classList.remove("is-open");
    item.querySelector(".card")?.remove();
    if (item.dataset.gone !== undefined) this.notes.remove(item.dataset.annotation);
    else if (focus) item.querySelector("a.chip").focus({ preventScroll: true });
  }

  /**
   * Show what an item has become.  An open card keeps the focus and what is typed in it.
   * @param {HTMLLIElement} item
   * @param {{isOwn: boolean}} by whether this person changed it, who then knows what the next change is made to
   */
  show(item, { isOwn }) {
    const open = this.#openItem(item.dataset.annotation);
    if (!open) return this.notes.put(item);
    this.notes.renew(open, item);
    if (isOwn) for (const input of open.querySelectorAll("[name=version]")) input.value = item.dataset.version;
    if (!isTyped(open) && !open.querySelector(".card").contains(document.activeElement)) {
      this.open(open, { isQuiet: true });
    } else if (!isOwn) tell(open, this.strings.changedMeanwhile);
    return undefined;
  }

  /** Take an item away; one with something typed in its card goes when the card is closed. */
  remove(id) {
    const open = this.#openItem(id);
    if (!open || !isTyped(open)) return this.notes.remove(id);
    open.dataset.gone = "";
    this.notes.painter.erase(id);
    return tell(open, this.strings.deletedMeanwhile);
  }

  /** Give what a person wrote, and the server refused, back to them in a card that shows the present state. */
  async giveBack(id, { note, reason }) {
    const item = this.notes.find(id);
    if (!item || !(note || reason)) return;
    const opened = await this.open(item);
    const field = opened?.querySelector(note ? "[name=note]" : "[name=reason]");
    if (!field) return;
    if (field.value && field.value !== note) tell(opened, this.strings.noteNow.replace("{note}", field.value));
    field.value = note || reason;
    field.focus({ preventScroll: true });
  }

  #openItem(id) {
    const item = this.notes.find(id);
    return item?.classList.contains("is-open") && item.querySelector(".card") ? item : null;
  }

  #submit(event) {
    const form = event.target.closest("form[data-change]");
    if (!form) return;
    event.preventDefault();
    // The outbox sends the token of the moment of sending.
    const { csrfmiddlewaretoken, ...fields } = Object.fromEntries(new FormData(form, event.submitter));
    const url = form.getAttribute("action");
    this.close(form.closest("li"), { focus: true });
    this.outbox.change(this.notes.root.dataset.article, url, fields);
  }

  #refuse(answer) {
    const text = answer.isLoginNeeded ? this.strings.login : answer.refusal || this.strings.failed;
    say(text, { login: answer.isLoginNeeded, stays: true });
  }
}

/** Tell whether something is written in the card that is not sent. */
function isTyped(item) {
  const fields = item.querySelectorAll(".card textarea, .card input:not([type=hidden])");
  return [...fields].some((field) => field.value !== field.defaultValue);
}

function tell(item, text) {
  const card = item.querySelector(".card");
  const place = card.querySelector(".card-news") ?? document.createElement("p");
  place.className = "card-news";
  place.role = "status";
  place.dir = "auto";
  card.prepend(place);
  place.textContent = text;
}
