/** The reading page: connects the parts.  What each part does stands in its module. */
import { Cards } from "./cards.js";
import { connectComfort } from "./comfort.js";
import { connectFolding } from "./folding.js";
import { newUuid7 } from "./identifiers.js";
import { Keys } from "./keys.js";
import { Notes } from "./notes.js";
import { say } from "./notices.js";
import { Outbox, marksOf } from "./outbox.js";
import { Painter, canPaint } from "./painter.js";
import { Pens } from "./pens.js";
import { connectPointing } from "./pointing.js";
import { ArticleText } from "./ranges.js";
import { Selecting } from "./selecting.js";
import { connectTally } from "./tally.js";
import { Toolbar } from "./toolbar.js";

// A third click may follow the second: a pen waits for it before it takes the word.
const THIRD_CLICK = 280;

const page = document.documentElement;
const root = document.getElementById("article-text");
const strings = JSON.parse(document.getElementById("reader-strings").textContent);

const articleText = new ArticleText(root);
const painter = new Painter(articleText);
const notes = new Notes(root, painter);
const cards = new Cards(notes, strings);
const outbox = new Outbox(root.dataset.user ?? "");
const toolbar = new Toolbar(document.getElementById("tag-toolbar"));
const pens = new Pens(document.querySelector(".pens"));
const selecting = new Selecting(articleText);
const keys = new Keys();

let penTimer = 0;
let occurrences = null;

document.getElementById("no-highlights").hidden = canPaint;
connectTally(notes);
connectPointing(notes, articleText);
connectFolding(notes, strings.more);

selecting.addEventListener("picked", ({ detail }) => {
  clearTimeout(penTimer);
  const slug = pens.inHand;
  if (!slug) toolbar.open(detail.picked, detail.rect);
  else if (detail.clicks === 2) penTimer = setTimeout(() => mark(detail.picked, slug), THIRD_CLICK);
  else mark(detail.picked, slug);
});
selecting.addEventListener("cleared", () => toolbar.close());
addEventListener("mousedown", () => clearTimeout(penTimer), true);

toolbar.addEventListener("tag", ({ detail }) => mark(detail.picked, detail.slug));
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

// After the toolbar's own Escape, which it goes before.
connectComfort({ notes, keys, articleText, strings, isBusy: () => toolbar.isOpen });
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

outbox.addEventListener("stored", ({ detail: { entry, answer } }) => {
  show(answer);
  // Of many marks some may have been refused.
  dropDrafts(entry);
  if (answer.message) say(answer.message, { undo: answer.undo ? () => cards.undo(answer.undo) : undefined });
});
outbox.addEventListener("refused", ({ detail }) => {
  dropDrafts(detail.entry);
  show(detail.answer);
  say(detail.answer.refusal || strings.refused, { stays: true });
});
outbox.addEventListener("state", ({ detail }) => showState(detail.state, detail.number));
cards.addEventListener("busy", ({ detail }) => showState(detail.number ? "saving" : "saved", detail.number));

for (const entry of outbox.waiting()) {
  if (entry.article === root.dataset.article) marksOf(entry).forEach(draw);
}
outbox.flush();
if (document.readyState === "complete") focusLinked();
// The browser's own way to the fragment, which ends about now, takes the focus away.
else addEventListener("load", () => setTimeout(focusLinked, 0));
addEventListener("hashchange", focusLinked);

/** Show what the server says that has become of annotations. */
function show(answer) {
  for (const item of answer.items) notes.put(item);
  for (const id of answer.removed) notes.remove(id);
}

/** Take away the drafts of an entry that the server did not take. */
function dropDrafts(entry) {
  for (const { id } of marksOf(entry)) if (notes.find(id)?.dataset.draft) notes.remove(id);
}

/** Show the other mentions of what an annotation marks. */
async function openOccurrences(item) {
  const { Occurrences } = await import("./occurrences.js");
  occurrences ??= new Occurrences({ notes, articleText, strings, store: markMany });
  cards.close(item);
  await occurrences.open(item);
}

/** Store many marks by one action. */
function markMany(url, fields) {
  marksOf({ fields, isChange: true }).forEach(draw);
  outbox.change(root.dataset.article, url, fields);
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
function mark(picked, slug) {
  if (!root.dataset.create) return;
  selecting.clear();
  toolbar.close();
  const { start, end, exact } = picked;
  const id = newUuid7();
  const fields = { id, action: newUuid7(), tag: slug, start: String(start), end: String(end), exact };
  const entry = { id, user: root.dataset.user, article: root.dataset.article, url: root.dataset.create, fields };
  draw(entry);
  outbox.add(entry);
}

/** Show a mark that the server does not have yet. */
function draw({ id, fields }) {
  const start = Number(fields.start);
  const button = toolbar.element.querySelector(`button[data-tag="${CSS.escape(fields.tag)}"]`);
  const { colour = "1", sign = "", order = "0" } = button?.dataset ?? {};
  const list = `notes-${articleText.blockAt(start).offset}`;
  const span = { id, start, end: Number(fields.end), exact: fields.exact, list };
  notes.put(notes.makeDraft(span, { slug: fields.tag, colour, sign, order }));
}

/** Say whether everything shown is stored. */
function showState(state, number) {
  const isSaved = state === "saved" && outbox.waiting().length === 0 && cards.underWay === 0;
  page.dataset.saved = String(isSaved);
  const place = document.getElementById("save-state");
  if (place) {
    place.dataset.state = isSaved ? "saved" : state;
    place.textContent = isSaved ? strings.saved : strings[state].replace("{number}", number);
  }
  if (state === "login") say(strings.login, { login: true, stays: true });
}
