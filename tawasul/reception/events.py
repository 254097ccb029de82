"""What happens to visits and desks, with the sentences that say it."""

from django.utils.translation import gettext_lazy as _

from tawasul.timeline.sentences import EventKind

VISIT = "visit"
DESK = "desk"
HALL = "hall"

EVENT_KINDS: tuple[EventKind, ...] = (
    EventKind(key="arrived", sentence=_("{actor} received the visitor under number {number}: {reason}.")),
    EventKind(key="link_sent", sentence=_("{actor} had the place in the queue sent to the visitor's mobile.")),
    EventKind(
        key="way_sent",
        sentence=_("{actor} had the way to do it without a visit sent to the visitor's mobile: {reason}."),
    ),
    EventKind(key="called", sentence=_("{actor} called number {number} to desk {desk}.")),
    EventKind(key="called_again", sentence=_("{actor} called number {number} again.")),
    EventKind(key="begun", sentence=_("{actor} began to serve the visitor.")),
    EventKind(key="missed", sentence=_("{actor} noted that number {number} did not come.")),
    EventKind(key="recognised", sentence=_("{actor} recorded who the visitor is.")),
    EventKind(key="parked", sentence=_("{actor} let the visitor come back later: {note}")),
    EventKind(key="passed_on", sentence=_("{actor} passed the visitor on to {line}, {desk}.")),
    EventKind(key="given_back", sentence=_("{actor} gave number {number} back to the queue.")),
    EventKind(key="brought_back", sentence=_("{actor} put number {number} back in the queue.")),
    EventKind(key="moved", sentence=_("{actor} moved number {number} to {line}, {desk}.")),
    EventKind(key="preferred", sentence=_("{actor} set who goes first for number {number}: {priority}.")),
    EventKind(key="amended", sentence=_("{actor} corrected what was written at the door: {what}.")),
    EventKind(key="filed_here", sentence=_("{actor} filed ticket {ticket} for the visitor.")),
    EventKind(
        key="hall_changed",
        sentence=_("The centre went over to {centre}: number {before} waits in its hall now, as number {number}."),
    ),
    EventKind(key="finished", sentence=_("{actor} finished the visit: {outcome}.")),
    EventKind(key="guided", sentence=_("{actor} showed the visitor how it is done without a visit.")),
    EventKind(key="left", sentence=_("{actor} noted that the visitor left without being served.")),
    EventKind(key="desk_opened", sentence=_("{actor} opened desk {desk}.")),
    EventKind(key="desk_closed", sentence=_("{actor} closed desk {desk}.")),
    EventKind(key="screen_renewed", sentence=_("{actor} gave the hall's screen a new address.")),
    EventKind(key="log_exported", sentence=_("{actor} exported the visitor log from {first} to {last}.")),
)
BY_KEY = {kind.key: kind for kind in EVENT_KINDS}
