"""Forms of the account pages."""

from django import forms
from django.contrib.auth import forms as auth_forms
from django.contrib.auth import get_user_model
from django.core.exceptions import ValidationError
from django.utils.translation import gettext_lazy as _

from newsroom.accounts.mail import send_aside, write_mail
from newsroom.accounts.roles import Role, roles_open_to

# Written from left to right also on a page that runs from right to left.
LATIN_FIELDS = {"username", "email", "password", "old_password", "new_password1", "new_password2"}
NAME_FIELDS = {"first_name", "last_name"}


class DirectedFields:
    """Give each field of a form the direction of what is written in it."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        for name, field in self.fields.items():
            if name in LATIN_FIELDS:
                # No capital letters and no corrections by the keyboard of a phone.
                field.widget.attrs |= {"dir": "ltr", "autocapitalize": "none", "spellcheck": "false"}
            elif name in NAME_FIELDS:
                field.widget.attrs |= {"dir": "auto"}


class LoginForm(DirectedFields, auth_forms.AuthenticationForm):
    """User name and password."""

    error_messages = {
        **auth_forms.AuthenticationForm.error_messages,
        # One sentence for every reason: it does not tell which accounts exist.
        "invalid_login": _("The user name and the password do not belong together. Capital letters count."),
    }


class ChangePasswordForm(DirectedFields, auth_forms.PasswordChangeForm):
    """The present password, and twice the new one."""


class ChoosePasswordForm(DirectedFields, auth_forms.SetPasswordForm):
    """A new password, twice, for whoever came by a link."""

    def __init__(self, *args, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        self.fields["new_password1"].widget.attrs["autofocus"] = True


class ForgottenPasswordForm(DirectedFields, auth_forms.PasswordResetForm):
    """The address to which the link is sent if it belongs to an account."""

    def send_mail(self, subject_template_name, email_template_name, context, from_email, to_email, **kwargs) -> None:
        """Send the link in the language of its reader."""
        # Aside: an answer that waits for the mail server would tell that the account exists.
        send_aside(write_mail(context["user"], "registration/password_reset", context))


class ProfileForm(DirectedFields, forms.ModelForm):
    """What a person tells about themselves, and how the interface speaks to them."""

    class Meta:
        model = get_user_model()
        fields = ["first_name", "last_name", "email", "language"]
        widgets = {
            "first_name": forms.TextInput(attrs={"autocomplete": "given-name"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "family-name"}),
            "email": forms.EmailInput(attrs={"autocomplete": "email"}),
            "language": forms.RadioSelect,
        }


class InviteForm(DirectedFields, forms.ModelForm):
    """A new person and their role, among those the inviting person may give."""

    role = forms.TypedChoiceField(
        label=_("Role"),
        coerce=Role,
        widget=forms.RadioSelect,
        help_text=_(
            "Annotators mark texts. Reviewers also approve, reject and correct what others marked. "
            "Administrators also manage articles and people."
        ),
    )

    class Meta:
        model = get_user_model()
        fields = ["username", "first_name", "last_name", "email", "role", "language"]
        field_classes = {"username": auth_forms.UsernameField}
        help_texts = {"username": _("For logging in: letters, digits and @ . + - _, without spaces.")}
        error_messages = {"username": {"unique": _("There is already an account with this user name.")}}
        # Nobody's own name or address belongs here: the browser must not fill them in.
        widgets = {
            "username": forms.TextInput(attrs={"autocomplete": "off"}),
            "first_name": forms.TextInput(attrs={"autocomplete": "off"}),
            "last_name": forms.TextInput(attrs={"autocomplete": "off"}),
            "email": forms.EmailInput(attrs={"autocomplete": "off"}),
            "language": forms.RadioSelect,
        }

    def __init__(self, *args, by, **kwargs) -> None:
        super().__init__(*args, **kwargs)
        roles = roles_open_to(by)
        self.fields["role"].choices = [(role.value, role.label) for role in roles]
        self.fields["role"].initial = roles[0].value if roles else None

    def clean_username(self) -> str:
        """Refuse a name that differs from another person's only by capital letters."""
        username = self.cleaned_data["username"]
        if get_user_model().objects.filter(username__iexact=username).exists():
            raise ValidationError(self.fields["username"].error_messages["unique"], code="unique")
        return username
