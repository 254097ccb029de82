"""People and roles: seen, given, ended, each within one's reach and powers."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

from django.test import Client
from django.utils import timezone

from tawasul.centres.models import Membership
from tests.cast import Cast, give_role

Enter = Callable[..., Client]


def shown(browser: Client, **asked: Any) -> list[str]:
    return [row["row"].user.name_en for row in browser.get("/desk/members/", asked).context["members"]]


def test_one_sees_the_people_of_ones_part(cast: Cast, enter: Enter) -> None:
    names = shown(enter("supervisor"))
    assert cast.user("coordinator").name_en in names
    assert cast.user("stranger").name_en not in names
    assert cast.user("minister").name_en not in names
    assert cast.user("stranger").name_en in shown(enter("administrator"))


def test_filters_narrow_and_refuse_what_is_not_ones_own(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    assert shown(browser, role="coordinator", place=cast.places["transport"].pk) == ["Haifa Albugami", "Rashed Alenezi"]
    assert shown(browser, name="هيفاء البقمى") == ["Haifa Albugami"]
    assert shown(browser, name=cast.user("coordinator").user_number) == ["Haifa Albugami"]
    assert cast.user("stranger").name_en not in shown(browser, place=cast.places["other_centre"].pk)


def test_pages_follow_the_tree_and_miss_nobody(cast: Cast, enter: Enter, monkeypatch: Any) -> None:
    from tawasul.web.desk.office import members, paging

    monkeypatch.setattr(paging, "PAGE", 7)
    monkeypatch.setattr(members, "PAGE", 7)
    browser, seen, url = enter("administrator"), [], "/desk/members/"
    while url:
        page = browser.get(url)
        seen += [row["row"].pk for row in page.context["members"]]
        url = f"/desk/members/{page.context['next_url']}" if page.context["next_url"] else ""
    assert sorted(seen) == sorted(Membership.objects.values_list("pk", flat=True))


def given(cast: Cast, who: str, role: str, **more: Any) -> dict[str, Any]:
    return {"person": cast.user(who).pk, "role": role, "begins_on": "2026-11-01", "once": "one"} | more


def test_a_supervisor_appoints_a_coordinator_once(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    path = f"/desk/members/at/{cast.places['followup'].pk}/"
    asked = given(cast, "coordinator", "coordinator")
    assert [browser.post(path, asked).status_code for _click in range(2)] == [302, 302]
    assert Membership.objects.filter(user=cast.user("coordinator"), place=cast.places["followup"]).count() == 1
    again = browser.post(path, asked | {"once": "two"})
    assert again.status_code == 409
    assert "already holds" in again.content.decode()


def test_nobody_gives_what_they_lack_or_beyond_their_reach(cast: Cast, enter: Enter) -> None:
    browser = enter("services_supervisor")
    offered = browser.get(f"/desk/members/at/{cast.places['centre'].pk}/").context["form"].fields["role"].choices
    assert "centre_supervisor" not in dict(offered)
    refused = browser.post(
        f"/desk/members/at/{cast.places['centre'].pk}/", given(cast, "services_supervisor", "centre_supervisor")
    )
    assert refused.status_code == 422
    assert browser.get(f"/desk/members/at/{cast.places['other_centre'].pk}/").status_code == 404
    assert enter("coordinator").get(f"/desk/members/at/{cast.places['transport'].pk}/").status_code == 403


def test_wrong_days_and_nobody_chosen_are_told_beside_their_fields(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    path = f"/desk/members/at/{cast.places['followup'].pk}/"
    page = browser.post(path, given(cast, "coordinator", "coordinator", ends_on="2026-10-01"))
    assert page.context["form"].errors["ends_on"]
    page = browser.post(path, {"role": "coordinator", "begins_on": "2026-11-01"})
    assert page.context["form"].errors["person"]


def test_ending_a_role_keeps_it_for_history_and_drops_it_after_its_last_day(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    held = cast.members["coordinator"]
    yesterday = timezone.localdate() - timedelta(days=1)
    assert browser.post(f"/desk/members/{held.pk}/end/", {"on": yesterday.isoformat()}).status_code == 302
    held.refresh_from_db()
    assert held.ends_on == yesterday
    assert held.user.name_en not in shown(browser)
    assert held.user.name_en in shown(browser, ended="on")
    assert enter("coordinator").get("/desk/").status_code == 403


def test_nobody_ends_their_own_role_nor_a_strangers(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    today = {"on": date.today().isoformat()}  # noqa: DTZ011
    assert browser.post(f"/desk/members/{cast.members['supervisor'].pk}/end/", today).status_code == 403
    assert browser.post(f"/desk/members/{cast.members['stranger'].pk}/end/", today).status_code == 404


def test_people_are_found_as_one_types(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    assert "Haifa Albugami" in browser.get("/desk/members/people/", {"q": "هيفا"}).content.decode()
    assert "Haifa" not in browser.get("/desk/members/people/", {"q": "h"}).content.decode()


def test_the_list_costs_the_same_for_one_and_for_many(cast: Cast, enter: Enter, queries_of: Any) -> None:
    browser = enter("administrator")
    few = f"/desk/members/?place={cast.places['admission'].pk}"
    give_role(cast.user("stranger"), "coordinator", cast.places["transport"])
    assert queries_of(browser, few) == queries_of(browser, f"/desk/members/?place={cast.places['sector'].pk}")
