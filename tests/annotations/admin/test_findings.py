"""Findings in the administration: a filter of the list, and sentences on the page of one annotation."""

import pytest
from django.urls import reverse

from tests import factories

CHANGELIST = reverse("admin:annotations_annotation_changelist")


@pytest.fixture
def moderator(client, reviewer):
    client.force_login(reviewer)
    return client


@pytest.fixture
def marks(annotator, article):
    return [factories.make_annotation(annotator, article, name) for name in ("ولافروف", "سامر الحلواني")]


def rows(response) -> list[str]:
    return [row.exact for row in response.context["cl"].result_list]


@pytest.mark.parametrize(
    ("value", "found"),
    [("proclitic_inside", ["ولافروف"]), ("any", ["ولافروف"]), ("stray_edge", []), ("", ["سامر الحلواني", "ولافروف"])],
)
def test_the_list_is_filtered_by_finding(moderator, marks, value, found):
    assert rows(moderator.get(CHANGELIST, {"finding": value} if value else {})) == found


def test_an_unknown_check_finds_nothing(moderator, marks):
    assert moderator.get(CHANGELIST, {"finding": "no-such-check"}).status_code in (200, 302)


def test_the_page_of_an_annotation_says_what_was_found(moderator, marks):
    pages = [
        moderator.get(reverse("admin:annotations_annotation_change", args=[mark.pk])).content.decode() for mark in marks
    ]
    assert "يبدأ بالحرف المتصل" in pages[0]
    assert "يبدأ بالحرف المتصل" not in pages[1]
