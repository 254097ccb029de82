"""What happened stays as it happened, and whoever changes it is found out."""

import pytest
from django.db import DatabaseError, connection, transaction

from tawasul.tickets import actions
from tawasul.timeline.proof import broken_links
from tests.cast import Cast, assemble, filed, hours


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE timeline_event SET kind = 'x'",
        "DELETE FROM timeline_event",
        "TRUNCATE timeline_event",
        "UPDATE timeline_head SET sequence = sequence - 1",
        "UPDATE timeline_head SET hash = repeat('0', 64)",
        "DELETE FROM timeline_head",
        "TRUNCATE timeline_head",
    ],
)
def test_the_database_refuses_to_forget(cast: Cast, statement: str) -> None:
    filed(cast)
    with pytest.raises(DatabaseError, match="never"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


@pytest.mark.parametrize(
    ("statement", "sequence", "reason"),
    [
        ("UPDATE timeline_event SET data = '{}' WHERE sequence = 2", 2, "changed"),
        ("UPDATE timeline_event SET actor_name_ar = 'غيره' WHERE sequence = 3", 3, "changed"),
        ("DELETE FROM timeline_event WHERE sequence = 2", 2, "missing"),
        ("DELETE FROM timeline_event WHERE sequence = 3", 3, "missing"),
        ("DELETE FROM timeline_event", 1, "missing"),
        ("DELETE FROM timeline_head", 3, "unchained"),
        ("UPDATE timeline_event SET previous_hash = repeat('0', 64) WHERE sequence = 3", 3, "unchained"),
    ],
)
def test_the_first_broken_link_is_named(cast: Cast, statement: str, sequence: int, reason: str) -> None:
    ticket = filed(cast)
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(1))
    actions.add_note(actor=cast.complaint_officer, ticket_id=ticket.pk, text="ملاحظة", at=hours(2))
    assert not list(broken_links())
    with connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        cursor.execute(statement)
    found = list(broken_links())
    assert [(link.subject_id, link.sequence, link.reason) for link in found] == [(ticket.pk, sequence, reason)]
