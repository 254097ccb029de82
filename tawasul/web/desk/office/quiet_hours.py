"""From when to when no SMS leaves that can wait."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tawasul.centres.roles import Power
from tawasul.notices import actions, quieting
from tawasul.web.doors import StaffRequest, staff_only


def _clock() -> forms.TimeInput:
    return forms.TimeInput(attrs={"type": "time", "dir": "ltr"}, format="%H:%M")


class Quiet(forms.Form):
    """Two times of day."""

    begins = forms.TimeField(label=_("From"), widget=_clock())
    ends = forms.TimeField(
        label=_("Until"), widget=_clock(), help_text=_("The same time twice: messages leave at any hour.")
    )


@staff_only(Power.EDIT_WORDINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def quiet_hours(request: StaffRequest) -> HttpResponse:
    """The hours in force, who set them, and a form to set others."""
    hours, latest = quieting.in_force(), quieting.latest()
    form = Quiet(request.POST or None, initial={"begins": hours.begins, "ends": hours.ends})
    if request.method == "POST" and form.is_valid():
        actions.set_quiet_hours(actor=request.actor, at=timezone.now(), **form.cleaned_data)
        messages.success(request, _("The quiet hours are set."))
        return redirect("desk:quiet_hours")
    context = {
        "title": _("Quiet hours"),
        "breadcrumbs": [(_("What messages say"), reverse("desk:wordings"))],
        "form": form,
        "latest": latest,
    }
    return render(request, "desk/office/quiet_hours.html", context, status=422 if form.is_bound else 200)
