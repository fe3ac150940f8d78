"""Tags, annotations, what relates them, and the log of what happened to them."""

from annotations.models.annotation import Annotation
from annotations.models.event import AnnotationEvent
from annotations.models.relation import Relation
from annotations.models.tag import Tag

__all__ = ["Annotation", "AnnotationEvent", "Relation", "Tag"]
