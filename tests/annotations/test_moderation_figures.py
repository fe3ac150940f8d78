"""What a moderator wants to know of the whole, and that counting it stays cheap."""

import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from annotations import moderation_figures
from annotations.models import Annotation


@pytest.mark.django_db
def test_what_waits_is_counted_from_columns_of_its_index_alone():
    (index,) = (each for each in Annotation._meta.indexes if each.name == "annotation_waiting")
    conditions = [name.removesuffix("__isnull") for name, _value in index.condition.children]
    held = {Annotation._meta.get_field(name).column for name in [*index.fields, *conditions]}
    with CaptureQueriesContext(connection) as queries:
        moderation_figures._pending(timezone.now())
    asked = set(re.findall(r'"annotations_annotation"\."(\w+)"', queries[-1]["sql"]))
    assert {"tag_id", "author_id", "created_at", "status"} <= asked <= held
