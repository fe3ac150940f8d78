"""The other mentions of a name: found as whole words, with proclitics left out, in every spelling."""

import pytest

from annotations.occurrences import MOST, Reason, find_occurrences
from newsroom.spans import Span, is_grapheme_boundary

SAME, SPELLING, PROCLITIC, SHORTER = Reason.SAME, Reason.SPELLING, Reason.PROCLITIC, Reason.SHORTER


def find(text: str, exact: str, *marked: str, occurrence: int = 1, is_place: bool = False):
    """Return (what stands before in the word, the mention, why, chosen) for each candidate."""
    candidates = find_occurrences(
        text, place_of(text, exact, occurrence), [place_of(text, other) for other in marked], is_place=is_place
    )
    return [
        (text[: candidate.span.start].split(" ")[-1], candidate.span.cut(text), candidate.reason, candidate.is_chosen)
        for candidate in candidates
    ]


def place_of(text: str, exact: str, occurrence: int = 1) -> Span:
    start = -1
    for _ in range(occurrence):
        start = text.index(exact, start + 1)
    return Span(start, start + len(exact))


@pytest.mark.parametrize(
    ("text", "exact", "expected"),
    [
        pytest.param("زارت رنا حلب ثم غادرت رنا إلى بيتها", "رنا", [("", "رنا", SAME, True)], id="the same word"),
        pytest.param("غادرت رنا. «رنا» هنا (رنا)، رنا!", "رنا", [("«", "رنا", SAME, True), ("(", "رنا", SAME, True), ("", "رنا", SAME, True)], id="beside punctuation"),
        pytest.param("رنا عادت\nرنا", "رنا", [("عادت\n", "رنا", SAME, True)], id="in another block"),
        pytest.param("رنا وحدها", "رنا", [], id="nothing else"),
        # Spelling
        pytest.param("وصل أحمد وغادر احمد", "أحمد", [("", "احمد", SPELLING, True)], id="alef without hamza"),
        pytest.param("وصل أحمد وغادر أَحْمَدُ", "أحمد", [("", "أَحْمَدُ", SPELLING, True)], id="diacritics, all of them inside"),
        pytest.param("في مَدِينَةِ حَلَبَ، ومدينة حلب", "مَدِينَةِ حَلَبَ", [("و", "مدينة حلب", SPELLING, True)], id="diacritics in the marked text"),
        pytest.param("في حلب ثم حـــلب", "حلب", [("", "حـــلب", SPELLING, True)], id="tatweel inside"),
        pytest.param("وصل هاني وغادر هانى", "هاني", [("", "هانى", SPELLING, True)], id="alef maqsura"),
        pytest.param("جريدة الحياة: الحياه", "الحياة", [("", "الحياه", SPELLING, True)], id="teh marbuta"),
        pytest.param("رنا الحلو هنا، رنا\u00a0الحلو هناك، رنا  الحلو", "رنا الحلو", [("", "رنا\u00a0الحلو", SAME, True), ("", "رنا  الحلو", SAME, True)], id="NO-BREAK SPACE, two spaces"),
        pytest.param("Reuters قالت، بحسب REUTERS", "Reuters", [("", "REUTERS", SPELLING, True)], id="Latin capitals"),
        pytest.param("قمة 2026 وقمة ٢٠٢٦", "2026", [("", "٢٠٢٦", SPELLING, True)], id="Arabic digits"),
        pytest.param("في سلام، ثم ﺳﻼﻡ", "سلام", [("", "ﺳﻼﻡ", SPELLING, True)], id="presentation forms"),
        pytest.param("زار رنا\u200f، وزار رنا", "رنا", [("", "رنا", SAME, True)], id="a bidi control after it"),
        # Proclitics stay outside
        pytest.param("من موسكو وموسكو", "موسكو", [("و", "موسكو", PROCLITIC, True)], id="waw"),
        pytest.param("من موسكو فموسكو", "موسكو", [("ف", "موسكو", PROCLITIC, True)], id="feh"),
        pytest.param("من موسكو بموسكو", "موسكو", [("ب", "موسكو", PROCLITIC, True)], id="beh"),
        pytest.param("من موسكو لموسكو", "موسكو", [("ل", "موسكو", PROCLITIC, True)], id="lam"),
        pytest.param("من موسكو كموسكو", "موسكو", [("ك", "موسكو", PROCLITIC, True)], id="kaf"),
        pytest.param("من موسكو وبموسكو", "موسكو", [("وب", "موسكو", PROCLITIC, True)], id="two of them"),
        pytest.param("من موسكو لـموسكو", "موسكو", [("لـ", "موسكو", PROCLITIC, True)], id="lam with tatweel"),
        pytest.param("من موسكو وَموسكو", "موسكو", [("وَ", "موسكو", PROCLITIC, True)], id="waw with its vowel"),
        pytest.param("يبنى الجسر، وسيبنى", "يبنى", [("وس", "يبنى", PROCLITIC, True)], id="seen before a verb"),
        pytest.param("من موسكو سموسكو", "موسكو", [], id="no seen before a name"),
        pytest.param("وصل أحمد وأَحمد", "أحمد", [("و", "أَحمد", SPELLING, True)], id="proclitic and another spelling"),
        pytest.param("قالت الأمم المتحدة بالأمم المتحدة", "الأمم المتحدة", [("ب", "الأمم المتحدة", PROCLITIC, True)], id="beh and the article"),
        pytest.param("قالت الأمم المتحدة للأمم المتحدة", "الأمم المتحدة", [("لل", "أمم المتحدة", SPELLING, True)], id="lam takes the article in"),
        pytest.param("سافر من اللاذقية وللاذقية", "اللاذقية", [("ول", "لاذقية", SPELLING, True)], id="lam before a name in lam"),
        pytest.param("قال للأمم المتحدة إن الأمم المتحدة", "أمم المتحدة", [("", "الأمم المتحدة", SPELLING, True)], id="marked after lam: elsewhere with its article"),
        # Words that are other words
        pytest.param("حزب الدولة ودولتهم والدول", "الدولة", [], id="an attached pronoun, a plural"),
        pytest.param("في سوريا والسورية والسوريون", "سوريا", [], id="nisba adjectives"),
        pytest.param("وصل كيري وكيريان", "كيري", [], id="a longer word"),
        pytest.param("زار علي حلب ووقف على الباب", "علي", [("", "على", SPELLING, False)], id="spelt like a function word: not chosen"),
        pytest.param("من موسكو إلموسكو", "موسكو", [], id="letters that are no proclitic"),
        # Shorter forms
        pytest.param("قال سمير قدري، وأضاف قدري", "سمير قدري", [("", "قدري", SHORTER, False)], id="surname"),
        pytest.param("قال سمير قدري وقدري", "سمير قدري", [("و", "قدري", SHORTER, False)], id="surname after a proclitic"),
        pytest.param("قال سمير قدري، ثم سمير قدري", "سمير قدري", [("", "سمير قدري", SAME, True)], id="a shorter form inside a longer one"),
        pytest.param("قالت الوزيرة رنا الحلو، ورنا الحلو والحلو", "الوزيرة رنا الحلو", [("و", "رنا الحلو", SHORTER, False), ("و", "الحلو", SHORTER, False)], id="without the title, without both"),
        pytest.param("في السودان وفي سودان الأمس", "السودان", [("", "سودان", SHORTER, False)], id="without the article"),
        pytest.param("قالت الأمم المتحدة والولايات المتحدة", "الأمم المتحدة", [], id="no surname of an organisation"),
        # Odd places
        pytest.param("قال: نعم. ثم قال: نعم.", "قال: نعم", [("", "قال: نعم", SAME, True)], id="more than one word, with punctuation"),
        pytest.param("كتب 🌾🌾 ثم 🌾🌾", "🌾🌾", [("", "🌾🌾", SAME, True)], id="astral characters"),
        pytest.param("زار سلام لبنان، ثم ﻻسلام", "سلام", [], id="a letter in a ligature with the one before"),
        pytest.param("أ ب أ\u0301 أ", "أ", [("", "أ", SAME, True)], id="no letter without its mark"),
    ],
)  # fmt: skip
def test_finds(text, exact, expected):
    assert find(text, exact) == expected


