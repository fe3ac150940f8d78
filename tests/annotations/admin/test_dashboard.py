"""The moderation dashboard on the first page of the administration."""

import datetime
import re
from html import unescape

import pytest
from django.core.cache import cache
from django.utils import timezone, translation

from annotations import curation, moderation_figures
from annotations.charts import WIDTH
from annotations.models import Annotation, AnnotationEvent
from annotations.rejection_reasons import REASONS
from tests import factories
from tests.annotations.work import join, make_articles, make_collection

INDEX = "/admin/"


@pytest.fixture(autouse=True)
def counted_anew():
    cache.clear()
    yield
    cache.clear()


def dashboard(client):
    return client.get(INDEX).context["dashboard"]


def chart(client, name: str):
    board = dashboard(client)
    return next(each for each in [*board.charts, *board.activity] if each.name == name)


def numbers(client, name: str) -> dict[str, int]:
    return {item.label: item.number for item in chart(client, name).items if item.number}


def listed(client, address: str) -> int:
    return client.get(address).context["cl"].result_count


def make_old(mark, days: int) -> None:
    Annotation.objects.filter(pk=mark.pk).update(created_at=timezone.now() - datetime.timedelta(days=days))


def test_counts_what_waits_by_age_tag_and_author(moderator, marks, annotator, second_annotator, article):
    factories.make_annotation(second_annotator, article, "سامر الحلواني", "quote")
    for mark, days in zip(marks, (2, 20, 90), strict=True):
        make_old(mark, days)
    assert numbers(moderator, "age") == {"today": 1, "up to 3 days": 1, "up to 30 days": 1, "older": 1}
    assert numbers(moderator, "tag") == {"● actor": 3, "❝ quote": 1}
    assert numbers(moderator, "author") == {"layla": 3, "omar": 1}
    assert "4 annotations wait for a verdict." in moderator.get(INDEX).content.decode()


def test_counts_no_judged_deleted_or_gold_mark_and_no_cue(moderator, marks, reviewer, annotator, article):
    curation.approve(reviewer, marks[0].pk, None)
    curation.delete(annotator, marks[1].pk, None)
    factories.make_annotation(annotator, article, "قال", "cue")
    assert numbers(moderator, "tag") == {"● actor": 1}


def test_each_bar_leads_to_a_list_of_as_many(moderator, marks, second_annotator, reviewer, article):
    make_old(marks[0], 2)
    make_old(marks[1], 20)
    factories.make_annotation(second_annotator, article, "قال", "cue")
    rejected = factories.make_annotation(second_annotator, article, "سامر", "quote")
    curation.reject(reviewer, rejected.pk, None, str(REASONS["bounds"]))
    for name in ("age", "tag", "author", "reason"):
        items = [item for item in chart(moderator, name).items if item.number]
        assert [listed(moderator, item.address) for item in items] == [item.number for item in items], name


def test_names_the_reason_whatever_language_and_words_it_was_stored_in(moderator, marks, reviewer, annotator, article):
    more = factories.make_annotation(annotator, article, "سامر")
    with translation.override("ar"):
        arabic = str(REASONS["tag"])
    reasons = ["Another tag fits.", f"{arabic} انظر الدليل", "ليست جهة", ""]
    for mark, reason in zip([*marks, more], reasons, strict=True):
        curation.reject(reviewer, mark.pk, None, reason)
    assert numbers(moderator, "reason") == {"Another tag fits.": 2, "in other words": 1, "no reason given": 1}


def test_leaves_out_rejections_of_long_ago(moderator, marks, reviewer):
    curation.reject(reviewer, marks[0].pk, None, "لا")
    Annotation.objects.filter(pk=marks[0].pk).update(reviewed_at=timezone.now() - datetime.timedelta(days=40))
    assert numbers(moderator, "reason") == {}


def test_shows_what_happened_on_each_day(moderator, marks, reviewer):
    curation.approve(reviewer, marks[0].pk, None)
    curation.reject(reviewer, marks[1].pk, None, "لا")
    assert [sum(numbers(moderator, f"day-{verb}").values()) for verb in ("created", "approved", "rejected")] == [3, 1, 1]
    today = chart(moderator, "day-created").items[-1]
    assert (today.number, len(chart(moderator, "day-created").items)) == (3, 30)
    page = moderator.get(today.address)
    assert page.status_code == 200
    assert len(page.context["page"].entries) == 3


def test_what_happened_before_today_is_counted_once_an_hour(moderator, marks, django_assert_num_queries):
    moderation_figures.count_all()
    with django_assert_num_queries(4):
        moderation_figures.count_all()


