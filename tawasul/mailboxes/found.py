"""What the server that received a message found of its sender: `Authentication-Results`, of RFC 8601. Pure.

Anybody may write such a line into what they send. So only those lines are believed that begin with the name of the centre's own
server (its authserv-id), which takes out those that came from outside under its name (RFC 8601, 5).
"""

import re
from collections.abc import Iterable, Iterator
from enum import StrEnum

LONGEST_NAME = 253  # letters of a domain name (RFC 1035)
NAME = re.compile(r"[a-z0-9_]([a-z0-9._-]*[a-z0-9_])?")
_COMMENT = re.compile(r"\([^()]*\)")
_QUOTED = re.compile(r'"(?:\\.|[^"\\])*"')
_BEGINNING = re.compile(r"\s*([^\s;]+)(?:\s+[0-9]+)?\s*(?:;|$)")
_DMARC = re.compile(r"\s*dmarc\s*(?:/\s*[0-9]+\s*)?=\s*([a-z]+)")


class Sender(StrEnum):
    """Whether a message is from who it says."""

    PROVED = "proved"
    DOUBTFUL = "doubtful"
    UNKNOWN = "unknown"


_MEANS = {"pass": Sender.PROVED, "fail": Sender.DOUBTFUL}


def sender_by(lines: Iterable[str], *, server: str) -> Sender:
    """What the lines say, the uppermost first. `server` is the name of the server that received it (empty: not known).

    Where it is not known nothing proves a sender; that one was found false is heeded whoever says so, for whoever forges does
    not warn of themselves.
    """
    for name, result in _results(lines):
        said = _MEANS.get(result, Sender.UNKNOWN)
        if server and name == server.lower():
            return said
        if not server and said is Sender.DOUBTFUL:
            return said
    return Sender.UNKNOWN


def _results(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Who found which result of DMARC."""
    for line in lines:
        said = _without_comments(_QUOTED.sub(_unquoted, line.lower()))
        begins = _BEGINNING.match(said)
        if begins is None:
            continue
        for each in said[begins.end() :].split(";"):
            found = _DMARC.match(each)
            if found is not None:
                yield begins[1], found[1]


def _without_comments(line: str) -> str:
    """Comments may stand in comments: the innermost go first."""
    while (shorter := _COMMENT.sub(" ", line)) != line:
        line = shorter
    return line


def _unquoted(quoted: re.Match[str]) -> str:
    """A name in quotation marks is that name; all else in them is free text, in which anything may stand."""
    inside = quoted[0][1:-1]
    return inside if NAME.fullmatch(inside) else "_"
