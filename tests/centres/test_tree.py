"""The tree, its names in time, and who may give which role where."""

from datetime import date, timedelta

import pytest

from tawasul.centres import actions, queries
from tawasul.centres.actor import SYSTEM
from tawasul.centres.models import Place
from tawasul.centres.roles import BY_KEY, ROLES, PlaceKind
from tawasul.lib.errors import Conflict, Invalid, NotAllowed
from tests.cast import OPENED, SUNDAY, Cast, assemble

TODAY = SUNDAY.date()


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


def appoint(cast: Cast, by: str, whom: str, role: str, place: str, ends_on: date | None = None) -> None:
    actions.appoint(
        actor=cast.actor(by),
        user_id=cast.user(whom).pk,
        role=role,
        place_id=cast.places[place].pk,
        begins_on=TODAY,
        ends_on=ends_on,
        at=SUNDAY,
    )


def test_every_role_is_held_somewhere_and_by_somebody_in_the_tests(cast: Cast) -> None:
    assert {row.role for row in cast.members.values()} == {role.key for role in ROLES} == set(BY_KEY)
    assert all(role.held_at for role in ROLES)


def test_an_old_name_still_finds_the_place(cast: Cast) -> None:
    actions.rename_place(
        actor=cast.administrator,
        place_id=cast.places["sector"].pk,
        name_ar="إدارة تعليم الروضة",
        name_en="Rawdah",
        on=TODAY,
    )
    for text in ("الروضه", "واحة", "oasis"):
        assert [row.code for row in queries.suggest_centres(text, TODAY)] == ["centre"]


def test_a_code_is_given_once_and_kinds_stand_where_they_may(cast: Cast) -> None:
    def open_place(kind: PlaceKind, parent: str | None, code: str) -> None:
        actions.open_place(
            actor=SYSTEM,
            kind=kind,
            parent=cast.places[parent] if parent else None,
            code=code,
            name_ar="جهة",
            name_en="Place",
            opened_on=OPENED,
        )

    for kind, parent, code in (
        (PlaceKind.DEPARTMENT, "centre", "transport"),
        (PlaceKind.CENTRE, "transport", "new"),
        (PlaceKind.UNIVERSITY, None, "new"),
        (PlaceKind.MINISTRY, "ministry", "new"),
    ):
        with pytest.raises(Invalid):
            open_place(kind, parent, code)


def test_only_those_who_manage_the_network_change_it(cast: Cast) -> None:
    for name in ("supervisor", "ministry_supervisor", "coordinator", "official"):
        with pytest.raises(NotAllowed):
            actions.rename_place(
                actor=cast.actor(name), place_id=cast.places["centre"].pk, name_ar="اسم", name_en="Name", on=TODAY
            )


def test_roles_are_given_within_reach_and_never_above_oneself(cast: Cast) -> None:
    appoint(cast, "supervisor", "coordinator", "coordinator", "followup")
    appoint(cast, "supervisor", "coordinator", "complaint_officer", "unit")
    for by, role, place in (
        ("supervisor", "coordinator", "admission"),
        ("supervisor", "ministry_supervisor", "ministry"),
        ("coordinator", "coordinator", "transport"),
        ("complaint_officer", "complaint_officer", "unit"),
        ("services_supervisor", "centre_supervisor", "centre"),
    ):
        with pytest.raises(NotAllowed):
            appoint(cast, by, "second_coordinator", role, place)
    with pytest.raises(Invalid):
        appoint(cast, "administrator", "second_coordinator", "coordinator", "centre")
    with pytest.raises(Conflict):
        appoint(cast, "supervisor", "coordinator", "coordinator", "followup")


def test_a_role_is_held_from_its_first_day_to_its_last(cast: Cast) -> None:
    user = cast.user("second_coordinator")
    appoint(cast, "supervisor", "second_coordinator", "coordinator", "followup", ends_on=TODAY + timedelta(days=2))

    def held(after: int) -> int:
        return len(queries.memberships_of(user.pk, TODAY + timedelta(days=after)))

    assert [held(after) for after in (-1, 0, 2, 3)] == [1, 2, 2, 1]


def test_nobody_ends_their_own_role(cast: Cast) -> None:
    with pytest.raises(NotAllowed):
        actions.end_membership(actor=cast.supervisor, membership_id=cast.members["supervisor"].pk, ends_on=TODAY)
    actions.end_membership(actor=cast.supervisor, membership_id=cast.members["coordinator"].pk, ends_on=TODAY)
    assert queries.memberships_of(cast.user("coordinator").pk, TODAY + timedelta(days=1)) == []


def in_order(cast: Cast) -> list[str]:
    return [place.code for place in queries.within(Place.objects.get(code="ministry"))]


def test_a_tree_is_listed_as_a_tree_and_by_name(cast: Cast) -> None:
    assert in_order(cast) == [
        "ministry", "main_centre",
        "university", "other_centre", "admission",
        "sector", "centre", "unit", "services_unit", "transport", "followup",
    ]  # fmt: skip


def test_whatever_is_opened_or_renamed_stands_where_its_name_belongs(cast: Cast) -> None:
    def opened(code: str, name: str) -> None:
        ministry = Place.objects.get(code="ministry")
        actions.open_place(
            actor=SYSTEM, kind=PlaceKind.UNIVERSITY, parent=ministry, code=code, name_ar=name, name_en=code, opened_on=OPENED
        )  # fmt: skip

    for code, name in [
        ("u1", "جامعة أم القرى"),
        ("u2", "جامعة الباحة"),
        ("u3", "جامعة إربد"),
        ("u4", "جامعة الباحة الأهلية"),
    ]:
        opened(code, name)
    universities = [code for code in in_order(cast) if code.startswith("u") and code != "unit"]
    assert universities == ["u3", "u2", "u4", "university", "u1"], (
        "a hamza sorts as its alef; a name before a longer one"
    )
    actions.rename_place(
        actor=cast.administrator, place_id=cast.places["university"].pk, name_ar="جامعة ابن سينا", name_en="Avicenna", on=TODAY
    )  # fmt: skip
    order = in_order(cast)
    assert order[order.index("university") :][:4] == ["university", "other_centre", "admission", "u3"]
    opened("u5", "جامعة ابن رشد")
    order = in_order(cast)
    assert order[order.index("u5") + 1] == "university"


def test_people_are_listed_in_the_order_of_the_tree(cast: Cast) -> None:
    listed = [row.place.code for row in queries.members_visible_to(cast.administrator)]
    assert list(dict.fromkeys(listed)) == [code for code in in_order(cast) if code in listed]
