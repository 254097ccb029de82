"""One matter in two tickets of one person: joined, answered once, split off again; and what may not be joined."""

import dataclasses

import pytest

from tawasul.clocks.models import Clock, Pause
from tawasul.lib.errors import Conflict, Invalid, NotAllowed
from tawasul.lib.identity import parse_identity
from tawasul.lib.reference import spoken
from tawasul.notices.models import Notice
from tawasul.tickets import actions, policies, queries, worklists
from tawasul.tickets.hands import hands_of
from tawasul.tickets.labels import WHILE_JOINED
from tawasul.tickets.lifecycle import Action, Hands
from tawasul.tickets.models import Custody, Joining, JoinRequest, Reply, Ticket
from tawasul.timeline.proof import broken_links
from tawasul.timeline.queries import events_of
from tests.cast import PARENT, Cast, asking, filed, hours, under_review, with_coordinator
from tests.clocks.times import sound

WHY = "الموضوع نفسه: تأخر باص الابتدائية الرابعة"
OTHER_MOBILE = "+966507654321"


def fresh(ticket: Ticket) -> Ticket:
    return Ticket.objects.get(pk=ticket.pk)


def kinds(ticket: Ticket) -> list[str]:
    return [event.kind for event in events_of("ticket", ticket.pk)]


def told(kind: str) -> list[str]:
    rows = Notice.objects.filter(kind=kind).select_related("user")
    return sorted(row.user.email.split("@")[0] if row.user else row.address for row in rows)


def join(cast: Cast, ticket: Ticket, main: Ticket, *, by: str = "complaint_officer", at: float = 5) -> Joining:
    return actions.join(actor=cast.actor(by), ticket_id=ticket.pk, main=main.reference, reason=WHY, at=hours(at))


def test_one_reply_answers_both_and_their_person_is_told_once(cast: Cast) -> None:
    main, again = under_review(cast), filed(cast, at=hours(4))
    join(cast, again, main)
    actions.approve_reply(actor=cast.department_supervisor, ticket_id=main.pk, at=hours(9))
    assert (fresh(main).state, fresh(again).state) == ("replied", "replied")
    reply, shared = Reply.objects.get(ticket=main), Reply.objects.get(ticket=again)
    assert (shared.text, shared.author_id, shared.released_at) == (reply.text, reply.author_id, reply.released_at)
    assert queries.public_contents_of(fresh(again)).reply == shared
    assert Notice.objects.filter(kind="reply_ready", channel="sms").count() == 1
    actions.close(actor=asking(main), ticket_id=main.pk, at=hours(10))
    assert (fresh(main).state, fresh(again).state) == ("closed", "closed")
    assert Notice.objects.filter(kind="ticket_closed", channel="sms").count() == 1
    assert kinds(again) == ["filed", "joined", "reply_shared", "closed"]
    assert "joined_here" in kinds(main)
    assert not list(broken_links())
    for ticket in (fresh(main), fresh(again)):
        assert len(events_of("ticket", ticket.pk)) == ticket.version


def test_another_person_with_another_mobile_is_told_as_well(cast: Cast) -> None:
    """The same mobile was given for both, and corrected on one."""
    mother = dataclasses.replace(PARENT, identity=parse_identity("2000000006"), name="منى بنت سالم الحربي")
    main, again = under_review(cast), filed(cast, at=hours(4), asker=mother)
    join(cast, again, main)
    Ticket.objects.filter(pk=again.pk).update(mobile=OTHER_MOBILE)
    actions.approve_reply(actor=cast.department_supervisor, ticket_id=main.pk, at=hours(9))
    told_of = {row.address: row.subject_id for row in Notice.objects.filter(kind="reply_ready", channel="sms")}
    assert told_of == {PARENT.mobile: main.pk, OTHER_MOBILE: again.pk}


def test_joined_it_is_nobodys_work_and_its_place_and_holder_wait_for_it(cast: Cast) -> None:
    main, again = with_coordinator(cast), with_coordinator(cast, at=hours(0.5))
    before = fresh(again)
    join(cast, again, main, by="coordinator")
    now = fresh(again)
    assert (now.state, now.holder_id, now.department_id) == (before.state, before.holder_id, before.department_id)
    assert (hands_of(now), now.due_at) == (Hands.NOBODY, None)
    assert not Custody.objects.filter(ticket=again, ended_at=None).exists()
    assert worklists.counts_for(cast.coordinator)["mine"] == 1
    assert worklists.counts_for(cast.coordinator)["open"] == 2
    assert told("ticket_joined_here") == []  # whoever did it has the main ticket
    assert told("ticket_joined") == [PARENT.mobile]
    actions.split(actor=cast.coordinator, ticket_id=again.pk, reason="باص مدرسة أخرى", at=hours(7))
    after = fresh(again)
    assert (after.state, after.holder_id, after.department_id) == (before.state, before.holder_id, before.department_id)
    assert after.committed_at == before.committed_at
    assert after.due_at is not None
    assert Custody.objects.get(ticket=again, ended_at=None).holder_id == before.holder_id
    assert worklists.counts_for(cast.coordinator)["mine"] == 2
    assert kinds(again)[-2:] == ["joined", "split"]
    assert kinds(main)[-2:] == ["joined_here", "split_here"]
    assert Joining.objects.get().split_reason == "باص مدرسة أخرى"
    assert not list(broken_links())


