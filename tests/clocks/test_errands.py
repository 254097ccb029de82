"""A ticket's clocks, told as errands: what runs, what stands still, in whose hands, and who hears when it ends.

Bugs that others shipped are named where a test keeps them out.
"""

from datetime import date, time, timedelta

import pytest

from tawasul.calendars.schedule import FRIDAY, SATURDAY
from tawasul.clocks.models import Alarm, Clock, Hearer, Pause
from tawasul.clocks.sounding import sound_due
from tawasul.clocks.telling import tell_hearers
from tawasul.notices.models import Notice
from tawasul.service_levels import queries as service_levels
from tawasul.service_levels.amounts import Promise, Unit
from tawasul.tickets import actions
from tawasul.timeline.models import Event
from tawasul.timeline.queries import events_of
from tests.cast import RIYADH, Cast, asking, filed
from tests.clocks.times import clock, fresh, moment, sound
from tests.service_levels.documents import published

pytestmark = pytest.mark.django_db


def inquiry(cast: Cast, at: str = "2026-09-17 10:00", **more):
    return filed(cast, type="inquiry", at=moment(at), **more)


def taken(cast: Cast, at: str = "2026-09-17 10:00", **more):
    ticket = inquiry(cast, at, **more)
    actions.take(actor=cast.complaint_officer, ticket_id=ticket.pk, at=moment(at) + timedelta(minutes=10))
    return ticket


def refer(cast: Cast, ticket, at: str, department: str = "transport"):
    actions.refer_to_department(
        actor=cast.services_supervisor,
        ticket_id=ticket.pk,
        department_id=cast.places[department].pk,
        reason="من اختصاص الإدارة",
        at=moment(at),
    )


def heard(ticket, kind: str, number: int, step: str = "whole") -> set[str]:
    rows = Hearer.objects.filter(
        alarm__clock__subject_id=ticket.pk, alarm__clock__step=step, alarm__kind=kind, alarm__number=number
    )
    return {row.user.email.split("@")[0] for row in rows.select_related("user")}


def test_an_inquiry_of_thursday_before_national_day_is_due_on_monday_week(cast):
    assert clock(inquiry(cast)).due_at == moment("2026-09-28 14:30")


def test_a_report_in_the_night_is_warned_late_and_climbs_to_the_ministry(cast):
    ticket = filed(cast, type="report", at=moment("2027-03-08 23:50"))
    assert clock(ticket).due_at == moment("2027-03-09 01:50")
    assert sound(moment("2027-03-09 00:49")) == 2  # its triage, of fifteen minutes, is late and raised
    assert sound(moment("2027-03-09 00:50")) == 1
    assert heard(ticket, "warning", 50) == {"report_officer"}
    assert fresh(ticket).warned
    sound(moment("2027-03-09 01:50"))
    assert heard(ticket, "rung", 0) == {"report_officer"}
    sound(moment("2027-03-09 03:50"))
    assert heard(ticket, "rung", 1) == {"services_supervisor"}
    assert heard(ticket, "rung", 2) == {"supervisor", "performance_officer"}
    assert heard(ticket, "rung", 3) == {"official", "official_office"}
    assert heard(ticket, "rung", 4) == {"ministry_supervisor", "ministry_officer"}
    kinds = list(Event.objects.filter(subject_id=ticket.pk).order_by("sequence").values_list("kind", flat=True))
    assert kinds.count("became_late") == 2
    assert kinds.count("escalated") == 1 + 4
    assert Notice.objects.filter(kind="report_clock_escalated", user=cast.user("minister")).count() == 0
    assert Notice.objects.filter(kind="report_clock_escalated", user=cast.user("ministry_supervisor")).exists()


def test_each_alarm_sounds_once_however_often_it_is_asked(cast):
    ticket = inquiry(cast)
    assert sound(moment("2026-10-30 12:00")) > 0
    assert sound(moment("2026-10-30 12:00")) == 0
    assert Alarm.objects.filter(clock__subject_id=ticket.pk, kind="warning").count() == 0  # nothing is left to warn of
    assert Hearer.objects.filter(told_at=None).count() == 0


