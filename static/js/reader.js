/** The reading page: connects the parts.  What each part does stands in its module. */
import { Cards } from "./cards.js";
import { connectFolding } from "./folding.js";
import { newUuid7 } from "./identifiers.js";
import { Keys } from "./keys.js";
import { Notes } from "./notes.js";
import { say } from "./notices.js";
import { Outbox } from "./outbox.js";
import { Painter, canPaint } from "./painter.js";
import { Pens } from "./pens.js";
import { connectPointing } from "./pointing.js";
import { ArticleText } from "./ranges.js";
import { Selecting } from "./selecting.js";
import { get } from "./server.js";
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
// What the outbox said last.
let sending = "saved";

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

// The outbox sends what belongs to every article, and this page shows its own.
outbox.addEventListener("stored", ({ detail }) => {
  if (isOfThisArticle(detail.entry)) show(detail.answer);
});
outbox.addEventListener("refused", ({ detail }) => {
  if (isOfThisArticle(detail.entry)) {
    if (!detail.entry.isChange) notes.remove(detail.entry.id);
    show(detail.answer);
  }
  say(detail.answer.refusal || strings.refused, { stays: true });
});
outbox.addEventListener("state", ({ detail }) => {
  sending = detail.state;
  showState();
  if (sending === "login") say(strings.login, { login: true, stays: true });
});
outbox.addEventListener("elsewhere", adoptSentElsewhere);
cards.addEventListener("busy", showState);

for (const entry of outbox.waiting().filter(isOfThisArticle)) if (!entry.isChange) draw(entry);
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
  toolbar.close();
  const { start, end, exact } = picked;
  const id = newUuid7();
  const fields = { id, action: newUuid7(), tag: slug, start: String(start), end: String(end), exact };
  const entry = { id, user: root.dataset.user, article: root.dataset.article, url: root.dataset.create, fields };
  draw(entry);
  outbox.add(entry);
  // Afterwards: to the click that ends a drag, a text without a selection was clicked, not dragged over.
  setTimeout(() => selecting.clear(), 0);
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

function isOfThisArticle(entry) {
  return entry.article === root.dataset.article;
}

/** Take over the marks of this article that another page has sent meanwhile. */
async function adoptSentElsewhere() {
  const waiting = new Set(outbox.waiting().map((entry) => entry.id));
  const drafts = [...root.querySelectorAll("li[data-draft]")].map((item) => item.dataset.draft);
  for (const id of drafts.filter((draft) => !waiting.has(draft))) {
    const answer = await get(`/annotations/${id}/`);
    const [item] = answer.items;
    if (item) {
      cards.close(item);
      notes.put(item);
    } else if (answer.status === 404 || answer.status === 410) notes.remove(id);
  }
  if (waiting.size === 0 && sending === "waiting") sending = "saved";
  showState();
}

/** Say whether everything shown is stored. */
function showState() {
  const number = outbox.waiting().length;
  const isSaved = sending === "saved" && number === 0 && cards.underWay === 0;
  page.dataset.saved = String(isSaved);
  const place = document.getElementById("save-state");
  if (!place) return;
  // A change of a card is on its way, or a mark has just been added.
  const state = isSaved || sending !== "saved" ? sending : "saving";
  place.dataset.state = state;
  place.textContent = strings[state].replace("{number}", number);
}
