"""The visitor log: what is asked of it, what stands in its addresses, and that its paper holds all that it says it holds."""

import re
from datetime import timedelta
from io import BytesIO

import pytest
from django.utils import timezone
from django.utils.html import escape
from openpyxl import load_workbook

from tawasul.lib.arabic import FIRST_STRONG_ISOLATE, POP_ISOLATE
from tawasul.lib.hijri import dual_date
from tawasul.reception import actions
from tawasul.reception.models import Visit
from tawasul.reception.queries import day_of
from tests.cast import PARENT
from tests.reception.coming import PARENT_COMES, came, seat

LOG = "/desk/reception/log/"
PRINT = f"{LOG}print/"


def page(browser, url):
    answer = browser.get(url)
    assert answer.status_code == 200
    return answer.content.decode()


def crowd(cast, many, at):
    """So many visitors of one day, as fast as rows are written."""
    model = came(cast, "الأول", at=at)
    fields = {
        field.attname: getattr(model, field.attname)
        for field in Visit._meta.concrete_fields
        if field.attname not in {"id", "code", "number", "name"}
    }
    Visit.objects.bulk_create(
        Visit(**fields, number=number, code=f"crowd{number}", name=f"زائر {number}")
        for number in range(model.number + 1, many + 1)
    )


def test_a_day_of_two_thousand_visits_is_printed_whole(cast, enter, queries_of):
    now = timezone.now()
    browser = enter("reception_officer")
    came(cast, PARENT_COMES, at=now)
    few = queries_of(browser, PRINT)
    crowd(cast, 2000, now)
    shown = page(browser, PRINT)
    assert queries_of(browser, PRINT) == few
    assert "2000 visits" in shown
    assert shown.count("<tr><td") == 2000
    assert "A-2000" in shown
    assert shown.count("<thead>") == 1, "the browser repeats it on each sheet"
    listed = page(browser, LOG)
    assert "Print all 2000 visits" in listed
    assert PRINT in listed
    assert "Here are the visits from 1 to 50 of 2000" in listed, "whoever prints the list itself is told what it holds"


def test_a_sheet_says_whose_log_it_is_of_which_days_and_when_it_was_printed(cast, enter):
    now = timezone.now()
    came(cast, PARENT_COMES, at=now - timedelta(days=1))
    came(cast, "اليوم", at=now)
    today, yesterday = day_of(now), day_of(now - timedelta(days=1))
    shown = page(enter("hall_supervisor"), f"{PRINT}?first={yesterday}&last={today}&reason=file")
    assert "Oasis Beneficiary Care Centre" in shown
    assert f"From {dual_date(yesterday, 'en')} to {dual_date(today, 'en')}" in shown
    assert dual_date(now, "en") in shown.split("Printed")[1]
    assert cast.user("hall_supervisor").name_en in shown
    assert "File a request" in shown.split("Printed")[0], "what was asked for stands in the head"
    assert shown.count("log-day") == 2, "each day has one line, instead of six in every row"
    assert PARENT.identity.number not in shown


def test_more_than_can_be_printed_is_refused_and_nothing_else_is_printed(cast, enter, monkeypatch):
    monkeypatch.setattr("tawasul.web.desk.reception.log.MOST_PRINTED", 2)
    for number in range(3):
        came(cast, f"زائر {number}", at=timezone.now())
    shown = page(enter("hall_supervisor"), PRINT)
    assert "At most 2 visits are printed at once" in shown
    assert "<table" not in shown
    assert "data-prints-itself" not in shown


def test_more_than_can_be_exported_is_refused_instead_of_cut(cast, enter, monkeypatch):
    monkeypatch.setattr("tawasul.web.desk.reception.log.MOST_EXPORTED", 2)
    for number in range(3):
        came(cast, f"زائر {number}", at=timezone.now())
    supervisor = enter("hall_supervisor")
    assert "/export/" not in page(supervisor, LOG)
    refused = supervisor.post(f"{LOG}export/csv/", {})
    assert refused.status_code == 422
    assert "more than 2 visits" in refused.content.decode()


