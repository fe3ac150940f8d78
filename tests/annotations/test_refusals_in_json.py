"""A script that asks for JSON is told why it is refused."""

import pytest
from django.urls import reverse

from tests import factories


@pytest.mark.parametrize(
    ("changed", "status", "code", "said"),
    [
        ({}, 409, "already_marked", "You have already marked this with the same tag."),
        ({"tag": "weather"}, 422, "unknown_tag", "There is no such tag."),
        ({"exact": "كييف!"}, 409, "text_differs", "The stored text differs from what you saw."),
        ({"start": "x"}, 422, "invalid_input", "A whole number is missing."),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_names_the_reason(client, annotator, article, changed, status, code, said):
    annotator.language = "en"
    annotator.save()
    client.force_login(annotator)
    mark = factories.make_annotation(annotator, article, "موسكو")
    form = {"tag": "actor", "start": mark.start, "end": mark.end, "exact": mark.exact}
    address = reverse("annotations:annotation_create", args=[article.pk])
    response = client.post(address, form | changed, headers={"Accept": "application/json"})
    assert response.status_code == status
    error = response.json()["error"]
    assert (error["status"], error["code"]) == (status, code)
    assert error["message"].startswith(said)
