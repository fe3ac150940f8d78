"""A blind annotator tries every address of the site, and learns nothing of what another annotator did.

What nothing depends on, nothing can leak: every answer must be, letter for letter, the
answer that the same person got before the other one marked anything.
"""

import copy
import re
import uuid

import pytest
from django.db import transaction
from django.test import Client
from django.urls import reverse

from annotations import curation, discussion, linking
from annotations.identifiers import new_uuid7
from annotations.models import GuidelineExample
from tests import factories
from tests.annotations.permissions.addresses import addresses

pytestmark = pytest.mark.django_db

JSON, HTMX, PAGE = {"accept": "application/json"}, {"hx-request": "true"}, {"accept": "text/html"}
NEW_ID = str(new_uuid7())
SECRETS = ("ملاحظة سرية", "omar-the-other", "سبب سري", "تعليق سري")

UUID = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}")
TOKEN = re.compile(r'name="csrfmiddlewaretoken" value="\w+"')


class Other:
    """The other annotator, what they mark, and under which ids: known from the start, as to one who guesses well."""

    def __init__(self, article) -> None:
        self.article = article
        self.person = factories.make_person("omar-the-other", "annotator")
        self.ids = [new_uuid7() for _ in range(3)]
        self.actions = [uuid.uuid4() for _ in range(3)]

    def marks(self, reviewer) -> None:
        """Mark an actor, a quote that it speaks and a place; have one of them judged, one shown as an example."""
        for number, (tag, exact) in enumerate([("actor", "لافروف"), ("quote", "المحصول جيد هذا العام"), ("location", "موسكو")]):
            start = self.article.text.index(exact)
            mark = curation.NewMark(self.ids[number], tag, start, start + len(exact), exact, note="ملاحظة سرية")
            curation.create(self.person, self.article.pk, mark, self.actions[number])
        linking.link(self.person, self.ids[1], 1, "speaker", self.ids[0])
        curation.reject(reviewer, self.ids[2], 1, "سبب سري")
        GuidelineExample.objects.create(
            collection=self.article.collection, article=self.article, annotation_id=self.ids[2],
            note="تعليق سري", added_by=reviewer,
        )  # fmt: skip
        discussion.add(self.person, self.ids[1], "تعليق سري @layla @samira")
        discussion.resolve(self.person, discussion.add(reviewer, self.ids[2], "تعليق سري @layla").comment.pk)


@pytest.fixture
def blind(db):
    return factories.make_collection("عمياء", mode="blind", guidelines="دليل")


@pytest.fixture
def other(blind):
    return Other(factories.make_article(collection=blind))


@pytest.fixture
def own(annotator, other):
    """Layla's own actor, on the very words that the other one will mark."""
    return factories.make_annotation(annotator, other.article, "لافروف")


def arguments_of(route: str, other: Other, own) -> list[dict]:
    """Return the ways to fill in the route that concern the other's work, or the own mark beside it."""
    values = {
        "article_id": [other.article.pk], "collection_id": [other.article.collection_id],
        "annotation_id": [*other.ids[1:], own.pk], "action_id": other.actions, "run_id": other.actions,
        "person_id": [other.person.pk], "id": [other.person.pk], "uidb64": ["Mg"], "token": ["set-password"],
        "object_id": [other.ids[1]], "content_type_id": [1], "app_label": ["annotations"], "rest": ["1/1/"],
        "url": ["x/"], "username": [other.person.username, "layla", "samira"],
    }  # fmt: skip
    names = re.findall(r"<(?:\w+:)?(\w+)>", route) or re.findall(r"\?P<(\w+)>", route)
    ways: list[dict] = [{}]
    for name in names:
        # A new kind of thing, by its first numbers.
        ways = [way | {name: value} for way in ways for value in values.get(name, [1, 2])]
    return ways


def guesses(other: Other, own) -> list[tuple[str, str]]:
    """Return name and address of all that can be guessed."""
    found = []
    for name, route in addresses().items():
        for way in arguments_of(route, other, own):
            if name.startswith("/"):
                address = re.sub(r"<path:object_id>|\(\?P<url>\.\*\)\$", str(next(iter(way.values()))), name)
            else:
                address = reverse(name, kwargs=way)
            found.append((name, address))
    return found


def forms(other: Other) -> list[dict]:
    """Return what is worth sending: a link to the other's mark, a continuation of it, a twin of it."""
    start = other.article.text.index("موسكو")
    twin = {"tag": "location", "start": start, "end": start + 5, "exact": "موسكو"}
    return [
        {"version": 1, "note": "x", "reason": "x", "tag": "location"},
        {"version": 1, "role": "speaker", "target": str(other.ids[0])},
        {"continues": str(other.ids[1]), **twin, "tag": "quote"},
        {"id": NEW_ID, **twin},
    ]


