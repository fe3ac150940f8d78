/**
 * The units of a text, and what a span's ends may be: the twin of newsroom/spans.py.
 *
 * The server counts Unicode code points, JavaScript strings count UTF-16 code units, a
 * reader counts grapheme clusters (Unicode Standard Annex #29).  This is the one place in the page
 * where the first two meet.  Every range is half-open; nothing here touches the DOM.
 * tests/cases/*.json holds the cases that both twins pass.
 */

// Unicode White_Space, U+200B ZERO WIDTH SPACE, U+FEFF, and the bidi controls: EDGE_CHARACTERS in spans.py.
// The joiners U+200C and U+200D are not among them: they shape the letter beside them.
/** @type {ReadonlySet<string>} */
export const EDGE = new Set(
  "\u0009\u000a\u000b\u000c\u000d\u0020\u0085\u00a0\u1680" +
    "\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a" +
    "\u2028\u2029\u202f\u205f\u3000" +
    "\u200b\ufeff" +
    "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069",
);

// Firefox before 125 has no Intl.Segmenter.
const segmenter =
  typeof Intl !== "undefined" && Intl.Segmenter ? new Intl.Segmenter("ar", { granularity: "grapheme" }) : null;

/** A mark, a joiner or an emoji's skin tone: drawn on what stands before it. */
const EXTENDS = /^[\p{M}\p{Emoji_Modifier}\u200c\u200d]/u;
const JOINER = "\u200d";

/**
 * Return how many code points `text` has.
 * @param {string} text
 * @returns {number}
 */
export function codePointLength(text) {
  return text.length - countPairs(text, text.length);
}

/**
 * Return the code point offset of the code unit `units` in `text`.
 * @param {string} text
 * @param {number} units
 * @returns {number}
 * @throws {RangeError} outside `0..text.length`, or in the middle of a surrogate pair
 */
export function toCodePoints(text, units) {
  requireInside(units, text.length);
  if (cutsPair(text, units)) throw new RangeError(`code unit ${units} is in the middle of a surrogate pair`);
  return units - countPairs(text, units);
}

/**
 * Return the code unit offset of the code point `points` in `text`.
 * @param {string} text
 * @param {number} points
 * @returns {number}
 * @throws {RangeError} outside `0..codePointLength(text)`
 */
export function toCodeUnits(text, points) {
  requireInside(points, text.length);
  let units = 0;
  for (let left = points; left > 0; left -= 1) {
    if (units >= text.length) throw new RangeError(`code point ${points} is outside the text`);
    units += cutsPair(text, units + 1) ? 2 : 1;
  }
  return units;
}

/** The units of one long text: both conversions cost a binary search instead of a walk from its start. */
export class UnitIndex {
  /** @param {string} text */
  constructor(text) {
    this.length = text.length;
    // Code units at which a surrogate pair begins; Arabic news has few.
    this.pairs = [];
    for (const match of text.matchAll(/[\u{10000}-\u{10ffff}]/gu)) this.pairs.push(match.index);
  }

  /**
   * As toCodePoints(text, units), for units that cut no surrogate pair: widenToGraphemes comes first.
   * @param {number} units
   * @returns {number}
   */
  toCodePoints(units) {
    requireInside(units, this.length);
    return units - countBelow(this.pairs.length, (index) => this.pairs[index] + 1 < units);
  }

  /**
   * As toCodeUnits(text, points).
   * @param {number} points
   * @returns {number}
   */
  toCodeUnits(points) {
    requireInside(points, this.length - this.pairs.length);
    return points + countBelow(this.pairs.length, (index) => this.pairs[index] - index < points);
  }
}

/**
 * Return `[start, end)` in code units without the EDGE characters at its two ends, or null when nothing is left.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {[number, number] | null}
 * @throws {RangeError} outside `0..text.length`
 */
export function trim(text, start, end) {
  requireInside(start, text.length);
  requireInside(end, text.length);
  let [first, last] = [start, end];
  while (first < last && EDGE.has(text[first])) first += 1;
  while (first < last && EDGE.has(text[last - 1])) last -= 1;
  return first < last ? [first, last] : null;
}

/**
 * Return whether no grapheme cluster of `text` goes across the code unit `units`.
 * @param {string} text
 * @param {number} units
 * @returns {boolean}
 * @throws {RangeError} outside `0..text.length`
 */
export function isBoundary(text, units) {
  requireInside(units, text.length);
  if (units === 0 || units === text.length) return true;
  return segmenter ? segmenter.segment(text).containing(units).index === units : isBoundaryByMarks(text, units);
}

/**
 * Return the smallest range around `[start, end)`, in code units, that cuts no grapheme cluster; null if it is empty.
 *
 * The server has the last word (`regex` \X): browsers carry different versions of Unicode.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {[number, number] | null}
 * @throws {RangeError} outside `0..text.length`
 */
export function widenToGraphemes(text, start, end) {
  requireInside(start, text.length);
  requireInside(end, text.length);
  if (start >= end) return null;
  if (!segmenter) return widenByMarks(text, start, end);
  // containing() looks at one cluster, however long the paragraph.
  const segments = segmenter.segment(text);
  const last = segments.containing(end - 1);
  return [segments.containing(start).index, last.index + last.segment.length];
}

/**
 * Return what isBoundary does without Intl.Segmenter: code points, base with marks and joined emoji stay whole.
 * @param {string} text
 * @param {number} units
 * @returns {boolean}
 */
export function isBoundaryByMarks(text, units) {
  if (units === 0 || units === text.length) return true;
  if (cutsPair(text, units) || text[units - 1] === JOINER) return false;
  if (text[units - 1] === "\r" && text[units] === "\n") return false;
  // Nothing is drawn on a line feed.
  return text[units - 1] === "\n" || !EXTENDS.test(String.fromCodePoint(text.codePointAt(units)));
}

/**
 * Return what widenToGraphemes does without Intl.Segmenter.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {[number, number]}
 */
export function widenByMarks(text, start, end) {
  let [first, last] = [start, end];
  while (!isBoundaryByMarks(text, first)) first -= 1;
  while (!isBoundaryByMarks(text, last)) last += 1;
  return [first, last];
}

function requireInside(offset, length) {
  if (!Number.isInteger(offset) || offset < 0 || offset > length) {
    throw new RangeError(`offset ${offset} is outside 0..${length}`);
  }
}

function cutsPair(text, units) {
  return isBetween(text.charCodeAt(units - 1), 0xd800, 0xdbff) && isBetween(text.charCodeAt(units), 0xdc00, 0xdfff);
}

function countPairs(text, end) {
  let pairs = 0;
  for (let units = 1; units < end; units += 1) {
    if (cutsPair(text, units)) pairs += 1;
  }
  return pairs;
}

/** Return how many of the indices 0..length-1, for which `isBelow` is true first and false later, are below. */
function countBelow(length, isBelow) {
  let [low, high] = [0, length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (isBelow(middle)) low = middle + 1;
    else high = middle;
  }
  return low;
}

function isBetween(value, first, last) {
  return value >= first && value <= last; // NaN, beyond the ends of a string, is not
}
