"""People and marks that the tests of the admin share."""

import pytest

from tests import factories


@pytest.fixture
def manager(client, db):
    """A client that an administrator is logged in with who is no superuser, in English."""
    person = factories.make_person("nadia", "administrator", is_staff=True, language="en")
    client.force_login(person)
    return client


@pytest.fixture
def marks(annotator, article):
    """Three pending marks of one annotator."""
    return [factories.make_annotation(annotator, article, exact) for exact in ("موسكو", "لافروف", "سوريا")]
