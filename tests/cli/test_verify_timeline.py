"""`manage.py verify_timeline`, with the triggers put aside by somebody who owns the database."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
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
        ("DELETE FROM timeline_event WHERE subject_id = %s AND sequence > 3", "event 4 is missing"),
        ("DELETE FROM timeline_event WHERE subject_id = %s", "event 1 is missing"),
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


def test_whoever_owns_the_database_is_found_out_by_a_seal_kept_elsewhere(tickets: list[int], tmp_path: Path) -> None:
    seal = tmp_path / "seal"
    assert verify("--seal", str(seal))[0] == 0
    assert verify("--against", str(seal))[0] == 0
    last = Event.objects.filter(subject_id=tickets[0]).count()
    tamper("DELETE FROM timeline_event WHERE subject_id = %s AND sequence = %s", tickets[0], last)
    tamper(
        "UPDATE timeline_head SET sequence = last.sequence, hash = last.hash FROM timeline_event AS last"
        " WHERE timeline_head.subject_id = %s AND last.subject_id = timeline_head.subject_id AND last.sequence = %s",
        tickets[0], last - 1,
    )  # fmt: skip
    assert verify()[0] == 0
    code, said = verify("--against", str(seal))
    assert code == 1
    assert f"ticket {tickets[0]}: event {last} is not the one that was sealed" in said


def test_what_is_no_seal_is_refused(tickets: list[int], tmp_path: Path) -> None:
    (tmp_path / "letter").write_text("السلام عليكم")
    for path, said in (("letter", "no seal"), ("nowhere", "is not there")):
        with pytest.raises(CommandError, match=said):
            verify("--against", str(tmp_path / path))
