/**
 * Paints what the margin notes say, with the CSS Custom Highlight API: the text itself stays untouched,
 * so that no letter loses its neighbour.
 *
 * One Highlight per colour token and nesting depth (`tag-1-0` … `tag-8-3`, static/css/highlights.css),
 * one Range per block that an annotation touches.
 *
 * Lam and alef are drawn as one glyph.  Where a highlight begins or ends between the two, Chromium
 * clips that glyph and loses ink (30 of 298 boundaries in Noto Naskh Arabic, none after
 * the boundary has moved).  Only the paint moves; the stored offsets stay.
 */

const DEEPEST = 3;
// Tints lie under lines, and the mark under the eye lies over all.
const TINTS = new Set(["1", "7", "8"]);
const PRIORITY = { tint: 0, line: 10, spot: 20 };

// Chromium goes through all registered ranges for the frame after one of them, or the spot, has changed: 6 ms for 8,000.
const MOST_RANGES = 5000;
// Beyond that, ranges are registered this far from the screen, in parts of its height.
const NEAR = "200%";

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

export const canPaint = typeof Highlight !== "undefined" && "highlights" in CSS;

/**
 * @typedef {import("./ranges.js").Block} Block
 * @typedef {{start: number, end: number}} Span code points, half-open
 * @typedef {{start: number, end: number, colour: string, depth: number, ranges: Map<Block, Range>}} Mark
 */

export class Painter {
  /** @param {import("./ranges.js").ArticleText} articleText */
  constructor(articleText) {
    this.articleText = articleText;
    /** @type {Map<string, Mark>} */
    this.painted = new Map();
    // The marks of each block: marks that overlap share one, and a long article has thousands of others.
    this.inBlock = new Map(articleText.blocks.map((block) => [block, new Set()]));
    this.rangeCount = 0;
    /** Blocks whose marks are not registered, since they are far from the screen. */
    this.far = new Set();
    this.observer = null;
  }

  /**
   * Paint a mark, or paint it anew.
   * @param {string} id
   * @param {{start: number, end: number, colour: string}} mark code points, half-open
   */
  paint(id, { start, end, colour }) {
    this.erase(id);
    if (!canPaint) return;
    const mark = { start, end, colour, depth: this.#depthOf(start, end, colour), ranges: new Map() };
    this.painted.set(id, mark);
    for (const block of this.articleText.blocksOf(start, end)) {
      const range = paintedRange(block, start, end);
      if (!range) continue;
      mark.ranges.set(block, range);
      this.inBlock.get(block).add(mark);
      if (!this.far.has(block)) register(mark, block);
    }
    this.rangeCount += mark.ranges.size;
    if (this.rangeCount > MOST_RANGES) this.#paintOnlyNear();
  }

  /** @param {string} id */
  erase(id) {
    const mark = this.painted.get(id);
    if (!mark) return;
    this.painted.delete(id);
    this.rangeCount -= mark.ranges.size;
    for (const block of mark.ranges.keys()) {
      unregister(mark, block);
      this.inBlock.get(block).delete(mark);
    }
  }

  /**
   * Make places stand out, or none.
   * @param {Span | Span[] | null} spans
   * @param {Span[]} [faint] what belongs to it
   * @param {Span[]} [cues] what introduces it
   */
  spot(spans, faint = [], cues = []) {
    if (!canPaint) return;
    const groups = { spot: [spans ?? []].flat(), "spot-faint": faint, "spot-cue": cues };
    for (const [name, places] of Object.entries(groups)) {
      CSS.highlights.delete(name);
      if (!places.length) continue;
      const ranges = places.flatMap((place) => this.rangesFor(place));
      const highlight = new Highlight(...ranges);
      highlight.priority = PRIORITY.spot;
      CSS.highlights.set(name, highlight);
    }
  }

  /**
   * Return the ranges that paint a span.
   * @param {Span} span
   * @returns {Range[]}
   */
  rangesFor({ start, end }) {
    const blocks = this.articleText.blocksOf(start, end);
    return blocks.map((block) => paintedRange(block, start, end)).filter(Boolean);
  }

  /** Return the smallest depth that no overlapping mark of the same colour has. */
  #depthOf(start, end, colour) {
    const taken = new Set();
    for (const block of this.articleText.blocksOf(start, end)) {
      for (const mark of this.inBlock.get(block)) {
        if (mark.colour === colour && mark.start < end && start < mark.end) taken.add(mark.depth);
      }
    }
    let depth = 0;
    while (taken.has(depth) && depth < DEEPEST) depth += 1;
    return depth;
  }

  #paintOnlyNear() {
    if (this.observer) return;
    const blockIn = new Map(this.articleText.blocks.map((block) => [block.element.parentElement, block]));
    this.observer = new IntersectionObserver(
      (entries) => {
        for (const { target, isIntersecting } of entries) this.#bring(blockIn.get(target), isIntersecting);
      },
      { rootMargin: NEAR },
    );
    for (const row of blockIn.keys()) this.observer.observe(row);
  }

  #bring(block, isNear) {
    if (isNear) this.far.delete(block);
    else this.far.add(block);
    for (const mark of this.inBlock.get(block)) (isNear ? register : unregister)(mark, block);
  }
}

function paintedRange(block, start, end) {
  const units = block.unitsOf(start, end);
  return units && block.unitRange(...paintedBounds(block.text, ...units));
}

function register(mark, block) {
  highlightNamed(nameOf(mark), mark.colour).add(mark.ranges.get(block));
}

function unregister(mark, block) {
  CSS.highlights.get(nameOf(mark))?.delete(mark.ranges.get(block));
}

function nameOf({ colour, depth }) {
  return `tag-${colour}-${depth}`;
}

function highlightNamed(name, colour) {
  let highlight = CSS.highlights.get(name);
  if (!highlight) {
    highlight = new Highlight();
    highlight.priority = TINTS.has(colour) ? PRIORITY.tint : PRIORITY.line;
    CSS.highlights.set(name, highlight);
  }
  return highlight;
}

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
