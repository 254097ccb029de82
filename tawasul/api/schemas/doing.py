"""What each action on a ticket is given: one body an action, its fields named as the lifecycle's `required` names them."""

from typing import Annotated, Any, Literal
from uuid import UUID

from pydantic import Field

from tawasul.api import marks
from tawasul.api.schemas.asked import Asked, CallOutcomeKey, Id, Line, PurposeKey, Text, TypeKey, Version
from tawasul.api.schemas.moments import Moment
from tawasul.tickets.lifecycle import Action
from tawasul.tickets.statements.entities import Asking

Paper = Annotated[UUID, Field(strict=False)]  # in JSON it is a text


class Seen(Asked):
    """Every action may say which version of the ticket the caller was looking at."""

    seen: Version | None = Field(
        None, description="Refused with 409 `changed` where the ticket has another version now"
    )

    def given(self) -> dict[str, Any]:
        """What the action is given, by the names of its arguments."""
        return {_ARGUMENTS.get(name, name): value for name, value in self.model_dump().items()}


class Reasoned(Seen):
    """A reason that the route will show."""

    reason: Text


class Classifying(Seen):
    """The right type, and a clearer subject where one is needed."""

    type: TypeKey
    subject: Line = ""
    priority: Literal["", "normal", "high", "urgent"] = Field("", description="Empty: as it is")


class Returning(Seen):
    """What the beneficiary is asked for."""

    missing: Text


class Written(Seen):
    """A text."""

    text: Text


class Replying(Written):
    """The reply as it reads now."""

    revision: int | None = Field(None, ge=0, le=2**31 - 1, description="Of the draft that was seen; 0: there was none")


class ToDepartment(Reasoned):
    """A department of the ticket's centre."""

    department: Id


class ToCoordinator(Reasoned):
    """A coordinator, by the id that /departments/{id}/coordinators gives."""

    coordinator: Id


class ToCentre(Reasoned):
    """Another centre."""

    centre: Id


class SendingBack(Seen):
    """Why the reply goes back to its author, or the objection is rejected."""

    reasons: Text


class Expediting(Reasoned):
    """Why it presses, in the beneficiary's words, and by which channel they asked."""

    channel: Literal["telephone", "counter", "email", "api"] = "api"


class Objecting(Written):
    """What the beneficiary finds wrong with the reply, and by which channel they said so."""

    channel: Literal["telephone", "counter", "email", "api"] = "api"
    draft: str | None = Field(None, pattern=marks.DRAFT, description="Of the papers sent before to /files")


class Upholding(Seen):
    """Whether it is right, or right in part, and why."""

    outcome: Literal["upheld", "partly"]
    reasons: Text


class Reassigning(Reasoned):
    """A person of the place that has the ticket, by the id that /tickets/{reference}/assignees gives."""

    person: Id


class Reminding(Seen):
    """A word for whoever has it, if there is one to say."""

    text: Text = ""


class Calling(Reminding):
    """What came of the call, and perhaps what was said."""

    outcome: Literal["reached", "not_reached"]


class CallPlanned(Seen):
    """Why the beneficiary is to be called, when, and whether by the caller or by whoever is free."""

    purpose: PurposeKey
    next_at: Moment = Field(description="Within the working hours of the ticket's centre, and sixty days")
    mine: bool = Field(True, description="False: for whoever is free")


class CallMade(Seen):
    """A call that was made. What was said is needed where the beneficiary spoke."""

    purpose: PurposeKey
    outcome: CallOutcomeKey
    text: Text = ""
    next_at: Moment | None = Field(
        None, description="Of the next attempt, within the working hours of the ticket's centre; needed after `later`"
    )
    mine: bool = Field(True, description="False: the next attempt is for whoever is free")


class CallTakenBack(Reasoned):
    """Which of the ticket's calls, and why."""

    number: Annotated[int, Field(ge=1, le=32_767)]


class MobileCorrected(Reasoned):
    """The number at which the beneficiary is reached, and how it became known."""

    mobile: Line


class Closing(Seen):
    """A word for the route, if there is one to say."""

    reason: Text = ""


