/**
 * Quotations of a paragraph: the twin of newsroom/arabic/quotations.py, which says more of the rules; and what a
 * selection does not begin or end with.
 *
 * Everything takes one block (no line feed); offsets are its code units, ranges half-open.
 */
import { EDGE, trim } from "./offsets.js";
import { sentencesOf, wordsOf } from "./words.js";

/** @typedef {{span: [number, number], outer: [number, number], isRepaired: boolean}} Quotation */

const FAMILIES = Object.fromEntries([
  ..."«»‹›".split("").map((mark) => [mark, "guillemets"]),
  ..."“”„‟\"".split("").map((mark) => [mark, "double"]),
  ..."‘’‚'".split("").map((mark) => [mark, "single"]),
]);
const MARK = new RegExp(`[${Object.keys(FAMILIES).join("")}]`, "g");
const OPENING = "«‹“„‟‘‚";
const STRAIGHT = "\"'";
const OPENS_AFTER = "([{<:-–—/،؛,;=\u0640";
const CLOSES_BEFORE = ")]}>:-–—/،؛,;.!?؟…";
// What is written together with the opening mark: و"الجزيرة", بـ«المعتدلة».
const GLUED = /(?<![\p{L}\p{M}\p{N}])[وف]?[بلكس]?(?:ال)?$/u;
const LETTER = /^[\p{L}\p{M}\p{N}]/u;
const ENDS_IN_LETTER = /[\p{L}\p{M}\p{N}]$/u;
const BIDI = /[\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/;
const CLAUSE_MARK = /[،؛:.!?؟…,;]/g;
const BRACKETS = { "(": 1, "[": 1, "{": 1, ")": -1, "]": -1, "}": -1 };
const STOPS = ".!?؟…";
const SEPARATORS = "،,؛;:/–—-";
// Behind this a sentence begins, or speech.
const SPEECH_BEFORE = /(?:^|[.!?؟…][»”’"')\]]*\s+|:\s*)[«“„"'([]*$|[«“„"]$/;
const INITIAL = /(?:^|[^\p{L}\p{M}])\p{L}$/u;
const REACH = 4; // the longest proclitics before a mark (وبال)

/**
 * Return the quotations that `offset` lies in, marks included, the innermost first.
 * @param {Quotation[]} quotations of the block
 * @param {number} offset
 * @returns {Quotation[]}
 */
export function quotationsAround(quotations, offset) {
  const length = ({ outer }) => outer[1] - outer[0];
  return quotations
    .filter(({ outer: [start, end] }) => start <= offset && offset <= end)
    .sort((a, b) => length(a) - length(b));
}

/**
 * Return the innermost quotation of more than one word around `offset`; on request else one of a word; or null.
 * @param {string} text
 * @param {number} offset
 * @param {{mayBeOneWord?: boolean, quotations?: Quotation[]}} [options]
 * @returns {Quotation | null}
 */
export function quotationAround(text, offset, { mayBeOneWord = false, quotations = quotationsOf(text) } = {}) {
  const around = quotationsAround(quotations, offset);
  const longer = around.find(({ span }) => wordsOf(text.slice(...span)).length > 1);
  return longer ?? (mayBeOneWord ? around[0] : null) ?? null;
}

/**
 * Return the quotations of a block by start, the outer before the inner; what is unbalanced is repaired.
 * @param {string} text
 * @returns {Quotation[]}
 */
export function quotationsOf(text) {
  return new Pairing(text).quotations();
}

/**
 * Return `[start, end)` without what the hand took along at its ends: white space, bidi controls, separators, the
 * quote marks and brackets whose pair is not selected, and the quote marks around the whole.
 *
 * The mark that ends a sentence stays with what begins one, and with what stands in quote marks (speech is stored
 * without the marks, its own full stop included); behind a name it goes.  Null where there is only white space;
 * where there is only punctuation, that stays.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @param {() => Quotation[]} [quotations] of the block: asked for where a quote mark is at an end
 * @returns {[number, number] | null}
 */
export function trimStray(text, start, end, quotations = () => quotationsOf(text)) {
  const whole = trim(text, start, end);
  if (!whole) return null;
  let [first, last] = whole;
  let keepsStop = SPEECH_BEFORE.test(before(text, first, 12));
  while (first < last) {
    const inside = { text, first, last, keepsStop, quotations };
    const at = [first, last - 1].find((offset) => isStray(offset, inside));
    if (at === undefined) return [first, last];
    keepsStop ||= text[at] in FAMILIES;
    if (at === first) first += 1;
    else last -= 1;
  }
  return whole;
}

/** Return whether the character at one end of the selection is no part of what was meant. */
function isStray(at, { text, first, last, keepsStop, quotations }) {
  const character = text[at];
  if (EDGE.has(character)) return true;
  if (character in FAMILIES) {
    const partner = partnerOf(at, quotations());
    const isAround = at + partner === first + last - 1;
    return partner < first || partner >= last || isAround;
  }
  const step = at === first ? +1 : -1;
  if (BRACKETS[character]) return BRACKETS[character] !== step || !isPaired(text.slice(first, last), step);
  // A minus, a decimal point.
  if (at === first) return (SEPARATORS + STOPS).includes(character) && !/\p{Nd}/u.test(text[at + 1] ?? "");
  if (STOPS.includes(character)) return !keepsStop && !(character === "." && INITIAL.test(before(text, at, 3)));
  return SEPARATORS.includes(character);
}

/** Return where the other mark of a quotation is, or -1. */
function partnerOf(offset, quotations) {
  const outer = quotations.filter(({ isRepaired }) => !isRepaired).map((quotation) => quotation.outer);
  const found = outer.find(([start, end]) => start === offset || end - 1 === offset);
  return found ? found[0] + found[1] - 1 - offset : -1;
}

/** Return whether the bracket at the end of `inside` from which `step` leads away has its pair there. */
function isPaired(inside, step) {
  let depth = 0;
  const characters = step > 0 ? [...inside] : [...inside].reverse();
  return characters.some((character) => {
    depth += (BRACKETS[character] ?? 0) * step;
    return depth === 0;
  });
}

/** Return each quote mark: where it is, whether it looks opening, whether it looks closing. */
function marksOf(text) {
  const marks = [];
  for (const { index: offset } of text.matchAll(MARK)) {
    if (isApostrophe(text, offset)) continue;
    const earlier = neighbour(text, offset, -1);
    const later = neighbour(text, offset, +1);
    const starts = isSpace(earlier) || OPENS_AFTER.includes(earlier) || isGlued(text, offset);
    const ends = isSpace(later) || CLOSES_BEFORE.includes(later);
    marks.push({ offset, opens: starts && !ends, closes: ends && !isSpace(earlier) });
  }
  return marks;
}

function isApostrophe(text, offset) {
  if (FAMILIES[text[offset]] !== "single" || offset === 0 || offset === text.length - 1) return false;
  const isBetween = ENDS_IN_LETTER.test(before(text, offset, 2)) && LETTER.test(text.slice(offset + 1, offset + 3));
  return isBetween && !isGlued(text, offset);
}

function isGlued(text, offset) {
  return Boolean(GLUED.exec(before(text, offset, REACH + 2))?.[0]);
}

/** Return up to `units` of what stands before `offset`; two hold any character. */
function before(text, offset, units) {
  return text.slice(Math.max(0, offset - units), offset);
}

/** Return the next character that is no quote mark and no bidi control; "" at an end of the block. */
function neighbour(text, offset, step) {
  let index = offset + step;
  while (index >= 0 && index < text.length && (text[index] in FAMILIES || BIDI.test(text[index]))) index += step;
  return text[index] ?? "";
}

function isSpace(character) {
  return character === "" || /\s/.test(character);
}

/** One walk over the marks of a block, with the opening ones that wait for their pair. */
class Pairing {
  constructor(text) {
    this.text = text;
    this.marks = marksOf(text);
    this.waiting = [];
    this.found = [];
  }

  quotations() {
    this.marks.forEach((mark, index) => {
      if (this.#isOpening(mark, index)) this.#open(mark.offset);
      else this.#close(mark.offset);
    });
    for (const offset of this.waiting) this.#addUnclosed(offset);
    return this.found.sort((a, b) => a.outer[0] - b.outer[0] || b.outer[1] - a.outer[1]);
  }

  #isOpening({ offset, opens, closes }, index) {
    const character = this.text[offset];
    const partner = this.#partnerOf(character);
    if (STRAIGHT.includes(character)) {
      // قال" نعم ": spaced wrongly; where the next one closes as well, this one opens.
      if (opens || closes) return opens || (partner === undefined && this.#nextCloses(index));
      return partner === undefined;
    }
    // „so“, and »so«: the other way round.
    if (OPENING.includes(character)) {
      const isPair = partner !== undefined && (!OPENING.includes(this.text[partner]) || this.text[partner] === "„");
      return !(closes && isPair);
    }
    return opens && partner === undefined;
  }

  #nextCloses(index) {
    const family = this.#familyAt(this.marks[index].offset);
    return this.marks.slice(index + 1).find(({ offset }) => this.#familyAt(offset) === family)?.closes ?? false;
  }

  #familyAt(offset) {
    return FAMILIES[this.text[offset]];
  }

  /** Return the last waiting mark of the same family, or undefined. */
  #partnerOf(character) {
    return this.waiting.findLast((offset) => this.#familyAt(offset) === FAMILIES[character]);
  }

  #open(offset) {
    const partner = this.#partnerOf(this.text[offset]);
    if (partner !== undefined && STRAIGHT.includes(this.text[offset]) && STRAIGHT.includes(this.text[partner])) {
      // Nobody nests straight marks of one kind: the first was never closed.
      this.#take(partner);
      this.#addUnclosed(partner);
    }
    this.waiting.push(offset);
  }

  #close(offset) {
    const partner = this.#partnerOf(this.text[offset]);
    if (partner === undefined) {
      this.#addUnopened(offset);
      return;
    }
    this.#take(partner);
    this.#add([partner + 1, offset], [partner, offset + 1], false);
  }

  #take(offset) {
    this.waiting = this.waiting.filter((waiting) => waiting !== offset);
  }

  #addUnclosed(offset) {
    const { text } = this;
    if (this.#familyAt(offset) === "single") return;
    const following = this.#nextOpening(offset) ?? text.length;
    let end = text.length;
    if (trim(text, 0, offset + 1)[0] !== offset || following < text.length) {
      end = sentencesOf(text).find((sentence) => sentence[1] > offset + 1)?.[1] ?? text.length;
      if (following < end) {
        const between = text.slice(offset + 1, following);
        const clause = [...between.matchAll(CLAUSE_MARK)].at(-1);
        end = clause ? offset + 1 + clause.index : following;
      }
    }
    while (end > offset + 1 && /[\s.،؛:]/.test(text[end - 1])) end -= 1;
    if (end > offset + 1) this.#add([offset + 1, end], [offset, end], true);
  }

  #addUnopened(offset) {
    const { text } = this;
    if (this.#familyAt(offset) === "single") return;
    const isFirst = this.marks[0].offset === offset;
    const endsBlock = /^["»”\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]*[ .]*$/.test(text.slice(offset + 1));
    const earlier = this.found.map(({ outer }) => outer[1]).filter((end) => end <= offset);
    let floor = Math.max(0, ...earlier);
    if (!isFirst || !endsBlock) {
      const start = sentencesOf(text).findLast((sentence) => sentence[0] < offset)?.[0] ?? 0;
      const colon = [...text.slice(0, offset).matchAll(/:(?=\s)/g)].at(-1);
      floor = Math.max(floor, start, colon ? colon.index + 1 : 0);
    }
    this.#add([floor, offset], [floor, offset + 1], true);
  }

  #nextOpening(offset) {
    const family = this.#familyAt(offset);
    return this.marks.find((mark) => mark.offset > offset && mark.opens && this.#familyAt(mark.offset) === family)
      ?.offset;
  }

  #add([start, end], outer, isRepaired) {
    const kept = start < end && trim(this.text, start, end);
    if (kept) this.found.push({ span: kept, outer, isRepaired });
  }
}
