"""Why a change is refused: each reason has a code, a status and a sentence for the person."""

from django.utils.translation import gettext_lazy as _


class Refusal(Exception):
    """A change that was not made.  ``current`` is the annotation as it is now, where showing it is allowed."""

    status = 422
    code = "refused"
    message = _("This change cannot be made.")

    def __init__(self, message=None, *, current=None) -> None:
        super().__init__(self.code)
        if message is not None:
            self.message = message
        self.current = current


class NotAllowed(Refusal):
    status = 403
    code = "not_allowed"
    message = _("You are not allowed to do this. Ask an administrator for the right.")


class SomebodyElse(Refusal):
    status = 401
    code = "somebody_else"
    message = _("Somebody else has logged in meanwhile. Log in again to go on; nothing is lost.")


class InvalidInput(Refusal):
    status = 422
    code = "invalid_input"


class UnknownTag(Refusal):
    status = 422
    code = "unknown_tag"
    message = _("There is no such tag.")


class NotInTagset(Refusal):
    status = 422
    code = "not_in_tagset"
    message = _("The collection of this article does without this tag.")


class NotOnesOwn(NotAllowed):
    code = "own_annotation"
    message = _("In this collection nobody judges their own annotations: another reviewer does.")


class OutOfBounds(Refusal):
    status = 422
    code = "out_of_bounds"
    message = _("The selection does not lie inside the text.")


class CutsGrapheme(Refusal):
    status = 422
    code = "cuts_grapheme"
    message = _("The selection cuts a letter from its diacritics, or an emoji in two.")


class TooLarge(Refusal):
    status = 413
    code = "too_large"
    message = _("This is too long to be stored.")


class TextDiffers(Refusal):
    status = 409
    code = "text_differs"
    message = _("The stored text differs from what you saw. Reload the page and mark it again.")


class AlreadyMarked(Refusal):
    status = 409
    code = "already_marked"
    message = _("You have already marked this with the same tag.")


class IdTaken(Refusal):
    status = 409
    code = "id_taken"
    message = _("This identifier already belongs to another annotation.")


class Stale(Refusal):
    status = 409
    code = "stale"
    message = _("Somebody changed this annotation meanwhile. Here it is as it is now; nothing was overwritten.")


class Gone(Refusal):
    status = 410
    code = "gone"
    message = _("This annotation has been deleted.")


class DecidedOtherwise(Refusal):
    """An item of an adjudication is not any more as the person saw it."""

    status = 409
    code = "decided_otherwise"
    message = _("This has changed meanwhile. Here it is as it is now; nothing was overwritten.")


class AlreadyGold(Refusal):
    status = 409
    code = "already_gold"
    message = _("The same words were decided on with the same tag at another place of the list.")


class NotDecided(Refusal):
    """What is not ready to be finished."""

    status = 409
    code = "not_decided"


class AdjudicationFinished(Refusal):
    status = 409
    code = "adjudication_finished"
    message = _("This adjudication is finished. Reopen it to change the gold set.")


class NothingToUndo(Refusal):
    status = 404
    code = "nothing_to_undo"
    message = _("There is no such action of yours to undo.")


class UnknownEnd(Refusal):
    status = 422
    code = "unknown_end"
    message = _("The other annotation is not one of this article.")


class DeletedEnd(Refusal):
    status = 409
    code = "deleted_end"
    message = _("The annotation you chose has been deleted.")


class WrongEnd(Refusal):
    """The tags of the two ends do not make this relation."""

    status = 422
    code = "wrong_end"


class LinkedEnd(Refusal):
    """A linked annotation cannot get a tag that its relations do not fit."""

    status = 409
    code = "linked"


class NotAHead(Refusal):
    status = 409
    code = "not_a_head"
    message = _("This is a later part of a quote. Speaker, cue and kind belong to its beginning.")


class HasOwnLinks(Refusal):
    status = 409
    code = "has_own_links"
    message = _("This quote has a speaker or a cue of its own. Take them away before you join it to another quote.")


class HasParts(Refusal):
    status = 409
    code = "has_parts"
    message = _("Other parts continue this quote. Take them away before you join it to another quote.")


class IsPart(Refusal):
    """Only the beginning of a quote can be continued."""

    status = 409
    code = "is_part"
    message = _("That is itself a later part of a quote. Choose the beginning of the quote.")


class UnknownState(Refusal):
    status = 404
    code = "unknown_state"
    message = _("The log of this annotation has no such entry.")


class DeletedState(Refusal):
    status = 422
    code = "deleted_state"
    message = _("After this entry the annotation was deleted. Choose an earlier entry, or delete it.")


class NoReason(Refusal):
    status = 422
    code = "no_reason"
    message = _("Say why: the reason is kept.")


class AlreadyWithdrawn(Refusal):
    status = 409
    code = "already_withdrawn"
    message = _("This article has been withdrawn already.")


class Oneself(Refusal):
    status = 409
    code = "oneself"
    message = _("Nobody anonymises themselves: another administrator does.")


class LastAdministrator(Refusal):
    status = 409
    code = "last_administrator"
    message = _("This is the last administrator. Make another one first.")


class AlreadyAnonymous(Refusal):
    status = 409
    code = "already_anonymous"
    message = _("This person is anonymous already.")
