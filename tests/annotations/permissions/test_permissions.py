"""Who may ask what: every URL of the site × every role × whose thing it names × every method.

**A new URL needs a row**, or this suite fails.  Rows stand in ``rows.py`` (the site),
``discussion_rows.py`` (discussions and the log) and ``admin_rows.py`` (the admin), under the
name of the URL.  A row says, for GET and for POST, the status that each role gets in each place::

    "annotations:annotation_approve": Row(
        post=table('''
            own    -   403 200 200 403 200
            open   401 403 200 200 403 403
            blind  401 404 200 200 404 404
            closed 401 404 404 200 403 200
        '''),
        named=annotation,           # what the address names: the annotation of that place
        form=version, headers=JSON,
    ),

Columns: visitor, annotator, reviewer, administrator (of the site's groups), member (an annotator)
and lead (a reviewer) of the closed collection, who are in no group.  Lines: one's own thing, and
Omar's in an open, a blind and a closed collection (``world.py``).  An address that names nothing
says ``everybody(200, visitor=302)``.  A method without a table must be 405 for everybody; HEAD
goes with GET, and is tried by each role in one place.  A model that the admin registers needs
one line in ``MODELS`` of ``admin_rows.py``.

A form should be one that is answered with success where it is allowed: then the table shows that
nothing but the right was missing.  What a request changes is rolled back.  A page is rendered once for each role.
"""

import logging

import pytest
from django.db import transaction
from django.urls import reverse

from tests.annotations.permissions.addresses import addresses
from tests.annotations.permissions.admin_rows import ADMIN_ROWS
from tests.annotations.permissions.discussion_rows import DISCUSSION_ROWS
from tests.annotations.permissions.rows import SITE_ROWS
from tests.annotations.permissions.tables import Row, Statuses
from tests.annotations.permissions.world import ROLES, World

# Without the mark there would be no database; what a test does is rolled back inside of what the module made.
pytestmark = pytest.mark.django_db

ROWS = SITE_ROWS | DISCUSSION_ROWS | ADMIN_ROWS
# Their pages are alike for everybody, and tested by themselves.
REFUSED = (401, 403, 404)
OTHER_METHODS = ("PUT", "PATCH", "DELETE", "OPTIONS")


@pytest.fixture(scope="module")
def world(django_db_setup, django_db_blocker):
    requests = logging.getLogger("django.request")
    level = requests.level
    # Thousands of refusals are what this is about; a 500 is still told, with its traceback.
    requests.setLevel(logging.ERROR)
    with django_db_blocker.unblock(), transaction.atomic():
        yield World()
        transaction.set_rollback(True)
    requests.setLevel(level)


def address_of(name: str, arguments) -> str:
    if name.startswith("/"):
        return name.replace("<path:object_id>", "{}").replace("(?P<url>.*)$", "{}").format(*arguments)
    return reverse(name, kwargs=arguments) if isinstance(arguments, dict) else reverse(name, args=arguments)


def test_every_url_has_a_row_and_every_row_a_url():
    assert ROWS.keys() == addresses().keys()


@pytest.mark.parametrize("name", sorted(ROWS))
def test_each_role_gets_what_the_table_says(world, name):
    row, wrong, shown = ROWS[name], [], set()
    tried = [("GET", row.get, row.query), ("HEAD", _once(row), row.query), ("POST", row.post, row.form)]
    for method, statuses, data in tried:
        for (place, role), expected in (statuses or {}).items():
            arguments = row.named(world, role, place)
            assert arguments is not None, f"{name}: {role} has nothing {place}"
            # The same page again, in another place, takes longer to render than to decide upon.
            renders = method != "HEAD" and expected not in REFUSED and (method, role, expected) not in shown
            shown.add((method, role, expected))
            address, sent = address_of(name, arguments), data(world, role, place)
            status = world.ask(role, method, address, sent, renders=renders, **row.headers)
            if status != expected:
                wrong.append(f"{method} {place} {role}: {status} instead of {expected}")
    assert wrong == []


def _once(row: Row) -> Statuses:
    """Return of each role one place to try HEAD in: what is found there, GET tells."""
    if row.is_lenient or row.get is None:
        return {}
    last = {role: place for place, role in row.get}
    return {(place, role): row.get[place, role] for role, place in last.items()}


@pytest.mark.parametrize("name", [name for name in sorted(ROWS) if not ROWS[name].is_lenient])
def test_any_other_method_is_refused(world, name):
    row = ROWS[name]
    methods = [*OTHER_METHODS, *(["GET", "HEAD"] if row.get is None else []), *(["POST"] if row.post is None else [])]
    tables = {**(row.get or {}), **(row.post or {})}
    place = next(place for place, role in tables if role == "administrator")
    found = {
        (method, role): world.ask(role, method, address, renders=False, **row.headers)
        for role in ROLES
        if (place, role) in tables
        for address in [address_of(name, row.named(world, role, place))]
        for method in methods
    }
    # The admin leads whoever is not staff to its login, whatever they send.
    led_away = ("visitor", "annotator", "member", "lead") if name.startswith("admin:") else ()
    wrong = {each: status for each, status in found.items() if status != (302 if each[1] in led_away else 405)}
    assert wrong == {}
