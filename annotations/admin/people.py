"""Anonymising people in the admin."""

from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.access import is_administrator
from annotations.admin.asking import KnownKeysMixin, SureForm, ask, is_answered
from annotations.anonymising import anonymise
from annotations.refusals import Refusal
from newsroom.accounts.admin import PersonAdmin
from newsroom.accounts.models import User

MOST_AT_ONCE = 20

admin.site.unregister(User)


@admin.register(User)
class LeavingPersonAdmin(KnownKeysMixin, PersonAdmin):
    actions = ["anonymise"]

    def has_anonymise_permission(self, request) -> bool:
        return is_administrator(request.user)

    @admin.action(description=gettext_lazy("Anonymise"), permissions=["anonymise"])
    def anonymise(self, request, queryset):
        """Ask, then take the names of every selected person away."""
        people = list(queryset[: MOST_AT_ONCE + 1])
        if len(people) > MOST_AT_ONCE:
            said = _("Select %(number)d people at most: this cannot be undone.") % {"number": MOST_AT_ONCE}
            self.message_user(request, said, messages.ERROR)
            return None
        form = SureForm(request.POST if is_answered(request) else None)
        if not (form.is_bound and form.is_valid()):
            rows = [(person.pk, _name_of(person)) for person in people]
            return ask(self, request, form, "anonymise", _("Anonymise"), _consequences(), rows)
        for person in people:
            self._anonymise_one(request, person)
        return None

    def _anonymise_one(self, request, person: User) -> None:
        try:
            renamed = anonymise(request.user, person.pk)
        except Refusal as refusal:
            self.message_user(request, f"{person.username}: {refusal.message}", messages.ERROR)
        else:
            said = _("The person is now called %(name)s. Backups made before still hold the name.")
            self.message_user(request, said % {"name": renamed.username}, messages.SUCCESS)


def _name_of(person: User) -> str:
    full_name = person.get_full_name()
    return f"{full_name} ({person.username})" if full_name else person.username


def _consequences() -> list[str]:
    return [
        _("User name, names, e-mail address and password are cleared, sessions end, and nobody can log in as this person."),
        _("Memberships and open assignments end. Annotations, comments and the log stay, under a neutral name."),
        _("This cannot be undone."),
    ]
