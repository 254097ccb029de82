"""The words by which a ticket is found, in whatever Arabic spelling (`lib.arabic`), weighed by where they stand."""

import operator
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce

from django.contrib.postgres.search import SearchVector
from django.db.models import Value
from django.db.models.expressions import Combinable

from tawasul.attachments import queries as attachments
from tawasul.lib.arabic import running_terms
from tawasul.tickets.models import (
    Addition,
    Completion,
    Expedite,
    FoundBy,
    Objection,
    Reply,
    Statement,
    StatementTurn,
    Ticket,
)
from tawasul.tickets.queries import SUBJECT_KIND
from tawasul.tickets.statements.queries import SUBJECT_KIND as STATEMENT

CONFIG = "simple"
FOREMOST = "A"  # who asks, and what for in few words


@dataclass(frozen=True, kw_only=True)
class Parts:
    """What is said of a ticket, apart by how much it weighs: A to D."""

    foremost: list[str] = field(default_factory=list)  # the subject and the names
    told: list[str] = field(default_factory=list)  # what the beneficiary wrote, objected and asked
    replied: list[str] = field(default_factory=list)  # what they were answered, and why it was decided so
    beside: list[str] = field(default_factory=list)  # what others were asked and stated, and the names of files

    @property
    def by_weight(self) -> dict[str, list[str]]:
        """In the letters of PostgreSQL."""
        return {FOREMOST: self.foremost, "B": self.told, "C": self.replied, "D": self.beside}


def parts_of(ticket: Ticket) -> Parts:
    """All by which a ticket is found."""
    parts = Parts(
        foremost=[ticket.subject, ticket.beneficiary.name, *([ticket.name_given] if ticket.named_otherwise else [])],
        told=[ticket.text, ticket.incident_place],
    )
    if ticket.completion_count:
        parts.told.extend(Completion.objects.filter(ticket=ticket).values_list("given", flat=True))
    parts.told.extend(Addition.objects.filter(ticket=ticket).values_list("text", flat=True))
    if ticket.replied_at:
        parts.replied.extend(Reply.objects.filter(ticket=ticket, state=Reply.APPROVED).values_list("text", flat=True))
    if ticket.objection_count:
        for text, reasons in Objection.objects.filter(ticket=ticket).values_list("text", "reasons"):
            parts.told.append(text)
            parts.replied.append(reasons)
    if ticket.expedite_count:
        for text, answer in Expedite.objects.filter(ticket=ticket).values_list("text", "answer"):
            parts.told.append(text)
            parts.replied.append(answer)
    statements = list(Statement.objects.filter(ticket=ticket).values_list("pk", "question", "answer"))
    for _pk, *said in statements:
        parts.beside.extend(said)
    if statements:
        for turn in StatementTurn.objects.filter(statement__ticket=ticket).values_list("text", "answer"):
            parts.beside.extend(turn)
    parts.beside.extend(each.name for each in attachments.for_subject(SUBJECT_KIND, ticket.pk))
    for files in attachments.for_subjects(STATEMENT, [pk for pk, *_said in statements]).values():
        parts.beside.extend(each.name for each in files)
    return parts


def index(ticket: Ticket) -> None:
    """Store the words by which the ticket is found."""
    parts = running_words(parts_of(ticket).by_weight).items()
    vectors = (SearchVector(Value(words), config=CONFIG, weight=weight) for weight, words in parts)
    words: Combinable = reduce(operator.add, vectors)
    found_by = FoundBy(ticket=ticket, words=words)
    FoundBy.objects.bulk_create([found_by], update_conflicts=True, unique_fields=["ticket"], update_fields=["words"])


def running_words(parts: Mapping[str, Iterable[str]]) -> dict[str, str]:
    """The stems of each weight as they follow each other: what phrases are found in."""
    return {weight: " ".join(running_terms(" ".join(said))) for weight, said in parts.items()}


def said_of(tickets: Sequence[Ticket]) -> dict[int, list[tuple[str, str]]]:
    """What is said of each ticket beside its own text, as (where, text), where "completion", "addition", "reply", "objection",
    "decision", "expedite", "statement" or "file": so that what was found can be shown. Nine queries however many they are."""
    ids = [ticket.pk for ticket in tickets]
    said: dict[int, list[tuple[str, str]]] = {pk: [] for pk in ids}
    for pk, text in Completion.objects.filter(ticket__in=ids).order_by("pk").values_list("ticket", "given"):
        said[pk].append(("completion", text))
    for pk, text in Addition.objects.filter(ticket__in=ids).order_by("pk").values_list("ticket", "text"):
        said[pk].append(("addition", text))
    approved = Reply.objects.filter(ticket__in=ids, state=Reply.APPROVED).order_by("pk")
    for pk, text in approved.values_list("ticket", "text"):
        said[pk].append(("reply", text))
    for pk, text, reasons in (
        Objection.objects.filter(ticket__in=ids).order_by("pk").values_list("ticket", "text", "reasons")
    ):
        said[pk] += [("objection", text), ("decision", reasons)]
    for pk, text, answer in (
        Expedite.objects.filter(ticket__in=ids).order_by("pk").values_list("ticket", "text", "answer")
    ):
        said[pk] += [("expedite", text), ("expedite", answer)]
    stated = Statement.objects.filter(ticket__in=ids).order_by("pk")
    of_statement: dict[int, int] = {}
    for statement, pk, question, answer in stated.values_list("pk", "ticket", "question", "answer"):
        said[pk] += [("statement", question), ("statement", answer)]
        of_statement[statement] = pk
    turns = StatementTurn.objects.filter(statement__ticket__in=ids).order_by("pk")
    for pk, text, answer in turns.values_list("statement__ticket", "text", "answer"):
        said[pk] += [("statement", text), ("statement", answer)]
    for statement, files in attachments.for_subjects(STATEMENT, list(of_statement)).items():
        said[of_statement[statement]] += [("file", each.name) for each in files]
    for pk, files in attachments.for_subjects(SUBJECT_KIND, ids).items():
        said[pk] += [("file", each.name) for each in files]
    return said
