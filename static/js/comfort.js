/**
 * Comfort of reading and marking: what is shown, the text alone, the ways to what is pending and to all mentions.
 * What is rarely used is fetched when it is.
 */
import { idOf } from "./notes.js";
import { say } from "./notices.js";

const page = document.documentElement;

/**
 * @param {Record<string, object>} reader the parts of the page by name
 * @param {() => boolean} isBusy tells that Escape has something nearer to let go
 */
export function connectComfort({ notes, keys, articleText, strings, filterKey, isFilterKept }, isBusy) {
  const menu = document.getElementById("view-menu");
  const view = (name) => menu.querySelector(`[data-view="${name}"]`);
  const leave = document.getElementById("leave-focus");
  let [filter, invisibles] = [null, null];
  let lastPending = null;

  const isFocused = () => page.classList.contains("is-focus");
  const setFocus = (isOn) => {
    page.classList.toggle("is-focus", isOn);
    leave.hidden = !isOn;
    menu.open = false;
    if (isOn) leave.focus({ preventScroll: true });
    else menu.querySelector("summary").focus({ preventScroll: true });
  };
  const loadFilter = async () => {
    const { Filter } = await import("./filter.js");
    filter ??= new Filter(notes, strings.filtered, filterKey);
  };
  const toggleInvisibles = async () => {
    const { Invisibles } = await import("./invisibles.js");
    invisibles ??= new Invisibles(articleText);
    view("invisibles").ariaPressed = String(invisibles.toggle());
  };
  const goToPending = (step) => {
    lastPending = nextPending(notes, lastPending, step);
    if (!lastPending) return say(strings.nothingPending);
    if (isFocused()) setFocus(false);
    menu.open = false;
    notes.focus(lastPending);
    lastPending.scrollIntoView({ block: "nearest" });
  };

  menu.addEventListener("toggle", () => menu.open && loadFilter());
  if (menu.open || isFilterKept) loadFilter();
  view("focus").addEventListener("click", () => setFocus(true));
  leave.addEventListener("click", () => setFocus(false));
  view("invisibles").addEventListener("click", toggleInvisibles);
  view("pending").addEventListener("click", () => goToPending(1));
  view("print").addEventListener("click", () => {
    menu.open = false;
    print();
  });

  const group = strings.keysOfView;
  keys.add(
    { codes: ["KeyF"], run: () => setFocus(!isFocused()), label: strings.textOnly, group },
    { codes: ["KeyI"], run: toggleInvisibles, label: strings.invisible, group },
    { codes: ["KeyU"], shift: false, run: () => goToPending(1), label: strings.nextPending, group },
    { codes: ["KeyU"], shift: true, run: () => goToPending(-1), label: strings.previousPending, group },
    { codes: ["Escape"], when: () => isFocused() && !isBusy(), run: () => setFocus(false) },
  );
}

/**
 * The way to all mentions of what an annotation marks: a link on its card, or a key.
 * @param {Record<string, object>} reader the parts of the page by name
 */
export function connectOccurrences({ notes, cards, keys, articleText, outbox, strings, tending, walking, toolbar }) {
  const { root } = notes;
  const { article, create } = root.dataset;
  const atHand = () => tending.noteAtHand(() => true, { orDraft: true });
  let occurrences = null;
  const open = async (item, leave) => {
    const { Occurrences } = await import("./occurrences.js");
    const store = (url, fields) => outbox.change(article, url, fields);
    occurrences ??= new Occurrences({ notes, articleText, strings, store });
    cards.close(item);
    await occurrences.open(item, leave);
  };

  const openAtHand = async () => {
    const leave = walking.isWalking ? () => walking.enter() : null;
    const item = atHand() && (await stored(notes, atHand()));
    // Nobody waits for the panel any more who has gone on.
    if (item && item === atHand()) await open(item, leave);
  };

  root.addEventListener("click", (event) => {
    const link = event.target.closest("a[data-occurrences]");
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    open(link.closest("li"));
  });
  keys.add({
    codes: ["KeyA"],
    when: () => Boolean(create && !toolbar.isOpen && (walking.isWalking || atHand())),
    // The keys before it, which may have made the mark, come first.
    run: () => (walking.isWalking ? walking.walk(openAtHand) : openAtHand()),
    label: strings.occurrences,
    group: strings.keysOfNotes,
  });
}

/** Return an item as soon as the server has it; null if it is refused. */
function stored(notes, item) {
  const present = () => notes.find(idOf(item));
  if (!present()?.dataset.draft) return Promise.resolve(item);
  return new Promise((resolve) => {
    const look = () => {
      if (present()?.dataset.draft) return;
      notes.removeEventListener("change", look);
      resolve(present());
    };
    notes.addEventListener("change", look);
  });
}

/** Return the next pending item in text order, after the last or the focused one, else from the screen on. */
function nextPending(notes, last, step) {
  const all = notes.items().filter((item) => !item.hidden);
  const isPending = (item) => item.dataset.status === "pending";
  const from = document.activeElement.closest("li[data-annotation]") ?? (last?.isConnected ? last : null);
  // Without a place to start from: before the first that is still to be read.
  const at = from ? all.indexOf(from) : all.findIndex(isAhead) - (step > 0 ? 1 : 0);
  const cut = Math.max(0, step > 0 ? at + 1 : at);
  const [before, after] = [all.slice(0, cut), all.slice(cut)];
  const order = step > 0 ? [...after, ...before] : [...before.reverse(), ...after.reverse()];
  return order.find(isPending) ?? null;
}

function isAhead(item) {
  return item.closest(".row").getBoundingClientRect().bottom > document.getElementById("site-header").offsetHeight;
}
