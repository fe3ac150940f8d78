"""The icon of the site inside the page: no request of its own."""

from functools import cache
from urllib.parse import quote

from django import template
from django.conf import settings

ICON = settings.BASE_DIR / "static" / "img" / "favicon.svg"

register = template.Library()


@register.simple_tag
@cache
def icon_address() -> str:
    """Return the icon as a ``data:`` address, which the policy allows for images."""
    return "data:image/svg+xml," + quote(ICON.read_text(encoding="utf-8").strip(), safe=" /:=")