def test_leaves_out_what_is_marked_already():
    text = "زارت رنا حلب ثم غادرت رنا، ثم عادت رنا"
    assert find(text, "رنا", "غادرت رنا") == [("", "رنا", SAME, True)]


def test_takes_any_mention_as_the_first():
    assert len(find("رنا، رنا، رنا", "رنا", occurrence=2)) == 2


def test_gives_text_order():
    text = "قدري هنا. قال سمير قدري. ثم قدري، ثم سمير قدري"
    assert [mention for _, mention, *_ in find(text, "سمير قدري")] == ["قدري", "قدري", "سمير قدري"]


def test_a_place_has_no_surname_but_a_shorter_name():
    assert find("وصل سان خوسيه ثم خوسيه", "سان خوسيه", is_place=True) == []
    assert find("في مدينة حلب ثم حلب", "مدينة حلب", is_place=True) == [("", "حلب", SHORTER, False)]


def test_a_mark_of_nothing_that_folds_has_no_mentions():
    text = "نص \u064b آخر \u064b"
    assert find_occurrences(text, Span(3, 4)) == []


def test_gives_no_more_than_a_person_looks_through():
    text = "رنا " * (MOST + 50)
    found = find_occurrences(text, Span(0, 3))
    assert len(found) == MOST
    assert found[0].span == Span(4, 7)


@pytest.mark.parametrize("text", ["ab\u0301 ab", "👨\u200d👩 👨 👩"], ids=["combining mark", "joined emoji"])
def test_never_cuts_a_grapheme(text):
    for candidate in find_occurrences(text, Span(len(text) - 1, len(text))):
        assert is_grapheme_boundary(text, candidate.span.start)
        assert is_grapheme_boundary(text, candidate.span.end)
