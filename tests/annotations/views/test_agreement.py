"""The pages of agreement."""

import html
import re

import pytest

from annotations import agreement_summaries as summaries
from annotations import disagreements
from annotations.models import AgreementSummary, Annotation, Tag
from tests import factories
from tests.annotations.readers import read_differently
from tests.annotations.work import join, make_articles, make_assignment, make_collection


@pytest.fixture
def collection(annotator, second_annotator, reader):
    made = make_collection(mode="blind")
    join(made, annotator, second_annotator)
    join(made, reader, role="reviewer")
    return made


@pytest.fixture
def articles(collection, annotator, second_annotator):
    return read_differently(collection, annotator, second_annotator, 2)


@pytest.fixture
def address(collection):
    return f"/collections/{collection.pk}/agreement/"


@pytest.fixture
def pair_address(address, annotator, second_annotator):
    return f"{address}{annotator.pk}/{second_annotator.pk}/"


@pytest.fixture
def as_lead(client, reader):
    reader.language = "en"
    reader.save()
    client.force_login(reader)
    return client


def text_of(response) -> str:
    """Return the words of a page."""
    page = response.content.decode().partition("<main")[2]
    return html.unescape(" ".join(re.sub(r"<[^>]+>", " ", page).split()))


class TestOverview:
    def test_shows_the_only_pair_at_once(self, as_lead, address, articles):
        response = as_lead.get(address)
        words = text_of(response)
        assert "layla · omar 2 articles finished by both" in words
        assert "Cohen's kappa" in words and "Span F1, without edges" in words
        assert "Intervals from 1000 resamples" in words
        assert "8 disagreements: look at them" in words
        assert response.headers["Cache-Control"] == "private, no-store"

    def test_says_in_words_what_is_undefined(self, as_lead, address, collection, annotator, second_annotator):
        (article,) = make_articles(collection, 1)
        factories.make_annotation(annotator, article, "سامر الحلواني")
        factories.make_annotation(second_annotator, article, "سامر الحلواني")
        for person in (annotator, second_annotator):
            make_assignment(article, person, "finished")
        words = text_of(as_lead.get(address))
        assert "Cohen's kappa 1.000 An interval needs two articles." in words
        assert "Agreement on speakers No quote was marked by both annotators." in words
        assert "Used by neither, and so without a figure: ❝ quote ◆ location" in words
        assert "They agree on everything." in words

    def test_shows_several_pairs_their_mean_and_everybody_together(
        self, as_lead, address, articles, collection, reviewer, annotator
    ):
        make_assignment(articles[0], reviewer, "finished")
        make_assignment(make_articles(collection, 1)[0], factories.make_person("alone"), "finished")
        response = as_lead.get(address)
        words = text_of(response)
        assert "4 people" in words and "3 more pairs have no article in common." in words
        assert "Mean of the pairs" in words and "Krippendorff's alpha of everybody" in words
        assert f'href="{address}{annotator.pk}/{reviewer.pk}/"' in response.content.decode()

    def test_counts_which_tag_meets_which_in_shades(self, as_lead, address, articles):
        page = as_lead.get(address).content.decode()
        cells = re.findall(r'<td class="((?:same|other)-\d)">(\d+)</td>', page)
        assert cells == [("same-3", "2"), ("other-3", "2"), ("same-3", "2"), ("other-2", "2"), ("same-3", "2")]

    def test_an_empty_collection_says_so(self, as_lead, address):
        assert "No article here has been finished by two people yet" in text_of(as_lead.get(address))

    def test_names_who_has_finished_alone(self, as_lead, address, collection, annotator):
        make_assignment(make_articles(collection, 1)[0], annotator, "finished")
        assert "Something was finished by: layla ." in text_of(as_lead.get(address))

    def test_much_is_computed_when_asked(self, as_lead, address, articles, monkeypatch):
        monkeypatch.setattr(summaries, "FEW", 1)
        assert "it has not been computed yet" in text_of(as_lead.get(address))
        answer = as_lead.post(address, follow=True)
        assert answer.redirect_chain == [(address, 303)]
        words = text_of(answer)
        assert "The agreement is computed anew." in words and "Intervals from 200 resamples" in words

    def test_says_that_it_is_out_of_date(self, as_lead, address, articles, administrator, monkeypatch):
        as_lead.get(address)
        monkeypatch.setattr(summaries, "FEW", 1)
        factories.make_annotation(administrator, articles[0], "قادم", "actor")
        assert "have changed since" in text_of(as_lead.get(address))
        assert "have changed since" not in text_of(as_lead.post(address, follow=True))

    def test_too_much_is_left_to_the_command(self, as_lead, address, articles, monkeypatch):
        monkeypatch.setattr(summaries, "FEW", 0)
        monkeypatch.setattr(summaries, "MOST", 1)
        assert "manage.py agreement" in text_of(as_lead.post(address, follow=True))
        assert not AgreementSummary.objects.exists()

    def test_a_tag_that_is_gone_keeps_its_slug(self, as_lead, address, articles, monkeypatch):
        summary, _work = summaries.summary_of(articles[0].collection.settings)
        monkeypatch.setattr(summaries, "FEW", 0)
        Tag.objects.filter(slug="location").update(slug="place")
        assert "location" in text_of(as_lead.get(address))

    def test_reads_what_is_kept_in_few_queries(self, as_lead, address, articles, django_assert_num_queries):
        as_lead.get(address)
        # Session, person, rights (2), roles; settings, assignments, tags (3), summary, people; the header's two numbers.
        with django_assert_num_queries(14):
            as_lead.get(address)


