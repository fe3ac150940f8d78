import assert from "node:assert/strict";
import { describe, test } from "node:test";

import { quotationAround, quotationsOf, trimStray } from "../../static/js/quotations.js";
import {
  Lexicon, foldWord, procliticCuts, proposedCut, sentenceAround, sentencesOf, wordAround, wordsOf,
} from "../../static/js/words.js";
import { cases } from "./cases.mjs";

const wordsIn = (text) => new Set(wordsOf(text).map((span) => foldWord(text.slice(...span))));
const cutFrom = (text, span) => span && text.slice(...span);

describe("the word around an offset", () => {
  for (const { id, marked, word } of cases("words")) {
    test(id, () => {
      const text = marked.replace("|", "");
      assert.equal(cutFrom(text, wordAround(text, marked.indexOf("|"))), word);
    });
  }
});

describe("proclitics", () => {
  for (const { id, word, cuts, article, proposed } of cases("proclitics")) {
    test(id, () => {
      assert.deepEqual(procliticCuts(word).map((cut) => word.slice(cut)), cuts);
      const cut = proposedCut(word, wordsIn(article));
      assert.equal(cut === null ? null : word.slice(cut), proposed);
    });
  }
});

test("the lexicon knows the words of an article, folded", () => {
  const lexicon = new Lexicon(["قال «كَيري»، ثم", "وباء كوفيد-19 في القاهرة"]);
  while (lexicon.left.length) lexicon.learn();
  assert.deepEqual([...lexicon.words].sort(), ["19", "القاهره", "ثم", "في", "قال", "كوفيد", "كيري", "وباء"].sort());
  assert.equal(lexicon.has("كيري"), true);
});

describe("sentences", () => {
  for (const { id, text, sentences } of cases("sentences")) {
    test(id, () => assert.deepEqual(sentencesOf(text).map((span) => text.slice(...span)), sentences));
  }

  test("around an offset", () => {
    const text = "وصل كيري. وغادر لافروف.";
    const around = [0, 9, 10, text.length].map((offset) => cutFrom(text, sentenceAround(text, offset)));
    assert.deepEqual(around, ["وصل كيري.", "وصل كيري.", "وغادر لافروف.", "وغادر لافروف."]);
    assert.equal(sentenceAround("  ", 1), null);
  });
});

describe("quotations", () => {
  for (const { id, text, quotations } of cases("quotations")) {
    test(id, () => {
      const found = quotationsOf(text).map(({ span, isRepaired }) => [text.slice(...span), isRepaired]);
      assert.deepEqual(found, quotations);
    });
  }

  test("a single word on request only, more words first", () => {
    const [alone, inside] = ['قال "نعم" ثم', '«رأيت "الجسر" اليوم»'];
    assert.equal(quotationAround(alone, 6), null);
    assert.deepEqual(quotationAround(alone, 6, { mayBeOneWord: true }).span, [5, 8]);
    assert.deepEqual(quotationAround(inside, 9, { mayBeOneWord: true }).span, [1, inside.length - 1]);
  });
});

describe("the ends of a selection", () => {
  for (const { id, marked, kept } of cases("edges")) {
    test(id, () => {
      const [head, inside, tail] = marked.split(/\[|\](?!.*\])/u);
      const text = head + inside + tail;
      const span = trimStray(text, head.length, head.length + inside.length);
      assert.equal(cutFrom(text, span), kept);
    });
  }
});
