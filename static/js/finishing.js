/** The button that finishes the article: pressed before everything is stored, it waits. */

/** Keep a finished article from refusing marks that were made before. */
export function connectFinishing() {
  const form = document.querySelector("[data-finish]");
  form?.addEventListener("submit", (event) => {
    if (isSaved()) return;
    event.preventDefault();
    waitFor(form);
  });
}

function isSaved() {
  return document.documentElement.dataset.saved === "true";
}

function waitFor(form) {
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
