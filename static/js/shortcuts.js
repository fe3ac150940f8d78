/** The keys of tags, of undo and of the selection, each with what the help sheet says of it. */
import { QUOTE } from "./toolbar.js";

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
    { codes: ["KeyZ"], ctrl: true, shift: false, run: () => history.undo(), label: undo.title, group },
    { codes: ["KeyZ"], ctrl: true, shift: true, run: () => history.redo(), label: redo.title, group },
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
