"""One box that finds tickets: by number, identity, mobile, name or words, in whatever spelling."""

from contextlib import suppress
from dataclasses import dataclass
from enum import StrEnum

from django.contrib.postgres.search import SearchQuery
from django.db import connection
from django.db.models import Case, IntegerField, Q, QuerySet, Value, When
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.lib.digits import all_digits, compact, western
from tawasul.lib.errors import Invalid, Refused
from tawasul.lib.identity import IdentityKind, MistypedIdentity, parse_identity
from tawasul.lib.mobile import parse_mobile
from tawasul.lib.reference import MistypedReference, completed, parse_reference
from tawasul.tickets import sought
from tawasul.tickets.lifecycle import OPEN_STATES
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import RELATED, tickets_visible_to
from tawasul.tickets.search import CONFIG, FOREMOST
from tawasul.tickets.sought import Sought
from tawasul.tickets.worklists import Filters, narrowed

MOST_FOUND = 50
WINDOW = 2_000
SHORTEST_NUMBER = 10  # of a mobile and an identity; a ticket's has one digit more
NOTHING = Sought()
_OPEN = sorted(state.value for state in OPEN_STATES)
URGENT = Q(rank=0, state__in=_OPEN)  # an open report: before all else wherever it is found
_FIRST = Case(When(URGENT, then=Value(0)), default=Value(1), output_field=IntegerField())


@dataclass(frozen=True, kw_only=True)
class Found:
    """What a search gave: by what the text was understood, and at most fifty tickets, the most useful first.

    `next_key` is from where the next fifty are asked for ("": there are none).
    """

    understood_as: (
        str  # "number", "unfinished" (without its last digit), "identity", "document", "mobile", "words", "filters"
    )
    tickets: list[Ticket]
    next_key: str = ""
    sought: Sought = NOTHING  # the words, where it was understood as words

    @property
    def more(self) -> bool:
        """Whether others follow."""
        return bool(self.next_key)


class Doubt(StrEnum):
    """What may be wrong with a number that found nothing."""

    NONE = ""
    MISTYPED = "mistyped"  # as long as a ticket's number, and a digit is wrong
    WRONG_IDENTITY = "wrong_identity"  # as long as an identity, and a digit is wrong
    PART = "part"  # too short for any of them


class Walk(StrEnum):
    """Where a page of what was found is taken from."""

    LIST = "list"  # tickets in their own order
    NEWEST = "newest"  # words, among the newest tickets (those from the id `floor` on) and the open reports
    INDEX = "index"  # words, by their index: among those before `floor` (0: among all)


@dataclass(frozen=True, kw_only=True)
class Key:
    """After which ticket a page begins: `first` and `foremost` are 0 where it is an open report, and has all words foremost."""

    walk: Walk
    floor: int
    first: int
    foremost: int
    id: int

    def __str__(self) -> str:
        return f"{self.walk}~{self.floor}~{self.first}~{self.foremost}~{self.id}"


def read_key(text: str) -> Key | None:
    """The key as an address carries it; None where there is none. Raises Invalid."""
    if not text:
        return None
    walk, *numbers = text.split("~")
    try:
        floor, first, foremost, pk = (int(each) for each in numbers)
        if not 0 <= max(floor, pk) < 2**63 or min(floor, first, foremost, pk) < 0 or max(first, foremost) > 1:
            raise ValueError(text)
        return Key(walk=Walk(walk), floor=floor, first=first, foremost=foremost, id=pk)
    except ValueError as error:
        raise Invalid(_("This page of the list is not known. Go back to the first one.")) from error


def find(actor: Actor, text: str, filters: Filters | None = None, *, after: str = "") -> Found:
    """The tickets that the actor may see, that pass the filters, and that the text means; without one, all that pass filters.

    Open reports first; by words then those whose subject or names have all of them; and each time the newest first. `after`
    is the `next_key` of the page before. Raises Invalid for one that is none.
    """
    key = read_key(after)
    rows = narrowed(tickets_visible_to(actor), filters or Filters()).select_related(*RELATED)
    if not text.strip() and filters in (None, Filters()):
        return Found(understood_as="words", tickets=[])
    if not text.strip():
        return _listed("filters", _in_order(rows, key))
    for understood_as, found in _by_number(rows, western(text)):
        tickets = _in_order(found, key)
        if tickets:
            return _listed(understood_as, tickets)
    words = sought.understood(text)
    if not words:
        return Found(understood_as="words", tickets=[])
    return _by_words(rows, words, key)


