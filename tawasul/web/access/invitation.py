"""The page to which an invitation leads: whoever was registered chooses their first password, and then signs in."""

from typing import Any

from django import forms
from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tawasul.accounts.actions import accept_invitation as accept
from tawasul.lib.errors import Invalid
from tawasul.people.invitations import user_of

PAGE = "account/invitation.html"


class FirstPassword(forms.Form):
    """The first password, twice."""

    password1 = forms.CharField(
        label=_("New password"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
    )
    password2 = forms.CharField(
        label=_("New password, once more"),
        strip=False,
        max_length=200,
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password", "dir": "ltr"}),
    )

    def clean(self) -> dict[str, Any]:
        """Both are to be alike."""
        given = super().clean() or {}
        if "password1" in given and "password2" in given and given["password1"] != given["password2"]:
            self.add_error("password2", _("The two passwords are not alike."))
        return given


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def accept_invitation(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link changes nothing (programs that look into mail open it too); the password that is sent does."""
    at = timezone.now()
    invited = user_of(token, at=at)
    if invited is None:
        return render(request, PAGE, {"gone": True}, status=404)
    if request.user.is_authenticated:
        return render(request, PAGE, {"invited": invited, "here": request.user}, status=409)
    with translation.override(_language(request, invited.language)):
        form = FirstPassword(request.POST or None)
        status = 200
        if request.method == "POST":
            status = 422
            if form.is_valid():
                try:
                    accept(token=token, password=form.cleaned_data["password1"], at=at)
                except Invalid as refused:
                    for said in refused.fields.get("password1", [refused.message]):
                        form.add_error("password1", said)
                else:
                    messages.success(request, _("Your password is kept. Sign in with it now."))
                    return redirect("account_login")
        answer = render(request, PAGE, {"invited": invited, "form": form}, status=status)
        answer.headers["Content-Language"] = str(translation.get_language())
        return answer


def _language(request: HttpRequest, theirs: str) -> str:
    """What this browser chose, else the language in which the person was invited."""
    chosen = request.COOKIES.get(settings.LANGUAGE_COOKIE_NAME)
    return str(chosen) if chosen in dict(settings.LANGUAGES) else theirs