def test_while_joined_only_what_loses_nothing_may_be_done(cast: Cast) -> None:
    main, again = with_coordinator(cast), filed(cast, at=hours(4))
    join(cast, again, main)
    open_now = {step.action for step in policies.steps_open_to(cast.complaint_officer, fresh(again))}
    assert Action.SPLIT in open_now
    assert not {Action.TAKE, Action.JOIN, Action.REFER_TO_CENTRE, Action.EXPEDITE} & open_now
    with pytest.raises(Conflict) as refused:
        actions.take(actor=cast.complaint_officer, ticket_id=again.pk, at=hours(6))
    assert str(refused.value.message) == str(WHILE_JOINED)
    actions.add_words(actor=asking(again), ticket_id=again.pk, text="وتأخر اليوم أيضًا", at=hours(6))
    assert told("words_added") == ["coordinator"]


def test_its_own_promise_runs_on_and_sounds_to_who_has_the_main_ticket(cast: Cast) -> None:
    main, again = with_coordinator(cast), filed(cast, at=hours(4))
    join(cast, again, main)
    whole = Clock.objects.get(subject_kind="ticket", subject_id=again.pk, step="whole")
    assert (whole.ended_at, whole.due_at) == (None, fresh(again).committed_at)
    assert not Clock.objects.filter(subject_id=again.pk, ended_at=None).exclude(step="whole").exists()
    Notice.objects.all().delete()
    sound(whole.due_at + (whole.due_at - hours(4)) / 100)
    assert fresh(again).due_at is None
    assert "coordinator" in told("clock_late") + told("clock_warned") + told("alarms_digest")


def test_while_the_main_ticket_waits_for_the_person_both_stand_still(cast: Cast) -> None:
    main = filed(cast)
    actions.take(actor=cast.complaint_officer, ticket_id=main.pk, at=hours(1))
    again = filed(cast, at=hours(4))
    join(cast, again, main)
    actions.return_for_completion(actor=cast.complaint_officer, ticket_id=main.pk, missing="رقم الباص", at=hours(6))
    whole = Clock.objects.get(subject_kind="ticket", subject_id=again.pk, step="whole")
    assert Pause.objects.get(clock=whole, ended_at=None).reason == "waiting_for_beneficiary"
    promised = fresh(again).committed_at
    actions.complete(actor=asking(main), ticket_id=main.pk, text="٢٢", at=hours(30))
    whole.refresh_from_db()
    assert whole.paused_at is None
    assert fresh(again).committed_at == whole.due_at > promised


def test_withdrawn_the_main_ticket_lets_the_other_go(cast: Cast) -> None:
    main, again = filed(cast), filed(cast, at=hours(4))
    join(cast, again, main)
    actions.withdraw(actor=asking(main), ticket_id=main.pk, reason="تكفي الأخرى", at=hours(6))
    now = fresh(again)
    assert (now.joined_to_id, now.state, hands_of(now)) == (None, "submitted", Hands.CENTRE)
    assert Joining.objects.get().split_by_id is None
    assert told("ticket_split_off")
    assert not list(broken_links())


def test_what_may_not_be_joined(cast: Cast) -> None:
    first, again = filed(cast), filed(cast, at=hours(24))
    stranger = filed(
        cast, asker=dataclasses.replace(PARENT, identity=parse_identity("2000000006"), mobile=OTHER_MOBILE)
    )
    elsewhere = filed(cast, centre="other_centre")
    for ticket, main in ((first, first), (again, stranger), (first, again), (again, elsewhere)):
        with pytest.raises(Invalid) as refused:
            join(cast, ticket, main, at=30)
        assert list(refused.value.fields) == ["main"]
    with pytest.raises(NotAllowed):
        join(cast, again, first, by="monitoring_officer", at=30)
    assert not Joining.objects.exists()


