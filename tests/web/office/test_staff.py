"""Somebody new begins, somebody leaves: registered, invited, closed, opened again; each within one's own part."""

import re
from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tawasul.accounts.events import SUBJECT_KIND
from tawasul.api.actions import issue_token
from tawasul.centres.models import Membership
from tawasul.notices.models import Notice
from tawasul.people.models import User
from tawasul.timeline.models import Event
from tests.cast import PASSWORD, Cast, give_role, with_coordinator

Enter = Callable[..., Client]
NEW = "n.newcomer@example.sa"
CHOSEN = "a-sentence-only-i-know-1448"


def form(**more: Any) -> dict[str, Any]:
    return {
        "name_ar": "نورة القرني", "name_en": "Noura Alqarni", "identity_kind": "national", "identity": "1000000008",
        "email": NEW, "mobile": "0501234567", "language": "en", "role": "complaint_officer", "begins_on": "2026-11-01",
        "ends_on": "", "once": "one",
    } | more  # fmt: skip


def registered(cast: Cast, browser: Client, place: str = "unit", **more: Any) -> Any:
    return browser.post(f"/desk/members/new/at/{cast.places[place].pk}/", form(**more))


def newcomer() -> User:
    return User.objects.get(email=NEW)


def link() -> str:
    """The path in the last invitation owed."""
    notice = Notice.objects.filter(kind="invitation").latest("pk")
    assert (notice.channel, notice.address, notice.language) == ("email", NEW, "en")
    return str(notice.context["link"])


def guest() -> Client:
    browser = Client()
    browser.cookies["language"] = "en"
    return browser


def choose(path: str, password: str = CHOSEN, again: str = "", browser: Client | None = None) -> Any:
    return (browser or guest()).post(path, {"password1": password, "password2": again or password})


def signs_in(user: User, password: str) -> bool:
    browser = guest()
    browser.post("/account/login/", {"login": user.email, "password": password})
    return browser.get("/desk/help/").status_code == 200


def page(browser: Client, user: User) -> Any:
    return browser.get(f"/desk/members/person/{user.pk}/")


def do(browser: Client, user: User, what: str) -> int:
    return browser.post(f"/desk/members/person/{user.pk}/{what}/").status_code


