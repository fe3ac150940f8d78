"""All mentions of a name: looked through in their places, tagged at once, undone at once."""

import re

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, AnnotationEvent
from tests import factories
from tests.browser.axe import check

pytestmark = pytest.mark.browser

TEXT = "\n\n".join(
    [
        "سمير قدري يفتتح المرفأ",
        "وصل سمير قدري صباحا، ولسمير قدري فيه مكتب.",
        *(f"فقرة {number} لا تذكر أحدا، وفيها كلام طويل عن السفن والبضائع والمخازن والعمال." for number in range(20)),
        "وقال قدري إن سمير قدرى هو نفسه.",
    ]
)
NAME = "سمير قدري"


@pytest.fixture
def article(live_server):
    return factories.make_article(TEXT)


@pytest.fixture
def mark(annotator, article):
    return factories.make_annotation(annotator, article, NAME)


@pytest.fixture
def panel(page):
    return page.locator("#occurrences")


@pytest.fixture
def opened(page, mark, reading, panel):
    """The reading page with the panel of all mentions, opened by mouse from the card."""
    reading.chip(mark).click()
    reading.note(mark).locator("[data-occurrences]").click()
    expect(panel).to_be_visible()
    return reading


def test_shows_every_mention_in_its_place(opened, panel):
    expect(panel.locator("li")).to_have_count(4)
    expect(panel.locator("li :checked")).to_have_count(3)
    assert opened.painted("candidate") == ["سمير قدري", "سمير قدري", "سمير قدرى", "قدري"]
    assert opened.painted("spot") == [NAME]
    expect(panel.locator("li input[type=checkbox]").first).to_be_focused()
    opened.check_text_is_whole()


def test_tags_all_at_once_and_undoes_at_once(opened, panel, page):
    boxes = opened.letter_boxes()
    panel.locator("button.primary").click()
    expect(opened.notes).to_have_count(4)
    opened.wait_until_saved()
    expect(panel).to_have_count(0)
    assert opened.painted("candidate") == []
    stored = Annotation.objects.order_by("start")
    assert [annotation.exact for annotation in stored] == [NAME, NAME, NAME, "سمير قدرى"]
    for annotation in stored.select_related("tag"):
        opened.check_shown(annotation)
    assert opened.letter_boxes() == boxes
    assert AnnotationEvent.objects.values("action_id").distinct().count() == 2

    opened.notices.locator(".notice-undo").click()
    expect(opened.notes).to_have_count(1)
    assert Annotation.objects.live().count() == 1


def test_by_keyboard_alone(page, mark, reading, panel):
    reading.chip(mark).focus()
    page.keyboard.press("KeyA")
    expect(panel).to_be_visible()
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    expect(panel.locator("li.is-pointed")).to_have_count(1)
    assert reading.painted("spot") == ["قدري"]
    assert page.evaluate("[...CSS.highlights.get('spot')][0].getBoundingClientRect().top") < 900
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(reading.notes).to_have_count(4)
    reading.wait_until_saved()
    exacts = Annotation.objects.order_by("start").values_list("exact", flat=True)
    assert list(exacts) == [NAME, NAME, "قدري", "سمير قدرى"]
    expect(reading.chip(mark)).to_be_focused()


def test_from_the_cursor_and_back_to_it(page, reading, panel):
    reading.click("قدري", 1)
    # The name is tagged, and its mentions are asked for before the server has it.
    for key in ("Shift+ArrowRight", "Digit2", "KeyA"):
        page.keyboard.press(key)
    expect(panel.locator("li :checked")).to_have_count(3)
    page.keyboard.press("KeyA")
    expect(panel.locator("li :checked")).to_have_count(4)
    page.keyboard.press("Enter")
    expect(reading.notes).to_have_count(5)
    expect(page.locator("#article-text")).to_be_focused()
    expect(page.locator(".cursor")).to_be_visible()
    page.keyboard.press("ArrowLeft")
    expect(page.locator("#cursor-said")).to_have_text("قدري")


def test_escape_leaves_everything_as_it_was(opened, panel, page, mark):
    page.keyboard.press("Escape")
    expect(panel).to_have_count(0)
    assert opened.painted("candidate") == []
    expect(opened.chip(mark)).to_be_focused()
    assert Annotation.objects.count() == 1


def test_a_click_in_the_text_chooses(opened, panel):
    opened.click(NAME, 2)
    expect(panel.locator("li :checked")).to_have_count(2)
    assert opened.painted("candidate-left") == [NAME, "قدري"]
    panel.locator("[data-all]").click()
    expect(panel.locator("li :checked")).to_have_count(4)


def test_waits_for_the_connection_and_survives_a_reload(opened, panel, context, complaints, questions):
    complaints.expect("ERR_FAILED")
    many = re.compile("/annotations/many/")
    context.route(many, lambda route: route.abort())
    panel.locator("button.primary").click()
    expect(opened.drafts).to_have_count(3)
    opened.reload()
    expect(opened.drafts).to_have_count(3)
    assert Annotation.objects.count() == 1
    context.unroute(many)
    opened.reload()
    expect(opened.notes).to_have_count(4)
    opened.wait_until_saved()
    assert Annotation.objects.count() == 4


@pytest.mark.own_page
@pytest.mark.parametrize("width", [390, 1280])
def test_has_no_barriers(opened, panel, page, width):
    page.set_viewport_size({"width": width, "height": 844})
    check(page)
    box = panel.bounding_box()
    assert box["x"] >= 0 and box["x"] + box["width"] <= width
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_without_a_script_it_is_a_page(mark, live_server, new_context, log_in, annotator, article):
    context = new_context(java_script_enabled=False)
    log_in(annotator, context)
    page = context.new_page()
    page.goto(f"{live_server.url}/annotations/{mark.pk}/occurrences/")
    page.locator("li input[type=checkbox]").first.uncheck()
    page.locator("#occurrences button.primary").click()
    expect(page.locator("#article-text li[data-annotation]")).to_have_count(3)
