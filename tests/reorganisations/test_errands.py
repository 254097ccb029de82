"""The tree changes: open tickets are handed over, people go on, old names find the new place, the past stays as it was."""

from datetime import timedelta

import pytest
from django.test import Client

from tawasul.centres import queries as centres
from tawasul.centres.models import Membership, Place
from tawasul.clocks.models import Clock
from tawasul.lib.errors import Conflict, Invalid, NotAllowed
from tawasul.notices.models import Notice
from tawasul.reorganisations import actions as reorganisations
from tawasul.reorganisations import queries
from tawasul.reorganisations.tree import Line, StepKind
from tawasul.tickets import actions, finding
from tawasul.tickets.actions import problems
from tawasul.tickets.models import Custody, Ticket
from tawasul.tickets.problems.queries import problems_visible_to
from tawasul.tickets.queries import contents_of, public_contents_of, ticket_for, tickets_lying_with, tickets_visible_to
from tawasul.timeline.proof import broken_links
from tawasul.timeline.queries import events_of
from tests.cast import SUNDAY, Cast, asking, assemble, filed, hours, replied, under_review, with_coordinator
from tests.reorganisations.neighbours import DAY, DECREE, NOON, carried_out, drafted, merge, move, now, settle
from tests.tickets.asking import asked, fresh, place


@pytest.fixture
def cast(db: None) -> Cast:
    return settle(assemble())


def actor_at(cast: Cast, name: str, code: str) -> object:
    """Somebody as they act at the place where they are since the reorganisation."""
    row = Membership.objects.select_related("place", "user", "covers").get(
        centres.held_on(NOON.date()), user=cast.user(name), place__code=code
    )
    return centres.actor_for(row)


