/** One request to the server, and what its answer says. */

/**
 * @typedef {{
 *   status: number, ok: boolean, items: HTMLLIElement[], removed: string[],
 *   refusal: string, message: string, undo: string, isLoginNeeded: boolean, isRetryable: boolean,
 *   content: DocumentFragment
 * }} Answer
 * status 0 means that no answer came.
 */

// 408 and 429 ask to come again; 5xx and a lost connection are faults that pass.
const RETRYABLE = new Set([0, 408, 429]);

/**
 * Post a form; never throws.
 * @param {string} url
 * @param {Record<string, string | string[]>} fields a list is sent as the field repeated
 * @returns {Promise<Answer>}
 */
export function post(url, fields) {
  return ask(url, {
    method: "POST",
    body: new URLSearchParams(pairsOf(fields)),
    headers: { "HX-Request": "true", "X-CSRFToken": csrfToken(), Accept: "text/html" },
  });
}

/**
 * Fetch a fragment; never throws.
 * @param {string} url
 * @returns {Promise<Answer>}
 */
export function get(url) {
  return ask(url, { headers: { "HX-Request": "true", Accept: "text/html" } });
}

async function ask(url, options) {
  try {
    // A followed redirect would make a login page look like success.
    const response = await fetch(url, { ...options, credentials: "same-origin", redirect: "manual" });
    return read(response.status, await response.text());
  } catch {
    return read(0, "");
  }
}

/**
 * Return what an answer holds.
 * @param {number} status
 * @param {string} html
 * @returns {Answer}
 */
export function read(status, html) {
  const template = document.createElement("template");
  template.innerHTML = html;
  const content = template.content;
  const message = content.querySelector("[data-message]");
  return {
    status,
    ok: status >= 200 && status < 300,
    items: [...content.querySelectorAll("li[data-annotation]")],
    removed: [...content.querySelectorAll("li[data-removed]")].map((item) => item.dataset.removed),
    refusal: content.querySelector("[data-refusal]")?.textContent.trim() ?? "",
    message: message?.textContent.trim() ?? "",
    undo: message?.dataset.undo ?? "",
    isLoginNeeded: status === 401,
    isRetryable: RETRYABLE.has(status) || status >= 500,
    content,
  };
}

function pairsOf(fields) {
  return Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each) => [name, each]));
}

function csrfToken() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
}
