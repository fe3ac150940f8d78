"""What people say of annotations, in the admin: a list to look through.  Discussions happen beside the text."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
from django.utils.html import format_html
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.admin import columns
from annotations.admin.assignments import CollectionOfArticleFilter
from annotations.admin.filters import AuthorFilter
from annotations.models import Comment
from annotations.staffing import led_collections
from newsroom.admin.paging import ReadOnlyAdmin

TEXT_LENGTH = 160
MARK_LENGTH = 60


class ResolvedFilter(admin.SimpleListFilter):
    """Comments by whether somebody has called them resolved."""

    OPEN, RESOLVED = "open", "resolved"

    title = gettext_lazy("state")
    parameter_name = "state"

    def lookups(self, request, model_admin):
        return [(self.OPEN, _("open")), (self.RESOLVED, _("resolved"))]

    def queryset(self, request, queryset):
        if self.value() not in (self.OPEN, self.RESOLVED):
            return queryset
        return queryset.filter(resolved_at__isnull=self.value() == self.OPEN)


class WriterFilter(AuthorFilter):
    """Comments by who wrote them."""

    title = gettext_lazy("written by")

    def rows(self):
        led = led_collections(self.request.user).values("pk")
        written = Comment.objects.live().filter(author=OuterRef("pk"), article__collection__in=led)
        return get_user_model().objects.filter(Exists(written)).order_by("username")


@admin.register(Comment)
class CommentAdmin(ReadOnlyAdmin):
    """A reviewer reads here what waits for an answer in the collections that they lead."""

    list_display = ["said", "writer", "mark", "collection", "state", "age"]
    list_display_links = None
    list_filter = [ResolvedFilter, CollectionOfArticleFilter, WriterFilter]
    ordering = ["-id"]
    search_fields = ["text"]
    search_help_text = gettext_lazy("A part of a comment.")
    fields = ["said", "writer", "mark", "collection", "state", "created_at"]
    readonly_fields = fields

    def get_queryset(self, request):
        led = led_collections(request.user)
        mine = super().get_queryset(request).live().filter(article__collection__in=led)
        related = mine.select_related("annotation__article", "article__collection", "author", "resolved_by")
        texts = [f"{path}__{name}" for path in ("article", "annotation__article") for name in ("text", "folded_text")]
        return related.defer(*texts)

    @admin.display(description=gettext_lazy("comment"))
    def said(self, comment: Comment) -> str:
        return columns.show_person(Truncator(comment.text).chars(TEXT_LENGTH))

    @admin.display(description=gettext_lazy("written by"))
    def writer(self, comment: Comment) -> str:
        return columns.show_person(str(comment.author))

    @admin.display(description=gettext_lazy("in the text"))
    def mark(self, comment: Comment) -> str:
        return columns.show_place(comment.annotation, Truncator(comment.annotation.exact).chars(MARK_LENGTH))

    @admin.display(description=gettext_lazy("collection"))
    def collection(self, comment: Comment) -> str:
        return columns.show_person(str(comment.article.collection))

    @admin.display(description=gettext_lazy("state"))
    def state(self, comment: Comment) -> str:
        if comment.resolved_at is None:
            return _("open")
        return format_html("{} · {}", _("resolved"), columns.show_person(str(comment.resolved_by)))

    @admin.display(description=gettext_lazy("written"))
    def age(self, comment: Comment) -> str:
        return columns.show_age(comment.created_at)