def test_a_pause_over_a_weekend_costs_its_working_day_and_no_more(cast):
    """GLPI 10594: counted too long. Frappe 2075: held time added to the creation time."""
    ticket = taken(cast)
    actions.return_for_completion(
        actor=cast.complaint_officer, ticket_id=ticket.pk, missing="صورة القرار", at=moment("2026-09-17 11:00")
    )
    assert fresh(ticket).due_at is None
    assert sound(moment("2026-09-20 09:00")) == 0  # nothing sounds while it waits
    actions.complete(actor=asking(ticket), ticket_id=ticket.pk, text="مرفقة", at=moment("2026-09-21 07:30"))
    assert clock(ticket).due_at == fresh(ticket).committed_at == moment("2026-09-29 14:30")
    pause = Pause.objects.get(clock__subject_id=ticket.pk)
    assert (pause.reason, pause.cause.split(":")[0]) == ("waiting_for_beneficiary", "returned")


def test_another_type_keeps_the_pause(cast):
    """GLPI 6902, 15605: changing the commitment forgot the pause."""
    ticket = taken(cast)
    officer = cast.complaint_officer
    actions.return_for_completion(
        actor=officer, ticket_id=ticket.pk, missing="صورة القرار", at=moment("2026-09-17 11:00")
    )
    actions.complete(actor=asking(ticket), ticket_id=ticket.pk, text="مرفقة", at=moment("2026-09-21 07:30"))
    actions.classify(actor=officer, ticket_id=ticket.pk, type="complaint", at=moment("2026-09-21 08:00"))
    without_pause = filed(cast, type="complaint", at=moment("2026-09-17 10:00"))
    assert clock(without_pause).due_at == moment("2026-10-05 14:30")
    assert clock(ticket).due_at == moment("2026-10-06 14:30")


def test_what_is_no_longer_promised_is_no_longer_late(cast):
    """Zammad 4353: a deactivated commitment stayed late."""
    triage = [Promise(kind, "triage", "", 240, Unit.WORKING_MINUTES, ladder=(0,)) for kind in ("inquiry", "complaint")]
    in_force = service_levels.document_in_force(moment("2026-08-01 08:00")).promises
    published(
        cast,
        moment("2026-08-01 08:00"),
        date(2026, 9, 1),
        [*triage, *(line for line in in_force if line.step != "triage")],
    )
    ticket = taken(cast, "2026-09-20 08:00")
    sound(moment("2026-09-21 08:00"))
    assert fresh(ticket).due_at == moment("2026-09-20 12:10"), "four hours from when it was taken: late"
    officer = {"actor": cast.complaint_officer, "ticket_id": ticket.pk}
    actions.classify(**officer, type="suggestion", at=moment("2026-09-21 09:00"))  # of which nobody owes a sorting
    assert fresh(ticket).due_at == fresh(ticket).committed_at > moment("2026-10-01 00:00")
    assert not fresh(ticket).warned
    leg = clock(ticket, "triage", 2)
    assert (leg.ended_at, leg.late_by) == (
        moment("2026-09-21 09:00"),
        timedelta(hours=2, minutes=20) + timedelta(hours=1.5),
    )
    assert sound(moment("2026-09-21 14:00")) == 0
    actions.classify(**officer, type="complaint", at=moment("2026-09-21 14:10"))
    assert clock(ticket, "triage", 3).due_at == moment("2026-09-22 11:10"), "it is owed again, from now on"
    assert fresh(ticket).due_at == moment("2026-09-22 11:10")


def test_midnight_sounds_nothing(cast):
    """GLPI PR 22678: midnight fired a level. Signalen: Monday to Friday. All sounds in working hours, on working days."""
    taken(cast)
    sound(moment("2026-09-17 18:00"))
    at, silent = moment("2026-09-18 00:00"), 0
    while at < moment("2026-10-12 00:00"):
        silent += sound(at)
        at += timedelta(days=1)
        sound(at - timedelta(hours=6))
    assert silent == 0
    planned = [row.astimezone(RIYADH) for row in Alarm.objects.values_list("planned_at", flat=True)]
    assert len(planned) >= 8
    assert all(time(7, 30) <= row.time() <= time(14, 30) and row.weekday() not in (FRIDAY, SATURDAY) for row in planned)


