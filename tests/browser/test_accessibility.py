"""Every page without barriers: axe finds none, and the keyboard reaches everything."""

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from annotations.models import Tag
from tests import factories
from tests.browser.axe import check

pytestmark = pytest.mark.browser


@pytest.fixture(params=["ar", "en"])
def language(request, context, live_server, annotator, administrator):
    for person in (annotator, administrator):
        person.language = request.param
        person.save(update_fields=["language"])
    context.add_cookies([{"name": "language", "value": request.param, "url": live_server.url}])
    return request.param


@pytest.fixture
def annotations(annotator, reviewer, article):
    quote = factories.make_annotation(annotator, article, "سيبنى الجسر بسواعد أهل تدمر قبل الشتاء", Tag.QUOTE)
    actor = factories.make_annotation(annotator, article, "أهل تدمر", Tag.ACTOR, note="سكان المدينة")
    place = factories.make_annotation(annotator, article, "موسكو", Tag.LOCATION)
    return quote, actor, place


@pytest.mark.usefixtures("annotations")
class TestAxe:
    @pytest.fixture
    def check_addresses(self, page, live_server, subtests):
        """Check several pages in one go: to set each up costs more than to look at it."""

        def check_addresses(*addresses):
            for address in addresses:
                with subtests.test(address):
                    page.goto(live_server.url + address)
                    check(page)

        return check_addresses

    def test_list(self, page, live_server, language, check_addresses):
        url = reverse("newsroom:article_list")
        page.goto(live_server.url + url)
        page.locator("details.menu:not([hidden]) > summary").first.click()
        check(page)
        check_addresses(f"{url}?q=الجسر", f"{url}?q=زرافة")

    def test_reading_page_for_everybody(self, page, article, open_article):
        open_article(page, article).wait_until_saved()
        check(page)

    def test_reading_page_with_toolbar_and_card(self, page, language, annotator, annotations, log_in, open_article):
        log_in(annotator)
        reading = open_article(page, annotations[1].article)
        reading.chip(annotations[1]).click()
        expect(reading.note(annotations[1]).locator(".card")).to_be_visible()
        reading.select("المهندسة")
        check(page)

    def test_reading_page_of_an_administrator(self, page, administrator, annotations, log_in, open_article):
        log_in(administrator)
        reading = open_article(page, annotations[1].article)
        reading.chip(annotations[1]).click()
        expect(reading.note(annotations[1]).locator(".card-verdicts")).to_be_visible()
        page.locator("details.menu > summary").last.click()
        check(page)

    def test_pages_before_login(self, check_addresses):
        check_addresses(reverse("login"), reverse("password_reset"))

    def test_account_pages(self, administrator, log_in, check_addresses):
        log_in(administrator)
        check_addresses(*map(reverse, ["profile", "password_change", "invite"]))

    def test_page_of_one_annotation(self, annotator, annotations, log_in, check_addresses):
        log_in(annotator)
        check_addresses(reverse("annotations:annotation_detail", args=[annotations[0].pk]))

    def test_missing_page(self, page, live_server, complaints):
        complaints.expect("status of 404")
        page.goto(f"{live_server.url}/nothing/")
        check(page)

    def test_administration(
        self, page, live_server, language, administrator, annotator, annotations, log_in, check_addresses, subtests
    ):
        log_in(administrator)
        check_addresses(
            reverse("admin:index"),
            reverse("admin:annotations_annotation_changelist"),
            reverse("admin:annotations_comment_changelist"),
            reverse("admin:annotations_agreementsummary_changelist"),
            reverse("admin:annotations_annotation_change", args=[annotations[0].pk]),
        )
        if language == "ar":  # the same page in both, and slow to come to
            for model, row, action in [
                ("newsroom_article", annotations[0].article, "withdraw"), ("accounts_user", annotator, "anonymise"),
            ]:  # fmt: skip
                with subtests.test(action):
                    self.ask(page, live_server.url + reverse(f"admin:{model}_changelist"), row, action)
                    check(page)

    def ask(self, page, address: str, row, action: str) -> None:
        """Choose the action for a row of a list, and come to the page that asks first."""
        page.goto(address)
        page.locator(f'input.action-select[value="{row.pk}"]').check()
        page.locator('select[name="action"]').select_option(action)
        page.locator('button[name="index"]').click()
        expect(page.locator('input[name="confirmed"]')).to_be_attached()


class TestKeyboard:
    """Tab and Enter alone."""

    @pytest.fixture
    def tab_to(self, page):
        def tab_to(locator):
            for _ in range(60):
                page.keyboard.press("Tab")
                if locator.evaluate("element => element === document.activeElement"):
                    return
            pytest.fail(f"Tab does not reach {locator}")

        return tab_to

    def test_reaches_the_menus(self, page, reading, tab_to):
        tab_to(page.locator("details.menu:not([hidden]) > summary").first)
        page.keyboard.press("Enter")
        tab_to(page.locator("button[name=theme][value=dark]"))
        page.keyboard.press("Enter")
        expect(reading.html).to_have_attribute("data-theme", "dark")
        page.keyboard.press("Escape")
        expect(page.locator("details.menu[open]")).to_have_count(0)
        expect(page.locator("details.menu:not([hidden]) > summary").first).to_be_focused()

    def test_works_in_the_article(self, annotations, reading, tab_to, walk):
        steps = [
            self.skips_the_header,
            self.takes_a_pen,
            self.writes_a_note,
            self.opens_a_card_and_changes_it,
        ]
        walk(steps, reading.page, annotations, reading, tab_to)

    def skips_the_header(self, page, annotations, reading, tab_to):
        tab_to(page.locator("a.skip"))
        page.keyboard.press("Enter")
        expect(page.locator("main")).to_be_focused()

    def takes_a_pen(self, page, annotations, reading, tab_to):
        tab_to(page.locator("[data-pen=location]"))
        page.keyboard.press("Space")
        expect(page.locator("[data-pen=location]")).to_have_attribute("aria-pressed", "true")
        page.keyboard.press("Escape")
        expect(page.locator("[data-pen=location]")).to_have_attribute("aria-pressed", "false")

    def writes_a_note(self, page, annotations, reading, tab_to):
        annotation = annotations[0]
        tab_to(reading.chip(annotation))
        page.keyboard.press("Enter")
        card = reading.note(annotation).locator(".card")
        tab_to(card.locator("textarea[id^=note-]"))
        page.keyboard.insert_text("قول مباشر")
        tab_to(card.locator("textarea[id^=note-] ~ button"))
        page.keyboard.press("Enter")
        expect(reading.note(annotation)).to_have_attribute("data-version", str(annotation.version + 1))
        annotation.refresh_from_db()
        assert annotation.note == "قول مباشر"

    def opens_a_card_and_changes_it(self, page, annotations, reading, tab_to):
        annotation = annotations[1]
        tab_to(reading.chip(annotation))
        assert reading.painted("spot") == [annotation.exact]
        page.keyboard.press("Enter")
        card = reading.note(annotation).locator(".card")
        expect(card).to_be_visible()
        tab_to(card.locator("button[name=tag][value=location]"))
        page.keyboard.press("Enter")

        expect(reading.note(annotation)).to_have_attribute("data-tag", Tag.LOCATION)
        expect(reading.chip(annotation)).to_be_focused()
