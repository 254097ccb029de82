"""When any case falls due, asked by another system."""

from datetime import datetime
from typing import Any

import pytest

from tests.api.conftest import Systems
from tests.cast import Cast

INQUIRY = {"type": "inquiry", "filed": "2026-09-17T10:00:00+03:00"}


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


def test_an_inquiry_before_national_day(systems: Systems) -> None:
    said = systems.coordinator.get("/deadline", INQUIRY).json()
    assert (at(said["due"]), said["promise"]) == (at("2026-09-28T14:30:00+03:00"), "within five working days")
    assert said["days"] is None
    explained = systems.coordinator.get("/deadline", {**INQUIRY, "explain": "true"}).json()
    assert sum(day["share"] for day in explained["days"]) == pytest.approx(5)
    assert {day["reason"] for day in explained["days"]} >= {"National Day", "Day between two holidays"}


def test_in_arabic(systems: Systems) -> None:
    system = systems.coordinator
    system.language = "ar"
    said = system.get("/deadline", {**INQUIRY, "explain": "true"}).json()
    assert said["promise"] == "خلال خمسة أيام عمل"
    assert "سبتمبر 2026" in said["said"]
    assert "اليوم الوطني" in {day["reason"] for day in said["days"]}


def test_pauses_move_it_and_a_centre_has_its_own_calendar(cast: Cast, systems: Systems) -> None:
    pause = "2026-09-21T08:00:00+03:00/2026-09-21T09:00:00+03:00"
    moved = systems.coordinator.get("/deadline", {**INQUIRY, "pause": [pause]}).json()
    assert at(moved["due"]) == at("2026-09-29T08:30:00+03:00")
    here = systems.coordinator.get("/deadline", {**INQUIRY, "centre": cast.places["centre"].pk}).json()
    assert at(here["due"]) == at("2026-09-28T14:30:00+03:00")
    assert systems.coordinator.get("/deadline", {**INQUIRY, "centre": cast.places["transport"].pk}).status_code == 404


def test_a_report_runs_through_the_night(systems: Systems) -> None:
    said = systems.coordinator.get("/deadline", {"type": "report", "filed": "2027-03-08T23:50:00+03:00"}).json()
    assert at(said["due"]) == at("2027-03-09T01:50:00+03:00")


@pytest.mark.parametrize(
    "wrong",
    [
        {"filed": "2026-09-17T10:00:00"},
        {"filed": "yesterday"},
        {"type": "nothing"},
        {"pause": ["2026-09-21T08:00:00+03:00"]},
        {"pause": ["2026-09-21T08:00:00/2026-09-21T09:00:00"]},
        {"pause": ["2026-09-21T09:00:00+03:00/2026-09-21T08:00:00+03:00"]},
        {"category": "nobody"},
        {"document": "0"},
    ],
)
def test_what_cannot_be_reckoned_is_told(systems: Systems, wrong: dict[str, Any]) -> None:
    answer = systems.coordinator.get("/deadline", INQUIRY | wrong)
    assert answer.status_code == 422
    assert answer["Content-Type"].startswith("application/problem+json")


def test_a_time_before_any_document_and_a_version_that_never_was(systems: Systems) -> None:
    assert systems.coordinator.get("/deadline", INQUIRY | {"filed": "1990-01-01T10:00:00+03:00"}).status_code == 404
    assert systems.coordinator.get("/deadline", INQUIRY | {"document": "999"}).status_code == 404
    assert systems.coordinator.get("/deadline", INQUIRY | {"filed": "9999-12-31T10:00:00+03:00"}).status_code == 409
