"""Filters of the lists of annotations and events."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext_lazy as _

from annotations.access import visible_annotations, visible_articles
from annotations.event_log import on_day
from annotations.staffing import led_collections
from annotations.views.log_forms import LogForm
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


class LedFilter(admin.SimpleListFilter):
    """Annotations of the collections that the person leads, where they may see others too."""

    LED = "led"

    title = _("collections")
    parameter_name = "collections"

    def lookups(self, request, model_admin):
        return [(self.LED, _("those I lead"))]

    def queryset(self, request, queryset):
        if self.value() != self.LED:
            return queryset
        return queryset.filter(article__collection__in=led_collections(request.user).order_by().values("pk"))


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


class ArticleFilter(NameFilter):
    """Events by their article: one of the newest, or all whose headline contains what was typed."""

    title = _("article")
    parameter_name = "article"
    path = "article"
    name_fields = ("headline",)

    def rows(self):
        return visible_articles(self.request.user).without_text().newest_first()


class DayFilter(admin.SimpleListFilter):
    """Events by one day in the time zone of the site."""

    title = _("day")
    parameter_name = "day"
    template = "admin/day_filter.html"

    def lookups(self, request, model_admin):
        return [("", "")]

    def has_output(self) -> bool:
        return True

    def queryset(self, request, queryset):
        if not self.value():
            return queryset
        form = LogForm({"day": self.value()})
        if not form.is_valid():
            raise IncorrectLookupParameters(f"{self.value()!r} is no day")
        return on_day(queryset, form.cleaned_data["day"])

    def choices(self, changelist):
        mine = {self.parameter_name, changelist.keyset_name}
        self.kept = [(name, value) for name, value in changelist.params.items() if name not in mine]
        everything = next(super().choices(changelist))
        yield everything | {"selected": not self.value()}
