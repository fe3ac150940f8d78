"""The rows of the reading page: blocks with the notes that start in them."""

import pytest
from django.utils import translation

from annotations.models import Annotation, Tag
from annotations.notes import SHOWN_LENGTH, block_offset, note_of, notes_of, rows_of, shorten
from newsroom.models import Article
from tests import factories

TEXT = "\n عنوان الخبر\n\nالفقرة الأولى\nالفقرة الثانية \n \n\nالمصدر : وكالات\n"


@pytest.fixture
def article(db):
    return factories.make_article(TEXT)


def rows(article):
    return rows_of(article, Annotation.objects.of(article).live(), Tag.objects.all())


def starts(row) -> list[int]:
    return [note.start for note in row.notes]


def test_each_row_is_a_block_and_its_text(article):
    found = rows(article)
    assert [row.text for row in found] == ["عنوان الخبر", "الفقرة الأولى", "الفقرة الثانية", "المصدر : وكالات"]
    assert [row.element for row in found] == ["h1", "p", "p", "p"]
    assert all(row.text == row.block.span.cut(TEXT) for row in found)


def test_a_row_tells_the_gap_behind_it_unless_it_is_the_usual_one(article):
    assert [row.gap for row in rows(article)] == [None, "\n", " \n \n\n", None]


def test_a_note_stands_beside_the_block_it_starts_in(annotator, article):
    inside = factories.make_annotation(annotator, article, "الأولى")
    across = factories.make_annotation(annotator, article, "الفقرة الأولى\nالفقرة", "quote")
    last = factories.make_annotation(annotator, article, "وكالات")
    assert [starts(row) for row in rows(article)] == [[], [across.start, inside.start], [], [last.start]]


@pytest.mark.parametrize(
    ("exact", "row"),
    [
        pytest.param("\n عنوان", 0, id="before the first block"),
        pytest.param("\n\nالفقرة", 0, id="behind the first block"),
        pytest.param(" \n \n\nالمصدر", 2, id="in a longer gap"),
    ],
)
def test_a_mark_that_starts_between_blocks_belongs_to_the_one_before(annotator, article, exact, row):
    mark = factories.make_annotation(annotator, article, exact)
    found = rows(article)
    assert [starts(each) for each in found].index([mark.start]) == row
    assert block_offset(TEXT, mark.start) == found[row].block.span.start


def test_the_list_of_a_note_is_the_one_of_its_row(annotator, article):
    for word in ("عنوان", "الأولى", "الثانية", "وكالات"):
        factories.make_annotation(annotator, article, word)
    for row in rows(article):
        assert {block_offset(TEXT, note.start) for note in row.notes} == {row.block.span.start}


def test_notes_of_a_row_are_in_text_order(annotator, article):
    for exact, tag in [("الأولى", "actor"), ("الفقرة", "location"), ("الفقرة", "quote"), ("الفقرة الأولى", "actor")]:
        factories.make_annotation(annotator, article, exact, tag)
    found = [(note.text, note.tag.slug) for note in rows(article)[1].notes]
    assert found == [("الفقرة الأولى", "actor"), ("الفقرة", "quote"), ("الفقرة", "location"), ("الأولى", "actor")]


@pytest.mark.parametrize("text", ["", " ", "\n\n", "\u200f\n\u00a0"])
def test_a_text_of_nothing_has_no_rows(db, text):
    assert rows_of(Article(text=text), Annotation.objects.none(), []) == []


def test_a_mark_of_nothing_but_space_does_not_break_a_text_of_nothing_else(annotator):
    article = factories.make_article(" \n ")
    mark = factories.make_annotation(annotator, article, "\n")
    assert rows(article) == []
    assert block_offset(article.text, mark.start) == 0


def test_a_note_says_what_the_page_needs(annotator, reviewer, article):
    mark = factories.make_annotation(annotator, article, "الأولى", "quote", note="انظر")
    note = note_of(Annotation.objects.get())
    assert (note.id, note.tag.slug, note.start, note.end, note.text) == (str(mark.pk), "quote", 22, 28, "الأولى")
    assert (note.status, note.version, note.author_id, note.author) == ("pending", 1, annotator.pk, "layla")
    assert note.has_note
    with translation.override("en"):
        assert note.status_name == "pending"


def test_one_note_and_a_list_of_notes_say_the_same(annotator, article):
    for word in ("عنوان", "الأولى"):
        factories.make_annotation(annotator, article, word)
    annotations = Annotation.objects.all()
    assert notes_of(article, annotations, Tag.objects.all()) == [note_of(annotation) for annotation in annotations.in_text_order()]


def test_the_number_of_queries_does_not_grow_with_the_notes(annotator, article, django_assert_num_queries):
    for word in ("عنوان", "الأولى", "الثانية", "وكالات"):
        factories.make_annotation(annotator, article, word)
    with django_assert_num_queries(4):  # tags, annotations, people, relations
        rows(article)


@pytest.mark.parametrize(
    ("exact", "shown"),
    [
        ("", ""),
        ("س" * SHOWN_LENGTH, "س" * SHOWN_LENGTH),
        ("س" * (SHOWN_LENGTH + 1), "س" * SHOWN_LENGTH + "…"),
    ],
    ids=["nothing", "just fits", "one too many"],
)
def test_a_long_text_is_cut(exact, shown):
    assert shorten(exact) == shown
