"""How requests to meet the official are read. What an actor may see comes from `meetings_visible_to` and from nowhere else."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID

from django.db.models import Case, Count, F, OuterRef, Q, QuerySet, Subquery, When
from django.utils.translation import gettext_lazy as _

from tawasul.attachments import queries as attachments
from tawasul.attachments.labels import NOT_FOUND
from tawasul.attachments.models import Attachment
from tawasul.centres import queries as centres
from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.models import Place
from tawasul.centres.roles import SECTORS, PlaceKind, Power
from tawasul.lib.arabic import fold, terms
from tawasul.lib.errors import NotFound, Refused
from tawasul.lib.hijri import RIYADH
from tawasul.lib.mobile import local_form
from tawasul.lib.reference import parse_reference, spoken
from tawasul.meetings.events import BY_KEY, MEETING
from tawasul.meetings.labels import NO_SUCH_REQUEST, NO_SUCH_SESSION
from tawasul.meetings.lifecycle import FINAL_STATES, OPEN_STATES, Act, State, Step
from tawasul.meetings.models import (
    Addition,
    Call,
    Cause,
    Completion,
    DayOut,
    Decision,
    Feed,
    MeetingRequest,
    Seat,
    Session,
    Times,
)
from tawasul.meetings.policies import steps_open_to
from tawasul.tickets.models import Objection, Ticket
from tawasul.timeline import queries as timeline
from tawasul.timeline.models import Event

PAGE = 25
ATTENDANCE = frozenset({Act.ATTEND, Act.MISS})
RELATED = ("beneficiary", "sector", "centre", "centre__parent", "entity", "entity__parent", "cause", "rank_by")
_COLUMNS = frozenset({"sector_id", "centre_id"})
_SECTORS = frozenset(kind.value for kind in SECTORS)
_OPEN = sorted(state.value for state in OPEN_STATES)
_FINAL = sorted(state.value for state in FINAL_STATES)


def meetings_visible_to(actor: Actor) -> QuerySet[MeetingRequest]:
    """The requests an actor may see: the ministry's people all, a sector's and a centre's their own, a beneficiary the one
    whose mobile they proved; a department none."""
    if actor.kind is ActorKind.SYSTEM:
        return MeetingRequest.objects.all()
    if actor.kind is ActorKind.BENEFICIARY:
        return MeetingRequest.objects.filter(pk=actor.meeting_id) if actor.meeting_id else MeetingRequest.objects.none()
    if actor.reach is None or not actor.can(Power.SEE_MEETINGS):
        return MeetingRequest.objects.none()
    if actor.reach.column is None:
        return MeetingRequest.objects.all()
    if actor.reach.column not in _COLUMNS:
        return MeetingRequest.objects.none()
    if actor.reach.former:
        return MeetingRequest.objects.filter(**{f"{actor.reach.column}__in": actor.reach.places})
    return MeetingRequest.objects.filter(**{actor.reach.column: actor.reach.place_id})


def request_for(actor: Actor, reference: str) -> MeetingRequest:
    """The request of this number, with what its page shows of it. Raises NotFound."""
    try:
        digits = parse_reference(reference)
    except Refused:
        digits = ""
    found = meetings_visible_to(actor).select_related(*RELATED).filter(reference=digits).first()
    if found is None:
        raise NotFound(NO_SUCH_REQUEST)
    return found


def request_if_any(actor: Actor, text: str) -> MeetingRequest | None:
    """The request whose number this is, where it is one and the actor may see it. One query, none for what is no number."""
    try:
        digits = parse_reference(text)
    except Refused:
        return None
    return meetings_visible_to(actor).filter(reference=digits).first()


def by_reference_and_mobile(reference: str, mobile: str) -> MeetingRequest | None:
    """The request of this number that was made with this mobile (E.164)."""
    return MeetingRequest.objects.filter(reference=reference, mobile=mobile).exclude(mobile="").first()


def open_with_subject(identity_number: str, subject: str) -> list[MeetingRequest]:
    """What the person of this identity asks of the official already, under the same subject in whatever spelling, and is open
    still: the newest first. Whoever shows it knows that the person is they, or serves them. One query."""
    rows = MeetingRequest.objects.filter(beneficiary__identity_number=identity_number, state__in=_OPEN)
    same = fold(" ".join(subject.split()))
    return [
        row
        for row in rows.select_related("beneficiary", "centre__parent").order_by("-filed_at")[:PAGE]
        if fold(row.subject) == same
    ]


def of_beneficiary(actor: Actor, beneficiary_id: int, most: int) -> list[MeetingRequest]:
    """What a person asked of the official before, where the actor may see it, the newest first."""
    return list(meetings_visible_to(actor).filter(beneficiary=beneficiary_id).order_by("-filed_at", "-pk")[:most])


@dataclass(frozen=True, kw_only=True)
class Listed:
    """A list: the states that stand in it, its order, and what is said where nothing does."""

    key: str
    title: Any
    states: frozenset[State]
    order: tuple[str, str]
    empty: Any


LISTS: tuple[Listed, ...] = (
    Listed(
        key="new",
        title=_("New"),
        states=frozenset({State.RECEIVED}),
        order=("rank_at", "pk"),
        empty=_("No request has come in that nobody looked at."),
    ),
    Listed(
        key="sorting",
        title=_("Being sorted"),
        states=frozenset({State.IN_SORTING}),
        order=("rank_at", "pk"),
        empty=_("No request is being sorted."),
    ),
    Listed(
        key="returned",
        title=_("Waiting for the beneficiary"),
        states=frozenset({State.RETURNED}),
        order=("rank_at", "pk"),
        empty=_("Nothing is waited for from a beneficiary."),
    ),
    Listed(
        key="ready",
        title=_("Ready, by rank"),
        states=frozenset({State.READY}),
        order=("rank_at", "pk"),
        empty=_("No request waits for a session."),
    ),
    Listed(
        key="scheduled",
        title=_("Have a date"),
        states=frozenset({State.SCHEDULED}),
        order=("rank_at", "pk"),
        empty=_("Nobody has a date now."),
    ),
    Listed(
        key="held",
        title=_("Held, to be followed"),
        states=frozenset({State.HELD, State.FOLLOWED}),
        order=("rank_at", "pk"),
        empty=_("Nothing that was decided waits to be carried out."),
    ),
    Listed(
        key="ended",
        title=_("Ended"),
        states=FINAL_STATES,
        order=("-ended_at", "-pk"),
        empty=_("No request has ended yet."),
    ),
)
LIST_BY_KEY = {row.key: row for row in LISTS}
# All of them, for systems that read everything: no page shows it.
ALL = Listed(
    key="all", title=_("All"), states=frozenset(State), order=("-filed_at", "-pk"), empty=_("No request was made yet.")
)


@dataclass(frozen=True, kw_only=True)
class Page:
    """A page of a list; `next` is the key of what follows, empty where nothing does; `before` how many stand before the page,
    where that was asked for."""

    rows: list[MeetingRequest]
    next: str
    before: int = 0


def page_of(
    actor: Actor,
    row: Listed,
    *,
    after: str = "",
    words: str = "",
    size: int = PAGE,
    centres: Collection[int] | None = None,
    counted: bool = False,
) -> Page:
    """A page of a list, by key, of some `centres` or of all; `counted` says how many stand before it, of a list of what is open
    alone. A fixed number of queries; nothing grows with what has ended."""
    found = meetings_visible_to(actor).filter(state__in=sorted(state.value for state in row.states))
    found = found if centres is None else found.filter(centre__in=centres)
    for word in terms(words):
        found = found.filter(Q(beneficiary__name_folded__contains=word))
    column, turned = row.order[0].removeprefix("-"), row.order[0].startswith("-")
    place, before = _place_in(after), 0
    if place is not None:
        at, pk = place
        beyond = "lt" if turned else "gt"
        rest = Q(**{f"{column}__{beyond}": at}) | Q(**{column: at, f"pk__{beyond}": pk})
        before = found.exclude(rest).count() if counted else 0
        found = found.filter(rest)
    rows = list(found.select_related(*RELATED).order_by(*row.order)[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    key = f"{getattr(rows[-1], column).isoformat()}~{rows[-1].pk}" if more else ""
    return Page(rows=rows, next=key, before=before)


def _place_in(key: str) -> tuple[datetime, int] | None:
    moment, _mark, pk = key.partition("~")
    try:
        at = datetime.fromisoformat(moment)
        return (at, int(pk)) if at.tzinfo is not None and len(pk) < 19 else None
    except ValueError:
        return None


def counts(actor: Actor, centres: Collection[int] | None = None) -> dict[str, int]:
    """How many stand in each list of what is open, of some `centres` or of all. One query."""
    found = meetings_visible_to(actor)
    found = found if centres is None else found.filter(centre__in=centres)
    by_state = dict(found.filter(state__in=_OPEN).order_by().values_list("state").annotate(count=Count("pk")))
    return {
        row.key: sum(by_state.get(state.value, 0) for state in row.states)
        for row in LISTS
        if not row.states & FINAL_STATES
    }


def waiting_count(actor: Actor) -> int | None:
    """How many new requests wait for somebody to look at them; None where the actor does not handle them."""
    if not actor.can(Power.HANDLE_MEETINGS):
        return None
    return meetings_visible_to(actor).filter(state=State.RECEIVED.value).count()


CALLS: dict[str, Any] = {
    "today": _("To be called today"),
    "later": _("On another day"),
    "wrong": _("Wrong number"),
    "unreached": _("Not reached"),
}


def calls_of(actor: Actor, which: str, at: datetime, *, after: str = "") -> Page:
    """Whom to call: those due by the end of today, the longest due first; those of another day; those whose number is wrong, or
    whom calls do not reach. Whom no message reaches stands first: they hear of nothing but by a call. Three queries."""
    found = meetings_visible_to(actor).filter(state__in=_OPEN)
    column = "call_at"
    tomorrow = datetime.combine(at.astimezone(RIYADH).date() + timedelta(days=1), time.min, RIYADH)
    if which == "today":
        found = found.filter(call_at__lt=tomorrow)
    elif which == "later":
        found = found.filter(call_at__gte=tomorrow)
    else:
        column = "rank_at"
        found = found.filter(mobile_wrong=True) if which == "wrong" else found.filter(unreached_at__isnull=False)
    found = found.annotate(hears=Case(When(Q(mobile="") | Q(mobile_wrong=True), then=0), default=1))
    hears, place = after[:1], _place_in(after[1:])
    if place is not None and hears in {"0", "1"}:
        moment, pk = place
        beyond = Q(**{f"{column}__gt": moment}) | Q(**{column: moment, "pk__gt": pk})
        found = found.filter(Q(hears__gt=int(hears)) | Q(beyond, hears=int(hears)))
    rows: list[MeetingRequest] = [*found.select_related(*RELATED).order_by("hears", column, "pk")[: PAGE + 1]]
    more, rows = len(rows) > PAGE, rows[:PAGE]
    last = f"{int(rows[-1].gets_messages)}{getattr(rows[-1], column).isoformat()}~{rows[-1].pk}" if more else ""
    return Page(rows=rows, next=last)


def calls_due(actor: Actor, at: datetime) -> int:
    """How many are to be called by the end of today. One query."""
    tomorrow = datetime.combine(at.astimezone(RIYADH).date() + timedelta(days=1), time.min, RIYADH)
    return meetings_visible_to(actor).filter(call_at__lt=tomorrow).count()


def to_be_called_in(session: Session) -> int:
    """How many of those who have or had a place in a session are to be called, because no message reaches them. One query."""
    had = session.seats.filter(place__isnull=False).order_by().values("request")
    rows = MeetingRequest.objects.filter(pk__in=had, call_at__isnull=False)
    return rows.filter(Q(mobile="") | Q(mobile_wrong=True)).count()


def last_calls(requests: list[MeetingRequest]) -> dict[int, Call]:
    """The last call to whoever asked each of these. One query."""
    rows = Call.objects.filter(request__in=[request.pk for request in requests]).select_related("by")
    return {row.request_id: row for row in rows.order_by("request_id", "-number").distinct("request_id")}


def causes_of(centre_id: int) -> list[Cause]:
    """The causes of a centre under which requests still wait, by title. One query."""
    waiting = MeetingRequest.objects.filter(cause__isnull=False, centre=centre_id, state__in=_OPEN)
    return list(Cause.objects.filter(pk__in=waiting.order_by().values("cause")).order_by("title"))


@dataclass(frozen=True, kw_only=True)
class Contents:
    """All that belongs to a request: a fixed number of queries however much there is."""

    events: list[Event]
    completions: list[Completion]
    additions: list[Addition]
    files: list[Attachment]
    calls: list[Call]

    @property
    def missing(self) -> str:
        """What is waited for from the beneficiary, if anything is."""
        return next((row.missing for row in self.completions if row.given_at is None), "")


def contents_of(request: MeetingRequest, *, public: bool = False) -> Contents:
    """What belongs to a request that the caller has found; `public`: what its beneficiary sees of it."""
    events = timeline.events_of(MEETING, request.pk)
    return Contents(
        events=[event for event in events if not public or (event.public and BY_KEY[event.kind].public)],
        completions=list(request.completions.select_related("asked_by").order_by("asked_at")),
        additions=list(request.additions.select_related("by").order_by("at", "pk")),
        files=list(attachments.for_subject(MEETING, request.pk, beneficiary=public)),
        calls=[] if public else list(request.calls.select_related("by").order_by("-number")),
    )


def paper_of(actor: Actor, reference: str, attachment_id: UUID) -> Attachment:
    """A paper of a request that the actor sees. Raises NotFound."""
    request, found = request_for(actor, reference), attachments.get(attachment_id)
    if (found.subject_kind, found.subject_id) != (MEETING, request.pk):
        raise NotFound(NOT_FOUND)
    return found


def late_and_objected(request: MeetingRequest, at: datetime) -> tuple[int, int]:
    """How many tickets of the same person are past their date, and how many objections of theirs are undecided or were
    rejected: in the official's own part of the network alone, since nobody learns here of another's cases. Two queries."""
    own = Ticket.objects.filter(beneficiary=request.beneficiary_id)
    own = own.filter(sector=request.sector_id) if request.sector_id else own.filter(centre=request.centre_id)
    objections = Objection.objects.filter(ticket__in=own.order_by().values("pk"))
    return (
        own.filter(due_at__isnull=False, committed_at__lt=at).count(),
        objections.filter(state__in=[Objection.OPEN, Objection.REJECTED]).count(),
    )


def places_for(request: MeetingRequest, on: date) -> QuerySet[Place]:
    """Whom a request may concern, and who may carry out what is decided of it: the open departments and centres; of the
    minister whole universities and education departments too."""
    return centres.places_to_ask(on, sectors=_of_minister(request))


def suggest_places(actor: Actor, request: MeetingRequest, text: str, on: date) -> list[Place]:
    """At most twelve of them, by words of their names."""
    return centres.suggest_to_ask(text, on, near=actor.centre_id, sectors=_of_minister(request))


def _of_minister(request: MeetingRequest) -> bool:
    """Whether the official is the minister, who stands above every sector."""
    return request.sector_id is None


def entity_names(request: MeetingRequest) -> dict[str, str]:
    """The entity concerned, in both languages; with what it belongs to, where that is not the request's own centre. Empty where
    none was named."""
    if request.entity is None:
        return {"ar": request.entity_name, "en": request.entity_name}
    own = request.centre_id in {request.entity.pk, request.entity.parent_id} or request.entity.kind in _SECTORS
    above = None if own else request.entity.parent
    names = {"ar": request.entity.name_ar, "en": request.entity.name_en}
    return {key: f"{name} — {getattr(above, f'name_{key}')}" if above else name for key, name in names.items()}


SESSIONS_AHEAD, SESSIONS_PAST = 40, 20


def sessions_visible_to(actor: Actor) -> QuerySet[Session]:
    """The sessions an actor may see: as with requests."""
    if actor.kind is ActorKind.SYSTEM:
        return Session.objects.all()
    if actor.reach is None or not actor.can(Power.SEE_MEETINGS):
        return Session.objects.none()
    if actor.reach.column is None:
        return Session.objects.all()
    if actor.reach.column not in _COLUMNS:
        return Session.objects.none()
    return Session.objects.filter(**{f"{actor.reach.column}__in": actor.reach.places})


def session_for(actor: Actor, session_id: int) -> Session:
    """A session with what its page shows of it. Raises NotFound."""
    found = sessions_visible_to(actor).select_related("centre__parent", "cause").filter(pk=session_id).first()
    if found is None:
        raise NotFound(NO_SUCH_SESSION)
    return found


def sessions_of(actor: Actor, which: str, at: datetime, centres: Collection[int] | None = None) -> list[Session]:
    """The sessions to come, the soonest first; those that are over, or were cancelled, the newest first: of some `centres` or
    of all. Each with how many have or had a place, have confirmed, came, are in reserve, and had a place when it was
    cancelled. One query however many they are."""
    rows = (
        sessions_visible_to(actor)
        .select_related("centre__parent", "cause")
        .annotate(
            seated=Count("seats", filter=Q(seats__state__in=Seat.EXPECTED)),
            came=Count("seats", filter=Q(seats__state=Seat.ATTENDED)),
            confirmed=Count("seats", filter=Q(seats__state=Seat.CONFIRMED)),
            reserves=Count("seats", filter=Q(seats__state=Seat.RESERVE)),
            lost=Count("seats", filter=Q(seats__state=Seat.CANCELLED)),
        )
    )
    rows = rows if centres is None else rows.filter(centre__in=centres)
    if which == "cancelled":
        return list(rows.filter(state=Session.CANCELLED).order_by("-begins_at", "-pk")[:SESSIONS_PAST])
    planned = rows.filter(state=Session.PLANNED)
    if which == "past":
        return list(planned.filter(ends_at__lte=at).order_by("-begins_at", "-pk")[:SESSIONS_PAST])
    return list(planned.filter(ends_at__gt=at).order_by("begins_at", "pk")[:SESSIONS_AHEAD])


def seats_of(session: Session) -> list[Seat]:
    """Who has a place in a session, in their turns, and then the reserves in theirs. One query."""
    rows = session.seats.filter(state__in=[Seat.RESERVE, *Seat.EXPECTED]).select_related(
        "request__beneficiary", "request__entity__parent", "request__centre__parent", "request__cause"
    )
    return list(_positioned(rows).order_by(F("place").asc(nulls_last=True), "turn"))


def were_in(session: Session) -> list[Seat]:
    """Who had a place when a session was cancelled, in their turns. One query."""
    rows = session.seats.filter(state=Seat.CANCELLED).select_related(
        "request__beneficiary", "request__entity__parent", "request__centre__parent", "request__cause"
    )
    return list(rows.order_by("place", "pk"))


def seat_now(request: MeetingRequest) -> Seat | None:
    """The place that a request has, or its turn among the reserves. One query."""
    return _positioned(request.seats.filter(state__in=Seat.ACTIVE).select_related("session")).first()


def _positioned(rows: QuerySet[Seat]) -> QuerySet[Seat]:
    """Seats that know which of those still in reserve they are: turns are given once, and stay when those before them go."""
    before = Seat.objects.filter(session=OuterRef("session"), state=Seat.RESERVE, turn__lte=OuterRef("turn")).order_by()
    told = {"position": Subquery(before.values("session").annotate(count=Count("pk")).values("count"))}
    return rows.annotate(**told)


def active_seats(requests: Iterable[MeetingRequest]) -> dict[int, Seat]:
    """The places or turns that these have, by the request's id. One query."""
    rows = Seat.objects.filter(request__in=[request.pk for request in requests], state__in=Seat.ACTIVE)
    return {row.request_id: row for row in rows.select_related("session")}


