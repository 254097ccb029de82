"""By what somebody is sought, kept in the session: their identity or mobile stands in no address, and so in no history of a
browser and no log between it and us. An address holds a key that says nothing; each search has its own, so that two pages side
by side stay apart, and that one who opens the page anew finds it empty."""

from secrets import token_urlsafe
from urllib.parse import urlencode

from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpResponse
from django.shortcuts import redirect

from tawasul.web.desk.work.asking import DeskRequest

MOST_KEPT = 20  # searches of one session; the oldest go first
LONGEST = 150
_KEPT = "sought"


def keep(session: SessionBase, who: str) -> str:
    """Keep what was said of somebody; return its key, the same one for the same words."""
    known: dict[str, str] = session.get(_KEPT, {})
    key = next((key for key, said in known.items() if said == who), "") or token_urlsafe(9)
    known.pop(key, None)
    session[_KEPT] = dict([*known.items(), (key, who)][-MOST_KEPT:])
    return key


def kept(session: SessionBase, key: str) -> str:
    """What was kept under a key; empty where nothing is (any more)."""
    known: dict[str, str] = session.get(_KEPT, {})
    return known.get(key, "") if key else ""


def sought(request: DeskRequest) -> str:
    """Whom the page looks for, from the key in its address."""
    return kept(request.session, request.GET.get("sought", ""))


def put_aside(request: DeskRequest, address: str, *others: str) -> HttpResponse | None:
    """Where somebody is looked for in the box (`parts/find_person.html`), or by `who` in an address that was written by hand:
    the way to the page that looks for them, whose address says nothing of them. `others`: what of the form stands in it
    besides. None where nobody is looked for."""
    given = request.POST if request.method == "POST" and "find" in request.POST else request.GET
    if "find" not in given and "who" not in given:
        return None
    who = " ".join(given.get("who", "").replace("\x00", "").split())[:LONGEST]
    besides = {name: given[name] for name in others if name in given}
    asked = ({"sought": keep(request.session, who)} if who else {}) | besides
    return redirect(f"{address}?{urlencode(asked)}" if asked else address)
