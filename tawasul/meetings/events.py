"""What happens to a request to meet the official, with the sentences that say it: those that whoever asks reads too say it to
them in words of their own."""

from django.utils.translation import gettext_lazy as _

from tawasul.timeline.sentences import EventKind

MEETING = "meeting"

EVENT_KINDS: tuple[EventKind, ...] = (
    EventKind(
        key="filed",
        sentence=_("{actor} asked to meet the official, with {centre}."),
        for_another=_("{actor} filed the request to meet the official, with {centre}, on behalf of the beneficiary."),
        public_sentence=_("Your request to meet the official was received and given to {centre}."),
    ),
    EventKind(
        key="named_otherwise",
        sentence=_("The name given at filing, “{given}”, is not the one recorded with this identity, “{recorded}”."),
    ),
    EventKind(
        key="taken",
        sentence=_("{actor} began to sort the request."),
        public_sentence=_("An officer began to look at your request."),
    ),
    EventKind(
        key="returned",
        sentence=_("{actor} returned the request to the beneficiary for completion: {missing}"),
        public_sentence=_("We asked you for something that is missing: {missing}"),
    ),
    EventKind(
        key="completed",
        sentence=_("{actor} completed what was missing: {given}"),
        public_sentence=_("What was missing was received: {given}"),
    ),
    EventKind(
        key="sorted",
        sentence=_("{actor} sorted the request: {kind}, {entity}. It stands {days} days before others made with it."),
        public_sentence=_("Your request is complete and has its place in the order."),
    ),
    EventKind(
        key="sorted_again",
        sentence=_(
            "{actor} sorted the request again: {kind}, {entity}. It stands {days} days before others made with it."
        ),
    ),
    EventKind(
        key="declined",
        sentence=_("{actor} declined the request: {reason}"),
        public_sentence=_("Your request to meet the official was not accepted: {reason}"),
    ),
    EventKind(
        key="withdrawn",
        sentence=_("{actor} withdrew the request: {reason}"),
        public_sentence=_("The request was withdrawn: {reason}"),
    ),
    EventKind(
        key="words_added",
        sentence=_("{actor} added to the request: {text}"),
        public_sentence=_("You added: {text}"),
    ),
    EventKind(
        key="files_added",
        sentence=_("{actor} added {count} file(s): {names}"),
        public_sentence=_("{count} file(s) were added: {names}"),
    ),
    EventKind(
        key="ranked",
        sentence=_("{actor} set the rank by hand, in place of {before} days: {days} days before others. {reason}"),
    ),
    EventKind(key="put_under_cause", sentence=_("{actor} put the request under one cause with others: {cause}")),
    EventKind(key="taken_out_of_cause", sentence=_("{actor} took the request out of the cause: {cause}")),
    EventKind(
        key="called",
        sentence=_("{actor} called the beneficiary (call {number}: {purpose}): {outcome}. {text}"),
    ),
    EventKind(
        key="out_of_reach",
        sentence=_("{count} calls did not reach the beneficiary, who was asked by message to contact the centre."),
    ),
    EventKind(
        key="out_of_reach_unwritten",
        sentence=_("{count} calls did not reach the beneficiary, whom no message reaches either."),
    ),
    EventKind(
        key="mobile_corrected", sentence=_("{actor} corrected the mobile to the one ending in {ending}: {reason}")
    ),
    EventKind(
        key="invited",
        sentence=_("{actor} gave the request a place in the session: {when}, {room}."),
        public_sentence=_("You are invited to the meeting: {when}, {room}."),
    ),
    EventKind(key="put_in_reserve", sentence=_("{actor} put the request in reserve for the session: {when}.")),
    EventKind(
        key="moved_up",
        sentence=_("A place fell free, and the request moved up: {when}, {room}."),
        public_sentence=_("A place fell free, and you are invited to the meeting: {when}, {room}."),
    ),
    EventKind(
        key="date_reminded",
        sentence=_("The beneficiary was reminded of the meeting of the next day: {when}, {room}."),
        public_sentence=_("We reminded you of the meeting: {when}, {room}."),
    ),
    EventKind(
        key="confirmed",
        sentence=_("{actor} confirmed the coming: {when}."),
        public_sentence=_("You confirmed that you come: {when}."),
    ),
    EventKind(
        key="postponed",
        sentence=_("{actor} asked for another date in place of {when}: {reason}"),
        public_sentence=_("You asked for another date in place of {when}: {reason}"),
    ),
    EventKind(
        key="postponed_until",
        sentence=_("{actor} asked for another date in place of {when}, not before {day}: {reason}"),
        public_sentence=_("You asked for another date in place of {when}, not before {day}: {reason}"),
    ),
    EventKind(
        key="taken_out",
        sentence=_("{actor} took the request out of the session of {when}: {reason}"),
        public_sentence=_("Your date of {when} does not stand; another follows: {reason}"),
    ),
    EventKind(
        key="promised_anew",
        sentence=_("Their date fell away, and the time promised began anew: it moved from {was} to {due}."),
        public_sentence=_("We tell you another date by {due}."),
    ),
    EventKind(
        key="session_cancelled",
        sentence=_("{actor} cancelled the session of {when}: {reason}"),
        public_sentence=_("The session of {when} was cancelled: {reason}"),
    ),
    EventKind(
        key="date_follows",
        sentence=_("No place is free in the next sessions: another date follows."),
        public_sentence=_("We tell you another date as soon as a place is free."),
    ),
    EventKind(
        key="rebooked",
        sentence=_("The request got a place in the next session by its rank: {when}, {room}."),
        public_sentence=_("You have another date: {when}, {room}."),
    ),
    EventKind(
        key="attended",
        sentence=_("{actor} wrote down that they came, and were received: {when}."),
        public_sentence=_("You were received: {when}."),
    ),
    EventKind(
        key="missed",
        sentence=_("{actor} wrote down that they did not come: {when}."),
        public_sentence=_("You were expected and did not come: {when}. You keep your place in the order."),
    ),
    EventKind(
        key="came_after_all",
        sentence=_("{actor} corrected the attendance: they came, and were received: {when}."),
        public_sentence=_("It was corrected that you were received: {when}."),
    ),
    EventKind(
        key="missed_after_all",
        sentence=_("{actor} corrected the attendance: they did not come: {when}."),
        public_sentence=_(
            "It was corrected that you were expected and did not come: {when}. You keep your place in the order."
        ),
    ),
    EventKind(key="miss_told", sentence=_("The beneficiary was told that they had been expected: {when}.")),
    EventKind(key="notes_written", sentence=_("{actor} wrote notes of the meeting.")),
    EventKind(
        key="decided",
        sentence=_("{actor} wrote decision {number} down: {text} Carried out by: {owner}. By: {due}."),
        public_sentence=_("A decision was made in your meeting, and is being carried out."),
    ),
    EventKind(key="passed_on", sentence=_("{actor} had decision {number} carried out by ticket {ticket}.")),
    EventKind(
        key="directed", sentence=_("{actor} had decision {number} carried out by directive {directive}, to {owner}.")
    ),
    EventKind(
        key="decision_dropped",
        sentence=_("{actor} dropped decision {number}: {reason}"),
        public_sentence=_("Decision {number} of your meeting was cancelled."),
    ),
    EventKind(
        key="decision_ended",
        sentence=_("Decision {number} has been carried out."),
        public_sentence=_("Decision {number} of your meeting has been carried out."),
    ),
    EventKind(
        key="settled",
        sentence=_("{actor} wrote down that it was settled in the session: {text}"),
        public_sentence=_("Your matter was settled in the meeting."),
    ),
    EventKind(
        key="ended",
        sentence=_("All that was decided has been carried out, and the request has ended."),
        public_sentence=_("All that was decided has been carried out."),
    ),
    EventKind(
        key="ended_in_part",
        sentence=_("The request has ended. Decisions carried out: {done}. Decisions dropped: {dropped}."),
        public_sentence=_("What was decided has come to its end. Carried out: {done}. Cancelled: {dropped}."),
    ),
    EventKind(key="unmasked", sentence=_("{actor} looked at the beneficiary's {field}: {reason}")),
    EventKind(key="became_late", sentence=_("The answer is late: it was due {due}.")),
    EventKind(key="escalated", sentence=_("The late answer was raised to: {rung}. It was due {due}.")),
    EventKind(
        key="deadline_moved",
        sentence=_("The date promised moved from {was} to {due}: {cause} (entered by {by})"),
        public_sentence=_("The date by which we reply moved to {due}: {cause}"),
    ),
    EventKind(
        key="brought_over",
        sentence=_("The request went over from {from} to {to} in a reorganisation: {reason}"),
        public_sentence=_("Your request went over from {from} to {to}, which took over its tasks; its date is kept."),
    ),
)
# What happens to a session; nobody outside reads it.
SESSION = "meeting_session"
SESSION_KINDS: tuple[EventKind, ...] = (
    EventKind(key="opened", sentence=_("{actor} opened the session.")),
    EventKind(
        key="drawn_up", sentence=_("{actor} drew the session up by rank: {seated} invited, {reserves} in reserve.")
    ),
    EventKind(
        key="cancelled", sentence=_("{actor} cancelled the session: {reason}. {moved} re-booked, {waiting} wait.")
    ),
    EventKind(
        key="statement_opened",
        sentence=_("{actor} opened the session's statement with {count} identities and mobiles."),
    ),
    EventKind(key="freed", sentence=_("Place {place} fell free.")),
    EventKind(key="booked", sentence=_("{actor} gave request {number} place {place} by hand.")),
    EventKind(
        key="booked_before_others",
        sentence=_(
            "{actor} gave request {number} place {place} by hand, before others that rank before it ({passed_over}): {reason}"
        ),
    ),
    EventKind(key="put_in_reserve", sentence=_("{actor} put request {number} in reserve by hand.")),
    EventKind(
        key="put_in_reserve_before_others",
        sentence=_(
            "{actor} put request {number} in reserve by hand, before others that rank before it ({passed_over}): {reason}"
        ),
    ),
    EventKind(key="given_back", sentence=_("Place {place} of request {number} fell free: {why}. {reason}")),
    EventKind(key="moved_up", sentence=_("Request {number} moved up from reserve to place {place}.")),
    EventKind(key="out_of_reserve", sentence=_("{actor} took request {number} out of reserve: {reason}")),
    EventKind(
        key="rebooked",
        sentence=_("Request {number} got place {place}: its own session, of {when}, was cancelled."),
    ),
)
SESSION_BY_KEY = {kind.key: kind for kind in SESSION_KINDS}
BY_KEY = {kind.key: kind for kind in EVENT_KINDS}
