"""Linking a quote with its speaker, its cue, or the quote that it continues."""

from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from annotations import curation, linking
from annotations.access import seen_in
from annotations.forms import LinkForm, validated
from annotations.identifiers import new_uuid7
from annotations.models import Annotation, Relation
from annotations.quotations import UNNAMED, links_of
from annotations.views.answers import change_view, respond_changes
from newsroom.access import account_required


@require_POST
@account_required
@change_view
def annotation_link(request, annotation_id):
    """Link the annotation as ``role`` says; the answer carries it first, then what changed with it."""
    form = LinkForm(request.POST)
    outcome = _link(request.user, annotation_id, form, validated(form))
    changed = [outcome.annotation, *linking.changed_beside(request.user, outcome)]
    shown = changed + linking.shown_with(changed, seen_in(request.user, outcome.annotation.article))
    return respond_changes(request, shown, message=_message(request.user, outcome.annotation), action_id=outcome.action_id)


def _message(by, annotation: Annotation) -> str:
    """Return who says the quote now, which is what the person waits to hear; else that something changed."""
    links = links_of([annotation.article_id], [annotation.pk], seen_in(by, annotation.article, "target__"))
    speaker = links.get(annotation.pk, {}).get(Relation.Role.SPEAKER)
    return _("Speaker: %(name)s") % {"name": speaker.text} if speaker else _("Changed.")


def _link(by, annotation_id, form: LinkForm, data: dict) -> curation.Outcome:
    version, action, role = data["version"], data["action"], data["role"]
    if data["target"] == UNNAMED:
        return curation.edit(by, annotation_id, version, action, speaker_unnamed=True)
    if not form.is_new_mark:
        return linking.link(by, annotation_id, version, role, data["target"], action)
    tag = Relation.TARGET_TAGS[role]
    mark = curation.NewMark(data["id"] or new_uuid7(), tag, data["start"], data["end"], data["exact"])
    return linking.link_new(by, annotation_id, version, role, mark, action)
