"""Who is away and who stands in for them: within reach, on days that are held, one deputy a day and never a chain."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.db import IntegrityError, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tawasul.centres import actions, queries
from tawasul.centres.actor import SYSTEM, Actor
from tawasul.centres.models import Membership
from tawasul.lib.errors import Conflict, Invalid, NotAllowed, NotFound, Refused
from tawasul.people.actions import close_account
from tests.cast import SUNDAY, Cast, assemble
from tests.tickets.test_races import at_once, refused

TODAY = SUNDAY.date()


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


def after(days: int) -> date:
    return TODAY + timedelta(days=days)


def cover(
    cast: Cast,
    absent: str = "coordinator",
    deputy: str = "second_coordinator",
    *,
    by: str = "supervisor",
    days: tuple[int, int] = (0, 4),
    **how: Any,
) -> Membership:
    return actions.cover_absence(
        actor=how.pop("actor", None) or cast.actor(by),
        membership_id=cast.members[absent].pk,
        deputy_id=cast.user(deputy).pk,
        begins_on=after(days[0]),
        ends_on=after(days[1]),
        at=how.pop("at", SUNDAY),
    )


def move(cast: Cast, absence: Membership, last: int, *, by: str = "supervisor", day: int = 0) -> Membership:
    return actions.move_end_of_absence(
        actor=cast.actor(by), absence_id=absence.pk, ends_on=after(last), at=SUNDAY + timedelta(days=day)
    )


def acting(membership: Membership) -> Actor:
    return queries.actor_for(Membership.objects.select_related("user", "place", "covers").get(pk=membership.pk))


def test_the_deputy_has_the_role_in_those_days_and_no_longer(cast: Cast) -> None:
    absence = cover(cast, deputy="followup_coordinator", days=(1, 3))
    deputy = cast.user("followup_coordinator")
    held = [len(queries.memberships_of(deputy.pk, after(day))) for day in (0, 1, 3, 4)]
    assert held == [1, 2, 2, 1]
    actor = acting(absence)
    assert (actor.role, actor.powers) == ("coordinator", cast.coordinator.powers)
    assert actor.reach == cast.coordinator.reach
    assert actor.hands == (deputy.pk, cast.user("coordinator").pk)
    assert cast.coordinator.hands == (cast.user("coordinator").pk,)


def test_whoever_may_give_the_role_records_it_and_nobody_else(cast: Cast) -> None:
    for by in ("supervisor", "services_supervisor", "ministry_supervisor", "administrator"):
        with transaction.atomic():
            cover(cast, by=by)
            transaction.set_rollback(True)
    for by in ("department_supervisor", "second_coordinator", "complaint_officer", "stranger", "official", "assistant"):
        with pytest.raises(NotAllowed):
            cover(cast, by=by)
    with pytest.raises(NotAllowed):
        cover(cast, "supervisor", "assistant", by="services_supervisor")
    assert not queries.absences().exists()


def test_ones_own_absence_is_ones_own_to_record_with_a_colleague_of_the_same_role(cast: Cast) -> None:
    cover(cast, by="coordinator")
    with pytest.raises(Invalid) as caught:
        cover(cast, by="coordinator", deputy="department_supervisor", days=(10, 11))
    assert set(caught.value.fields) == {"deputy"}
    with pytest.raises(Invalid):
        cover(cast, by="coordinator", deputy="followup_coordinator", days=(10, 11))


@pytest.mark.parametrize(
    ("days", "field"),
    [((0, -1), "ends_on"), ((-1, 3), "begins_on"), ((0, 367), "ends_on"), ((0, 20), "ends_on")],
)
def test_days_that_cannot_be_are_refused_beside_their_field(cast: Cast, days: tuple[int, int], field: str) -> None:
    Membership.objects.filter(pk=cast.members["coordinator"].pk).update(ends_on=after(15))
    with pytest.raises(Invalid) as caught:
        cover(cast, days=days)
    assert set(caught.value.fields) == {field}


def test_a_deputy_works_in_the_same_sector_on_all_of_the_days(cast: Cast) -> None:
    def refuses(deputy: str, absent: str = "coordinator") -> bool:
        said: dict[str, Any] = {}
        with transaction.atomic():
            try:
                cover(cast, absent, deputy, by="administrator")
            except Invalid as invalid:
                said = invalid.fields
            transaction.set_rollback(True)
        return set(said) == {"deputy"}

    assert refuses("coordinator")
    assert refuses("other_coordinator")
    assert refuses("ministry_officer")
    assert not refuses("department_supervisor")
    assert not refuses("official_office")
    assert not refuses("ministry_officer", "ministry_supervisor")
    assert refuses("supervisor", "ministry_supervisor")
    Membership.objects.filter(pk=cast.members["second_coordinator"].pk).update(ends_on=after(2))
    assert refuses("second_coordinator")
    close_account(user_id=cast.user("followup_coordinator").pk, at=SUNDAY)
    assert refuses("followup_coordinator")


def test_one_deputy_a_day_who_is_not_away_and_no_chain_of_them(cast: Cast) -> None:
    absence = cover(cast, days=(2, 6))

    def code(*who: str, days: tuple[int, int]) -> str:
        with pytest.raises(Conflict) as caught:
            cover(cast, *who, days=days)
        return caught.value.code

    assert code("coordinator", "followup_coordinator", days=(6, 8)) == "covered"
    assert code("coordinator", "followup_coordinator", days=(0, 2)) == "covered"
    assert code("second_coordinator", "coordinator", days=(6, 7)) == "deputy-absent"
    assert code("second_coordinator", "followup_coordinator", days=(5, 9)) == "stands-in"
    assert code("followup_coordinator", "coordinator", days=(4, 4)) == "deputy-absent"
    cover(cast, "coordinator", "followup_coordinator", days=(7, 9))
    cover(cast, "second_coordinator", "coordinator", days=(0, 1))
    with pytest.raises(Conflict) as chained:
        actions.cover_absence(
            actor=SYSTEM, membership_id=absence.pk, deputy_id=cast.user("followup_coordinator").pk,
            begins_on=after(3), ends_on=after(4), at=SUNDAY,
        )  # fmt: skip
    assert chained.value.code == "stands-in"


def test_the_database_itself_refuses_a_second_deputy(cast: Cast) -> None:
    absence = cover(cast)
    with pytest.raises(IntegrityError, match="membership_one_deputy_a_day"), transaction.atomic():
        Membership.objects.create(
            user=cast.user("followup_coordinator"), role="coordinator", place=absence.place, begins_on=after(4),
            ends_on=after(4), covers_id=absence.covers_id, appointed_at=SUNDAY,
        )  # fmt: skip


def test_an_absence_is_shortened_and_lengthened_but_the_past_stays(cast: Cast) -> None:
    absence = cover(cast, days=(0, 5))
    assert move(cast, absence, 9).ends_on == after(9)
    assert move(cast, absence, 2, day=3).ends_on == after(2), "back this morning: yesterday was the last day"
    with pytest.raises(Invalid):
        move(cast, absence, 0, day=3)
    assert move(cast, absence, 4, day=3).ends_on == after(4), "the morning after it may go on"
    for last, day in ((8, 6), (3, 6)):
        with pytest.raises(Conflict) as caught:
            move(cast, absence, last, day=day)
        assert caught.value.code == "over"
    fresh = cover(cast, days=(20, 22))
    with pytest.raises(Invalid):
        move(cast, fresh, 19)
    cover(cast, deputy="followup_coordinator", days=(25, 26))
    for last, code in ((25, "covered"),):
        with pytest.raises(Conflict) as caught:
            move(cast, fresh, last)
        assert caught.value.code == code
    cover(cast, "second_coordinator", "department_supervisor", days=(23, 23))
    with pytest.raises(Conflict) as caught:
        move(cast, fresh, 23)
    assert caught.value.code == "deputy-absent"


def test_what_has_not_begun_is_called_off_and_what_has_is_not(cast: Cast) -> None:
    coming, running = cover(cast, days=(7, 8)), cover(cast, days=(0, 3))
    with pytest.raises(Conflict) as caught:
        actions.call_off_absence(actor=cast.supervisor, absence_id=running.pk, at=SUNDAY)
    assert caught.value.code == "begun"
    for stranger in ("stranger", "second_coordinator", "department_supervisor"):
        with pytest.raises(NotAllowed):
            actions.call_off_absence(actor=cast.actor(stranger), absence_id=coming.pk, at=SUNDAY)
    actions.call_off_absence(actor=cast.coordinator, absence_id=coming.pk, at=SUNDAY)
    with pytest.raises(NotFound):
        actions.call_off_absence(actor=cast.supervisor, absence_id=coming.pk, at=SUNDAY)
    assert [row.pk for row in queries.absences()] == [running.pk]


def test_a_deputy_does_not_lengthen_their_own_office(cast: Cast) -> None:
    absence = cover(cast, "supervisor", "assistant", by="ministry_supervisor")
    deputy = acting(absence)
    with pytest.raises(NotAllowed):
        actions.move_end_of_absence(actor=deputy, absence_id=absence.pk, ends_on=after(30), at=SUNDAY)
    with pytest.raises(NotAllowed):
        cover(cast, "supervisor", "assistant", actor=deputy, days=(10, 12))
    cover(cast, actor=deputy)  # but stands in for the supervisor in this too


def test_the_absent_person_comes_back_early_but_does_not_lengthen_what_another_arranged(cast: Cast) -> None:
    absence = cover(cast, deputy="department_supervisor", days=(0, 5))
    assert move(cast, absence, 3, by="coordinator").ends_on == after(3)
    with pytest.raises(Invalid):
        move(cast, absence, 6, by="coordinator")
    own = cover(cast, by="coordinator", days=(7, 8))
    assert move(cast, own, 9, by="coordinator").ends_on == after(9)


def test_who_leaves_has_no_deputy_any_more(cast: Cast) -> None:
    cover(cast, days=(0, 3))
    running, coming = cover(cast, days=(4, 9)), cover(cast, days=(20, 22))
    actions.end_membership(actor=cast.supervisor, membership_id=cast.members["coordinator"].pk, ends_on=after(5))
    running.refresh_from_db()
    assert running.ends_on == after(5)
    assert not Membership.objects.filter(pk=coming.pk).exists()
    later = cover(cast, "followup_coordinator", "second_coordinator", days=(10, 11))
    actions.end_membership(actor=cast.supervisor, membership_id=later.pk, ends_on=TODAY)
    assert not Membership.objects.filter(pk=later.pk).exists(), "a deputy who leaves before it begins never began"


def test_who_stands_in_is_found_by_the_seat(cast: Cast) -> None:
    cover(cast, "complaint_officer", "report_officer")
    cover(cast)
    officer, coordinator = cast.user("complaint_officer").pk, cast.user("coordinator").pk
    centre, transport = cast.places["centre"], cast.places["transport"]
    assert queries.stand_in(user_id=officer, place=centre, on=TODAY) == cast.user("report_officer")
    assert queries.stand_in(user_id=coordinator, place=transport, on=TODAY) == cast.user("second_coordinator")
    assert queries.stand_in(user_id=coordinator, place=centre, on=TODAY) is None
    assert queries.stand_in(user_id=coordinator, place=transport, on=after(5)) is None
    close_account(user_id=cast.user("second_coordinator").pk, at=SUNDAY)
    assert queries.stand_in(user_id=coordinator, place=transport, on=TODAY) is None, "who left stands in for nobody"


def test_each_sees_the_absences_of_their_part_and_their_own(cast: Cast) -> None:
    absence = cover(cast)
    seeing = {name for name in cast.members if queries.absences_visible_to(cast.actor(name)).filter(pk=absence.pk)}
    assert {"supervisor", "services_supervisor", "official", "minister", "administrator"} <= seeing
    assert {"coordinator", "second_coordinator"} <= seeing
    assert not {"stranger", "other_officer", "followup_coordinator", "complaint_officer"} & seeing


WHO = ("coordinator", "second_coordinator", "followup_coordinator", "department_supervisor")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    asked=st.lists(
        st.tuples(st.sampled_from(WHO), st.sampled_from(WHO), st.integers(0, 12), st.integers(0, 6)), max_size=12
    )
)
def test_whatever_is_asked_nobody_who_is_away_stands_in(cast: Cast, asked: list[tuple[str, str, int, int]]) -> None:
    with transaction.atomic():
        for absent, deputy, first, length in asked:
            try:
                with transaction.atomic():
                    cover(cast, absent, deputy, days=(first, first + length))
            except Refused:
                pass
        for day in (after(ahead) for ahead in range(20)):
            rows = list(queries.absences().filter(queries.held_on(day)))
            away = [row.covers.user_id for row in rows if row.covers]
            assert len(set(away)) == len(away)
            assert not {row.user_id for row in rows} & set(away)
        transaction.set_rollback(True)


def test_two_colleagues_record_their_absences_with_each_other_at_one_moment(lasting_db: None) -> None:
    cast = assemble()
    outcomes = at_once(
        lambda: cover(cast, by="coordinator"),
        lambda: cover(cast, "second_coordinator", "coordinator", by="second_coordinator"),
    )
    (code,) = refused(outcomes)
    assert code in {"deputy-absent", "stands-in"}
    assert queries.absences().count() == 1


def test_two_supervisors_name_two_deputies_at_one_moment(lasting_db: None) -> None:
    cast = assemble()
    outcomes = at_once(
        lambda: cover(cast), lambda: cover(cast, deputy="followup_coordinator", by="services_supervisor")
    )
    assert refused(outcomes) == ["covered"]
    assert queries.absences().count() == 1
