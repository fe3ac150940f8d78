"""Review from end to end: two annotators mark blind, what they agree on is shown, a reviewer decides by keyboard, the
gold set is exported, and the history tells who did all this.

The article is the one that the project began from, or where it is not there an invented one.
"""

import json

import pytest
from django.core.management import call_command
from django.urls import reverse
from playwright.sync_api import expect

from annotations.models import Annotation, AnnotationEvent, CollectionSettings, Tag
from tests import factories
from tests.annotations.adjudications import gold
from tests.annotations.work import join, make_assignment, make_collection
from tests.browser.axe import check
from tests.browser.journeys import river, seed
from tests.browser.reading import ReadingPage

pytestmark = pytest.mark.browser

WORK = seed.work() or river.work()
ACTORS = [WORK.mentions(name)[0] for name in WORK.names if name.tag == Tag.ACTOR][:4]
PLACE = next(WORK.mentions(name)[0] for name in WORK.names if name.tag == Tag.LOCATION)
QUOTE = next(WORK.parts(quote)[0] for quote in WORK.quotes)
# The second annotator leaves out the last word of the quote, takes a place for an actor, and overlooks a name.
SHORTER = (QUOTE[0], QUOTE[0] + WORK.text[slice(*QUOTE)].rindex(" "))
FIRST = [*((Tag.ACTOR, span) for span in ACTORS), (Tag.LOCATION, PLACE), (Tag.QUOTE, QUOTE)]
SECOND = [*((Tag.ACTOR, span) for span in ACTORS[:-1]), (Tag.ACTOR, PLACE), (Tag.QUOTE, SHORTER)]


@pytest.fixture
def article(live_server, annotator, second_annotator, reviewer):
    collection = make_collection(mode=CollectionSettings.Mode.BLIND)
    join(collection, annotator, second_annotator)
    join(collection, reviewer, role="reviewer")
    article = factories.make_article(WORK.text, collection=collection)
    for person in (annotator, second_annotator):
        make_assignment(article, person)
    return article


def named(marks) -> list[tuple[str, str]]:
    """Return tag and text in text order."""
    return [(tag, WORK.text[slice(*span)]) for tag, span in sorted(marks, key=lambda mark: (mark[1][0], -mark[1][1]))]


def annotate(reading: ReadingPage, marks) -> None:
    """Mark everything by mouse, see nothing else, and finish the article."""
    page = reading.page
    expect(reading.notes).to_have_count(0)
    for number, (tag, span) in enumerate(marks, start=1):
        reading.drag_between(*reading.reach(*span))
        reading.choose(tag)
        expect(reading.notes).to_have_count(number)
        page.keyboard.press("Escape")
    reading.wait_until_saved()
    assert reading.painted()
    page.locator("[data-finish] button").click()
    expect(page.locator('#assignment[data-status="finished"]')).to_be_visible()


def test_from_two_blind_sets_to_the_exported_gold_set_and_its_history(
    page, article, annotator, second_annotator, reviewer, log_in, open_article, live_server, tmp_path
):
    for person, marks in ((annotator, FIRST), (second_annotator, SECOND)):
        log_in(person)
        annotate(open_article(page, article), marks)
    assert Annotation.objects.live().count() == len(FIRST) + len(SECOND)

    log_in(reviewer)
    see_agreement(page, live_server, article, annotator, second_annotator)
    adjudicate(page, live_server, article)
    decided = named([*((Tag.ACTOR, span) for span in ACTORS), (Tag.LOCATION, PLACE), (Tag.QUOTE, SHORTER)])
    assert gold(article) == decided

    output = tmp_path / "gold.jsonl"
    call_command("export_annotations", format="jsonl", gold=True, output=output)
    [exported] = [json.loads(line) for line in output.read_text(encoding="utf-8").splitlines()]
    assert exported["text"] == WORK.text
    assert [(mark["tag"], mark["exact"]) for mark in exported["annotations"]] == decided
    for mark in exported["annotations"]:
        assert WORK.text[mark["start"] : mark["end"]] == mark["exact"]
        assert mark["gold"] and mark["origins"]

    read_history(page, live_server, article, [annotator, second_annotator, reviewer])
    # The article is decided: now the annotators may see it all.
    log_in(annotator)
    expect(open_article(page, article).notes).not_to_have_count(0)


def see_agreement(page, live_server, article, *people) -> None:
    page.goto(live_server.url + reverse("annotations:collection_agreement", args=[article.collection_id]))
    first, second = sorted(person.pk for person in people)
    page.locator(f"a[href*='/agreement/{first}/{second}/']").first.click()
    page.wait_for_url(f"**/agreement/{first}/{second}/**")
    # Alike are three actors, of six marks here and five there: F1 = 2 · 3 / (6 + 5).
    expect(page.locator("main")).to_contain_text("0.545")
    check(page)


def adjudicate(page, live_server, article) -> None:
    """Take what both have, then step through what they have not: the first's name and place, the second's quote."""
    page.goto(live_server.url + reverse("annotations:adjudication_detail", args=[article.pk]))
    open_items, current = page.locator(".decision:not(.is-decided)"), page.locator(".decision.is-current")
    page.keyboard.press("a")
    expect(page.locator("#take-agreements")).to_have_count(0)
    expect(open_items).to_have_count(3)
    sides = {ACTORS[-1]: "1", PLACE: "1", SHORTER: "2"}
    for number, (span, side) in enumerate(sorted(sides.items()), start=1):
        expect(current).to_contain_text(WORK.text[slice(*span)])
        page.keyboard.press(side)
        expect(open_items).to_have_count(3 - number)
    check(page)
    page.locator("#finish-adjudication").click()
    expect(page.locator(".bar-done")).to_be_visible()


def read_history(page, live_server, article, people) -> None:
    page.goto(live_server.url + reverse("annotations:article_history", args=[article.pk]))
    for person in people:
        expect(page.locator("main")).to_contain_text(str(person))
    for span in ACTORS:
        expect(page.locator("main")).to_contain_text(WORK.text[slice(*span)])
    authors = set(AnnotationEvent.objects.filter(article=article).values_list("by__username", flat=True))
    assert authors == {person.username for person in people}
