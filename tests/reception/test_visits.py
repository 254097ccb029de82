"""Errands in the hall: people come, are called, passed on, let go; and who may do nothing there."""

from datetime import timedelta

import pytest

from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tawasul.notices.compose import line as said_in
from tawasul.notices.compose import line_in
from tawasul.notices.models import Notice
from tawasul.notices.segments import length_of
from tawasul.people.models import Beneficiary
from tawasul.reception import actions, queries
from tawasul.reception.labels import ONLINE_SAYINGS
from tawasul.reception.models import Desk, Hall, Visit
from tawasul.timeline import queries as timeline
from tawasul.timeline.proof import broken_links
from tests.cast import SUNDAY, filed, hours
from tests.reception.coming import PARENT_COMES, SECOND, came, seat

MINUTE = timedelta(minutes=1)


def after(minutes):
    return SUNDAY + minutes * MINUTE


def test_numbers_are_of_a_line_a_centre_and_a_day(cast):
    said = [came(cast).spoken, came(cast).spoken, came(cast, reason="ask").spoken, came(cast, reason="meeting").spoken]
    assert said == ["A-001", "A-002", "B-001", "C-001"]
    assert came(cast, by="stranger").spoken == "A-001"
    assert came(cast, at=hours(24)).spoken == "A-001"


def test_a_visitor_is_recorded_once_and_has_one_number_at_a_time(cast):
    first = came(cast, PARENT_COMES)
    with pytest.raises(Conflict) as refused:
        came(cast, PARENT_COMES, reason="ask")
    assert refused.value.code == "already-here"
    assert first.spoken in str(refused.value.message)
    desk = seat(cast)
    actions.call_next(actor=cast.counter_officer, at=after(1))
    actions.finish(actor=cast.counter_officer, visit_id=first.pk, outcome="answered", at=after(5))
    again = came(cast, PARENT_COMES, reason="ask", at=after(20))
    assert (again.spoken, again.beneficiary_id) == ("B-001", first.beneficiary_id)
    assert Beneficiary.objects.count() == 1
    assert desk.name == "1"


def test_what_is_wrong_at_the_door_is_said_by_field_and_nothing_is_kept(cast):
    with pytest.raises(Invalid) as refused:
        came(cast, "ا", reason="nothing", priority="king")
    assert set(refused.value.fields) == {"name", "reason", "priority"}
    other = filed(cast, centre="other_centre")
    with pytest.raises(Invalid) as refused:
        came(cast, ticket_id=other.pk)
    assert set(refused.value.fields) == {"ticket"}
    assert not Visit.objects.exists()


def test_the_elderly_and_people_with_disabilities_are_called_first(cast):
    plain, elderly, disabled = (
        came(cast),
        came(cast, at=after(2), priority="elderly"),
        came(cast, at=after(3), priority="disability"),
    )
    seat(cast)
    called = []
    for minute in (5, 6, 7):
        visit = actions.call_next(actor=cast.counter_officer, at=after(minute))
        assert visit is not None
        called.append(visit.pk)
        actions.finish(actor=cast.counter_officer, visit_id=visit.pk, outcome="answered", at=after(minute))
    assert called == [elderly.pk, disabled.pk, plain.pk]
    assert actions.call_next(actor=cast.counter_officer, at=after(8)) is None


def test_a_whole_visit_and_its_sentences(cast):
    ticket = filed(cast)
    visit = came(cast, PARENT_COMES, reason="follow_up", ticket_id=ticket.pk)
    seat(cast, "3")
    officer = cast.counter_officer
    actions.call_next(actor=officer, at=after(4))
    actions.recall(actor=officer, visit_id=visit.pk, at=after(5))
    actions.begin(actor=officer, visit_id=visit.pk, at=after(6))
    actions.park(actor=officer, visit_id=visit.pk, note="صورة العقد", at=after(8))
    actions.bring_back(actor=cast.reception_officer, visit_id=visit.pk, at=after(20))
    assert actions.call_next(actor=officer, at=after(21)).pk == visit.pk
    actions.finish(actor=officer, visit_id=visit.pk, outcome="completed", at=after(25))
    visit.refresh_from_db()
    assert (visit.state, visit.outcome, visit.served_by_id) == ("finished", "completed", officer.user_id)
    assert (visit.first_called_at, visit.called_at, visit.ended_at) == (after(4), after(21), after(25))
    kinds = [event.kind for event in timeline.events_of("visit", visit.pk)]
    assert kinds == ["arrived", "called", "called_again", "begun", "parked", "brought_back", "called", "finished"]
    assert not list(broken_links())