def test_of_several_times_the_nearest_counts_and_none_overrules_another(cast):
    """Zammad 5177: the next clock overruled the first."""
    ticket = taken(cast, "2026-09-20 08:00")
    assert fresh(ticket).due_at == clock(ticket, "triage", 2).due_at < clock(ticket).due_at
    refer(cast, ticket, "2026-09-20 09:00")
    actions.accept(actor=cast.coordinator, ticket_id=ticket.pk, at=moment("2026-09-28 10:00"))
    assert (
        clock(ticket, "answer", 2).due_at > clock(ticket).due_at == fresh(ticket).due_at == fresh(ticket).committed_at
    )
    first, second = clock(ticket), clock(ticket, "answer", 2)
    sound(first.due_at)
    assert heard(ticket, "rung", 0) == {"coordinator"}
    assert clock(ticket, "answer", 2).due_at == second.due_at
    sound(second.due_at)
    assert heard(ticket, "rung", 0, "answer") >= {"coordinator"}, "the first's lateness silences no other"
    assert clock(ticket).due_at == first.due_at


def test_under_another_line_that_promises_the_same_what_sounded_has_sounded(cast):
    ticket = taken(cast)
    sound(moment("2026-09-28 14:30"))
    before = Alarm.objects.filter(clock=clock(ticket)).count()
    officer = {"actor": cast.complaint_officer, "ticket_id": ticket.pk}
    actions.classify(**officer, type="complaint", priority="high", at=moment("2026-09-28 15:00"))  # five days too
    assert clock(ticket).due_at == moment("2026-09-28 14:30")
    sound(moment("2026-09-28 15:00"))
    assert Alarm.objects.filter(clock=clock(ticket)).count() == before
    actions.classify(**officer, type="complaint", priority="urgent", at=moment("2026-09-28 16:00"))  # two days
    sound(moment("2026-09-28 16:00"))
    assert Alarm.objects.filter(clock=clock(ticket), turn=2, kind="rung", number=0).exists()


def test_a_pressing_one_is_promised_sooner(cast):
    ticket = taken(cast)
    actions.classify(
        actor=cast.complaint_officer,
        ticket_id=ticket.pk,
        type="inquiry",
        priority="urgent",
        at=moment("2026-09-17 11:00"),
    )
    assert fresh(ticket).committed_at == moment("2026-09-20 14:30")


def test_every_holder_has_a_time_of_their_own_and_none_is_lost(cast):
    """GLPI 1911: the receiver had none. Zammad 5624: the sender's ran on. escalade 355: A, B, A lost a leg."""
    ticket = taken(cast, "2026-09-20 09:00")
    refer(cast, ticket, "2026-09-20 10:00")
    refer(cast, ticket, "2026-09-20 12:00", "followup")
    refer(cast, ticket, "2026-09-21 09:00")
    legs = [clock(ticket, "answer", leg) for leg in (1, 2, 3)]
    transport, followup = cast.places["transport"].pk, cast.places["followup"].pk
    assert [leg.department_id for leg in legs] == [transport, followup, transport]
    assert [leg.used for leg in legs] == [
        timedelta(hours=2),
        timedelta(hours=2, minutes=30) + timedelta(hours=1.5),
        None,
    ]
    assert [leg.ended_at is None for leg in legs] == [False, False, True]
    assert clock(ticket).ended_at is None


def test_a_note_does_not_begin_the_time_anew(cast):
    """DIGIT: any comment restarted the escalation."""
    ticket = taken(cast)
    before = {row.pk: (row.due_at, row.next_at, row.stage) for row in Clock.objects.all()}
    actions.add_note(
        actor=cast.complaint_officer, ticket_id=ticket.pk, text="اتصلت بالمدرسة", at=moment("2026-09-20 09:00")
    )
    assert {row.pk: (row.due_at, row.next_at, row.stage) for row in Clock.objects.all()} == before


