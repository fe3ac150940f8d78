"""Says where it will be seen that the daily copies fail: in the system check and in the administration."""

from django.core.checks import Warning, register
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from newsroom.backup import copies


def find_problem() -> str:
    """Return a sentence about copies that fail or have stopped, or nothing; where none was ever taken, nobody asked."""
    if reason := copies.failure():
        return _("The last copy of the site failed: %(reason)s") % {"reason": reason}
    newest = copies.newest()
    if newest != copies.NEVER and timezone.now() - newest > copies.OVERDUE:
        return _("The last copy of the site is of %(date)s.") % {"date": date_format(newest)}
    return ""


@register()
def check_copies(app_configs, **kwargs) -> list[Warning]:
    """Warn of copies that fail."""
    problem = find_problem()
    return [Warning(problem, id="newsroom.W001")] if problem else []
