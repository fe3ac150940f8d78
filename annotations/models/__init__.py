"""Tags, annotations, what relates them, the log of what happened to them, and how people share the work."""

from annotations.models.agreement import AgreementSummary
from annotations.models.annotation import Annotation
from annotations.models.bulk import BulkRun
from annotations.models.collection import Adjudication, Assignment, CollectionSettings, Membership
from annotations.models.event import AnnotationEvent
from annotations.models.relation import Relation
from annotations.models.review import Claim, Comment, Finding, GuidelineExample
from annotations.models.tag import Tag

__all__ = [
    "Adjudication", "AgreementSummary", "Annotation", "AnnotationEvent", "Assignment", "BulkRun", "Claim",
    "CollectionSettings", "Comment", "Finding", "GuidelineExample", "Membership", "Relation", "Tag",
]  # fmt: skip