def test_passed_on_to_another_desk_a_visitor_keeps_number_and_turn(cast):
    visit = came(cast)
    for minute in (1, 2, 3):
        came(cast, reason="meeting", at=after(minute))
    seat(cast, "1")
    other = seat(cast, "2", who="meetings_officer", lines=("meetings",))
    actions.call_next(actor=cast.counter_officer, at=after(5))
    actions.transfer(actor=cast.counter_officer, visit_id=visit.pk, line="meetings", desk_id=other.pk, at=after(6))
    assert actions.call_next(actor=cast.counter_officer, at=after(6)) is None
    called = actions.call_next(actor=cast.meetings_officer, at=after(7))
    assert (called.pk, called.spoken, called.line) == (visit.pk, "A-001", "meetings")
    with pytest.raises(NotFound):
        actions.finish(actor=cast.counter_officer, visit_id=visit.pk, outcome="answered", at=after(8))


def test_a_desk_that_closes_gives_its_visitor_back(cast):
    first, second = came(cast), came(cast, at=after(1))
    seat(cast, "1")
    seat(cast, "2", who="hall_supervisor")
    actions.call_next(actor=cast.counter_officer, at=after(2))
    actions.close_desk(actor=cast.counter_officer, at=after(3))
    assert actions.call_next(actor=cast.hall_supervisor, at=after(4)).pk == first.pk
    with pytest.raises(Conflict) as refused:
        actions.call_next(actor=cast.counter_officer, at=after(4))
    assert refused.value.code == "no-desk"
    assert Visit.objects.get(pk=second.pk).state == "waiting"


def test_whoever_was_to_come_to_a_closed_desk_may_go_to_any(cast):
    visit = came(cast)
    seat(cast, "1")
    gone = seat(cast, "2", who="hall_supervisor")
    actions.move(actor=cast.supervisor, visit_id=visit.pk, line="requests", desk_id=gone.pk, at=after(1))
    assert actions.call_next(actor=cast.counter_officer, at=after(2)) is None
    actions.close_desk_of(actor=cast.supervisor, desk_id=gone.pk, at=after(3))
    assert actions.call_next(actor=cast.counter_officer, at=after(4)).pk == visit.pk


def test_whoever_did_not_come_waits_anew_when_they_do(cast):
    missing, other = came(cast), came(cast, at=after(1))
    seat(cast)
    actions.call_next(actor=cast.counter_officer, at=after(2))
    actions.miss(actor=cast.counter_officer, visit_id=missing.pk, at=after(4))
    actions.bring_back(actor=cast.reception_officer, visit_id=missing.pk, at=after(5))
    assert actions.call_next(actor=cast.counter_officer, at=after(6)).pk == other.pk


def test_a_step_that_was_done_already_is_refused(cast):
    visit = came(cast)
    seat(cast)
    officer = cast.counter_officer
    actions.call_next(actor=officer, at=after(1))
    with pytest.raises(Conflict) as busy:
        actions.call_next(actor=officer, at=after(2))
    assert busy.value.code == "busy"
    actions.finish(actor=officer, visit_id=visit.pk, outcome="answered", at=after(3))
    with pytest.raises(Conflict) as refused:
        actions.finish(actor=officer, visit_id=visit.pk, outcome="answered", at=after(3))
    assert refused.value.code == "not-now"
    with pytest.raises(Invalid):
        actions.finish(actor=officer, visit_id=visit.pk, outcome="nothing", at=after(3))


