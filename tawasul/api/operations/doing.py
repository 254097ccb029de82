"""One operation for each action of the lifecycle, made from its table: none can be forgotten, none invented."""

from collections.abc import Callable
from typing import Any

from tawasul.api.caller import Call, Caller
from tawasul.api.noun import Noun
from tawasul.api.once import KeyOptional, acting_once
from tawasul.api.operations.files import draft_key
from tawasul.api.problems import Overtaken
from tawasul.api.schemas.doing import BODIES, Seen
from tawasul.api.schemas.tickets import Done
from tawasul.centres.roles import Power
from tawasul.lib.errors import Conflict
from tawasul.tickets import actions
from tawasul.tickets.lifecycle import BY_SYSTEM_ALONE, LIFECYCLES, Action
from tawasul.tickets.models import Reply, Ticket
from tawasul.tickets.queries import ticket_for

router = Noun("actions")

ACTS: dict[Action, Callable[..., object]] = {
    action: verb
    for action, verb in actions.VERBS.items()
    if action not in {Action.ADD_FILES, *BY_SYSTEM_ALONE}  # takes files: `files`
}
SAID: dict[Action, str] = {
    Action.TAKE: "Take a new ticket into triage, in the caller's hands.",
    Action.CLASSIFY: "Set the right type, and a clearer subject; the commitment is counted anew from the filing.",
    Action.RETURN: "Return the ticket to the beneficiary, who is told what is missing; the clock stands still.",
    Action.COMPLETE: "Give, for the beneficiary, what was missing; the clock runs again.",
    Action.REFER_TO_DEPARTMENT: "Pass the ticket to a department of its centre.",
    Action.REFER_TO_COORDINATOR: "Pass the ticket into the hands of one coordinator of its centre.",
    Action.REFER_TO_CENTRE: "Pass the ticket to the centre that it concerns, where it is new again.",
    Action.PASS_BACK: "Give the ticket back to the centre's officers.",
    Action.ACCEPT: "Take a ticket that was referred to the caller's department into their hands.",
    Action.DRAFT_REPLY: "Keep the reply as it reads now; nobody outside sees it.",
    Action.SUBMIT_REPLY: "Send the reply for review by another person.",
    Action.SEND_BACK_REPLY: "Send the reply back to its author, with reasons.",
    Action.APPROVE_REPLY: "Approve the reply: it reaches the beneficiary.",
    Action.CLOSE: "Close a replied ticket.",
    Action.WITHDRAW: "End an unanswered ticket because the beneficiary wishes so.",
    Action.OBJECT: "Object for the beneficiary to the reply, within the time for it.",
    Action.UPHOLD_OBJECTION: "Uphold the objection, or a part of it: the ticket begins another cycle.",
    Action.REJECT_OBJECTION: "Reject the objection, with reasons that the beneficiary reads.",
    Action.DROP_OBJECTION: "Leave it at the reply, as the beneficiary wishes.",
    Action.EXPEDITE: "Ask for the beneficiary that the ticket be hurried: counted, and told to its holder and supervisors.",
    Action.ANSWER_EXPEDITE: "Tell the beneficiary what was done to hurry the ticket.",
    Action.ASK_STATEMENTS: "Ask other entities, all at once, each for a statement; the ticket stays in its hands.",
    Action.ANSWER_BACK: "Answer what one who is asked for a statement asked first; their time runs again.",
    Action.REMIND_STATEMENT: "Remind those asked for a statement; one without an account gets a new link.",
    Action.GO_ON_WITHOUT: "Wait no longer for statements that have not come; those asked are told.",
    Action.REASSIGN: "Put the ticket into the hands of another person of the place that has it; this is no referral.",
    Action.REMIND: "Remind whoever has the ticket in hand.",
    Action.CALL_HOLDER: "Write down a call to whoever has the ticket in hand.",
    Action.RAISE: "Raise the ticket to the next rung of the ladder now.",
    Action.CALL_BENEFICIARY: "Write down a call to the beneficiary, what it came to, and perhaps when to call again.",
    Action.PLAN_CALL: "Plan a call to the beneficiary at a moment when the centre works; one planned before gives way.",
    Action.DROP_CALL: "The planned call is not needed any more.",
    Action.TAKE_BACK_CALL: "A call was written down by mistake: it stays readable and counts no longer.",
    Action.CORRECT_MOBILE: "Messages, codes and calls of the ticket go to another number from now on, which is told.",
    Action.GO_ON_UNREACHED: "Go on although calls do not reach the beneficiary; attempts count anew.",
    Action.JOIN: "Let the ticket follow another of the same person, whose reply answers both.",
    Action.ASK_TO_JOIN: "Ask the centre that has a likely duplicate, which the caller may not see, to join the two.",
    Action.ANSWER_JOINING: "Join the two as another centre asked, or say why not; the one promised earlier is the main one.",
    Action.SPLIT: "Let a joined ticket be answered by itself again.",
    Action.LINK_PROBLEM: "Let the ticket wait with others on a problem, whose one answer it gets; its promised date stays.",
    Action.UNLINK_PROBLEM: "Take the ticket out of its problem: it is answered by itself again.",
    Action.ADD_WORDS: "Add what the beneficiary has to say besides; whoever has the ticket is told.",
    Action.ADD_NOTE: "Write a word that only staff read.",
}


def powers_for(action: Action) -> frozenset[Power]:
    """The powers that any lifecycle asks of staff for this action."""
    rows = [step for steps in LIFECYCLES.values() for step in steps if step.action is action]
    return frozenset(step.power for step in rows if step.power is not None)


def _open(action: Action) -> None:
    def act(request: Call, reference: str, body: Seen, idempotency_key: KeyOptional = None) -> Any:
        caller = request.auth
        ticket = ticket_for(caller.actor, reference)
        asked = {"ticket": ticket.reference, **body.model_dump(mode="json")}
        return acting_once(caller, idempotency_key, action.value, asked, lambda: _done(caller, ticket, action, body))

    act.__name__ = action.value
    act.__doc__ = SAID[action]
    act.__annotations__["body"] = BODIES[action]
    router.opens("POST", f"/tickets/{{reference}}/actions/{action.value}", Done, needs=powers_for(action))(act)


def _done(caller: Caller, ticket: Ticket, action: Action, body: Seen) -> dict[str, Any]:
    try:
        result = ACTS[action](actor=caller.actor, ticket_id=ticket.pk, at=caller.at, **_given(caller, body))
    except Conflict as refused:
        now = ticket_for(caller.actor, ticket.reference)
        raise Overtaken(refused, state=now.state, version=now.version) from refused
    after = Ticket.objects.only("reference", "state", "version").get(pk=ticket.pk)
    revision = result.revision if isinstance(result, Reply) else None
    return Done(reference=after.reference, state=after.state, version=after.version, revision=revision).model_dump()


def _given(caller: Caller, body: Seen) -> dict[str, Any]:
    """What the action is given; the files of a draft are those that this caller sent before."""
    given = body.given()
    draft = given.pop("draft", None)
    return given | {"draft_key": draft_key(caller, draft)} if draft else given


for _action in ACTS:
    _open(_action)
