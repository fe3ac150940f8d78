/**
 * Undo and redo of what this person did in this article.  The server does it, by the action's id; what was never sent
 * is taken out of the outbox instead.  annotations/recent.py tells what can be undone when the page opens and goes the
 * same steps.
 */
import { say } from "./notices.js";
import { actionOf } from "./outbox.js";

export class History {
  /**
   * @param {import("./outbox.js").Outbox} outbox
   * @param {string} article
   * @param {{undo: HTMLButtonElement, redo: HTMLButtonElement}} buttons with the actions of the server in `data-actions`
   * @param {Record<string, string>} strings
   */
  constructor(outbox, article, buttons, strings) {
    this.outbox = outbox;
    this.article = article;
    this.buttons = buttons;
    this.strings = strings;
    /** @type {string[]} actions, the newest last */
    this.undoable = wordsOf(buttons.undo.dataset.actions);
    /** @type {(string | import("./outbox.js").Entry)[]} undos, and entries taken back before they were sent */
    this.redoable = wordsOf(buttons.redo.dataset.actions);
    this.isRepeating = false;
    for (const entry of outbox.waiting()) this.#note(entry);
    outbox.addEventListener("added", ({ detail }) => this.#note(detail.entry));
    outbox.addEventListener("dropped", ({ detail }) => this.#forget(detail.entry));
    outbox.addEventListener("refused", ({ detail }) => this.#refused(detail));
    buttons.undo.addEventListener("click", () => this.undo());
    buttons.redo.addEventListener("click", () => this.redo());
  }

  /** Undo the last action. */
  undo() {
    if (this.undoable.length) this.undoAction(this.undoable.at(-1));
  }

  /** Undo an action of this person, whether or not it was the last one. */
  undoAction(action) {
    const entry = this.outbox.find(action);
    if (!entry || entry.isTried) return this.#ask(action, { isRedo: false });
    this.outbox.drop(entry);
    this.redoable.push(entry.undoes ?? entry);
    this.#show();
    return say(this.strings.undone);
  }

  /** Do again what was undone last. */
  redo() {
    const last = this.redoable.at(-1);
    if (!last) return;
    if (typeof last !== "string") return this.#repeat(last);
    const entry = this.outbox.find(last);
    if (!entry || entry.isTried) return this.#ask(last, { isRedo: true });
    this.outbox.drop(entry);
    this.undoable.push(entry.undoes);
    this.#show();
    return say(this.strings.redone);
  }

  #ask(action, { isRedo }) {
    this.outbox.change(this.article, `/annotations/actions/${action}/undo/`, {}, { undoes: action, isRedo });
  }

  #repeat(entry) {
    this.redoable.pop();
    this.isRepeating = true;
    this.outbox.add(entry);
    this.isRepeating = false;
  }

  #note(entry) {
    if (entry.article !== this.article) return;
    const action = actionOf(entry);
    if (this.undoable.includes(action) || this.redoable.includes(action)) return;
    if (entry.undoes) {
      const isRedo = this.redoable.includes(entry.undoes);
      without(this.undoable, entry.undoes);
      without(this.redoable, entry.undoes);
      (isRedo ? this.undoable : this.redoable).push(action);
    } else {
      this.undoable.push(action);
      if (!this.isRepeating) this.redoable = [];
    }
    this.#show();
  }

  #forget(entry) {
    without(this.undoable, actionOf(entry));
    without(this.redoable, actionOf(entry));
    this.#show();
  }

  #refused({ entry, answer, parked, isElsewhere }) {
    for (const each of [entry, ...parked]) this.#forget(each);
    // An action that changed nothing left nothing to undo: the one before it is meant.
    if (isElsewhere || entry.article !== this.article || answer.code !== "nothing_to_undo") return;
    if (entry.isRedo) this.redo();
    else this.undo();
  }

  /** A button with nothing to do keeps the focus: whoever presses it again and again must not lose their place. */
  #show() {
    this.buttons.undo.ariaDisabled = String(this.undoable.length === 0);
    this.buttons.redo.ariaDisabled = String(this.redoable.length === 0);
  }
}

function wordsOf(text) {
  return text?.split(" ").filter(Boolean) ?? [];
}

function without(list, value) {
  const at = list.indexOf(value);
  if (at >= 0) list.splice(at, 1);
}
