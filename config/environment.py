"""What a deployment says of itself: the one place where environment variables are read.

Each field of `Environment` is one variable, named in upper case with the prefix TAWASUL_ (DATABASE_URL
alone has none, as is the custom). docs/operations.md lists them; `config.checks` refuses to start a
production deployment in which one that it needs is missing.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent


_FIELDS = "user=AppSid,sender=SenderID,to=Recipient,text=Body,reference=CorrelationID"
_FIELDS_NEEDED = {"user", "sender", "to", "text"}
_FIELDS_KNOWN = _FIELDS_NEEDED | {"token", "reference"}


class MisspeltVariableError(ValueError):
    """A variable whose value cannot be read; the message names it."""


@dataclass(frozen=True, kw_only=True)
class Environment:
    """One deployment's answers. Empty strings mean: not said."""

    demonstration: bool  # demonstration people and sign-in shortcuts; never in production
    secret_key: str
    allowed_hosts: list[str]
    public_url: str  # https://tawasul.example.sa, for links in messages
    behind_proxy: bool  # nginx ends TLS and sets X-Forwarded-Proto and X-Forwarded-For
    database_url: str  # empty: the embedded database in `state`
    database_pool: int  # connections each web process may hold
    test_database: str  # the name of the database that tests make
    durable: bool  # False: the embedded database may lose all when the machine stops (tests)
    is_web: bool  # this process answers pages; config.wsgi says so
    state: Path  # embedded database and received files, when no other place is named
    files: Path  # where attachments are kept
    mail_url: str  # smtp://user:password@host:port (STARTTLS), smtps:// (TLS from the start)
    mail_from: str
    mailbox_secrets: dict[str, str]  # the passwords of mailboxes, by what follows MAILBOX_SECRET_
    sms_url: str  # the HTTP gateway's address
    sms_shape: str  # how the gateway is spoken to: "json" or "form"
    sms_user: str  # of the shape "form": our account or application there
    sms_token: str
    sms_sender: str
    sms_fields: dict[str, str]  # of the shape "form": what the gateway calls user, token, sender, to, text, reference
    sms_taken: list[str]  # of the shape "form": the codes in its answers that mean "taken"
    sms_hook_secret: str  # by which delivery receipts prove whose they are; empty: none are taken
    metrics_token: str  # by which a monitoring system reads /metrics; empty: there is no such page
    duplicate_days: int  # how long after its end a ticket may still be what somebody asks again
    clamd: str  # host:port or a socket's path; empty: no virus scan


def read(variables: Mapping[str, str] = os.environ) -> Environment:
    """The environment of this process. MisspeltVariableError where a value cannot be read."""

    def said(name: str, default: str = "") -> str:
        return variables.get(f"TAWASUL_{name}", "").strip() or default

    state = Path(said("STATE") or BASE / "var").absolute()
    return Environment(
        demonstration=_yes("DEMONSTRATION", said("DEMONSTRATION", "0")),
        secret_key=said("SECRET_KEY"),
        allowed_hosts=[part.strip() for part in said("ALLOWED_HOSTS").split(",") if part.strip()],
        public_url=said("PUBLIC_URL").rstrip("/"),
        behind_proxy=_yes("BEHIND_PROXY", said("BEHIND_PROXY", "0")),
        database_url=variables.get("DATABASE_URL", "").strip(),
        database_pool=_count("DATABASE_POOL", said("DATABASE_POOL", "8")),
        test_database=said("TEST_DATABASE", "test_tawasul"),
        durable=_yes("DURABLE", said("DURABLE", "1")),
        is_web=_yes("IS_WEB", said("IS_WEB", "0")),
        state=state,
        files=Path(said("FILES") or state / "files").absolute(),
        mail_url=said("MAIL_URL"),
        mail_from=said("MAIL_FROM"),
        mailbox_secrets=_secrets(variables),
        sms_url=said("SMS_URL"),
        sms_shape=_one_of("SMS_SHAPE", said("SMS_SHAPE", "json"), {"json", "form"}),
        sms_user=said("SMS_USER"),
        sms_token=said("SMS_TOKEN"),
        sms_sender=said("SMS_SENDER"),
        sms_fields=_names("SMS_FIELDS", said("SMS_FIELDS", _FIELDS)),
        sms_taken=[part.strip() for part in said("SMS_TAKEN", "ER-00").split(",") if part.strip()],
        sms_hook_secret=said("SMS_HOOK_SECRET"),
        metrics_token=said("METRICS_TOKEN"),
        duplicate_days=_count("DUPLICATE_DAYS", said("DUPLICATE_DAYS", "60")),
        clamd=said("CLAMD"),
    )


def _secrets(variables: Mapping[str, str]) -> dict[str, str]:
    begin = "TAWASUL_MAILBOX_SECRET_"
    return {name.removeprefix(begin): value for name, value in variables.items() if name.startswith(begin) and value}


def _yes(name: str, value: str) -> bool:
    known = {"1": True, "true": True, "yes": True, "on": True, "0": False, "false": False, "no": False, "off": False}
    if value.lower() not in known:
        raise MisspeltVariableError(f"TAWASUL_{name} must be 1 or 0, not {value!r}")
    return known[value.lower()]


def _count(name: str, value: str) -> int:
    if not value.isascii() or not value.isdecimal() or int(value) < 1:
        raise MisspeltVariableError(f"TAWASUL_{name} must be a whole number above 0, not {value!r}")
    return int(value)


def _one_of(name: str, value: str, known: set[str]) -> str:
    if value not in known:
        raise MisspeltVariableError(f"TAWASUL_{name} must be {' or '.join(sorted(known))}, not {value!r}")
    return value


def _names(name: str, value: str) -> dict[str, str]:
    pairs = [part.partition("=") for part in value.split(",") if part.strip()]
    named = {ours.strip(): theirs.strip() for ours, _sign, theirs in pairs}
    if not _FIELDS_NEEDED <= named.keys() <= _FIELDS_KNOWN or not all(named.values()):
        raise MisspeltVariableError(f"TAWASUL_{name} must name user, sender, to and text, such as {_FIELDS}")
    return named
