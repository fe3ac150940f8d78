/** Comfort of reading: what is shown, the text alone, the way to what is pending.  What is rarely used comes later. */
import { say } from "./notices.js";

// Told to static/js/filter.js, which cannot import it: the hashed names of two modules that know each other never settle.
const FILTER_KEY = "hawashi.filter";

const page = document.documentElement;

/**
 * @param {{
 *   notes: import("./notes.js").Notes, keys: import("./keys.js").Keys,
 *   articleText: import("./ranges.js").ArticleText, strings: Record<string, string>, isBusy: () => boolean
 * }} parts isBusy tells that Escape has something nearer to let go
 */
export function connectComfort({ notes, keys, articleText, strings, isBusy }) {
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
    filter ??= new Filter(notes, strings.filtered, FILTER_KEY);
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

  menu.hidden = false;
  menu.addEventListener("toggle", () => menu.open && loadFilter());
  if (isFilterKept()) loadFilter();
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

/** Return the next pending item in text order, after the last or the focused one, else from the screen on. */
function nextPending(notes, last, step) {
  const all = notes.items().filter((item) => !item.hidden);
  const isPending = (item) => item.dataset.status === "pending";
  const from = document.activeElement.closest("li[data-annotation]") ?? (last?.isConnected ? last : null);
  // Without a place to start from: before the first that is still to be read.
  const at = from ? all.indexOf(from) : all.findIndex(isAhead) - (step > 0 ? 1 : 0);
  const order = step > 0 ? [...all.slice(at + 1), ...all.slice(0, at + 1)] : [...all.slice(0, Math.max(0, at)).reverse(), ...all.slice(Math.max(0, at)).reverse()];
  return order.find(isPending) ?? null;
}

function isAhead(item) {
  return item.closest(".row").getBoundingClientRect().bottom > document.getElementById("site-header").offsetHeight;
}

function isFilterKept() {
  try {
    return sessionStorage.getItem(FILTER_KEY) !== null;
  } catch {
    return false;
  }
}
