"""Every event of a ticket, with the sentence that says it. One row a kind; the route, the audit and reports read them."""

from typing import Any

from django.utils.translation import gettext_lazy as _

from tawasul.centres.actor import ActorKind
from tawasul.timeline.models import Event
from tawasul.timeline.sentences import EventKind

EVENT_KINDS: tuple[EventKind, ...] = (
    EventKind(
        key="filed",
        sentence=_("{actor} filed the ticket with {centre}."),
        for_another=_("{actor} filed the ticket with {centre} on behalf of the beneficiary."),
        public_sentence=_("Your request was received and given to {centre}."),
    ),
    EventKind(
        key="opened_for_decision",
        sentence=_(
            "{actor} opened the ticket with {centre}, to carry out decision {decision} of the meeting with the official, "
            "request {meeting}."
        ),
        public_sentence=_(
            "A request was opened with {centre} to carry out what was decided in your meeting, request {meeting}."
        ),
    ),
    EventKind(
        key="named_otherwise",
        sentence=_("The name given at filing, “{given}”, is not the one recorded with this identity, “{recorded}”."),
    ),
    EventKind(
        key="taken",
        sentence=_("{actor} took the ticket into triage."),
        public_sentence=_("An officer began to look at your request."),
    ),
    EventKind(key="classified", sentence=_("{actor} set the type to “{type}” and the subject to “{subject}”.")),
    EventKind(
        key="prioritised",
        sentence=_("{actor} set the type to “{type}”, the priority to “{priority}” and the subject to “{subject}”."),
    ),
    EventKind(
        key="returned",
        sentence=_("{actor} returned the ticket to the beneficiary for completion: {missing}"),
        public_sentence=_("We asked you for something that is missing: {missing}"),
    ),
    EventKind(
        key="completed",
        sentence=_("{actor} completed what was missing: {given}"),
        public_sentence=_("What was missing was received: {given}"),
    ),
    EventKind(
        key="referred_to_department",
        sentence=_("{actor} referred the ticket to {department}: {reason}"),
        public_sentence=_("Your request was passed to {department}."),
    ),
    EventKind(
        key="referred_to_coordinator", sentence=_("{actor} referred the ticket to {holder} in {place}: {reason}")
    ),
    EventKind(
        key="referred_to_centre",
        sentence=_("{actor} referred the ticket from {from_centre} to {centre}: {reason}"),
        public_sentence=_("Your request was passed from {from_centre} to {centre}, which it concerns."),
    ),
    EventKind(
        key="passed_back",
        sentence=_("{actor} passed the ticket back from {department} to the centre: {reason}"),
    ),
    EventKind(
        key="brought_over",
        sentence=_("The ticket went over from {from} to {to} in a reorganisation: {reason}"),
        public_sentence=_("Your request went over from {from} to {to}, which took over its tasks; its date is kept."),
    ),
    EventKind(
        key="brought_over_unheld",
        sentence=_(
            "The ticket went over from {from} to {to} in a reorganisation, without {holder}, who holds no role there: {reason}"
        ),
        public_sentence=_("Your request went over from {from} to {to}, which took over its tasks; its date is kept."),
    ),
    EventKind(
        key="statement_brought_over",
        sentence=_("The statement asked of {entity} ({number}) is asked of {to} in a reorganisation: {reason}"),
    ),
    EventKind(
        key="statement_asked_twice",
        sentence=_(
            "The statement of {entity} ({number}) is waited for no longer: {to}, which took over from it, is asked already."
        ),
    ),
    EventKind(key="accepted", sentence=_("{actor} accepted the ticket to work on it.")),
    EventKind(key="draft_begun", sentence=_("{actor} began to draft the reply.")),
    EventKind(
        key="reply_submitted",
        sentence=_("{actor} sent round {round} of the reply for review."),
        public_sentence=_("A reply was written, and went to another person to be checked."),
    ),
    EventKind(key="reply_sent_back", sentence=_("{actor} sent round {round} of the reply back: {reasons}")),
    EventKind(
        key="reply_approved",
        sentence=_("{actor} approved round {round} of the reply; the beneficiary may read it."),
        public_sentence=_("The reply to your request was sent to you."),
    ),
    EventKind(
        key="closed",
        sentence=_("{actor} closed the ticket. {reason}"),
        public_sentence=_("The request was closed."),
    ),
    EventKind(
        key="withdrawn",
        sentence=_("{actor} withdrew the ticket: {reason}"),
        public_sentence=_("The request was withdrawn: {reason}"),
    ),
    EventKind(key="note_added", sentence=_("{actor} wrote an internal note.")),
    EventKind(
        key="files_added",
        sentence=_("{actor} added {count} file(s): {names}"),
        public_sentence=_("{count} file(s) were added: {names}"),
    ),
    EventKind(key="files_kept", sentence=_("{actor} added {count} file(s), for staff alone: {names}")),
    EventKind(
        key="words_added",
        sentence=_("{actor} added to the ticket: {text}"),
        public_sentence=_("You added: {text}"),
    ),
    EventKind(
        key="joined",
        sentence=_("{actor} joined the ticket to {main}: {reason}"),
        public_sentence=_("Your request is answered together with another of yours about the same matter."),
    ),
    EventKind(key="joined_here", sentence=_("{actor} joined ticket {ticket} to this one: {reason}")),
    EventKind(
        key="split",
        sentence=_("{actor} split the ticket off from {main}: {reason}"),
        public_sentence=_("Your request is answered by itself again."),
    ),
    EventKind(key="split_here", sentence=_("{actor} split ticket {ticket} off from this one: {reason}")),
    EventKind(key="joining_asked", sentence=_("{actor} asked {centre} to join a ticket of the same person: {reason}")),
    EventKind(
        key="joining_asked_here",
        sentence=_("{actor}, of {centre}, asked to join ticket {ticket} with this one: {reason}"),
    ),
    EventKind(key="joining_accepted", sentence=_("{actor} agreed to join ticket {ticket} with this one. {text}")),
    EventKind(key="joining_refused", sentence=_("{actor} refused to join ticket {ticket} with this one: {text}")),
    EventKind(key="joining_answered", sentence=_("{centre} answered the wish to join: {outcome}. {text}")),
    EventKind(
        key="reply_shared",
        sentence=_("The reply of {main}, approved by {actor}, is the reply to this ticket too."),
        public_sentence=_("The reply to your request was sent to you."),
    ),
    EventKind(
        key="problem_linked",
        sentence=_("{actor} linked the ticket to problem {problem}: {title}"),
        public_sentence=_("Others ask about the same thing, and one cause is being put right for all."),
    ),
    EventKind(key="problem_unlinked", sentence=_("{actor} took the ticket out of problem {problem}: {reason}")),
    EventKind(key="problem_left", sentence=_("The ticket left problem {problem}, which does not reach {centre}.")),
    EventKind(
        key="answer_given",
        sentence=_(
            "The answer of problem {problem} awaits review as round {round} of the reply. Written by: {author}."
        ),
        public_sentence=_("A reply was written, and went to another person to be checked."),
    ),
    EventKind(
        key="objected",
        sentence=_("{actor} objected to the reply: {text}"),
        public_sentence=_("You objected to the reply: {text}"),
    ),
    EventKind(
        key="objection_upheld",
        sentence=_("{actor} decided on the objection: {outcome}. {reasons}"),
        public_sentence=_("Your objection was decided: {outcome}. {reasons} Your request is being looked at again."),
    ),
    EventKind(
        key="objection_rejected",
        sentence=_("{actor} decided on the objection: {outcome}. {reasons}"),
        public_sentence=_("Your objection was decided: {outcome}. {reasons}"),
    ),
    EventKind(
        key="objection_dropped",
        sentence=_("{actor} dropped the objection: {reason}"),
        public_sentence=_("You dropped the objection: {reason}"),
    ),
    EventKind(
        key="expedited",
        sentence=_("{actor} asked that the ticket be hurried (number {number}): {reason}"),
        public_sentence=_("You asked us to hurry: {reason}"),
    ),
    EventKind(
        key="expedite_answered",
        sentence=_("{actor} answered the expedite: {text}"),
        public_sentence=_("We answered your asking to hurry: {text}"),
    ),
    EventKind(
        key="statements_asked",
        sentence=_("{actor} asked for a statement: {entities}."),
        public_sentence=_("To answer you we asked another entity for what it knows of the matter."),
    ),
    EventKind(
        key="statement_asked_back",
        sentence=_("{actor}, for {entity}, asks something before the statement ({number}): {text}"),
    ),
    EventKind(key="statement_told", sentence=_("{actor} answered the question of {entity} ({number}): {text}")),
    EventKind(key="statement_answered", sentence=_("{actor} stated for {entity} ({number}).")),
    EventKind(key="statement_reminded", sentence=_("{actor} reminded {entity} of the statement ({number}).")),
    EventKind(key="statement_due_soon", sentence=_("{entity} was reminded: the statement ({number}) is due {due}.")),
    EventKind(key="statement_late", sentence=_("The statement of {entity} ({number}) is late: it was due {due}.")),
    EventKind(
        key="statement_escalated",
        sentence=_("The statement of {entity} ({number}) was raised to: {rung}. It was due {due}."),
    ),
    EventKind(
        key="statement_moved",
        sentence=_(
            "The date of the statement of {entity} ({number}) moved from {was} to {due}: {cause} (entered by {by})"
        ),
    ),
    EventKind(
        key="went_on_without", sentence=_("{actor} decided to go on without the statement of {entities}: {reason}")
    ),
    EventKind(key="reassigned", sentence=_("{actor} put the ticket into the hands of {holder} in {place}: {reason}")),
    EventKind(key="reminded", sentence=_("{actor} reminded whoever has it in hand. {text}")),
    EventKind(key="holder_called", sentence=_("{actor} called whoever has it in hand: {outcome}. {text}")),
    EventKind(key="raised", sentence=_("{actor} raised the ticket to: {rung}. {reason}")),
    EventKind(
        key="beneficiary_called",
        sentence=_("{actor} called the beneficiary (call {number}: {purpose}): {outcome}. {text}"),
    ),
    EventKind(key="call_planned", sentence=_("{actor} planned a call to the beneficiary for {next}: {purpose}.")),
    EventKind(key="call_dropped", sentence=_("{actor} decided that the planned call is not needed. {reason}")),
    EventKind(key="call_taken_back", sentence=_("{actor} took call {number} back: {reason}")),
    EventKind(
        key="out_of_reach",
        sentence=_("{count} calls did not reach the beneficiary, who was asked by message to contact the centre."),
    ),
    EventKind(
        key="mobile_corrected", sentence=_("{actor} corrected the mobile to the one ending in {ending}: {reason}")
    ),
    EventKind(
        key="went_on_unreached",
        sentence=_("{actor} decided to go on although calls do not reach the beneficiary: {reason}"),
    ),
    EventKind(key="became_late", sentence=_("{step} is late: it was due {due}.")),
    EventKind(key="escalated", sentence=_("{step} was raised to: {rung}. It was due {due}.")),
    EventKind(
        key="deadline_moved",
        sentence=_("The date promised moved from {was} to {due}: {cause} (entered by {by})"),
        public_sentence=_("The date by which we reply moved to {due}: {cause}"),
    ),
    EventKind(key="unmasked", sentence=_("{actor} looked at the beneficiary's {field}: {reason}")),
)

BY_KEY: dict[str, EventKind] = {kind.key: kind for kind in EVENT_KINDS}


def sentence_of(event: Event) -> Any:
    """The template that says an event to staff."""
    kind = BY_KEY[event.kind]
    if kind.for_another is not None and event.actor_kind == ActorKind.STAFF.value:
        return kind.for_another
    return kind.sentence
