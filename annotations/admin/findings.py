"""What the checks found, in the administration: a filter of the list, and sentences on the page of one annotation."""

from django.contrib import admin
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from annotations.checks.messages import CHOICES, message_of
from annotations.models import Annotation, Finding, Tag


class FindingFilter(admin.SimpleListFilter):
    """Annotations that a check found something about: any check, or one."""

    ANY = "any"

    title = _("finding")
    parameter_name = "finding"

    def lookups(self, request, model_admin):
        return [(self.ANY, _("any finding")), *CHOICES]

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        found = Finding.objects.filter(article=OuterRef("article"), annotation=OuterRef("pk"))
        return queryset.filter(Exists(found if self.value() == self.ANY else found.filter(check_name=self.value())))


def finding_sentences(annotation: Annotation) -> list[str]:
    """Return what the checks found about one annotation."""
    found = list(Finding.objects.filter(article=annotation.article_id, annotation=annotation.pk).order_by("pk"))
    if not found:
        return []
    names = {tag.slug: tag.name for tag in Tag.objects.all()}
    return [message_of(finding.check_name, finding.details, names) for finding in found]
