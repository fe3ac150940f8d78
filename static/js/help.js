/** The sheet of keys: what is registered, in its groups, in the language of the interface. */

const ARROWS = { ArrowLeft: "←", ArrowRight: "→", ArrowUp: "↑", ArrowDown: "↓" };
const NAMES = {
  Slash: "?",
  Escape: "Esc",
  PageUp: "Page Up",
  PageDown: "Page Down",
  Delete: "Del",
  BracketLeft: "[",
  BracketRight: "]",
};

/**
 * Show the sheet; Escape or its button closes it, and the focus returns to where it was.
 * @param {import("./keys.js").Keys} keys
 * @param {Record<string, string>} strings
 */
export function showHelp(keys, strings) {
  const sheet = makeSheet(keys, strings);
  document.body.append(sheet);
  sheet.addEventListener("close", () => sheet.remove());
  // A press beside the sheet is one on the dialog itself.
  sheet.addEventListener("click", ({ target }) => target === sheet && sheet.close());
  sheet.showModal();
}

function makeSheet(keys, strings) {
  const sheet = element("dialog", "help");
  const title = element("h2", "help-title", strings.keysTitle);
  title.id = "help-title";
  sheet.setAttribute("aria-labelledby", title.id);
  const close = element("button", "help-close", "×");
  close.type = "button";
  close.ariaLabel = strings.close;
  close.addEventListener("click", () => sheet.close());
  const head = element("div", "help-head");
  head.append(title, close);
  // Columns in what scrolls would go on beside it instead of below.
  const groups = element("div", "help-scroll");
  const columns = element("div", "help-groups");
  groups.append(columns);
  // What scrolls can be reached by keys.
  groups.tabIndex = 0;
  groups.role = "group";
  groups.setAttribute("aria-labelledby", title.id);
  for (const [name, lines] of grouped(keys.listed)) columns.append(makeGroup(name, lines));
  const body = element("div", "help-body");
  body.append(head, groups, ...makeSwitch());
  sheet.append(body);
  return sheet;
}

/** Return the switch of single-letter keys again that the menu in the header holds. */
function makeSwitch() {
  const original = document.getElementById("single-keys");
  if (!original) return [];
  const copy = original.cloneNode(true);
  copy.id = "";
  copy.className = "help-switch";
  copy.addEventListener("click", ({ target }) => {
    const button = target.closest("button");
    if (!button) return;
    original.querySelector(`[value="${button.value}"]`).click();
    for (const each of copy.querySelectorAll("button")) each.ariaPressed = String(each === button);
  });
  return [copy];
}

/** Return label → keys by group, in the order of adding; keys that do the same share a line. */
function grouped(listed) {
  const groups = new Map();
  for (const key of listed) {
    if (!key.label) continue;
    const name = key.group ?? "";
    if (!groups.has(name)) groups.set(name, new Map());
    const lines = groups.get(name);
    lines.set(key.label, [...(lines.get(key.label) ?? []), key]);
  }
  return groups;
}

function makeGroup(name, lines) {
  const section = element("section", "help-group");
  const list = element("dl", "help-keys");
  for (const [label, keys] of lines) {
    const line = element("div", "help-line");
    const caps = element("dt", "help-caps");
    keys.forEach((key, index) => caps.append(...(index ? [element("span", "help-or", "·")] : []), ...capsOf(key)));
    line.append(caps, element("dd", "", label));
    list.append(line);
  }
  section.append(element("h3", "", name), list);
  return section;
}

/** Return the caps of one key; several codes are several keys, and the number pad's say nothing new. */
function capsOf({ codes, shift, ctrl }) {
  const shown = codes.filter((code) => !code.startsWith("Numpad"));
  // Shift is in the sign itself.
  const held = [ctrl && "Ctrl", shift && shown[0] !== "Slash" && "Shift"].filter(Boolean);
  return [...held, ...shown.map(nameOf)].map((name) => element("kbd", "", name));
}

function nameOf(code) {
  return ARROWS[code] ?? NAMES[code] ?? code.replace(/^(Key|Digit)/, "");
}

function element(name, className, text = "") {
  const made = document.createElement(name);
  if (className) made.className = className;
  made.textContent = text;
  return made;
}
