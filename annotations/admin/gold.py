"""The gold set in the list of annotations: apart, since it repeats what annotators marked."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _


class GoldFilter(admin.SimpleListFilter):
    """What annotators marked, unless the gold set is asked for."""

    GOLD = "gold"

    title = _("set")
    parameter_name = "set"

    def lookups(self, request, model_admin):
        return [(self.GOLD, _("gold set"))]

    def queryset(self, request, queryset):
        return queryset.filter(is_gold=self.value() == self.GOLD)

    def choices(self, changelist):
        everything, gold = super().choices(changelist)
        gold["selected"] = self.value() == self.GOLD
        yield {**everything, "display": _("what annotators marked"), "selected": not gold["selected"]}
        yield gold