def test_one_desk_for_each_person_and_one_person_at_each_desk(cast):
    seat(cast, "1")
    with pytest.raises(Conflict) as refused:
        seat(cast, "1", who="hall_supervisor")
    assert refused.value.code == "taken"
    with pytest.raises(Conflict) as refused:
        seat(cast, "2")
    assert refused.value.code == "another-desk"
    with pytest.raises(Invalid) as wrong:
        seat(cast, " ", who="hall_supervisor", lines=("nothing",))
    assert set(wrong.value.fields) == {"name", "lines"}


def test_strangers_and_other_roles_do_nothing_here(cast):
    visit = came(cast)
    seat(cast)
    for name in ("coordinator", "complaint_officer", "ministry_supervisor"):
        with pytest.raises(NotAllowed):
            came(cast, by=name)
    with pytest.raises(NotAllowed):
        actions.move(actor=cast.counter_officer, visit_id=visit.pk, line="meetings", at=after(1))
    with pytest.raises(NotFound):
        actions.leave(actor=cast.stranger, visit_id=visit.pk, at=after(1))
    assert not queries.visits_visible_to(cast.stranger).exists()
    assert queries.visits_visible_to(cast.ministry_supervisor).exists()
    assert not queries.visits_visible_to(cast.coordinator).exists()


def test_what_an_earlier_day_left_open_does_not_stand_in_the_way(cast):
    visit = came(cast)
    seat(cast)
    actions.call_next(actor=cast.counter_officer, at=after(1))
    seat(cast, at=hours(24))
    assert actions.call_next(actor=cast.counter_officer, at=hours(24)) is None
    visit.refresh_from_db()
    assert (visit.state, visit.ended_at) == ("left", hours(24))
    assert Desk.objects.get().opened_at == hours(24)


def told(visit):
    """What was sent to the visitor's mobile."""
    return [
        (row.kind, row.address, row.channel)
        for row in Notice.objects.filter(subject_kind="visit", subject_id=visit.pk).order_by("pk")
    ]


def test_the_place_and_the_link_go_to_the_mobile_each_once_when_asked_for_and_each_stands_in_the_visit(cast):
    ticket, door = filed(cast), cast.reception_officer
    visit = came(cast, PARENT_COMES, reason="follow_up", ticket_id=ticket.pk)
    actions.send_place(actor=door, visit_id=visit.pk, at=after(1))
    assert told(visit) == [("visit_place", PARENT_COMES.mobile, "sms")], "the place alone: nothing else was asked for"
    assert f" {visit.spoken}." in line_in(Notice.objects.get(kind="visit_place"), "ar"), (
        "the number as the slip says it"
    )
    actions.send_link(actor=door, visit_id=visit.pk, at=after(2))
    assert told(visit)[1:] == [("visit_follow", PARENT_COMES.mobile, "sms")]
    for again in (actions.send_place, actions.send_link):
        with pytest.raises(Conflict) as refused:
            again(actor=door, visit_id=visit.pk, at=after(3))
        assert refused.value.code == "sent"
    kinds = [event.kind for event in timeline.events_of("visit", visit.pk)]
    assert kinds == ["arrived", "link_sent", "way_sent"]
    with pytest.raises(Invalid):
        actions.send_place(actor=door, visit_id=came(cast, SECOND).pk, at=after(1))


@pytest.mark.parametrize(
    ("reason", "link", "how"),
    [
        ("file", "/file/", "A request can be filed on the portal"),
        ("complete", "/follow/", "What is missing can be sent on the portal"),
        ("ask", "/file/?type=inquiry", "A question can be asked on the portal"),
        ("meeting", "/file/?type=meeting", "A meeting with the official is asked for on the portal"),
    ],
)
def test_whoever_comes_is_sent_where_just_that_is_done_without_a_visit(cast, reason, link, how):
    visit = came(cast, PARENT_COMES, reason=reason)
    actions.send_link(actor=cast.reception_officer, visit_id=visit.pk, at=after(1))
    sent = Notice.objects.get(kind="visit_online", subject_id=visit.pk)
    assert sent.context["link"] == link
    assert sent.context["how"]["en"].startswith(how)
    assert how in line_in(sent, "en")


