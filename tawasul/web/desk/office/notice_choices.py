"""Through which channels one is told besides the pages: one's own choice, per group of messages."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tawasul.lib.mobile import local_form
from tawasul.notices import actions, choices
from tawasul.notices.labels import CHANNEL_LABELS, GROUP_LABELS
from tawasul.notices.message import Group
from tawasul.notices.states import CHOSEN_BY_STAFF, Channel
from tawasul.people.models import User
from tawasul.web.doors import StaffRequest, staff_only


@staff_only()
@require_http_methods(["GET", "HEAD", "POST"])
def own_choices(request: StaffRequest) -> HttpResponse:
    """One's choices; POST makes what is ticked the choice."""
    open_channels = choices.may_be_chosen(request.user)
    if request.method == "POST":
        ticked = {
            (group.value, channel.value)
            for group in Group
            for channel, reaches in open_channels.items()
            if reaches and f"{group.value}-{channel.value}" in request.POST
        }
        actions.choose(user=request.user, chosen=frozenset(ticked))
        messages.success(request, _("Your choices are kept."))
        return redirect("desk:notice_choices")
    chosen = choices.chosen_by(request.user.pk)
    context = {
        "title": _("How I am told"),
        "breadcrumbs": [(_("Notices"), reverse("desk:notices"))],
        "channels": [_channel(request.user, channel, reaches) for channel, reaches in open_channels.items()],
        "groups": [_group(group, chosen, open_channels) for group in Group],
    }
    return render(request, "desk/office/notice_choices.html", context)


def _channel(user: User, channel: Channel, reaches: bool) -> dict[str, Any]:
    addresses = {Channel.EMAIL: user.email, Channel.SMS: local_form(user.mobile) if user.mobile else ""}
    return {"label": CHANNEL_LABELS[channel.value], "address": addresses[channel], "reaches": reaches}


def _group(group: Group, chosen: choices.Chosen, open_channels: Any) -> dict[str, Any]:
    always = choices.always(group)
    return {
        "label": GROUP_LABELS[group.value],
        "boxes": [
            {
                "name": f"{group.value}-{channel.value}",
                "label": CHANNEL_LABELS[channel.value],
                "always": channel in always and open_channels[channel],
                "ticked": (channel in always and open_channels[channel]) or (group.value, channel.value) in chosen,
                "shut": channel in always or not open_channels[channel],
            }
            for channel in CHOSEN_BY_STAFF
        ],
    }
