"""The state of an annotation as data, and back."""

import json

import pytest
from django.utils import timezone

from annotations.models import Annotation, Tag
from annotations.refusals import UnknownTag
from annotations.states import put_back, state_of


def test_a_state_is_ready_for_json_and_complete(mark, reviewer):
    mark.reviewer, mark.reviewed_at, mark.deleted_at = reviewer, timezone.now(), timezone.now()
    state = state_of(mark)
    assert json.loads(json.dumps(state)) == state
    columns = {field.attname for field in Annotation._meta.concrete_fields}
    # What never changes, and the origins of a gold row; the tag goes by its slug.
    named = columns - {"id", "article_id", "created_at", "updated_at", "is_gold", "origins", "tag_id"}
    assert named | {"tag", "links"} == state.keys()


def test_putting_back_is_the_inverse_but_for_the_version(mark, reviewer):
    now = timezone.now()
    before = state_of(mark)
    changed = Annotation.objects.get()
    changed.tag = Tag.objects.get(slug="quote")
    changed.start, changed.end, changed.exact, changed.note = 0, 4, "وزير", "ملاحظة"
    changed.status, changed.reason, changed.reviewer_id = "rejected", "لا", reviewer.pk
    changed.reviewed_at = changed.deleted_at = now
    changed.version = 9
    after = state_of(changed)
    put_back(changed, before)
    assert state_of(changed) == before | {"version": 9}
    put_back(changed, after)
    assert state_of(changed) == after
    assert changed.deleted_at == now


def test_putting_back_a_tag_that_is_gone_is_refused(mark):
    with pytest.raises(UnknownTag):
        put_back(mark, state_of(mark) | {"tag": "event"})
