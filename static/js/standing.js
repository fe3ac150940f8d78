/**
 * What stands in the page of what this person did: what waits in the outbox, as it will be, and what the server answered.
 * And whether everything shown is stored.
 */
import { say } from "./notices.js";
import { actionOf, marksOf, targetOf } from "./outbox.js";

const UNNAMED = "unnamed";

export class Standing {
  /** @param {Record<string, object>} reader the parts of the page by name; `history` is null for whoever only reads */
  constructor(reader) {
    const { root, notes, outbox, toolbar, articleText, history, strings } = reader;
    Object.assign(this, { reader, root, notes, outbox, toolbar, articleText, history, strings });
    // Said once, not at every try.
    this.isLoginAsked = false;
    // The outbox sends what belongs to every article, and this page shows its own.
    outbox.addEventListener("added", ({ detail }) => this.#foresee(detail.entry));
    outbox.addEventListener("dropped", ({ detail }) => this.#takeBack(detail.entry));
    outbox.addEventListener("stored", ({ detail }) => this.#stored(detail));
    outbox.addEventListener("refused", ({ detail }) => this.#refused(detail));
    outbox.addEventListener("volatile", () => say(this.strings.volatile, { stays: true }));
    outbox.addEventListener("state", ({ detail }) => {
      this.#showState(detail);
      if (detail.state === "login" && !this.isLoginAsked) say(detail.reason || this.strings.login, { login: true, stays: true });
      if (detail.state !== "saving") this.isLoginAsked = detail.state === "login";
    });
    for (const entry of outbox.waiting()) this.#foresee(entry);
    outbox.flush();
  }

  /** Show what became of an action, and what of the next ones that wait. */
  #stored({ entry, answer, isElsewhere }) {
    if (!this.#isOfThisArticle(entry)) return;
    this.#show(answer);
    // Of many marks some may have been refused.
    this.#dropDrafts(entry);
    if (!answer.message || isElsewhere) return;
    const message = entry.isRedo ? this.strings.redone : answer.message;
    say(message, { undo: entry.undoes || !this.history ? undefined : () => this.history.undoAction(actionOf(entry)) });
  }

  /** Say why an action was refused and what went with it, and show what is. */
  #refused({ entry, answer, parked }) {
    const isHere = this.#isOfThisArticle(entry);
    if (isHere) {
      for (const each of [...parked].reverse().concat(entry)) this.#takeBack(each);
      this.#show(answer);
      if (answer.status === 410) this.notes.remove(targetOf(entry));
      this.reader.cards.giveBack(targetOf(entry), entry.fields);
    }
    // An undo that had nothing to undo goes on to the one before (history.js).
    if (entry.undoes && answer.code === "nothing_to_undo") return;
    const said = [answer.refusal || this.strings.refused];
    if (parked.length) said.push(this.strings.parked.replace("{number}", parked.length));
    if (!isHere) said.push(this.strings.refusedElsewhere.replace("{text}", entry.fields.exact ?? entry.fields.note ?? ""));
    say(said.join(" "), { stays: true });
  }

  /** Show what this person's change made of annotations. */
  #show(answer) {
    for (const item of answer.items) this.reader.cards.show(item, { isOwn: true });
    for (const id of answer.removed) this.notes.remove(id);
    for (const id of answer.versions.keys()) this.foreseeAgain(id);
  }

  /** Show what will become of an entry's annotation. */
  #foresee(entry) {
    if (!this.#isOfThisArticle(entry)) return;
    const marks = marksOf(entry);
    if (marks.length) for (const mark of marks) this.#draw(mark);
    else if (entry.undoes) this.#unmakeDraft(entry.undoes);
    else this.notes.foresee(targetOf(entry), this.#outlook(entry));
  }

  /** What still waits for an annotation, over what the server says now. */
  foreseeAgain(id) {
    for (const entry of this.outbox.waiting()) if (entry.isChange && targetOf(entry) === id) this.#foresee(entry);
  }

  /** A mark that is undone before the server has answered for it. */
  #unmakeDraft(action) {
    const made = this.outbox.find(action);
    if (made) this.#dropDrafts(made);
  }

  #takeBack(entry) {
    if (!this.#isOfThisArticle(entry)) return;
    if (marksOf(entry).length) this.#dropDrafts(entry);
    else this.notes.restore(targetOf(entry));
    this.foreseeAgain(targetOf(entry));
  }

  /** Return what a change that waits will make of its annotation. */
  #outlook({ url, fields }) {
    const verb = url.split("/").at(-2);
    if (verb === "delete") return { isDeleted: true };
    const status = { approve: "approved", reject: "rejected", reopen: "pending" }[verb];
    if (status) return { status };
    const ties = this.#tiesOf(verb, fields);
    if (ties) return { ties };
    const bounds = fields.start ? { start: fields.start, end: fields.end, exact: fields.exact, list: this.#listAt(fields.start) } : {};
    return { ...bounds, ...(fields.tag && { tag: this.#looksOf(fields.tag) }) };
  }

  /**
   * Return what a change that waits will tie to its quote (notes.js), or null if it is about something else.
   * @param {string} verb the last word of its address
   * @param {Record<string, string>} fields
   */
  #tiesOf(verb, { kind, unnamed, continues, ...link }) {
    if (verb !== "link") {
      if (continues) return { data: { continues }, role: this.strings.continued };
      if (unnamed === "0") return this.#spokenBy("");
      return kind === undefined ? null : { data: { kind: kind || null } };
    }
    const { role, target = "", id, start, end } = link;
    if (role === "speaker") return this.#spokenBy(target);
    if (role === "continues") return { data: { continues: target || null }, role: target && this.strings.continued };
    return { data: { cue: id ?? null, cueStart: start ?? null, cueEnd: end ?? null } };
  }

  #spokenBy(target) {
    if (!target) return { data: { speaker: null }, role: "", text: "" };
    if (target === UNNAMED) return { data: { speaker: target }, role: "", text: this.strings.unnamed };
    const actor = this.notes.find(target)?.querySelector(".chip-text");
    return { data: { speaker: target }, role: this.strings.speaker, text: actor?.textContent ?? "…" };
  }

  /** Take away the drafts of an entry. */
  #dropDrafts(entry) {
    for (const { id } of marksOf(entry)) if (this.notes.find(id)?.dataset.draft) this.notes.remove(id);
  }

  /** Show a mark that the server does not have yet. */
  #draw({ id, fields }) {
    const span = { id, start: Number(fields.start), end: Number(fields.end), exact: fields.exact, list: this.#listAt(fields.start) };
    this.notes.put(this.notes.makeDraft(span, this.#looksOf(fields.tag), this.#tiesOf("", fields)));
  }

  #listAt(start) {
    return `notes-${this.articleText.blockAt(Number(start)).offset}`;
  }

  #looksOf(slug) {
    const button = this.toolbar.element.querySelector(`button[data-tag="${CSS.escape(slug)}"]`);
    const { colour = "1", sign = "", order = "0" } = button?.dataset ?? {};
    return { slug, colour, sign, order };
  }

  #isOfThisArticle(entry) {
    return entry.article === this.root.dataset.article;
  }

  /** Say whether everything shown is stored. */
  #showState({ state, number }) {
    // Something may have been added since this was said.
    const isSaved = state === "saved" && this.outbox.number === 0;
    document.documentElement.dataset.saved = String(isSaved);
    const place = document.getElementById("save-state");
    if (!place) return;
    const shown = isSaved || state !== "saved" ? state : "saving";
    const text = (shown === "login" ? this.strings.loginState : this.strings[shown]).replace("{number}", number);
    // Announced to those who hear the page only when it says something else.
    if (place.textContent !== text) place.textContent = text;
    place.dataset.state = shown;
  }
}
