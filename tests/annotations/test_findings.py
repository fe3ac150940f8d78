"""Findings follow every change, in its transaction."""

import io

import pytest
from django.core.management import CommandError, call_command

from annotations import curation, linking, undoing
from annotations.checks import NAMES
from annotations.checks.messages import TITLES, message_of, title_of
from annotations.models import Annotation, Finding, Tag
from tests import factories

TEXT = """ذهب سامر إلى موسكو اليوم

قال سامر «نعم، موسكو بعيدة» ثم مضى، وقال ولافروف نعم"""


@pytest.fixture
def article(db):
    return factories.make_article(TEXT)


def found(annotation=None) -> set[str]:
    rows = Finding.objects.all() if annotation is None else Finding.objects.filter(annotation=annotation)
    return set(rows.values_list("check_name", flat=True))


def snapshot() -> set[tuple]:
    fields = ("article_id", "annotation_id", "check_name", "is_pending")
    return {(*row, str(details)) for *row, details in Finding.objects.values_list(*fields, "details")}


def mark(by, article, exact, tag="actor", **fields) -> Annotation:
    return factories.make_annotation(by, article, exact, tag, **fields)


def test_a_new_mark_brings_its_findings(annotator, article):
    annotation = mark(annotator, article, "ولافروف")
    finding = Finding.objects.get()
    assert (finding.annotation, finding.article, finding.check_name) == (annotation, article, "proclitic_inside")
    assert finding.is_pending


def test_a_clean_mark_brings_none(annotator, article):
    mark(annotator, article, "لافروف")
    assert found() == set()


def test_a_correction_takes_the_finding_away(annotator, article):
    annotation = mark(annotator, article, "ولافروف")
    curation.edit(annotator, annotation.pk, None, start=annotation.start + 1, end=annotation.end, exact="لافروف")
    assert found() == set()


def test_undo_brings_it_back(annotator, article):
    annotation = mark(annotator, article, "ولافروف")
    changed = curation.edit(annotator, annotation.pk, None, start=annotation.start + 1, end=annotation.end, exact="لافروف")
    undoing.undo(annotator, changed.action_id)
    assert found(annotation) == {"proclitic_inside"}


def test_deleting_takes_it_away_and_restoring_brings_it_back(annotator, article):
    annotation = mark(annotator, article, "ولافروف")
    curation.delete(annotator, annotation.pk, None)
    assert found() == set()
    curation.restore(annotator, annotation.pk, None)
    assert found(annotation) == {"proclitic_inside"}


def test_a_quote_lacks_a_speaker_until_it_is_linked_and_again_when_the_speaker_goes(annotator, article):
    quote = mark(annotator, article, "نعم، موسكو بعيدة", Tag.QUOTE)
    speaker = mark(annotator, article, "سامر", occurrence=2)
    assert found(quote) == {"quote_without_speaker"}
    linking.link(annotator, quote.pk, None, "speaker", speaker.pk)
    assert found(quote) == set()
    curation.delete(annotator, speaker.pk, None)
    assert found(quote) == {"quote_without_speaker"}
    curation.restore(annotator, speaker.pk, None)
    assert found(quote) == set()


def test_an_unnamed_source_is_a_speaker_and_a_part_needs_none(annotator, article):
    quote = mark(annotator, article, "نعم، موسكو بعيدة", Tag.QUOTE, speaker_unnamed=True)
    part = mark(annotator, article, "اليوم", Tag.QUOTE, continues=quote.pk)
    assert found() == set()
    curation.delete(annotator, quote.pk, None)
    assert found(part) == {"quote_without_speaker"}


def test_a_name_with_two_tags_is_found_at_both_and_both_go_with_one_of_them(annotator, article):
    first = mark(annotator, article, "موسكو", Tag.LOCATION)
    second = mark(annotator, article, "موسكو", Tag.ACTOR, occurrence=2)
    assert found(first) == found(second) == {"name_tagged_two_ways"}
    curation.edit(annotator, second.pk, None, tag=Tag.LOCATION)
    assert found() == set()


def test_what_is_rejected_disturbs_nobody_until_it_is_reopened(annotator, reviewer, article):
    first = mark(annotator, article, "موسكو", Tag.LOCATION)
    second = mark(annotator, article, "موسكو", Tag.ACTOR, occurrence=2)
    curation.reject(reviewer, second.pk, None, "لا")
    assert found(first) == set()
    curation.reopen(reviewer, second.pk, None)
    assert found(first) == found(second) == {"name_tagged_two_ways"}


