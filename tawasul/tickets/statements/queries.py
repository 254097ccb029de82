"""How statements are read. Those asked see their statement and nothing of its ticket; whoever sees the ticket sees them all."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Max, Q, QuerySet
from django.utils.translation import gettext_lazy as _

from tawasul.attachments import queries as attachments
from tawasul.attachments.models import Attachment
from tawasul.centres.actor import Actor, ActorKind
from tawasul.centres.roles import PlaceKind, Power
from tawasul.lib.errors import NotFound
from tawasul.tickets.models import Statement, StatementPaper, StatementTurn, Ticket
from tawasul.tickets.queries import tickets_visible_to

SUBJECT_KIND = "statement"
RELATED = (
    "ticket",
    "ticket__centre",
    "ticket__department",
    "sector",
    "centre",
    "department",
    "asked_by",
    "answered_by",
)
PAGE = 25


def statements_asked_of(actor: Actor) -> QuerySet[Statement]:
    """The statements asked of the actor's part of the network: one condition on one column, as with tickets.

    Of a department its people see what it is asked; of a centre, what the centre and its departments are. A guest sees the
    one to which their link leads.
    """
    if actor.kind is ActorKind.GUEST:
        return Statement.objects.filter(pk=actor.statement_id or 0)
    if actor.reach is None or not actor.can(Power.ANSWER):
        return Statement.objects.none()
    if actor.reach.column is None:
        return Statement.objects.filter(centre__isnull=False)
    return Statement.objects.filter(**{actor.reach.column: actor.reach.place_id})


def statements_visible_to(actor: Actor) -> QuerySet[Statement]:
    """The statements that an actor may open: asked of their part of the network, or on a ticket that they see.

    For opening one by its id: two columns are asked, and a list of them would be slow.
    """
    if actor.kind is ActorKind.SYSTEM:
        return Statement.objects.all()
    if actor.kind is ActorKind.BENEFICIARY:  # they see the ticket, but not whom the house asked, nor what was said
        return Statement.objects.none()
    asked = statements_asked_of(actor).order_by().values("pk")
    if actor.reach is not None and actor.reach.former:  # what a place was asked that theirs took over from
        former = {f"{actor.reach.column}__in": actor.reach.former}
        if actor.can(Power.ANSWER):
            asked = Statement.objects.filter(Q(pk__in=asked) | Q(**former)).order_by().values("pk")
    return Statement.objects.filter(Q(pk__in=asked) | Q(ticket__in=tickets_visible_to(actor).order_by().values("pk")))


def statement_for(actor: Actor, pk: int) -> Statement:
    """The statement of this id, with those whom it concerns. Raises NotFound where there is none to be seen."""
    found = statements_visible_to(actor).select_related(*RELATED).filter(pk=pk).first()
    if found is None:
        raise NotFound(_("There is no such statement, or you may not see it."))
    return found


def asked_of_place_of(actor: Actor) -> Q:
    """The condition that the actor's own place is asked: of it an answer is expected. `policies.is_asked` on a queryset."""
    match actor.place_kind:
        case PlaceKind.DEPARTMENT:
            return Q(department_id=actor.place_id)
        case PlaceKind.CENTRE | PlaceKind.UNIT:
            return Q(centre_id=actor.centre_id, department=None)
        case PlaceKind.MINISTRY:  # its own centre is the one in no sector
            return Q(centre__isnull=False, sector=None, department=None)
    return Q(pk__in=[])


def waiting_for(actor: Actor) -> QuerySet[Statement]:
    """What the actor's place is asked and has not answered."""
    return statements_asked_of(actor).filter(asked_of_place_of(actor), ended_at=None)


def below(actor: Actor) -> QuerySet[Statement]:
    """What departments in the actor's centre, or centres in their reach, are asked and have not answered."""
    return statements_asked_of(actor).exclude(asked_of_place_of(actor)).filter(ended_at=None)


def past(actor: Actor) -> QuerySet[Statement]:
    """What the actor's place was asked and answered, or what is not needed any more."""
    return statements_asked_of(actor).filter(asked_of_place_of(actor), ended_at__isnull=False)


def waiting_count(actor: Actor) -> int:
    """How many statements wait for the actor's place."""
    return waiting_for(actor).order_by().count() if actor.can(Power.ANSWER) else 0


def last_change(actor: Actor) -> datetime | None:
    """When a statement asked of the actor's part of the network last changed."""
    if not actor.can(Power.ANSWER):
        return None
    last: datetime | None = statements_asked_of(actor).order_by().aggregate(last=Max("changed_at"))["last"]
    return last


@dataclass(frozen=True, kw_only=True)
class Page:
    """Some statements, and the id after which the next page begins (none: there is none)."""

    statements: list[Statement]
    next: int | None


def page_of(
    found: QuerySet[Statement], *, newest_first: bool = False, after: int | None = None, size: int = PAGE
) -> Page:
    """A page by id: those after the one of the id `after`, or the first ones. Never an offset, however much is closed."""
    beyond = {"pk__lt" if newest_first else "pk__gt": after} if after else {}
    rows = list(found.filter(**beyond).select_related(*RELATED).order_by("-pk" if newest_first else "pk")[: size + 1])
    more, rows = len(rows) > size, rows[:size]
    return Page(statements=rows, next=rows[-1].pk if more else None)


@dataclass(frozen=True, kw_only=True)
class Said:
    """A statement with all that belongs to it."""

    statement: Statement
    turns: list[StatementTurn]
    papers: list[Attachment]
    files: list[Attachment]  # that came with its answer

    @property
    def question_back(self) -> StatementTurn | None:
        """What those asked wait to be told."""
        return next((turn for turn in self.turns if turn.answered_at is None), None)


def said_of(statements: Sequence[Statement]) -> list[Said]:
    """What belongs to these statements: three queries however many they are."""
    ids = [statement.pk for statement in statements]
    if not ids:
        return []
    turns: dict[int, list[StatementTurn]] = {}
    for turn in StatementTurn.objects.filter(statement__in=ids).select_related("by", "answered_by").order_by("pk"):
        turns.setdefault(turn.statement_id, []).append(turn)
    papers = _papers(ids)
    files = attachments.for_subjects(SUBJECT_KIND, ids)
    return [
        Said(
            statement=each,
            turns=turns.get(each.pk, []),
            papers=papers.get(each.pk, []),
            files=files.get(each.pk, []),
        )
        for each in statements
    ]


def _papers(ids: Sequence[int]) -> dict[int, list[Attachment]]:
    found: dict[int, list[Attachment]] = {}
    rows = StatementPaper.objects.filter(statement__in=ids).select_related("attachment__file")
    for row in rows.order_by("attachment__position", "pk"):
        found.setdefault(row.statement_id, []).append(row.attachment)
    return found


def statements_of(ticket: Ticket) -> list[Said]:
    """The statements asked on a ticket that the caller has from `ticket_for`, the first first: four queries at most."""
    return said_of(list(ticket.statements.select_related(*RELATED).order_by("number")))


def file_of(statement: Statement, attachment: Attachment) -> bool:
    """Whether a file belongs to a statement: it came with the answer, or was chosen for those asked."""
    if (attachment.subject_kind, attachment.subject_id) == (SUBJECT_KIND, statement.pk):
        return True
    return statement.papers.filter(attachment=attachment).exists()
