"""Articles, sources and collections in the admin.  Texts come in by import and never change here."""

from django import forms
from django.contrib import admin
from django.contrib.admin.widgets import AdminSplitDateTime, AutocompleteSelect
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy as _

from newsroom.admin.filters import NameFilter
from newsroom.admin.paging import WindowAdmin, readable_term
from newsroom.models import Article, Collection, Source
from newsroom.search import matching
from newsroom.text import split_blocks
from newsroom.visibility import visible_articles, visible_collections


class SourceFilter(NameFilter):
    """Articles by their source."""

    title = _("source")
    parameter_name = "source"
    path = "source"

    def rows(self):
        return Source.objects.order_by("name")


class CollectionFilter(NameFilter):
    """Articles by their collection."""

    title = _("collection")
    parameter_name = "collection"
    path = "collection"

    def rows(self):
        return visible_collections(self.request.user).order_by("name")


@admin.register(Source)
class SourceAdmin(WindowAdmin):
    list_display = ["name", "link"]
    ordering = ["name"]
    keyset = ("name", "gt")
    search_fields = ["name", "link"]


@admin.register(Collection)
class CollectionAdmin(WindowAdmin):
    list_display = ["name", "description", "is_default"]
    ordering = ["name"]
    keyset = ("name", "gt")
    search_fields = ["name", "description"]

    def get_queryset(self, request):
        return visible_collections(request.user).order_by(*self.ordering)

    def has_delete_permission(self, request, obj=None) -> bool:
        # Imported articles need one to go to.
        return not (obj and obj.is_default) and super().has_delete_permission(request, obj)


class LabelledDateTime(AdminSplitDateTime):
    """Django's date and time, each with a name that a screen reader can say."""

    def __init__(self, attrs=None) -> None:
        super().__init__(attrs)
        for widget, label in zip(self.widgets, (_("Date"), _("Time")), strict=True):
            widget.attrs["aria-label"] = label


class KeySelect(AutocompleteSelect):
    """Django's field with suggestions, which would ask the database even for what is no key (a 500)."""

    def optgroups(self, name, value, attrs=None):
        keys = [key for key in value if key.isascii() and key.isdigit() and len(key) < 19]
        return super().optgroups(name, keys, attrs)


class ArticleForm(forms.ModelForm):
    """What is known about an article, besides its text."""

    class Meta:
        model = Article
        fields = []  # ArticleAdmin names them
        widgets = {"published_at": LabelledDateTime}

    def clean_collection(self):
        """Refuse a collection that already holds this text."""
        collection = self.cleaned_data["collection"]
        twins = Article.objects.filter(collection=collection, content_hash=self.instance.content_hash)
        if twins.exclude(pk=self.instance.pk).exists():
            raise ValidationError(_("This collection already holds an article with the same text."))
        return collection


@admin.register(Article)
class ArticleAdmin(WindowAdmin):
    form = ArticleForm
    list_display = ["title", "source", "collection", "published_at", "imported_at"]
    list_display_links = ["title"]
    list_select_related = ["source", "collection"]
    list_filter = [SourceFilter, CollectionFilter, "published_at", "language"]
    ordering = ["-sorted_at", "-id"]
    # Articles of the same moment may be listed twice, but none is left out.
    keyset = ("sorted_at", "lte")
    search_fields = ["folded_text"]
    search_help_text = _("A part of the text. Diacritics and the forms of alef make no difference.")
    autocomplete_fields = ["source", "collection"]
    readonly_fields = ["reading_text", "imported_at"]
    fieldsets = [
        (None, {"fields": ["collection", "source", "link", "language", "published_at"]}),
        (_("Text"), {"fields": ["reading_text", "imported_at"]}),
    ]

    @admin.display(description=_("headline"))
    def title(self, article: Article) -> str:
        return format_html('<bdi dir="auto">{}</bdi>', article.headline or _("(no headline)"))

    @admin.display(description=_("text"))
    def reading_text(self, article: Article) -> str:
        """The text as the reading page has it: in blocks, each in its own direction."""
        blocks = ((block.name, block.span.cut(article.text)) for block in split_blocks(article.text))
        return format_html(
            '<div class="reading-text">{}</div>',
            format_html_join("", '<p dir="auto" data-block="{}">{}</p>', blocks),
        )

    def get_queryset(self, request):
        return visible_articles(request.user).order_by(*self.ordering).defer("folded_text")

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(
            db_field, request, widget=KeySelect(db_field, self.admin_site), **kwargs
        )

    def for_list(self, queryset):
        return queryset.without_text()

    def get_search_results(self, request, queryset, search_term):
        return matching(queryset, readable_term(search_term)), False

    def view_on_site(self, article: Article) -> str:
        return article.get_absolute_url()

    def has_add_permission(self, request) -> bool:
        # An article is its text, and texts come from files.
        return False

    def save_model(self, request, article: Article, form, change) -> None:
        # The other columns stay: `revision` may have been raised since this row was read.
        article.save(update_fields=[*form.changed_data, "sorted_at"])
