"""`manage.py verify_timeline`, with the triggers put aside by somebody who owns the database."""

from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection

from tawasul.timeline.models import Event
from tests.cast import assemble, replied

pytestmark = pytest.mark.django_db


@pytest.fixture
def tickets() -> list[int]:
    cast = assemble()
    return [replied(cast).pk, replied(cast).pk]


def tamper(statement: str, *values: object) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SET session_replication_role = replica")
        cursor.execute(statement, values)
        cursor.execute("SET session_replication_role = DEFAULT")


def verify(*options: str) -> tuple[int, str]:
    out = StringIO()
    try:
        call_command("verify_timeline", "--language", "en", *options, stdout=out)
    except SystemExit as ended:
        return int(ended.code or 0), out.getvalue()
    return 0, out.getvalue()


def test_whole_chains_are_proved(tickets: list[int]) -> None:
    code, said = verify()
    assert code == 0
    assert f"2 subjects, {Event.objects.count()} events" in said


def test_the_database_refuses_to_change_an_event(tickets: list[int]) -> None:
    from django.db import DatabaseError, transaction

    for statement in ("UPDATE timeline_event SET kind = kind", "DELETE FROM timeline_event"):
        with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
            cursor.execute(statement)


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE timeline_event SET actor_name_ar = 'x' WHERE subject_id = %s AND sequence = 3", "event 3 was changed"),
        ("UPDATE timeline_event SET data = '{}' WHERE subject_id = %s AND sequence = 3", "event 3 was changed"),
        ("DELETE FROM timeline_event WHERE subject_id = %s AND sequence = 1", "event 1 is missing"),
        ("DELETE FROM timeline_event WHERE subject_id = %s AND sequence IN (4, 5)", "event 4 is missing"),
        (
            "UPDATE timeline_event SET previous_hash = repeat('a', 64) WHERE subject_id = %s AND sequence = 4",
            "event 4 does not follow",
        ),
    ],
)
def test_the_first_broken_link_of_the_one_is_named(tickets: list[int], statement: str, said: str) -> None:
    tamper(statement, tickets[1])
    code, answer = verify()
    assert code == 1
    assert f"ticket {tickets[1]}: {said}" in answer
    assert answer.count("ticket ") == 1
    assert verify("--kind", "ticket", "--id", str(tickets[0]))[0] == 0
    assert verify("--kind", "ticket", "--id", str(tickets[1]))[0] == 1


def test_rehashing_one_event_breaks_the_next(tickets: list[int]) -> None:
    from tawasul.timeline import chain
    from tawasul.timeline.actions import words_of

    forged = Event.objects.get(subject_id=tickets[0], sequence=2)
    forged.actor_name_en = "Somebody else"
    tamper(
        "UPDATE timeline_event SET actor_name_en = %s, hash = %s WHERE id = %s",
        forged.actor_name_en, chain.link(forged.previous_hash, words_of(forged)), forged.pk,
    )  # fmt: skip
    assert "event 3 does not follow" in verify()[1]