def test_what_was_late_stays_known_as_late(cast):
    ticket = taken(cast, "2026-09-20 08:00")
    refer(cast, ticket, "2026-09-20 09:00")
    actions.accept(actor=cast.coordinator, ticket_id=ticket.pk, at=moment("2026-09-20 10:00"))
    text = "عاد الباص إلى خط سيره ابتداء من يوم الأحد."
    actions.draft_reply(actor=cast.coordinator, ticket_id=ticket.pk, text=text, at=moment("2026-09-29 08:00"))
    actions.submit_reply(actor=cast.coordinator, ticket_id=ticket.pk, text=text, at=moment("2026-09-29 08:30"))
    leg = clock(ticket, "answer", 2)
    assert leg.holder == cast.user("coordinator")
    assert leg.due_at == moment("2026-09-27 14:30")  # Monday, Tuesday; Wednesday and Thursday are off
    assert leg.late_by == timedelta(hours=8)  # Monday's seven hours and one of Tuesday
    assert clock(ticket, "triage", 1).late_by == timedelta()
    actions.approve_reply(actor=cast.department_supervisor, ticket_id=ticket.pk, at=moment("2026-09-30 09:30"))
    assert clock(ticket).late_by == timedelta(hours=2)
    assert sound(moment("2026-12-30 09:30")) == 0
    assert fresh(ticket).due_at is None


def test_who_is_absent_is_represented_by_their_deputy(cast):
    from tawasul.centres import actions as centres

    centres.cover_absence(
        actor=cast.ministry_supervisor,
        membership_id=cast.members["supervisor"].pk,
        deputy_id=cast.user("assistant").pk,
        begins_on=date(2026, 9, 1),
        ends_on=date(2026, 10, 30),
        at=moment("2026-09-01 08:00"),
    )
    ticket = inquiry(cast)
    sound(moment("2026-10-01 12:00"))
    assert heard(ticket, "rung", 2) == {"assistant", "performance_officer"}


def test_where_nobody_stands_on_a_rung_the_next_one_hears(cast):
    from tawasul.centres.models import Membership

    Membership.objects.filter(role="department_supervisor").update(ends_on=date(2026, 9, 1))
    ticket = taken(cast, "2026-09-20 08:00")
    refer(cast, ticket, "2026-09-20 09:00")
    sound(moment("2026-10-01 12:00"))
    assert heard(ticket, "rung", 1, "answer") == {"supervisor", "performance_officer"}
    raised = [e for e in events_of("ticket", ticket.pk) if e.kind == "escalated" and e.data["step"] == "answer"]
    assert [e.data["rung_en"] for e in raised if e.data["rung"] == 1] == ["Centre supervisor"]


def test_the_route_names_who_leads_the_officers_where_no_department_has_the_ticket(cast):
    ticket = inquiry(cast)
    sound(moment("2026-10-01 12:00"))
    raised = [e for e in events_of("ticket", ticket.pk) if e.kind == "escalated" and e.data["rung"] == 1]
    assert {e.data["rung_en"] for e in raised} == {"Supervisor of electronic services"}


def test_many_at_once_make_one_digest(cast):
    tickets = [inquiry(cast) for _ in range(6)]
    sound(moment("2026-09-28 14:30"))
    officer = cast.user("complaint_officer")
    told = Notice.objects.filter(user=officer, channel="in_app", kind__in=["clock_late", "alarms_digest"])
    assert [row.kind for row in told] == ["alarms_digest"]
    assert told[0].context["count"] == str(len(tickets) * 2)  # the whole and the triage of each


def test_after_a_standstill_many_emergencies_are_told_at_once_and_in_one_message(cast):
    for _ in range(5):
        filed(cast, type="report", at=moment("2026-09-28 23:00"))
    assert sound_due(at=moment("2026-09-29 03:00")), "nothing sounded for four hours"
    assert tell_hearers(at=moment("2026-09-29 03:00")), "without waiting for more"
    officer = cast.user("report_officer")
    rows = Notice.objects.filter(user=officer).filter(kind__in=["report_clock_late", "report_alarms_digest"])
    told = {row.channel: row for row in rows}
    assert len(told) == len(rows)
    assert {row.kind for row in rows} == {"report_alarms_digest"}
    assert "lists/late" in told["in_app"].context["link"]
    assert all(row.next_attempt_at == row.owed_at for row in rows if row.state == "owed"), "by night too"


def test_the_night_of_the_ladder_is_told_once_even_if_asked_twice(cast):
    inquiry(cast)
    sound(moment("2026-09-28 14:30"))
    before = Notice.objects.count()
    sound(moment("2026-09-28 14:31"))
    assert Notice.objects.count() == before
