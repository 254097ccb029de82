"""A meeting's decision that is carried out by a directive: joins two rooms on one storey, which do not know each other."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import Actor
from tawasul.directives import actions, policies, queries
from tawasul.directives.actions import About
from tawasul.directives.labels import STATE_LABELS
from tawasul.directives.lifecycle import Part
from tawasul.directives.models import Directive
from tawasul.directives.number import spoken as spoken_number
from tawasul.lib.masking import masked
from tawasul.lib.reference import spoken
from tawasul.meetings.followed import Standing
from tawasul.meetings.models import Decision, MeetingRequest
from tawasul.meetings.queries import meetings_visible_to

DECISION = "decision"  # a kind of the directives' `ABOUT_LABELS`
_NAMED = frozenset({Part.OFFICIAL, Part.FOLLOWING, Part.ACTING})


class Directives:
    """Decisions that are carried out by a directive of the official."""

    kind = "directive"
    noun = _("Directive")
    label = _("A directive of the official")

    def ended(self, ids: Sequence[int]) -> set[int]:
        """The done and the withdrawn. One query."""
        return queries.ended(ids)

    def withdrawn(self, ids: Sequence[int]) -> set[int]:
        """What the official took back. One query."""
        return queries.withdrawn(ids)

    def standing(self, ids: Sequence[int]) -> Mapping[int, Standing]:
        """By number and state, of those that are not confidential: whoever sees the meeting need not see the directive. One
        query."""
        rows = Directive.objects.filter(pk__in=ids, confidential=False).values_list("pk", "number", "state")
        return {
            pk: Standing(
                number=spoken_number(number), label=STATE_LABELS[state], path=reverse("desk:directive", args=[number])
            )
            for pk, number, state in rows
        }

    def may_begin(self, actor: Actor) -> bool:
        """Whoever records directives of an official."""
        return policies.official_place_of(actor) is not None

    def begin(self, actor: Actor, decision: Decision, at: datetime, *, confidential: bool = False) -> tuple[int, str]:
        """Issue it in the words of the decision, to whoever carries it out. Raises what `directives.actions.issue` does."""
        if decision.owner_id is None or decision.due_on is None:
            raise ValueError("a directive is to a place, and by a day")
        about = About(kind=DECISION, id=decision.pk, said=spoken(decision.request.reference))
        directive = actions.issue(
            actor=actor, acting_id=decision.owner_id, text=decision.text, due_on=decision.due_on, at=at, about=about,
            confidential=confidential,
        )  # fmt: skip
        return directive.pk, spoken_number(directive.number)


@dataclass(frozen=True, kw_only=True)
class Concerned:
    """Whom a directive concerns: the name, and the identity number but for its last digits."""

    name: str
    identity: str


def concerned_by(actor: Actor, directive: Directive) -> Concerned | None:
    """Who was received in the meeting whose decision the directive carries out.

    Told to those who have a part in the directive by name, confidential or not: nobody moves a student whom they do not know.
    Those in whose reach it merely lies are not told, unless they see the meeting. Two queries.
    """
    if directive.about_kind != DECISION:
        return None
    asked = meetings_visible_to(actor).filter(decisions=directive.about_id or 0)
    if policies.parts_of(actor, directive) & _NAMED:
        asked = MeetingRequest.objects.filter(decisions=directive.about_id or 0)
    found = asked.select_related("beneficiary").first()
    if found is None:
        return None
    return Concerned(name=found.asked_as, identity=masked(found.beneficiary.identity_number))


def meeting_url(actor: Actor, decision_id: int) -> str:
    """Where the request of this decision is read; "" for those who do not see it."""
    rows = meetings_visible_to(actor).filter(decisions=decision_id)
    reference = rows.values_list("reference", flat=True).first()
    return reverse("desk:meeting", args=[reference]) if reference else ""
