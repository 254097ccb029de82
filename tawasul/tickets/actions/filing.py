"""Filing: the one way in, whatever the channel."""

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from tawasul.attachments import actions as attachments
from tawasul.centres import queries as centres
from tawasul.centres.actor import SYSTEM, Actor, ActorKind
from tawasul.centres.models import Place
from tawasul.lib.errors import Invalid, NotAllowed
from tawasul.lib.identity import Identity
from tawasul.lib.reference import parse_reference, spoken
from tawasul.lib.written import name_written, plain
from tawasul.people import actions as people
from tawasul.service_levels import queries as service_levels
from tawasul.tickets import custody, policies, search, telling, timekeeping
from tawasul.tickets.actions.changing import LONGEST_TEXT, given, record
from tawasul.tickets.actions.referral import direct
from tawasul.tickets.actions.triage import LONGEST_SUBJECT, rank_of
from tawasul.tickets.labels import CHANNEL_LABELS, TYPE_LABELS
from tawasul.tickets.lifecycle import FIRST_STATE, TicketType, Told
from tawasul.tickets.models import Ticket
from tawasul.tickets.numbering import next_reference
from tawasul.tickets.queries import SUBJECT_KIND
from tawasul.tickets.saying import named

SHORTEST_TEXT = 10
SHORTEST_DECISION = 3
SHORTEST_CONTACT = 3
LONGEST_CONTACT = 200


@dataclass(frozen=True, kw_only=True)
class Asker:
    """Whoever asks, as given at filing. `email` is the address from which they wrote, if they did. `mobile` is E.164, or empty
    for a visitor without one, of whom `other_contact` says how else they are reached: a landline, somebody else's number, or
    where they are to be found."""

    identity: Identity
    name: str
    category: str
    mobile: str = ""
    other_contact: str = ""
    email: str = ""
    language: str = "ar"


@dataclass(frozen=True, kw_only=True)
class Decided:
    """The decision of the official that a ticket carries out: the `meeting` (its request's number) in which it was made, its
    `number` there, by when, and the `department` that it names (none: the centre sorts the ticket as any other)."""

    meeting: str
    number: int
    wanted_by: date | None
    department: Place | None


@transaction.atomic
def file_ticket(
    *,
    actor: Actor,
    asker: Asker,
    type: str,
    channel: str,
    centre_id: int,
    subject: str,
    text: str,
    at: datetime,
    incident_place: str = "",
    draft_key: str = "",
    refers_to_id: int | None = None,
    decided: Decided | None = None,
) -> Ticket:
    """File a ticket with a centre and return it, numbered.

    `draft_key` names the files that were received before (see `attachments`). A report needs `incident_place` and a way to
    reach who files it: their mobile or, where staff file for them, any other. An identity that is recorded already keeps its
    recorded name; the one given stays with the ticket, and the route says where the two differ. Raises NotAllowed for staff who
    do not file for others, Invalid by field. `refers_to_id` is an earlier ticket of theirs that it takes up again.
    `decided` is the decision that it carries out, whose words the `text` is: it goes to the department named there at once.
    """
    if actor.kind is ActorKind.STAFF and not policies.may_file_for(actor):
        raise NotAllowed(_("Your role does not allow this."))
    unreachable = _unreachable(actor, asker, type)
    shortest = SHORTEST_DECISION if decided else SHORTEST_TEXT
    _require(unreachable, shortest, type=type, channel=channel, text=text, subject=subject, place=incident_place)
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
    ticket = Ticket(
        reference=next_reference(at),
        type=type,
        state=FIRST_STATE.value,
        state_since=at,
        channel=channel,
        rank=rank_of(TicketType(type)),
        subject=plain(subject).strip(),
        text=plain(text).strip(),
        incident_place=plain(incident_place).strip(),
        beneficiary=beneficiary,
        name_given=name_written(asker.name),
        category=asker.category,
        mobile=asker.mobile,
        other_contact=_other_contact(asker),
        email=asker.email,
        refers_to=_referred(refers_to_id, beneficiary.pk),
        language=asker.language,
        centre=centre,
        sector=centres.sector_of(centre),
        filed_at=at,
        filed_by_id=actor.user_id,
        changed_at=at,
        service_level_version=service_levels.document_in_force(at).number,
        decided_in=parse_reference(decided.meeting) if decided else "",
        wanted_by=decided.wanted_by if decided else None,
    )
    clocks = timekeeping.wind(ticket, at)
    ticket.save(force_insert=True)
    timekeeping.start(ticket, clocks)
    custody.begin(ticket, at)
    if draft_key:
        attachments.adopt(draft_key=draft_key, subject_kind=SUBJECT_KIND, subject_id=ticket.pk, at=at)
    search.index(ticket)
    if decided is None:
        _announce(actor, ticket, at)
    else:
        _announce_decided(actor, ticket, decided, at)
    return ticket


