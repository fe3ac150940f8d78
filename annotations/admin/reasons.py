"""Rejected annotations by the reason that was given."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from annotations.models import Annotation
from annotations.rejection_reasons import NAMES, which_reason


class ReasonFilter(admin.SimpleListFilter):
    """The sentences to choose from, in whichever language they were stored; other words; none."""

    title = _("reason of the rejection")
    parameter_name = "why"

    def lookups(self, request, model_admin):
        return NAMES.items()

    def queryset(self, request, queryset):
        if self.value() not in NAMES:
            return queryset
        rejected = queryset.filter(status=Annotation.Status.REJECTED).alias(why=which_reason())
        return rejected.filter(why=self.value())
