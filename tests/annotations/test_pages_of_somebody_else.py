"""A page that is still open after another person logged in: nothing it sends counts as theirs."""

import uuid

import pytest
from django.urls import reverse

from annotations.models import Annotation
from tests import factories

HTMX = {"HX-Request": "true"}


@pytest.fixture
def annotation(annotator, article):
    return factories.make_annotation(annotator, article, "موسكو")


def mark(article, exact="لافروف", **fields) -> dict:
    start = article.text.index(exact)
    return {"id": uuid.uuid4(), "tag": "actor", "start": start, "end": start + len(exact), "exact": exact, **fields}


def test_refuses_a_mark(client, annotator, second_annotator, article):
    client.force_login(second_annotator)
    address = reverse("annotations:annotation_create", args=[article.pk])
    response = client.post(address, mark(article, person=annotator.pk), headers=HTMX)
    assert response.status_code == 401
    assert 'data-refusal="somebody_else"' in response.content.decode()
    assert not Annotation.objects.exists()


@pytest.mark.parametrize("change", ["detail", "delete", "approve", "reject"])
def test_refuses_a_change(client, annotator, reviewer, annotation, change):
    client.force_login(reviewer)
    address = reverse(f"annotations:annotation_{change}", args=[annotation.pk])
    form = {"version": annotation.version, "tag": "location", "person": annotator.pk}
    assert client.post(address, form, headers=HTMX).status_code == 401
    annotation.refresh_from_db()
    assert annotation.version == 1


@pytest.mark.parametrize("person", ["", None, "own"])
def test_stores_the_mark_of_who_is_there(client, annotator, article, person):
    client.force_login(annotator)
    named = {"own": {"person": annotator.pk}, "": {"person": ""}}.get(person, {})
    address = reverse("annotations:annotation_create", args=[article.pk])
    assert client.post(address, mark(article, **named), headers=HTMX).status_code == 201


def test_anything_else_is_nobody(client, annotator, article):
    client.force_login(annotator)
    address = reverse("annotations:annotation_create", args=[article.pk])
    assert client.post(address, mark(article, person="\0٣"), headers=HTMX).status_code == 401
