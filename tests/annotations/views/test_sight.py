"""What a person sees of a collection: its articles, its marks, its tags and its guidelines."""

import pytest
from django.test import Client

from annotations import curation
from annotations.models import AnnotationEvent, GuidelineExample
from tests import factories
from tests.annotations.views.conftest import HTMX, JSON


@pytest.fixture
def blind(db):
    return factories.make_article("خبر أعمى عن موسكو", collection=factories.make_collection("عمياء", mode="blind"))


@pytest.fixture
def closed(db):
    return factories.make_article("خبر مغلق عن موسكو", collection=factories.make_collection("مغلقة", is_open=False))


def page_of(client, address="/") -> str:
    return client.get(address).content.decode()


def poll(client, article, since):
    return client.get(f"/articles/{article.pk}/changes/?since={since}", headers=HTMX)


def cursor_in(page: str) -> str:
    return page.split('data-cursor="')[1].split('"')[0]


@pytest.mark.parametrize("address", ["/", "/?q=موسكو"])
def test_the_list_and_the_search_have_what_one_may_open(client, reader, closed, article, address):
    client.force_login(reader)
    assert "خبر مغلق" not in page_of(Client(), address)
    assert "خبر مغلق" not in page_of(client, address)
    factories.make_member(closed.collection, reader)
    assert "خبر مغلق" in page_of(client, address)


def test_the_numbers_in_the_list_count_what_one_may_see(client, annotator, second_annotator, reviewer, blind):
    factories.make_annotation(annotator, blind, "موسكو")
    for exact in ("خبر", "أعمى"):
        factories.make_annotation(second_annotator, blind, exact)

    def counted(person) -> str:
        visitor = Client()
        if person:
            visitor.force_login(person)
        page = page_of(visitor)
        return page.split('class="count">')[1].split("</span>")[0] if 'class="count">' in page else ""

    assert counted(None) == ""
    assert counted(annotator).endswith("<b>1</b>")
    assert counted(reviewer).endswith("<b>3</b>")


def test_the_page_of_a_blind_article_says_so(client, annotator, reviewer, blind):
    assert "بعد تحكيمه" in page_of(client, blind.get_absolute_url())
    client.force_login(annotator)
    assert "حواشيك وحدها" in page_of(client, blind.get_absolute_url())
    client.force_login(reviewer)
    assert "blind-note" not in page_of(client, blind.get_absolute_url())


def test_nothing_new_is_one_query_beyond_the_login_in_a_blind_article_too(
    client, annotator, blind, django_assert_num_queries
):
    factories.make_annotation(annotator, blind, "موسكو")
    client.force_login(annotator)
    cursor = cursor_in(page_of(client, blind.get_absolute_url()))
    with django_assert_num_queries(3):  # the session, the person, the article with its news
        assert poll(client, blind, cursor).status_code == 204


def test_the_poll_tells_of_ones_own_and_hides_how_much_others_did(client, annotator, second_annotator, blind):
    client.force_login(annotator)
    first = cursor_in(page_of(client, blind.get_absolute_url()))
    factories.make_annotation(second_annotator, blind, "أعمى")
    assert poll(client, blind, first).status_code == 204
    assert cursor_in(page_of(client, blind.get_absolute_url())) == first
    own = factories.make_annotation(annotator, blind, "موسكو")
    answer = poll(client, blind, first).content.decode()
    assert answer.count("<li") == 1 and str(own.pk) in answer
    cursor = cursor_in(answer)
    assert cursor.startswith("x") and len(cursor) == 17
    assert poll(client, blind, cursor).status_code == 204
    curation.delete(annotator, own.pk, 1)
    assert f'data-removed="{own.pk}"' in poll(client, blind, cursor).content.decode()


def test_a_collections_reviewer_gets_all_news_under_plain_numbers(client, annotator, reviewer, blind):
    client.force_login(reviewer)
    mark = factories.make_annotation(annotator, blind, "موسكو")
    answer = poll(client, blind, 0).content.decode()
    assert str(mark.pk) in answer
    assert cursor_in(answer) == str(AnnotationEvent.objects.latest("pk").pk)