def _referred(ticket_id: int | None, beneficiary_id: int) -> Ticket | None:
    """The earlier ticket, if it is the same person's: nobody refers to another's."""
    if ticket_id is None:
        return None
    return Ticket.objects.filter(pk=ticket_id, beneficiary_id=beneficiary_id).first()


def _announce(actor: Actor, ticket: Ticket, at: datetime) -> None:
    acting = actor
    if actor.kind is ActorKind.BENEFICIARY:
        acting = Actor(
            kind=actor.kind,
            beneficiary_id=ticket.beneficiary_id,
            ticket_id=ticket.pk,
            name_ar=ticket.asked_as,
            name_en=ticket.asked_as,
        )
    event = record(acting, ticket, kind="filed", data=named("centre", ticket.centre), at=at)
    telling.owe(ticket, "ticket_received", Told.BENEFICIARY, event, {})
    where = {"place": ticket.incident_place} if ticket.type == TicketType.REPORT.value else {}
    telling.owe(ticket, "ticket_arrived", Told.CENTRE, event, where)
    if ticket.named_otherwise:
        _say_the_names_differ(ticket, at)


def _announce_decided(actor: Actor, ticket: Ticket, decided: Decided, at: datetime) -> None:
    """They filed nothing, and are told what it is: opened to carry out what was decided in their meeting."""
    said = {"meeting": spoken(ticket.decided_in), "decision": decided.number}
    event = record(actor, ticket, kind="opened_for_decision", data=named("centre", ticket.centre) | said, at=at)
    telling.owe(ticket, "ticket_for_decision", Told.BENEFICIARY, event, said)
    if decided.department is not None:
        direct(actor=actor, ticket=ticket, department=decided.department, reason=ticket.text, at=at)
    else:
        telling.owe(ticket, "ticket_arrived", Told.CENTRE, event, {})


def _say_the_names_differ(ticket: Ticket, at: datetime) -> None:
    """The identity is recorded under another name. Whoever files is not told, lest strangers learn what is recorded."""
    ticket.version += 1
    ticket.save(update_fields=["version"])
    names = {"given": ticket.asked_as, "recorded": ticket.beneficiary.name}
    record(SYSTEM, ticket, kind="named_otherwise", data=names, at=at)


def _require(
    unreachable: dict[str, list[object]],
    shortest_text: int,
    *,
    type: str,
    channel: str,
    text: str,
    subject: str,
    place: str,
) -> None:
    """Raise Invalid with everything that is wrong at once, so that a person corrects it in one go."""
    wrong = dict(unreachable)
    if type not in TYPE_LABELS:
        wrong["type"] = [_("Choose one of the types.")]
    if channel not in CHANNEL_LABELS:
        wrong["channel"] = [_("Choose one from the list.")]
    for field, value, shortest, longest in (
        ("text", text, shortest_text, LONGEST_TEXT),
        ("subject", subject, 3, LONGEST_SUBJECT),
    ):
        try:
            given(field, value, shortest=shortest, longest=longest)
        except Invalid as error:
            wrong |= error.fields
    if type == TicketType.REPORT.value and len(place.strip()) < 3:
        wrong["incident_place"] = [_("Say where it is happening.")]
    if len(place) > 200:
        wrong["incident_place"] = [_("This is too long: at most %(longest)d letters.") % {"longest": 200}]
    if wrong:
        raise Invalid(_("Some of what was given needs correction."), fields=wrong)


def _unreachable(actor: Actor, asker: Asker, type: str) -> dict[str, list[object]]:
    """What is wrong with the ways to reach them. Whoever files for themselves has proved a mobile; who stands at the counter
    may have none."""
    contact = _other_contact(asker)
    if len(contact) > LONGEST_CONTACT:
        return {"other_contact": [_("This is too long: at most %(longest)d letters.") % {"longest": LONGEST_CONTACT}]}
    if type != TicketType.REPORT.value or asker.mobile:
        return {}
    if actor.kind is ActorKind.BENEFICIARY:
        return {"mobile": [_("A report needs a mobile at which you can be reached now.")]}
    if len(contact) < SHORTEST_CONTACT:
        return {
            "other_contact": [_("A report needs a mobile, or another way to reach the beneficiary now: ask for it.")]
        }
    return {}


def _other_contact(asker: Asker) -> str:
    return " ".join(asker.other_contact.replace("\x00", "").split())
