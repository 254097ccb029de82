"""How visits, lines, reasons and desks are said."""

from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

LINE_LABELS = {
    "requests": _("Filing and completing"),
    "follow_up": _("Following up and asking"),
    "meetings": _("Meeting the official"),
}
REASON_LABELS = {
    "follow_up": _("Follow a request up"),
    "file": _("File a request"),
    "complete": _("Complete what is missing"),
    "ask": _("Ask about something"),
    "object": _("Object to a reply"),
    "meeting": _("Ask to meet the official"),
    "attend": _("Attend a meeting that is fixed"),
    "papers": _("Hand in original papers"),
    "other": _("Something else"),
}
# What is said at the door of a reason that needs no visit.
ONLINE_SAYINGS = {
    "follow_up": _("Where a request stands is seen on the phone, with its number and a code."),
    "file": _("A request can be filed on the portal at any hour, with papers."),
    "complete": _("What is missing can be sent on the portal, also as a picture taken by phone."),
    "ask": _("A question can be asked on the portal, or by calling 19996."),
    "object": _("An objection can be made on the portal while its time runs."),
    "meeting": _("A meeting with the official is asked for on the portal too; the date comes by SMS."),
}
# By which service it is done without a visit, as the log calls it.
ONLINE_SERVICES = {
    "follow_up": _("Following up on the portal"),
    "file": _("Filing on the portal"),
    "complete": _("Completing on the portal"),
    "ask": _("An inquiry on the portal, or 19996"),
    "object": _("Objecting on the portal"),
    "meeting": _("Asking for a meeting on the portal"),
}
# What the visitor's own page calls doing it there and then.
ONLINE_DEEDS = {
    "follow_up": _("Follow your request on the phone now"),
    "file": _("File your request on the phone now, without waiting"),
    "complete": _("Complete your request on the phone now"),
    "ask": _("Ask your question on the phone now, without waiting"),
    "object": _("Object on the phone now"),
    "meeting": _("Ask for the meeting on the phone now"),
}
PRIORITY_LABELS = {
    "none": _("No priority"),
    "disability": _("Person with a disability"),
    "elderly": _("Elderly person"),
}
STATE_LABELS = {
    "waiting": _("Waits"),
    "called": pgettext_lazy("hall", "Called"),
    "serving": _("Is being served"),
    "parked": _("Comes back"),
    "absent": _("Did not come when called"),
    "finished": _("Served"),
    "left": _("Left without being served"),
}
STATE_TONES = {
    "waiting": "information", "called": "travel", "serving": "success", "parked": "warning",
    "absent": "danger", "finished": "neutral", "left": "neutral",
}  # fmt: skip
STUCK_LABELS = {
    "called": _("Was called, and has not come"),
    "served": _("Takes unusually long"),
    "free": _("Free, while people wait for it"),
}
STEP_LABELS = {
    "call": _("Call the next"),
    "recall": _("Call again"),
    "begin": _("The visitor is here"),
    "miss": _("Did not come"),
    "park": _("Comes back later"),
    "transfer": _("Pass on"),
    "finish": _("Finish the visit"),
    "give_back": _("Give back to the queue"),
    "bring_back": _("Back to the queue"),
    "move": _("Move"),
    "amend": _("Correct what was written"),
    "leave": _("Has left"),
    "guide": _("Shown how it is done without a visit"),
}
STEP_EXPLANATIONS = {
    "call": _("The first of those whom your desk serves; the hall's screen says their number and your desk."),
    "recall": _("The number is called once more, with its sound."),
    "begin": _("The visitor has come to the desk: how long they are served is counted from now on."),
    "miss": _("They did not come though called: they may come back, and wait anew from then on."),
    "park": _("They fetch something first: they keep their turn."),
    "transfer": _("To another service or another desk: they keep their number and their turn."),
    "finish": _("With how it ended; it stands in the visitor log."),
    "give_back": _("A desk that closes gives back whoever was called to it: they keep their turn."),
    "bring_back": _("Whoever fetched something, did not come, or was let go by mistake, is here again."),
    "move": _("The hall's supervisor lets somebody wait for another service or desk."),
    "amend": _("The name, why they come, who goes first or the mobile was written wrong at the door."),
    "leave": _("They went away without being served; the log says so."),
    "guide": _("What they came for needs no desk: they were shown how, and the visit ends at the door."),
}
OUTCOME_LABELS = {
    "answered": _("Answered at the desk"),
    "filed": _("A ticket was filed"),
    "completed": _("A ticket was completed or papers added"),
    "guided": _("Shown how it is done without a visit"),
    "other": _("Something else"),
}
