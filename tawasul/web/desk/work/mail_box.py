"""Naming a centre's mailbox, from which e-mail is fetched."""

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tawasul.centres import queries as centres
from tawasul.centres.roles import Power
from tawasul.lib.errors import Invalid, NotFound
from tawasul.mailboxes import actions
from tawasul.mailboxes.found import LONGEST_NAME
from tawasul.mailboxes.labels import SECURITY_LABELS
from tawasul.mailboxes.queries import mailboxes_visible_to
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.showing import sector_name
from tawasul.web.doors import staff_only
from tawasul.web.number_field import NumberField

LTR = {"dir": "ltr", "autocomplete": "off"}


class ServerForm(forms.Form):
    """Who is believed about the sender of what comes into a box."""

    authserv_id = forms.CharField(
        label=_("Name of the receiving server"),
        max_length=LONGEST_NAME,
        required=False,
        widget=forms.TextInput(attrs=LTR),
        help_text=_(
            "As it stands first in the line Authentication-Results of a message that came, such as mx.example.sa. This server "
            "alone is believed about who sent a message; without it no sender counts as proved."
        ),
    )


class MailboxForm(ServerForm):
    """A box on an IMAP server."""

    centre = forms.ChoiceField(label=_("Centre"))
    host = forms.CharField(label=_("Mail server"), max_length=200, widget=forms.TextInput(attrs=LTR))
    security = forms.ChoiceField(label=_("Security"), choices=list(SECURITY_LABELS.items()))
    port = NumberField(label=_("Port"), min_value=1, max_value=65535, initial=993)
    user = forms.CharField(label=_("User"), max_length=200, widget=forms.TextInput(attrs=LTR))
    folder = forms.CharField(label=_("Folder"), max_length=200, initial="INBOX", widget=forms.TextInput(attrs=LTR))
    secret_name = forms.CharField(
        label=_("Name of its password"),
        max_length=40,
        widget=forms.TextInput(attrs=LTR),
        help_text=_("As RIYADH: the server then reads the password from TAWASUL_MAILBOX_SECRET_RIYADH."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        rows = centres.centres(timezone.localdate()).order_by("order_key")
        choices = [("", _("Choose")), *((str(row.pk), sector_name(row)) for row in rows)]
        self.order_fields([name for name in self.fields if name != "authserv_id"])
        self.fields["centre"].choices = choices  # type: ignore[attr-defined]


@staff_only(Power.MANAGE_NETWORK)
@require_http_methods(["GET", "HEAD", "POST"])
def mailbox_open(request: DeskRequest) -> HttpResponse:
    """Have a box fetched from now on."""
    form = MailboxForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            actions.open_mailbox(actor=request.actor, centre_id=int(given.pop("centre")), at=timezone.now(), **given)
        except Invalid as error:
            _blame(form, error)
        else:
            messages.success(request, gettext("The mailbox is fetched from now on, every minute."))
            return redirect("desk:mailboxes")
    context = {
        "title": _("Have a mailbox fetched"),
        "breadcrumbs": [
            (_("My work"), reverse("desk:home")),
            (_("E-mail"), reverse("desk:mailboxes")),
            (_("Have a mailbox fetched"), ""),
        ],
        "form": form,
    }
    return render(request, "desk/work/mail/open.html", context, status=422 if form.errors else 200)


@staff_only(Power.MANAGE_NETWORK)
@require_http_methods(["GET", "HEAD", "POST"])
def mailbox_server(request: DeskRequest, mailbox_id: int) -> HttpResponse:
    """Name the server that receives a box's mail."""
    box = mailboxes_visible_to(request.actor).select_related("centre").filter(pk=mailbox_id).first()
    if box is None:
        raise NotFound(_("There is no such mailbox, or you may not see it."))
    form = ServerForm(request.POST if request.method == "POST" else None, initial={"authserv_id": box.authserv_id})
    if form.is_valid():
        name = form.cleaned_data["authserv_id"]
        try:
            actions.name_server(actor=request.actor, mailbox_id=box.pk, authserv_id=name, at=timezone.now())
        except Invalid as error:
            _blame(form, error)
        else:
            messages.success(request, gettext("It is kept, and holds for what comes from now on."))
            return redirect("desk:mailboxes")
    context = {
        "title": _("The receiving server"),
        "breadcrumbs": [
            (_("My work"), reverse("desk:home")),
            (_("E-mail"), reverse("desk:mailboxes")),
            (_("The receiving server"), ""),
        ],
        "box": box,
        "form": form,
    }
    return render(request, "desk/work/mail/server.html", context, status=422 if form.errors else 200)


def _blame(form: forms.Form, error: Invalid) -> None:
    for name, said in error.fields.items():
        for each in said:
            form.add_error(name if name in form.fields else None, str(each))
