"""Loads the demonstration: the whole of it in one transaction, through the actions that people call.

Killed half way it leaves nothing, and the next run starts afresh. What the actions ask of the queue is done here as of the
time when it was asked (messages of last month were sent last month), so no backlog waits for the first worker.
"""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from tawasul.centres.models import Place
from tawasul.cli.demonstration import away, network
from tawasul.cli.demonstration.cast import make_cast, make_places
from tawasul.cli.demonstration.doings import Doings, in_order
from tawasul.cli.demonstration.levels import prepare_draft
from tawasul.cli.demonstration.people import PASSWORD
from tawasul.cli.demonstration.plan import SEED, TICKETS, Demonstration, demonstration
from tawasul.clocks.sounding import next_at, sound_due
from tawasul.clocks.telling import GATHER, tell_hearers
from tawasul.notices import actions as notices
from tawasul.notices.models import Notice
from tawasul.notices.states import Channel, State

Say = Callable[[str, int, int], None]
SENT_AFTER = timedelta(seconds=4)
READ_FOR = timedelta(days=3)
_LOCK = 0x7461_7761  # one load at a time, whoever starts two


def is_loaded() -> bool:
    """Whether a network stands already (the demonstration's, or a real one)."""
    return Place.objects.exists()


def load(now: datetime, say: Say, *, seed: int = SEED, tickets: int = TICKETS) -> bool:
    """Make all of it, as of `now`, saying what is done and how far (`say(part, done, of)`). False: it stood already."""
    if is_loaded():
        return False
    plan = demonstration(now, seed=seed, tickets=tickets)
    with transaction.atomic(), app.replace_connector(InMemoryConnector()):
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOCK])
        if is_loaded():  # another load was before us
            return False
        _make(plan, now, say)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # so that the first pages are planned as well as later ones
    return True


def _make(plan: Demonstration, now: datetime, say: Say) -> None:
    tree = network.places()
    places = make_places(tree, now, lambda done: say("places", done, len(tree)))
    cast = make_cast(
        plan.staff,
        places,
        now,
        password_hash=make_password(PASSWORD),
        done=lambda done: say("people", done, len(plan.staff)),
    )
    absences = away.record(cast, plan.sectors, now)
    say("absences", absences, absences)
    doings = Doings(cast, plan.beneficiaries)
    happenings = in_order(plan.lives)
    for done, (at, number, move) in enumerate(happenings, 1):
        _keep_time(at)
        if move is None:
            doings.file(number, plan.lives[number])
        else:
            doings.move(number, plan.lives[number], move)
        say("steps", done, len(happenings))
    _keep_time(now)
    prepare_draft(cast, now)
    _deliver(now, say)
    _read(now)


def _keep_time(until: datetime) -> None:
    """Sound what fell due since the last step, an hour's alarms together: what was late was known as late at the time."""
    while (due := next_at()) is not None and due <= until:
        hour = min(until, due + timedelta(hours=1))
        sound_due(at=hour)
        tell_hearers(at=min(until, hour + GATHER))


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
