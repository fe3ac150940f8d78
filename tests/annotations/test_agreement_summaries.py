"""The agreement that is kept for the page."""

import pytest

from annotations import agreement_summaries as summaries
from annotations.agreement.resampling import RESAMPLES
from annotations.models import AgreementSummary
from tests import factories
from tests.annotations.readers import read_differently
from tests.annotations.work import join, make_collection


@pytest.fixture
def collection(annotator, second_annotator):
    made = make_collection()
    join(made, annotator, second_annotator)
    read_differently(made, annotator, second_annotator, 2)
    return made


def test_computes_once_until_a_reading_changes(collection, administrator, monkeypatch):
    computed = []
    measure = summaries.measure
    monkeypatch.setattr(summaries, "measure", lambda *args, **named: computed.append(1) or measure(*args, **named))
    first, work = summaries.summary_of(collection.settings)
    again, _work = summaries.summary_of(collection.settings)
    assert (len(computed), again.computed_at, again.figures) == (1, first.computed_at, first.figures)
    factories.make_annotation(administrator, collection.articles.first(), "قادم", "actor")
    later, work = summaries.summary_of(collection.settings)
    assert (len(computed), later.state, AgreementSummary.objects.count()) == (2, work.state, 1)


def test_much_waits_until_somebody_asks_and_takes_fewer_resamples(collection, administrator, monkeypatch):
    monkeypatch.setattr(summaries, "FEW", 1)
    summary, work = summaries.summary_of(collection.settings)
    assert summary is None
    assert summaries.compute(collection.settings, work).resamples == summaries.FEWER_RESAMPLES < RESAMPLES
    factories.make_annotation(administrator, collection.articles.first(), "قادم", "actor")
    summary, work = summaries.summary_of(collection.settings)
    assert summary.state != work.state


def test_measures_one_pair_among_others(collection, annotator, second_annotator, reader):
    work = summaries.finished_work(collection.settings)
    agreement = summaries.measure(work, [annotator.pk, reader.pk], resamples=100)
    assert [pair.articles for pair in agreement.comparisons] == [0]


def test_an_empty_collection_has_a_summary_too(db):
    summary, work = summaries.summary_of(make_collection().settings)
    assert (summary.figures["pairs"], summary.figures["articles"], work.people) == ([], 0, [])
    assert summary.figures["average_alpha"] == {"value": None, "reason": "ONE_ANNOTATOR"}
