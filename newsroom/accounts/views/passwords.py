"""Passwords: changing one, asking for a link to choose one, and following such a link."""

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import views
from django.shortcuts import render, resolve_url
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from newsroom.access import account_required
from newsroom.accounts.forms import ChangePasswordForm, ChoosePasswordForm, ForgottenPasswordForm
from newsroom.accounts.lifetimes import link_lifetime

PASSWORD_BACKEND = "django.contrib.auth.backends.ModelBackend"

password_change = account_required(never_cache(views.PasswordChangeView.as_view(form_class=ChangePasswordForm)))
password_change_done = account_required(never_cache(views.PasswordChangeDoneView.as_view()))

ask_for_link = views.PasswordResetView.as_view(form_class=ForgottenPasswordForm)


@require_http_methods(["GET", "HEAD", "POST"])
@never_cache
def password_reset(request):
    """Send a link by mail, or say whom to ask where the site sends no mail."""
    if not settings.MAIL_CONFIGURED:
        return render(request, "registration/password_reset_unavailable.html")
    return ask_for_link(request)


class LinkView(views.PasswordResetConfirmView):
    """Let whoever follows a valid link choose a password, once, and log them in.

    Logging in also lifts a lock-out that the forgotten password may have caused.
    """

    form_class = ChoosePasswordForm
    post_reset_login = True
    post_reset_login_backend = PASSWORD_BACKEND

    def get_user(self, uidb64: str):
        """Return the person the link is for; a deactivated account is none."""
        person = super().get_user(uidb64)
        return person if person is not None and person.is_active else None

    def get_form(self, form_class=None):
        self._speak_to_person()
        return super().get_form(form_class)

    def get_context_data(self, **kwargs) -> dict:
        self._speak_to_person()
        return super().get_context_data(person=self.user, lifetime=link_lifetime(), **kwargs)

    def _speak_to_person(self) -> None:
        """Use the language of somebody who has not been here before: for what is refused, too."""
        if self.validlink and "language" not in self.request.COOKIES:
            translation.activate(self.user.language)


class PasswordResetConfirmView(LinkView):
    """Choose a new password after forgetting the old one."""


class InvitationAcceptView(LinkView):
    """Choose the first password, after an invitation."""

    template_name = "accounts/invitation_accept.html"

    def get_success_url(self) -> str:
        with translation.override(self.user.language):
            messages.success(self.request, _("Welcome. Your account is ready."))
        return resolve_url(settings.LOGIN_REDIRECT_URL)