def not_passed_on(requests: Iterable[MeetingRequest]) -> dict[int, int]:
    """How many decisions of these nobody has had carried out yet, by the request's id. One query."""
    rows = Decision.objects.filter(
        request__in=[request.pk for request in requests], ended_at=None, subject_id=None
    ).order_by()
    return dict(rows.values_list("request").annotate(count=Count("pk")))


def request_at(centre_id: int, text: str) -> MeetingRequest | None:
    """The request of this number to the official of a centre, with whoever asked: for its reception, which finds by it who
    stands at the door and learns nothing else of it. One query, none for what is no number."""
    try:
        digits = parse_reference(text)
    except Refused:
        return None
    return MeetingRequest.objects.select_related("beneficiary").filter(centre=centre_id, reference=digits).first()


def expected_at(centre_id: int, beneficiary_id: int, at: datetime) -> Seat | None:
    """The next place that a person has with the official of a centre, of today or later: reception tells them when and where.
    One query."""
    today = datetime.combine(at.astimezone(RIYADH).date(), time.min, RIYADH)
    rows = Seat.objects.filter(
        request__centre=centre_id, request__beneficiary=beneficiary_id, state__in=Seat.SEATED, begins_at__gte=today
    )
    return rows.select_related("session").order_by("begins_at").first()


