"""What is measured: each operation is one whole request through Django's handler, every middleware included (the looking for
duplicates alone is measured by itself, for pages and the API have it in common)."""

from collections.abc import Callable
from dataclasses import dataclass
from itertools import count
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.utils import timezone

from bench import words
from bench.filing import Filing
from bench.network import email_of
from tawasul.people.models import User
from tawasul.tickets.duplicates.candidates import like
from tawasul.tickets.models import Ticket

COORDINATOR = ("coordinator", "s1-d1")
HEAD = ("department_supervisor", "s1-d1")
CENTRE = ("centre_supervisor", "s1-c")
MINISTRY = ("ministry_supervisor", "ministry")


@dataclass(frozen=True)
class Operation:
    """A name for the table, and what is done each time."""

    title: str
    act: Callable[[], object]


def all_operations() -> list[Operation]:
    """The operations on the database of this process, each made ready once."""
    department = Ticket.objects.filter(department__code="s1-d1")
    ended = [f"/desk/tickets/{t.reference}/" for t in department.filter(state="closed").order_by("-id")[:8]]
    filing = Filing()
    return [
        Operation("Front page with counts, coordinator", _page(COORDINATOR, "/desk/")),
        Operation("Front page with counts, centre", _page(CENTRE, "/desk/")),
        Operation("Front page with counts, ministry", _page(MINISTRY, "/desk/")),
        Operation("Open tickets of a department", _page(HEAD, "/desk/lists/open/")),
        Operation("Open tickets of a centre", _page(CENTRE, "/desk/lists/open/")),
        Operation("Open tickets of the ministry", _page(MINISTRY, "/desk/lists/open/")),
        Operation("Ended tickets of a centre", _page(CENTRE, "/desk/lists/ended/")),
        Operation("A list refreshing itself, unchanged", _unchanged(MINISTRY, "/desk/lists/open/")),
        Operation("Ticket page", _page(COORDINATOR, *ended)),
        Operation("Search of a rare word, centre", _page(CENTRE, _search(words.RARE))),
        Operation("Search of a rare word, ministry", _page(MINISTRY, _search(words.RARE))),
        Operation("Search of a common word, centre", _page(CENTRE, _search(words.COMMON))),
        Operation("Search of a common word, ministry", _page(MINISTRY, _search(words.COMMON))),
        Operation("Search of an unknown word, ministry", _page(MINISTRY, _search("زنجبيل"))),
        Operation(filing.title, filing.act),
        Operation("Likely duplicates of a ticket, anywhere in the network", _duplicates()),
    ]


def _duplicates() -> Callable[[], object]:
    """Of the newest tickets, whose people have others."""
    newest, turn = list(Ticket.objects.order_by("-id").select_related("beneficiary")[:64]), count()
    return lambda: like(newest[next(turn) % len(newest)], timezone.now())


def _page(who: tuple[str, str], *addresses: str) -> Callable[[], object]:
    client, turn = signed_in(who), count()

    def act() -> Any:
        answer = client.get(addresses[next(turn) % len(addresses)])
        if answer.status_code != 200:
            raise RuntimeError(f"{answer.request['PATH_INFO']}: {answer.status_code}")
        return answer

    return act


def _unchanged(who: tuple[str, str], address: str) -> Callable[[], object]:
    client = signed_in(who)

    def act() -> Any:
        # The tag changes by itself every few minutes: then the list is drawn once more, and asked for again.
        answer = client.get(f"{address}rows/", headers={"If-None-Match": known.get("tag", "")})
        known["tag"] = answer["ETag"]
        return answer

    known: dict[str, str] = {}
    return act


def _search(text: str) -> str:
    return f"/desk/search/?{urlencode({'q': text})}"


def signed_in(who: tuple[str, str]) -> Client:
    """A browser of whoever holds a role at a place."""
    client = Client()
    client.force_login(
        User.objects.get(email=email_of(*who)), backend="allauth.account.auth_backends.AuthenticationBackend"
    )
    return client
