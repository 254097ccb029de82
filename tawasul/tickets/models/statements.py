"""Statements asked of others: a question to one entity, what it asks back, and its answer."""

from django.db import models
from django.db.models import Q

from tawasul.attachments.models import Attachment
from tawasul.centres.models import Place
from tawasul.people.models import User
from tawasul.tickets.labels import ENTITY_LABELS, STATEMENT_STATE_LABELS
from tawasul.tickets.models.ticket import Ticket

INSIDE = ("department", "centre")
OUTSIDE = ("school", "body")


class Statement(models.Model):
    """One entity asked for what it knows of a matter. Those asked see this alone, never the ticket.

    Inside the network `sector`, `centre` and `department` say who is asked, as they do of a ticket; an entity without an
    account has a `name`, an address, and a link (`tickets.statements.links`). `asked_of_type` is the ticket's type when it
    was asked: who sorts and answers follows from it. `due_at` copies what its clock reads (none: nothing is promised);
    `pauses` says whether the beneficiary's time stands still while it is owed, as the document had it when it was asked.
    Whoever answers by a link says their name (`answered_name`). `reason` is why it was waited for no longer.
    """

    ASKED, ASKED_BACK, ANSWERED, CANCELLED = "asked", "asked_back", "answered", "cancelled"
    OPEN = (ASKED, ASKED_BACK)

    ticket = models.ForeignKey(Ticket, on_delete=models.PROTECT, related_name="statements")
    number = models.PositiveSmallIntegerField()
    kind = models.CharField(max_length=12, choices=list(ENTITY_LABELS.items()))
    sector = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    centre = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    department = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    name = models.CharField(max_length=200, blank=True)
    email = models.CharField(max_length=254, blank=True)
    mobile = models.CharField(max_length=16, blank=True)
    question = models.TextField()
    asked_of_type = models.CharField(max_length=12)
    asked_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    asked_at = models.DateTimeField()
    pauses = models.BooleanField()
    due_at = models.DateTimeField(null=True)
    state = models.CharField(max_length=10, choices=list(STATEMENT_STATE_LABELS.items()), default=ASKED)
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_name = models.CharField(max_length=150, blank=True)
    reason = models.TextField(blank=True)
    ended_at = models.DateTimeField(null=True)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket", "number"], name="statement_number"),
            models.UniqueConstraint(
                fields=["ticket", "department"],
                condition=Q(ended_at=None, kind="department"),
                name="statement_one_open",
            ),
            models.UniqueConstraint(
                fields=["ticket", "centre"], condition=Q(ended_at=None, kind="centre"), name="statement_one_open_centre"
            ),
            models.CheckConstraint(
                condition=Q(kind="department", centre__isnull=False, department__isnull=False, name="")
                | Q(kind="centre", centre__isnull=False, department=None, name="")
                | (
                    Q(kind__in=OUTSIDE, sector=None, centre=None, department=None)
                    & ~Q(name="")
                    & ~Q(email="", mobile="")
                ),
                name="statement_asked_of_somebody",
            ),
            models.CheckConstraint(
                condition=Q(state__in=["asked", "asked_back"], ended_at=None, answer="")
                | (Q(state="answered", ended_at__isnull=False) & ~Q(answer="") & ~Q(answered_by=None, answered_name=""))
                | (Q(state="cancelled", ended_at__isnull=False, answer="")),
                name="statement_ends_answered_or_not_needed",
            ),
        ]
        indexes = [
            models.Index(fields=["department", "id"], name="statement_open_department", condition=Q(ended_at=None)),
            models.Index(fields=["centre", "id"], name="statement_open_centre", condition=Q(ended_at=None)),
            models.Index(
                fields=["department", "-id"], name="statement_ended_department", condition=Q(ended_at__isnull=False)
            ),
            models.Index(fields=["centre", "-id"], name="statement_ended_centre", condition=Q(ended_at__isnull=False)),
            models.Index(fields=["department", "-changed_at"], name="statement_changed_department"),
            models.Index(fields=["centre", "-changed_at"], name="statement_changed_centre"),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} #{self.number} {self.state}"

    @property
    def inside(self) -> bool:
        """Whether those asked have accounts."""
        return self.kind in INSIDE

    @property
    def open(self) -> bool:
        """Whether it is awaited still."""
        return self.ended_at is None

    @property
    def place(self) -> Place | None:
        """The department or centre that is asked, of those inside the network."""
        return self.department or self.centre


class StatementTurn(models.Model):
    """What those asked need to know first, and what they were told: their time stands still in between."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="turns")
    text = models.TextField()
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    by_name = models.CharField(max_length=150, blank=True)
    at = models.DateTimeField()
    answer = models.TextField(blank=True)
    answered_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    answered_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["statement"], condition=Q(answered_at=None), name="statement_turn_one_open"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.at:%Y-%m-%d}"


class StatementPaper(models.Model):
    """A file of the ticket that was chosen for those asked: of the ticket's files they see these alone."""

    statement = models.ForeignKey(Statement, on_delete=models.PROTECT, related_name="papers")
    attachment = models.ForeignKey(Attachment, on_delete=models.PROTECT, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["statement", "attachment"], name="statement_paper_once")]

    def __str__(self) -> str:
        return f"{self.statement_id} {self.attachment_id}"
