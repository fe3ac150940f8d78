"""Verdicts from the review queue: forms, fragments and collisions."""

import uuid

import pytest
from django.utils import timezone

from annotations import claims, curation
from annotations.models import Annotation, AnnotationEvent, Claim, Tag
from newsroom.models import Collection
from tests import factories
from tests.annotations.views.conftest import HTMX, PLAIN
from tests.annotations.views.review_pages import QUEUE, act, page_of, shown


class TestVerdicts:
    def test_approve_answers_with_the_next_one(self, as_reviewer, reviewer, marks):
        as_reviewer.get(QUEUE)
        response = act(as_reviewer, marks[1], "approve")
        assert response.status_code == 200
        assert shown(response) == "سامر الحلواني"
        marks[1].refresh_from_db()
        assert (marks[1].status, marks[1].reviewer) == ("approved", reviewer)
        action = AnnotationEvent.objects.get(annotation=marks[1], verb="approved").action_id
        assert f"/review/actions/{action}/undo/" in page_of(response)

    def test_a_plain_form_goes_on_with_the_filters(self, as_reviewer, marks):
        response = act(as_reviewer, marks[0], "approve", PLAIN, "?tag=actor&order=oldest")
        action = AnnotationEvent.objects.get(verb="approved").action_id
        assert response.status_code == 303
        assert response.headers["Location"] == f"/review/?tag=actor&order=oldest&after=all.{marks[0].pk}&done={action}"
        page = as_reviewer.get(response.headers["Location"])
        assert shown(page) == "ولافروف"
        assert f"/review/actions/{action}/undo/" in page_of(page)

    @pytest.mark.parametrize(
        ("fields", "reason"),
        [
            ({"why": "bounds"}, "الحدود غير صحيحة."),
            ({"words": " لا شيء هنا "}, "لا شيء هنا"),
            ({"why": "bounds", "words": "الواو"}, "الحدود غير صحيحة. الواو"),
        ],
    )
    def test_reject_stores_the_reason(self, as_reviewer, marks, fields, reason):
        assert act(as_reviewer, marks[0], "reject", **fields).status_code == 200
        marks[0].refresh_from_db()
        assert (marks[0].status, marks[0].reason) == ("rejected", reason)

    @pytest.mark.parametrize("fields", [{}, {"words": "  "}, {"why": "no-such-reason"}])
    def test_reject_needs_a_reason(self, as_reviewer, marks, fields):
        response = act(as_reviewer, marks[0], "reject", **fields)
        assert response.status_code == 422
        assert shown(response) == "سامر الحلواني"
        assert 'id="review-reject" open' in page_of(response)
        assert Annotation.objects.get(pk=marks[0].pk).status == "pending"

    def correct(self, client, mark, headers=HTMX, **fields):
        present = {"tag": mark.tag.slug, "start": mark.start, "end": mark.end, "exact": mark.exact, "note": mark.note}
        return act(client, mark, "correct", headers, **present | fields)

    def test_correct_changes_tag_and_bounds_and_approves(self, as_reviewer, reviewer, marks):
        mark = marks[1]
        response = self.correct(as_reviewer, mark, tag="location", start=mark.start + 1, exact="لافروف")
        assert response.status_code == 200
        mark.refresh_from_db()
        assert (mark.tag.slug, mark.exact, mark.status, mark.reviewer) == ("location", "لافروف", "approved", reviewer)
        assert AnnotationEvent.objects.filter(annotation=mark).count() == 2

    def test_correct_without_a_script_takes_the_typed_text(self, as_reviewer, marks):
        assert self.correct(as_reviewer, marks[1], PLAIN, exact="لافروف").status_code == 303
        marks[1].refresh_from_db()
        assert (marks[1].exact, marks[1].status) == ("لافروف", "approved")

    def test_correct_with_nothing_changed_approves(self, as_reviewer, marks):
        assert self.correct(as_reviewer, marks[1]).status_code == 200
        marks[1].refresh_from_db()
        assert (marks[1].exact, marks[1].status) == ("ولافروف", "approved")

    def test_correct_chooses_the_speaker(self, as_reviewer, annotator, article):
        speaker = factories.make_annotation(annotator, article, "سامر الحلواني")
        quote = factories.make_annotation(annotator, article, "المحصول جيد هذا العام", Tag.QUOTE)
        self.correct(as_reviewer, quote, speaker=str(speaker.pk), kind="direct")
        quote = Annotation.objects.get(pk=quote.pk)
        assert (quote.links, quote.kind, quote.status) == ({"speaker": speaker.pk}, "direct", "approved")

    @pytest.mark.parametrize(
        "fields", [{"exact": "لا يوجد هذا"}, {"start": 0, "end": 10_000}, {"tag": "no-such-tag"}, {"start": "٣"}]
    )
    def test_a_wrong_correction_says_so_and_keeps_what_was_typed(self, as_reviewer, marks, fields):
        response = self.correct(as_reviewer, marks[1], **fields)
        assert response.status_code == 422
        assert 'id="review-correct" open' in page_of(response)
        for value in fields.values():
            assert str(value) in page_of(response) or value == "no-such-tag"
        marks[1].refresh_from_db()
        assert (marks[1].exact, marks[1].status) == ("ولافروف", "pending")

    def test_skip_lets_go_and_shows_the_next(self, as_reviewer, marks):
        as_reviewer.get(QUEUE + "?order=oldest")
        response = act(as_reviewer, marks[0], "skip", query=f"?order=oldest&after=all.{marks[0].pk}")
        assert shown(response) == "ولافروف"
        assert list(Claim.objects.values_list("annotation", flat=True)) == [marks[1].pk]
        response = act(as_reviewer, marks[1], "skip", PLAIN, "?order=oldest")
        assert response.headers["Location"] == f"/review/?order=oldest&after=all.{marks[1].pk}"

    def test_undo_brings_the_annotation_back(self, as_reviewer, marks):
        query = f"?after=found.{marks[1].pk}"
        act(as_reviewer, marks[1], "approve", query=query)
        action = AnnotationEvent.objects.get(verb="approved").action_id
        response = as_reviewer.post(f"/review/actions/{action}/undo/{query}", headers=HTMX)
        assert response.status_code == 200
        assert shown(response) == "ولافروف"
        assert "data-review" in page_of(response)
        assert Annotation.objects.get(pk=marks[1].pk).status == "pending"

    def test_undo_without_a_script_goes_to_the_annotation(self, as_reviewer, marks):
        act(as_reviewer, marks[1], "approve")
        action = AnnotationEvent.objects.get(verb="approved").action_id
        response = as_reviewer.post(f"/review/actions/{action}/undo/", headers=PLAIN)
        assert (response.status_code, response.headers["Location"]) == (303, f"/review/{marks[1].pk}/")

    def test_what_was_changed_since_is_not_undone(self, as_reviewer, annotator, marks):
        act(as_reviewer, marks[1], "approve")
        action = AnnotationEvent.objects.get(verb="approved").action_id
        curation.edit(annotator, marks[1].pk, None, tag="location")
        assert as_reviewer.post(f"/review/actions/{action}/undo/", headers=HTMX).status_code == 409

    def test_others_verdicts_are_not_ones_own_to_undo(self, as_reviewer, second_reviewer, marks):
        outcome = curation.approve(second_reviewer, marks[0].pk, None)
        assert as_reviewer.post(f"/review/actions/{outcome.action_id}/undo/", headers=HTMX).status_code == 404


