"""What happens to a version of the service-level document, with the sentences that say it."""

from django.utils.translation import gettext_lazy as _

from tawasul.timeline.sentences import EventKind

SUBJECT_KIND = "service_levels"

EVENT_KINDS: tuple[EventKind, ...] = (
    EventKind(key="begun", sentence=_("{actor} began this version from version {base}.")),
    EventKind(key="line_added", sentence=_("{actor} added a line. {line}: {now}.")),
    EventKind(key="line_changed", sentence=_("{actor} changed a line. {line}: {now}; before that: {was}.")),
    EventKind(key="line_removed", sentence=_("{actor} removed a line. {line}: {was}.")),
    EventKind(key="lines_replaced", sentence=_("{actor} wrote all lines anew: {count}.")),
    EventKind(key="note_written", sentence=_("{actor} wrote what changes, and why.")),
    EventKind(
        key="objections_set",
        sentence=_("{actor} set how often one may object to the replies of one ticket: {now}; before that: {was}."),
    ),
    EventKind(key="approved", sentence=_("{actor} approved this version.")),
    EventKind(key="sent_back", sentence=_("{actor} sent this version back to those who draft it.")),
    EventKind(key="published", sentence=_("{actor} published this version, to be in force from {day}.")),
    EventKind(key="discarded", sentence=_("{actor} discarded this draft.")),
    EventKind(key="taken_up", sentence=_("{actor} took this draft up again.")),
)
BY_KEY = {kind.key: kind for kind in EVENT_KINDS}
