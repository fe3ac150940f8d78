"""Withdrawing articles in the admin, and the list of those that were."""

from django.contrib import admin, messages
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from annotations.access import is_administrator
from annotations.admin import columns
from annotations.admin.asking import KnownKeysMixin, ReasonForm, ask, is_answered
from annotations.refusals import Refusal
from annotations.withdrawing import withdraw
from newsroom.admin.paging import ReadOnlyAdmin
from newsroom.models import Article, Withdrawal

# Each is a transaction of its own that may blank thousands of events, while the person waits.
MOST_AT_ONCE = 10


class WithdrawalMixin(KnownKeysMixin):
    """The action of the list of articles."""

    actions = ["withdraw"]

    def has_withdraw_permission(self, request) -> bool:
        return is_administrator(request.user)

    @admin.action(description=gettext_lazy("Withdraw on legal request"), permissions=["withdraw"])
    def withdraw(self, request, queryset):
        """Ask for the reason, then withdraw every selected article."""
        articles = list(queryset.without_text()[: MOST_AT_ONCE + 1])
        if len(articles) > MOST_AT_ONCE:
            said = _("Select %(number)d articles at most: this cannot be undone.") % {"number": MOST_AT_ONCE}
            self.message_user(request, said, messages.ERROR)
            return None
        form = ReasonForm(request.POST if is_answered(request) else None, label=_("Reason"))
        if not (form.is_bound and form.is_valid()):
            rows = [(article.pk, article.headline) for article in articles]
            return ask(self, request, form, "withdraw", _("Withdraw on legal request"), _consequences(), rows)
        for article in articles:
            self._withdraw_one(request, article, form.cleaned_data["reason"])
        return None

    def _withdraw_one(self, request, article: Article, reason: str) -> None:
        try:
            withdraw(request.user, article.pk, reason)
        except Refusal as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
        else:
            said = _("Article %(id)d was withdrawn. Backups made before still hold it.") % {"id": article.pk}
            self.message_user(request, said, messages.SUCCESS)


@admin.register(Withdrawal)
class WithdrawalAdmin(ReadOnlyAdmin):
    list_display = ["article_id", "at", "person", "reason"]
    list_display_links = None
    list_select_related = ["by"]
    fields = ["article_id", "at", "person", "reason"]
    readonly_fields = fields
    ordering = ["-id"]

    @admin.display(description=gettext_lazy("article"), ordering="article_id")
    def article_id(self, withdrawal: Withdrawal) -> int:
        return withdrawal.article_id

    @admin.display(description=gettext_lazy("by"))
    def person(self, withdrawal: Withdrawal) -> str:
        return columns.show_person(str(withdrawal.by))


def _consequences() -> list[str]:
    return [
        _("The text, its headline and link, every quotation of it in annotations, notes, comments and the log are blanked for good."),
        _("The log keeps who did what and when. The page answers that the article was withdrawn, and its text is not imported again."),
        _("This cannot be undone."),
    ]
