/** Where the edges between characters stand on the screen, and which one is nearest to a point. */
import { isBoundary, widenToGraphemes } from "./offsets.js";
import { caretAt } from "./ranges.js";

// Arabic, Hebrew and their presentation forms run to the left; digits of either kind to the right.
const TO_THE_LEFT = /[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc]/;

// At a seam of two directions the caret beside a character may be the one at the far end of its run: a caret some
// pixels further into the character tells.
const NUDGE = 4;

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
  const places = [0, -NUDGE, NUDGE].map((nudge) => placeOfCaret(articleText, x + nudge, y));
  for (const place of places.filter(Boolean)) {
    const block = articleText.blocks[place.block];
    for (const unit of [place.unit, place.unit - 1]) {
      const cluster = unit >= 0 && unit < block.text.length && widenToGraphemes(block.text, unit, unit + 1);
      const box = cluster && boxAround(block.unitRange(...cluster), x, y);
      if (!box) continue;
      const isFarHalf = x < (box.left + box.right) / 2 === runsToTheLeft(block, ...cluster);
      return { block: place.block, unit: cluster[isFarHalf ? 1 : 0] };
    }
  }
  const [place] = places;
  if (!place) return null;
  const { text } = articleText.blocks[place.block];
  if (isBoundary(text, place.unit)) return place;
  return { block: place.block, unit: widenToGraphemes(text, place.unit, place.unit + 1)[0] };
}

function placeOfCaret(articleText, x, y) {
  const caret = caretAt(x, y);
  return caret && articleText.placeOf(caret.node, caret.offset);
}

function boxAround(range, x, y) {
  return [...range.getClientRects()].find(
    (rect) => x >= rect.left && x <= rect.right && y >= rect.top && y <= rect.bottom,
  );
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
  return { left: runsToTheLeft(block, start, end) === isEnd ? left : right, top, height, width: 0 };
}

/** Return whether the lines of a block run from right to left. */
export function isRightToLeft(block) {
  return getComputedStyle(block.element).direction === "rtl";
}

function runsToTheLeft(block, start, end) {
  return directionOf(block.text.slice(start, end)) ?? isRightToLeft(block);
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
