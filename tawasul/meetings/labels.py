"""How requests to meet the official are said."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from tawasul.tickets.labels import CALL_PURPOSE_LABELS

MEETING_LABEL = _("Meeting with the official")
MEETING_EXPLANATION = _(
    "I want to be received by the head of the entity: the university's president, the director of education, or the minister."
)
STATE_LABELS = {
    "received": _("Received"),
    "in_sorting": _("Being sorted"),
    "returned": pgettext_lazy("meeting", "Returned for completion"),
    "ready": _("Ready for a session"),
    "scheduled": _("Has a date"),
    "held": pgettext_lazy("meeting", "Held"),
    "followed": _("Decided, being followed"),
    "ended": _("Ended"),
    "withdrawn": pgettext_lazy("meeting", "Withdrawn"),
    "declined": _("Declined"),
}
STATE_TONES = {
    "received": "information", "in_sorting": "information", "returned": "warning", "ready": "review",
    "scheduled": "travel", "held": "success", "followed": "review", "ended": "neutral",
    "withdrawn": "neutral", "declined": "neutral",
}  # fmt: skip
# What whoever asks reads of each state.
PUBLIC_STATE_LABELS = {
    "received": _("We have received your request"),
    "in_sorting": _("Your request is being read"),
    "returned": _("We need something from you"),
    "ready": _("Your request waits for a date"),
    "scheduled": _("You have a date"),
    "held": _("You were received"),
    "followed": _("What was decided is being carried out"),
    "ended": _("Your request has ended"),
    "withdrawn": _("The request was withdrawn"),
    "declined": _("The request was not accepted"),
}
PUBLIC_STATE_EXPLANATIONS = {
    "received": _("The meetings unit of the centre will read it, and call you to confirm that it has arrived."),
    "in_sorting": _("The meetings unit sees whether it is complete, and how soon it is to be put before the official."),
    "returned": _("Please complete what is missing: the time stands still until you do."),
    "ready": _(
        "It is complete and has its place in the order. We tell you the day and the hour as soon as they are set."
    ),
    "scheduled": _(
        "Please confirm that you come. If you cannot, say so: another takes the place, and you get another date."
    ),
    "held": _("What comes of it is written down, and told to you."),
    "followed": _("What was decided is followed to its end. If a request was filed for it, you have its number."),
    "ended": _("All that came of the meeting has been carried out."),
    "withdrawn": _("Nothing more is done about it. You may ask again at any time."),
    "declined": _("The reason stands below. If the matter can be settled otherwise, it says how."),
}
ACT_LABELS = {
    "take": _("Begin to sort"),
    "return_for_completion": _("Return for completion"),
    "complete": _("Complete for the beneficiary"),
    "sort": _("Sort and rank"),
    "decline": _("Decline"),
    "withdraw": _("Withdraw for the beneficiary"),
    "add": _("Add words for the beneficiary"),
    "rank": _("Set its rank by hand"),
    "put_under_cause": _("One cause with others"),
    "call": _("Write down a call"),
    "correct_mobile": _("Correct the mobile"),
    "give_place": _("Give a place in a session"),
    "confirm": _("Confirm that they come"),
    "postpone": _("Another date"),
    "lose_place": _("Take out of the session"),
    "attend": _("They came"),
    "miss": _("They did not come"),
    "write_notes": _("Notes of the meeting"),
    "decide": _("Write a decision down"),
    "pass_on": _("Have a decision carried out"),
    "drop_decision": _("Drop a decision"),
    "settle": _("Settled in the session"),
    "end": _("End"),
}
ACT_EXPLANATIONS = {
    "take": _("You read the request and see whether it is complete."),
    "return_for_completion": _("The beneficiary is told what is missing; the time stands still until they give it."),
    "complete": _("What the beneficiary gave on the telephone or at the counter."),
    "sort": _("What kind of request it is, what it is about in a line or two, whom it concerns, and what weighs."),
    "decline": _("The official will not receive them about this; they are told why, and what they can do instead."),
    "withdraw": _("At the beneficiary's wish. This cannot be undone."),
    "add": _("What the beneficiary said besides."),
    "rank": _("In place of what the criteria give it. Who did it and why stands with the rank."),
    "put_under_cause": _("Those who ask about one and the same thing may be received together."),
    "attend": _("They were received by the official. It may be corrected until the day is over."),
    "miss": _(
        "They keep their rank for another session, and are told the next morning. It may be corrected until the day is over."
    ),
    "write_notes": _("What was said; those who see the request read it, and the beneficiary does not."),
    "decide": _(
        "What the official decided, who carries it out, and by when. The request ends when all decisions have ended."
    ),
    "pass_on": _(
        "A decision becomes a ticket, a new one or one that they have already; or a directive to whoever carries it out. It"
        " is followed to its end."
    ),
    "drop_decision": _("One that was written down by mistake, or that the official took back."),
    "settle": _("Nothing is left to be carried out: what was answered."),
    "confirm": _("They said on the telephone that they come."),
    "postpone": _(
        "They cannot come then: another takes the place, and they keep their rank for one of the next sessions."
    ),
    "call": _("Why they were called, what it came to, and when to call again."),
    "correct_mobile": _("Messages, codes and calls about this request go to the new number."),
}
CLOCK_LABELS = {
    "runs_on": _("runs on"),
    "pauses": _("stands still"),
    "resumes": _("runs again"),
    "stops": _("ends"),
    "begins_anew": _("begins anew"),
}
CHANNEL_LABELS = {
    "portal": _("Portal"),
    "counter": _("Counter"),
    "telephone": _("Telephone / 19996"),
}
KIND_LABELS = {
    "grievance": _("Grievance against a decision"),
    "complaint": _("Complaint"),
    "request": _("Request for something"),
    "suggestion": _("Suggestion or initiative"),
    "other": _("Something else"),
}
HARM_LABELS = {
    "none": _("No harm in waiting"),
    "some": _("Some harm: an interest is delayed"),
    "serious": _("Serious harm: study, work or pay at stake"),
    "urgent": _("Urgent: health, safety or a date that cannot be moved"),
}
NEED_LABELS = {
    "none": _("No special need"),
    "disability": _("Person with a disability"),
    "elderly": _("Elderly person"),
}
TRIED_LABELS = {
    "no": _("No other door was tried"),
    "asked": _("Asked elsewhere, and not answered yet"),
    "answered": _("Asked elsewhere, and the answer did not settle it"),
}
CRITERION_LABELS = {
    "harm": _("Harm if it waits"),
    "concerned": _("How many people it concerns"),
    "need": _("Disability or old age"),
    "tried": _("Whether they asked elsewhere before"),
    "late": _("Tickets of the same person past their date"),
    "objections": _("Objections of the same person"),
}
# As a list says them in a word or two.
SHORT_HARM_LABELS = {"some": _("Some harm"), "serious": _("Serious harm"), "urgent": _("Urgent harm")}
SHORT_CRITERION_LABELS = {
    "harm": _("Harm"),
    "concerned": _("How many people it concerns"),
    "need": _("Disability or old age"),
    "tried": _("Asked elsewhere before"),
    "late": _("Late tickets"),
    "objections": _("Objections"),
}
CRITERION_EXPLANATIONS = {
    "harm": _("Some harm 5 days, serious harm 12, urgent 20."),
    "concerned": _("From 2 people on 3 days, from 10 on 6, from 50 on 10."),
    "need": _("A disability or old age 5 days."),
    "tried": _("Asked elsewhere 2 days; answered, and not settled, 4."),
    "late": _("3 days for each of them, 9 at most."),
    "objections": _("2 days for each that is undecided or was rejected, 4 at most."),
}
STAYS_OPEN = _(
    "This decision is carried out already, and what carries it out stays open: close or withdraw that too, or leave the "
    "decision. Tick the box to drop it all the same."
)
NO_SUCH_REQUEST = _("There is no such request for a meeting, or you may not see it.")
NOT_NOW = _("This cannot be done to the request as it stands now.")
# The ladder of a late answer: `meetings.ladder.Rung`.
RUNG_LABELS = {
    0: _("Meetings unit"),
    1: _("Hall supervisor"),
    2: _("Centre supervisor"),
    3: _("Office of the sector's official"),
    4: _("Main centre of the ministry"),
}
# What came of a decision, as whoever was received reads it.
DECISION_LABELS = {
    "waiting": _("Being passed on"),
    "carried": _("Being carried out"),
    "done": _("Done"),
    "dropped": pgettext_lazy("decision", "Cancelled"),
}
DECISION_TONES = {"waiting": "information", "carried": "travel", "done": "success", "dropped": "neutral"}
ENDED_IN_PART = _("What was decided has come to its end. Below stands what was carried out, and what was cancelled.")
# The way of a request as whoever asks sees it: `lifecycle.REACHED` says how far each state is.
PUBLIC_STEPS = (_("Received"), _("Being read"), _("Waits for a date"), _("The date is set"), _("The meeting"))
# Why they are called: the guide's three reasons, and any other.
CALL_PURPOSES = {
    key: CALL_PURPOSE_LABELS[key] for key in ("confirm_receipt", "ask_missing", "confirm_date", "ask", "tell", "other")
}
SEAT_LABELS = {
    "reserve": _("In reserve"),
    "invited": _("Invited"),
    "confirmed": _("Comes"),
    "attended": _("Attended"),
    "absent": _("Did not come"),
    "postponed": _("Asked for another date"),
    "declined": _("Does not come"),
    "released": pgettext_lazy("guest of a session", "Taken out"),
    "cancelled": _("The session was cancelled"),
}
SEAT_TONES = {
    "reserve": "neutral", "invited": "information", "confirmed": "success", "attended": "success", "absent": "danger",
    "postponed": "warning", "declined": "neutral", "released": "neutral", "cancelled": "danger",
}  # fmt: skip
SESSION_LABELS = {"planned": _("Planned"), "cancelled": _("Cancelled")}
SESSION_TONES = {"planned": "information", "cancelled": "neutral"}
WEEKDAYS = (
    (6, _("Sunday")), (0, _("Monday")), (1, _("Tuesday")), (2, _("Wednesday")), (3, _("Thursday")),
)  # fmt: skip
# A day that comes back every week, after "every".
EVERY = {
    6: pgettext_lazy("every", "Sunday"), 0: pgettext_lazy("every", "Monday"), 1: pgettext_lazy("every", "Tuesday"),
    2: pgettext_lazy("every", "Wednesday"), 3: pgettext_lazy("every", "Thursday"),
}  # fmt: skip
NO_SUCH_SESSION = _("There is no such session, or you may not see it.")
