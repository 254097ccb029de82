"""Somebody is away: the deputy hears, works on their tickets as they would, and may be handed them in one step."""

from datetime import timedelta
from typing import Any

import pytest

from tawasul.centres import actions as centres
from tawasul.centres.actor import Actor
from tawasul.centres.models import Membership
from tawasul.centres.queries import actor_for
from tawasul.clocks.models import Hearer
from tawasul.lib.errors import Conflict, NotAllowed, NotFound
from tawasul.notices.models import Notice
from tawasul.tickets import actions
from tawasul.tickets.models import Custody, Reply, Ticket
from tawasul.tickets.policies import steps_open_to
from tawasul.tickets.worklists import condition, worklist
from tawasul.timeline.models import Event
from tests.cast import SUNDAY, Cast, assemble, filed, hours, under_review, with_coordinator
from tests.clocks.times import sound

TEXT = "عاد الباص إلى خط سيره ابتداء من يوم الأحد."


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


def away(cast: Cast, absent: str = "coordinator", deputy: str = "second_coordinator", days: int = 20) -> Membership:
    made = centres.cover_absence(
        actor=cast.ministry_supervisor, membership_id=cast.members[absent].pk, deputy_id=cast.user(deputy).pk,
        begins_on=SUNDAY.date(), ends_on=SUNDAY.date() + timedelta(days=days), at=SUNDAY,
    )  # fmt: skip
    return Membership.objects.select_related("user", "place", "covers").get(pk=made.pk)


def deputy_of(cast: Cast, *who: str, **how: Any) -> Actor:
    return actor_for(away(cast, *who, **how))


def told(kind: str, since: float = 5.5) -> set[str]:
    rows = Notice.objects.filter(kind=kind, channel="in_app", owed_at__gt=hours(since)).select_related("user")
    return {row.user.email.split("@")[0] for row in rows if row.user}