def last_seat(request: MeetingRequest) -> Seat | None:
    """The place that a request has, or, where it has none, the last in which they were expected and came or did not. One
    query."""
    rows = request.seats.filter(state__in=Seat.EXPECTED).select_related("session")
    now = Case(When(state__in=Seat.SEATED, then=0), default=1)
    return rows.order_by(now, "-begins_at").first()


def attendance_open(seat: Seat, at: datetime) -> frozenset[Act]:
    """What may be noted of their coming: that they came from the day of the session on, that they did not once their turn has
    begun; and until the end of the day on which it was noted, the other of the two, unless notes say what was spoken."""
    today = at.astimezone(RIYADH).date()
    if seat.state in Seat.SEATED:
        if seat.begins_at.astimezone(RIYADH).date() > today:
            return frozenset()
        return frozenset({Act.ATTEND, Act.MISS} if at >= seat.begins_at else {Act.ATTEND})
    if seat.changed_at.astimezone(RIYADH).date() != today or seat.notes:
        return frozenset()
    return frozenset({Act.MISS} if seat.state == Seat.ATTENDED else {Act.ATTEND} if seat.state == Seat.ABSENT else ())


def steps_now(actor: Actor, request: MeetingRequest, at: datetime) -> list[Step]:
    """What the actor may do to it now, in the order of the table; who came, only while it may be noted. One query."""
    seat = last_seat(request)
    noted = attendance_open(seat, at) if seat is not None else frozenset()
    return [step for step in steps_open_to(actor, request) if step.act not in ATTENDANCE or step.act in noted]


