"""Lists of large tables: never counted to the end, never paged into the depth.

A list shows a *window* of at most ``WINDOW`` rows in pages; a link leads on to
the window of older rows, which begins where this one ends.  So the last window
costs what the first one costs, and nothing counts 100,000 rows.
"""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.contrib.admin.views.main import PAGE_VAR, ChangeList
from django.core.paginator import Paginator
from django.db import DataError, models
from django.utils import translation
from django.utils.functional import cached_property
from django.utils.text import capfirst

# Ten pages of a hundred.  Finding their keys takes 2 ms on SQLite; counting 100,000 rows takes ten times that.
WINDOW = 1000
PAGE_SIZE = 100

# A longer search text finds nothing more, and SQLite refuses patterns of 50,000 bytes.
LONGEST_QUERY = 200


class WindowPaginator(Paginator):
    """Pages of the first ``WINDOW`` rows, found by their keys.

    One query for the keys gives the count, the pages and the end of the window.  With all columns in it, SQLite
    would compute them for every matching row before it sorts: 530 ms where a third of 100,000 rows match.
    """

    @cached_property
    def keys(self) -> list:
        """The keys of the window in the order of the list, and one more if there are more rows."""
        return list(self.object_list.values_list("pk", flat=True)[: WINDOW + 1])

    @cached_property
    def count(self) -> int:
        """How many rows the window holds."""
        return min(len(self.keys), WINDOW)

    @property
    def is_cut(self) -> bool:
        """Whether there are more rows than the window holds."""
        return len(self.keys) > WINDOW

    @property
    def shown_count(self) -> str:
        return f"{self.count:,}+" if self.is_cut else f"{self.count:,}"

    def page(self, number):
        number = self.validate_number(number)
        first = (number - 1) * self.per_page
        keys = self.keys[: self.count][first : first + self.per_page]
        return self._get_page(self.object_list.filter(pk__in=keys), number, self)

    def validate_number(self, number) -> int:
        """Return the page nearest to the one asked for: the last page of a queue goes when its rows are judged."""
        return min(max(1, int(number)), self.num_pages)


class WindowChangeList(ChangeList):
    """A change list that knows the addresses of the rows after its window and of the first window."""

    def __init__(self, request, *args, **kwargs) -> None:
        super().__init__(request, *args, **kwargs)
        self.title = capfirst(self.opts.verbose_name_plural)

    @property
    def keyset_name(self) -> str:
        """The parameter that says after which row the window begins."""
        return "__".join(self.model_admin.keyset)

    @property
    def further_url(self) -> str:
        """The address of the rows after the window; ``""`` if there are none."""
        if not self.paginator.is_cut:
            return ""
        last = self.root_queryset.values_list(self.model_admin.keyset[0], flat=True).get(pk=self.paginator.keys[-2])
        return self.get_query_string({self.keyset_name: last.isoformat() if hasattr(last, "isoformat") else last})

    @property
    def first_url(self) -> str:
        """The address of the first window; ``""`` in it."""
        return self.get_query_string() if self.keyset_name in self.params else ""

    @property
    def searched_params(self) -> list[tuple[str, str]]:
        """What a search keeps of the address: the filters, but not the place."""
        return [(name, value) for name, value in self.params.items() if name != self.keyset_name]

    def get_queryset(self, request, exclude_parameters=None):
        return self.model_admin.for_list(super().get_queryset(request, exclude_parameters))

    def get_results(self, request) -> None:
        try:
            super().get_results(request)
        except (ValueError, OverflowError, DataError) as error:
            # Django looks for what is wrong in an address before it asks the database, which has further limits:
            # numbers of 64 bits, the years 1 to 9999.
            raise IncorrectLookupParameters(error) from error
        self.page_num = self.paginator.validate_number(self.page_num)

    def get_query_string(self, new_params=None, remove=None) -> str:
        """Return the address with these changes; another filter starts at the first window again."""
        if not {PAGE_VAR, self.keyset_name} & set(new_params or {}):
            remove = [*(remove or []), self.keyset_name]
        return super().get_query_string(new_params, remove)


class WindowAdmin(admin.ModelAdmin):
    """A list whose cost does not grow with the table.

    ``keyset`` names the first field of ``ordering``, and the lookup for what comes after one of its values.
    """

    keyset = ("id", "lt")
    formfield_overrides = {models.URLField: {"assume_scheme": "https"}}
    list_per_page = PAGE_SIZE
    list_max_show_all = 0
    paginator = WindowPaginator
    show_full_result_count = False
    show_facets = admin.ShowFacets.NEVER
    sortable_by = ()

    def get_changelist(self, request, **kwargs):
        return WindowChangeList

    def for_list(self, queryset):
        """Return the rows with what the list needs of them, and without what it does not."""
        return queryset

    def lookup_allowed(self, lookup, value, request=None) -> bool:
        # PostgreSQL stores no NUL, and fails on a query that holds one.
        return "\0" not in value and not _is_pattern(lookup) and super().lookup_allowed(lookup, value, request)

    def construct_change_message(self, request, form, formsets, add=False) -> list[dict]:
        """Name changed fields as the catalogue does: Django takes their labels, with a capital letter."""
        message = super().construct_change_message(request, form, formsets, add)
        if form.changed_data and not add:
            names = {field.name: field.verbose_name for field in (*self.opts.fields, *self.opts.many_to_many)}
            with translation.override(None):  # its reader's language comes later
                message[0]["changed"]["fields"] = [str(names.get(name, name)) for name in form.changed_data]
        return message

    def get_object(self, request, object_id, from_field=None):
        # An empty `_to_field` in the address names no field; Django answers it with a 500.
        return super().get_object(request, object_id, from_field or None)

    def get_search_results(self, request, queryset, search_term):
        return super().get_search_results(request, queryset, readable_term(search_term))


class ReadOnlyAdmin(WindowAdmin):
    """A list of rows that come and go elsewhere: the admin adds, changes and deletes none."""

    def has_add_permission(self, request) -> bool:
        return False

    def has_change_permission(self, request, obj=None) -> bool:
        return False

    def has_delete_permission(self, request, obj=None) -> bool:
        return False


def _is_pattern(lookup: str) -> bool:
    # No filter asks for one.  A broken pattern fails in the database, an evil one keeps it busy for hours.
    return lookup.endswith(("__regex", "__iregex"))


def readable_term(term: str) -> str:
    """Return ``term`` as far as a database takes it."""
    return term.replace("\0", "").strip()[:LONGEST_QUERY]
