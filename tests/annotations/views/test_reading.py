"""``GET /articles/<id>/``: the reading page."""

import json
import re

import pytest
from django.conf import settings
from django.db import connection
from django.test.utils import CaptureQueriesContext

from annotations import curation
from annotations.models import Tag
from annotations.views.reading import reading_minutes
from newsroom.text import split_blocks
from tests import factories
from tests.annotations.views.conftest import HTMX, JSON, PLAIN

SCRIPTS = settings.BASE_DIR / "static" / "js"
HOSTILE = """<script>alert(1)</script>"'><img src=x onerror=alert(2)>"""


@pytest.fixture
def url(article) -> str:
    return f"/articles/{article.pk}/"


def page_of(client, url, **headers) -> str:
    return client.get(url, headers=headers).content.decode()


def test_each_block_is_one_element_with_its_offset_and_its_list(client, url, article):
    page = page_of(client, url)
    offsets = [block.span.start for block in split_blocks(article.text)]
    assert [int(offset) for offset in re.findall(r'data-offset="(\d+)"', page)] == offsets
    assert [int(offset) for offset in re.findall(r'<ol class="notes" id="notes-(\d+)"', page)] == offsets
    assert '<h1 dir="auto" data-offset="0">وزير الزراعة يلتقي نظيره في مرفأ السلام</h1>' in page


def test_a_mark_stands_in_the_list_of_its_block(client, url, mark, article):
    start = article.text.index("قال")
    notes = page_of(client, url).split(f'id="notes-{start}"')[1].split("</ol>")[0]
    assert f'data-annotation="{mark.pk}" data-tag="actor"' in notes
    assert f'data-start="{mark.start}" data-end="{mark.end}" data-status="pending"' in notes


def test_deleted_marks_and_cues_are_not_shown(client, url, annotator, article, mark):
    factories.make_annotation(annotator, article, "قال", "cue")
    curation.delete(annotator, mark.pk, 1)
    page = page_of(client, url)
    assert "data-annotation=" not in page
    assert '<b id="tally-all">0</b>' in page


def test_the_tally_counts_by_status(client, url, annotator, reviewer, article, mark):
    factories.make_annotation(annotator, article, "لافروف")
    curation.approve(reviewer, mark.pk, 1)
    page = page_of(client, url)
    assert '<b id="tally-all">2</b>' in page
    assert '<b id="tally-approved">1</b>' in page


def test_an_annotator_gets_the_toolbar_and_the_address_to_send_to(as_annotator, url):
    page = page_of(as_annotator, url)
    toolbar = page.split('id="tag-toolbar"')[1].split("</div>")[0]
    assert re.findall(r'<button type="button" data-tag="(\w+)"', toolbar) == ["quote", "actor", "location"]
    assert re.findall(r'data-key="(\d?)"', toolbar) == ["1", "2", "3"]
    assert f'data-create="{url}annotations/"' in page
    assert 'id="save-state"' in page


def test_an_own_tag_gets_a_button_in_its_order(as_annotator, url):
    Tag.objects.create(slug="event", name_ar="حدث", name_en="event", colour_token=5, sign="▲", order=15)
    toolbar = page_of(as_annotator, url).split('id="tag-toolbar"')[1]
    assert re.findall(r'data-tag="(\w+)"', toolbar) == ["quote", "event", "actor", "location"]


@pytest.mark.parametrize("person", [None, "reader"])
def test_who_may_not_annotate_gets_no_tools(request, client, url, person):
    if person:
        client.force_login(request.getfixturevalue(person))
    page = page_of(client, url)
    assert "data-tag=" not in page
    assert "data-create=" not in page
    assert "data-pen=" not in page
    assert (f'<a class="toolbar-hint" href="/accounts/login/?next={url}">' in page) == (person is None)


@pytest.mark.parametrize("person", [None, "annotator", "reviewer"])
def test_nobody_may_store_the_page_on_the_way(request, client, url, person):
    if person:
        client.force_login(request.getfixturevalue(person))
    directives = set(client.get(url).headers["Cache-Control"].split(", "))
    assert directives == {"private", "no-store"}


def test_the_page_brings_the_token_for_forms(client, url):
    client.get(url)
    assert client.cookies["csrftoken"].value


@pytest.mark.parametrize("person", [None, "annotator", "reviewer"])
def test_the_number_of_queries_does_not_grow_with_the_marks(request, client, annotator, person):
    article = factories.make_article("\n".join(f"كلمة{number} في السطر" for number in range(31)))
    if person:
        client.force_login(request.getfixturevalue(person))

    def queries() -> int:
        with CaptureQueriesContext(connection) as captured:
            assert page_of(client, f"/articles/{article.pk}/").count("data-annotation=") == article.annotations.count()
        return len(captured)

    for number in range(3):
        factories.make_annotation(annotator, article, f"كلمة{number}")
    few = queries()
    for number in range(3, 30):
        factories.make_annotation(annotator, article, f"كلمة{number}")
    assert queries() == few <= (16 if person else 14)


