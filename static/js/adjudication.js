/**
 * The adjudication page: paints what the items say, steps through the disagreements, and decides by keys.  The forms
 * work without it, and htmx puts the answers in their places; the lists are the only state.
 */
import { Keys, keysOfSelection, keysOfTags } from "./keys.js";
import { say } from "./notices.js";
import { Painter } from "./painter.js";
import { ArticleText } from "./ranges.js";
import { Selecting } from "./selecting.js";
import { Toolbar } from "./toolbar.js";

const root = document.getElementById("article-text");
const strings = JSON.parse(document.getElementById("adjudication-strings").textContent);
const articleText = new ArticleText(root);
const painter = new Painter(articleText);
const toolbar = new Toolbar(document.getElementById("tag-toolbar"));
const selecting = new Selecting(articleText);
const keys = new Keys();

/** What is painted now. */
let painted = [];
/** The item that keys decide on: its mark, and where it stands among all, since an answer may bring another one. */
let current = { item: null, index: 0 };
let [turn, answered] = [Promise.resolve(), Promise.resolve()];
let release = () => {};

selecting.addEventListener("picked", ({ detail }) => currentItem() && toolbar.open(detail.picked, detail.rect, selecting));
selecting.addEventListener("cleared", () => toolbar.close());
toolbar.addEventListener("tag", ({ detail }) => writeThird(detail.picked, detail.slug));

keys.add(
  { codes: ["Escape"], run: letGo },
  ...keysOfSelection(selecting, toolbar, strings),
  ...keysOfTags(toolbar, strings),
  ...[
    { codes: ["KeyJ", "ArrowDown"], act: () => step(+1) },
    { codes: ["KeyK", "ArrowUp"], act: () => step(-1) },
    { codes: ["KeyM"], act: () => press("[name=choice][value=merge]") },
    { codes: ["KeyT"], act: startThird },
    { codes: ["Digit0", "Numpad0", "Delete"], act: () => press("[name=choice][value=none]") },
    { codes: ["KeyA"], act: () => document.getElementById("take-agreements")?.click() },
    { codes: ["KeyZ"], act: undo },
    ...[1, 2, 3, 4, 5, 6, 7, 8, 9].map((number) => ({
      codes: [`Digit${number}`, `Numpad${number}`],
      act: () => press(`[data-number="${number}"]`),
    })),
  ].map(({ codes, act }) => ({ codes, when: isFree, run: () => inTurn(act) })),
  { codes: ["KeyZ"], ctrl: true, shift: false, run: () => inTurn(undo) },
);

root.addEventListener("click", (event) => {
  const item = event.target.closest(".decision");
  if (!item) return;
  goTo(item, { isQuiet: true });
  if (event.target.closest("[data-third]")) startThird();
});
root.addEventListener("focusin", (event) => {
  const item = event.target.closest(".decision");
  if (item && item.dataset.item !== current.item) goTo(item, { isQuiet: true });
});
document.body.addEventListener("htmx:beforeRequest", () => (answered = new Promise((resolve) => (release = resolve))));
document.body.addEventListener("htmx:afterSettle", () => (settled(), release()));
document.body.addEventListener("htmx:responseError", ({ detail }) => (refuse(detail.xhr), release()));
document.body.addEventListener("htmx:sendError", () => (say(strings.failed), release()));

settled();
// A form that was sent without htmx comes back to its item.
goToFirst(location.hash ? document.querySelector(".decision:target") : null);

/** Keys wait for the answer to the one before: until it has settled, its new elements are plain forms. */
function inTurn(act) {
  turn = turn.then(async () => {
    act();
    await answered;
  });
}

/** Whether nothing is selected: then keys decide. */
function isFree() {
  return !toolbar.isOpen;
}

function items() {
  return [...root.querySelectorAll(".decision")];
}

function currentItem() {
  return current.item === null ? null : document.getElementById(`item-${current.item}`);
}

/** Go to the next (+1) or previous (-1) disagreement. */
function step(direction) {
  const all = items();
  const at = currentItem() ? all.indexOf(currentItem()) : current.index - (direction > 0 ? 1 : 0);
  for (let index = at + direction; index >= 0 && index < all.length; index += direction) {
    if (!all[index].matches(".is-agreed")) return goTo(all[index]);
  }
}

/** Go to the first disagreement that is not decided, from the present one (or `from`) on; else say that all are. */
function goToFirst(from = null) {
  const all = items();
  if (from) current.index = all.indexOf(from);
  const order = [...all.slice(current.index), ...all.slice(0, current.index)];
  const isOpen = (item) => !item.matches(".is-decided");
  const next = order.find((item) => isOpen(item) && !item.matches(".is-agreed"));
  if (next) goTo(next);
  else if (all.length && !all.some(isOpen)) say(strings.allDecided);
}

function goTo(item, { isQuiet = false } = {}) {
  currentItem()?.classList.remove("is-current");
  current = { item: item.dataset.item, index: items().indexOf(item) };
  item.classList.add("is-current");
  if (!isQuiet) {
    item.querySelector("details").open = true;
    item.querySelector("summary").focus({ preventScroll: true });
    item.scrollIntoView({ block: "center" });
  }
  painter.spot({ start: Number(item.dataset.start), end: Number(item.dataset.end) });
}

function press(selector) {
  // A click, and not `requestSubmit`: htmx knows the button that was pressed from its click.
  currentItem()?.querySelector(`${selector}:not([disabled])`)?.click();
}

function undo() {
  document.getElementById("undo-decision")?.click();
}

/** Select what the item covers: the selection is changed by mouse or keys, and tagged. */
function startThird() {
  const item = currentItem();
  if (!item?.querySelector("[data-third]")) return;
  selecting.take(articleText.pickSpan(Number(item.dataset.start), Number(item.dataset.end)));
  say(strings.third);
}

function writeThird({ start, end, exact }, tag) {
  const form = currentItem()?.querySelector("form");
  if (!form) return;
  const values = { ...Object.fromEntries(new FormData(form)), choice: "third", tag, start, end, exact };
  selecting.clear();
  window.htmx.ajax("POST", root.dataset.decide, { source: form, target: "#adjudication-bar", swap: "outerHTML", values });
}

function letGo() {
  selecting.clear();
  toolbar.close();
}

/** After an answer: paint anew, and go on where it has decided the present item. */
function settled() {
  for (const button of root.querySelectorAll("[data-third]")) button.hidden = false;
  for (const id of painted) painter.erase(id);
  painted = [];
  for (const item of items()) paint(item);
  const item = currentItem();
  if (!item && current.item === null) return;
  if (!item || item.matches(".is-decided")) goToFirst();
  // The answer has brought a new element: without a focus it would be lost to the keys of a screen reader.
  if (item && currentItem() === item) goTo(item, { isQuiet: document.activeElement !== document.body });
}

/** Paint the decision on an item, or each side of it. */
function paint(item) {
  const shown = item.querySelectorAll(item.matches(".is-decided") ? ".decision-result [data-spans]" : ".side [data-spans]");
  const known = new Set();
  for (const { dataset } of shown) {
    for (const span of dataset.spans.split(" ")) {
      const id = `${item.dataset.item} ${dataset.colour} ${span}`;
      if (known.has(id)) continue;
      known.add(id);
      const [start, end] = span.split("-").map(Number);
      painter.paint(id, { start, end, colour: dataset.colour });
    }
  }
  painted.push(...known);
}

function refuse(xhr) {
  const text = new DOMParser().parseFromString(xhr.responseText, "text/html").body.textContent.trim();
  say(text || strings.failed);
}
