/**
 * The keys of the reading page, on any keyboard layout: a key is named by its place (`event.code`), so that «ف»
 * and «t» are the same key.  Whoever adds one says what it does; the help sheet lists them.
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
    const key = this.known.find((known) => fits(known, event) && (known.when?.() ?? true));
    if (!key) return;
    event.preventDefault();
    key.run(event);
  }
}

function fits(key, event) {
  // Ctrl on a PC, ⌘ on a Mac.
  if ((event.ctrlKey || event.metaKey) !== Boolean(key.ctrl)) return false;
  if (key.shift !== undefined && key.shift !== event.shiftKey) return false;
  return key.codes.includes(event.code) || Boolean(key.characters?.includes(event.key));
}
