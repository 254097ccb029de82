"""Many at once: each ticket by itself, whatever befalls the others, the role or the process."""

from datetime import date

import pytest

from tawasul.centres.models import Membership
from tawasul.lib.errors import Invalid, NotFound
from tawasul.tickets import many
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.models import Batch, BatchItem, Intervention, Ticket
from tests.cast import Cast, filed, hours, replied, with_coordinator

NOW = hours(30)


def asked(cast: Cast, who: str, action: Action, tickets: list[Ticket], **given: object) -> Batch:
    references = [ticket.reference for ticket in tickets]
    return many.ask(actor=cast.actor(who), action=action, references=references, given=given, at=NOW)


def worked(batch: Batch) -> list[str]:
    many.work_through(batch_id=batch.pk, now=lambda: NOW)
    batch.refresh_from_db()
    assert batch.finished_at == NOW
    return [item.state for item in batch.items.order_by("position")]


def test_each_is_done_or_refused_by_itself_and_why_is_said(cast: Cast) -> None:
    tickets = [with_coordinator(cast), replied(cast, subject="شأن ثان"), with_coordinator(cast, subject="شأن ثالث")]
    batch = asked(cast, "performance_officer", Action.REMIND, tickets, text="قبل نهاية الدوام")
    assert worked(batch) == ["done", "refused", "done"]
    refused = batch.items.get(state=BatchItem.REFUSED)
    assert "حالتها الحالية" in refused.why_ar
    assert "as it stands now" in refused.why_en
    assert Intervention.objects.count() == 2


def test_what_is_not_seen_is_not_touched(cast: Cast) -> None:
    ours, theirs = with_coordinator(cast), filed(cast, centre="other_centre", subject="شأن غيرنا")
    batch = asked(cast, "performance_officer", Action.REMIND, [ours, theirs])
    assert [item.ticket_id for item in batch.items.all()] == [ours.pk]
    with pytest.raises(NotFound):
        asked(cast, "stranger", Action.REMIND, [ours])
    with pytest.raises(NotFound):
        many.batch_of(cast.supervisor, batch.pk)


def test_a_process_that_died_is_gone_on_with(cast: Cast) -> None:
    tickets = [with_coordinator(cast, subject=f"شأن {n}") for n in range(4)]
    batch = asked(cast, "performance_officer", Action.REMIND, tickets)
    assert many._next(batch.pk, lambda: NOW)
    assert worked(batch) == ["done"] * 4
    assert worked(batch) == ["done"] * 4, "a second time changes nothing"
    assert Intervention.objects.count() == 4


def test_a_role_that_ends_meanwhile_ends_the_work(cast: Cast) -> None:
    tickets = [with_coordinator(cast, subject=f"شأن {n}") for n in range(3)]
    batch = asked(cast, "performance_officer", Action.REMIND, tickets)
    assert many._next(batch.pk, lambda: NOW)
    Membership.objects.filter(pk=cast.members["performance_officer"].pk).update(ends_on=date(2026, 11, 15))
    assert worked(batch) == ["done", "refused", "refused"]


def test_a_referral_of_many_goes_to_one_department(cast: Cast) -> None:
    tickets = [filed(cast, subject=f"شأن {n}") for n in range(3)]
    assert worked(asked(cast, "complaint_officer", Action.TAKE, tickets)) == ["done"] * 3
    place = cast.places["transport"].pk
    batch = asked(cast, "complaint_officer", Action.REFER_TO_DEPARTMENT, tickets, department_id=place, reason="مختصة")
    assert worked(batch) == ["done"] * 3
    assert set(Ticket.objects.values_list("department_id", "state")) == {(place, "referred")}


def test_what_needs_a_look_at_each_is_not_done_to_many(cast: Cast) -> None:
    with pytest.raises(NotFound):
        asked(cast, "department_supervisor", Action.SEND_BACK_REPLY, [with_coordinator(cast)], reasons="أعد الصياغة")


def test_there_is_a_most(cast: Cast) -> None:
    with pytest.raises(Invalid):
        many.ask(
            actor=cast.supervisor, action=Action.REMIND, references=[f"26{n:09}" for n in range(201)], given={}, at=NOW
        )
