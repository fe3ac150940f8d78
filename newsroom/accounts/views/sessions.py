"""Logging in and out."""

from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import auth
from django.contrib.auth import views
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from newsroom.accounts.forms import LoginForm


class LoginView(views.LoginView):
    """Ask for user name and password and go on to where the person wanted to go."""

    authentication_form = LoginForm
    redirect_authenticated_user = True

    def get_redirect_url(self) -> str:
        """Return the ``next`` of this site that was asked for, or nothing."""
        target = super().get_redirect_url()
        # Back to the login page is a circle, and the log-out page answers no link.
        pointless = {reverse("login"), reverse("logout")}
        return "" if urlsplit(target).path in pointless else target


@require_POST
@never_cache
def logout(request):
    auth.logout(request)
    return redirect(settings.LOGOUT_REDIRECT_URL)
