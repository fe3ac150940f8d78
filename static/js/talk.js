/**
 * The discussion in an annotation's card: its forms are sent without leaving the page, and the chip says how many
 * comments are open.  A comment is not kept in the outbox: what could not be sent stays in its field.
 */
import { say } from "./notices.js";
import { post } from "./server.js";

/** @param {Record<string, object>} reader the parts of the page by name */
export function connectTalk({ root, strings }) {
  let isSending = false;

  root.addEventListener("submit", async (event) => {
    const form = event.target.closest("form[data-talk]");
    if (!form) return;
    event.preventDefault();
    if (isSending) return;
    isSending = true;
    const { csrfmiddlewaretoken, next, ...fields } = Object.fromEntries(new FormData(form));
    const answer = await post(form.getAttribute("action"), fields);
    isSending = false;
    const news = answer.ok ? answer.content.querySelector("[data-thread]") : null;
    if (news) show(form, news);
    else say(answer.isLoginNeeded ? strings.login : answer.refusal || strings.failed, { login: answer.isLoginNeeded, stays: true });
  });
}

/** Put the thread as it is now in the place of the one that the form stands in; another field keeps what is typed in it. */
function show(form, news) {
  const thread = form.closest("[data-thread]");
  for (const field of thread.querySelectorAll("textarea")) {
    const now = news.querySelector(`#${CSS.escape(field.id)}`);
    if (now && !form.contains(field) && field.value !== field.defaultValue) now.value = field.value;
  }
  count(thread.closest("li[data-annotation]"), news.dataset);
  thread.replaceWith(news);
  news.querySelector("summary").focus({ preventScroll: true });
}

/** Show in the chip how many comments are open, as annotations/note_markup.py does. */
function count(item, { open, words }) {
  item.querySelector(".chip-talk")?.remove();
  if (open === "0") return;
  item.querySelector(".chip").insertAdjacentHTML("beforeend", '<span class="chip-talk"><span aria-hidden="true"></span><span class="vh"></span></span>');
  const [number, said] = item.querySelectorAll(".chip-talk span");
  number.textContent = open;
  said.textContent = words;
}
