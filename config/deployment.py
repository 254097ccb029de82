"""What a deployment must say, and must not: the rules by which a misconfigured one is refused. Pure.

There is no third kind beside the demonstration and production: whoever does not ask for the
demonstration runs production, and is told everything that production still lacks.
"""

from collections.abc import Iterator
from urllib.parse import parse_qs, urlsplit

from config.environment import Environment

SHORTEST_SECRET = 50
SHORTEST_HOOK_SECRET = 32
FEWEST_DIFFERENT = 10  # characters of a secret
_HERE = {"", "localhost", "127.0.0.1", "::1"}


def faults(environment: Environment) -> list[str]:
    """Everything that is missing or wrong, each with the variable to set; empty when it may start."""
    return list(_of_a_demonstration(environment) if environment.demonstration else _of_production(environment))


def _of_a_demonstration(environment: Environment) -> Iterator[str]:
    whole = "TAWASUL_DEMONSTRATION=1 opens the sign-in to everybody"
    if environment.database_url and not _is_here(environment.database_url):
        yield f"{whole}, and DATABASE_URL names a database on another host: unset one of the two"
    for name, value in [("MAIL_URL", environment.mail_url), ("SMS_URL", environment.sms_url)]:
        if value:
            yield f"{whole}, and TAWASUL_{name} names a gateway to real people: unset one of the two"


def _is_here(database_url: str) -> bool:
    parts = urlsplit(database_url)
    hosts = [part for value in parse_qs(parts.query).get("host", []) for part in value.split(",")]
    return all(host in _HERE or host.startswith("/") for host in [parts.hostname or "", *hosts])


def _of_production(environment: Environment) -> Iterator[str]:
    if len(environment.secret_key) < SHORTEST_SECRET or len(set(environment.secret_key)) < FEWEST_DIFFERENT:
        yield (
            f"TAWASUL_SECRET_KEY must be a random text of at least {SHORTEST_SECRET} characters; make one with"
            " python3 -c 'import secrets; print(secrets.token_urlsafe(50))'"
        )
    yield from _of_addresses(environment)
    if urlsplit(environment.database_url).scheme not in {"postgres", "postgresql"}:
        yield "DATABASE_URL must be postgresql://user:password@host:port/name; the embedded database is for trying"
    yield from _of_gateways(environment)


def _of_addresses(environment: Environment) -> Iterator[str]:
    hosts = environment.allowed_hosts
    if not hosts or "*" in hosts:
        yield "TAWASUL_ALLOWED_HOSTS must list the names under which people reach the pages, with commas; no *"
    address = urlsplit(environment.public_url)
    if address.scheme != "https" or not address.hostname:
        yield "TAWASUL_PUBLIC_URL must be the address that people open, beginning with https://"
    elif hosts and "*" not in hosts and not any(_covers(host, address.hostname) for host in hosts):
        yield f"TAWASUL_ALLOWED_HOSTS must contain {address.hostname}, the host of TAWASUL_PUBLIC_URL"


def _covers(allowed: str, host: str) -> bool:
    return host == allowed or (allowed.startswith(".") and (host == allowed[1:] or host.endswith(allowed)))


def _of_the_sms_account(environment: Environment) -> Iterator[str]:
    by_form = environment.sms_shape == "form"
    if by_form and not environment.sms_user:
        yield "TAWASUL_SMS_USER must be our account (or application) at the SMS gateway, for TAWASUL_SMS_SHAPE=form"
    if (not by_form or "token" in environment.sms_fields) and not environment.sms_token:
        yield "TAWASUL_SMS_TOKEN must be the SMS gateway's token"
    if environment.sms_hook_secret and len(environment.sms_hook_secret) < SHORTEST_HOOK_SECRET:
        yield f"TAWASUL_SMS_HOOK_SECRET must have at least {SHORTEST_HOOK_SECRET} characters; empty: no delivery receipts"
    if environment.metrics_token and len(environment.metrics_token) < SHORTEST_HOOK_SECRET:
        yield f"TAWASUL_METRICS_TOKEN must have at least {SHORTEST_HOOK_SECRET} characters; empty: no /metrics"


def _of_gateways(environment: Environment) -> Iterator[str]:
    if urlsplit(environment.mail_url).scheme not in {"smtp", "smtps"}:
        yield "TAWASUL_MAIL_URL must be smtp://user:password@host:port or smtps://…"
    if "@" not in environment.mail_from:
        yield "TAWASUL_MAIL_FROM must be the address that mail comes from"
    if urlsplit(environment.sms_url).scheme != "https":
        yield "TAWASUL_SMS_URL must be the https:// address of the SMS gateway"
    yield from _of_the_sms_account(environment)
    if not environment.sms_sender:
        yield "TAWASUL_SMS_SENDER must be the sender that the SMS gateway knows"
