"""In which of one's roles one acts."""

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from tawasul.lib.errors import NotFound
from tawasul.web.access import hats
from tawasul.web.access.choices import back
from tawasul.web.doors import StaffRequest, staff_only


@staff_only()
@require_http_methods(["GET", "HEAD", "POST"])
def choose_hat(request: StaffRequest) -> HttpResponse:
    """The roles held, to choose one; and the choice."""
    if request.method != "POST":
        return render(request, "desk/office/hats.html", {"title": _("Act as")})
    chosen = request.POST.get("hat", "")
    if not chosen.isdecimal():
        raise NotFound()
    hats.choose(request, int(chosen), timezone.localdate())
    return redirect(back(request, otherwise=reverse("desk:home")))
