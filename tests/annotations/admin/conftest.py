"""People and marks that the tests of the admin share."""

import pytest

from tests import factories


@pytest.fixture
def marks(annotator, article):
    """Three pending marks of one annotator."""
    return [factories.make_annotation(annotator, article, exact) for exact in ("موسكو", "لافروف", "سوريا")]
