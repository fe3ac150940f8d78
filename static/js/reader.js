/** The reading page: connects the parts.  What each part does stands in its module. */
import { Cards } from "./cards.js";
import { connectComfort } from "./comfort.js";
import { connectFolding } from "./folding.js";
import { History } from "./history.js";
import { newUuid7 } from "./identifiers.js";
import { Keys } from "./keys.js";
import { Linking } from "./linking.js";
import { Live } from "./live.js";
import { Notes } from "./notes.js";
import { say } from "./notices.js";
import { Outbox, actionOf, marksOf, targetOf } from "./outbox.js";
import { Painter, canPaint } from "./painter.js";
import { Pens } from "./pens.js";
import { connectPointing } from "./pointing.js";
import { ArticleText } from "./ranges.js";
import { Selecting } from "./selecting.js";
import { connectTally } from "./tally.js";
import { Tending } from "./tending.js";
import { Toolbar } from "./toolbar.js";
import { Walking } from "./walking.js";

const QUOTE = "quote";

// A third click may follow the second: a pen waits for it before it takes the word.
const THIRD_CLICK = 280;

const page = document.documentElement;
const root = document.getElementById("article-text");
const strings = JSON.parse(document.getElementById("reader-strings").textContent);

const articleText = new ArticleText(root);
const painter = new Painter(articleText);
const notes = new Notes(root, painter);
const outbox = new Outbox(root.dataset.user ?? "");
const cards = new Cards(notes, outbox, strings);
const live = new Live(root.dataset.changes, root.dataset.cursor);
const toolbar = new Toolbar(document.getElementById("tag-toolbar"));
const pens = new Pens(document.querySelector(".pens"));
const selecting = new Selecting(articleText);
const keys = new Keys();
const [undo, redo] = ["undo", "redo"].map((id) => document.getElementById(id));
// Whoever only reads has nothing to undo.
const history = undo && new History(outbox, root.dataset.article, { undo, redo }, strings);

let penTimer = 0;
let occurrences = null;
// Said once, not at every try.
let isLoginAsked = false;

document.getElementById("no-highlights").hidden = canPaint;
connectTally(notes);
const pointing = connectPointing(notes, articleText);
connectFolding(notes, strings.more);

selecting.addEventListener("picked", ({ detail }) => {
  clearTimeout(penTimer);
  const take = takerOf(detail);
  if (!take) toolbar.open(detail.picked, detail.rect, selecting);
  else if (detail.clicks === 2) penTimer = setTimeout(() => take(detail.picked), THIRD_CLICK);
  else take(detail.picked);
});
selecting.addEventListener("cleared", () => toolbar.close());
addEventListener("mousedown", () => clearTimeout(penTimer), true);

toolbar.addEventListener("tag", ({ detail }) => {
  // Who double-clicks in a quotation and says "quote" means all of it; what is shown then is tagged by the next press.
  const whole = detail.slug === QUOTE && selecting.isDoubleClicked ? selecting.quotation : null;
  if (whole) selecting.take(whole);
  else mark(detail.picked, detail.slug);
});
toolbar.addEventListener("choice", ({ detail }) => selecting.take(selecting[detail.name]));
pens.addEventListener("change", () => toolbar.close());

keys.add(
  { codes: ["Escape"], run: letGo },
  ...toolbar.buttons.filter((button) => button.dataset.key).map((button) => ({
    codes: [`Digit${button.dataset.key}`, `Numpad${button.dataset.key}`],
    when: () => toolbar.isOpen,
    run: () => toolbar.press(button),
    label: button.dataset.name,
    group: strings.keysOfTags,
  })),
);
if (history) {
  keys.add(
    { codes: ["KeyZ"], ctrl: true, shift: false, run: () => history.undo(), label: undo.title, group: strings.keysOfUndo },
    { codes: ["KeyZ"], ctrl: true, shift: true, run: () => history.redo(), label: redo.title, group: strings.keysOfUndo },
    { codes: ["KeyY"], ctrl: true, run: () => history.redo() },
  );
}

const reader = { root, strings, articleText, notes, cards, outbox, toolbar, pens, selecting, keys, pointing, mark };
const walking = new Walking(reader);
const tending = new Tending(reader, walking);
const linking = new Linking(reader, tending, walking);
const isBusy = () => toolbar.isOpen || tending.isAwaiting || Boolean(tending.bounds?.isEditing);
// Last: the text alone takes Escape before what stands in it.
connectComfort({ notes, keys, articleText, strings, isBusy });
keys.add({
  codes: ["KeyA"],
  when: () => Boolean(root.dataset.create && document.activeElement.closest("li[data-annotation]")),
  run: () => openOccurrences(document.activeElement.closest("li[data-annotation]")),
  label: strings.occurrences,
  group: strings.keysOfNotes,
});
root.addEventListener("click", (event) => {
  const link = event.target.closest("a[data-occurrences]");
  if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  openOccurrences(link.closest("li"));
});

