/**
 * What a person's eye and hand know of the page, for the tests: where a character stands, what is painted.
 * It shares no code with static/js, so that it can prove that code wrong.
 */
(() => {
  const segmenter = new Intl.Segmenter("ar", { granularity: "grapheme" });
  const ARABIC = /\p{Script=Arabic}/u;
  // What runs from left to right in an Arabic line: flags, too.
  const LATIN = /[\p{Script=Latin}\d\p{Regional_Indicator}]/u;

  // Chromium says it in the console as well, Firefox does not.
  addEventListener("securitypolicyviolation", ({ violatedDirective, blockedURI, sourceFile }) =>
    console.error(`CSP: ${violatedDirective} blocked ${blockedURI} in ${sourceFile}`),
  );

  const blocks = () => [...document.querySelectorAll("#article-text [data-offset]")];

  /** Return the text node and the code unit of a code point of the article. */
  function placeOf(points) {
    const block = blocks().findLast((element) => Number(element.dataset.offset) <= points);
    const inside = points - Number(block.dataset.offset);
    return { node: block.firstChild, unit: [...block.textContent].slice(0, inside).join("").length };
  }

  function rangeOf(start, end) {
    const range = document.createRange();
    const [first, last] = [placeOf(start), placeOf(end)];
    range.setStart(first.node, first.unit);
    range.setEnd(last.node, last.unit);
    return range;
  }

  /** Return the box of the grapheme that begins at `points`, or ends there. */
  function boxAt(points, isEnd) {
    const { node, unit } = placeOf(points);
    const cluster = segmenter.segment(node.data).containing(isEnd ? unit - 1 : unit);
    const range = document.createRange();
    range.setStart(node, cluster.index);
    range.setEnd(node, cluster.index + cluster.segment.length);
    const rects = range.getClientRects();
    return rects[isEnd ? rects.length - 1 : 0];
  }

  /**
   * Return where a hand presses and lets go to select the span: just inside its first and its last character.
   * A Latin word is dragged from left to right; one at the end of an Arabic selection is taken from its far side,
   * by the character before or behind it.
   */
  function endPoints(start, end) {
    const text = rangeOf(start, end).toString();
    const isLatin = !ARABIC.test(text) && LATIN.test(text);
    const beginsLatin = !isLatin && LATIN.test([...text][0]);
    const endsLatin = !isLatin && LATIN.test([...text].at(-1));
    const first = boxAt(start, beginsLatin);
    const last = boxAt(end, !endsLatin);
    // In an Arabic line a character begins at its right edge.
    const [near, far] = isLatin ? [0.2, 0.8] : [0.8, 0.2];
    return [pointIn(first, beginsLatin ? far : near), pointIn(last, endsLatin ? near : far)];
  }

  function pointIn({ left, top, width, height }, fraction) {
    return { x: left + width * fraction, y: top + height / 2 };
  }

  const frame = () => new Promise((resolve) => requestAnimationFrame(() => resolve()));

  /** Wait until the box stays where it is: rows are laid out as they come near the screen. */
  async function stillBox(box) {
    let [before, same] = ["", 0];
    while (same < 2) {
      await frame();
      const now = JSON.stringify(box());
      same = now === before ? same + 1 : 0;
      before = now;
    }
    return box();
  }

  /** Scroll until the span stands on the screen, and return the points of its two ends. */
  async function reach(start, end) {
    const header = document.getElementById("site-header").offsetHeight;
    const box = () => rangeOf(start, end).getBoundingClientRect();
    for (let tries = 0; tries < 10; tries += 1) {
      const { top, bottom } = await stillBox(box);
      if (top > header && bottom < innerHeight - 10) return endPoints(start, end);
      scrollBy({ top: top - header - 60, behavior: "instant" });
    }
    throw new Error(`the span ${start}..${end} does not fit on the screen`);
  }

  /** Return what every highlight whose name begins with `prefix` paints, one string per range. */
  function painted(prefix) {
    if (!CSS.highlights) return [];
    return [...CSS.highlights].flatMap(([name, ranges]) =>
      name.startsWith(prefix) ? [...ranges].map((range) => range.toString()) : [],
    );
  }

  /** Return how many ranges are painted in the n-th block. */
  function paintedIn(number) {
    const { firstChild } = blocks()[number];
    return [...CSS.highlights.values()].flatMap((ranges) => [...ranges]).filter((range) => range.startContainer === firstChild)
      .length;
  }

  /** Return the boxes of the characters of every block: a highlight must not move one of them. */
  function letterBoxes() {
    return blocks().map((block) =>
      [...segmenter.segment(block.textContent)].map(({ index, segment }) => {
        const range = document.createRange();
        range.setStart(block.firstChild, index);
        range.setEnd(block.firstChild, index + segment.length);
        const { left, width } = range.getBoundingClientRect();
        return [left, width];
      }),
    );
  }

  // What a reader takes for one word: letters, marks and digits, with what joins them (U.S., كوفيد-19).
  const WORD = /[\p{L}\p{M}\p{N}]+(?:['’.&-][\p{L}\p{M}\p{N}]+)*/gu;

  /** Return the words of the article: block, direction of the block, ends in code points, place on the page. */
  function words() {
    return blocks().flatMap((element, block) => {
      const isRtl = getComputedStyle(element).direction === "rtl";
      return [...element.textContent.matchAll(WORD)].map((match) => {
        const start = Number(element.dataset.offset) + [...element.textContent.slice(0, match.index)].length;
        const end = start + [...match[0]].length;
        const { left, right, top, bottom } = rangeOf(start, end).getClientRects()[0];
        return { block, isRtl, start, end, left, right, top: top + scrollY, bottom: bottom + scrollY };
      });
    });
  }

  /** Return the number of the word that the ring of the word cursor is around. */
  function wordInRing() {
    const ring = document.querySelector(".cursor").getBoundingClientRect();
    const [x, y] = [(ring.left + ring.right) / 2, (ring.top + ring.bottom) / 2 + scrollY];
    return words().findIndex(({ left, right, top, bottom }) => left <= x && x <= right && top <= y && y <= bottom);
  }

  /** Press keys like `Shift+ArrowLeft` so quickly that nothing but promises gets between them. */
  async function pressAtOnce(keys) {
    for (const key of keys) {
      const [code, ...held] = key.split("+").reverse();
      const event = { code, key: code, shiftKey: held.includes("Shift"), ctrlKey: held.includes("Control") };
      document.activeElement.dispatchEvent(new KeyboardEvent("keydown", { ...event, bubbles: true, cancelable: true }));
      for (let turn = 0; turn < 20; turn += 1) await null;
    }
  }

  /**
   * Click a second time and a third, after a real first click: Playwright's WebDriver BiDi sends clicks one by one, and
   * Firefox counts each of them as the first.  What is selected is Firefox's own word, and its own paragraph.
   */
  function clickAgain(x, y, times) {
    const target = document.elementFromPoint(x, y);
    const send = (type, detail) =>
      target.dispatchEvent(new MouseEvent(type, { detail, clientX: x, clientY: y, bubbles: true, cancelable: true }));
    const selection = getSelection();
    for (let detail = 2; detail <= times; detail += 1) {
      send("mousedown", detail);
      if (detail === 2) {
        selection.modify("move", "backward", "word");
        selection.modify("extend", "forward", "word");
      } else {
        selection.selectAllChildren(target.closest("[data-offset]"));
      }
      for (const type of detail === 2 ? ["mouseup", "click", "dblclick"] : ["mouseup", "click"]) send(type, detail);
    }
  }

  window.hands = {
    reach,
    clickAgain,
    pressAtOnce,
    words,
    wordInRing,
    rangeOf,
    painted,
    paintedIn,
    letterBoxes,
    blocks: () =>
      blocks().map((block) => [block.childNodes.length, Number(block.dataset.offset), block.firstChild.data]),
    /** Nothing that can be seen tells that the tools have come: the page itself is asked. */
    waitForTools: async () => {
      const addresses = [...document.querySelectorAll("link[rel=modulepreload]")].map((link) => link.href);
      const { reader } = await import(addresses.find((address) => /\/reader\.\w+\.js$/.test(address)));
      await reader.later.bring();
    },
    focusedNote: () => document.activeElement.closest("li[data-annotation]")?.dataset.annotation ?? null,
    isOnScreen: async (start, end) => {
      const { top, bottom } = await stillBox(() => rangeOf(start, end).getBoundingClientRect());
      return bottom > 0 && top < innerHeight;
    },
    select: (start, end) => {
      const { startContainer, startOffset, endContainer, endOffset } = rangeOf(start, end);
      getSelection().setBaseAndExtent(startContainer, startOffset, endContainer, endOffset);
    },
  };
})();
