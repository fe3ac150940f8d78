"""Windows: how the list goes through more rows than it counts."""

import re

import pytest

from annotations.models import Annotation
from newsroom.admin import paging
from newsroom.admin.paging import WindowAdmin
from tests import factories
from tests.annotations.admin.pages import LIST


@pytest.fixture
def small_window(monkeypatch):
    """Windows of six rows in pages of three."""
    monkeypatch.setattr(paging, "WINDOW", 6)
    monkeypatch.setattr(WindowAdmin, "list_per_page", 3)


@pytest.fixture
def sixteen(annotator):
    text = "عنوان\n\n" + " ".join(f"كلمة{number:02}" for number in range(16))
    article = factories.make_article(text)
    return [factories.make_annotation(annotator, article, f"كلمة{number:02}") for number in range(16)]


def rows(page) -> list:
    return [annotation.pk for annotation in page.context["cl"].result_list]


def further(page) -> str:
    found = re.search(r'class="further" href="(\?id__lt=[^"]+)"', page.content.decode())
    return found[1].replace("&amp;", "&") if found else ""


def newest_first(marks) -> list:
    return sorted((mark.pk for mark in marks), reverse=True)


def test_counts_no_further_than_the_window(moderator, sixteen, small_window):
    page = moderator.get(LIST)
    assert '<bdi dir="ltr">6+</bdi>' in page.content.decode()
    assert page.context["cl"].paginator.num_pages == 2


def test_walks_through_everything_once(moderator, sixteen, small_window):
    seen, address = [], LIST
    while True:
        page = moderator.get(address)
        for number in range(1, page.context["cl"].paginator.num_pages + 1):
            seen += rows(moderator.get(address + ("&" if "?" in address else "?") + f"p={number}"))
        if not further(page):
            break
        address = LIST + further(page)
    assert seen == newest_first(sixteen)


def test_keeps_filters_on_the_way_on(moderator, sixteen, small_window):
    assert "status__exact=pending" in further(moderator.get(LIST, {"status__exact": "pending"}))


def test_another_filter_begins_at_the_newest_rows(moderator, sixteen, small_window):
    page = moderator.get(LIST + further(moderator.get(LIST))).content.decode()
    assert 'href="?status__exact=pending"' in page
    assert '<input type="hidden" name="id__lt"' not in page


def test_leads_back_to_the_newest_rows(moderator, sixteen, small_window):
    page = moderator.get(LIST + further(moderator.get(LIST))).content.decode()
    assert '<a class="further" href="?">' in page


def test_a_page_that_is_gone_is_the_last_one(moderator, sixteen, small_window):
    page = moderator.get(LIST, {"p": 40})
    assert page.context["cl"].page_num == 2
    assert rows(page) == newest_first(sixteen)[3:6]


def test_counts_exactly_below_the_window(moderator, marks):
    page = moderator.get(LIST)
    assert '<bdi dir="ltr">3</bdi>' in page.content.decode()
    assert further(page) == ""


def test_an_empty_list_is_a_list(moderator):
    assert not Annotation.objects.exists()
    assert moderator.get(LIST).status_code == 200