def test_annotators_who_disagree_are_found_at_both(annotator, second_annotator, article):
    first = mark(annotator, article, "موسكو", Tag.LOCATION)
    second = mark(second_annotator, article, "موسكو", Tag.ACTOR)
    assert found(first) == found(second) == {"annotators_disagree"}


def test_a_finding_knows_whether_its_mark_waits(annotator, reviewer, article):
    annotation = mark(annotator, article, "ولافروف")
    curation.approve(reviewer, annotation.pk, None)
    assert not Finding.objects.get().is_pending
    outcome = curation.judge_many(reviewer, [annotation.pk], Annotation.Status.PENDING)
    assert Finding.objects.get().is_pending
    undoing.undo(reviewer, outcome.action_id)
    assert not Finding.objects.get().is_pending


def test_many_marks_at_once_are_checked_too(annotator, article):
    marks = []
    for exact in ("ولافروف", "سامر", "موسكو", "اليوم", "مضى،", "ثم", "نعم", "ذهب", "إلى", "بعيدة"):
        start = article.text.index(exact)
        marks.append(curation.NewMark(factories.new_uuid7(), "actor", start, start + len(exact), exact))
    curation.create_many(annotator, article.pk, marks)
    assert sorted(Finding.objects.values_list("check_name", flat=True)) == ["proclitic_inside", "stray_edge"]


def test_a_verdict_costs_one_query_more_and_a_note_none(annotator, reviewer, article, django_assert_max_num_queries):
    annotation = mark(annotator, article, "لافروف")
    with django_assert_max_num_queries(13):
        curation.edit(annotator, annotation.pk, None, note="نعم")


class TestCommand:
    def check(self, **options) -> str:
        out = io.StringIO()
        call_command("check_annotations", stdout=out, **options)
        return out.getvalue()

    @pytest.fixture
    def marks(self, annotator, second_annotator, article):
        quote = mark(annotator, article, "نعم، موسكو بعيدة", Tag.QUOTE)
        return [
            quote,
            mark(annotator, article, "ولافروف"),
            mark(annotator, article, "موسكو", Tag.LOCATION),
            mark(second_annotator, article, "موسكو", Tag.ACTOR),
            mark(second_annotator, article, "موسكو", Tag.ACTOR, occurrence=2),
        ]

    def test_finds_what_the_changes_left(self, marks):
        before = snapshot()
        Finding.objects.all().delete()
        self.check()
        assert snapshot() - before == {row for row in snapshot() if row[2] == "name_in_collection"}
        assert before <= snapshot()

    def test_run_again_changes_nothing(self, marks):
        self.check()
        rows = set(Finding.objects.values_list("pk", flat=True))
        assert "name_in_collection" in found()
        self.check()
        assert set(Finding.objects.values_list("pk", flat=True)) == rows

    def test_a_finding_of_the_collection_goes_with_the_name(self, annotator, second_annotator, article, marks):
        other = factories.make_article("وصل سامر إلى بيروت. سامر هنا")
        place = mark(second_annotator, other, "سامر", Tag.LOCATION)
        mark(annotator, article, "سامر")
        mark(annotator, article, "سامر", occurrence=2)
        assert "name_in_collection" not in found(place)
        self.check()
        assert found(place) == {"name_in_collection"}
        curation.edit(second_annotator, place.pk, None, tag=Tag.ACTOR)
        assert found(place) == set()
        self.check()
        assert found(place) == set()

    def test_says_what_it_did(self, marks):
        assert "1" in self.check()
        assert self.check(verbosity=0) == ""

    def test_one_collection_is_checked_alone(self, marks):
        Finding.objects.all().delete()
        other = factories.Collection.objects.create(name="أخرى")
        self.check(collection=other.name)
        assert found() == set()

    def test_an_unknown_collection_is_refused(self, db):
        with pytest.raises(CommandError):
            self.check(collection="لا شيء")


def test_every_check_has_a_title_and_a_sentence():
    assert TITLES.keys() == set(NAMES)
    details = {"tags": ["actor"], "text": "أ", "stray": "،", "proclitic": "و", "rest": "أ", "number": 3}
    for name in NAMES:
        assert message_of(name, details, {"actor": "جهة"}) != title_of(name)
        assert message_of(name, {}, {})


def test_a_check_that_is_gone_is_shown_by_its_name():
    assert message_of("old_check", {}, {}) == title_of("old_check") == "old_check"
