/** Buttons that copy what a field holds.  Without this script the field can be copied by hand. */

/** @param {HTMLInputElement} field */
async function copy(field) {
  field.select();
  try {
    await navigator.clipboard.writeText(field.value);
  } catch {
    // No clipboard outside a secure context: the older command copies the selection.
    document.execCommand("copy");
  }
}

for (const button of document.querySelectorAll("button[data-copies]")) {
  const field = document.getElementById(button.dataset.copies);
  button.hidden = false;
  // A live region from the start: one that appears with its text is not read out.
  button.setAttribute("aria-live", "polite");
  button.addEventListener("click", async () => {
    await copy(field);
    button.textContent = button.dataset.copied;
  });
}
