"""The clocks of a ticket: the whole, promised to the beneficiary, and a leg of its own for everybody in whose hands it is.

The lifecycle's `clock` column says what a step does to the whole; whose hands it passes into says which leg begins. While
others owe a statement for whom the document says so, the whole and the leg both stand still: nobody of the house could act.
The ticket carries what lists ask of: `committed_at`, promised to the beneficiary, and `due_at`, the nearest instant by which
somebody must act (none while all of it stands still, or once it is answered).
"""

from datetime import datetime, time, timedelta
from typing import Any

from tawasul.centres.actor import SYSTEM
from tawasul.centres.queries import scopes_of
from tawasul.clocks import actions as clocks
from tawasul.clocks import queries as running
from tawasul.clocks.models import Clock
from tawasul.lib.hijri import RIYADH, dual_moment
from tawasul.service_levels import queries as service_levels
from tawasul.service_levels.amounts import Promise
from tawasul.service_levels.amounts import Step as Promised
from tawasul.tickets import lifecycle
from tawasul.tickets.hands import hands_of, holder_id_of
from tawasul.tickets.lifecycle import Hands
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import SUBJECT_KIND
from tawasul.tickets.statements.waiting import stands_still
from tawasul.timeline.models import Event

STANDS_OR_RUNS = frozenset({lifecycle.Clock.PAUSES, lifecycle.Clock.RESUMES, lifecycle.Clock.BY_DOCUMENT})
_UNANSWERED = sorted(state.value for state in lifecycle.UNANSWERED_STATES)
WAITING, AWAITING = "waiting_for_beneficiary", "waiting_for_statement"

# What is promised by whoever has the ticket. The beneficiary's own time is no leg: the whole stands still in it.
PROMISED_BY: dict[Hands, Promised] = {
    Hands.CENTRE: Promised.TRIAGE,
    Hands.DEPARTMENT: Promised.ANSWER,
    Hands.COORDINATOR: Promised.ANSWER,
    Hands.REVIEW: Promised.REVIEW,
    Hands.DECIDERS: Promised.OBJECTION,
}


def wind(ticket: Ticket, at: datetime) -> list[Clock]:
    """The first clocks of a ticket that is not kept yet; sets (not saves) what it carries of them."""
    hands, promise = _hands(ticket), _promise(ticket, Promised.WHOLE)
    number = _wanted(ticket, promise, scope=ticket.centre.path, at=at)
    whole = clocks.wind(step=Promised.WHOLE, promise=promise, hands=hands, at=at, number=number)
    first = _leg(ticket, at)
    ticket.committed_at = whole.due_at
    wound = [whole, first] if first else [whole]
    _carry(ticket, wound)
    return wound


def start(ticket: Ticket, wound: list[Clock]) -> None:
    """Keep the clocks of a ticket that has its row now."""
    clocks.start(wound, subject_kind=SUBJECT_KIND, subject_id=ticket.pk)


def follow(ticket: Ticket, effect: lifecycle.Clock, event: Event) -> None:
    """After a step: let the whole stand, run on or end, and pass the leg on. Sets (not saves) what the ticket carries."""
    at, cause = event.at, f"{event.kind}:{event.sequence}"
    main = ticket.joined_to or ticket
    awaiting = [AWAITING] if stands_still(main) else []
    reasons = _owed_by_beneficiary(main) + awaiting
    kept = running.all_of(SUBJECT_KIND, ticket.pk)
    open_now = [clock for clock in kept if clock.ended_at is None]
    whole = next((clock for clock in open_now if clock.step == Promised.WHOLE), None)
    leg = next((clock for clock in open_now if clock.step in PROMISED_BY.values()), None)
    if whole is not None:
        if effect is lifecycle.Clock.WITH_PLACE:
            clocks.go_over(whole, sector_id=ticket.sector_id, centre=ticket.centre, at=at)
        if effect is lifecycle.Clock.STOPS:
            clocks.end(whole, at=at)
        else:
            clocks.stand(whole, reasons=reasons, cause=cause, at=at)
        ticket.committed_at = whole.due_at
    elif effect is lifecycle.Clock.BEGINS:
        whole = _begin_again(ticket, kept, at)
    leg = _pass_on(ticket, leg, kept, at)
    if leg is not None:
        clocks.stand(leg, reasons=awaiting, cause=cause, at=at)
    _carry(ticket, [clock for clock in (whole, leg) if clock is not None and clock.ended_at is None])
    if effect in STANDS_OR_RUNS:
        _stand_with(ticket, reasons, cause, at)


def _stand_with(main: Ticket, reasons: list[str], cause: str, at: datetime) -> None:
    """The wholes of those joined to it stand still, and run on, as its own does."""
    for ticket in main.joined.filter(state__in=_UNANSWERED).order_by("pk"):
        for clock in running.running(SUBJECT_KIND, ticket.pk):
            clocks.stand(clock, reasons=reasons, cause=cause, at=at)
            ticket.committed_at = clock.due_at
        ticket.save(update_fields=["committed_at"])


def objectable_until(ticket: Ticket, at: datetime) -> datetime | None:
    """When the time to object to a reply given at `at` ends; None where the document gives none."""
    promise = promise_if_any(ticket, Promised.OBJECTING)
    if promise is None:
        return None
    return service_levels.reckoned(promise, scopes=scopes_of(ticket.centre.path), filed_at=at).due


