/**
 * The words and sentences that the keys step over, in the text of one block.  Nothing here touches the DOM;
 * every offset is in UTF-16 code units, every range half-open.
 */

import { wordsOf as wordsOfLetters } from "./words.js";

/** @typedef {[number, number]} Word */

// What is drawn as one picture, an emoji or a flag, is a stop of its own; punctuation is none.
const PICTURE =
  /\p{RI}{2}|\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})*(?:\u200d\p{Extended_Pictographic}(?:\ufe0f|\p{Emoji_Modifier})*)*/gu;

// What ends a sentence, with the quotation marks and brackets that close after it; the Arabic question mark and the
// full stop of Urdu are two of them.
const SENTENCE_END = /[.!?\u061f\u06d4…][»"”’'\])]*\s/u;

/**
 * Return the words of `text`, the same that a double click takes, and its pictures, in order.
 * @param {string} text
 * @returns {Word[]}
 */
export function wordsOf(text) {
  const pictures = [...text.matchAll(PICTURE)].map((match) => [match.index, match.index + match[0].length]);
  // The joiner inside a picture is none of a word.
  const words = wordsOfLetters(text).filter(([at]) => !pictures.some(([start, end]) => start <= at && at < end));
  return [...words, ...pictures].sort(([a], [b]) => a - b);
}

/**
 * Return the index of the last word that starts before `units`, or -1.
 * @param {Word[]} words
 * @param {number} units
 */
export function lastStartingBefore(words, units) {
  let [low, high] = [0, words.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (words[middle][0] < units) low = middle + 1;
    else high = middle;
  }
  return low - 1;
}

/**
 * Return the index of the word at `units`, else of the one after it, else of the last.
 * @param {Word[]} words
 * @param {number} units
 */
export function wordAt(words, units) {
  const before = lastStartingBefore(words, units + 1);
  if (before >= 0 && (words[before][1] > units || before === words.length - 1)) return before;
  return before + 1;
}

/**
 * Return whether a sentence begins with the word at `index`.
 * @param {string} text
 * @param {Word[]} words
 * @param {number} index
 */
export function beginsSentence(text, words, index) {
  return index === 0 || SENTENCE_END.test(text.slice(words[index - 1][1], words[index][0]));
}
