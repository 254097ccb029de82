"""A system of human resources records who is away; what it may is what its role may."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tawasul.accounts import actions
from tawasul.centres.models import Membership
from tawasul.centres.queries import absences
from tawasul.notices.models import Notice
from tests.api.conftest import System, Systems
from tests.cast import Cast, give_role


def day(ahead: int) -> date:
    return timezone.localdate() + timedelta(days=ahead)


def body(cast: Cast, absent: str = "coordinator", deputy: str = "second_coordinator", **how: Any) -> dict[str, Any]:
    return {
        "absent": cast.user(absent).user_number,
        "deputy": cast.user(deputy).user_number,
        "first_day": day(0).isoformat(),
        "last_day": day(3).isoformat(),
    } | how


def record(system: System, body: dict[str, Any], key: str = "leave-2026-0417") -> Any:
    return system.post("/absences", body, **{"Idempotency-Key": key})


def test_an_absence_is_recorded_once_and_read(cast: Cast, systems: Systems) -> None:
    system = systems.services_supervisor
    answers = [record(system, body(cast)) for _try in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    (said,) = answers[0].json()
    assert absences().count() == 1
    assert (said["absent"]["name"], said["deputy"]["name"], said["when"]) == ("Haifa Albugami", "Rashed Alenezi", "now")
    assert said["role_label"] == "Coordinator, standing in for Haifa Albugami"
    assert (said["first_day"], said["last_day"]) == (day(0).isoformat(), day(3).isoformat())
    assert "AH" in said["first_day_said"]
    assert system.get("/absences").json() == {"absences": [said], "next": None}
    assert system.get(f"/absences/{said['id']}").json() == said
    assert Notice.objects.filter(kind="deputy_named", channel="in_app").count() == 1


def test_all_roles_or_those_named_or_none(cast: Cast, systems: Systems) -> None:
    system = systems.supervisor
    second = give_role(cast.user("coordinator"), "coordinator", cast.places["followup"])
    give_role(cast.user("coordinator"), "coordinator", cast.places["admission"])
    roles = system.get(f"/people/{cast.user('coordinator').user_number}/roles").json()
    assert [role["id"] for role in roles] == [cast.members["coordinator"].pk, second.pk], "of one's own part only"
    (one,) = record(system, body(cast, roles=[second.pk])).json()
    assert one["place"]["id"] == cast.places["followup"].pk
    refused = record(system, body(cast), key="leave-2026-0418")
    assert (refused.status_code, refused.json()["code"]) == (409, "covered")
    both = record(system, body(cast, first_day=day(10).isoformat(), last_day=day(11).isoformat()), "leave-2026-0419")
    assert len(both.json()) == 2
    unknown = record(system, body(cast, roles=[cast.members["stranger"].pk]), "leave-2026-0420")
    assert set(unknown.json()["fields"]) == {"roles"}


def test_the_last_day_moves_and_what_has_not_begun_is_called_off(cast: Cast, systems: Systems) -> None:
    system = systems.supervisor
    (running,) = record(system, body(cast)).json()
    (coming,) = record(
        system, body(cast, first_day=day(20).isoformat(), last_day=day(21).isoformat()), "leave-2026-0421"
    ).json()
    assert [row["id"] for row in system.get("/absences", {"when": "coming"}).json()["absences"]] == [coming["id"]]
    moved = system.post(f"/absences/{running['id']}/last-day", {"last_day": day(6).isoformat()})
    assert (moved.status_code, moved.json()["last_day"]) == (200, day(6).isoformat())
    same = system.post(f"/absences/{running['id']}/last-day", {"last_day": day(6).isoformat()})
    assert (same.status_code, set(same.json()["fields"])) == (422, {"last_day"})
    path = f"/absences/{coming['id']}/call-off"
    answers = [system.post(path, **{"Idempotency-Key": "called-off-1"}) for _try in range(2)]
    assert [answer.json() for answer in answers] == [{"id": coming["id"]}] * 2, "a retried request gets its answer"
    assert system.post(path).status_code == 404
    begun = system.post(f"/absences/{running['id']}/call-off")
    assert (begun.status_code, begun.json()["code"]) == (409, "begun")


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"absent": "E999999"}, "absent"),
        ({"deputy": "nobody"}, "deputy"),
        ({"first_day": "yesterday"}, "first_day"),
        ({"first_day": 1764028800}, "first_day"),
        ({"last_day": "2026-13-01"}, "last_day"),
        ({"last_day": "2020-01-01"}, "last_day"),
        ({"roles": []}, "roles"),
        ({"why": "flu"}, "why"),
    ],
)
def test_what_is_wrong_is_told_by_field(cast: Cast, systems: Systems, wrong: dict[str, Any], field: str) -> None:
    answer = record(systems.supervisor, body(cast) | wrong)
    assert (answer.status_code, set(answer.json()["fields"])) == (422, {field})
    assert not absences().exists()


def test_days_of_the_past_are_refused_in_arabic_too(cast: Cast, systems: Systems) -> None:
    system = systems.supervisor
    system.language = "ar"
    answer = record(system, body(cast, first_day=day(-1).isoformat()))
    assert answer.json()["fields"] == {"first_day": ["ما مضى لا يُغيَّر: اليوم أو ما بعده."]}


def test_each_system_keeps_to_its_part(cast: Cast, systems: Systems) -> None:
    (said,) = record(systems.supervisor, body(cast)).json()
    stranger = systems.stranger
    assert stranger.get("/absences").json()["absences"] == []
    assert stranger.get(f"/absences/{said['id']}").status_code == 404
    assert stranger.post(f"/absences/{said['id']}/last-day", {"last_day": day(9).isoformat()}).status_code == 404
    assert stranger.post(f"/absences/{said['id']}/call-off").status_code == 404
    assert set(record(stranger, body(cast)).json()["fields"]) == {"absent"}
    assert stranger.get(f"/people/{cast.user('coordinator').user_number}/roles").status_code == 404
    assert record(systems.coordinator, body(cast)).status_code == 403
    official = systems.official
    assert official.get(f"/absences/{said['id']}").status_code == 200
    assert record(official, body(cast)).status_code == 403


def test_pages_go_on_where_they_ended(cast: Cast, systems: Systems) -> None:
    for number, name in enumerate(("complaint_officer", "report_officer", "monitoring_officer")):
        actions.record_absence(
            actor=cast.supervisor, membership_ids=[cast.members[name].pk],
            deputy_id=cast.user("services_supervisor").pk, begins_on=day(0), ends_on=day(number % 2), at=timezone.now(),
        )  # fmt: skip
    system, seen, after = systems.supervisor, [], None
    while True:
        page = system.get("/absences", {"size": 1} | ({"after": after} if after else {})).json()
        seen += [row["id"] for row in page["absences"]]
        after = page["next"]
        if after is None:
            break
    assert sorted(seen) == sorted(absences().values_list("pk", flat=True))
    assert len(seen) == 3


def test_a_deputys_token_says_for_whom_and_ends_with_the_absence(cast: Cast, systems: Systems) -> None:
    (said,) = record(systems.supervisor, body(cast)).json()
    cast.members["deputy"] = Membership.objects.select_related("user", "place").get(pk=said["id"])
    deputy = systems.deputy
    assert deputy.get("/me").json()["stands_for"]["name"] == "Haifa Albugami"
    people = systems.complaint_officer.get(f"/departments/{cast.places['transport'].pk}/coordinators").json()
    by_id = {row["id"]: (row["stands_for"] or {}).get("name") for row in people}
    assert by_id[said["id"]] == "Haifa Albugami"
    assert by_id[cast.members["second_coordinator"].pk] is None
    assert cast.members["coordinator"].pk not in by_id
    Membership.objects.filter(pk=said["id"]).update(begins_on=day(-5), ends_on=day(-1))
    assert deputy.get("/me").status_code == 401
