"""The figures of moderation as charts with words and addresses: each bar leads to the list of what it counts."""

import datetime
from collections.abc import Iterable
from functools import cached_property
from urllib.parse import urlencode

from django.contrib.auth import get_user_model
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format, number_format
from django.utils.translation import get_language_bidi, ngettext
from django.utils.translation import gettext as _

from annotations import moderation_figures
from annotations.admin.cues import CueFilter
from annotations.admin.filters import LedFilter
from annotations.admin.reasons import ReasonFilter
from annotations.charts import Bars, Columns, Item
from annotations.models import Annotation, AnnotationEvent, Tag
from annotations.moderation_figures import DAYS, KEPT, OLDER
from annotations.rejection_reasons import NAMES
from newsroom.models import Collection

MOST_AUTHORS = 10
Verb = AnnotationEvent.Verb
Status = Annotation.Status


class Dashboard:
    """What one person sees of the collections that they lead."""

    kept = KEPT

    def __init__(self, user, collections: set[int]) -> None:
        self.figures = moderation_figures.figures_of(collections)
        # A list shows all that a person may see, which may be more than what they lead.
        self._may_list = user.has_perm("annotations.view_annotation")
        self._leads_all = not Collection.objects.exclude(pk__in=collections).exists()

    @property
    def counted_at(self) -> datetime.datetime:
        return timezone.localtime(self.figures.counted_at)

    @property
    def pending(self) -> str:
        number = self.figures.pending_number
        return ngettext(
            "%(number)s annotation waits for a verdict.", "%(number)s annotations wait for a verdict.", number
        ) % {"number": _written(number)}

    @property
    def queue(self) -> str:
        return reverse("annotations:review_queue")

    @property
    def pending_list(self) -> str:
        """The address of all that waits as a list; ``""`` for who may not see it."""
        return self._waiting({}, {}) if self._may_list else ""

    @cached_property
    def charts(self) -> list[Bars]:
        return [self._ages(), self._tags(), self._authors(), self._reasons()]

    @cached_property
    def activity(self) -> list[Columns]:
        titles = {Verb.CREATED: _("Annotations made"), Verb.APPROVED: _("Approved"), Verb.REJECTED: _("Rejected")}
        return [self._days(verb, title) for verb, title in titles.items()]

    @cached_property
    def days(self) -> list[tuple[str, list[Item]]]:
        """The table of all activity: each day, the newest first, with its numbers."""
        rows = zip(*(chart.items for chart in self.activity), strict=True)
        return [(items[0].label, list(items)) for items in rows][::-1]

    def _ages(self) -> Bars:
        numbers = self.figures.pending_by(3)
        names = [_("today"), _("up to 3 days"), _("up to 7 days"), _("up to 30 days"), _("older")]
        items = [
            self._item(name, numbers[age], self._waiting(self._bounds(age), _queue_age(age)))
            for age, name in enumerate(names)
        ]
        return self._bars("age", _("Pending by age"), _("How long annotations have been waiting."), items)

    def _tags(self) -> Bars:
        numbers, tags = self.figures.pending_by(1), Tag.objects.in_bulk()
        items = [
            self._item(
                f"{tags[pk].sign} {tags[pk].name}", number,
                self._waiting({"tag__id__exact": pk}, {"tag": tags[pk].slug}), f"tag-{tags[pk].colour_token}",
            )
            for pk, number in numbers.most_common()
            if pk in tags
        ]  # fmt: skip
        return self._bars("tag", _("Pending by tag"), _("What was marked that waits."), items)

    def _authors(self) -> Bars:
        numbers = self.figures.pending_by(2).most_common(MOST_AUTHORS)
        people = get_user_model().objects.in_bulk([pk for pk, _number in numbers])
        items = [
            self._item(str(people[pk]), number, self._waiting({"author": pk}, {"author": pk}))
            for pk, number in numbers
            if pk in people
        ]
        return self._bars("author", _("Pending by author"), _("The ten people with the most that waits."), items)

    def _reasons(self) -> Bars:
        numbers = self.figures.rejected_by_reason()
        since = self.figures.midnight(DAYS - 1).isoformat()
        items = [
            self._item(
                str(NAMES[name]), number,
                self._listed({ReasonFilter.parameter_name: name, "reviewed_at__gte": since}),
                "rejected",
            )
            for name, number in numbers.most_common()
        ]  # fmt: skip
        return self._bars("reason", _("Reasons of rejection"), _("Of what was rejected in the last 30 days."), items)

    def _days(self, verb: str, title: str) -> Columns:
        numbers = self.figures.activity_of(verb)
        today = timezone.localdate(self.figures.counted_at)
        days = [today - datetime.timedelta(days=ago) for ago in range(DAYS)][::-1]
        items = [
            self._item(
                date_format(day, "MONTH_DAY_FORMAT"), numbers[(today - day).days], self._day_address(day, verb), verb
            )
            for day in days
        ]
        total = sum(item.number for item in items)
        told = _("%(number)s in 30 days.") % {"number": _written(total)}
        return Columns(f"day-{verb}", title, told, items, get_language_bidi())

    def _bars(self, name: str, title: str, description: str, items: Iterable[Item]) -> Bars:
        return Bars(name, title, description, list(items), get_language_bidi())

    def _item(self, label: str, number: int, address: str, look: str = "") -> Item:
        return Item(label, number, _written(number), address, look)

    def _waiting(self, listed: dict, queued: dict) -> str:
        """Return the address of what waits: the list of the administration, or the queue for who may not see that."""
        if not self._may_list:
            return f"{self.queue}?{urlencode(queued)}" if queued else self.queue
        return self._listed({"status__exact": Status.PENDING, CueFilter.parameter_name: CueFilter.WITHOUT, **listed})

    def _listed(self, query: dict) -> str:
        if not self._may_list:
            return ""
        if not self._leads_all:
            query |= {LedFilter.parameter_name: LedFilter.LED}
        return f"{reverse('admin:annotations_annotation_changelist')}?{urlencode(query)}"

    def _day_address(self, day: datetime.date, verb: str) -> str:
        return f"{reverse('annotations:day_history')}?{urlencode({'day': day.isoformat(), 'verb': verb})}"

    def _bounds(self, age: int) -> dict[str, str]:
        """Return the bounds of an age as the list filters them."""
        ages, bounds = moderation_figures.AGES, {}
        if age < OLDER:
            bounds["created_at__gte"] = self.figures.midnight(ages[age]).isoformat()
        if age:
            bounds["created_at__lt"] = self.figures.midnight(ages[age - 1]).isoformat()
        return bounds


def _queue_age(age: int) -> dict[str, str]:
    """Return the filter of the queue that comes nearest: it knows no upper bound."""
    names = ["", "day", "day", "week", "month"]
    return {"age": names[age], "order": "oldest"} if names[age] else {}


def _written(number: int) -> str:
    return number_format(number, force_grouping=True)
