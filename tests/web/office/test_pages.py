"""Notices, outbox, the record of unmaskings, the table of roles, help, and the navigation."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.utils import translation

from tawasul.centres.roles import ROLES, Power
from tawasul.people.actions import record_unmasking
from tawasul.reception.course import Step
from tawasul.reception.labels import STEP_EXPLANATIONS, STEP_LABELS
from tawasul.tickets.lifecycle import LIFECYCLES, State
from tawasul.web.desk.office.drawing import HEIGHT, WIDTH, drawing_of
from tests.cast import PEOPLE, SUNDAY, Cast, filed, under_review

Enter = Callable[..., Client]


def test_notices_are_ones_own_and_lead_to_their_subject(cast: Cast, enter: Enter) -> None:
    ticket = under_review(cast)
    reviewer, other = enter("department_supervisor"), enter("stranger")
    page = reviewer.get("/desk/notices/")
    mine = page.context["shown"]
    assert mine
    assert page.context["notices"]["count"] == len(mine)
    assert other.get(f"/desk/notices/{mine[0].id}/").status_code == 404
    assert ticket.reference in reviewer.get(f"/desk/notices/{mine[0].id}/").url
    left = reviewer.get("/desk/notices/").context["unread"]
    assert mine[0].id not in left
    other.post("/desk/notices/", {"notice": left})
    assert reviewer.get("/desk/notices/").context["unread"] == left, "nobody reads for another"
    reviewer.post("/desk/notices/", {"notice": left})
    assert not reviewer.get("/desk/notices/").context["unread"]


def test_empty_pages_say_so(cast: Cast, enter: Enter) -> None:
    for path, said in {
        "/desk/notices/": "No notices yet",
        "/desk/outbox/": "Nothing was sent yet",
        "/desk/unmaskings/": "Nobody unmasked anything",
    }.items():
        assert said in enter("supervisor").get(path).content.decode()


def unmask(cast: Cast, who: str, ticket: Any) -> None:
    record_unmasking(
        beneficiary_id=ticket.beneficiary_id,
        field="mobile",
        user_id=cast.user(who).pk,
        membership_id=cast.members[who].pk,
        subject_kind="ticket",
        subject_id=ticket.pk,
        reason="To call back",
        at=SUNDAY,
    )


def test_each_sees_the_looks_at_their_own_tickets(cast: Cast, enter: Enter, queries_of: Any) -> None:
    unmask(cast, "coordinator", filed(cast))
    browser = enter("supervisor")
    one = queries_of(browser, "/desk/unmaskings/")
    for _look in range(3):
        unmask(cast, "coordinator", filed(cast))
    assert queries_of(browser, "/desk/unmaskings/") == one
    unmask(cast, "other_officer", filed(cast, centre="other_centre"))
    assert {line["row"].user.name_en for line in browser.get("/desk/unmaskings/").context["shown"]} == {
        "Haifa Albugami"
    }
    assert len(enter("ministry_supervisor").get("/desk/unmaskings/").context["shown"]) == 5
    assert "To call back" in browser.get("/desk/unmaskings/").content.decode()
    assert enter("coordinator").get("/desk/unmaskings/").status_code == 403


def test_the_table_of_roles_is_the_one_in_force(cast: Cast, enter: Enter) -> None:
    rows = enter("coordinator").get("/desk/roles/").context["rows"]
    assert [[has for _label, has in row["powers"]] for row in rows] == [
        [power in role.powers for power in Power] for role in ROLES
    ]


@pytest.mark.parametrize("language", ["ar", "en"])
@pytest.mark.parametrize("who", [name for name, *_rest in PEOPLE])
def test_everybody_has_help_made_from_their_powers(cast: Cast, enter: Enter, who: str, language: str) -> None:
    page = enter(who, language).get("/desk/help/")
    assert len(page.context["may"]) == len(cast.actor(who).powers)
    assert bool(page.context["lives"]) == cast.actor(who).can(Power.SEE_TICKETS)


@pytest.mark.parametrize("kind", list(LIFECYCLES))
@pytest.mark.parametrize("right_to_left", [True, False])
def test_drawings_hold_every_state_apart_and_inside(kind: Any, right_to_left: bool) -> None:
    drawing = drawing_of(kind, right_to_left=right_to_left)
    assert len(drawing.boxes) == len(State)
    assert len({(box.x, box.y) for box in drawing.boxes}) == len(State)
    assert all(0 <= box.x <= drawing.width - WIDTH and 0 <= box.y <= drawing.height - HEIGHT for box in drawing.boxes)


def test_the_navigation_shows_what_one_has(cast: Cast, enter: Enter) -> None:
    def labels(who: str) -> set[str]:
        page = enter(who).get("/desk/roles/").content.decode()
        return {
            word
            for word in ("The network", "Who unmasked what", "File for a beneficiary", "New")
            if f"<span>{word}<" in page
        }

    assert labels("coordinator") == set()
    assert labels("administrator") == {"The network"}
    assert labels("supervisor") == {"The network", "Who unmasked what", "File for a beneficiary", "New"}


def test_the_frame_of_a_page_costs_few_queries(cast: Cast, enter: Enter, queries_of: Any) -> None:
    """Session, user, roles, the place's line, the counts (one more for reviewers, one each for statements asked,
    directives, and requests to meet the official) and the bell."""
    for _ticket in range(3):
        under_review(cast)
    assert queries_of(enter("coordinator"), "/desk/roles/") <= 8
    assert queries_of(enter("supervisor"), "/desk/roles/") <= 10


def test_the_search_box_stands_only_where_one_may_search(cast: Cast, enter: Enter) -> None:
    for name in cast.members:
        browser = enter(name)
        may = browser.get("/desk/search/").status_code == 200
        assert ('class="desk-search"' in browser.get("/desk/roles/").content.decode()) is may, name


def test_closing_a_place_is_asked_about_first(cast: Cast, enter: Enter) -> None:
    browser, place = enter("administrator"), cast.places["transport"]
    assert "Close this place" in browser.get(f"/desk/network/{place.pk}/").content.decode()
    page = browser.get(f"/desk/network/{place.pk}/close/").content.decode()
    button = page.split('class="btn btn-danger"')[1].split("</button>")[0]
    assert 'data-confirm="Close this place for good?"' in button
    assert (
        "btn-danger"
        not in browser.get(f"/desk/network/{place.pk}/rename/")
        .content.decode()
        .split('id="content"')[1]
        .split("</main>")[0]
    )


@pytest.mark.parametrize(
    ("who", "may", "may_not"),
    [
        ("referral_officer", ["Refer to a department", "Refer to another centre"], ["Pass back to the centre", "Accept and"]),
        ("coordinator", ["Accept and work on it", "Pass back to the centre", "Draft the reply"], ["Take it", "Close"]),
        ("complaint_officer", ["Take it", "Draft the reply", "Close"], ["Accept and work on it", "Pass back to the centre"]),
        ("department_supervisor", ["Approve and send", "Reassign"], ["Take it<", "Refer to another centre"]),
    ],
)  # fmt: skip
def test_help_tells_of_nothing_that_a_role_cannot_do(
    cast: Cast, enter: Enter, who: str, may: list[str], may_not: list[str]
) -> None:
    page = enter(who).get("/desk/help/").content.decode()
    told = page.split("What you may do with a ticket")[1].split("</section>")[0]
    assert [words for words in may if words not in told] == []
    assert [words for words in may_not if words in told] == []


def test_a_complaint_is_not_marked_as_answered_by_the_centres_officers(cast: Cast, enter: Enter) -> None:
    page = enter("complaint_officer").get("/desk/help/").content.decode()

    def marked(kind: str) -> str:
        table = page.split(f'id="{kind}"')[1].split("</section>")[0]
        return " ".join(row for row in table.split("<tr") if row.startswith(" data-mine"))

    assert "Draft the reply" in marked("inquiry")
    assert "Draft the reply" not in marked("complaint")


def test_who_receives_visitors_reads_what_is_done_with_them(cast: Cast, enter: Enter) -> None:
    page = enter("reception_officer", "ar").get("/desk/help/").content.decode()
    with translation.override("ar"):
        assert all(str(label) in page for label in STEP_LABELS.values())
        assert all(str(text) in page for text in STEP_EXPLANATIONS.values())
    assert 'id="hall"' not in enter("coordinator", "ar").get("/desk/help/").content.decode()
    assert set(STEP_EXPLANATIONS) == {step.value for step in Step}
