import assert from "node:assert/strict";
import { describe, test } from "node:test";

import * as offsets from "../../static/js/offsets.js";
import { cases } from "./cases.mjs";

const { toCodePoints, toCodeUnits } = offsets;

/** Run a function of code units on a range of code points. */
function inCodePoints(change, text, [start, end]) {
  const range = change(text, toCodeUnits(text, start), toCodeUnits(text, end));
  return range && range.map((units) => toCodePoints(text, units));
}

describe("offsets", () => {
  for (const { id, text, pairs, bad_points: badPoints, bad_units: badUnits } of cases("offsets")) {
    test(`converts both ways: ${id}`, () => {
      for (const [points, units] of pairs) {
        assert.equal(toCodePoints(text, units), points);
        assert.equal(toCodeUnits(text, points), units);
      }
      assert.equal(offsets.codePointLength(text), [...text].length);
    });

    test(`refuses what is outside or inside a pair: ${id}`, () => {
      for (const units of badUnits) assert.throws(() => toCodePoints(text, units), RangeError);
      for (const points of badPoints) assert.throws(() => toCodeUnits(text, points), RangeError);
    });
  }

  test("refuses what is no whole number", () => {
    for (const offset of [0.5, NaN, "1", undefined, null]) {
      for (const convert of [toCodePoints, toCodeUnits, offsets.isBoundary]) {
        assert.throws(() => convert("قال", offset), RangeError);
      }
    }
  });
});

describe("trim", () => {
  for (const { id, text, span, trimmed } of cases("trim")) {
    test(id, () => assert.deepEqual(inCodePoints(offsets.trim, text, span), trimmed));
  }

  test("refuses a range outside the text", () => {
    assert.throws(() => offsets.trim("قال", 0, 4), RangeError);
    assert.throws(() => offsets.widenToGraphemes("قال", -1, 2), RangeError);
  });

  test("gives null for an empty range", () => {
    assert.equal(offsets.trim("قال", 1, 1), null);
    assert.equal(offsets.widenToGraphemes("قال", 1, 1), null);
  });
});

describe("graphemes", () => {
  for (const { id, text, boundaries, widened } of cases("graphemes")) {
    test(`boundaries: ${id}`, () => {
      const units = Array.from({ length: text.length + 1 }, (_, index) => index);
      const found = units.filter((index) => offsets.isBoundary(text, index));
      assert.deepEqual(found.map((index) => toCodePoints(text, index)), boundaries);
    });

    test(`widens: ${id}`, () => {
      for (const { span, to } of widened) assert.deepEqual(inCodePoints(offsets.widenToGraphemes, text, span), to);
    });
  }

  test("widens from the middle of a surrogate pair", () => {
    assert.deepEqual(offsets.widenToGraphemes("ا\u{1f600}ب", 2, 3), [1, 3]);
  });
});

describe("without Intl.Segmenter", () => {
  // Conjuncts, Hangul by parts, flags and number signs are beyond it; the server widens or refuses those.
  const BEYOND = /[\u{1f1e6}-\u{1f1ff}\u0600-\u0605\u06dd\u0915\u1100]|\u200d\u{1f468}$/u;

  for (const { id, text, boundaries } of cases("graphemes").filter((row) => !BEYOND.test(row.text))) {
    test(`never cuts a grapheme: ${id}`, () => {
      for (let units = 0; units <= text.length; units += 1) {
        if (!offsets.isBoundaryByMarks(text, units)) continue;
        assert.ok(boundaries.includes(toCodePoints(text, units)), `boundary at ${units}`);
      }
    });
  }

  test("widens over diacritics, surrogate pairs and joined emoji", () => {
    assert.deepEqual(offsets.widenByMarks("كَتَبَ", 1, 3), [0, 4]);
    assert.deepEqual(offsets.widenByMarks("ا\u{1f600}ب", 2, 3), [1, 3]);
    assert.deepEqual(offsets.widenByMarks("ا\u{1f468}\u200d\u{1f469}ب", 4, 5), [1, 6]);
  });
});

test("a long paragraph costs little", () => {
  const text = "في جنيف لوضع التفاصيل ".repeat(10_000);
  const started = performance.now();
  for (let round = 0; round < 20; round += 1) offsets.widenToGraphemes(text, 100_000, 150_000);
  assert.ok(performance.now() - started < 200);
});
