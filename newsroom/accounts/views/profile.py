"""What a person tells about themselves."""

from django.contrib import messages
from django.contrib.auth import get_user_model
from django.shortcuts import redirect, render
from django.utils import translation
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from newsroom.access import account_required
from newsroom.accounts.forms import ProfileForm
from newsroom.accounts.roles import roles_of
from newsroom.preferences import store_preferences


@require_http_methods(["GET", "HEAD", "POST"])
@account_required
@never_cache
def profile(request):
    """Show the person's names, address and language, and change them."""
    # A copy: a refused form must not show its values in the header of the page.
    person = get_user_model().objects.get(pk=request.user.pk)
    form = ProfileForm(request.POST if request.method == "POST" else None, instance=person)
    if form.is_valid():
        return _store(request, form)
    return render(request, "accounts/profile.html", {"form": form, "roles": roles_of(request.user)})


def _store(request, form: ProfileForm):
    person = form.save()
    # The answer to "saved" already speaks the language that was saved.
    with translation.override(person.language):
        messages.success(request, _("Your profile has been saved."))
    response = redirect("profile")
    # The cookie keeps the language after logging out.
    store_preferences(request, response, {"language": person.language})
    return response