def ready_count(actor: Actor, centres: Collection[int] | None = None) -> int:
    """How many wait for a session, of some `centres` or of all. One query."""
    found = meetings_visible_to(actor).filter(state=State.READY.value)
    return (found if centres is None else found.filter(centre__in=centres)).count()


def place_in_order(request: MeetingRequest) -> tuple[int, int]:
    """Which of those who wait for a session of its centre a ready request is, the first being 1, and how many they are. One
    query."""
    before = Q(rank_at__lt=request.rank_at) | Q(rank_at=request.rank_at, pk__lt=request.pk)
    rows = MeetingRequest.objects.filter(centre=request.centre_id, state=State.READY.value)
    found = rows.aggregate(before=Count("pk", filter=before), count=Count("pk"))
    return found["before"] + 1, found["count"]


def next_free(request: MeetingRequest, at: datetime) -> tuple[Session, int] | None:
    """The next session of its centre in which a request may sit and a place is free, and how many are. One query."""
    rows = Session.objects.filter(centre=request.centre_id, state=Session.PLANNED, begins_at__gt=at)
    rows = rows.filter(Q(cause=None) | Q(cause=request.cause_id)).select_related("centre__parent", "cause")
    taken = Count("seats", filter=Q(seats__state__in=Seat.SEATED))
    found = rows.annotate(free=F("places") - taken).filter(free__gt=0).order_by("begins_at", "pk").first()
    return (found, found.free) if found is not None else None


