"""The bulk is what the actions would have written."""

from typing import Any

import pytest
from django.db import connection, models

from bench import generate, patterns, words
from tawasul.centres import queries as centres
from tawasul.centres.models import Membership
from tawasul.clocks import actions as clocks
from tawasul.clocks.models import Clock, Pause
from tawasul.notices.models import Notice
from tawasul.service_levels.cases import Case, answer
from tawasul.tickets import actions, finding, search
from tawasul.tickets.lifecycle import OPEN_STATES
from tawasul.tickets.models import Completion, Custody, FoundBy, Reply, Ticket
from tawasul.timeline.models import Event
from tawasul.timeline.proof import broken_links

SIZE, OPEN = 80, 20


@pytest.fixture
def filled(db: None) -> list[patterns.Pattern]:
    generate.begin(sectors=1, departments=1)
    generate.fill(SIZE, open_tickets=OPEN)
    return patterns.read()


def _shape(pattern: patterns.Pattern) -> Any:
    """What must be alike in a pattern and its copies: everything but numbers, words, people and weeks."""
    ticket = pattern.ticket
    kept = (
        "type", "state", "channel", "rank", "sector_id", "centre_id", "department_id", "holder_id", "version",
        "referral_count", "completion_count", "service_level_version",
    )  # fmt: skip
    own = {name: ticket[name] for name in kept}
    own |= {
        name: ticket[name] and ticket[name] - ticket["filed_at"] for name in ("state_since", "changed_at", "ended_at")
    }
    rows = {model.__name__: [_plain(row, ticket) for row in pattern.rows[model]] for model in patterns.OWNED}
    events = [
        (e["sequence"], e["kind"], e["at"] - ticket["filed_at"], e["user_id"], e["role"], e["place_id"], e["public"],
         {name: value for name, value in e["data"].items() if name != "note"})
        for e in pattern.rows[Event]
    ]  # fmt: skip
    told = sorted((n["kind"], n["channel"], n["user_id"] or 0, sorted(n["context"])) for n in pattern.rows[Notice])
    return own, rows, events, told


def _plain(row: patterns.Row, ticket: patterns.Row) -> Any:
    return {
        name: value - ticket["filed_at"] if name.endswith("_at") and value else value
        for name, value in row.items()
        if name not in {"id", "ticket_id", "at"}
    }


def test_every_copy_is_like_a_ticket_that_the_actions_made(filled: list[patterns.Pattern]) -> None:
    copies = [p for p in filled if p.ticket["id"] <= generate.PATTERNS_BEGIN]
    told = [_shape(p) for p in filled if p.ticket["id"] > generate.PATTERNS_BEGIN]
    assert len(copies) == SIZE - len(told)
    assert {_shape(copy) in told for copy in copies} == {True}


def test_the_numbers_asked_for(filled: list[patterns.Pattern]) -> None:
    assert len(filled) == SIZE
    assert sum(p.is_open for p in filled) == OPEN
    assert Ticket.objects.filter(state__in=[s.value for s in OPEN_STATES]).count() == OPEN


def test_chains_hold(filled: list[patterns.Pattern]) -> None:
    assert list(broken_links()) == []


@pytest.mark.parametrize("model", [Ticket, FoundBy, *patterns.OWNED, Notice, Clock, Pause])
def test_no_row_points_at_nothing(filled: list[patterns.Pattern], model: type[models.Model]) -> None:
    for field in model._meta.concrete_fields:
        if isinstance(field, models.ForeignKey):
            empty = {f"{field.name}__isnull": True, f"{field.attname}__isnull": False}
            known = field.related_model._default_manager.values("pk")
            lost = model._default_manager.filter(**{f"{field.attname}__isnull": False}).exclude(
                **{f"{field.attname}__in": known}
            )
            assert not lost.exists(), (field, empty)


def test_committed_times_and_search_words_are_the_actions_own(filled: list[patterns.Pattern]) -> None:
    for ticket in Ticket.objects.select_related("beneficiary", "centre"):
        pauses = Completion.objects.filter(ticket=ticket, given_at__isnull=False).values_list("asked_at", "given_at")
        case = Case(
            subject=ticket.type,
            scopes=centres.path_scopes(ticket.centre),
            filed=ticket.filed_at,
            pauses=list(pauses),
            version=ticket.service_level_version,
        )
        assert ticket.committed_at == answer(case, at=ticket.filed_at).reckoning.due
        words = FoundBy.objects.get(ticket=ticket).words
        search.index(ticket)
        assert FoundBy.objects.get(ticket=ticket).words == words


def test_clocks_read_what_they_would_under_the_actions(filled: list[patterns.Pattern]) -> None:
    for clock in Clock.objects.filter(ended_at=None).select_related("centre"):
        stored = (clock.due_at, clock.next_at, clock.stage)
        clocks.reckon_again(clock, at=clock.began_at)
        assert (clock.due_at, clock.next_at, clock.stage) == stored
    for ticket in Ticket.objects.filter(state__in=[state.value for state in OPEN_STATES]):
        running = Clock.objects.filter(subject_kind="ticket", subject_id=ticket.pk, ended_at=None, paused_at=None)
        assert ticket.due_at == min((clock.due_at for clock in running), default=None)


def test_the_actions_go_on_where_the_generator_stopped(filled: list[patterns.Pattern]) -> None:
    copy = Ticket.objects.filter(state="submitted", pk__lte=generate.PATTERNS_BEGIN).first()
    assert copy is not None
    officer = centres.actor_for(Membership.objects.select_related("user", "place").get(role="complaint_officer"))
    actions.take(actor=officer, ticket_id=copy.pk, at=copy.changed_at)
    assert Custody.objects.filter(ticket=copy, ended_at=None).count() == 1
    assert list(broken_links(subject_kind="ticket", subject_id=copy.pk)) == []
    assert finding.find(officer, copy.reference).tickets == [copy]


def test_rare_words_stay_rare(filled: list[patterns.Pattern]) -> None:
    supervisor = centres.actor_for(Membership.objects.select_related("user", "place").get(role="ministry_supervisor"))
    assert len(finding.find(supervisor, words.RARE).tickets) == words.RARE_TICKETS
    assert finding.find(supervisor, words.COMMON).more


def test_every_index_is_back(filled: list[patterns.Pattern]) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT indexname FROM pg_indexes WHERE tablename IN ('tickets_ticket', 'tickets_foundby')")
        standing = {name for (name,) in cursor.fetchall()}
    assert {index.name for index in [*Ticket._meta.indexes, *FoundBy._meta.indexes]} <= standing


def test_replies_of_copies_are_released_when_approved(filled: list[patterns.Pattern]) -> None:
    assert not Reply.objects.filter(state=Reply.APPROVED, released_at=None).exists()