class EntityAsked(Asked):
    """One to be asked: a department or centre by its id, or one without an account by kind, name and an address."""

    place: Id | None = Field(None, description="Of a department or a centre of the network")
    kind: Literal["", "school", "body"] = Field("", description="Of one without an account, to whom a link is sent")
    name: Line = ""
    email: Line = ""
    mobile: Line = ""
    question: Text = Field("", description="Empty: the one asked of all")
    papers: list[Paper] = Field([], max_length=10, description="Files of the ticket that this one may see")
    within: int | None = Field(
        None,
        ge=1,
        le=2**31 - 1,
        description="How much time, in the unit of what is promised; not more than is promised",
    )


class AskingStatements(Seen):
    """Whom to ask, all at once, and what."""

    entities: list[EntityAsked] = Field(min_length=1, max_length=10)
    question: Text = Field("", description="Of those that have none of their own")

    def given(self) -> dict[str, Any]:
        """Each entity as the action takes it."""
        asked = [Asking(**{**each.model_dump(), "papers": tuple(each.papers)}) for each in self.entities]
        return {"entities": asked, "question": self.question, "seen": self.seen}


class AboutStatement(Seen):
    """Which of the ticket's statements."""

    number: Annotated[int, Field(ge=1, le=32_767)]


class AnsweringBack(AboutStatement):
    """What those asked need to know, and perhaps more files of the ticket."""

    text: Text
    papers: list[Paper] = Field([], max_length=10)


class GoingOn(Reasoned):
    """Why, and without which statements (none named: all that are awaited)."""

    numbers: list[Annotated[int, Field(ge=1, le=32_767)]] = Field([], max_length=20)


class Joining(Reasoned):
    """To which ticket of the same person, by its number."""

    main: Line


class AskingToJoin(Reasoned):
    """Which centre, as /tickets/{reference}/duplicates names it."""

    centre: Id


class AnsweringJoining(Seen):
    """Whether the two are joined, and why not where they are not."""

    accepted: bool
    text: str = Field("", max_length=2_000)


class LinkingProblem(Seen):
    """On which problem it waits, by the problem's number."""

    problem: Line


# What a caller names, by the argument that takes its id.
_ARGUMENTS = {
    "department": "department_id",
    "coordinator": "membership_id",
    "centre": "centre_id",
    "person": "membership_id",
}

BODIES: dict[Action, type[Seen]] = {
    Action.TAKE: Seen,
    Action.CLASSIFY: Classifying,
    Action.RETURN: Returning,
    Action.COMPLETE: Written,
    Action.REFER_TO_DEPARTMENT: ToDepartment,
    Action.REFER_TO_COORDINATOR: ToCoordinator,
    Action.REFER_TO_CENTRE: ToCentre,
    Action.PASS_BACK: Reasoned,
    Action.ACCEPT: Seen,
    Action.DRAFT_REPLY: Replying,
    Action.SUBMIT_REPLY: Replying,
    Action.SEND_BACK_REPLY: SendingBack,
    Action.APPROVE_REPLY: Seen,
    Action.CLOSE: Closing,
    Action.WITHDRAW: Reasoned,
    Action.OBJECT: Objecting,
    Action.UPHOLD_OBJECTION: Upholding,
    Action.REJECT_OBJECTION: SendingBack,
    Action.DROP_OBJECTION: Reasoned,
    Action.EXPEDITE: Expediting,
    Action.ANSWER_EXPEDITE: Written,
    Action.ASK_STATEMENTS: AskingStatements,
    Action.ANSWER_BACK: AnsweringBack,
    Action.REMIND_STATEMENT: AboutStatement,
    Action.GO_ON_WITHOUT: GoingOn,
    Action.REASSIGN: Reassigning,
    Action.REMIND: Reminding,
    Action.CALL_HOLDER: Calling,
    Action.RAISE: Closing,
    Action.CALL_BENEFICIARY: CallMade,
    Action.PLAN_CALL: CallPlanned,
    Action.DROP_CALL: Closing,
    Action.TAKE_BACK_CALL: CallTakenBack,
    Action.CORRECT_MOBILE: MobileCorrected,
    Action.GO_ON_UNREACHED: Reasoned,
    Action.ADD_NOTE: Written,
    Action.ADD_WORDS: Written,
    Action.JOIN: Joining,
    Action.SPLIT: Reasoned,
    Action.ASK_TO_JOIN: AskingToJoin,
    Action.ANSWER_JOINING: AnsweringJoining,
    Action.LINK_PROBLEM: LinkingProblem,
    Action.UNLINK_PROBLEM: Reasoned,
}
