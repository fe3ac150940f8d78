"""Requests as programs send them: the same answer whatever the form's encoding, and HEAD like GET."""

import pytest
from django.conf import settings
from django.urls import reverse

LIMIT = settings.DATA_UPLOAD_MAX_MEMORY_SIZE


@pytest.mark.parametrize("content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=x"])
def test_refuses_a_form_that_is_too_large(client, annotator, article, content_type):
    client.force_login(annotator)
    address = reverse("annotations:annotation_create", args=[article.pk])
    body = b'--x\r\nContent-Disposition: form-data; name="exact"\r\n\r\n' + b"a" * LIMIT + b"\r\n--x--\r\n"
    assert client.post(address, body, content_type=content_type).status_code == 413


@pytest.mark.parametrize("method", ["get", "head"])
def test_leads_to_the_login(client, db, method):
    response = getattr(client, method)(reverse("profile"))
    assert response.status_code == 302
    assert response.url.startswith(reverse("login"))
