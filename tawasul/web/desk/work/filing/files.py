"""The files of a filing before it is filed: kept in its draft, so that a correction never loses them."""

from datetime import datetime
from typing import Any

from tawasul.attachments import actions as attachments
from tawasul.attachments import queries
from tawasul.centres.actor import Actor
from tawasul.lib.errors import Invalid
from tawasul.web.desk.work.asking import DeskRequest
from tawasul.web.desk.work.filing.marks import draft_key


def receive_all(request: DeskRequest, once: str, at: datetime) -> list[str]:
    """Keep the files that came with the form itself (no script), and say what was wrong with those that were not kept."""
    wrong = []
    for upload in request.FILES.getlist("files"):
        try:
            attachments.receive(
                upload=upload,
                name=upload.name or "",
                actor_kind=request.actor.kind.value,
                user_id=request.actor.user_id,
                at=at,
                draft_key=draft_key(request.actor, once),
            )
        except Invalid as error:
            wrong.append(f"{upload.name}: {error.message}")
    return wrong


def discard_taken_out(request: DeskRequest, once: str, at: datetime) -> None:
    """Drop what was kept before and then taken out of the page's list again. Call it before `receive_all`."""
    wanted = set(request.POST.getlist("files_id"))
    key = draft_key(request.actor, once)
    for each in queries.for_draft(key):
        if str(each.pk) not in wanted:
            attachments.discard(attachment_id=each.pk, draft_key=key, at=at)


def kept(actor: Actor, once: str) -> list[dict[str, Any]]:
    """What waits in the draft, for the page."""
    return [
        {"id": each.pk, "name": each.name, "size": each.file.size} for each in queries.for_draft(draft_key(actor, once))
    ]
