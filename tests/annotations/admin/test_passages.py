"""A mark in its sentence, cut out by the database."""

import pytest

from annotations.admin.passages import LONGEST_MARK, MARGIN, passage_of, with_passages
from annotations.models import Annotation
from newsroom.text import passage_around
from tests import factories

LONG = "خَبَرٌ طويل 🌾 عن المدينة وأهلها. " * 200


def passage(annotation):
    return passage_of(with_passages(Annotation.objects.filter(pk=annotation.pk)).get())


@pytest.mark.parametrize(
    "exact",
    ["وزير الزراعة يلتقي", "موسكو", "🌾", "مَدِينَةِ", "وكالات"],
    ids=["start of the text", "inside a word", "emoji", "diacritics", "end of the text"],
)
def test_is_what_the_whole_text_would_give(annotator, article, exact):
    mark = factories.make_annotation(annotator, article, exact)
    assert passage(mark) == passage_around(article.text, mark.span)


@pytest.mark.parametrize("occurrence", [1, 2, 100, 199, 200])
def test_is_the_same_far_into_a_long_text(annotator, occurrence):
    article = factories.make_article(LONG)
    mark = factories.make_annotation(annotator, article, "المدينة", occurrence=occurrence)
    assert passage(mark) == passage_around(LONG, mark.span)


def test_of_a_word_without_end_cuts_no_grapheme(annotator):
    text = "بَ" * 400 + "موسكو" + "بَ" * 400
    mark = factories.make_annotation(annotator, factories.make_article(text), "موسكو")
    assert passage(mark) == passage_around(text, mark.span)


def test_of_a_long_mark_shows_the_beginning(annotator):
    article = factories.make_article(LONG)
    mark = factories.make_annotation(annotator, article, LONG[10:2010])
    before, shown, after = passage(mark)
    assert (before, after) == (LONG[:10], "")
    assert shown.endswith("…")
    assert LONG[10:2010].startswith(shown[:-1])
    assert LONGEST_MARK - 2 <= len(shown) - 1 <= LONGEST_MARK


def test_window_stays_small(annotator):
    text = " ".join(str(number) for number in range(2000))
    mark = factories.make_annotation(annotator, factories.make_article(text), text[1000:3000])
    row = with_passages(Annotation.objects.filter(pk=mark.pk)).get()
    assert row.window_start == 1000 - MARGIN
    assert row.window == text[1000 - MARGIN : 1000 + LONGEST_MARK + MARGIN]
