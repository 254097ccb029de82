"""Asking to meet the official: the one way in, on the portal, at the counter or on the telephone."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tawasul.attachments import actions as attachments
from tawasul.centres import queries as centres
from tawasul.centres.actor import SYSTEM, Actor, ActorKind, beneficiary_actor
from tawasul.lib.errors import Invalid, NotAllowed
from tawasul.lib.written import name_written, plain
from tawasul.meetings import calling, policies, telling, timekeeping
from tawasul.meetings.actions.changing import record
from tawasul.meetings.events import MEETING
from tawasul.meetings.labels import CHANNEL_LABELS, NEED_LABELS
from tawasul.meetings.lifecycle import FIRST_STATE
from tawasul.meetings.models import MeetingRequest
from tawasul.meetings.ranking import Facts, Need, head_start, ranked
from tawasul.people import actions as people
from tawasul.service_levels import queries as service_levels
from tawasul.tickets.actions.changing import LONGEST_TEXT, given
from tawasul.tickets.actions.filing import LONGEST_CONTACT, SHORTEST_CONTACT, SHORTEST_TEXT, Asker
from tawasul.tickets.actions.triage import LONGEST_SUBJECT
from tawasul.tickets.numbering import next_reference
from tawasul.tickets.saying import named

MOST_CONCERNED = 100_000


@transaction.atomic
def file_request(
    *,
    actor: Actor,
    asker: Asker,
    channel: str,
    centre_id: int,
    subject: str,
    text: str,
    at: datetime,
    concerned: int = 1,
    need: str = "none",
    draft_key: str = "",
) -> MeetingRequest:
    """Keep a request to meet the official whom a centre serves, and return it, numbered.

    `concerned` is how many people the matter concerns; `need` one of `ranking.Need`. `draft_key` names the papers that were
    received before. Raises NotAllowed for staff who do not file for others, Invalid by field.
    """
    if actor.kind is ActorKind.STAFF and not policies.may_file_for(actor):
        raise NotAllowed(_("Your role does not allow this."))
    contact = " ".join(asker.other_contact.replace("\x00", "").split())
    _require(actor, asker, contact, channel=channel, subject=subject, text=text, concerned=concerned, need=need)
    centre = centres.centre_to_file_with(centre_id, at.date())
    if centre is None:
        said = _("Choose one from the list.")
        raise Invalid(said, fields={"centre": [said]})
    beneficiary = people.record_beneficiary(
        identity=asker.identity,
        name=asker.name,
        category=asker.category,
        mobile=asker.mobile,
        language=asker.language,
        at=at,
    )
    days = head_start(Facts(concerned=concerned, need=Need(need)))
    request = MeetingRequest(
        reference=next_reference(at),
        state=FIRST_STATE.value,
        state_since=at,
        channel=channel,
        centre=centre,
        sector=centres.sector_of(centre),
        beneficiary=beneficiary,
        name_given=name_written(asker.name),
        category=asker.category,
        mobile=asker.mobile,
        other_contact=contact,
        language=asker.language,
        subject=" ".join(subject.split()),
        text=plain(text).strip(),
        concerned=concerned,
        need=need,
        days=days,
        rank_at=ranked(at, days),
        filed_at=at,
        filed_by_id=actor.user_id,
        changed_at=at,
        service_level_version=service_levels.document_in_force(at).number,
    )
    calling.plan(request, "confirm_receipt", at)
    clock = timekeeping.wind(request, at)
    request.save(force_insert=True)
    timekeeping.start(request, clock)
    if draft_key:
        attachments.adopt(draft_key=draft_key, subject_kind=MEETING, subject_id=request.pk, at=at)
    event = record(_acting(actor, request), request, kind="filed", data=named("centre", centre), at=at)
    if request.named_otherwise:
        names = {"given": request.asked_as, "recorded": beneficiary.name}
        record(SYSTEM, request, kind="named_otherwise", data=names, at=at)
    request.save(update_fields=["version", "changed_at"])
    telling.filed(request, event)
    return request


def _acting(actor: Actor, request: MeetingRequest) -> Actor:
    """Whoever files for themselves acts under the name that they gave."""
    if actor.kind is not ActorKind.BENEFICIARY:
        return actor
    return beneficiary_actor(
        beneficiary_id=request.beneficiary_id, ticket_id=None, meeting_id=request.pk, name=request.asked_as
    )


def _require(
    actor: Actor, asker: Asker, contact: str, *, channel: str, subject: str, text: str, concerned: int, need: str
) -> None:
    """Raise Invalid with everything that is wrong at once, so that a person corrects it in one go."""
    wrong: dict[str, list[object]] = {}
    if channel not in CHANNEL_LABELS:
        wrong["channel"] = [_("Choose one from the list.")]
    if need not in NEED_LABELS:
        wrong["need"] = [_("Choose one from the list.")]
    if not 1 <= concerned <= MOST_CONCERNED:
        wrong["concerned"] = [_("Write how many people it concerns, yourself included.")]
    for field, value, shortest, longest in (
        ("text", text, SHORTEST_TEXT, LONGEST_TEXT),
        ("subject", subject, 3, LONGEST_SUBJECT),
    ):
        try:
            given(field, value, shortest=shortest, longest=longest)
        except Invalid as error:
            wrong |= error.fields
    wrong |= _unreachable(actor, asker, contact)
    if wrong:
        raise Invalid(_("Some of what was given needs correction."), fields=wrong)


def _unreachable(actor: Actor, asker: Asker, contact: str) -> dict[str, list[object]]:
    """They are called, and told the hour: whoever has no mobile says how else they are reached."""
    if len(contact) > LONGEST_CONTACT:
        return {"other_contact": [_("This is too long: at most %(longest)d letters.") % {"longest": LONGEST_CONTACT}]}
    if asker.mobile:
        return {}
    if actor.kind is ActorKind.BENEFICIARY:
        return {"mobile": [_("A meeting needs a mobile at which you are told the day and the hour.")]}
    if len(contact) < SHORTEST_CONTACT:
        return {"other_contact": [_("Write a mobile, or another way to tell them the day and the hour.")]}
    return {}
