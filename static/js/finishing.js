/** The button that finishes the article: pressed before everything is stored, it waits. */

const form = document.querySelector("[data-finish]");

// A finished article would refuse the marks that were made before.
form?.addEventListener("submit", (event) => {
  if (isSaved()) return;
  event.preventDefault();
  waitUntilSaved();
});

function isSaved() {
  return document.documentElement.dataset.saved === "true";
}

function waitUntilSaved() {
  const [button, said] = [form.querySelector("button"), form.querySelector("[role=status]")];
  if (button.disabled) return;
  button.disabled = true;
  said.hidden = false;
  const observer = new MutationObserver(() => {
    if (!isSaved()) return;
    observer.disconnect();
    button.disabled = false;
    form.submit();
  });
  observer.observe(document.documentElement, { attributeFilter: ["data-saved"] });
}
