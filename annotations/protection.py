"""What must not happen to tags, whoever asks for it: guards on the model itself."""

from django.db.models import ProtectedError
from django.db.models.signals import pre_delete, pre_save
from django.dispatch import receiver
from django.utils.translation import gettext as _

from annotations.models import Tag


def is_used(tag: Tag) -> bool:
    """Tell whether any annotation, deleted ones included, has this tag."""
    return tag.annotations.exists()


@receiver(pre_delete, sender=Tag, dispatch_uid="annotations.keep_needed_tags")
def keep_needed_tags(sender, instance: Tag, **kwargs) -> None:
    """Raise ``ProtectedError`` before a built-in or a used tag is deleted."""
    if instance.is_built_in:
        raise ProtectedError(_("A built-in tag cannot be deleted; formats and the toolbar rely on it."), {instance})
    if is_used(instance):
        raise ProtectedError(_("Annotations have this tag, so it cannot be deleted."), {instance})


@receiver(pre_save, sender=Tag, dispatch_uid="annotations.keep_built_in_slugs")
def keep_built_in_slugs(sender, instance: Tag, raw: bool = False, using=None, **kwargs) -> None:
    """Raise ``ProtectedError`` before a built-in tag gets another slug."""
    if raw or instance.pk is None:
        return
    stored = Tag.objects.using(using).filter(pk=instance.pk).values_list("slug", flat=True).first()
    if stored in Tag.BUILT_IN and stored != instance.slug:
        raise ProtectedError(_("A built-in tag keeps its slug; formats and the toolbar rely on it."), {instance})
