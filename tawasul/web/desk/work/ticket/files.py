"""The files of a ticket: listed, and served only to those who may see the ticket."""

from typing import Any
from uuid import UUID

from django.http import FileResponse, HttpResponse
from django.urls import reverse
from django.views.decorators.http import require_safe

from tawasul.attachments import queries as attachments
from tawasul.attachments.labels import NOT_FOUND, SCAN_LABELS
from tawasul.attachments.models import Attachment
from tawasul.attachments.states import Scan
from tawasul.centres.roles import Power
from tawasul.lib.errors import NotFound
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import SUBJECT_KIND, ticket_for
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.showing import said_date
from tawasul.web.doors import staff_only

PICTURES = frozenset({"image/png", "image/jpeg", "image/webp", "image/gif"})
SERVED = frozenset({Scan.CLEAN.value, Scan.UNSCANNED.value})


@staff_only(Power.SEE_TICKETS)
@require_safe
def ticket_file(request: DeskRequest, reference: str, attachment_id: UUID) -> HttpResponse | FileResponse:
    """A file, to be saved; a picture may be shown in the page (`?show`). Its bytes can run nothing in the browser."""
    ticket = ticket_for(request.actor, reference)
    attachment = attachments.get(attachment_id)
    if (attachment.subject_kind, attachment.subject_id) != (SUBJECT_KIND, ticket.pk):
        raise NotFound(NOT_FOUND)
    return handed_out(attachment, shown="show" in request.GET)


def shown_files(ticket: Ticket, files: list[Attachment]) -> list[dict[str, Any]]:
    """What the page says of each file; one that the scanner holds back has no address."""
    return [_shown(ticket, each) for each in files]


def _shown(ticket: Ticket, each: Attachment) -> dict[str, Any]:
    url = reverse("desk:ticket_file", args=[ticket.reference, each.pk]) if each.file.scan in SERVED else ""
    return {
        "url": url,
        "picture": f"{url}?show" if url and each.file.content_type in PICTURES else "",
        "name": each.name,
        "size": each.file.size,
        "when": said_date(each.at),
        "held": held_back(each),
        "staff_alone": not each.visible_to_beneficiary,
    }


def held_back(each: Attachment) -> Any:
    """What the scanner says of a file that it holds back; empty for one that is served."""
    return "" if each.file.scan in SERVED else SCAN_LABELS[each.file.scan]


def handed_out(attachment: Attachment, *, shown: bool) -> FileResponse:
    """A file to be saved, or a picture to be shown in the page. Its bytes can run nothing in the browser."""
    serving = attachments.serving(attachment)
    shown = shown and serving.content_type in PICTURES
    answer = FileResponse(
        serving.path.open("rb"), as_attachment=not shown, filename=serving.name, content_type=serving.content_type
    )
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Content-Security-Policy"] = "default-src 'none'; sandbox"
    answer["Cache-Control"] = "private, no-store"
    answer["Cross-Origin-Resource-Policy"] = "same-origin"
    return answer
