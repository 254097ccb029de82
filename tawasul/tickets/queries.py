"""How tickets are read. What an actor may see comes from `tickets_visible_to` and from nowhere else."""

from dataclasses import dataclass, replace
from datetime import datetime, timedelta

from django.db.models import Exists, OuterRef, Prefetch, QuerySet, Subquery
from django.utils.translation import gettext_lazy as _

from tawasul.attachments import queries as attachments
from tawasul.attachments.models import Attachment
from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.models import Place
from tawasul.centres.roles import PlaceKind, Power
from tawasul.lib.errors import NotFound, Refused
from tawasul.lib.reference import parse_reference
from tawasul.people.models import Unmasking
from tawasul.tickets.events import BY_KEY
from tawasul.tickets.lifecycle import FINAL_STATES, FIRST_STATE, OPEN_STATES, PROGRESS, UNANSWERED_STATES, State
from tawasul.tickets.models import (
    Addition,
    Call,
    Completion,
    Custody,
    Expedite,
    Intervention,
    Note,
    Objection,
    ObjectionPaper,
    Referral,
    Reply,
    Ticket,
)
from tawasul.timeline import queries as timeline
from tawasul.timeline.models import Event

SUBJECT_KIND = "ticket"
DONE_AGAIN = frozenset({"referred_to_department", "reply_submitted"})
BEGINS_ANEW = frozenset({"returned", "objected", "objection_upheld"})  # from here on a request makes its way again
_OPEN = sorted(state.value for state in OPEN_STATES)
_UNANSWERED = sorted(state.value for state in UNANSWERED_STATES)
RELATED = ("beneficiary", "sector", "centre", "centre__parent", "department", "holder", "problem")


def tickets_visible_to(actor: Actor) -> QuerySet[Ticket]:
    """The tickets an actor may see: one condition on one column, so that every list is one index.

    The ministry's people see all; a sector's, their sector's; a centre's and its units', their centre's; a department's,
    their department's; a beneficiary the one ticket whose mobile they proved.
    """
    if actor.kind is ActorKind.SYSTEM:
        return Ticket.objects.all()
    if actor.kind is ActorKind.BENEFICIARY:
        return Ticket.objects.filter(pk=actor.ticket_id) if actor.ticket_id else Ticket.objects.none()
    if actor.reach is None or not actor.can(Power.SEE_TICKETS):
        return Ticket.objects.none()
    if actor.reach.column is None:
        return Ticket.objects.all()
    if actor.reach.former:
        return Ticket.objects.filter(**{f"{actor.reach.column}__in": actor.reach.places})
    return Ticket.objects.filter(**{actor.reach.column: actor.reach.place_id})


def tickets_lying_with(actor: Actor) -> QuerySet[Ticket]:
    """Of the tickets that an actor may see those that lie in their part of the tree now: what lists and counts are made of.

    What ended at a place that theirs took over from stays there: it is found by number, by words and by person.
    """
    if actor.reach is None or not actor.reach.former:
        return tickets_visible_to(actor)
    return tickets_visible_to(replace(actor, reach=replace(actor.reach, former=())))


def ticket_for(actor: Actor, reference: str) -> Ticket:
    """The ticket of this number, with what its page shows of it. Raises NotFound where there is none to be seen."""
    try:
        digits = parse_reference(reference)
    except Refused:
        digits = ""
    found = tickets_visible_to(actor).select_related(*RELATED).filter(reference=digits).first()
    if found is None:
        raise NotFound(_("There is no such ticket, or you may not see it."))
    return found


@dataclass(frozen=True, kw_only=True)
class Contents:
    """All that belongs to a ticket, for staff: a fixed number of queries however much there is."""

    events: list[Event]
    legs: list[Custody]
    referrals: list[Referral]
    completions: list[Completion]
    additions: list[Addition]
    replies: list[Reply]
    notes: list[Note]
    objections: list[Objection]
    expedites: list[Expedite]
    interventions: list[Intervention]
    calls: list[Call]
    files: list[Attachment]


