"""People in the admin.  Nobody is deleted, since the log of marks names them: they are deactivated."""

from django import forms
from django.contrib import admin
from django.contrib.auth.admin import UserAdmin
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from newsroom.accounts.models import User
from newsroom.accounts.roles import has_more_rights, name_of, roles_open_to
from newsroom.admin.paging import WindowAdmin


class GroupsField(forms.ModelMultipleChoiceField):
    """The choice of groups.  Django's hands SQLite even a number that no key can be (a 500)."""

    def label_from_instance(self, obj) -> str:
        return name_of(obj)

    def clean(self, value):
        try:
            return super().clean(value)
        except OverflowError as error:
            raise ValidationError(self.error_messages["invalid_list"], code="invalid_list") from error


class GroupFilter(admin.RelatedFieldListFilter):
    """People by group, under the names of the roles."""

    def field_choices(self, field, request, model_admin) -> list[tuple[int, str]]:
        return [(group.pk, name_of(group)) for group in field.related_model.objects.order_by("pk")]


@admin.register(User)
class PersonAdmin(WindowAdmin, UserAdmin):
    """Accounts, their language and their groups; single rights would be forgotten when somebody's work changes."""

    list_display = ["username", "full_name", "email", "group_names", "is_active", "is_staff", "last_login"]
    list_filter = ["is_active", "is_staff", ("groups", GroupFilter), "language"]
    ordering = ["username"]
    keyset = ("username", "gt")
    search_fields = ["username", "first_name", "last_name", "email"]
    filter_horizontal = []
    readonly_fields = ["last_login", "date_joined"]
    fieldsets = [
        (None, {"fields": ["username", "password"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email", "language"]}),
        (_("Rights"), {"fields": ["is_active", "is_staff", "groups", "is_superuser"]}),
        (_("Dates"), {"fields": ["last_login", "date_joined"]}),
    ]
    add_fieldsets = [
        (None, {"classes": ["wide"], "fields": ["username", "usable_password", "password1", "password2"]}),
        (_("Person"), {"fields": ["first_name", "last_name", "email", "language", "is_staff", "groups"]}),
    ]

    @admin.display(description=_("full name"))
    def full_name(self, person: User) -> str:
        return person.get_full_name()

    @admin.display(description=_("groups"))
    def group_names(self, person: User) -> str:
        return _(", ").join(name_of(group) for group in person.groups.all())

    def for_list(self, queryset):
        return queryset.prefetch_related("groups")

    def formfield_for_manytomany(self, db_field, request, **kwargs):
        if db_field.name == "groups" and not request.user.is_superuser:
            groups = db_field.related_model.objects
            kwargs["queryset"] = groups.filter(name__in=roles_open_to(request.user))
        kwargs |= {"form_class": GroupsField, "widget": forms.CheckboxSelectMultiple}
        return super().formfield_for_manytomany(db_field, request, **kwargs)

    def get_readonly_fields(self, request, obj=None) -> list[str]:
        # Only who has every right may give every right away.
        return self.readonly_fields if request.user.is_superuser else [*self.readonly_fields, "is_superuser"]

    def has_change_permission(self, request, obj=None) -> bool:
        # Whoever is anonymous stays without a name and a password.
        if obj is not None and (obj.anonymised_at or has_more_rights(obj, request.user)):
            return False
        return super().has_change_permission(request, obj)

    def has_delete_permission(self, request, obj=None) -> bool:
        return False
