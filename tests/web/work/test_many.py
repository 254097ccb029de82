"""Many at once on the desk: whatever is possible for one of the tickets is offered, each is told by its number, and nothing is
sent unread."""

import re
from uuid import uuid4

import pytest
from django.utils import timezone

from tawasul.lib.reference import spoken
from tawasul.tickets import actions, many
from tawasul.tickets.labels import ACTION_LABELS
from tawasul.tickets.models import Batch, Ticket
from tests.cast import asking, filed, hours, under_review, with_coordinator
from tests.web.work.pages import page_of


def address(action, tickets):
    return f"/desk/many/?do={action}&" + "&".join(f"ticket={ticket.reference}" for ticket in tickets)


def taken(cast, **how):
    ticket = filed(cast, **how)
    return actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=hours(1))


def in_department(cast, name, **how):
    ticket = taken(cast, **how)
    return actions.refer_to_department(
        actor=cast.complaint_officer,
        ticket_id=ticket.pk,
        department_id=cast.places[name].pk,
        reason="مختصة",
        at=hours(2),
    )


def options(page, name):
    select = page[page.index(f'name="{name}"') :]
    return set(re.findall(r'<option value="(\d+)"', select[: select.index("</select>")]))


def send(browser, action, tickets, **given):
    asked = {"do": action, "ticket": [ticket.reference for ticket in tickets], "once": str(uuid4()), **given}
    answer = browser.post("/desk/many/", asked)
    assert answer.status_code == 302, answer.content.decode()
    many.work_through(batch_id=Batch.objects.latest("pk").pk, now=timezone.now)
    return browser.get(answer.url)


def test_a_department_in_which_one_of_them_lies_is_offered_for_the_others(cast, enter):
    there, here = in_department(cast, "transport"), taken(cast, subject="شأن ثان")
    transport, followup = (str(cast.places[name].pk) for name in ("transport", "followup"))
    browser = enter("complaint_officer")
    for order in ([there, here], [here, there]):
        page = browser.get(address("refer_to_department", order)).content.decode()
        assert options(page, "department") == {transport, followup}
    done = send(browser, "refer_to_department", [there, here], department=transport, reason="النقل المدرسي")
    assert [each["spoken"] for each in done.context["done"]] == [spoken(here.reference)]
    (refused,) = done.context["refused"]
    assert refused["spoken"] == spoken(there.reference)
    assert refused["why"]


def test_the_people_of_every_place_are_offered_in_groups_and_each_ticket_takes_its_own(cast, enter):
    first, second = with_coordinator(cast), in_department(cast, "followup", subject="شأن ثان")
    actions.accept(actor=cast.followup_coordinator, ticket_id=second.pk, at=hours(3))
    sorted_here = taken(cast, subject="شأن ثالث")
    browser = enter("performance_officer")
    page = browser.get(address("reassign", [first, second, sorted_here])).content.decode()
    members = {
        name: str(cast.members[name].pk) for name in ("coordinator", "second_coordinator", "followup_coordinator")
    }
    assert options(page, "person") >= {
        members["coordinator"],
        members["second_coordinator"],
        str(cast.members["report_officer"].pk),
    }
    for group in ("School Transport Department", "General Follow-up Department", "Oasis Beneficiary Care Centre"):
        assert f'<optgroup label="{group}">' in page
    alone = browser.get(address("reassign", [first])).content.decode()
    assert "optgroup" not in alone
    assert members["coordinator"] not in options(alone, "person"), "who has it already"
    done = send(browser, "reassign", [first, second, sorted_here], person=members["second_coordinator"], reason="إجازة")
    assert [each["spoken"] for each in done.context["done"]] == [spoken(first.reference)]
    assert {each["why"] for each in done.context["refused"]} == {"Choose somebody who works where the ticket is."}
    assert Ticket.objects.get(pk=first.pk).holder_id == cast.user("second_coordinator").pk


@pytest.mark.parametrize("action", ["refer_to_department", "reassign"])
def test_what_is_offered_costs_the_same_however_many_departments_have_them(cast, enter, queries_of, action):
    browser = enter("complaint_officer" if action == "refer_to_department" else "performance_officer")
    tickets = [in_department(cast, "transport"), taken(cast, subject="شأن ثان")]
    few = queries_of(browser, address(action, tickets))
    tickets += [in_department(cast, "followup", subject=f"شأن {n}") for n in range(4)]
    tickets += [taken(cast, subject=f"شأن آخر {n}") for n in range(4)]
    assert queries_of(browser, address(action, tickets)) == few


def test_the_report_names_each_by_its_number_and_counts_what_was_done(cast, enter):
    tickets = [with_coordinator(cast, subject=f"شأن {n}") for n in range(3)] + [under_review(cast, subject="شأن رابع")]
    actions.approve_reply(actor=cast.department_supervisor, ticket_id=tickets[3].pk, at=hours(6))
    told = send(enter("performance_officer"), "remind", tickets, text="قبل نهاية الدوام").content.decode()
    assert "Done, but for some" in told
    assert re.search(r'<p role="status">\s*3 of 4 done\s*</p>', told)
    for ticket in tickets:
        link = told[told.index(f'href="/desk/tickets/{ticket.reference}/"') :]
        assert spoken(ticket.reference) in link[: link.index("</a>")]
    nothing = send(enter("performance_officer"), "remind", tickets[3:]).content.decode()
    assert "Nothing was done" in nothing
    assert re.search(r'<p role="status">\s*0 of 1 done\s*</p>', nothing)


def test_a_call_to_the_holder_is_not_taken_for_one_to_the_beneficiary(cast, enter):
    with_coordinator(cast)
    page = enter("performance_officer", "ar").get("/desk/lists/open/").content.decode()
    assert "تسجيل اتصال بمن بيده التذكرة" in page
    labels = [str(label) for label in ACTION_LABELS.values()]
    assert len(labels) == len(set(labels)), "no two acts are called the same"


def test_rejecting_an_objection_is_asked_about_since_it_ends_the_ticket(cast, enter):
    ticket = under_review(cast)
    actions.approve_reply(actor=cast.department_supervisor, ticket_id=ticket.pk, at=hours(6))
    actions.object_to_reply(actor=asking(ticket), ticket_id=ticket.pk, text="لم يعد الباص حتى اليوم", at=hours(7))
    page = page_of(enter("supervisor"), ticket)
    form = page[page.index("/do/reject_objection/") :]
    form = form[: form.index("</form>")]
    assert 'data-confirm="Reject the objection and close the ticket?"' in form
    assert "The ticket is closed; the beneficiary reads your reasons." in form
