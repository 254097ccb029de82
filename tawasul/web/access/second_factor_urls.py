"""The second factor's addresses: allauth's, with limited tries where a code is given."""

from allauth.mfa.base import views
from allauth.mfa.webauthn.views import login_webauthn, reauthenticate_webauthn
from django.urls import include, path

from tawasul.web.access.limits import limited

urlpatterns = [
    path("", views.index, name="mfa_index"),
    path("authenticate/", limited("code")(views.authenticate), name="mfa_authenticate"),
    path("reauthenticate/", limited("code")(views.reauthenticate), name="mfa_reauthenticate"),
    path("totp/", include("allauth.mfa.totp.urls")),
    path("recovery-codes/", include("allauth.mfa.recovery_codes.urls")),
    path("passkeys/login/", limited("code")(login_webauthn), name="mfa_login_webauthn"),
    path("passkeys/reauthenticate/", limited("code")(reauthenticate_webauthn), name="mfa_reauthenticate_webauthn"),
    path("passkeys/", include("allauth.mfa.webauthn.urls")),
]
