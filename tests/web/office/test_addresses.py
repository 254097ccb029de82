"""A mistyped address is put right before its first use; afterwards nobody changes it but whoever signs in with it."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.test import Client
from django.utils import timezone

from tawasul.accounts.events import SUBJECT_KIND
from tawasul.notices.actions import deliver
from tawasul.notices.models import Notice
from tawasul.people.models import User
from tawasul.timeline.models import Event
from tests.cast import PASSWORD, Cast, give_role
from tests.web.office.test_staff import CHOSEN, NEW, choose, guest, link, page, registered, signs_in

Enter = Callable[..., Client]
RIGHT = "n.alqarni@example.sa"


@pytest.fixture
def typed_wrong(cast: Cast, enter: Enter) -> User:
    registered(cast, enter("supervisor"))
    return User.objects.get(email=NEW)


def correct(browser: Client, user: User, email: str = RIGHT, **more: str) -> Any:
    asked = {"email": email, "seen": NEW, "once": "two"} | more
    return browser.post(f"/desk/members/person/{user.pk}/email/", asked)


def sent_to(address: str) -> str:
    return str(Notice.objects.filter(address=address).latest("pk").context["link"])


def test_the_old_link_dies_and_the_new_one_goes_to_the_right_address(enter: Enter, typed_wrong: User) -> None:
    browser, old = enter("supervisor"), link()
    assert "Correct the address" in page(browser, typed_wrong).content.decode()
    shown = browser.get(f"/desk/members/person/{typed_wrong.pk}/email/")
    assert shown.context["form"]["email"].value() == NEW
    assert [correct(browser, typed_wrong).status_code for _click in range(2)] == [302, 302]
    typed_wrong.refresh_from_db()
    assert typed_wrong.email == RIGHT
    assert choose(old).status_code == 404
    assert Notice.objects.filter(kind="invitation", address=RIGHT).count() == 1, "a second click sends no second letter"
    assert choose(sent_to(RIGHT)).status_code == 302
    assert signs_in(typed_wrong, CHOSEN)
    kinds = Event.objects.filter(subject_kind=SUBJECT_KIND, subject_id=typed_wrong.pk).order_by("sequence")
    assert [event.kind for event in kinds] == ["registered", "invited", "email_corrected", "invited", "password_chosen"]
    history = page(browser, typed_wrong).content.decode()
    assert RIGHT in history
    assert NEW in history


def test_a_letter_to_the_wrong_address_that_waits_still_is_not_sent(enter: Enter, typed_wrong: User) -> None:
    wrong = Notice.objects.get(kind="invitation")
    correct(enter("supervisor"), typed_wrong)
    assert deliver(notice_id=wrong.pk, at=timezone.now() + timedelta(minutes=1)) is None
    wrong.refresh_from_db()
    assert (wrong.state, wrong.sent_at, wrong.context["link"]) == ("failed", None, "••••")


@pytest.mark.parametrize(
    ("email", "said"),
    [("", "required"), ("noura@", "valid email"), ("x@y", "valid email"), (NEW.upper(), "registered already"),
     ("Coordinator@Example.SA", "Somebody is registered with this e-mail already.")],
)  # fmt: skip
def test_a_poor_address_is_refused_beside_its_field(enter: Enter, typed_wrong: User, email: str, said: str) -> None:
    answer = correct(enter("supervisor"), typed_wrong, email)
    assert answer.status_code == 422
    assert set(answer.context["form"].errors) == {"email"}
    assert said in answer.content.decode()
    typed_wrong.refresh_from_db()
    assert typed_wrong.email == NEW
    assert choose(link()).status_code == 302, "the link sent before is still good"


def test_whose_address_it_is_is_said_and_led_to(cast: Cast, enter: Enter, typed_wrong: User) -> None:
    browser = enter("supervisor", "ar")
    known = correct(browser, typed_wrong, cast.user("coordinator").email)
    assert known.context["known"]["url"] == f"/desk/members/person/{cast.user('coordinator').pk}/"
    assert "هذا البريد الإلكتروني مسجَّل لشخص من قبل" in known.content.decode()
    assert correct(browser, typed_wrong, cast.user("stranger").email).context["known"]["url"] == ""


def test_of_two_who_correct_the_second_is_told(enter: Enter, typed_wrong: User) -> None:
    assert correct(enter("supervisor"), typed_wrong).status_code == 302
    second = correct(enter("services_supervisor"), typed_wrong, "another@example.sa", once="three")
    assert second.status_code == 409
    assert RIGHT in second.content.decode()
    typed_wrong.refresh_from_db()
    assert typed_wrong.email == RIGHT
    seen = second.context["form"]["seen"].value()
    assert correct(enter("services_supervisor"), typed_wrong, "another@example.sa", seen=seen).status_code == 302


def test_only_who_may_register_them_corrects(cast: Cast, enter: Enter, typed_wrong: User) -> None:
    assert correct(enter("complaint_officer"), typed_wrong).status_code == 403
    assert correct(enter("stranger"), typed_wrong).status_code == 404
    assert "Correct the address" not in page(enter("assistant"), typed_wrong).content.decode()
    give_role(typed_wrong, "coordinator", cast.places["admission"])
    assert correct(enter("supervisor"), typed_wrong).status_code == 403, "they work elsewhere too"
    assert enter("supervisor").get(f"/desk/members/person/{typed_wrong.pk}/email/").status_code == 302
    assert correct(enter("administrator"), typed_wrong).status_code == 302


def test_an_address_in_use_is_changed_by_nobody_else(cast: Cast, enter: Enter, typed_wrong: User) -> None:
    browser = enter("supervisor")
    choose(link())
    answer = correct(browser, typed_wrong)
    assert answer.status_code == 409
    assert "They change it themselves" in answer.content.decode()
    assert "Only they can change it" in page(browser, typed_wrong).content.decode()
    assert browser.get(f"/desk/members/person/{typed_wrong.pk}/email/").status_code == 302
    browser.post(f"/desk/members/person/{cast.user('coordinator').pk}/close/")
    closed = correct(browser, cast.user("coordinator"), seen=cast.user("coordinator").email)
    assert closed.status_code == 409
    assert signs_in(typed_wrong, CHOSEN)


def test_letters_are_not_sent_without_end(enter: Enter, typed_wrong: User) -> None:
    browser, seen, statuses = enter("supervisor"), NEW, []
    for turn in range(6):
        now = f"turn{turn}@example.sa"
        statuses.append(correct(browser, typed_wrong, now, seen=seen, once=f"turn {turn}").status_code)
        seen = now
    assert statuses == [302] * 5 + [429]
    typed_wrong.refresh_from_db()
    assert typed_wrong.email == "turn4@example.sa"


def own(cast: Cast, name: str = "coordinator") -> Client:
    """A browser in which somebody has signed in with their password."""
    browser = guest()
    browser.post("/account/login/", {"login": cast.user(name).email, "password": PASSWORD})
    return browser


def test_ones_own_address_changes_when_the_new_one_is_proved(cast: Cast) -> None:
    browser, user = own(cast), cast.user("coordinator")
    before = user.email
    assert browser.post("/account/email/", {"email": RIGHT.upper()}).status_code == 302
    user.refresh_from_db()
    assert user.email == before, "nothing changes before the link is used"
    proof = sent_to(RIGHT)
    assert guest().get(proof).status_code == 200
    user.refresh_from_db()
    assert user.email == before, "opening it changes nothing"
    assert guest().post(proof).url == "/account/login/"
    user.refresh_from_db()
    assert user.email == RIGHT
    assert signs_in(user, PASSWORD)
    stale = guest()
    stale.post("/account/login/", {"login": before, "password": PASSWORD})
    assert stale.get("/desk/help/").status_code == 302
    assert Notice.objects.get(kind="email_changed").address == before
    assert guest().post(proof).status_code == 404
    assert Event.objects.filter(subject_kind=SUBJECT_KIND, subject_id=user.pk, kind="email_changed").count() == 1


def test_a_proof_lasts_a_day_and_fits_one_account(cast: Cast, monkeypatch: Any) -> None:
    own(cast).post("/account/email/", {"email": RIGHT})
    proof = sent_to(RIGHT)
    forged = proof[:-4] + ("AAA/" if proof[-4:-1] != "AAA" else "BBB/")
    assert guest().post(forged).status_code == 404
    own(cast, "second_coordinator").post("/account/email/", {"email": RIGHT})
    later = timezone.now() + timedelta(days=1, minutes=1)
    with monkeypatch.context() as clock:
        clock.setattr(timezone, "now", lambda: later)
        assert guest().post(proof).status_code == 404
    assert guest().post(sent_to(RIGHT)).status_code == 302
    assert cast.user("second_coordinator") == User.objects.get(email=RIGHT)
    taken = guest().post(proof)
    assert taken.status_code == 422
    assert "Somebody is registered with this e-mail already." in taken.content.decode()


@pytest.mark.parametrize("email", ["", "x@y", "coordinator@example.sa", "supervisor@example.sa"])
def test_what_is_no_new_address_is_refused(cast: Cast, email: str) -> None:
    answer = own(cast).post("/account/email/", {"email": email})
    assert answer.status_code == 422
    assert answer.context["form"].errors["email"]
    assert not Notice.objects.filter(kind="email_proof").exists()


def test_who_signed_in_long_ago_says_their_password_again(cast: Cast, enter: Enter) -> None:
    answer = enter("coordinator").get("/account/email/")
    assert (answer.status_code, answer.url) == (302, "/account/reauthenticate/?next=%2Faccount%2Femail%2F")
    assert Client().get("/account/email/").status_code == 302
