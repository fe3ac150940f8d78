"""The markup of a margin note: complete, and nothing in it is taken for markup."""

from html.parser import HTMLParser

import pytest
from django.utils import translation
from django.utils.safestring import SafeString

from annotations.models import Tag
from annotations.note_markup import attributes, chip_markup, item_markup
from annotations.notes import Note
from annotations.quotations import End, Quotation

ID = "01980000-0000-7000-8000-000000000001"
HOSTILE = """<script>alert(1)</script>"'><img src=x onerror=alert(2)>&amp;{{ secret }}{% now "Y" %}%s"""


@pytest.fixture(autouse=True)
def in_arabic():
    """A request of an earlier test may have left its language behind."""
    with translation.override("ar"):
        yield


def make_note(**fields) -> Note:
    tag = Tag(slug="actor", name_ar="جهة", name_en="actor", colour_token=2, sign="●", order=20)
    usual = {
        "id": ID, "tag": tag, "start": 3, "end": 9, "text": "موسكو", "status": "pending", "version": 4,
        "author_id": 7, "author": "layla", "has_note": False,
    }  # fmt: skip
    return Note(**usual | fields)


class Parsed(HTMLParser):
    """What a browser sees: elements with their attributes, and the text."""

    def __init__(self, markup: str) -> None:
        super().__init__(convert_charrefs=True)
        self.elements: list[tuple[str, dict]] = []
        self.text = ""
        self.feed(markup)

    def handle_starttag(self, tag, attrs) -> None:
        self.elements.append((tag, dict(attrs)))

    def handle_data(self, data) -> None:
        self.text += data


def test_the_item_carries_the_state_that_the_script_reads():
    (name, found), *_ = Parsed(item_markup(make_note())).elements
    assert name == "li"
    assert found == {
        "id": f"n-{ID}", "class": "note", "data-annotation": ID, "data-tag": "actor", "data-colour": "2",
        "data-order": "20", "data-start": "3", "data-end": "9", "data-status": "pending", "data-version": "4",
        "data-author": "7",
    }  # fmt: skip


def test_an_item_sent_alone_names_its_list():
    assert ' data-list="notes-0"' in item_markup(make_note(), 0)
    assert "data-list" not in item_markup(make_note())


def test_an_open_item_has_its_class():
    assert ' class="note is-open"' in attributes(make_note(), 0, " is-open")


def test_the_chip_links_to_the_annotation_and_says_everything_in_words():
    parsed = Parsed(chip_markup(make_note()))
    assert parsed.elements[0] == ("a", {"class": "chip", "href": f"/annotations/{ID}/"})
    assert parsed.text == "●موسكوجهة، layla، قيد المراجعة"


@pytest.mark.parametrize("has_note", [True, False])
def test_the_chip_shows_whether_there_is_a_note(has_note):
    assert ("✎" in chip_markup(make_note(has_note=has_note))) == has_note


@pytest.mark.parametrize("field", ["text", "author"])
def test_what_people_wrote_is_text_and_nothing_else(field):
    plain, hostile = Parsed(item_markup(make_note())), Parsed(item_markup(make_note(**{field: HOSTILE})))
    assert hostile.elements == plain.elements
    assert HOSTILE in hostile.text


@pytest.mark.parametrize("field", ["slug", "name_ar", "sign"])
def test_what_a_tag_says_is_text_and_nothing_else(field):
    usual = {"slug": "actor", "name_ar": "جهة", "name_en": "actor", "colour_token": 2, "sign": "●", "order": 20}
    parsed = Parsed(item_markup(make_note(tag=Tag(**usual | {field: HOSTILE}))))
    assert [name for name, _ in parsed.elements] == ["li", "a", "span", "bdi", "span", "bdi"]
    assert set(parsed.elements[0][1]) == set(Parsed(item_markup(make_note())).elements[0][1])
    assert parsed.elements[0][1]["data-tag"] == (HOSTILE if field == "slug" else "actor")


def test_the_markup_is_not_escaped_again():
    note = make_note()
    assert all(isinstance(made, SafeString) for made in (item_markup(note), attributes(note), chip_markup(note)))


def quote_note(**fields) -> Note:
    tag = Tag(slug="quote", name_ar="اقتباس", name_en="quote", colour_token=1, sign="❝", order=10)
    return make_note(tag=tag, text="نأمل خيرا", quotation=Quotation(**fields))


SPEAKER = End("01980000-0000-7000-8000-000000000002", "لافروف", 40, 46)


@pytest.mark.parametrize(
    ("quotation", "shown"),
    [
        pytest.param({"speaker": SPEAKER}, "❝لافروف القائل، نأمل خيرا، اقتباس", id="speaker"),
        pytest.param({"is_unnamed": True}, "❝مصدر غير مسمّى، نأمل خيرا، اقتباس", id="unnamed"),
        pytest.param({"continues": SPEAKER}, "❝نأمل خيرا تتمةاقتباس", id="part"),
        pytest.param({"kind": "direct"}, "❝نأمل خيرااقتباس", id="kind alone"),
    ],
)
def test_the_chip_of_a_quote_names_its_speaker_and_keeps_its_text_in_words(quotation, shown):
    assert Parsed(chip_markup(quote_note(**quotation))).text.startswith(shown)


def test_a_quote_carries_only_the_links_it_has():
    found = Parsed(item_markup(quote_note(kind="mixed", speaker=SPEAKER, cue=SPEAKER))).elements[0][1]
    assert {name: found[name] for name in ("data-kind", "data-speaker", "data-text")} == {
        "data-kind": "mixed", "data-speaker": SPEAKER.id, "data-text": "نأمل خيرا",
    }  # fmt: skip
    assert (found["data-cue"], found["data-cue-start"], found["data-cue-end"]) == (SPEAKER.id, "40", "46")
    assert "data-continues" not in found
    assert Parsed(item_markup(quote_note(is_unnamed=True))).elements[0][1]["data-speaker"] == "unnamed"
    bare = Parsed(item_markup(quote_note(continues=SPEAKER))).elements[0][1]
    assert bare["data-continues"] == SPEAKER.id and not {"data-speaker", "data-cue", "data-text"} & bare.keys()


def test_what_a_speaker_is_called_is_text_and_nothing_else():
    plain = Parsed(item_markup(quote_note(speaker=SPEAKER)))
    hostile = Parsed(item_markup(quote_note(speaker=SPEAKER._replace(text=HOSTILE))))
    assert hostile.elements == plain.elements
    assert HOSTILE in hostile.text
