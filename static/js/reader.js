/**
 * The reading page: connects the parts that show it.  What each part does stands in its module.  marking.js adds what a
 * person who is logged in needs, tools.js what waits for a hand.
 */
import { Keys, keysOfSelection, keysOfTags, keysOfUndo } from "./keys.js";
import { Later } from "./later.js";
import { connectFolding, connectTally } from "./margin.js";
import { Notes } from "./notes.js";
import { Painter, canPaint } from "./painter.js";
import { connectPointing } from "./pointing.js";
import { ArticleText } from "./ranges.js";
import { Selecting } from "./selecting.js";
import { Tending } from "./tending.js";
import { Pens, QUOTE, Toolbar } from "./toolbar.js";
import { Walking } from "./walking.js";

// A third click may follow the second: a pen waits for it before it takes the word.
const THIRD_CLICK = 280;
// Where the session keeps the filter (filter.js).
const FILTER_KEY = "hawashi.filter";
// Buttons and keys of tools that come later.
const LATER_BUTTONS = ["[data-view]", "[name=theme]", "[name=text_size]", "[name=single_keys]"].map((button) => `button${button}`).join();
const LATER_KEYS = ["KeyA", "KeyC", "KeyF", "KeyI", "KeyL", "KeyM", "KeyU"];

const root = document.getElementById("article-text");
const [strings, laterModules] = ["reader-strings", "later-modules"].map((id) => JSON.parse(document.getElementById(id).textContent));

const articleText = new ArticleText(root);
const painter = new Painter(articleText);
const notes = new Notes(root, painter);
const toolbar = new Toolbar(document.getElementById("tag-toolbar"));
const pens = new Pens(document.querySelector(".pens"));
const selecting = new Selecting(articleText);
const keys = new Keys();
const viewMenu = document.getElementById("view-menu");
const [undo, redo] = ["undo", "redo"].map((id) => document.getElementById(id));

let penTimer = 0;

document.getElementById("no-highlights").hidden = canPaint;
viewMenu.hidden = false;
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
  else reader.mark(detail.picked, detail.slug);
});
toolbar.addEventListener("choice", ({ detail }) => selecting.take(selecting[detail.name]));
pens.addEventListener("change", () => toolbar.close());

keys.add({ codes: ["Escape"], run: letGo }, ...keysOfTags(toolbar, strings));
if (undo) {
  const history = { undo: () => reader.history.undo(), redo: () => reader.history.redo() };
  keys.add(...keysOfUndo(history, { undo, redo }, strings));
}

const later = new Later(laterModules, connectLater, strings.toolMissing);
export const reader = {
  root, strings, articleText, notes, toolbar, pens, selecting, keys, pointing, later,
  filterKey: FILTER_KEY, isFilterKept: isFilterKept(),
  // Of marking.js.
  outbox: null, history: null, mark: () => {}, connectMarking: async () => {},
  // They come later.
  cards: null, linking: null,
};
reader.walking = new Walking(reader);
reader.tending = new Tending(reader);
const { tending } = reader;
keys.add(...keysOfSelection(selecting, toolbar, strings));
keys.hasFocus = () => reader.walking.isWalking || document.activeElement.closest("#article-text li, #speaker-strip") !== null;
keys.add({ codes: LATER_KEYS, when: () => !later.isHere, run: (event) => keys.hold(event, later) });

root.addEventListener("click", (event) => {
  const chip = event.target.closest("a.chip");
  if (!chip || event.ctrlKey || event.metaKey || event.shiftKey) return;
  event.preventDefault();
  later.use(() => reader.cards.toggle(chip.closest("li")));
});
viewMenu.addEventListener("toggle", () => viewMenu.open && later.use(() => {}));
document.addEventListener("click", (event) => {
  const button = later.isHere ? null : event.target.closest(LATER_BUTTONS);
  if (!button) return;
  // A form of the header would bring a new page.
  event.preventDefault();
  later.use(() => button.click());
});
if (reader.isFilterKept) later.use(() => {}, { isQuiet: true });

// Whoever is not logged in has nothing that could be lost.
if (root.dataset.user === undefined) document.documentElement.dataset.saved = "true";
if (document.readyState === "complete") focusLinked();
// The browser's own way to the fragment, which ends about now, takes the focus away.
else addEventListener("load", () => setTimeout(focusLinked, 0));
addEventListener("hashchange", focusLinked);

/** Return what becomes of a selection at once, or null if the toolbar asks. */
function takerOf({ by }) {
  // Keys and fingers let a selection grow step by step: new bounds wait for a press, a pen for Enter.
  if (tending.isAwaiting) return by === "mouse" ? (picked) => tending.take(picked) : null;
  const slug = pens.inHand;
  return slug && by !== "keys" ? (picked) => reader.mark(picked, slug) : null;
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

async function connectLater() {
  const { connectTools } = await import("./tools.js");
  await connectTools(reader);
}

function isFilterKept() {
  try {
    return sessionStorage.getItem(FILTER_KEY) !== null;
  } catch {
    return false;
  }
}
