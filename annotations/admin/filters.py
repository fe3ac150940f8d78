"""Filters of the lists of annotations and events."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from annotations.access import visible_annotations
from newsroom.admin.filters import NameFilter
from newsroom.models import Source


class DeletedFilter(admin.SimpleListFilter):
    """Living annotations unless deleted ones are asked for."""

    DELETED = "deleted"

    title = _("presence")
    parameter_name = "presence"

    def lookups(self, request, model_admin):
        return [(self.DELETED, _("deleted"))]

    def queryset(self, request, queryset):
        return queryset.filter(deleted_at__isnull=self.value() != self.DELETED)

    def choices(self, changelist):
        everything, deleted = super().choices(changelist)
        deleted["selected"] = self.value() == self.DELETED
        yield {**everything, "display": _("not deleted"), "selected": not deleted["selected"]}
        yield deleted


class AuthorFilter(NameFilter):
    """Annotations by who made them."""

    title = _("author")
    parameter_name = "author"
    path = "author"
    name_fields = ("username", "first_name", "last_name")

    def rows(self):
        marks = visible_annotations(self.request.user).filter(author=OuterRef("pk"))
        return get_user_model().objects.filter(Exists(marks)).order_by("username")


class ByFilter(AuthorFilter):
    """Events by whose they are: reviewers who never marked anything included."""

    title = _("person")
    parameter_name = "by"
    path = "by"

    def rows(self):
        return get_user_model().objects.order_by("username")


class SourceFilter(NameFilter):
    """Annotations by the source of their article."""

    title = _("source")
    parameter_name = "source"
    path = "article__source"

    def rows(self):
        return Source.objects.order_by("name")
