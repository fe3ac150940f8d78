"""Inviting people: the form, the open invitations, and the link that is shown once."""

from functools import wraps

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import get_user_model
from django.contrib.auth.decorators import permission_required
from django.db import IntegrityError
from django.shortcuts import redirect, render
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST

from newsroom.access import account_required
from newsroom.accounts import invitations
from newsroom.accounts.forms import InviteForm
from newsroom.accounts.lifetimes import link_lifetime
from newsroom.accounts.mail import send, write_mail
from newsroom.accounts.roles import roles_of


def inviting_view(view):
    """Let those in who may make accounts; nobody may store the page, which can hold a link."""
    allowed = permission_required("accounts.add_user", raise_exception=True)(view)
    return account_required(never_cache(allowed))


def invitation_view(view):
    """Go back to the list with a word if the invitation was answered meanwhile, or is not this person's to touch."""

    @wraps(view)
    def answering(request, person_id):
        try:
            return view(request, person_id)
        except get_user_model().DoesNotExist:
            messages.warning(request, _("This invitation is no longer open."))
            return redirect("invite")

    return answering


@require_http_methods(["GET", "HEAD", "POST"])
@inviting_view
def invite(request):
    """Show the open invitations and a form for a new one."""
    form = InviteForm(request.POST if request.method == "POST" else None, by=request.user)
    if form.is_valid():
        try:
            person = invitations.invite(request.user, form.save(commit=False), form.cleaned_data["role"])
        except IntegrityError:  # somebody took the user name since the form looked
            form.add_error("username", form.fields["username"].error_messages["unique"])
        else:
            return _show_link(request, person)
    people = invitations.unanswered_invitations(request.user).prefetch_related("groups")
    context = {"form": form, "invitations": [{"person": person, "roles": roles_of(person)} for person in people]}
    return render(request, "accounts/invite.html", context)


@require_http_methods(["GET", "HEAD", "POST"])
@inviting_view
@invitation_view
def invitation_link(request, person_id: int):
    """Make a new link; the old ones no longer work."""
    # A switch of language comes back to the address of the page with the link, by GET.
    if request.method != "POST":
        return redirect("invite")
    return _show_link(request, invitations.renew(request.user, person_id))


@require_POST
@inviting_view
@invitation_view
def invitation_withdraw(request, person_id: int):
    """Deactivate the account that was invited."""
    person = invitations.withdraw(request.user, person_id)
    messages.success(request, _("The invitation of %(person)s has been withdrawn.") % {"person": person})
    return redirect("invite")


def _show_link(request, person):
    """Show the link to copy, after sending it by mail where that is possible."""
    link = request.build_absolute_uri(invitations.path_of_link(person))
    context = {"person": person, "link": link, "lifetime": lazy(link_lifetime, str)(), "by": request.user}
    context["is_mailed"] = bool(settings.MAIL_CONFIGURED and person.email) and send(
        write_mail(person, "accounts/invitation", context)
    )
    return render(request, "accounts/invited.html", context)
