"""People and marks that the tests of the admin share."""

import pytest

from tests import factories


@pytest.fixture
def moderator(client, reviewer):
    """A client that the reviewer is logged in with.  In English: that is how messages are written here."""
    reviewer.language = "en"
    reviewer.save()
    client.force_login(reviewer)
    return client


@pytest.fixture
def manager(client, administrator):
    """A client that the administrator is logged in with, in English too."""
    administrator.language = "en"
    administrator.save()
    client.force_login(administrator)
    return client


@pytest.fixture
def marks(annotator, article):
    """Three pending marks of one annotator."""
    return [factories.make_annotation(annotator, article, exact) for exact in ("موسكو", "لافروف", "سوريا")]
