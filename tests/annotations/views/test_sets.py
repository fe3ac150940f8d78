"""The reading page of an adjudicated article: the gold set first, everybody's notes behind a switch."""

import pytest

from annotations import adjudicating
from annotations.access import visible_annotations
from annotations.adjudicating import Take
from annotations.models import Annotation, CollectionSettings
from tests import factories
from tests.annotations.adjudications import TEXT, add, assign, place_at


@pytest.fixture
def article(db, annotator, second_annotator, reviewer):
    article = factories.make_article(TEXT)
    assign(article, annotator, second_annotator)
    add(annotator, article, "سامر الحلواني"), add(second_annotator, article, "الحلواني")
    place = place_at(article, "سامر")
    adjudicating.decide(reviewer, article.pk, place.key, place.seen, Take(annotator.pk))
    return article


@pytest.fixture
def adjudicated(article, reviewer):
    adjudicating.finish(reviewer, article.pk)
    return article


def shown(client, article, **query) -> set[str]:
    response = client.get(article.get_absolute_url(), query)
    return {note.id for row in response.context["rows"] for note in row.notes}


def ids(annotations) -> set[str]:
    return {str(pk) for pk in annotations.values_list("pk", flat=True)}


@pytest.mark.parametrize("person", [None, "annotator", "reviewer"])
@pytest.mark.parametrize("asked", ["gold", "all", "", "x"])
def test_until_it_is_finished_the_gold_set_is_not_shown(request, client, article, person, asked):
    if person:
        client.force_login(request.getfixturevalue(person))
    assert shown(client, article, set=asked) == ids(Annotation.objects.of(article).live())


@pytest.mark.parametrize(
    ("person", "asked", "is_gold"),
    [
        (None, "", True), ("annotator", "", True), ("reader", "", True), ("reviewer", "", False),
        ("administrator", "", False), (None, "all", False), ("annotator", "all", False), ("reviewer", "gold", True),
        ("annotator", "x", True),
    ],
)  # fmt: skip
def test_then_it_is_shown_first_but_for_reviewers(request, client, adjudicated, person, asked, is_gold):
    if person:
        client.force_login(request.getfixturevalue(person))
    of = Annotation.objects.of(adjudicated)
    assert shown(client, adjudicated, set=asked) == ids(of.gold() if is_gold else of.live())


def test_the_gold_set_is_not_marked_in_and_does_not_ask_for_news(as_annotator, adjudicated):
    gold = as_annotator.get(adjudicated.get_absolute_url()).content.decode()
    everybody = as_annotator.get(adjudicated.get_absolute_url(), {"set": "all"}).content.decode()
    assert "data-create" not in gold and "data-changes" not in gold
    assert "data-create" in everybody and "data-changes" in everybody


def test_a_gold_card_offers_no_change(as_reviewer, adjudicated):
    row = Annotation.objects.of(adjudicated).gold().get()
    card = as_reviewer.get(row.get_absolute_url(), headers={"HX-Request": "true"}).content.decode()
    assert "data-change" not in card


def test_a_blind_collection_opens_when_the_adjudication_is_finished(article, reviewer, annotator):
    CollectionSettings.objects.filter(pk=article.collection_id).update(mode="blind")
    assert visible_annotations(annotator).count() == 1
    adjudicating.finish(reviewer, article.pk)
    assert visible_annotations(annotator).count() == 3