def doubt_about(text: str) -> Doubt:
    """What to tell whoever gave this text and found nothing."""
    number = compact(text)
    if not all_digits(number):
        return Doubt.NONE
    if len(number) < SHORTEST_NUMBER:
        return Doubt.PART
    for read, wrong, doubt in (
        (parse_reference, MistypedReference, Doubt.MISTYPED),
        (parse_identity, MistypedIdentity, Doubt.WRONG_IDENTITY),
    ):
        try:
            read(number)
        except wrong:
            return doubt
        except Refused:
            continue
    return Doubt.NONE


def _listed(understood_as: str, tickets: list[Ticket]) -> Found:
    shown, following = tickets[:MOST_FOUND], ""
    if len(tickets) > MOST_FOUND:
        last = shown[-1]
        first = 0 if last.rank == 0 and last.state in _OPEN else 1
        following = str(Key(walk=Walk.LIST, floor=0, first=first, foremost=0, id=last.pk))
    return Found(understood_as=understood_as, tickets=shown, next_key=following)


def _in_order(rows: QuerySet[Ticket], key: Key | None) -> list[Ticket]:
    """One more than a page: the open reports, which have an index of their own, then all others. At most two queries."""
    tickets: list[Ticket] = []
    if key is None or key.first == 0:
        reports = rows.filter(URGENT).order_by("-id")
        tickets = list((reports if key is None else reports.filter(id__lt=key.id))[: MOST_FOUND + 1])
    if len(tickets) <= MOST_FOUND:
        others = rows.exclude(URGENT).order_by("-id")
        if key is not None and key.first == 1:
            others = others.filter(id__lt=key.id)
        tickets += others[: MOST_FOUND + 1 - len(tickets)]
    return tickets


def _by_number(rows: QuerySet[Ticket], text: str) -> list[tuple[str, QuerySet[Ticket]]]:
    """The ways in which the text may be a number; most texts are none."""
    ways: list[tuple[str, QuerySet[Ticket]]] = []
    with suppress(Refused):
        ways.append(("number", rows.filter(reference=parse_reference(text))))
    with suppress(Refused):
        ways.append(("identity", rows.filter(beneficiary__identity_number=parse_identity(text).number)))
    with suppress(Refused):
        ways.append(("mobile", rows.filter(mobile=parse_mobile(text))))
    with suppress(Refused):
        ways.append(("unfinished", rows.filter(reference=completed(text))))
    with suppress(Refused):  # a number of the Gulf states or of the border is of the form of a passport's
        ways.append(("document", rows.filter(beneficiary__identity_number=_other_document(text))))
    return ways


def _other_document(text: str) -> str:
    """The number of a document that has no check digit. Raises InvalidIdentity, also for a word in Latin letters."""
    return parse_identity(text, IdentityKind.PASSPORT).number


def _by_words(rows: QuerySet[Ticket], words: Sought, key: Key | None) -> Found:
    """A page of the tickets with all the words.

    A common word is found among the newest tickets and the open reports, and only then among the older ones; one of which they
    hold few is rare, and found by the index of words. Either way the work hardly grows with the tickets that are kept.
    """
    anywhere, foremost = sought.tsquery(words), sought.tsquery(words, weight=FOREMOST)
    keys: list[Key] = []
    if key is None or key.walk is Walk.NEWEST:
        keys, floor = _among_the_newest(rows, anywhere, foremost, key)
        if len(keys) <= MOST_FOUND and floor:
            # Nothing was shown yet: a rare word, ranked over all. Else the older ones follow those that were shown.
            keys = keys if key else []
            keys += _by_the_index(rows, anywhere, foremost, floor=floor if key else 0, after=None)
    elif key.walk is Walk.INDEX:
        keys = _by_the_index(rows, anywhere, foremost, floor=key.floor, after=key)
    else:
        raise Invalid(_("This page of the list is not known. Go back to the first one."))
    shown = keys[:MOST_FOUND]
    tickets = rows.in_bulk([each.id for each in shown])
    return Found(
        understood_as="words",
        tickets=[tickets[each.id] for each in shown if each.id in tickets],
        next_key=str(shown[-1]) if len(keys) > MOST_FOUND else "",
        sought=words,
    )


