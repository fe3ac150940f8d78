"""Who asks, and in which form."""

import pytest

from tests import factories

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


@pytest.fixture
def second_reviewer(db):
    return factories.make_person("nabil", "reviewer")


@pytest.fixture
def marks(annotator, article):
    return [factories.make_annotation(annotator, article, name) for name in ("سامر الحلواني", "ولافروف", "سوريا")]
