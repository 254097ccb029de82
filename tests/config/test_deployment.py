"""A misconfigured deployment is refused, and told everything that is wrong with it."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from config.deployment import faults
from config.environment import MisspeltVariableError, read

BASE = Path(__file__).resolve().parents[2]
WHOLE = {
    "TAWASUL_SECRET_KEY": "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ",
    "TAWASUL_ALLOWED_HOSTS": "tawasul.example.sa, .inner.example.sa",
    "TAWASUL_PUBLIC_URL": "https://tawasul.example.sa/",
    "TAWASUL_BEHIND_PROXY": "1",
    "DATABASE_URL": "postgresql://tawasul:secret@127.0.0.1:1/tawasul",
    "TAWASUL_MAIL_URL": "smtp://tawasul:secret@mail.example.sa",
    "TAWASUL_MAIL_FROM": "tawasul@example.sa",
    "TAWASUL_SMS_URL": "https://sms.example.sa/send",
    "TAWASUL_SMS_TOKEN": "token",
    "TAWASUL_SMS_SENDER": "MOE",
}
WRONG = [
    ("TAWASUL_SECRET_KEY", ""),
    ("TAWASUL_SECRET_KEY", "short"),
    ("TAWASUL_SECRET_KEY", "a" * 60),
    ("TAWASUL_ALLOWED_HOSTS", ""),
    ("TAWASUL_ALLOWED_HOSTS", "*"),
    ("TAWASUL_ALLOWED_HOSTS", "other.example.sa"),
    ("TAWASUL_PUBLIC_URL", ""),
    ("TAWASUL_PUBLIC_URL", "http://tawasul.example.sa"),
    ("DATABASE_URL", ""),
    ("DATABASE_URL", "mysql://127.0.0.1/tawasul"),
    ("TAWASUL_MAIL_URL", ""),
    ("TAWASUL_MAIL_FROM", ""),
    ("TAWASUL_SMS_URL", ""),
    ("TAWASUL_SMS_URL", "http://sms.example.sa/send"),
    ("TAWASUL_SMS_TOKEN", ""),
    ("TAWASUL_SMS_SENDER", ""),
    ("TAWASUL_SMS_HOOK_SECRET", "short"),
]


def started(variables: dict[str, str], *command: str) -> subprocess.CompletedProcess[str]:
    """A process that starts as a deployment with these variables does, and nothing else of ours."""
    clean = {
        name: value for name, value in os.environ.items() if not name.startswith(("TAWASUL_", "DATABASE_", "DJANGO_"))
    }
    return subprocess.run(
        [sys.executable, *command],
        env=clean | variables,
        cwd=BASE,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


def test_a_whole_deployment_has_no_faults() -> None:
    assert faults(read(WHOLE)) == []


@pytest.mark.parametrize(("name", "value"), WRONG)
def test_each_fault_is_named_once(name: str, value: str) -> None:
    found = faults(read(WHOLE | {name: value}))
    assert len(found) == 1
    assert name in found[0]


def test_a_gateway_by_form_needs_its_account_and_the_names_of_its_fields() -> None:
    by_form = WHOLE | {"TAWASUL_SMS_SHAPE": "form", "TAWASUL_SMS_TOKEN": ""}
    (fault,) = faults(read(by_form))
    assert "TAWASUL_SMS_USER" in fault
    assert faults(read(by_form | {"TAWASUL_SMS_USER": "app"})) == []
    named = by_form | {"TAWASUL_SMS_USER": "app", "TAWASUL_SMS_FIELDS": "user=u,token=key,sender=s,to=n,text=m"}
    (fault,) = faults(read(named))
    assert "TAWASUL_SMS_TOKEN" in fault
    for name, value in [
        ("SMS_SHAPE", "soap"),
        ("SMS_FIELDS", "user=u,to=n"),
        ("SMS_FIELDS", "user=,sender=s,to=n,text=m"),
    ]:
        with pytest.raises(MisspeltVariableError, match=name):
            read(by_form | {f"TAWASUL_{name}": value})


def test_whoever_says_nothing_is_told_everything() -> None:
    said = "\n".join(faults(read({})))
    assert [name for name in WHOLE if name != "TAWASUL_BEHIND_PROXY" and name not in said] == []


@pytest.mark.parametrize(
    "variables",
    [
        {"DATABASE_URL": "postgresql://tawasul@db.example.sa/tawasul"},
        {"DATABASE_URL": "postgresql:///tawasul?host=/tmp,db.example.sa"},
        {"TAWASUL_MAIL_URL": "smtps://mail.example.sa"},
        {"TAWASUL_SMS_URL": "https://sms.example.sa"},
    ],
)
def test_a_demonstration_reaches_nobody_real(variables: dict[str, str]) -> None:
    assert len(faults(read({"TAWASUL_DEMONSTRATION": "1"} | variables))) == 1


@pytest.mark.parametrize("url", ["", "postgresql://postgres@localhost/x", "postgresql:///x?host=/run/postgresql"])
def test_a_demonstration_may_use_a_database_of_this_machine(url: str) -> None:
    assert faults(read({"TAWASUL_DEMONSTRATION": "1", "DATABASE_URL": url})) == []


@pytest.mark.parametrize(
    "command", [("-c", "import config.wsgi"), ("manage.py", "serve"), ("manage.py", "procrastinate", "worker")]
)
def test_every_door_refuses(command: tuple[str, ...]) -> None:
    refused = started({"TAWASUL_SECRET_KEY": WHOLE["TAWASUL_SECRET_KEY"]}, *command)
    assert refused.returncode != 0
    for name in ("TAWASUL_ALLOWED_HOSTS", "DATABASE_URL", "TAWASUL_MAIL_URL", "TAWASUL_SMS_TOKEN"):
        assert name in refused.stderr
    assert "TAWASUL_SECRET_KEY" not in refused.stderr


SHOWN = (
    "from django.conf import settings as s;"
    "print(s.DEMONSTRATION, s.DEBUG, s.SECURE_SSL_REDIRECT, s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE,"
    " s.SECOND_FACTOR_REQUIRED, s.SECURE_HSTS_SECONDS > 0, s.SECURE_PROXY_SSL_HEADER is not None)"
)


def test_production_is_closed() -> None:
    shown = started(WHOLE | {"DJANGO_SETTINGS_MODULE": "config.settings"}, "-c", SHOWN)
    assert shown.stdout.split() == ["False", "False", *["True"] * 6], shown.stderr


def test_production_has_no_shortcut_to_sign_in() -> None:
    looked = started(
        WHOLE | {"DJANGO_SETTINGS_MODULE": "config.settings"},
        "-c",
        "import django; django.setup(); from django.urls import get_resolver;"
        "print([str(p.pattern) for p in get_resolver().url_patterns])",
    )
    assert looked.returncode == 0, looked.stderr
    assert "desk/" in looked.stdout
    assert "demonstration" not in looked.stdout


@pytest.mark.parametrize(
    "variables",
    [{"TAWASUL_DEMONSTRATION": "perhaps"}, {"TAWASUL_DATABASE_POOL": "many"}, {"TAWASUL_DATABASE_POOL": "0"}],
)
def test_what_cannot_be_read_is_named(variables: dict[str, str]) -> None:
    with pytest.raises(MisspeltVariableError, match=next(iter(variables))):
        read(variables)
