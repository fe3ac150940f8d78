/**
 * Paints what the margin notes say, with the CSS Custom Highlight API: the text itself stays untouched,
 * so that no letter loses its neighbour.
 *
 * One Highlight per colour token and nesting depth (`tag-1-0` … `tag-8-3`, static/css/highlights.css),
 * one Range per block that an annotation touches.
 */

const DEEPEST = 3;
// Tints lie under lines, and the mark under the eye lies over all.
const TINTS = new Set(["1", "7", "8"]);
const PRIORITY = { tint: 0, line: 10, spot: 20 };

export const canPaint = typeof Highlight !== "undefined" && "highlights" in CSS;

export class Painter {
  /** @param {import("./ranges.js").ArticleText} articleText */
  constructor(articleText) {
    this.articleText = articleText;
    /** @type {Map<string, {start: number, end: number, colour: string, depth: number, ranges: Range[]}>} */
    this.painted = new Map();
    // The marks of each block: marks that overlap share one, and a long article has thousands of others.
    this.inBlock = new Map(articleText.blocks.map((block) => [block, new Set()]));
  }

  /**
   * Paint a mark, or paint it anew.
   * @param {string} id
   * @param {{start: number, end: number, colour: string}} mark code points, half-open
   */
  paint(id, { start, end, colour }) {
    this.erase(id);
    if (!canPaint) return;
    const depth = this.#depthOf(start, end, colour);
    const ranges = this.articleText.rangesOf(start, end, true);
    for (const range of ranges) highlightNamed(`tag-${colour}-${depth}`, colour).add(range);
    const mark = { start, end, colour, depth, ranges };
    this.painted.set(id, mark);
    for (const block of this.articleText.blocksOf(start, end)) this.inBlock.get(block).add(mark);
  }

  /** @param {string} id */
  erase(id) {
    const mark = this.painted.get(id);
    if (!mark) return;
    for (const range of mark.ranges) CSS.highlights.get(`tag-${mark.colour}-${mark.depth}`)?.delete(range);
    this.painted.delete(id);
    for (const block of this.articleText.blocksOf(mark.start, mark.end)) this.inBlock.get(block).delete(mark);
  }

  /**
   * Make one place stand out, or none.
   * @param {{start: number, end: number} | null} span code points, half-open
   */
  spot(span) {
    if (!canPaint) return;
    CSS.highlights.delete("spot");
    if (!span) return;
    const highlight = new Highlight(...this.articleText.rangesOf(span.start, span.end, true));
    highlight.priority = PRIORITY.spot;
    CSS.highlights.set("spot", highlight);
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