@pytest.mark.parametrize("number", ["closed", "none"])
def test_the_poll_of_what_is_not_there_is_404(client, annotator, closed, number):
    client.force_login(annotator)
    assert client.get(f"/articles/{closed.pk if number == 'closed' else 4711}/changes/?since=0", headers=HTMX).status_code == 404


def test_a_twin_of_anothers_mark_is_a_mark_of_its_own(client, annotator, second_annotator, blind):
    other = factories.make_annotation(second_annotator, blind, "موسكو")
    client.force_login(annotator)
    form = {"tag": "actor", "start": other.start, "end": other.end, "exact": "موسكو"}
    assert client.post(f"/articles/{blind.pk}/annotations/", form, headers=JSON).status_code == 201
    refused = client.post(f"/articles/{blind.pk}/annotations/", form, headers=JSON)
    assert refused.status_code == 409
    assert refused.json()["error"]["annotation"]["author"] == "layla"


def test_the_tagset_is_what_the_page_and_the_card_offer(client, annotator, article):
    article = factories.make_article("خبر عن موسكو", collection=factories.make_collection("حملة", tags=["actor"]))
    mark = factories.make_annotation(annotator, article, "موسكو")
    client.force_login(annotator)
    page = page_of(client, article.get_absolute_url())
    assert 'data-pen="actor"' in page and '<button type="button" data-tag="actor"' in page
    assert "data-pen=\"quote\"" not in page and 'data-tag="location"' not in page
    card = page_of(client, mark.get_absolute_url())
    assert 'name="tag" value="actor"' in card and 'name="tag" value="quote"' not in card
    form = {"tag": "location", "start": 0, "end": 3, "exact": "خبر"}
    refused = client.post(f"/articles/{article.pk}/annotations/", form, headers=JSON)
    assert (refused.status_code, refused.json()["error"]["code"]) == (422, "not_in_tagset")


def test_guidelines_stand_beside_the_text_as_escaped_paragraphs(client, article):
    assert 'id="guidance"' not in page_of(client, article.get_absolute_url())
    settings = article.collection.settings
    settings.guidelines = "الألقاب خارج الاسم.\n\n<b>لا</b> حرف جر."
    settings.save()
    page = page_of(client, article.get_absolute_url())
    assert "<p>الألقاب خارج الاسم.</p>\n\n<p>&lt;b&gt;لا&lt;/b&gt; حرف جر.</p>" in page


def test_examples_are_shown_with_their_links_as_far_as_one_may_see_them(client, annotator, reviewer, blind):
    mark = factories.make_annotation(annotator, blind, "موسكو")
    GuidelineExample.objects.create(
        collection=blind.collection, article=blind, annotation=mark, note="بلا <حرف> جر", added_by=reviewer
    )
    assert 'id="guidance"' not in page_of(client, blind.get_absolute_url())
    client.force_login(reviewer)
    page = page_of(client, blind.get_absolute_url())
    assert f'<a href="/annotations/{mark.pk}/"><bdi>موسكو</bdi></a>' in page
    assert "بلا &lt;حرف&gt; جر" in page
    curation.delete(annotator, mark.pk, 1)
    assert 'id="guidance"' not in page_of(client, blind.get_absolute_url())


def test_nobodys_own_mark_has_verdicts_where_the_collection_forbids_it(client, reviewer):
    article = factories.make_article("خبر عن موسكو", collection=factories.make_collection("حملة", may_judge_own=False))
    own = factories.make_annotation(reviewer, article, "موسكو")
    client.force_login(reviewer)
    assert "card-verdicts" not in page_of(client, own.get_absolute_url())
    response = client.post(f"/annotations/{own.pk}/approve/", {"version": 1}, headers=JSON)
    assert (response.status_code, response.json()["error"]["code"]) == (403, "own_annotation")
    assert client.post(f"/admin/annotations/annotation/{own.pk}/change/", {"do": "approve", "version": 1}).status_code == 403


def test_what_one_did_as_a_member_cannot_be_undone_after_leaving(client, annotator, closed):
    member = factories.make_member(closed.collection, annotator)
    mark = factories.make_annotation(annotator, closed, "موسكو")
    member.delete()
    client.force_login(annotator)
    response = client.post(f"/annotations/actions/{mark.events.get().action_id}/undo/", headers=JSON)
    assert (response.status_code, response.json()["error"]["code"]) == (404, "nothing_to_undo")
