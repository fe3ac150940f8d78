"""Moving an article to another collection: allowed, said what follows, and asked about where it reveals something."""

import pytest
from django.urls import reverse

from annotations.models import Assignment
from newsroom.models import Article
from tests import factories
from tests.annotations.admin.pages import messages_of
from tests.annotations.admin.test_collections import BLIND


def move(client, article, collection, **fields):
    form = {"collection": collection.pk, "source": article.source_id, "link": "", "language": "ar", **fields}
    return client.post(reverse("admin:newsroom_article_change", args=[article.pk]), form)


def place_of(article) -> int:
    return Article.objects.get(pk=article.pk).collection_id


def test_marks_and_history_come_along(manager, annotator, article):
    factories.make_annotation(annotator, article, "موسكو")
    other = factories.make_collection("أخرى")
    response = move(manager, article, other)
    assert response.status_code == 302
    assert any("moved with its 1 annotation" in said for said in messages_of(response))
    assert place_of(article) == other.pk
    assert article.annotations.count() == article.events.count() == 1


def test_says_what_changes_for_tags_sight_and_people(manager, annotator, article):
    factories.make_annotation(annotator, article, "موسكو", "location")
    Assignment.objects.create(article=article, user=annotator)
    other = factories.make_collection("أخرى", is_open=False, mode=BLIND, tags=["actor"])
    said = " ".join(messages_of(move(manager, article, other)))
    assert "1 annotation has a tag that the new collection does without" in said
    assert "It is blind now" in said
    assert "Only members of its new collection see it now." in said
    assert "people who do not annotate in the new collection: layla" in said


def test_blind_marks_are_shown_only_after_a_question(manager, annotator):
    blind = factories.make_collection("عمياء", mode=BLIND)
    other = factories.make_collection("أخرى")
    article = factories.make_article(collection=blind)
    factories.make_annotation(annotator, article, "موسكو")
    page = move(manager, article, other).content.decode()
    assert "which annotators made blind" in page
    assert '<input type="checkbox" name="confirmed"' in page
    assert place_of(article) == blind.pk
    assert move(manager, article, other, confirmed="on").status_code == 302
    assert place_of(article) == other.pk


@pytest.mark.parametrize(("is_open", "status"), [(False, 302), (True, 200)])
def test_an_article_of_members_is_opened_only_after_a_question(manager, is_open, status):
    article = factories.make_article(collection=factories.make_collection("مغلقة", is_open=False))
    assert move(manager, article, factories.make_collection("أخرى", is_open=is_open)).status_code == status


def test_the_same_text_is_refused(manager, article):
    other = factories.make_collection("أخرى")
    factories.make_article(article.text, collection=other)
    response = move(manager, article, other)
    assert "already holds an article with the same text" in response.content.decode()
    assert place_of(article) == article.collection_id


def test_a_change_of_something_else_says_nothing_of_moving(manager, article):
    response = move(manager, article, article.collection, language="en", confirmed="on")
    assert response.status_code == 302
    assert not any("moved" in said for said in messages_of(response))


def test_a_reviewer_does_not_move(moderator, article):
    assert move(moderator, article, factories.make_collection("أخرى")).status_code == 403