def own_centres(actor: Actor) -> list[int]:
    """Of whoever sees the meetings of every official: the centres whose official is their own. None of anybody else."""
    if actor.reach is None or actor.reach.column is not None or not actor.can(Power.SEE_MEETINGS):
        return []
    if actor.centre_id is not None:
        return [actor.centre_id]
    rows = Place.objects.filter(parent=actor.place_id, kind=PlaceKind.CENTRE.value, closed_on=None)
    return list(rows.order_by("pk").values_list("pk", flat=True))


def anything_of(centre_ids: Collection[int]) -> bool:
    """Whether anybody ever asked to meet the official of one of these centres, or the official set a session."""
    asked = MeetingRequest.objects.filter(centre__in=centre_ids).exists()
    return asked or Session.objects.filter(centre__in=centre_ids).exists()


def centres_held(actor: Actor) -> list[Place]:
    """The centres whose official's times the actor sets: their own, or those of their sector, or the ministry's main centre."""
    if not actor.can(Power.HOLD_MEETINGS):
        return []
    if actor.centre_id is not None:
        return [centres.place(actor.centre_id)]
    rows = Place.objects.filter(parent=actor.place_id, kind=PlaceKind.CENTRE.value, closed_on=None)
    return list(rows.select_related("parent").order_by("order_key"))


