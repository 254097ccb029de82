"""allauth's forms in this network's words."""

from typing import Any

from allauth.account.forms import (
    ChangePasswordForm,
    LoginForm,
    ReauthenticateForm,
    ResetPasswordForm,
    ResetPasswordKeyForm,
)
from allauth.mfa.base.forms import AuthenticateForm
from allauth.mfa.base.forms import ReauthenticateForm as MFAReauthenticateForm
from allauth.mfa.totp.forms import ActivateTOTPForm
from allauth.mfa.webauthn.forms import AddWebAuthnForm, EditWebAuthnForm
from django.utils.translation import gettext_lazy as _


class SignIn(LoginForm):  # type: ignore[misc]
    """E-mail and password; the labels say which e-mail is meant."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["login"].label = _("Work e-mail")
        self.fields["login"].widget.attrs = {"autocomplete": "username", "dir": "ltr", "autofocus": True}
        self.fields["password"].label = _("Password")
        self.fields["password"].help_text = ""
        self.fields["password"].widget.attrs = {"autocomplete": "current-password", "dir": "ltr"}


class ChangePassword(ChangePasswordForm):  # type: ignore[misc]
    """The present password, and the new one twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(
            self, oldpassword=_("Current password"), password1=_("New password"), password2=_("New password, once more")
        )


class ResetPassword(ResetPasswordForm):  # type: ignore[misc]
    """The e-mail to which the link goes."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, email=_("Work e-mail"))


class NewPassword(ResetPasswordKeyForm):  # type: ignore[misc]
    """The new password, twice."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, password1=_("New password"), password2=_("New password, once more"))


class Confirm(ReauthenticateForm):  # type: ignore[misc]
    """The present password, once more."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, password=_("Password"))


class _Code:
    """A form in which a code of the authenticator app is typed."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, code=_("Code of six digits"))


class SetUpApp(_Code, ActivateTOTPForm):  # type: ignore[misc]
    """The first code of an app just set up."""


class SecondStep(_Code, AuthenticateForm):  # type: ignore[misc]
    """The code that signing in asks for."""


class ConfirmByCode(_Code, MFAReauthenticateForm):  # type: ignore[misc]
    """The code that confirms who one is."""


class NewPasskey(AddWebAuthnForm):  # type: ignore[misc]
    """A passkey's name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, name=_("Name of the passkey"), passwordless=_("It may also replace the password"))
        self.fields["name"].initial = _("My telephone")


class RenamedPasskey(EditWebAuthnForm):  # type: ignore[misc]
    """A passkey's new name."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        _say(self, name=_("Name of the passkey"))


def _say(form: Any, **labels: Any) -> None:
    """Label the fields in our words; what is typed into any of them is read from left to right, but for names."""
    for name, label in labels.items():
        if name in form.fields:
            field = form.fields[name]
            field.label = label
            field.help_text = ""
            kept = {key: value for key, value in field.widget.attrs.items() if key == "autocomplete"}
            field.widget.attrs = kept if name in {"name", "passwordless"} else kept | {"dir": "ltr"}
