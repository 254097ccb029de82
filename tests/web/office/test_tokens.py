"""API tokens from the office: the secret once, one click one token, and only within one's reach."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tawasul.api.models import Token
from tawasul.api.queries import token_of
from tawasul.centres.models import Membership
from tawasul.timeline.models import Receipt
from tawasul.web.desk.office import paging, tokens
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


def offered(browser: Client, words: str) -> str:
    return browser.get("/desk/tokens/roles/", {"q": words}).content.decode()


def test_a_role_is_found_by_its_holder_or_its_place(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    assert "Haifa Albugami" in offered(browser, "هيفاء البقمى")
    assert "Haifa Albugami" in offered(browser, cast.user("coordinator").user_number)
    page = offered(browser, "هيفاء البقمى")
    assert f"{cast.places['transport'].name_en} · {cast.places['sector'].name_en}" in page, (
        "departments are called alike"
    )
    assert "Rashed Alenezi" in offered(browser, "اداره النقل")
    assert 'role="option"' not in offered(browser, "h")
    chosen = browser.get("/desk/tokens/new/", {"role": cast.members["coordinator"].pk})
    assert chosen.url == f"/desk/tokens/for/{cast.members['coordinator'].pk}/"
    without_script = browser.get("/desk/tokens/new/", {"role": "", "role_text": "هيفاء"}).content.decode()
    assert chosen.url in without_script
    assert "No match" in browser.get("/desk/tokens/new/", {"role_text": "لا أحد بهذا"}).content.decode()
    assert enter("coordinator").get("/desk/tokens/new/").status_code == 403


def test_powers_wider_than_ones_own_are_neither_offered_nor_given(cast: Cast, enter: Enter) -> None:
    browser = enter("ministry_supervisor")
    assert "Majed Alotaibi" not in offered(browser, "ماجد")
    assert issued(browser, cast, "administrator").status_code == 404
    assert not Token.objects.exists()
    administrator = enter("administrator")
    assert "Abdulaziz Alsalem" in offered(administrator, "عبدالعزيز")
    assert issued(administrator, cast, "minister").context["secret"]
    assert "Samira" not in offered(enter("supervisor"), "سميرة"), "a stranger's role"


def test_the_secret_is_in_no_receipt(cast: Cast, enter: Enter) -> None:
    secret = issued(enter("supervisor"), cast, "counter_officer").context["secret"]
    kept = str(list(Receipt.objects.values()))
    assert secret not in kept
    assert secret[10:] not in kept
    assert Receipt.objects.get(key="one").answer == Token.objects.get().pk


def test_it_holds_until_the_end_of_its_last_day(cast: Cast, enter: Enter) -> None:
    last = timezone.localdate() + timedelta(days=30)
    issued(enter("supervisor"), cast, "counter_officer", last_day=last.isoformat())
    ends = timezone.localtime(Token.objects.get().expires_at)
    assert (ends.date(), ends.hour, ends.minute) == (last, 23, 59)


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_ends_of_the_calendar_are_refused(cast: Cast, enter: Enter, day: str) -> None:
    answer = issued(enter("supervisor"), cast, "counter_officer", last_day=day)
    assert answer.status_code == 422
    assert answer.context["form"].errors["last_day"]


def test_the_list_says_who_issued_who_revoked_and_which_roles_have_ended(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    issued(browser, cast, "counter_officer", name="The counter's screen")
    issued(browser, cast, "coordinator", name="The bus company", once="two")
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(pk=cast.members["coordinator"].pk).update(ends_on=yesterday)
    enter("administrator").post(f"/desk/tokens/{Token.objects.get(name__contains='screen').pk}/revoke/")
    page = browser.get("/desk/tokens/")
    ended, revoked = page.context["shown"]
    assert (ended["standing"], ended["may_revoke"]) == ("out_of_role", True)
    assert (revoked["standing"], revoked["may_revoke"]) == ("revoked", False)
    for said in ("Munira Alshehri", "Majed Alotaibi", "The bus company", "Its role has ended"):
        assert said in page.content.decode()


def test_looking_for_a_role_costs_the_same_for_one_and_for_many(cast: Cast, enter: Enter, queries_of: Any) -> None:
    browser = enter("supervisor")
    assert queries_of(browser, "/desk/tokens/roles/?q=هيفاء") == queries_of(browser, "/desk/tokens/roles/?q=وحدة")


def test_pages_miss_no_token(cast: Cast, enter: Enter, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(paging, "PAGE", 2)
    monkeypatch.setattr(tokens, "PAGE", 2)
    browser, seen, url = enter("supervisor"), [], "/desk/tokens/"
    for number in range(5):
        issued(browser, cast, "counter_officer", once=str(number))
    while url:
        page = browser.get(url)
        seen += [line["token"].pk for line in page.context["shown"]]
        url = f"/desk/tokens/{page.context['next_url']}" if page.context["next_url"] else ""
    assert seen == list(Token.objects.order_by("-pk").values_list("pk", flat=True))
