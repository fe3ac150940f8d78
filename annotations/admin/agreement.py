"""The agreement that was computed last, collection by collection and pair by pair; its pages compute it."""

from django.contrib import admin
from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext_lazy, ngettext

from annotations.admin import columns
from annotations.agreement.tallies import Name
from annotations.agreement_words import MEASURES, number_in_words, reason_in_words
from annotations.models import AgreementSummary
from annotations.staffing import led_collections
from newsroom.admin.paging import ReadOnlyAdmin

# More pairs than this are for the page of the collection.
SHOWN_PAIRS = 10


@admin.register(AgreementSummary)
class AgreementSummaryAdmin(ReadOnlyAdmin):
    """One row a collection, since its figures are computed and kept together; the pairs stand in the row."""

    list_display = ["collection_link", "computed", "articles", "alpha", "pairs"]
    list_display_links = None
    list_select_related = ["collection"]
    ordering = ["-computed_at", "-pk"]
    keyset = ("computed_at", "lt")
    fields = list_display + ["resamples"]
    readonly_fields = fields

    def get_queryset(self, request):
        mine = super().get_queryset(request).filter(collection__in=led_collections(request.user))
        return mine.select_related("collection")

    @admin.display(description=gettext_lazy("collection"))
    def collection_link(self, summary: AgreementSummary) -> str:
        address = reverse("annotations:collection_agreement", args=[summary.pk])
        return format_html('<a href="{}"><bdi dir="auto">{}</bdi></a>', address, summary.collection)

    @admin.display(description=gettext_lazy("computed"))
    def computed(self, summary: AgreementSummary) -> str:
        return columns.show_age(summary.computed_at)

    @admin.display(description=gettext_lazy("compared articles"))
    def articles(self, summary: AgreementSummary) -> str:
        return str(summary.figures.get("articles", 0))

    @admin.display(description=gettext_lazy("Krippendorff's alpha, average"))
    def alpha(self, summary: AgreementSummary) -> str:
        return _figure(summary.figures.get("average_alpha"))

    @admin.display(description=gettext_lazy("pairs"))
    def pairs(self, summary: AgreementSummary) -> str:
        pairs = summary.figures.get("pairs", [])
        shown, names = pairs[:SHOWN_PAIRS], _names(pairs[:SHOWN_PAIRS])
        lines = [(_pair_link(summary, pair, names), _figures(pair)) for pair in shown]
        if more := len(pairs) - len(shown):
            lines.append((ngettext("and %(count)s more", "and %(count)s more", more) % {"count": more}, ""))
        return format_html('<ul class="pairs">{}</ul>', format_html_join("", "<li>{} {}</li>", lines))


def _names(pairs: list[dict]) -> dict[int, str]:
    people = get_user_model().objects.in_bulk({pair[side] for pair in pairs for side in ("first", "second")})
    return {pk: str(person) for pk, person in people.items()}


def _pair_link(summary: AgreementSummary, pair: dict, names: dict[int, str]) -> str:
    address = reverse("annotations:collection_agreement_pair", args=[summary.pk, pair["first"], pair["second"]])
    first, second = (names.get(pair[side], "?") for side in ("first", "second"))
    return format_html(
        '<a href="{}"><bdi dir="auto">{}</bdi> · <bdi dir="auto">{}</bdi></a>', address, first, second
    )


def _figures(pair: dict) -> str:
    """Return how many articles were compared, and the two figures that are asked for first."""
    articles = ngettext("%(number)d article", "%(number)d articles", pair["articles"]) % {"number": pair["articles"]}
    kappa, exact = _figure(pair["average"].get("kappa")), _figure(pair["spans"].get("exact"))
    return format_html(
        '<span class="quiet">{} · {} {} · {} {}</span>',
        articles, MEASURES[Name.KAPPA], kappa, MEASURES[Name.EXACT], exact,
    )  # fmt: skip


def _figure(measure: dict | None) -> str:
    """Return a figure with two decimals, or why there is none."""
    if measure is None:
        return "–"
    if measure["value"] is None:
        return reason_in_words(measure["reason"])
    return format_html('<bdi dir="ltr">{}</bdi>', number_in_words(measure["value"]))
