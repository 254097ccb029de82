"""Files of a request in the making: each judged when it comes, and refused in plain words."""

from django.core.files.uploadedfile import UploadedFile
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from tawasul.attachments import actions as attachments
from tawasul.attachments.models import Attachment
from tawasul.attachments.uploads import blame
from tawasul.centres.actor import ActorKind
from tawasul.lib.errors import Invalid, Refused
from tawasul.web.portal import limits
from tawasul.web.portal.answering import personal
from tawasul.web.portal.filing import draft as drafts
from tawasul.web.portal.filing.draft import Draft


@require_POST
@personal
def take(request: HttpRequest) -> HttpResponse:
    """One file (`file`) into the draft: 201 with its id, name and size, or what is wrong with it (`detail`)."""
    draft = drafts.of(request)
    upload = request.FILES.get("file")
    if not draft.type or upload is None:
        return JsonResponse({"detail": _("Open the page again, then attach the file.")}, status=409)
    try:
        kept = receive(request, draft, upload)
    except Refused as error:
        return JsonResponse({"detail": _said(error)}, status=error.status)
    return JsonResponse({"id": str(kept.pk), "name": kept.name, "size": kept.file.size}, status=201)


def take_all(request: HttpRequest, draft: Draft) -> list[str]:
    """All files that came with the form; what is wrong with those that were refused."""
    wrong = []
    for upload in request.FILES.getlist("files"):
        try:
            receive(request, draft, upload)
        except Refused as error:
            wrong.append(blame(upload.name or "", _said(error)))
    return wrong


def receive(request: HttpRequest, draft: Draft, upload: "UploadedFile[bytes]") -> Attachment:
    """Judge and keep one file in the draft. Raises Invalid, TooMany."""
    at = timezone.now()
    limits.count("upload", request, at=at)
    return attachments.receive(
        upload=upload,
        name=upload.name or "",
        actor_kind=ActorKind.BENEFICIARY.value,
        user_id=None,
        at=at,
        draft_key=draft.key,
    )


def _said(error: Refused) -> str:
    texts = error.fields.get("files", []) if isinstance(error, Invalid) else []
    return str(texts[0] if texts else error.message)
