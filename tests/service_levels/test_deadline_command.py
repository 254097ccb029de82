"""`manage.py deadline` for any case, without a ticket."""

import json
from datetime import date
from io import StringIO

import pytest
from django.core.management import call_command
from django.core.management.base import CommandError
from django.utils import timezone

from tawasul.calendars import actions as calendars
from tawasul.calendars.schedule import Words
from tests.cast import Cast, assemble

pytestmark = pytest.mark.django_db


@pytest.fixture
def cast() -> Cast:
    return assemble()


def deadline(*arguments, language="ar"):
    out = StringIO()
    call_command("deadline", *arguments, language=language, stdout=out)
    return out.getvalue()


INQUIRY = ("--type", "inquiry", "--filed", "2026-09-17 10:00")


def test_in_arabic():
    said = deadline(*INQUIRY, "--explain")
    assert "خلال خمسة أيام عمل" in said
    assert "اليوم الوطني" in said
    assert said.strip().splitlines()[-1].startswith("تاريخ الاستحقاق: الاثنين")
    assert "28 سبتمبر 2026" in said.strip().splitlines()[-1]
    assert not {"working", "counted", "day off", "Due"} & set(said.replace(":", " ").split())


def test_in_english():
    lines = deadline(*INQUIRY, "--explain", language="en").strip().splitlines()
    assert lines[0] == "Inquiry · Reply to the beneficiary: within five working days"
    assert lines[1] == "Version 1 of the service-level document; calendar: The whole nation"
    assert [line.split(": ", 1)[1] for line in lines[3:-1]] == [
        "not counted: the time begins with the next working day",
        "not a working day",
        "not a working day",
        "working day 1: 07:30–14:30",
        "working day 2: 07:30–14:30",
        "working day 3: 07:30–14:30",
        "closed: National Day",
        "closed: Day between two holidays",
        "not a working day",
        "not a working day",
        "working day 4: 07:30–14:30",
        "working day 5: 07:30–14:30",
    ]
    assert lines[-1].startswith("Due: Monday 28 September 2026")


def test_as_json_with_pauses():
    answer = json.loads(deadline(*INQUIRY, "--pause", "2026-09-21 08:00/2026-09-21 09:00", "--json", "--explain"))
    assert answer["due"] == "2026-09-29T08:30:00+03:00"
    assert answer["document"] == 1
    assert sum(day["share"] for day in answer["days"]) == pytest.approx(5)
    assert {day["reason"] for day in answer["days"]} == {None, "اليوم الوطني", "يوم عمل بين إجازتين"}


def test_a_report_at_night_in_another_zone_s_words():
    answer = json.loads(deadline("--type", "report", "--filed", "2026-03-18T20:50:00+00:00", "--json"))
    assert answer["due"] == "2026-03-19T01:50:00+03:00"


@pytest.mark.parametrize(
    "wrong",
    [
        ("--type", "inquiry", "--filed", "yesterday"),
        (*INQUIRY, "--pause", "2026-09-21 08:00"),
        (*INQUIRY, "--pause", "2026-09-21 08:00/2026-09-20 08:00"),
        (*INQUIRY, "--pause", "2026-09-16 08:00/2026-09-20 08:00"),
        (*INQUIRY, "--centre", "no such place"),
        (*INQUIRY, "--centre", "999999"),
        (*INQUIRY, "--document", "99"),
        ("--type", "inquiry", "--filed", "2020-01-01 10:00"),
    ],
)
def test_what_cannot_be_answered_says_why(wrong):
    with pytest.raises(CommandError):
        deadline(*wrong)


def test_the_days_after_a_pause_say_how_much_was_counted_so_far():
    said = deadline(*INQUIRY, "--pause", "2026-09-21 08:00/2026-09-21 11:30", "--explain", language="en")
    assert "part of a working day, 3 hours and 30 minutes: 07:30–08:00 · 11:30–14:30 · working days so far: 1.5" in said
    assert "a whole working day: 07:30–14:30 · working days so far: 2.5" in said


def test_the_step_and_what_is_not_in_the_calendar_yet_are_named():
    said = deadline("--type", "complaint", "--filed", "2027-03-02 10:00", "--step", "answer", language="en")
    assert said.startswith("Complaint · Coordinator's answer: ")
    assert "Not in the calendar yet: Eid al-Fitr, about Tuesday 9 March 2027 (1 Shawwal 1448 AH)." in said


def test_a_friday_of_ramadan_is_no_holiday():
    said = deadline("--type", "inquiry", "--filed", "2027-02-11 09:00", "--explain", language="en")
    assert "Friday 12 February 2027 (5 Ramadan 1448 AH): not a working day" in said


def test_a_centre_has_its_own_days_off(cast):
    centre = cast.places["centre"]
    day = date(2026, 9, 21)
    calendars.add_day_off(
        scope=centre.path, kind="closure", first_day=day, last_day=day, reason=Words("عاصفة رملية", "Sandstorm"),
        assumed=False, by="E000001", at=timezone.now(),
    )  # fmt: skip
    here = deadline(*INQUIRY, "--centre", str(centre.pk), "--explain", language="en")
    assert "closed: Sandstorm" in here
    assert "Tuesday 29 September 2026" in here.splitlines()[-1]
    by_name = deadline(*INQUIRY, "--centre", centre.parent.name_ar, "--explain", language="en")
    assert by_name == here


def test_it_speaks_the_language_of_the_terminal(monkeypatch):
    for name in ("LC_ALL", "LC_MESSAGES", "LANG"):
        monkeypatch.delenv(name, raising=False)
    for locale, said in (("ar_SA.UTF-8", "تاريخ الاستحقاق"), ("en_GB.UTF-8", "Due:"), ("C", "Due:")):
        monkeypatch.setenv("LANG", locale)
        out = StringIO()
        call_command("deadline", *INQUIRY, stdout=out)
        assert said in out.getvalue(), locale