def _among_the_newest(rows: QuerySet[Ticket], anywhere: str, foremost: str, after: Key | None) -> tuple[list[Key], int]:
    """Those that match among the newest `WINDOW` tickets in reach and the open reports, and from which id on the newest are (0:
    there are no others).

    Each ticket's words are looked up by the ticket: joined, PostgreSQL may begin with all that have a common word.
    """
    plain = rows.select_related(None)
    newest = plain.order_by("-id").annotate(first=_FIRST).values("id", "first")
    # What was filed since the page before does not push others out of the window.
    newest = newest[:WINDOW] if after is None else newest.filter(id__gte=after.floor)
    reports = plain.filter(URGENT).order_by("-id").annotate(first=_FIRST).values("id", "first")[:WINDOW]
    sql, parameters = newest.query.sql_with_params()
    reports_sql, reports_parameters = reports.query.sql_with_params()
    cursor_key = (after.first, after.foremost, -after.id) if after else (-1, 0, 0)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH newest (id, first) AS MATERIALIZED ({sql}), "  # noqa: S608  (the ORM's own SQL, parameters)
            f"walked AS (SELECT id, first FROM newest UNION ({reports_sql})), "
            "said AS MATERIALIZED (SELECT id, first, (SELECT words FROM tickets_foundby WHERE ticket_id = walked.id) AS words "
            "FROM walked), "
            "matching AS (SELECT id, first, CASE WHEN words @@ to_tsquery(%s, %s) THEN 0 ELSE 1 END AS foremost "
            "FROM said WHERE words @@ to_tsquery(%s, %s)) "
            "SELECT (SELECT count(*) FROM newest), (SELECT min(id) FROM newest), "
            "ARRAY(SELECT ARRAY[first, foremost, id] FROM matching WHERE (first, foremost, -id) > (%s, %s, %s) "
            "ORDER BY first, foremost, id DESC LIMIT %s)",
            [
                *parameters, *reports_parameters, CONFIG, foremost, CONFIG, anywhere, *cursor_key, MOST_FOUND + 1,
            ],
        )  # fmt: skip
        walked_many, lowest, found = cursor.fetchone() or (0, 0, [])
    begins = lowest if walked_many == WINDOW else 0
    floor = begins if after is None else after.floor
    return [Key(walk=Walk.NEWEST, floor=floor, first=a, foremost=b, id=pk) for a, b, pk in found], floor


def _by_the_index(rows: QuerySet[Ticket], anywhere: str, foremost: str, *, floor: int, after: Key | None) -> list[Key]:
    """Those that match: all, or before the id `floor` those that are no open reports.

    All matches are gathered before they are sorted: a walk from the newest down, which a limit would tempt PostgreSQL into,
    goes through everything where a word is rare.
    """
    words = SearchQuery(anywhere, config=CONFIG, search_type="raw")
    plain = rows.select_related(None).order_by().filter(found_by__words=words)
    if floor:
        plain = plain.filter(id__lt=floor).exclude(URGENT)
    matching = plain.annotate(first=_FIRST).values("id", "first", "found_by__words")
    sql, parameters = matching.query.sql_with_params()
    cursor_key = (after.first, after.foremost, -after.id) if after else (-1, 0, 0)
    with connection.cursor() as cursor:
        cursor.execute(
            f"WITH matching (id, first, words) AS MATERIALIZED ({sql}), "  # noqa: S608  (as above)
            "ranked AS (SELECT id, first, CASE WHEN words @@ to_tsquery(%s, %s) THEN 0 ELSE 1 END AS foremost FROM matching) "
            "SELECT first, foremost, id FROM ranked WHERE (first, foremost, -id) > (%s, %s, %s) "
            "ORDER BY first, foremost, id DESC LIMIT %s",
            [*parameters, CONFIG, foremost, *cursor_key, MOST_FOUND + 1],
        )
        return [Key(walk=Walk.INDEX, floor=floor, first=a, foremost=b, id=pk) for a, b, pk in cursor.fetchall()]