def test_a_newcomer_is_registered_invited_and_signs_in(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    assert [registered(cast, browser).status_code for _click in range(2)] == [302, 302]
    user = newcomer()
    assert re.fullmatch(r"E[0-9]{6}", user.user_number)
    assert (user.mobile, user.identity_number) == ("+966501234567", "1000000008")
    held = Membership.objects.get(user=user)
    assert (held.role, held.place_id) == ("complaint_officer", cast.places["unit"].pk)
    assert Notice.objects.filter(kind="invitation").count() == 1
    shown = page(browser, user)
    assert shown.context["standing"]["key"] == "invited"
    assert "1000000008" not in shown.content.decode()
    assert "501234567" not in shown.content.decode()
    opened = guest().get(link())
    assert "Welcome, Noura Alqarni" in opened.content.decode()
    assert "no-store" in opened["Cache-Control"]
    answer = choose(link())
    assert (answer.status_code, answer.url) == (302, "/account/login/")
    assert signs_in(user, CHOSEN)
    assert page(browser, user).context["standing"]["key"] == "active"
    kinds = Event.objects.filter(subject_kind=SUBJECT_KIND, subject_id=user.pk).order_by("sequence")
    assert [event.kind for event in kinds] == ["registered", "invited", "password_chosen"]


def test_after_the_password_the_second_factor_is_asked_as_of_everybody(cast: Cast, enter: Enter, settings: Any) -> None:
    registered(cast, enter("supervisor"))
    choose(link())
    settings.SECOND_FACTOR_REQUIRED = True
    browser = guest()
    browser.post("/account/login/", {"login": NEW, "password": CHOSEN})
    assert browser.get("/desk/").url == "/account/second-factor/"


def test_a_link_works_once(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    registered(cast, browser)
    used = link()
    choose(used)
    assert guest().get(used).status_code == 404
    assert choose(used, "another-long-password-1448").status_code == 404
    assert not signs_in(newcomer(), "another-long-password-1448")
    assert do(browser, newcomer(), "invite") == 409


def test_a_link_expires_and_another_is_sent(cast: Cast, enter: Enter, monkeypatch: Any) -> None:
    browser = enter("supervisor")
    registered(cast, browser)
    old, user, later = link(), newcomer(), timezone.now() + timedelta(days=3, minutes=1)
    with monkeypatch.context() as clock:
        clock.setattr(timezone, "now", lambda: later)
        assert choose(old).status_code == 404
        assert page(enter("supervisor"), user).context["standing"]["key"] == "lapsed"
        assert do(enter("supervisor"), user, "invite") == 302
        assert choose(link()).status_code == 302


def test_sending_again_ends_the_link_before(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    registered(cast, browser)
    first = link()
    assert do(browser, newcomer(), "invite") == 302
    assert link() != first
    assert choose(first).status_code == 404
    assert choose(link()).status_code == 302


def test_invitations_are_not_sent_without_end(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    registered(cast, browser)
    assert [do(browser, newcomer(), "invite") for _press in range(6)] == [302] * 5 + [429]


def test_a_link_is_for_its_person_alone(cast: Cast, enter: Enter) -> None:
    registered(cast, enter("supervisor"))
    other = enter("coordinator")
    opened = other.get(link())
    assert opened.status_code == 409
    assert "This invitation is for Noura Alqarni." in opened.content.decode()
    assert choose(link(), browser=other).status_code == 409
    head, token, *_rest = link().strip("/").rsplit("/", 1)
    forged = token[:-3] + ("AAA" if token[-3:] != "AAA" else "BBB")
    assert choose(f"/{head}/{forged}/").status_code == 404
    assert not signs_in(cast.user("coordinator"), CHOSEN)


@pytest.mark.parametrize("password", ["short", "q1w2e3r4t5y6", NEW, "noura alqarni"])
def test_a_poor_password_is_refused_beside_its_field(cast: Cast, enter: Enter, password: str) -> None:
    registered(cast, enter("supervisor"))
    arabic = Client()
    arabic.cookies["language"] = "ar"
    assert "كلمة المرور" in str(choose(link(), password, browser=arabic).context["form"].errors["password1"])
    answer = choose(link(), password)
    assert answer.status_code == 422
    assert answer.context["form"].errors["password1"]
    assert choose(link(), CHOSEN, "something-else-1448").context["form"].errors["password2"]
    assert choose(link()).status_code == 302, "the link is still good"


def test_what_is_wrong_is_told_beside_its_field(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    answer = registered(cast, browser, identity="1000000009", mobile="12", email="x", name_ar="")
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"identity", "mobile", "email", "name_ar"}
    arabic = registered(cast, enter("supervisor", "ar"), identity="1000000009")
    assert "رقم" in str(arabic.context["form"].errors["identity"])
    assert not User.objects.filter(email=NEW).exists()


def test_an_email_or_identity_that_is_known_leads_to_that_person(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    mine = registered(cast, browser, email=cast.user("coordinator").email.upper())
    assert mine.status_code == 422
    assert mine.context["form"].errors["email"]
    assert mine.context["known"]["url"] == f"/desk/members/person/{cast.user('coordinator').pk}/"
    theirs = registered(cast, browser, email=cast.user("stranger").email, once="two")
    unit = cast.places["unit"].pk
    assert theirs.context["known"]["url"] == f"/desk/members/at/{unit}/?person={cast.user('stranger').pk}"
    registered(cast, browser, once="three")
    same = registered(cast, browser, email="another@example.sa", once="four")
    assert same.context["form"].errors["identity"]
    assert same.context["known"]["user"] == newcomer()
    assert User.objects.filter(identity_number="1000000008").count() == 1


def test_nobody_registers_beyond_their_part_or_their_powers(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    assert registered(cast, browser, "other_centre").status_code == 404
    assert registered(cast, browser, "ministry", role="minister").status_code == 404
    refused = registered(cast, enter("services_supervisor"), "centre", role="centre_supervisor")
    assert refused.status_code == 422
    assert refused.context["form"].errors["role"]
    assert registered(cast, enter("complaint_officer")).status_code == 403
    assert not User.objects.filter(email=NEW).exists()
    assert not Notice.objects.filter(kind="invitation").exists()


def test_a_place_is_found_by_its_name_and_offered_within_ones_part(cast: Cast, enter: Enter) -> None:
    def offered(who: str, **asked: Any) -> list[str]:
        answer = enter(who).get("/desk/members/new/", asked)
        return [line["place"].name_en for line in answer.context["places"]]

    assert "Palms Care Centre" in offered("administrator")
    assert "Palms Care Centre" not in offered("supervisor")
    assert offered("administrator", find="النقل المدرسى") == ["School Transport Department"]
    known = enter("supervisor").get("/desk/members/new/", {"person": cast.user("coordinator").pk})
    assert all("/desk/members/at/" in line["url"] for line in known.context["places"])


def test_an_account_is_closed_at_once_and_opened_again(cast: Cast, enter: Enter) -> None:
    coordinator = cast.user("coordinator")
    ticket = with_coordinator(cast)
    at_work, browser = enter("coordinator"), enter("supervisor")
    assert at_work.get("/desk/").status_code == 200
    asked = browser.get(f"/desk/members/person/{coordinator.pk}/close/")
    assert asked.context["in_hand"] == 1
    assert asked.context["roles"]
    assert do(browser, coordinator, "close") == 302
    assert at_work.get("/desk/").status_code == 302
    assert not signs_in(coordinator, PASSWORD)
    assert not Membership.objects.filter(user=coordinator, ends_on=None).exists()
    assert page(browser, coordinator).context["standing"]["key"] == "closed"
    ticket.refresh_from_db()
    assert ticket.holder_id == coordinator.pk
    assert do(browser, coordinator, "close") == 409
    assert do(browser, coordinator, "reopen") == 302
    assert at_work.get("/desk/").status_code == 302, "the session that was ended stays so"
    coordinator.refresh_from_db()
    assert coordinator.is_active
    Membership.objects.filter(user=coordinator).update(ends_on=timezone.localdate() - timedelta(days=1))
    assert page(browser, coordinator).context["may_close"], "who held a role here last is still ours to manage"


def test_closing_ends_invitations_for_good(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    registered(cast, browser)
    sent = link()
    do(browser, newcomer(), "close")
    assert choose(sent).status_code == 404
    assert do(browser, newcomer(), "invite") == 409
    do(browser, newcomer(), "reopen")
    assert choose(sent).status_code == 404
    assert page(browser, newcomer()).context["standing"]["key"] == "waiting"


def test_closing_shuts_the_api_too(cast: Cast, enter: Enter) -> None:
    held = cast.members["complaint_officer"]
    issued = issue_token(
        actor=cast.supervisor, membership_id=held.pk, name="A linked system", expires_at=timezone.now() + timedelta(days=9),
        at=timezone.now(),
    )  # fmt: skip
    with_token = {"Authorization": f"Bearer {issued.secret}"}
    assert Client().get("/api/v1/tickets", headers=with_token).status_code == 200
    do(enter("supervisor"), held.user, "close")
    assert Client().get("/api/v1/tickets", headers=with_token).status_code == 401


def test_nobody_closes_themselves_nor_strangers_nor_those_above(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    assert do(browser, cast.user("supervisor"), "close") == 403
    assert browser.get(f"/desk/members/person/{cast.user('supervisor').pk}/close/").status_code == 302
    assert do(browser, cast.user("stranger"), "close") == 404
    assert page(browser, cast.user("stranger")).status_code == 404
    assert do(enter("services_supervisor"), cast.user("supervisor"), "close") == 403
    give_role(cast.user("coordinator"), "coordinator", cast.places["admission"])
    assert do(browser, cast.user("coordinator"), "close") == 403, "they work elsewhere too"
    assert page(browser, cast.user("coordinator")).context["elsewhere"]
    assert do(enter("administrator"), cast.user("coordinator"), "close") == 302
    assert not User.objects.filter(pk=cast.user("supervisor").pk, is_active=False).exists()


def test_standing_is_seen_in_the_list(cast: Cast, enter: Enter) -> None:
    browser = enter("supervisor")
    registered(cast, browser)
    do(browser, cast.user("coordinator"), "close")
    said = {row["row"].user.name_en: row["standing"]["key"] for row in browser.get("/desk/members/").context["members"]}
    assert said["Noura Alqarni"] == "invited"
    assert said["Haifa Albugami"] == "closed"
    assert said["Munira Alshehri"] == "active"


def test_a_persons_page_costs_the_same_whatever_they_hold(cast: Cast, enter: Enter, queries_of: Any) -> None:
    browser = enter("supervisor")
    one, three = cast.user("coordinator"), cast.user("second_coordinator")
    for role, place in (("coordinator", "followup"), ("complaint_officer", "unit")):
        give_role(three, role, cast.places[place])
    assert queries_of(browser, f"/desk/members/person/{one.pk}/") == queries_of(
        browser, f"/desk/members/person/{three.pk}/"
    )
