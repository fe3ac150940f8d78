/**
 * Watches a reading page as it loads and as it is marked: when something is painted, and when it is confirmed.
 * All times are milliseconds on the page's clock, which starts with the navigation.
 */
(() => {
  const load = { painted: 0, marks: 0 };
  let mark = null;
  // Kept by the caller in promises: under the page's CSP a tool cannot poll for a condition.
  const loaded = Promise.withResolvers();
  let marked = Promise.withResolvers();

  /** Call back when the frame that is rendered next stands on the screen, as far as the main thread knows. */
  function afterFrame(callback) {
    requestAnimationFrame(() => {
      const { port1, port2 } = new MessageChannel();
      port1.onmessage = () => callback(performance.now());
      port2.postMessage(null);
    });
  }

  // Every range that is painted goes through here, or through the constructor, which serves the spot alone.
  const add = Highlight.prototype.add;
  let isLoading = false;
  Highlight.prototype.add = function (range) {
    if (mark && !mark.registered) {
      const current = mark;
      current.registered = performance.now();
      afterFrame((now) => {
        Object.assign(current, { painted: now, frames: current.count });
        checkMarked();
      });
    }
    if (!load.painted && !isLoading) {
      isLoading = true;
      afterFrame((now) => {
        isLoading = false;
        if (!isScreenPainted()) return;
        load.painted = now;
        loaded.resolve();
      });
    }
    return add.call(this, range);
  };

  /** Whether every mark on the screen that is not rejected has its range registered; looks at few, since it costs. */
  function isScreenPainted() {
    const wanted = [...document.querySelectorAll("#article-text li[data-annotation]:not([data-status=rejected])")]
      .slice(0, 20)
      .map((item) => hands.rangeOf(Number(item.dataset.start), Number(item.dataset.end)))
      .filter((range) => range.startContainer === range.endContainer)
      .filter((range) => range.getBoundingClientRect().top < innerHeight);
    load.marks = wanted.length;
    const painted = [...CSS.highlights.values()].flatMap((ranges) => [...ranges]);
    return wanted.every((range) => painted.some((other) => covers(other, range)));
  }

  // A painted end may lie outside a lam-alef.
  function covers(outer, inner) {
    return (
      outer.startContainer === inner.startContainer &&
      outer.startOffset <= inner.startOffset &&
      outer.endOffset >= inner.endOffset
    );
  }

  function firstPaint() {
    return new Promise((resolve) => {
      const observer = new PerformanceObserver((list) => {
        for (const { name, startTime } of list.getEntries()) if (name === "first-contentful-paint") resolve(startTime);
      });
      observer.observe({ type: "paint", buffered: true });
    });
  }

  function countFrames(current) {
    requestAnimationFrame(() => {
      current.count += 1;
      if (!current.painted) countFrames(current);
    });
  }

  addEventListener(
    "mouseup",
    (event) => {
      mark = { up: event.timeStamp, registered: 0, painted: 0, confirmed: 0, count: 0, frames: 0, id: "" };
      countFrames(mark);
    },
    true,
  );

  function observe() {
    if (!mark || mark.confirmed) return;
    mark.id ||= document.querySelector("#article-text li[data-draft]")?.dataset.draft ?? "";
    const item = mark.id && document.getElementById(`n-${mark.id}`);
    if (item?.dataset.annotation && document.documentElement.dataset.saved === "true") mark.confirmed = performance.now();
    checkMarked();
  }

  function checkMarked() {
    if (mark.painted && mark.confirmed) marked.resolve();
  }

  document.addEventListener("DOMContentLoaded", () => {
    const root = document.getElementById("article-text");
    const observer = new MutationObserver(observe);
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ["data-saved"] });
    for (const list of root.querySelectorAll("ol.notes")) observer.observe(list, { childList: true });
  });

  window.probe = {
    load,
    /** Forget the mark before, and read the next one's figures with `describeMark`. */
    expectMark: () => {
      mark = null;
      marked = Promise.withResolvers();
    },
    describeMark: async () => {
      await marked.promise;
      const { up, registered, painted, frames, confirmed } = mark;
      return { registered: registered - up, painted: painted - up, frames, confirmed: confirmed - up };
    },
    describeLoad: async () => {
      await loaded.promise;
      const [navigation] = performance.getEntriesByType("navigation");
      return {
        ...load,
        text: await firstPaint(),
        html: navigation.responseEnd,
        parsed: navigation.domInteractive,
      };
    },
  };
})();
