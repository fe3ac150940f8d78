"""A filter by a row of another table that may hold ten thousand of them."""

from django.contrib import admin
from django.contrib.admin.options import IncorrectLookupParameters
from django.db.models import Q

# Of a 64-bit key; Python refuses to read numbers of more than 4,300 digits.
LONGEST_KEY = 19

# As many names as can be looked through at a glance; the others are found by typing.
SHOWN_NAMES = 12


class NameFilter(admin.SimpleListFilter):
    """Filter by one row, picked from the first few, or by all rows whose name contains what was typed.

    Subclasses say where the row is (``path``, from the listed model), which fields
    make its name, and which rows there are to choose from.
    """

    template = "admin/name_filter.html"
    path = ""
    name_fields = ("name",)

    def __init__(self, request, params, model, model_admin) -> None:
        self.request = request
        self.typed_name = f"{self.parameter_name}_name"
        self.typed = params.pop(self.typed_name, [""])[-1].strip()
        super().__init__(request, params, model, model_admin)

    def rows(self):
        """Return the rows to choose from, in the order of their names."""
        raise NotImplementedError

    def lookups(self, request, model_admin) -> list[tuple[str, str]]:
        found = list(self.rows()[: SHOWN_NAMES + 1])
        self.has_more = len(found) > SHOWN_NAMES
        shown = found[:SHOWN_NAMES]
        chosen = self.chosen_id()
        if chosen is not None and chosen not in {row.pk for row in shown}:
            # Of these rows only: the name of another one may be nothing for this person.
            shown += self.rows().filter(pk=chosen)
        return [(str(row.pk), str(row)) for row in shown]

    def has_output(self) -> bool:
        # Django would hide the filter, and forget what was typed, where nothing is listed.
        return True

    def expected_parameters(self) -> list[str]:
        return [self.parameter_name, self.typed_name]

    def chosen_id(self) -> int | None:
        """Return the key of the picked row; raise ``IncorrectLookupParameters`` for what is no key."""
        value = self.value()
        if value and not (value.isascii() and value.isdigit() and len(value) <= LONGEST_KEY):
            raise IncorrectLookupParameters(f"{value!r} is no key")
        return int(value) if value else None

    def queryset(self, request, queryset):
        chosen = self.chosen_id()
        if chosen is not None:
            # ``__pk`` and not the bare path, which would overflow on a number of 30 digits.
            queryset = queryset.filter(**{f"{self.path}__pk": chosen})
        if self.typed:
            queryset = queryset.filter(**{f"{self.path}__in": self._named(self.typed)})
        return queryset

    def choices(self, changelist):
        mine = {*self.expected_parameters(), changelist.keyset_name}
        self.kept = [(name, value) for name, value in changelist.params.items() if name not in mine]
        for choice in super().choices(changelist):
            choice["selected"] = choice["selected"] and not self.typed
            yield choice

    def _named(self, typed: str):
        conditions = Q()
        for field in self.name_fields:
            conditions |= Q(**{f"{field}__icontains": typed})
        return self.rows().model.objects.filter(conditions).order_by().values("pk")
