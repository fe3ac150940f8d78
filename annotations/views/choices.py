"""What people tick on the pages of collections: ids, one or many, in ASCII digits."""

import re

from django.http import Http404
from django.utils.translation import gettext as _

from annotations.models import CollectionSettings
from annotations.refusals import InvalidInput, NotAllowed
from annotations.staffing import leads, takes_part

# A page offers some dozens of rows.
MOST = 500
# Of a 64-bit key.
ID = re.compile(r"[0-9]{1,18}")


def read_ids(form, name: str) -> list[int]:
    """Return the ids sent under ``name``, each once; raise ``InvalidInput`` for anything else."""
    values = list(dict.fromkeys(form.getlist(name)))
    if len(values) > MOST:
        raise InvalidInput(_("This is too many at once. Choose %(limit)d or fewer.") % {"limit": MOST})
    return [_read(value) for value in values]


def read_id(form, name: str) -> int | None:
    """Return the one id sent under ``name``, or ``None`` if there is none."""
    value = form.get(name, "")
    return _read(value) if value else None


def read_pairs(form, name: str) -> list[tuple[int, int]]:
    """Return ``(article id, person id)`` pairs, written ``12.3``."""
    values = form.getlist(name)
    if len(values) > MOST or not all(value.count(".") == 1 for value in values):
        raise InvalidInput(_("The choice could not be read. Reload the page and choose again."))
    return [tuple(map(_read, value.split("."))) for value in values]


def settings_or_404(user, collection_id: int) -> CollectionSettings:
    """Return the settings of a collection that ``user`` takes part in; nobody else learns that it exists."""
    # Not ``pk``: the lookup of a relation does not know that no key is that large.
    settings = CollectionSettings.objects.select_related("collection").filter(collection__pk=collection_id).first()
    if settings is None or not takes_part(user, settings):
        raise Http404
    return settings


def led_or_404(user, collection_id: int) -> CollectionSettings:
    """Return the settings of a collection whose articles ``user`` hands out; its annotators get ``NotAllowed``."""
    settings = settings_or_404(user, collection_id)
    if not leads(user, settings):
        raise NotAllowed()
    return settings


def _read(value: str) -> int:
    if not ID.fullmatch(value):
        raise InvalidInput(_("The choice could not be read. Reload the page and choose again."))
    return int(value)
