/** One request to the server, and what its answer says. */

/**
 * @typedef {{
 *   status: number, ok: boolean, html: string, items: HTMLLIElement[], removed: string[],
 *   versions: Map<string, number>, refusal: string, code: string, message: string, undo: string,
 *   cursor: string, hasMore: boolean, isLoginNeeded: boolean, isRetryable: boolean,
 *   content: DocumentFragment
 * }} Answer
 * status 0 means that no answer came.  `versions` are those of the items and of the removed ones; `code` names the
 * refusal of a rule, which an error page has not; `cursor` is the last event that the answer tells of.
 */

// 408 and 429 ask to come again; 5xx and a lost connection are faults that pass.
const RETRYABLE = new Set([0, 408, 429]);
// A line that is dead without saying so; the server answers the largest action much sooner.
const PATIENCE = 30000;

/**
 * Post a form; never throws.
 * @param {string} url
 * @param {Record<string, string | string[]>} fields
 * @returns {Promise<Answer>}
 */
export function post(url, fields) {
  const pairs = Object.entries(fields).flatMap(([name, value]) => [value].flat().map((each) => [name, each]));
  const headers = { "HX-Request": "true", "X-CSRFToken": csrfToken(), Accept: "text/html" };
  return ask(url, { method: "POST", body: new URLSearchParams(pairs), headers });
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
    const fixed = { credentials: "same-origin", redirect: "manual", signal: AbortSignal.timeout(PATIENCE) };
    const response = await fetch(url, { ...options, ...fixed });
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
  const refusal = content.querySelector("[data-refusal]");
  const cursor = content.querySelector("[data-cursor]");
  const listed = [...content.querySelectorAll("li[data-annotation], li[data-removed]")];
  return {
    status,
    ok: status >= 200 && status < 300,
    html,
    items: listed.filter((item) => item.dataset.annotation),
    removed: listed.map((item) => item.dataset.removed).filter(Boolean),
    versions: new Map(
      listed.map(({ dataset }) => [dataset.annotation ?? dataset.removed, Number(dataset.version)]),
    ),
    refusal: (refusal ?? content.querySelector("#error p"))?.textContent.trim() ?? "",
    code: refusal?.dataset.refusal ?? "",
    message: message?.textContent.trim() ?? "",
    undo: message?.dataset.undo ?? "",
    cursor: cursor?.dataset.cursor ?? "",
    hasMore: cursor?.dataset.more !== undefined,
    isLoginNeeded: status === 401,
    isRetryable: RETRYABLE.has(status) || status >= 500,
    content,
  };
}

function csrfToken() {
  return document.cookie.match(/(?:^|; )csrftoken=([^;]+)/)?.[1] ?? "";
}
