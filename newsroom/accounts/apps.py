from axes.apps import AppConfig as AxesConfig
from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "newsroom.accounts"
    label = "accounts"
    verbose_name = _("People")


class LogInGuardConfig(AxesConfig):
    """django-axes by a name that moderators understand."""

    verbose_name = _("Guard of the log-in")
