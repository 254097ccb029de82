import re
from datetime import datetime, timedelta

import pytest
from django.utils import timezone

from tawasul.tickets import actions, worklists
from tawasul.tickets.choices import LONGEST_NAME
from tawasul.tickets.models import SavedChoice, Ticket
from tawasul.web.desk.work import lists
from tests.cast import SUNDAY, asking, filed, hours, replied, with_coordinator


def test_a_list_shows_its_tickets_and_not_those_of_strangers(cast, enter):
    ours, theirs = filed(cast), filed(cast, centre="other_centre")
    page = enter("complaint_officer").get("/desk/lists/new/").content.decode()
    assert ours.reference in page
    assert theirs.reference not in page
    assert theirs.reference in enter("stranger").get("/desk/lists/new/").content.decode()


def test_reports_stand_first(cast, enter):
    filed(cast)
    report = filed(cast, type="report", at=SUNDAY + timedelta(hours=1), subject="تسرب غاز")
    page = enter("complaint_officer").get("/desk/lists/new/").content.decode()
    assert page.index(report.reference) < page.index("تأخر النقل المدرسي")


@pytest.mark.parametrize(
    ("query", "shown"),
    [("type=complaint", True), ("type=inquiry", False), ("channel=portal", True), ("channel=counter", False),
     ("category=parent", True), ("category=student", False), ("filed_from=2026-11-15", True), ("filed_from=2026-11-16", False),
     ("filed_to=2026-11-15", True), ("filed_to=2026-11-14", False), ("type=nonsense", False), ("filed_from=nonsense", False),
     ("filed_from=1448-06-05", True), ("filed_from=1448-06-06", False), ("filed_to=05/06/1448", True),
     ("filed_to=1448-06-04", False)],
)  # fmt: skip
def test_filters_narrow(cast, enter, query, shown):
    ticket = filed(cast)
    page = enter("complaint_officer").get(f"/desk/lists/open/?{query}").content.decode()
    assert (f"/desk/tickets/{ticket.reference}/" in page) is shown


def test_a_narrowed_list_says_how_many_up_to_a_bound(cast, enter, monkeypatch):
    for _each in range(3):
        filed(cast)
    filed(cast, type="inquiry")
    filed(cast, centre="other_centre")
    browser = enter("complaint_officer")

    def count(query):
        return "".join(
            re.findall(r"(?:More than <span[^>]*>)?[\d,]+(?:</span>)? tickets?", browser.get(query).content.decode())
        )

    assert count("/desk/lists/open/?type=complaint") == "3 tickets"
    assert count("/desk/lists/open/?type=inquiry") == "1 ticket"
    assert count("/desk/lists/open/?type=report") == "0 tickets"
    assert count("/desk/lists/ended/?type=complaint") == ""
    monkeypatch.setattr(worklists, "MOST_COUNTED", 2)
    monkeypatch.setattr(lists, "MOST_COUNTED", 2)
    assert re.sub("<[^>]*>", "", count("/desk/lists/open/?type=complaint")) == "More than 2 tickets"


def test_the_chosen_days_are_said_in_both_calendars(cast, enter):
    page = enter("complaint_officer").get("/desk/lists/open/?filed_from=2026-11-15").content.decode()
    assert "1448 AH" in page
    wrong = enter("complaint_officer").get("/desk/lists/open/?filed_from=yesterday").content.decode()
    assert "or of the Hijri calendar as 1448-04-12" in wrong


@pytest.mark.parametrize("address", ["/desk/lists/open/", "/desk/lists/ended/", "/desk/search/"])
@pytest.mark.parametrize(
    ("query", "said_at"),
    [("filed_from=31/02/2026", "filed_from"), ("filed_to=abc", "filed_to"), ("problem=abc", "problem"),
     ("filed_from=2026-11-16&filed_to=2026-11-14", "filed_to")],
)  # fmt: skip
def test_a_day_that_is_none_is_said_at_its_field_and_nothing_is_shown(cast, enter, address, query, said_at):
    ticket = filed(cast)
    answer = enter("complaint_officer").get(f"{address}?{query}&q={ticket.reference}")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert f"/desk/tickets/{ticket.reference}/" not in page
    assert re.search(rf'<input[^>]*name="{said_at}"[^>]*aria-invalid="true"', page)
    assert f'id="filter_{said_at}_error"' in page
    assert re.search(r'<details class="filters-further[^>]* open>', page), "one need not look for what is wrong"
    assert answer.context["form"].asked().keys() >= {said_at}


