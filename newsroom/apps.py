from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class NewsroomConfig(AppConfig):
    name = "newsroom"
    verbose_name = _("Articles")

    def ready(self) -> None:
        # Signal receivers and system checks register when their module is imported.
        from newsroom import installation  # noqa: F401, PLC0415
        from newsroom.backup import warnings  # noqa: F401, PLC0415
