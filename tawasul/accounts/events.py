"""What happens to the account of somebody who works here, with the sentences that say it."""

from django.utils.translation import gettext_lazy as _

from tawasul.timeline.sentences import EventKind

SUBJECT_KIND = "person"

EVENT_KINDS: tuple[EventKind, ...] = (
    EventKind(key="registered", sentence=_("{actor} registered {person} as {role} at {place}.")),
    EventKind(key="invited", sentence=_("{actor} sent {person} an invitation to choose a password.")),
    EventKind(key="password_chosen", sentence=_("{person} chose a password through the invitation.")),
    EventKind(
        key="email_corrected", sentence=_("{actor} corrected the e-mail address of {person}: {after}, not {before}.")
    ),
    EventKind(key="email_changed", sentence=_("{person} changed their e-mail address from {before} to {after}.")),
    EventKind(key="account_closed", sentence=_("{actor} closed the account; the roles held end on that day: {count}.")),
    EventKind(key="account_reopened", sentence=_("{actor} opened the account again.")),
    EventKind(
        key="absence_recorded",
        sentence=_(
            "{actor} recorded that {absent} is away from {first} to {last} as {role} at {place}: {deputy} stands in."
        ),
    ),
    EventKind(
        key="absence_moved",
        sentence=_(
            "{actor} set the last day on which {absent} is away as {role} at {place}: {last}. {deputy} stands in."
        ),
    ),
    EventKind(
        key="absence_called_off",
        sentence=_("{actor} called off the absence of {absent} from {first} to {last} as {role} at {place}."),
    ),
    EventKind(
        key="deputised",
        sentence=_("{deputy} stands in for {absent} from {first} to {last} as {role} at {place}, as {actor} recorded."),
    ),
    EventKind(
        key="deputyship_moved",
        sentence=_("{deputy} stands in for {absent} as {role} at {place} until {last}, as {actor} set it."),
    ),
    EventKind(
        key="deputyship_called_off",
        sentence=_("{deputy} does not stand in for {absent} from {first} to {last}: {actor} called the absence off."),
    ),
)
BY_KEY = {kind.key: kind for kind in EVENT_KINDS}