@pytest.mark.parametrize("reason", sorted(ONLINE_SAYINGS))
def test_the_message_about_it_is_one_sentence_after_the_number_and_no_long_message(cast, reason, settings):
    settings.PUBLIC_URL = "https://tawasul.moe.gov.sa"
    visit = came(cast, PARENT_COMES, reason=reason)
    actions.send_link(actor=cast.reception_officer, visit_id=visit.pk, at=after(1))
    notice = Notice.objects.get(kind="visit_online", subject_id=visit.pk)
    text = said_in(notice)
    assert text.startswith(f"رقمك {visit.spoken}. وما جئت من أجله يُنجز دون زيارة: ")
    assert length_of(text).segments <= 3


def test_what_is_missing_of_a_ticket_is_sent_by_a_link_with_its_number(cast):
    ticket = filed(cast)
    visit = came(cast, PARENT_COMES, reason="complete", ticket_id=ticket.pk)
    actions.send_link(actor=cast.reception_officer, visit_id=visit.pk, at=after(1))
    assert Notice.objects.get(kind="visit_online").context["link"] == f"/follow/?number={ticket.reference}"


@pytest.mark.parametrize("reason", ["papers", "attend", "other"])
def test_nothing_is_sent_of_what_needs_a_desk(cast, reason):
    visit = came(cast, PARENT_COMES, reason=reason)
    with pytest.raises(Invalid) as refused:
        actions.send_link(actor=cast.reception_officer, visit_id=visit.pk, at=after(1))
    assert refused.value.code == "no-way"
    assert told(visit) == []


def test_everything_that_happens_moves_the_hall_on_and_nothing_else_does(cast):
    came(cast)
    here = cast.places["centre"].pk
    seen = queries.version_of(here)
    queries.situation(here, after(1))
    assert queries.version_of(here) == seen
    seat(cast)
    actions.call_next(actor=cast.counter_officer, at=after(1))
    assert queries.version_of(here) == seen + 2
    key = Hall.objects.get().screen_key
    actions.renew_screen(actor=cast.supervisor, at=after(2))
    assert queries.hall_by_screen(key) is None


def test_whoever_is_for_one_desk_stands_behind_those_alone_whom_it_calls(cast):
    for number, line in enumerate(("follow_up", "meetings")):
        seat(cast, str(number + 1), who=("counter_officer", "hall_supervisor")[number], lines=(line,))
    other = came(cast, reason="ask")
    passed, later = came(cast, reason="meeting", at=after(1)), came(cast, reason="meeting", at=after(2))
    Visit.objects.filter(pk=passed.pk).update(for_desk=Desk.objects.get(name="2"), line="follow_up")
    now = queries.situation(cast.places["centre"].pk, after(3))
    shown = {visit.pk: now.before(visit) for visit in now.queue}
    assert shown == {other.pk: 0, passed.pk: 0, later.pk: 1}


def test_who_is_before_whom_and_how_long_it_takes(cast, django_assert_num_queries):
    first, second = came(cast), came(cast, at=after(1))
    third = came(cast, at=after(2), priority="elderly")
    here = cast.places["centre"].pk
    assert queries.situation(here, after(3)).waits == {first.pk: None, second.pk: None, third.pk: None}
    seat(cast, at=after(3))
    now = queries.situation(here, after(3))
    assert [now.before(visit) for visit in (third, first, second)] == [0, 1, 2]
    assert now.waits[third.pk] == 0
    assert now.waits[first.pk] < now.waits[second.pk]
    for number in range(30):
        came(cast, at=after(4 + number))
    with django_assert_num_queries(4):
        assert len(queries.situation(here, after(40)).queue) == 33