def test_whatever_else_is_asked_stays_while_a_day_is_mended(cast, enter):
    browser = enter("complaint_officer")
    answer = browser.get("/desk/lists/open/?type=complaint&filed_from=31/02/2026")
    assert [chip["url"] for chip in answer.context["narrowing"]] == ["/desk/lists/open/?filed_from=31%2F02%2F2026"]
    assert 'value="31/02/2026"' in answer.content.decode()


def test_centres_are_offered_only_where_the_reach_covers_several(cast, enter):
    assert 'name="centre"' in enter("ministry_supervisor").get("/desk/lists/open/").content.decode()
    assert 'name="centre"' not in enter("supervisor").get("/desk/lists/open/").content.decode()
    assert 'name="department"' in enter("supervisor").get("/desk/lists/open/").content.decode()
    assert 'name="department"' not in enter("coordinator").get("/desk/lists/open/").content.decode()


def test_pages_by_key_lead_there_and_back(cast, enter):
    for n in range(27):
        filed(cast, subject=f"موضوع {n:02}", at=SUNDAY + timedelta(minutes=n))
    browser = enter("complaint_officer")
    first = browser.get("/desk/lists/new/")
    second = browser.get(first.context["next_url"])
    assert [row.subject for row in second.context["tickets"]] == ["موضوع 25", "موضوع 26"]
    back = browser.get(second.context["previous_url"])
    assert [row.subject for row in back.context["tickets"]] == [row.subject for row in first.context["tickets"]]


def test_a_page_key_of_another_order_leads_to_the_first_page(cast, enter):
    answer = enter("complaint_officer").get("/desk/lists/new/?after=nonsense")
    assert (answer.status_code, answer.url) == (302, "/desk/lists/new/")


def test_a_list_one_does_not_have_is_not_found(cast, enter):
    assert enter("coordinator").get("/desk/lists/new/").status_code == 404
    assert enter("complaint_officer").get("/desk/lists/nonsense/").status_code == 404
    assert enter("administrator").get("/desk/lists/open/").status_code == 403


def test_refreshing_costs_nothing_while_nothing_changed(cast, enter, django_assert_max_num_queries):
    filed(cast)
    browser = enter("complaint_officer")
    tag = browser.get("/desk/lists/new/").headers["ETag"]
    browser.get("/desk/lists/new/rows/", headers={"If-None-Match": tag})
    with django_assert_max_num_queries(8) as caught:
        answer = browser.get("/desk/lists/new/rows/", headers={"If-None-Match": tag})
    assert (answer.status_code, answer.content) == (304, b"")
    assert not [query for query in caught if "beneficiary" in query["sql"]]


def test_what_changed_is_brought_and_marked(cast, enter):
    old = filed(cast)
    browser = enter("complaint_officer")
    page = browser.get("/desk/lists/new/")
    fresh = filed(cast, at=timezone.now() + timedelta(seconds=5), subject="طلب جديد")
    answer = browser.get(page.context["refresh_url"], headers={"If-None-Match": page.headers["ETag"]})
    assert answer.status_code == 200
    assert {row.reference: row.fresh for row in answer.context["tickets"]} == {
        old.reference: False,
        fresh.reference: True,
    }
    assert "data-fresh" in answer.content.decode()


def test_a_choice_is_saved_renamed_and_deleted(cast, enter):
    browser = enter("complaint_officer")
    saved = browser.post("/desk/lists/open/choices/", {"name": "الشكاوى", "query": "type=complaint&nonsense=1"})
    assert saved.url == "/desk/lists/open/?type=complaint"
    choice = SavedChoice.objects.get()
    assert choice.filters == {"type": "complaint"}
    assert 'aria-current="true"' in browser.get(saved.url).content.decode()
    browser.post(f"/desk/choices/{choice.pk}/rename/", {"name": "شكاواي", "list": "open"})
    assert SavedChoice.objects.get().name == "شكاواي"
    assert enter("report_officer").post(f"/desk/choices/{choice.pk}/delete/").status_code == 404
    browser.post(f"/desk/choices/{choice.pk}/delete/")
    assert not SavedChoice.objects.exists()


