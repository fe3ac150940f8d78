"""The list of annotations: where a moderator looks through what was marked."""

from django.contrib import admin
from django.db.models import Q
from django.utils.text import Truncator
from django.utils.translation import gettext_lazy as _

from annotations.access import seen_by
from annotations.admin import columns
from annotations.admin.actions import ActionsMixin
from annotations.admin.cues import CueFilter
from annotations.admin.detail import DetailMixin
from annotations.admin.filters import AuthorFilter, DeletedFilter, LedFilter, SourceFilter
from annotations.admin.findings import FindingFilter
from annotations.admin.gold import GoldFilter
from annotations.admin.passages import passage_of, show_passage, with_passages
from annotations.admin.quotations import show_with_speaker, with_speakers
from annotations.admin.reasons import ReasonFilter
from annotations.models import Annotation
from newsroom.admin.paging import WindowAdmin, readable_term
from newsroom.models import Article

HEADLINE_LENGTH = 60


@admin.register(Annotation)
class AnnotationAdmin(ActionsMixin, DetailMixin, WindowAdmin):
    """Marks in their sentences, newest first: a UUIDv7 sorts by time."""

    list_display = ["passage", "tag_name", "article_link", "author_name", "status_name", "age"]
    list_display_links = ["passage"]
    list_filter = [
        "status", DeletedFilter, GoldFilter, "tag", CueFilter, FindingFilter, ReasonFilter, "created_at", AuthorFilter,
        SourceFilter, LedFilter,
    ]  # fmt: skip
    list_select_related = ["article", "author", "tag"]
    ordering = ["-id"]
    search_fields = ["exact", "note", "article__headline"]
    search_help_text = _("A part of a marked text, of a note or of a headline.")

    @admin.display(description=_("passage"))
    def passage(self, annotation: Annotation) -> str:
        passage = show_passage(passage_of(annotation), annotation.tag.colour_token)
        return show_with_speaker(passage, annotation)

    @admin.display(description=_("tag"))
    def tag_name(self, annotation: Annotation) -> str:
        return columns.show_tag(annotation.tag)

    @admin.display(description=_("article"))
    def article_link(self, annotation: Annotation) -> str:
        return columns.show_place(annotation, Truncator(annotation.article.headline).chars(HEADLINE_LENGTH))

    @admin.display(description=_("author"))
    def author_name(self, annotation: Annotation) -> str:
        return columns.show_person(str(annotation.author))

    @admin.display(description=_("status"))
    def status_name(self, annotation: Annotation) -> str:
        return columns.show_status(annotation)

    @admin.display(description=_("age"))
    def age(self, annotation: Annotation) -> str:
        return columns.show_age(annotation.created_at)

    def get_queryset(self, request):
        visible = with_speakers(super().get_queryset(request).filter(seen_by(request.user)), request.user)
        related = visible.select_related(
            "article__source", "article__collection__settings", "tag", "author", "reviewer"
        )
        return related.defer("article__folded_text")

    def for_list(self, queryset):
        return with_passages(queryset).defer("article__text", "article__folded_text", "exact", "note", "reason")

    def get_search_results(self, request, queryset, search_term):
        """Look for the whole term, in one article's headline or in the annotation itself."""
        term = readable_term(search_term)
        if not term:
            return queryset, False
        headlines = Article.objects.filter(headline__icontains=term).order_by().values("pk")
        found = Q(exact__icontains=term) | Q(note__icontains=term) | Q(article__in=headlines)
        return queryset.filter(found), False

    def has_add_permission(self, request) -> bool:
        # A mark is made in the text, with the mouse.
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        # Rows stay; what takes a mark out of sight is the button and the action "delete", and they can be undone.
        return False

    def save_model(self, request, obj, form, change) -> None:
        raise NotImplementedError("annotations change through annotations.curation only")

    def delete_model(self, request, obj) -> None:
        raise NotImplementedError("annotations are deleted through annotations.curation only")

    def delete_queryset(self, request, queryset) -> None:
        raise NotImplementedError("annotations are deleted through annotations.curation only")
