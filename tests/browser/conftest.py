"""A real browser, the site behind it, and people who are logged in."""

from collections.abc import Callable, Iterator

import pytest
from django.conf import settings
from django.templatetags.static import static
from django.test import Client
from playwright.sync_api import expect

from annotations.models import Annotation, Tag
from tests import factories
from tests.browser import texts
from tests.browser.complaints import Complaints
from tests.browser.launching import DESKTOP, HANDS, PHONE, launch_options
from tests.browser.line import Line
from tests.browser.reading import ReadingPage

# A busy machine is slow, not wrong; a condition that holds is seen at once.
PATIENCE = 15_000
# The first backend only counts failed logins.
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture(scope="session")
def browser_type_launch_args(browser_type_launch_args, browser_name, browser_type):
    return {**browser_type_launch_args, **launch_options(browser_name, browser_type.executable_path)}


@pytest.fixture(scope="session", autouse=True)
def patience():
    expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def base_url():
    """Nothing: pytest-base-url's own fixture is a bound method, which pytest 9 warns of."""


@pytest.fixture(scope="session")
def browser_context_args(browser_context_args):
    # A zone of its own, far from the server's: dates must not depend on it.
    return {**browser_context_args, "timezone_id": "Asia/Amman"}


@pytest.fixture
def complaints():
    """What the browser complains about; a test fails on each complaint that it does not ``expect``."""
    heard = Complaints()
    yield heard
    assert heard.unexpected == []


@pytest.fixture
def new_context(new_context, complaints):
    def make_context(**options):
        context = new_context(**{"viewport": DESKTOP, **options})
        complaints.listen_to(context)
        context.add_init_script(path=HANDS)
        return context

    return make_context


@pytest.fixture(scope="session")
def kept_contexts(browser, browser_context_args) -> Iterator[Callable]:
    """Contexts for most tests: the forty files of a page are fetched and compiled once, not for every test."""
    kept = {}

    def keep(name: str, *, script: str = "", **options):
        if name not in kept:
            kept[name] = browser.new_context(**{**browser_context_args, **options})
            kept[name].add_init_script(path=HANDS)
            kept[name].add_init_script(script)
        return kept[name]

    yield keep
    for context in kept.values():
        context.close()


@pytest.fixture
def kept_context(kept_contexts):
    """The context of a desk; tests of a phone have ``kept_phone`` in its place."""
    return kept_contexts("desktop", viewport=DESKTOP)


@pytest.fixture
def kept_phone(kept_contexts):
    return kept_contexts("phone", **PHONE)


@pytest.fixture
def context(request, live_server, complaints):
    """A context without a trace of other tests; one of its own for tests marked ``own_context``."""
    if request.node.get_closest_marker("own_context"):
        yield request.getfixturevalue("new_context")()
        return
    context = request.getfixturevalue("kept_context")
    complaints.listen_to(context)
    yield context
    complaints.stop_listening_to(context)
    forget(context, f"{live_server.url}{static('css/base.css')}")


@pytest.fixture
def page(request, context):
    """The context's kept page; a new one for tests marked ``own_page``, which leave a trace on it."""
    if context.pages and not request.node.get_closest_marker("own_page"):
        return context.pages[0]
    return context.new_page()


def forget(context, address: str) -> None:
    """Leave nothing but one page, at ``address``: a file of the site, which runs no script.

    To make a page costs as much as to open an article in it, and the page's process keeps the files that it read.
    """
    context.set_offline(False)
    context.unroute_all(behavior="ignoreErrors")
    page, *others = context.pages or [context.new_page()]
    for other in others:
        other.close()
    page.unroute_all(behavior="ignoreErrors")
    page.goto(address)
    page.evaluate("localStorage.clear(); sessionStorage.clear()")
    page.mouse.move(0, 0)
    context.clear_cookies()


@pytest.fixture
def log_in(live_server, context) -> Callable:
    """Log a person in, in the browser's only context or another one."""

    def log_in(person, context=context):
        client = Client()
        client.force_login(person, backend=BACKEND)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}])
        return person

    return log_in


@pytest.fixture
def questions(context) -> Iterator[list[str]]:
    """What the browser asked before it left marks behind; the people here insist."""
    asked = []

    def insist(dialog) -> None:
        asked.append(dialog.type)
        dialog.accept()

    context.on("dialog", insist)
    yield asked
    context.remove_listener("dialog", insist)


@pytest.fixture
def insisting(questions, complaints) -> None:
    """The person leaves pages although marks wait on them, and requests fail on purpose."""
    complaints.expect("net::ERR_FAILED")


@pytest.fixture
def article(live_server):
    return factories.make_article(texts.ARTICLE)


@pytest.fixture
def long_article(live_server):
    return factories.make_article(texts.LONG_ARTICLE)


@pytest.fixture
def open_article(live_server) -> Callable[..., ReadingPage]:
    """Open an article's reading page in a page of the browser."""

    def open_article(page, article):
        return ReadingPage(page, live_server.url, article).open()

    return open_article


@pytest.fixture
def reading(page, annotator, article, log_in, open_article) -> ReadingPage:
    """The reading page as the annotator sees it."""
    log_in(annotator)
    return open_article(page, article)


@pytest.fixture
def walk(subtests) -> Callable:
    """Take the steps of a journey on one page, each a subtest by its name: to open a page costs as much as five steps."""

    def walk(steps, *given) -> None:
        for step in steps:
            with subtests.test(step.__name__):
                step(*given)

    return walk


@pytest.fixture
def line(context) -> Line:
    """The way of all pages to the server, which can be cut."""
    return Line(context)


@pytest.fixture
def strip(page):
    """The answers to "who said it?"."""
    return page.locator("#speaker-strip")


@pytest.fixture
def speaker(annotator, article) -> Annotation:
    return factories.make_annotation(annotator, article, texts.SPEAKER, Tag.ACTOR)


@pytest.fixture
def actor(annotator, article) -> Annotation:
    return factories.make_annotation(annotator, article, "أهل تدمر", Tag.ACTOR)