const hasQuotation = () => selecting.quotation !== null;
const group = strings.keysOfSelection;
keys.add(
  // After a click in a quotation, the key of the tag proposes the whole of it.
  ...toolbar.buttons.filter((button) => button.dataset.tag === QUOTE && button.dataset.key).map((button) => ({
    codes: [`Digit${button.dataset.key}`, `Numpad${button.dataset.key}`],
    when: () => !toolbar.isOpen && hasQuotation(),
    run: () => selecting.take(selecting.quotation),
  })),
  {
    codes: ["KeyQ"],
    when: hasQuotation,
    run: () => selecting.take(selecting.quotation),
    label: strings.quotation,
    group,
  },
  ...[
    { code: "BracketLeft", shift: false, run: () => selecting.step(-1), label: strings.narrower },
    { code: "BracketRight", shift: false, run: () => selecting.step(+1), label: strings.wider },
    { code: "BracketLeft", shift: true, run: () => selecting.stretch(-1), label: strings.wordLess },
    { code: "BracketRight", shift: true, run: () => selecting.stretch(+1), label: strings.wordMore },
  ].map(({ code, ...key }) => ({ ...key, codes: [code], when: () => selecting.picked !== null, group })),
  {
    codes: ["KeyK"],
    when: () => selecting.undropped !== null,
    run: () => selecting.take(selecting.undropped),
    label: strings.undropped,
    group,
  },
);

// The outbox sends what belongs to every article, and this page shows its own.
outbox.addEventListener("added", ({ detail }) => foresee(detail.entry));
outbox.addEventListener("dropped", ({ detail }) => takeBack(detail.entry));
outbox.addEventListener("stored", ({ detail }) => stored(detail));
outbox.addEventListener("refused", ({ detail }) => refused(detail));
outbox.addEventListener("volatile", () => say(strings.volatile, { stays: true }));
outbox.addEventListener("state", ({ detail }) => {
  showState(detail);
  if (detail.state === "login" && !isLoginAsked) say(detail.reason || strings.login, { login: true, stays: true });
  if (detail.state !== "saving") isLoginAsked = detail.state === "login";
});
cards.addEventListener("opened", ({ detail }) => foreseeAgain(detail.id));
live.addEventListener("news", ({ detail }) => showNews(detail.answer));

for (const entry of outbox.waiting()) foresee(entry);
outbox.flush();
if (document.readyState === "complete") focusLinked();
// The browser's own way to the fragment, which ends about now, takes the focus away.
else addEventListener("load", () => setTimeout(focusLinked, 0));
addEventListener("hashchange", focusLinked);

/** Show what became of an action, and what of the next ones that wait. */
function stored({ entry, answer, isElsewhere }) {
  if (!isOfThisArticle(entry)) return;
  show(answer);
  // Of many marks some may have been refused.
  dropDrafts(entry);
  if (!answer.message || isElsewhere) return;
  const message = entry.isRedo ? strings.redone : answer.message;
  say(message, { undo: entry.undoes || !history ? undefined : () => history.undoAction(actionOf(entry)) });
}

/** Say why an action was refused and what went with it, and show what is. */
function refused({ entry, answer, parked }) {
  const isHere = isOfThisArticle(entry);
  if (isHere) {
    for (const each of [...parked].reverse().concat(entry)) takeBack(each);
    show(answer);
    if (answer.status === 410) notes.remove(targetOf(entry));
    cards.giveBack(targetOf(entry), entry.fields);
  }
  // An undo that had nothing to undo goes on to the one before (history.js).
  if (entry.undoes && answer.code === "nothing_to_undo") return;
  const said = [answer.refusal || strings.refused];
  if (parked.length) said.push(strings.parked.replace("{number}", parked.length));
  if (!isHere) said.push(strings.refusedElsewhere.replace("{text}", entry.fields.exact ?? entry.fields.note ?? ""));
  say(said.join(" "), { stays: true });
}

/** Show what this person's change made of annotations. */
function show(answer) {
  for (const item of answer.items) cards.show(item, { isOwn: true });
  for (const id of answer.removed) notes.remove(id);
  for (const id of answer.versions.keys()) foreseeAgain(id);
}

/** Show what others changed; what waits here is answered with the present state when it is sent. */
function showNews(answer) {
  const waiting = new Set(outbox.waiting().map(targetOf));
  const isNew = (id) => !waiting.has(id) && !(Number(notes.find(id)?.dataset.version) >= answer.versions.get(id));
  for (const item of answer.items) if (isNew(item.dataset.annotation)) cards.show(item, { isOwn: false });
  for (const id of answer.removed) if (notes.find(id) && isNew(id)) cards.remove(id);
}

