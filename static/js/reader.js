/** The reading page: connects the parts.  What each part does stands in its module. */
import { Cards } from "./cards.js";
import { connectComfort, connectOccurrences } from "./comfort.js";
import { connectFolding } from "./folding.js";
import { History } from "./history.js";
import { newUuid7 } from "./identifiers.js";
import { Keys } from "./keys.js";
import { Linking } from "./linking.js";
import { Live } from "./live.js";
import { Notes } from "./notes.js";
import { Outbox } from "./outbox.js";
import { Painter, canPaint } from "./painter.js";
import { Pens } from "./pens.js";
import { connectPointing } from "./pointing.js";
import { ArticleText } from "./ranges.js";
import { Selecting } from "./selecting.js";
import { keysOfSelection, keysOfTags, keysOfUndo } from "./shortcuts.js";
import { Standing } from "./standing.js";
import { connectTally } from "./tally.js";
import { Tending } from "./tending.js";
import { QUOTE, Toolbar } from "./toolbar.js";
import { Tying } from "./tying.js";
import { Walking } from "./walking.js";

// A third click may follow the second: a pen waits for it before it takes the word.
const THIRD_CLICK = 280;

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

keys.add({ codes: ["Escape"], run: letGo }, ...keysOfTags(toolbar, strings));
if (history) keys.add(...keysOfUndo(history, { undo, redo }, strings));

const reader = { root, strings, articleText, notes, cards, outbox, toolbar, pens, selecting, keys, pointing, history, mark };
const walking = new Walking(reader);
const tending = new Tending(reader, walking);
keys.add(...keysOfSelection(selecting, toolbar, strings));
// After the selection's: where a speaker is asked for, the numbers are the answers.
const linking = new Linking(reader, tending, walking);
new Tying(reader, tending, linking);
const isBusy = () => toolbar.isOpen || tending.isAwaiting || Boolean(tending.bounds?.isEditing);
// Last: the text alone takes Escape before what stands in it.
connectComfort({ notes, keys, articleText, strings, isBusy });
connectOccurrences({ notes, cards, keys, articleText, outbox, strings, tending, walking, toolbar });

keys.hasFocus = () =>
  walking.isWalking || document.activeElement.closest("#article-text li, #speaker-strip") !== null;
new Standing(reader, live, linking);
if (document.readyState === "complete") focusLinked();
// The browser's own way to the fragment, which ends about now, takes the focus away.
else addEventListener("load", () => setTimeout(focusLinked, 0));
addEventListener("hashchange", focusLinked);

/** Return what becomes of a selection at once, or null if the toolbar asks. */
function takerOf({ by }) {
  // Keys and fingers let a selection grow step by step: new bounds wait for a press, a pen for Enter.
  if (tending.isAwaiting) return by === "mouse" ? (picked) => tending.take(picked) : null;
  const slug = pens.inHand;
  return slug && by !== "keys" ? (picked) => mark(picked, slug) : null;
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
  // Afterwards: to the click that ends a drag, a text without a selection was clicked, not dragged over.  By then a
  // quick hand may have selected the next words.
  const marked = selecting.picked;
  setTimeout(() => selecting.picked === marked && selecting.clear(), 0);
  if (linking.adopt(picked, slug)) return;
  const { start, end, exact } = picked;
  const id = newUuid7();
  const fields = { id, action: newUuid7(), tag: slug, start: String(start), end: String(end), exact, ...more };
  const entry = { id, user: root.dataset.user, article: root.dataset.article, url: root.dataset.create, fields };
  outbox.add(entry);
  linking.marked(fields);
}

