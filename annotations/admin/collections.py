"""A collection with all that ``annotations`` knows of it: how it works, and who its members are."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import ValidationError
from django.db.models import Count, OuterRef, Subquery
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from annotations.consequences import after_removal, reveals
from annotations.models import Assignment, CollectionSettings, Membership, Tag
from newsroom.admin.articles import CollectionAdmin, KeySelect
from newsroom.models import Collection


class TagsField(forms.ModelMultipleChoiceField):
    """The choice of tags.  Django's hands SQLite even a number that no key can be (a 500)."""

    widget = forms.CheckboxSelectMultiple

    def clean(self, value):
        try:
            return super().clean(value)
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid_list"], code="invalid_list") from error


class ConfirmationField(forms.BooleanField):
    """A box that is ticked to go on; nothing of it is stored."""

    def has_changed(self, initial, data) -> bool:
        return False


class ConfirmedForm(forms.ModelForm):
    """A form that asks before it shows people what they could not see before."""

    confirmed = ConfirmationField(required=False, label=_("Do it nevertheless"), widget=forms.HiddenInput)

    def revealed(self) -> list[str]:
        """Return what the change reveals, as sentences."""
        raise NotImplementedError

    def clean(self):
        data = super().clean()
        if not self.errors and not data["confirmed"] and (revealed := self.revealed()):
            # Asked for where there is something to confirm, and nowhere else.
            self.fields["confirmed"].widget = forms.CheckboxInput()
            self.add_error("confirmed", [*revealed, _("This cannot be taken back: tick the box if you mean it.")])
        return data


class SettingsForm(ConfirmedForm):
    tags = TagsField(
        Tag.objects.exclude(slug=Tag.CUE), required=False, label=_("Tags"),
        help_text=_("None chosen: all tags. The cue comes with the quote."),
    )  # fmt: skip

    class Meta:
        model = CollectionSettings
        fields = ["is_open", "mode", "annotators_per_article", "may_judge_own", "tags", "guidelines"]
        widgets = {"guidelines": forms.Textarea({"rows": 12, "dir": "auto"})}

    def revealed(self) -> list[str]:
        if self.instance._state.adding:
            return []
        return reveals(self.instance, is_open=self.cleaned_data["is_open"], mode=self.cleaned_data["mode"])


class SettingsInline(admin.StackedInline):
    model = CollectionSettings
    form = SettingsForm
    fields = [*SettingsForm.Meta.fields, "confirmed"]
    can_delete = False
    min_num = max_num = 1
    verbose_name = _("how the collection works")


class MembershipForm(forms.ModelForm):
    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        if self.instance.pk and "user" in self.fields:
            # Somebody else is another membership.
            self.fields["user"].disabled = True
        if "role" in self.fields:  # the table's head names no field to a screen reader
            self.fields["role"].widget.attrs["aria-label"] = self.fields["role"].label


class MembershipFormSet(forms.BaseInlineFormSet):
    def add_fields(self, form, index) -> None:
        super().add_fields(form, index)
        if forms.formsets.DELETION_FIELD_NAME in form.fields:
            form.fields[forms.formsets.DELETION_FIELD_NAME].widget.attrs["aria-label"] = _("Remove this member")


class MembershipInline(admin.TabularInline):
    model = Membership
    form = MembershipForm
    formset = MembershipFormSet
    fields = ["user", "role", "joined_at", "unfinished"]
    readonly_fields = ["joined_at", "unfinished"]
    autocomplete_fields = ["user"]
    extra = 0

    @admin.display(description=_("unfinished articles"))
    def unfinished(self, membership: Membership) -> str:
        return str(membership.unfinished_number) if hasattr(membership, "unfinished_number") else ""

    def get_queryset(self, request):
        work = Assignment.objects.filter(user=OuterRef("user"), article__collection=OuterRef("collection")).order_by()
        work = work.exclude(status=Assignment.Status.FINISHED).values("user").annotate(number=Count("*"))
        members = super().get_queryset(request).select_related("user")
        return members.annotate(unfinished_number=Coalesce(Subquery(work.values("number")), 0))

    def formfield_for_foreignkey(self, db_field, request, **kwargs):
        return super().formfield_for_foreignkey(db_field, request, widget=KeySelect(db_field, self.admin_site), **kwargs)


admin.site.unregister(Collection)


@admin.register(Collection)
class CollectionWithMembersAdmin(CollectionAdmin):
    inlines = [SettingsInline, MembershipInline]

    def save_formset(self, request, form, formset, change) -> None:
        super().save_formset(request, form, formset, change)
        for gone in formset.deleted_objects:
            if isinstance(gone, Membership) and (said := after_removal(gone.user, gone.collection_id)):
                self.message_user(request, said, messages.WARNING)
