/** Where the edges between characters stand on the screen, and which one is nearest to a point. */
import { isBoundary, widenToGraphemes } from "./offsets.js";
import { caretAt } from "./ranges.js";

// Arabic, Hebrew and their presentation forms run to the left; digits of either kind to the right.
const TO_THE_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

/**
 * Return the place between two graphemes that is nearest to a point of the window, or null; beside the text it is
 * one of the nearest line.
 * @param {import("./ranges.js").ArticleText} articleText
 * @param {number} x
 * @param {number} y
 * @returns {import("./stops.js").Place | null}
 */
export function placeNear(articleText, x, y) {
  return placeAtCaret(articleText, x, y) ?? placeAtCaret(articleText, ...intoText(articleText, x, y));
}

function placeAtCaret(articleText, x, y) {
  const caret = caretAt(x, y);
  const place = caret && articleText.placeOf(caret.node, caret.offset);
  if (!place) return null;
  const { text } = articleText.blocks[place.block];
  if (isBoundary(text, place.unit)) return place;
  return { block: place.block, unit: widenToGraphemes(text, place.unit, place.unit + 1)[0] };
}

/** Return the nearest point of the block at the height of `y`. */
function intoText(articleText, x, y) {
  const boxOf = (block) => block.element.getBoundingClientRect();
  const block = articleText.blocks[articleText.lastIndex((candidate) => boxOf(candidate).top <= y)];
  const { left, right, top, bottom } = boxOf(block);
  return [clamp(x, left + 1, right - 1), clamp(y, top + 1, bottom - 1)];
}

/**
 * Return the edge before the code unit `unit` of a block or, with `isEnd`, after the one that ends there: a box
 * without width in coordinates of the window.
 */
export function edgeOf(block, unit, isEnd) {
  const inside = isEnd ? unit - 1 : unit;
  const [start, end] = widenToGraphemes(block.text, inside, inside + 1);
  const range = block.unitRange(start, end);
  const rects = range.getClientRects();
  const { left, right, top, height } = rects[isEnd ? rects.length - 1 : 0] ?? range.getBoundingClientRect();
  const runsLeft = directionOf(block.text.slice(start, end)) ?? isRightToLeft(block);
  return { left: runsLeft === isEnd ? left : right, top, height, width: 0 };
}

/** Return whether the lines of a block run from right to left. */
export function isRightToLeft(block) {
  return getComputedStyle(block.element).direction === "rtl";
}

/** Return whether a character runs to the left, or null for one that runs as its neighbours do. */
function directionOf(cluster) {
  if (/\p{Nd}/u.test(cluster)) return false;
  if (!/\p{L}/u.test(cluster)) return null;
  return TO_THE_LEFT.test(cluster);
}

function clamp(value, least, most) {
  return Math.min(Math.max(value, least), most);
}
