/**
 * The further parts of a quote and its cue: from the buttons of its card, and by keys.  With a selection a key ties that to
 * the nearest quote; without one it asks for the next selection, for the quote at hand.
 */
import { idOf, spanOf } from "./notes.js";
import { say } from "./notices.js";
import { newUuid7 } from "./outbox.js";

// Farther away (code points) a selection has nothing to do with a quote.
const NEAR = 1500;
// What is said of a quote, to know it by.
const SAID = 40;

export class Tying {
  /**
   * @param {Record<string, object>} reader the parts of the page by name, and `mark`
   */
  constructor(reader) {
    const { root, notes, toolbar, tending, linking, strings } = reader;
    Object.assign(this, { reader, tending, linking, notes, toolbar });
    if (root.dataset.create === undefined) return;
    const { selectPart, takePart, tiedPart, selectCue, takeCue, tiedCue, keysOfQuotes: group } = strings;
    const ways = {
      part: { said: selectPart, button: takePart, tied: tiedPart, atEnd: true, then: (...both) => this.#addPart(...both) },
      cue: { said: selectCue, button: takeCue, tied: tiedCue, then: (...both) => this.#setCue(...both) },
    };
    root.addEventListener("click", ({ target }) => {
      const button = target.closest("button[data-link]");
      if (button?.dataset.link in ways) this.#await(button.closest("li[data-annotation]"), ways[button.dataset.link]);
    });
    const key = (code, way, label) => ({
      codes: [code], shift: false, group, label, when: () => this.#quoteMeant() !== null, run: () => this.#tie(way),
    });
    reader.keys.add(key("KeyM", ways.part, strings.keyPart), key("KeyC", ways.cue, strings.keyCue));
  }

  #tie(way) {
    const quote = this.#quoteMeant();
    const { picked } = this.toolbar;
    if (!picked) return this.#await(quote, way);
    this.linking.close();
    way.then(quote, picked);
    // Which quote was the nearest should not have to be guessed.
    return say(way.tied.replace("{text}", beginningOf(this.notes.find(quote.dataset.continues) ?? quote)));
  }

  #await(quote, way) {
    this.linking.close();
    this.tending.awaitSelection(quote, way);
  }

  /**
   * The quote that a key is for: the nearest to what is selected, else the one whose speaker is asked for, the one in focus
   * or at the cursor, the last one that was asked about.
   */
  #quoteMeant() {
    if (this.tending.isAwaiting) return null;
    if (this.toolbar.isOpen) return this.#nearest(this.toolbar.picked);
    const last = this.notes.find(this.linking.lastId);
    const own = last && this.#isOwnQuote(last) ? last : null;
    return (this.linking.isOpen ? own : null) ?? this.tending.noteAtHand((item) => this.#isOwnQuote(item)) ?? own;
  }

  #nearest({ start, end }) {
    const distance = (item) => Math.max(0, start - spanOf(item).end, spanOf(item).start - end);
    const quotes = this.notes.items().filter((item) => this.#isOwnQuote(item) && distance(item) < NEAR);
    return quotes.reduce((least, item) => (least && distance(least) <= distance(item) ? least : item), null);
  }

  #isOwnQuote(item) {
    const { tag, status, draft } = item.dataset;
    return tag === "quote" && status !== "rejected" && (draft !== undefined || this.tending.mayEdit(item));
  }

  #addPart(quote, picked) {
    this.reader.mark(picked, "quote", { continues: quote.dataset.continues ?? idOf(quote) });
  }

  #setCue(quote, { start, end, exact }) {
    const head = this.notes.find(quote.dataset.continues) ?? quote;
    const span = { start: String(start), end: String(end), exact };
    this.linking.send(head, { role: "cue", id: newUuid7(), ...span });
    this.reader.selecting.clear();
  }
}

function beginningOf(item) {
  const text = item.dataset.text ?? item.querySelector(".chip-text").textContent;
  return text.length > SAID ? `${text.slice(0, SAID)}…` : text;
}
