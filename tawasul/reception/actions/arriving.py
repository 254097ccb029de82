"""At the door: a visitor is received, and gets their place in the queue."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from secrets import token_urlsafe

from django.db import connection, transaction
from django.utils.text import format_lazy
from django.utils.translation import gettext_lazy as _

from tawasul.attachments import locks
from tawasul.centres import queries as centres
from tawasul.centres.actor import SYSTEM, Actor
from tawasul.lib.errors import Conflict, Invalid
from tawasul.lib.hijri import clock
from tawasul.lib.identity import Identity
from tawasul.lib.reference import spoken
from tawasul.lib.written import name_written
from tawasul.notices import actions as notices
from tawasul.notices.recipients import Recipient
from tawasul.notices.wording import Value
from tawasul.people import actions as people
from tawasul.people.labels import CATEGORY_LABELS
from tawasul.people.models import LANGUAGES, Beneficiary
from tawasul.reception import policies
from tawasul.reception.actions.changing import done, ends_days_before, hall_of, locked, prefer
from tawasul.reception.course import State, Step
from tawasul.reception.events import VISIT
from tawasul.reception.labels import ONLINE_SAYINGS, REASON_LABELS
from tawasul.reception.models import Visit
from tawasul.reception.order import Priority, ranked
from tawasul.reception.queries import day_of, open_visit_as, open_visit_of, situation, visit_for
from tawasul.reception.reasons import LINE_BY_KEY, REASON_BY_KEY, ReasonKey, way_of
from tawasul.tickets.queries import tickets_visible_to
from tawasul.tickets.saying import both, in_both
from tawasul.timeline.queries import events_of

CODE_BYTES = 12  # 96 bits: short enough for a small QR code, and nobody guesses it
SHORTEST_NAME = 2
LONGEST_NAME = people.LONGEST_NAME
AMENDED = {
    "name": _("the name"),
    "reason": _("why they come"),
    "mobile": _("the mobile"),
    "language": _("the language of messages"),
}
_NEXT = """
INSERT INTO reception_numbering (centre_id, day, letter, last) VALUES (%s, %s, %s, 1)
ON CONFLICT (centre_id, day, letter) DO UPDATE SET last = reception_numbering.last + 1
RETURNING last
"""


@dataclass(frozen=True, kw_only=True)
class Visitor:
    """Who comes: a beneficiary who was found, or a name with what stands in their document. `mobile` is E.164 or empty.

    `language` is that of messages to a new one; whoever is recorded keeps theirs.
    """

    beneficiary_id: int | None = None
    name: str = ""
    identity: Identity | None = None
    category: str = ""
    mobile: str = ""
    language: str = "ar"


@transaction.atomic
def arrive(
    *, actor: Actor, visitor: Visitor, reason: str, at: datetime, priority: str = "none", ticket_id: int | None = None
) -> Visit:
    """Receive a visitor: a number of today in the line of their reason, given once however many doors there are.

    Raises NotAllowed; Invalid by field; Conflict ("already-here") where the person waits with a number already: of whoever
    comes with nothing but a name it is told by the name and the mobile.
    """
    centre_id = policies.receiving(actor)
    wrong: dict[str, list[object]] = {}
    if reason not in REASON_BY_KEY:
        wrong["reason"] = [_("Choose why they come.")]
    if priority not in frozenset(Priority):
        wrong["priority"] = [_("Choose one from the list.")]
    if visitor.language not in dict(LANGUAGES):
        wrong["language"] = [_("Choose one from the list.")]
    if ticket_id is not None and not tickets_visible_to(actor).filter(pk=ticket_id).exists():
        wrong["ticket"] = [_("There is no such ticket, or you may not see it.")]
    name = name_written(visitor.name)
    if visitor.beneficiary_id is None and not (name and len(name) <= LONGEST_NAME):
        wrong["name"] = [people.NOT_A_NAME]
    if wrong:
        raise Invalid(_("Some of what was given needs correction."), fields=wrong)
    hall_of(centre_id)
    ends_days_before(SYSTEM, centre_id, at)
    person = _person(visitor, name, at)
    if person is not None:
        here_alone(centre_id, person.pk, at)
    else:
        here_alone_as(centre_id, name, visitor.mobile, at)
    row = REASON_BY_KEY[reason]
    line = LINE_BY_KEY[row.line.value]
    centre = centres.place(centre_id)
    visit = Visit(
        centre=centre,
        sector=centres.sector_of(centre),
        day=day_of(at),
        letter=line.letter,
        number=next_number(centre_id, at, line.letter),
        code=token_urlsafe(CODE_BYTES),
        beneficiary=person,
        name=person.name if person is not None else name,
        mobile=visitor.mobile or (person.mobile if person is not None else ""),
        language=person.language if person is not None else visitor.language,
        reason=reason,
        priority=priority,
        ticket_id=ticket_id,
        line=line.key.value,
        state=State.WAITING.value,
        waits_since=at,
        rank_at=ranked(at, Priority(priority)),
        arrived_at=at,
        registered_by_id=actor.user_id,
    )
    done(actor, visit, "arrived", at, both("reason", REASON_LABELS[reason]))
    visit.told_minutes = situation(centre_id, at).waits.get(visit.pk)
    visit.save(update_fields=["told_minutes"])
    return visit


def here_alone(centre_id: int, beneficiary_id: int, at: datetime) -> None:
    """Hold the person until the transaction ends. Raises Conflict ("already-here") where they have a number already."""
    locks.hold(f"visitor:{centre_id}:{beneficiary_id}")
    _refuse_second(open_visit_of(centre_id, beneficiary_id, at))


def here_alone_as(centre_id: int, name: str, mobile: str, at: datetime) -> None:
    """The same of whoever comes with nothing but a name: by it, in whatever spelling, and the mobile; none given: anybody."""
    if mobile:
        locks.hold(f"visitor:{centre_id}:{mobile}")
        _refuse_second(open_visit_as(centre_id, name, mobile, at))


def _refuse_second(earlier: Visit | None) -> None:
    if earlier is not None:
        said = _("This visitor is here already, with number %(number)s.") % {"number": earlier.spoken}
        raise Conflict(said, code="already-here")


@transaction.atomic
def amend(
    *,
    actor: Actor,
    visit_id: int,
    reason: str,
    priority: str,
    mobile: str,
    at: datetime,
    name: str = "",
    language: str = "",
    seen: str = "",
) -> Visit:
    """Put right what was written at the door, while the visit is open; the number stays what the slip says.

    With another reason they wait in its line. `name` and `language` are of those alone who came with nothing but a name (an
    empty language stays as it is); `mobile` is E.164 or empty. Only what differs is written down. Raises NotFound; Invalid by
    field; Conflict as `locked`.
    """
    visit = locked(policies.receiving(actor), visit_id, Step.AMEND, at, seen=seen or None)
    wrong: dict[str, list[object]] = {}
    if reason not in REASON_BY_KEY:
        wrong["reason"] = [_("Choose why they come.")]
    if priority not in frozenset(Priority):
        wrong["priority"] = [_("Choose one from the list.")]
    name = name_written(name) if visit.beneficiary_id is None else visit.name
    language = (language if visit.beneficiary_id is None else "") or visit.language
    if language not in dict(LANGUAGES):
        wrong["language"] = [_("Choose one from the list.")]
    if not (name and len(name) <= LONGEST_NAME):
        wrong["name"] = [people.NOT_A_NAME]
    if wrong:
        raise Invalid(_("Some of what was given needs correction."), fields=wrong)
    what = [
        AMENDED[field]
        for field, now in (("name", name), ("reason", reason), ("mobile", mobile), ("language", language))
        if getattr(visit, field) != now
    ]
    if reason != visit.reason:
        visit.line, visit.for_desk = REASON_BY_KEY[reason].line.value, None
    visit.name, visit.reason, visit.mobile, visit.language = name, reason, mobile, language
    if what:
        done(actor, visit, "amended", at, both("what", format_lazy(" · ".join(["{}"] * len(what)), *what)))
    prefer(actor, visit, priority, at)
    return visit


def _person(visitor: Visitor, name: str, at: datetime) -> Beneficiary | None:
    if visitor.beneficiary_id is not None:
        return Beneficiary.objects.get(pk=visitor.beneficiary_id)
    if visitor.identity is None:
        return None
    category = visitor.category if visitor.category in CATEGORY_LABELS else ""
    return people.record_beneficiary(
        identity=visitor.identity,
        name=name,
        category=category,
        mobile=visitor.mobile,
        language=visitor.language,
        at=at,
    )


def next_number(centre_id: int, at: datetime, letter: str) -> int:
    """The next of the day: whoever asks at the same moment waits, and gets the one after."""
    with connection.cursor() as cursor:
        cursor.execute(_NEXT, [centre_id, day_of(at), letter])
        (number,) = cursor.fetchone() or (1,)
    return int(number)


@transaction.atomic
def send_place(*, actor: Actor, visit_id: int, at: datetime) -> Visit:
    """Send the visitor's own page, which shows their place in the queue, to the mobile they gave; once for each visit.

    Raises NotFound; Invalid where there is no mobile; Conflict ("sent") where it was sent before.
    """
    visit = _to_be_told(actor, visit_id, "link_sent")
    place = {"ar": visit.centre.name_ar, "en": visit.centre.name_en}
    _owe(visit, "visit_place", at, {"number": visit.spoken, "place": place, "link": f"/place/{visit.code}/"})
    done(actor, visit, "link_sent", at)
    return visit


@transaction.atomic
def send_link(*, actor: Actor, visit_id: int, at: datetime) -> Visit:
    """Send where on the portal what they came for is done without a visit, to the mobile they gave; once for each visit.

    Raises as `send_place`; Invalid ("no-way") too where it needs a desk.
    """
    visit = _to_be_told(actor, visit_id, "way_sent")
    reference = visit.ticket.reference if visit.ticket is not None else ""
    link = way_of(visit.reason, reference)
    if not link:
        raise Invalid(_("What they came for needs a desk: there is no link for it."), code="no-way")
    if reference and visit.reason == ReasonKey.FOLLOW_UP.value:
        _owe(visit, "visit_follow", at, {"number": spoken(reference), "link": link})
    else:
        _owe(
            visit,
            "visit_online",
            at,
            {"number": visit.spoken, "how": in_both(ONLINE_SAYINGS[visit.reason]), "link": link},
        )
    done(actor, visit, "way_sent", at, both("reason", REASON_LABELS[visit.reason]))
    return visit


def _to_be_told(actor: Actor, visit_id: int, kind: str) -> Visit:
    """The visit, locked, whose visitor is to be sent what this kind of event says was sent. Raises as `send_place`."""
    policies.receiving(actor)
    rows = Visit.objects.select_related("centre", "ticket").select_for_update(of=("self",))
    visit = rows.get(pk=visit_for(actor, visit_id).pk)
    if not visit.mobile:
        raise Invalid(_("No mobile was given, so nothing can be sent."), code="no-mobile")
    sent = next((event for event in events_of(VISIT, visit.pk) if event.kind == kind), None)
    if sent is not None:
        raise Conflict(_("The link was sent already, at %(hour)s.") % {"hour": clock(sent.at)}, code="sent")
    return visit


def _owe(visit: Visit, kind: str, at: datetime, context: Mapping[str, Value]) -> None:
    """Owe one message to the visitor's mobile; asked for again, nothing is added."""
    notices.owe(
        kind=kind,
        once=f"visit:{visit.pk}",
        at=at,
        subject_kind=VISIT,
        subject_id=visit.pk,
        recipients=[Recipient(beneficiary_id=visit.beneficiary_id, mobile=visit.mobile, language=visit.language)],
        context=context,
    )