def test_a_hostile_text_is_text_and_nothing_else(as_annotator, annotator, second_annotator):
    source = factories.make_source(HOSTILE)
    text = f"{HOSTILE}\n{HOSTILE} \u200f\n \n{HOSTILE}"
    article = factories.make_article(text, source=source, link="https://example.org/?<script>")
    factories.make_annotation(annotator, article, HOSTILE, note=HOSTILE)
    factories.make_annotation(annotator, article, HOSTILE, "quote", occurrence=2)
    page = page_of(as_annotator, f"/articles/{article.pk}/")
    assert "<script>alert" not in page
    assert "<img" not in page
    # Title, label, source, headline, two blocks, two notes.
    assert page.count("&lt;script&gt;alert(1)") >= 8
    assert page.count("<html") == page.count("</html>") == 1


def test_a_hostile_name_is_text_and_nothing_else(db, client):
    person = factories.make_person("layla", "annotator")
    type(person).objects.filter(pk=person.pk).update(username="<script>alert(1)</script>")
    person.refresh_from_db()
    article = factories.make_article()
    factories.make_annotation(person, article, "موسكو")
    client.force_login(person)
    assert "<script>alert" not in page_of(client, f"/articles/{article.pk}/")


@pytest.mark.parametrize("text", ["", " ", "\n\u200f\n"], ids=["empty", "space", "marks of direction"])
def test_a_text_of_nothing_is_said_to_have_none(db, client, text):
    article = factories.make_article(text)
    response = client.get(f"/articles/{article.pk}/")
    assert response.status_code == 200
    assert 'class="empty"' in response.content.decode()


@pytest.mark.parametrize(
    "address", ["/articles/0/", "/articles/999999/", f"/articles/{2**63}/", f"/articles/{10**30}/"]
)
@pytest.mark.parametrize("headers", [HTMX, JSON, PLAIN], ids=["htmx", "json", "plain"])
def test_an_unknown_article_is_not_found(db, client, address, headers):
    assert client.get(address, headers=headers).status_code == 404


@pytest.mark.parametrize(
    "address", ["/articles/x/", "/articles/-1/", "/articles/1", "/articles/٣/x/", "/articles/%00/"]
)
def test_what_names_no_article_is_not_found(db, client, address):
    assert client.get(address, follow=True).status_code == 404


@pytest.mark.parametrize("method", ["post", "put", "delete"])
def test_the_page_is_only_read(as_annotator, url, method):
    assert getattr(as_annotator, method)(url).status_code == 405


def test_a_closed_site_asks_visitors_to_log_in(client, url, settings, reader):
    settings.PUBLIC_READING = False
    plain = client.get(url)
    assert (plain.status_code, plain.url) == (302, f"/accounts/login/?next={url}")
    assert client.get(url, headers=HTMX).status_code == 401
    assert client.get(url, headers=JSON).status_code == 401
    client.force_login(reader)
    assert client.get(url).status_code == 200


AT_ONCE = re.compile(r'^(?:import|\} from|import .* from) "\./([\w-]+)\.js"', re.M)
LATER = re.compile(r'(?:=|await) import\("\./([\w-]+)\.js"\)')


def imported_by(names: set[str], *kinds: re.Pattern) -> set[str]:
    """Return the names of these modules, of those that they import, and so on."""
    found = set(names)
    for name in names:
        text = (SCRIPTS / f"{name}.js").read_text()
        found |= {imported for kind in kinds for imported in kind.findall(text)}
    return found if found == names else imported_by(found, *kinds)


def modules_of(page: str) -> tuple[set[str], set[str]]:
    """Return the names of the modules that a page fetches at once, and later."""
    preloaded = re.findall(r'rel="modulepreload" href="([^"]+)"', page)
    later = json.loads(re.search(r'id="later-modules"[^>]*>([^<]+)<', page)[1])
    return tuple({address.rpartition("/")[2].partition(".")[0] for address in each} for each in (preloaded, later))


@pytest.mark.parametrize(("who", "entry"), [("visitor", "reader"), ("annotator", "marking")])
def test_every_module_is_fetched_at_once_or_when_somebody_touches_the_page(request, url, who, entry):
    page = page_of(request.getfixturevalue("as_annotator" if who == "annotator" else "client"), url)
    at_once, later = modules_of(page)
    assert re.search(rf'<script type="module" src="[^"]+/{entry}\.\w+\.js"></script>', page)
    assert at_once == imported_by({entry}, AT_ONCE)
    # What only marking needs stands in modules that everybody has, and is never called for.
    never = {"bounds", "occurrences"} | imported_by({"waiting"}, AT_ONCE) if who == "visitor" else set()
    assert at_once | later | never == imported_by({entry}, AT_ONCE, LATER)
    assert not at_once & later


def test_a_visitor_fetches_nothing_of_marking(client, as_annotator, url):
    everything = set().union(*modules_of(page_of(as_annotator, url)))
    client.logout()
    visitors = set().union(*modules_of(page_of(client, url)))
    assert {"history", "linking", "marking", "outbox", "shelf", "standing", "strip"} <= everything - visitors


def test_the_language_follows_the_person_and_the_text_keeps_its_own(client, url):
    assert '<html lang="ar" dir="rtl"' in page_of(client, url, **{"Accept-Language": "en"})
    client.cookies["language"] = "en"
    page = page_of(client, url)
    assert '<html lang="en" dir="ltr"' in page
    assert '<article id="article-text" lang="ar" dir="rtl"' in page


@pytest.mark.parametrize(("words", "minutes"), [(0, 1), (1, 1), (180, 1), (360, 2), (1800, 10)])
def test_reading_time_is_a_round_figure_of_at_least_one(words, minutes):
    assert reading_minutes("كلمة " * words) == minutes
