/**
 * How the margin shows its lists.  Notes that do not fit beside their block fold into "+n", so that a crowded margin does
 * not tear the text apart; they stay in the list, and the class `is-unfolded` shows them all: by the button, a link or a
 * click on their place.  How many there are stands above the text.
 */

const WIDE = matchMedia("(min-width: 761px)");
// A line or two of chips always shows, however short the block.
const LEAST_HEIGHT = 60;

/**
 * @param {import("./notes.js").Notes} notes
 * @param {string} more what the button says to a screen reader, with {number}
 */
export function connectFolding(notes, more) {
  const fold = (row) => foldRow(row, more);
  // Only what comes near the screen is measured: a long article has a thousand lists.
  const observer = new IntersectionObserver(
    (entries) => {
      for (const entry of entries) if (entry.isIntersecting) fold(entry.target);
    },
    { rootMargin: "300px" },
  );
  for (const list of notes.root.querySelectorAll("ol.notes")) observer.observe(list.parentElement);
  notes.addEventListener("change", (event) => fold(event.detail.list.parentElement));
  WIDE.addEventListener("change", () => notes.root.querySelectorAll(".row").forEach(fold));
}

/**
 * Keep the numbers above the text, counted from the lists.
 * @param {import("./notes.js").Notes} notes
 */
export function connectTally(notes) {
  notes.addEventListener("change", () => {
    const all = notes.root.querySelectorAll("li[data-annotation]").length;
    const approved = notes.root.querySelectorAll('li[data-annotation][data-status="approved"]').length;
    document.getElementById("tally-all").textContent = String(all);
    document.getElementById("tally-approved").textContent = String(approved);
    const bar = document.getElementById("tally-bar");
    bar.max = Math.max(1, all);
    bar.value = approved;
  });
}

function foldRow(row, more) {
  const list = row.querySelector("ol.notes");
  unfold(list);
  if (!WIDE.matches || list.classList.contains("is-unfolded") || list.querySelector(".is-open")) return;
  const items = [...list.children].filter((item) => !item.hidden);
  const room = Math.max(LEAST_HEIGHT, row.querySelector("[data-offset]").offsetHeight - 4);
  const top = list.offsetTop;
  const hidden = items.filter((item) => item.offsetTop - top + item.offsetHeight > room);
  if (!hidden.length) return;
  // The button takes the place of the last chip that fits.
  if (hidden.length < items.length) hidden.unshift(items[items.length - hidden.length - 1]);
  for (const item of hidden) item.classList.add("is-folded");
  // Folding what has the focus would take it away.
  if (hidden.some((item) => item.contains(document.activeElement))) list.classList.add("is-unfolded");
  list.append(moreItem(list, hidden.length, more));
}

function unfold(list) {
  list.querySelector("li.more")?.remove();
  for (const item of list.querySelectorAll(".is-folded")) item.classList.remove("is-folded");
}

function moreItem(list, number, more) {
  const item = document.createElement("li");
  const button = document.createElement("button");
  item.className = "more";
  button.type = "button";
  // In a right-to-left line the sign would jump behind the number.
  button.dir = "ltr";
  button.textContent = `+${number}`;
  button.ariaLabel = more.replace("{number}", number);
  button.addEventListener("click", () => {
    list.classList.add("is-unfolded");
    list.querySelector(".is-folded a")?.focus({ preventScroll: true });
  });
  item.append(button);
  return item;
}
