"""One box that finds tickets: by number, identity, mobile, name or words, in whatever spelling."""

from contextlib import suppress
from dataclasses import dataclass

from django.db import connection
from django.db.models import QuerySet

from tawasul.centres.actor import Actor
from tawasul.lib.digits import western
from tawasul.lib.errors import Refused
from tawasul.lib.identity import parse_identity
from tawasul.lib.mobile import parse_mobile
from tawasul.lib.reference import parse_reference
from tawasul.tickets import search
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import RELATED, tickets_visible_to

MOST_FOUND = 50
WINDOW = 2_000


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a search gave: by what the text was understood, and the newest tickets, at most fifty."""

    understood_as: str  # "number", "identity", "mobile" or "words"
    tickets: list[Ticket]
    more: bool


def find(actor: Actor, text: str) -> Found:
    """The tickets that the actor may see and that the text means."""
    rows = tickets_visible_to(actor).select_related(*RELATED)
    for understood_as, found in _by_number(rows, western(text)):
        tickets = list(found.order_by("-id")[: MOST_FOUND + 1])
        if tickets:
            return _found(understood_as, tickets)
    return _found("words", _by_words(rows, text))


def _found(understood_as: str, tickets: list[Ticket]) -> Found:
    return Found(understood_as=understood_as, tickets=tickets[:MOST_FOUND], more=len(tickets) > MOST_FOUND)


def _by_number(rows: QuerySet[Ticket], text: str) -> list[tuple[str, QuerySet[Ticket]]]:
    """The ways in which the text may be a number; most texts are none."""
    ways: list[tuple[str, QuerySet[Ticket]]] = []
    with suppress(Refused):
        ways.append(("number", rows.filter(reference=parse_reference(text))))
    with suppress(Refused):
        ways.append(("identity", rows.filter(beneficiary__identity_number=parse_identity(text).number)))
    with suppress(Refused):
        ways.append(("mobile", rows.filter(mobile=parse_mobile(text))))
    return ways


def _by_words(rows: QuerySet[Ticket], text: str) -> list[Ticket]:
    """The newest tickets with all the words, exactly.

    A common word is found among the newest tickets; one of which they hold few is rare, and found by the index of words.
    Either way the work hardly grows with the tickets that are kept.
    """
    words = search.raw_query(text)
    if not words:
        return []
    newest, walked_all = _among_the_newest(rows, words)
    if not walked_all and len(newest) <= MOST_FOUND:
        newest = _by_the_index(rows, words)
    return list(rows.filter(pk__in=newest).order_by("-id"))


def _among_the_newest(rows: QuerySet[Ticket], words: str) -> tuple[list[int], bool]:
    """The ids of those that match among the newest `WINDOW` tickets in reach, and whether there are no others.

    Each ticket's words are looked up by the ticket: joined, PostgreSQL may begin with all that have a common word.
    """
    walked = rows.select_related(None).order_by("-id").values("id")[:WINDOW]
    sql, parameters = walked.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH newest AS MATERIALIZED ({sql}) "  # noqa: S608  (the ORM's own SQL; all values are parameters)
            "SELECT (SELECT count(*) FROM newest), ARRAY("
            "SELECT id FROM newest WHERE (SELECT words @@ to_tsquery('simple', %s) FROM tickets_foundby"
            " WHERE ticket_id = newest.id) ORDER BY id DESC LIMIT %s)",
            [*parameters, words, MOST_FOUND + 1],
        )
        walked_many, found = cursor.fetchone() or (0, [])
    return found, walked_many < WINDOW


def _by_the_index(rows: QuerySet[Ticket], words: str) -> list[int]:
    """The ids of the newest that match. All matches are gathered before they are sorted: a walk from the newest down,
    which a limit would tempt PostgreSQL into, goes through everything where a word is rare.
    """
    matching = rows.select_related(None).order_by().filter(found_by__words=search.query(words)).values("id")
    sql, parameters = matching.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH matching AS MATERIALIZED ({sql}) "  # noqa: S608  (the ORM's own SQL; all values are parameters)
            "SELECT id FROM matching ORDER BY id DESC LIMIT %s",
            [*parameters, MOST_FOUND + 1],
        )
        return [pk for (pk,) in cursor.fetchall()]
