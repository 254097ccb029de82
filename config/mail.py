"""The mail server, as one URL says it."""

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}


@dataclass(frozen=True, kw_only=True)
class MailServer:
    """Where mail is handed over, and as whom."""

    host: str
    port: int
    user: str
    password: str
    starttls: bool  # smtp:// with a user: the password never travels in the clear
    tls: bool  # smtps://


def server_from(url: str) -> MailServer:
    """The server of smtp://user:password@host:port or smtps://…; an empty URL names none (host "")."""
    if not url:
        return MailServer(host="", port=0, user="", password="", starttls=False, tls=False)
    parts = urlsplit(url)
    if parts.scheme not in PORTS:
        raise ValueError("TAWASUL_MAIL_URL must begin with smtp:// or smtps://")
    return MailServer(
        host=parts.hostname or "",
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        starttls=parts.scheme == "smtp" and bool(parts.username),
        tls=parts.scheme == "smtps",
    )
