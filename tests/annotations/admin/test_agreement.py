"""Agreement summaries in the admin."""

import pytest

from annotations import agreement_summaries as summaries
from annotations.models import AgreementSummary
from tests import factories
from tests.annotations.readers import read_differently
from tests.annotations.work import join, make_collection

SUMMARIES = "/admin/annotations/agreementsummary/"


@pytest.fixture
def collection(annotator, second_annotator):
    """A closed collection whose agreement was computed."""
    made = make_collection()
    join(made, annotator, second_annotator)
    read_differently(made, annotator, second_annotator, 2)
    summaries.summary_of(made.settings)
    return made


def test_lists_each_pair_with_its_figures_and_leads_to_its_page(manager, collection, annotator, second_annotator):
    page = manager.get(SUMMARIES).content.decode()
    first, second = sorted([annotator.pk, second_annotator.pk])
    assert f'href="/collections/{collection.pk}/agreement/"' in page
    assert f'href="/collections/{collection.pk}/agreement/{first}/{second}/"' in page
    assert "2 articles" in page
    assert "Span F1, exact" in page


def test_a_reviewer_sees_the_collections_they_lead_and_no_other(client, collection, reviewer):
    client.force_login(reviewer)
    assert list(client.get(SUMMARIES).context["cl"].result_list) == []
    factories.make_member(collection, reviewer, "reviewer")
    assert len(client.get(SUMMARIES).context["cl"].result_list) == 1


def test_many_pairs_are_cut(manager, collection):
    summary = AgreementSummary.objects.get()
    summary.figures["pairs"] *= 12
    summary.save()
    page = manager.get(SUMMARIES).content.decode()
    assert page.count("/agreement/") == 1 + 10
    assert "and 2 more" in page


def test_figures_that_are_none_say_why(manager, annotator):
    AgreementSummary.objects.create(
        collection=factories.make_collection("فارغة"), resamples=0,
        figures={"articles": 0, "average_alpha": {"value": None, "reason": "NO_UNITS"}, "pairs": []},
    )  # fmt: skip
    assert "Nobody marked anything." in manager.get(SUMMARIES).content.decode()


def test_nothing_is_written_here(manager, collection):
    address = f"{SUMMARIES}{collection.pk}/change/"
    assert manager.get(address).status_code == 200
    assert manager.post(address, {}).status_code == 403
