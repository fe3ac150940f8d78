"""A page that asks before what cannot be undone, and the fields that it sends again."""

from django import forms
from django.contrib import messages
from django.contrib.admin import helpers
from django.contrib.admin.templatetags.admin_urls import admin_urlname
from django.template.response import TemplateResponse
from django.urls import reverse

from annotations.admin.forms import text_area
from annotations.forms import REASON_LIMIT, LongTextField
from annotations.refusals import NoReason, Refusal
from annotations.views.choices import read_ids

CONFIRMED = "confirmed"
TEMPLATE = "admin/annotations/ask.html"


class KnownKeysMixin:
    """A list with actions that takes numbers only for the keys of its rows."""

    def response_action(self, request, queryset):
        """Refuse ids that are none before a database is asked for them."""
        try:
            read_ids(request.POST, helpers.ACTION_CHECKBOX_NAME)
        except Refusal as refusal:
            self.message_user(request, refusal.message, messages.ERROR)
            return None
        return super().response_action(request, queryset)


class SureForm(forms.Form):
    """Nothing but the person's yes."""

    confirmed = forms.CharField(widget=forms.HiddenInput, initial="yes")


class ReasonForm(SureForm):
    """A yes with a reason, which is kept."""

    reason = LongTextField(limit=REASON_LIMIT, widget=text_area(3))

    def __init__(self, *args, label: str = "", **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["reason"].label = label

    def clean_reason(self) -> str:
        reason = self.cleaned_data["reason"]
        if not reason.strip():
            raise forms.ValidationError(NoReason.message)
        return reason


def is_answered(request) -> bool:
    """Tell whether the request comes from the page that asks."""
    return CONFIRMED in request.POST


def ask(model_admin, request, form: forms.Form, action: str, title: str, consequences: list[str], rows: list[tuple]):
    """Return the page that asks whether ``action`` is meant for ``rows`` of (key, name)."""
    context = {
        **model_admin.admin_site.each_context(request),
        "opts": model_admin.opts,
        "title": title,
        "label": title,
        "back": reverse(admin_urlname(model_admin.opts, "changelist")),
        "form": form,
        "action": action,
        "action_field": helpers.ACTION_CHECKBOX_NAME,
        "consequences": consequences,
        "rows": rows,
        "media": model_admin.media,
    }
    return TemplateResponse(request, TEMPLATE, context, status=422 if form.is_bound else 200)