def test_a_day_of_long_ago_falls_out(moderator, marks, annotator, article):
    event = AnnotationEvent.objects.filter(annotation=marks[0]).get()
    for days in (29, 30):
        event.pk, event.at = None, timezone.now() - datetime.timedelta(days=days)
        event.save(force_insert=True)
    items = chart(moderator, "day-created").items
    assert (items[0].number, items[-1].number, sum(item.number for item in items)) == (1, 3, 4)


def test_a_reviewer_sees_the_collections_they_lead_only(client, annotator, second_annotator, marks, reviewer):
    closed = make_collection()
    join(closed, second_annotator)
    lead = factories.make_person("rim", is_staff=True, language="en")
    factories.make_member(closed, lead, "reviewer")
    (other,) = make_articles(closed, 1)
    factories.make_annotation(second_annotator, other, other.text[:4])
    client.force_login(lead)
    assert numbers(client, "author") == {"omar": 1}
    client.force_login(reviewer)
    assert sum(numbers(client, "author").values()) == 3


def test_a_lead_without_the_list_is_led_to_the_queue(client, annotator, marks, article):
    lead = factories.make_person("rim", is_staff=True, language="en")
    factories.make_member(article.collection, lead, "reviewer")
    client.force_login(lead)
    addresses = {item.address for item in chart(client, "tag").items}
    assert addresses == {"/review/?tag=actor"}
    assert client.get("/review/?tag=actor").status_code == 200


def test_who_leads_some_only_is_led_to_lists_of_those(moderator, marks, reviewer, second_annotator):
    """A reviewer of the site who only annotates in one open collection sees its marks, but does not judge them."""
    other = factories.make_collection("أخرى")
    factories.make_member(other, reviewer, "annotator")
    (theirs,) = make_articles(other, 1)
    factories.make_annotation(second_annotator, theirs, theirs.text[:4])
    (bar,) = [item for item in chart(moderator, "tag").items if item.number]
    assert (bar.number, listed(moderator, bar.address)) == (3, 3)


def test_staff_without_collections_to_lead_see_the_plain_page(client, marks, annotator):
    client.force_login(factories.make_person("salim", is_staff=True))
    page = client.get(INDEX)
    assert page.status_code == 200
    assert b"dashboard-title" not in page.content


def test_says_so_where_there_is_nothing(moderator):
    page = moderator.get(INDEX).content.decode()
    assert "0 annotations wait for a verdict." in page
    assert page.count("Nothing is waiting.") == 3
    assert "Nothing was rejected." in page
    assert page.count("Nothing happened in these 30 days.") == 3
    assert 'class="bar' not in page


def test_counts_once_for_everybody_within_a_minute(moderator, marks, manager, annotator, article):
    moderator.get(INDEX)
    factories.make_annotation(annotator, article, "سامر")
    assert sum(numbers(manager, "tag").values()) == 3
    cache.delete(moderation_figures.KEY)
    assert sum(numbers(manager, "tag").values()) == 4


def test_bars_grow_from_where_the_language_begins(moderator, marks, reviewer, annotator, article):
    factories.make_annotation(annotator, article, "سامر الحلواني", "quote")
    assert [row["bar"].x for row in chart(moderator, "tag").rows] == [0, 0]
    reviewer.language = "ar"
    reviewer.save()
    rows = chart(moderator, "tag").rows
    assert [row["bar"].x + row["bar"].width for row in rows] == [WIDTH, WIDTH]
    assert rows[1]["bar"].width == pytest.approx(WIDTH / 3, abs=0.01)
    page = moderator.get(INDEX).content.decode()
    assert page.count('direction="rtl"') == 4


def test_each_image_has_a_name_a_description_and_a_table(moderator, marks):
    page = moderator.get(INDEX).content.decode()
    images = re.findall(r'<g[^>]*role="img"[^>]*aria-labelledby="([^"]+)" aria-describedby="([^"]+)"', page)
    assert len(images) == page.count('role="img"') == 4
    for title, description in images:
        assert re.search(rf'<title id="{title}">[^<]+</title>', page)
        assert re.search(rf'<desc id="{description}">[^<]+</desc>', page)
    assert page.count("<table") >= 5
    assert "layla: 3." in unescape(page)


def test_costs_the_same_however_much_there_is(moderator, marks, annotator, article, django_assert_max_num_queries):
    with django_assert_max_num_queries(22):
        moderator.get(INDEX)
