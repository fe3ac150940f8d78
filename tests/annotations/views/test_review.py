"""The pages of the review queue: the right person, the wrong one and nobody; forms, fragments and collisions."""

import re
import uuid

import pytest

from annotations import curation
from annotations.models import Annotation, Claim, Membership, Tag
from newsroom.models import Collection
from tests import factories
from tests.annotations.views.conftest import HTMX, JSON, PLAIN
from tests.annotations.views.review_pages import QUEUE, act, page_of, shown


class TestWho:
    def test_a_reviewer_sees_the_queue(self, as_reviewer, marks):
        response = as_reviewer.get(QUEUE)
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "private, no-store"
        assert shown(response) == "ولافروف"

    @pytest.mark.parametrize("address", [QUEUE, "/review/{}/"])
    def test_an_annotator_is_told_that_it_is_not_theirs(self, as_annotator, marks, address):
        response = as_annotator.get(address.format(marks[0].pk))
        assert response.status_code == 403
        assert Claim.objects.count() == 0

    def test_nobody_is_asked_to_log_in(self, client, marks):
        assert client.get(QUEUE, headers=PLAIN).headers["Location"] == "/accounts/login/?next=/review/"
        assert client.get(QUEUE, headers=HTMX).status_code == 401
        assert client.post(f"/review/{marks[0].pk}/approve/", headers=JSON).status_code == 401

    @pytest.mark.parametrize("do", ["approve", "reject", "correct", "skip"])
    def test_an_annotator_judges_nothing(self, as_annotator, marks, do):
        assert act(as_annotator, marks[0], do).status_code == 403
        assert Annotation.objects.get(pk=marks[0].pk).status == "pending"

    def test_a_reviewer_elsewhere_sees_and_judges_nothing_here(self, client, reader, annotator, marks):
        there = Collection.objects.create(name="أخرى")
        Membership.objects.create(collection=there, user=reader, role="reviewer")
        client.force_login(reader)
        assert shown(client.get(QUEUE)) == ""
        assert client.get(f"/review/{marks[0].pk}/").status_code == 403
        assert act(client, marks[0], "approve").status_code == 403

    @pytest.mark.parametrize(
        ("method", "address"),
        [("post", QUEUE), ("post", "/review/{}/"), ("get", "/review/{}/approve/"), ("get", "/review/actions/{}/undo/")],
    )
    def test_other_methods_are_refused(self, as_reviewer, marks, method, address):
        assert getattr(as_reviewer, method)(address.format(marks[0].pk)).status_code == 405

    def test_unknown_ids_are_not_found(self, as_reviewer, db):
        nothing = uuid.uuid4()
        assert as_reviewer.get(f"/review/{nothing}/").status_code == 404
        for do in ("approve", "reject", "correct", "skip"):
            assert as_reviewer.post(f"/review/{nothing}/{do}/", {"version": 1}).status_code == 404
        assert as_reviewer.post(f"/review/actions/{nothing}/undo/").status_code == 404

    def test_the_header_links_the_queue_for_reviewers_only(self, client, reviewer, annotator):
        client.force_login(reviewer)
        assert 'href="/review/"' in page_of(client.get("/"))
        client.force_login(annotator)
        assert 'href="/review/"' not in page_of(client.get("/"))
        client.logout()
        assert 'href="/review/"' not in page_of(client.get("/"))


