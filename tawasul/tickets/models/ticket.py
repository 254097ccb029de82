"""The ticket itself."""

from django.db import models
from django.db.models import Q

from tawasul.centres.models import Place
from tawasul.lib.names import agree
from tawasul.people.models import Beneficiary, User
from tawasul.service_levels.amounts import Priority
from tawasul.service_levels.labels import PRIORITY_LABELS
from tawasul.tickets.labels import CALL_PURPOSE_LABELS, CHANNEL_LABELS, STATE_LABELS, TYPE_LABELS
from tawasul.tickets.lifecycle import FINAL_STATES, OPEN_STATES, UNANSWERED_STATES, State, TicketType

_OPEN = sorted(state.value for state in OPEN_STATES)
_FINAL = sorted(state.value for state in FINAL_STATES)
_UNANSWERED = sorted(state.value for state in UNANSWERED_STATES)
_PAST_STATEMENTS = sorted(["under_review", "replied", "objected", *_FINAL])


class Ticket(models.Model):
    """One thing that a beneficiary asked of the network, whatever the channel.

    `sector`, `centre` and `department` say where it is now (sector is empty at the ministry's own centre); who may see it
    follows from them alone. `holder` is the person who works on it, also while it is with the reviewers or the beneficiary,
    from whom it comes back to them: whose hands it is in now is said by `hands` alone. `rank` puts reports (0) before all
    else (1).
    `mobile` is the number proved or given at filing: codes and messages go there, whatever the beneficiary has elsewhere.
    `other_contact` says how else they are reached: a landline, a companion's number, where they are to be found.
    `email` is the address from which they wrote it, where it came by e-mail: they are told there too.
    `name_given` is the name written at filing, which may not be the one recorded with the identity (empty: not kept then).
    `version` grows with every change.
    `committed_at` is what the beneficiary was promised; `due_at` the nearest instant by which somebody must act (none while it
    waits for its beneficiary, or is answered), `warned` whether its time is running short: copies of what its clocks read.
    `cycle` counts the lives of a ticket: an objection that is upheld begins another, and `replied_at` is of the present one.
    `objectable_until` is when the time to object to its last reply ends.
    `expedited_at` is the oldest expedite that waits for an answer; `raised_to` the highest rung of the ladder that heard of it.
    `joined_to` is the main ticket that it follows: one of the same person about the same matter.
    `refers_to` is an earlier ticket of the same person that ended, which this one takes up again.
    `decided_in` is the number of the meeting request in which it was decided, where a decision of the official is what it
    carries out: then the `text` is the decision, and `wanted_by` the last day that it names.
    `problem` is the one cause on which it waits with others, while it is not answered.
    `statements_open` counts the statements that are awaited from others.
    `call_at` is when the beneficiary is to be called next (none: no call is planned), `call_by` who is to call (none: whoever
    is free), `call_purpose` why. `calls_made` counts the calls that stand; those up to number `calls_settled` count as attempts
    no longer (the number was corrected, or it was decided to go on). `unreached_at` is when calls were found not to reach them,
    `mobile_wrong` whether the number was found to be another's: nothing more is sent there.
    """

    reference = models.CharField(max_length=11, unique=True)
    type = models.CharField(max_length=12, choices=list(TYPE_LABELS.items()))
    state = models.CharField(max_length=20, choices=list(STATE_LABELS.items()))
    state_since = models.DateTimeField()
    channel = models.CharField(max_length=12, choices=list(CHANNEL_LABELS.items()))
    rank = models.PositiveSmallIntegerField()
    subject = models.CharField(max_length=150)
    text = models.TextField()
    incident_place = models.CharField(max_length=200, blank=True)
    beneficiary = models.ForeignKey(Beneficiary, on_delete=models.PROTECT, related_name="tickets")
    name_given = models.CharField(max_length=150, blank=True)
    category = models.CharField(max_length=10)
    mobile = models.CharField(max_length=16, blank=True)
    other_contact = models.CharField(max_length=200, blank=True, default="", db_default="")
    email = models.CharField(max_length=254, blank=True, default="", db_default="")
    language = models.CharField(max_length=2, default="ar")
    sector = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    centre = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="+")
    department = models.ForeignKey(Place, on_delete=models.PROTECT, null=True, related_name="+")
    holder = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    filed_at = models.DateTimeField()
    filed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    priority = models.CharField(max_length=10, choices=list(PRIORITY_LABELS.items()), default=Priority.NORMAL.value)
    committed_at = models.DateTimeField()
    due_at = models.DateTimeField(null=True)
    warned = models.BooleanField(default=False)
    service_level_version = models.PositiveIntegerField()
    replied_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    referral_count = models.PositiveSmallIntegerField(default=0)
    completion_count = models.PositiveSmallIntegerField(default=0)
    expedite_count = models.PositiveSmallIntegerField(default=0)
    expedited_at = models.DateTimeField(null=True)
    raised_to = models.PositiveSmallIntegerField(default=0)
    cycle = models.PositiveSmallIntegerField(default=1)
    objection_count = models.PositiveSmallIntegerField(default=0)
    objectable_until = models.DateTimeField(null=True)
    statements_open = models.PositiveSmallIntegerField(default=0)
    joined_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="joined", db_index=False)
    refers_to = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    decided_in = models.CharField(max_length=11, blank=True, default="", db_default="")
    wanted_by = models.DateField(null=True)
    problem = models.ForeignKey(
        "tickets.Problem", on_delete=models.PROTECT, null=True, related_name="tickets", db_index=False
    )
    call_at = models.DateTimeField(null=True)
    call_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+", db_index=False)
    call_purpose = models.CharField(max_length=16, blank=True, choices=list(CALL_PURPOSE_LABELS.items()))
    calls_made = models.PositiveSmallIntegerField(default=0)
    calls_settled = models.PositiveSmallIntegerField(default=0)
    unreached_at = models.DateTimeField(null=True)
    mobile_wrong = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    changed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(type__in=[t.value for t in TicketType]), name="ticket_type_known"),
            models.CheckConstraint(condition=Q(state__in=[s.value for s in State]), name="ticket_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=_FINAL, ended_at__isnull=False) | Q(state__in=_OPEN, ended_at=None),
                name="ticket_ended_in_final_states_only",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=["replied", "closed"]) | Q(replied_at__isnull=False),
                name="ticket_replied_has_date",
            ),
            models.CheckConstraint(condition=Q(priority__in=list(PRIORITY_LABELS)), name="ticket_priority_known"),
            models.CheckConstraint(condition=Q(rank__in=[0, 1]), name="ticket_rank_known"),
            models.CheckConstraint(
                condition=~Q(state="with_coordinator") | Q(holder__isnull=False), name="ticket_coordinator_holds"
            ),
            models.CheckConstraint(
                condition=Q(statements_open=0) | ~Q(state__in=_PAST_STATEMENTS),
                name="ticket_reply_waits_for_statements",
            ),
            models.CheckConstraint(
                condition=Q(joined_to=None) | ~Q(joined_to=models.F("pk")), name="ticket_not_joined_to_itself"
            ),
            models.CheckConstraint(
                condition=Q(call_at=None, call_by=None, call_purpose="")
                | (Q(call_at__isnull=False, state__in=_OPEN) & ~Q(call_purpose="") & ~Q(mobile="")),
                name="ticket_call_planned_whole",
            ),
            models.CheckConstraint(
                condition=Q(problem=None) | Q(state__in=_UNANSWERED), name="ticket_waits_on_problem_unanswered"
            ),
        ]
        indexes = [
            models.Index(fields=["state", "centre"], name="ticket_open", condition=Q(state__in=_OPEN)),
            models.Index(
                fields=["centre", "state", "rank", "id"], name="ticket_open_centre", condition=Q(state__in=_OPEN)
            ),
            models.Index(
                fields=["sector", "state", "rank", "id"], name="ticket_open_sector", condition=Q(state__in=_OPEN)
            ),
            models.Index(
                fields=["department", "state", "rank", "id"],
                name="ticket_open_department",
                condition=Q(state__in=_OPEN),
            ),
            models.Index(
                fields=["holder", "state", "rank", "id"], name="ticket_open_holder", condition=Q(state__in=_OPEN)
            ),
            models.Index(fields=["rank", "id"], name="ticket_open_all", condition=Q(state__in=_OPEN)),
            models.Index(
                fields=["centre", "rank", "call_at", "id"],
                name="ticket_call_centre",
                condition=Q(call_at__isnull=False),
            ),
            models.Index(
                fields=["sector", "rank", "call_at", "id"],
                name="ticket_call_sector",
                condition=Q(call_at__isnull=False),
            ),
            models.Index(
                fields=["department", "rank", "call_at", "id"],
                name="ticket_call_department",
                condition=Q(call_at__isnull=False),
            ),
            models.Index(fields=["rank", "call_at", "id"], name="ticket_call_all", condition=Q(call_at__isnull=False)),
            models.Index(
                fields=["rank", "id"],
                name="ticket_call_in_vain",
                condition=Q(state__in=_OPEN) & (Q(unreached_at__isnull=False) | Q(mobile_wrong=True)),
            ),
            models.Index(fields=["objectable_until"], name="ticket_to_close", condition=Q(state="replied")),
            models.Index(fields=["-ended_at", "-id"], name="ticket_ended", condition=Q(state__in=_FINAL)),
            models.Index(
                fields=["centre", "-ended_at", "-id"], name="ticket_ended_centre", condition=Q(state__in=_FINAL)
            ),
            models.Index(
                fields=["sector", "-ended_at", "-id"], name="ticket_ended_sector", condition=Q(state__in=_FINAL)
            ),
            models.Index(
                fields=["department", "-ended_at", "-id"], name="ticket_ended_department", condition=Q(state__in=_FINAL)
            ),
            models.Index(fields=["joined_to"], name="ticket_joined", condition=Q(joined_to__isnull=False)),
            models.Index(fields=["problem", "id"], name="ticket_on_problem", condition=Q(problem__isnull=False)),
            models.Index(fields=["centre", "-id"], name="ticket_centre_newest"),
            models.Index(fields=["sector", "-id"], name="ticket_sector_newest"),
            models.Index(fields=["department", "-id"], name="ticket_department_newest"),
            models.Index(fields=["centre", "-changed_at"], name="ticket_centre_changed"),
            models.Index(fields=["sector", "-changed_at"], name="ticket_sector_changed"),
            models.Index(fields=["department", "-changed_at"], name="ticket_department_changed"),
            models.Index(fields=["-changed_at"], name="ticket_changed"),
            models.Index(fields=["beneficiary", "-id"], name="ticket_of_beneficiary"),
            models.Index(fields=["mobile", "-id"], name="ticket_of_mobile", condition=~Q(mobile="")),
        ]

    def __str__(self) -> str:
        return self.reference

    @property
    def asked_as(self) -> str:
        """The name under which it was asked."""
        return self.name_given or self.beneficiary.name

    @property
    def named_otherwise(self) -> bool:
        """Whether that name is not one by which the person recorded with the identity is known."""
        return not agree(self.asked_as, self.beneficiary.name)
