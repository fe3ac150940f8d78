import assert from "node:assert/strict";
import { test } from "node:test";

import { beginsSentence, lastStartingBefore, wordAt, wordsOf } from "../../static/js/steps.js";

const shown = (text) => wordsOf(text).map(([start, end]) => text.slice(start, end));

for (const [name, text, words] of [
  ["punctuation is no stop", "«هناك قضايا»، قال.", ["هناك", "قضايا", "قال"]],
  ["marks belong to their letters", "زارَ الوَفْدُ حَلَبَ", ["زارَ", "الوَفْدُ", "حَلَبَ"]],
  ["tatweel is a letter", "لـموسكو", ["لـموسكو"]],
  ["a zero-width non-joiner stays inside", "می\u200cرود", ["می\u200cرود"]],
  ["numbers keep their separators", "10,000 و3.5% ١٢٫٥", ["10,000", "و3.5", "١٢٫٥"]],
  ["a full stop after a number is none", "عام 2015. ثم", ["عام", "2015", "ثم"]],
  ["Latin words keep what connects them", "the U.S. Asia-Pacific don't AT&T", ["the", "U.S", "Asia-Pacific", "don't", "AT&T"]],
  ["a hyphen makes one word, a slash two", "كوفيد-19 في يوليو/تموز", ["كوفيد-19", "في", "يوليو", "تموز"]],
  ["a joined emoji is one stop", "🌾 الحي 👨\u200d👩\u200d👧\u200d👦 ثم", ["🌾", "الحي", "👨\u200d👩\u200d👧\u200d👦", "ثم"]],
  ["a flag is one stop", "علم 🇯🇴🇪🇬 هنا", ["علم", "🇯🇴", "🇪🇬", "هنا"]],
  ["no-break spaces separate", "وأكد\u00a0البنك", ["وأكد", "البنك"]],
  ["nothing", " … ", []],
]) {
  test(name, () => assert.deepEqual(shown(text), words));
}

test("finds the word at, after and before an offset", () => {
  const words = wordsOf("ab, cd. ef "); // 0..2, 4..6, 8..10
  assert.deepEqual([0, 1, 2, 3, 4, 6, 9, 10, 11].map((units) => wordAt(words, units)), [0, 0, 1, 1, 1, 2, 2, 2, 2]);
  assert.deepEqual([0, 1, 4, 5, 11].map((units) => lastStartingBefore(words, units)), [-1, 0, 0, 1, 2]);
});

test("sentences end at stops, with what closes after them, and not inside numbers", () => {
  const text = "قال 3.5 ثم عاد. «كيف؟» سأل! وذهب";
  const words = wordsOf(text);
  const starts = words.filter((_, index) => beginsSentence(text, words, index)).map(([start, end]) => text.slice(start, end));
  assert.deepEqual(starts, ["قال", "كيف", "سأل", "وذهب"]);
});
