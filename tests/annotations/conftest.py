"""What the tests of annotations share."""

import pytest

from tests import factories


@pytest.fixture
def mark(annotator, article):
    """Layla's pending actor ``سامر الحلواني``."""
    return factories.make_annotation(annotator, article, "سامر الحلواني")
