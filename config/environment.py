"""What a deployment says of itself: the one place where environment variables are read.

Each field below is one variable, named in upper case with the prefix TAWASUL_ (DATABASE_URL alone
has none, as is the custom). docs/operations.md lists them; `config.checks` refuses to start a
production deployment in which one that it needs is missing.
"""

import os
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

BASE = Path(__file__).resolve().parent.parent


def _yes(value: str) -> bool:
    return value.strip().lower() in {"1", "true", "yes", "on"}


def _listed(value: str) -> list[str]:
    return [part.strip() for part in value.split(",") if part.strip()]


@dataclass(frozen=True, kw_only=True)
class Environment:
    """One deployment's answers. Empty strings mean: not said."""

    demonstration: bool  # demonstration people and sign-in shortcuts; never in production
    secret_key: str
    allowed_hosts: list[str]
    public_url: str  # https://tawasul.example.sa, for links in messages
    database_url: str  # empty: the embedded database in `state`
    database_pool: int  # connections each web process may hold
    state: Path  # embedded database and received files, when no other place is named
    files: Path  # where attachments are kept
    mail_url: str  # smtp://user:password@host:port, or smtps://
    mail_from: str
    sms_url: str  # the HTTP gateway's address
    sms_token: str
    sms_sender: str
    clamd: str  # host:port or a socket's path; empty: no virus scan
    behind_proxy: bool  # nginx ends TLS and sets X-Forwarded-*


def read(variables: Mapping[str, str] = os.environ) -> Environment:
    """The environment of this process."""

    def said(name: str, default: str = "") -> str:
        return variables.get(f"TAWASUL_{name}", default)

    state = Path(said("STATE") or BASE / "var")
    return Environment(
        demonstration=_yes(said("DEMONSTRATION")),
        secret_key=said("SECRET_KEY"),
        allowed_hosts=_listed(said("ALLOWED_HOSTS")),
        public_url=said("PUBLIC_URL").rstrip("/"),
        database_url=variables.get("DATABASE_URL", ""),
        database_pool=int(said("DATABASE_POOL", "8")),
        state=state,
        files=Path(said("FILES") or state / "files"),
        mail_url=said("MAIL_URL"),
        mail_from=said("MAIL_FROM"),
        sms_url=said("SMS_URL"),
        sms_token=said("SMS_TOKEN"),
        sms_sender=said("SMS_SENDER"),
        clamd=said("CLAMD"),
        behind_proxy=_yes(said("BEHIND_PROXY")),
    )
