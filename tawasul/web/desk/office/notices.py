"""What one was told, newest first."""

from typing import Any

from django.conf import settings
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_safe

from tawasul.lib.errors import NotFound
from tawasul.lib.spoken_language import language_of
from tawasul.notices import actions, queries
from tawasul.web.desk.office.paging import PAGE, before_of, page_urls
from tawasul.web.doors import StaffRequest, staff_only


@staff_only()
@require_http_methods(["GET", "HEAD", "POST"])
def own_notices(request: StaffRequest) -> HttpResponse:
    """One's own notices; POST marks all that are shown as read."""
    if request.method == "POST":
        chosen = [int(text) for text in request.POST.getlist("notice") if text.isdecimal()]
        actions.mark_read(user_id=request.user.pk, notice_ids=chosen, at=timezone.now())
        return redirect("desk:notices")
    rows = queries.received_by(request.user.pk, before=before_of(request), limit=PAGE + 1, language=_language())
    context: dict[str, Any] = {
        "title": _("Notices"),
        "shown": rows[:PAGE],
        "unread": [row.id for row in rows[:PAGE] if row.read_at is None],
    }
    return render(request, "desk/office/notices.html", context | page_urls(request, rows, lambda row: row.id))


@staff_only()
@require_safe
def open_notice(request: StaffRequest, notice_id: int) -> HttpResponse:
    """Lead to what a notice is about, and mark it as read."""
    found = next(
        (row for row in queries.received_by(request.user.pk, before=notice_id + 1, limit=1, language=_language())), None
    )
    if found is None or found.id != notice_id:
        raise NotFound()
    actions.mark_read(user_id=request.user.pk, notice_ids=[notice_id], at=timezone.now())
    path = found.link.removeprefix(settings.PUBLIC_URL)  # a page of ours is reached by whatever name the reader uses
    return redirect(path if path.startswith("/") and not path.startswith("//") else reverse("desk:notices"))


def _language() -> str:
    """The page's, whatever its reader's was when the notice was owed."""
    return language_of(get_language() or "ar")
