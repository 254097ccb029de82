"""The only writers of clocks. The caller holds the lock of the subject, in the transaction of what happened to it.

`at` is never before what the clock knows already: the subject's actions see to that.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from tawasul.calendars.working_time import NeverOpen
from tawasul.centres.models import Place
from tawasul.clocks.clock import read, time_used
from tawasul.clocks.models import Clock, Pause
from tawasul.clocks.reading import Schedules, pauses_of, promise_of, shortened
from tawasul.service_levels.amounts import Promise


@dataclass(frozen=True, kw_only=True)
class Hands:
    """Whose time it is: a centre, perhaps a department of it, perhaps one person there."""

    sector_id: int | None
    centre: Place
    department_id: int | None
    holder_id: int | None


def wind(*, step: str, promise: Promise, hands: Hands, at: datetime, leg: int = 1, number: int | None = None) -> Clock:
    """A clock that begins at `at`, not kept yet: its due instant is known before its subject has a row. Raises NeverOpen.

    `number` gives it less than is promised, in the promise's unit.
    """
    commitment_id = promise.commitment_id
    if commitment_id is None:
        raise ValueError("a clock runs under a commitment that is kept")
    if number is not None and not 1 <= number <= promise.number:
        raise ValueError("a clock has no more time than is promised")
    scope = hands.centre.path
    schedules = Schedules(keeping=True)
    promise = shortened(promise, number)
    reading = read(promise, schedules.of(scope, promise), at, (), stage=0, at=at)
    return Clock(
        step=step,
        leg=leg,
        commitment_id=commitment_id,
        number=number,
        scope=scope,
        sector_id=hands.sector_id,
        centre=hands.centre,
        department_id=hands.department_id,
        holder_id=hands.holder_id,
        began_at=at,
        due_at=reading.due_at,
        next_at=reading.next_at,
        stage=reading.stage,
        calendar_number=schedules.number,
    )


def fitting(promise: Promise, *, scope: str, at: datetime, last: datetime) -> int | None:
    """Of what is promised, in its unit, the most that is due before `last`, and at least one; None where the whole of it is. A
    clock that begins at `at` is wound with it where somebody wants it sooner than is promised."""
    schedule = Schedules(keeping=True).of(scope, promise)
    if read(promise, schedule, at, (), stage=0, at=at).due_at < last:
        return None
    few, many = 1, promise.number
    while few < many:
        middle = (few + many + 1) // 2
        if read(shortened(promise, middle), schedule, at, (), stage=0, at=at).due_at < last:
            few = middle
        else:
            many = middle - 1
    return few


def start(clocks: list[Clock], *, subject_kind: str, subject_id: int) -> None:
    """Keep clocks that were wound for a subject: from now on they sound."""
    for clock in clocks:
        clock.subject_kind, clock.subject_id = subject_kind, subject_id
    Clock.objects.bulk_create(clocks)


def pause(clock: Clock, *, reason: str, cause: str, at: datetime) -> None:
    """Let it stand still: for `reason`, caused by the event `cause`. One that stands already stays as it is."""
    if clock.paused_at is not None:
        return
    Pause.objects.create(clock=clock, reason=reason, cause=cause, began_at=at)
    clock.paused_at, clock.next_at, clock.pause_count = at, None, clock.pause_count + 1
    clock.save(update_fields=["paused_at", "next_at", "pause_count"])


def resume(clock: Clock, *, at: datetime) -> None:
    """Let it run on: the due instant moves by what was paused of its time, and by nothing else."""
    if clock.paused_at is None:
        return
    Pause.objects.filter(clock=clock, ended_at=None).update(ended_at=at)
    clock.paused_at = None
    reckon_again(clock, at=at)


def stand(clock: Clock, *, reasons: Sequence[str], cause: str, at: datetime) -> None:
    """Let it stand still while any of `reasons` holds, and run on where none does.

    Each pause has one reason: the one for which it began. Where that holds no longer and another does, the next pause begins
    as the first ends, so that no time is counted twice and none runs in between.
    """
    if clock.paused_at is not None:
        if Pause.objects.filter(clock=clock, ended_at=None, reason__in=list(reasons)).exists():
            return
        resume(clock, at=at)
    if reasons:
        pause(clock, reason=reasons[0], cause=cause, at=at)


def end(clock: Clock, *, at: datetime) -> None:
    """Stop it for good, and measure: how much time was used, and how late it is. What is measured is never rewritten.

    One that stands still runs on first, so that its due instant is what its pauses, all of them, make it.
    """
    resume(clock, at=at)
    promise, pauses = promise_of(clock), pauses_of(clock)
    schedule = Schedules(keeping=True).of(clock.scope, promise)
    clock.ended_at, clock.next_at = at, None
    clock.used = time_used(promise, schedule, clock.began_at, at, pauses)
    clock.late_by = time_used(promise, schedule, clock.due_at, at, pauses) if at > clock.due_at else timedelta()
    clock.save(update_fields=["ended_at", "next_at", "used", "late_by"])


def promise_anew(clock: Clock, promise: Promise, *, at: datetime) -> None:
    """Put it under another promise from its beginning: its pauses stay its pauses. It sounds anew where it is promised
    otherwise than before; under another line that says the same, what has sounded has sounded."""
    if promise.commitment_id is None:
        raise ValueError("a clock runs under a commitment that is kept")
    if clock.commitment_id != promise.commitment_id:
        if not promise_of(clock).counts_as(promise):
            clock.turn_back(0)
        clock.commitment_id = promise.commitment_id
    reckon_again(clock, at=at)


def move(clock: Clock, *, sector_id: int | None, centre: Place) -> None:
    """Count it by another centre's calendar from its beginning; the caller has it reckoned (`promise_anew`) and kept."""
    clock.scope, clock.centre, clock.sector_id = centre.path, centre, sector_id


def go_over(clock: Clock, *, sector_id: int | None, centre: Place, at: datetime) -> None:
    """Its place was reorganised: it runs on at the successor, by whichever of the two calendars makes it due sooner."""
    promise, pauses = promise_of(clock), pauses_of(clock)
    schedule = Schedules(keeping=True).of(centre.path, promise)
    clock.centre, clock.sector_id = centre, sector_id
    try:
        due_at = read(promise, schedule, clock.began_at, pauses, stage=clock.stage, at=at).due_at
    except NeverOpen:
        due_at = clock.due_at
    if due_at < clock.due_at:
        clock.scope = centre.path
        reckon_again(clock, at=at)
    else:
        clock.save(update_fields=["centre", "sector", "department"])


def reckon_again(clock: Clock, *, at: datetime) -> None:
    """Read it anew under its promise, its calendar as it stands and its pauses, and store what it reads."""
    promise, pauses = promise_of(clock), pauses_of(clock)
    schedules = Schedules(keeping=True)
    schedule = schedules.of(clock.scope, promise)
    reading = read(promise, schedule, clock.began_at, pauses, stage=clock.stage, at=at)
    clock.turn_back(reading.stage)
    clock.due_at, clock.calendar_number = reading.due_at, schedules.number
    clock.next_at = None if clock.paused_at else reading.next_at
    clock.save()
