"""What each action on a ticket is given: one body an action, its fields named as the lifecycle's `required` names them."""

from typing import Literal

from pydantic import Field

from tawasul.api.schemas.asked import Asked, Id, Line, Text, TypeKey, Version
from tawasul.tickets.lifecycle import Action


class Seen(Asked):
    """Every action may say which version of the ticket the caller was looking at."""

    seen: Version | None = Field(
        None, description="Refused with 409 `changed` where the ticket has another version now"
    )


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


class Closing(Seen):
    """A word for the route, if there is one to say."""

    reason: Text = ""


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
    Action.REASSIGN: Reassigning,
    Action.REMIND: Reminding,
    Action.CALL_HOLDER: Calling,
    Action.RAISE: Closing,
    Action.ADD_NOTE: Written,
}
