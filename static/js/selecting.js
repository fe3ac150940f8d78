/** Watches what the person selects, by mouse, touch or keys, and says it in code points. */

// A selection by touch or keys grows step by step: it counts when it has rested.
const REST = 200;

export class Selecting extends EventTarget {
  /**
   * Events: `picked` (picked, rect, clicks, by: mouse | keys | rest) and `cleared`.
   * @param {import("./ranges.js").ArticleText} articleText
   */
  constructor(articleText) {
    super();
    this.articleText = articleText;
    this.isDragging = false;
    this.timer = 0;
    this.before = [];
    // What the script selected, and has read already.
    this.own = [];
    addEventListener("mousedown", (event) => this.#begin(event), true);
    addEventListener("mouseup", (event) => this.#finish(event), true);
    document.addEventListener("selectionchange", () => this.#changed());
  }

  /** Take the selection away. */
  clear() {
    getSelection().removeAllRanges();
    this.#ownRead();
  }

  /**
   * Select as the keys say.
   * @param {[Node, number, Node, number]} ends where it begins, and where it ends as the keys go
   */
  select(ends) {
    getSelection().setBaseAndExtent(...ends);
    this.#ownRead();
  }

  /** Whether what is selected is what the script selected last. */
  get isOwn() {
    return isSame(this.own, endsOf(getSelection()));
  }

  #ownRead() {
    this.own = endsOf(getSelection());
    this.#read(0, "keys");
  }

  #begin(event) {
    if (event.button !== 0 || event.target.closest?.("#tag-toolbar")) return;
    this.isDragging = true;
    this.before = endsOf(getSelection());
    // What rested before must not be read in the middle of this drag.
    clearTimeout(this.timer);
  }

  #finish(event) {
    if (!this.isDragging) return;
    this.isDragging = false;
    // A click into a selection takes it away only after this event; what a drag made stands already.
    if (isSame(this.before, endsOf(getSelection()))) setTimeout(() => this.#read(event.detail, "mouse"), 0);
    else this.#read(event.detail, "mouse");
  }

  #changed() {
    if (this.isDragging || this.isOwn) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#read(1, "rest"), REST);
  }

  #read(clicks, by) {
    clearTimeout(this.timer);
    const selection = getSelection();
    const picked = isOpen(selection) ? this.articleText.pick(wholeRange(selection)) : null;
    if (!picked) {
      this.dispatchEvent(new CustomEvent("cleared"));
      return;
    }
    const rect = handRect(selection) ?? this.articleText.rangesOf(picked.start, picked.end)[0].getBoundingClientRect();
    this.dispatchEvent(new CustomEvent("picked", { detail: { picked, rect, clicks, by } }));
  }
}

function endsOf(selection) {
  return [selection.anchorNode, selection.anchorOffset, selection.focusNode, selection.focusOffset];
}

function isSame(ends, others) {
  return ends.length === others.length && ends.every((end, index) => end === others[index]);
}

function isOpen(selection) {
  return selection.rangeCount > 0 && !selection.isCollapsed;
}

/** Firefox gives one range per selectable part where unselectable ones lie between. */
function wholeRange(selection) {
  const range = selection.getRangeAt(0).cloneRange();
  const last = selection.getRangeAt(selection.rangeCount - 1);
  range.setEnd(last.endContainer, last.endOffset);
  return range;
}

/** Return the rectangle of the selection that is nearest to where the hand let go: its last line, or its first. */
function handRect(selection) {
  const rects = selection.getRangeAt(selection.rangeCount - 1).getClientRects();
  if (!rects.length) return null;
  const isBackward = selection.anchorNode.compareDocumentPosition(selection.focusNode) & Node.DOCUMENT_POSITION_PRECEDING;
  return isBackward ? rects[0] : rects[rects.length - 1];
}
