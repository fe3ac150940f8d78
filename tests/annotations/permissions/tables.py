"""How the rows of the permission matrix are written."""

from collections.abc import Callable
from dataclasses import dataclass, field

from tests.annotations.permissions.world import PLACES, ROLES

JSON = {"accept": "application/json"}
PAGE = {"accept": "text/html"}

Statuses = dict[tuple[str, str], int]


def table(text: str) -> Statuses:
    """Read a table of statuses: a line for each place, a column for each of ``ROLES``; ``-`` is not tried."""
    statuses = {}
    for line in text.strip().splitlines():
        place, *columns = line.split()
        assert place in PLACES and len(columns) == len(ROLES), line
        statuses |= {(place, role): int(each) for role, each in zip(ROLES, columns, strict=True) if each != "-"}
    return statuses


def everybody(status: int, **but: int) -> Statuses:
    """Return a table of an address that names nothing: the same for all, but for some roles."""
    assert but.keys() <= set(ROLES)
    return {("open", role): but.get(role, status) for role in ROLES}


def staff(reviewer: int, administrator: int, places: tuple[str, ...] = ("open",)) -> Statuses:
    """Return a table of a page of the admin, which leads everybody else to its login."""
    statuses = dict.fromkeys(ROLES, 302) | {"reviewer": reviewer, "administrator": administrator}
    return {(place, role): status for place in places for role, status in statuses.items()}


@dataclass(frozen=True)
class Row:
    """What an address answers to each method that it knows.  Any other one is 405 for everybody.

    ``named`` returns the arguments of the address for (world, role, place), or ``None``
    where there is no such thing; ``query`` and ``form`` what is sent with it by GET and POST.
    """

    get: Statuses | None = None
    post: Statuses | None = None
    named: Callable = lambda world, role, place: ()
    query: Callable = lambda world, role, place: {}
    form: Callable = lambda world, role, place: {}
    headers: dict = field(default_factory=lambda: PAGE)
    # Django's own pages: the admin answers an odd method as a GET, some of its class views answer OPTIONS.
    is_lenient: bool = False