def test_a_deputy_works_on_the_tickets_of_the_absent_as_they_would(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    with pytest.raises(NotAllowed):
        actions.draft_reply(actor=cast.second_coordinator, ticket_id=ticket.pk, text=TEXT, at=hours(4))
    deputy = deputy_of(cast)
    mine = Ticket.objects.filter(condition(deputy, worklist(deputy, "mine")))
    assert [row.pk for row in mine] == [ticket.pk]
    assert "draft_reply" in {step.action for step in steps_open_to(deputy, ticket)}
    actions.draft_reply(actor=deputy, ticket_id=ticket.pk, text=TEXT, at=hours(4))
    reply = actions.submit_reply(actor=deputy, ticket_id=ticket.pk, text=TEXT, at=hours(5))
    assert reply.author == cast.user("second_coordinator")
    assert Notice.objects.filter(kind="reply_to_review").first().context["author"]["en"] == "Rashed Alenezi"  # type: ignore[union-attr]
    assert Event.objects.get(kind="reply_submitted").user_id == cast.user("second_coordinator").pk
    assert Ticket.objects.get(pk=ticket.pk).holder == cast.user("coordinator"), (
        "it is back with its holder when they are"
    )
    actions.approve_reply(actor=cast.department_supervisor, ticket_id=ticket.pk, at=hours(6))


def test_the_hat_of_ones_own_role_gives_nothing_of_the_absent(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    away(cast)
    with pytest.raises(NotAllowed):
        actions.draft_reply(actor=cast.second_coordinator, ticket_id=ticket.pk, text=TEXT, at=hours(4))
    assert not Ticket.objects.filter(condition(cast.second_coordinator, worklist(cast.second_coordinator, "mine")))


def test_nobody_reviews_what_they_wrote_as_a_deputy(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    actions.draft_reply(actor=cast.coordinator, ticket_id=ticket.pk, text="نعتذر عن التأخر", at=hours(4))
    deputy = deputy_of(cast, "coordinator", "department_supervisor")
    actions.submit_reply(actor=deputy, ticket_id=ticket.pk, text="نعتذر عن التأخر", at=hours(5))
    with pytest.raises(NotAllowed):
        actions.approve_reply(actor=cast.department_supervisor, ticket_id=ticket.pk, at=hours(6))
    actions.approve_reply(actor=cast.quality_officer, ticket_id=ticket.pk, at=hours(6))


def test_what_the_absent_had_begun_is_kept_and_their_old_window_is_told(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    old = actions.draft_reply(actor=cast.coordinator, ticket_id=ticket.pk, text="بداية", at=hours(4))
    deputy = deputy_of(cast)
    mine = actions.draft_reply(actor=deputy, ticket_id=ticket.pk, text="تتمة", at=hours(5), revision=old.revision)
    assert (mine.author_id, mine.round, mine.revision) == (deputy.user_id, old.round + 1, old.revision + 1)
    old.refresh_from_db()
    assert (old.state, old.text) == (Reply.SET_ASIDE, "بداية")
    again = actions.draft_reply(
        actor=deputy, ticket_id=ticket.pk, text="تتمة أخرى", at=hours(5), revision=mine.revision
    )
    assert again.pk == mine.pk
    with pytest.raises(Conflict) as caught:
        actions.draft_reply(actor=cast.coordinator, ticket_id=ticket.pk, text="x", at=hours(6), revision=old.revision)
    assert caught.value.code == "changed"


def test_what_would_reach_the_absent_reaches_the_deputy(cast: Cast) -> None:
    ticket = under_review(cast)
    away(cast, deputy="followup_coordinator")
    actions.send_back_reply(actor=cast.department_supervisor, ticket_id=ticket.pk, reasons="ينقص الموعد", at=hours(6))
    assert told("reply_sent_back") == {"followup_coordinator"}
    away(cast, "complaint_officer", "report_officer")
    actions.pass_back(actor=cast.second_coordinator, ticket_id=ticket.pk, reason="ليس من اختصاصنا", at=hours(7))
    assert told("ticket_arrived") == {"report_officer"}
    other = filed(cast)
    actions.take(actor=cast.services_supervisor, ticket_id=other.pk, at=hours(8))
    actions.refer_to_department(
        actor=cast.services_supervisor, ticket_id=other.pk, department_id=cast.places["transport"].pk, reason="للاختصاص",
        at=hours(9),
    )  # fmt: skip
    assert told("work_arrived") == {"followup_coordinator", "second_coordinator", "department_supervisor"}


def test_an_alarm_of_the_absent_coordinators_ticket_reaches_the_deputy(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    away(cast, days=60)
    assert sound(SUNDAY + timedelta(days=30)) > 0
    heard = Hearer.objects.filter(alarm__clock__subject_id=ticket.pk, alarm__clock__step="answer", alarm__number=0)
    assert {row.user.email for row in heard.select_related("user")} == {"second_coordinator@example.sa"}


def test_in_the_night_a_deputy_of_today_is_the_deputy(cast: Cast) -> None:
    """At half past midnight in Riyadh it is still yesterday in UTC."""
    ticket = with_coordinator(cast)
    absence = away(cast, deputy="followup_coordinator", days=1)
    Membership.objects.filter(pk=absence.pk).update(begins_on=SUNDAY.date() + timedelta(days=1))
    absence.refresh_from_db()
    night = SUNDAY + timedelta(hours=15, minutes=30)
    moved = actions.refer_to_coordinator(
        actor=cast.department_supervisor, ticket_id=ticket.pk, membership_id=absence.pk, reason="نيابة", at=night
    )
    assert moved.holder == cast.user("followup_coordinator")


def hand_over(cast: Cast, actor: Actor, absence: Membership, **how: Any) -> Any:
    return actions.hand_over(
        actor=actor, holder_id=cast.user("coordinator").pk, department=absence.place, membership_id=absence.pk,
        reason="في إجازة", at=hours(8), **how,
    )  # fmt: skip


def test_what_can_be_moved_is_handed_over_and_what_cannot_is_named(cast: Cast) -> None:
    held, reviewed = [with_coordinator(cast) for _ in range(3)], under_review(cast)
    others = filed(cast)
    absence = away(cast)
    done = hand_over(cast, actor_for(absence), absence)
    assert sorted(done.moved) == sorted(ticket.reference for ticket in held)
    assert [row.reference for row in done.stayed] == [reviewed.reference]
    assert "This cannot be done" in str(done.stayed[0].why) or str(done.stayed[0].why)
    assert done.left == 0
    for ticket in Ticket.objects.filter(pk__in=[row.pk for row in held]):
        assert (ticket.holder, ticket.state) == (cast.user("second_coordinator"), "with_coordinator")
        assert ticket.referrals.get(number=2).reason == "في إجازة"
        assert Custody.objects.get(ticket=ticket, ended_at=None).holder == cast.user("second_coordinator")
    assert Ticket.objects.get(pk=others.pk).version == 1
    assert hand_over(cast, actor_for(absence), absence).moved == []


def test_a_hundred_at_once_and_the_oldest_first(cast: Cast) -> None:
    reviewed = under_review(cast)
    held = [with_coordinator(cast) for _ in range(3)]
    absence = away(cast)
    done = hand_over(cast, cast.supervisor, absence, most=2)
    assert (list(done.moved), done.left) == ([held[0].reference, held[1].reference], 1)
    assert [row.reference for row in done.stayed] == [reviewed.reference]
    assert hand_over(cast, cast.supervisor, absence, most=2).moved == [held[2].reference]


def test_nobody_hands_over_what_they_may_not_pass_on(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    absence = away(cast)
    assert hand_over(cast, cast.stranger, absence).moved == []
    (stayed,) = hand_over(cast, cast.quality_officer, absence).stayed
    assert stayed.reference == ticket.reference
    assert Ticket.objects.get(pk=ticket.pk).holder == cast.user("coordinator")
    with pytest.raises(NotFound):
        actions.refer_to_coordinator(
            actor=cast.stranger, ticket_id=ticket.pk, membership_id=absence.pk, reason="نيابة", at=hours(9)
        )
