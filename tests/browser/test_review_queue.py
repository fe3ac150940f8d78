"""The review queue by keyboard, on an Arabic layout: approve, reject, correct by a selection and by steps, undo."""

import pytest
from playwright.sync_api import expect

from annotations.models import Annotation, Tag
from tests import factories
from tests.browser.axe import check

pytestmark = pytest.mark.browser


@pytest.fixture
def marks(annotator, article):
    names = [("أهل تدمر", Tag.ACTOR), ("موسكو", Tag.LOCATION), ("سيبنى الجسر بسواعد أهل تدمر", Tag.QUOTE)]
    return [factories.make_annotation(annotator, article, exact, tag) for exact, tag in names]


@pytest.fixture
def queue(page, live_server, reviewer, log_in, marks):
    log_in(reviewer)
    page.goto(f"{live_server.url}/review/?order=oldest")
    return page


def press(page, code: str, key: str) -> None:
    """Press the key at a place that writes something else on an Arabic layout."""
    page.evaluate(
        "([code, key]) => document.body.dispatchEvent(new KeyboardEvent('keydown', {code, key, bubbles: true}))", [code, key]
    )


def shows(page, exact: str) -> None:
    expect(page.locator(".review-exact")).to_have_text(exact)


def test_a_reviewer_judges_by_keyboard_on_any_layout(queue, marks, reviewer):
    shows(queue, "أهل تدمر")
    painted = queue.evaluate("[...CSS.highlights.get('tag-2-0')].map(String)")
    assert painted == ["أهل تدمر"]
    check(queue)

    press(queue, "KeyA", "ش")
    shows(queue, "موسكو")
    press(queue, "KeyZ", "ئ")
    shows(queue, "أهل تدمر")
    press(queue, "Enter", "Enter")
    shows(queue, "موسكو")

    press(queue, "KeyC", "ؤ")
    expect(queue.locator("#review-correct")).to_have_attribute("open", "")
    check(queue)
    press(queue, "ArrowRight", "ArrowRight")
    expect(queue.locator("[name=exact]")).to_have_value("موسك")
    press(queue, "ArrowLeft", "ArrowLeft")
    queue.select_option("#review-correct [name=tag]", Tag.ACTOR)
    queue.locator("#review-correct button.primary").click()

    shows(queue, "سيبنى الجسر بسواعد أهل تدمر")
    expect(queue.locator(".review-findings li").first).to_be_visible()
    press(queue, "KeyR", "ق")
    press(queue, "Digit2", "٢")
    expect(queue.locator(".review-empty")).to_be_visible()
    check(queue)

    judged = [Annotation.objects.select_related("tag").get(pk=mark.pk) for mark in marks]
    assert [each.status for each in judged] == ["approved", "approved", "rejected"]
    assert {each.reviewer for each in judged} == {reviewer}
    assert judged[1].tag.slug == Tag.ACTOR
    assert judged[2].reason


def test_a_selection_in_the_passage_becomes_the_bounds_and_what_happened_meanwhile_is_told(queue, marks, annotator, complaints):
    complaints.expect("409")
    box = queue.evaluate(
        """() => {
            const node = document.querySelector("#review-text [data-offset]").firstChild;
            const at = node.data.indexOf("تدمر");
            const range = document.createRange();
            range.setStart(node, at);
            range.setEnd(node, at + 4);
            getSelection().removeAllRanges();
            getSelection().addRange(range);
            document.dispatchEvent(new MouseEvent("mouseup", {bubbles: true}));
        }"""
    )
    assert box is None
    expect(queue.locator("[name=exact]")).to_have_value("تدمر")
    queue.keyboard.press("Escape")
    expect(queue.locator("[name=exact]")).to_have_value("أهل تدمر")

    factories.curation.edit(annotator, marks[0].pk, None, note="تغيّرت")
    press(queue, "KeyA", "ش")
    expect(queue.locator(".review-problem")).to_be_visible()
    expect(queue.locator(".review-facts")).to_contain_text("تغيّرت")
    press(queue, "KeyA", "ش")
    shows(queue, "موسكو")
