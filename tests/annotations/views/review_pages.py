"""The pages of the review queue as tests read them, and how they act on them."""

import re

from tests.annotations.views.conftest import HTMX

QUEUE = "/review/"


def page_of(response) -> str:
    return response.content.decode()


def shown(response) -> str:
    """Return the marked text of the item that is shown."""
    found = re.search(r'class="review-exact"[^>]*>([^<]*)<', page_of(response))
    return found[1] if found else ""


def act(client, mark, do: str, headers=HTMX, query: str = "", **fields):
    mark.refresh_from_db()
    return client.post(f"/review/{mark.pk}/{do}/{query}", {"version": mark.version, **fields}, headers=headers)
