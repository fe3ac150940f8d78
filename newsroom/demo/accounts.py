"""The demo's accounts, with passwords that everybody knows: made in a database marked as a demo, nowhere else."""

from dataclasses import dataclass

from django.contrib.auth import get_user_model
from django.contrib.auth.models import Group
from django.db import transaction

from newsroom.demo.database import require_mark

PASSWORD = "hawashi-demo"  # noqa: S105 - printed by `demo`


@dataclass(frozen=True)
class Account:
    """A person of the demo and what the person may do."""

    name: str
    group: str
    is_staff: bool = False
    is_superuser: bool = False


ACCOUNTS = (
    Account("admin", "administrator", is_staff=True, is_superuser=True),
    Account("reviewer", "reviewer", is_staff=True),
    Account("annotator", "annotator"),
    Account("annotator2", "annotator"),
)


@transaction.atomic
def make_accounts() -> None:
    """Make the accounts that are missing; what a person changed, the password included, stays.

    Raises ``SetupError`` in a database that is not a demo's.
    """
    require_mark()
    for account in ACCOUNTS:
        if not get_user_model().objects.filter(username=account.name).exists():
            _make(account)


def _make(account: Account) -> None:
    person = get_user_model().objects.create_user(
        account.name, password=PASSWORD, is_staff=account.is_staff, is_superuser=account.is_superuser
    )
    person.groups.add(Group.objects.get(name=account.group))
