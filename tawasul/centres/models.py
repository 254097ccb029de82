"""The tree of the network, and who holds which role where."""

from django.contrib.postgres.constraints import ExclusionConstraint
from django.contrib.postgres.fields import ArrayField, DateRangeField, RangeBoundary, RangeOperators
from django.contrib.postgres.indexes import GinIndex, OpClass
from django.db import models
from django.db.models import F, Func, Q
from django.utils.translation import get_language

from tawasul.centres.labels import PLACE_KIND_LABELS, ROLE_LABELS
from tawasul.centres.roles import PlaceKind

LONGEST_FOLDED = 4000  # a place that took over from many is found by the names of all


class Place(models.Model):
    """A node of the tree: the ministry, a sector, a centre, a unit or a department.

    `path` is the ids from the top down, each followed by a dot ("1.7.31."): what begins with a place's path lies in it.
    `order_key` sorts places in the order of the tree (see `ordering`). `function` says what a unit or department is for where
    the system must know (complaints, general_followup …).
    `succeeded_by` is the open place that took over what a closed one did (never a closed one: where that closes in its turn,
    this moves on with it); `former_ids` are all that a place took over from, themselves or through others; `reorganised_by`
    says by which decision a place last closed or moved.
    """

    kind = models.CharField(max_length=20, choices=list(PLACE_KIND_LABELS.items()))
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="children")
    code = models.CharField(max_length=40, unique=True)
    name_ar = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    name_folded = models.CharField(max_length=LONGEST_FOLDED, editable=False)
    function = models.CharField(max_length=40, blank=True)
    path = models.CharField(max_length=200)
    order_key = models.CharField(max_length=1500, editable=False, db_default="")
    opened_on = models.DateField()
    closed_on = models.DateField(null=True)
    succeeded_by = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="predecessors")
    former_ids = ArrayField(models.BigIntegerField(), default=list, db_default=[], editable=False)
    reorganised_by = models.CharField(max_length=400, blank=True, default="", db_default="")

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["path"], name="place_path_once"),
            models.CheckConstraint(
                condition=Q(kind=PlaceKind.MINISTRY.value, parent=None)
                | (~Q(kind=PlaceKind.MINISTRY.value) & Q(parent__isnull=False)),
                name="place_only_the_ministry_has_no_parent",
            ),
            models.CheckConstraint(
                condition=Q(closed_on=None) | Q(closed_on__gte=F("opened_on")), name="place_closes_after_opening"
            ),
            models.CheckConstraint(
                condition=Q(succeeded_by=None) | Q(closed_on__isnull=False), name="place_succeeded_when_closed"
            ),
        ]
        indexes = [
            models.Index(OpClass("path", name="text_pattern_ops"), name="place_subtree"),
            GinIndex(OpClass("name_folded", name="gin_trgm_ops"), name="place_name"),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def name(self) -> str:
        """The name in the language of whoever reads."""
        return self.name_en if get_language() == "en" else self.name_ar


class Days(Func):
    """The days from one to another, both included, as PostgreSQL's daterange."""

    function = "DATERANGE"
    output_field = DateRangeField()


class PlaceName(models.Model):
    """A name that a place bore until a day: old names are still found, and history is read as it was."""

    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="former_names")
    name_ar = models.CharField(max_length=200)
    name_en = models.CharField(max_length=200)
    until = models.DateField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["place", "until"], name="place_name_until")]

    def __str__(self) -> str:
        return self.name_ar


class Membership(models.Model):
    """A role that somebody holds at a place from a day to a day (both included; no end: until further notice).

    A deputy's membership `covers` that of the person who is absent: while it is held, what would reach that person for the
    role reaches the deputy.
    """

    user = models.ForeignKey("people.User", on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=40, choices=list(ROLE_LABELS.items()))
    place = models.ForeignKey(Place, on_delete=models.PROTECT, related_name="memberships")
    begins_on = models.DateField()
    ends_on = models.DateField(null=True)
    covers = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="deputies")
    appointed_by = models.ForeignKey("people.User", on_delete=models.PROTECT, null=True, related_name="+")
    appointed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "place"], condition=Q(ends_on=None), name="membership_held_once_at_a_time"
            ),
            models.CheckConstraint(
                condition=Q(ends_on=None) | Q(ends_on__gte=F("begins_on")), name="membership_ends_after_beginning"
            ),
            models.CheckConstraint(
                condition=Q(covers=None) | Q(ends_on__isnull=False), name="membership_deputy_until_a_day"
            ),
            ExclusionConstraint(
                name="membership_one_deputy_a_day",
                expressions=[
                    ("covers", RangeOperators.EQUAL),
                    (Days("begins_on", "ends_on", RangeBoundary(inclusive_upper=True)), RangeOperators.OVERLAPS),
                ],
                condition=Q(covers__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["place", "role"], name="membership_at_place"),
            models.Index(fields=["ends_on", "id"], name="membership_of_deputy", condition=Q(covers__isnull=False)),
        ]

    def __str__(self) -> str:
        return f"{self.user_id} {self.role} @ {self.place_id}"
