"""One cause behind many tickets, and the one answer to all of them."""

from django.db import models
from django.db.models import F, Q

from tawasul.centres.models import Place
from tawasul.people.models import User
from tawasul.tickets.problems.labels import GIVING_LABELS, LEAVING_LABELS, STATE_LABELS
from tawasul.tickets.problems.lifecycle import ACTIVE, State

_ACTIVE = sorted(state.value for state in ACTIVE)


class Problem(models.Model):
    """One cause of many tickets.

    `sector` and `centre` name the lowest place over all that were ever linked: a centre; or a sector, of several centres;
    or neither, of several sectors. `owner` answers for it, acting at `owner_place`, which lies there or above. It is raised
    to a place of the network (`raised_to`) or to another body (`raised_to_name`); `due_on` is the day by which the remedy
    is promised.
    `version` grows with every change.
    """

    number = models.CharField(max_length=8, unique=True)
    title = models.CharField(max_length=150)
    title_folded = models.CharField(max_length=300, editable=False)
    cause = models.TextField(blank=True)
    remedy = models.TextField(blank=True)
    state = models.CharField(max_length=12, choices=list(STATE_LABELS.items()))
    state_since = models.DateTimeField()
    sector = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    centre = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    owner = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    owner_place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    raised_to = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    raised_to_name = models.CharField(max_length=200, blank=True)
    raised_at = models.DateTimeField(null=True)
    due_on = models.DateField(null=True)
    opened_by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    opened_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    closed_at = models.DateTimeField(null=True)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="problem_state_known"),
            models.CheckConstraint(
                condition=Q(state="closed", closed_at__isnull=False) | (~Q(state="closed") & Q(closed_at=None)),
                name="problem_closed_has_date",
            ),
            models.CheckConstraint(
                condition=~Q(state="answered") | Q(answered_at__isnull=False), name="problem_answered_has_date"
            ),
            models.CheckConstraint(
                condition=~Q(state="raised") | Q(raised_to__isnull=False) | ~Q(raised_to_name=""),
                name="problem_raised_to_somebody",
            ),
            models.CheckConstraint(condition=Q(raised_to=None) | Q(raised_to_name=""), name="problem_raised_to_one"),
        ]
        indexes = [
            models.Index(fields=["-id"], name="problem_active", condition=Q(state__in=_ACTIVE)),
            models.Index(fields=["state", "-id"], name="problem_state"),
            models.Index(fields=["owner", "-id"], name="problem_of_owner"),
        ]

    def __str__(self) -> str:
        return self.number


class Concern(models.Model):
    """A place that a problem concerns: the sector and the centre of every ticket that was ever linked to it, its own, and
    the place to which it was raised. Whose reach is one of these sees the problem."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+", db_index=False)
    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="concerns")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "problem"], name="concern_once")]

    def __str__(self) -> str:
        return f"{self.place_id} {self.problem_id}"


class Answer(models.Model):
    """One round of the answer to all tickets of a problem: written by one, approved by another.

    {الاسم} and {الرقم}, or {name} and {number}, in its text stand for the beneficiary and the ticket, and are filled in for
    each.
    """

    WAITING, SENT_BACK, APPROVED = "waiting", "sent_back", "approved"
    STATES = [(state, state) for state in (WAITING, SENT_BACK, APPROVED)]

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="answers")
    round = models.PositiveSmallIntegerField()
    state = models.CharField(max_length=10, choices=STATES)
    text = models.TextField()
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    written_at = models.DateTimeField()
    reviewer = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    reviewed_at = models.DateTimeField(null=True)
    reasons = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["problem", "round"], name="answer_round"),
            models.UniqueConstraint(fields=["problem"], condition=Q(state="waiting"), name="answer_one_waits"),
            models.CheckConstraint(
                condition=Q(reviewer=None) | ~Q(reviewer=F("author")), name="answer_approved_by_another"
            ),
            models.CheckConstraint(
                condition=Q(state="waiting", reviewer=None) | (~Q(state="waiting") & Q(reviewer__isnull=False)),
                name="answer_reviewed_by_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.problem_id} round {self.round}"


class Linking(models.Model):
    """A ticket waits on a problem, from when to when (none: it still does), and how it left.

    `giving` says how far the answer is with this ticket: it is to be given (`waiting`), was given, or could not be (why is said
    in both languages; it is tried again whenever the ticket moves).
    """

    NOTHING, WAITING, GIVEN, REFUSED = "", "waiting", "given", "refused"
    ANSWERED, DETACHED, WITHDRAWN, MOVED = "answered", "detached", "withdrawn", "moved"

    problem = models.ForeignKey(Problem, on_delete=models.PROTECT, related_name="linkings", db_index=False)
    ticket = models.ForeignKey("tickets.Ticket", on_delete=models.PROTECT, related_name="linkings")
    by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    at = models.DateTimeField()
    giving = models.CharField(max_length=8, blank=True, choices=list(GIVING_LABELS.items()))
    answer = models.ForeignKey(Answer, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    why_ar = models.TextField(blank=True)
    why_en = models.TextField(blank=True)
    tried_at = models.DateTimeField(null=True)
    left = models.CharField(max_length=10, blank=True, choices=list(LEAVING_LABELS.items()))
    left_reason = models.TextField(blank=True)
    left_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["ticket"], condition=Q(left_at=None), name="linking_one_at_a_time"),
            models.CheckConstraint(
                condition=Q(left_at=None, left="") | (Q(left_at__isnull=False) & ~Q(left="")),
                name="linking_left_whole",
            ),
            models.CheckConstraint(
                condition=Q(giving="", answer=None) | (~Q(giving="") & Q(answer__isnull=False)),
                name="linking_gives_an_answer",
            ),
        ]
        indexes = [
            models.Index(fields=["problem", "-id"], name="linking_of_problem"),
            models.Index(fields=["problem", "id"], name="linking_open", condition=Q(left_at=None)),
            models.Index(fields=["problem", "id"], name="linking_to_give", condition=Q(giving="waiting", left_at=None)),
        ]

    def __str__(self) -> str:
        return f"{self.ticket_id} @ {self.problem_id}"
