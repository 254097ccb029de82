"""A look at what is masked: shown once to whoever says why, and written down."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor, ActorKind
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
    rows = meetings_visible_to(actor).select_related("beneficiary").select_for_update(of=("self",))
    request = rows.filter(pk=request_id).first()
    if request is None or field not in MASKED_FIELDS:
        raise NotFound(NO_SUCH_REQUEST)
    if actor.kind is not ActorKind.STAFF or not policies.may_unmask(actor, request):
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
