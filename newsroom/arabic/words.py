"""Words of Arabic news, what is glued to them, and sentences.

A *word* is what a person means by a double click: letters, marks, tatweel and digits,
without the punctuation beside them.  In Arabic a conjunction, a preposition and the
article are written together with the word they precede (ولافروف، بجنيف، وبالعراق);
``proclitic_cuts`` finds where one may be taken off, ``proposed_cut`` says where that
is plausible.  ``static/js/words.js`` is the twin in the page; tests/cases holds the cases that
both pass.  Offsets are code points of the text that is given, ranges half-open.
"""

from collections.abc import Callable, Collection

import regex

from newsroom.arabic.folding import fold_text
from newsroom.arabic.letters import ATTACHED, TATWEEL
from newsroom.spans import Span, trim

_OF_WORD = regex.compile(r"[\p{L}\p{M}\p{N}\u200c\u200d]")
_LATIN = regex.compile(r"\p{Script=Latin}")
_DIGIT = regex.compile(r"\p{Nd}")
_ARABIC_LETTER = regex.compile(r"[\p{Script=Arabic}&&\p{L}]", regex.V1)

# A hyphen makes one word of what stands on both its sides (كوفيد-19, Al-Assad, F-16).
_HYPHENS = frozenset("-\u2010\u2011")
# Between Latin letters: O'Neill, U.S., AT&T.
_LATIN_CONNECTORS = frozenset("'\u2019.&")
# Between digits: 3.5, 25,000, 12:30, 26/8/2016.  Between words a slash separates: يوليو/تموز are two.
_DIGIT_CONNECTORS = frozenset(".,:/\u066b\u066c")

_CONJUNCTIONS = frozenset("وف")  # and; so
_PREPOSITIONS = frozenset("بلكس")  # in, for, as; and the future's sin
_ALEF, _LAM = "ا", "ل"
_PROCLITICS = "وفبلكس"

# A sentence ends after its mark and the quotes and brackets that close there, before white space.  A dot after a
# single letter abbreviates (د. محمد); one inside a number has no white space behind it.
SENTENCE_MARK = r"""(?:[!?؟…]|(?<!\b\w)\.)[»”’"')\]]*"""
_SENTENCE_END = regex.compile(rf"{SENTENCE_MARK}(?=\s)")

# What begins like a proclitic and is none: names and nouns of the news, folded when compared.
KNOWN_WHOLES = frozenset(
    fold_text(
        """
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
        """
    ).split()
)

# Names, and first words of names, that begin with another letter: known behind a proclitic.  Both are lists for
# a hint: what they lack costs one key press, not an offset.
KNOWN_NAMES = frozenset(
    fold_text(
        """
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
        """
    ).split()
)

# A shorter rest is hardly a name, nor an article and less than three letters (والي، كالة).
_SHORTEST_REST = 3
_SHORTEST_WITH_ARTICLE = 5
# Few names of the news begin with waw, many with ب and ل: those need evidence, length is enough for this.
_LONG_ENOUGH_AFTER_WAW = 4


def word_around(text: str, offset: int) -> Span | None:
    """Return the word at the code point ``offset`` of ``text`` or ending there; ``None`` where there is none."""
    for inside in (offset, offset - 1):
        if 0 <= inside < len(text) and _joins(text, inside):
            start, end = inside, inside + 1
            while start > 0 and _joins(text, start - 1):
                start -= 1
            while end < len(text) and _joins(text, end):
                end += 1
            return Span(start, end)
    return None


def words_of(text: str) -> list[Span]:
    """Return the words of ``text`` in order."""
    words, offset = [], 0
    while offset < len(text):
        if _joins(text, offset):
            words.append(word_around(text, offset))
            offset = words[-1].end
        offset += 1
    return words


def known_words(text: str) -> set[str]:
    """Return the words of ``text``, folded: what ``proposed_cut`` takes for known."""
    return {fold_text(span.cut(text)) for span in words_of(text)}


def proclitic_cuts(word: str) -> list[int]:
    """Return every offset in ``word`` at which what stands before may be proclitics; ascending.

    The grammar is (و or ف) (ب, ل, ك or س) (ال, or ل after ل), each optional; at least two letters
    stay.  Diacritics and tatweel go with the letter before them.
    """
    letters = _letters_of(word)
    cuts: list[int] = []
    at = 0

    def take(count: int) -> None:
        nonlocal at
        at += count
        cuts.append(letters[at - 1][1])

    def follows(position: int, among: Collection[str]) -> bool:
        return position < len(letters) and letters[position][0] in among

    if follows(at, _CONJUNCTIONS):
        take(1)
    if follows(at, _PREPOSITIONS):
        take(1)
    if follows(at, _ALEF) and follows(at + 1, _LAM):
        take(2)
    elif at and letters[at - 1][0] == _LAM and follows(at, _LAM):
        take(1)
    return [cut for cut in cuts if len(_letters_of(word[cut:])) >= 2]


