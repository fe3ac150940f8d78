"""An article in the admin, with what follows from moving it to another collection and from withdrawing it."""

from django.contrib import admin, messages

from annotations.admin.collections import ConfirmedForm
from annotations.admin.withdrawals import WithdrawalMixin
from annotations.consequences import after_move, reveals_by_move
from annotations.models import CollectionSettings
from newsroom.admin.articles import ArticleAdmin, ArticleForm
from newsroom.models import Article


class MovableArticleForm(ConfirmedForm, ArticleForm):
    class Meta(ArticleForm.Meta):
        pass

    def revealed(self) -> list[str]:
        # `instance` has its new values only after cleaning.
        to = self.cleaned_data.get("collection")
        is_moved = to is not None and to.pk != self.instance.collection_id
        return reveals_by_move(self.instance, to.settings) if is_moved else []


admin.site.unregister(Article)


@admin.register(Article)
class MovableArticleAdmin(WithdrawalMixin, ArticleAdmin):
    form = MovableArticleForm

    def get_fieldsets(self, request, obj=None):
        (name, options), *others = super().get_fieldsets(request, obj)
        if not self.has_change_permission(request, obj):
            return [(name, options), *others]
        return [(name, {**options, "fields": [*options["fields"], "confirmed"]}), *others]

    def save_model(self, request, article: Article, form, change) -> None:
        is_moved = "collection" in form.changed_data
        before = CollectionSettings.objects.get(pk=form.initial["collection"]) if is_moved else None
        super().save_model(request, article, form, change)
        for sentence in after_move(article, before) if is_moved else []:
            self.message_user(request, sentence, messages.WARNING)
