"""Who asks, and in which form."""

import pytest

HTMX = {"HX-Request": "true"}
JSON = {"Accept": "application/json"}
PLAIN = {"Accept": "text/html"}


@pytest.fixture
def as_annotator(client, annotator):
    client.force_login(annotator)
    return client


@pytest.fixture
def as_reviewer(client, reviewer):
    client.force_login(reviewer)
    return client
