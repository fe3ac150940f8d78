"""The log, read-only: nothing here adds, changes or removes an event."""

from django.contrib import admin
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from annotations.access import seen_by
from annotations.admin import columns
from annotations.admin.filters import ArticleFilter, ByFilter, DayFilter
from annotations.differences import differences, linked_texts, tag_names
from annotations.models import AnnotationEvent
from newsroom.admin.paging import ReadOnlyAdmin

MARK_LENGTH = 60


@admin.register(AnnotationEvent)
class AnnotationEventAdmin(ReadOnlyAdmin):
    list_display = ["when", "person", "verb", "mark", "article_link"]
    list_display_links = ["when"]
    list_filter = ["verb", DayFilter, ByFilter, ArticleFilter]
    list_select_related = ["article"]
    ordering = ["-id"]
    fields = ["at", "person", "verb", "changes", "annotation_link", "article_link", "action_id", "undoes"]
    readonly_fields = fields

    @admin.display(description=_("when"))
    def when(self, event: AnnotationEvent) -> str:
        return columns.show_age(event.at)

    @admin.display(description=_("by"))
    def person(self, event: AnnotationEvent) -> str:
        return columns.show_person(event.by_name)

    @admin.display(description=_("marked text"))
    def mark(self, event: AnnotationEvent) -> str:
        return columns.show_person(Truncator(event.after["exact"]).chars(MARK_LENGTH))

    @admin.display(description=_("article"))
    def article_link(self, event: AnnotationEvent) -> str:
        return columns.link_article(event.article, MARK_LENGTH)

    @admin.display(description=_("annotation"))
    def annotation_link(self, event: AnnotationEvent) -> str:
        address = reverse("admin:annotations_annotation_change", args=[event.annotation_id])
        return format_html('<a href="{}"><bdi dir="auto">{}</bdi></a>', address, event.after["exact"][:MARK_LENGTH])

    @admin.display(description=_("changes"))
    def changes(self, event: AnnotationEvent) -> str:
        changes = differences(event, tag_names(), event.texts)
        return render_to_string("admin/annotations/_changes.html", {"changes": changes})

    def get_object(self, request, object_id, from_field=None):
        if (event := super().get_object(request, object_id, from_field)) is not None:
            event.texts = linked_texts([event], seen_by(request.user))
        return event

    def get_queryset(self, request):
        queryset = super().get_queryset(request).filter(seen_by(request.user, "annotation__")).select_related("article")
        return queryset.defer("article__text", "article__folded_text")
