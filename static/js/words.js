/**
 * Words of Arabic news, what is glued to them, and sentences: the twin of newsroom/arabic/words.py, which says more
 * of the rules.
 *
 * Offsets are code units of the text that is given, ranges half-open; nothing here touches the DOM.
 * tests/cases holds the cases that both twins pass.
 */
import { trim } from "./offsets.js";

// A letter, its marks, tatweel (a letter to Unicode), digits and the joiners.
const OF_WORD = /^[\p{L}\p{M}\p{N}\u200c\u200d]/u;
const LATIN = /^\p{Script=Latin}/u;
const DIGIT = /^\p{Nd}/u;
const ARABIC_LETTER = /^(?=\p{L})\p{Script=Arabic}/u;

// A hyphen makes one word of what stands on both its sides (كوفيد-19, Al-Assad, F-16).
const HYPHENS = "-\u2010\u2011";
// Between Latin letters: O'Neill, U.S., AT&T.
const LATIN_CONNECTORS = "'\u2019.&";
// Between digits: 3.5, 25,000, 12:30, 26/8/2016.  Between words a slash separates: يوليو/تموز are two.
const DIGIT_CONNECTORS = ".,:/\u066b\u066c";

// \b and \w of Python, to which the joiners are part of a word.
const SENTENCE_END =
  /(?:[!?؟…]|(?<!(?:^|[^\p{L}\p{M}\p{N}\p{Pc}\u200c\u200d])[\p{L}\p{M}\p{N}\p{Pc}\u200c\u200d])\.)[»”’"')\]]*(?=\s)/gu;

const TATWEEL = "\u0640";
const PROCLITICS = [..."وفبلكس"];

// DIACRITICS, QURANIC_MARKS, JOINERS and tatweel of newsroom/arabic/letters.py: with the letter before them.
const ATTACHED =
  /[\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e4\u06e7\u06e8\u06ea-\u06ed\u200c\u200d\u034f\u0640]/g;
// The class of ATTACHED with the letter before it.
const LETTER = new RegExp(`[^${ATTACHED.source.slice(1, -1)}]${ATTACHED.source}*`, "gu");
const INVISIBLE = /[\u00ad\u200b\u2060\ufeff\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;
const UNIFIED = { أ: "ا", إ: "ا", آ: "ا", ٱ: "ا", ى: "ي", ة: "ه", ؤ: "و", ئ: "ي", ک: "ك", ی: "ي" };
const UNIFIABLE = new RegExp(`[${Object.keys(UNIFIED).join("")}]`, "g");

// KNOWN_WHOLES and KNOWN_NAMES of words.py.
export const KNOWN_WHOLES = listed(`
  بئر باب بابا بات باحث باراك باريس بافاريا باكستان باماكو بان بانكوك باول بايدن بايرن بترول بث بحث بحر بدأ بداية
  بدر بدون برج برشلونة برلسكوني برلمان برلماني برلين برميل برن برنامج بروكسل بروناي بري بريد بريطاني بريطانيا
  بريطانية بسام بشار بشير بضائع بطاقة بطل بطولة بعثة بعد بعض بعقوبة بعلبك بغداد بقاء بقي بكر بكين بل بلاد بلال
  بلجيكا بلد بلدان بلدة بلدية بلغ بلغاريا بلنسية بلير بلينكن بما بن بناء بنغازي بنغلاديش بنفيكا بنك بنما بنها بنو
  بنوك بني بنية بنين به بها بهاء بهم بوتسوانا بوتين بوخارست بودابست بورتو بورصة بوركينا بورما بوروندي بوسطن بوش
  بول بولندا بوليفيا بون بوينس بيئة بيان بيانات بيت بيتر بيرو بيروت بيريز بيكهام بيل بين سائق سابع سابق ساحل سادس
  سارة ساركوزي ساعات ساعة سالم سامر سامراء سامي سان سانتياغو سباق سبب سبتة ستالين ستيف سجن سد سراييفو سرت
  سريلانكا سطح سعد سعر سعود سعودي سعودية سعيد سفارة سفير سفينة سكان سلاح سلام سلسلة سلطات سلطان سلطة سلفا سلم
  سلمان سلوفاكيا سلوفينيا سليم سليمان سمير سنة سنغافورة سنوات سهيل سوتشي سوداني سوري سوريا سورية سوق سولاري
  سولانا سويسرا سيارات سيارة سياسة سياسي سياسية سيبيريا سيد سيدة سيدني سيرغي سيف سيلفا سيمون سيناء سينما فؤاد فئة
  فابيو فارس فاروق فاز فاس فاطمة فاطمي فالنسيا فان فتاة فتح فترة فتوى فجر فرانس فرانسوا فرانك فرانكفورت فرح فرد
  فرصة فرع فرناندو فرنسا فرنسي فرنسية فريد فريق فشل فصل فضل فضلا فقد فقط فكرة فلاديمير فلسطين فلسطيني فلسطينية
  فلورنسا فلوريدا فندق فنزويلا فنلندا فهد فوز فوزي فوق فيتنام فيديو فيصل فيكتور فيلادلفيا فيلم فيليب فيما فيينا
  كأس كابل كابول كابيلو كاتالونيا كاتب كاراكاس كارتر كارلوس كازاخستان كاسترو كاظم كافة كافو كاليفورنيا كامب كامل
  كاميرا كان كانافارو كانت كبار كبير كتاب كتالونيا كتب كتلة كثير كراتشي كراكاس كربلاء كرة كردستان كركوك كرواتيا
  كريستوفر كريستيانو كريم كسر كشف كشمير كل كلاوس كلمة كلية كلينتون كما كمال كمبوديا كندا كندي كنيسة كوبا كوت كورت
  كوري كوريا كوستاريكا كوسوفو كوفي كوكب كولن كولومبيا كون كوندوليزا كيب كيري كيف كيم كينيا كييف لائحة لاتفيا لاجئ
  لاجئين لارسن لاريجاني لازيو لاس لاعب لاعبين لافروف لاهاي لاهور لاوس لبنان لبناني لبنانية لجان لجنة لحظة لحم لدى
  لذلك لشبونة لطفي لغات لغة لقاء لقاءات لقب لكن لم لن لندن له لها لهم لواء لوحة لوزان لوس لوسي لوكسمبورغ لولا
  لولو لون لويس لي ليبي ليبيا ليبية ليبيريا ليتوانيا ليس ليفربول ليل ليلة ليلى ليما لينا لينين ليو ليون ليوناردو
  وائل واجه واحد واحدة وادي وارسو واشنطن واصل وافق واقع والتر والد والدة وثائق وثيقة وجد وجدة وجود وحدات وحدة
  وحده وحيد ودود وراء ورقة وزارات وزارة وزراء وزير وزيرة وسائل وسام وسط وسيط وسيلة وصف وصل وصول وضع وطن وطني
  وطنية وظيفة وعد وفاء وفاة وفد وفق وفود وقال وقت وقع وقف وقفة وكالات وكالة وكيل ولايات ولاية ولد ولفسبورغ ولكن
  ولي وليد ويلز ويليام
`);
export const KNOWN_NAMES = listed(`
  مصر قطر تونس دمشق روما أثينا طهران إيران إيطاليا روسيا طوكيو مقديشو أوروبا آسيا أفريقيا أميركا أمريكا موسكو
  جنيف حلب حمص حماة غزة الرياض جدة مكة عمان صنعاء عدن حضرموت مسقط دبي أبوظبي المنامة الدوحة الرباط طنجة مراكش
  أغادير تطوان الجزائر وهران طرابلس مصراتة الخرطوم دارفور جوبا نواكشوط إسرائيل أنقرة إسطنبول تركيا العراق الموصل
  أربيل البصرة النجف تكريت سامراء عرسال صيدا صور جرابلس إدلب درعا الرقة رام جنين نابلس الخليل رفح ألمانيا إسبانيا
  أستراليا أوكرانيا النمسا هولندا الدنمارك النرويج مدريد ميونيخ ميلانو مانشستر نيويورك شيكاغو هيوستن أوتاوا
  تورونتو المكسيك الأرجنتين تشيلي جاكرتا إندونيسيا ماليزيا مانيلا الهند نيودلهي مومباي إسلام أفغانستان الصين هونغ
  شنغهاي اليابان سيول نيوزيلندا نيجيريا إثيوبيا أديس الصومال مالي تشاد رواندا أنغولا جيبوتي جنوب شمال شرق غرب
  محمد أحمد حسن حسين علي عبد أبو أبي عمر عثمان إبراهيم خالد يوسف مصطفى جورج جون نور الله حزب مجلس منظمة جامعة
  حركة حماس فتح داعش الناتو رويترز شركة جمعية جيش قوات هيئة رئيس مدينة محافظة منطقة معهد مركز مستشفى نادي منتخب
  اتحاد أمم منتدى صحيفة قناة مؤسسة دولة حكومة
`);

const MOMENT = 4; // milliseconds
const SHORTEST_REST = 3;
const SHORTEST_WITH_ARTICLE = 5;
const LONG_ENOUGH_AFTER_WAW = 4;

/**
 * Return the key of a word: without diacritics, tatweel and invisible characters, letters unified.
 * The short form of newsroom/arabic/folding.py: no digits, no presentation forms.
 * @param {string} word
 */
export function foldWord(word) {
  return foldLetters(word.replace(INVISIBLE, ""));
}

function foldLetters(text) {
  return text
    .replace(ATTACHED, "")
    .replace(UNIFIABLE, (letter) => UNIFIED[letter])
    .toLowerCase();
}

/**
 * Return the word at `offset` of `text`, or ending there; null where there is none.
 * @param {string} text
 * @param {number} offset
 * @returns {[number, number] | null}
 */
export function wordAround(text, offset) {
  for (const inside of [offset, offset - 1]) {
    if (inside < 0 || inside >= text.length || !joins(text, inside)) continue;
    let [start, end] = [inside, inside + 1];
    while (start > 0 && joins(text, start - 1)) start -= 1;
    while (end < text.length && joins(text, end)) end += 1;
    return [start, end];
  }
  return null;
}

/**
 * Return the words of `text` in order.
 * @param {string} text
 * @returns {[number, number][]}
 */
export function wordsOf(text) {
  const words = [];
  for (let offset = 0; offset < text.length; offset += 1) {
    if (!joins(text, offset)) continue;
    let end = offset + 1;
    while (end < text.length && joins(text, end)) end += 1;
    words.push([offset, end]);
    offset = end;
  }
  return words;
}

/**
 * Return `[start, end)` with the rest of the words that its ends cut.
 * @param {string} text
 * @param {number} start
 * @param {number} end
 * @returns {[number, number]}
 */
export function widenToWords(text, start, end) {
  const [head, tail] = [wordAround(text, start), wordAround(text, end - 1)];
  return [head && head[1] > start ? head[0] : start, tail && tail[1] >= end ? tail[1] : end];
}

/** The folded words of an article, learnt while nothing else happens. */
export class Lexicon {
  /** @param {string[]} texts */
  constructor(texts) {
    this.words = new Set();
    this.left = [...texts];
    // Safari has no requestIdleCallback.
    const whenIdle = globalThis.requestIdleCallback ?? ((run) => setTimeout(run, 100));
    const learn = () => {
      this.learn();
      if (this.left.length) whenIdle(learn);
    };
    whenIdle(learn);
  }

  /** Learn for a moment, however much is left: a proposal that comes right after the page may miss a word. */
  learn() {
    if (!this.left.length) return;
    const end = performance.now() + MOMENT;
    do {
      // Of a compound (كوفيد-19) the parts are as good as the whole.
      for (const word of foldLetters(this.left.pop()).match(/[\p{L}\p{N}]+/gu) ?? []) this.words.add(word);
    } while (this.left.length && performance.now() < end);
  }

  /** @param {string} folded */
  has(folded) {
    return this.words.has(folded);
  }
}

/**
 * Return every offset in `word` at which what stands before may be proclitics, ascending:
 * (و or ف) (ب, ل, ك or س) (ال, or ل after ل), each optional; at least two letters stay.
 * @param {string} word
 * @returns {number[]}
 */
export function procliticCuts(word) {
  const letters = lettersOf(word);
  const cuts = [];
  let at = 0;
  const follows = (position, among) => position < letters.length && among.includes(letters[position].letter);
  const take = (count) => {
    at += count;
    cuts.push(letters[at - 1].end);
  };
  if (follows(at, "وف")) take(1);
  if (follows(at, "بلكس")) take(1);
  if (follows(at, "ا") && follows(at + 1, "ل")) take(2);
  else if (at > 0 && letters[at - 1].letter === "ل" && follows(at, "ل")) take(1);
  return cuts.filter((cut) => lettersOf(word.slice(cut)).length >= 2);
}

/**
 * Return the offset in `word` at which a name after proclitics plausibly begins, or null.  The article stays.
 * @param {string} word
 * @param {{has: (folded: string) => boolean}} words the folded words of the article
 * @returns {number | null}
 */
export function proposedCut(word, words) {
  if (!ARABIC_LETTER.test(word)) return null;
  const cuts = procliticCuts(word);
  // لـموسكو, بـ25, لReuters: nobody writes a name so.
  const plain = cuts.find((cut) => word[cut - 1] === TATWEEL || !ARABIC_LETTER.test(word.slice(cut)));
  if (plain !== undefined) return plain;
  const whole = foldWord(word);
  if (KNOWN_WHOLES.has(whole)) return null;
  const restAfter = (cut) => foldWord(word.slice(cut));
  const beforeArticle = cuts.filter((cut) => !/(?:ال|لل)$/.test(foldWord(word.slice(0, cut))));
  const find = (isPlausible) => beforeArticle.find((cut) => isPlausible(restAfter(cut)));

  const listedAt = find((rest) => KNOWN_WHOLES.has(rest) || KNOWN_NAMES.has(rest));
  if (listedAt !== undefined) return listedAt;
  // Behind a proclitic or the article: then the first letter is the word's own.
  if (["ال", ...PROCLITICS].some((prefix) => words.has(prefix + whole))) return null;
  const likely =
    find((rest) => occurs(rest, whole, words)) ??
    find((rest) => rest.startsWith("ال") && lengthOf(rest) >= SHORTEST_WITH_ARTICLE) ??
    cuts.find((cut) => foldWord(word.slice(0, cut)).endsWith("لل") && lengthOf(restAfter(cut)) >= SHORTEST_REST);
  if (likely !== undefined) return likely;
  const isLong = beforeArticle.length > 0 && lengthOf(restAfter(beforeArticle[0])) >= LONG_ENOUGH_AFTER_WAW;
  return whole.startsWith("و") && isLong ? beforeArticle[0] : null;
}

/**
 * Return the sentences of a block, without the white space around them.
 * @param {string} text
 * @returns {[number, number][]}
 */
export function sentencesOf(text) {
  const ends = [...text.matchAll(SENTENCE_END)].map((found) => found.index + found[0].length);
  const sentences = [];
  let start = 0;
  for (const end of [...ends, text.length]) {
    const kept = trim(text, start, end);
    if (kept) sentences.push(kept);
    start = end;
  }
  return sentences;
}

/**
 * Return the sentence that `offset` lies in or follows, the first one before it; null without one.
 * @param {string} text
 * @param {number} offset
 * @returns {[number, number] | null}
 */
export function sentenceAround(text, offset) {
  const sentences = sentencesOf(text);
  return sentences.findLast(([start]) => start <= offset) ?? sentences[0] ?? null;
}

/** Return whether a rest is a word of the article, or a stem that occurs with another proclitic. */
function occurs(rest, whole, words) {
  if (lengthOf(rest) < SHORTEST_REST) return false;
  return [rest, ...PROCLITICS.map((proclitic) => proclitic + rest)].some((form) => form !== whole && words.has(form));
}

/** Return whether the code unit is part of a word, be it of a connector inside one. */
function joins(text, offset) {
  const character = characterAt(text, offset);
  if (OF_WORD.test(character)) return true;
  if (offset === 0 || offset === text.length - 1) return false;
  const before = characterAt(text, offset - 1);
  const after = characterAt(text, offset + 1);
  if (HYPHENS.includes(character)) return OF_WORD.test(before) && OF_WORD.test(after);
  if (LATIN_CONNECTORS.includes(character) && LATIN.test(before) && LATIN.test(after)) return true;
  return DIGIT_CONNECTORS.includes(character) && DIGIT.test(before) && DIGIT.test(after);
}

/** Return the character that the code unit is, or is half of. */
function characterAt(text, offset) {
  const unit = text.charCodeAt(offset);
  const isSecondHalf = unit >= 0xdc00 && unit <= 0xdfff;
  return String.fromCodePoint(text.codePointAt(isSecondHalf && offset > 0 ? offset - 1 : offset));
}

/** Return each letter with the offset behind it and what is attached to it. */
function lettersOf(word) {
  return [...word.matchAll(LETTER)].map(({ 0: letter, index }) => ({
    letter: letter[0],
    end: index + letter.length,
  }));
}

/** Return the length in code points. */
function lengthOf(word) {
  return [...word].length;
}

function listed(names) {
  return new Set(foldWord(names).trim().split(/\s+/));
}