class TestItem:
    def test_shows_passage_author_note_and_findings(self, as_reviewer, annotator, article):
        mark = factories.make_annotation(annotator, article, "ولافروف", note="من الخارجية؟")
        page = page_of(as_reviewer.get(f"/review/{mark.pk}/"))
        line = article.text.index("قال وزير")
        assert f'data-offset="{line}"' in page
        assert f'data-start="{mark.start}" data-end="{mark.end}"' in page
        assert "<mark>ولافروف</mark>" in page
        assert "layla" in page
        assert "من الخارجية؟" in page
        # The finding proposes better bounds.
        assert f'data-propose data-start="{mark.start + 1}" data-end="{mark.end}"' in page
        assert f'{article.get_absolute_url()}#n-{mark.pk}' in page

    def test_shows_a_quote_with_speaker_and_parts(self, as_reviewer, annotator, article):
        speaker = factories.make_annotation(annotator, article, "سامر الحلواني")
        quote = factories.make_annotation(annotator, article, "المحصول جيد هذا العام", Tag.QUOTE, speaker=speaker.pk)
        part = factories.make_annotation(annotator, article, "سنزرع بسوريا قمحا", Tag.QUOTE, continues=quote.pk)
        page = page_of(as_reviewer.get(f"/review/{quote.pk}/"))
        assert page.count("سامر الحلواني") >= 3  # the text, the speaker, the choice
        assert "سنزرع بسوريا قمحا</bdi>" in page
        assert f'data-role="part" data-colour="{quote.tag.colour_token}" data-start="{part.start}"' in page
        assert f'<option value="{speaker.pk}" selected>' in page

    def test_a_long_paragraph_is_cut_beside_the_mark(self, as_reviewer, annotator):
        article = factories.make_article("كلمة " * 2_000 + "سامر " + "كلمة " * 2_000)
        mark = factories.make_annotation(annotator, article, "سامر")
        page = page_of(as_reviewer.get(f"/review/{mark.pk}/"))
        assert len(page) < 25_000
        assert page.count("review-cut") == 2

    def test_what_people_wrote_is_escaped(self, as_reviewer, annotator):
        article = factories.make_article("قال <script>alert(1)</script> نعم")
        mark = factories.make_annotation(annotator, article, "<script>", note="<b>")
        page = page_of(as_reviewer.get(f"/review/{mark.pk}/"))
        assert "<script>alert" not in page
        assert "<b></dd>" not in page

    def test_is_a_fragment_for_the_script(self, as_reviewer, marks):
        response = as_reviewer.get(QUEUE, headers=HTMX)
        assert page_of(response).startswith('<section id="review-item"')
        assert "<html" not in page_of(response)

    def test_costs_few_queries(self, as_reviewer, annotator, article, marks, django_assert_max_num_queries):
        as_reviewer.get(QUEUE)
        with django_assert_max_num_queries(32):
            as_reviewer.get(QUEUE)

    def test_judged_annotations_are_shown_without_buttons(self, as_reviewer, reviewer, marks):
        curation.reject(reviewer, marks[0].pk, None, "ليس جهة")
        page = page_of(as_reviewer.get(f"/review/{marks[0].pk}/"))
        assert "ليس جهة" in page
        assert "data-review=" not in page


class TestFilters:
    def test_choices_are_kept_and_the_rest_is_left_out(self, as_reviewer, marks):
        page = page_of(as_reviewer.get(f"{QUEUE}?finding=proclitic_inside"))
        assert '<option value="proclitic_inside" selected>' in page
        assert f"/review/{marks[1].pk}/approve/?finding=proclitic_inside&amp;after=found.{marks[1].pk}" in page

    @pytest.mark.parametrize(
        "query",
        ["collection=x", "collection=99999", "tag=nothing", "author=0", "source=-1", "age=year", "finding=no", "order=up",
         "after=nowhere", "after=found.12", "author=9999999999999999999999"],
    )  # fmt: skip
    def test_nonsense_is_refused_with_a_reason(self, as_reviewer, marks, query):
        response = as_reviewer.get(f"{QUEUE}?{query}")
        assert response.status_code == 422
        assert Claim.objects.count() == 0

    def test_a_collection_that_is_somebody_elses_is_unknown(self, as_reviewer):
        hidden = Collection.objects.create(name="سرية")
        hidden.settings.is_open = False
        hidden.settings.save()
        assert as_reviewer.get(f"{QUEUE}?collection={hidden.pk}").status_code == 422
        assert "سرية" not in page_of(as_reviewer.get(QUEUE))

    def test_an_empty_queue_says_so(self, as_reviewer, db):
        page = as_reviewer.get(QUEUE)
        assert page.status_code == 200
        assert "review-empty" in page_of(page)

    def test_a_filter_that_fits_nothing_offers_everything(self, as_reviewer, marks):
        assert 'href="/review/">' in page_of(as_reviewer.get(f"{QUEUE}?tag=location"))

    def test_the_end_leads_back_to_what_was_skipped(self, as_reviewer, marks):
        response = as_reviewer.get(f"{QUEUE}?order=oldest&after=all.{marks[2].pk}")
        page = page_of(response)
        assert "review-empty" in page
        assert 'href="/review/?order=oldest"' in page

    def test_counts_are_capped(self, as_reviewer, marks, monkeypatch):
        monkeypatch.setattr("annotations.review_queue.MOST_COUNTED", 2)
        monkeypatch.setattr("annotations.views.review.MOST_COUNTED", 2)
        assert "2" in re.search(r'class="review-left">([^<]*)<', page_of(as_reviewer.get(QUEUE)))[1]
