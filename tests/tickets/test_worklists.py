"""Lists: what stands in them, in which order, page by page, and at what cost."""

from datetime import timedelta
from typing import Any

import pytest

from tawasul.lib.errors import Invalid, NotFound
from tawasul.tickets import actions, finding, queries, worklists
from tawasul.tickets.models import Ticket
from tests.cast import PARENT, SUNDAY, Cast, filed, hours, replied, under_review, with_coordinator


def keys(cast: Cast, name: str) -> list[str]:
    return [row.key for row in worklists.worklists_for(cast.actor(name))]


def references(cast: Cast, name: str, key: str, **how: Any) -> list[str]:
    actor = cast.actor(name)
    return [each.reference for each in worklists.page_of(actor, worklists.worklist(actor, key), **how).tickets]


def test_a_report_stands_at_the_top_however_late_it_came(cast: Cast) -> None:
    first = filed(cast, at=SUNDAY)
    report = filed(cast, type="report", at=hours(5))
    for order in worklists.ORDERS:
        assert references(cast, "complaint_officer", "new", order=order.key)[0] == report.reference
    assert first.reference in references(cast, "complaint_officer", "new")


def test_paging_by_key_shows_each_once_there_and_back(cast: Cast) -> None:
    made = [filed(cast, at=hours(n)).reference for n in range(7)]
    actor = cast.complaint_officer
    row = worklists.worklist(actor, "new")
    for order, expected in (("oldest", made), ("newest", made[::-1]), ("waiting", made), ("committed", made)):
        seen, key, pages = [], "", []
        while True:
            page = worklists.page_of(actor, row, order=order, after=key, size=3)
            seen += [each.reference for each in page.tickets]
            pages.append(page)
            key = page.next_key
            if not key:
                break
        assert seen == expected
        back = worklists.page_of(actor, row, order=order, before=pages[-1].previous_key, size=3)
        assert [each.reference for each in back.tickets] == expected[3:6]
    with pytest.raises(Invalid):
        worklists.page_of(actor, row, after="nonsense")


def test_counts_are_what_the_lists_hold(cast: Cast) -> None:
    filed(cast)
    with_coordinator(cast)
    under_review(cast)
    replied(cast)
    for name in (
        "complaint_officer",
        "coordinator",
        "department_supervisor",
        "supervisor",
        "ministry_supervisor",
        "stranger",
    ):
        actor = cast.actor(name)
        for key, count in worklists.counts_for(actor).items():
            assert count == len(references(cast, name, key)), (name, key)


def test_a_reviewer_does_not_await_their_own_reply(cast: Cast) -> None:
    ticket = filed(cast, type="inquiry")
    actions.take(actor=cast.services_supervisor, ticket_id=ticket.pk, at=hours(1))
    actions.draft_reply(actor=cast.services_supervisor, ticket_id=ticket.pk, text="الموعد", at=hours(2))
    actions.submit_reply(
        actor=cast.services_supervisor, ticket_id=ticket.pk, text="الموعد يوم الأحد القادم", at=hours(3)
    )
    assert references(cast, "services_supervisor", "to-review") == []
    assert references(cast, "supervisor", "to-review") == [ticket.reference]


def test_departments_have_no_list_of_what_is_not_theirs_yet(cast: Cast) -> None:
    assert "new" not in keys(cast, "coordinator")
    assert "to-review" not in keys(cast, "coordinator")
    assert keys(cast, "administrator") == []
    with pytest.raises(NotFound):
        worklists.worklist(cast.coordinator, "new")


def test_a_stranger_counts_and_finds_nothing(cast: Cast) -> None:
    ticket = replied(cast)
    for name in ("stranger", "other_officer", "other_coordinator", "followup_coordinator"):
        actor = cast.actor(name)
        assert not any(worklists.counts_for(actor).values())
        for text in (ticket.reference, PARENT.identity.number, PARENT.mobile, "النقل", "الغامدي"):
            assert finding.find(actor, text).tickets == []
        with pytest.raises(NotFound):
            queries.ticket_for(actor, ticket.reference)


@pytest.mark.parametrize(
    "text",
    [
        "النقل المدرسي",
        "نقل",
        "والمدرسه",
        "بالنقل",
        "المدرسى",
        "مَدْرَسِيّ",
        "مدرســي",
        "الغامدي سارة",
        "٠٥٠١٢٣٤٥٦٧",
        "1000000008",
        "باص",
    ],
)
def test_whatever_the_spelling_it_is_found(cast: Cast, text: str) -> None:
    ticket = filed(cast)
    filed(cast, centre="other_centre")
    assert [each.pk for each in finding.find(cast.complaint_officer, text).tickets] == [ticket.pk]


def test_a_number_is_found_as_it_is_said(cast: Cast) -> None:
    ticket = filed(cast)
    reference = ticket.reference
    spoken = f" {reference[:2]}-{reference[2:6]}-{reference[6:10]}-{reference[10:]} "
    found = finding.find(cast.complaint_officer, spoken)
    assert (found.understood_as, [each.pk for each in found.tickets]) == ("number", [ticket.pk])


def test_rare_words_behind_many_others_are_found(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    rare = filed(cast, subject="زرافة في الفصل")
    for n in range(6):
        filed(cast, at=SUNDAY + timedelta(minutes=n))
    monkeypatch.setattr(finding, "WINDOW", 2)
    assert [each.pk for each in finding.find(cast.complaint_officer, "زرافة").tickets] == [rare.pk]
    assert len(finding.find(cast.complaint_officer, "النقل").tickets) == 7
    assert finding.find(cast.complaint_officer, "لاشيءكهذا").tickets == []


def test_the_signature_changes_when_a_ticket_comes_changes_or_leaves(cast: Cast) -> None:
    actor, at = cast.complaint_officer, hours(9)
    seen = [worklists.signature(actor, at)]
    ticket = filed(cast)
    seen.append(worklists.signature(actor, at))
    actions.take(actor=actor, ticket_id=ticket.pk, at=hours(1))
    seen.append(worklists.signature(actor, at))
    assert worklists.signature(actor, at) == seen[-1]
    actions.refer_to_centre(
        actor=actor, ticket_id=ticket.pk, centre_id=cast.places["other_centre"].pk, reason="تخصها", at=hours(2)
    )
    seen.append(worklists.signature(actor, at))
    assert len(set(seen)) == 4


@pytest.mark.parametrize("many", [1, 6])
def test_a_list_costs_the_same_however_long(cast: Cast, django_assert_num_queries: Any, many: int) -> None:
    for n in range(many):
        filed(cast, at=hours(n))
    actor = cast.complaint_officer
    with django_assert_num_queries(1):
        for ticket in worklists.page_of(actor, worklists.worklist(actor, "new")).tickets:
            assert ticket.beneficiary.name
            assert ticket.centre.name
    supervisor = cast.supervisor
    with django_assert_num_queries(2):
        worklists.counts_for(supervisor)
    with django_assert_num_queries(3):
        worklists.signature(actor, hours(20))
    ticket = Ticket.objects.first()
    assert ticket is not None
    with django_assert_num_queries(12):
        queries.contents_of(ticket)