def test_a_department_is_merged_and_its_tickets_go_over_with_their_coordinator(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    promised = ticket.committed_at
    plan = carried_out(cast, merge("sector", "south"))
    assert (plan.standing, plan.done) == ("done", 1)
    ticket = fresh(ticket)
    assert (ticket.sector.code, ticket.centre.code, ticket.department.code) == (
        "south",
        "south_centre",
        "south_transport",
    )
    assert (ticket.state, ticket.holder_id) == ("with_coordinator", cast.user("coordinator").pk)
    assert ticket.committed_at == promised
    *_earlier, before, leg = Custody.objects.filter(ticket=ticket).order_by("pk")
    assert (before.department.code, before.ended_at) == ("transport", NOON)
    assert (leg.department.code, leg.began_at, leg.ended_at, leg.holder_id) == (
        "south_transport", NOON, None, ticket.holder_id,
    )  # fmt: skip
    running = Clock.objects.get(subject_kind="ticket", subject_id=ticket.pk, step="answer", ended_at=None)
    assert (running.centre.code, running.leg, running.began_at) == ("south_centre", 3, NOON)
    event = contents_of(ticket).events[-1]
    assert (event.kind, event.data["reason"][: len(DECREE)]) == ("brought_over", DECREE)
    assert event.data["from_ar"] == "إدارة النقل المدرسي، مركز رعاية المستفيدين بالواحة"
    assert public_contents_of(ticket).events[-1].kind == "brought_over"
    actions.draft_reply(
        actor=actor_at(cast, "coordinator", "south_transport"), ticket_id=ticket.pk, text="عاد الباص", at=NOON
    )
    assert not list(broken_links())


def test_the_places_close_and_people_go_on_in_their_roles(cast: Cast) -> None:
    plan = carried_out(cast, merge("sector", "south"))
    old = now(cast, "transport")
    assert (old.closed_on, old.succeeded_by.code) == (DAY - timedelta(days=1), "south_transport")
    held = Membership.objects.filter(user=cast.user("coordinator")).order_by("pk")
    assert [(row.place.code, row.begins_on == DAY, row.ends_on) for row in held] == [
        ("transport", False, DAY - timedelta(days=1)),
        ("south_transport", True, None),
    ]
    followup = now(cast, "followup")  # there was no such department: it goes whole
    assert (followup.parent.code, followup.closed_on) == ("south_centre", None)
    assert followup.path == f"{now(cast, 'south_centre').path}{followup.pk}."
    assert followup.order_key.startswith(now(cast, "south_centre").order_key)
    assert plan.outcome["people"] == 13
    told = Notice.objects.filter(kind="reorganised", user=cast.user("south_coordinator"))
    assert told.count() == 1, "one message each, however many tickets"


def test_a_problem_goes_over_with_its_tickets_and_is_answered_there(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    problem = problems.open_problem(
        actor=cast.complaint_officer, title="تأخر الحافلات", references=[ticket.reference], at=hours(4)
    )
    actions.link_problem(actor=cast.complaint_officer, ticket_id=ticket.pk, problem=problem.number, at=hours(5))
    closed = problems.open_problem(actor=cast.complaint_officer, title="عطل قديم", at=hours(4))
    problems.close_problem(actor=cast.complaint_officer, number=closed.number, reason="انتهى", at=hours(5))
    carried_out(cast, merge("sector", "south"))
    problem.refresh_from_db()
    closed.refresh_from_db()
    assert (problem.sector.code, problem.centre.code) == ("south", "south_centre")
    assert (closed.sector.code, closed.centre.code) == ("sector", "centre"), "what has ended stays as it was"
    assert fresh(ticket).problem_id == problem.pk
    officer = actor_at(cast, "complaint_officer", problem.owner_place.code)
    assert problems_visible_to(officer).filter(pk=problem.pk).exists()
    assert problems_visible_to(cast.actor("south_coordinator")).filter(pk=problem.pk).exists()
    problems.say_cause(actor=officer, number=problem.number, cause="عطل في الحافلات", at=NOON)
    assert [row.kind for row in events_of("problem", problem.pk)] == ["opened", "went_over", "cause_said"]
    assert not list(broken_links())


def test_the_old_name_still_finds_the_place_that_took_over(cast: Cast) -> None:
    carried_out(cast, merge("sector", "south"))
    assert [row.code for row in centres.suggest_centres("الواحه", DAY)] == ["south_centre"]
    assert centres.standing_for(cast.places["centre"].pk).code == "south_centre"
    ticket = actions.file_ticket(**_filing(cast))
    assert ticket.centre.code == "south_centre", "a draft that names the old one is filed with its successor"


def _filing(cast: Cast) -> dict:
    from tawasul.centres.actor import beneficiary_actor
    from tests.cast import COMPLAINT_TEXT, PARENT

    return {
        "actor": beneficiary_actor(beneficiary_id=0, ticket_id=None, name=PARENT.name),
        "asker": PARENT,
        "type": "complaint",
        "channel": "portal",
        "centre_id": cast.places["centre"].pk,
        "subject": "تأخر النقل",
        "text": COMPLAINT_TEXT,
        "at": NOON,
    }


def test_what_has_ended_stays_and_is_seen_from_the_successor(cast: Cast) -> None:
    ended = replied(cast)
    actions.close(actor=asking(ended), ticket_id=ended.pk, at=hours(7))
    columns = ("sector", "centre", "department", "holder", "committed_at", "state", "version", "changed_at")
    before = Ticket.objects.values(*columns).get(pk=ended.pk)
    legs = list(Custody.objects.filter(ticket=ended).order_by("pk").values())
    clocks = list(Clock.objects.filter(subject_kind="ticket", subject_id=ended.pk).order_by("pk").values())
    found_before = finding.find(cast.minister, "النقل").tickets
    carried_out(cast, merge("sector", "south"))
    assert Ticket.objects.values(*columns).get(pk=ended.pk) == before
    assert list(Custody.objects.filter(ticket=ended).order_by("pk").values()) == legs
    assert list(Clock.objects.filter(subject_kind="ticket", subject_id=ended.pk).order_by("pk").values()) == clocks
    assert finding.find(cast.minister, "النقل").tickets == found_before
    for name, code in (("coordinator", "south_transport"), ("stranger", "south_centre")):
        seen = actor_at(cast, name, code)
        assert ticket_for(seen, ended.reference) == ended
        assert finding.find(seen, "النقل").tickets == [ended]
        assert not tickets_lying_with(seen).exists()
    assert not tickets_visible_to(cast.other_officer).exists(), "nobody else sees more than before"


def test_an_objection_to_what_had_ended_opens_it_at_the_successor(cast: Cast) -> None:
    ended = replied(cast)
    actions.close(actor=asking(ended), ticket_id=ended.pk, at=hours(7))
    carried_out(cast, merge("sector", "south"))
    actions.object_to_reply(actor=asking(ended), ticket_id=ended.pk, text="لم يعد الباص", at=NOON)
    assert (fresh(ended).centre.code, fresh(ended).state) == ("south_centre", "objected")


def test_a_coordinator_who_does_not_come_along_leaves_the_ticket_to_the_department(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    actions.draft_reply(actor=cast.coordinator, ticket_id=ticket.pk, text="نعتذر عن التأخر", at=hours(4))
    from tawasul.centres import actions as tree
    from tawasul.centres.actor import SYSTEM

    tree.end_membership(actor=SYSTEM, membership_id=cast.members["coordinator"].pk, ends_on=SUNDAY.date())
    carried_out(cast, merge("sector", "south"))
    ticket = fresh(ticket)
    assert (ticket.state, ticket.holder, ticket.department.code) == ("referred", None, "south_transport")
    assert [reply.state for reply in ticket.replies.all()] == ["set_aside"]
    event = contents_of(ticket).events[-1]
    assert (event.kind, event.data["holder_ar"]) == ("brought_over_unheld", "هيفاء البقمي")
    actions.accept(actor=cast.south_coordinator, ticket_id=ticket.pk, at=NOON)


def test_a_statement_is_asked_of_the_successor_and_never_twice(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    other = filed(cast, centre="other_centre", at=SUNDAY)
    actions.take(actor=cast.other_officer, ticket_id=other.pk, at=hours(1))
    theirs = asked(cast, other, place(cast, "transport"), place(cast, "south_transport"), by="other_officer")
    mine = asked(cast, ticket, place(cast, "followup"))[0]
    carried_out(cast, merge("sector", "south"))
    assert [(fresh(row).state, fresh(row).department.code) for row in theirs] == [
        ("cancelled", "transport"),
        ("asked", "south_transport"),
    ]
    assert fresh(other).statements_open == 1
    assert (fresh(mine).centre.code, fresh(mine).department.code) == ("south_centre", "followup")
    actions.state(actor=cast.actor("followup_coordinator"), statement_id=mine.pk, text="عاد الباص يوم الأحد", at=NOON)
    assert fresh(ticket).statements_open == 0
    assert not list(broken_links())


def test_a_department_moves_to_another_centre_with_what_it_has(cast: Cast) -> None:
    ticket = under_review(cast)
    carried_out(cast, move("transport", "other_centre"))
    ticket = fresh(ticket)
    assert (ticket.sector.code, ticket.centre.code, ticket.department.code) == (
        "university",
        "other_centre",
        "transport",
    )
    row = Membership.objects.select_related("place", "user", "covers").get(pk=cast.members["department_supervisor"].pk)
    actor = centres.actor_for(row)
    actions.approve_reply(actor=actor, ticket_id=ticket.pk, at=NOON)
    assert fresh(ticket).state == "replied"


def test_a_plan_is_confirmed_by_another_and_not_on_a_past_day(cast: Cast) -> None:
    plan = drafted(cast, merge("sector", "south"))
    for stranger in (cast.administrator, cast.supervisor, cast.ministry_officer):
        with pytest.raises(NotAllowed):
            reorganisations.confirm(actor=stranger, plan_id=plan.pk, at=SUNDAY)
    with pytest.raises(Invalid):
        reorganisations.confirm(actor=cast.minister_office, plan_id=plan.pk, at=SUNDAY + timedelta(days=5))
    reorganisations.confirm(actor=cast.minister_office, plan_id=plan.pk, at=SUNDAY)
    with pytest.raises(Conflict):
        reorganisations.add_lines(actor=cast.administrator, plan_id=plan.pk, lines=[merge("centre", "south_centre")])
    assert reorganisations.carry_out(plan_id=plan.pk, now=lambda: SUNDAY).standing == "confirmed", (
        "its day has not come"
    )
    assert now(cast, "sector").closed_on is None


def test_what_cannot_be_done_any_more_on_the_day_is_said_and_nothing_is_done(cast: Cast) -> None:
    plan = drafted(cast, merge("transport", "south_transport"), merge("followup", "admission"))
    reorganisations.confirm(actor=cast.minister_office, plan_id=plan.pk, at=SUNDAY)
    Place.objects.filter(code="admission").update(closed_on=SUNDAY.date())
    done = reorganisations.carry_out(plan_id=plan.pk, now=lambda: NOON)
    assert done.standing == "refused"
    assert done.refused[0]["line"] == 2
    assert "admission" in done.refused[0]["ar"]
    assert now(cast, "transport").closed_on is None


def test_the_preview_counts_what_would_be_handed_over(cast: Cast) -> None:
    with_coordinator(cast)
    under_review(cast)
    filed(cast)
    plan = drafted(cast, merge("sector", "south"), merge("university", "nowhere"))
    seen = queries.preview(plan)
    assert seen.total.tickets == 3
    rows = {row.place.code: row for row in seen.rows}
    assert (rows["transport"].load.tickets, rows["centre"].load.tickets) == (2, 3)
    assert (rows["transport"].closes, rows["followup"].closes) == (True, False)
    assert rows["transport"].load.people == 3
    assert [number for number, _why in seen.faults] == [2]
    assert now(cast, "sector").closed_on is None
    assert Ticket.objects.filter(centre__code="centre").count() == 3


def test_a_place_is_opened_and_takes_over_and_chains_end_at_what_is_open(cast: Cast) -> None:
    ticket = with_coordinator(cast)
    opened = Line(
        number=0, step=StepKind.OPEN, code="region", other="ministry", kind="education_department",
        name_ar="تعليم المنطقة", name_en="The region",
    )  # fmt: skip
    carried_out(cast, merge("sector", "south"), opened, merge("south", "region"))
    region = Place.objects.get(code="region")
    assert (now(cast, "sector").succeeded_by, now(cast, "south").succeeded_by) == (region, region)
    assert set(region.former_ids) == {now(cast, "sector").pk, now(cast, "south").pk}
    assert fresh(ticket).sector == region
    assert [row.code for row in centres.suggest_centres("الواحة", DAY)] == ["south_centre"]


def test_a_place_with_open_tickets_is_not_closed_by_itself(cast: Cast, client: Client) -> None:
    filed(cast)
    client.force_login(cast.user("administrator"))
    answer = client.post(f"/desk/network/{cast.places['centre'].pk}/close/", {"on": DAY.isoformat()})
    assert answer.status_code == 409
    assert "/desk/reorganisations/" in answer.content.decode()
