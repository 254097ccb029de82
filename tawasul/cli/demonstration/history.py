"""The history of the demonstration: every step of every life at its time, alarms sounded and messages sent as time went.

What the actions ask of the queue is done here as of the time when it was asked (messages of last month were sent last month),
so no backlog waits for the first worker.
"""

from collections.abc import Callable, Collection
from contextlib import AbstractContextManager, nullcontext
from datetime import datetime, timedelta

from tawasul.cli.demonstration.again import join_some
from tawasul.cli.demonstration.calls import call_them
from tawasul.cli.demonstration.cast import Cast
from tawasul.cli.demonstration.doings import Doings, in_order
from tawasul.cli.demonstration.lives import encloses
from tawasul.cli.demonstration.plan import Demonstration
from tawasul.cli.demonstration.statements import ask_others
from tawasul.clocks.sounding import next_at, sound_due
from tawasul.clocks.telling import GATHER, tell_hearers
from tawasul.notices import actions as notices
from tawasul.notices.models import Notice
from tawasul.notices.states import Channel, State

Say = Callable[[str, int, int], None]
Turn = Callable[[int], AbstractContextManager[object]]
SENT_AFTER = timedelta(seconds=4)
READ_FOR = timedelta(days=3)


def live_through(
    plan: Demonstration,
    cast: Cast,
    now: datetime,
    say: Say,
    *,
    share: Collection[int] | None = None,
    turn: Turn = lambda _number: nullcontext(),
) -> None:
    """Let the lives of the plan happen, or those of these numbers: the caller's transaction sees and touches no other tickets.

    A ticket is filed within `turn(number)`, for which one waits where others file before it.
    """
    doings = Doings(cast, plan.beneficiaries)
    happenings = [row for row in in_order(plan.lives) if share is None or row[1] in share]
    for done, (at, number, move) in enumerate(happenings, 1):
        keep_time(at)
        if move is not None:
            doings.move(number, plan.lives[number], move)
        else:
            with turn(number):
                doings.file(number, plan.lives[number])
        say("steps", done, len(happenings))
    enclosing = share is None or any(encloses(plan.lives[number]) for number in share)
    ask_others(now, say, enclosing=enclosing)
    call_them(now, say)
    join_some(now, say)
    keep_time(now)
    catch_up(now, say)


def keep_time(until: datetime) -> None:
    """Sound what fell due since the last step, each in its own second as a timekeeper would."""
    while (due := next_at()) is not None and due <= until:
        if not sound_due(at=due):
            raise RuntimeError("an alarm is due that somebody else holds")  # it would be waited for without end
        tell_hearers(at=min(until, due + GATHER), alone=False)


def catch_up(now: datetime, say: Say) -> None:
    """Have what is owed sent, and what came read: what the caller's transaction sees of it."""
    _deliver(now, say)
    _read(now)


def _deliver(now: datetime, say: Say) -> None:
    """Send what is owed, each a few seconds after its time: in demonstration mode that is the outbox.

    What waits for the end of this night's quiet hours goes on waiting.
    """
    due = Notice.objects.filter(state=State.OWED.value, next_attempt_at__lte=now).order_by("next_attempt_at", "pk")
    owed = list(due.values_list("pk", "next_attempt_at"))
    for done, (pk, its_time) in enumerate(owed, 1):
        notices.deliver(notice_id=pk, at=(its_time or now) + SENT_AFTER)
        say("messages", done, len(owed))


def _read(now: datetime) -> None:
    """People have read what came in their pages, but for the last days."""
    before = now - READ_FOR
    unread = Notice.objects.filter(channel=Channel.IN_APP.value, read_at=None, owed_at__lt=before)
    mine: dict[int, list[int]] = {}
    for user_id, pk in unread.exclude(user=None).values_list("user_id", "pk"):
        mine.setdefault(user_id, []).append(pk)
    for user_id, ids in mine.items():
        notices.mark_read(user_id=user_id, notice_ids=ids, at=before)
