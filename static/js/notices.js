/** Short messages at the bottom of the page, some with a way back. */

const SHOWN_FOR = 12000;

/**
 * Say something; a message with an undo or a login stays longer than the eye needs.
 * @param {string} text
 * @param {{undo?: () => void, login?: boolean, stays?: boolean}} [options]
 */
export function say(text, { undo, login = false, stays = false } = {}) {
  const area = document.getElementById("notices");
  const notice = document.getElementById("notice").content.firstElementChild.cloneNode(true);
  notice.querySelector(".notice-text").textContent = text;
  notice.querySelector(".notice-login").hidden = !login;
  const button = notice.querySelector(".notice-undo");
  button.hidden = !undo;
  button.addEventListener("click", () => {
    notice.remove();
    undo();
  });
  notice.querySelector(".notice-close").addEventListener("click", () => notice.remove());
  area.replaceChildren(notice);
  if (!stays) setTimeout(() => notice.remove(), SHOWN_FOR);
}

/** Take back what was said last. */
export function hush() {
  document.getElementById("notices").replaceChildren();
}
