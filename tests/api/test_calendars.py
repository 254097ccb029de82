"""Working calendars for other systems: read day by day, and changed with the effect shown first, as on the page."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.utils import timezone

from tawasul.calendars import actions as calendars
from tawasul.calendars.models import DayOff, ExtraWorkingDay, WorkingHours
from tawasul.calendars.schedule import Words
from tawasul.clocks.models import Recalculation
from tawasul.clocks.recalculation import go_on
from tawasul.timeline.models import Event
from tests.api.conftest import System, Systems
from tests.cast import Cast, filed
from tests.clocks.times import clock, fresh, moment

NOW = moment("2026-11-22 21:00")
FILED = moment("2026-11-18 10:00")
SANDSTORM = {
    "kind": "closure", "first_day": "2026-11-23", "reason_ar": "عاصفة رملية", "reason_en": "A sandstorm",
}  # fmt: skip
Days = Callable[..., dict[str, Any]]


@pytest.fixture(autouse=True)
def _evening(monkeypatch: Any, cast: Cast) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def path(cast: Cast, place: str, rest: str) -> str:
    return f"/calendars/{cast.places[place].pk}/{rest}"


def days(system: System, cast: Cast, place: str, first: str, last: str) -> dict[str, dict[str, Any]]:
    answer = system.get(path(cast, place, "days"), {"first_day": first, "last_day": last})
    assert answer.status_code == 200, answer.content
    return {day["date"]: day for day in answer.json()["days"]}


def lines(system: System, cast: Cast, place: str, first: str, last: str) -> list[dict[str, Any]]:
    answer = system.get(path(cast, place, "lines"), {"first_day": first, "last_day": last})
    assert answer.status_code == 200
    found: list[dict[str, Any]] = answer.json()["lines"]
    return found


def preview(system: System, cast: Cast, place: str, rest: str, body: dict[str, Any]) -> Any:
    return system.post(path(cast, place, f"{rest}/preview"), body)


def apply(
    system: System, cast: Cast, place: str, rest: str, body: dict[str, Any], key: str = "key-0001", seen: Any = ""
) -> Any:
    asked = f"?seen={seen}" if seen != "" else ""
    return system.post(path(cast, place, f"{rest}{asked}"), body, **{"Idempotency-Key": key})


def carry_on() -> None:
    while go_on(at=NOW, size=2):
        pass


def test_every_day_says_what_it_is_and_from_which_level(cast: Cast, systems: Systems) -> None:
    at: dict[str, Any] = {"by": "E000001", "at": NOW}
    centre, sector = cast.places["centre"].path, cast.places["sector"].path
    off = date(2026, 9, 27)
    calendars.add_day_off(
        scope=sector, kind="other", first_day=off, last_day=off, reason=Words("يوم القطاع", "The sector's day"), **at
    )
    closed = date(2026, 9, 28)
    calendars.add_day_off(
        scope=centre, kind="closure", first_day=closed, last_day=closed, reason=Words("صيانة", "Repairs"), **at
    )
    found = days(systems.coordinator, cast, "centre", "2026-09-20", "2026-09-28")
    assert next(iter(found)) == "2026-09-20"
    assert len(found) == 9
    said = {day: (row["kind"], row["open"], (row["said_by"] or {}).get("level")) for day, row in found.items()}
    assert said["2026-09-22"] == ("common", True, "nation")
    assert said["2026-09-23"] == ("off", False, "nation")
    assert said["2026-09-24"] == ("off", False, "nation")
    assert said["2026-09-25"] == ("weekend", False, "nation")
    assert said["2026-09-27"] == ("off", False, "sector")
    assert said["2026-09-28"] == ("closure", False, "centre")
    national_day = found["2026-09-23"]
    assert (national_day["hijri"], national_day["weekday"]) == ("1448-04-12", "wednesday")
    assert national_day["reason"] == "National Day"
    assert "1448" in national_day["said"]
    assert found["2026-09-22"]["windows"] == ["07:30-14:30"]
    assert found["2026-09-28"]["said_by"]["place"]["id"] == cast.places["centre"].pk
    elsewhere = days(systems.stranger, cast, "other_centre", "2026-09-27", "2026-09-28")
    assert [day["open"] for day in elsewhere.values()] == [True, True]


def test_ramadan_and_what_is_assumed_or_proposed_are_marked(cast: Cast, systems: Systems) -> None:
    calendars.propose_holidays(year=2030, by="E000001", at=NOW)
    calendars.add_day_off(
        scope="", kind="eid_al_fitr", first_day=date(2027, 3, 9), last_day=date(2027, 3, 11), assumed=True,
        reason=Words("عيد الفطر", "Eid al-Fitr"), by="E000001", at=NOW,
    )  # fmt: skip
    ramadan = days(systems.coordinator, cast, "centre", "2027-02-08", "2027-03-15")
    assert (ramadan["2027-02-08"]["kind"], ramadan["2027-02-08"]["windows"]) == ("special", ["10:00-15:00"])
    eid = next(day for day in ramadan.values() if day["reason"] == "Eid al-Fitr")
    assert (eid["kind"], eid["assumed"]) == ("off", True)
    proposed = days(systems.coordinator, cast, "centre", "2030-09-23", "2030-09-23")["2030-09-23"]
    assert (proposed["open"], proposed["proposed"]) == (True, "National Day")
    arabic = systems.coordinator
    arabic.language = "ar"
    assert days(arabic, cast, "centre", "2026-09-23", "2026-09-23")["2026-09-23"]["reason"] == "اليوم الوطني"


def test_a_change_is_previewed_applied_once_and_followed_to_its_end(cast: Cast, systems: Systems) -> None:
    tickets = [filed(cast, type="inquiry", at=FILED) for _ in range(3)]
    elsewhere = filed(cast, type="inquiry", at=FILED, centre="other_centre")
    system = systems.official_office
    body = SANDSTORM | {"kind": "other"}
    effect = preview(system, cast, "sector", "days-off", body)
    assert effect.status_code == 200
    said = effect.json()
    assert (said["moved"], said["become_late"], said["no_longer_late"]) == (3, 0, 0)
    assert said["differences"] == [
        {"first_day": "2026-11-23", "last_day": "2026-11-23", "days": 1, "before": ["07:30-14:30"], "after": [],
         "reason": "A sandstorm"}
    ]  # fmt: skip
    assert not DayOff.objects.filter(reason_en="A sandstorm").exists()
    assert not Recalculation.objects.exists()

    answers = [apply(system, cast, "sector", "days-off", body, seen=said["seen"]) for _try in range(2)]
    assert [answer.status_code for answer in answers] == [201, 201]
    assert answers[0].json() == answers[1].json()
    made = answers[0].json()
    row = DayOff.objects.get(reason_en="A sandstorm")
    assert (made["lines"], made["open_deadlines"]) == ([row.pk], 3)
    assert row.said_by == cast.user("official_office").user_number
    begun = system.get(f"/recalculations/{made['recalculation']}").json()
    assert (begun["done"], begun["total"], begun["finished_at"]) == (0, 3, None)
    carry_on()
    ended = system.get(f"/recalculations/{made['recalculation']}").json()
    assert (ended["done"], ended["moved"]) == (3, 3)
    assert ended["finished_at"]
    assert ended["cause"].startswith("A sandstorm: ")
    for ticket in tickets:
        assert fresh(ticket).committed_at == clock(ticket).due_at == moment("2026-11-26 14:30")
        assert Event.objects.filter(subject_id=ticket.pk, kind="deadline_moved").count() == 1
    assert fresh(elsewhere).committed_at == moment("2026-11-25 14:30")


def test_what_changed_meanwhile_is_told_and_nothing_done(cast: Cast, systems: Systems) -> None:
    system = systems.supervisor
    seen = preview(system, cast, "centre", "days-off", SANDSTORM).json()["seen"]
    off = date(2026, 11, 23)
    calendars.add_day_off(
        scope="", kind="other", first_day=off, last_day=off, reason=Words("أ", "A"), by="E000001", at=NOW
    )
    answer = apply(system, cast, "centre", "days-off", SANDSTORM, seen=seen)
    assert (answer.status_code, answer.json()["code"]) == (409, "changed")
    assert not DayOff.objects.filter(reason_en="A sandstorm").exists()
    assert apply(system, cast, "centre", "days-off", SANDSTORM).status_code == 201, "the key may be used again"
    other = apply(system, cast, "centre", "days-off", SANDSTORM | {"first_day": "2026-12-01"})
    assert (other.status_code, other.json()["code"]) == (409, "key-reused")
    assert apply(system, cast, "centre", "days-off", SANDSTORM, key="key-0002").status_code == 409, "off already"


def test_ramadan_as_it_was_sighted(cast: Cast, systems: Systems) -> None:
    system = systems.ministry_supervisor
    sighted = {"hijri_year": 1448, "windows": ["10:30-14:30"], "first_day": "1448-08-30", "last_day": "2027-03-08"}
    effect = preview(system, cast, "ministry", "ramadan", sighted).json()
    first = effect["differences"][0]
    assert (first["first_day"], first["after"]) == ("2027-02-07", ["10:30-14:30"])
    made = apply(system, cast, "ministry", "ramadan", sighted, seen=effect["seen"]).json()
    row = WorkingHours.objects.get(pk=made["lines"][0])
    assert (row.first_day, row.last_day) == (date(2027, 2, 7), date(2027, 3, 8))
    found = days(systems.coordinator, cast, "centre", "2027-02-07", "2027-02-08")
    assert [day["windows"] for day in found.values()] == [["10:30-14:30"]] * 2
    far = preview(system, cast, "ministry", "ramadan", sighted | {"first_day": "2026-06-01"})
    assert (far.status_code, set(far.json()["fields"])) == (422, {"first_day"})


def test_hours_and_an_extra_day_are_set_listed_and_withdrawn(cast: Cast, systems: Systems) -> None:
    system = systems.supervisor
    week = {day: ["08:00-12:00", "16:00-20:00"] for day in ("sunday", "monday", "tuesday", "wednesday", "thursday")}
    hours = {"first_day": "2026-12-06", "last_day": "2026-12-10", "hours": week}
    changed = preview(system, cast, "centre", "hours", hours).json()["differences"]
    assert [(each["days"], each["after"]) for each in changed] == [(5, ["08:00-12:00", "16:00-20:00"])]
    set_hours = apply(system, cast, "centre", "hours", hours).json()["lines"]
    extra = {"day": "2026-11-27", "windows": ["16:00-18:00", "20:00-24:00"], "reason_en": "Admission"}
    added = apply(system, cast, "centre", "extra-days", extra, key="key-0002").json()["lines"]
    assert len(added) == 2
    said = lines(system, cast, "centre", "2026-11-25", "2026-12-15")
    own = [line for line in said if line["said_by"]["level"] == "centre"]
    assert {(line["line"], line["kind"], line["settable"]) for line in own} == {
        ("extra", "extra", True), ("hours", "special", True),
    }  # fmt: skip
    (of_extra,) = [line for line in own if line["line"] == "extra"]
    assert of_extra["hours"] == {"friday": ["16:00-18:00", "20:00-00:00"]}
    (of_hours,) = [line for line in own if line["line"] == "hours"]
    assert of_hours["id"] == set_hours[0]
    assert of_hours["hours"] == week
    nation = [line for line in said if line["said_by"]["level"] == "nation"]
    assert [line["kind"] for line in nation if line["line"] == "hours"] == ["common"]
    assert not any(line["settable"] for line in nation)
    friday = days(system, cast, "centre", "2026-11-27", "2026-11-27")["2026-11-27"]
    assert (friday["kind"], friday["windows"]) == ("extra", ["16:00-18:00", "20:00-00:00"])

    withdrawn = f"extra-days/{of_extra['id']}/withdraw"
    assert preview(system, cast, "centre", withdrawn, {}).status_code == 200
    assert apply(system, cast, "centre", withdrawn, {}, key="key-0003").status_code == 201
    assert not ExtraWorkingDay.objects.filter(withdrawn_at=None).exists()
    assert apply(system, cast, "centre", withdrawn, {}, key="key-0004").status_code == 409
    assert apply(system, cast, "centre", f"hours/{set_hours[0]}/withdraw", {}, key="key-0005").status_code == 201
    assert [line for line in lines(system, cast, "centre", "2026-11-25", "2026-12-15") if line["settable"]] == []


def test_holidays_are_proposed_confirmed_announced_otherwise_and_withdrawn(cast: Cast, systems: Systems) -> None:
    system = systems.ministry_supervisor
    offered = preview(system, cast, "ministry", "proposals", {"year": 2029}).json()
    assert "2029-02-22" in offered["proposed"]
    made = apply(system, cast, "ministry", "proposals", {"year": 2029}).json()
    assert made["recalculation"] is None
    row = DayOff.objects.get(first_day=date(2029, 2, 22), state="proposed")
    assert row.pk in made["lines"]
    assert apply(system, cast, "ministry", f"days-off/{row.pk}/confirm", {}, key="key-0002").status_code == 201
    assert not days(system, cast, "ministry", "2029-02-22", "2029-02-22")["2029-02-22"]["open"]
    assert apply(system, cast, "ministry", f"days-off/{row.pk}/confirm", {}, key="key-0003").status_code == 409
    eid = SANDSTORM | {
        "kind": "eid_al_fitr", "first_day": "2028-02-27", "last_day": "2028-03-02", "assumed": True,
    }  # fmt: skip
    (assumed,) = apply(system, cast, "ministry", "days-off", eid, key="key-0004").json()["lines"]
    announced = {"first_day": "2028-02-28", "last_day": "2028-03-03"}
    changed = preview(system, cast, "ministry", f"days-off/{assumed}/announce", announced).json()["differences"]
    assert [(each["first_day"], each["before"], each["after"]) for each in changed] == [
        ("2028-02-27", [], ["07:30-14:30"])
    ]
    (now,) = apply(system, cast, "ministry", f"days-off/{assumed}/announce", announced, key="key-0005").json()["lines"]
    found = days(system, cast, "ministry", "2028-02-27", "2028-02-28")
    assert [(day["open"], day["assumed"]) for day in found.values()] == [(True, False), (False, False)]
    assert apply(system, cast, "ministry", f"days-off/{now}/withdraw", {}, key="key-0006").status_code == 201


@pytest.mark.parametrize(
    ("rest", "body", "field"),
    [
        ("days-off", SANDSTORM | {"first_day": "tomorrow"}, "first_day"),
        ("days-off", SANDSTORM | {"first_day": "1999-12-31"}, "first_day"),
        ("days-off", SANDSTORM | {"first_day": 20261123}, "first_day"),
        ("days-off", SANDSTORM | {"last_day": "2026-11-22"}, "last_day"),
        ("days-off", SANDSTORM | {"kind": "eid_al_fitr"}, "kind"),
        ("days-off", SANDSTORM | {"kind": "picnic"}, "kind"),
        ("days-off", SANDSTORM | {"why": "sand"}, "why"),
        ("hours", {"first_day": "2026-12-01", "hours": {}}, "hours"),
        ("hours", {"first_day": "2026-12-01", "hours": {"sunday": []}}, "hours"),
        ("hours", {"first_day": "2026-12-01", "hours": {"sunday": ["08:00-14:00", "13:00-15:00"]}}, "hours"),
        ("hours", {"first_day": "2026-12-01", "hours": {"sunday": ["25:00-26:00"]}}, "hours.sunday.0"),
        (
            "hours",
            {"first_day": "2026-12-06", "last_day": "2026-12-01", "hours": {"sunday": ["08:00-14:00"]}},
            "last_day",
        ),
        ("ramadan", {"hijri_year": 9999, "windows": ["10:00-15:00"]}, "hijri_year"),
        ("ramadan", {"hijri_year": 1448, "windows": []}, "windows"),
        ("extra-days", {"day": "2026-11-27", "windows": ["8-9"]}, "windows.0"),
    ],
)
def test_what_cannot_be_is_told_by_field(
    cast: Cast, systems: Systems, rest: str, body: dict[str, Any], field: str
) -> None:
    for answer in (
        preview(systems.supervisor, cast, "centre", rest, body), apply(systems.supervisor, cast, "centre", rest, body),
    ):  # fmt: skip
        assert answer.status_code == 422, answer.content
        assert answer["Content-Type"].startswith("application/problem+json")
        assert field in answer.json()["fields"]
    assert not Recalculation.objects.exists()


def test_a_calendar_that_would_never_open_again_is_refused(cast: Cast, systems: Systems) -> None:
    system, years = systems.supervisor, [(2027, 2028), (2029, 2031)]
    answers = [
        apply(
            system, cast, "centre", "days-off",
            SANDSTORM | {"first_day": f"{first}-01-01", "last_day": f"{last}-12-31"}, key=f"years-{first}",
        )
        for first, last in years
    ]  # fmt: skip
    assert [answer.status_code for answer in answers] == [201, 422]
    assert "no working time" in answers[1].json()["detail"]
    assert Recalculation.objects.count() == 1


def test_who_reads_and_who_sets_which_calendar(cast: Cast, systems: Systems) -> None:
    asked = {"first_day": "2026-11-22", "last_day": "2026-11-23"}
    for name, place, reads, sets in (
        ("supervisor", "centre", 200, 200), ("supervisor", "sector", 404, 404), ("supervisor", "ministry", 404, 404),
        ("supervisor", "unit", 404, 404), ("official_office", "sector", 200, 200),
        ("official_office", "centre", 200, 200), ("official_office", "university", 404, 404),
        ("stranger", "centre", 404, 404), ("ministry_supervisor", "ministry", 200, 200),
        ("ministry_supervisor", "centre", 200, 200), ("coordinator", "centre", 200, 403),
        ("official", "sector", 200, 403), ("administrator", "ministry", 200, 403),
    ):  # fmt: skip
        system = getattr(systems, name)
        for read in ("days", "lines"):
            assert system.get(path(cast, place, read), asked).status_code == reads, (name, place)
        assert preview(system, cast, place, "days-off", SANDSTORM).status_code == sets, (name, place)
    row = DayOff.objects.filter(scope="").first()
    assert row is not None
    assert preview(systems.supervisor, cast, "centre", f"days-off/{row.pk}/withdraw", {}).status_code == 404
    assert preview(systems.ministry_supervisor, cast, "centre", f"days-off/{row.pk}/withdraw", {}).status_code == 404
    assert preview(systems.supervisor, cast, "centre", "proposals", {"year": 2029}).status_code == 409


def test_how_far_a_change_came_is_seen_where_it_moves_deadlines(cast: Cast, systems: Systems) -> None:
    made = apply(systems.official_office, cast, "sector", "days-off", SANDSTORM).json()["recalculation"]
    assert systems.coordinator.get(f"/recalculations/{made}").json()["place"]["id"] == cast.places["centre"].pk
    assert systems.stranger.get(f"/recalculations/{made}").status_code == 404
    assert systems.coordinator.get("/recalculations/999999").status_code == 404


def test_a_range_is_asked_in_order_and_not_without_end(cast: Cast, systems: Systems) -> None:
    for first, last in (("2026-11-23", "2026-11-22"), ("2026-01-01", "2027-12-31"), ("2026-13-01", "2026-12-31")):
        for read in ("days", "lines"):
            answer = systems.coordinator.get(path(cast, "centre", read), {"first_day": first, "last_day": last})
            assert answer.status_code == 422
    assert systems.coordinator.get(path(cast, "centre", "days")).status_code == 422


def test_a_range_costs_the_same_however_much_is_said_of_it(
    cast: Cast, systems: Systems, django_assert_max_num_queries: Any
) -> None:
    system = systems.supervisor
    asked = {"first_day": "2026-11-22", "last_day": "2027-12-01"}
    for number in range(1, 9):
        off = date(2026, 12, number)
        calendars.add_day_off(
            scope=cast.places["centre"].path, kind="closure", first_day=off, last_day=off, reason=Words("أ", "A"),
            by="E000001", at=NOW,
        )  # fmt: skip
    system.get(path(cast, "centre", "days"), asked)
    for read in ("days", "lines"):
        with django_assert_max_num_queries(22):
            assert system.get(path(cast, "centre", read), asked).status_code == 200
