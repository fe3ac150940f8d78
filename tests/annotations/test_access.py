"""Who may do what with annotations."""

import pytest
from django.contrib.auth.models import AnonymousUser

from annotations.access import can_annotate, can_edit, can_review

# person: may annotate, may review, may edit Layla's mark
RIGHTS = {
    "annotator": (True, False, True),
    "second_annotator": (True, False, False),
    "reviewer": (True, True, True),
    "administrator": (True, True, True),
    "reader": (False, False, False),
}


@pytest.mark.parametrize("person", RIGHTS)
def test_rights_follow_the_role(request, mark, person):
    user = request.getfixturevalue(person)
    assert (can_annotate(user), can_review(user), can_edit(user, mark)) == RIGHTS[person]


def test_a_visitor_may_nothing(mark):
    visitor = AnonymousUser()
    assert (can_annotate(visitor), can_review(visitor), can_edit(visitor, mark)) == (False, False, False)


@pytest.mark.parametrize("person", ["annotator", "reviewer", "administrator"])
def test_a_deactivated_account_may_nothing(request, mark, person):
    user = request.getfixturevalue(person)
    user.is_active = False
    assert (can_annotate(user), can_review(user), can_edit(user, mark)) == (False, False, False)


def test_an_author_who_lost_the_right_may_not_edit(annotator, mark):
    annotator.groups.clear()
    annotator = type(annotator).objects.get(pk=annotator.pk)
    assert not can_edit(annotator, mark)


def test_the_right_comes_from_the_permission_not_from_being_staff(reader, mark):
    reader.is_staff = True
    assert not can_review(reader)
