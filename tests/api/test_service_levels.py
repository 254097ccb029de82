"""What is promised, as another system reads it."""

from dataclasses import replace
from datetime import date, timedelta

from django.utils import timezone

from tests.api.conftest import Systems
from tests.cast import Cast
from tests.service_levels.documents import INQUIRY, SHIPPED, changed, drafted, published


def test_the_version_in_force_with_its_warnings_and_ladders(systems: Systems) -> None:
    document = systems.coordinator.get("/service-levels").json()
    assert (document["version"], document["standing"], document["in_force_until"]) == (1, "in_force", None)
    assert (len(document["commitments"]), document["objections_allowed"]) == (len(SHIPPED), 2)
    inquiry = document["commitments"][0]
    assert inquiry == {
        "subject": "inquiry", "step": "whole", "priority": "", "category": "", "number": 5, "unit": "working_days",
        "warnings": [50, 80], "ladder": [0, 1, 2, 3, 5], "sentence": "within five working days", "pauses": None,
    }  # fmt: skip


def test_every_published_version_and_no_draft(cast: Cast, systems: Systems) -> None:
    at = timezone.now()
    day = timezone.localdate(at) + timedelta(days=7)
    published(cast, at, day, changed(INQUIRY))
    drafted(cast, at, changed(replace(INQUIRY, number=4)))
    system = systems.supervisor
    versions = system.get("/service-levels/versions").json()
    assert [(each["version"], each["standing"]) for each in versions] == [(2, "coming"), (1, "in_force")]
    assert versions[1]["in_force_until"] == (day - timedelta(days=1)).isoformat()
    coming = system.get("/service-levels/2").json()
    assert date.fromisoformat(coming["in_force_from"]) == day
    assert coming["commitments"][0]["number"] == 3
    for version, status in (("3", 404), ("99", 404), ("0", 422), ("last", 422)):
        assert system.get(f"/service-levels/{version}").status_code == status, version
    assert systems.ministry_officer.get("/service-levels/3").status_code == 404, "drafts are read in the pages"


def test_in_arabic(systems: Systems) -> None:
    system = systems.coordinator
    system.language = "ar"
    assert system.get("/service-levels/1").json()["commitments"][0]["sentence"] == "خلال خمسة أيام عمل"