def contents_of(ticket: Ticket) -> Contents:
    """What belongs to a ticket that the caller has from `ticket_for`."""
    places = ("centre", "department", "holder")
    return Contents(
        events=timeline.events_of(SUBJECT_KIND, ticket.pk),
        legs=list(ticket.custody.select_related(*places).order_by("began_at", "pk")),
        referrals=list(
            ticket.referrals.select_related(
                "from_centre", "from_department", "to_centre", "to_department", "to_user", "by"
            ).order_by("number")
        ),
        completions=list(ticket.completions.order_by("asked_at")),
        additions=list(ticket.additions.select_related("by").order_by("at", "pk")),
        replies=list(ticket.replies.select_related("author", "reviewer").order_by("round")),
        notes=list(ticket.notes.select_related("author").order_by("at", "pk")),
        objections=list(with_papers(ticket.objections.select_related("by", "decided_by"))),
        expedites=list(ticket.expedites.select_related("by", "answered_by").order_by("number")),
        interventions=list(ticket.interventions.select_related("by", "person").order_by("at", "pk")),
        calls=list(ticket.calls.select_related("by", "taken_back_by").order_by("number")),
        files=list(attachments.for_subject(SUBJECT_KIND, ticket.pk)),
    )


@dataclass(frozen=True, kw_only=True)
class PublicContents:
    """What its beneficiary sees of a ticket: nothing of staff, of drafts, of notes, of what was sent back inside.

    `furthest` is how far it came since they were last asked for something: what moves back inside does not move it back.
    """

    events: list[Event]
    furthest: State
    missing: str
    added: list[Addition]
    reply: Reply | None
    objections: list[Objection]
    files: list[Attachment]


def public_contents_of(ticket: Ticket) -> PublicContents:
    """What the beneficiary of the ticket may see of it."""
    asked = ticket.completions.filter(given_at=None).first()
    events = timeline.events_of(SUBJECT_KIND, ticket.pk)
    return PublicContents(
        events=public_route(events),
        furthest=furthest(events),
        missing=asked.missing if asked else "",
        added=list(ticket.additions.order_by("at", "pk")),
        reply=ticket.replies.filter(state=Reply.APPROVED).order_by("-round").first(),
        objections=list(with_papers(ticket.objections.select_related("reply"))),
        files=list(attachments.for_subject(SUBJECT_KIND, ticket.pk, beneficiary=True)),
    )


def with_papers(found: QuerySet[Objection]) -> QuerySet[Objection]:
    """Objections by number, each with the files that came with it, in their order: two queries however many."""
    papers = ObjectionPaper.objects.select_related("attachment__file").order_by("attachment__position")
    return found.order_by("number").prefetch_related(Prefetch("papers", papers))


def files_apart(files: list[Attachment], objections: list[Objection]) -> list[Attachment]:
    """The files that came otherwise than with an objection: those are shown with it."""
    shown = {paper.attachment_id for each in objections for paper in each.papers.all()}
    return [each for each in files if each.pk not in shown]


def public_route(events: list[Event]) -> list[Event]:
    """Of a ticket's events those that its beneficiary reads.

    What was sent back inside, and done again, is told once: the house's own affair is no news to who waits.
    """
    told: list[Event] = []
    done: set[tuple[str, object]] = set()
    for event in events:
        deed = (event.kind, event.data.get("department_id"))
        if event.public and BY_KEY[event.kind].public and deed not in done:
            told.append(event)
        if event.kind in DONE_AGAIN:
            done.add(deed)
        elif event.kind in BEGINS_ANEW:
            done.clear()
    return told


def furthest(events: list[Event]) -> State:
    """The furthest state that the events led to; what begins anew (returned, objected to) does, and an end is an end."""
    reached = FIRST_STATE
    for event in events:
        state = State(event.data.get("state", reached))
        begins_anew = event.kind in BEGINS_ANEW or state in FINAL_STATES
        reached = state if begins_anew else max(reached, state, key=PROGRESS.index)
    return reached


