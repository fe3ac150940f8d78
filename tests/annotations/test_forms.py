"""What the requests of the reading page may contain."""

import uuid

import pytest
from django.http import QueryDict

from annotations.forms import (
    EXACT_LIMIT,
    NOTE_LIMIT,
    REASON_LIMIT,
    ChangeForm,
    CreateForm,
    EditForm,
    RejectForm,
    validated,
)
from annotations.refusals import InvalidInput, TooLarge

MARK = {"tag": "actor", "start": "0", "end": "4", "exact": "وزير"}
ID = "01980000-0000-7000-8000-000000000001"


def data(**fields) -> QueryDict:
    sent = QueryDict(mutable=True)
    sent.update({name: value for name, value in fields.items() if value is not None})
    return sent


def test_a_mark_is_understood():
    cleaned = validated(CreateForm(data(**MARK, id=ID, action=ID, note=" انظر\r\n")))
    assert cleaned == {
        "id": uuid.UUID(ID), "action": uuid.UUID(ID), "tag": "actor", "start": 0, "end": 4, "exact": "وزير",
        "note": " انظر\r\n", "kind": "", "speaker": None, "continues": None,
    }  # fmt: skip


def test_identifier_action_and_note_may_be_left_out():
    cleaned = validated(CreateForm(data(**MARK)))
    assert (cleaned["id"], cleaned["action"], cleaned["note"]) == (None, None, "")


def test_the_marked_text_is_never_stripped():
    assert validated(CreateForm(data(**MARK | {"exact": "\r\n \u200f"})))["exact"] == "\r\n \u200f"


BAD_NUMBERS = {
    "arabic-indic": "٣", "persian": "۳", "fullwidth": "３", "superscript": "²", "negative": "-1", "plus": "+1",
    "fraction": "1.5", "exponent": "1e3", "hexadecimal": "0x1", "underscore": "1_0", "word": "x",
    "ten digits": "1" * 10, "huge": "9" * 5000, "nul": "1\0", "line feed inside": "1\n2", "not a number": "NaN",
}  # fmt: skip


@pytest.mark.parametrize("name", ["start", "end"])
@pytest.mark.parametrize("value", BAD_NUMBERS.values(), ids=BAD_NUMBERS)
def test_an_offset_is_a_few_ascii_digits(name, value):
    for form in (CreateForm(data(**MARK | {name: value})), EditForm(data(**MARK | {name: value}, version="1"))):
        with pytest.raises(InvalidInput):
            validated(form)


@pytest.mark.parametrize("value", BAD_NUMBERS.values(), ids=BAD_NUMBERS)
def test_a_version_is_a_few_ascii_digits(value):
    with pytest.raises(InvalidInput):
        validated(ChangeForm(data(version=value)))


@pytest.mark.parametrize("name", ["tag", "start", "end", "exact"])
@pytest.mark.parametrize("value", [None, ""], ids=["left out", "empty"])
def test_a_mark_lacks_nothing(name, value):
    with pytest.raises(InvalidInput) as refused:
        validated(CreateForm(data(**MARK | {name: value})))
    assert str(refused.value.message)


@pytest.mark.parametrize("name", ["tag", "exact", "note", "id", "action"])
def test_a_nul_is_refused(name):
    with pytest.raises(InvalidInput):
        validated(CreateForm(data(**MARK | {name: "a\0b"})))


@pytest.mark.parametrize("value", ["x", "1", ID[:-1], ID + "0", "'; --", "{" * 40])
@pytest.mark.parametrize("name", ["id", "action"])
def test_an_identifier_is_a_uuid(name, value):
    with pytest.raises(InvalidInput):
        validated(CreateForm(data(**MARK | {name: value})))


@pytest.mark.parametrize(
    ("form", "name", "limit"),
    [(CreateForm, "exact", EXACT_LIMIT), (CreateForm, "note", NOTE_LIMIT), (EditForm, "note", NOTE_LIMIT),
     (EditForm, "exact", EXACT_LIMIT), (RejectForm, "reason", REASON_LIMIT)],
)  # fmt: skip
def test_long_texts_have_a_limit_in_code_points(form, name, limit):
    usual = MARK | {"version": "1"}
    assert len(validated(form(data(**usual | {name: "ش" * limit})))[name]) == limit
    with pytest.raises(TooLarge):
        validated(form(data(**usual | {name: "ش" * (limit + 1)})))


def test_too_large_weighs_more_than_wrong():
    with pytest.raises(TooLarge):
        validated(CreateForm(data(start="x", note="ش" * (NOTE_LIMIT + 1))))


def test_an_edit_changes_what_was_sent_and_nothing_else():
    def changes(**sent) -> dict:
        form = EditForm(data(version="2", **sent))
        validated(form)
        return form.changes

    assert changes() == {}
    assert changes(note="") == {"note": ""}
    assert changes(tag="quote") == {"tag": "quote"}
    assert changes(start="0", end="4", exact="وزير") == {"start": 0, "end": 4, "exact": "وزير"}
    assert changes(start="", end="", exact="", note="انظر") == {"note": "انظر"}


@pytest.mark.parametrize(
    "bounds",
    [
        {"start": "0"},
        {"start": "0", "end": "4"},
        {"end": "4", "exact": "وزير"},
        {"exact": "وزير"},
        {"start": " ", "end": "4", "exact": "وزير"},
        {"start": "0", "end": "\u00a0", "exact": "وزير"},
    ],
    ids=str,
)
def test_new_bounds_come_complete(bounds):
    with pytest.raises(InvalidInput):
        validated(EditForm(data(version="1", **bounds)))