class TestMeanwhile:
    @pytest.mark.parametrize("headers", [HTMX, PLAIN], ids=["fragment", "page"])
    @pytest.mark.parametrize("do", ["approve", "reject", "correct"])
    def test_what_another_judged_is_shown_as_it_is(self, as_reviewer, second_reviewer, marks, headers, do):
        curation.reject(second_reviewer, marks[0].pk, None, "ليس جهة")
        response = as_reviewer.post(
            f"/review/{marks[0].pk}/{do}/?after=rest.{marks[0].pk}", {"version": 1, "why": "tag"}, headers=headers
        )
        page = page_of(response)
        assert response.status_code == 409
        assert "nabil" in page
        assert "ليس جهة" in page
        assert "data-review" not in page.partition("review-columns")[2]
        assert f"after=rest.{marks[0].pk}" in page

    def test_what_was_changed_is_shown_anew_and_may_be_judged(self, as_reviewer, annotator, marks):
        mark = marks[1]
        curation.edit(annotator, mark.pk, None, start=mark.start + 1, end=mark.end, exact="لافروف")
        for do in ("approve", "correct"):
            response = as_reviewer.post(f"/review/{mark.pk}/{do}/", {"version": 1}, headers=HTMX)
            assert response.status_code == 409
            assert shown(response) == "لافروف"
            assert 'name="version" value="2"' in page_of(response)
        assert act(as_reviewer, mark, "approve").status_code == 200

    def test_what_was_deleted_is_told_of(self, as_reviewer, annotator, marks):
        curation.delete(annotator, marks[0].pk, None)
        response = act(as_reviewer, marks[0], "approve")
        assert response.status_code == 409
        assert "data-review" not in page_of(response).partition("review-columns")[2]

    def test_what_another_holds_is_neither_offered_nor_judged(self, as_reviewer, second_reviewer, marks):
        for mark in marks[:2]:
            claims.take(second_reviewer, mark.pk, mark.article_id)
        assert shown(as_reviewer.get(QUEUE)) == "سوريا"
        page = as_reviewer.get(f"/review/{marks[0].pk}/")
        assert page.status_code == 200
        assert "nabil" in page_of(page)
        assert "data-review" not in page_of(page)
        response = act(as_reviewer, marks[0], "approve")
        assert response.status_code == 409
        assert "nabil" in page_of(response)

    def test_a_claim_that_is_over_holds_nobody_up(self, as_reviewer, second_reviewer, marks):
        claims.take(second_reviewer, marks[0].pk, marks[0].article_id)
        Claim.objects.update(until=timezone.now())
        assert act(as_reviewer, marks[0], "approve").status_code == 200

    def test_the_same_action_again_is_done_once(self, as_reviewer, marks):
        action = uuid.uuid4()
        for _time in range(2):
            sent = {"version": 1, "action": action}
            assert as_reviewer.post(f"/review/{marks[0].pk}/approve/", sent, headers=HTMX).status_code == 200
        assert AnnotationEvent.objects.filter(verb="approved").count() == 1

    def test_a_missing_version_is_refused(self, as_reviewer, marks):
        response = as_reviewer.post(f"/review/{marks[0].pk}/approve/", headers=HTMX)
        assert response.status_code == 422


class TestOwnWork:
    @pytest.fixture
    def own(self, reviewer):
        strict = Collection.objects.create(name="مدققة")
        strict.settings.may_judge_own = False
        strict.settings.save()
        return factories.make_annotation(reviewer, factories.make_article("وصل سامر", collection=strict), "سامر")

    def test_is_not_offered_and_kindly_left_to_others(self, as_reviewer, own):
        assert shown(as_reviewer.get(QUEUE)) == ""
        page = page_of(as_reviewer.get(f"/review/{own.pk}/"))
        assert "data-review" not in page
        assert "مراجع آخر" in page
        response = act(as_reviewer, own, "approve")
        assert response.status_code == 403
        assert "مراجع آخر" in page_of(response)

    def test_may_be_judged_where_the_collection_allows_it(self, as_reviewer, reviewer, article):
        own = factories.make_annotation(reviewer, article, "سامر الحلواني")
        assert act(as_reviewer, own, "approve").status_code == 200
