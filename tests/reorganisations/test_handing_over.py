"""Whatever a plan does: each open ticket lies at an open place, in one pair of hands, with its clocks as they are reckoned."""

from datetime import timedelta

import pytest

from tawasul.centres.models import Place
from tawasul.clocks.clock import read
from tawasul.clocks.models import Clock
from tawasul.clocks.queries import running
from tawasul.clocks.reading import Schedules, pauses_of, promise_of
from tawasul.reorganisations import actions as reorganisations
from tawasul.reorganisations.tree import Line, StepKind
from tawasul.tickets import actions
from tawasul.tickets.lifecycle import FINAL_STATES, HANDS, Hands, State
from tawasul.tickets.models import Custody, Ticket
from tawasul.timeline.proof import broken_links
from tests.cast import SUNDAY, Cast, asking, assemble, filed, hours, replied, under_review, with_coordinator
from tests.reorganisations.neighbours import DAY, NOON, drafted, merge, move, settle
from tests.tickets.asking import asked, place

PLANS: dict[str, list[Line]] = {
    "merge the sector": [merge("sector", "south")],
    "merge it into a university": [merge("sector", "university")],
    "merge the neighbour into it": [merge("south", "sector"), move("followup", "other_centre")],
    "merge one department": [merge("transport", "south_transport")],
    "move the centre": [move("centre", "south")],
    "a chain": [merge("sector", "south"), merge("south", "university")],
    "move and merge": [move("transport", "followup"), merge("centre", "other_centre")],
    "a new one": [
        Line(
            number=0, step=StepKind.OPEN, code="region", other="ministry", kind="education_department",
            name_ar="المنطقة", name_en="The region",
        ),
        merge("sector", "region"), merge("south", "region"),
    ],
}  # fmt: skip


@pytest.fixture
def cast(db: None) -> Cast:
    return settle(assemble())


def in_every_state(cast: Cast) -> list[Ticket]:
    """A ticket in each state that the tests' people reach, and one joined to another."""
    new = filed(cast)
    taken = filed(cast, subject="تأخر الحافلة")
    actions.take(actor=cast.complaint_officer, ticket_id=taken.pk, at=hours(1))
    returned = filed(cast, subject="طلب نقل")
    actions.take(actor=cast.complaint_officer, ticket_id=returned.pk, at=hours(1))
    actions.return_for_completion(
        actor=cast.complaint_officer, ticket_id=returned.pk, missing="صورة الهوية", at=hours(2)
    )
    held = with_coordinator(cast)
    asked(cast, held, place(cast, "followup"), place(cast, "south_transport"))
    reviewed, answered, ended, objected = under_review(cast), replied(cast), replied(cast), replied(cast)
    actions.close(actor=asking(ended), ticket_id=ended.pk, at=hours(7))
    actions.object_to_reply(actor=asking(objected), ticket_id=objected.pk, text="لم يعد الباص", at=hours(7))
    return [new, taken, returned, held, reviewed, answered, ended, objected, filed(cast, centre="other_centre")]


