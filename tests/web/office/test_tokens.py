"""API tokens from the office: the secret once, one click one token, and only within one's reach."""

from collections.abc import Callable
from typing import Any

from django.test import Client
from django.utils import timezone

from tawasul.api.models import Token
from tawasul.api.queries import token_of
from tests.cast import Cast

Enter = Callable[..., Client]


def issued(browser: Client, cast: Cast, who: str, **more: Any) -> Any:
    day = timezone.localdate().replace(day=1).replace(year=timezone.localdate().year + 1)
    asked = {"name": "The school system", "last_day": day.isoformat(), "once": "one"} | more
    return browser.post(f"/desk/tokens/for/{cast.members[who].pk}/", asked)


def test_the_secret_is_shown_once_and_works(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    first = issued(browser, cast, "counter_officer")
    secret = first.context["secret"]
    assert token_of(secret, timezone.now()) == Token.objects.get()
    assert "no-store" in first["Cache-Control"]
    again = issued(browser, cast, "counter_officer")
    assert again.context["secret"] == ""
    assert "shown then" in again.content.decode()
    page = browser.get("/desk/tokens/").content.decode()
    assert "The school system" in page
    assert secret not in page
    browser.post(f"/desk/tokens/{Token.objects.get().pk}/revoke/")
    assert token_of(secret, timezone.now()) is None


def test_wrong_days_are_told_beside_the_field(cast: Cast, enter: Enter) -> None:
    answer = issued(enter("supervisor"), cast, "counter_officer", last_day="2020-01-01")
    assert answer.status_code == 422
    assert answer.context["form"].errors["last_day"]


def test_nobody_issues_or_revokes_beyond_their_reach(cast: Cast, enter: Enter) -> None:
    mine, stranger = enter("supervisor"), enter("stranger")
    issued(mine, cast, "counter_officer")
    assert issued(mine, cast, "other_officer").status_code == 404
    assert issued(mine, cast, "ministry_supervisor").status_code == 404
    assert stranger.get("/desk/tokens/").context["shown"] == []
    assert stranger.post(f"/desk/tokens/{Token.objects.get().pk}/revoke/").status_code == 404
    assert enter("coordinator").get("/desk/tokens/").status_code == 403


def test_a_list_costs_the_same_for_one_and_for_many(cast: Cast, enter: Enter, queries_of: Any) -> None:
    browser = enter("supervisor")
    issued(browser, cast, "counter_officer")
    one = queries_of(browser, "/desk/tokens/")
    for number, who in enumerate(("counter_officer", "coordinator", "supervisor")):
        issued(browser, cast, who, once=f"more-{number}")
    assert queries_of(browser, "/desk/tokens/") == one
