"""One person, several roles: what is seen and done follows from the one worn, and from its being held today."""

from datetime import date, timedelta

import pytest
from django.test import Client
from django.utils import timezone

from tawasul.centres.models import Membership
from tests.cast import Cast, filed, give_role


@pytest.fixture
def two_hats(cast: Cast, browser: Client) -> Client:
    give_role(cast.user("coordinator"), "complaint_officer", cast.places["other_centre"])
    browser.force_login(cast.user("coordinator"))
    return browser


def hats(browser: Client) -> dict[str, int]:
    return {str(hat["place"]): hat["id"] for hat in browser.get("/desk/hats/").context["hats"]}


def test_two_hats_see_two_worlds(cast: Cast, two_hats: Client) -> None:
    theirs = filed(cast, centre="other_centre")
    held = hats(two_hats)
    assert len(held) == 2
    two_hats.post("/desk/hats/", {"hat": held["Palms Care Centre"]})
    assert two_hats.get(f"/desk/tickets/{theirs.reference}/").status_code == 200
    two_hats.post("/desk/hats/", {"hat": held["School Transport Department"], "next": "/desk/help/"})
    assert two_hats.get(f"/desk/tickets/{theirs.reference}/").status_code == 404
    assert "Coordinator · School Transport Department" in two_hats.get("/desk/help/").content.decode()


def test_what_another_role_may_see_says_so(cast: Cast, two_hats: Client) -> None:
    theirs = filed(cast, centre="other_centre")
    held = hats(two_hats)
    two_hats.post("/desk/hats/", {"hat": held["School Transport Department"]})
    page = two_hats.get(f"/desk/tickets/{theirs.reference}/")
    assert page.status_code == 404
    assert f'name="hat" value="{held["Palms Care Centre"]}"' in page.content.decode()
    assert theirs.subject not in page.content.decode()


def test_a_form_of_the_role_one_wore_before_does_nothing_under_another(cast: Cast, two_hats: Client) -> None:
    mine = filed(cast, centre="other_centre")
    held = hats(two_hats)
    page = {"acting_as": held["Palms Care Centre"], "seen": mine.version, "missing": "Which day was it, and which bus?"}
    two_hats.post("/desk/hats/", {"hat": held["School Transport Department"]})
    answer = two_hats.post(f"/desk/tickets/{mine.reference}/do/take/", page)
    assert answer.status_code == 409
    assert "You act in another role now" in answer.content.decode()
    assert "Which day was it, and which bus?" in answer.content.decode()
    mine.refresh_from_db()
    assert mine.state == "submitted"
    two_hats.post("/desk/hats/", {"hat": held["Palms Care Centre"]})
    assert two_hats.post(f"/desk/tickets/{mine.reference}/do/take/", page).status_code == 302


def test_nobody_wears_the_hat_of_another(cast: Cast, two_hats: Client) -> None:
    answer = two_hats.post("/desk/hats/", {"hat": cast.members["supervisor"].pk})
    assert answer.status_code == 404
    assert two_hats.post("/desk/hats/", {"hat": "x"}).status_code == 404


def test_a_role_that_ends_drops_at_once(cast: Cast, two_hats: Client) -> None:
    held = hats(two_hats)
    two_hats.post("/desk/hats/", {"hat": held["Palms Care Centre"]})
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(pk=held["Palms Care Centre"]).update(ends_on=yesterday)
    assert list(hats(two_hats)) == ["School Transport Department"]
    Membership.objects.filter(user=cast.user("coordinator")).update(ends_on=yesterday)
    answer = two_hats.get("/desk/")
    assert answer.status_code == 403
    assert "You hold no role now" in answer.content.decode()


def test_a_role_that_begins_later_is_not_worn(cast: Cast, two_hats: Client) -> None:
    Membership.objects.filter(user=cast.user("coordinator")).update(begins_on=date(2100, 1, 1))
    assert two_hats.get("/desk/help/").status_code == 403


def test_the_portal_knows_no_staff(two_hats: Client) -> None:
    assert two_hats.get("/").wsgi_request.actor is None