def answer(client: Client, method: str, address: str, data: dict, headers: dict, known: set[str]) -> tuple:
    """Return what can be seen of an answer, without what is there by chance; its effects are taken back."""
    cookies = copy.deepcopy(client.cookies)
    with transaction.atomic():
        response = getattr(client, method)(address, data, headers=headers)
        transaction.set_rollback(True)
    client.cookies = cookies
    head = {name: response.headers.get(name) for name in ("Location", "Content-Type", "Cache-Control", "HX-Redirect")}
    body = TOKEN.sub("", response.content.decode())
    return response.status_code, head, UUID.sub(lambda found: found[0] if found[0] in known else "some id", body)


def everything(client: Client, other: Other, own, names=None) -> dict:
    """Return every answer to every guess, by name, address and what was sent; ``names`` narrows them."""
    known, seen = {str(each) for each in [*other.ids, *other.actions, own.pk]}, {}
    for name, address in guesses(other, own):
        if names is not None and name not in names:
            continue
        tries = [("get", {"since": 0, "q": "موسكو", "set": "gold"}, headers) for headers in (PAGE, HTMX)]
        tries += [("post", form, JSON) for form in forms(other)]
        if name.startswith(("admin:", "/admin")) or ":" not in name:  # marks are elsewhere
            tries = [tries[0], tries[2]]
        for number, (method, data, headers) in enumerate(tries):
            seen[name, address, number] = answer(client, method, address, data, headers, known)
    return seen


def differences(before: dict, after: dict) -> set[str]:
    """Return the names of the addresses that answer differently, with the first difference."""
    return {f"{key}: {before[key]} became {after[key]}"[:3000] for key in before if before[key] != after[key]}


@pytest.mark.parametrize("who", ["annotator", "visitor"])
def test_every_answer_is_as_if_the_other_had_marked_nothing(client, annotator, reviewer, other, own, who):
    if who != "visitor":
        client.force_login(annotator)
    before = everything(client, other, own)
    other.marks(reviewer)
    after = everything(client, other, own)
    assert differences(before, after) == set()
    assert len(before) > 150
    for secret in SECRETS:
        # A page may name who its address names.
        assert not [key for key, (_status, _head, body) in after.items() if secret in body and secret not in key[1]], secret


def test_the_collections_reviewer_sees_the_difference(client, reviewer, other, own):
    """Proof that the answers above would tell, if there was something to tell."""
    client.force_login(reviewer)
    telling = {
        "newsroom:article_list", "annotations:article_detail", "annotations:article_changes",
        "annotations:annotation_detail", "annotations:annotation_link", "annotations:annotation_approve",
        "annotations:occurrence_list", "admin:annotations_annotation_changelist",
        "annotations:annotation_history", "annotations:article_history", "annotations:day_history",
        "annotations:person_history", "annotations:action_history", "annotations:comment_list",
        "annotations:mention_list", "admin:annotations_annotation_change", "admin:annotations_annotationevent_changelist",
    }  # fmt: skip
    before = everything(client, other, own, telling)
    other.marks(reviewer)
    after = everything(client, other, own, telling)
    assert {found.split("'")[1] for found in differences(before, after)} == telling


def test_after_the_adjudication_everybody_sees_all(client, annotator, reviewer, other, own):
    other.marks(reviewer)
    factories.adjudicate(other.article, reviewer)
    for person in (None, annotator):
        if person:
            client.force_login(person)
        page = client.get(other.article.get_absolute_url(), {"set": "all"}).content.decode()
        assert all(str(pk) in page for pk in other.ids)
        assert "تعليق سري" in page


def test_a_reviewer_who_linked_across_shows_nothing_of_it(client, annotator, reviewer, other, own):
    """A link that only a reviewer can make: the own quote is said by an actor that the other one marked."""
    quote = factories.make_annotation(annotator, other.article, "سنزرع بسوريا قمحا", "quote")
    other.marks(reviewer)
    linking.link(reviewer, quote.pk, 1, "speaker", other.ids[0])
    linking.link(reviewer, other.ids[1], 2, "speaker", own.pk)
    client.force_login(annotator)
    addresses_of_own = [other.article.get_absolute_url(), quote.get_absolute_url(), own.get_absolute_url()]
    for address in [*addresses_of_own, f"/articles/{other.article.pk}/changes/?since=0"]:
        page = client.get(address, headers=HTMX).content.decode()
        assert str(other.ids[0]) not in page and str(other.ids[1]) not in page
    response = client.post(own.get_absolute_url(), {"version": 1, "tag": "location"}, headers=JSON)
    assert response.status_code == 409
    assert "المحصول" not in str(response.json()) and str(other.ids[1]) not in str(response.json())
