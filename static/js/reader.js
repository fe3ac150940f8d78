/** The reading page: connects the parts.  What each part does stands in its module. */
import { Cards } from "./cards.js";
import { connectComfort } from "./comfort.js";
import { connectFolding } from "./folding.js";
import { History } from "./history.js";
import { newUuid7 } from "./identifiers.js";
import { Keys } from "./keys.js";
import { Live } from "./live.js";
import { Notes } from "./notes.js";
import { Outbox } from "./outbox.js";
import { connectOutlook } from "./outlook.js";
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

document.getElementById("no-highlights").hidden = canPaint;
connectTally(notes);
connectPointing(notes, articleText);
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

const reader = { root, strings, articleText, notes, cards, outbox, toolbar, pens, selecting, keys };
const tending = new Tending(reader, new Walking(reader));
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

connectOutlook({ root, strings, articleText, notes, cards, outbox, live, history, looksOf });
outbox.flush();
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
function mark(picked, slug) {
  if (!root.dataset.create) return;
  toolbar.close();
  const { start, end, exact } = picked;
  const id = newUuid7();
  const fields = { id, action: newUuid7(), tag: slug, start: String(start), end: String(end), exact };
  const entry = { id, user: root.dataset.user, article: root.dataset.article, url: root.dataset.create, fields };
  outbox.add(entry);
  // Afterwards: to the click that ends a drag, a text without a selection was clicked, not dragged over.
  setTimeout(() => selecting.clear(), 0);
}

/** Return how the marks of a tag look. */
function looksOf(slug) {
  const button = toolbar.element.querySelector(`button[data-tag="${CSS.escape(slug)}"]`);
  const { colour = "1", sign = "", order = "0" } = button?.dataset ?? {};
  return { slug, colour, sign, order };
}
