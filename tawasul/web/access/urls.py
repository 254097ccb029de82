"""Signing in and what belongs to it. Of allauth's addresses those that a closed network needs: nobody signs up here."""

from allauth.account import views as account
from django.urls import include, path, re_path
from django.views.generic import TemplateView

from tawasul.web.access.invitation import accept_invitation
from tawasul.web.access.limits import limited
from tawasul.web.access.own_email import confirm_email, own_email

urlpatterns = [
    path("login/", limited("sign-in")(account.login), name="account_login"),
    path("logout/", account.logout, name="account_logout"),
    path("inactive/", account.account_inactive, name="account_inactive"),
    path("reauthenticate/", limited("confirm")(account.reauthenticate), name="account_reauthenticate"),
    path("password/change/", limited("confirm")(account.password_change), name="account_change_password"),
    path("password/reset/", limited("reset")(account.password_reset), name="account_reset_password"),
    path("password/reset/done/", account.password_reset_done, name="account_reset_password_done"),
    re_path(
        r"^password/reset/key/(?P<uidb36>[0-9A-Za-z]+)-(?P<key>.+)/$",
        limited("reset")(account.password_reset_from_key),
        name="account_reset_password_from_key",
    ),
    path(
        "password/reset/key/done/",
        account.password_reset_from_key_done,
        name="account_reset_password_from_key_done",
    ),
    path("invitation/<str:token>/", limited("invitation")(accept_invitation), name="account_invitation"),
    path("email/", limited("new-address")(own_email), name="account_own_email"),
    path("email/<str:token>/", limited("invitation")(confirm_email), name="account_confirm_email"),
    path("policy/", TemplateView.as_view(template_name="account/policy.html"), name="account_policy"),
    path("second-factor/", include("tawasul.web.access.second_factor_urls")),
]
