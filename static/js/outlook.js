/**
 * What the page shows of work on its way: marks and changes as they will be, visibly unsaved, until the server has
 * answered; then what it says.  And what others have changed meanwhile.
 */
import { say } from "./notices.js";
import { actionOf, marksOf, targetOf } from "./outbox.js";

const STATUS_AFTER = { approve: "approved", reject: "rejected", reopen: "pending" };

/**
 * Connect the outbox and the news with the notes.
 * @param {{
 *   root: HTMLElement, strings: Record<string, string>, articleText: import("./ranges.js").ArticleText,
 *   notes: import("./notes.js").Notes, cards: import("./cards.js").Cards, outbox: import("./outbox.js").Outbox,
 *   live: import("./live.js").Live, history: import("./history.js").History | null,
 *   looksOf: (slug: string) => {slug: string, colour: string, sign: string, order: string}
 * }} parts
 */
export function connectOutlook(parts) {
  const outlook = new Outlook(parts);
  const { outbox, cards, live, strings } = parts;
  outbox.addEventListener("added", ({ detail }) => outlook.foresee(detail.entry));
  outbox.addEventListener("dropped", ({ detail }) => outlook.takeBack(detail.entry));
  outbox.addEventListener("stored", ({ detail }) => outlook.stored(detail));
  outbox.addEventListener("refused", ({ detail }) => outlook.refused(detail));
  outbox.addEventListener("volatile", () => say(strings.volatile, { stays: true }));
  outbox.addEventListener("state", ({ detail }) => outlook.showState(detail));
  cards.addEventListener("opened", ({ detail }) => outlook.foreseeAgain(detail.id));
  live.addEventListener("news", ({ detail }) => outlook.showNews(detail.answer));
  for (const entry of outbox.waiting()) outlook.foresee(entry);
}

class Outlook {
  constructor(parts) {
    Object.assign(this, parts);
    // Said once, not at every try.
    this.isLoginAsked = false;
  }

  /** Show what will become of what an entry marks or changes. */
  foresee(entry) {
    if (!this.#isHere(entry)) return;
    const marks = marksOf(entry);
    if (marks.length) for (const mark of marks) this.#draw(mark);
    else if (entry.undoes) this.#unmakeDraft(entry.undoes);
    else this.notes.foresee(targetOf(entry), this.#changeOf(entry));
  }

  /** Show what still waits for an annotation, over what the server says now. */
  foreseeAgain(id) {
    for (const entry of this.outbox.waiting()) if (entry.isChange && targetOf(entry) === id) this.foresee(entry);
  }

  /** Show what is without an entry. */
  takeBack(entry) {
    if (!this.#isHere(entry)) return;
    if (marksOf(entry).length) this.#dropDrafts(entry);
    else this.notes.restore(targetOf(entry));
    this.foreseeAgain(targetOf(entry));
  }

  /** Show what became of an action, and what of the next ones that wait. */
  stored({ entry, answer, isElsewhere }) {
    if (!this.#isHere(entry)) return;
    this.#show(answer);
    // Of many marks some may have been refused.
    this.#dropDrafts(entry);
    if (!answer.message || isElsewhere) return;
    const canUndo = !entry.undoes && this.history;
    const message = entry.isRedo ? this.strings.redone : answer.message;
    say(message, { undo: canUndo ? () => this.history.undoAction(actionOf(entry)) : undefined });
  }

  /** Say why an action was refused and what went with it, and show what is. */
  refused({ entry, answer, parked }) {
    if (this.#isHere(entry)) {
      for (const each of [...parked].reverse().concat(entry)) this.takeBack(each);
      this.#show(answer);
      if (answer.status === 410) this.notes.remove(targetOf(entry));
      this.cards.giveBack(targetOf(entry), entry.fields);
    }
    // An undo that had nothing to undo goes on to the one before (history.js).
    if (entry.undoes && answer.code === "nothing_to_undo") return;
    say(this.#reasonOf(entry, answer, parked), { stays: true });
  }

  /** Show what others changed; what waits here is answered with the present state when it is sent. */
  showNews({ items, removed, versions }) {
    const waiting = new Set(this.outbox.waiting().flatMap((entry) => [targetOf(entry), ...marksOf(entry).map(({ id }) => id)]));
    const versionOf = (id) => Number(this.notes.find(id)?.dataset.version ?? 0);
    const isNews = (id) => !waiting.has(id) && versionOf(id) < versions.get(id);
    for (const item of items) if (isNews(item.dataset.annotation)) this.cards.show(item, { isOwn: false });
    for (const id of removed) if (this.notes.find(id) && isNews(id)) this.cards.remove(id);
  }

  /** Say whether everything shown is stored. */
  showState({ state, number, reason }) {
    // Something may have been added since this was said.
    const isSaved = state === "saved" && this.outbox.number === 0;
    document.documentElement.dataset.saved = String(isSaved);
    if (state === "login" && !this.isLoginAsked) say(reason || this.strings.login, { login: true, stays: true });
    if (state !== "saving") this.isLoginAsked = state === "login";
    const place = document.getElementById("save-state");
    if (!place) return;
    const shown = isSaved || state !== "saved" ? state : "saving";
    const text = this.strings[shown === "login" ? "loginState" : shown].replace("{number}", number);
    // Announced to those who hear the page only when it says something else.
    if (place.textContent !== text) place.textContent = text;
    place.dataset.state = shown;
  }

  #show(answer) {
    for (const item of answer.items) this.cards.show(item, { isOwn: true });
    for (const id of answer.removed) this.notes.remove(id);
    for (const id of answer.versions.keys()) this.foreseeAgain(id);
  }

  #reasonOf(entry, answer, parked) {
    const said = [answer.refusal || this.strings.refused];
    if (parked.length) said.push(this.strings.parked.replace("{number}", parked.length));
    const written = entry.fields.exact ?? entry.fields.note ?? "";
    if (!this.#isHere(entry)) said.push(this.strings.refusedElsewhere.replace("{text}", written));
    return said.join(" ");
  }

  /** Show a mark that the server does not have yet. */
  #draw({ id, fields: { start, end, exact, tag } }) {
    const span = { id, start: Number(start), end: Number(end), exact, list: this.#listAt(start) };
    this.notes.put(this.notes.makeDraft(span, this.looksOf(tag)));
  }

  /** Take away marks that are undone before the server has answered for them. */
  #unmakeDraft(action) {
    const made = this.outbox.find(action);
    if (made) this.#dropDrafts(made);
  }

  #dropDrafts(entry) {
    for (const { id } of marksOf(entry)) if (this.notes.find(id)?.dataset.draft) this.notes.remove(id);
  }

  /** Return what a change that waits will make of its annotation. */
  #changeOf({ url, fields: { start, end, exact, tag } }) {
    const verb = url.split("/").at(-2);
    if (verb === "delete") return { isDeleted: true };
    if (STATUS_AFTER[verb]) return { status: STATUS_AFTER[verb] };
    return { ...(start && { start, end, exact, list: this.#listAt(start) }), ...(tag && { tag: this.looksOf(tag) }) };
  }

  #listAt(start) {
    return `notes-${this.articleText.blockAt(Number(start)).offset}`;
  }

  #isHere(entry) {
    return entry.article === this.root.dataset.article;
  }
}