def test_no_chain_and_no_circle(cast: Cast) -> None:
    first, second, third = filed(cast), filed(cast, at=hours(0.1)), filed(cast, at=hours(0.2))
    join(cast, second, first)
    for ticket, main in ((third, second), (first, third)):
        with pytest.raises((Conflict, Invalid)):
            join(cast, ticket, main)
    with pytest.raises(Conflict):
        join(cast, second, third)
    join(cast, third, first)
    assert first.joined.count() == 2


def test_nothing_is_joined_to_what_was_just_answered_or_withdrawn(cast: Cast) -> None:
    answered, again = under_review(cast), filed(cast, at=hours(4))
    actions.approve_reply(actor=cast.department_supervisor, ticket_id=answered.pk, at=hours(5))
    with pytest.raises(Conflict):
        join(cast, again, answered, at=6)
    assert fresh(again).joined_to_id is None


def ask(cast: Cast, ticket: Ticket, *, at: float = 5) -> JoinRequest:
    return actions.ask_to_join(
        actor=cast.complaint_officer,
        ticket_id=ticket.pk,
        centre_id=cast.places["other_centre"].pk,
        reason=WHY,
        at=hours(at),
    )


def answer(cast: Cast, ticket: Ticket, *, accepted: bool, text: str = "", at: float = 6) -> JoinRequest:
    return actions.answer_joining(
        actor=cast.other_officer, ticket_id=ticket.pk, accepted=accepted, text=text, at=hours(at)
    )


def test_the_centre_of_a_ticket_that_one_may_not_see_is_asked_and_joins_the_two(cast: Cast) -> None:
    theirs, mine = filed(cast, centre="other_centre"), filed(cast, at=hours(4))
    assert ask(cast, mine).other_id == theirs.pk
    assert {"other_officer", "stranger"} >= set(told("joining_asked")) > set()
    assert worklists.counts_for(cast.other_officer)["to-join"] == 1
    assert worklists.counts_for(cast.complaint_officer)["to-join"] == 0
    with pytest.raises(Conflict):
        ask(cast, mine)
    answer(cast, theirs, accepted=True)
    assert fresh(mine).joined_to_id == theirs.pk, "the one promised earlier is the main one, whoever asked"
    assert worklists.counts_for(cast.other_officer)["to-join"] == 0
    assert told("joining_answered") == ["complaint_officer"]
    assert kinds(mine) == ["filed", "joining_asked", "joining_answered", "joined"]
    assert kinds(theirs) == ["filed", "joining_asked_here", "joining_accepted", "joined_here"]
    assert not queries.tickets_visible_to(cast.complaint_officer).filter(pk=theirs.pk).exists()
    assert not list(broken_links())
    for ticket in (fresh(mine), fresh(theirs)):
        assert len(events_of("ticket", ticket.pk)) == ticket.version


def test_asked_from_the_earlier_ticket_the_other_follows(cast: Cast) -> None:
    mine, theirs = filed(cast), filed(cast, centre="other_centre", at=hours(24))
    ask(cast, mine, at=25)
    answer(cast, theirs, accepted=True, at=26)
    assert (fresh(theirs).joined_to_id, fresh(mine).joined_to_id) == (mine.pk, None)


def test_a_refusal_gives_its_reason_and_tells_no_more(cast: Cast) -> None:
    theirs, mine = filed(cast, centre="other_centre"), filed(cast, at=hours(4))
    ask(cast, mine)
    with pytest.raises(Invalid):
        answer(cast, theirs, accepted=False)
    answer(cast, theirs, accepted=False, text="حافلة أخرى")
    assert (fresh(mine).joined_to_id, fresh(theirs).joined_to_id) == (None, None)
    route = " ".join(str(event.data) for event in events_of("ticket", mine.pk))
    assert "حافلة أخرى" in route
    assert spoken(theirs.reference) not in route
    assert ask(cast, mine, at=7).answered_at is None, "one may ask again"


def test_what_ended_meanwhile_is_not_joined_and_the_wish_still_waits(cast: Cast) -> None:
    theirs, mine = filed(cast, centre="other_centre"), filed(cast, at=hours(4))
    ask(cast, mine)
    actions.withdraw(actor=asking(mine), ticket_id=mine.pk, reason="حُل", at=hours(5))
    with pytest.raises(Conflict):
        answer(cast, theirs, accepted=True)
    assert JoinRequest.objects.get().answered_at is None
    answer(cast, theirs, accepted=False, text="سُحبت")


def test_no_centre_is_asked_where_nothing_alike_is(cast: Cast) -> None:
    mine = filed(cast)
    with pytest.raises(Invalid) as refused:
        ask(cast, mine)
    assert list(refused.value.fields) == ["centre"]
    with pytest.raises(Conflict):
        answer(cast, filed(cast, centre="other_centre"), accepted=True)
