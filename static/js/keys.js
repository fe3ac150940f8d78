/**
 * The keys of the reading page, on any keyboard layout: a key is named by its place (`event.code`), so that «ف»
 * and «t» are the same key.  Whoever adds one says what it does; the help sheet lists them.
 *
 * A person may switch the single characters off, since speech input and shaky hands press them unawares (WCAG 2.1.4):
 * then they count only where the focus is on what they act on.
 */

/**
 * @typedef {{
 *   codes: string[], shift?: boolean, ctrl?: boolean, when?: () => boolean, run: (event: KeyboardEvent) => void,
 *   characters?: string[], label?: string, group?: string
 * }} Key
 * Without `shift` the key counts with and without it.  `characters` are what it writes where a layout has it at another
 * place.  `label` and `group` are for the help sheet.
 */

export class Keys {
  constructor() {
    /** @type {Key[]} */
    this.known = [];
    /** @type {Key[]} the same in the order in which they were added */
    this.listed = [];
    /** Whether the focus is on what the keys act on. */
    this.hasFocus = () => false;
    document.addEventListener("keydown", (event) => this.#press(event));
  }

  /**
   * Add keys; where several fit, the one added last is asked first.
   * @param {...Key} keys
   */
  add(...keys) {
    this.known.unshift(...keys);
    this.listed.push(...keys);
  }

  #press(event) {
    if (event.defaultPrevented || event.altKey || event.isComposing) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable], dialog")) return;
    if (isSwitchedOff(event) && !this.hasFocus()) return;
    const key = this.known.find((known) => fits(known, event) && (known.when?.() ?? true));
    if (!key) return;
    event.preventDefault();
    key.run(event);
  }
}

/** Whether the event is a character's, and those are switched off; the space bar is a control of its own. */
function isSwitchedOff({ key, ctrlKey, metaKey }) {
  const isCharacter = key.length === 1 && key !== " " && !ctrlKey && !metaKey;
  return isCharacter && document.documentElement.dataset.singleKeys === "off";
}

function fits(key, event) {
  // Ctrl on a PC, ⌘ on a Mac.
  if ((event.ctrlKey || event.metaKey) !== Boolean(key.ctrl)) return false;
  if (key.shift !== undefined && key.shift !== event.shiftKey) return false;
  return key.codes.includes(event.code) || Boolean(key.characters?.includes(event.key));
}
