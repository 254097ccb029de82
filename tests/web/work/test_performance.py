"""The desk of whoever follows work up: by holder and by how late, one click each, and in bulk."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from tawasul.tickets import actions, many
from tawasul.tickets.models import Batch, Intervention, Ticket
from tests.cast import asking, filed, hours, with_coordinator

DESK = "/desk/performance/"


def late(ticket: Ticket, days: float) -> Ticket:
    """As its clocks would have it that fell due so long ago."""
    Ticket.objects.filter(pk=ticket.pk).update(due_at=timezone.now() - timedelta(days=days))
    return Ticket.objects.get(pk=ticket.pk)


def soon(ticket: Ticket) -> Ticket:
    return late(ticket, -2)


def test_late_and_urgent_tickets_stand_by_holder_and_by_how_late(cast: Any, enter: Any) -> None:
    longest, other = late(with_coordinator(cast), 5), late(with_coordinator(cast, subject="شأن ثان"), 0.2)
    new, calm = late(filed(cast, subject="شأن جديد"), 2), soon(filed(cast, subject="شأن هادئ"))
    page = enter("performance_officer").get(DESK)
    rows = {row["name"]: row for row in page.context["holders"]}
    assert rows["Haifa Albugami"]["late"] == 2
    assert rows["Haifa Albugami"]["untouched"] == 2
    assert rows["Oasis Beneficiary Care Centre"]["late"] == 1
    shown = [each["row"].reference for each in page.context["tickets"]]
    assert shown == [longest.reference, new.reference, other.reference]
    assert calm.reference not in shown
    narrowed = enter("performance_officer").get(rows["Haifa Albugami"]["url"] + "&degree=long")
    assert [each["row"].reference for each in narrowed.context["tickets"]] == [longest.reference]


def test_a_reminder_takes_one_click_and_is_shown_as_the_last_measure(cast: Any, enter: Any) -> None:
    ticket, browser = late(with_coordinator(cast), 1), enter("performance_officer")
    asked = {"once": str(uuid4()), "seen": ticket.version, "back": DESK}
    for _twice in range(2):
        answer = browser.post(f"/desk/tickets/{ticket.reference}/do/remind/", asked)
        assert (answer.status_code, answer.headers["Location"]) == (302, DESK)
    assert Intervention.objects.count() == 1
    page = browser.get(DESK)
    assert page.context["tickets"][0]["done"] == "Reminded: Haifa Albugami"
    assert page.context["holders"][0]["untouched"] == 0


def test_how_late_is_said_as_the_ticket_itself_says_it(cast: Any, enter: Any) -> None:
    with_coordinator(cast, at=hours(-24 * 14))
    report = filed(cast, type="report")
    browser = enter("performance_officer")
    rows = {each["row"].reference: each for each in browser.get(DESK).context["tickets"]}
    assert len(rows) == 2
    for reference, row in rows.items():
        page = browser.get(f"/desk/tickets/{reference}/").content.decode()
        assert f"Late by {row['late']}" in page, row["late"]
    assert "of working time" not in rows.pop(report.reference)["late"], "an emergency counts day and night"
    assert "of working time" in rows.popitem()[1]["late"]


def test_every_measure_has_a_name_and_what_needs_no_answer_takes_one_click(cast: Any, enter: Any) -> None:
    ticket = late(with_coordinator(cast), 1)
    page = enter("performance_officer").get(DESK).content.decode()
    cell = page.split('class="measures"')[1].split("</td>")[0]
    for word in ("Remind", "Raise it one rung"):
        assert word in cell
    assert f'action="/desk/tickets/{ticket.reference}/do/remind/"' in cell
    assert f"/desk/many/?do=call_holder&amp;ticket={ticket.reference}" in cell


def test_nobody_is_led_out_of_the_house(cast: Any, enter: Any) -> None:
    ticket = late(with_coordinator(cast), 1)
    for back in ("https://elsewhere.example/", "//elsewhere.example", "/follow/"):
        asked = {"once": str(uuid4()), "back": back}
        answer = enter("performance_officer").post(f"/desk/tickets/{ticket.reference}/do/remind/", asked)
        assert answer.headers["Location"].startswith(f"/desk/tickets/{ticket.reference}/")


def test_many_are_reminded_at_once_and_what_was_not_done_is_told(cast: Any, enter: Any) -> None:
    tickets = [late(with_coordinator(cast, subject=f"شأن {n}"), n) for n in range(1, 4)]
    actions.withdraw(actor=asking(tickets[2]), ticket_id=tickets[2].pk, reason="حلت المشكلة", at=hours(30))
    browser = enter("performance_officer")
    chosen = "&".join(f"ticket={ticket.reference}" for ticket in tickets)
    page = browser.get(f"/desk/many/?do=remind&{chosen}&back={DESK}")
    assert len(page.context["tickets"]) == 2
    assert [row.reference for row in page.context["unable"]] == [tickets[2].reference]
    asked = {
        "do": "remind",
        "ticket": [ticket.reference for ticket in tickets],
        "text": "قبل نهاية الدوام",
        "once": str(uuid4()),
        "back": DESK,
    }
    answer = browser.post("/desk/many/", asked)
    assert browser.post("/desk/many/", asked).headers["Location"] == answer.headers["Location"], "once"
    batch = Batch.objects.get()
    waiting = browser.get(answer.headers["Location"]).content.decode()
    assert "Being done" in waiting
    many.work_through(batch_id=batch.pk, now=timezone.now)
    told = browser.get(answer.headers["Location"])
    assert len(told.context["done"]) == 2
    assert len(told.context["refused"]) == 1
    assert "cannot be done" in told.content.decode()
    assert enter("supervisor").get(answer.headers["Location"]).status_code == 404


def test_a_call_to_one_is_written_down_at_once(cast: Any, enter: Any) -> None:
    ticket, browser = late(with_coordinator(cast), 1), enter("performance_officer")
    asked = {"do": "call_holder", "ticket": ticket.reference, "once": str(uuid4()), "back": DESK}
    assert browser.post("/desk/many/", asked).status_code == 422, "an outcome is needed"
    answer = browser.post("/desk/many/", asked | {"outcome": "reached", "text": "الرد اليوم"})
    assert len(browser.get(answer.headers["Location"]).context["done"]) == 1
    assert Intervention.objects.get().outcome == "reached"


def test_nothing_chosen_is_said(cast: Any, enter: Any) -> None:
    browser = enter("performance_officer")
    assert browser.get("/desk/many/?do=remind").status_code == 302
    assert browser.get("/desk/many/?do=approve_reply&ticket=1").status_code == 302


def test_the_desk_costs_the_same_however_much_presses(cast: Any, enter: Any, queries_of: Any) -> None:
    late(with_coordinator(cast), 1)
    one = queries_of(enter("performance_officer"), DESK)
    for n in range(8):
        late(with_coordinator(cast, subject=f"شأن {n}"), n)
    assert queries_of(enter("performance_officer"), DESK) == one


def test_who_does_not_follow_up_has_no_such_desk(cast: Any, enter: Any) -> None:
    assert enter("coordinator").get(DESK).status_code == 403
    assert enter("supervisor").get(DESK).status_code == 200
    ticket = late(with_coordinator(cast), 1)
    assert ticket.reference not in enter("stranger").get(DESK).content.decode()


def test_a_list_lets_one_choose_many(cast: Any, enter: Any) -> None:
    ticket = filed(cast)
    page = enter("complaint_officer").get("/desk/lists/new/").content.decode()
    assert f'value="{ticket.reference}" form="many"' in page
    assert 'value="take"' in page
    assert 'value="remind"' not in page
    assert 'form="many"' not in enter("minister").get("/desk/lists/new/").content.decode()
