"""Loads the demonstration, through the actions that people call: the network and its people, then what happened.

By one process it is one transaction. By several, the network is kept first, and then the history as a whole: a load that was
killed in it is gone on with by the next. Either way nothing half done is ever seen.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime

from django.contrib.auth.hashers import make_password
from django.db import connection, transaction
from procrastinate.contrib.django import app
from procrastinate.testing import InMemoryConnector

from tawasul.centres.models import Place
from tawasul.cli.demonstration import away, network
from tawasul.cli.demonstration.announcements import announce_past_holidays
from tawasul.cli.demonstration.cast import Cast, known_cast, make_cast, make_places
from tawasul.cli.demonstration.directives import give_directives
from tawasul.cli.demonstration.history import Say, Turn, catch_up, keep_time, live_through
from tawasul.cli.demonstration.letters import write_letters
from tawasul.cli.demonstration.levels import prepare_draft
from tawasul.cli.demonstration.meetings import ask_to_meet
from tawasul.cli.demonstration.people import PASSWORD
from tawasul.cli.demonstration.plan import SEED, TICKETS, Demonstration, demonstration
from tawasul.cli.demonstration.problems import open_problems
from tawasul.cli.demonstration.staff import MAIL_DOMAIN
from tawasul.cli.demonstration.together import tell_together
from tawasul.cli.demonstration.visits import receive_visitors
from tawasul.lib.remembering import remembering
from tawasul.people.models import User
from tawasul.tickets.models import Ticket

_LOCK = 0x7461_7761  # one load at a time, whoever starts two


def is_loaded() -> bool:
    """Whether a network stands already, the demonstration's with its history or a real one."""
    return Place.objects.exists() and not _is_half_way()


def _is_half_way() -> bool:
    """The demonstration's people are there, and nothing has happened yet."""
    return User.objects.filter(email__endswith=f"@{MAIL_DOMAIN}").exists() and not Ticket.objects.exists()


def load(now: datetime, say: Say, *, seed: int = SEED, tickets: int = TICKETS, processes: int = 1) -> bool:
    """Make all of it, as of `now`, saying what is done and how far (`say(part, done, of)`). False: it stood already."""
    if is_loaded():
        return False
    plan = demonstration(now, seed=seed, tickets=tickets)
    with _statements_prepared(), _one_at_a_time():
        if is_loaded():  # another load was before us
            return False
        if processes == 1:
            with _many_actions(), transaction.atomic(), _all_or_nothing():
                cast = _cast(plan, now, say)
                live_through(plan, cast, now, say)
        else:
            with _many_actions(), transaction.atomic(), _all_or_nothing():
                cast = _cast(plan, now, say)
                catch_up(now, say)  # so that no two who tell the history have the same messages to send and to read

            def tell(share: frozenset[int], turn: Turn, say_of_it: Say) -> None:
                with _many_actions(), _all_or_nothing():
                    live_through(plan, cast, now, say_of_it, share=share, turn=turn)

            tell_together(plan.lives, tell, say, processes=processes)
        with _many_actions(), transaction.atomic():
            # What has clocks is no part of the network: two who tell the history would wait for each other's alarms.
            meetings = ask_to_meet(cast, plan.beneficiaries, now, SEED)
            say("meetings", meetings, meetings)
            keep_time(now)
            open_problems(now, say)
            give_directives(now, say)
            catch_up(now, say)
    with connection.cursor() as cursor:
        cursor.execute("ANALYZE")  # so that the first pages are planned as well as later ones
    return True


def _cast(plan: Demonstration, now: datetime, say: Say) -> Cast:
    """The places and people: made, or as a load that was broken off after them has left them."""
    if Place.objects.exists():
        return known_cast()
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
    prepare_draft(cast, now)
    announce_past_holidays(cast, now)
    letters = write_letters(cast, now)
    say("letters", letters, letters)
    visits = receive_visitors(cast, plan.beneficiaries, now, SEED)
    say("visits", visits, visits)
    return cast


@contextmanager
def _statements_prepared() -> Iterator[None]:
    """The database plans each statement once: the same few hundred are asked tens of thousands of times."""
    if connection.in_atomic_block:  # the caller's transaction goes on as it began
        yield
        return
    options = connection.settings_dict["OPTIONS"]
    connection.close()
    connection.settings_dict["OPTIONS"] = options | {"server_side_binding": True, "prepare_threshold": 3}
    try:
        yield
    finally:
        connection.close()
        connection.settings_dict["OPTIONS"] = options


@contextmanager
def _one_at_a_time() -> Iterator[None]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_lock(%s)", [_LOCK])
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_unlock(%s)", [_LOCK])


@contextmanager
def _many_actions() -> Iterator[None]:
    """Tens of thousands of actions in a row, in which nobody else changes what they look up and no worker takes a job."""
    with app.replace_connector(InMemoryConnector()), remembering():
        yield


@contextmanager
def _all_or_nothing() -> Iterator[None]:
    """Actions without savepoints: where one fails, the transaction is given up. A third of the statements less."""
    features = connection.features
    features.uses_savepoints = False
    try:
        yield
    finally:
        del features.uses_savepoints  # the class says again what the database can