@pytest.mark.parametrize("name", ["", "x", "x" * (LONGEST_NAME + 1)])
def test_a_choice_without_a_proper_name_is_not_saved(cast, enter, name):
    browser = enter("complaint_officer")
    answer = browser.post("/desk/lists/open/choices/", {"name": name, "query": ""}, follow=True)
    assert "Give it a name" in answer.content.decode()
    assert not SavedChoice.objects.exists()


def test_the_day_shows_what_waits(cast, enter):
    report = filed(cast, type="report", subject="تسرب غاز")
    mine = with_coordinator(cast)
    officer = enter("complaint_officer").get("/desk/").content.decode()
    assert report.reference in officer
    assert "Urgent reports" in officer
    coordinator = enter("coordinator").get("/desk/").content.decode()
    assert mine.reference in coordinator
    assert report.reference not in coordinator


def test_every_role_has_a_day(cast, enter):
    filed(cast)
    for name in cast.members:
        for language in ("ar", "en"):
            assert enter(name, language).get("/desk/").status_code == 200, name


def test_lists_and_day_cost_the_same_for_one_and_for_many(cast, enter, queries_of):
    filed(cast)
    officer, ministry = enter("complaint_officer"), enter("ministry_supervisor")
    urls = [(officer, "/desk/"), (officer, "/desk/lists/open/"), (ministry, "/desk/lists/open/"), (ministry, "/desk/")]
    few = [queries_of(browser, url) for browser, url in urls]
    for n in range(9):
        filed(cast, subject=f"موضوع {n}")
    assert [queries_of(browser, url) for browser, url in urls] == few


def test_the_column_shows_and_names_what_the_list_is_sorted_by(cast, enter):
    ticket = filed(cast)
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(3))
    browser = enter("complaint_officer")

    def column(query):
        page = browser.get(f"/desk/lists/in-triage/{query}").content.decode()
        heading = re.search(r'<th scope="col">([^<]*)</th></tr></thead>', page)
        moment = re.search(r'<time datetime="([^"]*)" data-relative>', page)
        return heading[1], datetime.fromisoformat(moment[1])

    assert column("") == ("Filed", hours(0))
    assert column("?order=newest") == ("Filed", hours(0))
    assert column("?order=waiting") == ("In this state since", hours(3))
    assert column("?order=committed") == ("In this state since", hours(3))


def test_what_was_objected_to_is_due_when_the_objection_is_to_be_decided(cast, enter):
    ticket = replied(cast, at=timezone.now() - timedelta(days=20))
    filed_long_ago = timezone.now() - timedelta(days=30)
    Ticket.objects.filter(pk=ticket.pk).update(committed_at=filed_long_ago)
    actions.object_to_reply(actor=asking(ticket), ticket_id=ticket.pk, text="لم يتغير شيء مما شكوته.", at=hours(10))
    Ticket.objects.filter(pk=ticket.pk).update(due_at=timezone.now() + timedelta(days=3))
    page = enter("supervisor").get("/desk/lists/objected/").content.decode()
    assert "Decision on an objection: by" in page
    assert "Promised by" not in page
    Ticket.objects.filter(pk=ticket.pk).update(due_at=timezone.now() - timedelta(days=3))
    page = enter("supervisor").get("/desk/lists/objected/").content.decode()
    assert "Late – Decision on an objection: it was due" in page
    assert "The reply promised to the beneficiary is late too" not in page


def test_an_empty_day_speaks_of_what_the_person_has(cast, enter):
    taking = "Take the next ticket from what has newly arrived."
    assert taking in enter("complaint_officer").get("/desk/").content.decode()
    for name in ("department_supervisor", "coordinator"):
        page = enter(name).get("/desk/").content.decode()
        assert taking not in page, name
        assert "Whatever is referred to you appears here by itself." in page, name
