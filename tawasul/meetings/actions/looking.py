"""A look at what is masked: shown once to whoever says why, and written down."""

from datetime import datetime

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.roles import Power
from tawasul.lib.errors import NotAllowed, NotFound
from tawasul.meetings import policies
from tawasul.meetings.actions.changing import record
from tawasul.meetings.events import MEETING
from tawasul.meetings.labels import NO_SUCH_REQUEST
from tawasul.meetings.models import MeetingRequest
from tawasul.meetings.queries import meetings_visible_to
from tawasul.people import actions as people
from tawasul.tickets.actions.changing import given
from tawasul.tickets.saying import both

MASKED_FIELDS = {"identity": _("identity"), "mobile": _("mobile")}


@transaction.atomic
def unmask(*, actor: Actor, request_id: int, field: str, reason: str, at: datetime) -> str:
    """Show the beneficiary's identity or mobile, and write down who looked and why. Returns what was masked."""
    request = _locked(meetings_visible_to(actor), request_id, field)
    if not policies.may_unmask(actor, request):
        raise NotAllowed(_("Your role does not allow this on this request."))
    return _shown(actor, request, field, reason, at)


@transaction.atomic
def unmask_for_acting(*, actor: Actor, request_id: int, field: str, reason: str, at: datetime) -> str:
    """The same, to whoever carries out what was decided and does not see the request: that they do is asked before, by what
    joins the two rooms (`web/directed.py`)."""
    request = _locked(MeetingRequest.objects.all(), request_id, field)
    if not actor.can(Power.UNMASK):
        raise NotAllowed(_("Your role does not allow this on this request."))
    return _shown(actor, request, field, reason, at)


def _locked(rows: QuerySet[MeetingRequest], request_id: int, field: str) -> MeetingRequest:
    request = rows.select_related("beneficiary").select_for_update(of=("self",)).filter(pk=request_id).first()
    if request is None or field not in MASKED_FIELDS:
        raise NotFound(NO_SUCH_REQUEST)
    return request


def _shown(actor: Actor, request: MeetingRequest, field: str, reason: str, at: datetime) -> str:
    if actor.kind is not ActorKind.STAFF:
        raise NotAllowed(_("Your role does not allow this on this request."))
    reason = given("reason", reason, longest=200)
    written_down(actor, request, field, reason, at)
    record(actor, request, kind="unmasked", data={**both("field", MASKED_FIELDS[field]), "reason": reason}, at=at)
    request.save(update_fields=["version", "changed_at"])
    return {"identity": request.beneficiary.identity_number, "mobile": request.mobile}[field]


def written_down(actor: Actor, request: MeetingRequest, field: str, reason: str, at: datetime) -> None:
    """Keep that a person looked."""
    if actor.user_id is None or actor.membership_id is None:
        raise NotAllowed(_("Only a person looks."))
    people.record_unmasking(
        beneficiary_id=request.beneficiary_id,
        field=field,
        user_id=actor.user_id,
        membership_id=actor.membership_id,
        subject_kind=MEETING,
        subject_id=request.pk,
        reason=reason,
        at=at,
    )
