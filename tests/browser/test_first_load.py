"""What a page fetches at first is little; what it fetches at the first touch is there without a connection."""

import re

import pytest
from playwright.sync_api import expect

from annotations.models import Tag
from tests import factories

pytestmark = [pytest.mark.browser, pytest.mark.own_context]

MOST_REQUESTS = 23
MOST_REQUESTS_OF_A_VISITOR = 18
# Milliseconds in which a page that rests asks for nothing more.
QUIET = 1500


@pytest.fixture
def annotations(annotator, second_annotator, article):
    quote = factories.make_annotation(annotator, article, "سيبنى الجسر بسواعد أهل تدمر قبل الشتاء", Tag.QUOTE)
    actor = factories.make_annotation(annotator, article, "أهل تدمر", Tag.ACTOR)
    place = factories.make_annotation(second_annotator, article, "موسكو", Tag.LOCATION)
    return quote, actor, place


@pytest.fixture
def asked(page) -> list[str]:
    """The addresses that the page asks for, in order."""
    addresses = []
    page.on("request", lambda request: addresses.append(request.url))
    return addresses


@pytest.fixture
def offline(page, complaints):
    """Cut the connection, or mend it."""
    complaints.expect("ERR_INTERNET_DISCONNECTED")
    return page.context.set_offline


@pytest.fixture
def sheet(page):
    return page.locator("dialog.help")


def of_the_site(addresses: list[str]) -> list[str]:
    return [address for address in addresses if not address.startswith("data:")]


def check_few(page, asked: list[str], most: int) -> None:
    """Check that all of them stand in the HTML, none twice, and that nothing follows."""
    page.wait_for_load_state()
    page.wait_for_timeout(QUIET)
    first, *others = of_the_site(asked)
    html = page.request.get(first).text()
    assert [address for address in others if re.sub(r"https?://[^/]+", "", address) not in html] == []
    assert len(set(others)) == len(others)
    assert 1 + len(others) <= most


def test_of_an_annotator_is_few_requests(page, annotations, asked, reading):
    reading.wait_until_saved()
    assert reading.painted()
    check_few(page, asked, MOST_REQUESTS)


def test_of_a_visitor_is_fewer_still(page, annotations, asked, article, open_article):
    reading = open_article(page, article)
    reading.wait_until_saved()
    assert reading.painted()
    check_few(page, asked, MOST_REQUESTS_OF_A_VISITOR)


def test_a_page_that_nobody_touches_fetches_the_rest_after_a_while(page, annotator, article, log_in, open_article):
    page.clock.install()
    log_in(annotator)
    open_article(page, article).wait_until_saved()
    with page.expect_request("**/tools.*.js"):
        page.clock.run_for(6000)


def test_every_tool_works_without_a_connection_after_the_first_touch(page, annotations, reading, offline, sheet):
    quote, *_ = annotations
    reading.wait_until_saved()
    reading.wait_for_tools()
    offline(True)

    page.keyboard.press("Shift+Slash")
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)

    page.locator("#keys-help").focus()
    page.keyboard.press("Tab")
    expect(page.locator(".overlay .cursor")).to_be_visible()
    page.keyboard.press("Escape")

    page.keyboard.press("KeyI")
    expect(page.locator("[data-view=invisibles]")).to_have_attribute("aria-pressed", "true")

    page.locator("#view-menu > summary").click()
    page.locator("#filter [value=location]").uncheck()
    expect(page.locator("#filter-note")).to_be_visible()
    page.locator("#filter-note button").click()

    reading.chip(quote).focus()
    page.keyboard.press("KeyE")
    expect(page.locator(".handle-end")).to_be_focused()
    page.keyboard.press("Escape")

    reading.select("ولافروف")
    reading.choose(Tag.QUOTE)
    expect(page.locator("#speaker-strip")).to_be_visible()
    page.keyboard.press("Escape")
    page.keyboard.press("Control+z")
    expect(reading.drafts).to_have_count(0)

    offline(False)
    reading.wait_until_saved()


def test_a_tool_that_cannot_be_had_says_so_and_works_when_the_connection_is_back(page, reading, offline, sheet):
    reading.wait_until_saved()
    offline(True)
    page.keyboard.press("Shift+Slash")
    # Said when the attempt is over: a press in its midst would share its failure.
    expect(reading.notices).to_contain_text("لم تُحمَّل هذه الأداة بعد")
    expect(sheet).to_have_count(0)
    offline(False)
    page.keyboard.press("Shift+Slash")
    expect(sheet).to_be_visible()


def test_what_is_marked_before_the_tools_can_be_had_is_kept_and_sent(page, reading, offline):
    reading.wait_until_saved()
    offline(True)
    reading.select("ولافروف")
    reading.choose(Tag.ACTOR)
    expect(reading.drafts).to_have_count(1)
    expect(reading.save_state).to_have_attribute("data-state", "waiting")
    offline(False)
    reading.check_stored("ولافروف", Tag.ACTOR)


@pytest.mark.parametrize("key", ["KeyF", "KeyU", "KeyI"])
def test_the_very_first_key_may_be_one_of_a_tool(page, annotations, reading, key):
    reading.wait_until_saved()
    page.keyboard.press(key)
    if key == "KeyF":
        expect(page.locator("html")).to_have_class(re.compile("is-focus"))
    elif key == "KeyU":
        expect(page.locator("li[data-annotation] a.chip:focus")).to_have_count(1)
    else:
        expect(page.locator("[data-view=invisibles]")).to_have_attribute("aria-pressed", "true")


def test_a_note_opens_with_the_very_first_press(page, annotations, reading):
    quote, *_ = annotations
    reading.wait_until_saved()
    # Without a way of the mouse, as by a finger.
    reading.chip(quote).dispatch_event("click")
    expect(reading.note(quote).locator(".card")).to_be_visible()
    assert page.url.endswith(f"/articles/{reading.article.pk}/")


def test_the_very_first_press_switches_the_light_without_a_new_page(page, reading):
    reading.wait_until_saved()
    page.evaluate("document.title = 'the same page'")
    page.locator("button[name=theme][value=dark]").dispatch_event("click")
    expect(reading.html).to_have_attribute("data-theme", "dark")
    expect(page).to_have_title("the same page")


def test_a_kept_filter_is_on_again_without_a_touch(page, annotations, reading):
    page.locator("#view-menu > summary").click()
    page.locator("#filter [value=location]").uncheck()
    expect(page.locator("#filter-note")).to_be_visible()
    reading.reload()
    expect(page.locator("#filter-note")).to_be_visible()
