"""A calendar changed in the pages: written, previewed, applied once, and carried to every open ticket."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from tawasul.calendars import actions as calendars
from tawasul.calendars import queries
from tawasul.calendars.models import DayOff, ExtraWorkingDay, WorkingHours
from tawasul.calendars.schedule import Words
from tawasul.clocks.models import Recalculation
from tawasul.clocks.recalculation import go_on
from tawasul.tickets import actions
from tawasul.timeline.models import Event
from tests.cast import Cast, filed
from tests.clocks.times import clock, fresh, moment

Enter = Callable[..., Client]
NOW = moment("2026-11-22 21:00")
FILED = moment("2026-11-18 10:00")
SANDSTORM = {
    "kind": "closure", "first_day": "2026-11-23", "last_day": "", "reason_ar": "عاصفة رملية",
    "reason_en": "A sandstorm", "once": "one",
}  # fmt: skip


@pytest.fixture(autouse=True)
def _evening(monkeypatch: Any) -> None:
    """It is the evening before the day that will be off."""
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def address(cast: Cast, place: str, change: str, row: int | None = None) -> str:
    line = "" if row is None else f"{row}/"
    return f"/desk/calendar/{cast.places[place].pk}/{line}{change}/"


def preview(browser: Client, path: str, given: dict[str, str]) -> Any:
    return browser.post(path, given | {"step": "preview"})


def apply(browser: Client, path: str, given: dict[str, str], seen: int | None = None) -> Any:
    """Apply what is previewed first, unless the version that was seen is given."""
    if seen is None:
        seen = preview(browser, path, given).context["preview"].seen
    return browser.post(path, given | {"step": "apply", "seen": str(seen)})


def carry_on() -> Recalculation:
    """The timekeeper's rounds, until the last change is carried to its end."""
    while go_on(at=NOW, size=2):
        pass
    return Recalculation.objects.latest("pk")


def test_a_holiday_announced_late_moves_what_is_open_and_says_why(cast: Cast, enter: Enter) -> None:
    tickets = [filed(cast, type="inquiry", at=FILED) for _ in range(3)]
    elsewhere = filed(cast, type="inquiry", at=FILED, centre="other_centre")
    triaged = tickets[0]
    actions.take(actor=cast.complaint_officer, ticket_id=triaged.pk, at=moment("2026-11-19 10:00"))
    ended = clock(triaged, "triage").due_at
    browser, path = enter("official_office"), address(cast, "sector", "off")
    given = SANDSTORM | {"kind": "other"}

    page = preview(browser, path, given)
    effect = page.context["preview"].effect
    assert (effect.moved, effect.become_late, effect.no_longer_late) == (3, 0, 0)
    assert effect.subjects == 3, "as the page of its progress counts"
    assert "Tickets and statements to be looked at: 3" in page.content.decode()
    assert "A sandstorm" in page.content.decode()
    assert not DayOff.objects.filter(reason_en="A sandstorm").exists(), "a preview writes nothing"

    answer = apply(browser, path, given)
    moving = Recalculation.objects.latest("pk")
    assert (answer.status_code, answer.url) == (302, f"/desk/calendar/moving/{moving.pk}/")
    assert "Tickets and statements looked at: 0 of 3" in browser.get(answer.url).content.decode()
    done = carry_on()
    assert (done.done, done.moved, done.finished_at) == (3, 3, NOW)
    for ticket in tickets:
        assert fresh(ticket).committed_at == clock(ticket).due_at == moment("2026-11-26 14:30")
        event = Event.objects.get(subject_id=ticket.pk, kind="deadline_moved")
        assert event.data["cause_en"].startswith("A sandstorm: ")
        assert event.data["cause_ar"].startswith("عاصفة رملية: ")
    assert fresh(elsewhere).committed_at == moment("2026-11-25 14:30")
    assert clock(triaged, "triage").due_at == ended, "what has ended stays as it was measured"
    assert "reckoned anew" in browser.get(answer.url).content.decode()


