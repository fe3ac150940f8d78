"""Selecting: what was meant instead of what the mouse took, and what stands at the seams of two directions."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, Tag
from tests import factories
from tests.browser import texts

pytestmark = pytest.mark.browser

SEAMS = """قالت «رويترز» (Reuters) أمس إن الاتفاق «جاهز» (ready) للتوقيع.

ووقعت شركة Green Fields عقدا مع BBC News بقيمة 25 مليونا لمدة 3 أعوام (2016-2019) في London وباريس.

الوزير الأميركي John Kerry (كيري) وصل يوم 26/8/2016 إلى Geneva (جنيف) عند 10:30 مساء.

ارتفع سهم Apple بنسبة 3.5 إلى 120 دولارا، وهبط سهم Nokia 7 نقاط بعد تقرير [Bloomberg] الأخير.

U.S. Secretary John Kerry (يمين) met لافروف in Geneva on 26 August."""

# Dragged over with the mouse; what is shown and stored is the same, unless said behind it.
SELECTIONS = [
    "رويترز» (Reuters)",
    "رويترز» (Reuters) أمس",
    "قالت «رويترز» (Reuters)",
    "«رويترز» (Reuters) أمس",
    ("«رويترز»", "رويترز"),
    ("(Reuters) أمس", "(Reuters) أمس"),
    "Reuters",
    "Reuters) أمس",
    "euter",
    "جاهز» (ready) للتوقيع",
    ("«جاهز» (ready) للتوقيع.", "«جاهز» (ready) للتوقيع"),
    "ready",
    "شركة Green",
    "شركة Green Fields",
    "Green Fields",
    "Green Fields عقدا",
    "Fields عقدا",
    "عقدا مع BBC",
    "BBC News",
    "News بقيمة",
    "BBC News بقيمة 25",
    "بقيمة 25",
    "25 مليونا",
    "25 مليونا لمدة 3 أعوام",
    "3 أعوام",
    "أعوام (2016-2019) في",
    "(2016-2019) في London",
    "في London",
    "في London وباريس",
    "الأميركي John",
    "John Kerry",
    "John Kerry (كيري)",
    "Kerry (كيري) وصل",
    "كيري",
    "يوم 26/8/2016 إلى",
    "26/8/2016",
    "إلى Geneva",
    "Geneva (جنيف) عند",
    "عند 10:30 مساء",
    "10:30 مساء",
    "سهم Apple بنسبة 3.5 إلى",
    "بنسبة 3.5",
    "120 دولارا",
    ("إلى 120 دولارا،", "إلى 120 دولارا"),
    "Nokia 7 نقاط",
    "سهم Nokia",
    "تقرير [Bloomberg] الأخير",
    "Bloomberg",
    "Secretary John",
    "Kerry (يمين) met",
    "met لافروف in",
    "لافروف",
    "Geneva on 26",
]


def as_pair(selection):
    return selection if isinstance(selection, tuple) else (selection, selection)


def test_seams_of_two_directions_store_what_the_toolbar_shows(page, annotator, log_in, open_article):
    """One page for all of them: a page costs more than ten drags."""
    log_in(annotator)
    article = factories.make_article(SEAMS)
    reading = open_article(page, article)
    shown = []
    for dragged, _expected in map(as_pair, SELECTIONS):
        reading.select(dragged)
        shown.append(reading.picked.inner_text())
        page.keyboard.press("Digit2")
        # The note that arrives may move the text under the hand.
        reading.wait_until_saved()
    assert shown == [f"«{expected}»" for _dragged, expected in map(as_pair, SELECTIONS)]

    stored = Annotation.objects.order_by("id")
    assert [f"«{annotation.exact}»" for annotation in stored] == shown
    for annotation in stored:
        assert annotation.exact == article.text[annotation.start : annotation.end]


def test_picked_text_is_isolated_from_the_toolbar(reading):
    """Latin at its end must not pull what follows to its other side."""
    reading.select("شركة Green Fields")
    isolation = reading.picked.evaluate("element => getComputedStyle(element).unicodeBidi")
    assert (isolation, reading.picked.evaluate("element => element.tagName")) == ("isolate", "BDI")


@pytest.fixture
def choice(reading):
    return lambda name: reading.toolbar.locator(f"[data-choice={name}]")


class TestProclitic:
    def test_button_takes_the_word_without_it(self, reading, choice):
        reading.click("ولافروف", times=2)
        expect(reading.picked).to_have_text("«ولافروف»")
        expect(choice("bare").locator("bdi")).to_have_text("لافروف")

        choice("bare").click()
        expect(reading.picked).to_have_text("«لافروف»")
        expect(choice("bare")).to_be_hidden()
        assert reading.page.evaluate("getSelection().toString()") == "لافروف"
        reading.choose(Tag.ACTOR)
        reading.check_stored("لافروف", Tag.ACTOR)

    def test_key_takes_the_word_without_it(self, reading):
        reading.click("لـموسكو", times=2)
        reading.page.keyboard.press("BracketLeft")
        expect(reading.picked).to_have_text("«موسكو»")
        reading.page.keyboard.press("Digit3")
        reading.check_stored("موسكو", Tag.LOCATION)

    def test_is_offered_for_the_first_of_several_words(self, reading, choice):
        reading.select("ولافروف بين أعضائه")
        choice("bare").click()
        expect(reading.picked).to_have_text("«لافروف بين أعضائه»")

    def test_is_not_offered_for_a_name_that_only_begins_like_one(self, reading, choice):
        reading.click("بلدية", times=2)
        expect(reading.picked).to_have_text("«بلدية»")
        expect(choice("bare")).to_be_hidden()


QUOTED = "سيبنى الجسر بسواعد أهل تدمر قبل الشتاء"


class TestQuotation:
    def test_key_of_the_tag_after_a_click_proposes_the_whole(self, reading):
        reading.click("بسواعد")
        reading.page.keyboard.press("Digit1")
        expect(reading.picked).to_have_text(f"«{QUOTED}»")
        expect(reading.notes).to_have_count(0)
        reading.page.keyboard.press("Digit1")
        reading.check_stored(QUOTED, Tag.QUOTE)

    def test_tag_after_a_double_click_proposes_the_whole(self, reading):
        reading.click("بسواعد", times=2)
        reading.choose(Tag.QUOTE)
        expect(reading.picked).to_have_text(f"«{QUOTED}»")
        reading.choose(Tag.QUOTE)
        reading.check_stored(QUOTED, Tag.QUOTE)

    def test_button_proposes_the_whole(self, reading, choice):
        reading.select("أهل تدمر")
        choice("quotation").click()
        expect(reading.picked).to_have_text(f"«{QUOTED}»")
        expect(choice("quotation")).to_be_hidden()

    def test_part_that_was_dragged_over_is_tagged_as_it_is(self, reading):
        reading.select("أهل تدمر")
        reading.choose(Tag.QUOTE)
        reading.check_stored("أهل تدمر", Tag.QUOTE)

    def test_other_tags_keep_the_word(self, reading):
        reading.click("تدمر", times=2)
        reading.choose(Tag.LOCATION)
        reading.check_stored("تدمر", Tag.LOCATION)

    def test_click_on_a_mark_inside_still_proposes_the_whole(self, reading):
        reading.mark("تدمر", Tag.LOCATION)
        reading.click("تدمر")
        reading.page.keyboard.press("KeyQ")
        expect(reading.picked).to_have_text(f"«{QUOTED}»")

    def test_pen_takes_the_whole_at_the_key(self, reading):
        reading.page.locator("[data-pen=quote]").click()
        reading.click("بسواعد")
        reading.page.keyboard.press("KeyQ")
        reading.check_stored(QUOTED, Tag.QUOTE)

    def test_missing_mark_is_said(self, page, annotator, log_in, open_article):
        log_in(annotator)
        reading = open_article(page, factories.make_article('وقال: "لا نعرف بعد شيئا، مضيفا "سنخبركم غدا".'))
        reading.click("نعرف")
        page.keyboard.press("KeyQ")
        expect(reading.picked).to_have_text("«لا نعرف بعد شيئا»")
        expect(page.locator("#picked-repaired")).to_be_visible()

    def test_key_means_nothing_outside_a_quotation(self, reading):
        reading.click("أعضائه")
        for key in ("KeyQ", "Digit1"):
            reading.page.keyboard.press(key)
        expect(reading.toolbar).to_be_hidden()
        reading.check_nothing_stored()


def test_keys_narrow_and_widen_and_come_back_the_same_way(reading):
    reading.click("بسواعد", times=2)
    sentence = texts.QUOTE
    widened = [QUOTED, sentence]
    for expected in widened:
        reading.page.keyboard.press("BracketRight")
        expect(reading.picked).to_have_text(f"«{expected}»")
    reading.page.keyboard.press("BracketRight")
    for expected in [QUOTED, "بسواعد", "سواعد", "واعد"]:
        reading.page.keyboard.press("BracketLeft")
        expect(reading.picked).to_have_text(f"«{expected}»")
    for expected in ["سواعد", "بسواعد"]:
        reading.page.keyboard.press("BracketRight")
        expect(reading.picked).to_have_text(f"«{expected}»")


def test_keys_take_the_next_word_and_give_it_back(reading):
    reading.click("رنا", times=2)
    for key, expected in [
        ("Shift+BracketRight", "رنا الحلواني"),
        ("Shift+BracketLeft", "رنا"),
        ("Shift+BracketLeft", "رن"),
        ("Shift+BracketRight", "رنا"),
    ]:
        reading.page.keyboard.press(key)
        expect(reading.picked).to_have_text(f"«{expected}»")


def test_keys_work_on_an_arabic_keyboard(reading):
    reading.click("ولافروف", times=2)
    session = reading.page.context.new_cdp_session(reading.page)
    for kind in ("keyDown", "keyUp"):
        session.send("Input.dispatchKeyEvent", {"type": kind, "code": "BracketLeft", "key": "ج", "text": "ج"})
    expect(reading.picked).to_have_text("«لافروف»")


CUT_OFF = [
    ("colon", "رنا الحلواني:", "رنا الحلواني", ":"),
    ("full stop", "بيان الشركة.", "بيان الشركة", "."),
    ("mark without its pair", "الشتاء»", "الشتاء", "»"),
    ("no-break spaces", "\u00a0البنك المركزي\u00a0", "البنك المركزي", "NBSP…NBSP"),
]


def test_what_is_cut_off_is_shown_and_can_be_kept(reading, choice, subtests):
    for name, dragged, exact, dropped in CUT_OFF:
        with subtests.test(name):
            reading.select(dragged)
            expect(reading.picked).to_have_text(f"«{exact}»")
            expect(choice("undropped").locator("bdi")).to_have_text(dropped)

            choice("undropped").click()
            assert reading.picked.text_content() == f"«{dragged}»"
            reading.choose(Tag.ACTOR)
            reading.check_stored(dragged, Tag.ACTOR)


def test_quotation_marks_around_the_whole_are_cut_off(reading):
    reading.select(f"«{QUOTED}»")
    reading.choose(Tag.QUOTE)
    reading.check_stored(QUOTED, Tag.QUOTE)


def test_double_click_takes_the_word_to_its_hyphen(page, annotator, log_in, open_article):
    log_in(annotator)
    reading = open_article(page, factories.make_article("عاد وباء كوفيد-19 إلى المدينة."))
    reading.click("كوفيد", times=2)
    expect(reading.picked).to_have_text("«كوفيد-19»")
    assert page.evaluate("getSelection().toString()") == "كوفيد-19"
