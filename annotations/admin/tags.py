"""Tags.  Built-in and used ones are kept by :mod:`annotations.protection`; here it is said beforehand."""

from django import forms
from django.contrib import admin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from annotations.admin.columns import show_tag
from annotations.models import Tag
from annotations.protection import is_used
from newsroom.admin.paging import WindowAdmin


class TagForm(forms.ModelForm):
    class Meta:
        model = Tag
        fields = ["slug", "name_ar", "name_en", "sign", "colour_token", "shortcut", "order", "has_button"]

    def clean_shortcut(self) -> str:
        """Say whose the key is; the database would only name its constraint."""
        shortcut = self.cleaned_data["shortcut"]
        holder = Tag.objects.filter(shortcut=shortcut).exclude(pk=self.instance.pk).first() if shortcut else None
        if holder:
            raise ValidationError(_("The tag “%(name)s” has this key already.") % {"name": holder.name})
        return shortcut


@admin.register(Tag)
class TagAdmin(WindowAdmin):
    form = TagForm
    list_display = ["shown", "slug", "shortcut", "order", "has_button", "built_in"]
    list_display_links = ["shown"]
    ordering = ["order", "id"]
    keyset = ("order", "gte")
    search_fields = ["slug", "name_ar", "name_en"]

    @admin.display(description=_("tag"))
    def shown(self, tag: Tag) -> str:
        return show_tag(tag)

    @admin.display(description=_("built in"), boolean=True)
    def built_in(self, tag: Tag) -> bool:
        return tag.is_built_in

    @admin.display(description=_("deletion"))
    def deletion(self, tag: Tag) -> str:
        """Why this tag cannot be deleted, or that it can."""
        if tag.is_built_in:
            return _("Built in: formats and the toolbar rely on it, so it is not deleted and keeps its slug.")
        if is_used(tag):
            return _("Annotations have this tag, so it cannot be deleted. Take its button away to retire it.")
        return _("Nothing has this tag: it can be deleted.")

    def get_fields(self, request, obj=None) -> list[str]:
        return [*TagForm.Meta.fields, "deletion"] if obj else TagForm.Meta.fields

    def get_readonly_fields(self, request, obj=None) -> list[str]:
        # Files and the log name a tag by its slug.
        return ["slug", "deletion"] if obj else []

    def has_delete_permission(self, request, obj=None) -> bool:
        if obj is not None and (obj.is_built_in or is_used(obj)):
            return False
        return super().has_delete_permission(request, obj)
