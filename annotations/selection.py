"""What a moderator selected: annotations in the versions that were on the screen."""

import uuid

from django.utils.translation import gettext_lazy as _

from annotations.refusals import InvalidInput

# The ids of annotations and the versions that were shown of them.
Selection = dict[uuid.UUID, int]

# As many as are changed at once, ten windows of a list: some seconds of work, and a form of 400 kB.
LONGEST = 10_000


def write_selection(selection: Selection) -> str:
    """Return ``selection`` as one form value: ``id.version id.version …``."""
    return " ".join(f"{pk}.{version}" for pk, version in selection.items())


def read_selection(value: str) -> Selection:
    """Return what :func:`write_selection` wrote; raise ``InvalidInput`` for anything else."""
    selection = {}
    for item in value.split():
        pk, _dot, version = item.partition(".")
        selection[read_id(pk)] = _read_version(version)
    if not 0 < len(selection) <= LONGEST:
        raise InvalidInput(NOT_A_SELECTION)
    return selection


def read_part(value: str, first: int, number: int) -> Selection:
    """Return ``number`` annotations of a written selection from the place ``first`` on."""
    items = value.split()[first : first + number]
    return read_selection(" ".join(items)) if items else {}


def read_id(value: str) -> uuid.UUID:
    """Return the id of an annotation; raise ``InvalidInput`` for what is none."""
    try:
        return uuid.UUID(value)
    except ValueError as error:
        raise InvalidInput(NOT_A_SELECTION) from error


def _read_version(value: str) -> int:
    if not (value.isascii() and value.isdigit() and len(value) < 10):
        raise InvalidInput(NOT_A_SELECTION)
    return int(value)


NOT_A_SELECTION = _("The selection could not be read. Nothing was changed; reload the list and select again.")
