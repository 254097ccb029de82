"""Whom the caller is sought by, kept in the session: their identity or mobile stands in no address, and so in no history of a
browser and no log between it and us. An address holds a key that says nothing; each search has its own, so that two pages side
by side stay apart, and that one who opens the screen anew finds it empty."""

from secrets import token_urlsafe

from django.contrib.sessions.backends.base import SessionBase

MOST_KEPT = 20  # searches of one session; the oldest go first
_KEPT = "callers"


def keep(session: SessionBase, who: str) -> str:
    """Keep what the caller said; return its key, the same one for the same words."""
    known: dict[str, str] = session.get(_KEPT, {})
    key = next((key for key, said in known.items() if said == who), "") or token_urlsafe(9)
    known.pop(key, None)
    session[_KEPT] = dict([*known.items(), (key, who)][-MOST_KEPT:])
    return key


def kept(session: SessionBase, key: str) -> str:
    """What was kept under a key; empty where nothing is (any more)."""
    known: dict[str, str] = session.get(_KEPT, {})
    return known.get(key, "") if key else ""
