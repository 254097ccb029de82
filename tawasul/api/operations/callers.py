"""What a call centre's own system asks and does for those who call 19996."""

from typing import Annotated, Any

from django.utils.translation import get_language
from ninja import Query, Status
from pydantic import Field

from tawasul.api.caller import Call, Caller
from tawasul.api.noun import Noun
from tawasul.api.once import KeyRequired, acting_once
from tawasul.api.schemas.callers import AskedGiven, AskedKept, CallerTicket, Expedited, ExpediteGiven, caller_ticket
from tawasul.centres.roles import Power
from tawasul.tickets import actions
from tawasul.tickets.callers.finding import tickets_of, understood
from tawasul.tickets.callers.told import told_of
from tawasul.tickets.models import Ticket
from tawasul.tickets.queries import RELATED

router = Noun("callers")
NEEDS = [Power.ANSWER_CALLERS]
Who = Annotated[str, Field(min_length=1, max_length=60, description="A ticket number, an identity or a mobile")]


@router.opens("GET", "/callers/tickets", list[CallerTicket], needs=NEEDS)
def tickets_of_caller(request: Call, who: Query[Who]) -> list[CallerTicket]:
    """The tickets of whoever calls, of any centre, as one may speak of them: nothing that their beneficiary may not read.

    The open ones first, at most twenty; none found is an empty list.
    """
    caller = request.auth
    found = told_of(caller.actor, tickets_of(caller.actor, understood(who)), caller.at)
    return [caller_ticket(each, get_language() or "ar") for each in found]


@router.opens("POST", "/callers/expedites", Expedited, needs=NEEDS, status=201)
def expedite_for_caller(request: Call, body: ExpediteGiven, idempotency_key: KeyRequired) -> Status[Any]:
    """Hurry the one ticket that the caller means: counted, and told to whoever has it and to their supervisors.

    409 `several` where more than one may be hurried (`detail` names them: ask for the number), 409 `not-now` where none may.
    """
    caller = request.auth
    asked = body.model_dump(mode="json")
    made = acting_once(caller, idempotency_key, "expedite_for_caller", asked, lambda: _expedited(caller, body))
    return Status(201, made)


@router.opens("POST", "/callers/asked", AskedKept, needs=NEEDS, status=201)
def note_asked_in_vain(request: Call, body: AskedGiven, idempotency_key: KeyRequired) -> Status[Any]:
    """Write down that somebody asked after a ticket that was not found, and what they wanted."""
    caller = request.auth
    asked = body.model_dump(mode="json")
    kept = acting_once(caller, idempotency_key, "note_asked_in_vain", asked, lambda: _asked(caller, body))
    return Status(201, kept)


def _expedited(caller: Caller, body: ExpediteGiven) -> dict[str, Any]:
    made = actions.expedite_for_caller(actor=caller.actor, who=body.who, reason=body.reason, at=caller.at)
    ticket = Ticket.objects.select_related(*RELATED).get(pk=made.ticket_id)
    (told,) = told_of(caller.actor, [ticket], caller.at)
    answer = Expedited(number=made.number, ticket=caller_ticket(told, get_language() or "ar"))
    return answer.model_dump(mode="json")


def _asked(caller: Caller, body: AskedGiven) -> dict[str, Any]:
    kept = actions.note_asked_in_vain(actor=caller.actor, who=body.who, text=body.text, name=body.name, at=caller.at)
    return AskedKept(id=kept.pk, understood_as=kept.kind).model_dump()
