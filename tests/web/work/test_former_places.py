"""After a merger, what ended at a place that closed is listed under its old name; what is not known is never "all" instead."""

import re

import pytest
from django.conf import settings
from django.test import Client

from tawasul.tickets import actions
from tawasul.tickets.models import SavedChoice, Ticket
from tests.cast import Cast, assemble, filed, give_role, hours, replied
from tests.reorganisations.neighbours import carried_out, merge, settle

ENDED, OPEN, SEARCH = "/desk/lists/ended/", "/desk/lists/open/", "/desk/search/"


@pytest.fixture
def cast(db: None) -> Cast:
    """A ticket ended at the old centre and one elsewhere, then the old department is merged into its neighbour."""
    cast = settle(assemble())
    cast.ended = replied(cast, subject="ما انتهى في الواحة")
    actions.close(actor=cast.complaint_officer, ticket_id=cast.ended.pk, reason="", at=hours(7))
    cast.elsewhere = filed(cast, centre="other_centre", subject="ما يجري في النخيل")
    actions.withdraw(actor=cast.other_officer, ticket_id=cast.elsewhere.pk, reason="طلب صاحبها", at=hours(7))
    carried_out(cast, merge("sector", "south"))
    return cast


def sit_down(cast: Cast, name: str, language: str = "en") -> Client:
    """Somebody in the one role of theirs that the tests mean."""
    browser = Client()
    browser.force_login(cast.user(name))
    browser.cookies[settings.LANGUAGE_COOKIE_NAME] = language
    return browser


def at_one_place(cast: Cast, name: str, role: str, place: str) -> Client:
    """Somebody who has this role alone."""
    user = cast.user(name)
    held = user.memberships.filter(role=role, place=cast.places[place]).first()
    kept = held or give_role(user, role, cast.places[place])
    user.memberships.exclude(pk=kept.pk).delete()
    return sit_down(cast, name)


def listed(answer) -> set[str]:
    """The numbers of the tickets on the page, and not those in its address."""
    return set(re.findall(r"/desk/tickets/(\d{11})/", answer.content.decode()))


@pytest.mark.parametrize("address", [ENDED, SEARCH, OPEN])
def test_a_link_with_the_old_centre_shows_what_ended_there_and_says_what_became_of_it(cast: Cast, address: str) -> None:
    old = cast.places["centre"].pk
    browser = sit_down(cast, "ministry_supervisor")
    answer = browser.get(f"{address}?centre={old}")
    assert answer.status_code == 200
    assert listed(answer) == (set() if address == OPEN else {cast.ended.reference})
    page = answer.content.decode()
    assert (
        f'<option value="{old}" selected>Formerly: Oasis Education Department (now: South Education Department)' in page
    )


@pytest.mark.parametrize(
    ("name", "role", "place"),
    [("minister", "sector_official", "south"), ("stranger", "centre_supervisor", "south_centre")],
)
def test_who_took_over_lists_what_ended_before_them(cast: Cast, name: str, role: str, place: str) -> None:
    browser = at_one_place(cast, name, role, place)
    old = cast.places["centre"].pk
    assert listed(browser.get(ENDED)) == set()
    assert f'<option value="{old}"' in browser.get(ENDED).content.decode(), "it can be chosen"
    assert listed(browser.get(f"{ENDED}?centre={old}")) == {cast.ended.reference}
    assert listed(browser.get(f"{SEARCH}?q=الواحة&centre={old}")) == {cast.ended.reference}


def test_the_former_places_stand_in_a_group_of_their_own_where_things_have_ended(cast: Cast) -> None:
    browser = sit_down(cast, "ministry_supervisor")
    page = browser.get(ENDED).content.decode()
    group = page[page.index('<optgroup label="Closed or merged">') :]
    assert f'value="{cast.places["centre"].pk}"' in group[: group.index("</optgroup>")]
    assert f'value="{cast.places["other_centre"].pk}"' not in group[: group.index("</optgroup>")]
    assert "optgroup" not in browser.get(OPEN).content.decode()


