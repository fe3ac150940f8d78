"""Logging in and out, passwords, the profile, invitations.

The names without a namespace are those that Django's own views look for.
"""

from django.contrib.auth.views import PasswordResetCompleteView, PasswordResetDoneView
from django.urls import path

from newsroom.accounts.views import invitations, passwords, profile, sessions

urlpatterns = [
    path("login/", sessions.LoginView.as_view(), name="login"),
    path("logout/", sessions.logout, name="logout"),
    path("profile/", profile.profile, name="profile"),
    path("password/", passwords.password_change, name="password_change"),
    path("password/done/", passwords.password_change_done, name="password_change_done"),
    path("reset/", passwords.password_reset, name="password_reset"),
    path("reset/sent/", PasswordResetDoneView.as_view(), name="password_reset_done"),
    path("reset/done/", PasswordResetCompleteView.as_view(), name="password_reset_complete"),
    path("reset/<uidb64>/<token>/", passwords.PasswordResetConfirmView.as_view(), name="password_reset_confirm"),
    path("invite/", invitations.invite, name="invite"),
    path("invite/<int:person_id>/link/", invitations.invitation_link, name="invitation_link"),
    path("invite/<int:person_id>/withdraw/", invitations.invitation_withdraw, name="invitation_withdraw"),
    path("welcome/<uidb64>/<token>/", passwords.InvitationAcceptView.as_view(), name="invitation_accept"),
]
