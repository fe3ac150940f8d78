/**
 * The review queue: sends a verdict and puts the next annotation in its place, by mouse or by keys of any layout.
 * Every form works without this; here the page stays, and the passage is painted.
 */
import { ReviewedBounds } from "./review_bounds.js";
import { get, post } from "./server.js";

const $ = (selector) => document.querySelector(selector);

/** @type {ReviewedBounds | null} */
let bounds = null;
let isBusy = false;

function connect() {
  bounds?.leave();
  const text = $("#review-text");
  bounds = text ? new ReviewedBounds(text, $("#review-correct")) : null;
  for (const button of document.querySelectorAll("[data-propose]")) button.hidden = bounds === null;
  for (const panel of document.querySelectorAll(".review-panel")) {
    panel.addEventListener("toggle", () => togglePanel(panel));
  }
  const { address } = $("#review-item").dataset;
  history.replaceState(null, "", address);
}

/** Only one panel is open; one that closes leaves everything as it was. */
function togglePanel(panel) {
  if (panel.open) {
    for (const other of document.querySelectorAll(".review-panel")) if (other !== panel) other.open = false;
  } else if (panel.id === "review-correct") bounds?.restore();
}

async function send(form) {
  const pairs = [...new FormData(form)].filter(([name]) => name !== "csrfmiddlewaretoken");
  // Sent twice by a hand or a line that is slow, it is one verdict.
  if (!pairs.some(([name, value]) => name === "action" && value)) form.actionId ??= crypto.getRandomValues(new Uint8Array(16));
  const fields = Object.fromEntries(pairs);
  if (form.actionId) fields.action = uuidOf(form.actionId);
  await answer(() => post(form.getAttribute("action"), fields));
}

async function answer(ask) {
  if (isBusy) return;
  isBusy = true;
  $("#review-item").setAttribute("aria-busy", "true");
  const answered = await ask();
  isBusy = false;
  $("#review-item").removeAttribute("aria-busy");
  const item = answered.content.querySelector("#review-item");
  if (item) show(item);
  else complain(answered);
}

function show(item) {
  $("#review-item").replaceWith(item);
  connect();
  const problem = $(".review-problem");
  // A screen reader begins to read here; the keys go on working.
  $("#review-item").focus({ preventScroll: true });
  if (problem) problem.scrollIntoView({ block: "nearest" });
  else bounds?.scrollIntoView();
}

function complain({ refusal, isLoginNeeded }) {
  const news = $("#review-news");
  news.classList.add("is-problem");
  news.textContent = refusal || $("#review-texts").dataset.offline;
  if (isLoginNeeded) {
    const link = document.createElement("a");
    link.href = `${$("#review-texts").dataset.login}?next=${encodeURIComponent(location.pathname + location.search)}`;
    link.textContent = $("#review-texts").dataset.loginText;
    news.append(" ", link);
  }
}

/** A UUID of version 4, as text. */
function uuidOf(bytes) {
  const fixed = Uint8Array.from(bytes);
  fixed[6] = (fixed[6] & 0x0f) | 0x40;
  fixed[8] = (fixed[8] & 0x3f) | 0x80;
  const digits = [...fixed].map((byte) => byte.toString(16).padStart(2, "0")).join("");
  return digits.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}

function submit(name) {
  $(`form[data-review="${name}"]`)?.requestSubmit();
}

function openPanel(id) {
  const panel = $(id);
  if (!panel) return false;
  panel.open = true;
  // Where the panel is taller than the window, its beginning is what is needed first.
  requestAnimationFrame(() => panel.scrollIntoView({ block: "nearest" }));
  return true;
}

function isOpen(id) {
  return Boolean($(id)?.open);
}

function closePanels() {
  for (const panel of document.querySelectorAll(".review-panel[open]")) panel.open = false;
}

/** Choose a reason by its number: that is the verdict. */
function chooseReason(number) {
  const choice = $(`#review-reject input[data-number="${number}"]`);
  if (!choice) return;
  choice.checked = true;
  submit("reject");
}

function propose(button) {
  if (!button || !openPanel("#review-correct")) return;
  bounds.set(Number(button.dataset.start), Number(button.dataset.end));
}

/** Return what a key does now, or nothing.  A key is named by its place: «ش» is «A». */
function actionOf({ code, shiftKey, ctrlKey, metaKey }, isOnControl) {
  if (ctrlKey || metaKey) return code === "KeyZ" && !shiftKey ? () => submit("undo") : null;
  const isCorrecting = isOpen("#review-correct");
  const number = /^(?:Digit|Numpad)([1-9])$/.exec(code)?.[1];
  if (number && isOpen("#review-reject")) return () => chooseReason(number);
  if (isCorrecting && bounds && (code === "ArrowLeft" || code === "ArrowRight")) {
    return () => bounds.move(code === "ArrowLeft" ? +1 : -1, shiftKey);
  }
  if (code === "Enter" || code === "NumpadEnter") {
    if (isOnControl) return null;
    return () => submit(isCorrecting ? "correct" : isOpen("#review-reject") ? "reject" : "approve");
  }
  const actions = {
    KeyA: () => submit("approve"),
    KeyR: () => openPanel("#review-reject"),
    KeyC: () => openPanel("#review-correct"),
    KeyB: () => propose($("[data-propose]")),
    KeyS: () => submit("skip"),
    KeyZ: () => submit("undo"),
    KeyO: () => $("#review-open")?.click(),
    KeyX: () => isCorrecting && bounds?.swap(),
    Escape: closePanels,
  };
  return actions[code];
}

document.addEventListener("keydown", (event) => {
  if (event.defaultPrevented || event.altKey || event.isComposing || isBusy) return;
  if (event.target.closest("textarea, select, dialog, input:not([type=radio])")) {
    if (event.code === "Escape") closePanels();
    return;
  }
  const act = actionOf(event, Boolean(event.target.closest("a, button, summary")));
  if (!act) return;
  event.preventDefault();
  act();
});

document.addEventListener("submit", (event) => {
  if (!event.target.dataset.review) return;
  event.preventDefault();
  send(event.target);
});

document.addEventListener("click", (event) => {
  const go = event.target.closest("[data-go]");
  if (go && !event.ctrlKey && !event.metaKey && !event.shiftKey) {
    event.preventDefault();
    answer(() => get(go.getAttribute("href")));
  }
  propose(event.target.closest("[data-propose]"));
});

document.addEventListener("mouseup", () => {
  // The selection is settled after this event.
  setTimeout(() => {
    const picked = bounds?.selected();
    if (picked && openPanel("#review-correct")) bounds.set(picked.start, picked.end);
  });
});

connect();
bounds?.scrollIntoView();
