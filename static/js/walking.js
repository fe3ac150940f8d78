/**
 * Reading and marking without a mouse: the keys of the text.  The cursor that they move is a module of its own, which
 * comes later; the keys wait for it in their turn.
 */

const SIDES = ["ArrowLeft", "ArrowRight"];
const LINES = ["ArrowUp", "ArrowDown"];
const PAGES = ["PageUp", "PageDown"];
const EDGES = ["Home", "End"];
const BACK = new Set(["ArrowUp", "PageUp", "Home"]);

export class Walking {
  /** @param {Record<string, object>} reader the parts of the page by name */
  constructor(reader) {
    this.reader = reader;
    this.root = reader.root;
    /** @type {Promise<import("./cursor.js").Cursor> | null} */
    this.loading = null;
    /** @type {import("./cursor.js").Cursor | null} */
    this.cursor = null;
    // Whether the arrows are the cursor's: after a click into the text they scroll, as everywhere.
    this.isOn = false;
    this.root.addEventListener("focus", () => {
      if (this.root.matches(":focus-visible")) this.walk((cursor) => cursor.show());
    });
    this.root.addEventListener("blur", () => this.#stop());
    addEventListener("pointerdown", () => this.#stop(), true);
    this.#addKeys(reader.strings);
  }

  /** Whether the text has the focus, the mouse being used or not. */
  get isInText() {
    return document.activeElement === this.root;
  }

  /** Whether the cursor is shown. */
  get isWalking() {
    return this.isInText && this.isOn;
  }

  /** Put the cursor on the word at a code point offset. */
  goTo(offset) {
    this.isOn = true;
    this.root.focus({ preventScroll: true });
    return this.walk((cursor) => cursor.goTo(offset));
  }

  /** Go to the text, and show the cursor where it was. */
  enter() {
    this.isOn = true;
    this.root.focus({ preventScroll: true });
    return this.walk((cursor) => cursor.show());
  }

  /** Do something with the cursor, in the order of the calls. */
  walk(step) {
    this.isOn = true;
    return this.reader.later.use(async () => {
      this.loading ??= import("./cursor.js").then(({ Cursor }) => (this.cursor = new Cursor(this.reader)));
      const cursor = await this.loading;
      if (this.isOn) step(cursor);
    });
  }

  /** Let the selection go, else leave the text: after the keys that came before. */
  leave() {
    const { toolbar, selecting } = this.reader;
    this.walk(() => (toolbar.isOpen ? selecting.clear() : this.root.blur()));
  }

  #stop() {
    this.isOn = false;
    this.cursor?.hide();
  }

  #addKeys(strings) {
    const { keys, toolbar, pens } = this.reader;
    const isInText = () => this.isInText;
    const isWalking = () => this.isWalking;
    const move = (by) => ({ code }) => this.walk((cursor) => cursor.move(by, BACK.has(code) ? -1 : +1));
    const extend = (by) => ({ code }) => this.walk((cursor) => cursor.extend(by, BACK.has(code) ? -1 : +1));
    const aside = (then) => ({ code }) =>
      this.walk((cursor) => then(cursor, code === "ArrowLeft" ? cursor.leftward : -cursor.leftward));
    const moving = { group: strings.keysOfMoving, when: isWalking, shift: false };
    const selecting = { group: strings.keysOfSelecting, when: isWalking };
    keys.add(
      { ...moving, codes: ["KeyT"], when: () => !this.isWalking, run: () => this.enter(), label: strings.keyEnter },
      { ...moving, codes: SIDES, when: isInText, run: aside((cursor, step) => cursor.move("word", step)), label: strings.keyWord },
      { ...moving, codes: LINES, run: move("line"), label: strings.keyLine },
      { ...moving, codes: EDGES, run: move("block"), label: strings.keyBlockEdge },
      {
        ...moving, codes: SIDES, ctrl: true, when: isInText,
        run: aside((cursor, step) => cursor.move("sentence", step)), label: strings.keySentence,
      },
      { ...moving, codes: PAGES, run: move("paragraph"), label: strings.keyParagraph },
      { ...moving, codes: LINES, ctrl: true, run: move("paragraph"), label: strings.keyParagraph },
      { ...moving, codes: EDGES, ctrl: true, run: move("text"), label: strings.keyTextEdge },

      { ...selecting, codes: ["Space"], shift: false, run: () => this.walk((cursor) => cursor.take()), label: strings.keyTake },
      {
        ...selecting, codes: SIDES, shift: true, when: isInText,
        run: aside((cursor, step) => cursor.extend("word", step)), label: strings.keyExtendWord,
      },
      {
        ...selecting, codes: SIDES, shift: true, ctrl: true, when: isInText,
        run: aside((cursor, step) => cursor.extendByGrapheme(step)), label: strings.keyExtendGrapheme,
      },
      { ...selecting, codes: LINES, shift: true, run: extend("line"), label: strings.keyExtendLine },
      { ...selecting, codes: EDGES, shift: true, run: extend("block"), label: strings.keyExtendBlockEdge },
      { ...selecting, codes: PAGES, shift: true, run: extend("paragraph"), label: strings.keyExtendParagraph },
      { ...selecting, codes: ["KeyO"], shift: false, run: () => this.walk((cursor) => cursor.swap()), label: strings.keySwap },
      ...[["BracketLeft", -1], ["BracketRight", +1]].map(([code, step]) => ({
        codes: [code], shift: false, when: () => this.isWalking && !toolbar.isOpen,
        run: () => this.walk((cursor) => (cursor.take(), this.reader.selecting.step(step))),
      })),
      ...toolbar.buttons.filter((button) => button.dataset.key).map((button) => ({
        codes: [`Digit${button.dataset.key}`, `Numpad${button.dataset.key}`],
        when: () => this.isWalking && !toolbar.isOpen,
        run: () => this.#mark(button),
      })),
      {
        ...selecting, codes: ["Enter"], when: () => this.isWalking && toolbar.isOpen && pens.inHand !== null,
        run: () => toolbar.press(toolbar.buttons.find((button) => button.dataset.tag === pens.inHand)), label: strings.keyPen,
      },
    );
  }

  /** Tag the word at the cursor; who says "quote" in a quotation is shown all of it first, as after a click. */
  #mark(button) {
    const { selecting, toolbar } = this.reader;
    this.walk((cursor) => {
      cursor.take();
      const whole = button.dataset.tag === "quote" ? selecting.quotation : null;
      if (whole) selecting.take(whole);
      else toolbar.press(button);
    });
  }
}