def test_a_lost_slip_is_found_by_its_number_its_name_or_who_served_it(cast, enter):
    now = timezone.now()
    seat(cast, "7", at=now)
    served = came(cast, "أحمد الغامدي", reason="follow_up", at=now)
    gone = came(cast, "سارة القحطاني", reason="papers", at=now)
    came(cast, "بندر العتيبي", reason="file", at=now)
    actions.leave(actor=cast.reception_officer, visit_id=gone.pk, at=now)
    actions.call_next(actor=cast.counter_officer, at=now)
    actions.finish(actor=cast.counter_officer, visit_id=served.pk, outcome="answered", at=now)
    browser, officer = enter("hall_supervisor"), cast.user("counter_officer")

    def found(**asked):
        shown = page(browser, browser.post(LOG, asked)["Location"])
        return {name for name in ("أحمد الغامدي", "سارة القحطاني", "بندر العتيبي") if f"<bdi>{name}</bdi>" in shown}

    for who in (served.spoken, served.spoken.lower().replace("-", ""), "B-٠٠١", "احمد", "أحمد   الغامدى"):
        assert found(who=who) == {"أحمد الغامدي"}, who
    assert found(who="B-999") == set()
    assert found(who="[") == set()
    assert found(reason="papers") == {"سارة القحطاني"}
    assert found(outcome="answered") == {"أحمد الغامدي"}
    assert found(outcome="left") == {"سارة القحطاني"}
    assert found(outcome="here") == {"بندر العتيبي"}
    for desk in ("7", "٧", officer.name_en, officer.name_ar.split()[0]):
        assert found(desk=desk) == {"أحمد الغامدي"}, desk
    assert found() == {"أحمد الغامدي", "سارة القحطاني", "بندر العتيبي"}
    assert "No such visit on these days" in page(browser, f"{LOG}?who=B-999")


def test_what_is_asked_for_stays_in_the_address_the_paper_the_files_and_the_next_page(cast, enter):
    now = timezone.now()
    seat(cast, at=now)
    for number in range(51):
        came(cast, f"خالد {number}", reason="papers", at=now)
    came(cast, "غيره", reason="file", at=now)
    browser = enter("hall_supervisor")
    answer = browser.post(LOG, {"who": "خالد", "reason": "papers"})
    assert answer.status_code == 302
    shown = page(browser, answer["Location"])
    asked = escape(answer["Location"].split("?")[1])
    assert "51 visits" in shown
    assert f"{PRINT}?{asked}" in shown
    assert f"{LOG}?{asked}&amp;page=2" in shown
    assert "From 1 to 50 of 51" in shown
    assert '<input type="hidden" name="who" value="خالد">' in shown
    assert page(browser, f"{PRINT}?{answer['Location'].split('?')[1]}").count("<tr><td") == 51
    sent = browser.post(f"{LOG}export/csv/", {"who": "خالد", "reason": "papers"}).content.decode("utf-8-sig")
    assert sent.count("\r\n") == 52
    assert "غيره" not in sent
    assert "From 51 to 51 of 51" in page(browser, f"{answer['Location']}&page=99"), "beyond the last page is the last"


def test_a_sheet_can_count_with_days_hours_and_waits(cast, enter):
    now = timezone.now()
    came(cast, "خالد", at=now - timedelta(minutes=7))
    came(cast, "ينتظر", at=now)
    seat(cast, at=now)
    actions.call_next(actor=cast.counter_officer, at=now)
    sent = enter("hall_supervisor").post(f"{LOG}export/xlsx/", {})
    head, *rows = load_workbook(BytesIO(sent.content)).active.iter_rows(values_only=True)
    waits, served = (dict(zip(head, row, strict=True)) for row in rows)
    assert served["Day"].date() == day_of(now)
    assert served["Called at"].minute == now.minute
    assert served["Waited, in minutes"] == 7
    assert waits["Waited, in minutes"] is None, "who is still waiting has not waited to the end"


@pytest.mark.parametrize("secret", [PARENT.identity.number, "0551234567", "١٠٨٧٦٥٤٣٢١", "1 0 8 7 6 5 4"])
def test_no_document_and_no_mobile_gets_into_an_address(cast, enter, secret):
    came(cast, PARENT_COMES, at=timezone.now())
    browser = enter("hall_supervisor")
    answer = browser.post(LOG, {"who": secret})
    assert answer.status_code == 422, "sent with the form, it is refused before it stands anywhere"
    assert "looked up at the door" in answer.content.decode()
    assert browser.get(LOG, {"who": secret}).status_code == 422


