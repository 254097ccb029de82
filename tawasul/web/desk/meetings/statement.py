"""The session's statement (بيان الجلسة) on the screen, large and calm: the guide's columns in the guide's order.

Identities and mobiles are masked until somebody asks for them; every look is written down. What is shown in full is printed
in full.
"""

from datetime import datetime
from typing import Any
from uuid import uuid4

from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods, require_POST

from tawasul.centres.roles import Power
from tawasul.documents.setting import pdf
from tawasul.lib.hijri import RIYADH, clock
from tawasul.lib.masking import masked, masked_numbers
from tawasul.meetings import actions, queries
from tawasul.meetings.labels import SEAT_LABELS, SEAT_TONES
from tawasul.meetings.paper import statement_paper
from tawasul.meetings.queries import StatementRow
from tawasul.web.desk.meetings.sessions import attendance, shown
from tawasul.web.desk.meetings.showing import breadcrumbs
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.doors import staff_only
from tawasul.web.paper import handed_out_pdf


@staff_only(Power.HOLD_MEETINGS)
@require_http_methods(["GET", "HEAD", "POST"])
def meeting_statement(request: DeskRequest, session_id: int) -> HttpResponse:
    """The statement, masked; sent as a form, it is shown in full, and the looks are written down."""
    at = timezone.now()
    session = queries.session_for(request.actor, session_id)
    full = request.method == "POST"
    opened = actions.open_statement(actor=request.actor, session_id=session.pk, at=at) if full else None
    rows = opened if opened is not None else queries.statement_of(session)
    head = shown(session, at)
    context = {
        "title": _("Statement of the session"),
        "head": head,
        "session": session,
        "breadcrumbs": breadcrumbs(
            (_("Sessions"), reverse("desk:meeting_sessions")),
            (head["day"], head["url"]),
            (_("Statement of the session"), ""),
        ),
        "rows": [_row(request, row, at, full=full) for row in rows],
        "full": full,
    }
    answer = render(request, "desk/meetings/statement.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


def _row(request: DeskRequest, row: StatementRow, at: datetime, *, full: bool) -> dict[str, Any]:
    return {
        "name": row.name,
        "number": row.number,
        "reference": row.request.reference,
        "version": row.request.version,
        "identity": row.identity if full else masked(row.identity),
        "mobile": row.mobile if full else masked(row.mobile),
        "other_contact": row.other_contact if full else masked_numbers(row.other_contact),
        "summary": row.summary,
        "entity": row.entity["en" if get_language() == "en" else "ar"],
        "url": reverse("desk:meeting", args=[row.request.reference]),
        "hour": clock(row.seat.begins_at),
        "label": SEAT_LABELS[row.seat.state],
        "tone": SEAT_TONES[row.seat.state],
        "acts": attendance(request, row.seat, at),
        "once": uuid4(),
    }


@staff_only(Power.HOLD_MEETINGS)
@require_POST
def meeting_statement_paper(request: DeskRequest, session_id: int) -> HttpResponse:
    """The statement as PDF, in full: every look is written down as on the screen."""
    session = queries.session_for(request.actor, session_id)
    rows = actions.open_statement(actor=request.actor, session_id=session.pk, at=timezone.now())
    made = pdf(statement_paper(session, rows, get_language() or "ar"))
    return handed_out_pdf(made, f"session-{session.begins_at.astimezone(RIYADH):%Y-%m-%d}.pdf")