def test_a_department_that_closed_is_understood_with_its_centre_and_without(cast: Cast) -> None:
    centre, department = cast.places["centre"].pk, cast.places["transport"].pk
    browser = sit_down(cast, "ministry_supervisor")
    assert listed(browser.get(f"{ENDED}?centre={centre}&department={department}")) == {cast.ended.reference}
    answer = browser.get(f"{ENDED}?department={department}")
    assert listed(answer) == {cast.ended.reference}
    assert "Formerly: School Transport Department" in answer.content.decode()
    coordinator = at_one_place(cast, "other_coordinator", "coordinator", "south_transport")
    assert f'<option value="{department}"' in coordinator.get(ENDED).content.decode()
    assert listed(coordinator.get(f"{ENDED}?department={department}")) == {cast.ended.reference}


def test_a_department_that_went_over_whole_keeps_what_ended_in_it(cast: Cast) -> None:
    followup = cast.places["followup"].pk
    Ticket.objects.filter(pk=cast.ended.pk).update(department=followup)
    browser = at_one_place(cast, "stranger", "centre_supervisor", "south_centre")
    assert listed(browser.get(f"{ENDED}?department={followup}")) == {cast.ended.reference}
    assert listed(browser.get(f"{ENDED}?centre={cast.places['centre'].pk}&department={followup}")) == {
        cast.ended.reference
    }


@pytest.mark.parametrize(
    ("name", "role", "place"),
    [
        ("ministry_supervisor", "ministry_supervisor", "ministry"),
        ("minister", "sector_official", "university"),
        ("stranger", "centre_supervisor", "other_centre"),
        ("other_coordinator", "coordinator", "admission"),
    ],
)
def test_what_names_nothing_in_reach_is_refused_and_shows_nothing(cast: Cast, name: str, role: str, place: str) -> None:
    filed(cast, centre="other_centre")
    browser = at_one_place(cast, name, role, place)
    asked = ["centre=999999", "centre=nonsense", f"centre={'9' * 40}", "department=999999", "department=nonsense"]
    asked += [
        f"centre={cast.places['sector'].pk}",
        f"department={cast.places['centre'].pk}",
        "type=nonsense",
        "state=x",
    ]
    if place != "ministry":
        asked += [f"centre={cast.places['centre'].pk}", f"department={cast.places['transport'].pk}"]
    for address in (ENDED, OPEN, SEARCH):
        for query in asked:
            answer = browser.get(f"{address}?{query}&q=النخيل")
            assert (answer.status_code, listed(answer)) == (422, set()), (address, query)
            page = answer.content.decode()
            assert f'id="filter_{query.partition("=")[0]}_error"' in page
            assert "a filter is not understood" in page
            assert 'hx-get="/desk/lists/' not in page, "it does not refresh itself into the whole list"
            if address != SEARCH:
                assert listed(browser.get(f"{address}rows/?{query}")) == set()


def test_a_saved_choice_with_the_old_centre_goes_on_and_one_that_is_refused_is_not_kept(cast: Cast) -> None:
    browser = sit_down(cast, "ministry_supervisor")
    old = cast.places["centre"].pk
    saved = browser.post("/desk/lists/ended/choices/", {"name": "الواحة", "query": f"centre={old}"})
    assert SavedChoice.objects.get().filters == {"centre": str(old)}
    assert listed(browser.get(saved.url)) == {cast.ended.reference}
    answer = browser.post("/desk/lists/ended/choices/", {"name": "لا شيء", "query": "centre=999999&type=complaint"})
    assert SavedChoice.objects.count() == 1
    shown = browser.get(answer.url)
    assert (shown.status_code, listed(shown)) == (422, set())
    assert "Mend the filters first" in shown.content.decode()


def test_the_filters_cost_the_same_however_many_places_closed(cast: Cast, queries_of) -> None:
    browser = sit_down(cast, "ministry_supervisor")
    address = f"{ENDED}?centre={cast.places['centre'].pk}"
    before = queries_of(browser, address), queries_of(browser, ENDED)
    carried_out(cast, merge("south", "university"))
    assert (queries_of(browser, address), queries_of(browser, ENDED)) == before
