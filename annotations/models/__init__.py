"""Tags, annotations and the log of what happened to them."""

from annotations.models.annotation import Annotation
from annotations.models.event import AnnotationEvent
from annotations.models.tag import Tag

__all__ = ["Annotation", "AnnotationEvent", "Tag"]
