"""How often the doors of the portal may be tried, as a table; counted in the database, so that all hosts count as one."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.http import HttpRequest

from tawasul.people.address import address_of
from tawasul.people.attempts import count_attempt

HOUR, DAY = timedelta(hours=1), timedelta(days=1)


@dataclass(frozen=True, kw_only=True)
class Limit:
    """So many tries in a window for each of what `by` names: address, session, mobile or number."""

    by: str
    tries: int
    window: timedelta = HOUR


# A school or an office may stand behind one address; one mobile belongs to one family.
LIMITS: dict[str, tuple[Limit, ...]] = {
    "filing-code": (
        Limit(by="session", tries=8),
        Limit(by="mobile", tries=5),
        Limit(by="mobile", tries=12, window=DAY),
        Limit(by="address", tries=60),
    ),
    "following-code": (
        Limit(by="session", tries=10),
        Limit(by="number", tries=10),
        Limit(by="mobile", tries=6),
        Limit(by="mobile", tries=20, window=DAY),
        Limit(by="address", tries=60),
    ),
    "code-try": (Limit(by="session", tries=20), Limit(by="mobile", tries=20), Limit(by="address", tries=120)),
    "letter": (Limit(by="session", tries=60), Limit(by="address", tries=300)),
    "filing": (Limit(by="mobile", tries=10, window=DAY), Limit(by="address", tries=100)),
    "upload": (Limit(by="session", tries=80), Limit(by="address", tries=400)),
    "invitation": (Limit(by="session", tries=60), Limit(by="address", tries=300)),
    "opinion": (Limit(by="address", tries=60),),
}


def count(what: str, request: HttpRequest, *, at: datetime, mobile: str = "", number: str = "") -> None:
    """Count one try of `what`. Raises TooMany. What is counted does not depend on whether anything exists."""
    who = {"address": address_of(request), "session": session_of(request), "mobile": mobile, "number": number}
    for row in LIMITS[what]:
        if who[row.by]:
            name = f"{what}:{row.by}:{int(row.window.total_seconds())}"
            count_attempt(what=name, who=who[row.by], limit=row.tries, window=row.window, at=at)


def session_of(request: HttpRequest) -> str:
    """The session's own name; begun where the visitor has none yet."""
    if not request.session.session_key:
        request.session.create()
    return str(request.session.session_key)