@dataclass(frozen=True, kw_only=True)
class Held:
    """One leg, and how long it lasted (until `at` where it still lasts)."""

    leg: Custody
    duration: timedelta
    open: bool


def durations(legs: list[Custody], at: datetime) -> list[Held]:
    """How long each leg kept the ticket; one that another machine, whose clock is ahead, began just now: no time yet."""
    none = timedelta(0)
    return [
        Held(leg=leg, duration=max((leg.ended_at or at) - leg.began_at, none), open=leg.ended_at is None)
        for leg in legs
    ]


def ticket_by_reference_and_mobile(reference: str, mobile: str) -> Ticket | None:
    """The ticket of this number if it was filed with this mobile (E.164): for following it without an account."""
    return Ticket.objects.filter(reference=reference, mobile=mobile).exclude(mobile="").first()


def tickets_of_beneficiary(actor: Actor, beneficiary_id: int, most: int = 20) -> list[Ticket]:
    """A beneficiary's newest tickets among those that the actor may see."""
    rows = tickets_visible_to(actor).select_related(*RELATED).filter(beneficiary_id=beneficiary_id)
    return list(rows.order_by("-id")[:most])


def taking_up_again(ticket: Ticket, most: int = 5) -> list[Ticket]:
    """The newest of those that refer to a ticket. They are the same person's, and found by that."""
    rows = Ticket.objects.select_related(*RELATED).filter(beneficiary_id=ticket.beneficiary_id, refers_to=ticket)
    return list(rows.order_by("-id")[:most])


def with_last_reply(found: QuerySet[Ticket]) -> QuerySet[Ticket]:
    """With each its `last_reply`: the state of the last round that left its writer's hands; None where none did."""
    given = Reply.objects.filter(ticket=OuterRef("pk")).exclude(state=Reply.DRAFT).order_by("-round")
    return found.annotate(last_reply=Subquery(given.values("state")[:1]))


_COLUMN_OF = {
    PlaceKind.UNIVERSITY: "sector_id",
    PlaceKind.EDUCATION_DEPARTMENT: "sector_id",
    PlaceKind.CENTRE: "centre_id",
    PlaceKind.DEPARTMENT: "department_id",
}


def has_open_tickets(place: Place) -> bool:
    """Whether an open ticket is with this place (units hold none: they are how a centre divides its work)."""
    column = _COLUMN_OF.get(PlaceKind(place.kind))
    return column is not None and Ticket.objects.filter(state__in=sorted(OPEN_STATES), **{column: place.pk}).exists()


def open_count_of(user_id: int) -> int:
    """How many open tickets are in somebody's hands."""
    return Ticket.objects.filter(state__in=sorted(OPEN_STATES), holder_id=user_id).count()


def tickets_in_hands(
    actor: Actor, *, holder_id: int, department_id: int | None, once_held_by: int | None = None
) -> list[Ticket]:
    """The unanswered tickets that somebody holds at a department (None: as an officer of a centre), the oldest first; of
    those that the actor sees. `once_held_by` narrows them to those that another had in hand there before."""
    rows = tickets_visible_to(actor).filter(holder_id=holder_id, department_id=department_id, state__in=_UNANSWERED)
    if once_held_by is not None:
        legs = Custody.objects.filter(ticket=OuterRef("pk"), holder_id=once_held_by, department_id=department_id)
        rows = rows.filter(Exists(legs))
    return list(rows.select_related(*RELATED).order_by("rank", "id"))


def unmaskings_visible_to(actor: Actor) -> QuerySet[Unmasking]:
    """The recorded looks at what is masked in the tickets that an actor sees; whether they may ask is their power."""
    if not actor.can(Power.SEE_UNMASKINGS):
        return Unmasking.objects.none()
    seen = Unmasking.objects.filter(subject_kind=SUBJECT_KIND)
    if actor.reach is not None and actor.reach.column is None:
        return seen
    return seen.filter(subject_id__in=tickets_visible_to(actor).order_by().values("pk"))
