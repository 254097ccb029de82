"""Every route of the house has a door or stands on the short public list; and every door refuses whom it should."""

from collections.abc import Iterator
from typing import Any

import pytest
from django.test import Client
from django.urls import URLPattern, URLResolver, get_resolver

from tawasul.centres.roles import ROLES
from tawasul.web.doors import Door, door_of
from tests.cast import PEOPLE, Cast, assemble

# Open to everybody: the portal whole, what a signed link opens, what one needs to sign in, and what machines ask.
PUBLIC_NAMESPACES = {"portal", "guests"}
PUBLIC = {
    "set_language", "account_login", "account_logout", "account_inactive", "account_invitation", "account_policy",
    "account_confirm_email", "account_reset_password",
    "account_reset_password_done", "account_reset_password_from_key", "account_reset_password_from_key_done",
    "mfa_login_webauthn", "demonstration_sign_in", "healthz", "readyz", "metrics", "sms_receipts",
}  # fmt: skip
# Guarded by allauth: signed in, or half signed in.
OWN_ACCOUNT = {
    "account_reauthenticate", "account_change_password", "account_own_email", "mfa_index", "mfa_authenticate",
    "mfa_reauthenticate",
    "mfa_activate_totp", "mfa_deactivate_totp", "mfa_view_recovery_codes", "mfa_generate_recovery_codes",
    "mfa_download_recovery_codes", "mfa_list_webauthn", "mfa_add_webauthn", "mfa_remove_webauthn", "mfa_edit_webauthn",
    "mfa_reauthenticate_webauthn",
}  # fmt: skip


def routes(
    resolver: URLResolver | None = None, namespaces: tuple[str, ...] = (), prefix: str = "/"
) -> Iterator[tuple[tuple[str, ...], str, Any, str]]:
    for entry in (resolver or get_resolver()).url_patterns:
        path = prefix + str(entry.pattern)
        if isinstance(entry, URLPattern):
            yield namespaces, entry.name or path, entry.callback, path
        else:
            name = entry.namespace or entry.app_name
            yield from routes(entry, (*namespaces, name) if name else namespaces, path)


DESK = [(name, view, path) for namespaces, name, view, path in routes() if namespaces[:1] == ("desk",)]


def test_every_route_has_a_door_or_is_public() -> None:
    unguarded = [
        f"{':'.join(namespaces)} {name} {path}"
        for namespaces, name, view, path in routes()
        if not namespaces[:1] or namespaces[0] not in PUBLIC_NAMESPACES | {"desk"}
        if name not in PUBLIC | OWN_ACCOUNT and not path.startswith(("/api/", "/static/"))
    ]
    assert unguarded == []
    assert [path for _name, view, path in DESK if door_of(view) is None] == []


@pytest.mark.django_db
@pytest.mark.parametrize("name", sorted(OWN_ACCOUNT))
def test_ones_own_account_is_closed_to_strangers(client: Client, name: str) -> None:
    path = next(path for _spaces, found, _view, path in routes() if found == name).replace("<int:pk>", "1")
    assert client.get(path).status_code == 302


def _address(path: str) -> str:
    for part, value in {
        "<int:": "1", "<uuid:": "00000000-0000-0000-0000-000000000000", "<slug:": "mine", "<str:": "26000000000",
    }.items():  # fmt: skip
        while part in path:
            begin = path.index(part)
            path = path[:begin] + value + path[path.index(">", begin) + 1 :]
    return path


@pytest.mark.django_db
def test_nobody_unknown_opens_the_desk(client: Client) -> None:
    for _name, _view, path in DESK:
        for answer in (client.get(_address(path)), client.post(_address(path))):
            assert answer.status_code == 302, path
            assert answer.url.startswith("/account/login/"), path


@pytest.fixture
def cast(db: None) -> Cast:
    return assemble()


@pytest.mark.parametrize("role", [role.key for role in ROLES])
def test_a_role_without_the_power_is_refused_at_every_door(cast: Cast, role: str) -> None:
    """The whole matrix: every desk route against every role, by the table of powers and by nothing else."""
    person = next(name for name, key, *_rest in PEOPLE if key == role)
    powers = cast.actor(person).powers
    browser = Client()
    browser.force_login(cast.user(person))
    for _name, view, path in DESK:
        door = door_of(view)
        assert isinstance(door, Door)
        answers = [browser.get(_address(path))] + ([browser.post(_address(path))] if door.powers else [])
        shut = bool(door.powers) and not door.powers & powers
        for answer in answers:
            if shut:
                assert answer.status_code == 403, (path, role)
            else:
                assert answer.status_code not in {302, 500} or "/account/login" not in answer.get("Location", ""), path
