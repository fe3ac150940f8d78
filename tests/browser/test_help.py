"""The sheet of keys: fetched when it is asked for, complete, in the language of the interface."""

import pytest
from playwright.sync_api import expect

from tests.browser.axe import check

pytestmark = pytest.mark.browser


@pytest.fixture
def sheet(reading):
    return reading.page.locator("dialog.help")


LAYOUTS = [
    ("Arabic", "Slash", "؟", 8),
    ("German, where the sign is elsewhere", "Minus", "?", 8),
]


def test_is_shown_by_key_and_button_and_closed(page, reading, sheet, walk, subtests):
    walk([question_mark_shows_it_and_escape_closes_it, the_button_shows_it_and_gets_the_focus_back], page, sheet)
    for name, code, key, modifiers in LAYOUTS:
        with subtests.test(f"on other layouts: {name}"):
            on_other_layouts(page, sheet, code, key, modifiers)
    with subtests.test("keys do nothing below it"):
        page.keyboard.press("Shift+Slash")
        expect(sheet).to_be_visible()
        page.keyboard.press("Shift+Slash")
        expect(sheet).to_have_count(1)
    with subtests.test("lists every key by group"):
        lists_every_key_by_group(sheet)


def question_mark_shows_it_and_escape_closes_it(page, sheet):
    page.locator("[data-pen=actor]").focus()
    page.keyboard.press("Shift+Slash")
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)
    expect(page.locator("[data-pen=actor]")).to_be_focused()


def the_button_shows_it_and_gets_the_focus_back(page, sheet):
    page.locator("#keys-help").click()
    expect(sheet).to_be_visible()
    sheet.locator(".help-close").click()
    expect(sheet).to_have_count(0)
    expect(page.locator("#keys-help")).to_be_focused()


def on_other_layouts(page, sheet, code, key, modifiers):
    session = page.context.new_cdp_session(page)
    for kind in ("keyDown", "keyUp"):
        session.send("Input.dispatchKeyEvent", {"type": kind, "code": code, "key": key, "modifiers": modifiers})
    expect(sheet).to_be_visible()
    page.keyboard.press("Escape")
    expect(sheet).to_have_count(0)


def lists_every_key_by_group(sheet):
    groups = sheet.locator("section")
    expect(groups.first).to_be_visible()
    assert groups.count() >= 5
    expect(groups.first.locator("kbd")).to_have_text(["1", "2", "3"])
    expect(groups.first.locator("dd")).to_have_text(["اقتباس", "جهة", "مكان"])
    assert sheet.locator("dt").count() == sheet.locator("dd").count() > 25
    # Every one of them can be scrolled to.
    for group in groups.all():
        group.scroll_into_view_if_needed()
        expect(group).to_be_in_viewport()
    assert sheet.locator(".help-scroll").evaluate("element => element.scrollWidth <= element.clientWidth")
    assert not [text for text in sheet.locator("dd").all_text_contents() if not text or text.isascii()]


@pytest.mark.parametrize("language", ["ar", "en"])
def test_axe_finds_nothing(page, annotator, article, log_in, open_article, live_server, language):
    annotator.language = language
    annotator.save(update_fields=["language"])
    log_in(annotator)
    page.context.add_cookies([{"name": "language", "value": language, "url": live_server.url}])
    open_article(page, article)
    page.keyboard.press("Shift+Slash")
    expect(page.locator("dialog.help")).to_be_visible()
    expect(page.locator("#help-title")).to_have_text({"ar": "المفاتيح", "en": "Keys"}[language])
    check(page)
    page.keyboard.press("Escape")
    # The cursor, a selection and handles are on the page as well.
    page.locator("#keys-help").focus()
    page.keyboard.press("Tab")
    page.keyboard.press("Shift+ArrowLeft")
    page.keyboard.press("Digit2")
    expect(page.locator("#article-text li[data-annotation]")).to_have_count(1)
    page.keyboard.press("KeyN")
    page.keyboard.press("KeyE")
    expect(page.locator(".handle-end")).to_be_focused()
    check(page)


@pytest.mark.own_page
def test_the_first_load_fetches_nothing_of_it(page, annotator, article, log_in, open_article):
    log_in(annotator)
    asked = []
    page.on("request", lambda request: asked.append(request.url.rsplit("/", 1)[1]))
    open_article(page, article).wait_until_saved()
    lazy = ("cursor", "bounds", "help", "overlay", "stops", "steps", "edges")
    assert not [name for name in asked if name.startswith(lazy)]
