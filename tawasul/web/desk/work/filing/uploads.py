"""Files sent one by one while the form is still being filled."""

from uuid import UUID

from django.http import HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tawasul.attachments import actions as attachments
from tawasul.centres.roles import Power
from tawasul.lib.errors import Refused
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.filing.marks import draft_key
from tawasul.web.doors import staff_only


@staff_only(Power.FILE_FOR)
@require_POST
def upload(request: DeskRequest, once: UUID) -> HttpResponse:
    """Keep one file for the filing of this mark."""
    given = request.FILES.get("file")
    if given is None:
        return JsonResponse({"detail": _("Choose at least one file.")}, status=422)
    try:
        stored = attachments.receive(
            upload=given,
            name=given.name or "",
            actor_kind=request.actor.kind.value,
            user_id=request.actor.user_id,
            at=timezone.now(),
            draft_key=draft_key(request.actor, str(once)),
        )
    except Refused as error:
        return JsonResponse({"detail": str(error.message)}, status=error.status)
    return JsonResponse({"id": str(stored.pk), "name": stored.name, "size": stored.file.size}, status=201)