@pytest.mark.parametrize(
    ("days", "wrong"),
    [
        ("first=2026-13-99", "Write a day as"),
        ("first=2026-11-20&last=2026-11-10", "The last day is before the first"),
        ("first=2026-01-01&last=2026-11-10", "Choose at most 92 days"),
    ],
)
def test_over_days_that_cannot_be_read_nothing_is_counted_printed_or_exported(cast, enter, days, wrong):
    came(cast, "زائر اليوم", at=timezone.now())
    browser = enter("hall_supervisor")
    answer = browser.get(f"{LOG}?{days}")
    shown = answer.content.decode()
    assert answer.status_code == 422
    assert wrong in shown
    for claim in ("0 visits", "1 visit<", "No visits", "data-print", PRINT, "/export/", "Nobody came"):
        assert claim not in shown, claim
    assert browser.get(f"{PRINT}?{days}").status_code == 422


def test_the_log_says_what_could_have_been_done_without_a_visit_and_how_that_moved(cast, enter, queries_of):
    now = timezone.now()
    door = cast.reception_officer
    for number in range(2):
        came(cast, f"أمس {number}", reason="ask", at=now - timedelta(days=1))
    guided = came(cast, "أُرشد", reason="follow_up", at=now)
    actions.guide(actor=door, visit_id=guided.pk, at=now)
    came(cast, PARENT_COMES, reason="follow_up", at=now)
    browser = enter("hall_supervisor")
    few = queries_of(browser, LOG)
    came(cast, "بلا جوال", reason="ask", at=now)
    came(cast, "أوراق", reason="papers", at=now)
    assert queries_of(browser, LOG) == few
    card = page(browser, LOG).partition('id="reasons-title"')[2].partition("</section>")[0]
    shown = " ".join(re.sub(f"<[^>]*>|[{FIRST_STRONG_ISOLATE}{POP_ISOLATE}]", " ", card).split()).replace("( ", "(")
    shown = shown.replace("% )", "%)")
    assert "Ended at the door, without a desk 1 25% the day before: 0 (0%)" in shown
    assert "could have been done online 2 67% the day before: 2 (100%)" in shown
    assert "to which the link could go 1 50%" in shown
    assert "2 Follow a request up before: 0 · at the door: 1 ·" in shown
    assert "could have been done by “Following up on the portal”: 1 · with a mobile: 1" in shown


def test_the_signs_of_shares_stand_on_one_side_in_arabic_too(cast, enter):
    came(cast, PARENT_COMES, reason="follow_up", at=timezone.now())
    card = page(enter("hall_supervisor", "ar"), LOG).partition('id="reasons-title"')[2].partition("</section>")[0]
    assert card.count("%") == 6, "three, each beside that of the day before"
    assert len(re.findall(f"{FIRST_STRONG_ISOLATE}[0-9]+%{POP_ISOLATE}", card)) == 6


def test_paper_begins_with_whoever_came_first(cast, enter):
    now = timezone.now()
    names = ["ثالث", "أول", "ثانٍ"]
    for name, day, minutes in zip(names, (0, 1, 1), (0, 9, 3), strict=True):
        came(cast, name, at=now - timedelta(days=day, minutes=minutes))
    days = f"?first={day_of(now - timedelta(days=1))}&last={day_of(now)}"
    browser = enter("hall_supervisor")
    assert re.findall("<bdi>(أول|ثانٍ|ثالث)</bdi>", page(browser, PRINT + days)) == ["أول", "ثانٍ", "ثالث"]
    assert re.findall("<bdi>(أول|ثانٍ|ثالث)</bdi>", page(browser, LOG + days)) == ["ثالث", "ثانٍ", "أول"]


def test_whoever_was_passed_on_waited_until_they_were_first_called(cast, enter):
    now = timezone.now()
    visit = came(cast, "المحوّل", at=now - timedelta(minutes=40))
    seat(cast, at=now - timedelta(minutes=40))
    actions.call_next(actor=cast.counter_officer, at=now - timedelta(minutes=37))
    actions.transfer(actor=cast.counter_officer, visit_id=visit.pk, line="meetings", at=now - timedelta(minutes=30))
    assert "waited 3 minutes" in page(enter("hall_supervisor"), LOG)