ENDED_SHOWN = timedelta(days=30)


def times_of(centre_id: int, on: date) -> list[Times]:
    """The fixed times that hold on a day or later, and then those that ended lately. One query."""
    rows = Times.objects.filter(centre=centre_id).filter(Q(last_day=None) | Q(last_day__gte=on - ENDED_SHOWN))
    return list(rows.select_related("set_by").order_by(F("last_day").desc(nulls_first=True), "weekday", "opens"))


def days_out_of(centre_id: int, on: date) -> list[DayOut]:
    """The days to come on which the official does not receive. One query."""
    return list(DayOut.objects.filter(centre=centre_id, day__gte=on).select_related("set_by").order_by("day"))


def feed_of(centre_id: int) -> Feed | None:
    """The calendar of a centre's sessions, if it has an address."""
    return Feed.objects.filter(centre=centre_id).first()


def feed_by_key(key: str) -> Feed | None:
    """The calendar to which this address leads."""
    return Feed.objects.select_related("centre__parent").filter(key=key).first()


def sessions_for_feed(centre_id: int, at: datetime) -> list[Session]:
    """The sessions of the last month and of those to come, with how many have or had a place, have confirmed, and came. One
    query."""
    rows = Session.objects.filter(centre=centre_id, begins_at__gt=at - timedelta(days=31)).select_related("cause")
    return list(
        rows.annotate(
            seated=Count("seats", filter=Q(seats__state__in=Seat.EXPECTED)),
            came=Count("seats", filter=Q(seats__state=Seat.ATTENDED)),
            confirmed=Count("seats", filter=Q(seats__state=Seat.CONFIRMED)),
        ).order_by("begins_at", "pk")[:200]
    )


