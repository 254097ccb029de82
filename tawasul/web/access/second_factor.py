"""The second factor: where it is required, whoever has none is led to set one up and can do nothing else."""

from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect

STANDS = "second_factor"
OPEN_BEFORE = frozenset({
    "account_login", "account_logout", "account_reauthenticate", "account_change_password", "set_language", "account_policy",
    "mfa_index", "mfa_activate_totp", "mfa_authenticate", "mfa_reauthenticate", "mfa_add_webauthn", "mfa_list_webauthn",
    "mfa_reauthenticate_webauthn", "mfa_view_recovery_codes", "mfa_generate_recovery_codes", "mfa_download_recovery_codes",
})  # fmt: skip


def stands(request: HttpRequest) -> bool:
    """Whether the person has a second factor. Signing in asks for it where there is one; so one look a session is enough."""
    if request.session.get(STANDS) == request.user.pk:
        return True
    if not has_one(request.user.pk or 0):
        return False
    request.session[STANDS] = request.user.pk
    return True


def has_one(user_id: int) -> bool:
    """A TOTP app or a passkey. Recovery codes stand in for one; they are none."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    return bool(Authenticator.objects.filter(user_id=user_id, type__in=kinds).exists())


def is_last(authenticator: Authenticator) -> bool:
    """Whether nothing but recovery codes would be left without it."""
    kinds = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]
    others = Authenticator.objects.filter(user_id=authenticator.user_id, type__in=kinds).exclude(pk=authenticator.pk)
    return bool(authenticator.type in kinds and not others.exists())


def lead_to_setup(request: HttpRequest) -> HttpResponse | None:
    """Only the pages on which one sets it up are open, the public ones of the portal, and the API with its own keys."""
    match = request.resolver_match
    if match is None or match.url_name in OPEN_BEFORE or match.namespaces[:1] in (["portal"], ["api"]):
        return None
    if not (match.namespaces[:1] == ["desk"] or str(match.url_name).startswith(("account_", "mfa_", "usersessions_"))):
        return None
    return redirect(settings.SECOND_FACTOR_SETUP)
