"""Where allauth asks this network: who may sign up (nobody), where it leads, how a second factor is kept."""

import time
from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.internal.flows.login import get_authentication_records
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.contrib.auth import authenticate
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from tawasul.people.address import address_of
from tawasul.web.access import sealing, second_factor


class StaffAdapter(DefaultAccountAdapter):  # type: ignore[misc]
    """Signing in for people whom the network registered."""

    error_messages = DefaultAccountAdapter.error_messages | {
        "email_password_mismatch": _("The e-mail or the password is not right."),
        "incorrect_password": _("The password is not right."),
        "enter_current_password": _("Write your current password."),
        "invalid_password_reset": _("This link was used already, or its time has passed."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:  # noqa: ARG002
        """Nobody signs up: staff are registered, beneficiaries need no account."""
        return False

    def get_client_ip(self, request: HttpRequest) -> str:
        """As everywhere else here."""
        return address_of(request)

    def reauthenticate(self, user: AbstractBaseUser, password: str) -> bool:
        """Whether the password is that of whoever is signed in."""
        found = authenticate(self.request, email=user.get_username(), password=password)
        return found is not None and found.pk == user.pk

    def is_reauthentication_required(self, *, app: str, **kwargs: Any) -> bool:
        """Who signed in some minutes ago has just shown that it is they: that is not asked twice."""
        records = get_authentication_records(self.request, self.request.user)
        last = max((record["at"] for record in records), default=0.0)
        if time.time() - last < settings.ACCOUNT_REAUTHENTICATION_TIMEOUT:
            return False
        return bool(super().is_reauthentication_required(app=app, **kwargs))

    def add_message(self, request: HttpRequest, level: int, *args: Any, **kwargs: Any) -> None:
        """No greeting on every sign-in and sign-out; all else is said."""
        template = str(kwargs.get("message_template") or (args[0] if args else ""))
        if not template.endswith(("logged_in.txt", "logged_out.txt")):
            super().add_message(request, level, *args, **kwargs)


class SecondFactorAdapter(DefaultMFAAdapter):  # type: ignore[misc]
    """The second factor: its secrets are sealed, and the last one stays where one is required."""

    error_messages = DefaultMFAAdapter.error_messages | {
        "incorrect_code": _("The code is not right. Codes change every half a minute: write the newest."),
        "cannot_delete_authenticator": _("One second factor must stay. Add the other one first, then remove this one."),
    }

    def get_totp_label(self, user: AbstractBaseUser) -> str:
        """What the app on the telephone shows beside the name of the service."""
        return str(user.get_username())

    def encrypt(self, text: str) -> str:
        """A copy of the database alone gives nobody a second factor."""
        return sealing.seal(text)

    def decrypt(self, encrypted_text: str) -> str:
        """The secret of `encrypt`."""
        return sealing.unseal(encrypted_text)

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """One may change one's second factor, not go without, where the deployment requires one."""
        return not (settings.SECOND_FACTOR_REQUIRED and second_factor.is_last(authenticator))
