"""What is promised, and when it falls due."""

from datetime import datetime

import pytest

from tawasul.lib.errors import Invalid, NotFound
from tawasul.lib.hijri import RIYADH
from tawasul.service_levels.cases import Case, answer

pytestmark = pytest.mark.django_db


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=RIYADH)


NOW = at("2026-11-26 09:00")


def due(subject: str, filed: str, **more) -> datetime:
    return answer(Case(subject=subject, filed=at(filed), **more), at=NOW).reckoning.due


@pytest.mark.parametrize(
    ("subject", "step", "filed", "promised"),
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
def test_the_first_version_is_in_force(subject, step, filed, promised):
    assert due(subject, filed, step=step) == at(promised)


def test_a_pause_moves_the_committed_instant():
    pauses = [(at("2026-09-20 07:30"), at("2026-09-21 07:30"))]
    assert due("inquiry", "2026-09-17 10:00", pauses=pauses) == at("2026-09-29 14:30")


def test_two_queries_when_remembered(django_assert_max_num_queries):
    question = Case(subject="inquiry", scopes=["1", "1/4"], filed=at("2026-09-17 10:00"))
    first = answer(question, at=question.filed)
    with django_assert_max_num_queries(2):
        assert answer(question, at=question.filed) == first


def test_nothing_is_promised_before_the_first_document_nor_of_the_unknown():
    with pytest.raises(NotFound):
        due("inquiry", "2024-01-01 10:00")
    with pytest.raises(NotFound):
        due("poem", "2026-09-17 10:00")
    with pytest.raises(NotFound, match="no-such-version"):
        due("inquiry", "2026-09-17 10:00", version=99)


def test_the_version_filed_under_is_kept():
    assert due("inquiry", "2026-09-17 10:00", version=1) == at("2026-09-28 14:30")


def test_a_pause_that_lasts_is_counted_as_if_it_ended_now():
    since = at("2026-09-20 09:00")
    case = Case(subject="inquiry", filed=at("2026-09-17 10:00"), pauses=[(since, None)])
    found = answer(case, at=at("2026-09-22 09:00"))
    assert (found.reckoning.due, found.paused_since) == (at("2026-09-30 14:30"), since)
    assert [str(day.standing) for day in found.reckoning.days[3:6]] == ["counted", "paused", "counted"]
    assert answer(case, at=since).reckoning.due == at("2026-09-28 14:30"), "nothing was held up yet"


def test_a_pause_before_the_filing_is_a_mistake():
    with pytest.raises(Invalid):
        due("inquiry", "2026-09-17 10:00", pauses=[(at("2026-09-16 09:00"), at("2026-09-18 09:00"))])


def test_what_nobody_has_entered_yet_is_told():
    def unknown(subject: str, filed: str) -> list[str]:
        return [each.occasion.value for each in answer(Case(subject=subject, filed=at(filed)), at=NOW).not_entered]

    assert unknown("complaint", "2027-03-02 10:00") == ["eid_al_fitr"]
    assert unknown("inquiry", "2026-09-17 10:00") == []
    assert unknown("inquiry", "2028-09-20 10:00") == ["national_day"]
    assert unknown("report", "2027-03-08 23:50") == [], "day and night, on holidays too"
