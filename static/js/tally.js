/** The numbers above the text, counted from the lists. */

/** @param {import("./notes.js").Notes} notes */
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
