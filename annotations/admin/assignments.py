"""Who is to annotate what, in the admin: a list with filters, taken back and handed to others in bulk."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations import reassigning
from annotations.admin import columns
from annotations.admin.asking import KnownKeysMixin
from annotations.admin.filters import AuthorFilter
from annotations.models import Assignment
from annotations.staffing import led_collections
from annotations.views.reports import report
from newsroom.admin.articles import CollectionFilter
from newsroom.admin.paging import ReadOnlyAdmin

HEADLINE_LENGTH = 80


class CollectionOfArticleFilter(CollectionFilter):
    """Assignments by the collection of their article."""

    path = "article__collection"

    def rows(self):
        return led_collections(self.request.user).order_by("name")


class PersonFilter(AuthorFilter):
    """Assignments by person."""

    title = gettext_lazy("person")
    parameter_name = "person"
    path = "user"

    def rows(self):
        led = led_collections(self.request.user).values("pk")
        assigned = Assignment.objects.filter(user=OuterRef("pk"), article__collection__in=led)
        return get_user_model().objects.filter(Exists(assigned)).order_by("username")


@admin.register(Assignment)
class AssignmentAdmin(KnownKeysMixin, ReadOnlyAdmin):
    """Handing out has its own page, which knows who may have what."""

    list_display = ["article_link", "person", "status", "collection", "assigned", "finished_at"]
    list_display_links = None
    list_filter = ["status", CollectionOfArticleFilter, PersonFilter]
    ordering = ["-id"]
    actions = ["take_back", "hand_over"]

    def get_queryset(self, request):
        mine = super().get_queryset(request).filter(article__collection__in=led_collections(request.user))
        return mine.select_related("article__collection", "user").defer("article__text", "article__folded_text")

    @admin.display(description=gettext_lazy("article"))
    def article_link(self, assignment: Assignment) -> str:
        return columns.link_article(assignment.article, HEADLINE_LENGTH)

    @admin.display(description=gettext_lazy("person"))
    def person(self, assignment: Assignment) -> str:
        return columns.show_person(str(assignment.user))

    @admin.display(description=gettext_lazy("collection"))
    def collection(self, assignment: Assignment) -> str:
        return columns.show_person(str(assignment.article.collection))

    @admin.display(description=gettext_lazy("assigned"))
    def assigned(self, assignment: Assignment) -> str:
        return columns.show_age(assignment.assigned_at)

    @admin.action(description=gettext_lazy("Take back"), permissions=["view"])
    def take_back(self, request, queryset) -> None:
        outcome = reassigning.take_back(request.user, _ids(queryset))
        report(request, outcome, _("Taken back: %(numbers)s."))

    @admin.action(description=gettext_lazy("Hand to others"), permissions=["view"])
    def hand_over(self, request, queryset) -> None:
        outcome = reassigning.hand_over(request.user, _ids(queryset))
        report(request, outcome, _("Handed to others: %(numbers)s."))


def _ids(queryset) -> list[int]:
    return list(queryset.values_list("pk", flat=True))