class TestPair:
    def test_lists_every_disagreement_with_its_place(
        self, as_lead, pair_address, articles, annotator, second_annotator
    ):
        response = as_lead.get(pair_address)
        page, words = response.content.decode(), text_of(response)
        mine = Annotation.objects.get(article=articles[0], author=annotator, exact="موسكو")
        theirs = Annotation.objects.get(article=articles[0], author=second_annotator, exact="لموسكو")
        for mark in (mine, theirs):
            assert f'href="/articles/{articles[0].pk}/#n-{mark.pk}"' in page
        assert f'href="/review/articles/{articles[0].pk}/"' in page
        assert "all 8 other edges 2 another tag 2 marked by one only 2 another speaker 2" in words
        assert (
            "other edges · proclitic, punctuation or space only layla ◆ location موسكو omar ◆ location لموسكو" in words
        )
        assert "another tag layla ◆ location حلب omar ● actor حلب" in words
        assert "marked by one only layla ❝ quote غدا omar nothing" in words
        assert "المطر قادم speaker: سامر الحلواني omar ❝ quote المطر قادم speaker: unnamed source" in words

    def test_narrows_to_one_kind(self, as_lead, pair_address, articles):
        words = text_of(as_lead.get(f"{pair_address}?kind=tag"))
        assert "another tag layla" in words
        assert "marked by one only layla" not in words

    def test_goes_on_article_by_article(self, as_lead, pair_address, articles, monkeypatch):
        monkeypatch.setattr(disagreements, "ENOUGH", 1)
        first = as_lead.get(pair_address)
        assert [each.article for each in first.context["page"].articles] == articles[:1]
        assert f"after={articles[0].pk}#" in first.content.decode()
        second = as_lead.get(f"{pair_address}?after={articles[0].pk}")
        assert [each.article for each in second.context["page"].articles] == articles[1:]
        assert second.context["page"].after is None
        assert "There are no more." in text_of(as_lead.get(f"{pair_address}?after={articles[1].pk}"))

    def test_a_page_without_any_leads_on(self, as_lead, pair_address, articles, monkeypatch):
        monkeypatch.setattr(disagreements, "CHUNK", 1)
        Annotation.objects.filter(article=articles[0]).update(is_gold=True)
        response = as_lead.get(pair_address)
        assert "Nothing of this kind in these articles." in text_of(response)
        assert response.context["page"].after == articles[0].pk

    def test_lists_what_is_so_now_though_the_figures_are_older(
        self, as_lead, pair_address, articles, second_annotator, monkeypatch
    ):
        as_lead.get(pair_address)
        monkeypatch.setattr(summaries, "FEW", 0)
        articles[0].assignments.filter(user=second_annotator).update(status="started")
        response = as_lead.get(pair_address)
        assert [each.article for each in response.context["page"].articles] == articles[1:]
        assert "the list of disagreements is of now" in text_of(response)

    @pytest.mark.parametrize("query", ["kind=x", "after=x", "after=-1", f"after={'9' * 30}"])
    def test_bad_input_is_refused(self, as_lead, pair_address, articles, query):
        assert as_lead.get(f"{pair_address}?{query}").status_code == 422

    def test_is_404_for_people_who_are_no_pair(self, as_lead, address, articles, annotator, second_annotator):
        for first, second in [
            (second_annotator.pk, annotator.pk), (annotator.pk, annotator.pk), (annotator.pk, 10**30), (0, 0),
        ]:  # fmt: skip
            assert as_lead.get(f"{address}{first}/{second}/").status_code == 404

    def test_costs_the_same_number_of_queries_for_any_number(
        self, as_lead, pair_address, articles, monkeypatch, django_assert_num_queries
    ):
        as_lead.get(pair_address)
        # The overview's, with tags and readings (4), articles, notes.
        with django_assert_num_queries(20):
            as_lead.get(pair_address)
        monkeypatch.setattr(disagreements, "ENOUGH", 1)  # one article only
        with django_assert_num_queries(20):
            as_lead.get(pair_address)


