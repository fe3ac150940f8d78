from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AnnotationsConfig(AppConfig):
    name = "annotations"
    verbose_name = _("Annotations")

    def ready(self) -> None:
        # Signal receivers, system checks and the rule of visibility register when their module is imported.
        from annotations import access, installation, protection  # noqa: F401, PLC0415