@pytest.mark.parametrize("name", PLANS)
def test_whatever_the_plan(cast: Cast, name: str) -> None:
    tickets = in_every_state(cast)
    columns = ("pk", "state", "committed_at", "version", "sector", "centre", "department", "holder")
    before = {row["pk"]: row for row in Ticket.objects.values(*columns)}
    ended_clocks = list(Clock.objects.filter(ended_at__isnull=False).order_by("pk").values())
    ended_legs = list(Custody.objects.filter(ended_at__isnull=False).order_by("pk").values())
    plan = drafted(cast, *PLANS[name])
    reorganisations.confirm(actor=cast.minister_office, plan_id=plan.pk, at=SUNDAY)
    done = reorganisations.carry_out(plan_id=plan.pk, now=lambda: NOON)
    assert done.standing == "done"
    assert "left" not in done.outcome
    for row in Place.objects.select_related("parent", "succeeded_by"):
        assert row.path == f"{row.parent.path if row.parent else ''}{row.pk}."
        assert row.order_key.startswith(row.parent.order_key if row.parent else "")
        assert row.succeeded_by is None or row.succeeded_by.closed_on is None
    for ticket in tickets:
        now = Ticket.objects.select_related("sector", "centre", "department").get(pk=ticket.pk)
        if State(now.state) in FINAL_STATES:
            assert before[now.pk] == Ticket.objects.values(*columns).get(pk=now.pk)
            continue
        assert now.centre.closed_on is None
        assert now.department is None or (
            now.department.closed_on is None and f".{now.centre_id}." in now.department.path
        )
        assert now.sector is None or (now.sector.closed_on is None and f".{now.sector_id}." in now.centre.path)
        assert now.committed_at <= before[now.pk]["committed_at"], "nothing is promised later"
        legs = list(Custody.objects.filter(ticket=now, ended_at=None))
        hands = HANDS[State(now.state)]
        assert len(legs) == (hands is not Hands.NOBODY)
        for leg in legs:
            assert (leg.hands, leg.sector_id, leg.centre_id, leg.department_id) == (
                hands.value, now.sector_id, now.centre_id, now.department_id,
            )  # fmt: skip
        for clock in running("ticket", now.pk):
            promise = promise_of(clock)
            schedule = Schedules().of(clock.scope, promise)
            assert clock.due_at == read(promise, schedule, clock.began_at, pauses_of(clock), stage=0, at=NOON).due_at
            assert (clock.centre_id, clock.sector_id) == (now.centre_id, now.sector_id)
    for statement in [row for ticket in tickets for row in ticket.statements.filter(ended_at=None)]:
        assert statement.department.closed_on is None
        assert f".{statement.centre_id}." in statement.department.path
    assert (
        list(Clock.objects.filter(pk__in=[row["id"] for row in ended_clocks]).order_by("pk").values()) == ended_clocks
    )
    assert list(Custody.objects.filter(pk__in=[row["id"] for row in ended_legs]).order_by("pk").values()) == ended_legs
    assert not list(broken_links())
    events = Ticket.objects.count(), done.done
    again = reorganisations.carry_out(plan_id=plan.pk, now=lambda: NOON + timedelta(hours=1))
    assert (Ticket.objects.count(), again.done) == events, "asked again, nothing more is done"
    assert reorganisations.bring_stragglers(now=lambda: NOON) == 0


def test_a_calendar_goes_with_its_centre_and_a_promise_is_never_put_off(cast: Cast) -> None:
    """The successor is closed for a week: what was promised by the old calendar stands."""
    from tawasul.calendars import actions as calendars
    from tawasul.calendars.schedule import Words

    ticket = with_coordinator(cast)
    closed = {"kind": "closure", "reason": Words("صيانة", "Repairs"), "assumed": False, "by": "E1", "at": SUNDAY}
    calendars.add_day_off(
        scope=cast.places["south_centre"].path, first_day=DAY, last_day=DAY + timedelta(days=7), **closed
    )
    promised = Ticket.objects.get(pk=ticket.pk).committed_at
    plan = drafted(cast, merge("sector", "south"))
    reorganisations.confirm(actor=cast.minister_office, plan_id=plan.pk, at=SUNDAY)
    reorganisations.carry_out(plan_id=plan.pk, now=lambda: NOON)
    assert Ticket.objects.get(pk=ticket.pk).committed_at == promised
    whole = Clock.objects.get(subject_kind="ticket", subject_id=ticket.pk, step="whole")
    assert (whole.scope, whole.centre.code) == (cast.places["centre"].path, "south_centre")


def test_a_promise_that_the_successor_keeps_sooner_becomes_sooner_and_says_so(cast: Cast) -> None:
    from tawasul.calendars import actions as calendars
    from tawasul.calendars.schedule import Words
    from tawasul.timeline.models import Event

    closed = {"kind": "closure", "reason": Words("صيانة", "Repairs"), "assumed": False, "by": "E1", "at": SUNDAY}
    calendars.add_day_off(scope=cast.places["centre"].path, first_day=DAY, last_day=DAY + timedelta(days=7), **closed)
    ticket = with_coordinator(cast)
    promised = Ticket.objects.get(pk=ticket.pk).committed_at
    plan = drafted(cast, merge("sector", "south"))
    reorganisations.confirm(actor=cast.minister_office, plan_id=plan.pk, at=SUNDAY)
    reorganisations.carry_out(plan_id=plan.pk, now=lambda: NOON)
    assert Ticket.objects.get(pk=ticket.pk).committed_at < promised
    assert Event.objects.filter(subject_kind="ticket", subject_id=ticket.pk).latest("sequence").kind == "deadline_moved"
