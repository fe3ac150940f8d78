"""What a person may undo and redo in an article."""

import datetime

import pytest
from django.utils import timezone

from annotations import curation, undoing
from annotations.models import AnnotationEvent
from annotations.recent import REACH, stacks, undo_stacks
from tests import factories

# An action and the one it undoes, oldest first; the stacks of undo and redo after them.
CASES = [
    pytest.param("", "", "", id="nothing"),
    pytest.param("a b", "a b", "", id="two actions"),
    pytest.param("a b u:b", "a", "u", id="one undone"),
    pytest.param("a b u:b v:a", "", "u v", id="both undone"),
    pytest.param("a b u:b v:a r:v", "r", "u", id="the first done again"),
    pytest.param("a b u:b v:a r:v s:u", "r s", "", id="both done again"),
    pytest.param("a u:a b", "b", "", id="a new action ends what could be redone"),
    pytest.param("a b u:a", "b", "u", id="an older one undone from its message"),
    pytest.param("u:x a", "a", "", id="an undo of what is too long ago"),
]


@pytest.mark.parametrize(("steps", "undo", "redo"), CASES)
def test_stacks(steps, undo, redo):
    actions = [(step.partition(":")[0], step.partition(":")[2] or None) for step in steps.split()]
    assert stacks(actions) == (undo.split(), redo.split())


def action_of(annotation):
    return AnnotationEvent.objects.filter(annotation=annotation).latest("pk").action_id


@pytest.fixture
def mark(annotator, article):
    return factories.make_annotation(annotator, article, "موسكو")


def test_reads_the_log(annotator, article, mark):
    created = action_of(mark)
    edited = curation.edit(annotator, mark.pk, 1, note="انظر").action_id
    assert undo_stacks(annotator, article) == ([created, edited], [])
    undone = undoing.undo(annotator, edited).action_id
    assert undo_stacks(annotator, article) == ([created], [undone])


def test_is_of_this_person_and_this_article(annotator, second_annotator, reviewer, article, mark):
    curation.approve(reviewer, mark.pk, 1)
    assert undo_stacks(second_annotator, article) == ([], [])
    assert undo_stacks(annotator, factories.make_article("خبر آخر")) == ([], [])


def test_leaves_out_what_reaches_into_other_articles(annotator, reviewer, article, mark):
    other = factories.make_annotation(annotator, factories.make_article("خبر آخر"), "خبر")
    curation.judge_many(reviewer, [mark.pk, other.pk], "approved")
    own = curation.edit(reviewer, mark.pk, 2, note="انظر").action_id
    assert undo_stacks(reviewer, article) == ([own], [])


def test_forgets_after_a_day(annotator, article, mark, monkeypatch):
    later = timezone.now() + REACH + datetime.timedelta(seconds=1)
    monkeypatch.setattr(timezone, "now", lambda: later)
    assert undo_stacks(annotator, article) == ([], [])


def test_asks_two_queries(annotator, article, mark, django_assert_num_queries):
    with django_assert_num_queries(2):
        undo_stacks(annotator, article)


class TestStepByStep:
    def test_changes_of_one_annotation_are_undone_one_after_the_other(self, annotator, article, mark):
        curation.edit(annotator, mark.pk, 1, tag="location")
        curation.edit(annotator, mark.pk, 2, note="انظر")
        curation.delete(annotator, mark.pk, 3)
        seen = []
        for _ in range(4):
            undoing.undo(annotator, undo_stacks(annotator, article)[0][-1])
            mark.refresh_from_db()
            seen.append((mark.tag.slug, mark.note, mark.is_deleted))
        assert seen == [
            ("location", "انظر", False),
            ("location", "", False),
            ("actor", "", False),
            ("actor", "", True),
        ]
        for _ in range(4):
            undoing.undo(annotator, undo_stacks(annotator, article)[1][-1])
        mark.refresh_from_db()
        assert (mark.tag.slug, mark.note, mark.is_deleted) == ("location", "انظر", True)
        assert len(undo_stacks(annotator, article)[0]) == 4
