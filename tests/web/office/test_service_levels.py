"""The ministry changes what is promised: drafted by one, read and approved by another, published from a day."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone, translation

from tawasul.service_levels import actions, queries
from tawasul.service_levels.amounts import Unit
from tawasul.service_levels.models import Commitment, ServiceLevelDocument
from tawasul.timeline.queries import events_of
from tests.cast import Cast, filed
from tests.clocks.times import clock, moment
from tests.service_levels.documents import INQUIRY, SHIPPED, URGENT, approved, changed, drafted, published

Enter = Callable[..., Client]
NOW = moment("2026-11-23 10:00")
ROOT = "/desk/service-levels/"
WHY = {"note": "تقصير مدة الاستفسار", "was": ""}


@pytest.fixture(autouse=True)
def _morning(monkeypatch: Any) -> None:
    monkeypatch.setattr(timezone, "now", lambda: NOW)


def said(answer: Any) -> str:
    return str(answer.content.decode())


def line_of(number: int, about: Any = INQUIRY) -> Commitment:
    rows = Commitment.objects.filter(document__number=number)
    return next(row for row in rows if row.promise.key == about.key)


def line_page(number: int, about: Any = INQUIRY) -> str:
    return f"{ROOT}{number}/lines/{line_of(number, about).pk}/"


def given(browser: Client, page: str, **fields: str) -> dict[str, str]:
    """What the form of a line holds when it is opened, with these fields written over."""
    form = browser.get(page).context["form"]
    values = {name: form[name].value() for name in form.fields}
    return {name: "" if value is None else str(value) for name, value in values.items()} | {"do": "save"} | fields


def test_a_draft_is_changed_approved_by_another_and_published(cast: Cast, enter: Enter) -> None:
    old = filed(cast, type="inquiry", at=NOW)
    officer, supervisor = enter("ministry_officer"), enter("ministry_supervisor")
    begun = officer.post(f"{ROOT}new/", WHY | {"once": "begin"})
    assert begun.url == f"{ROOT}2/"
    page = line_page(2)
    saved = officer.post(page, given(officer, page, number="3", warnings="٥٠، ٩٠", source="قرار 12", once="line"))
    assert saved.status_code == 302
    line = line_of(2)
    assert (line.number, line.unit, line.warnings, line.source) == (3, "working_days", [50, 90], "قرار 12")
    shown = said(officer.get(f"{ROOT}2/"))
    assert "within three working days" in shown
    assert "before: within five working days" in shown
    assert "1 line differs from version 1" in shown

    tried = supervisor.get(f"{ROOT}2/effect/", {"place": cast.places["centre"].pk})
    inquiry = next(case for case in tried.context["cases"] if case.label == "Inquiry")
    assert (inquiry.after_at, inquiry.before_at) == (moment("2026-11-26 14:30"), moment("2026-11-30 14:30"))
    assert inquiry.sooner is True
    assert all(case.same for case in tried.context["cases"] if case.label != "Inquiry")
    approval = supervisor.post(f"{ROOT}2/effect/", {"revision": tried.context["revision"], "once": "approve"})
    assert approval.url == f"{ROOT}2/"

    form = supervisor.get(f"{ROOT}2/publish/")
    assert form.context["form"]["in_force_from"].value() == "2026-11-24"
    assert "November 2026" in said(form)
    day = {"in_force_from": "1448-06-21", "once": "publish"}
    assert supervisor.post(f"{ROOT}2/publish/", day).status_code == 302
    document = ServiceLevelDocument.objects.get(number=2)
    assert (document.state, document.in_force_from) == ("published", date(2026, 12, 1))
    assert (document.drafted_by, document.approved_by) == ("E000004", "E000003")
    new = filed(cast, type="inquiry", at=moment("2026-12-01 10:00"))
    assert (old.service_level_version, new.service_level_version) == (1, 2)
    assert clock(old).due_at == moment("2026-11-30 14:30")
    assert clock(new).due_at == moment("2026-12-06 14:30")
    actions_done = [event.kind for event in events_of("service_levels", document.pk)]
    assert actions_done == ["begun", "line_changed", "approved", "published"]


def test_what_is_sent_twice_acts_once(cast: Cast, enter: Enter) -> None:
    officer, supervisor = enter("ministry_officer"), enter("ministry_supervisor")

    def twice(browser: Client, path: str, form: dict[str, str]) -> None:
        answers = [browser.post(path, form) for _click in range(2)]
        assert [answer.status_code for answer in answers] == [302, 302], path
        assert answers[0].url == answers[1].url

    twice(officer, f"{ROOT}new/", WHY | {"once": "1"})
    twice(officer, f"{ROOT}2/note/", {"note": "أوضح", "was": WHY["note"], "once": "2"})
    page = line_page(2)
    twice(officer, page, given(officer, page, number="4", once="3"))
    student = given(
        officer, f"{ROOT}2/lines/new/", subject="inquiry", step="whole", category="student", number="2", once="4"
    )
    twice(officer, f"{ROOT}2/lines/new/", student)
    page = line_page(2, URGENT)
    twice(officer, page, given(officer, page, do="remove", once="5"))
    twice(officer, f"{ROOT}2/discard/", {"once": "6"})
    twice(officer, f"{ROOT}2/take-up/", {"once": "7"})
    twice(supervisor, f"{ROOT}2/send-back/", {"reason": "راجعوا المدة", "once": "8"})
    twice(supervisor, f"{ROOT}2/effect/", {"revision": "5", "once": "9"})
    twice(supervisor, f"{ROOT}2/publish/", {"in_force_from": "2026-12-01", "once": "10"})
    assert [event.kind for event in events_of("service_levels", ServiceLevelDocument.objects.get(number=2).pk)] == [
        "begun", "note_written", "line_changed", "line_added", "line_removed", "discarded", "taken_up", "sent_back",
        "approved", "published",
    ]  # fmt: skip


def test_ones_own_draft_is_not_offered_for_approval_and_why_is_said(cast: Cast, enter: Enter) -> None:
    supervisor = enter("ministry_supervisor")
    supervisor.post(f"{ROOT}new/", WHY)
    page = said(supervisor.get(f"{ROOT}2/effect/"))
    assert "you may not approve it" in page
    assert "Minister&#x27;s office" in page
    assert "Approve this version" not in page
    assert "Another person approves this version" in said(supervisor.get(f"{ROOT}2/"))
    refused = supervisor.post(f"{ROOT}2/effect/", {"revision": "1"})
    assert refused.status_code == 403
    assert "another person must decide" in said(refused)
    office = enter("minister_office")
    assert "Approve this version" in said(office.get(f"{ROOT}2/effect/"))
    assert office.post(f"{ROOT}2/effect/", {"revision": "1"}).status_code == 302


def test_the_second_of_two_who_change_one_line_compares_and_saves_again(cast: Cast, enter: Enter) -> None:
    drafted(cast, NOW)
    officer, supervisor = enter("ministry_officer"), enter("ministry_supervisor")
    page = line_page(2)
    first, second = given(officer, page, number="4"), given(supervisor, page, number="6", source="قرار 7")
    assert officer.post(page, first).status_code == 302
    late = supervisor.post(page, second)
    assert late.status_code == 409
    assert "within four working days" in said(late)
    assert "Amal Alharbi" in said(late)
    form = late.context["form"]
    assert (form["number"].value(), form["source"].value()) == ("6", "قرار 7"), "what was typed is kept"
    again = second | {"revision": str(form["revision"].value()), "once": str(late.context["once"])}
    assert supervisor.post(page, again).status_code == 302
    assert line_of(2).number == 6


def test_a_line_that_somebody_removed_may_be_added_as_it_was_typed(cast: Cast, enter: Enter) -> None:
    drafted(cast, NOW)
    officer, supervisor = enter("ministry_officer"), enter("ministry_supervisor")
    page = line_page(2)
    typed = given(supervisor, page, number="6")
    officer.post(page, given(officer, page, do="remove"))
    late = supervisor.post(page, typed)
    assert late.status_code == 409
    assert "Somebody removed this line meanwhile" in said(late)
    assert "Amal Alharbi" in said(late)
    assert late.context["url"] == f"{ROOT}2/lines/new/"
    form = late.context["form"]
    values = {name: str(form[name].value() or "") for name in form.fields}
    assert supervisor.post(late.context["url"], values).status_code == 302
    assert line_of(2).number == 6
    assert supervisor.get(page).status_code == 404


def test_what_was_typed_stays_when_the_draft_is_approved_meanwhile(cast: Cast, enter: Enter) -> None:
    draft = drafted(cast, NOW, note="أولى")
    officer, page = enter("ministry_officer"), line_page(2)
    typed, new = given(officer, page, number="6"), given(officer, f"{ROOT}2/lines/new/", number="2", category="student")
    actions.approve(actor=cast.ministry_supervisor, number=2, revision=draft.revision, at=NOW)
    for path, form, field, value in (
        (page, typed, "number", "6"),
        (f"{ROOT}2/lines/new/", new | {"subject": "inquiry"}, "number", "2"),
        (f"{ROOT}2/note/", {"note": "ثانية", "was": "أولى"}, "note", "ثانية"),
    ):
        late = officer.post(path, form)
        assert late.status_code == 409, path
        assert "no longer in that state" in said(late)
        assert late.context["form"][field].value() == value
        assert officer.get(path).status_code == 409
    assert line_of(2).number == 5


def test_what_changed_while_it_was_read_is_read_again_before_it_is_approved(cast: Cast, enter: Enter) -> None:
    drafted(cast, NOW)
    officer, supervisor = enter("ministry_officer"), enter("ministry_supervisor")
    seen = supervisor.get(f"{ROOT}2/effect/").context["revision"]
    page = line_page(2)
    officer.post(page, given(officer, page, number="4"))
    late = supervisor.post(f"{ROOT}2/effect/", {"revision": seen})
    assert late.status_code == 409
    assert "within four working days" in said(late)
    assert supervisor.post(f"{ROOT}2/effect/", {"revision": late.context["revision"]}).status_code == 302


def test_the_note_is_not_written_over_unseen(cast: Cast, enter: Enter) -> None:
    drafted(cast, NOW, note="أولى")
    supervisor = enter("ministry_supervisor")
    assert enter("ministry_officer").post(f"{ROOT}2/note/", {"note": "ثانية", "was": "أولى"}).status_code == 302
    late = supervisor.post(f"{ROOT}2/note/", {"note": "ثالثة", "was": "أولى"})
    assert late.status_code == 409
    assert "ثانية" in said(late)
    assert late.context["form"]["note"].value() == "ثالثة"
    assert supervisor.post(f"{ROOT}2/note/", {"note": "ثالثة", "was": "ثانية"}).status_code == 302


def test_how_often_one_may_object_is_among_what_changes(cast: Cast, enter: Enter) -> None:
    drafted(cast, NOW, note="أولى")
    officer, supervisor = enter("ministry_officer"), enter("ministry_supervisor")
    seen = {"note": "أولى", "was": "أولى", "objections_were": "2"}
    assert officer.post(f"{ROOT}2/note/", seen | {"objections_allowed": "٣"}).status_code == 302
    late = supervisor.post(f"{ROOT}2/note/", seen | {"objections_allowed": "1"})
    assert late.status_code == 409
    assert "at most 3" in said(late)
    form = late.context["form"]
    assert (form["objections_allowed"].value(), form["objections_were"].value()) == ("1", "3")
    assert officer.post(f"{ROOT}2/note/", seen | {"objections_allowed": "10"}).status_code == 422
    effect = said(enter("minister_office").get(f"{ROOT}2/effect/"))
    assert "at most 2" in effect
    assert "<strong>at most 3</strong>" in effect
    assert "before: 2" in said(officer.get(f"{ROOT}2/"))


def test_a_version_with_a_gap_says_so_and_is_not_approved(cast: Cast, enter: Enter) -> None:
    document = drafted(cast, NOW, [line for line in SHIPPED if line.key != ("complaint", "whole", "", "")])
    supervisor = enter("ministry_supervisor")
    for page in (f"{ROOT}2/", f"{ROOT}2/effect/"):
        assert "It cannot be approved as it is" in said(supervisor.get(page))
    refused = supervisor.post(f"{ROOT}2/effect/", {"revision": document.revision})
    assert refused.status_code == 422
    assert "Every type needs a commitment" in said(refused)


def test_emergencies_later_than_the_guide_are_said_and_left_to_who_approves(cast: Cast, enter: Enter) -> None:
    report = next(line for line in SHIPPED if line.key == ("report", "whole", "", ""))
    words, supervisor = "The ministry's guide has emergency reports", enter("ministry_supervisor")
    drafted(cast, NOW)
    assert words not in said(supervisor.get(f"{ROOT}2/"))
    for later in (replace(report, number=121), replace(report, number=1, unit=Unit.WORKING_DAYS, ladder=(0, 1))):
        actions.change_lines(actor=cast.ministry_officer, number=2, promises=changed(later), at=NOW)
        assert words in said(supervisor.get(f"{ROOT}2/"))
        assert words in said(supervisor.get(f"{ROOT}2/effect/"))
    assert supervisor.post(f"{ROOT}2/effect/", {"revision": "3"}).status_code == 302


def test_sent_back_with_a_reason_that_the_drafters_read(cast: Cast, enter: Enter) -> None:
    approved(cast, NOW)
    supervisor = enter("ministry_supervisor")
    assert supervisor.post(f"{ROOT}2/send-back/", {"reason": ""}).status_code == 422
    supervisor.post(f"{ROOT}2/send-back/", {"reason": "أبقوا العاجل يومًا واحدًا"})
    page = enter("ministry_officer").get(f"{ROOT}2/")
    assert "أبقوا العاجل يومًا واحدًا" in said(page)
    assert page.context["edits"]
    assert supervisor.get(f"{ROOT}2/publish/").status_code == 409


@pytest.mark.parametrize(
    ("day", "words"),
    [
        ("2026-11-23", "a day to come"),
        ("2020-01-01", "a day to come"),
        ("soon", "Write a day as"),
        ("", "required"),
        ("2040-01-01", "too far away"),
    ],
)
def test_a_day_on_which_no_version_can_begin_is_refused_beside_the_field(
    cast: Cast, enter: Enter, day: str, words: str
) -> None:
    approved(cast, NOW)
    answer = enter("ministry_supervisor").post(f"{ROOT}2/publish/", {"in_force_from": day})
    assert answer.status_code == 422
    with translation.override("en"):
        assert words in str(answer.context["form"].errors["in_force_from"])
    assert ServiceLevelDocument.objects.get(number=2).state == "approved"


@pytest.mark.parametrize(
    ("fields", "field", "words"),
    [
        ({"number": ""}, "number", "required"),
        ({"number": "0"}, "number", "At least one"),
        ({"number": "soon"}, "number", "whole number"),
        ({"number": "251"}, "number", "At most 250 working days"),
        ({"number": "99999999"}, "number", "At most"),
        ({"counting": "moons"}, "counting", "valid choice"),
        ({"warnings": "half"}, "warnings", "as 50, 80"),
        ({"warnings": "80 50"}, "warnings", "later than the one before"),
        ({"warnings": "100"}, "warnings", "1 to 99"),
        ({"rung_1": ""}, "rung_1", "No rung is left out"),
        ({"rung_2": "1"}, "rung_2", "later than the one below"),
        ({"rung_4": "-1"}, "rung_4", "before it is due"),
        ({"rung_0": "x"}, "rung_0", "whole number"),
        ({"ladder_counting": "hours"}, "ladder_counting", "working days"),
        ({"source": "س" * 201}, "source", "200"),
    ],
)
def test_a_line_that_cannot_be_is_said_beside_its_field(
    cast: Cast, enter: Enter, fields: dict[str, str], field: str, words: str
) -> None:
    drafted(cast, NOW)
    officer, page = enter("ministry_officer"), line_page(2)
    answer = officer.post(page, given(officer, page, **fields))
    assert answer.status_code == 422
    errors = answer.context["form"].errors
    with translation.override("en"):
        assert words in str(errors[field]), errors
    for name, typed in fields.items():
        assert answer.context["form"][name].value() == typed, "what was typed stays"
    assert line_of(2).number == 5


def test_units_are_written_as_people_count(cast: Cast, enter: Enter) -> None:
    drafted(cast, NOW)
    officer = enter("ministry_officer")
    triage = next(line for line in SHIPPED if line.key == ("", "triage", "", ""))
    page = line_page(2, triage)
    shown = given(officer, page)
    assert (shown["number"], shown["counting"]) == ("4", "working_hours")
    assert (shown["rung_0"], shown["rung_1"], shown["ladder_counting"]) == ("0", "2", "working_hours")
    officer.post(page, shown | {"number": "٩٠", "counting": "working_minutes", "rung_2": ""})
    line = line_of(2, triage)
    assert (line.number, line.unit, line.ladder) == (90, "working_minutes", [0, 120])
    report = next(line for line in SHIPPED if line.key == ("report", "whole", "", ""))
    shown = given(officer, line_page(2, report))
    assert (shown["number"], shown["counting"], shown["ladder_counting"]) == ("2", "hours", "minutes")
    assert [shown[f"rung_{rung}"] for rung in range(5)] == ["0", "15", "30", "60", "120"]
    officer.post(line_page(2, report), shown | {"warnings": "60"})
    assert line_of(2, report).source == report.source, "what is shipped keeps its key"


def test_a_line_that_stands_already_is_not_added_again(cast: Cast, enter: Enter) -> None:
    drafted(cast, NOW)
    line = given(enter("ministry_officer"), f"{ROOT}2/lines/new/", subject="inquiry", number="2", counting="days")
    answer = enter("ministry_officer").post(f"{ROOT}2/lines/new/", line)
    assert answer.status_code == 422
    assert "has a line for this already" in str(answer.context["form"].errors["step"])
    answer = enter("ministry_officer").post(f"{ROOT}2/lines/new/", line | {"subject": "any"})
    assert "for each type by itself" in str(answer.context["form"].errors["subject"])


def test_who_sees_what_of_a_draft_and_of_what_is_in_force(cast: Cast, enter: Enter) -> None:
    drafted(cast, NOW)
    for name, pages in {
        "coordinator": {"": 200, "1/": 200, "2/": 404, "2/effect/": 403, "new/": 403},
        "minister": {"": 200, "1/": 200, "2/": 404},
        "administrator": {"": 403, "1/": 403},
        "minister_office": {"2/": 200, "2/effect/": 200, "2/send-back/": 200, "2/lines/new/": 403},
        "ministry_officer": {"2/": 200, "2/effect/": 200, "2/send-back/": 403, "2/publish/": 403, "new/": 200},
        "ministry_supervisor": {"1/effect/": 404, "1/lines/new/": 409, "1/send-back/": 409, "9/": 404, "9/note/": 404},
    }.items():
        browser = enter(name)
        for page, status in pages.items():
            assert browser.get(ROOT + page).status_code == status, (name, page)
    shown = said(enter("coordinator").get(ROOT))
    assert "Version 1" in shown
    assert "Version 2" not in shown
    page = enter("coordinator").get(f"{ROOT}1/")
    assert page.context["history"] == []
    assert not page.context["edits"]


def test_one_version_at_a_time(cast: Cast, enter: Enter) -> None:
    drafted(cast, NOW)
    supervisor = enter("ministry_supervisor")
    assert not supervisor.get(ROOT).context["may_begin"]
    answer = supervisor.post(f"{ROOT}new/", WHY)
    assert answer.status_code == 409
    assert "Version 2 is being prepared already" in said(answer)
    assert answer.context["form"]["note"].value() == WHY["note"]


def test_a_place_is_found_without_script_and_a_closed_calendar_is_said(cast: Cast, enter: Enter) -> None:
    drafted(cast, NOW, changed(INQUIRY))
    browser, page = enter("ministry_supervisor"), f"{ROOT}2/effect/"
    ministry = str(cast.places["ministry"].pk)
    one = browser.get(page, {"place": ministry, "place_text": "النخيل مركز", "day": "2026-11-29", "time": "09:00"})
    assert one.context["place"] == cast.places["other_centre"]
    assert one.context["begins_at"] == moment("2026-11-29 09:00")
    several = browser.get(page, {"place": ministry, "place_text": "النخيل"})
    assert {each.pk for each in several.context["found"]} == {
        cast.places["other_centre"].pk,
        cast.places["university"].pk,
    }
    assert "No centre or sector" in said(browser.get(page, {"place": ministry, "place_text": "المريخ"}))
    wrong = browser.get(page, {"place": ministry, "day": "soon", "time": "25:00"})
    assert wrong.status_code == 200
    assert set(wrong.context["moment"].errors) == {"day", "time"}
    assert browser.get(page, {"place": "999999"}).status_code == 404


def test_the_standing_of_every_version_in_the_list(cast: Cast, enter: Enter) -> None:
    published(cast, NOW, date(2026, 12, 1), changed(INQUIRY))
    published(cast, NOW, date(2026, 12, 1), changed(replace(INQUIRY, number=4)))
    published(cast, NOW, date(2027, 1, 1), changed(replace(INQUIRY, number=2)))
    number = drafted(cast, NOW).number
    actions.discard(actor=cast.ministry_officer, number=number, at=NOW)
    approved(cast, NOW)
    rows = enter("ministry_supervisor").get(ROOT).context["shown"]
    with translation.override("en"):
        assert [(row["number"], str(row["badge"]["label"])) for row in rows] == [
            (6, "Approved, not published"), (5, "Discarded"), (4, "Coming"), (3, "Coming"),
            (2, "Replaced before it began"), (1, "In force"),
        ]  # fmt: skip
    assert [str(row["until"]) for row in rows[2:]] == ["None", "2026-12-31", "None", "2026-11-30"]
    upcoming = queries.coming(date(2026, 11, 23))
    assert upcoming is not None
    assert upcoming.row.number == 3


def test_pages_ask_the_same_however_long_the_document(
    cast: Cast, enter: Enter, queries_of: Callable[[Client, str], int]
) -> None:
    for week in range(3):
        published(cast, NOW, date(2026, 12, 1) + timedelta(weeks=week), changed(replace(INQUIRY, number=2 + week)))
    number = drafted(cast, NOW).number
    supervisor, officer = enter("ministry_supervisor"), enter("ministry_officer")
    pages = [(supervisor, ROOT), (supervisor, f"{ROOT}{number}/"), (supervisor, f"{ROOT}{number}/effect/"),
             (officer, line_page(number))]  # fmt: skip
    before = [queries_of(browser, page) for browser, page in pages]
    for category in ("student", "teacher", "staff", "company"):
        for priority in ("", "high", "urgent"):
            line = replace(INQUIRY, category=category, priority=priority)
            actions.add_line(actor=cast.ministry_officer, number=number, promise=line, at=NOW)
    actions.discard(actor=cast.ministry_officer, number=number, at=NOW)
    for week in range(3, 9):
        published(cast, NOW, date(2026, 12, 1) + timedelta(weeks=week))
    for version in ServiceLevelDocument.objects.filter(state="approved"):
        actions.discard(actor=cast.ministry_officer, number=version.number, at=NOW)
    actions.take_up(actor=cast.ministry_officer, number=number, at=NOW)
    assert [queries_of(browser, page) for browser, page in pages] == before


def test_a_ticket_says_under_which_version_it_was_filed(cast: Cast, enter: Enter) -> None:
    ticket = filed(cast, type="inquiry", at=NOW)
    published(cast, NOW, date(2026, 12, 1), changed(INQUIRY))
    page = said(enter("complaint_officer").get(f"/desk/tickets/{ticket.reference}/"))
    assert f'href="{ROOT}1/"' in page
    dates = f"/desk/tickets/{ticket.reference}/dates/{clock(ticket).pk}/"
    assert f'href="{ROOT}1/"' in said(enter("complaint_officer").get(dates))


def test_the_way_there_and_the_help_are_for_those_concerned(cast: Cast, enter: Enter) -> None:
    words = "How the service-level document changes"
    for name, shown in (("ministry_officer", True), ("minister_office", True), ("coordinator", False)):
        page = said(enter(name).get("/desk/help/"))
        assert f'href="{ROOT}"' in page, name
        assert (words in page) == shown, name
    assert f'href="{ROOT}"' not in said(enter("administrator").get("/desk/help/"))