@dataclass(frozen=True, kw_only=True)
class StatementRow:
    """A line of the session's statement, its columns in the guide's order: اسم المستفيد، رقم الطلب، رقم الهوية، رقم الجوال،
    ملخص الموضوع، الجهة المختصة. `other_contact` is how whoever has no mobile is reached; `seat` and `request` are whose line it
    is."""

    name: str
    number: str
    identity: str
    mobile: str
    summary: str
    entity: dict[str, str]
    other_contact: str
    seat: Seat
    request: MeetingRequest


def statement_of(session: Session) -> list[StatementRow]:
    """The lines of a session's statement: all who are expected, in their turns. One query. WHO MAY READ IT IS NOT DECIDED
    HERE: what is handed out in full is opened by `actions.open_statement`, which writes every look down."""
    rows = session.seats.filter(state__in=Seat.EXPECTED).select_related(
        "request__beneficiary", "request__entity__parent", "request__centre", "request__cause"
    )
    return [
        StatementRow(
            name=seat.request.asked_as,
            number=spoken(seat.request.reference),
            identity=seat.request.beneficiary.identity_number,
            mobile=local_form(seat.request.mobile) if seat.request.mobile else "",
            other_contact="" if seat.request.mobile else seat.request.other_contact,
            summary=seat.request.summary or seat.request.subject,
            entity=entity_names(seat.request),
            seat=seat,
            request=seat.request,
        )
        for seat in rows.order_by("place", "pk")
    ]


def decisions_of(request: MeetingRequest) -> list[Decision]:
    """What was decided about a request. One query."""
    return list(request.decisions.select_related("owner", "made_by").order_by("number"))


def decisions_in(seats: Iterable[Seat]) -> dict[int, list[Decision]]:
    """What was decided from these places, by the place's id. One query."""
    found: dict[int, list[Decision]] = {}
    rows = Decision.objects.filter(seat__in=[seat.pk for seat in seats]).select_related("owner")
    for row in rows.order_by("seat", "number"):
        found.setdefault(row.seat_id, []).append(row)
    return found


def notes_of(request: MeetingRequest) -> Seat | None:
    """The place in which they were received last, with its notes. One query."""
    return request.seats.filter(state=Seat.ATTENDED).select_related("session").order_by("-begins_at").first()
