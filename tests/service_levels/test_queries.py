"""What is promised, and when it falls due."""

from datetime import datetime, timedelta

import pytest

from tawasul.lib.errors import NotFound
from tawasul.lib.hijri import RIYADH
from tawasul.service_levels import queries

pytestmark = pytest.mark.django_db


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=RIYADH)


@pytest.mark.parametrize(
    ("ticket_type", "step", "filed", "due"),
    [
        ("inquiry", "whole", "2026-09-17 10:00", "2026-09-28 14:30"),
        ("complaint", "whole", "2026-09-17 10:00", "2026-10-05 14:30"),
        ("suggestion", "whole", "2026-09-17 10:00", "2026-10-12 14:30"),
        ("report", "whole", "2026-09-22 23:50", "2026-09-23 01:50"),
        ("inquiry", "triage", "2026-09-17 12:30", "2026-09-20 09:30"),
        ("complaint", "review", "2026-09-17 08:00", "2026-09-17 12:00"),
        ("inquiry", "objecting", "2026-09-17 10:00", "2026-09-27 10:00"),
    ],
)
def test_the_first_version_is_in_force(ticket_type, step, filed, due):
    committed = queries.committed_at(ticket_type=ticket_type, scopes=[], filed_at=at(filed), step=step)
    assert committed == at(due)


def test_a_pause_moves_the_committed_instant():
    pauses = [(at("2026-09-20 07:30"), at("2026-09-21 07:30"))]
    committed = queries.committed_at(ticket_type="inquiry", scopes=[], filed_at=at("2026-09-17 10:00"), pauses=pauses)
    assert committed == at("2026-09-29 14:30")


def test_two_queries_when_remembered(django_assert_max_num_queries):
    question = {"ticket_type": "inquiry", "scopes": ["1", "1/4"], "filed_at": at("2026-09-17 10:00")}
    first = queries.committed_at(**question)
    with django_assert_max_num_queries(2):
        assert queries.committed_at(**question) == first


def test_nothing_is_promised_before_the_first_document_nor_of_the_unknown():
    with pytest.raises(NotFound):
        queries.committed_at(ticket_type="inquiry", scopes=[], filed_at=at("2024-01-01 10:00"))
    with pytest.raises(NotFound):
        queries.committed_at(ticket_type="poem", scopes=[], filed_at=at("2026-09-17 10:00"))
    with pytest.raises(NotFound):
        queries.committed_at(ticket_type="inquiry", scopes=[], filed_at=at("2026-09-17 10:00"), version=99)


def test_the_version_filed_under_is_kept():
    committed = queries.committed_at(ticket_type="inquiry", scopes=[], filed_at=at("2026-09-17 10:00"), version=1)
    assert committed - at("2026-09-28 14:30") == timedelta()
