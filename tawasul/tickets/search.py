"""Finding tickets by words, in whatever Arabic spelling.

A ticket's words are folded and stemmed by `lib.arabic.terms` into a tsvector, and so are the searcher's: both sides alike.
"""

from django.contrib.postgres.search import SearchQuery, SearchVector
from django.db.models import Value

from tawasul.lib.arabic import terms
from tawasul.tickets.models import Completion, FoundBy, Reply, Statement, Ticket

CONFIG = "simple"
MOST_WORDS = 12


def index(ticket: Ticket) -> None:
    """Store the words by which the ticket is found: its own, the beneficiary's name, completions, released replies, and
    what others were asked and stated."""
    parts = [ticket.subject, ticket.text, ticket.incident_place, ticket.beneficiary.name]
    parts += [ticket.name_given] if ticket.named_otherwise else []
    if ticket.completion_count:
        parts += Completion.objects.filter(ticket=ticket).values_list("given", flat=True)
    if ticket.replied_at:
        parts += Reply.objects.filter(ticket=ticket, state=Reply.APPROVED).values_list("text", flat=True)
    for said in Statement.objects.filter(ticket=ticket).values_list("question", "answer"):
        parts += said
    words = " ".join(terms(" ".join(parts)))
    found_by = FoundBy(ticket=ticket, words=SearchVector(Value(words), config=CONFIG))
    FoundBy.objects.bulk_create([found_by], update_conflicts=True, unique_fields=["ticket"], update_fields=["words"])


def raw_query(text: str) -> str:
    """Every word of `text`, the last one perhaps only begun, as PostgreSQL's tsquery; "" when there is no word in it."""
    words = terms(text)[:MOST_WORDS]
    return " & ".join(f"'{word}'" for word in words) + ":*" if words else ""


def query(words: str) -> SearchQuery:
    """A `raw_query` as a condition on a ticket's words."""
    return SearchQuery(words, config=CONFIG, search_type="raw")
