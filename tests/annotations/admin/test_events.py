"""The log in the admin."""

import pytest
from django.utils import timezone

from annotations import curation
from annotations.models import AnnotationEvent
from tests import factories

EVENTS = "/admin/annotations/annotationevent/"


@pytest.fixture
def event(marks, reviewer):
    curation.edit(reviewer, marks[0].pk, None, tag="location", note="<b>")
    return AnnotationEvent.objects.get(verb="edited")


def test_lists_who_did_what(moderator, event):
    page = moderator.get(EVENTS).content.decode()
    assert page.count("<tr>") == 5  # the head, three made, one edited
    assert "samira" in page


def test_filters_by_verb_and_by_person(moderator, event, annotator, reviewer):
    for query in ({"verb__exact": "edited"}, {"by": reviewer.pk}, {"by_name": "sami"}):
        assert [row.pk for row in moderator.get(EVENTS, query).context["cl"].result_list] == [event.pk]


def test_filters_by_day_and_by_article(moderator, event, annotator):
    other = factories.make_annotation(annotator, factories.make_article("خبر آخر\n\nموسكو"), "موسكو")
    today = timezone.localdate().isoformat()

    def number(**query) -> int:
        return len(moderator.get(EVENTS, query).context["cl"].result_list)

    assert (number(day=today), number(day="2020-02-29")) == (5, 0)
    assert (number(article=other.article_id), number(article_name="خبر آخر"), number(article_name="لا شيء")) == (1, 1, 0)
    assert number(day=today, article=event.article_id, verb__exact="edited") == 1


def test_shows_what_changed(moderator, event):
    page = moderator.get(f"{EVENTS}{event.pk}/change/").content.decode()
    assert '<del dir="auto">actor</del>' in page
    assert '<ins dir="auto">location</ins>' in page
    assert "&lt;b&gt;" in page
    assert f"/admin/annotations/annotation/{event.annotation_id}/change/" in page


def test_costs_the_same_number_of_queries_for_any_number_of_rows(
    moderator, marks, annotator, django_assert_num_queries
):
    with django_assert_num_queries(9):
        moderator.get(EVENTS)
    for number in range(10):
        factories.make_annotation(annotator, factories.make_article(f"خبر {number}\n\nموسكو"), "موسكو")
    with django_assert_num_queries(9):
        moderator.get(EVENTS)


@pytest.mark.parametrize("person", ["reviewer", "administrator"])
def test_nothing_is_added_changed_or_removed(client, request, event, person):
    client.force_login(request.getfixturevalue(person))
    before = AnnotationEvent.objects.values_list().get(pk=event.pk)
    assert client.get(f"{EVENTS}add/").status_code == 403
    assert client.post(f"{EVENTS}add/", {"verb": "edited"}).status_code == 403
    assert client.post(f"{EVENTS}{event.pk}/change/", {"by_name": "x"}).status_code == 403
    assert client.post(f"{EVENTS}{event.pk}/delete/", {"post": "yes"}).status_code == 403
    forged = {"action": "delete_selected", "_selected_action": [event.pk], "index": 0, "post": "yes"}
    assert client.post(EVENTS, forged).status_code in (200, 302)
    assert AnnotationEvent.objects.values_list().get(pk=event.pk) == before


def test_is_closed_to_nobody_and_to_annotators(client, annotator, event):
    assert client.get(EVENTS).status_code == 302
    client.force_login(annotator)
    assert client.get(EVENTS).status_code == 302


@pytest.mark.parametrize(
    "query", ["by=x", "by_name=%00", "verb__exact=%00", "at__gte=x", "p=x", "id__lt=x", "day=x", "day=9999-12-31", "day=%00", "article=x", "article_name=%00", "id__lt=" + "9" * 30, "by=" + "9" * 30]
)  # fmt: skip
def test_survives_garbage_in_the_address(moderator, event, query):
    assert moderator.get(f"{EVENTS}?{query}", follow=True).status_code in (200, 400)


@pytest.mark.parametrize("pk", ["x", "%00", "9" * 30, "-1"])
def test_an_unknown_event_leads_home(moderator, pk):
    assert moderator.get(f"{EVENTS}{pk}/change/").status_code == 302