class TestRights:
    def test_leaders_only(self, client, address, pair_address, articles, annotator, reviewer, reader, administrator):
        summaries.summary_of(articles[0].collection.settings)
        for person, status in [
            (annotator, 404),  # blind: the figures tell of the other's marks
            (reviewer, 404),  # of the site, but this collection is closed
            (factories.make_person("nobody"), 404),
            (reader, 200),
            (administrator, 200),
        ]:
            client.force_login(person)
            assert client.get(address).status_code == status
            assert client.get(pair_address).status_code == status
            assert client.post(address).status_code == (303 if status == 200 else status)

    def test_annotators_of_a_shared_collection_neither(self, client, address, collection, articles, annotator):
        collection.settings.mode = "shared"
        collection.settings.save()
        client.force_login(annotator)
        assert client.get(address).status_code == 404

    def test_reviewers_of_the_site_in_an_open_collection(self, client, address, collection, articles, reviewer):
        collection.settings.is_open = True
        collection.settings.save()
        client.force_login(reviewer)
        assert client.get(address).status_code == 200

    def test_a_visitor_is_asked_to_log_in(self, client, address, pair_address, articles):
        assert client.get(address).status_code == 302
        assert client.get(pair_address).status_code == 302
        assert client.post(address).status_code == 401

    def test_other_methods(self, as_lead, address, pair_address, articles):
        assert as_lead.delete(address).status_code == 405
        assert as_lead.post(pair_address).status_code == 405

    @pytest.mark.parametrize("pk", [0, 999999, 2**63, 10**30])
    def test_an_unknown_collection_is_404(self, as_lead, pk):
        assert as_lead.get(f"/collections/{pk}/agreement/").status_code == 404
        assert as_lead.get(f"/collections/{pk}/agreement/1/2/").status_code == 404

    def test_the_way_there_is_offered_to_leaders_only(self, client, collection, address, annotator, reader):
        for person, is_offered in [(annotator, False), (reader, True)]:
            client.force_login(person)
            assert (address in client.get(f"/collections/{collection.pk}/").content.decode()) is is_offered
