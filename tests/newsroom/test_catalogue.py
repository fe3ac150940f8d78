"""The Arabic catalogue holds every string of the interface, and no other."""

import re

import pytest

from newsroom.catalogues import find_messages, is_translated, read_catalogue

PLACEHOLDER = re.compile(r"%\(\w+\)[sd]|\{\w+\}|</?bdi>")


def _key(message):
    return message.context, message.id


@pytest.fixture(scope="module")
def stored():
    return {_key(message): message for message in read_catalogue() if message.id}


def test_every_string_of_code_and_templates_is_in_the_catalogue(stored):
    assert {_key(message) for message in find_messages() if message.id} - stored.keys() == set()


def test_every_string_has_all_its_arabic_forms(stored):
    assert [key for key, message in stored.items() if not is_translated(message)] == []


def test_plurals_have_six_forms(stored):
    assert {len(message.string) for message in stored.values() if isinstance(message.id, tuple)} == {6}


def test_arabic_uses_no_placeholder_that_the_english_lacks(stored):
    for message in stored.values():
        known = set(PLACEHOLDER.findall(" ".join(message.id) if isinstance(message.id, tuple) else message.id))
        forms = message.string if isinstance(message.string, (tuple, list)) else [message.string]
        assert all(set(PLACEHOLDER.findall(form)) <= known for form in forms), message.id


def test_a_single_string_keeps_every_placeholder(stored):
    for message in stored.values():
        if not isinstance(message.id, tuple):
            assert sorted(PLACEHOLDER.findall(message.string)) == sorted(PLACEHOLDER.findall(message.id)), message.id
