"""What is given to file a request to meet the official, and to each act of its life: one body an act, its fields named as the
lifecycle's `required` names them."""

from typing import Annotated, Any, Literal

from pydantic import Field

from tawasul.api import marks
from tawasul.api.schemas.asked import Asked, AskerGiven, CallOutcomeKey, Day, Id, Line, OneOf, Text, TypeKey, Version
from tawasul.api.schemas.moments import Moment
from tawasul.meetings.labels import CALL_PURPOSES, HARM_LABELS, KIND_LABELS, NEED_LABELS, TRIED_LABELS
from tawasul.meetings.lifecycle import Act
from tawasul.meetings.models import MeetingRequest

Kind = Annotated[str, OneOf(list(KIND_LABELS))]
Harm = Annotated[str, OneOf(list(HARM_LABELS))]
Need = Annotated[str, OneOf(list(NEED_LABELS))]
Tried = Annotated[str, OneOf(list(TRIED_LABELS))]
MeetingPurpose = Annotated[str, OneOf(list(CALL_PURPOSES))]
DecisionNumber = Annotated[int, Field(ge=1, le=32_767)]


class MeetingFiling(Asked):
    """What is asked of the official, and for whom."""

    channel: Literal["counter", "telephone"] = Field(description="`telephone` is for the call centre")
    centre: Id = Field(description="The centre whose official is asked")
    subject: Line
    text: Text = Field(description="What they would like to put before the official")
    concerned: int = Field(1, description="How many people the matter concerns")
    need: Need = Field("none", description="Special need")
    draft: str | None = Field(None, pattern=marks.DRAFT, description="Of the files sent before to /files")
    beneficiary: AskerGiven


class MeetingActing(Asked):
    """Every act may say which version of the request the caller was looking at."""

    seen: Version | None = Field(
        None, description="Refused with 409 `changed` where the request has another version now"
    )

    def given(self, _request: MeetingRequest, /) -> dict[str, Any]:
        """What the action is given, by the names of its arguments."""
        return {_ARGUMENTS.get(name, name): value for name, value in self.model_dump().items()}


class MeetingMissing(MeetingActing):
    """What is missing, as the beneficiary reads it."""

    missing: Text


class MeetingReason(MeetingActing):
    """Why."""

    reason: Text


class MeetingText(MeetingActing):
    """A text."""

    text: Text


class MeetingSorting(MeetingActing):
    """What it is, whom it concerns and what weighs. What is left out stays as it is; `entity` or `entity_name` is needed where
    neither stands yet."""

    kind: Kind
    summary: Text = Field(description="A line or two: it stands in the session's statement")
    harm: Harm | None = Field(None, description="What happens if it waits")
    concerned: int | None = Field(None, description="How many people the matter concerns")
    need: Need | None = Field(None, description="Special need")
    tried: Tried | None = Field(None, description="Whether another door was tried before")
    entity: Id | None = Field(None, description="The department or centre that it concerns")
    entity_name: Line = Field("", description="Or another body, by its name")
    by_criteria: bool = Field(False, description="In place of a rank that was set by hand")

    def given(self, request: MeetingRequest) -> dict[str, Any]:
        """What was left out as it stands; then the version at which it stood so is the one that was seen."""
        stands = {name: getattr(request, name) for name in ("harm", "concerned", "need", "tried")}
        given = super().given(request)
        given |= {name: value for name, value in stands.items() if given[name] is None}
        if not self.model_fields_set & {"entity", "entity_name"}:
            given |= {"entity_id": request.entity_id, "entity_name": request.entity_name}
        return given | {"seen": request.version if self.seen is None else self.seen}


class MeetingRanking(MeetingReason):
    """The days in place of what the criteria give, and why."""

    days: int = Field(description="By how many days it stands before others")


class MeetingCause(MeetingActing):
    """What others ask about too; empty takes it out again."""

    title: Line


class MeetingCallMade(MeetingActing):
    """A call that was made. What was said is needed where they spoke."""

    purpose: MeetingPurpose
    outcome: CallOutcomeKey
    text: Text = ""
    next_at: Moment | None = Field(
        None, description="Of the next attempt; after one that failed, the next working moment where none is given"
    )


class MeetingMobile(MeetingReason):
    """The number at which they are reached, and how it became known."""

    mobile: Line


class MeetingPostponing(MeetingReason):
    """Why they cannot come then, and perhaps the day from which they can."""

    not_before: Day | None = Field(None, description="No session before this day is drawn up with them")


class MeetingDeciding(MeetingText):
    """What was decided, who carries it out, and by when."""

    owner: Id | None = Field(None, description="The department or centre that carries it out")
    owner_name: Line = Field("", description="Or another body, by its name")
    due_on: Day | None = None


class MeetingPassingOn(MeetingActing):
    """Which decision, and what carries it out: one of `type`, `reference` and `by`."""

    decision: DecisionNumber
    type: TypeKey | None = Field(None, description="A new ticket of this type")
    reference: Line = Field("", description="The number of a ticket that stands already")
    by: Line = Field("", description="`directive`: a directive to the department or centre that carries it out")
    due_on: Day | None = Field(None, description="Of what is begun now; needed where the decision itself names no day")
    confidential: bool = Field(False, description="Of a directive: only those with a part in it by name see it")

    def given(self, request: MeetingRequest) -> dict[str, Any]:
        """No type is an empty one."""
        return super().given(request) | {"type": self.type or ""}


class MeetingDropping(MeetingReason):
    """Which decision, and why."""

    decision: DecisionNumber
    anyway: bool = Field(False, description="Also where something carries it out already, which stays open")


# What a caller names, by the argument that takes its id.
_ARGUMENTS = {"entity": "entity_id", "owner": "owner_id"}

# What each act takes. What takes files too is sent as a form: `complete` and `add`.
BODIES: dict[Act, type[MeetingActing]] = {
    Act.TAKE: MeetingActing,
    Act.RETURN: MeetingMissing,
    Act.SORT: MeetingSorting,
    Act.DECLINE: MeetingReason,
    Act.WITHDRAW: MeetingReason,
    Act.RANK: MeetingRanking,
    Act.PUT_UNDER_CAUSE: MeetingCause,
    Act.CALL: MeetingCallMade,
    Act.CORRECT_MOBILE: MeetingMobile,
    Act.CONFIRM: MeetingActing,
    Act.POSTPONE: MeetingPostponing,
    Act.ATTEND: MeetingActing,
    Act.MISS: MeetingActing,
    Act.WRITE_NOTES: MeetingText,
    Act.DECIDE: MeetingDeciding,
    Act.PASS_ON: MeetingPassingOn,
    Act.DROP_DECISION: MeetingDropping,
    Act.SETTLE: MeetingText,
}
