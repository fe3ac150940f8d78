/** The switches of light, text size and keys: at once, without a new page.  Without this script the form does it. */

const COOKIE_AGE = 60 * 60 * 24 * 365;
const ATTRIBUTE = { theme: "theme", text_size: "textSize", single_keys: "singleKeys" };

for (const form of document.querySelectorAll("form[data-preferences]")) {
  form.addEventListener("click", (event) => {
    const button = event.target.closest("button[name]");
    // A language needs a new page, and the server keeps it with the account.
    if (!button || !(button.name in ATTRIBUTE)) return;
    event.preventDefault();
    choose(button);
  });
}

document.addEventListener("click", (event) => {
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of document.querySelectorAll("details.menu[open]")) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

function choose(button) {
  const secure = location.protocol === "https:" ? "; secure" : "";
  document.cookie = `${button.name}=${button.value}; path=/; max-age=${COOKIE_AGE}; samesite=lax${secure}`;
  document.documentElement.dataset[ATTRIBUTE[button.name]] = button.value;
  for (const other of button.closest("fieldset").querySelectorAll("button")) {
    other.setAttribute("aria-pressed", String(other === button));
  }
}