def proposed_cut(word: str, words: Collection[str]) -> int | None:
    """Return the offset in ``word`` at which a name after proclitics plausibly begins, or ``None``.

    ``words`` are the folded words of the article.  The article ال stays with the name.
    """
    letters = _letters_of(word)
    whole = fold_text(word)
    if not letters or not _ARABIC_LETTER.match(word):
        return None
    cuts = proclitic_cuts(word)
    for cut in cuts:
        # لـموسكو, بـ25, لReuters: nobody writes a name so.
        if word[cut - 1] == TATWEEL or not _ARABIC_LETTER.match(word, cut):
            return cut
    if whole in KNOWN_WHOLES:
        return None
    before_article = [cut for cut in cuts if not _has_article(word[:cut])]
    for is_plausible in (_is_listed, _occurs(words, whole), _begins_with_article):
        if is_plausible is not _is_listed and _is_stem(whole, words):
            return None
        for cut in before_article:
            if is_plausible(fold_text(word[cut:])):
                return cut
    for cut in cuts:
        if fold_text(word[:cut]).endswith("لل") and len(fold_text(word[cut:])) >= _SHORTEST_REST:
            return cut
    if whole.startswith("و") and before_article and len(fold_text(word[before_article[0] :])) >= _LONG_ENOUGH_AFTER_WAW:
        return before_article[0]
    return None


def sentences_of(text: str) -> list[Span]:
    """Return the sentences of a block, without the white space around them."""
    spans, start = [], 0
    for end in [*(found.end() for found in _SENTENCE_END.finditer(text)), len(text)]:
        if start < end and (kept := trim(text, Span(start, end))):
            spans.append(kept)
        start = end
    return spans


def sentence_around(text: str, offset: int) -> Span | None:
    """Return the sentence that ``offset`` lies in or follows, the first one before it; ``None`` without one."""
    sentences = sentences_of(text)
    return next((span for span in reversed(sentences) if span.start <= offset), next(iter(sentences), None))


def _joins(text: str, offset: int) -> bool:
    """Return whether the character is part of a word, be it as a connector inside one."""
    character = text[offset]
    if _OF_WORD.match(character):
        return True
    if not 0 < offset < len(text) - 1:
        return False
    before, after = text[offset - 1], text[offset + 1]
    if character in _HYPHENS:
        return bool(_OF_WORD.match(before) and _OF_WORD.match(after))
    if character in _LATIN_CONNECTORS and _LATIN.match(before) and _LATIN.match(after):
        return True
    return bool(character in _DIGIT_CONNECTORS and _DIGIT.match(before) and _DIGIT.match(after))


def _letters_of(word: str) -> list[tuple[str, int]]:
    """Return each letter with the offset behind it and what is attached to it (diacritics, tatweel)."""
    letters: list[tuple[str, int]] = []
    for offset, character in enumerate(word):
        if character not in ATTACHED:
            letters.append((character, offset + 1))
        elif letters:
            letters[-1] = (letters[-1][0], offset + 1)
    return letters


def _has_article(prefix: str) -> bool:
    return fold_text(prefix).endswith(("ال", "لل"))


def _begins_with_article(rest: str) -> bool:
    return rest.startswith("ال") and len(rest) >= _SHORTEST_WITH_ARTICLE


def _is_listed(rest: str) -> bool:
    return rest in KNOWN_WHOLES or rest in KNOWN_NAMES


def _occurs(words: Collection[str], whole: str) -> Callable[[str], bool]:
    """Return a test whether a rest is a word of the article, or a stem that occurs with another proclitic."""

    def occurs(rest: str) -> bool:
        forms = (rest, *(proclitic + rest for proclitic in _PROCLITICS))
        return len(rest) >= _SHORTEST_REST and any(form in words and form != whole for form in forms)

    return occurs


def _is_stem(whole: str, words: Collection[str]) -> bool:
    """Return whether the whole occurs behind a proclitic or the article: then its first letter is its own."""
    return any(prefix + whole in words for prefix in ("ال", *_PROCLITICS))
