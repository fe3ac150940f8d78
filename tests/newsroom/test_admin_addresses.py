"""Addresses of the admin that no link leads to: refused, whatever they hold."""

import pytest

from newsroom.models import Source

ANNOTATIONS = "/admin/annotations/annotation/"
ARTICLES = "/admin/newsroom/article/"
PEOPLE = "/admin/accounts/user/"


@pytest.fixture
def manager(client, administrator):
    client.force_login(administrator)
    return client


@pytest.mark.parametrize(
    "address",
    [
        pytest.param(f"{ANNOTATIONS}?tag={'9' * 30}", id="key of 30 digits"),
        pytest.param(f"{PEOPLE}?groups={'9' * 30}", id="key of many rows of 30 digits"),
        pytest.param(f"{ANNOTATIONS}?author={'9' * 5000}", id="author of 5,000 digits"),
        pytest.param(f"{ARTICLES}?collection={'9' * 5000}", id="collection of 5,000 digits"),
        pytest.param(f"{ANNOTATIONS}?created_at__gte=9999-12-31T23:59:59-14:00", id="after the last year"),
        pytest.param(f"{ARTICLES}?sorted_at__lte=0001-01-01T00:00:00%2B14:00", id="before the first year"),
        pytest.param(f"{ANNOTATIONS}?created_at__year=0", id="year nought"),
        pytest.param(f"{ANNOTATIONS}?created_at__year={'9' * 18}", id="year of 18 digits"),
        pytest.param(f"{ANNOTATIONS}?exact__regex=%5C", id="broken pattern"),
        pytest.param(f"{ANNOTATIONS}?exact__iregex=(a%2B)%2B$", id="evil pattern"),
    ],
)
def test_refuses_a_filter_that_no_database_can_answer(manager, article, address):
    assert manager.get(address, follow=True).status_code in (200, 400)


def test_an_empty_name_of_a_field_is_none(manager):
    source = Source.objects.create(name="وكالة الميناء")
    assert manager.get(f"/admin/newsroom/source/{source.pk}/change/?_to_field=").status_code == 200