def test_an_apply_sent_twice_acts_once(cast: Cast, enter: Enter) -> None:
    browser, path = enter("supervisor"), address(cast, "centre", "off")
    seen = preview(browser, path, SANDSTORM).context["preview"].seen
    answers = [apply(browser, path, SANDSTORM, seen) for _click in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert answers[0].url == answers[1].url
    assert DayOff.objects.filter(reason_en="A sandstorm").count() == Recalculation.objects.count() == 1


def test_what_changed_meanwhile_is_said_and_previewed_anew(cast: Cast, enter: Enter) -> None:
    filed(cast, type="inquiry", at=FILED)
    browser, path = enter("supervisor"), address(cast, "centre", "off")
    seen = preview(browser, path, SANDSTORM).context["preview"].seen
    off = date(2026, 11, 23)
    calendars.add_day_off(
        scope="", kind="other", first_day=off, last_day=off, reason=Words("أ", "A"), by="E000001", at=NOW
    )
    answer = apply(browser, path, SANDSTORM, seen)
    assert answer.status_code == 409
    assert "The calendar changed meanwhile" in answer.content.decode()
    assert answer.context["preview"].seen != seen
    assert answer.context["preview"].differences == [], "the day is off already"
    assert not Recalculation.objects.exists()
    kept = dict(answer.context["kept"])
    assert kept == {name: text for name, text in SANDSTORM.items() if name != "once"}
    assert apply(browser, path, SANDSTORM, answer.context["preview"].seen).status_code == 302


@pytest.mark.parametrize(
    ("change", "given", "field", "words"),
    [
        ("off", SANDSTORM | {"first_day": ""}, "first_day", "required"),
        ("off", SANDSTORM | {"first_day": "غدًا"}, "first_day", "Write a day as"),
        ("off", SANDSTORM | {"first_day": "2026-02-30"}, "first_day", "Write a day as"),
        ("off", SANDSTORM | {"first_day": "1343-01-01"}, "first_day", "too far away"),
        ("off", SANDSTORM | {"last_day": "2026-11-22"}, "last_day", "before the first"),
        ("off", SANDSTORM | {"kind": "eid_al_fitr"}, "kind", "Select a valid choice"),
        ("hours", {"first_day": "2026-12-01", "on_6": "7"}, "on_6", "Write the hours as"),
        ("hours", {"first_day": "2026-12-01", "on_6": "25:00-26:00"}, "on_6", "no such time"),
        ("hours", {"first_day": "2026-12-06", "last_day": "2026-12-01", "on_6": "08:00-14:00"}, "last_day", "before"),
        ("hours", {"first_day": "2026-12-01"}, "on_6", "working hours of the week"),
        ("hours", {"first_day": "2026-12-01", "on_6": "08:00-14:00, 13:00-15:00"}, "__all__", "overlap"),
        ("ramadan", {"hijri_year": "one", "windows": "10:00-15:00"}, "hijri_year", "Write a Hijri year"),
        ("ramadan", {"hijri_year": "9999", "windows": "10:00-15:00"}, "hijri_year", "1343"),
        ("ramadan", {"hijri_year": "1448", "windows": "10:00-15:00", "first_day": "2026-06-01", "last_day": "2026-07-01"},
         "first_day", "Umm al-Qura"),
        ("extra", {"day": "2026-11-27", "windows": ""}, "windows", "required"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_said_beside_its_field(
    cast: Cast, enter: Enter, change: str, given: dict[str, str], field: str, words: str
) -> None:
    answer = preview(enter("supervisor"), address(cast, "centre", change), given)
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    with translation.override("en"):
        assert any(words in str(text) for text in errors[field]), errors
    for name, text in given.items():
        if name not in {"once"}:
            assert answer.context["form"][name].value() == text, "what was typed stays"


def test_who_may_change_which_calendar(cast: Cast, enter: Enter) -> None:
    for name, place, status in (
        ("supervisor", "centre", 200), ("supervisor", "sector", 404), ("supervisor", "ministry", 404),
        ("supervisor", "unit", 404), ("official_office", "sector", 200), ("official_office", "centre", 200),
        ("official_office", "university", 404), ("official_office", "ministry", 404), ("stranger", "centre", 404),
        ("ministry_supervisor", "ministry", 200), ("ministry_supervisor", "centre", 200),
        ("coordinator", "centre", 403), ("official", "sector", 403), ("administrator", "ministry", 403),
    ):  # fmt: skip
        path = address(cast, place, "off")
        assert enter(name).get(path).status_code == status, (name, place)
        assert preview(enter(name), path, SANDSTORM).status_code == status, (name, place)
    row = DayOff.objects.filter(scope="").first()
    assert row is not None
    assert enter("supervisor").get(address(cast, "centre", "off_withdraw", row.pk)).status_code == 404
    assert enter("ministry_supervisor").get(address(cast, "centre", "off_withdraw", row.pk)).status_code == 404
    assert enter("supervisor").get(address(cast, "centre", "propose")).status_code == 409


def test_everybody_sees_their_own_calendar_and_those_below(cast: Cast, enter: Enter) -> None:
    for name, own, hidden in (
        ("coordinator", "centre", "other_centre"),
        ("supervisor", "centre", "sector"),
        ("official", "sector", "university"),
        ("minister", "ministry", "unit"),
    ):
        browser = enter(name)
        assert browser.get("/desk/calendar/").context["place"] == cast.places[own]
        assert browser.get("/desk/calendar/", {"place": cast.places[hidden].pk}).status_code == 404
    found = enter("minister").get("/desk/calendar/places/", {"q": "النخيل"}).content.decode()
    assert "Palms Care Centre" in found
    assert "Palms" not in enter("official").get("/desk/calendar/places/", {"q": "النخيل"}).content.decode()


def test_a_change_of_one_sector_is_not_there_for_another(cast: Cast, enter: Enter) -> None:
    answer = apply(enter("official_office"), address(cast, "sector", "off"), SANDSTORM)
    assert enter("official_office").get(answer.url).status_code == 200
    assert enter("coordinator").get(answer.url).status_code == 200, "whose deadlines it moves"
    assert enter("stranger").get(answer.url).status_code == 404
    assert enter("minister").get("/desk/calendar/moving/999999/").status_code == 404


def test_ramadan_by_umm_al_qura_and_as_it_was_sighted(cast: Cast, enter: Enter) -> None:
    browser, path = enter("ministry_supervisor"), address(cast, "ministry", "ramadan")
    assert str(browser.get(path).context["form"]["hijri_year"].value()) == "1448"
    by_rule = {"hijri_year": "١٤٤٨", "windows": "10:30-14:30", "once": "one"}
    first = preview(browser, path, by_rule).context["preview"].differences[0]
    assert (first.first, first.before, first.after) == (date(2027, 2, 8), ("10:00–15:00",), ("10:30–14:30",))
    apply(browser, path, by_rule)
    assert _hours_on("2027-02-07") == "07:30–14:30"
    sighted = by_rule | {"first_day": "2027-02-07", "last_day": "2027-03-08", "once": "two"}
    moved = preview(browser, path, sighted).context["preview"].differences
    assert (moved[0].first, moved[0].last, moved[0].after) == (date(2027, 2, 7), date(2027, 2, 7), ("10:30–14:30",))
    apply(browser, path, sighted)
    assert _hours_on("2027-02-07") == "10:30–14:30"
    standing = WorkingHours.objects.filter(last_day__isnull=False, withdrawn_at=None, reason_en="Ramadan 1448")
    assert [row.first_day for row in standing] == [date(2027, 2, 7)]


def _hours_on(day: str) -> str:
    spans = queries.schedule_for([""]).on(date.fromisoformat(day)).spans
    return " · ".join(f"{span.begins:%H:%M}–{span.ends:%H:%M}" for span in spans)


def test_fixed_holidays_are_proposed_and_confirmed_one_by_one(cast: Cast, enter: Enter) -> None:
    browser = enter("ministry_supervisor")
    given = {"year": "2029", "once": "one"}
    path = address(cast, "ministry", "propose")
    page = preview(browser, path, given)
    days = [off.first_day for off in page.context["preview"].proposed]
    assert date(2029, 2, 22) in days
    assert apply(browser, path, given).url == f"/desk/calendar/?place={cast.places['ministry'].pk}"
    row = DayOff.objects.get(first_day=date(2029, 2, 22), state="proposed")
    assert _hours_on("2029-02-22") == "07:30–14:30", "a proposal closes nothing"
    assert "Founding Day" in browser.get("/desk/calendar/", {"year": "2029"}).content.decode()
    confirm = address(cast, "ministry", "off_confirm", row.pk)
    assert browser.get(confirm).context["preview"].differences[0].after == ()
    assert apply(browser, confirm, {"once": "two"}).status_code == 302
    assert _hours_on("2029-02-22") == ""
    assert browser.get(confirm).status_code == 409, "it was decided already"


def test_days_that_were_assumed_are_announced_otherwise_in_one_change(cast: Cast, enter: Enter) -> None:
    browser = enter("ministry_supervisor")
    eid = SANDSTORM | {"kind": "eid_al_fitr", "first_day": "2028-02-27", "last_day": "2028-03-02", "assumed": "on"}
    apply(browser, address(cast, "ministry", "off"), eid)
    row = DayOff.objects.get(kind="eid_al_fitr", first_day=date(2028, 2, 27))
    assert row.assumed
    announced = {"first_day": "2028-02-28", "last_day": "2028-03-03", "once": "two"}
    path = address(cast, "ministry", "off_announce", row.pk)
    changed = preview(browser, path, announced).context["preview"].differences
    assert [(each.first, bool(each.before), bool(each.after)) for each in changed] == [(date(2028, 2, 27), False, True)]
    apply(browser, path, announced)
    standing = DayOff.objects.filter(kind="eid_al_fitr", first_day__year=2028, withdrawn_at=None)
    assert [(off.first_day, off.assumed) for off in standing] == [(date(2028, 2, 28), False)]


def test_hours_and_an_extra_day_of_one_centre(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    week = {f"on_{day}": "08:00-12:00, 16:00-20:00" for day in (6, 0, 1, 2, 3)}
    given = {"first_day": "2026-12-06", "last_day": "2026-12-10", "once": "one", **week}
    changed = preview(browser, address(cast, "centre", "hours"), given).context["preview"].differences
    assert [(each.days, each.after) for each in changed] == [(5, ("08:00–12:00", "16:00–20:00"))]
    apply(browser, address(cast, "centre", "hours"), given)
    apply(browser, address(cast, "centre", "extra"), {"day": "1448-06-17", "windows": "16:00-20:00", "once": "two"})
    extra = ExtraWorkingDay.objects.get()
    assert extra.day == date(2026, 11, 27)
    page = browser.get("/desk/calendar/", {"hijri": "1448"}).content.decode()
    assert "16:00–20:00" in page
    assert "said by Munira Alshehri" in page
    apply(browser, address(cast, "centre", "extra_withdraw", extra.pk), {"once": "three"})
    assert ExtraWorkingDay.objects.get().withdrawn_at == NOW
    own = WorkingHours.objects.get(scope=cast.places["centre"].path)
    apply(browser, address(cast, "centre", "hours_withdraw", own.pk), {"once": "four"})
    assert WorkingHours.objects.get(pk=own.pk).withdrawn_at == NOW


def test_the_nation_keeps_a_common_week(cast: Cast, enter: Enter) -> None:
    week = WorkingHours.objects.get(scope="", last_day=None)
    refused = enter("ministry_supervisor").get(address(cast, "ministry", "hours_withdraw", week.pk))
    assert refused.status_code == 409


def test_a_day_being_typed_is_said_in_both_calendars(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    assert "Jumada" in browser.get("/desk/calendar/day/", {"first_day": "2026-11-23"}).content.decode()
    assert "November 2026" in browser.get("/desk/calendar/day/", {"day": "١٤٤٨-٠٦-١٣"}).content.decode()
    assert browser.get("/desk/calendar/day/", {"day": "soon"}).content.decode().strip() == ""


@pytest.mark.parametrize("asked", ["year=0", "year=999999", "year=x", "hijri=1", "hijri=", "year=2000", "year=2076"])
def test_any_year_that_may_be_asked_for(cast: Cast, enter: Enter, asked: str) -> None:
    assert enter("supervisor").get(f"/desk/calendar/?{asked}").status_code == 200


def test_a_year_costs_the_same_however_much_is_said_of_it(
    cast: Cast, enter: Enter, queries_of: Callable[[Client, str], int]
) -> None:
    browser = enter("supervisor")
    before = queries_of(browser, "/desk/calendar/")
    for day in range(1, 9):
        off = date(2026, 12, day)
        by = f"E{day:06}"
        calendars.add_day_off(
            scope=cast.places["centre"].path, kind="closure", first_day=off, last_day=off,
            reason=Words("أ", "A"), by=by, at=NOW,
        )  # fmt: skip
    assert queries_of(browser, "/desk/calendar/") == before


def test_the_year_says_what_is_not_entered_yet_and_leads_there(cast: Cast, enter: Enter) -> None:
    page = enter("ministry_supervisor").get("/desk/calendar/", {"year": "2031"}).content.decode()
    assert "National Day, Tuesday 23 September 2031" in page
    assert "Eid al-Fitr, about Friday 24 January 2031" in page
    assert "The hours of Ramadan, about" in page
    link = f"/desk/calendar/{cast.places['ministry'].pk}/off/?kind=eid_al_fitr&amp;day=2031-01-24"
    assert link in page
    form = enter("ministry_supervisor").get(link.replace("&amp;", "&")).content.decode()
    assert '<option value="eid_al_fitr" selected>' in form
    assert 'value="2031-01-24"' in form
    elsewhere = enter("coordinator").get("/desk/calendar/", {"year": "2031"}).content.decode()
    assert "National Day, Tuesday" in elsewhere
    assert "kind=eid_al_fitr" not in elsewhere


def test_a_year_that_is_past_lacks_nothing_any_more(enter: Enter) -> None:
    assert (
        "Not in the calendar yet"
        not in enter("ministry_supervisor").get("/desk/calendar/", {"year": "2021"}).content.decode()
    )


def test_a_closure_says_why(cast: Cast, enter: Enter) -> None:
    place = cast.places["centre"].pk
    answer = enter("supervisor").post(f"/desk/calendar/{place}/off/", SANDSTORM | {"reason_en": "", "step": "preview"})
    assert answer.status_code == 422
    assert "beneficiaries read it where their date moves" in answer.content.decode()
