"""The roles a person is invited to; each is the group of the same name."""

from django.contrib.auth.models import Group
from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.TextChoices):
    ANNOTATOR = "annotator", _("Annotator")
    REVIEWER = "reviewer", _("Reviewer")
    ADMINISTRATOR = "administrator", _("Administrator")

    @property
    def is_staff(self) -> bool:
        """Tell whether people in this role work in the admin panel."""
        return self is not Role.ANNOTATOR

    @property
    def group(self) -> Group:
        return Group.objects.get(name=self.value)


def roles_open_to(by) -> list[Role]:
    """Return the roles ``by`` may give: nobody hands out a right that reaches beyond their own."""
    if not by.has_perm("accounts.add_user"):
        return []
    return list(Role) if by.is_superuser else [Role.ANNOTATOR, Role.REVIEWER]


def name_of(group: Group) -> str:
    """Return the name of a role's group in the language of the interface; other groups have one name."""
    return str(Role(group.name).label) if group.name in Role.values else group.name


def roles_of(person) -> list[Role]:
    """Return the roles of ``person``, the least first."""
    names = {group.name for group in person.groups.all()}
    return [role for role in Role if role.value in names]


def has_more_rights(person, by) -> bool:
    """Tell whether ``person`` has rights that ``by`` may not give: who sets a password can use the account."""
    if by.is_superuser:
        return False
    beyond = person.groups.exclude(name__in=roles_open_to(by))
    return person.is_superuser or person.user_permissions.exists() or beyond.exists()
