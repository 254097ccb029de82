"""One box that finds tickets: by number, identity, mobile, name or words, in whatever spelling."""

from contextlib import suppress
from dataclasses import dataclass

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import QuerySet

from tawasul.centres.actor import Actor
from tawasul.lib.digits import western
from tawasul.lib.errors import Refused
from tawasul.lib.identity import parse_identity
from tawasul.lib.mobile import parse_mobile
from tawasul.lib.reference import parse_reference
from tawasul.tickets import sought
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import RELATED, tickets_visible_to
from tawasul.tickets.search import CONFIG, FOREMOST
from tawasul.tickets.sought import Sought
from tawasul.tickets.worklists import Filters, narrowed

MOST_FOUND = 50
WINDOW = 2_000
NOTHING = Sought()


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a search gave: by what the text was understood, and at most fifty tickets, the most useful first."""

    understood_as: str  # "number", "identity", "mobile" or "words"
    tickets: list[Ticket]
    more: bool
    sought: Sought = NOTHING  # the words, where it was understood as words


def find(actor: Actor, text: str, filters: Filters | None = None) -> Found:
    """The tickets that the actor may see, that pass the filters, and that the text means.

    By words those first whose subject or names have all of them, and each time the newest first.
    """
    rows = narrowed(tickets_visible_to(actor), filters or Filters()).select_related(*RELATED)
    for understood_as, found in _by_number(rows, western(text)):
        tickets = list(found.order_by("-id")[: MOST_FOUND + 1])
        if tickets:
            return _found(understood_as, tickets)
    words = sought.understood(text)
    return _found("words", _by_words(rows, words), words)


def _found(understood_as: str, tickets: list[Ticket], words: Sought = NOTHING) -> Found:
    more = len(tickets) > MOST_FOUND
    return Found(understood_as=understood_as, tickets=tickets[:MOST_FOUND], more=more, sought=words)


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


def _by_words(rows: QuerySet[Ticket], words: Sought) -> list[Ticket]:
    """The tickets with all the words, the most useful first.

    A common word is found among the newest tickets; one of which they hold few is rare, and found by the index of words.
    Either way the work hardly grows with the tickets that are kept.
    """
    if not words:
        return []
    anywhere, foremost = sought.tsquery(words), sought.tsquery(words, weight=FOREMOST)
    found, walked_all = _among_the_newest(rows, anywhere, foremost)
    if not walked_all and len(found) <= MOST_FOUND:
        found = _by_the_index(rows, anywhere, foremost)
    tickets = rows.in_bulk(found)
    return [tickets[pk] for pk in found if pk in tickets]


def _among_the_newest(rows: QuerySet[Ticket], anywhere: str, foremost: str) -> tuple[list[int], bool]:
    """The ids of those that match among the newest `WINDOW` tickets in reach, and whether there are no others.

    Each ticket's words are looked up by the ticket: joined, PostgreSQL may begin with all that have a common word.
    """
    walked = rows.select_related(None).order_by("-id").values("id")[:WINDOW]
    sql, parameters = walked.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH newest AS MATERIALIZED ({sql}), said AS MATERIALIZED ("  # noqa: S608  (the ORM's own SQL, parameters)
            "SELECT id, (SELECT words FROM tickets_foundby WHERE ticket_id = newest.id) AS words FROM newest) "
            "SELECT (SELECT count(*) FROM newest), ARRAY(SELECT id FROM said WHERE words @@ to_tsquery(%s, %s) "
            "ORDER BY words @@ to_tsquery(%s, %s) DESC, id DESC LIMIT %s)",
            [*parameters, CONFIG, anywhere, CONFIG, foremost, MOST_FOUND + 1],
        )
        walked_many, found = cursor.fetchone() or (0, [])
    return found, walked_many < WINDOW


def _by_the_index(rows: QuerySet[Ticket], anywhere: str, foremost: str) -> list[int]:
    """The ids of those that match, the most useful first.

    All matches are gathered before they are sorted: a walk from the newest down, which a limit would tempt PostgreSQL into,
    goes through everything where a word is rare.
    """
    words = SearchQuery(anywhere, config=CONFIG, search_type="raw")
    matching = rows.select_related(None).order_by().filter(found_by__words=words).values("id", "found_by__words")
    sql, parameters = matching.query.sql_with_params()
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH matching (id, words) AS MATERIALIZED ({sql}) "  # noqa: S608  (as above)
            "SELECT id FROM matching ORDER BY words @@ to_tsquery(%s, %s) DESC, id DESC LIMIT %s",
            [*parameters, CONFIG, foremost, MOST_FOUND + 1],
        )
        return [pk for (pk,) in cursor.fetchall()]
