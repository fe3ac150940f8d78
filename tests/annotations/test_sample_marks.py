"""The samples' marks are made by one person, judged by another, and only where nobody was before."""

import io

import pytest
from django.core.management import CommandError, call_command

from annotations.models import Annotation, AnnotationEvent, Relation
from annotations.refusals import NotAllowed
from annotations.sample_marks import find_occurrence, load_sample_marks
from newsroom.importing.samples import load_samples, read_samples
from newsroom.models import Article
from newsroom.spans import Span
from tests.factories import make_annotation

MARKS = [mark for sample in read_samples() for mark in sample.marks]


def test_stores_and_judges_every_mark_and_ties_the_quotes(annotator, reviewer, subtests):
    """One loading for all that it must have done: it makes some 160 changes."""
    assert load_sample_marks(annotator, reviewer) == len(MARKS)
    with subtests.test("every mark"):
        check_marks(annotator, reviewer)
    with subtests.test("speakers, kinds and parts"):
        check_quotes()
    with subtests.test("storing again changes nothing"):
        before = AnnotationEvent.objects.count()
        assert load_sample_marks(annotator, reviewer) == 0
        assert AnnotationEvent.objects.count() == before


def check_marks(annotator, reviewer):
    annotations = Annotation.objects.select_related("article", "tag", "author", "reviewer")
    assert sorted((a.tag.slug, a.exact, a.status) for a in annotations) == sorted(
        (mark["tag"], mark["exact"], mark["status"]) for mark in MARKS
    )
    for annotation in annotations:
        is_judged = annotation.status != Annotation.Status.PENDING
        assert annotation.span.cut(annotation.article.text) == annotation.exact
        assert (annotation.author, annotation.reviewer) == (annotator, reviewer if is_judged else None)
        assert bool(annotation.reason) == (annotation.status == Annotation.Status.REJECTED)


def check_quotes():
    quotes = [mark for mark in MARKS if mark["tag"] == "quote"]
    assert quotes and all("kind" in mark or "continues" in mark for mark in quotes)
    links = {
        (role, mark["exact"], mark[role]["exact"]) for mark in quotes for role in ("speaker", "continues") if role in mark
    }
    assert set(Relation.objects.live().values_list("role", "source__exact", "target__exact")) == links
    assert {role for role, _source, _target in links} == {"speaker", "continues"}
    unnamed = {mark["exact"] for mark in quotes if mark.get("unnamed")}
    assert set(Annotation.objects.filter(speaker_unnamed=True).values_list("exact", flat=True)) == unnamed


def test_articles_where_somebody_was_are_left_alone(annotator, second_annotator, reviewer):
    article = Article.objects.get(pk=load_samples()[0].article_id)
    make_annotation(second_annotator, article, article.headline)
    load_sample_marks(annotator, reviewer)
    assert Annotation.objects.of(article).count() == 1
    assert Annotation.objects.exclude(article=article).exists()


def test_wrong_person_stores_nothing(annotator, reader):
    with pytest.raises(NotAllowed):
        load_sample_marks(annotator, reader)
    assert not Annotation.objects.exists()


@pytest.mark.parametrize(("occurrence", "start"), [(1, 0), (2, 7), (3, 13)])
def test_finds_the_occurrence(occurrence, start):
    assert find_occurrence("حلب في حلب وبحلب", "حلب", occurrence) == Span(start, start + 3)


def test_raises_if_there_is_no_such_occurrence():
    with pytest.raises(ValueError, match="not found"):
        find_occurrence("حلب في حلب وبحلب", "حلب", 4)


def test_command_stores_in_the_names_of_two_accounts(annotator, reviewer):
    call_command("load_sample_marks", author="layla", reviewer="samira", stdout=io.StringIO())
    assert Annotation.objects.by(annotator).count() == len(MARKS)


def test_command_refuses_unknown_accounts(annotator):
    with pytest.raises(CommandError, match="nobody"):
        call_command("load_sample_marks", author="layla", reviewer="nobody")
    assert not Annotation.objects.exists()


def test_command_refuses_accounts_without_the_right(annotator, reader):
    with pytest.raises(CommandError):
        call_command("load_sample_marks", author="layla", reviewer="karim")
