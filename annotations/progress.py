"""How far the work is: a person's queue, and a collection by person.  Each in a fixed number of queries."""

from dataclasses import dataclass, field

from django.contrib.auth import get_user_model
from django.db.models import Count, Sum

from annotations.access import can_annotate, visible_articles
from annotations.assigning import lacking_articles
from annotations.models import Annotation, Assignment, CollectionSettings, Membership
from annotations.staffing import leads
from newsroom.models import Article

Status = Assignment.Status

# A page shows this many articles of each group; a link leads to the rest of one.
GROUP_SIZE = 30


@dataclass(frozen=True)
class Task:
    """An article of somebody's queue."""

    assignment: Assignment
    marks: int
    is_allowed: bool

    @property
    def article(self) -> Article:
        return self.assignment.article


@dataclass(frozen=True)
class Group:
    """The tasks of one status: the first of them, how many there are, and after which one the rest begins."""

    status: str
    tasks: list[Task]
    number: int
    after: int | None

    @property
    def label(self) -> str:
        return Status(self.status).label


@dataclass
class Work:
    """Numbers of assignments by status, and of places that nobody has yet."""

    to_do: int = 0
    started: int = 0
    finished: int = 0
    lacking: int = 0

    @property
    def total(self) -> int:
        return self.to_do + self.started + self.finished + self.lacking

    @property
    def open(self) -> int:
        return self.to_do + self.started

    @property
    def begun(self) -> int:
        """Where the bar of what is to do begins."""
        return self.finished + self.started


@dataclass
class PersonsWork:
    """What one person has done in a collection.  ``marks`` is ``None`` where the asker must not know."""

    person: object
    role: str = ""
    is_stranded: bool = False
    work: Work = field(default_factory=Work)
    marks: dict[str, int] | None = None


def open_number(user) -> int | None:
    """Return how many open assignments ``user`` has; ``None`` for people who do not annotate."""
    if not getattr(user, "is_authenticated", False) or not can_annotate(user):
        return None
    return Assignment.objects.filter(user=user, status__in=[Status.TO_DO, Status.STARTED]).count()


def queue_of(user, *, only: str = "", after: int | None = None) -> list[Group]:
    """Return the queue by status: what is begun first; with ``only`` one group, from ``after`` on."""
    mine = Assignment.objects.filter(user=user, article__in=visible_articles(user))
    numbers = dict(mine.order_by().values_list("status").annotate(number=Count("*")))
    wanted = [only] if only else [Status.STARTED, Status.TO_DO, Status.FINISHED]
    found = {status: _rows(mine, status, after) if numbers.get(status) else [] for status in wanted}
    shown = [row.article_id for rows in found.values() for row in rows]
    marks = _marks_of(user, shown) if shown else {}
    groups = []
    for status, rows in found.items():
        tasks = [Task(row, marks.get(row.article_id, 0), can_annotate(user, row.article)) for row in rows[:GROUP_SIZE]]
        rest = tasks[-1].assignment.pk if len(rows) > GROUP_SIZE else None
        groups.append(Group(status, tasks, numbers.get(status, 0), rest))
    return groups


def next_of(user, *, besides: int) -> Article | None:
    """Return the article that ``user`` should go on with: one that is begun, else the first to do."""
    mine = Assignment.objects.filter(user=user, article__in=visible_articles(user)).exclude(article=besides)
    for status in (Status.STARTED, Status.TO_DO):
        row = mine.filter(status=status).select_related("article").defer(*_LONG).order_by("pk").first()
        if row:
            return row.article
    return None


def work_in(settings: CollectionSettings, able: set[int]) -> Work:
    """Return the work of the whole collection; places that nobody of ``able`` works on count as lacking."""
    valid = Assignment.objects.filter(article__collection=settings.pk)
    work = Work()
    for status, user_id, number in _counted(valid):
        if status == Status.FINISHED or user_id in able:
            setattr(work, status, getattr(work, status) + number)
    lacking = lacking_articles(settings, able).aggregate(articles=Count("*"), there=Sum("number"))
    work.lacking = lacking["articles"] * settings.annotators_per_article - (lacking["there"] or 0)
    return work


def people_in(settings: CollectionSettings, asker, able: set[int]) -> list[PersonsWork]:
    """Return everybody's work in the collection: members, and whoever has an article or an annotation of it.

    The open articles of who is not among ``able``, the people who annotate there, are stranded.
    In a blind collection an annotator learns the number of their own annotations only.
    """
    by_id: dict[int, PersonsWork] = {}
    people = get_user_model().objects.in_bulk
    roles = dict(Membership.objects.filter(collection=settings.pk).order_by().values_list("user", "role"))
    counted = _counted(Assignment.objects.filter(article__collection=settings.pk))
    marks = _marks_in(settings, asker)
    ids = roles.keys() | {user_id for _status, user_id, _number in counted} | marks.keys()
    for pk, person in people(ids).items():
        by_id[pk] = PersonsWork(person, roles.get(pk, ""))
        if _may_count(settings, asker) or pk == asker.pk:
            by_id[pk].marks = dict.fromkeys(Annotation.Status.values, 0) | marks.get(pk, {})
    for status, user_id, number in counted:
        setattr(by_id[user_id].work, status, number)
    for pk, each in by_id.items():
        each.is_stranded = bool(each.work.open) and pk not in able
    return sorted(by_id.values(), key=lambda each: (each.role != Membership.Role.ANNOTATOR, str(each.person)))


_LONG = ("article__text", "article__folded_text")


def _rows(mine, status: str, after: int | None) -> list[Assignment]:
    # What was finished last stands first; what is to do has its turn in the order in which it was handed out.
    is_newest_first = status == Status.FINISHED
    rows = mine.filter(status=status).select_related("article__collection__settings").defer(*_LONG)
    if after is not None:
        rows = rows.filter(pk__lt=after) if is_newest_first else rows.filter(pk__gt=after)
    return list(rows.order_by("-pk" if is_newest_first else "pk")[: GROUP_SIZE + 1])


def _marks_of(user, article_ids: list[int]) -> dict[int, int]:
    marks = Annotation.objects.live().counted().by(user).filter(article__in=article_ids, is_gold=False)
    return dict(marks.order_by().values_list("article_id").annotate(number=Count("*")))


def _counted(assignments) -> list[tuple[str, int, int]]:
    return list(assignments.order_by().values_list("status", "user_id").annotate(number=Count("*")))


def _may_count(settings, asker) -> bool:
    return not settings.is_blind or leads(asker, settings)


def _marks_in(settings, asker) -> dict[int, dict[str, int]]:
    marks = Annotation.objects.live().counted().filter(article__collection=settings.pk, is_gold=False)
    if not _may_count(settings, asker):
        marks = marks.by(asker)
    found: dict[int, dict[str, int]] = {}
    for author, status, number in marks.order_by().values_list("author", "status").annotate(number=Count("*")):
        found.setdefault(author, {})[status] = number
    return found
