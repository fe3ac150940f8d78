/**
 * The keys of the reading page, on any keyboard layout: a key is named by its place (`event.code`), so that «ف»
 * and «t» are the same key.  Whoever adds one says what it does; the help sheet lists them.  Those of tags, of undo and
 * of the selection stand here as well.
 *
 * A person may switch the single characters off, since speech input and shaky hands press them unawares (WCAG 2.1.4):
 * then they count only where the focus is on what they act on.
 */
import { QUOTE } from "./toolbar.js";

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
    /** @type {KeyboardEvent[] | null} those that wait for a part of the page */
    this.held = null;
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

  #run(event) {
    const key = this.known.find((known) => fits(known, event) && (known.when?.() ?? true));
    if (!key) return;
    event.preventDefault();
    key.run(event);
  }

  /**
   * Let a key have its turn when a part of the page has come, and those that are pressed meanwhile after it.
   * @param {KeyboardEvent} event
   * @param {import("./later.js").Later} later
   */
  async hold(event, later) {
    const held = [event];
    let isHere = false;
    this.held = held;
    await later.use(() => (isHere = true));
    this.held = null;
    if (isHere) for (const each of held) this.#run(each);
  }

  #press(event) {
    if (event.defaultPrevented || event.altKey || event.isComposing) return;
    if (event.target.closest?.("input, textarea, select, [contenteditable], dialog")) return;
    if (isSwitchedOff(event) && !this.hasFocus()) return;
    if (!this.held) this.#run(event);
    else if (this.known.some((known) => fits(known, event))) {
      event.preventDefault();
      // What has not happened yet is given up, before a selection made meanwhile is taken for its own.
      if (event.code === "Escape" && this.held.length === 1) this.held.pop();
      this.held.push(event);
    }
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

/** Tag what is selected. */
export function keysOfTags(toolbar, strings) {
  return withKeys(toolbar.buttons).map((button) => ({
    codes: codesOf(button),
    when: () => toolbar.isOpen,
    run: () => toolbar.press(button),
    label: button.dataset.name,
    group: strings.keysOfTags,
  }));
}

/** Undo and redo; the buttons carry their names. */
export function keysOfUndo(history, { undo, redo }, strings) {
  const group = strings.keysOfUndo;
  return [
    { codes: ["KeyZ"], ctrl: true, shift: false, run: () => history.undo(), label: undo.ariaLabel, group },
    { codes: ["KeyZ"], ctrl: true, shift: true, run: () => history.redo(), label: redo.ariaLabel, group },
    { codes: ["KeyY"], ctrl: true, run: () => history.redo() },
  ];
}

/** Less, more, or something else of the text. */
export function keysOfSelection(selecting, toolbar, strings) {
  const hasQuotation = () => selecting.quotation !== null;
  // Not a step of the keys: a pen in hand takes it at once.
  const takeQuotation = () => selecting.take(selecting.quotation, 1, "choice");
  const group = strings.keysOfSelection;
  const steps = [
    { code: "BracketLeft", shift: false, run: () => selecting.step(-1), label: strings.narrower },
    { code: "BracketRight", shift: false, run: () => selecting.step(+1), label: strings.wider },
    { code: "BracketLeft", shift: true, run: () => selecting.stretch(-1), label: strings.wordLess },
    { code: "BracketRight", shift: true, run: () => selecting.stretch(+1), label: strings.wordMore },
  ];
  return [
    // After a click in a quotation, the key of the tag proposes the whole of it.
    ...withKeys(toolbar.buttons)
      .filter((button) => button.dataset.tag === QUOTE)
      .map((button) => ({ codes: codesOf(button), when: () => !toolbar.isOpen && hasQuotation(), run: takeQuotation })),
    { codes: ["KeyQ"], when: hasQuotation, run: takeQuotation, label: strings.quotation, group },
    ...steps.map(({ code, ...key }) => ({ ...key, codes: [code], when: () => selecting.picked !== null, group })),
    {
      codes: ["KeyK"],
      when: () => selecting.undropped !== null,
      run: () => selecting.take(selecting.undropped),
      label: strings.undropped,
      group,
    },
  ];
}

function withKeys(buttons) {
  return buttons.filter((button) => button.dataset.key);
}

function codesOf(button) {
  return [`Digit${button.dataset.key}`, `Numpad${button.dataset.key}`];
}
