"""Cues in the list of annotations: each belongs to its quote, and is judged with it."""

from django.contrib import admin
from django.utils.translation import gettext_lazy as _

from annotations.models import Tag


class CueFilter(admin.SimpleListFilter):
    """All annotations, or those that count as marks of their own."""

    WITHOUT = "without"

    title = _("cues")
    parameter_name = "cues"

    def lookups(self, request, model_admin):
        return [(self.WITHOUT, _("without cues"))]

    def queryset(self, request, queryset):
        return queryset.exclude(tag__slug=Tag.CUE) if self.value() == self.WITHOUT else queryset
