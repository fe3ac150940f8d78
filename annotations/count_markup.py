"""The numbers of annotations in the list of articles: built once for a page of them, not by a template for each."""

from django.utils.formats import number_format
from django.utils.html import escape
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _


class CountWriter:
    """Writes the numbers of one article after the other, in the person's language."""

    def __init__(self) -> None:
        self.none = SafeString(f'<span class="counts counts-none">{escape(_("no annotations yet"))}</span>')
        # In the order in which they are shown; the words before the number.
        self.openings = {
            "approved": _opening(_("approved"), "count count-approved", '<span aria-hidden="true">✓</span> '),
            "pending": _opening(_("pending"), "count"),
            "rejected": _opening(_("rejected"), "count"),
        }
        self.all = _opening(_("Annotations"), "count")

    def counts(self, by_status: dict[str, int]) -> SafeString:
        """Return how many annotations there are, and how many of each status that occurs."""
        if not by_status:
            return self.none
        shown = [(opening, by_status[status]) for status, opening in self.openings.items() if by_status.get(status)]
        shown.insert(0, (self.all, sum(by_status.values())))
        numbers = "".join(f"{opening}{number_format(number)}</b></span>\n" for opening, number in shown)
        return SafeString(f'<span class="counts">\n{numbers}</span>')


def _opening(name: str, classes: str, sign: str = "") -> str:
    return f'<span class="{classes}">{sign}{escape(name)} <b>'
