"""People and marks that the tests of the admin share."""

import pytest

from tests import factories

LIST = "/admin/annotations/annotation/"


@pytest.fixture(autouse=True)
def english(settings):
    """Messages are compared in the language they are written in; people choose theirs with the account."""
    settings.LANGUAGE_CODE = "en"


@pytest.fixture
def moderator(client, reviewer):
    """A client that the reviewer is logged in with, in English."""
    reviewer.language = "en"
    reviewer.save()
    client.force_login(reviewer)
    return client


@pytest.fixture
def marks(annotator, article):
    """Three pending marks of one annotator."""
    return [factories.make_annotation(annotator, article, exact) for exact in ("موسكو", "لافروف", "سوريا")]
