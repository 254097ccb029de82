"""Filing a ticket for a beneficiary."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.utils.translation import gettext_lazy as _
from ninja import Status

from tawasul.api.caller import Call, Caller
from tawasul.api.once import KeyRequired, acting_once
from tawasul.api.operations.files import draft_key
from tawasul.api.operations.tickets import router
from tawasul.api.schemas.asked import AskerGiven, FilingGiven
from tawasul.api.schemas.tickets import Filed, likely_tickets
from tawasul.centres.roles import Power
from tawasul.lib.errors import Invalid
from tawasul.lib.identity import IdentityKind, parse_identity
from tawasul.lib.mobile import parse_mobile
from tawasul.lib.reference import spoken
from tawasul.tickets import actions
from tawasul.tickets.actions.filing import Asker
from tawasul.tickets.duplicates.candidates import apart, like

BY_TELEPHONE = frozenset({"call_centre_agent"})


@router.opens("POST", "/tickets", Filed, needs=[Power.FILE_FOR], status=201)
def file_ticket(request: Call, body: FilingGiven, idempotency_key: KeyRequired) -> Status[Any]:
    """File a ticket for a beneficiary, who is told of it. What the same person may have asked before is answered with it.

    Files are sent to /files before, under the `draft` named here.
    """
    caller = request.auth
    require_channel(caller, body.channel)
    asked = body.model_dump(mode="json")
    made = acting_once(caller, idempotency_key, "file_ticket", asked, lambda: _filed(caller, body))
    return Status(201, made)


def _filed(caller: Caller, body: FilingGiven) -> dict[str, Any]:
    ticket = actions.file_ticket(
        actor=caller.actor,
        asker=asker_of(body.beneficiary),
        type=body.type,
        channel=body.channel,
        centre_id=body.centre,
        subject=body.subject,
        text=body.text,
        incident_place=body.incident_place,
        draft_key=draft_key(caller, body.draft) if body.draft else "",
        at=caller.at,
    )
    made = Filed(
        reference=ticket.reference,
        spoken=spoken(ticket.reference),
        state=ticket.state,
        version=ticket.version,
        committed_at=ticket.committed_at,
        likely=likely_tickets(*apart(caller.actor, like(ticket, caller.at))),
    )
    return made.model_dump(mode="json")


@contextmanager
def _told_at(field: str) -> Iterator[None]:
    """Say of what cannot be read in which field it stands."""
    try:
        yield
    except Invalid as refused:
        raise Invalid(refused.message, fields={field: [refused.message]}, code=refused.code) from refused


def require_channel(caller: Caller, channel: str) -> None:
    """Raise Invalid for whoever says that they file by telephone, and is not of the call centre."""
    if channel == "telephone" and caller.actor.role not in BY_TELEPHONE:
        said = _("Only the call centre files by telephone.")
        raise Invalid(said, fields={"channel": [said]})


def asker_of(given: AskerGiven) -> Asker:
    """For whom it is filed. Raises Invalid by field."""
    kind = IdentityKind(given.identity_kind) if given.identity_kind else None
    with _told_at("beneficiary.identity"):
        identity = parse_identity(given.identity, kind)
    with _told_at("beneficiary.mobile"):
        mobile = parse_mobile(given.mobile) if given.mobile.strip() else ""
    return Asker(
        identity=identity,
        name=given.name,
        category=given.category,
        mobile=mobile,
        other_contact=given.other_contact,
        language=given.language,
    )
