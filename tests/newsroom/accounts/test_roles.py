"""Roles and who may give them."""

from annotations.installation import GROUPS
from newsroom.accounts.roles import Role, roles_of, roles_open_to


def test_each_role_is_an_installed_group(db):
    assert [role.value for role in Role] == list(GROUPS)
    assert [role.group.name for role in Role] == list(GROUPS)


def test_only_a_superuser_makes_administrators(administrator, plain_administrator):
    assert roles_open_to(administrator) == list(Role)
    assert roles_open_to(plain_administrator) == [Role.ANNOTATOR, Role.REVIEWER]


def test_nobody_else_gives_any_role(annotator, reviewer, reader):
    assert [roles_open_to(person) for person in (annotator, reviewer, reader)] == [[], [], []]


def test_roles_of_a_person(plain_administrator, reader):
    assert roles_of(plain_administrator) == [Role.ADMINISTRATOR]
    assert roles_of(reader) == []
