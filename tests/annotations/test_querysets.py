"""Named queries over annotations."""

import pytest

from annotations import curation
from annotations.models import Annotation
from tests import factories


@pytest.fixture
def marks(annotator, second_annotator, reviewer, article) -> dict[str, Annotation]:
    """One mark of each kind, by what is special about it."""
    made = {
        "pending": factories.make_annotation(annotator, article, "سامر"),
        "approved": factories.make_annotation(annotator, article, "لافروف"),
        "rejected": factories.make_annotation(annotator, article, "سوريا", "location"),
        "deleted": factories.make_annotation(annotator, article, "حَلَبَ", "location"),
        "of omar": factories.make_annotation(second_annotator, article, "سامر"),
        "cue": factories.make_annotation(annotator, article, "قال", "cue"),
        "elsewhere": factories.make_annotation(annotator, factories.make_article("أخبار موسكو"), "موسكو", "location"),
    }
    curation.approve(reviewer, made["approved"].pk, 1)
    curation.reject(reviewer, made["rejected"].pk, 1)
    curation.approve(reviewer, made["deleted"].pk, 1)
    curation.delete(annotator, made["deleted"].pk, 2)
    return made


@pytest.mark.parametrize(
    ("narrow", "names"),
    [
        pytest.param(
            lambda all: all.live(), ["pending", "approved", "rejected", "of omar", "cue", "elsewhere"], id="live"
        ),
        pytest.param(lambda all: all.pending(), ["pending", "of omar", "cue", "elsewhere"], id="pending"),
        pytest.param(lambda all: all.tagged("location"), ["rejected", "deleted", "elsewhere"], id="tagged"),
        pytest.param(lambda all: all.tagged("none"), [], id="unknown tag"),
        pytest.param(lambda all: all.counted().pending(), ["pending", "of omar", "elsewhere"], id="counted"),
    ],
)  # fmt: skip
def test_keeps_what_the_name_says(marks, narrow, names):
    found = set(narrow(Annotation.objects))
    assert [name for name, mark in marks.items() if mark in found] == names


def test_keeps_those_of_a_person_or_an_article(marks, article, second_annotator):
    assert list(Annotation.objects.by(second_annotator)) == [marks["of omar"]]
    assert marks["elsewhere"] not in Annotation.objects.of(article)
    assert Annotation.objects.of(article).count() == len(marks) - 1


def test_counts_live_marks_without_cues_by_article_and_status(marks, article, django_assert_num_queries):
    other = marks["elsewhere"].article_id
    empty = factories.make_article("لا حاشية هنا").pk
    with django_assert_num_queries(1):
        counts = Annotation.objects.counts_by_status([article.pk, other, empty])
    assert counts == {article.pk: {"pending": 2, "approved": 1, "rejected": 1}, other: {"pending": 1}}


def test_counts_nothing_of_other_articles(marks):
    assert Annotation.objects.counts_by_status([]) == {}
    assert Annotation.objects.counts_by_status([marks["elsewhere"].article_id]).keys() == {
        marks["elsewhere"].article_id
    }


def test_text_order_is_start_then_outer_mark_then_tag_then_age(annotator, second_annotator):
    article = factories.make_article("وزير الزراعة في موسكو")
    wanted = [
        factories.make_annotation(annotator, article, "وزير الزراعة في موسكو", "location"),
        factories.make_annotation(annotator, article, "وزير الزراعة", "quote"),
        factories.make_annotation(annotator, article, "وزير الزراعة", "actor"),
        factories.make_annotation(second_annotator, article, "وزير الزراعة", "actor"),
        factories.make_annotation(annotator, article, "الزراعة", "quote"),
        factories.make_annotation(annotator, article, "موسكو", "location"),
    ]
    assert list(Annotation.objects.in_text_order()) == wanted
    assert list(Annotation.objects.order_by("-id").in_text_order()) == wanted