def promise_anew(ticket: Ticket, at: datetime) -> None:
    """The ticket is of another type or priority, or at another centre: what runs is counted anew from its beginning.

    The whole goes with the ticket; a leg stays with the centre in whose hands it ran (`follow` ends it there). Where nothing
    is promised of a leg any more it ends, as it stands.
    """
    open_now = running.running(SUBJECT_KIND, ticket.pk)
    for clock in open_now:
        promise = promise_if_any(ticket, Promised(clock.step))
        if clock.step == Promised.WHOLE:
            clocks.move(clock, sector_id=ticket.sector_id, centre=ticket.centre)
        if promise is not None:
            if clock.step == Promised.WHOLE:
                clock.number = _wanted(ticket, promise, scope=clock.scope, at=clock.began_at)
            clocks.promise_anew(clock, promise, at=at)
        elif clock.step != Promised.WHOLE:
            clocks.end(clock, at=at)
    _carry(ticket, [clock for clock in open_now if clock.ended_at is None])


def begin_what_is_promised(ticket: Ticket, at: datetime) -> None:
    """Of another type, whoever has the ticket may owe something that of its former type they did not: that leg begins."""
    kept = running.all_of(SUBJECT_KIND, ticket.pk)
    open_now = [clock for clock in kept if clock.ended_at is None]
    leg = next((clock for clock in open_now if clock.step in PROMISED_BY.values()), None)
    if leg is None and (begun := _pass_on(ticket, None, kept, at)) is not None:
        _carry(ticket, [*open_now, begun])


def _wanted(ticket: Ticket, promise: Promise, *, scope: str, at: datetime) -> int | None:
    """How much of the promise there is where a decision of the official wants it sooner: never more than is promised."""
    if ticket.wanted_by is None:
        return None
    last = datetime.combine(ticket.wanted_by + timedelta(days=1), time.min, RIYADH)
    return clocks.fitting(promise, scope=scope, at=at, last=last)


def step_due(ticket: Ticket) -> Promised | None:
    """What is due at the ticket's `due_at`: the whole, promised to the beneficiary, or the step of whoever has it."""
    return Promised.WHOLE if ticket.due_at == ticket.committed_at else PROMISED_BY.get(hands_of(ticket))


def moved_by(reason: str, was: datetime, due: datetime) -> dict[str, Any]:
    """What an event says of a promised date that a reorganisation made sooner."""
    moved = {"was_at": was.isoformat(), "due_at": due.isoformat()}
    for language, by in (("ar", SYSTEM.name_ar), ("en", SYSTEM.name_en)):
        moved |= {f"was_{language}": dual_moment(was, language), f"due_{language}": dual_moment(due, language)}
        moved |= {f"cause_{language}": reason, f"by_{language}": by}
    return moved


def _owed_by_beneficiary(ticket: Ticket) -> list[str]:
    """The steps that pause lead into the beneficiary's hands, and those that resume out of them."""
    return [WAITING] if hands_of(ticket) is Hands.BENEFICIARY else []


def _begin_again(ticket: Ticket, kept: list[Clock], at: datetime) -> Clock:
    """The whole of another cycle: another leg of the same step, so that the first stays as it was measured."""
    whole = clocks.wind(step=Promised.WHOLE, promise=_promise(ticket, Promised.WHOLE), hands=_hands(ticket), at=at)
    whole.leg = 1 + sum(clock.step == whole.step for clock in kept)
    clocks.start([whole], subject_kind=SUBJECT_KIND, subject_id=ticket.pk)
    return whole


def _pass_on(ticket: Ticket, leg: Clock | None, kept: list[Clock], at: datetime) -> Clock | None:
    """End the leg of hands that let go, begin that of hands that took. The same hands go on with their own.

    `kept` are all clocks that the ticket has had: the new leg is numbered after those of its step.
    """
    step = PROMISED_BY.get(hands_of(ticket))
    if leg is not None and step == leg.step and _in_same_hands(leg, ticket):
        return leg
    if leg is not None:
        clocks.end(leg, at=at)
    begun = _leg(ticket, at)
    if begun is not None:
        begun.leg = 1 + sum(clock.step == begun.step for clock in kept)
        clocks.start([begun], subject_kind=SUBJECT_KIND, subject_id=ticket.pk)
    return begun


def _in_same_hands(leg: Clock, ticket: Ticket) -> bool:
    return (leg.sector_id, leg.centre_id, leg.department_id, leg.holder_id) == (
        ticket.sector_id,
        ticket.centre_id,
        ticket.department_id,
        holder_id_of(ticket),
    )


def _leg(ticket: Ticket, at: datetime) -> Clock | None:
    step = PROMISED_BY.get(hands_of(ticket))
    promise = promise_if_any(ticket, step) if step else None
    if step is None or promise is None:
        return None
    return clocks.wind(step=step, promise=promise, hands=_hands(ticket), at=at)


def _carry(ticket: Ticket, open_now: list[Clock]) -> None:
    whole = next((clock for clock in open_now if clock.step == Promised.WHOLE), None)
    if whole is not None:
        ticket.committed_at = whole.due_at
    if ticket.joined_to_id is not None:  # it is on nobody's list
        ticket.due_at, ticket.warned = None, False
        return
    ticket.due_at = min((clock.due_at for clock in open_now if clock.paused_at is None), default=None)
    ticket.warned = any(clock.stage > 0 for clock in open_now if clock.paused_at is None)


def _hands(ticket: Ticket) -> clocks.Hands:
    return clocks.Hands(
        sector_id=ticket.sector_id,
        centre=ticket.centre,
        department_id=ticket.department_id,
        holder_id=holder_id_of(ticket),
    )


def _promise(ticket: Ticket, step: Promised) -> Promise:
    document = service_levels.document(ticket.service_level_version)
    return document.promise(ticket.type, step, ticket.priority, ticket.category)


def promise_if_any(ticket: Ticket, step: Promised) -> Promise | None:
    """What the version of the document under which it was filed promises of a step; None where it says nothing."""
    document = service_levels.document(ticket.service_level_version)
    return document.promise_if_any(ticket.type, step, ticket.priority, ticket.category)
