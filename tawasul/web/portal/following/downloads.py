"""A file of the followed request, for its beneficiary alone."""

from uuid import UUID

from django.http import FileResponse, HttpRequest
from django.views.decorators.http import require_safe

from tawasul.attachments import queries as attachments
from tawasul.attachments.labels import NOT_FOUND
from tawasul.lib.errors import NotFound
from tawasul.tickets.queries import SUBJECT_KIND
from tawasul.web.enclosing import handed_out
from tawasul.web.portal.following.session import Standing, following


@require_safe
@following
def download(request: HttpRequest, standing: Standing, attachment_id: UUID) -> FileResponse:  # noqa: ARG001
    """Hand the file out. Raises NotFound for any that is not of this request, or not for its beneficiary."""
    attachment = attachments.get(attachment_id)
    home = (attachment.subject_kind, attachment.subject_id)
    if home != (SUBJECT_KIND, standing.ticket.pk) or not attachment.visible_to_beneficiary:
        raise NotFound(NOT_FOUND)
    return handed_out(attachment)
