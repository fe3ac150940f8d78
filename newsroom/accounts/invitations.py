"""Invitations: an account without a password, and a link that lets its person choose one.

No table of their own: an account that nobody has logged in to and that has no
usable password *is* an open invitation, a deactivated one is withdrawn.  The
link is Django's password-reset token, so it works once and expires.
"""

from django.contrib.admin.models import ADDITION, CHANGE, LogEntry
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import UNUSABLE_PASSWORD_PREFIX
from django.contrib.auth.models import Group
from django.contrib.auth.tokens import default_token_generator
from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode

from newsroom.accounts.roles import Role, roles_open_to

# How LogEntry writes "changed: …" in the language of its reader.
LINK_RENEWED = [{"changed": {"fields": ["password"]}}]
WITHDRAWN = [{"changed": {"fields": ["active"]}}]


def unanswered_invitations(by):
    """Return the people who have not chosen a password yet, as far as ``by`` could have invited them, newest first.

    Whoever makes a link for an account can enter it: an account with rights that
    ``by`` may not give stays out of reach.
    """
    people = get_user_model().objects.filter(
        password__startswith=UNUSABLE_PASSWORD_PREFIX, last_login=None, anonymised_at=None
    )
    if not by.is_superuser:
        beyond = Group.objects.exclude(name__in=roles_open_to(by))
        people = people.filter(is_superuser=False, user_permissions=None).exclude(groups__in=beyond)
    return people.order_by("-date_joined", "-pk")


@transaction.atomic
def invite(by, person, role: Role):
    """Store ``person`` as a new account in ``role`` and return it.  Raises ``PermissionDenied``."""
    if role not in roles_open_to(by):
        raise PermissionDenied
    person.set_unusable_password()
    person.is_staff = role.is_staff
    person.save()
    person.groups.add(role.group)
    _record(by, person, ADDITION, [{"added": {}}])
    return person


@transaction.atomic
def renew(by, person_id: int):
    """Make every earlier link of the invitation useless, a withdrawn one open again, and return its person.

    Raises ``User.DoesNotExist`` if there is no such invitation, or no longer.
    """
    person = _locked_invitation(by, person_id)
    # An unusable password ends in random characters, which the token depends on.
    person.set_unusable_password()
    person.is_active = True
    person.save(update_fields=["password", "is_active"])
    _record(by, person, CHANGE, LINK_RENEWED)
    return person


@transaction.atomic
def withdraw(by, person_id: int):
    """Deactivate the invited account, so that its link opens nothing, and return its person.

    Raises ``User.DoesNotExist`` if there is no such invitation, or no longer.
    """
    person = _locked_invitation(by, person_id)
    person.is_active = False
    person.save(update_fields=["is_active"])
    _record(by, person, CHANGE, WITHDRAWN)
    return person


def path_of_link(person) -> str:
    """Return the path at which ``person`` chooses a password, once."""
    uid = urlsafe_base64_encode(force_bytes(person.pk))
    return reverse("invitation_accept", args=[uid, default_token_generator.make_token(person)])


def _locked_invitation(by, person_id: int):
    # Under the lock, a person who chooses a password at this very moment keeps it.
    model = get_user_model()
    model.objects.select_for_update().filter(pk=person_id).first()
    return unanswered_invitations(by).get(pk=person_id)


def _record(by, person, action: int, message: list[dict]) -> None:
    LogEntry.objects.log_actions(by.pk, [person], action, change_message=message, single_object=True)
