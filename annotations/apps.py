from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnnotationsConfig(AppConfig):
    name = "annotations"
    verbose_name = _("Annotations")

    def ready(self) -> None:
        # Signal receivers and system checks register when their module is imported.
        from annotations import installation, protection  # noqa: F401, PLC0415
