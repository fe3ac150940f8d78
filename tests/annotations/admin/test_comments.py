"""Comments in the admin."""

import pytest

from annotations import discussion
from annotations.models import Comment
from tests import factories
from tests.annotations.work import join, make_articles, make_collection

COMMENTS = "/admin/annotations/comment/"


@pytest.fixture
def said(article, annotator, second_annotator):
    """An open comment in the open collection, and in a closed one a resolved and a deleted one."""
    closed = make_collection()
    join(closed, annotator, second_annotator)
    (other,) = make_articles(closed, 1)
    here = factories.make_annotation(annotator, article, "موسكو")
    there = factories.make_annotation(annotator, other, other.text[:4])
    comments = [
        discussion.add(by, about.pk, text).comment
        for by, about, text in [
            (annotator, here, "أهي جهة؟"), (second_annotator, there, "حُسم"), (second_annotator, there, "خطأ"),
        ]
    ]  # fmt: skip
    discussion.delete(second_annotator, comments[2].pk)
    discussion.resolve(second_annotator, comments[1].pk)
    return comments


def listed(page) -> list:
    return [row.pk for row in page.context["cl"].result_list]


def test_an_administrator_finds_all_and_a_reviewer_those_of_their_collections(client, manager, said, reviewer):
    assert listed(manager.get(COMMENTS)) == [said[1].pk, said[0].pk]
    client.force_login(reviewer)
    assert listed(client.get(COMMENTS)) == [said[0].pk]
    assert client.get(f"{COMMENTS}{said[1].pk}/change/").status_code == 302


def test_a_deleted_comment_is_not_listed(manager, said):
    assert Comment.objects.get(pk=said[2].pk).deleted_at is not None
    assert said[2].pk not in listed(manager.get(COMMENTS))


def test_filters(manager, said, annotator, second_annotator):
    first, second, _deleted = said
    for query, expected in [
        ("state=open", [first.pk]),
        ("state=resolved", [second.pk]),
        ("state=nonsense", [second.pk, first.pk]),
        (f"collection={first.article.collection_id}", [first.pk]),
        (f"author={second_annotator.pk}", [second.pk]),
        ("q=جهة", [first.pk]),
    ]:
        assert listed(manager.get(f"{COMMENTS}?{query}")) == expected, query


def test_leads_to_the_mark_in_the_reading_page(manager, said):
    page = manager.get(COMMENTS).content.decode()
    assert f'href="/articles/{said[0].article_id}/#n-{said[0].annotation_id}"' in page


def test_a_list_costs_the_same_however_long_it_is(manager, said, django_assert_max_num_queries):
    for number in range(5):
        discussion.add(said[0].author, said[0].annotation_id, f"رأي {number}")
    with django_assert_max_num_queries(16):
        manager.get(COMMENTS)


def test_nothing_is_written_here(manager, said):
    address = f"{COMMENTS}{said[0].pk}/change/"
    assert manager.get(address).status_code == 200
    assert manager.post(address, {"text": "غيره"}).status_code == 403
    assert manager.get(f"{COMMENTS}add/").status_code == 403
    assert manager.get(f"{COMMENTS}{said[0].pk}/delete/").status_code == 403


def test_needs_the_right_to_view(client, said):
    client.force_login(factories.make_person("salim", is_staff=True))
    assert client.get(COMMENTS).status_code == 403