/** Show what will become of an entry's annotation. */
function foresee(entry) {
  if (!isOfThisArticle(entry)) return;
  const marks = marksOf(entry);
  if (marks.length) marks.forEach(draw);
  else if (entry.undoes) unmakeDraft(entry.undoes);
  else notes.foresee(targetOf(entry), outlook(entry));
}

/** What still waits for an annotation, over what the server says now. */
function foreseeAgain(id) {
  for (const entry of outbox.waiting()) if (entry.isChange && targetOf(entry) === id) foresee(entry);
}

/** A mark that is undone before the server has answered for it. */
function unmakeDraft(action) {
  const made = outbox.find(action);
  if (made) dropDrafts(made);
}

function takeBack(entry) {
  if (!isOfThisArticle(entry)) return;
  if (marksOf(entry).length) dropDrafts(entry);
  else notes.restore(targetOf(entry));
  foreseeAgain(targetOf(entry));
}

/** Return what a change that waits will make of its annotation. */
function outlook({ url, fields }) {
  const verb = url.split("/").at(-2);
  if (verb === "delete") return { isDeleted: true };
  const status = { approve: "approved", reject: "rejected", reopen: "pending" }[verb];
  if (status) return { status };
  const ties = linking.outlook(verb, fields);
  if (ties) return { ties };
  const bounds = fields.start ? { start: fields.start, end: fields.end, exact: fields.exact, list: listAt(fields.start) } : {};
  return { ...bounds, ...(fields.tag && { tag: looksOf(fields.tag) }) };
}

/** Return what becomes of a selection at once, or null if the toolbar asks. */
function takerOf({ by }) {
  // Keys and fingers let a selection grow step by step: new bounds wait for a press, a pen for Enter.
  if (tending.isAwaiting) return by === "mouse" ? (picked) => tending.take(picked) : null;
  const slug = pens.inHand;
  return slug && by !== "keys" ? (picked) => mark(picked, slug) : null;
}

/** Take away the drafts of an entry. */
function dropDrafts(entry) {
  for (const { id } of marksOf(entry)) if (notes.find(id)?.dataset.draft) notes.remove(id);
}

/** Show the other mentions of what an annotation marks. */
async function openOccurrences(item) {
  const { Occurrences } = await import("./occurrences.js");
  const store = (url, fields) => outbox.change(root.dataset.article, url, fields);
  occurrences ??= new Occurrences({ notes, articleText, strings, store });
  cards.close(item);
  await occurrences.open(item);
}

/** Let the selection go, else the pen. */
function letGo() {
  if (toolbar.isOpen) selecting.clear();
  else pens.take(null);
  toolbar.close();
}

/** Go to the note that the address names. */
function focusLinked() {
  if (!location.hash.startsWith("#n-")) return;
  const item = notes.find(location.hash.slice("#n-".length));
  if (!item) return;
  notes.focus(item);
  item.scrollIntoView({ block: "nearest" });
}

/** Paint a new mark at once and send it on its way. */
function mark(picked, slug, more = {}) {
  if (!root.dataset.create) return;
  toolbar.close();
  // Afterwards: to the click that ends a drag, a text without a selection was clicked, not dragged over.
  setTimeout(() => selecting.clear(), 0);
  if (linking.adopt(picked, slug)) return;
  const { start, end, exact } = picked;
  const id = newUuid7();
  const fields = { id, action: newUuid7(), tag: slug, start: String(start), end: String(end), exact, ...more };
  const entry = { id, user: root.dataset.user, article: root.dataset.article, url: root.dataset.create, fields };
  outbox.add(entry);
  linking.marked(fields);
}

/** Show a mark that the server does not have yet. */
function draw({ id, fields }) {
  const span = { id, start: Number(fields.start), end: Number(fields.end), exact: fields.exact, list: listAt(fields.start) };
  notes.put(notes.makeDraft(span, looksOf(fields.tag), linking.outlook("", fields)));
}

function listAt(start) {
  return `notes-${articleText.blockAt(Number(start)).offset}`;
}

function looksOf(slug) {
  const button = toolbar.element.querySelector(`button[data-tag="${CSS.escape(slug)}"]`);
  const { colour = "1", sign = "", order = "0" } = button?.dataset ?? {};
  return { slug, colour, sign, order };
}

function isOfThisArticle(entry) {
  return entry.article === root.dataset.article;
}

/** Say whether everything shown is stored. */
function showState({ state, number }) {
  // Something may have been added since this was said.
  const isSaved = state === "saved" && outbox.number === 0;
  page.dataset.saved = String(isSaved);
  const place = document.getElementById("save-state");
  if (!place) return;
  const shown = isSaved || state !== "saved" ? state : "saving";
  const text = (shown === "login" ? strings.loginState : strings[shown]).replace("{number}", number);
  // Announced to those who hear the page only when it says something else.
  if (place.textContent !== text) place.textContent = text;
  place.dataset.state = shown;
}
