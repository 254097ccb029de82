"""The e-mail address with which one signs in: asked for here, and changed by the link that is sent to the new one."""

from allauth.account.decorators import reauthentication_required
from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from tawasul.accounts.actions import ask_new_email, confirm_new_email
from tawasul.lib.errors import Invalid, NotFound
from tawasul.people.new_addresses import new_address_of

PAGE = "account/email.html"


class NewEmail(forms.Form):
    """The new address."""

    email = forms.EmailField(
        label=_("New work e-mail"),
        help_text=_("A link goes there. You sign in with the new address once you have opened it."),
        widget=forms.EmailInput(attrs={"dir": "ltr", "autocomplete": "email"}),
    )


@login_required
@reauthentication_required  # type: ignore[untyped-decorator]
@require_http_methods(["GET", "HEAD", "POST"])
def own_email(request: HttpRequest) -> HttpResponse:
    """Ask for another address. Sent twice it sends two links, of which the first that is used counts."""
    form = NewEmail(request.POST or None)
    status = 200
    if request.method == "POST":
        status = 422
        if form.is_valid():
            try:
                ask_new_email(user_id=request.user.pk or 0, email=form.cleaned_data["email"], at=timezone.now())
            except Invalid as refused:
                for said in refused.fields["email"]:
                    form.add_error("email", said)
            else:
                messages.success(
                    request, _("A link is on its way to the new address. Until it is used, nothing changes.")
                )
                return redirect("account_own_email")
    return render(request, PAGE, {"form": form}, status=status)


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_email(request: HttpRequest, token: str) -> HttpResponse:
    """Opening the link changes nothing (programs that look into mail open it too); confirming does."""
    at = timezone.now()
    proved = new_address_of(token, at=at)
    if proved is None:
        return render(request, PAGE, {"gone": True}, status=404)
    if request.method != "POST":
        return render(request, PAGE, {"proved": proved})
    try:
        confirm_new_email(token=token, at=at)
    except NotFound:
        return render(request, PAGE, {"gone": True}, status=404)
    except Invalid as refused:
        return render(request, PAGE, {"proved": proved, "problems": [("", refused.message)]}, status=refused.status)
    messages.success(request, _("From now on you sign in with the new address."))
    return redirect("account_own_email" if request.user.is_authenticated else "account_login")
