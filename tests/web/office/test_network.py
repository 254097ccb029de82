"""The tree: who sees which part, finding, opening, renaming, closing."""

from collections.abc import Callable
from typing import Any

from django.test import Client

from tawasul.centres.models import Membership, Place
from tests.cast import Cast, filed

Enter = Callable[..., Client]
NEW = {"kind": "department", "code": "OASIS-HEALTH", "name_ar": "إدارة الصحة المدرسية", "name_en": "School Health",
       "function": "", "on": "2026-11-01", "once": "one"}  # fmt: skip


def test_a_centre_sees_itself_and_nothing_above_or_beside(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    page = browser.get("/desk/network/")
    assert page.context["place"] == cast.places["centre"]
    assert page.context["above"] == []
    assert browser.get(f"/desk/network/{cast.places['unit'].pk}/").status_code == 200
    for hidden in ("ministry", "sector", "university", "other_centre", "admission"):
        assert browser.get(f"/desk/network/{cast.places[hidden].pk}/").status_code == 404
    found = browser.get("/desk/network/", {"find": "النخيل"}).context["found"]
    assert found == []


def test_a_place_is_found_in_whatever_spelling_and_by_a_former_name(cast: Cast, enter: Enter) -> None:
    browser = enter("administrator")
    place = cast.places["transport"]
    browser.post(
        f"/desk/network/{place.pk}/rename/", {"name_ar": "إدارة الحافلات", "name_en": "Buses", "on": "2026-11-01"}
    )
    for words in ("اداره الحافلات", "النقل المدرسى", "buses", "transport"):
        found = browser.get("/desk/network/", {"find": words}).context["found"]
        assert [row["place"].pk for row in found] == [place.pk], words
    assert "إدارة النقل المدرسي" in browser.get(f"/desk/network/{place.pk}/").content.decode()


def test_opening_a_place_twice_by_one_click_opens_it_once(cast: Cast, enter: Enter) -> None:
    browser = enter("administrator")
    path = f"/desk/network/{cast.places['centre'].pk}/open/"
    assert browser.post(path, NEW).status_code == 302
    assert browser.post(path, NEW).status_code == 302
    assert Place.objects.filter(code="OASIS-HEALTH").count() == 1
    refused = browser.post(path, NEW | {"once": "two"})
    assert refused.status_code == 422
    assert refused.context["form"].errors["code"]
    assert refused.context["form"]["name_ar"].value() == NEW["name_ar"], "what was typed stays"


def test_a_kind_that_may_not_stand_there_is_not_offered(cast: Cast, enter: Enter) -> None:
    browser = enter("administrator")
    path = f"/desk/network/{cast.places['centre'].pk}/open/"
    assert [key for key, _label in browser.get(path).context["form"].fields["kind"].choices] == ["unit", "department"]
    assert browser.post(path, NEW | {"kind": "university"}).status_code == 422


def test_a_place_is_closed_only_when_all_has_gone(cast: Cast, enter: Enter) -> None:
    browser = enter("administrator")
    ticket = filed(cast)
    centre, department = cast.places["centre"], cast.places["followup"]

    def close(place: Place) -> Any:
        return browser.post(f"/desk/network/{place.pk}/close/", {"on": "2026-11-24"})

    assert "Open tickets" in close(centre).content.decode()
    assert "People still hold roles" in close(department).content.decode()
    Membership.objects.filter(place=department).update(ends_on="2026-11-24")
    assert close(department).status_code == 302
    department.refresh_from_db()
    assert str(department.closed_on) == "2026-11-24"
    assert close(department).status_code == 409
    assert ticket.centre_id == centre.pk


def test_only_network_administrators_change_the_tree(cast: Cast, enter: Enter) -> None:
    for who in ("ministry_supervisor", "supervisor", "minister"):
        browser = enter(who)
        for what in ("open", "rename", "close"):
            assert browser.post(f"/desk/network/{cast.places['transport'].pk}/{what}/", NEW).status_code == 403


def test_a_place_costs_the_same_however_much_stands_below(cast: Cast, enter: Enter, queries_of: Any) -> None:
    browser = enter("administrator")
    few, many = cast.places["sector"].pk, cast.places["centre"].pk
    assert queries_of(browser, f"/desk/network/{few}/") == queries_of(browser, f"/desk/network/{many}/")
