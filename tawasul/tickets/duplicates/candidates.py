"""Earlier tickets that may be the same matter: looked for among those of the same person, and among no others.

A person is known by an identity and by mobiles: tickets of the identity, and tickets filed with one of the mobiles. Each is
an index of its own and read from its newest end, so that the work is bounded whatever is kept. What is found says nothing
about who may see it: that is asked of `policies.covers` by whoever shows it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.db.models import Q, QuerySet

from tawasul.centres.actor import Actor
from tawasul.centres.models import Place
from tawasul.lib.identity import Identity
from tawasul.people.queries import beneficiary_with
from tawasul.tickets.duplicates.likeness import ALIKE, Told, likeness, told
from tawasul.tickets.lifecycle import OPEN_STATES
from tawasul.tickets.models import Ticket
from tawasul.tickets.policies import covers
from tawasul.tickets.queries import RELATED

MOST_READ = 20  # of a person's newest tickets, by each way of knowing the person
MOST = 5
_OPEN = sorted(state.value for state in OPEN_STATES)


@dataclass(frozen=True, kw_only=True)
class Person:
    """As who asks is known: the record of their identity, if there is one, and the mobiles they gave (E.164)."""

    beneficiary_id: int | None
    mobiles: frozenset[str]


@dataclass(frozen=True, kw_only=True)
class Likely:
    """An earlier ticket, and how far it is about the same matter (`likeness.ALIKE` to 1)."""

    ticket: Ticket
    likeness: float


def person_asking(identity: Identity, mobile: str) -> Person:
    """Whoever gives this identity and this mobile ("": none)."""
    recorded = beneficiary_with(identity)
    mobiles = {mobile, recorded.mobile if recorded else ""} - {""}
    return Person(beneficiary_id=recorded.pk if recorded else None, mobiles=frozenset(mobiles))


def person_of(ticket: Ticket) -> Person:
    """The person of a ticket. A number found to be another's is not theirs."""
    mobiles = {"" if ticket.mobile_wrong else ticket.mobile, ticket.beneficiary.mobile} - {""}
    return Person(beneficiary_id=ticket.beneficiary_id, mobiles=frozenset(mobiles))


def same_person(one: Ticket, other: Ticket) -> bool:
    """Whether two tickets are of one person, by identity or by a mobile."""
    mine, theirs = person_of(one), person_of(other)
    return mine.beneficiary_id == theirs.beneficiary_id or bool(mine.mobiles & theirs.mobiles)


def likely(person: Person, words: str, at: datetime, *, but: int | None = None) -> list[Likely]:
    """Their tickets, open or ended of late, that are about what the words say: the likest first, at most five."""
    rows: dict[int, Ticket] = {}
    for ways in _ways(person):
        rows |= {row.pk: row for row in recent(ways, at)[:MOST_READ]}
    rows.pop(but or 0, None)
    return _likest(rows.values(), told(words))


def like(ticket: Ticket, at: datetime) -> list[Likely]:
    """The same of a ticket that is kept already."""
    return likely(person_of(ticket), words_of(ticket), at, but=ticket.pk)


def own(identity: Identity, mobile: str, words: str, at: datetime) -> list[Likely]:
    """For somebody who proved a mobile and gave an identity: tickets that have both.

    An identity is only given, and a mobile may have been another's before: neither alone opens anything.
    """
    recorded = beneficiary_with(identity)
    if recorded is None or not mobile:
        return []
    rows = recent(Q(beneficiary_id=recorded.pk), at).filter(mobile=mobile, mobile_wrong=False)
    return _likest(rows[:MOST_READ], told(words))


def recent(whose: Q, at: datetime) -> QuerySet[Ticket]:
    """Somebody's tickets that are open, or ended within the days that the deployment names; the newest first. One that
    follows another is not asked for: the other is."""
    of_late = Q(state__in=_OPEN) | Q(ended_at__gte=at - timedelta(days=settings.DUPLICATE_DAYS))
    return Ticket.objects.filter(whose, of_late, joined_to=None).select_related(*RELATED).order_by("-id")


def words_of(ticket: Ticket) -> str:
    """What a ticket is compared by."""
    return f"{ticket.subject} {ticket.text}"


def apart(actor: Actor, found: Iterable[Likely]) -> tuple[list[Likely], list[Likely]]:
    """Those whose tickets the actor may see, and the others."""
    rows = list(found)
    return [row for row in rows if covers(actor, row.ticket)], [row for row in rows if not covers(actor, row.ticket)]


def places_of(found: Iterable[Likely]) -> list[Place]:
    """The centres at which they are, each once: all that is told of what one may not see."""
    return list({row.ticket.centre_id: row.ticket.centre for row in found}.values())


def _ways(person: Person) -> list[Q]:
    """Apart, for each is an index of its own."""
    by_identity = [Q(beneficiary_id=person.beneficiary_id)] if person.beneficiary_id else []
    return by_identity + [Q(mobile=mobile, mobile_wrong=False) for mobile in sorted(person.mobiles)]


def _likest(rows: Iterable[Ticket], asked: Told) -> list[Likely]:
    found = [Likely(ticket=row, likeness=likeness(asked, told(words_of(row)))) for row in rows]
    found = [row for row in found if row.likeness >= ALIKE]
    return sorted(found, key=lambda row: (-row.likeness, -row.ticket.pk))[:MOST]
