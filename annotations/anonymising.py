"""Makes a person nameless on request: what they did stays, under a neutral name, and nobody can log in as them.

What others wrote about them in words of their own – notes, reasons, guidelines – is not searched.
"""

from axes.models import AccessAttempt, AccessFailureLog, AccessLog
from django.contrib.admin.models import LogEntry
from django.contrib.auth import SESSION_KEY, get_user_model
from django.contrib.contenttypes.models import ContentType
from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from annotations import discussion
from annotations.access import is_administrator
from annotations.models import AgreementSummary, Assignment, Claim, Membership
from annotations.redacting import rename
from annotations.refusals import AlreadyAnonymous, LastAdministrator, NotAllowed, Oneself
from newsroom.accounts.roles import has_more_rights

ADMINISTERS = "newsroom.change_collection"
MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


def anonymise(by, person_id: int):
    """Return the person under their neutral name; nothing undoes this.

    Raises ``User.DoesNotExist``, ``NotAllowed``, ``Oneself``, ``LastAdministrator`` or ``AlreadyAnonymous``.
    """
    with transaction.atomic():
        person = _locked(person_id)
        _refuse(by, person)
        before, called = person.get_username(), str(person)
        _clear(person)
        rename(person, person.username)
        discussion.rename_mentions(before, person.username)
        _end_work(person)
        _end_sessions(person)
        _forget_in_logs(person, before, called)
    return person


def _locked(person_id: int):
    """Return the person, with everybody locked who administers: two of them must not take each other away at once."""
    people = get_user_model().objects
    administrators = people.with_perm(ADMINISTERS, backend=MODEL_BACKEND).values_list("pk", flat=True)
    locked = people.select_for_update().filter(pk__in={person_id, *administrators}).order_by("pk")
    return {person.pk: person for person in locked}.get(person_id) or people.get(pk=person_id)


def _refuse(by, person) -> None:
    # As it is under the lock.
    by = get_user_model().objects.get(pk=by.pk)
    if by.pk == person.pk:
        raise Oneself()
    if not is_administrator(by) or has_more_rights(person, by):
        raise NotAllowed()
    if person.anonymised_at:
        raise AlreadyAnonymous()
    others = get_user_model().objects.with_perm(ADMINISTERS, backend=MODEL_BACKEND).exclude(pk=person.pk)
    if is_administrator(person) and not others.exists():
        raise LastAdministrator()


def _clear(person) -> None:
    person.username = _free_name(person.pk)
    person.first_name = person.last_name = person.email = ""
    person.set_unusable_password()
    person.is_active = person.is_staff = person.is_superuser = False
    person.last_login, person.anonymised_at = None, timezone.now()
    person.save()
    person.groups.clear()
    person.user_permissions.clear()


def _free_name(pk: int) -> str:
    """Return ``deleted-<id>``; somebody may have called themselves so."""
    name, number = f"deleted-{pk}", 1
    while get_user_model().objects.filter(username=name).exists():
        number += 1
        name = f"deleted-{pk}-{number}"
    return name


def _end_work(person) -> None:
    """Take the person out of collections and of what is not finished; finished sets count on in agreement."""
    Membership.objects.filter(user=person).delete()
    # Figures that were computed call people by their names.
    AgreementSummary.objects.filter(collection__articles__assignments__user=person).delete()
    Assignment.objects.filter(user=person).exclude(status=Assignment.Status.FINISHED).delete()
    Claim.objects.filter(by=person).delete()


def _end_sessions(person) -> None:
    """Delete the sessions of the person, which are found by looking into every one."""
    for session in Session.objects.iterator(chunk_size=500):
        if session.get_decoded().get(SESSION_KEY) == str(person.pk):
            session.delete()


def _forget_in_logs(person, before: str, called: str) -> None:
    """Let the logs of the administration and of log-ins not call the person by name."""
    content_type = ContentType.objects.get_for_model(get_user_model())
    entries = LogEntry.objects.filter(content_type=content_type, object_id=str(person.pk))
    entries.update(object_repr=person.username)
    # A membership is called after its person.
    memberships = LogEntry.objects.filter(content_type=ContentType.objects.get_for_model(Membership))
    memberships.filter(object_repr__startswith=f"{called} · ").update(object_repr="")
    for model in (AccessAttempt, AccessFailureLog, AccessLog):
        model.objects.filter(username=before).delete()
