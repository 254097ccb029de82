"""What is late, what is due today, what is running short of time: on the desk and through the API."""

from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.utils import timezone

from tawasul.clocks.models import Clock
from tawasul.lib.hijri import RIYADH
from tawasul.notices.models import Notice
from tawasul.tickets import actions
from tawasul.tickets.models import Ticket
from tawasul.tickets.worklists import counts_for, page_of, worklist
from tests.cast import filed, replied
from tests.clocks.times import sound

LISTS = ("late", "due-today", "warned")


def stands_in(cast: Any, ticket: Ticket, who: str = "supervisor") -> set[str]:
    actor = cast.actor(who)
    return {key for key in LISTS if ticket in page_of(actor, worklist(actor, key)).tickets}


def due(ticket: Ticket, at: datetime) -> Ticket:
    """As its clocks would have it that fall due then."""
    Ticket.objects.filter(pk=ticket.pk).update(due_at=at)
    return ticket


def midnight() -> datetime:
    return datetime.combine(timezone.now().astimezone(RIYADH).date() + timedelta(days=1), time.min, RIYADH)


def test_a_report_that_nobody_took_is_late_within_the_hour(cast: Any, enter: Any) -> None:
    report = filed(cast, type="report", at=timezone.now() - timedelta(hours=3))
    fresh = filed(cast, at=timezone.now())
    assert stands_in(cast, report) == {"late"}
    assert "late" not in stands_in(cast, fresh)
    page = enter("supervisor").get("/desk/lists/late/").content.decode()
    assert report.reference in page
    assert "Late – Triage: it was due" in page
    assert "The reply promised to the beneficiary is late too" in page
    assert fresh.reference not in page
    assert report.reference not in enter("stranger").get("/desk/lists/late/").content.decode()
    assert enter("coordinator").get("/desk/lists/late/").status_code == 200


def test_today_ends_at_midnight_in_riyadh(cast: Any) -> None:
    now = timezone.now()
    before, after = due(filed(cast, at=now), midnight() - timedelta(seconds=1)), due(filed(cast, at=now), midnight())
    if midnight() - now > timedelta(seconds=5):
        assert stands_in(cast, before) == {"due-today"}
    assert stands_in(cast, after) == set()


def test_a_ticket_that_was_warned_of_stands_there_until_it_is_late(cast: Any) -> None:
    ticket = filed(cast, type="report", at=timezone.now() - timedelta(minutes=70))
    triage = Clock.objects.get(subject_id=ticket.pk, step="triage")
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=triage.began_at + timedelta(minutes=5))
    sound(timezone.now())
    ticket.refresh_from_db()
    if ticket.due_at is not None and ticket.due_at > timezone.now():
        assert ticket.warned
        assert "warned" in stands_in(cast, ticket)
    due(ticket, timezone.now() + timedelta(minutes=5))
    Ticket.objects.filter(pk=ticket.pk).update(warned=True)
    assert "warned" in stands_in(cast, ticket)
    due(ticket, timezone.now() - timedelta(minutes=5))
    assert stands_in(cast, ticket) == {"late"}


def test_what_was_answered_or_waits_for_its_beneficiary_is_late_no_more(cast: Any) -> None:
    assert stands_in(cast, replied(cast)) == set()
    waiting = filed(cast, type="report", at=timezone.now() - timedelta(hours=3))
    assert stands_in(cast, waiting) == {"late"}
    actions.take(actor=cast.complaint_officer, ticket_id=waiting.pk, at=timezone.now())
    actions.return_for_completion(
        actor=cast.complaint_officer, ticket_id=waiting.pk, missing="رقم الحافلة", at=timezone.now()
    )
    assert stands_in(cast, waiting) == set()


def test_counts_are_those_of_the_lists_and_the_nearest_date_stands_first(cast: Any) -> None:
    now, actor = timezone.now(), cast.actor("supervisor")
    tickets = [due(filed(cast, at=now), now - timedelta(hours=hours)) for hours in (1, 5, 3)]
    first = page_of(actor, worklist(actor, "late"), size=2)
    second = page_of(actor, worklist(actor, "late"), size=2, after=first.next_key)
    assert [*first.tickets, *second.tickets] == [tickets[1], tickets[2], tickets[0]]
    assert counts_for(actor)["late"] == len(tickets)


def test_the_lists_that_messages_lead_to_are_there(cast: Any, enter: Any) -> None:
    for key in LISTS:
        assert enter("supervisor").get(f"/desk/lists/{key}/").status_code == 200, key
    links = {notice.context.get("link", "") for notice in Notice.objects.filter(kind="alarms_digest")}
    assert links <= {"", *(f"/desk/lists/{key}/" for key in LISTS)}


@pytest.mark.parametrize("key", ["0~2026-01-01~1", "0~2026-01-01T00:00:00~1", "0~x~1", "0~1"])
def test_a_key_without_its_hour_and_zone_is_refused(cast: Any, enter: Any, key: str) -> None:
    assert enter("supervisor").get("/desk/lists/late/", {"after": key}).status_code in {400, 422, 302}
