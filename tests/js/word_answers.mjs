// Answer for tests/js/test_words_agreement.py: what words.js and quotations.js make of each text on standard input.
import { readFileSync } from "node:fs";

import { toCodePoints } from "../../static/js/offsets.js";
import { quotationsOf } from "../../static/js/quotations.js";
import {
  KNOWN_NAMES, KNOWN_WHOLES, foldWord, procliticCuts, proposedCut, sentencesOf, wordsOf,
} from "../../static/js/words.js";

function answer(text) {
  const inPoints = (span) => span.map((unit) => toCodePoints(text, unit));
  const words = wordsOf(text);
  const known = new Set(words.map((span) => foldWord(text.slice(...span))));
  return {
    words: words.map(inPoints),
    cuts: words.map((span) => [procliticCuts(text.slice(...span)), proposedCut(text.slice(...span), known)]),
    sentences: sentencesOf(text).map(inPoints),
    quotations: quotationsOf(text).map(({ span, outer, isRepaired }) => [inPoints(span), inPoints(outer), isRepaired]),
  };
}

const { texts } = JSON.parse(readFileSync(0, "utf8"));
const lists = [KNOWN_WHOLES, KNOWN_NAMES].map((list) => [...list].sort());
process.stdout.write(JSON.stringify({ lists, answers: texts.map(answer) }));
