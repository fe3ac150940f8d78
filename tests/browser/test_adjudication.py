"""An adjudicator decides by keyboard: a side, a union, a third, none, and undo."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from annotations.models import Adjudication, Annotation
from tests import factories
from tests.annotations.adjudications import add, assign, gold
from tests.browser import axe

pytestmark = pytest.mark.browser

TEXT = "لقاء في حلب\n\nقال سامر الحلواني إن القمح جيد، وأضاف أن الشعير وفير في حماة ودمشق.\n\nالمصدر: وكالات"


@pytest.fixture
def article(live_server, annotator, second_annotator):
    article = factories.make_article(TEXT)
    assign(article, annotator, second_annotator)
    for person in (annotator, second_annotator):
        add(person, article, "حلب", "location")
    add(annotator, article, "سامر الحلواني"), add(second_annotator, article, "الحلواني")
    add(annotator, article, "القمح جيد", "quote"), add(second_annotator, article, "إن القمح جيد", "quote")
    add(annotator, article, "حماة", "location"), add(second_annotator, article, "حماة")
    add(second_annotator, article, "ودمشق", "location")
    return article


def test_an_article_is_adjudicated_by_keys(page, article, reviewer, log_in, live_server):
    log_in(reviewer)
    page.goto(live_server.url + reverse("annotations:adjudication_detail", args=[article.pk]))
    bar, current = page.locator("#adjudication-bar"), page.locator(".decision.is-current")
    expect(current).to_contain_text("الحلواني")

    page.keyboard.press("a")
    expect(bar).to_contain_text("1")
    expect(page.locator("#take-agreements")).to_have_count(0)
    page.keyboard.press("2")
    expect(current).to_contain_text("القمح")
    page.keyboard.press("m")
    expect(current).to_contain_text("حماة")
    page.keyboard.press("0")
    expect(current).to_contain_text("دمشق")
    page.keyboard.press("t")
    expect(page.locator("#picked-text")).to_contain_text("ودمشق")
    page.keyboard.press("BracketLeft")
    expect(page.locator("#picked-text")).to_have_text("«دمشق»")
    page.keyboard.press("3")
    expect(page.locator(".decision:not(.is-decided)")).to_have_count(0)
    everything = [("location", "حلب"), ("actor", "الحلواني"), ("quote", "إن القمح جيد"), ("location", "دمشق")]
    assert gold(article) == everything

    page.keyboard.press("z")
    expect(page.locator(".decision:not(.is-decided)")).to_have_count(1)
    assert gold(article) == everything[:-1]
    page.keyboard.press("j")
    expect(current).to_contain_text("دمشق")
    page.keyboard.press("1")
    page.keyboard.press("k")
    expect(current).to_contain_text("حماة")
    page.keyboard.press("1")
    expect(current).to_contain_text("دمشق")
    page.keyboard.press("2")
    expect(page.locator(".decision:not(.is-decided)")).to_have_count(0)
    axe.check(page)
    page.locator("#finish-adjudication").click()
    expect(page.locator(".bar-done")).to_be_visible()
    assert Adjudication.objects.get().finished_at
    assert [exact for _, exact in gold(article)] == ["حلب", "الحلواني", "إن القمح جيد", "حماة", "ودمشق"]
    assert Annotation.objects.live().count() == 9
