"""A misconfigured deployment is refused, and told everything that is wrong with it."""

import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone

from config.deployment import faults
from config.environment import MisspeltVariableError, read
from tawasul.people.models import User

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


EX_CONFIG = 78
RUNNING = [("pages",), ("serve",), ("procrastinate", "worker"), ("keep_time",)]
COMMANDS = [
    *RUNNING,
    ("prepare",),
    ("migrate",),
    ("import_network", "network.csv"),
    ("verify_timeline",),
    ("issue_token", "coordinator@example.sa", "Transport system"),
    ("deadline", "inquiry"),
    ("load_demonstration",),
]
DOORS = [("-c", "import config.wsgi"), *(("manage.py", *command) for command in COMMANDS)]


@pytest.mark.parametrize("command", DOORS, ids=lambda command: command[1])
def test_every_door_refuses(command: tuple[str, ...]) -> None:
    """At once, with all that is missing, and with the status at which systemd stops trying."""
    refused = started({"TAWASUL_SECRET_KEY": WHOLE["TAWASUL_SECRET_KEY"]}, *command)
    assert refused.returncode == EX_CONFIG
    for name in ("TAWASUL_ALLOWED_HOSTS", "DATABASE_URL", "TAWASUL_MAIL_URL", "TAWASUL_SMS_TOKEN"):
        assert name in refused.stderr
    assert "TAWASUL_SECRET_KEY" not in refused.stderr


@pytest.mark.parametrize("command", [("-c", "import config.wsgi"), ("manage.py", "keep_time")])
def test_what_cannot_be_read_is_refused_in_one_line(command: tuple[str, ...]) -> None:
    refused = started({"TAWASUL_DEMONSTRATION": "perhaps"}, *command)
    assert refused.returncode == EX_CONFIG
    assert "TAWASUL_DEMONSTRATION must be 1 or 0" in refused.stderr
    assert "Traceback" not in refused.stderr


def test_help_needs_no_deployment() -> None:
    assert started({}, "manage.py", "help").returncode == 0


def url_of(connection: Any) -> str:
    given = connection.get_connection_params()
    return f"postgresql:///{given['dbname']}?host={given['host']}&user={given['user']}"


@pytest.mark.parametrize("command", RUNNING, ids=lambda command: command[0])
def test_production_does_not_run_on_the_people_of_the_demonstration(lasting_db: None, command: tuple[str, ...]) -> None:
    User.objects.create(email="somebody@tawasul.example", user_number="E000001", date_joined=timezone.now())
    refused = started(WHOLE | {"DATABASE_URL": url_of(connection)}, "manage.py", *command)
    assert refused.returncode == EX_CONFIG, refused.stderr
    assert "1 people of the demonstration" in refused.stderr


def test_the_timekeeper_waits_for_a_database_that_is_away_and_the_others_are_started_again() -> None:
    assert started(WHOLE, "manage.py", "keep_time", "--rounds", "1").returncode == 0
    for command in (("pages",), ("procrastinate", "worker")):
        assert started(WHOLE, "manage.py", *command).returncode not in {0, EX_CONFIG}


def test_the_units_promise_what_is_kept() -> None:
    """Whatever the guide has systemd start is a command of ours that refuses so."""
    guide = (BASE / "docs" / "operations.md").read_text()
    begun = re.findall(r"^    ExecStart=\S+/python manage\.py (\S+)", guide, re.MULTILINE)
    assert len(begun) == guide.count("ExecStart=")
    assert set(begun) <= {command[0] for command in RUNNING}
    assert f"RestartPreventExitStatus={EX_CONFIG}" in guide


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
