import re
from datetime import timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.utils import timezone

from tawasul.api import caller
from tawasul.api.actions import issue_token, revoke_token
from tawasul.api.models import Token
from tawasul.api.queries import memberships_open_to, tokens_visible_to
from tawasul.centres.actor import SYSTEM
from tawasul.centres.models import Membership
from tawasul.lib.errors import Invalid, NotAllowed, NotFound
from tawasul.people.models import User
from tests.api.conftest import System, Systems, issued
from tests.cast import Cast


def test_a_secret_is_kept_only_as_a_hash(cast: Cast) -> None:
    made = issued(cast, "coordinator")
    stored = str(Token.objects.filter(pk=made.token.pk).values().get())
    assert made.secret.startswith(made.token.prefix)
    assert made.secret not in stored
    assert made.secret[10:] not in stored


def test_me_says_role_place_and_powers(systems: Systems) -> None:
    said = systems.coordinator.get("/me").json()
    assert said["role"] == "coordinator"
    assert said["place"]["name"] == "School Transport Department"
    assert "answer" in said["powers"]
    assert "close" not in said["powers"]


@pytest.mark.parametrize("secret", ["", "wrong", "twsl_" + "A" * 43])
def test_a_wrong_token_opens_nothing(cast: Cast, secret: str) -> None:
    answer = System(secret).get("/me")
    assert answer.status_code == 401
    assert answer.headers["WWW-Authenticate"].startswith("Bearer ")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert answer.json()["code"] == "no-valid-token"


def test_wrong_tokens_are_limited_by_address(systems: Systems, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(caller, "WRONG_TOKENS", 3)
    coordinator, wrong = systems.coordinator, System("twsl_" + "A" * 43)
    assert [wrong.get("/me").status_code for _try in range(3)] == [401] * 3
    refused = wrong.get("/me")
    assert (refused.status_code, refused.headers["Content-Type"]) == (429, "application/problem+json")
    assert refused.json()["code"] == "too-many"
    assert 0 < int(refused.headers["Retry-After"]) <= 60
    assert coordinator.get("/me").status_code == 200, "who has a token is not kept out by a neighbour"
    elsewhere = wrong.client.get("/api/v1/me", headers=wrong.headers(), REMOTE_ADDR="198.51.100.7")
    assert elsewhere.status_code == 401


def test_an_expired_token_opens_nothing(cast: Cast) -> None:
    now = timezone.now()
    old = issued(cast, "coordinator", at=now - timedelta(days=2), expires_at=now - timedelta(seconds=1))
    assert System(old.secret).get("/me").status_code == 401
    assert old.token.standing(now) == "expired"


def test_a_revoked_token_fails_at_once(cast: Cast) -> None:
    made = issued(cast, "coordinator")
    system = System(made.secret)
    assert system.get("/me").status_code == 200
    first = revoke_token(actor=cast.supervisor, token_id=made.token.pk, at=timezone.now())
    assert system.get("/me").status_code == 401
    again = revoke_token(actor=cast.administrator, token_id=made.token.pk, at=timezone.now())
    assert (again.revoked_at, again.revoked_by_id) == (first.revoked_at, first.revoked_by_id)


def test_a_token_ends_with_its_membership_and_its_person(cast: Cast, systems: Systems) -> None:
    coordinator, officer = systems.coordinator, systems.complaint_officer
    yesterday = timezone.localdate() - timedelta(days=1)
    Membership.objects.filter(pk=cast.members["coordinator"].pk).update(ends_on=yesterday)
    User.objects.filter(pk=cast.user("complaint_officer").pk).update(is_active=False)
    assert coordinator.get("/me").status_code == 401
    assert officer.get("/me").status_code == 401


def test_who_issues_for_whom(cast: Cast) -> None:
    assert issued(cast, "coordinator", actor=cast.supervisor).token.issued_by_id == cast.user("supervisor").pk
    assert issued(cast, "minister", actor=cast.administrator)  # administrators give what they do not hold
    for name, actor in (
        ("other_officer", cast.supervisor),  # out of reach
        ("ministry_supervisor", cast.supervisor),  # above
        ("coordinator", cast.coordinator),  # without the power
        ("administrator", cast.ministry_supervisor),  # wider than their own
    ):
        with pytest.raises(NotAllowed):
            issued(cast, name, actor=actor)


def test_what_an_issuer_sees(cast: Cast) -> None:
    mine, other = issued(cast, "coordinator").token, issued(cast, "other_officer").token
    assert list(tokens_visible_to(cast.supervisor)) == [mine]
    assert set(tokens_visible_to(cast.administrator)) == {mine, other}
    assert not tokens_visible_to(cast.coordinator)
    with pytest.raises(NotFound):
        revoke_token(actor=cast.supervisor, token_id=other.pk, at=timezone.now())
    places = {row.place_id for row in memberships_open_to(cast.supervisor, timezone.localdate())}
    assert cast.places["transport"].pk in places
    assert cast.places["admission"].pk not in places


def test_a_token_lives_a_year_at_most_and_has_a_name(cast: Cast) -> None:
    at = timezone.now()
    with pytest.raises(Invalid) as refused:
        issue_token(
            actor=SYSTEM,
            membership_id=cast.members["coordinator"].pk,
            name=" ",
            expires_at=at + timedelta(days=400),
            at=at,
        )
    assert set(refused.value.fields) == {"name", "expires_at"}


def test_use_is_noted_once_a_minute(cast: Cast) -> None:
    made = issued(cast, "coordinator")
    System(made.secret).get("/me")
    first = Token.objects.get(pk=made.token.pk).last_used_at
    assert first is not None
    System(made.secret).get("/me")
    assert Token.objects.get(pk=made.token.pk).last_used_at == first


def test_the_first_token_from_the_command_line(cast: Cast, capsys: pytest.CaptureFixture[str]) -> None:
    call_command("issue_token", "coordinator@example.sa", "Call centre software")
    assert System(capsys.readouterr().out.strip()).get("/me").status_code == 200
    with pytest.raises(CommandError):
        call_command("issue_token", "coordinator@example.sa", "Software", role="minister")


@pytest.mark.parametrize(
    ("given", "options", "said"),
    [
        (("nobody@example.sa", "Software"), {}, "Nobody has an account with the address nobody@example.sa."),
        (("coordinator@example.sa", "Software"), {"days": 900}, "A token lives a year at most: give --days from 1 to 366."),
        (("coordinator@example.sa", "Software"), {"days": 10**12}, "A token lives a year at most: give --days from 1 to 366."),
        (("coordinator@example.sa", "Software"), {"days": 0}, "A token lives a year at most: give --days from 1 to 366."),
        (("coordinator@example.sa", "x"), {}, "Name the system that will use it, in 3 to 100 letters."),
        (("coordinator@example.sa", "x"), {"language": "ar"}, "اكتب اسم النظام"),
        (("coordinator@example.sa", "Software"), {"role": "minister"}, "Name one role that is held now: --role coordinator"),
    ],
)  # fmt: skip
def test_the_command_says_why_not_in_the_language_of_the_terminal(
    cast: Cast, given: tuple[str, ...], options: dict[str, Any], said: str
) -> None:
    with pytest.raises(CommandError) as refused:
        call_command("issue_token", *given, **{"language": "en"} | options)
    assert said in str(refused.value)
    assert not Token.objects.exists()


def test_the_end_of_a_token_is_said_as_every_instant_is(systems: Systems) -> None:
    said = systems.coordinator.get("/me").json()["expires_at"]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z", said), said
