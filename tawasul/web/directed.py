"""A meeting's decision that is carried out by a directive: joins two rooms on one storey, which do not know each other."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from uuid import UUID

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from tawasul.attachments import queries as attachments
from tawasul.attachments.labels import NOT_FOUND
from tawasul.attachments.models import Attachment
from tawasul.centres.actor import Actor
from tawasul.centres.roles import Power
from tawasul.directives import actions, policies, queries
from tawasul.directives.actions import About
from tawasul.directives.labels import NO_SUCH_DIRECTIVE, STATE_LABELS
from tawasul.directives.lifecycle import Part
from tawasul.directives.models import Directive
from tawasul.directives.number import spoken as spoken_number
from tawasul.lib.errors import NotFound
from tawasul.lib.reference import spoken
from tawasul.meetings import actions as meetings
from tawasul.meetings.events import MEETING
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


def request_behind(actor: Actor, directive: Directive) -> MeetingRequest | None:
    """The request of the meeting whose decision the directive carries out, with whoever was received.

    Read by those who have a part in the directive by name, confidential or not: nobody carries out what they do not know, for
    somebody whom they do not know. Those in whose reach it merely lies read nothing of it, unless they see the meeting. Two
    queries.
    """
    if directive.about_kind != DECISION:
        return None
    rows = meetings_visible_to(actor)
    if policies.parts_of(actor, directive) & _NAMED:
        rows = MeetingRequest.objects.all()
    return rows.filter(decisions=directive.about_id or 0).select_related("beneficiary").first()


def papers_behind(request: MeetingRequest) -> list[Attachment]:
    """The papers of that request. One query."""
    return list(attachments.for_subject(MEETING, request.pk))


def paper_behind(actor: Actor, directive: Directive, attachment_id: UUID) -> Attachment:
    """A paper of the request that the actor reads through the directive. Raises NotFound."""
    request, found = request_behind(actor, directive), attachments.get(attachment_id)
    if request is None or (found.subject_kind, found.subject_id) != (MEETING, request.pk):
        raise NotFound(NOT_FOUND)
    return found


def may_unmask(actor: Actor) -> bool:
    """Whether somebody who reads the request may look at what is masked."""
    return actor.can(Power.UNMASK)


def unmask(*, actor: Actor, directive: Directive, field: str, reason: str, at: datetime) -> str:
    """Show the identity or the mobile of whoever was received, and write the look down. Raises what `meetings.actions` does."""
    request = request_behind(actor, directive)
    if request is None:
        raise NotFound(NO_SUCH_DIRECTIVE)
    return meetings.unmask_for_acting(actor=actor, request_id=request.pk, field=field, reason=reason, at=at)


def meeting_url(actor: Actor, decision_id: int) -> str:
    """Where the request of this decision is read; "" for those who do not see it."""
    rows = meetings_visible_to(actor).filter(decisions=decision_id)
    reference = rows.values_list("reference", flat=True).first()
    return reverse("desk:meeting", args=[reference]) if reference else ""
